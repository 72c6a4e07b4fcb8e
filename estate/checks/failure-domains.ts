import { type Check, type Draft, pairs } from '../draft';
import type { FailureDomains, Site } from '../model';

/** If two sites have the same of one thing, they have the same of another. */
interface Implication {
  readonly same: string;
  /** Undefined when the site does not say or the implication does not concern it. */
  readonly of: (site: Draft<Site>) => string | undefined;
  readonly implies: keyof FailureDomains;
}

/** A join of texts, or undefined when one is missing. Line breaks are in none of them. */
function joined(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.includes(undefined) ? undefined : parts.join('\n');
}

/** Without these an estate could claim an independence that cannot be. */
const implications: readonly Implication[] = [
  { same: 'building', of: (site) => site.failureDomains?.building, implies: 'town' },
  { same: 'zone', of: (site) => site.failureDomains?.zone, implies: 'controlPlane' },
  { same: 'identity endpoint', of: (site) => site.identity?.authUrl, implies: 'identityProvider' },
  {
    same: 'identity endpoint and region',
    of: (site) => joined(site.identity?.authUrl, site.identity?.region),
    implies: 'controlPlane',
  },
  {
    same: 'identity endpoint and domain',
    of: (site) => joined(site.identity?.authUrl, site.identity?.domain),
    implies: 'account',
  },
  {
    same: 'region of the Open Telekom Cloud',
    of: (site) => (site.cloud?.kind === 'open-telekom-cloud' ? site.identity?.region : undefined),
    implies: 'keyStore',
  },
];

export const sameCauseSameFate: Check = ({ sites }, report) => {
  for (const { same, of, implies } of implications) {
    for (const [one, other] of pairs(sites)) {
      const [expected, actual] = [one.draft.failureDomains?.[implies], other.draft.failureDomains?.[implies]];
      const cause = of(other.draft);
      if (cause === undefined || of(one.draft) !== cause || expected === undefined || actual === undefined)
        continue;
      if (expected === actual) continue;
      const rule = `the same ${same} means the same ${implies}; ${one.where} has "${expected}"`;
      const fix = `write "${expected}" at both, or correct what they share`;
      report(`${other.where}.failureDomains.${implies}`, actual, rule, fix);
    }
  }
};

/** Zones of different regions may have the same name, and `nova` is the zone of every second cloud. */
export const zoneQualified: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const zone = draft.failureDomains?.zone;
    const [region, name] = [draft.identity?.region, draft.availabilityZone];
    if (zone === undefined || region === undefined || name === undefined || zone === `${region}/${name}`)
      continue;
    const rule = 'identity.region, a slash, availabilityZone';
    report(`${where}.failureDomains.zone`, zone, rule, `write "${region}/${name}"`);
  }
};
