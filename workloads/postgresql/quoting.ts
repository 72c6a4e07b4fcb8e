/** A value of postgresql.conf. Source: PostgreSQL 15 documentation, 20.1.2: quotes are doubled, backslashes escape. */
export function settingValue(value: string): string {
  return `'${oneLine(value).replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** A connection string of keywords and values. Source: PostgreSQL 15 documentation, 34.1.1.1. */
export function connectionString(parameters: Readonly<Record<string, string>>): string {
  return Object.entries(parameters)
    .map(([keyword, value]) => `${keyword}=${connectionValue(value)}`)
    .join(' ');
}

function connectionValue(value: string): string {
  if (/^[\w.,/:-]+$/.test(value)) return value;
  return `'${oneLine(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

/** An identifier of SQL, and a name in `synchronous_standby_names`, which follows the same rule. */
export function identifier(name: string): string {
  return `"${oneLine(name).replaceAll('"', '""')}"`;
}

/** A text in SQL; `standard_conforming_strings` is on. */
export function literal(text: string): string {
  return `'${oneLine(text).replaceAll("'", "''")}'`;
}

/** A line of a settings file ends what it says: a value with a line break would begin another setting. */
export function oneLine(text: string): string {
  if (!/\p{Cc}/u.test(text)) return text;
  throw new Error(`${JSON.stringify(text)} does not fit on one line of a settings file`);
}
