import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hiddenFields, openShop, Visitor } from './fakes/visitor.js';

const sheet = { nameEn: 'Paper Kite', nameZh: '纸风筝', category: 'toys', price: '25.50', currency: 'CNY', stock: '7' };

async function keeperOf(shop) {
  const visitor = new Visitor(shop.address);
  await visitor.keepShop();
  return visitor;
}

test('who does not keep the shop can change nothing', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  assert.equal((await visitor.get('/products/new')).status, 403);
  for (const path of ['/products', '/products/p-000001', '/products/p-000001/delete']) assert.equal((await visitor.send(path, sheet)).status, 403, path);
  visitor.cookies.set('keeper', '1');
  assert.equal((await visitor.send('/products', sheet)).status, 403);
  assert.equal(shop.catalogue.asked.some((call) => call.method !== 'GET'), false);
});

test('a product is added, found and deleted', async (t) => {
  const shop = await openShop(t);
  const keeper = await keeperOf(shop);
  const form = hiddenFields((await keeper.get('/products/new')).text);
  const added = await keeper.send('/products', { ...sheet, key: form.key });
  assert.match(added.text, /“Paper Kite” has been added\.[^]*¥25\.50/);
  const call = shop.catalogue.asked.find((one) => one.method === 'POST');
  assert.deepEqual(call.body, { name: { en: 'Paper Kite', zh: '纸风筝' }, category: 'toys', price: 25.5, stock: 7, currency: 'CNY' });
  assert.equal(call.headers['idempotency-key'], form.key);
  assert.match((await keeper.get('/search?q=kite')).text, /1 product for “kite”/);
  const asked = await keeper.get('/products/p-000081/delete');
  assert.match(asked.text, /Delete “Paper Kite”\?/);
  assert.match((await keeper.send('/products/p-000081/delete', { etag: hiddenFields(asked.text).etag })).text, /“Paper Kite” has been deleted/);
  assert.match((await keeper.get('/search?q=kite')).text, /Nothing matches/);
});

test('what the catalogue refuses is told, and what was typed is still there', async (t) => {
  const shop = await openShop(t);
  const keeper = await keeperOf(shop);
  const refused = await keeper.send('/products', { ...sheet, price: '0' });
  assert.equal(refused.status, 400);
  assert.match(refused.text, /price must be between[^]*value="Paper Kite"/);
  const unreadable = await keeper.send('/products', { ...sheet, price: 'cheap', stock: 'many' });
  assert.match(unreadable.text, /Give the price[^]*Give the stock/);
});

test('of two people changing one product the second is told, and sees both', async (t) => {
  const shop = await openShop(t);
  const [first, second] = [await keeperOf(shop), await keeperOf(shop)];
  const { etag } = hiddenFields((await second.get('/products/p-000001/edit')).text);
  await first.send('/products/p-000001', { ...sheet, nameEn: 'Theirs', etag: hiddenFields((await first.get('/products/p-000001/edit')).text).etag });
  const told = await second.send('/products/p-000001', { ...sheet, nameEn: 'Mine', etag });
  assert.equal(told.status, 409);
  assert.match(told.text, /Somebody else changed this product[^]*value="Mine"[^]*Now in the shop:[^]*Theirs/);
  assert.equal(shop.catalogue.shelf.get('p-000001').name.en, 'Theirs');
  await second.send('/products/p-000001', { ...sheet, nameEn: 'Mine', etag: hiddenFields(told.text).etag });
  assert.equal(shop.catalogue.shelf.get('p-000001').name.en, 'Mine');
});

test('a product that changed since it was looked at is not deleted', async (t) => {
  const shop = await openShop(t);
  const keeper = await keeperOf(shop);
  const answer = await keeper.send('/products/p-000001/delete', { etag: '"77"' });
  assert.match(answer.text, /changed this product just now/);
  assert.equal(shop.catalogue.shelf.has('p-000001'), true);
});

test('with a token only who knows it keeps the shop', async (t) => {
  const shop = await openShop(t, { SHOP_ADMIN_TOKEN: 'open sesame' });
  const visitor = new Visitor(shop.address);
  assert.match((await visitor.send('/keeper/start', { secret: 'guess' })).text, /That is not the token/);
  assert.equal((await visitor.get('/products/new')).status, 403);
  await visitor.send('/keeper/start', { secret: 'open sesame' });
  assert.equal((await visitor.get('/products/new')).status, 200);
  const other = new Visitor(shop.address);
  await other.get('/');
  other.cookies.set('keeper', visitor.cookies.get('keeper'));
  assert.equal((await other.get('/products/new')).status, 403, 'the cookie is of no use to another visitor');
  await visitor.send('/keeper/stop');
  assert.equal((await visitor.get('/products/new')).status, 403);
});

test('where keeping is switched off there is no trace of it', async (t) => {
  const shop = await openShop(t, { SHOP_ADMIN: 'off' });
  const visitor = new Visitor(shop.address);
  assert.doesNotMatch((await visitor.get('/')).text, /keeper/);
  assert.equal((await visitor.send('/keeper/start')).status, 404);
});
