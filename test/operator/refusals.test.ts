import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EnvironmentFile } from '../../operator/environment-file';
import { keysOf } from '../../operator/keys';
import { prepareSite } from '../../operator/prepare-site';
import { administrator, assignment } from './cloud';
import { Bench, clinic, estate, names, primary } from './run';

let bench: Bench;
beforeEach(async () => {
  bench = new Bench();
  await bench.start();
});
afterEach(() => bench.end());

test('what cannot be mended is refused, each thing by itself, and the rest is made', async () => {
  bench.cloud.things.types = [{ id: 't', name: 'luks', is_public: true }];
  bench.cloud.things.volumes = [{ id: 'v', volume_type: 'luks' }];
  bench.cloud.things.flavors = [{ id: clinic.flavorId, name: 'small', vcpus: 1, ram: 1024 }];
  bench.cloud.things.images = [
    { id: clinic.imageId, status: 'active', visibility: 'private', owner: 'another' },
  ];
  const { said, refused, deployment } = await bench.prepare();
  expect(refused.map((text) => text.split('\n')[0])).toEqual([
    'clinic: volume type luks has 1 volumes, in plaintext.',
    `clinic: image ${clinic.imageId} is private to another project.`,
    `clinic: flavor ${clinic.flavorId} has 1 CPUs and 1024 MiB.`,
  ]);
  expect(deployment).toBeUndefined();
  expect(said.filter((line) => line.startsWith('made key'))).toHaveLength(keysOf(estate, clinic).length);
});

test('a volume type in which nothing lies yet is mended', async () => {
  const weak = { provider: 'luks', cipher: 'aes-xts-plain64', key_size: 128, control_location: 'front-end' };
  bench.cloud.things.types = [
    { id: 't', name: 'luks', is_public: true, encryption: { ...weak, encryption_id: 'e' } },
  ];
  expect((await bench.prepare()).refused).toEqual([]);
  expect(bench.cloud.things.types?.[0]?.encryption).toMatchObject({ key_size: 256 });
});

test('an account with more roles than the estate gives it is refused', async () => {
  await bench.prepare();
  const pipeline = bench.cloud.things.users?.find(({ name }) => name === 'clinic-pipeline')?.id ?? '';
  const keyProject =
    bench.cloud.things.projects?.find(({ name }) => name === 'lausitz-clinic-keys')?.id ?? '';
  bench.cloud.things.assignments?.push(
    assignment(pipeline, keyProject, 'r-member'),
    assignment(pipeline, null, 'r-admin'),
  );
  expect((await bench.prepare()).refused.join()).toContain(
    'account clinic-pipeline has also: member in lausitz-clinic-keys, admin in more than a project.',
  );
});

test('a key that another account has made is not taken for the custodian’s', async () => {
  await bench.prepare();
  const [secret] = bench.cloud.things.secrets ?? [];
  if (secret) secret.creator_id = 'the-pipeline';
  expect((await bench.prepare()).refused.join()).toContain(
    `a secret ${secret?.name} that another account has made`,
  );
});

test('in a real cloud image, zone and external network are looked at, and never made up', async () => {
  await bench.start({ elsewhere: 'https://cloud.example/v1' });
  bench.cloud.zones.compute.length = 0;
  const { refused, deployment } = await bench.prepare();
  expect(refused.map((text) => text.split('\n')[0])).toEqual([
    'clinic: Nova has no zone nova.',
    `clinic: Neutron has no network ${clinic.network.externalNetworkId}.`,
    `clinic: Glance has no image ${clinic.imageId}.`,
  ]);
  expect(deployment).toBeUndefined();
  const { images, networks, 'os-aggregates': aggregates } = names(bench.cloud);
  expect({ images, networks, aggregates }).toEqual({ images: [], networks: [], aggregates: [] });
});

test('a real cloud gets its image from a file, and keys under ids that a person writes down', async () => {
  await bench.start({ elsewhere: 'https://cloud.example/v1' });
  const { externalNetworkId } = clinic.network;
  bench.cloud.things.networks = [{ id: externalNetworkId, name: 'provider', 'router:external': true }];
  bench.cloud.things.subnets = [{ id: 's', name: 'provider', network_id: externalNetworkId, ip_version: 4 }];
  const imageFile = join(bench.folder, 'image.qcow2');
  writeFileSync(imageFile, Buffer.concat([Buffer.from('QFI\xfb', 'latin1'), Buffer.alloc(300_000, 7)]));
  const { said, refused } = await bench.prepare({ imageFile });
  expect(refused).toEqual([]);
  expect(bench.cloud.things.images?.[0]).toMatchObject({
    id: clinic.imageId,
    disk_format: 'qcow2',
    status: 'active',
  });
  const open = said.filter((line) => line.startsWith('open '));
  expect(open).toHaveLength(keysOf(estate, clinic).length);
  expect(open[0]).toContain(`write that into the estate, which names ${keysOf(estate, clinic)[0]?.id}`);
});

test('the zone of an imitated site takes in all its hosts', async () => {
  const site = { ...clinic, availabilityZone: 'cottbus-1' };
  bench.cloud.zones.volumes.push('cottbus-1');
  const { refused, said } = await bench.prepare({ site });
  expect(refused).toEqual([]);
  expect(said).toContain('made zone cottbus-1 of servers (2 hosts)');
  expect(bench.cloud.things['os-aggregates']?.[0]?.hosts).toEqual(['host-1', 'host-2']);
});

test('a site of the Open Telekom Cloud is prepared only where it is imitated', async () => {
  await expect(
    prepareSite(
      estate,
      primary,
      { authUrl: primary.identity.authUrl, project: 'admin', domain: 'Default', credentials: administrator },
      { passwords: new EnvironmentFile(undefined), tell: () => {} },
    ),
  ).rejects.toThrow(/primary is in the Open Telekom Cloud.*its console.*fix/s);
  await bench.start({ region: primary.identity.region, elsewhere: 'https://otc.example' });
  await expect(bench.prepare({ site: primary })).rejects.toThrow('the catalogue at');
  expect(bench.cloud.writes).toEqual([]);
  await bench.start({ region: primary.identity.region });
  bench.cloud.zones.compute.push('eu-de-01');
  bench.cloud.zones.volumes.push('eu-de-01');
  expect((await bench.prepare({ site: primary })).refused).toEqual([]);
  expect(bench.cloud.things.types?.map(({ name }) => name)).toEqual(['SSD']);
});
