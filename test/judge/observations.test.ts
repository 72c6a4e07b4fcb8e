import type { Observation, ObservedResource } from '../../contracts/observation';
import { foreignEstate } from '../../estate/foreign-estate';
import { loadEstate } from '../../estate/load-estate';
import type { Estate } from '../../estate/model';
import { siteOf } from '../../estate/queries';
import { Graph, Resource } from '../../graph/graph';
import { readObservation } from '../../graph/read-observation';
import { judge } from '../../judge/judge';
import { verdictsThatStop } from '../../judge/report';
import { judgeInputs } from '../../policies/judge-inputs';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';

const estate = loadEstate({ asOf });
const { identity } = siteOf(estate, 'primary');
const volumeType = 'openstack_blockstorage_volume_v3';
const encrypted = { __system__encrypted: '1', __system__cmkid: '1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f71' };

interface Given {
  readonly metadata?: object;
  readonly snapshot_id?: string;
}

/** An existing volume at the primary site, a server, and a network that is only looked up. */
function graphOf({ metadata = encrypted, ...more }: Given): Graph {
  const base = { stack: 'primary', module: '', absent: null, name: 'v' } as const;
  const one = (type: string, id: string, rest: object = {}, mode: 'managed' | 'data' = 'managed') =>
    new Resource({
      ...base,
      mode,
      type,
      address: `${mode === 'data' ? 'data.' : ''}${type}.v`,
      action: mode === 'data' ? 'read' : 'no-op',
      attributes: { id, ...rest },
    });
  const attributes = {
    auth_url: identity.authUrl,
    region: identity.region,
    tenant_name: identity.project,
    domain_name: identity.domain,
  };
  const provider = { name: 'openstack', source: 'terraform-provider-openstack/openstack', attributes };
  const resources = [
    one(volumeType, 'volume-1', { metadata: { ...metadata }, ...more }),
    one('openstack_compute_instance_v2', 'server-1'),
    one('openstack_networking_network_v2', 'network-1', {}, 'data'),
  ];
  return new Graph([{ name: 'primary', source: 'plan', providers: [provider], resources }]);
}

function observed(
  resources: readonly Partial<ObservedResource>[],
  observedAt = `${asOf}T08:00:00Z`,
): Observation {
  return {
    kind: 'observation',
    schemaVersion: '1.0.0',
    observedAt,
    stack: 'primary',
    cloud: {
      authUrl: `${identity.authUrl}/`,
      region: identity.region,
      projectId: 'p',
      projectName: identity.project,
      domainName: identity.domain,
    },
    listed: [volumeType],
    notListed: [],
    resources: resources.map((one) => ({
      type: volumeType,
      id: 'volume-1',
      name: 'v',
      madeByCloud: false,
      attributes: {},
      ...one,
    })),
  };
}

const disk = (isEncrypted: boolean, keyId: string | null = '1b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f71') => ({
  encryption: { encrypted: isEncrypted, keyId, createdAt: '2026-01-01T00:00:00Z' },
});

function say(policy: string, given: Given, ...observations: readonly Observation[]) {
  const policies = loadPolicies().filter(({ id }) => id === policy);
  return judge(graphOf(given), estate, { policies, asOf, observations });
}

const atCreation = 'encryption/volume-encrypted-at-creation';
const told = ({ passed, verdicts }: ReturnType<typeof say>) => [
  ...passed.flatMap((p) => p.addresses.map((address) => ['pass', address.replace(/^primary:/, '')])),
  ...verdicts.map((v) => [v.outcome, v.address]),
];
const volume = `${volumeType}.v`;

test('an existing volume that the cloud says is encrypted, with the key it names, passes', () => {
  expect(told(say(atCreation, {}))).toEqual([['undecided', volume]]);
  expect(told(say(atCreation, {}, observed([disk(true)])))).toEqual([['pass', volume]]);
  expect(told(say(atCreation, {}, observed([disk(true, null)])))).toEqual([['pass', volume]]);
});

test('one that the cloud says is in plaintext, or encrypted with another key, fails', () => {
  const plain = say(atCreation, {}, observed([disk(false, null)]));
  expect(told(plain)).toEqual([['fail', volume]]);
  expect(plain.verdicts[0]?.evidence).toEqual([
    { path: `observed ${asOf}T08:00:00Z: encryption.encrypted`, value: 'false', source: `primary:${volume}` },
  ]);
  const other = say(atCreation, {}, observed([disk(true, '2b4c1c9e-6f0c-4c69-9b0e-2f3a4d5e6f72')]));
  expect([told(other), other.verdicts[0]?.message]).toEqual([
    [['fail', volume]],
    'the cloud says that the existing volume is encrypted with another key than it names',
  ]);
});

test('what the configuration does not ask for is no pass, whatever disk is there today', () => {
  expect(told(say(atCreation, { metadata: {} }, observed([disk(true)])))).toEqual([['fail', volume]]);
});

test('where no type is vouched for, the cloud says of the volume itself whether it is encrypted', () => {
  const policies = loadPolicies().filter(({ id }) => id === atCreation);
  const foreign = (...types: readonly string[]) =>
    foreignEstate({ cloud: 'openstack', encryptedVolumeTypes: types });
  const outcome = (its: Estate, ...observations: readonly Observation[]) =>
    told(judge(graphOf({}), its, { policies, asOf, observations }));
  expect(outcome(foreign())).toEqual([['undecided', volume]]);
  expect(outcome(foreign(), observed([disk(true)]))).toEqual([['pass', volume]]);
  expect(outcome(foreign(), observed([disk(false)]))).toEqual([['fail', volume]]);
  expect(outcome(foreign('luks'), observed([disk(true)]))).toEqual([['fail', volume]]);
});

test('of a volume from a snapshot the cloud knows what no plan shows', () => {
  const lineage = 'encryption/lineage-encrypted';
  const from = { snapshot_id: 'snapshot-1' };
  expect(told(say(lineage, from))).toEqual([['undecided', volume]]);
  expect(told(say(lineage, from, observed([disk(true)])))).toEqual([['pass', volume]]);
  expect(told(say(lineage, from, observed([disk(false)])))).toEqual([['fail', volume]]);
});

test('an observation of another volume, another stack or another week shows nothing, and is said to be too old', () => {
  const elsewhere = { ...observed([disk(true)]), stack: 'mirror' };
  expect(told(say(atCreation, {}, observed([{ ...disk(true), id: 'volume-2' }])))).toEqual([
    ['undecided', volume],
  ]);
  expect(told(say(atCreation, {}, elsewhere))).toEqual([['undecided', volume]]);
  const old = say(atCreation, {}, observed([disk(true)], '2026-11-14T23:59:59Z'));
  expect([told(old), old.verdicts[0]?.message]).toEqual([
    [['undecided', volume]],
    expect.stringContaining('is from more than 7 days before 2026-11-22 and was not used'),
  ]);
  expect(told(say(atCreation, {}, observed([disk(true)], '2026-11-15T00:00:00Z')))).toEqual([
    ['pass', volume],
  ]);
  const early = say(atCreation, {}, observed([disk(true)], '2026-11-23T00:00:00Z'));
  expect(early.verdicts[0]?.message).toContain('is from after 2026-11-22');
});

const unmanaged = 'operations/nothing-unmanaged';

test('what exists and nobody manages is found; what belongs to something managed, or is the cloud’s own, is not', () => {
  const report = say(
    unmanaged,
    {},
    observed([
      { id: 'volume-1' },
      { id: 'by-hand' },
      { id: 'attached', attributes: { attachment: [{ instance_id: 'server-1' }] } },
      { type: 'cinder_snapshot', id: 'copy' },
      { type: 'openstack_networking_port_v2', id: 'port', attributes: { device_id: 'server-1' } },
      { type: 'openstack_networking_port_v2', id: 'stray', attributes: { device_id: '' } },
      { type: 'openstack_networking_network_v2', id: 'network-1' },
      { type: 'openstack_networking_secgroup_v2', id: 'default', madeByCloud: true },
      // Ids are names here, and a name that something else has is no proof.
      { type: 'openstack_objectstorage_container_v1', id: 'volume-1' },
    ]),
  );
  expect(told(report).toSorted()).toEqual(
    [
      ['fail', 'cinder_snapshot copy'],
      ['fail', `${volumeType} by-hand`],
      ['fail', 'openstack_networking_port_v2 stray'],
      ['fail', 'openstack_objectstorage_container_v1 volume-1'],
      ['pass', `${volumeType} volume-1`],
      ['pass', 'openstack_networking_port_v2 port'],
      ['undecided', `${volumeType} attached`],
      ['undecided', 'openstack_networking_network_v2 network-1'],
    ].toSorted(),
  );
});

test('without an observation that counts, what is unmanaged is not observable', () => {
  for (const given of [[], [observed([], '2026-01-01T00:00:00Z')]]) {
    const { verdicts } = say(unmanaged, {}, ...given);
    expect(verdicts.map((v) => [v.outcome, v.message])).toEqual([
      ['notObservable', 'a plan alone does not show it; together with an observation of its project it does'],
    ]);
  }
});

test('an observation is an input of the report, and makes no plan of a synthesized stack', () => {
  const input = { kind: 'synth' as const, stack: 'primary', file: 'f', text: '{}' };
  const observations = [{ file: 'seen.json', sha256: 'x', observation: observed([]) }];
  const report = judgeInputs([input], estate, { asOf, observations });
  expect(report.inputs[1]).toEqual({ file: 'seen.json', kind: 'observation', stack: 'primary', sha256: 'x' });
  expect(verdictsThatStop(report).filter((v) => v.outcome === 'undecided')).toEqual([]);
});

test('what was seen in another project, or of a stack that is not judged, is refused', () => {
  const input = { kind: 'synth' as const, stack: 'primary', file: 'f', text: '{}' };
  const run = (observation: Observation) => () =>
    judgeInputs([input], estate, { asOf, observations: [{ file: 'seen.json', sha256: 'x', observation }] });
  const seen = observed([]);
  expect(run({ ...seen, cloud: { ...seen.cloud, projectName: 'another' } })).toThrow(
    /seen\.json: it was read at the project another, and primary has/,
  );
  expect(run({ ...seen, stack: 'mirror' })).toThrow(
    /an observation of mirror, of which there is no other input/,
  );
});

test('a whole observation is read as it is', () => {
  const whole = observed([disk(true), { id: 'other' }]);
  expect(readObservation(JSON.stringify(whole), 'f')).toEqual(whole);
});

test.each<[string, object, RegExp]>([
  ['of another kind', { kind: 'plan' }, /no observation/],
  ['of another version', { schemaVersion: '2.0.0' }, /its version is 2\.0\.0/],
  ['of no time', { observedAt: '2026-11-22' }, /observedAt is no time/],
  ['of a time that is none', { observedAt: '2026-13-22T00:00:00Z' }, /observedAt is no time/],
  ['of no project', { cloud: { authUrl: 'x' } }, /cloud\.region is missing/],
  ['of no types', { listed: 'all' }, /listed is no list/],
  ['of nothing', { resources: undefined }, /resources is no list/],
  ['of an object twice', { resources: observed([{}, {}]).resources }, /resources\[1\]: .* is listed twice/],
  [
    'of an encryption that is a text',
    {
      resources: observed([{ encryption: { ...disk(true).encryption, encrypted: 'false' as never } }])
        .resources,
    },
    /encryption\.encrypted is neither true nor false/,
  ],
])('an observation %s is refused', (_, change, says) => {
  expect(() => readObservation(JSON.stringify({ ...observed([]), ...change }), 'f')).toThrow(says);
});
