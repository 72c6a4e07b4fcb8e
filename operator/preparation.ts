import type { Estate, Site } from '../estate/model';
import { InputError } from '../terraform/errors';
import type { EnvironmentFile } from './environment-file';
import type { Writer } from './writer';

/** What came of looking for one thing. `open`: it stands, and a person has to write something down. */
export type Did = 'exists' | 'made' | 'changed' | 'open';

/** What a step is given. */
export interface Preparation {
  readonly estate: Estate;
  readonly site: Site;
  readonly administrator: Writer;
  /**
   * Every address of the cloud is on loopback: an imitation, in which what belongs to the real world (images,
   * zones, external networks) may be made up.
   */
  readonly imitation: boolean;
  /** Where passwords are kept; nothing else of ours ever holds one. */
  readonly passwords: EnvironmentFile;
  /** Image file, for a cloud that lacks the image. */
  readonly imageFile?: string;
  readonly tell: (did: Did, what: string) => void;
}

/** What cannot be mended here: the value, the rule and the fix, with the site in front. */
export function refusal({ site }: Pick<Preparation, 'site'>, value: string, rule: string, fix: string) {
  return new InputError({ value: `${site.name}: ${value}`, rule, fix });
}
