import { Refused, Unavailable } from '../services/http.js';
import { hero, listing } from '../views/listing.js';
import { html } from '../html.js';
import { filters } from '../web/filters.js';
import { ShopError } from '../web/errors.js';

const pageSize = 24;

// The list and the search are one page: a search for nothing in particular finds everything.
export function listRoutes(app, { catalogue }) {
  async function find(request, query) {
    try {
      return await catalogue.search(query.toCatalogue(request.lang, pageSize));
    } catch (error) {
      if (error instanceof Unavailable) throw new ShopError(503, 'catalogueDown');
      if (error instanceof Refused) throw new ShopError(400, 'badRequest', error.faults);
      throw error;
    }
  }

  async function show(request, response) {
    const query = filters.read(request.query);
    const partly = request.headers['x-part'] === 'listing';
    if (!partly) request.glanceAtCart();
    const found = await find(request, query);
    const list = listing(request, query, found);
    if (partly) return response.part(list);
    const front = !query.q && !query.filtered && !query.cursor;
    await response.page({
      title: query.q ? request.text.search.results(found.total, query.q) : request.text.shop,
      search: { q: query.q, kept: query.pairs({ q: '', sort: query.sort === 'relevance' ? '' : query.sort }) },
      body: html`${front ? hero(request) : ''}${list}`,
    });
  }

  app.get('/', show);
  app.get('/search', show);
}
