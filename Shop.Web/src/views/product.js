import { html } from '../html.js';
import { hidden, proof } from './layout.js';
import { card, stock } from './listing.js';
import { inLanguage, money, spoken } from './format.js';
import { picture } from './icons.js';

export function beside(request, title, found) {
  if (found.length === 0) return '';
  return html`<section class="beside" aria-labelledby="beside-title"><h2 id="beside-title">${title}</h2>
  <ul class="grid">${found.map((item) => card(request, item, 'h3'))}</ul></section>`;
}

export const besideTitle = (request, found) => (found.some((item) => item.reason === 'together') ? request.text.product.also : request.text.product.popular);

function addForm(request, product, name) {
  const { text, visitor } = request;
  if (!(product.stock > 0)) return '';
  const other = visitor.cart === 'saved' ? '' : html`<button class="button" type="submit" name="cart" value="saved">${text.product.addSaved}</button>`;
  return html`<form class="add" action="/cart/lines" method="post">${proof(request)}${hidden('product', product.id)}${hidden('back', request.originalUrl)}
    <label for="quantity">${text.product.quantity}</label>
    <input id="quantity" name="quantity" type="number" inputmode="numeric" min="1" max="${Math.min(999, product.stock)}" value="1" required>
    <button class="button primary" type="submit" aria-label="${text.product.addNamed(name)}">${text.product.add}</button>${other}</form>`;
}

export function productPage(request, product, category, found) {
  const { text, lang } = request;
  const name = inLanguage(product.name, lang);
  const other = lang === 'zh' ? 'en' : 'zh';
  const otherName = product.name?.[lang] !== undefined && product.name?.[other];
  return html`<p class="crumbs"><a href="/">${text.home}</a> › <a href="/search?category=${encodeURIComponent(product.category)}">${category}</a></p>
<article class="product">
  <div class="frame">${picture(product)}</div>
  <div class="facts">
    <h1>${spoken(product.name, lang)}</h1>
    ${otherName ? html`<p class="othername"><span class="unseen">${text.product.alsoCalled}: </span><span lang="${other}">${otherName}</span></p>` : ''}
    <p class="price big">${money(product.price, product.currency, lang)}</p>
    ${stock(request, product)}
    <p class="description">${spoken(product.description, lang)}</p>
    ${addForm(request, product, name)}
    <dl><dt>${text.product.category}</dt><dd>${category}</dd><dt>${text.product.number}</dt><dd>${product.id}</dd></dl>
    ${request.keeper.active ? html`<p class="keeperlinks"><a class="button" href="/products/${product.id}/edit">${text.keeper.edit}</a> <a class="button danger" href="/products/${product.id}/delete">${text.keeper.remove}</a></p>` : ''}
  </div>
</article>
${beside(request, besideTitle(request, found), found)}`;
}
