import { isLoopback } from '../../estate/deployment';
import { type Check, notOk, ok, type Result, type Subject } from '../check';
import { type Service, typesOf } from '../cloud-reader';

/** What the provider's types begin with, and the service that makes them. */
const makers: readonly (readonly [string, Service])[] = [
  ['openstack_compute_', 'compute'],
  ['openstack_networking_', 'network'],
  ['openstack_vpnaas_', 'network'],
  ['openstack_blockstorage_', 'storage'],
  ['openstack_objectstorage_', 'objects'],
];

const check: Check = {
  id: 'identity/endpoints-of-region',
  rule: 'Each service that the stack needs has one public endpoint in the site’s region, by https or on loopback.',
  async look(subject) {
    const { cloud, site } = subject;
    const regions = regionsOf(subject);
    if (!regions.includes(site.identity.region)) {
      return [
        notOk(
          `the catalogue has ${regions.join(', ') || 'no region'}, not ${site.identity.region}`,
          'Correct identity.region in the site’s file, or use an account of that region’s project.',
        ),
      ];
    }
    return neededServices(subject).map((service): Result => {
      const endpoint = cloud.session.endpoint(...typesOf(service));
      const name = typesOf(service)[0];
      if (endpoint === undefined) {
        const fix = `Have the operator register ${name} in the catalogue of ${site.identity.region}.`;
        return notOk(`${name} has no public endpoint in ${site.identity.region}`, fix);
      }
      if (new URL(endpoint).protocol === 'https:' || isLoopback(endpoint))
        return ok(`${name} at ${endpoint}`);
      return notOk(
        `${name} at ${endpoint}`,
        'Have the operator offer it by https: the token travels with every call.',
      );
    });
  },
};

export default check;

function regionsOf({ cloud }: Subject): readonly string[] {
  const endpoints = (cloud.session.token.catalog ?? []).flatMap((service) => service.endpoints);
  return [...new Set(endpoints.flatMap(({ region_id: id, region }) => id ?? region ?? []))].sort();
}

function neededServices({ wanted, site }: Subject): readonly Service[] {
  const made = wanted.types.flatMap((type) => makers.find(([prefix]) => type.startsWith(prefix))?.[1] ?? []);
  // Servers start from an image; Barbican keeps what opens volumes. Keys of the Open Telekom Cloud are in no OpenStack API.
  const others: readonly Service[] = site.cloud.kind === 'openstack' ? ['image', 'keys'] : ['image'];
  return [...new Set([...made, ...others])];
}
