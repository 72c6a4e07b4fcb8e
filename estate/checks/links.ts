import {
  type Check,
  type Draft,
  type DraftEstate,
  declaresSite,
  type Entry,
  everyPlace,
  pairs,
  present,
  siteNames,
} from '../draft';
import type { Dataset, LinkDeclaration, Suite } from '../model';
import { permittedCryptography } from '../suites';

interface PlacedLink {
  readonly where: string;
  readonly from: string | undefined;
  readonly link: Draft<LinkDeclaration>;
}

function linksOf(estate: DraftEstate): PlacedLink[] {
  return estate.sites.flatMap(({ where, draft }) =>
    present(draft.links).map(({ index, item }) => ({
      where: `${where}.links[${index}]`,
      from: draft.name,
      link: item,
    })),
  );
}

/** The same text for both directions. */
function ends(one: string, other: string): string {
  return [one, other].sort().join(' and ');
}

export const linksEndAtSites: Check = (estate, report) => {
  for (const { where, from, link } of linksOf(estate)) {
    if (link.to === undefined) continue;
    if (link.to === from) {
      report(`${where}.to`, link.to, 'a link joins two sites', 'name another site, or remove the link');
    } else if (!declaresSite(estate, link.to)) {
      const rule = `a site of the estate: ${siteNames(estate)}`;
      report(`${where}.to`, link.to, rule, 'correct the name, or add the site');
    }
  }
};

export const linksDeclaredOnce: Check = (estate, report) => {
  const declared = new Map<string, string>();
  for (const { where, from, link } of linksOf(estate)) {
    if (from === undefined || link.to === undefined || from === link.to) continue;
    const key = ends(from, link.to);
    const first = declared.get(key);
    if (first === undefined) declared.set(key, where);
    else
      report(
        where,
        key,
        `a link is declared at one end, once; ${first} declares it`,
        'remove one of the two',
      );
  }
};

export const linkSuitesKnown: Check = (estate, report) => {
  const known = estate.suites.flatMap(({ draft }) => draft.name ?? []);
  for (const { where, link } of linksOf(estate)) {
    if (link.suite === undefined || known.includes(link.suite)) continue;
    report(
      `${where}.suite`,
      link.suite,
      `a suite of the estate: ${known.join(', ')}`,
      'correct the name, or add the suite',
    );
  }
};

/** Sites that hold anything of a dataset, each once; the backup is sent over a link too. */
function sharingSites(estate: DraftEstate, entry: Entry<Dataset>): string[] {
  const readable = estate.sites.flatMap(({ draft }) => draft.name ?? []);
  const named = everyPlace(entry).flatMap(({ site }) => site ?? []);
  return [...new Set(named)].filter((site) => readable.includes(site)).sort();
}

export const sharedDatasetsLinked: Check = (estate, report) => {
  // A site whose links could not be read may well declare the one that seems to be missing.
  if (estate.unreadableSites.length > 0) return;
  const unread = estate.sites.filter(({ draft }) => draft.links === undefined).map(({ draft }) => draft.name);
  const linked = linksOf(estate).map(({ from, link }) => ends(from ?? '', link.to ?? ''));
  const missing = new Map<string, string[]>();
  for (const entry of estate.datasets) {
    for (const [one, other] of pairs(sharingSites(estate, entry))) {
      if (linked.includes(ends(one, other)) || unread.includes(one) || unread.includes(other)) continue;
      missing.set(ends(one, other), [
        ...(missing.get(ends(one, other)) ?? []),
        entry.draft.name ?? entry.where,
      ]);
    }
  }
  for (const [both, datasets] of missing) {
    const rule = `sites that share a dataset have a link; these share ${datasets.join(', ')}`;
    report('links', both, rule, `declare the link at one of ${both}`);
  }
};

const permitted = permittedCryptography;

/**
 * What the permitted cryptography says about each field of a suite. Until when it is permitted is for the judge:
 * an estate whose suites have expired deserves a report that says so.
 */
const requirements: {
  readonly [Field in Exclude<keyof Suite, 'name'>]: readonly (string | number)[] | number;
} = {
  ikeVersion: permitted.ikeVersions,
  encryption: permitted.encryption,
  hash: permitted.hashes,
  group: permitted.groups,
  ikeLifetimeSeconds: permitted.greatestIkeLifetime,
  ipsecLifetimeSeconds: permitted.greatestIpsecLifetime,
};

export const suitesPermitted: Check = ({ suites }, report) => {
  for (const { where, draft } of suites) {
    for (const [field, allowed] of Object.entries(requirements)) {
      const value = draft[field as keyof typeof requirements];
      if (value === undefined) continue;
      const [fits, what] =
        typeof allowed === 'number'
          ? [Number(value) <= allowed, `at most ${allowed} seconds`]
          : [allowed.includes(value), `one of ${allowed.join(', ')}`];
      if (!fits) report(`${where}.${field}`, value, `${what} (${permitted.source})`, `write ${what}`);
    }
  }
};
