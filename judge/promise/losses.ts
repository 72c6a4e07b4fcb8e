import { type Dataset, type Estate, type LossKind, lossKinds, type Site } from '../../estate/model';
import { credentialsReaching, credentialsReading } from '../../estate/reach';

/** Something that can be lost at once, and the sites whose copy of a dataset goes with it. */
export interface Loss {
  readonly kind: LossKind;
  readonly name: string;
  readonly takes: ReadonlySet<string>;
}

/** Every single loss that takes at least one copy of a dataset. */
export function lossesOf(dataset: Dataset, estate: Estate): readonly Loss[] {
  const placements = [dataset.home, ...dataset.copies];
  const sites = placements.flatMap((p) => estate.sites.find((s) => s.name === p.site) ?? []);
  const found = new Map<string, { kind: LossKind; name: string; takes: Set<string> }>();
  const add = (kind: LossKind, name: string, site: string) => {
    const id = `${kind}:${name}`;
    const loss = found.get(id) ?? { kind, name, takes: new Set<string>() };
    loss.takes.add(site);
    found.set(id, loss);
  };
  for (const site of sites) for (const [kind, name] of fatesOf(site)) add(kind, name, site.name);
  for (const placement of placements) add('key', placement.key, placement.site);
  for (const [credential, reached] of reachOfCredentials(estate)) {
    for (const site of sites) if (reached.has(site.name)) add('credential', credential, site.name);
  }
  return [...found.values()].toSorted(
    (a, b) => lossKinds.indexOf(a.kind) - lossKinds.indexOf(b.kind) || (a.name < b.name ? -1 : 1),
  );
}

function fatesOf(site: Site): (readonly [LossKind, string])[] {
  const { zone, building, town, controlPlane, identityProvider, keyStore, account } = site.failureDomains;
  return [
    ['site', site.name],
    ['zone', zone],
    ['building', building],
    ['town', town],
    ['control-plane', controlPlane],
    ['identity-provider', identityProvider],
    ['key-store', keyStore],
    ['account', account],
  ];
}

/** The sites at which each credential can destroy data. */
export function reachOfCredentials(estate: Estate): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map<string, Set<string>>();
  for (const site of estate.sites) {
    for (const credential of credentialsReaching(site, estate.sites)) {
      reach.set(credential, (reach.get(credential) ?? new Set()).add(site.name));
    }
  }
  return reach;
}

/**
 * Who or what opens each copy of a dataset, as `kind name` and the sites whose copy it opens: credentials that read
 * it, the account it belongs to, its key, and the key store that holds the key.
 */
export function opening(dataset: Dataset, estate: Estate): ReadonlyMap<string, ReadonlySet<string>> {
  const opened = new Map<string, Set<string>>();
  for (const { site: name, key } of [dataset.home, ...dataset.copies]) {
    const site = estate.sites.find((one) => one.name === name);
    if (!site) continue;
    const { account, keyStore } = site.failureDomains;
    const readers = credentialsReading(site, estate.sites).map((one) => `credential ${one}`);
    for (const one of [...readers, `account ${account}`, `key ${key}`, `key store ${keyStore}`])
      opened.set(one, (opened.get(one) ?? new Set()).add(name));
  }
  return opened;
}

/**
 * All minimal sets of losses that leave none of the given copies, as lists of alternatives: losses that take
 * the same copies stand in one group, and a set takes one of each group.
 */
export function minimalFatalLosses(
  losses: readonly Loss[],
  copies: readonly string[],
): readonly (readonly Loss[])[][] {
  if (copies.length === 0) return [];
  const groups = new Map<number, Loss[]>();
  for (const loss of losses) {
    const mask = copies.reduce((bits, copy, at) => (loss.takes.has(copy) ? bits | (1 << at) : bits), 0);
    if (mask !== 0) groups.set(mask, [...(groups.get(mask) ?? []), loss]);
  }
  const all = (1 << copies.length) - 1;
  const masks = [...groups.keys()].toSorted((a, b) => a - b);
  return coveringSets(masks, all).map((set) => set.map((mask) => groups.get(mask) ?? []));
}

function coveringSets(masks: readonly number[], all: number): number[][] {
  const found: number[][] = [];
  const extend = (chosen: readonly number[], from: number) => {
    const covered = chosen.reduce((bits, mask) => bits | mask, 0);
    if (covered === all) {
      const isMinimal = chosen.every(
        (one) => chosen.reduce((bits, mask) => (mask === one ? bits : bits | mask), 0) !== all,
      );
      if (isMinimal) found.push([...chosen]);
      return;
    }
    for (let at = from; at < masks.length; at += 1) {
      const mask = masks[at] as number;
      if ((mask & ~covered) !== 0) extend([...chosen, mask], at + 1);
    }
  };
  extend([], 0);
  return found.toSorted((a, b) => a.length - b.length);
}
