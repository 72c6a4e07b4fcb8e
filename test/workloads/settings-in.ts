/**
 * Reads a settings file as PostgreSQL does: comments from `#`, values in quotes, in which quotes are doubled and
 * backslashes escape; of a setting that is there twice the last counts.
 */
export function settingsIn(text: string): Record<string, string | undefined> {
  const settings: Record<string, string | undefined> = {};
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, name, quoted] = /^(\w+)(?: = | )'((?:[^'\\]|''|\\.)*)'$/.exec(line) ?? [];
    if (name === undefined || quoted === undefined) throw new Error(`not a setting: ${line}`);
    settings[name] = quoted.replaceAll("''", "'").replaceAll(/\\(.)/g, '$1');
  }
  return settings;
}
