import { html, trusted } from '../html.js';
import { drawingOf } from './drawings.js';

const signs = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 21 21',
  cart: 'M3 4h2.2l2.3 11h10.2l2.3-8H6.2M9 20.2h.01M17 20.2h.01',
  leaf: 'M5 19c0-9 5-14 15-14 0 10-5 15-13 14M5 19l7-7',
};

const path = (line) => trusted(`<path d="${line}"/>`);

export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${path(signs[name])}</svg>`;

const ink = [27, 36, 32];

const colourForm = /^#[0-9a-f]{6}$/i;

const hue = (text) => (Array.from(text).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 9973, 7) * 47) % 360;

// A pale colour (a white shirt) is a fine surface but no line: the line is drawn darker then.
function lineColour(colour) {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  const brightness = parts[0] * 0.3 + parts[1] * 0.59 + parts[2] * 0.11;
  if (brightness < 150) return colour;
  return `rgb(${parts.map((part, index) => Math.round(part * 0.35 + ink[index] * 0.65)).join(' ')})`;
}

// The picture of a product: a drawing of its kind in its own colour, on a ground that is the same for all of a kind.
export function picture(product) {
  const known = colourForm.test(product.colour ?? '');
  const ground = hue(product.emoji || product.category || '');
  const colour = known ? product.colour : `hsl(${ground} 45% 38%)`;
  const line = known ? lineColour(colour) : colour;
  return html`<svg class="picture" viewBox="0 0 240 180" aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMid slice">
<rect width="240" height="180" fill="hsl(${ground} 42% 91%)"/><circle cx="120" cy="90" r="64" fill="#fff" fill-opacity=".8"/>
<ellipse cx="120" cy="144" rx="42" ry="4" fill="${line}" fill-opacity=".18"/>
<g transform="translate(72 42) scale(4)" fill="${colour}" fill-opacity=".22" stroke="${line}" stroke-width="1.2" stroke-linecap="round" stroke-linejoin="round">${path(drawingOf(product))}</g></svg>`;
}
