type Value = string | number | boolean;

/** Sections of an INI file, in order. A section without keys is written too: paste reads its name. */
export type Ini = Readonly<Record<string, Readonly<Record<string, Value>>>>;

/**
 * Renders what oslo.config and paste read alike.
 * @throws Error on a line break in a value, which would become a setting of its own
 */
export function renderIni(ini: Ini): string {
  const sections = Object.entries(ini).map(([name, settings]) => {
    const lines = Object.entries(settings).map(([key, value]) => `${key} = ${oneLine(key, value)}\n`);
    return `[${name}]\n${lines.join('')}`;
  });
  return sections.join('\n');
}

function oneLine(key: string, value: Value): string {
  const text = String(value);
  if (/[\r\n]/.test(text)) throw new Error(`The setting ${key} has a line break in its value.`);
  return text;
}
