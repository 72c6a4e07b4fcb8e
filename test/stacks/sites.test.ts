import { contractOf } from '../../contracts/cluster';
import { domains } from '../../estate/model';
import { backupsAt, datasetsAt, placementsOf, siteOf } from '../../estate/queries';
import { type Json, realEstate, resources, synthesize } from './synthesize';

const made = synthesize();
const sites = Object.entries(made).map(([name, { stack }]) => ({
  name,
  stack,
  site: siteOf(realEstate, name),
}));

/** Every resource of a stack as `type.name`. */
function addresses(stack: (typeof sites)[number]['stack']): string[] {
  return Object.entries(stack.resource).flatMap(([type, named]) =>
    Object.keys(named).map((name) => `${type}.${name}`),
  );
}

test('there is one stack for each site, named as the site', () => {
  expect(Object.keys(made).toSorted()).toEqual(realEstate.sites.map(({ name }) => name).toSorted());
});

describe.each(sites)('$name', ({ name, stack, site }) => {
  const volumes = resources(stack, 'blockstorage_volume_v3');
  const datasets = datasetsAt(realEstate, name);

  test('pins provider and Terraform, and holds no credentials', () => {
    expect(stack.terraform).toEqual({
      required_version: '>= 1.6.0',
      required_providers: {
        openstack: { source: 'terraform-provider-openstack/openstack', version: '= 3.4.0' },
      },
      backend: { local: { path: `../../../terraform.${name}.tfstate` } },
    });
    expect(stack.provider.openstack).toEqual([
      {
        auth_url: site.identity.authUrl,
        region: site.identity.region,
        tenant_name: site.identity.project,
        project_domain_name: site.identity.domain,
        user_domain_name: site.identity.domain,
        insecure: false,
        delayed_auth: true,
      },
    ]);
  });

  test('has an encrypted volume with a key of its own for each dataset here', () => {
    const key = (volume: Json | undefined) => {
      const metadata = volume?.metadata as Record<string, string> | undefined;
      return metadata?.[site.cloud.kind === 'openstack' ? 'estate:key' : '__system__cmkid'];
    };
    const data = Object.entries(volumes).filter(([address]) => address.endsWith('_data'));
    expect(Object.fromEntries(data.map(([address, volume]) => [address, key(volume)]))).toEqual(
      Object.fromEntries(
        datasets.map((dataset) => [
          `${dataset.name}_data`,
          placementsOf(dataset).find((placement) => placement.site === name)?.key,
        ]),
      ),
    );
    const system = Object.entries(volumes).filter(([address]) => address.endsWith('_system'));
    for (const [address, volume] of system) {
      const domain = domains.find((each) => address.startsWith(`${each}_`));
      expect([address, key(volume)]).toEqual([address, domain && site.keyCustody.systemKeys[domain]]);
    }
    expect(data.length + system.length).toBe(Object.keys(volumes).length);
  });

  test('encrypts every volume in the way of its cloud, and nothing destroys one', () => {
    for (const volume of Object.values(volumes)) {
      expect(volume).toMatchObject({
        availability_zone: site.availabilityZone,
        volume_type: site.cloud.volumeType,
        lifecycle: { prevent_destroy: true },
        metadata:
          site.cloud.kind === 'openstack'
            ? { 'estate:key': expect.stringMatching(/^[0-9a-f-]{36}$/) }
            : { __system__encrypted: '1', __system__cmkid: expect.stringMatching(/^[0-9a-f-]{36}$/) },
      });
    }
  });

  test('marks every volume, server and container', () => {
    for (const { name: dataset } of datasets) {
      expect(volumes[`${dataset}_data`]?.metadata).toMatchObject({
        'estate:site': name,
        'estate:dataset': dataset,
        'estate:role': 'data',
      });
    }
    for (const server of Object.values(resources(stack, 'compute_instance_v2'))) {
      expect(server.metadata).toEqual({ 'estate:site': name, 'estate:role': 'node' });
    }
    const containers = Object.values(resources(stack, 'objectstorage_container_v1'));
    expect(containers.map(({ name: container }) => container).toSorted()).toEqual(
      backupsAt(realEstate, name)
        .map(({ dataset }) => `${dataset.name}-backup`)
        .toSorted(),
    );
  });

  test('opens the path of each dataset to its other copies, both ways, and to its backup, on the port of one node', () => {
    const rules = resources(stack, 'networking_secgroup_rule_v2');
    for (const dataset of datasets) {
      const group = `\${openstack_networking_secgroup_v2.${dataset.name}_access.id}`;
      const own = Object.values(rules).filter((rule) => rule.security_group_id === group);
      const others = placementsOf(dataset).filter((placement) => placement.site !== name);
      const expected = others.flatMap((other) =>
        ['ingress', 'egress'].map((direction) => ({
          security_group_id: group,
          direction,
          ethertype: 'IPv4',
          protocol: 'tcp',
          port_range_min: dataset.replication.port,
          port_range_max: dataset.replication.port,
          remote_ip_prefix: siteOf(realEstate, other.site).network.subnets[dataset.domain],
          description: `replication of ${dataset.name} ${direction === 'ingress' ? 'from' : 'to'} ${other.site}`,
        })),
      );
      const backup = {
        security_group_id: group,
        direction: 'egress',
        ethertype: 'IPv4',
        protocol: 'tcp',
        port_range_min: 8443,
        port_range_max: 8443,
        remote_ip_prefix: '10.18.244.0/28',
        description: `backup of ${dataset.name} at clinic`,
      };
      expect(own).toHaveLength(expected.length + 1);
      expect(own).toEqual(expect.arrayContaining([...expected, backup]));

      const attach = resources(stack, 'compute_volume_attach_v2')[`${dataset.name}_attach`];
      const holder = String(attach?.instance_id).match(/instance_v2\.(.+)_server\.id/)?.[1];
      const ports = Object.entries(resources(stack, 'networking_port_v2'));
      const reached = ports.filter(([, port]) => (port.security_group_ids as string[]).includes(group));
      expect(reached.map(([address]) => address)).toEqual([`${holder}_port`]);
      expect(holder).toMatch(new RegExp(`^${dataset.domain}_\\d+$`));
    }
  });

  test('never opens identity, mapping and research to one another', () => {
    const apart = ['identity', 'mapping', 'research'] as const;
    const groupOf = (domain: string) => [
      `\${openstack_networking_secgroup_v2.${domain}_nodes.id}`,
      ...datasets
        .filter((dataset) => dataset.domain === domain)
        .map((dataset) => `\${openstack_networking_secgroup_v2.${dataset.name}_access.id}`),
    ];
    for (const domain of apart) {
      const permitted = [
        site.network.subnets.operations,
        site.network.management,
        '169.254.169.254/32',
        // Where all of them send backups; no server stands there.
        '10.18.244.0/28',
        ...realEstate.sites
          .filter((each) => each.name !== name)
          .map(({ network }) => network.subnets[domain]),
      ];
      const groups = groupOf(domain);
      for (const rule of Object.values(resources(stack, 'networking_secgroup_rule_v2'))) {
        if (!groups.includes(String(rule.security_group_id))) continue;
        if (rule.remote_group_id !== undefined) expect(groups).toContain(rule.remote_group_id);
        else expect(permitted).toContain(rule.remote_ip_prefix);
      }
    }
  });

  test('removes the default rules of every group and keeps every port secured', () => {
    for (const group of Object.values(resources(stack, 'networking_secgroup_v2'))) {
      expect(group.delete_default_rules).toBe(true);
    }
    for (const type of ['networking_port_v2', 'networking_network_v2']) {
      for (const each of Object.values(resources(stack, type))) expect(each.port_security_enabled).toBe(true);
    }
  });

  test('has no public address but the edge router, no password and no generated key', () => {
    expect(Object.keys(stack.resource).filter((type) => /floatingip|fip/.test(type))).toEqual([]);
    expect(Object.keys(resources(stack, 'networking_router_v2'))).toEqual(['edge_router']);
    for (const server of Object.values(resources(stack, 'compute_instance_v2'))) {
      expect(server).not.toHaveProperty('admin_pass');
      expect(server).not.toHaveProperty('block_device');
    }
    expect(resources(stack, 'compute_keypair_v2').admin).toHaveProperty('public_key');
  });

  test('gives out ids and its public address only', () => {
    const volume = (dataset: string) => `\${openstack_blockstorage_volume_v3.${dataset}_data.id}`;
    const subnet = (domain: string) => `\${openstack_networking_subnet_v2.${domain}_subnet.id}`;
    expect(
      Object.fromEntries(Object.entries(stack.output).map(([output, { value }]) => [output, value])),
    ).toEqual({
      cluster: {
        ...contractOf(realEstate, name),
        planned: false,
        volumes: expect.anything(),
        nodes: expect.anything(),
      },
      dataset_volumes: Object.fromEntries(datasets.map((dataset) => [dataset.name, volume(dataset.name)])),
      domain_subnets: Object.fromEntries(domains.map((domain) => [domain, subnet(domain)])),
      gateway_address: '${openstack_vpnaas_service_v2.edge_vpn.external_v4_ip}',
    });
  });

  test('hands over every dataset’s volume and every node by reference', () => {
    const { volumes, nodes } = contractOf(realEstate, name);
    const reference = (resource: string, attribute: string) => `\${${resource}.${attribute}}`;
    expect(stack.output.cluster?.value).toMatchObject({
      volumes: Object.fromEntries(
        Object.entries(volumes).map(([dataset, volume]) => [
          dataset,
          {
            ...volume,
            volumeId: reference(volume.address, 'id'),
            sizeGiB: reference(volume.address, 'size'),
            zone: reference(volume.address, 'availability_zone'),
          },
        ]),
      ),
      nodes: Object.fromEntries(
        domains.map((domain) => [
          domain,
          nodes[domain].map((_, at) => {
            const server = `openstack_compute_instance_v2.${domain}_${at + 1}_server`;
            return { name: reference(server, 'name'), zone: reference(server, 'availability_zone') };
          }),
        ]),
      ),
    });
  });

  test('has short addresses and depends on no other stack', () => {
    for (const address of addresses(stack)) expect(address).toMatch(/^openstack_[a-z0-9_]+\.[a-z0-9_-]+$/);
    expect(addresses(stack)).toContain('openstack_blockstorage_volume_v3.patient-records_data');
    expect(made[name]?.text).not.toContain('terraform_remote_state');
  });
});

test('no secret, no machine path and no value of the environment is in any output', () => {
  const psk = 'a-pre-shared-key-that-must-never-be-seen-anywhere';
  const keep = { ...process.env };
  Object.assign(process.env, {
    TF_VAR_psk_clinic__primary: psk,
    OS_PASSWORD: psk,
    PG_CONN_STR: psk,
    AWS_SECRET_ACCESS_KEY: psk,
  });
  try {
    for (const { text } of Object.values(synthesize(realEstate, { backend: { kind: 'pg' } }))) {
      expect(text).not.toContain(psk);
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(/"(password|conn_str|access_key|secret_key|token|private_key)"/);
    }
  } finally {
    process.env = keep;
  }
});

test('the same estate always gives the same text', () => {
  const texts = (of: typeof made) => Object.values(of).map(({ text }) => text);
  expect(texts(synthesize())).toEqual(texts(made));
});

test('the context of the cdktf CLI changes nothing', () => {
  const context = { excludeStackIdFromLogicalIds: 'true', allowSepCharsInLogicalIds: 'true' };
  expect(synthesize(realEstate, undefined, context)).toEqual(made);
});
