import { type Draft, idOf } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

/** What a plan does to a stack that stands already: each change may be permitted, and is more than there was. */

const stacks = ['primary', 'mirror', 'clinic'] as const;
const ike = `${types.ike}.transit-2026_ike`;
const ipsec = `${types.ipsec}.transit-2026_ipsec`;

const stronger: readonly (readonly [what: string, policy: string, before: Json])[] = [
  ['a larger group for IKE', ike, { pfs: 'group21' }],
  ['a longer hash for IKE', ike, { auth_algorithm: 'sha512' }],
  ['authenticated encryption for IPsec', ipsec, { encryption_algorithm: 'aes-256-gcm-16' }],
  ['a shorter lifetime for IPsec', ipsec, { lifetime: [{ units: 'seconds', value: 1200 }] }],
];

/** Tunnels stand, and named these policies when they were stronger. */
function weaken(draft: Draft, policy: string, before: Json): void {
  for (const one of [ike, ipsec])
    draft.act(one, one === policy ? ['update'] : ['no-op'], one === policy ? before : {});
  const ids = { ikepolicy_id: idOf(ike), ipsecpolicy_id: idOf(ipsec) };
  for (const tunnel of draft.addresses(types.tunnel)) draft.act(tunnel, ['no-op'], ids);
}

const suites = stacks.flatMap((stack) =>
  stronger.map(([what, policy, before]) =>
    mutant(stack, `tunnels that had ${what}`, 'change/suite-not-weakened', (draft) =>
      weaken(draft, policy, before),
    ),
  ),
);

const ways = stacks.flatMap((stack): Mutant[] => [
  mutant(stack, 'rules for groups that stand already', 'change/reach-not-widened', (draft) => {
    for (const group of draft.addresses(types.group)) draft.act(group, ['no-op']);
    standingServer(draft, draft.addresses(types.group));
  }),
  mutant(stack, 'a port that stands joins its groups now', 'change/reach-not-widened', (draft) => {
    standingServer(draft, [`${types.group}.another`]);
  }),
]);

/** A server that stands already, and with its port was in groups. */
function standingServer(draft: Draft, groups: readonly string[]): void {
  const [server = ''] = draft.addresses(types.server);
  const [port = ''] = draft.addresses(types.port);
  draft.act(port, ['update'], { security_group_ids: groups.map(idOf) });
  draft.act(server, ['no-op'], { network: [{ port: idOf(port) }] });
}

const datasets = stacks.flatMap((stack) =>
  ['imaging', 'research'].map((name) =>
    mutant(stack, `what held another dataset is marked as ${name}`, 'change/dataset-not-moved', (draft) => {
      const address = `${types.volume}.${name}_data`;
      const metadata = draft.get(address, 'metadata') as Json;
      draft.act(address, ['update'], { metadata: { ...metadata, 'estate:dataset': 'consent' } });
    }),
  ),
);

export default [...suites, ...ways, ...datasets];
