import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'patient-records',
  title: 'Patient records (FHIR, PostgreSQL)',
  domain: 'identity',
  dataClass: 'health',
  home: { site: 'primary', key: 'da6f0a3d-0c83-4f6b-a04f-45e547607d32' },
  copies: [
    { site: 'mirror', key: '0faa34b6-0e42-4807-a79b-4df9d4e27f43', mode: 'synchronous', lagSeconds: 0 },
    { site: 'clinic', key: '882e0ba8-3cf0-432a-a820-2f84e2a2f023', mode: 'asynchronous', lagSeconds: 60 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: '9e1d4fa4-56b5-438f-a115-6b841cfb1f22', keepDays: 35 },
  sizeGiB: 2048,
  retention: { years: 30, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'PostgreSQL streaming replication over TLS', port: 5432 },
};

export default dataset;
