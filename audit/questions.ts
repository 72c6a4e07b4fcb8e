import type { Estate } from '../estate/model';
import type { Report } from '../judge/report';
import type { Contents, ControlSource, Question } from './pack/contents';
import { applicationEncryption } from './questions/application';
import { erasure, restoreTests } from './questions/data';
import { everyCopyDestroyed, identityProviderLost, keyReaders } from './questions/keys';
import { levelReached, neverExamined } from './questions/report';

/** What there is to answer from. */
export interface Answering {
  readonly report: Report;
  readonly estate: Estate;
  readonly keys: Contents['keys'];
  readonly drills: Contents['drills'];
  readonly controls: readonly ControlSource[];
}

/** What an auditor asks next: each answered by what was judged and declared, or named as open. */
export function questionsOf(given: Answering): readonly Question[] {
  return [
    keyReaders(given),
    applicationEncryption(given),
    erasure(given),
    restoreTests(given),
    levelReached(given),
    everyCopyDestroyed(given),
    identityProviderLost(given),
    neverExamined(given),
  ];
}
