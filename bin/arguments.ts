import { parseArgs } from 'node:util';
import { UsageError } from './usage-error';

interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
}

export interface Arguments {
  readonly positionals: readonly string[];
  /** The value of an option that takes one, given at most once. */
  one(name: string): string | undefined;
  all(name: string): readonly string[];
  has(name: string): boolean;
}

/**
 * Parses a command line strictly.
 * @throws UsageError on an unknown option, a missing value or more positionals than the command takes
 */
export function parseArguments(
  args: readonly string[],
  options: Readonly<Record<string, Option>>,
  usage: string,
  positionals: { readonly least: number; readonly most: number } = { least: 0, most: 0 },
): Arguments {
  let parsed: ReturnType<typeof parseArgs>;
  try {
    parsed = parseArgs({ args: [...args], options: { ...options }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error),
      'options are those of the usage line',
      usage,
    );
  }
  for (const [name, { type, multiple }] of Object.entries(options)) {
    const given = args.filter((one) => one === `--${name}` || one.startsWith(`--${name}=`));
    if (type !== 'string' || multiple || given.length < 2) continue;
    throw new UsageError(`--${name} given twice`, 'it says one thing', `leave out all but one --${name}`);
  }
  const count = parsed.positionals.length;
  if (count < positionals.least || count > positionals.most) {
    throw new UsageError(
      `arguments: ${parsed.positionals.join(' ') || 'none'}`,
      'the command takes those of the usage line',
      usage,
    );
  }
  const list = (name: string) =>
    [parsed.values[name] ?? []].flat().filter((v): v is string => typeof v === 'string');
  return {
    positionals: parsed.positionals,
    one: (name) => list(name).at(-1),
    all: list,
    has: (name) => parsed.values[name] === true,
  };
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function parseDay(text: string | undefined, option: string): string | undefined {
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && isCalendarDay(text);
  if (isDay) return text;
  throw new UsageError(
    `--${option} ${text}`,
    'a day of the calendar, YYYY-MM-DD',
    `--${option} ${new Date().toISOString().slice(0, 10)}`,
  );
}

export function parseChoice<T extends string>(
  text: string | undefined,
  option: string,
  choices: readonly T[],
  byDefault: T,
): T {
  if (text === undefined) return byDefault;
  const found = choices.find((c) => c === text);
  if (found !== undefined) return found;
  throw new UsageError(`--${option} ${text}`, `one of: ${choices.join(', ')}`, `--${option} ${choices[0]}`);
}

function isCalendarDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
