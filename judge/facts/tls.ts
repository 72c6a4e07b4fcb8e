import type { Resource } from '../../graph/graph';
import { isList, isOpen, isUnset } from '../../graph/value';
import { type Finding, fail, pass, seen, undecided, worstOf } from '../finding';

/**
 * TLS versions by the names Octavia gives them, with the last day of their permission.
 * Source: BSI TR-02102-2 (2026-01), second-hand: TLS 1.2 and 1.3 alone; TLS 1.2 ends with the year 2031.
 */
const permittedUntil: ReadonlyMap<string, string> = new Map([
  ['TLSv1.2', '2031-12-31'],
  ['TLSv1.3', '9999-12-31'],
]);

/** Cipher suites by OpenSSL's names: forward secrecy, AES, SHA-2. Source: BSI TR-02102-2, tables 1 and 4. */
const permittedCipher =
  /^(TLS_AES_(128_GCM_SHA256|256_GCM_SHA384|128_CCM_SHA256)|(EC)?DHE-(RSA|ECDSA|DSS)-AES(128|256)-(GCM-SHA(256|384)|CCM|SHA256|SHA384))$/;
const source = 'BSI TR-02102-2';

/** Versions and ciphers that a listener or a pool of a load balancer negotiates, as of a day. */
export function negotiatedTls(resource: Resource, asOf: string): Finding {
  return worstOf([versions(resource, asOf), ciphers(resource)]);
}

function versions(resource: Resource, asOf: string): Finding {
  const list = resource.get('tls_versions');
  const evidence = seen(resource, 'tls_versions');
  if (isUnset(list) || (isList(list) && list.length === 0)) {
    return undecided('it names no TLS versions, and which ones the cloud then takes is not shown', evidence);
  }
  if (!isList(list)) return undecided('which TLS versions it takes is not known yet', evidence);
  const wrong = list.filter(
    (one): one is string => typeof one === 'string' && (permittedUntil.get(one) ?? '') < asOf,
  );
  if (wrong.length > 0) return fail(`it takes ${wrong.join(', ')} (${source})`, evidence);
  return list.some(isOpen) ? undecided('which TLS versions it takes is not known yet', evidence) : pass;
}

/** Left out, the cloud's own list holds; a selection such as `HIGH:!aNULL` depends on the version of OpenSSL. */
function ciphers(resource: Resource): Finding {
  const text = resource.get('tls_ciphers');
  const evidence = seen(resource, 'tls_ciphers');
  if (isUnset(text)) return pass;
  if (typeof text !== 'string') return undecided('which ciphers it takes is not known yet', evidence);
  const names = text.split(':').filter((name) => name !== '');
  const wrong = names.filter((name) => isOneCipher(name) && !permittedCipher.test(name));
  if (wrong.length > 0) return fail(`it takes ${wrong.join(', ')} (${source})`, evidence);
  const selected = names.filter((name) => !isOneCipher(name));
  return selected.length === 0
    ? pass
    : undecided(`which ciphers ${selected.join(':')} selects is not shown`, evidence);
}

/**
 * How strong the weakest of these ciphers is, to compare lists: bits of its key, and half a step more where it
 * authenticates what it encrypts; 0 for one that is not permitted. Undefined where a name selects by keyword.
 */
export function weakestCipher(list: string): number | undefined {
  const names = list.split(':').filter((name) => name !== '');
  if (names.length === 0 || !names.every(isOneCipher)) return undefined;
  const strengths = names.map((name) => {
    if (!permittedCipher.test(name)) return 0;
    return (name.includes('256_') || name.includes('AES256') ? 256 : 128) + (/GCM|CCM/.test(name) ? 0.5 : 0);
  });
  return Math.min(...strengths);
}

/** A cipher's own name; keywords hold no dash or underscore, and operators stand before others. */
function isOneCipher(name: string): boolean {
  return /^[A-Z0-9]+[-_]/.test(name);
}
