import { checks } from '../../preflight/registry';
import { prepared } from './cases/changes';
import { cases as networkAndNames } from './cases/network-and-names';
import { cases as rightsAndQuotas } from './cases/rights-and-quotas';
import { cases as serversAndVolumes } from './cases/servers-and-volumes';
import { changed, look, worst } from './look';

const cases = [...rightsAndQuotas, ...serversAndVolumes, ...networkAndNames];

test.each(cases)('%s: %s', async (check, _, changes, outcome, text) => {
  const { results } = await look(changed(prepared, changes), { only: check });
  const found = worst(results(check));
  expect(found.outcome).toBe(outcome);
  expect(found.text).toMatch(text);
});

test('every check is tried where it does not hold, and where nobody can read it', () => {
  const tried = (outcome: string) =>
    new Set(cases.filter((one) => one[3] === outcome).map(([check]) => check));
  const ids = checks.map(({ id }) => id);
  expect(ids.filter((id) => !tried('not-ok').has(id))).toEqual(['identity/role-deploys']);
  // What the token says is read with the login itself.
  const withLogin = [
    'identity/token-scoped',
    'identity/endpoints-of-region',
    'identity/role-no-administrator',
  ];
  expect(ids.filter((id) => !tried('unread').has(id))).toEqual([...withLogin, 'volumes/types-encrypt']);
});
