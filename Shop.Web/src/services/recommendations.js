import { log } from '../telemetry/index.js';
import { jsonService } from './http.js';
import { isIdentifier } from './catalogue.js';

const pause = 5000;

// Shop.Recommendations, behind a fuse: a page is complete without it, so after a failure it is left alone for a while
// instead of making every page wait.
export function recommendations(address, catalogue, clock = Date.now) {
  const call = jsonService('Recommendations', address, 1200);
  let restUntil = 0;

  async function chosenWith(products, limit) {
    if (clock() < restUntil) return [];
    try {
      const query = [...products.slice(0, 20).map((id) => ['product', id]), ['limit', limit]];
      const { body } = await call('GET', '/recommendations', { query });
      return Array.isArray(body?.items) ? body.items.filter((item) => isIdentifier(item?.productId)) : [];
    } catch (error) {
      restUntil = clock() + pause;
      log('warn', error.message);
      return [];
    }
  }

  return {
    // Up to `limit` products to show beside those named; empty when there is nothing to say.
    async beside(products, limit = 4) {
      const chosen = await chosenWith(products, limit);
      const found = await Promise.all(chosen.slice(0, limit).map(async ({ productId, reason }) => {
        const product = await catalogue.find(productId, 1500).catch(() => null);
        return product && { product, reason };
      }));
      return found.filter(Boolean);
    },
  };
}
