import { html } from '../html.js';
import { assetPath } from '../web/assets.js';
import { formToken } from '../web/forgery.js';
import { icon } from './icons.js';

export const hidden = (name, value) => html`<input type="hidden" name="${name}" value="${value}">`;

// What every form that changes something carries: the proof that it comes from here.
export const proof = (request) => hidden('token', formToken(request));

function searchForm(request, search) {
  const { text } = request;
  return html`<form class="search" role="search" action="/search" method="get" id="search">
    <label class="unseen" for="q">${text.search.label}</label>
    <input id="q" name="q" type="search" value="${search?.q ?? ''}" placeholder="${text.search.placeholder}" maxlength="200" autocomplete="off" enterkeyhint="search">
    ${(search?.kept ?? []).map(([name, value]) => hidden(name, value))}
    <button class="button primary" type="submit">${icon('search')}<span>${text.search.button}</span></button>
  </form>`;
}

function languageLink(request) {
  const other = request.lang === 'zh' ? 'en' : 'zh';
  const url = new URL(request.method === 'GET' ? request.originalUrl : '/', 'http://shop.invalid');
  url.searchParams.set('lang', other);
  return html`<a class="quiet" href="${url.pathname + url.search}" lang="${other}" hreflang="${other}" rel="nofollow">${request.text.otherLanguage}</a>`;
}

function keeperSwitch(request) {
  const { text, keeper } = request;
  if (!keeper.allowed) return '';
  if (keeper.active) {
    return html`<form action="/keeper/stop" method="post">${proof(request)}<button class="button" type="submit">${text.keeper.off}</button></form>`;
  }
  return html`<a class="quiet" href="/keeper">${text.keeper.title}</a>`;
}

const keeperBar = (request) => request.keeper.active && html`<div class="keeper" role="region" aria-label="${request.text.keeper.title}">
    <p>${request.text.keeper.active}</p><a class="button" href="/products/new">${request.text.keeper.add}</a></div>`;

export function layout(request, { title, body, search, cart, note }) {
  const { text, lang } = request;
  const count = cart?.itemCount ?? 0;
  return html`<!doctype html>
<html lang="${lang === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${note ? `${note} – ` : ''}${title === text.shop ? '' : `${title} – `}${text.shop}</title>
<meta name="description" content="${text.heroText}">
<meta name="color-scheme" content="light">
<meta name="theme-color" content="#0f5c4d">
<link rel="icon" href="${assetPath('favicon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPath('shop.css')}">
<script src="${assetPath('shop.js')}" defer></script>
</head>
<body>
<a class="skip" href="#content">${text.skip}</a>
<header class="top">
  <div class="bar">
    <a class="brand" href="/">${icon('leaf')}<span>${text.shop}</span></a>
    ${searchForm(request, search)}
    <nav class="tools" aria-label="${text.mainNavigation}">
      ${languageLink(request)}
      <a class="cartlink" href="/cart">${icon('cart')}<span class="word">${text.cart.short}</span> <span class="badge" id="cart-count">${count}</span><span class="unseen"> ${text.cart.unit(count)}</span></a>
    </nav>
  </div>
  ${keeperBar(request)}
</header>
<main id="content" tabindex="-1">
  <p class="note" id="note" role="status">${note ?? ''}</p>
  ${body}
</main>
<footer class="foot"><div class="bar"><p>${text.footer}</p>${keeperSwitch(request)}</div></footer>
</body>
</html>`;
}
