import type { PageData } from './data';
import { both, byId, make, type PageElement, page } from './dom';
import { survivalOf } from './survival';
import { copyWords, countText, survivalText } from './words';

function boxes(): readonly PageElement[] {
  return [...page.document.querySelectorAll('input[name="off"]')];
}

/** Ids of what is switched off. */
export function readSwitches(): readonly string[] {
  return boxes().flatMap(({ checked, value }) => (checked ? [value] : []));
}

export function setSwitches(off: readonly string[]): void {
  for (const box of boxes()) box.checked = off.includes(box.value);
}

/** Says of each dataset, in the table and on the map, what is left while these are off. */
export function showSurvival(data: PageData, off: ReadonlySet<string>): void {
  const survivals = data.datasets.map((dataset) => survivalOf(dataset, off, data));
  byId('survival-count').replaceChildren(...both(countText(survivals, off.size)));
  survivals.forEach((survival, at) => {
    const row = byId(`survival-${at}`);
    row.className = off.size === 0 ? '' : survival.outcome;
    const sign = { withstands: '✓', lost: '✕', undecided: '?' }[survival.outcome];
    byId(`survival-text-${at}`).replaceChildren(make('b', 'sign', sign), ...both(survivalText(survival)));
    const { copies } = data.datasets[at] as PageData['datasets'][number];
    copies.forEach(({ site, status }, copy) => {
      const state = survival.taken.includes(site) ? 'lost' : status;
      byId(`copy-${at}-${copy}`).setAttribute('class', `copy ${state}`);
      byId(`copy-${at}-${copy}-sign`).textContent = { lost: '✕', missing: '✕', undecided: '?', present: '✓' }[
        state
      ];
      byId(`copy-cell-${at}-${copy}`).replaceChildren(...both(copyWords[state]));
    });
  });
}
