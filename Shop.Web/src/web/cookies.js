// The few cookies of the shop. All of them are HttpOnly and SameSite=Lax; none holds anything but an identifier or a choice.

export function parseCookies(header) {
  const cookies = new Map();
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0) cookies.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return cookies;
}

const year = 365 * 24 * 60 * 60;

export function cookieJar(secure) {
  return (request, response, next) => {
    request.cookies = parseCookies(request.headers.cookie);
    response.setShopCookie = (name, value, { keep = false, remove = false } = {}) => {
      const attributes = [`${name}=${value}`, 'Path=/', 'HttpOnly', 'SameSite=Lax'];
      if (secure || request.secure) attributes.push('Secure');
      if (remove) attributes.push('Max-Age=0');
      else if (keep) attributes.push(`Max-Age=${year}`);
      response.append('Set-Cookie', attributes.join('; '));
      if (remove) request.cookies.delete(name);
      else request.cookies.set(name, value);
    };
    next();
  };
}
