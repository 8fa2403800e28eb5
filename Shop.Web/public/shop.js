// What makes the shop smoother where scripts run. Everything here also works without it.
const listing = () => document.getElementById('listing');
const note = document.getElementById('note');

// A search replaces the list in place; a newer one overtakes an older one.
let underWay = null;

const pauseAfterFailure = 1500;

async function showList(address, tries = 3) {
  underWay?.abort();
  const mine = (underWay = new AbortController());
  listing().setAttribute('aria-busy', 'true');
  try {
    const answer = await fetch(address, { headers: { 'x-part': 'listing' }, signal: mine.signal });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    listing().replaceWith(page.getElementById('listing'));
    document.querySelector('.hero')?.remove();
    history.replaceState(null, '', address);
    note.textContent = document.getElementById('results-title').textContent;
    tidyFacets();
    linkLanguage(address);
  } catch (error) {
    if (error.name === 'AbortError' || underWay !== mine) return;
    // A service that is busy gets another chance before the whole page is asked for, which would take the focus away.
    if (tries > 1) setTimeout(() => underWay === mine && showList(address, tries - 1), pauseAfterFailure);
    else location.assign(address);
  } finally {
    if (underWay === mine) listing()?.removeAttribute('aria-busy');
  }
}

function linkLanguage(address) {
  const link = document.querySelector('.tools a[hreflang]');
  const url = new URL(address, location.href);
  url.searchParams.set('lang', link.hreflang);
  link.href = url.pathname + url.search;
}

const addressOf = (form) => {
  const pairs = [...new FormData(form)].filter(([, value]) => value !== '');
  return pairs.length ? `${form.getAttribute('action')}?${new URLSearchParams(pairs)}` : '/';
};

const search = document.getElementById('search');
let pause = 0;

if (listing()) {
  const box = search.elements.q;
  let last = box.value.trim();
  const changed = (wait) => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      if (box.value.trim() === last) return;
      last = box.value.trim();
      showList(addressOf(search));
    }, wait);
  };
  // While a Chinese word is being composed the letters are not yet what is meant.
  box.addEventListener('input', (event) => event.isComposing || changed(150));
  box.addEventListener('compositionend', () => changed(150));
  search.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(pause);
    last = box.value.trim();
    showList(addressOf(search));
  });
}

document.addEventListener('change', (event) => {
  const form = event.target.closest('form[data-submit-on-change]');
  if (form && listing()) showList(addressOf(form)).then(() => document.getElementById('sort')?.focus());
  else form?.requestSubmit();
});

// Adding to the cart keeps the visitor's place on the page.
document.addEventListener('submit', async (event) => {
  const form = event.target;
  if (!form.matches('form.add') || event.defaultPrevented) return;
  if (event.submitter?.name === 'cart') return;
  event.preventDefault();
  const button = event.submitter ?? form.querySelector('button');
  button.setAttribute('aria-disabled', 'true');
  try {
    const answer = await fetch(form.getAttribute('action'), {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(new FormData(form)),
    });
    const said = await answer.json();
    note.textContent = said.note;
    note.classList.toggle('bad', !answer.ok);
    if (answer.ok) document.getElementById('cart-count').textContent = said.items;
  } catch {
    form.submit();
  } finally {
    button.removeAttribute('aria-disabled');
  }
});

// On a narrow screen the filters would push the goods out of sight.
const narrow = matchMedia('(max-width: 52rem)');
function tidyFacets() {
  const facets = document.getElementById('facets');
  if (facets) facets.open = !narrow.matches;
}
tidyFacets();
narrow.addEventListener('change', tidyFacets);
