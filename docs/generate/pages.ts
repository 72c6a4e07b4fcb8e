import type { Estate } from '../../estate/model';
import type { Policy } from '../../judge/policy';
import { renderControlsPage } from './controls-page';
import { renderPicture } from './picture/picture';
import { renderPoliciesPage } from './policies-page';

/** A file that is made from the sources. */
export interface GeneratedFile {
  /** From the project's folder. */
  readonly path: string;
  readonly text: string;
}

/** Every generated file of `docs/`. The same sources give the same bytes, on any day and machine. */
export function generatedFiles(estate: Estate, policies: readonly Policy[]): readonly GeneratedFile[] {
  return [
    { path: 'docs/policies.md', text: renderPoliciesPage(policies) },
    { path: 'docs/controls.md', text: renderControlsPage(policies) },
    { path: 'docs/estate.svg', text: renderPicture(estate) },
  ];
}
