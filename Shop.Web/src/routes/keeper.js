import { randomUUID } from 'node:crypto';
import { Refused, Unavailable } from '../services/http.js';
import { html } from '../html.js';
import { inLanguage } from '../views/format.js';
import { hidden } from '../views/layout.js';
import { removePage, sheetPage, switchPage } from '../views/keeper.js';
import { ShopError } from '../web/errors.js';
import { keeperOnly, knowsToken, startKeeping, stopKeeping } from '../web/keeper.js';
import { leaveNote } from '../web/note.js';
import { fromSheet, toSheet } from '../web/productSheet.js';
import { findProduct } from './product.js';

const etagForm = /^"[\x21\x23-\x7e]{1,60}"$/;

const idempotencyForm = /^[0-9a-f-]{36}$/;

function passOn(error) {
  if (error instanceof Unavailable) throw new ShopError(503, 'catalogueDown');
  if (error instanceof Refused && error.status === 404) throw new ShopError(404, 'productGone');
  throw error;
}

export function keeperRoutes(app, { catalogue, categoryNames, policy }) {
  app.get('/keeper', async (request, response) => {
    if (!request.keeper.allowed) throw new ShopError(404, 'notFound');
    await response.page({ title: request.text.keeper.title, body: switchPage(request, policy.token !== null) });
  });

  app.post('/keeper/start', (request, response) => {
    if (!request.keeper.allowed) throw new ShopError(404, 'notFound');
    if (!knowsToken(policy, request.body.secret)) {
      leaveNote(request, response, 'keeper.wrongToken');
      return response.redirect(303, '/keeper');
    }
    startKeeping(policy, request, response);
    leaveNote(request, response, 'keeper.active');
    response.redirect(303, '/');
  });

  app.post('/keeper/stop', (request, response) => {
    stopKeeping(response);
    response.redirect(303, '/');
  });

  const sheet = async (request, response, status, page) => {
    const categories = await categoryNames.list();
    await response.status(status).page({ title: page.title, body: sheetPage(request, { ...page, categories }) });
  };

  const newSheet = (request, response, status, values, faults) => sheet(request, response, status, {
    title: request.text.keeper.newTitle, action: '/products', values, faults, extra: hidden('key', randomUUID()),
  });

  app.get('/products/new', keeperOnly, (request, response) => newSheet(request, response, 200, { currency: 'CNY', stock: '10' }));

  app.post('/products', keeperOnly, async (request, response) => {
    const { product, faults } = fromSheet(request.body, request.text);
    if (faults.length) return newSheet(request, response, 400, request.body, faults);
    const key = idempotencyForm.test(request.body.key) ? request.body.key : randomUUID();
    try {
      const added = await catalogue.add(product, key).catch((error) => {
        // The same sheet sent again with other words is a new product, not a repeat.
        if (error instanceof Refused && error.status === 422) return catalogue.add(product, randomUUID());
        throw error;
      });
      leaveNote(request, response, 'keeper.added', inLanguage(added.name, request.lang));
      response.redirect(303, `/products/${encodeURIComponent(added.id)}`);
    } catch (error) {
      if (error instanceof Refused && error.status === 400) return newSheet(request, response, 400, request.body, error.faults);
      passOn(error);
    }
  });

  const oldSheet = (request, response, status, id, values, etag, more = {}) => sheet(request, response, status, {
    title: request.text.keeper.editTitle(values[request.lang === 'zh' ? 'nameZh' : 'nameEn'] || id),
    action: `/products/${id}`, values, extra: html`${hidden('etag', etag)}`, ...more,
  });

  app.get('/products/:id/edit', keeperOnly, async (request, response) => {
    const product = await findProduct(catalogue, request.params.id);
    await oldSheet(request, response, 200, product.id, toSheet(product), product.etag);
  });

  app.post('/products/:id', keeperOnly, async (request, response) => {
    const { id } = request.params;
    const { product, faults } = fromSheet(request.body, request.text);
    const etag = etagForm.test(request.body.etag) ? request.body.etag : '"0"';
    if (faults.length) return oldSheet(request, response, 400, (await findProduct(catalogue, id)).id, request.body, etag, { faults });
    try {
      const changed = await catalogue.change((await findProduct(catalogue, id)).id, product, etag);
      leaveNote(request, response, 'keeper.changed', inLanguage(changed.name, request.lang));
      response.redirect(303, `/products/${encodeURIComponent(changed.id)}`);
    } catch (error) {
      if (error instanceof Refused && error.status === 412) {
        const current = await findProduct(catalogue, id);
        return oldSheet(request, response, 409, current.id, request.body, current.etag, { theirs: toSheet(current) });
      }
      if (error instanceof Refused && error.status === 400) return oldSheet(request, response, 400, id, request.body, etag, { faults: error.faults });
      passOn(error);
    }
  });

  app.get('/products/:id/delete', keeperOnly, async (request, response) => {
    const product = await findProduct(catalogue, request.params.id);
    await response.page({ title: request.text.keeper.removeTitle(inLanguage(product.name, request.lang)), body: removePage(request, product) });
  });

  app.post('/products/:id/delete', keeperOnly, async (request, response) => {
    const product = await findProduct(catalogue, request.params.id);
    try {
      await catalogue.remove(product.id, etagForm.test(request.body.etag) ? request.body.etag : undefined);
    } catch (error) {
      if (!(error instanceof Refused && error.status === 412)) passOn(error);
      leaveNote(request, response, 'keeper.removeConflict');
      return response.redirect(303, `/products/${product.id}/delete`);
    }
    leaveNote(request, response, 'keeper.removed', inLanguage(product.name, request.lang));
    response.redirect(303, '/');
  });
}
