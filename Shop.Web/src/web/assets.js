import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

// The few files of the shop, held in memory, named by their content so that browsers may keep them for ever.
const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' };

const files = new Map(['shop.css', 'shop.js', 'favicon.svg'].map((name) => {
  const plain = readFileSync(new URL(`../../public/${name}`, import.meta.url));
  const version = createHash('sha256').update(plain).digest('hex').slice(0, 12);
  return [name, { plain, packed: gzipSync(plain), version, type: types[name.split('.').pop()] }];
}));

export const assetPath = (name) => `/assets/${files.get(name).version}/${name}`;

export function serveAsset(request, response, next) {
  const file = files.get(request.params.name);
  if (!file) return next();
  const current = request.params.version === file.version;
  response.set({
    'Content-Type': file.type,
    'Cache-Control': current ? 'public, max-age=31536000, immutable' : 'no-cache',
    Vary: 'Accept-Encoding',
  });
  if (request.acceptsEncodings('gzip', 'identity') !== 'gzip') return response.send(file.plain);
  response.set('Content-Encoding', 'gzip').send(file.packed);
}
