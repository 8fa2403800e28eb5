import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fakeShop } from './fakes/services.js';

const main = fileURLToPath(new URL('../server.js', import.meta.url));
const patience = 45_000;

function within(promise, what) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not happen in ${patience} ms`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// The program itself, with nothing of this process's environment but the path.
function start(t, environment) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = once(child, 'exit');
  const said = [];
  const lines = createInterface({ input: child.stdout });
  const listening = new Promise((resolve) => lines.on('line', (line) => {
    said.push(line);
    const found = /listens on (http:\S+)/.exec(line);
    if (found) resolve(found[1]);
  }));
  child.stderr.on('data', (data) => said.push(String(data)));
  t.after(() => child.kill('SIGKILL'));
  return { child, said, address: () => within(listening, `listening (said: ${said})`), exit: async () => (await within(exit, 'the exit'))[0] };
}

async function collector(t, answers = true) {
  const received = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ path: request.url, type: request.headers['content-type'], key: request.headers['x-otlp-api-key'], body: Buffer.concat(chunks) });
    if (answers) response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { received, address: `http://127.0.0.1:${server.address().port}` };
}

test('the program says where it listens and ends with code 0 when asked to', async (t) => {
  for (const signal of ['SIGTERM', 'SIGINT']) {
    const shop = start(t, { PORT: '0' });
    const address = await shop.address();
    assert.equal((await fetch(`${address}/health`)).status, 200);
    const idle = await fetch(`${address}/assets/x/shop.css`);
    assert.equal(idle.status, 200);
    shop.child.kill(signal);
    assert.equal(await shop.exit(), 0, signal);
  }
});

test('a port that is taken is named with the way out', async (t) => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  t.after(() => taken.close());
  const shop = start(t, { PORT: String(taken.address().port) });
  assert.equal(await shop.exit(), 1);
  assert.match(shop.said.join('\n'), new RegExp(`port ${taken.address().port} is taken\\. Set PORT`));
});

test('a setting that makes no sense ends the program with its name', async (t) => {
  const shop = start(t, { PORT: 'eighty' });
  assert.equal(await shop.exit(), 2);
  assert.match(shop.said.join('\n'), /PORT is 'eighty'/);
});

test('spans, metrics and logs reach a collector, and the trace goes on into the services', async (t) => {
  const services = await fakeShop();
  t.after(() => services.close());
  const { received, address: endpoint } = await collector(t);
  const shop = start(t, { ...services.environment, PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf', OTEL_EXPORTER_OTLP_HEADERS: 'x-otlp-api-key=secret', OTEL_SERVICE_NAME: 'storefront' });
  const address = await shop.address();
  const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
  await fetch(`${address}/products/p-000001`, { headers: { traceparent: `00-${trace}-00f067aa0ba902b7-01` } });
  shop.child.kill('SIGTERM');
  assert.equal(await shop.exit(), 0);
  assert.deepEqual(new Set(received.map((one) => one.path)), new Set(['/v1/traces', '/v1/metrics', '/v1/logs']));
  assert.ok(received.every((one) => one.key === 'secret' && one.type === 'application/x-protobuf'));
  const spans = Buffer.concat(received.filter((one) => one.path === '/v1/traces').map((one) => one.body)).toString('latin1');
  assert.match(spans, /GET \/products\/:id/);
  assert.match(spans, /storefront/);
  assert.ok(spans.includes(Buffer.from(trace, 'hex').toString('latin1')));
  for (const service of [services.catalogue, services.sessionCarts, services.recommendations]) {
    assert.ok(service.asked.length > 0);
    for (const call of service.asked) assert.equal(call.headers.traceparent.split('-')[1], trace);
  }
});

test('a collector that is away or never answers does not hold up the exit', async (t) => {
  const silent = await collector(t, false);
  for (const [endpoint, protocol] of [['http://127.0.0.1:9', 'http/protobuf'], [silent.address, 'http/protobuf'], ['http://127.0.0.1:9', 'grpc']]) {
    const shop = start(t, { PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: protocol });
    await fetch(`${await shop.address()}/cart`);
    shop.child.kill('SIGTERM');
    assert.equal(await shop.exit(), 0, `${endpoint} ${protocol}`);
  }
});
