import {
  type Check,
  type Draft,
  type DraftEstate,
  draftPlacements,
  type Entry,
  placedSites,
  present,
} from '../draft';
import type { Dataset, FailureDomains, LossKind, Site } from '../model';
import { credentialsReaching } from '../reach';

/** Where a site says to which loss of a kind it belongs. */
const fateOf: { readonly [Kind in Exclude<LossKind, 'site' | 'key' | 'credential'>]: keyof FailureDomains } =
  {
    zone: 'zone',
    building: 'building',
    town: 'town',
    'control-plane': 'controlPlane',
    'identity-provider': 'identityProvider',
    'key-store': 'keyStore',
    account: 'account',
  };

/**
 * What single losses of a kind would take each copy, in the order of the copies; undefined when one of them
 * does not say.
 */
function fates(
  kind: LossKind,
  estate: DraftEstate,
  entry: Entry<Dataset>,
): (readonly string[])[] | undefined {
  const sites = placedSites(estate, entry);
  if (sites === undefined) return undefined;
  if (kind === 'credential') {
    const drafts = estate.sites.map(({ draft }) => draft);
    return sites.map((site) => credentialsReaching(site, drafts));
  }
  const single = (site: Draft<Site>, index: number) => {
    if (kind === 'site') return site.name;
    return kind === 'key' ? draftPlacements(entry)[index]?.key : site.failureDomains?.[fateOf[kind]];
  };
  const values = sites.map(single);
  return values.every((value) => value !== undefined) ? values.map((value) => [value]) : undefined;
}

/** Possible by the declaration; whether the plan provides it is for the judge. */
export const lossesWithstood: Check = (estate, report) => {
  for (const entry of estate.datasets) {
    for (const { index, item: kind } of present(entry.draft.withstands)) {
      const [first = [], ...others] = fates(kind, estate, entry) ?? [];
      for (const loss of first.filter((each) => others.every((fate) => fate.includes(each)))) {
        const rule = `a copy is left after the loss of any one ${kind}; all are lost with "${loss}"`;
        const fix = `add a copy that does not depend on "${loss}", or do not promise to withstand it`;
        report(`${entry.where}.withstands[${index}]`, kind, rule, fix);
      }
    }
  }
};

export const outOfReachIsPlacement: Check = ({ datasets }, report) => {
  for (const entry of datasets) {
    const { outOfReach, home, copies } = entry.draft;
    if (outOfReach === undefined || home === undefined || copies === undefined) continue;
    const places = draftPlacements(entry).flatMap(({ site }) => site ?? []);
    if (places.includes(outOfReach)) continue;
    const rule = `the site of the home or of a copy: ${places.join(', ')}`;
    report(`${entry.where}.outOfReach`, outOfReach, rule, `name one of ${places.join(', ')}`);
  }
};

/** Ransomware with one administrator's credential is a loss too. */
export const outOfReachIsOutOfReach: Check = (estate, report) => {
  const drafts = estate.sites.map(({ draft }) => draft);
  for (const { where, draft } of estate.datasets) {
    const places = [draft.home?.site, ...present(draft.copies).map(({ item }) => item.site)];
    if (draft.outOfReach === undefined || !places.includes(draft.outOfReach)) continue;
    const apart = drafts.find(({ name }) => name === draft.outOfReach);
    const reaching = apart === undefined ? [] : credentialsReaching(apart, drafts);
    for (const other of drafts) {
      if (other === apart || !places.includes(other.name) || other.name === undefined) continue;
      const both = credentialsReaching(other, drafts).filter((credential) => reaching.includes(credential));
      if (both.length === 0) continue;
      const rule = `no credential reaches this copy and another one; ${both.join(', ')} can reach ${other.name} too`;
      const fix = `give ${draft.outOfReach} credentials and an account of its own, or name another copy`;
      report(`${where}.outOfReach`, draft.outOfReach, rule, fix);
    }
  }
};
