import { surveyKeys } from '../../../judge/survey/keys';
import { estate } from './surveyed';

test('every home, copy and backup is told with its key, and each key once', () => {
  const keys = surveyKeys(estate);
  for (const { name, home, copies, backup } of estate.datasets) {
    const told = keys.filter(({ dataset }) => dataset === name).map(({ site, key }) => `${site} ${key}`);
    const placed = [home, ...copies, backup].map(({ site, key }) => `${site} ${key}`);
    expect(told.toSorted()).toEqual([...new Set(placed)].toSorted());
  }
});

test('who can destroy a key of the cloud: custodians and owners of its account, and no workloads', () => {
  const key = surveyKeys(estate).find(
    ({ dataset, site }) => dataset === 'patient-records' && site === 'mirror',
  );
  expect(key).toMatchObject({
    keyStore: 'kms.eu-de',
    country: 'DE',
    usedBy: ['mirror-workloads', 'otc-account-owner', 'otc-key-custodian'],
    destroyedBy: ['otc-account-owner', 'otc-key-custodian'],
  });
});

test('a right counts where custody does not list it', () => {
  const sites = estate.sites.map((site) =>
    site.name === 'primary'
      ? {
          ...site,
          credentials: [...site.credentials, { name: 'forgotten', rights: ['destroy-keys'] as const }],
        }
      : site,
  );
  const keys = surveyKeys({ ...estate, sites });
  const at = (name: string) =>
    keys.find(({ dataset, site }) => dataset === 'patient-records' && site === name);
  // One key store serves both data centres.
  expect(at('primary')?.destroyedBy).toContain('forgotten');
  expect(at('mirror')?.destroyedBy).toContain('forgotten');
  expect(at('clinic')?.destroyedBy).not.toContain('forgotten');
});

test('whoever runs a key store is named in both languages, with § 203 StGB', () => {
  for (const { operator } of surveyKeys(estate)) {
    expect(operator.de).toContain('§ 203 Abs. 3 und 4 StGB');
    expect(operator.en).toContain('§ 203(3) and (4) StGB');
  }
});
