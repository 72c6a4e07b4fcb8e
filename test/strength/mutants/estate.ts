import type { Dataset, Estate, Site } from '../../../estate/model';
import type { Mutant } from '../mutant';

/** Mutants of what the estate declares: nothing in a plan changes, and the promise is broken all the same. */
function declared(name: string, rules: readonly string[], declares: (estate: Estate) => Estate): Mutant {
  return { name: `estate: ${name}`, rules, declares, breaks: (sites) => sites };
}

function atSite(name: string, change: (site: Site) => Partial<Site>) {
  return (estate: Estate): Estate => ({
    ...estate,
    sites: estate.sites.map((site) => (site.name === name ? { ...site, ...change(site) } : site)),
  });
}

function ofDataset(name: string, change: (dataset: Dataset) => Partial<Dataset>) {
  return (estate: Estate): Estate => ({
    ...estate,
    datasets: estate.datasets.map((one) => (one.name === name ? { ...one, ...change(one) } : one)),
  });
}

const sites = ['primary', 'mirror', 'clinic'] as const;

const custody = sites.flatMap((name) => [
  declared(`who deploys at ${name} may destroy its keys`, ['keys/custody-apart-from-data'], (estate) =>
    atSite(name, ({ credentials }) => ({
      credentials: credentials.map((one) =>
        one.rights.includes('deploy') ? { ...one, rights: [...one.rights, 'destroy-keys'] } : one,
      ),
    }))(estate),
  ),
  declared(
    `keys at ${name} end next year`,
    ['keys/outlive-retention'],
    atSite(name, ({ keyCustody }) => ({ keyCustody: { ...keyCustody, keysLiveUntil: '2027-06-30' } })),
  ),
  declared(
    `${name} is in another country`,
    ['residency/site-in-permitted-country'],
    atSite(name, () => ({ country: 'US' })),
  ),
  declared(
    `data at ${name} comes to another country`,
    ['residency/closed-over-copies'],
    atSite(name, () => ({ country: 'US' })),
  ),
  declared(
    `keys of ${name} are kept in another country`,
    ['residency/key-store-permitted'],
    atSite(name, ({ keyCustody }) => ({ keyCustody: { ...keyCustody, country: 'US' } })),
  ),
]);

const pipeline: Site['credentials'][number] = { name: 'one-for-all', rights: ['deploy', 'destroy-data'] };
const domains = ['building', 'town', 'controlPlane', 'identityProvider', 'keyStore', 'account'] as const;

const shared = [
  declared('one pipeline may destroy data everywhere', ['resilience'], (estate) => ({
    ...estate,
    sites: estate.sites.map((site) => ({ ...site, credentials: [...site.credentials, pipeline] })),
  })),
  ...domains.map((domain) =>
    declared(`all sites share one ${domain}`, ['resilience'], (estate) => ({
      ...estate,
      sites: estate.sites.map((site) => ({
        ...site,
        failureDomains: { ...site.failureDomains, [domain]: 'one-for-all' },
      })),
    })),
  ),
];

const datasets = [
  declared(
    'research has no copy',
    ['resilience'],
    ofDataset('research', () => ({ copies: [] })),
  ),
  declared(
    'the audit log is kept for two hundred years',
    ['keys/outlive-retention'],
    ofDataset('audit-log', ({ retention }) => ({ retention: { ...retention, years: 200 } })),
  ),
  declared(
    'imaging is backed up where it lives',
    ['resilience'],
    ofDataset('imaging', ({ backup, home }) => ({ backup: { ...backup, site: home.site } })),
  ),
];

export default [...custody, ...shared, ...datasets];
