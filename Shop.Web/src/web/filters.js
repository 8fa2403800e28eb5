// What the list shows, as it stands in the address: read leniently (an address is typed, shared and mistyped), passed on strictly.

const sorts = ['newest', 'price', '-price', 'name', '-name'];

const one = (value) => (typeof value === 'string' ? value : Array.isArray(value) ? one(value[0]) : '');

const each = (value) => [value ?? []].flat().filter((item) => typeof item === 'string');

const amount = (text) => (/^\d{1,7}(\.\d{1,2})?$/.test(text) ? text : '');

const letters = (text, limit) => Array.from(text.replace(/[\u0000-\u001f\u007f]/g, ' ').trim()).slice(0, limit).join('').trim();

const below = (bucket) => (bucket.to - 0.01).toFixed(2);

class ListQuery {
  constructor(values) {
    Object.assign(this, values);
  }

  get filtered() {
    return this.category.length > 0 || Boolean(this.minPrice || this.maxPrice || this.inStock);
  }

  // Names and values as they stand in an address, with some of them changed. A page's cursor never outlives a change.
  pairs(change = {}) {
    const { q, category, minPrice, maxPrice, inStock, sort, cursor } = { ...this, cursor: '', ...change };
    const all = [['q', q], ...category.map((key) => ['category', key]), ['minPrice', minPrice], ['maxPrice', maxPrice], ['inStock', inStock], ['sort', sort], ['cursor', cursor]];
    return all.filter(([, value]) => value);
  }

  href(change = {}) {
    const text = new URLSearchParams(this.pairs(change)).toString();
    return text ? `/search?${text}` : '/';
  }

  toggleCategory(key) {
    const category = this.category.includes(key) ? this.category.filter((other) => other !== key) : [...this.category, key];
    return this.href({ category });
  }

  hasPrice(bucket) {
    return Number(this.minPrice || 0) === bucket.from && (bucket.to === null ? !this.maxPrice && this.minPrice !== '' : this.maxPrice === below(bucket));
  }

  priceHref(bucket) {
    if (this.hasPrice(bucket)) return this.href({ minPrice: '', maxPrice: '' });
    return this.href({ minPrice: String(bucket.from), maxPrice: bucket.to === null ? '' : below(bucket) });
  }

  // The question to the catalogue.
  toCatalogue(lang, limit) {
    const sort = this.sort || (this.q ? 'relevance' : 'newest');
    return [...this.pairs({ sort, cursor: this.cursor }), ['lang', lang], ['limit', String(limit)]];
  }
}

export const filters = {
  sorts,

  read(query) {
    const sort = one(query.sort);
    const q = letters(one(query.q), 200);
    const known = sort === 'relevance' ? q !== '' : sorts.includes(sort);
    return new ListQuery({
      q,
      category: [...new Set(each(query.category).filter((key) => /^[a-z0-9-]{1,40}$/.test(key)))].slice(0, 20),
      minPrice: amount(one(query.minPrice)),
      maxPrice: amount(one(query.maxPrice)),
      inStock: one(query.inStock) === 'true' ? 'true' : '',
      sort: known ? sort : '',
      cursor: one(query.cursor).slice(0, 2000),
    });
  },
};
