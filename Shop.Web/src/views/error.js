import { html } from '../html.js';
import { proof } from './layout.js';

export function errorPage(request, { reason, details = [] }) {
  const { text } = request;
  const down = reason === 'catalogueDown';
  return html`<section class="empty"><h1>${text.errors.title}</h1><p>${text.errors[reason] ?? text.errors.unexpected}</p>
${details.length ? html`<ul class="plain">${details.map((detail) => html`<li>${detail}</li>`)}</ul>` : ''}
${down ? html`<p>${text.errors.catalogueDownHint}</p><form action="/cart/choice" method="post">${proof(request)}<button class="button primary" type="submit" name="cart" value="saved">${text.errors.toSavedCart}</button></form>` : html`<p><a class="button primary" href="/">${text.errors.back}</a></p>`}</section>`;
}
