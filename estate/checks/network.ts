import { contains, holdsAddress, overlap, privateRanges, sizeOf } from '../cidr';
import { type Check, type Draft, type DraftEstate, type Entry, pairs, siteNamed } from '../draft';
import { domains, type Site } from '../model';
import { otcReservedRange } from '../open-telekom-cloud';

interface NamedRange {
  readonly where: string;
  readonly range: string;
}

function named(where: string, range: string | undefined): NamedRange[] {
  return range === undefined ? [] : [{ where, range }];
}

/** The ranges inside a site's range: one for each domain, the management range, and the object store's. */
function innerRanges({ where, draft }: Entry<Site>): NamedRange[] {
  const { subnets, management } = draft.network ?? {};
  const objects = draft.objectAccess?.range;
  return [
    ...domains.flatMap((domain) => named(`${where}.network.subnets.${domain}`, subnets?.[domain])),
    ...named(`${where}.network.management`, management),
    ...named(`${where}.objectAccess.range`, objects),
  ];
}

export const rangesPrivate: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const range = draft.network?.range;
    if (range === undefined || privateRanges.some((outer) => contains(outer, range))) continue;
    const rule = `a site's range is private: inside ${privateRanges.join(', ')}`;
    report(`${where}.network.range`, range, rule, 'take a free private range such as "10.19.0.0/16"');
  }
};

function reachesOpenTelekomCloud(estate: DraftEstate, site: Draft<Site>): boolean {
  const peers = [
    ...(site.links ?? []).map((link) => siteNamed(estate, link?.to)),
    ...estate.sites
      .map(({ draft }) => draft)
      .filter((other) => other.links?.some((link) => link?.to === site.name)),
  ];
  return [site, ...peers].some((each) => each?.cloud?.kind === 'open-telekom-cloud');
}

export const reservedRangeUnused: Check = (estate, report) => {
  for (const { where, draft } of estate.sites) {
    const range = draft.network?.range;
    if (range === undefined || !overlap(range, otcReservedRange) || !reachesOpenTelekomCloud(estate, draft))
      continue;
    const rule = `${otcReservedRange} is reserved by the Open Telekom Cloud, there and at sites linked to it`;
    report(`${where}.network.range`, range, rule, 'take a free range such as "10.19.0.0/16"');
  }
};

export const innerRangesInside: Check = ({ sites }, report) => {
  for (const entry of sites) {
    const outer = entry.draft.network?.range;
    for (const { where, range } of innerRanges(entry)) {
      if (outer === undefined || contains(outer, range)) continue;
      report(where, range, `inside the site's range ${outer}`, `take a part of ${outer} that is free`);
    }
  }
};

export const innerRangesApart: Check = ({ sites }, report) => {
  for (const entry of sites) {
    const outer = entry.draft.network?.range;
    // One that is not inside is reported already, and would overlap half of the others too.
    const inside = innerRanges(entry).filter(({ range }) => outer === undefined || contains(outer, range));
    for (const [one, other] of pairs(inside)) {
      if (!overlap(one.range, other.range)) continue;
      const rule = `apart from every other range within the site; overlaps ${one.where} ${one.range}`;
      report(other.where, other.range, rule, "take a part of the site's range that is free");
    }
  }
};

/** Network, broadcast, gateway and two DHCP ports. */
const addressesOfTheCloud = 5;

export const subnetsHoldTheirNodes: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    for (const domain of domains) {
      const subnet = draft.network?.subnets?.[domain];
      const needed = (draft.nodePools?.[domain]?.nodes ?? 0) + addressesOfTheCloud;
      if (subnet === undefined || sizeOf(subnet) >= needed) continue;
      const rule = `room for ${needed} addresses: the nodes and ${addressesOfTheCloud} of the cloud's own`;
      report(`${where}.network.subnets.${domain}`, subnet, rule, 'take a wider subnet, such as a /20');
    }
  }
};

export const objectAccessHoldsTheStore: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const range = draft.objectAccess?.range;
    const needed = addressesOfTheCloud + 1;
    if (range === undefined || sizeOf(range) >= needed) continue;
    const rule = `room for ${needed} addresses: the store's and ${addressesOfTheCloud} of the cloud's own`;
    report(`${where}.objectAccess.range`, range, rule, 'take a wider range, such as a /28');
  }
};

export const siteRangesApart: Check = ({ sites }, report) => {
  const ranges = sites.flatMap(({ where, draft }) => named(`${where}.network.range`, draft.network?.range));
  for (const [one, other] of pairs(ranges)) {
    if (!overlap(one.range, other.range)) continue;
    const rule = `ranges of sites never overlap; this one overlaps ${one.where} ${one.range}`;
    report(other.where, other.range, rule, 'take a range that no site uses');
  }
};

export const gatewaysApart: Check = ({ sites }, report) => {
  for (const [one, other] of pairs(sites)) {
    const address = other.draft.network?.gatewayAddress;
    if (address === undefined || one.draft.network?.gatewayAddress !== address) continue;
    const rule = `each site has a VPN gateway of its own; ${one.where} has this address`;
    report(
      `${other.where}.network.gatewayAddress`,
      address,
      rule,
      "write the address of this site's gateway",
    );
  }
};

export const gatewaysOutsideRanges: Check = ({ sites }, report) => {
  for (const { where, draft } of sites) {
    const address = draft.network?.gatewayAddress;
    const holder = sites.find(({ draft: other }) => {
      const range = other.network?.range;
      return address !== undefined && range !== undefined && holdsAddress(range, address);
    });
    if (holder === undefined) continue;
    const rule = `outside every site's range, or the tunnel would run through itself; ${holder.where} holds it`;
    report(`${where}.network.gatewayAddress`, address, rule, 'write the public address of the gateway');
  }
};
