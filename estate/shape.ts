import type { Draft, Report } from './draft';

/**
 * Keeps what is right of a value that may be anything, and reports the rest.
 * Returns undefined where nothing of it can be used.
 */
export type Sift<T> = (value: unknown, where: string, report: Report) => Draft<T> | undefined;

/** A fix may depend on what was written. */
type Fix = string | ((value: unknown) => string);

/** A text, number or truth value that `accepts` recognises. */
export function leaf<T extends string | number | boolean>(
  accepts: (value: unknown) => boolean,
  rule: string,
  fix: Fix,
): Sift<T> {
  return (value, where, report) => {
    if (accepts(value)) return value as Draft<T>;
    report(where, value, rule, typeof fix === 'string' ? fix : fix(value));
    return undefined;
  };
}

/** One of the texts listed. */
export function oneOf<T extends string>(values: readonly T[]): Sift<T> {
  const listed = values.join(', ');
  return leaf((value) => values.some((each) => each === value), `one of ${listed}`, `write one of ${listed}`);
}

/** A list whose elements are sifted one by one; refused elements stay as gaps, so that places keep their number. */
export function listOf<T>(each: Sift<T>, what: string, atLeast = 0): Sift<readonly T[]> {
  return (value, where, report) => {
    if (!Array.isArray(value)) {
      report(where, value, `a list of ${what}`, `write ${what} in square brackets`);
      return undefined;
    }
    if (value.length < atLeast) {
      report(where, value, `at least ${atLeast} of ${what}`, `list ${what}`);
    }
    const kept = Array.from(value, (element, index) => each(element, `${where}[${index}]`, report));
    return kept as unknown as Draft<readonly T[]>;
  };
}

/** A list of texts in which none stands twice. */
export function setOf<T extends string>(each: Sift<T>, what: string, atLeast = 0): Sift<readonly T[]> {
  const list = listOf(each, what, atLeast);
  return (value, where, report) => {
    const kept = list(value, where, report);
    (kept as readonly unknown[] | undefined)?.forEach((element, index, all) => {
      if (element === undefined || all.indexOf(element) === index) return;
      report(`${where}[${index}]`, element, `${what}, each named once`, 'take out the repetition');
    });
    return kept;
  };
}

/** Whether a value has named fields; a list has not. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * An object with exactly these fields. Only its own fields count, so a prototype can neither supply nor
 * replace one; a field that is not listed is reported, because a misspelt optional field would be lost.
 */
export function record<T extends object>(
  what: string,
  fields: { readonly [Field in keyof T]-?: Sift<NonNullable<T[Field]>> },
  optional: readonly (keyof T & string)[] = [],
): Sift<T> {
  const names = Object.keys(fields);
  return (value, where, report) => {
    if (!isRecord(value)) {
      report(where, value, `${what}: an object`, `write an object with the fields ${names.join(', ')}`);
      return undefined;
    }
    const kept: Record<string, unknown> = {};
    for (const name of names) {
      const written = Object.hasOwn(value, name) ? value[name] : undefined;
      if (written === undefined && optional.some((each) => each === name)) continue;
      const sift = fields[name as keyof T] as Sift<unknown>;
      const sifted = sift(written, `${where}.${name}`, report);
      if (sifted !== undefined) kept[name] = sifted;
    }
    for (const name of Object.keys(value).filter((each) => !names.includes(each))) {
      report(where, name, `only the fields of ${what}: ${names.join(', ')}`, 'correct or remove the field');
    }
    return kept as Draft<T>;
  };
}
