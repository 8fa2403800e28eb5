import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { once } from 'node:events';
import { test } from 'node:test';
import { hiddenFields, openShop, Visitor } from './fakes/visitor.js';

test('only the own script and style may run, on every kind of page', async (t) => {
  const shop = await openShop(t);
  for (const path of ['/', '/cart', '/products/p-000001', '/nowhere', '/health', '/assets/x/shop.css']) {
    const { headers, text } = await new Visitor(shop.address).get(path);
    const policy = headers.get('content-security-policy');
    assert.match(policy, /default-src 'none'.*script-src 'self'.*form-action 'self'.*frame-ancestors 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|\*/);
    assert.equal(headers.get('x-powered-by'), null);
    assert.doesNotMatch(text, / style="| on[a-z]+="|<script>/, `${path} needs no exception from the policy`);
  }
});

test('a form from elsewhere is refused', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  const { token } = hiddenFields((await visitor.get('/')).text);
  const post = (form, headers) => visitor.ask('/cart/lines', { method: 'POST', form: { product: 'p-000002', ...form }, headers });
  assert.equal((await post({})).status, 403);
  assert.equal((await post({ token: 'x' })).status, 403);
  assert.equal((await post({ token }, { 'sec-fetch-site': 'cross-site' })).status, 403);
  assert.equal((await post({ token }, { 'sec-fetch-site': 'same-origin' })).status, 303);
  const stranger = new Visitor(shop.address);
  await stranger.get('/');
  assert.equal((await stranger.ask('/cart/lines', { method: 'POST', form: { product: 'p-000002', token } })).status, 403, 'another visitor\'s token');
});

test('no form leads out of the shop', async (t) => {
  const shop = await openShop(t);
  for (const back of ['//evil.example', 'https://evil.example', '/\\evil.example', '/%0d%0aSet-Cookie:x']) {
    const { location } = await new Visitor(shop.address).send('/cart/lines', { product: 'p-000002', back }, { follow: false });
    assert.match(location, /^\/(?![/\\])/, back);
  }
});

test('too much, too many and unreadable are refused without a stack trace', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  await visitor.get('/');
  const post = (body, type = 'application/x-www-form-urlencoded') => fetch(`${shop.address}/cart/lines`, { method: 'POST', body, headers: { 'content-type': type } });
  const answers = [
    await post(`x=${'y'.repeat(200_000)}`),
    await post(Array.from({ length: 500 }, (_, index) => `a${index}=1`).join('&')),
    await post('%%%=%zz'),
    await post('{"product":', 'application/json'),
    await fetch(`${shop.address}/%E0%A4%A`),
    await fetch(`${shop.address}/search?q=${'a'.repeat(5000)}&__proto__[x]=1&category[$ne]=1`),
    await fetch(`${shop.address}/cart/lines`, { method: 'PUT' }),
  ];
  for (const answer of answers) {
    assert.ok(answer.status < 500, `${answer.status}`);
    assert.doesNotMatch(await answer.text(), /at .*\.js|node_modules/);
  }
  assert.deepEqual(answers.slice(0, 2).map((answer) => answer.status), [413, 413]);
});

test('requests that are no HTTP do not stop the shop', async (t) => {
  const shop = await openShop(t);
  const { port } = new URL(shop.address);
  for (const bytes of ['\x00\x01\x02\r\n\r\n', 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', `GET /${'a'.repeat(100_000)} HTTP/1.1\r\n\r\n`]) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('error', () => {});
    await once(socket, 'connect');
    socket.write(bytes);
    socket.resume();
    await once(socket, 'close');
  }
  assert.equal((await new Visitor(shop.address).get('/')).status, 200);
});

test('made-up cookies are nobody\'s', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  for (const [name, value] of [['visit', '../../admin'], ['keep', 'x'], ['note', 'a.b'], ['cart', '__proto__'], ['lang', 'constructor'], ['keeper', '%00']]) visitor.cookies.set(name, value);
  const { status, text } = await visitor.get('/cart');
  assert.equal(status, 200);
  assert.match(text, /<html lang="en">/);
  assert.match(visitor.cookies.get('visit'), /^[0-9a-f]{32}$/);
});

test('a service that answers nonsense is our fault and shows no details', async (t) => {
  const shop = await openShop(t);
  for (const body of [{}, [], 'text', { items: [{}], total: 'x' }, { items: [{ product: { id: 'p-1' } }], facets: { categories: [{}], prices: [{}] }, total: 1 }]) {
    shop.catalogue.nonsense = { body };
    for (const path of ['/', '/products/p-000001']) {
      const { status, text } = await new Visitor(shop.address).get(path);
      assert.ok([200, 500, 503].includes(status), `${path} ${status}`);
      assert.doesNotMatch(text, /TypeError|at .*\.js/);
    }
  }
});
