import { type Draft, decidedLater } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

/** One break for each rule about the whole promise: elsewhere any of them may see it, here the one named has to. */
const volume = (dataset: string) => `${types.volume}.${dataset}_data`;
const attach = (dataset: string) => `${types.attach}.${dataset}_attach`;

const home = (draft: Draft) => draft.remove(volume('imaging'));
const atClinic = (draft: Draft) => draft.remove(volume('consent'));
const openAtClinic = (draft: Draft) => draft.set(volume('consent'), { availability_zone: decidedLater });
const toMirror = (draft: Draft) => draft.remove(`${types.rule}.patient-records_access_from-primary-tcp-5432`);

const promises: readonly Mutant[] = (
  [
    ['primary', 'the home is missing', 'resilience/copies-in-different-buildings', home],
    ['primary', 'the home is missing', 'resilience/withstands-any-one-site', home],
    ['primary', 'the home is missing', 'resilience/withstands-declared-losses', home],
    ['clinic', 'the copy apart is missing', 'resilience/copy-out-of-reach', atClinic],
    ['clinic', 'the copy apart is missing', 'resilience/every-declared-copy-in-plan', atClinic],
    ['clinic', 'the copy apart is missing', 'resilience/no-one-reads-every-copy', atClinic],
    ['clinic', 'the copy apart is missing', 'resilience/withstands-any-one-credential-and-key', atClinic],
    ['clinic', 'the copy apart may be elsewhere', 'resilience/copy-out-of-reach', openAtClinic],
    ['clinic', 'the copy apart may be elsewhere', 'resilience/every-declared-copy-in-plan', openAtClinic],
    ['clinic', 'the copy apart may be elsewhere', 'resilience/no-one-reads-every-copy', openAtClinic],
    [
      'clinic',
      'the copy apart may be elsewhere',
      'resilience/withstands-any-one-credential-and-key',
      openAtClinic,
    ],
    ['mirror', 'a way of replication is closed', 'resilience/replication-path-open', toMirror],
    ['mirror', 'a way of replication is closed', 'resilience/every-declared-copy-in-plan', toMirror],
    [
      'mirror',
      'the copy is attached to nothing',
      'resilience/every-declared-copy-in-plan',
      (draft: Draft) => draft.remove(attach('research')),
    ],
    [
      'primary',
      'a group that only wishes its servers apart',
      'resilience/anti-affinity-is-hard',
      (draft: Draft) =>
        draft.set(`${types.serverGroup}.identity_spread`, { policies: ['soft-anti-affinity'] }),
    ],
  ] as const
).map(([stack, what, rule, change]) => mutant(stack, `${what}, for ${rule}`, rule, change));

const mark = (name: string, value: unknown) => (draft: Draft) => {
  const old = draft.get(volume('research'), 'metadata') as Json;
  draft.set(volume('research'), { metadata: { ...old, [name]: value } });
};

/** Volumes, each for the one rule that is about the thing changed. */
const volumes: readonly Mutant[] = (
  [
    ['without encryption', 'encryption/volume-encrypted-at-creation', { metadata: {} }],
    [
      'of a dataset that there is not',
      'residency/dataset-volume-at-declared-site',
      { metadata: { 'estate:dataset': 'genomes', 'estate:role': 'data' } },
    ],
    ['without marks', 'operations/stateful-resource-belongs-to-dataset', { metadata: {} }],
    [
      'with marks that the apply decides',
      'operations/stateful-resource-belongs-to-dataset',
      { metadata: decidedLater },
    ],
  ] as const
).map(([what, rule, attributes]) =>
  mutant('primary', `a volume ${what}, for ${rule}`, rule, (draft) =>
    draft.set(volume('research'), attributes),
  ),
);

const marks: readonly Mutant[] = (['primary', 'clinic'] as const).flatMap((stack) => [
  mutant(
    stack,
    'a volume that is marked with another site',
    'operations/marks-agree-with-place',
    mark('estate:site', 'mirror'),
  ),
  mutant(
    stack,
    'a volume that is marked with its site in capitals',
    'operations/marks-agree-with-place',
    mark('estate:site', stack.toUpperCase()),
  ),
]);

const switchedOn: readonly Mutant[] = (['primary', 'clinic'] as const).flatMap((stack) => {
  const rule = 'encryption/encryption-not-changed-in-place';
  const act = (what: string, before: Json) =>
    mutant(stack, `an update that gives a volume ${what}`, rule, (draft) =>
      draft.act(volume('research'), ['update'], before),
    );
  return [
    act('its encryption', { metadata: {}, volume_type: 'plain' }),
    act('another key', {
      metadata: { __system__encrypted: '1', __system__cmkid: 'another' },
      volume_type: 'another',
    }),
  ];
});

const tunnels: readonly Mutant[] = (
  [
    ['ends at somebody else', 'residency/tunnel-ends-at-a-site', { peer_address: '198.51.100.1' }],
    ['ends where the apply decides', 'residency/tunnel-ends-at-a-site', { peer_address: decidedLater }],
    ['ends at somebody else', 'residency/closed-over-copies', { peer_address: '198.51.100.1' }],
    ['ends where the apply decides', 'residency/closed-over-copies', { peer_address: decidedLater }],
    [
      'takes its policy from elsewhere',
      'encryption/site-connection-uses-permitted-policies',
      { ikepolicy_id: 'elsewhere' },
    ],
  ] as const
).map(([what, rule, attributes]) =>
  mutant('primary', `a tunnel that ${what}, for ${rule}`, rule, (draft) =>
    draft.set(`${types.tunnel}.mirror_tunnel`, attributes),
  ),
);

export default [...promises, ...volumes, ...marks, ...switchedOn, ...tunnels];
