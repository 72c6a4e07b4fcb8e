import type { Estate } from '../../estate/model';
import { lossesOf } from '../../judge/promise/losses';
import type { EstateMap, MappedLoss } from './contents';

/** Where everything is by what the estate declares, and each single loss with the copies that it takes. */
export function mapOf({ sites, links, datasets, ...rest }: Estate): EstateMap {
  const losses = new Map<string, MappedLoss & { takes: Record<string, readonly string[]> }>();
  for (const dataset of datasets) {
    for (const { kind, name, takes } of lossesOf(dataset, { sites, links, datasets, ...rest })) {
      const id = `${kind}:${name}`;
      const loss = losses.get(id) ?? { id, kind, name, takes: {} };
      loss.takes[dataset.name] = [...takes].toSorted();
      losses.set(id, loss);
    }
  }
  return {
    sites: sites.map(({ name, title, role, cloud, country, failureDomains }) => ({
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
    tunnels: links.map(({ sites: ends, suite }) => ({
      sites: ends,
      suite: suite.name,
      cryptography: `IKE${suite.ikeVersion}, ${suite.encryption}, ${suite.hash}, ${suite.group}`,
    })),
    losses: [...losses.values()],
  };
}
