import { html } from '../html.js';
import { hidden, proof } from './layout.js';
import { beside, besideTitle } from './product.js';
import { inLanguage, money, spoken } from './format.js';
import { icon, picture } from './icons.js';

const kinds = ['session', 'saved'];

// Two carts, one in use: a button each, so that it works with every browser and every keyboard.
function choice(request) {
  const { text, visitor } = request;
  return html`<form class="cartchoice" action="/cart/choice" method="post" aria-label="${text.cart.choose}">${proof(request)}
  ${kinds.map((kind) => html`<button class="tab" type="submit" name="cart" value="${kind}" aria-pressed="${kind === visitor.cart ? 'true' : 'false'}"><strong>${text.cart[kind]}</strong> <span>${text.cart[`${kind}Hint`]}</span></button>`)}</form>`;
}

function cartLine(request, line) {
  const { text, lang } = request;
  const name = inLanguage(line.name, lang);
  const field = `quantity-${line.productId}`;
  return html`<tr>
  <th scope="row"><span class="thumb">${picture(line)}</span><a href="/products/${line.productId}">${spoken(line.name, lang)}</a></th>
  <td data-label="${text.cart.price}">${money(line.price, line.currency, lang)}</td>
  <td data-label="${text.product.quantity}"><form class="quantity" action="/cart/lines/${line.productId}" method="post">${proof(request)}
    <label class="unseen" for="${field}">${text.product.quantityOf(name)}</label>
    <input id="${field}" name="quantity" type="number" inputmode="numeric" min="0" max="999" value="${line.quantity}" required>
    <button class="button small" type="submit" aria-label="${text.cart.updateNamed(name)}">${text.cart.update}</button></form></td>
  <td data-label="${text.cart.sum}" class="sum">${money(line.lineTotal, line.currency, lang)}</td>
  <td><form action="/cart/lines/${line.productId}/remove" method="post">${proof(request)}<button class="button small danger" type="submit" aria-label="${text.cart.removeNamed(name)}">${text.cart.remove}</button></form></td>
</tr>`;
}

function lines(request, cart) {
  const { text, lang } = request;
  return html`<table class="cart"><caption class="unseen">${text.cart.title}</caption>
<thead><tr><th scope="col">${text.cart.product}</th><th scope="col">${text.cart.price}</th><th scope="col">${text.product.quantity}</th><th scope="col">${text.cart.sum}</th><td></td></tr></thead>
<tbody>${cart.lines.map((line) => cartLine(request, line))}</tbody>
<tfoot><tr><th scope="row" colspan="3">${text.cart.total}</th><td class="sum" data-label="${text.cart.total}"><strong>${money(cart.total, cart.currency, lang)}</strong></td><td></td></tr></tfoot></table>
<div class="cartend">
  <form action="/cart/clear" method="post">${proof(request)}<button class="button danger" type="submit">${text.cart.clear}</button></form>
  <a class="button primary" href="/checkout">${text.cart.checkout}</a>
</div>`;
}

const empty = (request) => html`<div class="empty">${icon('cart')}<p>${request.text.cart.empty}</p><a class="button primary" href="/">${request.text.cart.browse}</a></div>`;

// `cart` is null when the cart service does not answer.
export function cartPage(request, cart, found) {
  const { text } = request;
  const inside = cart === null ? html`<p class="warning" role="alert">${text.cart.down}</p>` : cart.lines.length ? lines(request, cart) : empty(request);
  return html`<h1>${text.cart.title}</h1>${choice(request)}${inside}${beside(request, besideTitle(request, found), found)}`;
}

function problem(request, line, fault) {
  const { text, lang } = request;
  const name = line ? inLanguage(line.name, lang) : fault.productId;
  const price = fault.price !== undefined && fault.price !== null && line ? money(fault.price, line.currency, lang) : '';
  const say = text.checkout.problem[fault.kind];
  const mend = { 'price-changed': 'accept', 'out-of-stock': fault.stock > 0 ? 'fewer' : 'drop', gone: 'drop' }[fault.kind] ?? 'drop';
  return html`<li><p>${say ? say(name, price, fault.stock ?? 0) : html`${name}: ${fault.detail}`}</p>
  <form action="/checkout/mend" method="post">${proof(request)}${hidden('product', fault.productId)}${hidden('stock', fault.stock ?? 0)}
  <button class="button small" type="submit" name="mend" value="${mend}">${text.checkout.mend[mend](fault.stock ?? 0)}</button></form></li>`;
}

export function reviewPage(request, review) {
  const { text, lang } = request;
  const { cart, problems = [] } = review;
  const last = review.catalogue === 'last-known' ? html`<p class="warning">${text.cart.stale}</p>` : '';
  const faults = problems.length ? html`<section class="warning" aria-labelledby="problems"><h2 id="problems">${text.checkout.problems}</h2>
    <ul class="problems">${problems.map((fault) => problem(request, cart.lines.find((line) => line.productId === fault.productId), fault))}</ul></section>` : '';
  return html`<h1>${text.checkout.title}</h1>${last}${faults}
<ul class="order">${cart.lines.map((line) => html`<li><span>${spoken(line.name, lang)} × ${line.quantity}</span><span class="sum">${money(line.lineTotal, line.currency, lang)}</span></li>`)}
<li class="ordertotal"><strong>${text.cart.total}</strong><strong class="sum">${money(review.total, review.currency ?? cart.currency, lang)}</strong></li></ul>
<div class="cartend"><a class="button" href="/cart">${text.checkout.back}</a>
${problems.length || cart.lines.length === 0 ? '' : html`<form action="/checkout" method="post">${proof(request)}${hidden('version', cart.version)}<button class="button primary" type="submit">${text.checkout.place}</button></form>`}</div>`;
}

export function thanksPage(request, order, found) {
  const { text, lang } = request;
  return html`<h1>${text.cart.thanks}</h1><p class="thanks">${text.cart.thanksText(money(order.total, order.currency, lang))}</p>
<p>${text.checkout.number}: <strong>${order.order}</strong></p><p><a class="button primary" href="/">${text.errors.back}</a></p>
${beside(request, besideTitle(request, found), found)}`;
}
