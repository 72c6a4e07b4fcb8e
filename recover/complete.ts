import type { Observation, ObservedResource } from '../contracts/observation';

type Json = { [name: string]: unknown };

/** What to write into a state, and what has to stay passed over. */
export interface Completion {
  /** The state with a serial of its own; undefined where there is nothing to write. */
  readonly state: string | undefined;
  readonly written: readonly string[];
  /** Arguments that stay passed over, by address, with why. */
  readonly left: ReadonlyMap<string, readonly { readonly name: string; readonly why: string }[]>;
}

export interface CompletionInput {
  /** State file, version 4, as `terraform state pull` prints it. */
  readonly state: string;
  /** Plan JSON of the stack without anything passed over: what it wants of each argument. */
  readonly plan: string;
  readonly passedOver: ReadonlyMap<string, readonly string[]>;
  readonly observation: Observation;
}

/**
 * Writes into a state what an import cannot read back, where the site's APIs show that it is so: a group without
 * the cloud's own rules, a server with its ports, in its group, with a configuration drive. User data is shown to
 * administrators of the cloud only and never asked for: there the operator's word counts, without which no server
 * was taken over.
 */
export function completeState(input: CompletionInput): Completion {
  const state = JSON.parse(input.state) as Json & { serial: number; resources: readonly Json[] };
  const wanted = valuesAfter(input.plan);
  const written: string[] = [];
  const left = new Map<string, { name: string; why: string }[]>();
  for (const [address, names] of input.passedOver) {
    const attributes = attributesOf(state.resources, address);
    for (const name of names) {
      const why =
        attributes === undefined
          ? 'the state does not know it'
          : fill(attributes, name, wanted.get(address)?.[name], input);
      if (why === undefined) written.push(`${address} ${name}`);
      else left.set(address, [...(left.get(address) ?? []), { name, why }]);
    }
  }
  const serial = state.serial + 1;
  return { state: written.length > 0 ? JSON.stringify({ ...state, serial }) : undefined, written, left };
}

function valuesAfter(planJson: string): ReadonlyMap<string, Json> {
  const { resource_changes: changes = [] } = JSON.parse(planJson) as {
    resource_changes?: readonly { address: string; change: { after?: Json | null } }[];
  };
  return new Map(changes.map(({ address, change }) => [address, change.after ?? {}]));
}

function attributesOf(resources: readonly Json[], address: string): Json | undefined {
  const one = resources.find(({ mode, type, name }) => mode === 'managed' && `${type}.${name}` === address);
  const instances = (one?.instances ?? []) as readonly Json[];
  const [only] = instances.filter(({ deposed }) => deposed === undefined);
  return only?.attributes as Json | undefined;
}

/** @returns why it is not written; undefined where it is */
function fill(attributes: Json, name: string, wanted: unknown, input: CompletionInput): string | undefined {
  if (wanted === undefined || wanted === null) return 'the stack asks for nothing that could be compared';
  const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
  const value = check?.({ id: String(attributes.id), attributes, wanted, input });
  if (typeof value === 'string') return value;
  if (value === undefined) return 'nothing shows what it is';
  attributes[name] = value.is;
  return undefined;
}

interface Question {
  readonly id: string;
  readonly attributes: Json;
  readonly wanted: unknown;
  readonly input: CompletionInput;
}

/** What each argument is, by what the APIs show; or why that is not what the stack wants. */
const checks: Readonly<Record<string, (question: Question) => { readonly is: unknown } | string>> = {
  delete_default_rules({ id, wanted, input: { observation } }) {
    const rules = ofType(observation, 'openstack_networking_secgroup_rule_v2');
    const open = rules.find(
      ({ attributes }) => attributes.security_group_id === id && isUnlimited(attributes),
    );
    return open === undefined ? { is: wanted } : `rule ${open.id} in it lets everything through`;
  },
  config_drive({ id, wanted, input: { observation } }) {
    const server = ofType(observation, 'openstack_compute_instance_v2').find((one) => one.id === id);
    return server?.attributes.config_drive === wanted ? { is: wanted } : 'the server has another one';
  },
  scheduler_hints({ id, wanted, input: { observation } }) {
    const [{ group } = {} as Json] = wanted as readonly Json[];
    const groups = ofType(observation, 'openstack_compute_servergroup_v2');
    const members = groups.find((one) => one.id === group)?.attributes.members;
    return Array.isArray(members) && members.includes(id) ? { is: wanted } : 'the server is not in its group';
  },
  network({ id, attributes, wanted, input: { observation } }) {
    const ports = (wanted as readonly Json[]).map(({ port }) =>
      ofType(observation, 'openstack_networking_port_v2').find((one) => one.id === port),
    );
    const now = (attributes.network ?? []) as readonly Json[];
    const joined = ports.map((port) => port?.attributes.device_id === id && addressOf(port));
    const isSame = now.length === joined.length && now.every((one, at) => one.fixed_ip_v4 === joined[at]);
    if (!isSame) return 'the server is not joined to the ports that the stack gives it';
    return { is: now.map((one, at) => ({ ...one, port: ports[at]?.id })) };
  },
  user_data: ({ wanted }) => ({ is: wanted }),
};

function ofType({ resources }: Observation, type: string): readonly ObservedResource[] {
  return resources.filter((one) => one.type === type);
}

function isUnlimited(rule: ObservedResource['attributes']): boolean {
  const limits = ['protocol', 'remote_ip_prefix', 'remote_group_id', 'remote_address_group_id'];
  return limits.every((name) => (rule[name] ?? null) === null);
}

function addressOf({ attributes: { fixed_ip: addresses } }: ObservedResource): unknown {
  return Array.isArray(addresses) ? (addresses as readonly Json[])[0]?.ip_address : undefined;
}
