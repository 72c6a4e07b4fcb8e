import type { Site } from '../model';

const site: Site = {
  name: 'clinic',
  title: 'University hospital MUL-CT, Cottbus, on the premises',
  role: 'clinic',
  cloud: { kind: 'openstack', volumeType: 'luks', encryptedVolumeTypes: ['luks'] },
  country: 'DE',
  failureDomains: {
    zone: 'cottbus/nova',
    building: 'mul-ct-data-hall',
    town: 'Cottbus',
    controlPlane: 'clinic-openstack',
    identityProvider: 'keystone.clinic',
    keyStore: 'barbican.clinic',
    account: 'mul-ct',
  },
  identity: {
    authUrl: 'https://keystone.cloud.mul-ct.example/v3',
    region: 'cottbus',
    domain: 'lausitz',
    project: 'lausitz-clinic',
  },
  availabilityZone: 'nova',
  network: {
    range: '10.18.0.0/16',
    subnets: {
      identity: '10.18.0.0/20',
      mapping: '10.18.16.0/20',
      research: '10.18.32.0/20',
      operations: '10.18.48.0/20',
    },
    management: '10.18.240.0/24',
    externalNetworkId: '319dab1c-3f9d-401c-a1df-ef8cf3676cdc',
    gatewayAddress: '198.51.100.18',
  },
  keyCustody: {
    keyStore: 'barbican.clinic',
    country: 'DE',
    destroyedBy: ['clinic-key-custodian', 'clinic-cloud-owner'],
    usedBy: ['clinic-workloads', 'clinic-key-custodian', 'clinic-cloud-owner'],
    keysLiveUntil: '2075-12-31',
    systemKeys: {
      identity: 'bc4bbf2d-3839-4c82-8308-926372523533',
      mapping: '8713bfb4-e0a5-415f-ae45-967def79d0ab',
      research: '53ee45df-a436-40ba-bf36-d9c43e4512b3',
      operations: 'd50558b9-7e4f-4644-a2bc-fe047a37cb53',
    },
  },
  credentials: [
    { name: 'clinic-pipeline', rights: ['deploy', 'destroy-data'] },
    { name: 'clinic-workloads', rights: ['read-data', 'use-keys'] },
    { name: 'clinic-key-custodian', rights: ['use-keys', 'destroy-keys'] },
    { name: 'clinic-cloud-owner', rights: ['account'] },
  ],
  nodePools: {
    identity: { nodes: 2 },
    mapping: { nodes: 2 },
    research: { nodes: 2 },
    operations: { nodes: 3 },
  },
  imageId: '28b0aa23-b096-4468-acaf-1d60634c903f',
  flavorId: 'f70a97cd-1028-40bf-a47a-72de7f7c071e',
  capabilities: { objects: true },
  objectStore: { realm: 'lausitz', cluster: 'clinic', account: 'AUTH_5c0f6b1f0a3a4a0f9f1c4d1a7be2c8d3' },
  objectAccess: { host: 'objects.clinic.lausitz.internal', port: 8443, range: '10.18.244.0/28' },
  limits: { instances: 20, volumes: 40, volumeGigabytes: 64_000, vpnGateways: 2 },
  links: [
    { to: 'primary', suite: 'transit-2026' },
    { to: 'mirror', suite: 'transit-2026' },
  ],
};

export default site;
