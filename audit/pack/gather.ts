import type { Contents } from './contents';
import type { JudgedPack } from './judged-pack';

/** What others say of the judged estate for the page and the pack: one line for each of them. */
export type Gathered = Pick<Contents, 'reach' | 'keys' | 'controls' | 'expiring' | 'questions'>;

/** Everything in the contents that is neither the report nor a list of files. */
export function gather(_: JudgedPack): Gathered {
  return { reach: [], keys: [], controls: [], expiring: [], questions: [] };
}

/** The page; undefined where nothing renders one. */
export function renderedPage(_contents: Contents, _language: string): string | undefined {
  return undefined;
}
