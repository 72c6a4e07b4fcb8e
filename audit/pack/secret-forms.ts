import { isNameOfSecret, isSecretNamed } from '../../judge/facts/secrets';

/**
 * Forms by which a credential is known in any text, each with the part of it that is secret as its group `secret`, or
 * the whole match. They take more than the judge's: what is removed without need costs an auditor one value, what is
 * left costs a password.
 */
const forms: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{20,}/g,
  /\bPrivateKey\s*=\s*(?<secret>[A-Za-z0-9+/]{42,43}=)/g,
  /(?<![\w-])gAAAAA[\w-]{20,}={0,2}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g,
  /(?<!\w)gl(?:pat|dt|rt|cbt|ptt|agent)-[\w-]{16,}/g,
  /(?<!\w)xox[abeoprs]-[\w-]{10,}/g,
  /(?<!\w)hv[sbr]\.[\w-]{20,}/g,
  /(?<!\w)AIza[\w-]{30,}/g,
  /(?<!\w)(?:sk|rk|pk)_(?:live|test)_\w{16,}/g,
  /\bAccountKey=(?<secret>[A-Za-z0-9+/]{20,}={0,2})/g,
  /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]+)?/g,
  /--token[ =]["']?(?<secret>[a-z0-9]{6}\.[a-z0-9]{16})\b/g,
  /\bK10[0-9a-f]{48,}::[\w:.-]+/g,
  // user:password@host, and a token alone before the @
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'<>]{0,80}:(?<secret>[^\s/"'<>]{1,400}(?=@))/gi,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/(?<secret>[^\s:@/"'<>]{12,400})@/gi,
  /[?&;](?:[\w.-]*(?:token|signature|sig|secret|password|passwd|pwd|api_?key|access_?key|key|auth|code))=(?<secret>[^&\s"'<>#]{4,})/gi,
  /\b(?:basic|bearer)\s+(?<secret>[A-Za-z0-9+/._~-]{8,}={0,2})/gi,
  /(?<![\w$])\$(?:1|2[abxy]|5|6|7|y|gy)\$[\w./$,=-]{8,}/g,
  /\b(?:password|passwd|pwd|pass)\s*=\s*(?<secret>[^\s;,&"']{3,200})/gi,
  /(?<![\w-])--?(?:p|pass|password|passwd|passphrase)[ =]["']?(?<secret>[^\s"'$<{-][^\s"']{3,200})/g,
  /\b(?:curl|wget)\s[^\n]{0,300}?(?:-u|--user)[ =]?["']?[^\s:"']{1,80}:(?<secret>[^\s"']{3,200})/g,
];

const assigned =
  /(?<![\w.-])["']?([A-Za-z][\w.-]{1,60})["']?[ \t]*[:=][ \t]*(?:"([^"\n]{3,4000})"|'([^'\n]{3,4000})'|([^\s"',;&|`)}\]]{3,4000}))/g;

/** Names of keys in files of Kubernetes, SSH and clouds that the judge's words do not hold. */
const namesOfData =
  /(?:client-key-data|id-token|refresh-token|auth-provider|\.dockerconfigjson|_auth|auth)$/i;

/** A text that only says where a value comes from. */
export function isTemplate(text: string): boolean {
  return /^\$\{[^{}]*\}$/.test(text.trim()) || /^\$?\(\w+\)$/.test(text.trim());
}

/** Whether a text that has this name is to be removed. */
export function isSecretText(name: string, text: string): boolean {
  if (isTemplate(text) || text.trim() === '') return false;
  if (namesOfData.test(name)) return text.length >= 8;
  return isNameOfSecret(name) === 'yes'
    ? !/^(?:true|false|null|none)$/i.test(text)
    : isSecretNamed(name, text);
}

/** Every secret in a text, as far as its form or the name beside it gives it away. */
export function secretsIn(text: string): readonly string[] {
  const found: string[] = [];
  for (const form of forms) {
    for (const match of text.matchAll(form)) {
      const secret = match.groups?.secret ?? match[0];
      if (!isTemplate(secret) && !/^[$<%{(]/.test(secret.replace(/^\$(?:1|2[abxy]|5|6|7|y|gy)\$/, '')))
        found.push(secret);
    }
  }
  for (const [, name = '', double, single, bare] of text.matchAll(assigned)) {
    const value = double ?? single ?? bare ?? '';
    if (isSecretText(name, value)) found.push(value);
  }
  return found;
}

/** Base64 long enough to hold something. */
export const packed = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}={0,2}(?![A-Za-z0-9+/=_-])/g;
