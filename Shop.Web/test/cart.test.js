import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenFields, openShop, Visitor } from './fakes/visitor.js';

test('a product goes into the session cart and the visitor comes back to where it was', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  const back = await visitor.send('/cart/lines', { product: 'p-000002', back: '/search?q=tea' }, { from: '/search?q=tea' });
  assert.match(back.text, /Green Tea No\. 2 is in your cart\.[^]*Green[^]*No\. 2/);
  assert.match(back.text, /id="cart-count">1<\/span><span class="unseen"> item</);
  assert.match((await visitor.get('/')).text, /<p class="note" id="note" role="status"><\/p>/, 'the message is shown once');
  assert.equal(shop.savedCarts.stored.size, 0);
});

test('quantities are changed, lines removed, the cart emptied', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  await visitor.send('/cart/lines', { product: 'p-000002', quantity: '2' });
  await visitor.send('/cart/lines', { product: 'p-000003' });
  assert.match((await visitor.send('/cart/lines/p-000002', { quantity: '5' })).text, /¥187\.00/);
  assert.doesNotMatch((await visitor.send('/cart/lines/p-000003/remove')).text, /Remove: Desk Lamp/);
  assert.match((await visitor.send('/cart/clear')).text, /Nothing in this cart yet/);
});

test('the visitor chooses between two carts that know nothing of each other', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  await visitor.send('/cart/lines', { product: 'p-000002' });
  assert.match((await visitor.send('/cart/choice', { cart: 'saved' })).text, /value="saved" aria-pressed="true"[^]*Nothing in this cart/);
  await visitor.send('/cart/lines', { product: 'p-000003' });
  const [session] = shop.sessionCarts.stored.values();
  const [saved] = shop.savedCarts.stored.values();
  assert.deepEqual([session.lines[0].productId, saved.lines[0].productId], ['p-000002', 'p-000003']);
  assert.notEqual(session.id, saved.id);
  assert.match(session.id, /^[0-9a-f]{32}$/);
});

test('the saved cart is kept by the browser, the session cart is not', async (t) => {
  const shop = await openShop(t);
  const lines = (await new Visitor(shop.address).get('/')).headers.getSetCookie();
  const [visit, keep] = [lines.find((line) => line.startsWith('visit=')), lines.find((line) => line.startsWith('keep='))];
  assert.doesNotMatch(visit, /Max-Age|Expires/);
  assert.match(keep, /Max-Age=31536000/);
  for (const line of lines) assert.match(line, /HttpOnly; SameSite=Lax/);
});

test('with the catalogue and recommendations away the saved cart is still usable', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  await visitor.send('/cart/choice', { cart: 'saved' });
  await visitor.send('/cart/lines', { product: 'p-000003' });
  shop.catalogue.away = shop.recommendations.away = true;
  const page = await visitor.send('/cart/lines/p-000003', { quantity: '4' }, { from: '/cart' });
  assert.equal(page.status, 200);
  assert.match(page.text, /The cart has been updated[^]*Desk Lamp No\. 3[^]*¥158\.00/);
});

test('a cart that is away is a message, and the other cart is a button away', async (t) => {
  const shop = await openShop(t);
  shop.sessionCarts.away = true;
  const visitor = new Visitor(shop.address);
  const page = await visitor.get('/cart');
  assert.equal(page.status, 503);
  assert.match(page.text, /cannot be reached right now/);
  assert.equal((await visitor.send('/cart/choice', { cart: 'saved' }, { from: '/cart' })).status, 200);
  assert.equal((await visitor.get('/')).status, 200, 'the list does not need the cart');
});

test('an order is reviewed, placed, and the cart is empty', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  await visitor.send('/cart/lines', { product: 'p-000002', quantity: '2' });
  const review = await visitor.get('/checkout');
  assert.match(review.text, /Green Tea No\. 2 × 2[^]*¥59\.00/);
  const thanks = await visitor.send('/checkout', { version: hiddenFields(review.text).version });
  assert.match(thanks.text, /Thank you for your order[^]*o-1/);
  assert.match((await visitor.get('/cart')).text, /Nothing in this cart/);
});

test('an order whose cart changed in another window is shown again instead of placed', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  await visitor.send('/cart/lines', { product: 'p-000002' });
  const seen = hiddenFields((await visitor.get('/checkout')).text).version;
  await visitor.send('/cart/lines', { product: 'p-000003' });
  const again = await visitor.send('/checkout', { version: seen });
  assert.match(again.text, /changed in another window[^]*Desk Lamp/);
});

test('what stands in the way of an order is named, with a button that mends it', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  await visitor.send('/cart/lines', { product: 'p-000002', quantity: '3' });
  await visitor.send('/cart/lines', { product: 'p-000003' });
  shop.sessionCarts.problems = [
    { productId: 'p-000002', kind: 'price-changed', detail: 'x', price: 31 },
    { productId: 'p-000003', kind: 'gone', detail: 'x' },
  ];
  const review = await visitor.get('/checkout');
  assert.match(review.text, /Green Tea No\. 2 now costs ¥31\.00[^]*Desk Lamp No\. 3 is no longer sold/);
  assert.doesNotMatch(review.text, /Place the order/);
  shop.catalogue.shelf.get('p-000002').price = 31;
  await visitor.send('/checkout/mend', { product: 'p-000002', mend: 'accept' });
  await visitor.send('/checkout/mend', { product: 'p-000003', mend: 'drop' });
  const [cart] = shop.sessionCarts.stored.values();
  assert.deepEqual(cart.lines.map((line) => [line.productId, line.price, line.quantity]), [['p-000002', 31, 3]]);
});

test('with scripts, adding answers in a few words', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  const { token } = hiddenFields((await visitor.get('/')).text);
  const answer = await visitor.ask('/cart/lines', { method: 'POST', form: { token, product: 'p-000002' }, headers: { accept: 'application/json' } });
  assert.deepEqual(JSON.parse(answer.text), { items: 1, note: 'Green Tea No. 2 is in your cart.' });
});

test('nonsense in a form is refused and reaches no cart', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  for (const form of [{ product: 'p-000002', quantity: '-1' }, { product: 'p-000002', quantity: '1e3' }, { product: 'p-000002', quantity: '99999' }, { product: '../x' }, { product: '' }, {}]) {
    assert.equal((await visitor.send('/cart/lines', form)).status, 400, JSON.stringify(form));
  }
  assert.equal((await visitor.send('/cart/lines', { product: 'p-424242' })).status, 404);
  assert.equal(shop.sessionCarts.asked.filter((call) => call.method === 'POST').length, 1);
});
