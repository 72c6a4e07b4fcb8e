import { outcomeSigns, outcomeWords } from './client/words';
import { both } from './html';

/** An outcome by sign, word and colour; any of the first two suffices. */
export function outcome(name: keyof typeof outcomeWords): string {
  return `<span class="outcome ${name}"><span aria-hidden="true">${outcomeSigns[name]} </span>${both(outcomeWords[name])}</span>`;
}
