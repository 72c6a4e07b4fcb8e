import type { Draft } from './draft';
import { EstateError, type EstateFault, shown } from './estate-error';
import { leaf, listOf, oneOf, record, type Sift } from './shape';
import { isoDate } from './syntax';

/** What a person has to approve before it is applied; what each of them is, is in `judge/guard.ts`. */
export const guards = [
  'stateful-resource-lost',
  'reach-widened',
  'dataset-moved',
  'suite-weakened',
  'encryption-undecided',
] as const;

export type Guard = (typeof guards)[number];

/** One thing that is approved, and nothing beyond it. */
export interface Approved {
  readonly guard: Guard;
  readonly stack: string;
  /** Full address of the resource, or what the report names in its place. */
  readonly address: string;
}

/** Somebody answers for what one plan does: one file in `approvals/`, held to `approvals/approval.schema.json`. */
export interface Approval {
  /** Where the JSON Schema is, for editors. */
  readonly $schema: string;
  readonly kind: 'approval';
  readonly schemaVersion: '1.0.0';
  /** Hash of the change that each stack's plan makes; a plan that makes another one is not approved. */
  readonly plans: Readonly<Record<string, string>>;
  readonly approves: readonly Approved[];
  readonly reason: string;
  readonly approver: {
    /** At the forge, as it names who made a change. */
    readonly account: string;
    readonly name: string;
    readonly role: string;
  };
  /** Day on which it was given, `YYYY-MM-DD`. */
  readonly issued: string;
  /** Last day it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Days an approval may hold at most: a plan that waits longer was made for another state of things. */
export const longestTerm = 31;

/** No part of it ends up in Terraform's configuration, so that `${` means nothing. */
const text: Sift<string> = leaf(
  (value) => typeof value === 'string' && value.trim() !== '' && !/[\p{Cc}\u2028\u2029]/u.test(value),
  'text on one line, not empty',
  'write it on one line',
);

const hash: Sift<string> = leaf(
  (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
  'the hash of a change: 64 hexadecimal digits in lower case',
  'copy it from the report, or let estate approve write the file',
);

const plans: Sift<Readonly<Record<string, string>>> = (value, where, report) => {
  const names = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  if (names.length === 0) {
    report(where, value, 'the hash of a change, for each stack that is approved', 'name at least one stack');
    return undefined;
  }
  const fields = Object.fromEntries(names.map((each) => [each, hash]));
  return record<Record<string, string>>('plans by stack', fields)(value, where, report) as Draft<
    Readonly<Record<string, string>>
  >;
};

const approved = record<Approved>('what is approved', { guard: oneOf(guards), stack: text, address: text });

const approval = record<Approval>('an approval', {
  $schema: text,
  kind: oneOf(['approval']),
  schemaVersion: oneOf(['1.0.0']),
  plans,
  approves: listOf(approved, 'things that are approved', 1),
  reason: text,
  approver: record<Approval['approver']>('an approver', { account: text, name: text, role: text }),
  issued: isoDate,
  expires: isoDate,
});

/**
 * Checks what a person has written as an approval.
 * @param value parsed JSON
 * @param file for messages
 * @param today by the clock of this machine, `YYYY-MM-DD`
 * @throws EstateError with every fault; one that was issued after today, since then the clock or the file is wrong
 */
export function checkApproval(value: unknown, file: string, today: string): Approval {
  const faults: EstateFault[] = [];
  const report = (where: string, given: unknown, rule: string, fix: string) =>
    faults.push({ where, value: shown(given), rule, fix });
  const draft = approval(value, file, report) as Draft<Approval> | undefined;
  const { issued, expires, approves = [] } = draft ?? {};
  const bound = (value as { readonly plans?: object } | null)?.plans ?? {};
  if (issued !== undefined && issued > today) {
    const rule = `a day that has begun; by the clock of this machine it is ${today}`;
    report(`${file}.issued`, issued, rule, 'set the clock right, or the day');
  }
  if (issued !== undefined && expires !== undefined) {
    const last = new Date(Date.parse(issued) + longestTerm * 86_400_000).toISOString().slice(0, 10);
    if (expires < issued)
      report(`${file}.expires`, expires, 'not before it was issued', `a day from ${issued}`);
    if (expires > last) {
      report(
        `${file}.expires`,
        expires,
        `an approval holds ${longestTerm} days at most`,
        `a day until ${last}`,
      );
    }
  }
  for (const [at, one] of approves.entries()) {
    if (one?.stack === undefined || Object.hasOwn(bound, one.stack)) continue;
    const rule = 'a stack whose plan is named in plans: nothing is approved of a plan that nobody named';
    report(`${file}.approves[${at}].stack`, one.stack, rule, 'name the hash of its change in plans');
  }
  if (faults.length > 0) throw new EstateError(faults);
  return value as Approval;
}
