/** One mistake in an estate: where it is, what is written there, the rule it breaks and what to do about it. */
export interface EstateFault {
  /** Path in the estate, e.g. `sites.primary.network.range`, or the file that could not be read. */
  readonly where: string;
  /** The value as written, shortened; `missing` where there is none. */
  readonly value: string;
  readonly rule: string;
  readonly fix: string;
}

const longestValue = 120;

/**
 * Shows any value on one line, whatever it is: strings in quotes with control characters escaped, so that
 * nothing in an estate can write to a terminal.
 */
export function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'string') return JSON.stringify(shortened(withoutPassword(value)));
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) {
    const plain = value.every((each) => typeof each !== 'object' || each === null);
    return plain ? shortened(`[${value.map(shown).join(', ')}]`) : `a list of ${value.length}`;
  }
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Errors end up in logs: user and password of a URL do not. */
function withoutPassword(text: string): string {
  return text.replace(/\/\/[^/?#]*@/, '//…@');
}

function shortened(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

/** Everything that is wrong with an estate, at once. Programs that meet it end with exit code 2. */
export class EstateError extends Error {
  override readonly name = 'EstateError';
  readonly exitCode = 2;
  readonly errors: readonly EstateFault[];

  constructor(errors: readonly EstateFault[]) {
    super(rendered(errors));
    this.errors = errors;
  }
}

function rendered(errors: readonly EstateFault[]): string {
  const heading =
    errors.length === 1 ? 'The estate has an error.' : `The estate has ${errors.length} errors.`;
  const blocks = errors.map(
    ({ where, value, rule, fix }) => `${where}\n  value  ${value}\n  rule   ${rule}\n  fix    ${fix}`,
  );
  return [heading, ...blocks].join('\n\n');
}
