import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openShop, Visitor } from './fakes/visitor.js';

test('the first page lists products with prices and categories, in the language of the browser', async (t) => {
  const shop = await openShop(t);
  const english = await new Visitor(shop.address, 'en-GB,en;q=0.9').get('/');
  assert.match(english.text, /<html lang="en">[^]*80 products[^]*Headphones No\. 1[^]*¥19\.50/);
  assert.match(english.text, /Audio<\/span><span class="count">20/);
  const chinese = await new Visitor(shop.address, 'zh-CN,zh;q=0.9').get('/');
  assert.match(chinese.text, /<html lang="zh-CN">[^]*共 80 件商品[^]*耳机 1 号/);
});

test('a language that is chosen is kept, and the page stays the same', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  const switched = await visitor.get('/search?q=tea&lang=zh');
  assert.deepEqual([switched.status, switched.location], [303, '/search?q=tea']);
  assert.match((await visitor.get('/')).text, /好物集/);
  assert.equal((await visitor.get('//evil.example/?lang=en')).location?.startsWith('//') ?? false, false);
});

test('a search marks what matched and keeps the query in the box', async (t) => {
  const shop = await openShop(t);
  const { text } = await new Visitor(shop.address).get('/search?q=desk');
  assert.match(text, /20 products for “desk”/);
  assert.match(text, /<mark>Desk<\/mark> Lamp No\. 3/);
  assert.match(text, /name="q" type="search" value="desk"/);
  const chinese = await new Visitor(shop.address).get(`/search?q=${encodeURIComponent('台灯')}`);
  assert.match(chinese.text, /<p class="othername" lang="zh"><mark>台灯<\/mark>/);
});

test('filters, sorting and the next page are passed on to the catalogue', async (t) => {
  const shop = await openShop(t);
  await new Visitor(shop.address).get('/search?q=a&category=tea&category=audio&minPrice=5&maxPrice=9.99&inStock=true&sort=-price&cursor=24');
  const { url } = shop.catalogue.asked.find((call) => call.path === '/search');
  assert.equal(url.search, '?q=a&category=tea&category=audio&minPrice=5&maxPrice=9.99&inStock=true&sort=-price&cursor=24&lang=en&limit=24');
});

test('the next page is a link away', async (t) => {
  const shop = await openShop(t);
  const visitor = new Visitor(shop.address);
  const next = /rel="next" href="([^"]+)"/.exec((await visitor.get('/')).text)[1].replace(/&amp;/g, '&');
  assert.match((await visitor.get(next)).text, /Headphones No\. 25/);
});

test('search as you type asks for the list alone', async (t) => {
  const shop = await openShop(t);
  const { text } = await new Visitor(shop.address).get('/search?q=lamp', { 'x-part': 'listing' });
  assert.match(text, /^<div class="shelf" id="listing">/);
  assert.doesNotMatch(text, /<html/);
});

test('nothing found says so and how to go on', async (t) => {
  const shop = await openShop(t);
  assert.match((await new Visitor(shop.address).get('/search?q=zzz')).text, /Nothing matches/);
});

test('a product page shows the product and what others also chose', async (t) => {
  const shop = await openShop(t);
  const { text } = await new Visitor(shop.address).get('/products/p-000005');
  assert.match(text, /<h1>Headphones No\. 5<\/h1>/);
  assert.match(text, /Others also chose[^]*Green Tea No\. 2/);
  assert.equal(shop.recommendations.asked[0].url.search, '?product=p-000005&limit=4');
});

test('a product that is gone is a page that says so', async (t) => {
  const shop = await openShop(t);
  for (const id of ['p-999999', '..%2f..%2fsecret', '%00', 'a%20b', '.', '%E0%A4%A']) {
    const { status } = await new Visitor(shop.address).get(`/products/${id}`);
    assert.ok(status === 404 || status === 400 || (id === '.' && status === 404), `${id} ${status}`);
  }
  assert.ok(shop.catalogue.asked.every((call) => !call.path.includes('secret')));
});

test('without recommendations the product page is complete, and they are left alone for a while', async (t) => {
  const shop = await openShop(t);
  shop.recommendations.away = true;
  const visitor = new Visitor(shop.address);
  for (let i = 0; i < 3; i++) assert.match((await visitor.get('/products/p-000001')).text, /<h1>Headphones No\. 1<\/h1>/);
  assert.equal(shop.recommendations.asked.length, 1);
});

test('without the catalogue the visitor is told, and led to the saved cart', async (t) => {
  const shop = await openShop(t);
  shop.catalogue.away = true;
  const visitor = new Visitor(shop.address);
  const { status, text, headers } = await visitor.get('/');
  assert.deepEqual([status, headers.get('retry-after')], [503, '2']);
  assert.match(text, /catalogue cannot be reached[^]*Open the saved cart/);
  assert.equal((await visitor.get('/health')).status, 200);
});

test('script in a name stays text', async (t) => {
  const shop = await openShop(t);
  const evil = '</title><script>alert(1)</script>"><img src=x onerror=alert(1)>';
  Object.assign(shop.catalogue.shelf.get('p-000001'), { name: { en: evil, zh: evil }, description: { en: evil }, colour: '"/><script>', category: '"><script>' });
  for (const path of ['/', '/products/p-000001', `/search?q=${encodeURIComponent(evil)}`, `/search?q=${encodeURIComponent('<script>')}`]) {
    assert.doesNotMatch((await new Visitor(shop.address).get(path)).text, /<script>|<img|onerror=alert\(1\)>"/, path);
  }
});
