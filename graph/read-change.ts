import { isObject, type Json } from './json-object';
import type { Action, Attributes } from './resource';

/** Why one entry of `resource_changes` cannot be read. */
export class BrokenChange extends Error {}

const actions: ReadonlyMap<string, Action> = new Map([
  ['create', 'create'],
  ['update', 'update'],
  ['delete', 'delete'],
  ['forget', 'forget'],
  ['no-op', 'no-op'],
  ['read', 'read'],
  ['delete create', 'replace'],
  ['create delete', 'replace'],
  ['create forget', 'replace'],
]);

type Identity = ReturnType<typeof readIdentity>;

/** One entry of `resource_changes`, seen to be what Terraform writes, as it stands there. */
export interface Change {
  /** With the key of a deposed object, so that no two of a plan have the same. */
  readonly address: string;
  readonly identity: Identity;
  readonly action: Action;
  /** It replaces an object that it does not delete. */
  readonly leavesOld: boolean;
  /** Registry address of the provider that makes it, where the plan says. */
  readonly provider: string | undefined;
  readonly before: Attributes | undefined;
  /** What it will be, or, where it goes, what it was. */
  readonly values: Attributes;
  /** `after_unknown`; nothing where it goes. */
  readonly unknown: Json;
  /** What is sensitive before and after. */
  readonly masks: readonly [unknown, unknown];
}

/** @throws BrokenChange where it is not what Terraform writes */
export function checkChange(json: unknown): Change {
  const identity = readIdentity(json);
  const { address, deposed } = identity;
  const { change, provider_name: provider } = json as Json;
  if (!isObject(change)) throw new BrokenChange(`${address} has no change`);
  const action = readAction(change.actions, address);
  const [before, after] = [readValues(change, 'before', address), readValues(change, 'after', address)];
  const ends = action === 'delete' || action === 'forget';
  const values = ends ? before : after;
  if (values === undefined)
    throw new BrokenChange(`${address} has no attributes ${ends ? 'before' : 'after'} the change`);
  const unknown = change.after_unknown ?? false;
  if (unknown !== false && !isObject(unknown)) {
    throw new BrokenChange(`what is unknown of ${address} is no object`);
  }
  return {
    address: deposed === undefined ? address : `${address} (deposed object ${deposed})`,
    identity,
    action,
    leavesOld: action === 'replace' && (change.actions as readonly unknown[]).includes('forget'),
    provider: typeof provider === 'string' ? provider : undefined,
    before,
    values,
    unknown: ends || unknown === false ? nothing : unknown,
    masks: [change.before_sensitive, change.after_sensitive],
  };
}

const nothing: Json = {};

function readIdentity(json: unknown) {
  if (!isObject(json)) throw new BrokenChange('it is no object');
  const { address, type, name, mode, index, module_address: module = '', deposed } = json;
  if (typeof address !== 'string' || typeof type !== 'string' || typeof name !== 'string')
    throw new BrokenChange('address, type or name is missing');
  if (mode !== 'managed' && mode !== 'data') throw new BrokenChange(`${address} is of no known mode`);
  if (typeof module !== 'string') throw new BrokenChange(`the module of ${address} is no text`);
  if (index !== undefined && typeof index !== 'string' && typeof index !== 'number')
    throw new BrokenChange(`the index of ${address} is neither text nor number`);
  if (deposed !== undefined && typeof deposed !== 'string')
    throw new BrokenChange(`the deposed key of ${address} is no text`);
  const base = `${module === '' ? '' : `${module}.`}${mode === 'data' ? 'data.' : ''}${type}.${name}`;
  const fits =
    index === undefined
      ? address === base
      : address.startsWith(`${base}[`) && keyFits(address.slice(base.length), index);
  if (!fits) throw new BrokenChange(`the address ${address} is not that of its module, type, name and index`);
  return {
    address,
    mode,
    type,
    name,
    module,
    ...(index === undefined ? {} : { index }),
    ...(deposed === undefined ? {} : { deposed }),
  } as const;
}

/** Terraform escapes some keys in ways of its own; those are taken on trust. */
function keyFits(key: string, index: string | number): boolean {
  if (typeof index === 'number') return key === `[${index}]`;
  return key === `[${JSON.stringify(index)}]` || /[^ !#-[\]^-~]|[$%]\{/.test(index);
}

function readAction(verbs: unknown, address: string): Action {
  const isList = Array.isArray(verbs) && verbs.length <= 2 && verbs.every((verb) => typeof verb === 'string');
  const known = isList ? actions.get(verbs.join(' ')) : undefined;
  if (known === undefined) throw new BrokenChange(`${address} has actions that nobody defined`);
  return known;
}

function readValues(change: Json, key: 'before' | 'after', address: string): Attributes | undefined {
  const values = change[key] ?? undefined;
  if (values === undefined) return undefined;
  if (!isObject(values)) throw new BrokenChange(`${key} of ${address} is no object`);
  return values as Attributes;
}
