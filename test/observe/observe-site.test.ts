import { observeSite } from '../../observe/observe-site';
import { type Answer, type Cloud, project, secret, startCloud } from './cloud';

const credentials = { OS_USERNAME: 'observer', OS_PASSWORD: 'right-password' };
const now = () => new Date('2026-11-23T06:07:08.900Z');

let cloud: Cloud | undefined;
afterEach(() => cloud?.close());

async function observe(answers: Readonly<Record<string, Answer>>, roles?: readonly string[]) {
  const services = [...new Set(Object.keys(answers).map((path) => path.split('/')[1] ?? ''))];
  cloud = await startCloud(answers, services, roles);
  const scope = { authUrl: cloud.authUrl, region: 'cottbus', project: 'lausitz-clinic', domain: 'lausitz' };
  return observeSite('clinic', scope, credentials, now);
}

const volume = (id: string, more: object = {}) => ({
  id,
  name: `volume ${id}`,
  size: 10,
  volume_type: 'luks',
  encrypted: true,
  created_at: '2026-01-02T03:04:05.000000',
  metadata: { 'estate:dataset': 'patient-records', password: 'marked-secret' },
  attachments: [],
  ...more,
});

test('volumes are read through all pages, with how they were encrypted', async () => {
  const list = [volume('a', { encryption_key_id: 'key-1' }), volume('b', { encrypted: false }), volume('c')];
  const { observation } = await observe({
    '/volumev3/volumes/detail': { list, member: 'volumes' },
  });
  const volumes = observation.resources.filter(({ type }) => type === 'openstack_blockstorage_volume_v3');
  expect(volumes.map(({ id, encryption }) => [id, encryption])).toEqual([
    ['a', { encrypted: true, keyId: 'key-1', createdAt: '2026-01-02T03:04:05.000Z' }],
    ['b', { encrypted: false, keyId: null, createdAt: '2026-01-02T03:04:05.000Z' }],
    ['c', { encrypted: true, keyId: null, createdAt: '2026-01-02T03:04:05.000Z' }],
  ]);
});

test('says when, where and as whom it looked, and shows no secret', async () => {
  const list = [volume('a')];
  const { observation } = await observe({ '/volumev3/volumes/detail': { list, member: 'volumes' } });
  expect(observation).toMatchObject({
    kind: 'observation',
    observedAt: '2026-11-23T06:07:08Z',
    stack: 'clinic',
    cloud: { region: 'cottbus', projectId: project.id, projectName: project.name, domainName: 'lausitz' },
  });
  const text = JSON.stringify(observation);
  expect(text).toContain('patient-records');
  for (const one of ['marked-secret', 'right-password', secret]) expect(text).not.toContain(one);
});

test('what cannot be listed is named with its reason, and is not among what was listed', async () => {
  const { observation } = await observe({
    '/volumev3/volumes/detail': { list: [], member: 'volumes' },
    '/volumev3/snapshots/detail': { status: 403 },
    '/volumev3/backups/detail': { body: { volumes: 'no list' } },
  });
  expect(observation.listed).toEqual(['openstack_blockstorage_volume_v3']);
  const reasons = new Map(observation.notListed.map(({ type, reason }) => [type, reason]));
  expect(reasons.get('cinder_snapshot')).toMatch('/volumev3/snapshots/detail answered 403');
  expect(reasons.get('cinder_backup')).toMatch('answered without a list');
  expect(reasons.get('openstack_objectstorage_container_v1')).toMatch(
    'the catalogue has no service object-store',
  );
});

test('a busy service is asked again, and a microversion it does not know is left out', async () => {
  const { observation } = await observe({
    '/volumev3/volumes/detail': { list: [volume('a')], member: 'volumes', busy: 1, refusesVersion: true },
  });
  expect(observation.resources.map(({ id }) => id)).toEqual(['a']);
});

test('a redirect is not followed: the token stays with the service', async () => {
  const { observation } = await observe({
    '/volumev3/volumes/detail': { status: 302, headers: { Location: '/stolen' } },
    '/stolen': { list: [volume('x')], member: 'volumes' },
  });
  expect(observation.resources).toEqual([]);
  expect(observation.notListed.map(({ reason }) => reason).join()).toMatch('answered 302');
  expect(cloud?.calls).not.toContain('GET /stolen');
});

test('ports tell servers’ from routers’ and from the cloud’s own; other projects’ are left out', async () => {
  const port = (id: string, owner: string, project_id = project.id) => ({
    id,
    name: '',
    project_id,
    device_owner: owner,
    device_id: 'd',
    network_id: 'n',
    security_groups: ['g'],
    port_security_enabled: true,
    fixed_ips: [{ subnet_id: 's', ip_address: '10.0.0.9' }],
  });
  const { observation } = await observe({
    '/network/v2.0/ports': {
      list: [
        port('p1', 'compute:nova'),
        port('p2', 'network:dhcp'),
        port('p3', 'network:router_interface'),
        port('p4', 'compute:nova', 'another-project'),
      ],
      member: 'ports',
    },
  });
  expect(observation.resources.map(({ type, id, madeByCloud }) => [type, id, madeByCloud])).toEqual([
    ['openstack_networking_port_v2', 'p1', false],
    ['openstack_networking_port_v2', 'p2', true],
    ['openstack_networking_router_interface_v2', 'p3', false],
  ]);
});

test('of the default group only the rules it started with are the cloud’s', async () => {
  const rule = (id: string, more: object) => ({ id, project_id: 'p1', protocol: null, ...more });
  const { observation } = await observe({
    '/network/v2.0/security-groups': { list: [{ id: 'd', name: 'default' }], member: 'security_groups' },
    '/network/v2.0/security-group-rules': {
      list: [
        rule('r1', { security_group_id: 'd', direction: 'egress' }),
        rule('r2', { security_group_id: 'd', direction: 'ingress', remote_group_id: 'd' }),
        rule('r3', { security_group_id: 'd', direction: 'ingress', remote_ip_prefix: '0.0.0.0/0' }),
      ],
      member: 'security_group_rules',
    },
  });
  const made = observation.resources.filter(({ madeByCloud }) => madeByCloud).map(({ id }) => id);
  expect(made).toEqual(['d', 'r1', 'r2']);
});

test('a container says who may read it and whether it keeps versions', async () => {
  const { observation } = await observe({
    '/object-store': { list: [{ name: 'backup/ü' }, { name: 'gone' }], marker: 'name' },
    '/object-store/backup%2F%C3%BC': {
      status: 204,
      headers: {
        'X-Container-Read': '.r:*',
        'X-Versions-Enabled': 'True',
        'X-Container-Sync-Key': 'marked-secret',
        'X-Container-Meta-Estate-Dataset': 'research',
        'X-Container-Meta-Note': 'people put passwords here',
      },
    },
  });
  expect(observation.resources).toEqual([
    {
      type: 'openstack_objectstorage_container_v1',
      id: 'backup/ü',
      name: 'backup/ü',
      madeByCloud: false,
      attributes: {
        name: 'backup/ü',
        container_read: '.r:*',
        container_write: null,
        container_sync_to: null,
        metadata: { 'estate-dataset': 'research' },
        versioning: true,
        versioning_legacy: [],
      },
    },
  ]);
});

test('a volume’s key that Cinder made, and the network between a router and its VPN, are the cloud’s own', async () => {
  const secret = (id: string, name: string | null) => ({ secret_ref: `https://keys/v1/secrets/${id}`, name });
  const { observation } = await observe({
    '/volumev3/volumes/detail': { list: [volume('a', { encryption_key_id: 'k1' })], member: 'volumes' },
    '/key-manager/v1/secrets': {
      list: [secret('k1', null), secret('k2', null), secret('k3', 'psk')],
      member: 'secrets',
    },
    '/network/v2.0/subnets': {
      list: [
        { id: 's1', name: 'vpn-transit-subnet-r1', cidr: '169.254.0.0/28' },
        { id: 's2', name: 'data', cidr: '10.0.0.0/24' },
      ],
      member: 'subnets',
    },
    '/network/v2.0/ports': {
      list: ['s1', 's2'].map((subnet) => ({
        id: `i-${subnet}`,
        device_owner: 'network:router_interface',
        device_id: 'r1',
        fixed_ips: [{ subnet_id: subnet }],
      })),
      member: 'ports',
    },
  });
  const made = observation.resources.filter(({ madeByCloud }) => madeByCloud).map(({ id }) => id);
  expect(made).toEqual(['s1', 'i-s1', 'k1']);
});

test('an account that may write is told of', async () => {
  const answers = { '/volumev3/volumes/detail': { list: [], member: 'volumes' } };
  expect((await observe(answers)).writingRoles).toEqual([]);
  await cloud?.close();
  expect((await observe(answers, ['reader', 'member'])).writingRoles).toEqual(['member']);
});

test('a refused login, missing credentials and a silent endpoint are errors that say what to do', async () => {
  cloud = await startCloud({}, []);
  const scope = { authUrl: cloud.authUrl, region: 'cottbus', project: 'lausitz-clinic', domain: 'lausitz' };
  const wrong = { OS_USERNAME: 'observer', OS_PASSWORD: 'marked-secret' };
  await expect(observeSite('clinic', scope, wrong)).rejects.toThrow(
    /answered 401 to the login.*ESTATE_CLINIC_\*/s,
  );
  await expect(observeSite('clinic', scope, {})).rejects.toThrow('ESTATE_CLINIC_USERNAME');
  const other = { ...scope, project: 'another' };
  await expect(observeSite('clinic', other, credentials)).rejects.toThrow('scoped to lausitz-clinic');
  const closed = { ...scope, authUrl: 'http://127.0.0.1:9/v3' };
  await expect(observeSite('clinic', closed, credentials)).rejects.toThrow('does not answer');
});

test('key pairs of the account that asks are read where they are asked for, and by name', async () => {
  const list = [{ keypair: { name: 'admin', fingerprint: 'f' } }, { keypair: { name: 'other' } }];
  cloud = await startCloud({ '/compute/v2.1/os-keypairs': { body: { keypairs: list } } }, ['compute']);
  const scope = { authUrl: cloud.authUrl, region: 'cottbus', project: 'lausitz-clinic', domain: 'lausitz' };
  const { observation } = await observeSite('clinic', scope, credentials, now, true);
  const pairs = observation.resources.filter(({ type }) => type === 'openstack_compute_keypair_v2');
  expect(pairs.map(({ id, name, attributes }) => [id, name, attributes])).toEqual([
    ['admin', 'admin', { name: 'admin', fingerprint: 'f' }],
    ['other', 'other', { name: 'other' }],
  ]);
  const { observation: without } = await observeSite('clinic', scope, credentials, now);
  expect(without.listed).not.toContain('openstack_compute_keypair_v2');
});
