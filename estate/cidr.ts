import ipaddr from 'ipaddr.js';
import { remembered } from './remembered';

/** An IPv4 range that `isCidr` has accepted, taken apart. */
type Range = readonly [address: ipaddr.IPv4, prefix: number];

const decimalOctets = /^(0|[1-9]\d{0,2})(\.(0|[1-9]\d{0,2})){3}$/;
const decimalRange = /^([\d.]+)\/(0|[1-9]\d?)$/;

/** An IPv4 address in four decimal parts; octal and shortened forms mean different things to different programs. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && decimalOctets.test(value) && ipaddr.IPv4.isValid(value);
}

/** An IPv4 range in CIDR notation whose address is the first one of the range. */
export function isCidr(value: unknown): value is string {
  return typeof value === 'string' && networkOf(value) === value;
}

/** What the writer of a faulty range probably meant. */
export function cidrFix(value: unknown): string {
  if (isAddress(value)) return `the mask is missing: did you mean "${value}/32"?`;
  const network = typeof value === 'string' ? networkOf(value) : undefined;
  return network === undefined ? 'write a range such as "10.16.0.0/16"' : `did you mean "${network}"?`;
}

/** The range with the bits behind its mask cleared, or undefined when it is no range at all. */
const networkOf = remembered((text): string | undefined => {
  const [, address, prefix] = decimalRange.exec(text) ?? [];
  if (!isAddress(address) || Number(prefix) > 32) return undefined;
  return `${ipaddr.IPv4.networkAddressFromCIDR(text).toString()}/${prefix}`;
});

const rangeOf = remembered((cidr): Range => ipaddr.IPv4.parseCIDR(cidr));

/** Whether every address of `inner` lies in `outer`. Both are valid ranges. */
export function contains(outer: string, inner: string): boolean {
  const [outerAddress, outerPrefix] = rangeOf(outer);
  const [innerAddress, innerPrefix] = rangeOf(inner);
  return innerPrefix >= outerPrefix && innerAddress.match(outerAddress, outerPrefix);
}

/** Whether two valid ranges have an address in common: of two ranges, one then holds the other. */
export function overlap(one: string, other: string): boolean {
  return contains(one, other) || contains(other, one);
}

/** Whether a valid address lies in a valid range. */
export function holdsAddress(cidr: string, address: string): boolean {
  return contains(cidr, `${address}/32`);
}

/** Number of addresses of a valid range. */
export function sizeOf(cidr: string): number {
  return 2 ** (32 - rangeOf(cidr)[1]);
}

/** The address at a place of a valid range, 0 being its first. */
export function addressAt(cidr: string, place: number): string {
  const [address] = rangeOf(cidr);
  const first = address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return [24, 16, 8, 0].map((shift) => Math.floor((first + place) / 2 ** shift) % 256).join('.');
}

/** Ranges that are never routed on the internet: RFC 1918, and RFC 6598 for carriers. */
export const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'] as const;

/** Ranges to which nothing is routed over the internet. */
export const unroutedRanges = [
  ...privateRanges,
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
] as const;

/**
 * An address that a peer can reach over the internet. The documentation ranges of RFC 5737 pass: an estate
 * that is not deployed yet is written with them.
 */
export function isPublicAddress(value: unknown): value is string {
  return isAddress(value) && !unroutedRanges.some((range) => holdsAddress(range, value));
}
