import { checkExceptions } from '../../estate/check-exceptions';
import type { EstateError } from '../../estate/estate-error';

const good = {
  policy: 'network/egress-bounded',
  stack: 'clinic',
  address: 'openstack_networking_secgroup_rule_v2.x',
  reason: 'the vendor’s remote support, until it has a proxy',
  owner: 'head of platform',
  expires: '2027-03-31',
};
const check = (change: object) =>
  checkExceptions([{ ...good, ...change }], ['network/egress-bounded'], '2026-11-22');

test('an exception with a policy, a reason, an owner and an end is taken', () => {
  expect(check({})).toEqual([good]);
});

test('every fault is reported at once: what would never apply, or never end', () => {
  let faults: unknown;
  try {
    check({ policy: 'network/egres', reason: ' ', owner: '', expires: 'never' });
  } catch (error) {
    faults = (error as EstateError).errors.map(({ where, value }) => [where, value]);
  }
  expect(faults).toEqual([
    ['exceptions[0].reason', '" "'],
    ['exceptions[0].owner', '""'],
    ['exceptions[0].policy', '"network/egres"'],
    ['exceptions[0].expires', '"never"'],
  ]);
});

test('an exception holds for a year at most', () => {
  expect(() => check({ expires: '2099-12-31' })).toThrow(/holds 366 days at most/);
});
