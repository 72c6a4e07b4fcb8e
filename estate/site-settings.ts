import { randomUUID } from 'node:crypto';
import { firstFree } from './existing-estate';
import type { CredentialGrant, FailureDomains, Site } from './model';
import { objectStoreOf } from './objects';
import { otcIdentityHost, otcRegions } from './open-telekom-cloud';
import type { Comments } from './source-text';

/** What differs between the kinds of cloud. */
export type Setting = Pick<
  Site,
  | 'title'
  | 'role'
  | 'cloud'
  | 'failureDomains'
  | 'identity'
  | 'availabilityZone'
  | 'credentials'
  | 'capabilities'
  | 'objectStore'
> &
  Pick<Site, 'imageId' | 'flavorId'> & {
    readonly externalNetworkId: string;
    readonly gateways: string;
    readonly comments: Comments;
  };

function ownCredentials(name: string, custodians: readonly CredentialGrant[]): readonly CredentialGrant[] {
  return [
    { name: `${name}-pipeline`, rights: ['deploy', 'destroy-data'] },
    { name: `${name}-workloads`, rights: ['read-data', 'use-keys'] },
    ...custodians,
  ];
}

/** Who holds the account and its keys holds them at every site of the account. */
function custodiansOf(near: Site | undefined): readonly CredentialGrant[] {
  if (near === undefined) {
    return [
      { name: 'otc-key-custodian', rights: ['use-keys', 'destroy-keys'] },
      { name: 'otc-account-owner', rights: ['account'] },
    ];
  }
  return near.credentials.filter(({ rights }) =>
    rights.some((right) => right === 'destroy-keys' || right === 'account'),
  );
}

/** Everything but the zone is taken to be shared with a site that is near, until somebody knows better. */
function sharedFate(near: Site | undefined, region: string, zone: string, account: string): FailureDomains {
  const alone = {
    zone: `${region}/${zone}`,
    building: 'biere',
    town: 'Biere',
    controlPlane: region,
    identityProvider: `iam.${region}`,
    keyStore: `kms.${region}`,
    account,
  };
  return { ...alone, ...near?.failureDomains, zone: alone.zone };
}

/**
 * A site on the Open Telekom Cloud, in the account and the region of those that are there, in a zone of its own.
 * @throws EstateError when every zone of the region is used
 */
export function openTelekomCloud(name: string, sites: readonly Site[]): Setting {
  const others = sites.filter(({ cloud }) => cloud.kind === 'open-telekom-cloud');
  const near = others.find(({ country }) => country === 'DE');
  const region = near?.identity.region ?? 'eu-de';
  const used = others.map(({ availabilityZone }) => availabilityZone);
  const zones = otcRegions.get(region)?.zones ?? [];
  const zone = firstFree(zones, (each) => !used.includes(each), `a zone of the region ${region}`);
  const domain = near?.identity.domain ?? 'OTC-EU-DE-00000000001000000001';
  return {
    title: `Open Telekom Cloud, zone ${zone}`,
    role: 'mirror',
    cloud: { kind: 'open-telekom-cloud', volumeType: 'SSD' },
    failureDomains: sharedFate(near, region, zone, domain),
    identity: {
      authUrl: `https://${otcIdentityHost(region)}/v3`,
      region,
      domain,
      project: `${region}_${name}`,
    },
    availabilityZone: zone,
    credentials: ownCredentials(name, custodiansOf(near)),
    capabilities: { objects: false },
    imageId: near?.imageId ?? randomUUID(),
    flavorId: near?.flavorId ?? 's3.xlarge.4',
    externalNetworkId: near?.network.externalNetworkId ?? randomUUID(),
    gateways: '203.0.113',
    comments: openTelekomCloudComments,
  };
}

const systemKeysComment =
  'Replace by the ids of keys that the key custodian has made, one for each domain; these are random.';

const openTelekomCloudComments: Comments = {
  'failureDomains.building':
    'Replace: no public map says in which building a zone stands. Until the provider has confirmed it in ' +
    'writing, carry it as an assumption in estate/assumptions.ts.',
  'identity.project':
    'Replace by the project that was made for this site alone; its name starts with the region.',
  'network.externalNetworkId': 'Check: the external network and the image as this project sees them.',
  'network.gatewayAddress': 'Replace by the public address of the VPN gateway.',
  'keyCustody.keysLiveUntil': 'Replace by the day until which the key custodian guarantees the keys.',
  'keyCustody.systemKeys': systemKeysComment,
  limits: "Replace by the project's quotas.",
};

/** A cloud of its own on the premises; everything about it is for the operator to replace. */
export function plainOpenStack(name: string): Setting {
  return {
    title: `OpenStack on the premises, ${name}`,
    role: 'clinic',
    cloud: { kind: 'openstack', volumeType: 'luks', encryptedVolumeTypes: ['luks'] },
    failureDomains: {
      zone: `${name}/nova`,
      building: `${name}-data-hall`,
      town: `${name}-town`,
      controlPlane: `${name}-openstack`,
      identityProvider: `keystone.${name}`,
      keyStore: `barbican.${name}`,
      account: name,
    },
    identity: {
      authUrl: `https://keystone.${name}.example/v3`,
      region: name,
      domain: 'lausitz',
      project: name,
    },
    availabilityZone: 'nova',
    credentials: ownCredentials(name, [
      { name: `${name}-key-custodian`, rights: ['use-keys', 'destroy-keys'] },
      { name: `${name}-cloud-owner`, rights: ['account'] },
    ]),
    capabilities: { objects: true },
    objectStore: objectStoreOf(name, `AUTH_${randomUUID().replaceAll('-', '')}`),
    imageId: randomUUID(),
    flavorId: randomUUID(),
    externalNetworkId: randomUUID(),
    gateways: '198.51.100',
    comments: plainOpenStackComments,
  };
}

const plainOpenStackComments: Comments = {
  cloud: 'Check: the volume types that the operator has set up with LUKS encryption.',
  failureDomains: 'Replace building and town: where two sites share one, write the same name at both.',
  identity: 'Replace by the endpoint, region, domain and project of this cloud.',
  'network.externalNetworkId':
    'Replace by the id of the external network of the edge router; this one is random.',
  'network.gatewayAddress': 'Replace by the public address of the VPN gateway.',
  'keyCustody.keysLiveUntil': 'Replace by the day until which the key custodian guarantees the keys.',
  imageId: 'Replace by the ids of the image and the flavor in this cloud; these are random.',
  capabilities: 'Check: whether this cloud has Swift with versioned containers.',
  objectStore:
    'Replace by the realm and cluster of container synchronisation that the operators have agreed on, and by the ' +
    "project's account, which is random here; without synchronisation remove it.",
  objectAccess:
    'Have the operator give the object store an address in this range, and a certificate for this name: docs/backups.md.',
  'keyCustody.systemKeys': systemKeysComment,
  limits: "Replace by the project's quotas.",
};
