import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'accounts',
  title: 'Accounts and roles of staff',
  domain: 'operations',
  dataClass: 'staff',
  home: { site: 'primary', key: 'c3cd58ca-60a9-41cf-9d90-865a9b180efb' },
  copies: [
    { site: 'mirror', key: '6245c246-3415-4b87-85c2-1f40eebf1b12', mode: 'synchronous', lagSeconds: 0 },
    { site: 'clinic', key: '8c2132ae-d017-4f61-87e8-c56875a5a71b', mode: 'asynchronous', lagSeconds: 60 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: '5b5bb75b-b47e-429c-a574-bca06f3aa4ef', keepDays: 35 },
  sizeGiB: 32,
  retention: { years: 10, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'PostgreSQL streaming replication over TLS', port: 5436 },
};

export default dataset;
