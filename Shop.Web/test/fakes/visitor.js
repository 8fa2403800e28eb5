import { once } from 'node:events';
import { createApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { startTelemetry } from '../../src/telemetry/index.js';
import { fakeShop } from './services.js';

// The storefront over stand-ins, on a free port; everything ends with the test.
export async function openShop(t, environment = {}) {
  await startTelemetry({});
  const shop = await fakeShop();
  const server = createApp(readConfig({ ...shop.environment, PORT: '0', ...environment })).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await shop.close();
  });
  return Object.assign(shop, { address: `http://127.0.0.1:${server.address().port}` });
}

const unescape = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');

// A browser without scripts: keeps cookies, follows redirects after a form, and fills forms as they came.
export class Visitor {
  constructor(address, lang = 'en') {
    this.address = address;
    this.lang = lang;
    this.cookies = new Map();
  }

  async ask(path, { method = 'GET', form, headers = {} } = {}) {
    const answer = await fetch(this.address + path, {
      method,
      redirect: 'manual',
      headers: { 'accept-language': this.lang, accept: 'text/html', cookie: [...this.cookies].map((pair) => pair.join('=')).join('; '), ...headers },
      body: form && new URLSearchParams(form),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      if (/Max-Age=0/.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return { status: answer.status, headers: answer.headers, location: answer.headers.get('location'), text: await answer.text() };
  }

  get(path, headers) {
    return this.ask(path, { headers });
  }

  // Sends a form with the token of the page it is on, and goes where the answer says.
  async send(path, form = {}, { from = '/', follow = true } = {}) {
    const page = await this.get(from);
    const answer = await this.ask(path, { method: 'POST', form: { token: hiddenFields(page.text).token ?? '', ...form } });
    return follow && answer.location ? this.get(answer.location) : answer;
  }

  async keepShop() {
    return this.send('/keeper/start');
  }
}

export const hiddenFields = (page) => Object.fromEntries(
  [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)].map(([, name, value]) => [name, unescape(value)]),
);
