import { InputError } from '../terraform/errors';

/** Names a variable that a forge sets, or that a secret is put into. */
export function needed(environment: NodeJS.ProcessEnv, name: string, fix: string): string {
  const value = environment[name];
  if (value !== undefined && value.trim() !== '') return value.trim();
  throw new InputError({
    value: `${name} is not set.`,
    rule: 'Forge, project and token come from the environment; a token never from an argument.',
    fix,
  });
}

/** A token goes over TLS, or stays on this machine. */
export function neededUrl(environment: NodeJS.ProcessEnv, name: string, fix: string): string {
  const text = needed(environment, name, fix);
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLocal = url !== undefined && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname);
  const isClean = url !== undefined && url.username + url.password + url.search + url.hash === '';
  if (isClean && (url.protocol === 'https:' || (url.protocol === 'http:' && isLocal)))
    return text.replace(/\/+$/, '');
  throw new InputError({
    value: `${name} is no address that a token may be sent to.`,
    rule: 'It is an https URL without user, query and fragment; http only for this machine itself.',
    fix,
  });
}

/** A number of a change, as a variable or an event of the forge says it. */
export function changeNumber(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
}
