/** The name of something in the source, to be written as it is. */
export class Identifier {
  constructor(readonly name: string) {}
}

/** What can be written as a literal. */
export type Literal =
  | string
  | number
  | boolean
  | Identifier
  | readonly Literal[]
  | { readonly [field: string]: Literal };

/** Comments that stand before fields, by the field's path, e.g. `network.range`. */
export type Comments = Readonly<Record<string, string>>;

const width = 110;
const mostFieldsInline = 4;

type Fields = { readonly [field: string]: Literal };

/** The text of an object literal as biome formats it; `comments` say what whoever reads it has to know. */
export function objectText(value: Fields, comments: Comments = {}): string {
  return brokenObject(value, '', '', comments);
}

function isFields(value: Literal): value is Fields {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Identifier);
}

function isList(value: Literal): value is readonly Literal[] {
  return Array.isArray(value);
}

/** Single quotes, unless double ones need fewer escapes. */
function quoted(text: string): string {
  const double = JSON.stringify(text);
  if (text.includes("'") && !text.includes('"')) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function inline(value: Literal): string {
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Identifier) return value.name;
  if (isList(value)) return `[${value.map(inline).join(', ')}]`;
  if (!isFields(value)) return String(value);
  const fields = Object.entries(value).map(([field, each]) => `${field}: ${inline(each)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
}

/** Biome breaks a list of several objects with several fields even where it would fit. */
function mustBreak(value: Literal, path: string, comments: Comments): boolean {
  if (isList(value)) {
    return value.length > 1 && value.every((each) => isFields(each) && Object.keys(each).length > 1);
  }
  if (!isFields(value)) return false;
  const nested = Object.values(value).some((each) => isFields(each) || mustBreak(each, '', {}));
  const commented = Object.keys(comments).some((each) => each.startsWith(`${path}.`));
  return nested || commented || Object.keys(value).length > mostFieldsInline;
}

/** A value after `before` on its line and with a comma behind it. */
function fitted(value: Literal, before: string, indent: string, path: string, comments: Comments): string {
  const line = `${indent}${before}${inline(value)},`;
  if (!mustBreak(value, path, comments) && line.length <= width) return line;
  if (isList(value)) {
    const each = value.map((item) => fitted(item, '', `${indent}  `, path, comments));
    return [`${indent}${before}[`, ...each, `${indent}],`].join('\n');
  }
  if (isFields(value)) return `${indent}${before}${brokenObject(value, indent, path, comments)},`;
  return before === '' ? line : `${indent}${before.trimEnd()}\n${indent}  ${inline(value)},`;
}

function brokenObject(value: Fields, indent: string, path: string, comments: Comments): string {
  const inner = `${indent}  `;
  const lines = Object.entries(value).flatMap(([field, each]) => {
    const here = path === '' ? field : `${path}.${field}`;
    const comment = comments[here];
    const text = fitted(each, `${field}: `, inner, here, comments);
    return comment === undefined ? [text] : [...wrapped(comment, inner), text];
  });
  return ['{', ...lines, `${indent}}`].join('\n');
}

/** A comment in lines that are not too long. */
function wrapped(comment: string, indent: string): string[] {
  const lines: string[] = [];
  for (const word of comment.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + word.length >= width) lines.push(`${indent}// ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
