import { createHmac } from 'node:crypto';
import { sameText } from './forgery.js';

// A message for the next page ("added to your cart"), carried over the redirect in a cookie. It is signed with the
// visitor's own name, so that no other site can put words into the shop's mouth.
const sign = (request, text) => createHmac('sha256', request.visitor.session).update(`note ${text}`).digest('base64url');

export function leaveNote(request, response, kind, name = '') {
  const text = Buffer.from(JSON.stringify([kind, Array.from(name).slice(0, 120).join('')])).toString('base64url');
  response.setShopCookie('note', `${text}.${sign(request, text)}`);
}

function words(text, [kind, name]) {
  const [area, key] = String(kind).split('.');
  const say = Object.hasOwn(text, area) ? text[area][key] : undefined;
  return typeof say === 'function' ? say(name) : typeof say === 'string' ? say : '';
}

export function takeNote(request, response) {
  const cookie = request.cookies.get('note');
  if (!cookie) return '';
  response.setShopCookie('note', '', { remove: true });
  const [text, signature] = cookie.split('.');
  if (!sameText(signature ?? '', sign(request, text))) return '';
  try {
    return words(request.text, JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    return '';
  }
}
