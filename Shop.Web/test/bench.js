// Started by bench/storefront.sh: the storefront over stand-ins, and beside it a bare server that sends the same bytes (the floor).
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { startTelemetry } from '../src/telemetry/index.js';
import { fakeShop } from './fakes/services.js';

await startTelemetry({});
const shop = await fakeShop();
const storefront = createApp(readConfig(shop.environment)).listen(0, '127.0.0.1');
await once(storefront, 'listening');
const address = (server) => `http://127.0.0.1:${server.address().port}`;

const weigh = async (path) => {
  const page = await fetch(address(storefront) + path, { headers: { 'accept-encoding': 'identity' } });
  return Buffer.from(await page.arrayBuffer());
};
const page = await weigh('/');
const floor = createServer((request, response) => response.end(page)).listen(0, '127.0.0.1');
await once(floor, 'listening');
console.log(`${address(storefront)} ${address(floor)}`);
