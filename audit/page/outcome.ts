import type { Text } from '../pack/contents';
import { outcomeSigns, outcomeWords } from './client/words';
import { both } from './html';

/** What a page says of a requirement of others: that no rule failed, never that it is met. */
export const nothingFound = { de: 'ohne Befund', en: 'nothing found' } as const;

/** An outcome by sign, word and colour; any of the first two suffices. */
export function outcome(name: keyof typeof outcomeWords, words: Text = outcomeWords[name]): string {
  return `<span class="outcome ${name}"><span aria-hidden="true">${outcomeSigns[name]} </span>${both(words)}</span>`;
}
