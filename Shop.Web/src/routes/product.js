import { Unavailable } from '../services/http.js';
import { inLanguage } from '../views/format.js';
import { productPage } from '../views/product.js';
import { ShopError } from '../web/errors.js';

export async function findProduct(catalogue, id) {
  const product = await catalogue.find(id).catch((error) => {
    throw error instanceof Unavailable ? new ShopError(503, 'catalogueDown') : error;
  });
  if (!product) throw new ShopError(404, 'productGone');
  return product;
}

export function productRoutes(app, { catalogue, recommendations, categoryNames }) {
  app.get('/products/:id', async (request, response) => {
    request.glanceAtCart();
    const [product, found, names] = await Promise.all([
      findProduct(catalogue, request.params.id),
      recommendations.beside([request.params.id]),
      categoryNames.all(),
    ]);
    const category = inLanguage(names.get(product.category), request.lang) || product.category;
    await response.page({ title: inLanguage(product.name, request.lang), body: productPage(request, product, category, found) });
  });
}
