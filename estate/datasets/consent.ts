import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'consent',
  title: 'Consents and their history',
  domain: 'identity',
  dataClass: 'health',
  home: { site: 'primary', key: '0eece715-1597-42dc-ad7d-fa232a3515c2' },
  copies: [
    { site: 'mirror', key: '3d1ad58b-1f45-4ef7-afd9-9e00135365db', mode: 'synchronous', lagSeconds: 0 },
    { site: 'clinic', key: '9c99809a-94ee-42af-aac7-9046169cf7e9', mode: 'asynchronous', lagSeconds: 60 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: '153ca6cf-8d6d-4c2f-aad2-2814e1888f74', keepDays: 35 },
  sizeGiB: 256,
  retention: { years: 30, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'PostgreSQL streaming replication over TLS', port: 5433 },
};

export default dataset;
