import type { Mutant } from '../mutant';
import estate from './estate';
import missing from './missing';
import network from './network';
import rules from './rules';
import servers from './servers';
import stacks from './stacks';
import tunnels from './tunnels';
import volumes from './volumes';

/** All mutants of the estate. */
export const everyMutant: readonly Mutant[] = [
  ...volumes,
  ...rules,
  ...network,
  ...tunnels,
  ...servers,
  ...missing,
  ...stacks,
  ...estate,
];
