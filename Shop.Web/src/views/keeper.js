import { html } from '../html.js';
import { hidden, proof } from './layout.js';
import { inLanguage } from './format.js';

export function switchPage(request, needsToken) {
  const { text } = request;
  return html`<h1>${text.keeper.title}</h1>
<form class="sheet" action="/keeper/start" method="post">${proof(request)}
${needsToken ? html`<label for="secret">${text.keeper.token}</label><input id="secret" name="secret" type="password" autocomplete="current-password" required>` : ''}
<button class="button primary" type="submit">${text.keeper.on}</button></form>`;
}

export function removePage(request, product) {
  const { text, lang } = request;
  return html`<h1>${text.keeper.removeTitle(inLanguage(product.name, lang))}</h1><p>${text.keeper.removeText}</p>
<form class="cartend" action="/products/${product.id}/delete" method="post">${proof(request)}${hidden('etag', product.etag ?? '')}
<a class="button" href="/products/${product.id}">${text.keeper.cancel}</a><button class="button danger" type="submit">${text.keeper.removeYes}</button></form>`;
}

const fields = [
  { name: 'nameEn', lang: 'en', max: 200 },
  { name: 'nameZh', lang: 'zh', max: 200 },
  { name: 'descriptionEn', lang: 'en', max: 4000, long: true },
  { name: 'descriptionZh', lang: 'zh', max: 4000, long: true },
  { name: 'category', max: 40, list: 'categories', required: true },
  { name: 'price', max: 12, mode: 'decimal', required: true },
  { name: 'currency', max: 3, choices: ['CNY', 'USD', 'EUR', 'GBP', 'HKD'] },
  { name: 'stock', max: 7, mode: 'numeric' },
  { name: 'emoji', max: 16 },
  { name: 'colour', max: 7, carried: true },
];

function input(field, value, described) {
  const about = described ? html` aria-describedby="theirs-${field.name}"` : '';
  const spokenIn = field.lang ? html` lang="${field.lang}"` : '';
  if (field.choices) {
    return html`<select id="${field.name}" name="${field.name}"${about}>${field.choices.map((choice) => html`<option${choice === value ? html` selected` : ''}>${choice}</option>`)}</select>`;
  }
  if (field.long) return html`<textarea id="${field.name}" name="${field.name}" rows="4" maxlength="${field.max}"${spokenIn}${about}>${'\n'}${value}</textarea>`;
  return html`<input id="${field.name}" name="${field.name}" value="${value}" maxlength="${field.max}"${spokenIn}${about}${field.mode ? html` inputmode="${field.mode}"` : ''}${field.list ? html` list="${field.list}"` : ''}${field.required ? html` required` : ''}>`;
}

function row(request, field, values, theirs) {
  const { text } = request;
  if (field.carried) return hidden(field.name, values[field.name] ?? '');
  const value = values[field.name] ?? '';
  const differs = theirs && theirs[field.name] !== value;
  return html`<div class="row"><label for="${field.name}">${text.keeper[field.name]}${field.required ? html` <span class="need">(${text.keeper.required})</span>` : ''}</label>
  ${input(field, value, differs)}${differs ? html`<p class="theirs" id="theirs-${field.name}">${text.keeper.theirs} <strong>${theirs[field.name] || '–'}</strong></p>` : ''}</div>`;
}

// The sheet of a product, new or old. `theirs` holds what somebody else saved meanwhile, `faults` what the catalogue refused.
export function sheetPage(request, { title, action, values, extra, faults = [], theirs = null, categories = [] }) {
  const { text } = request;
  return html`<h1>${title}</h1>
${theirs ? html`<div class="warning" role="alert" id="conflict"><p>${text.keeper.conflict}</p><p>${text.keeper.conflictHint}</p></div>` : ''}
${faults.length ? html`<div class="warning" role="alert"><p>${text.keeper.problems}</p><ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul></div>` : ''}
<form class="sheet" action="${action}" method="post">${proof(request)}${extra}
${fields.map((field) => row(request, field, values, theirs))}
<datalist id="categories">${categories.map((category) => html`<option value="${category.key}">${inLanguage(category.name, request.lang)}</option>`)}</datalist>
<div class="cartend"><a class="button" href="/">${text.keeper.cancel}</a><button class="button primary" type="submit">${text.keeper.save}</button></div></form>`;
}
