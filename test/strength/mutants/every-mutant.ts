import type { Mutant } from '../mutant';
import estate from './estate';
import { inDisguise } from './in-disguise';
import missing from './missing';
import network from './network';
import rules from './rules';
import servers from './servers';
import stacks from './stacks';
import tunnels from './tunnels';
import volumes from './volumes';

const plain: readonly Mutant[] = [
  ...volumes,
  ...rules,
  ...network,
  ...tunnels,
  ...servers,
  ...missing,
  ...stacks,
  ...estate,
];

/** All mutants of the estate, and most of them in disguise. */
export const everyMutant: readonly Mutant[] = [...plain, ...inDisguise(plain)];
