import { type Draft, present } from './draft';
import type { Right, Site } from './model';

/** Rights with which one credential can take a copy away: reading it or using its key cannot. */
const destructive: readonly (Right | undefined)[] = ['deploy', 'destroy-data', 'destroy-keys', 'account'];

/**
 * Names of the credentials that can take away what a site holds: those it lists with a destructive right and,
 * wherever they are listed, whoever may destroy keys in its key store and the owners of its account or of any
 * account that has keys in that store: ransomware does not stop at a role's name. Sorted, each once.
 */
export function credentialsReaching(site: Draft<Site>, sites: readonly Draft<Site>[]): string[] {
  const { account, keyStore } = site.failureDomains ?? {};
  const storing = sites.filter((one) => keyStore !== undefined && one.failureDomains?.keyStore === keyStore);
  const accounts = [account, ...storing.map((one) => one.failureDomains?.account)];
  const owned = sites.filter(
    (one) => one.failureDomains?.account !== undefined && accounts.includes(one.failureDomains.account),
  );
  const holders = [
    ...holdersOf(destructive, site),
    ...storing.flatMap((one) => holdersOf(['destroy-keys'], one)),
    ...owned.flatMap((one) => holdersOf(['account'], one)),
  ];
  return [...new Set(holders)].sort();
}

/** Rights with which one credential can read a copy: who deploys attaches the volume to a server of his own. */
const reading: readonly (Right | undefined)[] = ['read-data', 'deploy', 'account'];

/**
 * Names of the credentials that can read what a site holds: those it lists with such a right, and the owners of its
 * account wherever they are listed. Keys alone read nothing. Sorted, each once.
 */
export function credentialsReading(site: Draft<Site>, sites: readonly Draft<Site>[]): string[] {
  const account = site.failureDomains?.account;
  const owned = sites.filter((one) => account !== undefined && one.failureDomains?.account === account);
  const holders = [...holdersOf(reading, site), ...owned.flatMap((one) => holdersOf(['account'], one))];
  return [...new Set(holders)].sort();
}

function holdersOf(rights: readonly (Right | undefined)[], site: Draft<Site>): string[] {
  return present(site.credentials).flatMap(({ item }) =>
    item.name !== undefined && item.rights?.some((right) => rights.includes(right)) ? [item.name] : [],
  );
}
