import type { Check } from '../draft';
import * as assumptions from './assumptions';
import * as clouds from './clouds';
import * as custody from './custody';
import * as datasets from './datasets';
import * as failureDomains from './failure-domains';
import * as keys from './keys';
import * as limits from './limits';
import * as links from './links';
import * as losses from './losses';
import * as network from './network';
import * as objects from './objects';
import * as residency from './residency';

const subjects = [
  clouds,
  failureDomains,
  network,
  custody,
  limits,
  links,
  datasets,
  objects,
  residency,
  keys,
  losses,
  assumptions,
];

/**
 * Everything these files export is a check: a new one needs no other entry. Sorted, because compilers differ in
 * the order of exports and faults are to come in one order.
 */
export const everyCheck: readonly Check[] = subjects.flatMap((subject) =>
  Object.entries<Check>(subject)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, check]) => check),
);
