import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'container-images',
  title: 'Images of everything that runs on the clusters',
  domain: 'operations',
  dataClass: 'software',
  home: { site: 'primary', key: 'bec77c23-ed25-44bd-8c5d-3b02ae19a24d' },
  copies: [
    { site: 'mirror', key: '93b163d1-f12f-4284-af36-e26741d05ddd', mode: 'asynchronous', lagSeconds: 900 },
    { site: 'clinic', key: 'faae8b1d-2c16-4322-a351-e645b1d33f2b', mode: 'asynchronous', lagSeconds: 900 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: '7e19c731-8497-43e6-acd5-3e217342cfc7', keepDays: 35 },
  sizeGiB: 256,
  retention: { years: 1, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'registry synchronisation over TLS', port: 443 },
};

export default dataset;
