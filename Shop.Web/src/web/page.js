import { brotliCompress, constants, gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { layout } from '../views/layout.js';
import { takeNote } from './note.js';

const packers = {
  br: (text) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text) => promisify(gzip)(text, { level: 5 }),
};

// Pages hold the visitor's cart and tokens, so nobody else may keep them.
async function send(request, response, markup) {
  response.set({ 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-store' });
  response.vary('Accept-Encoding');
  const encoding = request.acceptsEncodings('br', 'gzip', 'identity');
  const text = Buffer.from(markup.toString());
  const pack = text.length > 1024 ? packers[encoding] : undefined;
  if (!pack) return response.send(text);
  response.set('Content-Encoding', encoding).send(await pack(text));
}

// `carts` are asked for the number in the head while the page itself is being made.
export function pages(services) {
  return (request, response, next) => {
    const { visitor } = request;
    let glance;
    request.glanceAtCart = () => (glance ??= services.carts[visitor.cart].glance(visitor[visitor.cart]));
    response.page = async (page) => {
      const cart = page.cart === undefined ? await request.glanceAtCart() : page.cart;
      await send(request, response, layout(request, { note: takeNote(request, response), ...page, cart }));
    };
    response.part = (markup) => send(request, response, markup);
    next();
  };
}
