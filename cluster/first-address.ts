import { InputError } from '../terraform/errors';

/** The first address of an IPv4 range: Kubernetes gives it to its own API. @throws InputError for anything else */
export function firstAddress(range: string): string {
  const [address = '', length = ''] = range.split('/');
  const parts = address.split('.').map(Number);
  const last = parts.at(-1);
  const isRange =
    parts.length === 4 &&
    parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255) &&
    Number(length) >= 8 &&
    Number(length) <= 24;
  if (isRange && last === 0) return [...parts.slice(0, 3), 1].join('.');
  throw new InputError({
    value: `services ${range}`,
    rule: 'an IPv4 range of 8 to 24 bits that ends in .0',
    fix: 'write it as 172.31.0.0/16',
  });
}
