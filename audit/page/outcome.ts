import type { Text } from '../pack/contents';
import { outcomeSigns, outcomeWords } from './client/words';
import { both, plain } from './html';

/** What a page says of a requirement of others: that no rule failed, never that it is met. */
export const nothingFound = { de: 'ohne Befund', en: 'nothing found' } as const;

/** An outcome by sign, word and colour; any of the first two suffices. */
export function outcome(name: keyof typeof outcomeWords, words: Text = outcomeWords[name]): string {
  return `<span class="outcome ${name}"><span aria-hidden="true">${outcomeSigns[name]} </span>${both(words)}</span>`;
}

const severities: Readonly<Record<string, Text>> = {
  critical: { de: 'kritisch', en: 'critical' },
  high: { de: 'hoch', en: 'high' },
  medium: { de: 'mittel', en: 'medium' },
  low: { de: 'gering', en: 'low' },
};

/** How grave a breach of a rule is. */
export function severityText(severity: string): string {
  const words = Object.hasOwn(severities, severity) ? severities[severity] : undefined;
  return words ? both(words) : plain(severity);
}
