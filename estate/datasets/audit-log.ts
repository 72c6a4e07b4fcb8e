import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'audit-log',
  title: 'Access logs and audit trail',
  domain: 'operations',
  dataClass: 'evidence',
  home: { site: 'primary', key: 'af53f40a-efba-45fa-a428-55b1003a43cb' },
  copies: [
    { site: 'mirror', key: '4d1b0da8-62b9-498f-a1d6-d4ca6bd38f6a', mode: 'asynchronous', lagSeconds: 60 },
    { site: 'clinic', key: '3a174b08-8d03-4cfb-a562-df85bd6ab0ef', mode: 'asynchronous', lagSeconds: 60 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: 'a0c2cbf3-1f08-4692-aaab-04c744d2b929', keepDays: 35 },
  sizeGiB: 512,
  retention: { years: 10, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'log shipping over TLS', port: 6514 },
};

export default dataset;
