import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Observation, ObservedResource } from '../../contracts/observation';
import { readSynth } from '../../graph/read-synth';
import { goneOf, type Managed, match } from '../../recover/match';

const folder = join(__dirname, '../fixtures/recover');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
/** What a real OpenStack listed after a real apply of this stack, and the ids that the state had. */
const observation = JSON.parse(read('clinic.observation.json')) as Observation;
const stack = readSynth(read('clinic.cdk.tf.json'), 'clinic.cdk.tf.json', 'clinic');
const ids = JSON.parse(read('clinic.ids.json')) as Readonly<Record<string, string>>;
const managed = Object.entries(ids).map(
  ([address, id]): Managed => ({ address, id, type: address.split('.')[0] ?? '' }),
);

const observedWith = (
  change: (resources: ObservedResource[]) => readonly ObservedResource[],
): Observation => ({
  ...observation,
  resources: change([...observation.resources]),
});
const idOf = (address: string) => ids[address] ?? '';
const foundIn = (found: readonly { address: string; id: string }[]) =>
  Object.fromEntries(found.map(({ address, id }) => [address, id]));

test('a lost state is found again: every resource by the very id that the state had', () => {
  const { found, missing, ambiguous, unsupported, unclaimed } = match(stack, observation);
  expect(foundIn(found)).toEqual(ids);
  expect({ missing, ambiguous, unsupported, unclaimed }).toEqual({
    missing: [],
    ambiguous: [],
    unsupported: [],
    unclaimed: [],
  });
});

test('the order of the listing does not matter', () => {
  const shuffled = fc.shuffledSubarray([...observation.resources], {
    minLength: observation.resources.length,
  });
  fc.assert(
    fc.property(shuffled, (resources) => {
      expect(match(stack, { ...observation, resources })).toEqual(match(stack, observation));
    }),
    { numRuns: 20 },
  );
});

test('of a half-written state, only what it does not know is found, whatever that is', () => {
  fc.assert(
    fc.property(fc.subarray(managed), (known) => {
      const { found, ambiguous, unclaimed } = match(stack, observation, known);
      expect({ ...foundIn(known), ...foundIn(found) }).toEqual(ids);
      expect(found.length + known.length).toBe(managed.length);
      expect([...ambiguous, ...unclaimed]).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('whatever of the project is gone, nothing is taken for something else', () => {
  fc.assert(
    fc.property(fc.subarray([...observation.resources]), (resources) => {
      const { found } = match(stack, { ...observation, resources });
      for (const { address, id } of found) expect([address, id]).toEqual([address, ids[address]]);
    }),
    { numRuns: 50 },
  );
});

test('two objects of one name are refused, and what belongs to them with them', () => {
  const address = 'openstack_networking_network_v2.identity_network';
  const twin = observedWith((resources) => [
    ...resources,
    ...resources.filter(({ id }) => id === idOf(address)).map((one) => ({ ...one, id: 'twin' })),
  ]);
  const { ambiguous, missing } = match(stack, twin);
  expect(ambiguous[0]).toEqual({ address, why: `it could be any of ${idOf(address)}, twin` });
  const [port, server] = ['openstack_networking_port_v2', 'openstack_compute_instance_v2'].map((type) =>
    Object.keys(ids).find((one) => one.startsWith(`${type}.identity_1`)),
  );
  expect(ambiguous).toContainEqual({
    address: server,
    why: `${idOf(server ?? '')} is not joined to ${port}`,
  });
  expect(missing).toContainEqual({
    address: 'openstack_networking_subnet_v2.identity_subnet',
    why: `it belongs to ${address}, which was not found`,
  });
});

test('a namesake without the marks is not it', () => {
  const address = 'openstack_blockstorage_volume_v3.patient-records_data';
  const unmarked = observedWith((resources) =>
    resources.map((one) =>
      one.id === idOf(address) ? { ...one, attributes: { ...one.attributes, metadata: {} } } : one,
    ),
  );
  const { missing, unclaimed } = match(stack, unmarked);
  const why = `${idOf(address)} has its name, but not its marks and place`;
  expect(missing).toContainEqual({ address, why });
  expect(unclaimed.map(({ id }) => id)).toContain(idOf(address));
});

test('a network that was killed before its tags were set is found by its name; with other tags it is another', () => {
  const address = 'openstack_networking_network_v2.identity_network';
  const taggedAs = (tags: readonly string[]) =>
    observedWith((resources) =>
      resources.map((one) =>
        one.id === idOf(address) ? { ...one, attributes: { ...one.attributes, tags } } : one,
      ),
    );
  expect(foundIn(match(stack, taggedAs([])).found)).toEqual(ids);
  const { found } = match(stack, taggedAs(['estate:role=domain', 'estate:site=other']));
  expect(foundIn(found)).not.toHaveProperty([address]);
});

test('a server that is not in its group is not taken over as if it were', () => {
  const alone = observedWith((resources) =>
    resources.map((one) =>
      one.type === 'openstack_compute_servergroup_v2'
        ? { ...one, attributes: { ...one.attributes, members: [] } }
        : one,
    ),
  );
  const servers = Object.keys(ids).filter((address) => address.startsWith('openstack_compute_instance_v2.'));
  const { ambiguous } = match(stack, alone);
  expect(ambiguous.map(({ address }) => address).toSorted()).toEqual(servers.toSorted());
  expect(ambiguous[0]?.why).toMatch(/ is not in openstack_compute_servergroup_v2\./);
});

test('what the cloud or somebody else made is left, and named where the stack has such things', () => {
  const more = observedWith((resources) => {
    const [group] = resources.filter(({ type }) => type === 'openstack_networking_secgroup_v2');
    const one = { madeByCloud: false, name: 'x', attributes: { name: 'x' } };
    return [
      ...resources,
      { ...one, type: group?.type ?? '', id: 'by hand' },
      { ...one, type: group?.type ?? '', id: 'by the cloud', madeByCloud: true },
      { ...one, type: 'openstack_keymanager_secret_v1', id: 'a key' },
    ];
  });
  expect(match(stack, more).unclaimed.map(({ id }) => id)).toEqual(['by hand']);
});

test('what was replaced by a run that was killed is gone under its old id, and found under its new one', () => {
  const address = 'openstack_networking_secgroup_rule_v2.patient-records_access_from-mirror-tcp-5432';
  const before = managed.map((one) => (one.address === address ? { ...one, id: 'the old one' } : one));
  expect(goneOf(managed, observation)).toEqual([]);
  const gone = goneOf(before, observation);
  expect(gone.map((one) => one.address)).toEqual([address]);
  const { found } = match(
    stack,
    observation,
    before.filter((one) => !gone.includes(one)),
  );
  expect(foundIn(found)).toEqual({ [address]: idOf(address) });
  expect(goneOf(before, { ...observation, listed: [] })).toEqual([]);
});
