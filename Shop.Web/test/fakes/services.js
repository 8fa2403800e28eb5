import { createServer } from 'node:http';
import { once } from 'node:events';

// Small stand-ins for the four services, in one process each: they keep the contract of docs/shop-api.md as far as the
// storefront uses it, remember what they were asked, and can be told to be away.

async function listen(answer) {
  const asked = [];
  const service = { asked, away: false, nonsense: null, address: '' };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const url = new URL(request.url, 'http://fake');
    const call = { method: request.method, url, path: url.pathname, headers: request.headers, body: text ? JSON.parse(text) : null };
    asked.push(call);
    if (service.away) return request.socket.destroy();
    const { status = 200, body = null, headers = {} } = service.nonsense ?? (await answer(call)) ?? { status: 404, body: { title: 'Not found' } };
    response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json', ...headers });
    response.end(body === null ? '' : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  service.address = `http://127.0.0.1:${server.address().port}`;
  service.close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return service;
}

const categories = [
  { key: 'audio', name: { en: 'Audio', zh: '音响耳机' }, count: 20 },
  { key: 'tea', name: { en: 'Tea', zh: '茶' }, count: 20 },
  { key: 'lighting', name: { en: 'Lighting', zh: '灯具' }, count: 20 },
  { key: 'garden', name: { en: 'Garden', zh: '园艺' }, count: 20 },
];
const kinds = [['Headphones', '耳机', '#1f2937'], ['Green Tea', '绿茶', '#2f6f3e'], ['Desk Lamp', '台灯', '#b45309'], ['Flower Pot', '花盆', '#9d4a5a']];

export function someProducts(count = 80) {
  return Array.from({ length: count }, (_, index) => {
    const kind = index % 4;
    const [en, zh, colour] = kinds[kind];
    return {
      id: `p-${String(index + 1).padStart(6, '0')}`,
      name: { en: `${en} No. ${index + 1}`, zh: `${zh} ${index + 1} 号` },
      description: { en: `A plain and good ${en.toLowerCase()} for every day.`, zh: `朴素好用的${zh}。` },
      category: categories[kind].key, price: 19.5 + index * 10, currency: 'CNY', stock: index % 9 === 8 ? 0 : 3 + index, colour, version: 1,
    };
  });
}

const validation = (errors) => ({ status: 400, body: { type: 'urn:shop:validation', title: 'The request has faults.', errors } });

export async function fakeCatalogue(products = someProducts()) {
  const shelf = new Map(products.map((product) => [product.id, product]));
  const shown = (product, status = 200) => ({ status, body: product, headers: { etag: `"${product.version}"` } });
  const matches = (product, q) => !q || Object.values(product.name).some((name) => name.toLowerCase().includes(q.toLowerCase()));
  const runs = (name, q) => {
    const at = name.toLowerCase().indexOf(q.toLowerCase());
    return [{ text: name.slice(0, at) }, { text: name.slice(at, at + q.length), hit: true }, { text: name.slice(at + q.length) }].filter((run) => run.text);
  };

  function search(query) {
    const q = query.get('q') ?? '';
    const wanted = query.getAll('category');
    const from = Number(query.get('cursor') ?? 0);
    const limit = Number(query.get('limit') ?? 20);
    const found = [...shelf.values()].filter((product) => matches(product, q) && (wanted.length === 0 || wanted.includes(product.category)));
    const items = found.slice(from, from + limit).map((product) => {
      const hits = Object.entries(product.name).filter(([, name]) => q && name.toLowerCase().includes(q.toLowerCase()));
      return { product, highlight: Object.fromEntries(hits.map(([lang, name]) => [`name.${lang}`, runs(name, q)])) };
    });
    return { items, total: found.length, next: from + limit < found.length ? String(from + limit) : null,
      facets: { categories, prices: [{ from: 0, to: 50, count: 4 }, { from: 50, to: 500, count: 44 }, { from: 500, to: null, count: 32 }] } };
  }

  const service = await listen(({ method, path, url, body, headers }) => {
    if (path === '/search') return { body: search(url.searchParams) };
    if (path === '/categories') return { body: categories };
    if (method === 'POST' && path === '/products') {
      if (!(body.price > 0)) return validation({ price: ['must be between 0.01 and 1000000'] });
      const product = { id: `p-${String(shelf.size + 1).padStart(6, '0')}`, stock: 0, currency: 'CNY', ...body, version: 1 };
      shelf.set(product.id, product);
      return shown(product, 201);
    }
    const product = shelf.get(path.slice('/products/'.length));
    if (!product) return null;
    if (method === 'GET') return shown(product);
    if (headers['if-match'] && headers['if-match'] !== `"${product.version}"`) {
      return { status: 412, body: { type: 'urn:shop:changed-meanwhile', title: 'Changed meanwhile', currentVersion: product.version } };
    }
    if (method === 'DELETE') return shelf.delete(product.id) && { status: 204 };
    const changed = { ...product, ...body, version: product.version + 1 };
    shelf.set(product.id, changed);
    return shown(changed);
  });
  return Object.assign(service, { shelf });
}

export async function fakeCarts(shelf) {
  const stored = new Map();
  const get = (id) => stored.get(id) ?? { id, version: 0, lines: [], itemCount: 0, total: 0, currency: null };
  const keep = (cart, lines) => {
    const priced = lines.map((line) => ({ ...line, lineTotal: line.price * line.quantity }));
    const total = priced.reduce((sum, line) => sum + line.lineTotal, 0);
    const next = { ...cart, version: cart.version + 1, lines: priced, itemCount: priced.reduce((sum, line) => sum + line.quantity, 0), total, currency: priced[0]?.currency ?? null };
    stored.set(cart.id, next);
    return { body: next };
  };
  const service = await listen(({ method, path, body, headers }) => {
    const [, , id, part, product] = path.split('/');
    const cart = get(id);
    if (part === 'checkout') {
      if (method === 'GET') return { body: { cart, total: cart.total, currency: cart.currency, catalogue: 'current', problems: service.problems } };
      if (headers['if-match'] && headers['if-match'] !== `"${cart.version}"`) return { status: 412, body: { title: 'Changed meanwhile' } };
      keep(cart, []);
      return { body: { order: 'o-1', lines: cart.lines, total: cart.total, currency: cart.currency } };
    }
    if (!part) return method === 'DELETE' ? keep(cart, []) : { body: cart };
    if (method === 'POST') {
      const known = shelf.get(body.productId);
      if (!known) return { status: 404, body: { title: 'No such product' } };
      const before = cart.lines.find((line) => line.productId === body.productId)?.quantity ?? 0;
      const line = { productId: known.id, name: known.name, colour: known.colour, price: known.price, currency: known.currency, quantity: before + body.quantity };
      return keep(cart, [...cart.lines.filter((other) => other.productId !== known.id), line]);
    }
    if (method === 'DELETE' || body.quantity === 0) return keep(cart, cart.lines.filter((line) => line.productId !== product));
    return keep(cart, cart.lines.map((line) => (line.productId === product ? { ...line, quantity: body.quantity } : line)));
  });
  return Object.assign(service, { stored, problems: [] });
}

export const fakeRecommendations = (items = [{ productId: 'p-000002', reason: 'together' }, { productId: 'p-000003', reason: 'popular' }]) => listen(() => ({ body: { items } }));

export async function fakeShop() {
  const catalogue = await fakeCatalogue();
  const [sessionCarts, savedCarts, recommendations] = await Promise.all([fakeCarts(catalogue.shelf), fakeCarts(catalogue.shelf), fakeRecommendations()]);
  const services = { catalogue, sessionCarts, savedCarts, recommendations };
  return {
    ...services,
    environment: {
      services__api__http__0: catalogue.address,
      'services__goodsmart-in-memory__http__0': sessionCarts.address,
      'services__goodsmart-offline__http__0': savedCarts.address,
      GOODSMART_API_HTTP: recommendations.address,
    },
    close: () => Promise.all(Object.values(services).map((service) => service.close())),
  };
}
