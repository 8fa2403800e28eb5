import { Refused, Unavailable } from '../services/http.js';
import { isIdentifier } from '../services/catalogue.js';
import { cartPage, reviewPage, thanksPage } from '../views/cart.js';
import { inLanguage } from '../views/format.js';
import { ShopError } from '../web/errors.js';
import { leaveNote } from '../web/note.js';
import { returnPath } from '../web/returnPath.js';

function wholeNumber(text, from, to) {
  const number = /^\d{1,4}$/.test(String(text ?? '').trim()) ? Number(text) : NaN;
  if (!(number >= from && number <= to)) throw new ShopError(400, 'badRequest', [`${from}–${to}`]);
  return number;
}

function productId(value) {
  if (!isIdentifier(value)) throw new ShopError(400, 'badRequest');
  return value;
}

// What a cart refuses is told in its own words; a cart that is gone is not the end of the shop.
async function patiently(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unavailable) throw new ShopError(503, 'cartDown');
    if (error instanceof Refused && error.status === 404) throw new ShopError(404, 'productGone');
    if (error instanceof Refused) throw new ShopError(error.status === 412 ? 409 : error.status, 'refused', error.faults);
    throw error;
  }
}

export function cartRoutes(app, { carts, recommendations }) {
  const chosen = (request) => ({ store: carts[request.visitor.cart], name: request.visitor[request.visitor.cart] });

  const choose = (request, response, kind) => {
    if (kind !== 'session' && kind !== 'saved') return;
    response.setShopCookie('cart', kind, { keep: true });
    request.visitor.cart = kind;
  };

  app.get('/cart', async (request, response) => {
    const { store, name } = chosen(request);
    const cart = await store.get(name).catch((error) => {
      if (error instanceof Unavailable) return null;
      throw error;
    });
    const found = cart?.lines.length ? await recommendations.beside(cart.lines.map((line) => line.productId)) : [];
    response.status(cart === null ? 503 : 200);
    await response.page({ title: request.text.cart.title, cart, body: cartPage(request, cart, found) });
  });

  app.post('/cart/choice', (request, response) => {
    choose(request, response, request.body.cart);
    response.redirect(303, '/cart');
  });

  app.post('/cart/lines', async (request, response) => {
    const product = productId(request.body.product);
    const quantity = wholeNumber(request.body.quantity ?? '1', 1, 999);
    choose(request, response, request.body.cart);
    const { store, name } = chosen(request);
    const cart = await patiently(() => store.add(name, product, quantity));
    const added = cart.lines.find((line) => line.productId === product);
    const label = inLanguage(added?.name, request.lang) || product;
    if (request.accepts('html', 'json') === 'json') return response.json({ items: cart.itemCount, note: request.text.cart.added(label) });
    leaveNote(request, response, 'cart.added', label);
    response.redirect(303, returnPath(request.body.back, '/cart'));
  });

  const change = (path, work) => app.post(path, async (request, response) => {
    const { store, name } = chosen(request);
    await patiently(() => work(store, name, request));
    leaveNote(request, response, path === '/cart/clear' ? 'cart.cleared' : 'cart.changed');
    response.redirect(303, path === '/checkout/mend' ? '/checkout' : '/cart');
  });

  change('/cart/clear', (store, name) => store.clear(name));
  change('/cart/lines/:id/remove', (store, name, request) => store.remove(name, productId(request.params.id)));
  change('/cart/lines/:id', (store, name, request) => store.setQuantity(name, productId(request.params.id), wholeNumber(request.body.quantity, 0, 999)));
  change('/checkout/mend', (store, name, request) => mend(store, name, request.body));

  app.get('/checkout', async (request, response) => {
    const { store, name } = chosen(request);
    const review = await patiently(() => store.review(name));
    if (review.cart.lines.length === 0) return response.redirect(303, '/cart');
    await response.page({ title: request.text.checkout.title, cart: review.cart, body: reviewPage(request, review) });
  });

  app.post('/checkout', async (request, response) => {
    const { store, name } = chosen(request);
    let order;
    try {
      order = await store.checkout(name, wholeVersion(request.body.version));
    } catch (error) {
      // Changed meanwhile, or no longer as it was shown: the review says how it is now.
      if (!(error instanceof Refused && (error.status === 412 || error.status === 409))) return patiently(() => { throw error; });
      leaveNote(request, response, 'cart.conflict');
      return response.redirect(303, '/checkout');
    }
    const found = await recommendations.beside(order.lines.map((line) => line.productId));
    await response.page({ title: request.text.cart.thanks, cart: { itemCount: 0 }, body: thanksPage(request, order, found) });
  });
}

function wholeVersion(text) {
  if (!/^\d{1,18}$/.test(text ?? '')) throw new ShopError(400, 'badRequest');
  return text;
}

// The new price comes with adding; one is added and the quantity put back, so that the line is never lost between.
async function mend(store, name, { product, mend: how, stock }) {
  const id = productId(product);
  if (how === 'drop') return store.remove(name, id);
  if (how === 'fewer') return store.setQuantity(name, id, wholeNumber(stock, 0, 999));
  if (how !== 'accept') throw new ShopError(400, 'badRequest');
  const line = (await store.get(name)).lines.find((one) => one.productId === id);
  if (!line) return;
  if (line.quantity >= 999) await store.setQuantity(name, id, line.quantity - 1);
  await store.add(name, id, 1);
  await store.setQuantity(name, id, line.quantity);
}
