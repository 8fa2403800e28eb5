import { createHmac } from 'node:crypto';
import { sameText } from './forgery.js';
import { ShopError } from './errors.js';

// The admin switch. The cookie that says "on" is a keyed hash over the visitor's name and the keeper's token, so it can
// neither be made up nor be used by another visitor, and it ends with the browser.
const mark = (policy, request) => createHmac('sha256', `keeper ${policy.token ?? ''}`).update(request.visitor.session).digest('hex');

export function keeper(policy) {
  return (request, response, next) => {
    const shown = request.cookies.get('keeper');
    request.keeper = { allowed: policy.allowed, active: policy.allowed && shown !== undefined && sameText(shown, mark(policy, request)) };
    next();
  };
}

export const knowsToken = (policy, secret) => policy.token === null || sameText(String(secret ?? ''), policy.token);

export const startKeeping = (policy, request, response) => response.setShopCookie('keeper', mark(policy, request));

export const stopKeeping = (response) => response.setShopCookie('keeper', '', { remove: true });

export function keeperOnly(request, response, next) {
  next(request.keeper.active ? undefined : new ShopError(403, 'keeperOnly'));
}
