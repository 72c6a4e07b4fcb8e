import { join } from 'node:path';
import { defineEstate, type EstateParts } from '../../estate/define-estate';
import { EstateError, type EstateFault } from '../../estate/estate-error';
import type { Dataset, PlainOpenStack, Site } from '../../estate/model';
import { readRegistry } from '../../estate/registry';

/** A day on which the real estate is valid, so that no test depends on when it is run. */
export const asOf = '2026-11-22';

type Mutable<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer Each)[]
    ? Mutable<Each>[]
    : { -readonly [Field in keyof T]: Mutable<T[Field]> };

type Parts = Mutable<EstateParts>;

const { parts: real } = readRegistry(join(__dirname, '../../estate'));

/** The real estate's parts, to be changed by a test. */
export class Draft {
  readonly parts: Parts;
  readonly primary: Mutable<Site>;
  readonly mirror: Mutable<Site>;
  readonly clinic: Mutable<Site>;
  /** Domain identity. */
  readonly records: Mutable<Dataset>;
  /** Domain identity. */
  readonly consent: Mutable<Dataset>;

  constructor() {
    this.parts = structuredClone(real) as unknown as Parts;
    this.primary = named(this.parts.sites, 'primary');
    this.mirror = named(this.parts.sites, 'mirror');
    this.clinic = named(this.parts.sites, 'clinic');
    this.records = named(this.parts.datasets, 'patient-records');
    this.consent = named(this.parts.datasets, 'consent');
  }

  get luks(): Mutable<PlainOpenStack> {
    return this.clinic.cloud as Mutable<PlainOpenStack>;
  }
}

/** The entry of that name; a test that asks for another one is wrong. */
export function named<T extends { name: string }>(list: readonly T[], name: string): T {
  const found = list.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no ${name} in the real estate`);
  return found;
}

/** An element that has to be there. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`no element ${index} in the real estate`);
  return found;
}

/** A wrong value where the model asks for a right one. */
export function wrong(value: unknown): never {
  return value as never;
}

/** Takes a field away. */
export function drop<T extends object>(from: T, field: keyof T): void {
  delete from[field];
}

/** All faults of an estate; none when it is valid. */
export function faultsOf(parts: unknown, day: string = asOf): readonly EstateFault[] {
  try {
    defineEstate(parts as EstateParts, { asOf: day });
    return [];
  } catch (error) {
    if (error instanceof EstateError) return error.errors;
    throw error;
  }
}

/** One change of the real estate and every fault that it brings. */
export interface Case {
  readonly when: string;
  readonly change: (draft: Draft) => void;
  readonly faults: readonly EstateFault[];
}

/** Declares a test for each case; the keys say which check it is about. */
export function testCases(cases: Readonly<Record<string, readonly Case[]>>): void {
  describe.each(Object.entries(cases))('%s', (_check, list) => {
    test.each(list)('$when', ({ change, faults }) => {
      const draft = new Draft();
      change(draft);
      expect(faultsOf(draft.parts)).toEqual(faults);
    });
  });
}
