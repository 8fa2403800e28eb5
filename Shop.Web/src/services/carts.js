import { randomUUID } from 'node:crypto';
import { jsonService, Unavailable } from './http.js';

// One instance of Shop.Cart, as docs/shop-api.md describes it.
export function carts(name, address) {
  const call = jsonService(name, address, 15000);
  const at = (cart) => `/carts/${encodeURIComponent(cart)}`;
  const line = (cart, product) => `${at(cart)}/lines/${encodeURIComponent(product)}`;

  return {
    // A glance for the page's head: worth having, never worth waiting for.
    async glance(cart) {
      try {
        return (await call('GET', at(cart), { timeout: 1500 })).body;
      } catch {
        return null;
      }
    },

    async get(cart) {
      return (await call('GET', at(cart), { timeout: 5000 })).body;
    },

    // Tried once more when the connection broke: the key makes the repeat harmless.
    async add(cart, productId, quantity) {
      const request = { body: { productId, quantity }, headers: { 'idempotency-key': randomUUID() } };
      try {
        return (await call('POST', `${at(cart)}/lines`, request)).body;
      } catch (error) {
        if (!(error instanceof Unavailable) || error.connected) throw error;
        return (await call('POST', `${at(cart)}/lines`, request)).body;
      }
    },

    async setQuantity(cart, productId, quantity) {
      return (await call('PUT', line(cart, productId), { body: { quantity } })).body;
    },

    async remove(cart, productId) {
      return (await call('DELETE', line(cart, productId))).body;
    },

    async clear(cart) {
      return (await call('DELETE', at(cart))).body;
    },

    async review(cart) {
      return (await call('GET', `${at(cart)}/checkout`)).body;
    },

    async checkout(cart, version) {
      return (await call('POST', `${at(cart)}/checkout`, { headers: { 'if-match': `"${version}"` } })).body;
    },
  };
}
