import { contractOf, handedOver } from '../../contracts/cluster';
import { datasetsAt, siteOf } from '../../estate/queries';
import { realEstate } from '../stacks/synthesize';

test.each(['primary', 'mirror', 'clinic'])(
  '%s: every dataset there has a volume, on a node of its domain',
  (site) => {
    const { volumes, nodes } = contractOf(realEstate, site);
    const expected = datasetsAt(realEstate, site).map(({ name, domain, sizeGiB }) => [
      name,
      {
        volumeId: `planned:${site}:${name}`,
        address: `openstack_blockstorage_volume_v3.${name}_data`,
        domain,
        sizeGiB,
        server: expect.stringMatching(new RegExp(`^${site}-${domain}-[123]$`)),
        zone: nodes[domain][0]?.zone,
      },
    ]);
    expect(volumes).toEqual(Object.fromEntries(expected));
  },
);

test('the clinic hands over its control plane, ranges, partners and containers', () => {
  const { volumes, nodes, ...rest } = contractOf(realEstate, 'clinic');
  expect(nodes.operations.map(({ name }) => name)).toEqual([
    'clinic-operations-1',
    'clinic-operations-2',
    'clinic-operations-3',
  ]);
  expect(rest).toEqual({
    kind: 'cluster',
    schemaVersion: '1.0.0',
    site: 'clinic',
    planned: true,
    endpoint: {
      host: 'kubernetes.clinic.lausitz.internal',
      port: 6443,
      addresses: ['10.18.48.10', '10.18.48.11', '10.18.48.12'],
    },
    zones: ['nova'],
    ranges: {
      site: '10.18.0.0/16',
      management: '10.18.240.0/24',
      pods: '172.30.0.0/16',
      services: '172.31.0.0/16',
      domains: {
        identity: '10.18.0.0/20',
        mapping: '10.18.16.0/20',
        research: '10.18.32.0/20',
        operations: '10.18.48.0/20',
      },
      partners: {
        mirror: {
          identity: '10.17.0.0/20',
          mapping: '10.17.16.0/20',
          research: '10.17.32.0/20',
          operations: '10.17.48.0/20',
        },
        primary: {
          identity: '10.16.0.0/20',
          mapping: '10.16.16.0/20',
          research: '10.16.32.0/20',
          operations: '10.16.48.0/20',
        },
      },
    },
    resolvers: ['10.18.48.10', '10.18.48.11', '10.18.48.12'],
    containers: Object.fromEntries(
      realEstate.datasets
        .filter(({ backup }) => backup.site === 'clinic')
        .map(({ name }) => [name, { backup: `${name}-backup` }]),
    ),
    backups: Object.fromEntries(
      realEstate.datasets.map(({ name }) => [
        name,
        {
          site: 'clinic',
          container: `${name}-backup`,
          host: 'objects.clinic.lausitz.internal',
          port: 8443,
          range: '10.18.244.0/28',
        },
      ]),
    ),
  });
});

test('every site that holds a dataset is told where its backup is, so that whoever takes over goes on with it', () => {
  const [primary, mirror, clinic] = ['primary', 'mirror', 'clinic'].map((site) =>
    contractOf(realEstate, site),
  );
  expect(mirror?.backups).toEqual(primary?.backups);
  expect(clinic?.backups).toEqual(primary?.backups);
});

test('where the site that keeps backups declares no way to its object store, nobody is told of any', () => {
  const sites = realEstate.sites.map(({ objectAccess: _, ...site }) => site);
  expect(contractOf({ ...realEstate, sites }, 'primary').backups).toEqual({});
});

const clinic = siteOf(realEstate, 'clinic');

test.each(['172.16.0.0/12', '172.30.0.0/16', '172.31.240.0/20'])(
  'a site whose range %s is that of pods or services has no contract, and neither have its partners',
  (range) => {
    const sites = realEstate.sites.map((site) =>
      site === clinic ? { ...site, network: { ...site.network, range } } : site,
    );
    for (const site of ['clinic', 'primary'])
      expect(() => contractOf({ ...realEstate, sites }, site)).toThrow(/sites\.clinic\.network\.range/);
  },
);

test('a stack that makes a volume too few or too many, or a node too few, hands nothing over', () => {
  const { volumes, nodes } = contractOf(realEstate, 'clinic');
  const { imaging, ...others } = volumes;
  expect(() => handedOver(realEstate, 'clinic', { volumes: others, nodes })).toThrow('clinic.volumes');
  expect(() =>
    handedOver(realEstate, 'clinic', { volumes: { ...volumes, stray: imaging as never }, nodes }),
  ).toThrow('clinic.volumes');
  expect(() =>
    handedOver(realEstate, 'clinic', { volumes, nodes: { ...nodes, research: nodes.research.slice(1) } }),
  ).toThrow('clinic.nodes.research');
  expect(handedOver(realEstate, 'clinic', { volumes, nodes })).toEqual({
    ...contractOf(realEstate, 'clinic'),
    planned: false,
  });
});
