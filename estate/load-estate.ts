import { defineEstateNoticing, type EstateOptions } from './define-estate';
import type { Estate } from './model';
import { readRegistry } from './registry';

export interface LoadOptions extends EstateOptions {
  /**
   * Folder with `sites/`, `datasets/`, `classes`, `suites` and `assumptions`, in the form (TypeScript or
   * compiled) in which this file runs itself, or the one that `extension` names.
   * @default the folder of this file
   */
  readonly folder?: string;
  /** What the files of the folder end in. @default that of this file, `.ts` or `.js` */
  readonly extension?: '.ts' | '.js' | '.json';
}

/**
 * The estate that this project is about. The folder is the registry: a new site or dataset is one new file.
 * @throws EstateError with every fault of every file
 */
export function loadEstate(options: LoadOptions = {}): Estate {
  const { parts, notices } = readRegistry(options.folder ?? __dirname, options.extension);
  return defineEstateNoticing(parts, options, notices);
}
