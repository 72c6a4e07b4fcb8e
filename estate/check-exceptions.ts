import { EstateError, type EstateFault, shown } from './estate-error';
import type { EstateException } from './exceptions';
import { isIsoDate } from './syntax';

/** Days an exception may hold at most, counted from the day it is used. */
const longestTerm = 366;

/**
 * Checks every exception: an unknown policy would never apply, and one without an end would hide a finding for ever.
 * @param policies ids of all policies
 * @param today ISO date
 * @throws EstateError with every fault of every exception
 */
export function checkExceptions(
  exceptions: readonly EstateException[],
  policies: readonly string[],
  today: string,
): readonly EstateException[] {
  const faults = exceptions.flatMap((exception, at) => faultsOf(exception, at, policies, today));
  if (faults.length > 0) throw new EstateError(faults);
  return exceptions;
}

function faultsOf(
  exception: EstateException,
  at: number,
  policies: readonly string[],
  today: string,
): EstateFault[] {
  const fault = (field: keyof EstateException, rule: string, fix: string): EstateFault => ({
    where: `exceptions[${at}].${field}`,
    value: shown(exception[field]),
    rule,
    fix,
  });
  const faults: EstateFault[] = [];
  for (const field of ['stack', 'address', 'reason', 'owner'] as const) {
    if (typeof exception[field] === 'string' && exception[field].trim() !== '') continue;
    faults.push(fault(field, 'a text that is not empty', `write the ${field}`));
  }
  if (!policies.includes(exception.policy)) {
    faults.push(fault('policy', 'the id of a policy', 'estate policies lists them'));
  }
  const last = new Date(Date.parse(today) + longestTerm * 86_400_000).toISOString().slice(0, 10);
  if (!isIsoDate(exception.expires)) {
    faults.push(fault('expires', 'a day of the calendar, YYYY-MM-DD', `a day until ${last}`));
  } else if (exception.expires > last) {
    faults.push(fault('expires', `an exception holds ${longestTerm} days at most`, `a day until ${last}`));
  }
  return faults;
}
