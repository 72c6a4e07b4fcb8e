/** A word that stands where a command takes a password. */
const passwordWord = /["']?(?![$<{%*"'-])[^\s"'$`<>;|&]{4,}/.source;

/**
 * Recognises credentials in text, by forms that their makers gave them and by what stands before them. It names the
 * form, never the text. What is public by its nature is none: UUIDs, digests in hex, SSH public keys, certificates.
 */
const forms: readonly (readonly [name: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----/],
  ['a private key of age', /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/],
  ['a private key of WireGuard', /\bPrivateKey\s*=\s*[A-Za-z0-9+/]{42,43}=/],
  // The prefix is the version byte and the high bytes of the time: every Fernet token begins so.
  ['a token of Keystone', /(?<![\w-])gAAAAA[\w-]{80,}/],
  ['an access key of S3', /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{15}[A-Z0-9](?![A-Za-z0-9])/],
  ['a token of GitHub', /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})/],
  ['a token of GitLab', /(?<!\w)gl(?:pat|dt|rt|cbt|ptt|agent)-[\w-]{20,}/],
  ['a token of Slack', /(?<!\w)xox[abeoprs]-[\w-]{10,}/],
  ['a token of Vault', /(?<!\w)hv[sbr]\.[\w-]{24,}/],
  ['a key of Google', /(?<!\w)AIza[\w-]{35}(?![\w-])/],
  ['a key of Azure', /\bAccountKey=[A-Za-z0-9+/]{40,}={0,2}/],
  ['a JSON web token', /(?<![\w-])eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/],
  ['a token that joins a cluster', /--token[ =]["']?[a-z0-9]{6}\.[a-z0-9]{16}\b|\bK10[0-9a-f]{48,}::\w/],
  [
    'a connection string with a password',
    /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>${}]{0,80}:(?![$<*]|%[({s])[^\s@/"'<>{}]{1,200}@[\w[]/i,
  ],
  [
    'a password given to a command',
    new RegExp(
      [
        // What a shell puts in, a placeholder or nothing at all is none: `-p"$PASSWORD"`, `-p <password>`, `-p`.
        /\bsshpass\s{1,5}-p\s{0,5}VALUE/,
        /\b(?:mysql|mariadb)\w{0,20}\s(?:[^\n|;&]{0,200}\s)?-pVALUE/,
        /\b(?:curl|wget)\s(?:[^\n|;&]{0,300}\s)?(?:-u|--user)[ =]?["']?[^\s:"'$<{]{1,80}:VALUE/,
        /\b(?:docker|podman|nerdctl|helm registry)\s{1,5}login\s(?:[^\n|;&]{0,200}\s)?-p[ =]?VALUE/,
        /\bredis-cli\s(?:[^\n|;&]{0,200}\s)?-a\s{1,5}VALUE/,
        /(?<![\w-])--(?:(?:admin|auth|bind|db|ftp|http|proxy|root|user)-)?(?:password|passwd|passphrase)[ =]VALUE/,
      ]
        .map(({ source }) => source.replace('VALUE', () => passwordWord))
        .join('|'),
    ),
  ],
  ['a hash of a password', /(?<![\w$])\$(?:1|2[abxy]|5|6|7|y|gy)\$[\w./$,=-]{20,}/],
];

/** What is public, and looks as random as a secret. */
const open = [
  /-----BEGIN (?:CERTIFICATE|X509 CRL|PUBLIC KEY|RSA PUBLIC KEY|PGP PUBLIC KEY BLOCK|TRUSTED CERTIFICATE|CERTIFICATE REQUEST)-----[^-]{0,20000}-----END [A-Z0-9 ]{1,40}-----/g,
  /\b(?:(?:ssh|sk-ssh|ecdsa|sk-ecdsa)-[\w@.-]{3,60}\s+)?AAAA[A-Za-z0-9+/]{20,}={0,3}/g,
  /\bsha(?:1|224|256|384|512)[-:=][A-Za-z0-9+/]{20,}={0,2}/gi,
  /https?:\/\/[^\s"'<>]{1,2000}/g,
];

/** Names that say of a value that it is a password, however it looks. */
const strongName =
  /(?:password|passwd|passphrase|adminpass|admin_pass|_pass|_pw|pwd|_psk|temp[-_]?url[-_]?key(?:[-_]?2)?)$/i;
/** Names that say it only of a value that looks so: `secret` may be the name of one, `token` the place of one. */
const weakName =
  /(?:secret|token|credentials?|api_?key|access_?key|secret_?key|private_?key|auth_?key|encryption_?key)$/i;

const assigned =
  /(?<![\w.-])["']?([A-Za-z][\w.-]{2,60})["']?[ \t]*[:=][ \t]*(?:"([^"\n]{4,400})"|'([^'\n]{4,400})'|([^\s"',;&|`)}\]]{4,400}))/g;

/** Says that a value comes from elsewhere, or that there is none, wherever it stands. */
const reference =
  /^(?:(?:file|env|vault|secret|ref|https?|arn|urn)s?:|x{4,}$|\*+$|(?:true|false|null|none|nil|yes|no|random|required|optional|string|prompt)$)/i;
/** The same of a value that nothing interprets but what fills in templates: a shell’s sign may begin a password. */
const template =
  /^(?:\$\(.*\)|\$?\$\{.*\}|\$[A-Z_][A-Z0-9_]*|\{\{.*\}\}|\{[\w.-]+\}|<[^<>]*>|%[\w.-]+%|%\(\w+\)s|%\{.*\}|@@?[A-Z_]+@@?)$/s;
const path = /^(?:\.{0,2}|~)(?:\/(?:[a-z0-9._-]+|[A-Z0-9_]+)){2,}\/?$/;
/** The same of a text that some program interprets: a variable, a template, a file, a tag, a field, a negation. */
const interpreted =
  /^(?:[$<%{(*&]|\\\$|[!@.][a-z_.:(){}-]*$|@[/.{(@]|@[\w.-]+\.\w{2,4}$|(?:\.{0,2}|~)\/(?:[\w.@%+-]+\/|[a-z_.-]*$)|~$)/i;
const crypt = /^\$(?:1|2[abxy]|5|6|7|y|gy)\$/;

/** What some programs are told their passwords by, without a sign between name and value. */
const told: readonly RegExp[] = [
  /\b(?:ROLE|USER|LOGIN|WITH|ENCRYPTED)\b[^;\n]{0,200}?\bPASSWORD\s{1,5}'([^'\n]{4,200})'/gi,
  /\bIDENTIFIED\s{1,5}(?:WITH\s{1,5}\S{1,60}\s{1,5})?BY\s{1,5}(?:PASSWORD\s{1,5})?'([^'\n]{4,200})'/gi,
  /(?:^|\s)(?:--)?(?:requirepass|masterauth|rootpw|bindpw)[ \t]{1,20}["']?([^\s"']{4,200})/gim,
  /<[\w:.-]{0,60}(?:password|passwd|passphrase)>([^<>\s]{4,400})</gi,
  /\b(?:machine\s{1,20}\S{1,200}|default)\s{1,20}login\s{1,20}\S{1,200}\s{1,20}password\s{1,20}(\S{4,200})/gi,
  // A line of .pgpass: host, port, database, user, password.
  /^[\w.*-]{1,80}:(?:\d{4,5}|\*):[^:\s]{1,80}:[^:\s]{1,80}:([^\s:]{4,200})$/gim,
];

/** The names of the forms of a credential in a text. */
export function secretForms(text: string): string[] {
  const found = forms.filter(([, form]) => form.test(text)).map(([name]) => name);
  if (holdsLoginOfRegistry(text)) found.push('an account of a registry');
  if (standsBesideItsName(text)) found.push('a password or key that stands beside its name');
  return found;
}

function standsBesideItsName(text: string): boolean {
  const isGiven = (value: string) => !reference.test(value) && !interpreted.test(value);
  if (told.some((form) => [...text.matchAll(form)].some(([, value = '']) => isGiven(value)))) return true;
  if (!/[:=]/.test(text)) return false;
  return [...withoutOpen(text).matchAll(assigned)].some(([, name = '', double, single, bare]) => {
    const value = (double ?? single ?? bare ?? '').trim();
    return (isGiven(value) || crypt.test(value)) && isSecretNamed(name, value);
  });
}

/** Name and password of an account, packed as Docker keeps them. */
function holdsLoginOfRegistry(text: string): boolean {
  return [...text.matchAll(/"auth"\s{0,5}:\s{0,5}"([A-Za-z0-9+/]{8,2000}={0,2})"/g)].some(([, packed = '']) =>
    /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(Buffer.from(packed, 'base64').toString('latin1')),
  );
}

/** Whether a name says that its value is a credential; `maybe` where only the value can tell. */
export function isNameOfSecret(name: string): 'yes' | 'maybe' | 'no' {
  if (strongName.test(name) || /^(?:pass|pw|psk)$/i.test(name)) return 'yes';
  return weakName.test(name) ? 'maybe' : 'no';
}

/** Whether a value that has a name is a credential: by the name, and where that is not enough by its look. */
export function isSecretNamed(name: string, value: string): boolean {
  const says = isNameOfSecret(name);
  if (says === 'no' || value.trim().length < 4) return false;
  if (isPlaceholder(value.trim())) return false;
  return says === 'yes' ? !/\s/.test(value.trim()) || value.length < 64 : looksMade(value);
}

function isPlaceholder(value: string): boolean {
  return [reference, template, path].some((form) => form.test(value));
}

/** Whether a text is public by its nature, a certificate or the like, or says where it comes from. */
export function isOpenText(text: string): boolean {
  return isPlaceholder(text.trim()) || withoutOpen(text).trim() === '';
}

const uuid = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** A value made by a machine: long enough, of letters and digits, and no UUID, which names a secret as often. */
function looksMade(value: string): boolean {
  return (
    value.length >= 16 && !uuid.test(value) && /\d/.test(value) && /[a-z]/i.test(value) && entropy(value) > 3
  );
}

const longWord = /[A-Za-z0-9+/_-]{32}/;

/** Whether a text holds a long word that looks random and has no form that says what it is. */
export function holdsRandomText(text: string): boolean {
  if (!longWord.test(text)) return false;
  const words = withoutOpen(text).match(/(?<![\w+/=.-])[A-Za-z0-9+/_-]{32,200}={0,2}(?![\w+/=])/g) ?? [];
  return words.some(
    (word) =>
      /[a-z]/.test(word) &&
      /[A-Z]/.test(word) &&
      /\d/.test(word) &&
      !/^[0-9a-f-]+$/i.test(word) &&
      // Paths and names are words with separators between them; random text has few.
      word.split(/[/_+-]+/).some((part) => part.length >= 20) &&
      entropy(word) > 4.2,
  );
}

function withoutOpen(text: string): string {
  return open.reduce((rest, form) => rest.replaceAll(form, ' '), text);
}

/** Shannon's entropy in bits per character. */
function entropy(word: string): number {
  const counts = new Map<string, number>();
  for (const character of word) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, n) => sum - (n / word.length) * Math.log2(n / word.length), 0);
}
