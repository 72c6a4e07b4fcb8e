import type { Dataset, Estate, Site } from '../../../estate/model';
import { sharedFates, spokenSuites } from './joins';
import { spokenLag } from './layout';

/** The picture in words, for those who do not see it. */
export function describe(estate: Estate, sites: readonly Site[]): string {
  return [
    ...sites.map(describeSite),
    ...estate.datasets.map(describeDataset),
    ...estate.links.map(
      ({ sites: [one, other], suite }) => `IPsec tunnel between ${one} and ${other}, ${suite.name}.`,
    ),
    ...spokenSuites(estate.links).map((suite) => `${suite}.`),
    ...sharedFates(sites).map(
      ({ sites: names, what }) => `${names.join(' and ')} are lost together: ${what.join(', ')}.`,
    ),
  ].join(' ');
}

function describeSite({ name, title, network, failureDomains, country }: Site): string {
  const subnets = Object.entries(network.subnets).map(([domain, range]) => `${domain} ${range}`);
  return `Site ${name}: ${title}, ${failureDomains.town}, ${country}; ${subnets.join(', ')}.`;
}

function describeDataset({ name, domain, home, copies, backup, outOfReach }: Dataset): string {
  const spoken = copies.map(({ site, mode, lagSeconds }) =>
    mode === 'synchronous'
      ? `synchronous copy at ${site}`
      : `copy at ${site} at most ${spokenLag(lagSeconds)} behind`,
  );
  return `Dataset ${name} (${domain}): home at ${home.site}, ${spoken.join(', ')}, backup at ${backup.site}; out of reach: ${outOfReach}.`;
}
