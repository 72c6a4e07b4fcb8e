import { type Domain, domains } from '../../estate/model';
import { placementsOf } from '../../estate/queries';
import type { Graph, Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { apartDomains } from '../../judge/facts/domains';
import { volumeType } from '../../judge/facts/encryption';
import { containerType, keyPathOf, sameKey } from '../../judge/facts/keys';
import { tiesOf } from '../../judge/facts/server-domains';
import { attachType } from '../../judge/facts/servers';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  markOf,
  pass,
  seen,
  undecided,
} from '../../judge/policy';

/** Domains that a key belongs to by the estate: of datasets and backups, and of system volumes. */
function declaredDomains({ datasets, sites }: Context['estate']): Map<string, Set<Domain>> {
  const owners = new Map<string, Set<Domain>>();
  const add = (id: string, domain: Domain) => {
    const key = sameKey(id);
    owners.set(key, (owners.get(key) ?? new Set()).add(domain));
  };
  for (const dataset of datasets) {
    for (const { key } of [...placementsOf(dataset), dataset.backup]) add(key, dataset.domain);
  }
  for (const { keyCustody } of sites) {
    for (const domain of domains) add(keyCustody.systemKeys[domain], domain);
  }
  return owners;
}

/** The domain of what a key opens: its dataset's, else that of the servers it is attached to. */
function domainsOf(resource: Resource, context: Context): readonly Domain[] {
  const dataset = context.estate.datasets.find(({ name }) => name === markOf(resource, 'dataset'));
  if (dataset) return [dataset.domain];
  const site = context.siteOfStack(resource.stack);
  if (!site || resource.type !== volumeType) return [];
  const servers = serversOf(resource, context.graph);
  const ties = servers.flatMap((server) => tiesOf(server, site, context));
  return [...new Set(ties.filter(({ certain }) => certain).flatMap((tie) => [...tie.domains]))];
}

function serversOf(volume: Resource, graph: Graph): readonly Resource[] {
  const attachments = graph.users(volume, attachType, 'volume_id').filter(({ certain }) => certain);
  return attachments.flatMap(({ resource }) => {
    const { targets, certain } = graph.follow(resource, 'instance_id');
    return certain ? targets : [];
  });
}

function judgeKey(
  resource: Resource,
  path: string,
  owners: ReadonlyMap<string, ReadonlySet<Domain>>,
): Finding {
  const key = resource.get(path);
  const evidence = seen(resource, path);
  if (key instanceof Unknown) return undecided('which key it has is not known yet', evidence);
  const all = [...(owners.get(sameKey(String(key))) ?? [])];
  const apart = all.filter((one) => (apartDomains as readonly Domain[]).includes(one));
  if (apart.length === 0 || all.length < 2) return pass;
  return fail(`its key opens what belongs to ${all.toSorted().join(' and ')}`, evidence);
}

export default definePolicy({
  title: 'A key opens volumes and backups of one domain',
  severity: 'critical',
  why: 'Identity, mapping and research are apart only as long as nobody can open two of them. One key for both undoes the separation, though each lies in a network of its own; system volumes count, for they hold traces of the data.',
  avoid: 'one key id for volumes or backups of two domains, or the key of another domain’s system volumes',
  prefer: 'the keys that `estate/datasets` and `systemKeys` of the site name, each for one domain',
  remediation: 'Have the key custodian make a key for the domain, and make the volume anew with it.',
  controls: ['C5:2020 CRY-04', 'C5:2020 OPS-24', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth', 'plan', 'state'],
  needs: 'estate',
  *examineEstate(context) {
    const owners = declaredDomains(context.estate);
    const uses = context.graph.ofType(volumeType, containerType).flatMap((resource) => {
      const path = keyPathOf(resource);
      return path === undefined ? [] : [{ resource, path, domains: domainsOf(resource, context) }];
    });
    for (const { resource, path, domains: used } of uses) {
      const id = resource.get(path);
      if (typeof id !== 'string') continue;
      const key = sameKey(id);
      const known = owners.get(key) ?? new Set<Domain>();
      for (const domain of used) known.add(domain);
      owners.set(key, known);
    }
    for (const { resource, path, domains: used } of uses) {
      // A key that is not known, of something that belongs to no domain, is for other rules.
      if (used.length === 0 && resource.get(path) instanceof Unknown) continue;
      const { stack, address } = resource;
      const site = context.siteOfStack(stack)?.name;
      const subject = { stack, address, site, dataset: markOf(resource, 'dataset') };
      yield [subject, judgeKey(resource, path, owners)];
    }
  },
  examples: {
    changes: [
      {
        name: 'a system volume of mapping with the key of identity’s system volumes',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.mapping_1_system': {
            metadata: {
              __system__cmkid: '15753157-44f4-4bdc-be8c-ae8b47b9375f',
              __system__encrypted: '1',
              'estate:role': 'system',
              'estate:site': 'primary',
            },
          },
        },
        outcome: 'fail',
        subjects: [
          'primary:openstack_blockstorage_volume_v3.mapping_1_system',
          'primary:openstack_blockstorage_volume_v3.identity_1_system',
        ],
        says: 'its key opens what belongs to identity and mapping',
      },
      {
        name: 'research with the key of imaging',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.research_data': {
            metadata: {
              __system__cmkid: 'd57ac1f0-1135-47c0-ae60-87234529747e',
              __system__encrypted: '1',
              'estate:dataset': 'research',
              'estate:role': 'data',
              'estate:site': 'primary',
            },
          },
        },
        outcome: 'fail',
        subjects: [
          'primary:openstack_blockstorage_volume_v3.research_data',
          'primary:openstack_blockstorage_volume_v3.imaging_data',
        ],
        says: 'its key opens what belongs to identity and research',
      },
      {
        name: 'research with the key of imaging in capitals',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.research_data': {
            metadata: {
              __system__cmkid: 'D57AC1F0-1135-47C0-AE60-87234529747E',
              __system__encrypted: '1',
              'estate:dataset': 'research',
              'estate:role': 'data',
              'estate:site': 'primary',
            },
          },
        },
        outcome: 'fail',
        subjects: [
          'primary:openstack_blockstorage_volume_v3.research_data',
          'primary:openstack_blockstorage_volume_v3.imaging_data',
        ],
        says: 'its key opens what belongs to identity and research',
      },
      {
        name: 'a key that is not known yet',
        stack: 'primary',
        set: { 'openstack_blockstorage_volume_v3.research_data': { metadata: 'unknown' } },
        outcome: 'undecided',
        subjects: ['primary:openstack_blockstorage_volume_v3.research_data'],
      },
      {
        name: 'imaging with the key of its own domain’s system volumes',
        stack: 'primary',
        set: {
          'openstack_blockstorage_volume_v3.imaging_data': {
            metadata: {
              __system__cmkid: '15753157-44f4-4bdc-be8c-ae8b47b9375f',
              __system__encrypted: '1',
              'estate:dataset': 'imaging',
              'estate:role': 'data',
              'estate:site': 'primary',
            },
          },
        },
        outcome: 'pass',
        subjects: ['primary:openstack_blockstorage_volume_v3.imaging_data'],
      },
    ],
  },
});
