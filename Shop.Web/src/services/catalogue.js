import { jsonService, Refused } from './http.js';

const identifier = /^[A-Za-z0-9_-]{1,64}$/;
export const isIdentifier = (text) => typeof text === 'string' && identifier.test(text);

// Shop.Api, as docs/shop-api.md describes it.
export function catalogue(address) {
  const call = jsonService('The catalogue', address, 5000);
  const at = (id) => `/products/${encodeURIComponent(id)}`;
  const isMissing = (error) => error instanceof Refused && error.status === 404;

  return {
    async search(query) {
      return (await call('GET', '/search', { query })).body;
    },

    async categories() {
      return (await call('GET', '/categories')).body;
    },

    // The product with its entity tag, or null when there is none of that name.
    async find(id, timeout) {
      if (!isIdentifier(id)) return null;
      try {
        const { body, etag } = await call('GET', at(id), { timeout });
        return { ...body, etag };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },

    async add(product, key) {
      return (await call('POST', '/products', { body: product, headers: { 'idempotency-key': key } })).body;
    },

    async change(id, product, etag) {
      return (await call('PUT', at(id), { body: product, headers: { 'if-match': etag } })).body;
    },

    async remove(id, etag) {
      await call('DELETE', at(id), etag ? { headers: { 'if-match': etag } } : {});
    },
  };
}
