import type { Estate } from '../estate/model';
import { readSynthesized } from '../policies/gate';
import { inOwnFolder } from './own-folder';
import { synthesize, synthesizeToCompare } from './synthesize';

export interface ApartOptions {
  /** Without the gate, since nothing of it will be deployed and breaches are to be seen. @default false */
  readonly toCompare?: boolean;
}

/**
 * Synthesizes an estate, behind the gate, into a folder of this run's own, so that two at once do not read each
 * other's half, and clears it away afterwards.
 * @throws RefusedByGate where a policy fails
 */
export function synthesizeApart<T>(
  estate: Estate,
  use: (outdir: string, synthesized: ReturnType<typeof readSynthesized>) => T | Promise<T>,
  { toCompare = false }: ApartOptions = {},
): Promise<T> {
  return inOwnFolder(async (outdir) => {
    if (toCompare) synthesizeToCompare(estate, outdir);
    else synthesize(() => estate, outdir);
    return use(outdir, readSynthesized(outdir));
  });
}
