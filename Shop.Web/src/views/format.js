import { html } from '../html.js';

const formatters = new Map();

function moneyFormat(lang, currency) {
  const key = `${lang} ${currency}`;
  if (!formatters.has(key)) {
    const locale = lang === 'zh' ? 'zh-CN' : 'en';
    formatters.set(key, new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }));
  }
  return formatters.get(key);
}

const knownCurrency = /^[A-Z]{3}$/;

// An amount as the visitor writes it; an amount without a currency is just a number.
export function money(amount, currency, lang) {
  return knownCurrency.test(currency ?? '') ? moneyFormat(lang, currency).format(amount) : Number(amount).toFixed(2);
}

const other = { en: 'zh', zh: 'en' };

// A text in the visitor's language, else in the one there is.
export const inLanguage = (text, lang) => text?.[lang] ?? text?.[other[lang]] ?? '';

// The same as markup: a text in the other language says so, for screen readers and fonts.
export function spoken(text, lang) {
  if (text?.[lang] !== undefined || text?.[other[lang]] === undefined) return html`${text?.[lang]}`;
  return html`<span lang="${other[lang]}">${text[other[lang]]}</span>`;
}

// Runs of plain text, those that matched marked.
export const highlighted = (runs) => runs.map((run) => (run.hit ? html`<mark>${run.text}</mark>` : run.text));

export function shortened(text, limit) {
  const letters = Array.from(text);
  return letters.length <= limit ? text : `${letters.slice(0, limit - 1).join('').trimEnd()}…`;
}
