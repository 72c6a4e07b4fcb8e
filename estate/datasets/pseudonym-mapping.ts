import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'pseudonym-mapping',
  title: 'Pseudonym mapping of the trust centre',
  domain: 'mapping',
  dataClass: 'health',
  home: { site: 'primary', key: 'a7998cc0-238d-4637-aa91-a17dc8b959e2' },
  copies: [
    { site: 'mirror', key: 'e5ef5e23-e601-405b-a4cc-73b5446607d6', mode: 'synchronous', lagSeconds: 0 },
    { site: 'clinic', key: '207bb7f5-9ab9-4e03-ab49-f61b828938eb', mode: 'asynchronous', lagSeconds: 60 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: '5225d48d-7ae8-463f-a44c-a468765eb653', keepDays: 35 },
  sizeGiB: 128,
  retention: { years: 30, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'PostgreSQL streaming replication over TLS', port: 5434 },
};

export default dataset;
