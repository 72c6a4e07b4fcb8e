import { realEstate, resources, synthesize } from './synthesize';

const made = synthesize();
const clinic = made.clinic?.stack as never;

test('the object store has a network of its own at its site, on the router that ends the tunnels', () => {
  expect(resources(clinic, 'networking_subnet_v2').objects_subnet).toMatchObject({
    name: 'clinic-objects',
    cidr: '10.18.244.0/28',
    network_id: '${openstack_networking_network_v2.objects_network.id}',
  });
  expect(resources(clinic, 'networking_router_interface_v2').edge_objects).toEqual({
    router_id: '${openstack_networking_router_v2.edge_router.id}',
    subnet_id: '${openstack_networking_subnet_v2.objects_subnet.id}',
  });
  const ports = Object.values(resources(clinic, 'networking_port_v2'));
  expect(ports.filter(({ network_id: id }) => String(id).includes('objects_network'))).toEqual([]);
});

test('both ends of its tunnels carry its range, and those between other sites do not', () => {
  const local = resources(clinic, 'vpnaas_endpoint_group_v2').edge_local?.endpoints as string[];
  expect(local.at(-1)).toBe('${openstack_networking_subnet_v2.objects_subnet.id}');
  for (const name of ['primary', 'mirror']) {
    const groups = resources(made[name]?.stack as never, 'vpnaas_endpoint_group_v2');
    const carrying = Object.entries(groups).filter(([, { endpoints }]) =>
      (endpoints as string[]).includes('10.18.244.0/28'),
    );
    expect(carrying.map(([address]) => address)).toEqual(['clinic_endpoints']);
  }
});

test('without a way to an object store nothing is made or opened for it', () => {
  const sites = realEstate.sites.map(({ objectAccess: _, ...site }) => site);
  expect(JSON.stringify(synthesize({ ...realEstate, sites }))).not.toMatch(
    /10\.18\.244|objects_subnet|backup of/,
  );
});
