import type { EstateMap, MappedLoss, RestsOn } from '../../audit/pack/contents';
import { type Estate, lossKinds } from '../../estate/model';
import { holds } from '../promise/analyse';
import { lossesOf } from '../promise/losses';

/**
 * Where everything is, and what each single loss takes of each dataset: as the judge has it, so that whoever combines
 * losses counts as the judge does.
 * @param asOf day as of which a confirmation still counts
 */
export function mapOf(estate: Estate, asOf: string): EstateMap {
  return {
    sites: estate.sites.map(({ name, title, role, cloud, country, failureDomains }) => ({
      name,
      title,
      role,
      cloud: cloud.kind,
      country,
      town: failureDomains.town,
      building: failureDomains.building,
      zone: failureDomains.zone,
      keyStore: failureDomains.keyStore,
    })),
    tunnels: estate.links.map(({ sites, suite }) => ({
      sites,
      suite: suite.name,
      cryptography: `IKE${suite.ikeVersion} ${suite.encryption}, ${suite.hash}, ${suite.group}`,
    })),
    losses: mapLosses(estate),
    restsOn: unconfirmed(estate, asOf),
  };
}

function mapLosses(estate: Estate): readonly MappedLoss[] {
  const found = new Map<string, { kind: MappedLoss['kind']; name: string; takes: [string, string[]][] }>();
  for (const dataset of estate.datasets) {
    for (const { kind, name, takes } of lossesOf(dataset, estate)) {
      const id = `${kind}:${name}`;
      const loss = found.get(id) ?? { kind, name, takes: [] };
      loss.takes.push([dataset.name, [...takes]]);
      found.set(id, loss);
    }
  }
  const order = (kind: string) => (lossKinds as readonly string[]).indexOf(kind);
  return [...found]
    .map(([id, { kind, name, takes }]) => ({ id, kind, name, takes: Object.fromEntries(takes) }))
    .toSorted((a, b) => order(a.kind) - order(b.kind) || (a.name < b.name ? -1 : 1));
}

function unconfirmed({ assumptions }: Estate, asOf: string): readonly RestsOn[] {
  return assumptions
    .filter((assumption) => !holds(assumption, asOf))
    .map(({ name, concerns: { sites, losses, apart = false } }) => ({
      assumption: name,
      sites,
      losses: losses ?? null,
      apart,
    }));
}
