/** How often a job starts at least; `never` where no day has such a date. */
export type Often = 'daily' | 'weekly' | 'monthly' | 'rarer' | 'never';

const words: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};

const fields = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12, names: 'jan feb mar apr may jun jul aug sep oct nov dec' },
  { from: 0, to: 7, names: 'sun mon tue wed thu fri sat' },
] as const;

/**
 * How often a schedule of a CronJob starts, in the form of crontab. Where both a day of the month and one of the week
 * are given, either is enough. Source: kubernetes.io, "CronJob", "Schedule syntax"; robfig/cron, which reads it.
 *
 * @returns undefined for what is none; `@every` is none to the API server either, where it is not a whole day
 */
export function oftenOf(schedule: string): Often | undefined {
  const text = schedule.trim();
  const every = /^@every (\d+)h(?:\d+m)?(?:\d+s)?$/.exec(text);
  if (every) return Number(every[1]) < 24 ? 'daily' : 'rarer';
  const parts = (words[text] ?? text).split(/\s+/);
  const sets = fields.map((field, at) => valuesOf(parts[at] ?? '', field));
  if (parts.length !== fields.length || sets.includes(undefined)) return undefined;
  const [, , dates, months, days] = sets as Set<number>[];
  if (dates === undefined || months === undefined || days === undefined) return undefined;
  const weekdays = new Set([...days].map((day) => day % 7));
  const [anyDate, anyDay] = [dates.size === 31, weekdays.size === 7];
  if (months.size < 12)
    return [...months].some((month) => isPossible(month, dates)) || !anyDay ? 'rarer' : 'never';
  // A star in one of the two leaves the other to decide; both given, a day of either is one.
  if (anyDate && anyDay) return 'daily';
  if (!anyDay) return 'weekly';
  return [...dates].some((date) => date <= 28) ? 'monthly' : 'rarer';
}

function isPossible(month: number, dates: ReadonlySet<number>): boolean {
  const longest = month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return [...dates].some((date) => date <= longest);
}

function valuesOf(text: string, field: (typeof fields)[number]): Set<number> | undefined {
  const values = new Set<number>();
  for (const part of text.toLowerCase().split(',')) {
    const found = /^(\*|\?|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(part);
    if (!found) return undefined;
    const [, first = '', last, step] = found;
    const isAny = first === '*' || first === '?';
    if (isAny && last !== undefined) return undefined;
    const from = isAny ? field.from : numberOf(first, field);
    const to =
      isAny || (step !== undefined && last === undefined) ? field.to : numberOf(last ?? first, field);
    const by = Number(step ?? 1);
    if (from === undefined || to === undefined || from > to || by < 1) return undefined;
    for (let value = from; value <= to; value += by) values.add(value);
  }
  return values;
}

function numberOf(text: string, field: (typeof fields)[number]): number | undefined {
  const named = 'names' in field ? field.names.split(' ').indexOf(text) : -1;
  const value = named >= 0 ? named + field.from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= field.from && value <= field.to ? value : undefined;
}
