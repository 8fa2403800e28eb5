// A product as the lines of a form, and back. The catalogue is the judge of what is valid; only what cannot even be said
// in its language (a price that is no number) is answered here.

const text = (value) => (typeof value === 'string' ? value.replace(/\r\n?/g, '\n').trim() : '');

export function toSheet(product) {
  return {
    nameEn: product.name?.en ?? '',
    nameZh: product.name?.zh ?? '',
    descriptionEn: product.description?.en ?? '',
    descriptionZh: product.description?.zh ?? '',
    category: product.category,
    price: Number(product.price).toFixed(2),
    currency: product.currency,
    stock: String(product.stock ?? 0),
    emoji: product.emoji ?? '',
    colour: product.colour ?? '',
  };
}

function bothLanguages(en, zh) {
  const both = {};
  if (text(en)) both.en = text(en);
  if (text(zh)) both.zh = text(zh);
  return both;
}

export function fromSheet(form, words) {
  const faults = [];
  const price = text(form.price);
  const stock = text(form.stock) || '0';
  if (!/^-?\d{1,12}(\.\d{1,2})?$/.test(price)) faults.push(words.keeper.priceForm);
  if (!/^-?\d{1,12}$/.test(stock)) faults.push(words.keeper.stockForm);
  const product = { name: bothLanguages(form.nameEn, form.nameZh), category: text(form.category), price: Number(price), stock: Number(stock) };
  const description = bothLanguages(form.descriptionEn, form.descriptionZh);
  if (Object.keys(description).length) product.description = description;
  for (const name of ['currency', 'emoji', 'colour']) if (text(form[name])) product[name] = text(form[name]);
  return { product, faults };
}
