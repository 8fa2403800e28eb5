import { html, trusted } from '../html.js';

// Line drawings on a 24 x 24 grid: drawn here because a machine need not have a font with pictures in it.
const drawings = {
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 21 21',
  cart: 'M3 4h2.2l2.3 11h10.2l2.3-8H6.2M9 20.2h.01M17 20.2h.01',
  leaf: 'M5 19c0-9 5-14 15-14 0 10-5 15-13 14M5 19l7-7',
  box: 'M4 8l8-4 8 4v8l-8 4-8-4V8ZM4 8l8 4 8-4M12 12v8',
  headphones: 'M4 14v-2a8 8 0 0 1 16 0v2M4 14h3v6H5a1 1 0 0 1-1-1v-5ZM20 14h-3v6h2a1 1 0 0 0 1-1v-5Z',
  phone: 'M8 3h8a1.5 1.5 0 0 1 1.5 1.5v15A1.5 1.5 0 0 1 16 21H8a1.5 1.5 0 0 1-1.5-1.5v-15A1.5 1.5 0 0 1 8 3ZM11 18h2',
  laptop: 'M5 5h14v10H5V5ZM2.5 19h19l-2-4h-15l-2 4Z',
  watch: 'M12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10ZM9 7.6 9.6 3h4.8l.6 4.6M9 16.4l.6 4.6h4.8l.6-4.6M12 9.5V12l1.6 1',
  camera: 'M4 8h3l2-3h6l2 3h3v11H4V8ZM12 10a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7Z',
  game: 'M7 8h10a4.5 4.5 0 0 1 4 6.5c-.8 2.500-3 3-4.500 1.500L15 15H9l-1.500 1C6 17.500 3.800 17 3 14.500A4.500 4.500 0 0 1 7 8ZM8 10v3M6.500 11.500h3M16 11h.01M18 13h.01',
  kitchen: 'M4 10h13v6a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4v-6ZM17 12h2a2 2 0 0 1 0 4h-2M7 7V4M10.500 7V4M14 7V4',
  tea: 'M5 9h12v5a5 5 0 0 1-5 5h-2a5 5 0 0 1-5-5V9ZM17 10h2a2 2 0 0 1 0 5h-2.500M9 6c0-2 2-1 2-3M13 6c0-2 2-1 2-3',
  food: 'M12 7c-4-3-8 0-7 5s4 8 7 7c3 1 6-2 7-7s-3-8-7-5ZM12 7c0-2 1-3.500 3-4',
  home: 'M4 11l8-7 8 7v9H4v-9ZM10 20v-6h4v6',
  lamp: 'M9 3h6l3 9H6l3-9ZM12 12v8M8 20h8',
  furniture: 'M6 4h12v8H6V4ZM5 12h14v3H5v-3ZM6 15v5M18 15v5',
  clothes: 'M8 4l-5 3 2 4 2-1v10h10V10l2 1 2-4-5-3c-1 2-2 3-4 3S9 6 8 4Z',
  shoes: 'M3 17V8l4 1c1 3 4 4 7 5l5 1c1.500.4 2 1.500 2 3H3v-1ZM9 11.500l1-1.500M12 13l1-1.500',
  bag: 'M5 8h14l1 12H4L5 8ZM9 10V7a3 3 0 0 1 6 0v3',
  sport: 'M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17ZM3.500 12h17M12 3.500c3.500 3 3.500 14 0 17M12 3.500c-3.500 3-3.500 14 0 17',
  outdoor: 'M12 4 3 20h18L12 4ZM12 11l-4 9M12 11l4 9',
  book: 'M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1V5ZM12 6v14',
  pen: 'M4 20l1-5L16 4l4 4L9 19l-5 1ZM14 6l4 4',
  toy: 'M7 6a2.500 2.500 0 1 1 3-1M17 6a2.500 2.500 0 1 0-3-1M12 5a7 7 0 1 0 0 15 7 7 0 0 0 0-15ZM9.500 11h.01M14.500 11h.01M10 15c1.200 1 2.800 1 4 0',
  beauty: 'M9 10h6v11H9V10ZM10 10V5l4-2v7',
  baby: 'M9 9h6v10a2 2 0 0 1-2 2h-2a2 2 0 0 1-2-2V9ZM8 6h8v3H8V6ZM11 6c0-3 2-3 2 0M9 13h3M9 16h3',
  pet: 'M12 12c-3 0-5 3-5 5s2 3 5 2c3 1 5 0 5-2s-2-5-5-5ZM6 10h.01M9.500 6.500h.01M14.500 6.500h.01M18 10h.01',
  garden: 'M12 21v-9M12 12C8 12 6 9 6 5c4 0 6 3 6 7ZM12 14c0-3 2-5 6-5 0 4-2 6-6 6M8 21h8',
  tool: 'M14 6a4 4 0 0 1 5-2l-2.500 3 1.500 2 3-1a4 4 0 0 1-5.500 4.500L8 20a2 2 0 0 1-3-3l7.500-6.500A4 4 0 0 1 14 6Z',
  car: 'M3 16v-4l3-1 2-4h8l2 4 3 1v4H3ZM7.500 16a1.500 1.500 0 1 0 .01 0M16.500 16a1.500 1.500 0 1 0 .01 0M7 11h10',
  music: 'M9 18V5l10-2v13M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0ZM19 16a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0Z',
  health: 'M12 20C5 15 3 12 3 8.500A4.500 4.500 0 0 1 12 7a4.500 4.500 0 0 1 9 1.500C21 12 19 15 12 20Z',
  travel: 'M8 7V4h8v3M4 7h16v12H4V7ZM9 7v12M15 7v12',
};

// Which drawing stands for which category: by the words that shops use in category names.
const words = [
  ['headphones', /audio|headphone|sound|speaker/], ['phone', /phone|mobile|tablet/], ['laptop', /computer|laptop|office-tech|electronic/],
  ['watch', /watch|wearable/], ['camera', /camera|photo/], ['game', /gam/], ['tea', /tea|coffee|drink|beverage/], ['kitchen', /kitchen|cook|tableware/],
  ['food', /food|snack|grocer|fruit/], ['lamp', /light|lamp/], ['furniture', /furniture|chair|desk/], ['clothes', /cloth|fashion|apparel|wear/],
  ['shoes', /shoe|boot/], ['travel', /travel|luggage|suitcase/], ['bag', /bag|accessor/], ['outdoor', /outdoor|camp|hik/], ['sport', /sport|fitness/],
  ['book', /book/], ['pen', /station|pen|office|school/], ['toy', /toy|kid/], ['beauty', /beauty|cosmetic|care/], ['baby', /baby/], ['pet', /pet/],
  ['garden', /garden|plant|flower/], ['tool', /tool|hardware|diy/], ['car', /car|auto|bike/], ['music', /music|instrument/], ['health', /health|medic/],
  ['home', /home|house|living|bed|bath|decor|clean/],
];

const drawingOf = (category) => words.find(([, pattern]) => pattern.test(category ?? ''))?.[0] ?? 'box';

const path = (name) => trusted(`<path d="${drawings[name]}"/>`);

export const icon = (name) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${path(name)}</svg>`;

const hue = (text) => Array.from(text).reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7);

// The picture of a product: its category's drawing on a ground tinted with the product's own colour.
export function picture(product) {
  const ground = /^#[0-9a-f]{6}$/i.test(product.colour ?? '') ? product.colour : `hsl(${hue(product.category ?? '')} 45% 40%)`;
  return html`<svg class="picture" viewBox="0 0 240 180" aria-hidden="true" focusable="false" preserveAspectRatio="xMidYMid slice">
<rect width="240" height="180" fill="${ground}" fill-opacity=".14"/><circle cx="120" cy="90" r="62" fill="#fff" fill-opacity=".75"/>
<ellipse cx="120" cy="140" rx="44" ry="5" fill="${ground}" fill-opacity=".18"/>
<g transform="translate(72 42) scale(4)" fill="${ground}" fill-opacity=".16" stroke="${ground}" stroke-width="1.3" stroke-linecap="round" stroke-linejoin="round">${path(drawingOf(product.category))}</g></svg>`;
}
