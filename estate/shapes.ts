import {
  type Assumption,
  type Backup,
  type Cloud,
  type Copy,
  type CredentialGrant,
  type DataClass,
  type Dataset,
  type Domain,
  domains,
  type FailureDomains,
  type KeyCustody,
  type LinkDeclaration,
  lossKinds,
  type NodePoolSize,
  type ObjectAccess,
  type ObjectStore,
  type OpenTelekomCloud,
  type Placement,
  type PlainOpenStack,
  rights,
  type Site,
  type SiteLimits,
  type SiteNetwork,
  type Suite,
} from './model';
import { isRecord, listOf, oneOf, record, type Sift, setOf } from './shape';
import {
  authUrl,
  cidr,
  country,
  entryName,
  flag,
  hostName,
  isoDate,
  name,
  publicAddress,
  swiftAccount,
  text,
  uuid,
  wholeNumber,
} from './syntax';

const kinds = ['open-telekom-cloud', 'openstack'] as const;

const openTelekomCloud = record<OpenTelekomCloud>('a cloud of kind open-telekom-cloud', {
  kind: oneOf(['open-telekom-cloud']),
  volumeType: text,
});

const plainOpenStack = record<PlainOpenStack>('a cloud of kind openstack', {
  kind: oneOf(['openstack']),
  volumeType: text,
  encryptedVolumeTypes: setOf(text, 'encrypted volume types', 1),
});

const cloud: Sift<Cloud> = (value, where, report) => {
  const kind = isRecord(value) ? oneOf(kinds)(value.kind, `${where}.kind`, report) : undefined;
  if (kind === 'openstack') return plainOpenStack(value, where, report);
  return kind === undefined && isRecord(value) ? undefined : openTelekomCloud(value, where, report);
};

function perDomain<T>(what: string, each: Sift<NonNullable<T>>): Sift<Readonly<Record<Domain, T>>> {
  const fields = Object.fromEntries(domains.map((domain) => [domain, each]));
  return record<Record<Domain, T>>(what, fields as Record<Domain, Sift<NonNullable<T>>>) as Sift<
    Readonly<Record<Domain, T>>
  >;
}

const failureDomains = record<FailureDomains>('failure domains', {
  zone: text,
  building: text,
  town: text,
  controlPlane: text,
  identityProvider: text,
  keyStore: text,
  account: text,
});

const network = record<SiteNetwork>('a network', {
  range: cidr,
  subnets: perDomain<string>('subnets by domain', cidr),
  management: cidr,
  externalNetworkId: uuid,
  gatewayAddress: publicAddress,
});

const keyCustody = record<KeyCustody>('a key custody', {
  keyStore: text,
  country,
  destroyedBy: setOf(name, 'credentials that may destroy keys', 1),
  usedBy: setOf(name, 'credentials that use keys', 1),
  keysLiveUntil: isoDate,
  systemKeys: perDomain<string>('keys of system volumes by domain', uuid),
});

const limits = record<SiteLimits>('limits', {
  instances: wholeNumber(0, 1_000_000),
  volumes: wholeNumber(0, 1_000_000),
  volumeGigabytes: wholeNumber(0, 1_000_000_000),
  vpnGateways: wholeNumber(0, 1_000),
});

const objectStore = record<ObjectStore>('an object store', {
  realm: name,
  cluster: name,
  account: swiftAccount,
});

const objectAccess = record<ObjectAccess>('a way to an object store', {
  host: hostName,
  port: wholeNumber(1, 65_535),
  range: cidr,
});

/** The shape of a site; what its fields must be to each other is in `estate/checks`. */
export const site: Sift<Site> = record<Site>(
  'a site',
  {
    name: entryName,
    title: text,
    role: oneOf(['primary', 'mirror', 'clinic']),
    cloud,
    country,
    failureDomains,
    identity: record<Site['identity']>('an identity', { authUrl, region: text, domain: text, project: text }),
    availabilityZone: text,
    network,
    keyCustody,
    credentials: listOf(
      record<CredentialGrant>('a credential', { name, rights: setOf(oneOf(rights), 'rights', 1) }),
      'credentials',
      1,
    ),
    nodePools: perDomain<NodePoolSize>(
      'node pools by domain',
      record<NodePoolSize>('a node pool', { nodes: wholeNumber(1, 1_000) }),
    ),
    imageId: uuid,
    flavorId: text,
    capabilities: record<Site['capabilities']>('capabilities', { objects: flag }),
    objectStore,
    objectAccess,
    limits,
    links: listOf(record<LinkDeclaration>('a link', { to: name, suite: name }), 'links'),
  },
  ['objectStore', 'objectAccess'],
);

const lag = wholeNumber(0, 31_536_000);

/** The shape of a dataset. */
export const dataset: Sift<Dataset> = record<Dataset>(
  'a dataset',
  {
    name: entryName,
    title: text,
    domain: oneOf(domains),
    dataClass: name,
    home: record<Placement>('a placement', { site: name, key: uuid }),
    copies: listOf(
      record<Copy>('a copy', {
        site: name,
        key: uuid,
        mode: oneOf(['synchronous', 'asynchronous']),
        lagSeconds: lag,
      }),
      'copies',
    ),
    outOfReach: name,
    backup: record<Backup>('a backup', { site: name, key: uuid, keepDays: wholeNumber(1, 36_500) }),
    sizeGiB: wholeNumber(1, 1_000_000),
    retention: record<Dataset['retention']>('a retention', {
      years: wholeNumber(1, 200),
      erasure: oneOf(['destroy-key', 'overwrite']),
    }),
    withstands: setOf(oneOf(lossKinds), 'losses', 1),
    replication: record<Dataset['replication']>('a replication', {
      protocol: text,
      port: wholeNumber(1, 65_535),
    }),
    objects: flag,
  },
  ['objects'],
);

export const dataClass: Sift<DataClass> = record<DataClass>('a data class', {
  name,
  title: text,
  permittedCountries: setOf(country, 'permitted countries', 1),
  source: text,
});

/** Algorithms are only texts here: whether they are permitted is a check of its own. */
export const suite: Sift<Suite> = record<Suite>('a suite', {
  name,
  ikeVersion: text as Sift<Suite['ikeVersion']>,
  encryption: text,
  hash: text,
  group: text,
  ikeLifetimeSeconds: wholeNumber(60, 31_536_000),
  ipsecLifetimeSeconds: wholeNumber(60, 31_536_000),
});

export const assumption: Sift<Assumption> = record<Assumption>('an assumption', {
  name,
  statement: text,
  source: text,
  confirmed: flag,
  reviewBy: isoDate,
  concerns: record<Assumption['concerns']>(
    'concerns',
    { sites: setOf(name, 'sites', 1), losses: setOf(oneOf(lossKinds), 'losses'), apart: flag },
    ['losses', 'apart'],
  ),
});
