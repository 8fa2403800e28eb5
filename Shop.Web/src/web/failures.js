import { log } from '../telemetry/index.js';
import { texts } from '../texts.js';
import { errorPage } from '../views/error.js';
import { ShopError } from './errors.js';

export const nothingHere = (request, response, next) => next(new ShopError(404, 'notFound'));

// A failure as the visitor may see it; what is not foreseen here is our fault, and only the log learns the details.
function presentable(error, request) {
  if (error instanceof ShopError) return error;
  if (error.type === 'entity.too.large' || error.type === 'parameters.too.many') return new ShopError(413, 'tooLarge');
  if (error.status >= 400 && error.status < 500) return new ShopError(error.status, error.status === 404 ? 'notFound' : 'badRequest');
  log('error', 'A request failed', { method: request.method, path: request.path, error: error.stack });
  return new ShopError(500, 'unexpected');
}

// Four parameters: that is how Express knows what handles errors.
export async function answerErrors(error, request, response, next) {
  if (response.headersSent) return next(error);
  const shown = presentable(error, request);
  response.status(shown.status);
  if (shown.status === 503) response.set('Retry-After', '2');
  if (!response.page || !request.visitor) return response.type('text/plain').send(texts.en.errors[shown.reason] ?? texts.en.errors.unexpected);
  if (request.method === 'POST' && request.accepts('html', 'json') === 'json') {
    return response.json({ note: [request.text.errors[shown.reason], ...shown.details].join(' ') });
  }
  await response.page({ title: request.text.errors.title, body: errorPage(request, shown) });
}
