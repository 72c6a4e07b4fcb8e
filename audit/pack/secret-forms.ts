import { isNameOfSecret, isSecretNamed } from '../../judge/facts/secrets';

/** What a password may be made of where a command takes it: no variable, no option, no redirection. */
const WORD = /["']?(?<secret>(?![$<{%*"'-])[^\s"'$`<>;|&]{3,200})/.source;
const crypt = /^\$(?:1|2[abxy]|5|6|7|y|gy|apr1|argon2\w{0,2})\$/;

/**
 * Forms by which a credential is known in any text, each with the part of it that is secret as its group `secret`, or
 * the whole match. They take more than the judge's: what is removed without need costs an auditor one value, what is
 * left costs a password.
 */
const forms: readonly RegExp[] = [
  // Keys by their armour.
  /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g,
  /-----BEGIN OpenVPN Static key V1-----[\s\S]*?(?:-----END [A-Za-z0-9 ]{1,40}-----|$)/g,
  /\bPrivate-Lines: \d+\s(?<secret>[\s\S]{1,8000}?)(?:Private-MAC|$)/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/gi,
  /\b(?:PrivateKey|PresharedKey)\s*=\s*(?<secret>[A-Za-z0-9+/]{42,43}=)/g,
  // Tokens by the prefix that their makers gave them.
  /(?<![\w-])gAAAAA[\w-]{20,}={0,2}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g,
  /(?<!\w)gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|soat|ffct|agent|oas|wt)-[\w-]{16,}(?:\.[\w.]{4,})?/g,
  /(?<!\w)GR1348941[\w-]{16,}/g,
  /(?<!\w)xox[abeoprs]-[\w-]{10,}/g,
  /\bhooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{20,})/g,
  /(?<!\w)hv[sbr]\.[\w-]{20,}/g,
  /(?<!\w)AIza[\w-]{30,}/g,
  /(?<!\w)(?:GOCSPX-[\w-]{20,}|ya29\.[\w.-]{20,})/g,
  /(?<!\w)(?:sk|rk|pk)_(?:live|test)_\w{16,}/g,
  /(?<![\w-])sk-(?:[a-z]+\d*-)*[\w-]{20,}/g,
  /(?<!\w)(?:npm_|hf_|dop_v1_|doo_v1_|dckr_pat_|dckr_oat_|glsa_|glc_|pypi-|lin_api_|shpat_|sq0csp-)[\w-]{16,}/g,
  /(?<!\w)SG\.[\w-]{16,}\.[\w-]{16,}/g,
  /(?<!\w)\w{10,20}\.atlasv1\.[\w-]{40,}/g,
  /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{30,}/g,
  /\bAccountKey=(?<secret>[A-Za-z0-9+/]{20,}={0,2})/g,
  /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]+)?/g,
  /(?<![A-Za-z0-9])[a-z0-9]{6}\.[a-z0-9]{16}(?![A-Za-z0-9.-])/g,
  /\bK10[0-9a-f]{48,}::[\w:.-]+/g,
  /\bAQ[A-Za-z0-9+/]{36}==/g,
  /\bUnseal Key \d+:\s*(?<secret>\S{20,})/g,
  // In a URL: user:password@host, a token alone before the @, and what is given after the question mark.
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,80}:(?<secret>[^\s"'<>]{1,400}(?=@))/gi,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?<secret>(?=[^\s:@/"'<>]{0,400}\d)[^\s:@/"'<>]{8,400})@/gi,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?<secret>[^\s:@/"'<>]{12,400})@/gi,
  /[?&;](?:[\w.-]*(?:token|signature|sig|secret|password|passwd|pwd|api_?key|access_?key|auth_?key|auth|code))=(?<secret>[^&\s"'<>#]{4,})/gi,
  /[?&;]key=(?<secret>(?![/.])[^&\s"'<>#]{4,})/gi,
  /\bjdbc:oracle:\w+:[^\s/"']{1,80}\/(?<secret>[^\s@"']{3,200})@/gi,
  /(?<![\w.-])[\w.-]{1,60}:(?<secret>[^\s:@/"'<>]{3,200})@(?:tcp|unix|udp)\(/g,
  /\b(?:basic|bearer)\s+(?<secret>[A-Za-z0-9+/._~-]{8,}={0,2})/gi,
  // Hashes of passwords.
  /(?<![\w$])\$(?:1|2[abxy]|5|6|7|y|gy|apr1|argon2\w{0,2})\$[\w./$,=+-]{8,}/g,
  /\{(?:S?SHA(?:256|512)?|S?MD5|CRYPT|PBKDF2[\w-]*)\}[A-Za-z0-9+/=$.,]{16,}/gi,
  /\bgrub\.pbkdf2\.sha512\.[\w.]{20,}/g,
  /\bSCRAM-SHA-(?:1|256|512)\$[A-Za-z0-9+/=:$]{20,}/g,
  /(?<![\w.-])md5[0-9a-f]{32}(?![0-9a-f])/g,
  // In commands, statements and configuration.
  /\b(?:password|passwd|pwd|pass)\s*=\s*(?<secret>[^\s;,&"'{}]{3,200})/gi,
  /\b(?:password|passwd|pwd|pass)\s*=\s*\{(?<secret>[^"'\n;]{3,200})\}/gi,
  /<(?:\w+:)?(\w*(?:password|passwd|passphrase|secret|token)\w*)>\s*(?:<Value>)?(?<secret>[^<\s][^<]{2,400})</gi,
  /(?<![\w-])--?(?:p|pass|password|passwd|passphrase)[ =]["']?(?<secret>[^\s"'$<{-][^\s"']{2,200})/g,
  ...[
    /(?<![\w-])--(?:[a-z]+-)*(?:token|secret|certificate-key|api-key|secret-key|payload|psk)[ =]WORD/,
    /\b(?:curl|wget)\s[^\n]{0,300}?(?:-u|--user)[ =]?["']?[^\s:"']{1,80}:WORD/,
    /\b(?:mysql|mariadb)\w{0,20}\s(?:[^\n|;&]{0,200}\s)?-pWORD/,
    /\bredis-cli\s(?:[^\n|;&]{0,200}\s)?-a\s{1,5}WORD/,
    /\b(?:usermod|useradd)\s(?:[^\n|;&]{0,200}\s)?-p\s{1,5}WORD/,
    /\bnet\s{1,5}user\s{1,5}\S{1,40}\s{1,5}WORD/,
    /\becho\s(?:-\w+\s{1,5})?WORD["']?\s{0,5}\|\s{0,5}(?:sudo\s)?(?:passwd|cryptsetup|gpg|openssl|docker|helm|podman|kinit|vault)\b/,
    /\b(?:cryptsetup|passwd|gpg|kinit)\b[^\n]{0,200}<<<\s{0,5}WORD/,
    /\b(?:identified\s{1,5}by|password)\s{1,5}WORD/,
    /(?:^|\s)(?:--)?(?:requirepass|masterauth|rocommunity|rwcommunity|bindpw)\s{1,5}WORD/,
    /:\s{0,5}(?:PSK|XAUTH|EAP)\s{1,5}WORD/,
    /\bSecureString\s{1,5}(?:-String\s{1,5})?WORD/,
    /(?<=(?:token|api-?key|x-auth-key)["']?:\s{0,5})WORD/,
    // A user's password by the name of a user that every system has.
    /(?<![\w/.-])(?:root|admin|ec2-user|cloud-user):WORD/,
  ].map(
    ({ source }) =>
      new RegExp(
        source.replace('WORD', () => WORD),
        'gi',
      ),
  ),
  /(?<![\w.-])["']?(?:[\w-]+[_-])?pin["']?\s{0,3}[:=]\s{0,3}["']?(?<secret>\d{4,12})(?!\d)/gi,
  // Passwords of the line format of chpasswd and pgpass.
  /(?<![\w.:/-])[\w.*-]{1,80}:(?:\d{2,5}|\*):[\w.*-]{1,60}:[\w.*-]{1,60}:(?<secret>[^\s:"']{4,200})/g,
  /(?<![A-Za-z0-9+/])[A-Z0-9]{20}:(?<secret>[A-Za-z0-9+/]{30,64})(?![A-Za-z0-9+/])/g,
];

/** Blocks of lines `user:password`: what is given to chpasswd, on its standard input or in cloud-init's list. */
const passwordLists: readonly RegExp[] = [
  /\bchpasswd\b[^\n]{0,80}<<-?\s*["']?(\w+)["']?\n(?<list>[\s\S]{1,8000}?)\n\s*\1\b/g,
  /\bchpasswd:[\s\S]{0,200}?\blist:\s*(?:[|>][+-]?\s*\n)?(?<list>(?:\s*(?:-\s*)?["']?[\w.-]{1,40}:[^\n]{1,200}(?:\n|$)){1,100})/g,
  /["'](?<list>[\w.-]{1,40}:[^\n"']{1,200})["'][^\n]{0,40}\|\s{0,5}(?:sudo\s)?chpasswd/g,
];

const assigned =
  /(?<![\w.-])["']?([A-Za-z_][\w.-]{1,60})[ \t]*["']?[ \t]*(?:[:=]|=>|:=)[ \t]*(?:[|>][+-]?[ \t]*\n\s+|"""\s*|\n\s+(?=["']))?(?:"([^"\n]{3,4000})"|'([^'\n]{3,4000})'|([^\s"',;&|`)}\]]{3,4000}))/g;

/** Names of keys in files of Kubernetes, SSH and clouds that the judge's words do not hold. */
const namesOfData =
  /(?:client-key-data|id-token|refresh-token|auth-provider|\.dockerconfigjson|_auth|auth|_authToken|client[-_]secret|[-_.]sk)$/i;
/** The same in German, and words that mean nothing else. */
const namesOfPasswords = /(?:pass(?:wort|phrase)|kennwort|bindpw|_pw|psk|cloud-init-password)$/i;
/** Names that mean a credential where what they stand beside looks like one. */
const namesThatMay =
  /(?:secret|token|credentials?|api[-_]?key|access[-_]?key|secret[-_]?key|private[-_]?key|^key|^sk|^ak|_key)$/i;

/** A text that only says where a value comes from. */
export function isTemplate(text: string): boolean {
  return /^\$\{[^{}]*\}$/.test(text.trim()) || /^\$?\(\w+\)$/.test(text.trim());
}

/** Whether a text that has this name is to be removed. */
export function isSecretText(name: string, text: string): boolean {
  if (isTemplate(text) || text.trim() === '') return false;
  if (namesOfPasswords.test(name)) return !/^(?:true|false|null|none)$/i.test(text);
  if (namesOfData.test(name)) return text.length >= 8;
  if (isNameOfSecret(name) === 'yes') return !/^(?:true|false|null|none)$/i.test(text);
  return isSecretNamed(name, text) || (namesThatMay.test(name) && looksLikeOne(text));
}

/** Letters with digits, or with signs that no name has: a name, a path or a number is none. */
function looksLikeOne(text: string): boolean {
  if (text.length < 6 || /^[/.$<{(*&@]|^\w+:\/\/|\s/.test(text)) return false;
  if (/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(text) || !/\d|^[A-Z]{16,}$/.test(text))
    return false;
  return /[A-Z]/.test(text)
    ? /[a-z]/.test(text) || text.length >= 12
    : !/[-./:]/.test(text) && /[a-z]/.test(text);
}

/** A secret in a text, and where it stands. */
export interface Found {
  readonly at: number;
  readonly secret: string;
}

const known = new Map<string, readonly Found[]>();
const mostKnown = 100_000;

/** Every secret in a text, as far as its form or the name beside it gives it away. */
export function secretsIn(text: string): readonly Found[] {
  // Most texts of a plan stand in it many times, and few are long.
  if (text.length < shortest) return [];
  if (text.length > 400) return search(text);
  const before = known.get(text);
  if (before) return before;
  const found = search(text);
  if (known.size >= mostKnown) known.clear();
  known.set(text, found);
  return found;
}

const flag = /^(?:true|false|null|none|yes|no|on|off)$/i;

/** `pw=abc` is the shortest text that gives a secret away. */
const shortest = 6;

function search(given: string): readonly Found[] {
  // What stands in quotes within quotes reads like what stands in quotes; the places stay the same.
  const text = given.includes('\\')
    ? given.replaceAll(/\\+(?=["'])/g, (slashes) => ' '.repeat(slashes.length))
    : given;
  const found: Found[] = [];
  const add = (match: RegExpMatchArray, given: string) => {
    const secret = given.replace(/[,;)}\]]+$/, '');
    if (secret.length < 3 || isTemplate(secret) || flag.test(secret)) return;
    if (/^[$<%{(]/.test(secret.replace(crypt, '').replace(/^\{[A-Z]/i, ''))) return;
    found.push({ at: (match.index ?? 0) + match[0].lastIndexOf(given), secret });
  };
  for (const form of forms)
    for (const match of text.matchAll(form)) add(match, match.groups?.secret ?? match[0]);
  for (const form of passwordLists) {
    for (const { groups, index = 0, 0: all } of text.matchAll(form)) {
      const list = groups?.list ?? '';
      const start = index + all.indexOf(list);
      for (const match of list.matchAll(/(?:^|\n)\s*(?:-\s*)?["']?[\w.-]{1,40}:(?<secret>[^\s"']{1,200})/g)) {
        const secret = match.groups?.secret ?? '';
        if (!isTemplate(secret) && !/^R(?:ANDOM)?$/.test(secret))
          found.push({ at: start + (match.index ?? 0) + match[0].lastIndexOf(secret), secret });
      }
    }
  }
  for (const match of text.matchAll(assigned)) {
    const [, name = '', double, single, bare] = match;
    const value = (double ?? single ?? bare ?? '').trimEnd();
    if (isSecretText(name, value)) add(match, value);
  }
  return found;
}
