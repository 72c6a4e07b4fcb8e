import type { PageData } from './data';
import { byId, page } from './dom';
import { type Place, readPlace, writePlace } from './place';
import { showHits, showMoreHits } from './search';
import { readSwitches, setSwitches, showSurvival } from './switches';

/** Makes the page answer: switches, search, language, links into it, print. */
export function start(): void {
  const data = JSON.parse(byId('page-data').textContent ?? '') as PageData;
  const query = byId('query');
  let anchor = '';
  let language: Place['language'];

  const remember = () =>
    page.history.replaceState(
      null,
      '',
      writePlace({ anchor, off: readSwitches(), query: query.value, language }),
    );
  const showSwitches = () => showSurvival(data, new Set(readSwitches()));

  const speak = (next: 'de' | 'en') => {
    const html = page.document.documentElement;
    html.lang = next;
    page.document.title = html.getAttribute(`data-title-${next}`) ?? '';
    for (const button of page.document.querySelectorAll('[data-speak]'))
      button.setAttribute('aria-pressed', String(button.dataset.speak === next));
  };

  /** Goes where the address says; what it does not say stays as it is. */
  const follow = () => {
    const place = readPlace(page.location.hash);
    anchor = place.anchor;
    if (place.off.length > 0) setSwitches(place.off);
    if (place.query !== '') query.value = place.query;
    if (place.language) {
      language = place.language;
      speak(language);
    }
    showSwitches();
    showHits(data, query.value);
    remember();
    const element = anchor === '' ? null : page.document.getElementById(anchor);
    const folded = () => element?.closest('details:not([open])');
    for (let one = folded(); one; one = folded()) one.open = true;
    element?.scrollIntoView();
  };

  for (const folded of page.document.querySelectorAll('details[data-fold]')) folded.open = false;
  page.document.addEventListener('change', ({ target }) => {
    if (target.getAttribute('name') === 'off') showSwitches();
    else if (target.getAttribute('name') === 'outcome') showHits(data, query.value);
    remember();
  });
  query.addEventListener('input', () => {
    showHits(data, query.value);
    remember();
  });
  byId('more-hits').addEventListener('click', () => showMoreHits(data, query.value));
  byId('all-on').addEventListener('click', () => {
    setSwitches([]);
    showSwitches();
    remember();
  });
  for (const button of page.document.querySelectorAll('[data-speak]')) {
    button.addEventListener('click', () => {
      language = button.dataset.speak === 'en' ? 'en' : 'de';
      speak(language);
      remember();
    });
  }
  const unfolded: { open: boolean }[] = [];
  page.addEventListener('beforeprint', () => {
    for (const one of page.document.querySelectorAll('details:not([open])')) {
      one.open = true;
      unfolded.push(one);
    }
  });
  page.addEventListener('afterprint', () => {
    for (const one of unfolded.splice(0)) one.open = false;
  });
  page.addEventListener('hashchange', follow);
  page.document.documentElement.classList.toggle('scripted', true);
  follow();
}
