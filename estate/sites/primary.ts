import type { Site } from '../model';

const site: Site = {
  name: 'primary',
  title: 'Open Telekom Cloud, first data centre',
  role: 'primary',
  cloud: { kind: 'open-telekom-cloud', volumeType: 'SSD' },
  country: 'DE',
  failureDomains: {
    zone: 'eu-de/eu-de-01',
    building: 'biere',
    town: 'Biere',
    controlPlane: 'eu-de',
    identityProvider: 'iam.eu-de',
    keyStore: 'kms.eu-de',
    account: 'OTC-EU-DE-00000000001000000001',
  },
  identity: {
    authUrl: 'https://iam.eu-de.otc.t-systems.com/v3',
    region: 'eu-de',
    domain: 'OTC-EU-DE-00000000001000000001',
    project: 'eu-de_lausitz-primary',
  },
  availabilityZone: 'eu-de-01',
  network: {
    range: '10.16.0.0/16',
    subnets: {
      identity: '10.16.0.0/20',
      mapping: '10.16.16.0/20',
      research: '10.16.32.0/20',
      operations: '10.16.48.0/20',
    },
    management: '10.16.240.0/24',
    externalNetworkId: '5a154752-d32a-4e1b-a059-21da0d1d1acc',
    gatewayAddress: '203.0.113.16',
  },
  keyCustody: {
    keyStore: 'kms.eu-de',
    country: 'DE',
    destroyedBy: ['otc-key-custodian', 'otc-account-owner'],
    usedBy: ['primary-workloads', 'otc-key-custodian', 'otc-account-owner'],
    keysLiveUntil: '2075-12-31',
    systemKeys: {
      identity: '15753157-44f4-4bdc-be8c-ae8b47b9375f',
      mapping: '4ea9cf14-a9a3-4156-bcc9-112bd96efb6c',
      research: '3aa75d68-2219-4ba1-b25c-06ca43d96aa4',
      operations: 'd17d770f-429f-4664-b7f5-3d466522a84e',
    },
  },
  credentials: [
    { name: 'primary-pipeline', rights: ['deploy', 'destroy-data'] },
    { name: 'primary-workloads', rights: ['read-data', 'use-keys'] },
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
  links: [],
};

export default site;
