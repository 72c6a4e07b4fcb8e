import type { ProviderConfig, VariableDefaults } from './provider-config';
import { type Action, Resource, type ResourceParts } from './resource';
import type { SourceKind, Stack } from './stack';
import { UnreadableInput } from './unreadable-input';
import { isList, type Reference, Unknown, type Value } from './value';

export type { ProviderConfig, SourceKind, Stack, VariableDefaults };
export { type Action, Resource, type ResourceParts };

/** Where an attribute leads. `certain` only where the target is what the value is, not what it may be. */
export interface Edge {
  readonly targets: readonly Resource[];
  readonly certain: boolean;
  /** False where it may also lead to what it does not name: through a local, a module, `each.value`. */
  readonly complete: boolean;
}

/** A resource that refers to another one. */
export interface User {
  readonly resource: Resource;
  readonly certain: boolean;
}

const nowhere: Edge = { targets: [], certain: true, complete: true };
const none: readonly [] = [];

/** Resources of one stack, by where expressions and ids find them. */
class StackIndex {
  readonly byConfig = new Map<string, Resource[]>();
  /** By the module's path without instance keys. */
  readonly byCall = new Map<string, Resource[]>();
  readonly byId = new Map<string, Resource[]>();
}

interface UserIndex {
  readonly ofTarget: ReadonlyMap<Resource, readonly User[]>;
  /** Those that may lead to any resource of their stack. */
  readonly ofAny: ReadonlyMap<string, readonly User[]>;
}

/** All stacks together. Identity is (stack, address); edges stay within a stack. */
export class Graph {
  readonly stacks: readonly Stack[];
  readonly #byName = new Map<string, Stack>();
  readonly #index = new Map<string, StackIndex>();
  readonly #byType = new Map<string, Resource[]>();
  readonly #users = new Map<string, UserIndex>();

  /** @throws UnreadableInput where two inputs are of one stack */
  constructor(stacks: readonly Stack[]) {
    this.stacks = stacks;
    for (const stack of stacks) {
      if (this.#byName.has(stack.name)) {
        throw new UnreadableInput(
          stack.name,
          'two inputs are of this stack',
          'name one input for each stack',
        );
      }
      this.#byName.set(stack.name, stack);
      const index = new StackIndex();
      this.#index.set(stack.name, index);
      for (const resource of stack.resources) this.#add(resource, index);
    }
  }

  /** Managed resources of the given types that will be there after the apply. */
  ofType(...types: readonly string[]): readonly Resource[] {
    const [only = '', ...more] = types;
    if (more.length === 0) return this.#byType.get(only) ?? none;
    return types.flatMap((type): readonly Resource[] => this.#byType.get(type) ?? none);
  }

  stack(name: string): Stack | undefined {
    return this.#byName.get(name);
  }

  /** Follows one attribute to the resources whose value it holds. */
  follow(from: Resource, path: string): Edge {
    return this.resolve(from, from.get(path));
  }

  /** Follows a list attribute; an unknown list, or one unknown element, makes the whole uncertain. */
  followAll(from: Resource, path: string): Edge {
    const value = from.get(path);
    if (!isList(value)) return this.resolve(from, value);
    const edges = value.map((one) => this.resolve(from, one));
    return {
      targets: unique(edges.flatMap((e) => e.targets)),
      certain: edges.every((e) => e.certain),
      complete: edges.every((e) => e.complete),
    };
  }

  resolve(from: Resource, value: Value): Edge {
    return this.#resolve(from, value, greatestChain);
  }

  #resolve(from: Resource, value: Value, steps: number): Edge {
    if (typeof value === 'string') {
      const targets = this.#index.get(from.stack)?.byId.get(value) ?? none;
      // Ids are unique among resources of one type only.
      const certain = new Set(targets.map((t) => t.type)).size === targets.length;
      return { targets, certain, complete: true };
    }
    if (!(value instanceof Unknown) || value.kind === 'left-to-cloud') return nowhere;
    const targets = unique(value.references.flatMap((r) => this.#instances(from, r)));
    const [target] = targets;
    const [reference] = value.references;
    const isOne = value.exact && target?.repeated === false && targets.length === 1;
    if (isOne && reference && !identifies(reference)) return this.#passOn(target, reference, steps);
    return {
      targets,
      certain: isOne,
      complete: value.references.length > 0 && value.references.every((r) => isClosed(r, from)),
    };
  }

  /** An attribute that holds another resource's id leads to that one: `port.network_id = subnet.network_id`. */
  #passOn(target: Resource, { attribute }: Reference, steps: number): Edge {
    const value = attribute === '' ? null : target.get(attribute);
    const isFollowed = steps > 0 && (typeof value === 'string' || (value instanceof Unknown && value.exact));
    if (isFollowed) return this.#resolve(target, value, steps - 1);
    // What the cloud makes for a resource is the resource's own; lists such as `all_security_group_ids` repeat others.
    const isOwn = value instanceof Unknown && value.kind === 'left-to-cloud' && !attribute.startsWith('all_');
    return { targets: [target], certain: false, complete: isOwn };
  }

  /**
   * Resources of a type whose attribute leads to the target, with whether each surely does. One whose attribute may
   * lead anywhere is among the users of every resource of its stack.
   */
  users(target: Resource, type: string, path: string): readonly User[] {
    const key = `${type} ${path}`;
    const index = this.#users.get(key) ?? this.#indexUsers(type, path);
    this.#users.set(key, index);
    const sure = index.ofTarget.get(target) ?? none;
    const any = index.ofAny.get(target.stack) ?? none;
    if (any.length === 0) return sure;
    return sure.length === 0 ? any : [...sure, ...any];
  }

  #indexUsers(type: string, path: string): UserIndex {
    const ofTarget = new Map<Resource, User[]>();
    const ofAny = new Map<string, User[]>();
    for (const resource of this.ofType(type)) {
      const { targets, certain, complete } = this.followAll(resource, path);
      const user = { resource, certain: certain && complete && !resource.repeated };
      if (!complete) push(ofAny, resource.stack, user);
      else for (const target of targets) push(ofTarget, target, user);
    }
    return { ofTarget, ofAny };
  }

  #add(resource: Resource, index: StackIndex): void {
    if (resource.mode === 'managed' && resource.remains) push(this.#byType, resource.type, resource);
    // What is left of an earlier replacement has the same address, and nothing refers to it.
    if (resource.deposed !== undefined) return;
    const address = configuredAs(resource);
    push(index.byConfig, configKey(resource.module, address), resource);
    if (resource.module !== '') {
      push(index.byCall, configKey(withoutKeys(resource.module), address), resource);
    }
    const id = resource.get('id');
    if (typeof id === 'string' && id !== '') push(index.byId, id, resource);
  }

  /** Resources of a configuration's address in a module instance, or in all of which the path leaves a key open. */
  #configured(stack: string, module: string, address: string): readonly Resource[] {
    const index = this.#index.get(stack);
    if (!module.includes('[*]')) return index?.byConfig.get(configKey(module, address)) ?? none;
    const all = index?.byCall.get(configKey(withoutKeys(module), address)) ?? none;
    return all.filter((one) => isOfPattern(one.module, module));
  }

  #instances(from: Resource, reference: Reference): readonly Resource[] {
    if (reference.kind !== 'resource' && reference.kind !== 'data') return none;
    const all = this.#configured(from.stack, reference.module ?? from.module, reference.address);
    return reference.index === undefined || reference.index === '*'
      ? all
      : all.filter((r) => r.repeated || r.index === reference.index);
  }
}

/** References that are followed one after another; more is a circle, or as good as one. */
const greatestChain = 8;

/** Attributes other than `id` that name the resource itself. */
const namesItself: ReadonlyMap<string, string> = new Map([
  ['openstack_compute_keypair_v2', 'name'],
  ['openstack_networking_floatingip_v2', 'address'],
]);

function identifies({ address, attribute }: Reference): boolean {
  return (
    attribute === 'id' || namesItself.get(address.replace(/^data\./, '').split('.')[0] ?? '') === attribute
  );
}

/** Whether a reference leads to nothing but what it names. A root module's variables come from outside. */
function isClosed(reference: Reference, from: Resource): boolean {
  const { kind, address, module = from.module } = reference;
  if (reference.isKnown) return true;
  if (kind === 'resource' || kind === 'data') return identifies(reference);
  if (kind === 'variable') return module === '';
  return kind === 'other' && closedRoots.has(address);
}

const closedRoots: ReadonlySet<string> = new Set(['count', 'path', 'terraform']);

/** The address of its configuration within its module. Most resources have no other, and need no new text. */
function configuredAs({ module, index, address, mode, type, name }: Resource): string {
  if (module === '' && index === undefined) return address;
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}

const moduleKey = /(module\.[\w-]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+|\*)\])?/g;

function withoutKeys(module: string): string {
  return module.replace(moduleKey, '$1');
}

function isOfPattern(module: string, pattern: string): boolean {
  const keys = [...module.matchAll(moduleKey)].map((step) => step[2] ?? '');
  return [...pattern.matchAll(moduleKey)].every(([, , key = ''], at) => key === '[*]' || key === keys[at]);
}

/** An address of the root module is its own key; no key of another one is without a line break. */
function configKey(module: string, address: string): string {
  return module === '' ? address : `${module}\n${address}`;
}

function unique(resources: readonly Resource[]): readonly Resource[] {
  return resources.length < 2 ? resources : [...new Set(resources)];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
