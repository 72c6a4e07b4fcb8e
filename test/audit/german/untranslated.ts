import { germanOfFinding } from '../../../audit/german/findings';
import type { Verdict } from '../../../judge/report';

/**
 * What rules said that has no German yet, each once: it belongs into `audit/german/sentences`. Held to be nothing
 * wherever tests see what rules say, of their examples and of the estate broken.
 */
export function untranslated(verdicts: readonly Pick<Verdict, 'policy' | 'message'>[]): readonly string[] {
  const missing = verdicts.filter(({ policy, message }) => germanOfFinding(policy, message) === undefined);
  return [...new Set(missing.map(({ policy, message }) => `${policy}: ${message}`))];
}
