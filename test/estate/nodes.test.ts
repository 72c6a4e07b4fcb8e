import fc from 'fast-check';
import { addressAt, holdsAddress, sizeOf } from '../../estate/cidr';
import type { Site } from '../../estate/model';
import { controlPlaneAddresses, nodeNumberFor, nodesOf } from '../../estate/nodes';
import { siteOf } from '../../estate/queries';
import { realEstate } from '../stacks/synthesize';

const clinic = siteOf(realEstate, 'clinic');

function withOperations(nodes: number, subnet = clinic.network.subnets.operations): Site {
  return {
    ...clinic,
    network: { ...clinic.network, subnets: { ...clinic.network.subnets, operations: subnet } },
    nodePools: { ...clinic.nodePools, operations: { nodes } },
  };
}

test.each([
  [1, 1],
  [2, 1],
  [3, 3],
  [4, 3],
  [5, 5],
  [9, 5],
])('of %i nodes of operations %i run the control plane, an odd number', (nodes, servers) => {
  const made = nodesOf(withOperations(nodes), 'operations');
  expect(made.filter(({ server }) => server).map(({ number }) => number)).toEqual(
    Array.from({ length: servers }, (_, at) => at + 1),
  );
  expect(made.filter(({ address }) => address !== undefined)).toHaveLength(servers);
});

test('no other domain has a server of the control plane', () => {
  for (const domain of ['identity', 'mapping', 'research'] as const)
    expect(nodesOf(clinic, domain).some(({ server, address }) => server || address !== undefined)).toBe(
      false,
    );
});

test('addresses of the control plane are within the subnet, each once, apart from those that a cloud takes', () => {
  // Network, broadcast, gateway and two DHCP ports are not the estate's: `subnetsHoldTheirNodes`.
  const subnet = fc.tuple(fc.integer({ min: 8, max: 29 }), fc.nat(2 ** 24 - 1)).map(([prefix, place]) => {
    const size = 2 ** (32 - prefix);
    return `${addressAt('10.0.0.0/8', Math.floor(place / size) * size)}/${prefix}`;
  });
  fc.assert(
    fc.property(subnet, fc.integer({ min: 1, max: 9 }), (range, wanted) => {
      const nodes = Math.min(wanted, sizeOf(range) - 5);
      const addresses = controlPlaneAddresses(withOperations(nodes, range));
      const taken = [0, 1, 2, sizeOf(range) - 2, sizeOf(range) - 1].map((place) => addressAt(range, place));
      expect(new Set(addresses).size).toBe(addresses.length);
      for (const address of addresses) {
        expect(holdsAddress(range, address)).toBe(true);
        expect(taken).not.toContain(address);
      }
    }),
  );
});

test('a pool without a node holds nothing', () => {
  expect(nodeNumberFor('imaging', [])).toBeUndefined();
});
