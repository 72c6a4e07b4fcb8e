import ipaddr from 'ipaddr.js';
import { contains, isCidr, overlap } from '../../estate/cidr';
import { remembered } from '../../estate/remembered';
import type { Answer } from './selectors';

/**
 * Whether addresses of a range are in a block without its exceptions: `maybe` where some of them are, and where the
 * block is none that can be read.
 * @param range IPv4 in CIDR notation, or an address alone
 */
export function blockHolds(block: string, exceptions: readonly string[], given: string): Answer {
  if (block.includes(':')) return 'no';
  const [cidr, range, ...except] = [block, given, ...exceptions.filter((one) => !one.includes(':'))].map(
    plain,
  );
  if (cidr === undefined || range === undefined || except.includes(undefined)) return 'maybe';
  const taken = except.filter((one) => one !== undefined);
  if (!overlap(cidr, range) || !isLeft(contains(cidr, range) ? range : cidr, taken)) return 'no';
  return contains(cidr, range) && !taken.some((one) => overlap(one, range)) ? 'yes' : 'maybe';
}

/** The range with the bits behind its mask cleared, as Kubernetes reads it; undefined where it is none. */
const plain = remembered((text): string | undefined => {
  const [address = '', prefix = '32'] = text.split('/');
  const range = `${address}/${prefix}`;
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(range)) return undefined;
  const network = `${ipaddr.IPv4.networkAddressFromCIDR(`${address}/${prefix}`).toString()}/${prefix}`;
  return isCidr(network) ? network : undefined;
});

/** Whether any address of a range is in none of the others. */
function isLeft(range: string, taken: readonly string[]): boolean {
  if (taken.some((one) => contains(one, range))) return false;
  const within = taken.filter((one) => contains(range, one));
  return within.length === 0 || halves(range).some((half) => isLeft(half, within));
}

function halves(range: string): readonly string[] {
  const [address = '', prefix = ''] = range.split('/');
  const length = Number(prefix) + 1;
  const first = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return [first, first + 2 ** (32 - length)].map((start) => {
    const octets = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256);
    return `${octets.join('.')}/${length}`;
  });
}
