import { datasetsAt } from '../../estate/queries';
import { passOnScript } from '../../workloads/imaging/pass-on-script';
import { changedEstate } from './changed-estate';
import { type RenderedSite, renderedSites, siteIn } from './rendered-site';

const estate = changedEstate();
let sites: Readonly<Record<string, RenderedSite>>;
beforeAll(async () => {
  sites = await renderedSites(estate);
});

/** A settings file of a server at a site, as it reads it. */
function settingsAt(site: string, configMap: string, file: string): unknown {
  return JSON.parse(siteIn(sites, site).settings(configMap, file));
}

test('every dataset’s volume is mounted by one workload, at every site that holds it', () => {
  for (const [name, site] of Object.entries(sites)) {
    const volumes = site.ofKind('PersistentVolume').map(({ metadata }) => metadata.name);
    expect(volumes.sort()).toEqual(datasetsAt(estate, name).map((dataset) => `${name}-${dataset.name}`));
    const claims = site.ofKind('PersistentVolumeClaim').map(({ metadata }) => metadata.name);
    expect(claims.sort()).toEqual(['audit-log', 'container-images', 'imaging']);
    const servers = site
      .ofKind('StatefulSet')
      .map(({ metadata, spec }) => [metadata.name, (spec as { replicas: number }).replicas]);
    expect(servers.sort()).toEqual([
      ['audit-log', 1],
      ['imaging-archive', 1],
      ['registry', 1],
    ]);
  }
});

test('what sites reach of each other is one port of one node for each dataset', () => {
  const services = siteIn(sites, 'mirror')
    .ofKind('Service')
    .filter(({ spec }) => (spec as { loadBalancerClass?: string }).loadBalancerClass === 'io.cilium/node')
    .map(({ metadata, spec }) => {
      const { ports, loadBalancerSourceRanges } = spec as {
        ports: { port: number; targetPort: number }[];
        loadBalancerSourceRanges?: string[];
      };
      return [metadata.name, ports[0]?.port, ports[0]?.targetPort, loadBalancerSourceRanges];
    });
  const identity = ['10.16.0.0/20', '10.18.0.0/20'];
  const operations = ['10.16.48.0/20', '10.18.48.0/20'];
  expect(services.filter(([, , , ranges]) => ranges !== undefined).sort()).toEqual([
    ['accounts-replication', 5436, 5432, operations],
    ['audit-log-replication', 6514, 6000, operations],
    ['consent-replication', 5433, 5432, identity],
    ['imaging-archive-replication', 9443, 8443, identity],
    ['patient-records-replication', 5432, 5432, identity],
    ['pseudonym-mapping-replication', 5434, 5432, ['10.16.16.0/20', '10.18.16.0/20']],
    ['registry-replication', 443, 5000, operations],
    ['research-replication', 5435, 5432, ['10.16.32.0/20', '10.18.32.0/20']],
  ]);
});

describe('registry', () => {
  test('copies take everything from the home, which alone takes anything else', () => {
    const sync = (site: string) =>
      (settingsAt(site, 'registry-settings', 'config.json') as { extensions: { sync?: object } }).extensions
        .sync;
    expect(sync('primary')).toBeUndefined();
    expect(sync('clinic')).toEqual({
      enable: true,
      registries: [
        {
          urls: ['https://registry.primary.lausitz.internal:443'],
          onDemand: false,
          pollInterval: '5m',
          tlsVerify: true,
          certDir: '/etc/zot-certificates',
          maxRetries: 3,
          retryDelay: '1m',
          content: [{ prefix: '**' }],
        },
      ],
    });
  });

  test('anyone may read, the publisher may add at the home, and nobody may change or delete', () => {
    const policies = (site: string) => {
      const { http } = settingsAt(site, 'registry-settings', 'config.json') as {
        http: { accessControl: { repositories: object } };
      };
      return http.accessControl.repositories;
    };
    const read = { anonymousPolicy: ['read'], defaultPolicy: ['read'] };
    const adding = [{ users: ['image-publisher'], actions: ['read', 'create'] }];
    expect(policies('primary')).toEqual({ '**': { ...read, policies: adding } });
    expect(policies('mirror')).toEqual({ '**': { ...read, policies: [] } });
  });

  test('nodes of every domain pull from it through the relay, by a name that its certificate carries', () => {
    const name = 'registry.clinic.lausitz.internal';
    const clinic = siteIn(sites, 'clinic');
    const { dnsNames } = clinic.spec('Certificate', 'registry-server') as { dnsNames: string[] };
    expect(dnsNames).toContain(name);
    const relay = JSON.parse(clinic.settings('exchange-proxy', 'envoy.json')) as {
      static_resources: { listeners: { filter_chains: { filter_chain_match: Match }[] }[] };
    };
    const chains = (relay.static_resources.listeners[0]?.filter_chains ?? [])
      .map(({ filter_chain_match: match }) => match)
      .filter(({ server_names: names }) => names.includes(name));
    expect(chains.map(({ source_prefix_ranges: [range] }) => range?.address_prefix)).toEqual([
      '10.18.0.0',
      '10.18.16.0',
      '10.18.32.0',
      '10.18.48.0',
    ]);
    const admitted = clinic.inNamespace('operations-registry').map(({ metadata }) => metadata.name);
    expect(admitted).toContain('from-exchange-5000');
  });
});

interface Match {
  readonly server_names: readonly string[];
  readonly source_prefix_ranges: readonly { readonly address_prefix: string }[];
}

test('audit log: what the site took is kept and handed to both others, what they took is kept alone', () => {
  const { sources, sinks } = settingsAt('mirror', 'audit-log-settings', 'vector.json') as {
    sources: Readonly<Record<string, { tls: object }>>;
    sinks: Readonly<Record<string, { inputs: string[]; address?: string; buffer?: object; tls?: object }>>;
  };
  expect(Object.values(sources).map(({ tls }) => tls)).toEqual([
    expect.objectContaining({ enabled: true, verify_certificate: true }),
    expect.objectContaining({ enabled: true, verify_certificate: true }),
  ]);
  expect(Object.entries(sinks).map(([name, { inputs, address }]) => [name, inputs, address])).toEqual([
    ['kept', ['marked', 'partners'], undefined],
    ['to_primary', ['marked'], 'audit-log.primary.lausitz.internal:6514'],
    ['to_clinic', ['marked'], 'audit-log.clinic.lausitz.internal:6514'],
  ]);
  // 512 GiB, a sixteenth.
  expect(sinks.to_clinic?.buffer).toEqual({
    type: 'disk',
    max_size: 34_359_738_368,
    when_full: 'drop_newest',
  });
  expect(sinks.to_clinic?.tls).toMatchObject({ verify_certificate: true, verify_hostname: true });
});

describe('imaging archive', () => {
  test('every connection asks for certificates of both ends, and nothing is overwritten or removed', () => {
    expect(settingsAt('clinic', 'imaging-archive-settings', 'orthanc.json')).toMatchObject({
      SslEnabled: true,
      SslVerifyPeers: true,
      SslMinimumProtocolVersion: 5,
      HttpsVerifyPeers: true,
      DicomTlsEnabled: true,
      DicomTlsRemoteCertificateRequired: true,
      OverwriteInstances: false,
      MaximumStorageSize: 0,
      OrthancPeers: {
        primary: expect.objectContaining({ Url: 'https://imaging.primary.lausitz.internal:9443/' }),
        mirror: expect.objectContaining({ Url: 'https://imaging.mirror.lausitz.internal:9443/' }),
      },
    });
    expect(siteIn(sites, 'clinic').spec('Certificate', 'imaging-archive-server')).toMatchObject({
      dnsNames: expect.arrayContaining(['imaging.clinic.lausitz.internal']),
      additionalOutputFormats: [{ type: 'CombinedPEM' }],
    });
  });

  test('it passes on to every other site, by name', () => {
    expect(passOnScript(['primary', 'north-clinic'])).toContain(
      "local sites = { 'primary', 'north-clinic' }\n",
    );
    const script = siteIn(sites, 'mirror').settings('imaging-archive-settings', 'pass-on.lua');
    expect(script).toBe(passOnScript(['primary', 'clinic']));
  });
});
