import type { Site } from '../model';

const site: Site = {
  name: 'mirror',
  title: 'Open Telekom Cloud, second data centre',
  role: 'mirror',
  cloud: { kind: 'open-telekom-cloud', volumeType: 'SSD' },
  country: 'DE',
  failureDomains: {
    zone: 'eu-de/eu-de-02',
    building: 'magdeburg',
    town: 'Magdeburg',
    controlPlane: 'eu-de',
    identityProvider: 'iam.eu-de',
    keyStore: 'kms.eu-de',
    account: 'OTC-EU-DE-00000000001000000001',
  },
  identity: {
    authUrl: 'https://iam.eu-de.otc.t-systems.com/v3',
    region: 'eu-de',
    domain: 'OTC-EU-DE-00000000001000000001',
    project: 'eu-de_lausitz-mirror',
  },
  availabilityZone: 'eu-de-02',
  network: {
    range: '10.17.0.0/16',
    subnets: {
      identity: '10.17.0.0/20',
      mapping: '10.17.16.0/20',
      research: '10.17.32.0/20',
      operations: '10.17.48.0/20',
    },
    management: '10.17.240.0/24',
    externalNetworkId: '5a154752-d32a-4e1b-a059-21da0d1d1acc',
    gatewayAddress: '203.0.113.17',
  },
  keyCustody: {
    keyStore: 'kms.eu-de',
    country: 'DE',
    destroyedBy: ['otc-key-custodian', 'otc-account-owner'],
    usedBy: ['mirror-workloads', 'otc-key-custodian', 'otc-account-owner'],
    keysLiveUntil: '2075-12-31',
    systemKeys: {
      identity: '7c74599d-9b73-445f-a92d-81c68e284979',
      mapping: '8a94f720-458b-4ab2-8aab-85c74a246f5b',
      research: '3647374a-0aa7-4311-b560-6bbe859c7cfb',
      operations: '6e583724-7962-4dfb-a5f8-7e7b7c78e70c',
    },
  },
  credentials: [
    { name: 'mirror-pipeline', rights: ['deploy', 'destroy-data'] },
    { name: 'mirror-workloads', rights: ['read-data', 'use-keys'] },
    { name: 'otc-key-custodian', rights: ['use-keys', 'destroy-keys'] },
    { name: 'otc-account-owner', rights: ['account'] },
  ],
  nodePools: {
    identity: { nodes: 2 },
    mapping: { nodes: 2 },
    research: { nodes: 2 },
    operations: { nodes: 3 },
  },
  imageId: '5b18a4c1-b379-4058-af51-325e90a8fbba',
  flavorId: 's3.xlarge.4',
  capabilities: { objects: false },
  limits: { instances: 20, volumes: 40, volumeGigabytes: 64_000, vpnGateways: 2 },
  links: [{ to: 'primary', suite: 'transit-2026' }],
};

export default site;
