import { createHmac, timingSafeEqual } from 'node:crypto';
import { ShopError } from './errors.js';

// Cross-site request forgery. A form carries a value that only a page of this shop can know: a keyed hash of the
// visitor's own secret name. It needs no server secret, so it holds over restarts and over replicas. Browsers that say
// where a request comes from (Sec-Fetch-Site) are believed as well when they say "elsewhere".

export const formToken = (request) => createHmac('sha256', request.visitor.session).update('form').digest('base64url');

export function sameText(a, b) {
  const left = createHmac('sha256', 'compare').update(String(a)).digest();
  const right = createHmac('sha256', 'compare').update(String(b)).digest();
  return timingSafeEqual(left, right);
}

export function refuseForgery(request, response, next) {
  if (request.method === 'GET' || request.method === 'HEAD') return next();
  const site = request.headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const token = typeof request.body?.token === 'string' ? request.body.token : '';
  if (foreign || !sameText(token, formToken(request))) return next(new ShopError(403, 'forgery'));
  next();
}
