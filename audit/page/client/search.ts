import type { PageData } from './data';
import { both, byId, make, type PageElement, page } from './dom';
import { find, type Hit } from './find';
import { outcomeSigns, outcomeWords } from './words';

/** So many hits are shown at once: the page stays quick however many there are. */
const atOnce = 50;

/** Shows what a query finds, the first hits at once and the rest on demand. */
export function showHits(data: PageData, query: string, shown = atOnce): void {
  const boxes = [...page.document.querySelectorAll('input[name="outcome"]')];
  const outcomes = new Set(boxes.flatMap(({ checked, value }) => (checked ? [value] : [])));
  const hits = find(data.found, query, outcomes);
  const amount = Math.min(shown, hits.length);
  byId('hit-count').replaceChildren(
    ...(query.trim() === ''
      ? []
      : both({
          de: `${hits.length} Treffer, ${amount} gezeigt`,
          en: `${hits.length} found, ${amount} shown`,
        })),
  );
  byId('hits').replaceChildren(...hits.slice(0, amount).map(hitOf));
  const more = byId('more-hits');
  more.hidden = hits.length <= amount;
  more.dataset.shown = String(amount);
}

/** Shows more hits of the same query. */
export function showMoreHits(data: PageData, query: string): void {
  showHits(data, query, Number(byId('more-hits').dataset.shown ?? 0) + atOnce);
}

function hitOf({ outcome, policy, subject, message, german }: Hit) {
  const badge = make(
    'span',
    `outcome ${outcome}`,
    `${outcomeSigns[outcome]} `,
    ...both(outcomeWords[outcome]),
  );
  const said = german === undefined ? [english(message)] : both({ de: german, en: message });
  return make(
    'li',
    '',
    badge,
    ' ',
    make('code', '', subject),
    make('br', ''),
    make('code', '', policy),
    ' ',
    ...said,
  );
}

function english(message: string): PageElement {
  const said = make('span', '', message);
  said.lang = 'en';
  return said;
}
