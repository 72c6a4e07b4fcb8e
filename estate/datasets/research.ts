import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'research',
  title: 'Pseudonymised research data',
  domain: 'research',
  dataClass: 'pseudonymised-health',
  home: { site: 'primary', key: '2eb4adf4-281b-40f0-a18a-89f5c8680ad2' },
  copies: [
    { site: 'mirror', key: 'c5f4df59-cacb-4174-a151-01b16866924e', mode: 'synchronous', lagSeconds: 0 },
    { site: 'clinic', key: '71c024d1-abc2-483d-ae76-acfb1defe9b0', mode: 'asynchronous', lagSeconds: 900 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: 'ebe5ca85-f43e-4532-ae75-923b61e186a0', keepDays: 35 },
  sizeGiB: 4096,
  retention: { years: 10, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'PostgreSQL streaming replication over TLS', port: 5435 },
};

export default dataset;
