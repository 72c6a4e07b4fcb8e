import fc from 'fast-check';
import { type Dataset, type Estate, lossKinds, rights, type Site } from '../../estate/model';
import type { CopyAnalysis } from '../../judge/promise/analyse';
import { analyseLoss } from '../../judge/promise/loss-analysis';
import {
  type Loss,
  lossesOf,
  minimalFatalLosses,
  opening,
  reachOfCredentials,
} from '../../judge/promise/losses';

/** Few names, so that sites share their fates often. */
const few = (prefix: string) => fc.integer({ min: 0, max: 2 }).map((at) => `${prefix}${at}`);

const domains = fc.record({
  zone: few('z'),
  building: few('b'),
  town: few('t'),
  controlPlane: few('c'),
  identityProvider: few('i'),
  keyStore: few('k'),
  account: few('a'),
});

const grants = fc.array(
  fc.record({
    name: few('user'),
    rights: fc.uniqueArray(fc.constantFrom(...rights), { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 3 },
);

/** As much of an estate as losses are about. */
const estates = fc
  .array(fc.record({ failureDomains: domains, credentials: grants, key: few('key') }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => {
    const sites = parts.map((part, at) => ({ ...part, name: `s${at}` }));
    const [home, ...copies] = sites.map(({ name, key }) => ({ site: name, key }));
    return {
      estate: { sites, datasets: [], classes: [], links: [], assumptions: [] } as unknown as Estate,
      dataset: { name: 'd', home, copies } as unknown as Dataset,
      keys: new Map(sites.map(({ name, key }) => [name, key])),
    };
  });

/** What a credential can do, grown until it grows no more: the oracle of its reach. */
function grownReach(estate: Estate, credential: string): string[] {
  const [destroyed, accounts, stores] = [new Set<Site>(), new Set<string>(), new Set<string>()];
  const size = () => destroyed.size + accounts.size + stores.size;
  for (let before = -1; before !== size(); ) {
    before = size();
    for (const site of estate.sites) {
      const { account, keyStore } = site.failureDomains;
      const own = site.credentials.filter((c) => c.name === credential).flatMap((c) => c.rights);
      if (own.includes('account')) accounts.add(account);
      if (own.includes('destroy-keys') || accounts.has(account)) stores.add(keyStore);
      const isDirect = own.includes('deploy') || own.includes('destroy-data');
      if (isDirect || accounts.has(account) || stores.has(keyStore)) destroyed.add(site);
    }
  }
  return [...destroyed].map((s) => s.name).toSorted();
}

test('a credential reaches what can be reached from it, step by step', () => {
  fc.assert(
    fc.property(estates, ({ estate }) => {
      const reach = reachOfCredentials(estate);
      const names = new Set(estate.sites.flatMap((s) => s.credentials.map((c) => c.name)));
      for (const name of names)
        expect([...(reach.get(name) ?? [])].toSorted()).toEqual(grownReach(estate, name));
    }),
    { numRuns: 500, seed: 11 },
  );
});

/** Every loss there is, one by one, by the definition of its kind. */
function everyLoss(estate: Estate, keys: ReadonlyMap<string, string>): Map<string, string[]> {
  const all = new Map<string, string[]>();
  const add = (id: string, site: string) => all.set(id, [...(all.get(id) ?? []), site]);
  for (const { name, failureDomains: f } of estate.sites) {
    add(`site:${name}`, name);
    add(`zone:${f.zone}`, name);
    add(`building:${f.building}`, name);
    add(`town:${f.town}`, name);
    add(`control-plane:${f.controlPlane}`, name);
    add(`identity-provider:${f.identityProvider}`, name);
    add(`key-store:${f.keyStore}`, name);
    add(`account:${f.account}`, name);
    add(`key:${keys.get(name)}`, name);
  }
  for (const user of ['user0', 'user1', 'user2'])
    for (const site of grownReach(estate, user)) add(`credential:${user}`, site);
  return all;
}

const idOf = ({ kind, name }: Loss) => `${kind}:${name}`;

test('the losses of a dataset are all there are, each with what it takes', () => {
  fc.assert(
    fc.property(estates, ({ estate, dataset, keys }) => {
      const found = lossesOf(dataset, estate);
      expect(new Map(found.map((l) => [idOf(l), [...l.takes].toSorted()]))).toEqual(
        new Map([...everyLoss(estate, keys)].map(([id, takes]) => [id, takes.toSorted()])),
      );
      const kinds = found.map((l) => lossKinds.indexOf(l.kind));
      expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
    }),
    { numRuns: 300, seed: 12 },
  );
});

/** All sets of losses up to a size that leave nothing, and of which no smaller set does: by trying every one. */
function bruteForce(losses: readonly Loss[], copies: readonly string[]): string[] {
  const isFatal = (set: readonly Loss[]) => copies.every((c) => set.some((l) => l.takes.has(c)));
  const found: string[] = [];
  const tryAll = (set: readonly Loss[], from: number) => {
    if (isFatal(set)) {
      const isMinimal = set.every((one) => !isFatal(set.filter((l) => l !== one)));
      if (isMinimal) found.push(set.map(idOf).toSorted().join(' + '));
      return;
    }
    // A minimal set has no more losses than there are copies: each takes one that no other takes.
    if (set.length === copies.length) return;
    for (let at = from; at < losses.length; at += 1) tryAll([...set, losses[at] as Loss], at + 1);
  };
  if (copies.length > 0) tryAll([], 0);
  return found.toSorted();
}

function spellOut(groups: readonly (readonly Loss[])[]): string[] {
  const sets = groups.reduce<Loss[][]>(
    (chosen, group) => chosen.flatMap((set) => group.map((one) => [...set, one])),
    [[]],
  );
  return sets.map((set) => set.map(idOf).toSorted().join(' + '));
}

const randomLosses = fc
  .array(fc.uniqueArray(fc.constantFrom('s0', 's1', 's2', 's3', 's4'), { minLength: 1 }), { maxLength: 9 })
  .map((all) => all.map((takes, at): Loss => ({ kind: 'zone', name: `l${at}`, takes: new Set(takes) })));

test.each([
  ['of random estates', estates.map(({ estate, dataset }) => lossesOf(dataset, estate))],
  ['taken at random', randomLosses],
])('the minimal fatal losses %s are those that trying every set finds', (_, arbitrary) => {
  const copies = fc.subarray(['s0', 's1', 's2', 's3', 's4']);
  fc.assert(
    fc.property(arbitrary, copies, (losses, all) => {
      const present = all.filter((c) => losses.some((l) => l.takes.has(c)) || all.length < 3);
      const found = minimalFatalLosses(losses, present).flatMap(spellOut).toSorted();
      expect(found).toEqual(bruteForce(losses, present));
    }),
    { numRuns: 200, seed: 13 },
  );
});

const statuses = fc.array(
  fc.record({
    status: fc.constantFrom('present', 'missing', 'undecided'),
    lagSeconds: fc.integer({ min: 0, max: 5 }),
  }),
  { minLength: 4, maxLength: 4 },
);

test('of what each loss of a random estate leaves, the copy least behind decides the lag', () => {
  fc.assert(
    fc.property(estates, statuses, ({ estate, dataset, keys }, states) => {
      const copies = estate.sites.map(
        ({ name: site }, at) =>
          ({ site, role: at === 0 ? 'home' : 'copy', notes: [], ...states[at] }) as CopyAnalysis,
      );
      for (const [id, taken] of everyLoss(estate, keys)) {
        const loss = lossesOf(dataset, estate).find((one) => idOf(one) === id) as Loss;
        const { outcome, lagSeconds, surviving } = analyseLoss(loss, copies, { estate, asOf: '2026-11-22' });
        const left = copies.filter(({ site }) => !taken.includes(site));
        const lags = left.filter((c) => c.status === 'present').map((c) => c.lagSeconds);
        const isOpen = left.some((c) => c.status === 'undecided');
        expect({ id, outcome, lagSeconds, first: surviving.length }).toEqual({
          id,
          outcome: lags.length > 0 ? 'withstands' : isOpen ? 'undecided' : 'lost',
          lagSeconds: lags.length > 0 ? Math.min(...lags) : null,
          first: lags.length,
        });
      }
    }),
    { numRuns: 200, seed: 15 },
  );
});

test('losing every set that is fatal leaves nothing, and one loss less leaves a copy and its lag', () => {
  fc.assert(
    fc.property(estates, ({ estate, dataset }) => {
      const all = estate.sites.map(({ name }) => name);
      const losses = lossesOf(dataset, estate);
      for (const set of minimalFatalLosses(losses, all)) {
        const chosen = set.map(([first]) => first as Loss);
        const left = (some: readonly Loss[]) => all.filter((c) => !some.some((l) => l.takes.has(c)));
        expect(left(chosen)).toEqual([]);
        for (const one of chosen) expect(left(chosen.filter((l) => l !== one))).not.toEqual([]);
      }
    }),
    { numRuns: 200, seed: 16 },
  );
});

test('what opens a copy is what reads it, owns it, unlocks it, or keeps what unlocks it', () => {
  fc.assert(
    fc.property(estates, ({ estate, dataset, keys }) => {
      const wanted = new Map<string, string[]>();
      const add = (what: string, site: string) => wanted.set(what, [...(wanted.get(what) ?? []), site]);
      for (const { name, failureDomains: f } of estate.sites) {
        add(`account ${f.account}`, name);
        add(`key ${keys.get(name)}`, name);
        add(`key store ${f.keyStore}`, name);
        for (const user of ['user0', 'user1', 'user2']) {
          const has = (site: Site, right: string) =>
            site.credentials.some((c) => c.name === user && c.rights.some((r) => r === right));
          const isOwner = estate.sites.some(
            (s) => s.failureDomains.account === f.account && has(s, 'account'),
          );
          const here = estate.sites.find((s) => s.name === name) as Site;
          if (isOwner || has(here, 'read-data') || has(here, 'deploy')) add(`credential ${user}`, name);
        }
      }
      const found = [...opening(dataset, estate)].map(([what, sites]) => [what, [...sites].toSorted()]);
      expect(new Map(found as [string, string[]][])).toEqual(wanted);
    }),
    { numRuns: 200, seed: 17 },
  );
});

test('without a copy nothing can be lost, and of one that no loss takes nothing is fatal', () => {
  const loss: Loss = { kind: 'site', name: 'x', takes: new Set(['x']) };
  expect(minimalFatalLosses([loss], [])).toEqual([]);
  expect(minimalFatalLosses([loss], ['x', 'y'])).toEqual([]);
  expect(minimalFatalLosses([loss], ['x'])).toEqual([[[loss]]]);
});
