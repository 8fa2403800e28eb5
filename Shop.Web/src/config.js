// Everything the storefront takes from its environment, read once.

// A shell drops variables whose names hold a dash, so every address is looked up in a form that no shell changes:
// services__goodsmart-api__http__0, services__goodsmart_api__http__0 and GOODSMART_API_HTTP are one and the same question.
const shellSafe = (name) => name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');

function addressBook(env) {
  const known = new Map();
  for (const [name, value] of Object.entries(env)) if (value) known.set(shellSafe(name), value);
  return (service, fallback) => {
    const key = shellSafe(service);
    const names = [`SERVICES_${key}_HTTP_0`, `${key}_HTTP`, `SERVICES_${key}_HTTPS_0`, `${key}_HTTPS`, `${key}_URL`];
    const address = names.map((name) => known.get(name)).find(Boolean) ?? fallback;
    return webAddress(service, address);
  };
}

function webAddress(service, address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    throw new Error(`The address of '${service}' is '${address}', which is not a URL. Give one such as http://127.0.0.1:8080.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new Error(`The address of '${service}' is '${address}', which is neither http nor https.`);
  }
  return url.href.replace(/\/+$/, '');
}

function portNumber(text) {
  const port = Number(text);
  if (text === '' || !Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT is '${text}', which is not a port. Give a number from 0 to 65535.`);
  }
  return port;
}

const isLoopback = (host) => host === 'localhost' || host === '::1' || /^127\./.test(host);

// Who may keep the shop: nobody (off), whoever knows the token, or anyone who can reach a storefront that only this machine can reach.
function adminPolicy(env, host) {
  if (/^(off|false|0|no)$/i.test(env.SHOP_ADMIN ?? '')) return { allowed: false, token: null };
  if (env.SHOP_ADMIN_TOKEN) return { allowed: true, token: env.SHOP_ADMIN_TOKEN };
  return { allowed: isLoopback(host), token: null };
}

export function readConfig(env) {
  const address = addressBook(env);
  const host = env.HOST || '127.0.0.1';
  return Object.freeze({
    host,
    port: portNumber(env.PORT ?? '3000'),
    admin: adminPolicy(env, host),
    secureCookies: /^(on|true|1|yes)$/i.test(env.SHOP_SECURE_COOKIES ?? ''),
    services: Object.freeze({
      catalogue: address('api', 'http://127.0.0.1:5080'),
      sessionCarts: address('goodsmart-in-memory', 'http://127.0.0.1:8080'),
      savedCarts: address('goodsmart-offline', 'http://127.0.0.1:8081'),
      recommendations: address('goodsmart-api', 'http://127.0.0.1:8000'),
    }),
  });
}
