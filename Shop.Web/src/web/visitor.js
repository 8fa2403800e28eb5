import { randomBytes } from 'node:crypto';

// A visitor is two random names: one that the browser forgets when it closes, one that it keeps. They are the names of
// the session cart and of the saved cart, so knowing one is the right to use that cart: 128 random bits, HttpOnly.
const wellFormed = /^[0-9a-f]{32}$/;

const newName = () => randomBytes(16).toString('hex');

function nameFrom(request, response, cookie, keep) {
  const known = request.cookies.get(cookie);
  if (known && wellFormed.test(known)) return known;
  const name = newName();
  response.setShopCookie(cookie, name, { keep });
  return name;
}

export function visitor(request, response, next) {
  request.visitor = {
    session: nameFrom(request, response, 'visit', false),
    saved: nameFrom(request, response, 'keep', true),
    cart: request.cookies.get('cart') === 'saved' ? 'saved' : 'session',
  };
  next();
}
