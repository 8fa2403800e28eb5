import express from 'express';
import { carts } from './services/carts.js';
import { catalogue } from './services/catalogue.js';
import { categoryNames } from './services/categoryNames.js';
import { recommendations } from './services/recommendations.js';
import { cartRoutes } from './routes/cart.js';
import { keeperRoutes } from './routes/keeper.js';
import { listRoutes } from './routes/list.js';
import { productRoutes } from './routes/product.js';
import { traceRequests } from './telemetry/requests.js';
import { serveAsset } from './web/assets.js';
import { cookieJar } from './web/cookies.js';
import { answerErrors, nothingHere } from './web/failures.js';
import { refuseForgery } from './web/forgery.js';
import { keeper } from './web/keeper.js';
import { language } from './web/language.js';
import { pages } from './web/page.js';
import { securityHeaders } from './web/securityHeaders.js';
import { visitor } from './web/visitor.js';

function connect(addresses) {
  const products = catalogue(addresses.catalogue);
  return {
    catalogue: products,
    categoryNames: categoryNames(products),
    carts: {
      session: carts('The session cart', addresses.sessionCarts),
      saved: carts('The saved cart', addresses.savedCarts),
    },
    recommendations: recommendations(addresses.recommendations, products),
  };
}

export function createApp(config) {
  const services = connect(config.services);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  // Behind a proxy on the same machine (the edge), X-Forwarded-Proto says how the visitor came.
  app.set('trust proxy', 'loopback');

  app.use(traceRequests, securityHeaders);
  // The storefront is healthy when it can answer: it has something to show without any of the services.
  app.get(['/health', '/alive'], (request, response) => response.type('text/plain').set('Cache-Control', 'no-store').send('Healthy'));
  app.get('/assets/:version/:name', serveAsset);
  app.get('/favicon.ico', (request, response) => response.redirect(301, '/assets/current/favicon.svg'));
  app.use(cookieJar(config.secureCookies), language, visitor, keeper(config.admin), pages(services));
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 50 }), refuseForgery);

  listRoutes(app, services);
  keeperRoutes(app, { ...services, policy: config.admin });
  productRoutes(app, services);
  cartRoutes(app, services);

  app.use(nothingHere, answerErrors);
  return app;
}
