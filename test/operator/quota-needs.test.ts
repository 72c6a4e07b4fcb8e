import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { loadEstate } from '../../estate/load-estate';
import { quotaNeedsOf } from '../../operator/quota-needs';
import { sharedSecretsOf } from '../../operator/shared-secrets';
import { buildEstate } from '../../stacks/build-estate';

const estate = loadEstate();
const node = { vcpus: 4, ramMiB: 16_384 };

interface Stack {
  readonly resource: Readonly<Record<string, object>>;
  readonly variable: Readonly<Record<string, object>>;
}

let folder: string;
let stacks: ReadonlyMap<string, Stack>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quotas-'));
  const app = new App({ outdir: folder });
  buildEstate(app, estate);
  app.synth();
  stacks = new Map(
    estate.sites.map(({ name }) => {
      const file = join(folder, 'stacks', name, 'cdk.tf.json');
      return [name, JSON.parse(readFileSync(file, 'utf8')) as Stack];
    }),
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('quotas have room for what each stack makes', () => {
  const kinds = {
    compute: {
      instances: 'compute_instance_v2',
      key_pairs: 'compute_keypair_v2',
      server_groups: 'compute_servergroup_v2',
    },
    volumes: { volumes: 'blockstorage_volume_v3' },
    network: {
      network: 'networking_network_v2',
      subnet: 'networking_subnet_v2',
      router: 'networking_router_v2',
      port: 'networking_port_v2',
      security_group: 'networking_secgroup_v2',
      security_group_rule: 'networking_secgroup_rule_v2',
      vpnservice: 'vpnaas_service_v2',
      ipsec_site_connection: 'vpnaas_site_connection_v2',
      endpoint_group: 'vpnaas_endpoint_group_v2',
      ikepolicy: 'vpnaas_ike_policy_v2',
      ipsecpolicy: 'vpnaas_ipsec_policy_v2',
    },
  } as const;
  for (const site of estate.sites) {
    const needs = quotaNeedsOf(estate, site, node);
    const resources = stacks.get(site.name)?.resource ?? {};
    for (const [api, quotas] of Object.entries(kinds)) {
      for (const [quota, type] of Object.entries(quotas)) {
        const made = Object.keys(resources[`openstack_${type}`] ?? {}).length;
        const allowed = needs[api as keyof typeof kinds][quota] ?? 0;
        expect({ site: site.name, quota, made, fits: made > 0 && allowed >= made }).toMatchObject({
          fits: true,
        });
      }
    }
    expect(needs.compute).toMatchObject({ cores: 80, ram: 327_680, server_group_members: 3 });
    expect(needs.volumes).toMatchObject({ gigabytes: 64_000, per_volume_gigabytes: 8192 });
  }
});

test('every pre-shared key that a stack asks for is drawn, by the name it asks with', () => {
  const asked = [...stacks.values()].flatMap(({ variable }) => Object.keys(variable));
  const drawn = sharedSecretsOf(estate);
  const psks = asked.filter((name) => name.startsWith('psk_')).map((name) => `TF_VAR_${name}`);
  expect([...new Set(psks)].sort()).toEqual(
    Object.keys(drawn)
      .filter((name) => name.startsWith('TF_VAR_psk_'))
      .sort(),
  );
  const values = Object.values(drawn).map((draw) => draw());
  expect(new Set(values).size).toBe(values.length);
  expect(drawn.TF_VAR_psk_clinic__primary?.()).toMatch(/^[A-Za-z0-9+/]{64}$/);
  expect(drawn.TF_VAR_sync_key_patient_records?.()).toMatch(/^[0-9a-f]{64}$/);
});
