import type { Item } from '../observe/list';
import { notApplicable, notOk, ok, type Result, unread } from './check';

/** A quota as APIs give it: -1 is none; what is reserved is as good as used. */
export interface Quota {
  readonly limit: number;
  readonly used: number;
}

/** Reads `{ limit, in_use | used, reserved }`; undefined for anything else. */
export function quotaOf(value: unknown): Quota | undefined {
  const { limit, in_use: inUse, used = inUse, reserved = 0 } = (value ?? {}) as Item;
  if (typeof limit !== 'number' || typeof used !== 'number') return undefined;
  return { limit, used: used + (typeof reserved === 'number' ? reserved : 0) };
}

/**
 * Whether a quota has room for what is still to be made.
 * @param what in the plural, with its unit: `cores`, `GiB of volumes`
 */
export function judgeQuota(what: string, quota: Quota | undefined, needed: number): Result {
  if (needed === 0) return notApplicable(`${what}: nothing is left to be made`);
  if (quota === undefined) {
    return unread(
      `${what}: the answer has no such quota`,
      `Have the operator say how many ${what} it permits.`,
    );
  }
  const { limit, used } = quota;
  if (limit < 0) return ok(`${what}: ${needed} to be made, no limit`);
  const text = `${what}: ${needed} to be made, ${Math.max(0, limit - used)} free of ${limit}`;
  if (limit - used >= needed) return ok(text);
  return notOk(text, `Raise the quota to at least ${used + needed}, or remove what is not needed.`);
}
