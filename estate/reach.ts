import { type Draft, present } from './draft';
import type { Right, Site } from './model';

/** Rights with which one credential can take a copy away: reading it or using its key cannot. */
const destructive: readonly (Right | undefined)[] = ['deploy', 'destroy-data', 'destroy-keys', 'account'];

/**
 * Names of the credentials that can take away what a site holds: those it lists with a destructive right and,
 * wherever they are listed, the owners of its account and whoever may destroy keys in its key store: ransomware
 * does not stop at a role's name. Sorted, each once.
 */
export function credentialsReaching(site: Draft<Site>, sites: readonly Draft<Site>[]): string[] {
  const own = present(site.credentials).filter(({ item }) =>
    item.rights?.some((right) => destructive.includes(right)),
  );
  const { account, keyStore } = site.failureDomains ?? {};
  const holding = (right: Right, other: Draft<Site>) =>
    present(other.credentials).filter(({ item }) => item.rights?.includes(right));
  const elsewhere = sites.flatMap((other) => {
    const sharesAccount = account !== undefined && other.failureDomains?.account === account;
    const sharesKeys = keyStore !== undefined && other.failureDomains?.keyStore === keyStore;
    return [
      ...(sharesAccount || sharesKeys ? holding('account', other) : []),
      ...(sharesKeys ? holding('destroy-keys', other) : []),
    ];
  });
  return [...new Set([...own, ...elsewhere].flatMap(({ item }) => item.name ?? []))].sort();
}
