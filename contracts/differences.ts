/** Where two values differ: a path such as `volumes.imaging.zone`, what should be there, and what is. */
export interface Difference {
  readonly where: string;
  /** Undefined where there should be nothing. */
  readonly expected: unknown;
  /** Undefined where there is nothing. */
  readonly given: unknown;
}

/**
 * Every difference between two values of JSON, fields and elements one by one. Only own fields count, so that a
 * prototype can supply none.
 */
export function differences(expected: unknown, given: unknown, where = ''): Difference[] {
  if (Array.isArray(expected) && Array.isArray(given)) {
    const longest = Math.max(expected.length, given.length);
    return Array.from({ length: longest }, (_, at) =>
      differences(expected[at], given[at], `${where}[${at}]`),
    ).flat();
  }
  if (isFields(expected) && isFields(given)) {
    const names = [...new Set([...Object.keys(expected), ...Object.keys(given)])];
    return names.flatMap((name) =>
      differences(own(expected, name), own(given, name), where === '' ? name : `${where}.${name}`),
    );
  }
  return expected === given ? [] : [{ where, expected, given }];
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}
