import { isOpen, Unknown, type Value } from '../../graph/value';

/** Ways in which the user data of a server can give it a password, each with its name for a message. */
const forms: readonly (readonly [name: string, form: RegExp])[] = [
  [
    'a password of cloud-init',
    /(?<![\w-])(?:password|passwd|plain_text_passwd|hashed_passwd)["']?\s*:\s*["']?[^\s"',}]/,
  ],
  ['`chpasswd`', /(?<![\w-])chpasswd\b(?!["'\s]*:\s*\{?\s*["']?expire\b)/],
  ['`passwd --stdin`', /(?<![\w-])passwd\s[^\n]*--stdin\b/],
  ['`useradd` or `usermod` with a password', /(?<![\w-])user(?:add|mod)\s[^\n]*\s(?:-p|--password)[\s=]/],
  [
    'login by password over SSH',
    /ssh_pwauth["']?\s*:\s*["']?(?:true|yes|on|1)\b|PasswordAuthentication\s+yes\b/i,
  ],
];

/** What is known of user data: its text, as far as the source states it, and whether that is all of it. */
export interface UserData {
  readonly text: string;
  readonly isWhole: boolean;
}

/** Undefined where nothing of it is known. Base64, which clouds take as well, is decoded. */
export function readUserData(value: Value): UserData | undefined {
  if (typeof value === 'string') return { text: decoded(value), isWhole: true };
  if (!(value instanceof Unknown) || !isOpen(value) || value.template === undefined) return undefined;
  const text = value.template.replaceAll(/[$%]\{(?:[^{}]|\{[^{}]*\})*\}/g, ' ');
  if (text.trim() === '') return undefined;
  // The id of a resource is no password; anything else may hold one.
  const isWhole = value.references.every(({ kind, attribute }) => kind === 'resource' && attribute === 'id');
  return { text, isWhole };
}

function decoded(text: string): string {
  const isBase64 =
    text.length >= 16 && /^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text) && !text.trimStart().startsWith('#');
  return isBase64 ? `${text}\n${Buffer.from(text, 'base64').toString('latin1')}` : text;
}

/** The names of the forms of a password in a text; never the text itself. */
export function passwordForms(text: string): string[] {
  return forms.filter(([, form]) => form.test(text)).map(([name]) => name);
}
