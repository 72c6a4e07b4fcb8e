import { defineEstate } from '../../estate/define-estate';
import type { Estate } from '../../estate/model';
import { asOf, Draft } from '../estate/parts';

/** The real estate, or what a change makes of it. */
export function changedEstate(change: (draft: Draft) => void = () => {}): Estate {
  const draft = new Draft();
  change(draft);
  return defineEstate(draft.parts, { asOf });
}
