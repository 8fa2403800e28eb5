// Where to go after a form: a path of this shop and nothing else. Anything that a browser could read as another
// site (//host, /\host, a scheme, control characters) becomes the fallback.
const origin = 'http://shop.invalid';

export function returnPath(value, fallback = '/') {
  if (typeof value !== 'string' || value.length > 2000 || !value.startsWith('/') || /[\\\u0000-\u001f\u007f]/.test(value)) return fallback;
  let url;
  try {
    url = new URL(value, origin);
  } catch {
    return fallback;
  }
  if (url.origin !== origin || url.pathname.startsWith('//')) return fallback;
  return url.pathname + url.search + url.hash;
}
