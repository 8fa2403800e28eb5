import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../src/config.js';

const services = (env) => readConfig(env).services;

test('every form of a service address is understood', () => {
  for (const name of ['services__goodsmart-in-memory__http__0', 'services__goodsmart_in_memory__http__0', 'GOODSMART_IN_MEMORY_HTTP', 'GOODSMART_IN_MEMORY_URL']) {
    assert.equal(services({ [name]: 'http://carts:1234/' }).sessionCarts, 'http://carts:1234', name);
  }
});

test('http is taken before https, and https where there is nothing else', () => {
  assert.equal(services({ services__api__https__0: 'https://api:1', services__api__http__0: 'http://api:2' }).catalogue, 'http://api:2');
  assert.equal(services({ API_HTTPS: 'https://api:1' }).catalogue, 'https://api:1');
});

test('without addresses the ports of the design are used', () => {
  assert.deepEqual(services({}), {
    catalogue: 'http://127.0.0.1:5080', sessionCarts: 'http://127.0.0.1:8080', savedCarts: 'http://127.0.0.1:8081', recommendations: 'http://127.0.0.1:8000',
  });
});

test('an address that is none is refused with its name', () => {
  assert.throws(() => readConfig({ API_HTTP: 'not a url' }), /'api' is 'not a url'/);
  assert.throws(() => readConfig({ API_HTTP: 'ftp://x' }), /'api'.*neither http nor https/);
});

test('a port that is none is refused with its value', () => {
  for (const port of ['', 'x', '-1', '65536', '1.5']) assert.throws(() => readConfig({ PORT: port }), new RegExp(`PORT is '${port}'`));
  assert.equal(readConfig({}).port, 3000);
});

test('the storefront listens on loopback unless told otherwise', () => {
  assert.equal(readConfig({}).host, '127.0.0.1');
  assert.equal(readConfig({ HOST: '0.0.0.0' }).host, '0.0.0.0');
});

test('the shop is kept without a token only where nobody else can reach it', () => {
  assert.deepEqual(readConfig({}).admin, { allowed: true, token: null });
  assert.deepEqual(readConfig({ HOST: '0.0.0.0' }).admin, { allowed: false, token: null });
  assert.deepEqual(readConfig({ HOST: '0.0.0.0', SHOP_ADMIN_TOKEN: 't' }).admin, { allowed: true, token: 't' });
  assert.deepEqual(readConfig({ SHOP_ADMIN: 'off', SHOP_ADMIN_TOKEN: 't' }).admin, { allowed: false, token: null });
});
