import { defineEstate } from '../../estate/define-estate';
import { EstateError } from '../../estate/estate-error';
import { needsOf } from '../../estate/needs';
import { backupsAt, datasetOf, datasetsAt, peersOf, placementsOf, siteOf } from '../../estate/queries';
import { credentialsReaching } from '../../estate/reach';
import { asOf, Draft } from './parts';

const estate = defineEstate(new Draft().parts, { asOf });

test('placements have the home first', () => {
  expect(placementsOf(datasetOf(estate, 'patient-records'))).toEqual([
    {
      role: 'home',
      site: 'primary',
      key: 'da6f0a3d-0c83-4f6b-a04f-45e547607d32',
      mode: 'synchronous',
      lagSeconds: 0,
    },
    {
      role: 'copy',
      site: 'mirror',
      key: '0faa34b6-0e42-4807-a79b-4df9d4e27f43',
      mode: 'synchronous',
      lagSeconds: 0,
    },
    {
      role: 'copy',
      site: 'clinic',
      key: '882e0ba8-3cf0-432a-a820-2f84e2a2f023',
      mode: 'asynchronous',
      lagSeconds: 60,
    },
  ]);
});

test('peers are found from both ends of a link', () => {
  const peers = (name: string) => peersOf(estate, name).map(({ site, link }) => [site.name, ...link.sites]);
  expect(peers('primary')).toEqual([
    ['clinic', 'clinic', 'primary'],
    ['mirror', 'mirror', 'primary'],
  ]);
  expect(peers('clinic')).toEqual([
    ['mirror', 'clinic', 'mirror'],
    ['primary', 'clinic', 'primary'],
  ]);
});

test('datasets and backups at a site', () => {
  expect(datasetsAt(estate, 'mirror').map(({ name }) => name)).toEqual(
    estate.datasets.map(({ name }) => name),
  );
  expect(backupsAt(estate, 'primary')).toEqual([]);
  expect(backupsAt(estate, 'clinic').map(({ dataset, backup }) => [dataset.name, backup.keepDays])).toEqual(
    estate.datasets.map(({ name }) => [name, 35]),
  );
});

test('needs and reach of a site', () => {
  expect(needsOf(siteOf(estate, 'clinic'), estate)).toEqual({
    instances: 9,
    volumes: 17,
    volumeGigabytes: 16_096,
    vpnGateways: 1,
  });
  expect(credentialsReaching(siteOf(estate, 'mirror'), estate.sites)).toEqual([
    'mirror-pipeline',
    'otc-account-owner',
    'otc-key-custodian',
  ]);
});

test.each([
  ['siteOf', () => siteOf(estate, 'annex')],
  ['datasetsAt', () => datasetsAt(estate, '__proto__')],
  ['peersOf', () => peersOf(estate, 'annex')],
  ['backupsAt', () => backupsAt(estate, '')],
  ['datasetOf', () => datasetOf(estate, 'annex')],
])('%s refuses an unknown name', (_query, ask) => {
  expect(ask).toThrow(EstateError);
});

test('an unknown name is answered with the known ones', () => {
  expect(() => siteOf(estate, 'annex')).toThrow(
    new EstateError([
      {
        where: 'site',
        value: '"annex"',
        rule: 'a site of the estate: clinic, mirror, primary',
        fix: 'correct the name, or add the site',
      },
    ]),
  );
});
