import type { Item } from '../observe/list';
import { type Preparation, refusal } from './preparation';

/**
 * The zone of Nova and of Cinder. In an imitation all hosts are put into it, by a host aggregate. In a real cloud a
 * zone says in which building a host stands, which only its operator knows: there it is looked at, and never made.
 */
export async function prepareZone(preparation: Preparation): Promise<void> {
  const { site, imitation, tell } = preparation;
  const zone = site.availabilityZone;
  if (await isZone(preparation, 'compute', zone)) tell('exists', `zone ${zone} of servers`);
  else if (imitation) await makeZone(preparation, zone);
  else {
    throw refusal(
      preparation,
      `Nova has no zone ${zone}.`,
      'A zone is a host aggregate of the hosts that stand in one building, which nobody but the operator knows.',
      `openstack aggregate create --zone ${zone} ${zone}, and add its hosts; or correct availabilityZone in the estate.`,
    );
  }
  if (!(await isZone(preparation, 'volumes', zone))) {
    throw refusal(
      preparation,
      `Cinder has no zone ${zone}.`,
      'Volumes are made in the zone of the servers; no API makes a zone of Cinder.',
      `Set storage_availability_zone = ${zone} in cinder.conf of the hosts that stand there.`,
    );
  }
  tell('exists', `zone ${zone} of volumes`);
}

async function isZone(
  { administrator }: Preparation,
  api: 'compute' | 'volumes',
  zone: string,
): Promise<boolean> {
  const answer = await administrator.read(api, '/os-availability-zone');
  const zones = (answer?.availabilityZoneInfo ?? []) as readonly Item[];
  return zones.some(({ zoneName }) => zoneName === zone);
}

async function makeZone(preparation: Preparation, zone: string): Promise<void> {
  const { administrator, tell } = preparation;
  const answer = await administrator.read('compute', '/os-services?binary=nova-compute');
  const hosts = ((answer?.services ?? []) as readonly Item[]).map(({ host }) => String(host));
  const aggregates = ((await administrator.read('compute', '/os-aggregates'))?.aggregates ??
    []) as readonly Item[];
  const taken = aggregates.filter(
    ({ availability_zone: other, hosts: members }) =>
      typeof other === 'string' && other !== zone && (members as readonly string[]).length > 0,
  );
  if (hosts.length === 0 || taken.length > 0) {
    const others = taken.map(({ availability_zone: other }) => other).join(', ');
    throw refusal(
      preparation,
      hosts.length === 0 ? 'Nova has no compute host.' : `hosts are in another zone already: ${others}.`,
      'All hosts of an imitated site are in its one zone.',
      hosts.length === 0
        ? 'Start the site’s compute services.'
        : 'Take them out of the other aggregates, or reset the imitation.',
    );
  }
  const found = aggregates.find(({ availability_zone: its }) => its === zone);
  const body = { aggregate: { name: zone, availability_zone: zone } };
  const aggregate =
    found ?? ((await administrator.post('compute', '/os-aggregates', body)).aggregate as Item);
  const members = (aggregate.hosts ?? []) as readonly string[];
  for (const host of hosts.filter((each) => !members.includes(each)))
    await administrator.post('compute', `/os-aggregates/${aggregate.id}/action`, { add_host: { host } });
  tell(found ? 'changed' : 'made', `zone ${zone} of servers (${hosts.length} hosts)`);
}
