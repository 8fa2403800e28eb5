import { texts } from '../texts.js';
import { returnPath } from './returnPath.js';

// The visitor's language: what was chosen here before, else the first of the browser's languages that the shop speaks.
// `?lang=zh` on any page is a choice: it is kept, and the same page is shown again without it.
export function language(request, response, next) {
  const asked = request.query.lang;
  if (typeof asked === 'string' && Object.hasOwn(texts, asked)) {
    response.setShopCookie('lang', asked, { keep: true });
    if (request.method === 'GET') {
      const url = new URL(request.originalUrl, 'http://shop.invalid');
      url.searchParams.delete('lang');
      return response.redirect(303, returnPath(url.pathname + url.search));
    }
  }
  const chosen = request.cookies.get('lang');
  const spoken = request.acceptsLanguages('en', 'zh', 'zh-CN', 'zh-TW', 'zh-HK') || 'en';
  request.lang = Object.hasOwn(texts, chosen ?? '') ? chosen : spoken.slice(0, 2);
  request.text = texts[request.lang];
  response.set('Vary', 'Accept-Language, Cookie');
  response.set('Content-Language', request.lang);
  next();
}
