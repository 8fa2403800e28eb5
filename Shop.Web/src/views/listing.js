import { html } from '../html.js';
import { filters } from '../web/filters.js';
import { proof, hidden } from './layout.js';
import { highlighted, inLanguage, money, shortened, spoken } from './format.js';
import { picture } from './icons.js';

export function stock(request, product) {
  const { text } = request;
  if (!(product.stock > 0)) return html`<p class="stock none">${text.product.soldOut}</p>`;
  if (product.stock <= 5) return html`<p class="stock few">${text.product.few(product.stock)}</p>`;
  return html`<p class="stock">${text.product.inStock(product.stock)}</p>`;
}

function addButton(request, product, name) {
  if (!(product.stock > 0)) return '';
  return html`<form class="add" action="/cart/lines" method="post">${proof(request)}${hidden('product', product.id)}${hidden('back', request.originalUrl)}
    <button class="button primary" type="submit" aria-label="${request.text.product.addNamed(name)}">${request.text.product.add}</button></form>`;
}

function keeperLinks(request, product, name) {
  if (!request.keeper.active) return '';
  const at = `/products/${product.id}`;
  return html`<p class="keeperlinks"><a href="${at}/edit" aria-label="${request.text.keeper.editNamed(name)}">${request.text.keeper.edit}</a>
    <a href="${at}/delete" aria-label="${request.text.keeper.removeNamed(name)}">${request.text.keeper.remove}</a></p>`;
}

// The name as it matched; when only the name in the other language matched, that one is shown below it.
function cardName(product, highlight, lang) {
  const runs = highlight?.[`name.${lang}`];
  return runs ? html`${highlighted(runs)}` : spoken(product.name, lang);
}

function otherName(product, highlight, lang) {
  const other = lang === 'zh' ? 'en' : 'zh';
  const runs = highlight?.[`name.${other}`];
  return runs && product.name?.[lang] !== undefined ? html`<p class="othername" lang="${other}">${highlighted(runs)}</p>` : '';
}

function cardText(product, highlight, lang) {
  const runs = highlight?.[`description.${lang}`];
  if (runs) return html`<p class="about">${highlighted(runs)}</p>`;
  const description = inLanguage(product.description, lang);
  return description && html`<p class="about">${shortened(description, 90)}</p>`;
}

export function card(request, { product, highlight }, level = 'h2') {
  const { lang } = request;
  const name = inLanguage(product.name, lang);
  const link = html`<a href="/products/${product.id}">${cardName(product, highlight, lang)}</a>`;
  return html`<li class="card">
  ${picture(product)}
  <div class="cardtext">
    ${level === 'h2' ? html`<h2>${link}</h2>` : html`<h3>${link}</h3>`}
    ${otherName(product, highlight, lang)}
    ${cardText(product, highlight, lang)}
    <p class="price">${money(product.price, product.currency, lang)}</p>
    ${stock(request, product)}
    ${addButton(request, product, name)}
    ${keeperLinks(request, product, name)}
  </div>
</li>`;
}

const choice = (href, chosen, label, count) => html`<li><a class="choice" href="${href}" rel="nofollow"${chosen ? html` aria-current="true"` : ''}><span>${label}</span>${count === undefined ? '' : html`<span class="count">${count}</span>`}</a></li>`;

function priceLabel(text, bucket, currency, lang) {
  const from = money(bucket.from, currency, lang);
  if (bucket.to === null) return text.over(from);
  const to = money(bucket.to, currency, lang);
  return bucket.from === 0 ? text.under(to) : text.between(from, to);
}

function facets(request, query, found) {
  const { text, lang } = request;
  const currency = found.items[0]?.product.currency ?? 'CNY';
  const categories = found.facets?.categories ?? [];
  const prices = (found.facets?.prices ?? []).filter((bucket) => bucket.count > 0 || query.hasPrice(bucket));
  return html`<details class="facets" id="facets" open><summary>${text.facets.title}</summary>
  <nav aria-label="${text.facets.category}"><h2>${text.facets.category}</h2><ul>
    ${choice(query.href({ category: [] }), query.category.length === 0, text.facets.any)}
    ${categories.map((facet) => choice(query.toggleCategory(facet.key), query.category.includes(facet.key), inLanguage(facet.name, lang) || facet.key, facet.count))}
  </ul></nav>
  <nav aria-label="${text.facets.price}"><h2>${text.facets.price}</h2><ul>
    ${choice(query.href({ minPrice: '', maxPrice: '' }), !query.minPrice && !query.maxPrice, text.facets.any)}
    ${prices.map((bucket) => choice(query.priceHref(bucket), query.hasPrice(bucket), priceLabel(text.facets, bucket, currency, lang), bucket.count))}
    ${choice(query.href({ inStock: query.inStock ? '' : 'true' }), query.inStock === 'true', text.facets.inStock)}
  </ul></nav></details>`;
}

function sorting(request, query) {
  const { text } = request;
  const options = query.q ? ['relevance', ...filters.sorts] : filters.sorts;
  const chosen = query.sort || options[0];
  return html`<form class="sort" action="/search" method="get" data-submit-on-change>
    ${query.pairs({ sort: '' }).map(([name, value]) => hidden(name, value))}
    <label for="sort">${text.sort.label}</label>
    <select id="sort" name="sort">${options.map((name) => html`<option value="${name}"${name === chosen ? html` selected` : ''}>${text.sort[name]}</option>`)}</select>
    <button class="button small" type="submit">${text.facets.apply}</button></form>`;
}

// The part of the page that search-as-you-type replaces.
export function listing(request, query, found) {
  const { text } = request;
  const title = query.q ? text.search.results(found.total, query.q) : text.search.all(found.total);
  const clear = query.filtered || query.q ? html`<a href="/">${text.search.clear}</a>` : '';
  const products = found.items.length
    ? html`<ul class="grid">${found.items.map((item) => card(request, item))}</ul>`
    : html`<p class="nothing">${text.search.none}</p>`;
  return html`<div class="shelf" id="listing">
${facets(request, query, found)}
<section class="results" aria-labelledby="results-title">
  <div class="resultshead"><h1 id="results-title">${title}</h1>${clear}${sorting(request, query)}</div>
  ${products}
  <p class="pages">${query.cursor ? html`<a class="button" href="${query.href({})}">${text.search.first}</a>` : ''}
  ${found.next ? html`<a class="button" rel="next" href="${query.href({ cursor: found.next })}">${text.search.more}</a>` : ''}</p>
</section></div>`;
}

export const hero = (request) => html`<section class="hero"><div><p class="slogan">${request.text.slogan}</p><p>${request.text.heroText}</p></div></section>`;
