import type { Mutant } from '../mutant';
import bridges from './bridges';
import changes from './changes';
import containers from './containers';
import estate from './estate';
import identities from './identities';
import { inDisguise } from './in-disguise';
import keys from './keys';
import loadBalancers from './load-balancers';
import missing from './missing';
import network from './network';
import observed from './observed';
import origins from './origins';
import promises from './promises';
import rules from './rules';
import servers from './servers';
import stacks from './stacks';
import tunnels from './tunnels';
import volumes from './volumes';
import ways from './ways';

const plain: readonly Mutant[] = [
  ...volumes,
  ...rules,
  ...network,
  ...tunnels,
  ...servers,
  ...missing,
  ...stacks,
  ...estate,
  ...loadBalancers,
  ...origins,
  ...ways,
  ...containers,
  ...keys,
  ...identities,
  ...bridges,
  ...promises,
  ...observed,
  ...changes,
];

/** All mutants of the estate, and most of them in disguise. */
export const everyMutant: readonly Mutant[] = [...plain, ...inDisguise(plain)];
