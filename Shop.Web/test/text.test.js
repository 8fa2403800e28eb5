import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../src/html.js';
import { texts } from '../src/texts.js';
import { inLanguage, money, shortened } from '../src/views/format.js';
import { filters } from '../src/web/filters.js';
import { returnPath } from '../src/web/returnPath.js';

test('whatever is put into a page is escaped, once', () => {
  const name = '<b onclick="x">\'&';
  assert.equal(`${html`<p title="${name}">${[name, html`<i>${name}</i>`]}</p>`}`,
    '<p title="&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;">&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;<i>&lt;b onclick=&quot;x&quot;&gt;&#39;&amp;</i></p>');
  assert.equal(`${html`${null}${undefined}${false}${0}`}`, '0');
});

test('only a path of this shop is a way back', () => {
  for (const path of ['/', '/cart', '/search?q=%E8%8C%B6&sort=price', '/products/p-1#x']) assert.equal(returnPath(path), path);
  for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/\t/evil.example', '/..//evil.example', '/.//evil.example', '', null, ['/a'], `/${'x'.repeat(3000)}`]) {
    assert.equal(returnPath(path, '/home'), '/home', JSON.stringify(path)?.slice(0, 40));
  }
});

test('both languages have the same texts', () => {
  const shape = (value) => (value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).sort().map(([key, inner]) => [key, shape(inner)])) : typeof value);
  assert.deepEqual(shape(texts.zh), shape(texts.en));
});

test('money is written as the language and the currency want it', () => {
  assert.equal(money(1399, 'CNY', 'en'), '¥1,399.00');
  assert.equal(money(0.5, 'USD', 'zh'), '$0.50');
  assert.equal(money(2, null, 'en'), '2.00');
});

test('a text that is missing in one language is shown in the other', () => {
  assert.equal(inLanguage({ zh: '茶' }, 'en'), '茶');
  assert.equal(inLanguage(undefined, 'en'), '');
});

test('a long text is cut between letters, never inside one', () => {
  assert.equal(shortened('😀😀😀😀', 3), '😀😀…');
});

test('an address that makes no sense is read as the part that does', () => {
  const query = filters.read({ q: ['a', 'b'], category: ['tea', 'TEA!', { x: 1 }], minPrice: '-5', maxPrice: '1e9', sort: 'hack', inStock: 'yes', cursor: {} });
  assert.deepEqual(query.pairs(), [['q', 'a'], ['category', 'tea']]);
  assert.equal(filters.read({ q: 'x'.repeat(500) }).q.length, 200);
});

test('a price range is a link that turns itself off again', () => {
  const bucket = { from: 50, to: 100 };
  const on = filters.read({}).priceHref(bucket);
  assert.equal(on, '/search?minPrice=50&maxPrice=99.99');
  const chosen = filters.read(Object.fromEntries(new URL(on, 'http://x').searchParams));
  assert.equal(chosen.hasPrice(bucket), true);
  assert.equal(chosen.priceHref(bucket), '/');
});

test('a filter that changes forgets the page and keeps the rest', () => {
  const query = filters.read({ q: 'tea', category: 'tea', sort: 'price', cursor: 'abc' });
  assert.equal(query.toggleCategory('audio'), '/search?q=tea&category=tea&category=audio&sort=price');
  assert.equal(query.toggleCategory('tea'), '/search?q=tea&sort=price');
});
