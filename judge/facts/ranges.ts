import ipaddr from 'ipaddr.js';

type Parsed = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];
const cache = new Map<string, Parsed | undefined>();

/** A range in CIDR notation; a bare address is a range of one. Undefined where it is neither. */
export function parseRange(text: string): Parsed | undefined {
  if (!cache.has(text)) cache.set(text, parse(text));
  return cache.get(text);
}

function parse(text: string): Parsed | undefined {
  if (ipaddr.isValidCIDR(text)) return ipaddr.parseCIDR(text) as unknown as Parsed;
  if (!ipaddr.isValid(text)) return undefined;
  const address = ipaddr.parse(text);
  return [address, address.kind() === 'ipv4' ? 32 : 128];
}

/** Whether the outer range holds the whole inner one. False where either is no range. */
export function covers(outer: string, inner: string): boolean {
  const a = parseRange(outer);
  const b = parseRange(inner);
  if (!a || !b || a[0].kind() !== b[0].kind() || a[1] > b[1]) return false;
  return (b[0] as ipaddr.IPv4).match(a[0] as ipaddr.IPv4, a[1]);
}

/** First and last address of a range, exactly. */
function boundsOf(text: string): { kind: string; first: bigint; last: bigint } | undefined {
  const range = parseRange(text);
  if (!range) return undefined;
  const [address, prefix] = range;
  const size = 1n << BigInt((address.kind() === 'ipv4' ? 32 : 128) - prefix);
  const value = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const first = value - (value % size);
  return { kind: address.kind(), first, last: first + size - 1n };
}

/** Whether ranges together hold the whole inner one: `10.0.0.0/9` and `10.128.0.0/9` hold `10.0.0.0/8`. */
export function coversTogether(outer: readonly string[], inner: string): boolean {
  if (outer.some((range) => covers(range, inner))) return true;
  const wanted = boundsOf(inner);
  if (!wanted || outer.length < 2) return false;
  const bounds = outer.flatMap((range) => boundsOf(range) ?? []).filter(({ kind }) => kind === wanted.kind);
  let next = wanted.first;
  for (const { first, last } of bounds.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    if (first > next) return false;
    if (last >= next) next = last + 1n;
    if (next > wanted.last) return true;
  }
  return false;
}

/** Whether two ranges have an address in common. False where either is no range. */
export function overlap(one: string, other: string): boolean {
  return covers(one, other) || covers(other, one) || false;
}

export interface Interval {
  readonly family: 'ipv4' | 'ipv6';
  /** First and last address as numbers; IPv6 in the precision of a double, which is enough to measure. */
  readonly first: number;
  readonly last: number;
}

/** A range as an interval of addresses, undefined where it is no range. */
export function intervalOf(text: string): Interval | undefined {
  const range = parseRange(text);
  if (!range) return undefined;
  const [address, prefix] = range;
  const bits = address.kind() === 'ipv4' ? 32 : 128;
  const size = 2 ** (bits - prefix);
  const value = address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
  const first = Math.floor(value / size) * size;
  return { family: address.kind(), first, last: first + size - 1 };
}

/** How many addresses lie in at least one of the intervals, which are sorted by their first address. */
function unionSize(sorted: readonly Interval[]): number {
  let size = 0;
  let end = -1;
  for (const { first, last } of sorted) {
    if (last <= end) continue;
    size += last - Math.max(first, end + 1) + 1;
    end = last;
  }
  return size;
}

/** Never routed on the internet: private, carrier, link-local, loopback, multicast and reserved ranges. */
const unrouted = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
].flatMap((text) => intervalOf(text) ?? []);

/** Whether an interval lies wholly in a range that is never routed on the internet. */
export function isUnrouted({ family, first, last }: Interval): boolean {
  return unrouted.some((one) => one.family === family && one.first <= first && last <= one.last);
}

/** A /8 of IPv4 and a /16 of IPv6: nothing that belongs to one organisation is larger. */
const greatestSize = { ipv4: 2 ** 24, ipv6: 2 ** 112 } as const;

/** Whether ranges together are as good as everyone: more of the internet than any one organisation holds. */
export function isEveryone(intervals: readonly Interval[]): boolean {
  return (['ipv4', 'ipv6'] as const).some((family) => {
    const own = intervals.filter((one) => one.family === family);
    const total = own.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    if (total <= greatestSize[family]) return false;
    const apart = unrouted.filter((one) => one.family === family);
    const sorted = [...own, ...apart].toSorted((a, b) => a.first - b.first);
    return unionSize(sorted) - unionSize(apart.toSorted((a, b) => a.first - b.first)) > greatestSize[family];
  });
}

/** How many addresses a range holds, as a power of two; undefined where it is no range. */
export function freeBits(text: string): number | undefined {
  const range = parseRange(text);
  return range && (range[0].kind() === 'ipv4' ? 32 : 128) - range[1];
}

/** Things with a range each, found by what overlaps them without looking at all of them. */
export class RangeIndex<T> {
  readonly #sorted: readonly { readonly interval: Interval; readonly range: string; readonly item: T }[];
  /** The greatest last address up to each place. */
  readonly #reach: readonly number[];

  /** What has no range that can be read is left out. */
  constructor(items: readonly (readonly [range: string, item: T])[]) {
    this.#sorted = items
      .flatMap(([range, item]) => {
        const interval = intervalOf(range);
        return interval ? [{ interval, range, item }] : [];
      })
      .toSorted((a, b) => a.interval.first - b.interval.first);
    let reach = -1;
    this.#reach = this.#sorted.map(({ interval }) => {
      reach = Math.max(reach, interval.last);
      return reach;
    });
  }

  /** Everything that has an address in common with a range; nothing where it is no range. */
  overlapping(range: string): readonly T[] {
    const wanted = intervalOf(range);
    if (!wanted) return [];
    const found: T[] = [];
    for (let at = this.#after(wanted.last) - 1; at >= 0; at--) {
      if ((this.#reach[at] ?? -1) < wanted.first) break;
      const one = this.#sorted[at];
      // Intervals of IPv6 are not exact.
      if (one && overlap(one.range, range)) found.push(one.item);
    }
    return found;
  }

  /** How many begin at an address or before it. */
  #after(last: number): number {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.interval.first ?? 0) <= last) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
