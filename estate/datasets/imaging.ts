import { type Dataset, lossKinds } from '../model';

const dataset: Dataset = {
  name: 'imaging',
  title: 'Medical imaging archive (DICOM)',
  domain: 'identity',
  dataClass: 'health',
  home: { site: 'primary', key: 'd57ac1f0-1135-47c0-ae60-87234529747e' },
  copies: [
    { site: 'mirror', key: '310e88f9-c37f-4ff0-a19f-cdedb06fea41', mode: 'asynchronous', lagSeconds: 450 },
    { site: 'clinic', key: '044d30a6-8581-4ebf-aeb7-04fd69705dfe', mode: 'asynchronous', lagSeconds: 900 },
  ],
  outOfReach: 'clinic',
  backup: { site: 'clinic', key: '70697e37-ee1d-42cd-a817-637052dd33e8', keepDays: 35 },
  sizeGiB: 8192,
  retention: { years: 30, erasure: 'destroy-key' },
  withstands: lossKinds,
  replication: { protocol: 'object synchronisation over TLS', port: 9443 },
  objects: true,
};

export default dataset;
