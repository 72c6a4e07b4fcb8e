import { type Estate, lossKinds } from '../../estate/model';
import { holds } from '../promise/loss-analysis';
import { lossesOf } from '../promise/losses';

/** Where everything is, and what can be switched off. */
export interface EstateMap {
  readonly sites: readonly MappedSite[];
  readonly tunnels: readonly {
    /** The two ends, sorted by name. */
    readonly sites: readonly [string, string];
    readonly suite: string;
    /** Encryption, hash and group, as IKE and IPsec have them. */
    readonly cryptography: string;
  }[];
  /** Each single loss, with the copies that it takes: a copy is left while nothing that takes it is lost. */
  readonly losses: readonly MappedLoss[];
  /** Assumptions that nobody has confirmed, or not lately, and the copies and losses that they matter for. */
  readonly restsOn: readonly RestsOn[];
}

export interface RestsOn {
  readonly assumption: string;
  /** Sites whose copy rests on it. */
  readonly sites: readonly string[];
  /** Kinds of losses that it matters for; null for every kind. */
  readonly losses: readonly string[] | null;
  /** True where it matters only for a loss that takes a copy of these sites: they are said not to share it. */
  readonly apart: boolean;
}

export interface MappedSite {
  readonly name: string;
  readonly title: string;
  readonly role: 'primary' | 'mirror' | 'clinic';
  readonly cloud: string;
  readonly country: string;
  readonly town: string;
  readonly building: string;
  readonly zone: string;
  readonly keyStore: string;
}

export interface MappedLoss {
  /** `kind:name`, as in the report. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** Sites whose copy goes with it, by dataset; a dataset that loses none is left out. */
  readonly takes: Readonly<Record<string, readonly string[]>>;
}

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
