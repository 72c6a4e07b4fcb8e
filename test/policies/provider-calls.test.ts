import { withoutUnjudged } from '../../audit/pack/unjudged';
import { genuine, saidOf, smallPlan } from './small-plan';

const policy = 'identity/provider-guards-its-calls';
const [plain, guarded] = ['http://identity.example:5000/v3', 'https://identity.example:5000/v3'];
const passed: readonly string[] = [];
const unknown = ['undecided provider.openstack: whether its calls are encrypted is not known'];
const breached = ['fail provider.openstack: its credentials travel without encryption'];
const breachedService = ['fail provider.openstack: it calls a service without encryption'];

/** A provider whose argument depends on a variable, which was given a value. */
function given(value: unknown, argument = 'auth_url') {
  const expressions = { [argument]: { references: ['var.x'] } };
  const openstack = { name: 'openstack', full_name: genuine, expressions };
  const variables = value === undefined ? {} : { x: { value } };
  return { providers: { openstack }, rest: { variables } };
}

/** Its source, `${…}` for an expression. */
function source(stated: unknown, argument = 'auth_url') {
  return { provider: { openstack: [{ [argument]: stated }] } };
}

const x = '$' + '{var.x}';

test.each([
  ['what it was given is plain', plain, undefined, breached],
  ['what it was given is guarded, and what becomes of it is not shown', guarded, undefined, unknown],
  ['what it was given is not shown', undefined, undefined, unknown],
  ['the source takes what it was given as it is', guarded, x, passed],
  ['the source takes what it was given as it is, and it is plain', plain, x, breached],
  ['the source begins with the scheme', 'host', `https://${x}/v3`, passed],
  ['the source begins with the plain scheme', 'host', `http://${x}/v3`, breached],
  ['the source computes it', guarded, '$' + '{replace(var.x, "https", "http")}', unknown],
  ['the source is of another state of things', guarded, 'https://$' + '{var.y}/v3', unknown],
])('an address from a variable: %s', (_, value, stated, said) => {
  expect(saidOf(given(value), policy, stated === undefined ? undefined : source(stated))).toEqual(said);
});

test.each([
  ['one of them is plain', { volumev3: plain, network: guarded }, undefined, breachedService],
  ['none is, and the source takes them as they are', { volumev3: guarded }, x, passed],
  ['one is given', plain, undefined, breachedService],
  ['one is given and guarded, as the source shows', guarded, { volumev3: x }, passed],
])('addresses of services from a variable: %s', (_, value, stated, said) => {
  const argument = 'endpoint_overrides';
  const written = stated === undefined ? undefined : source(stated, argument);
  expect(saidOf(given(value, argument), policy, written)).toEqual(said);
});

test('a pack keeps the address that is judged, and no variable beside it', () => {
  const kept = (value: string, providers = given(value).providers) => {
    const plan = JSON.parse(smallPlan({ providers, rest: { variables: { x: { value } } } }));
    return (withoutUnjudged(plan, () => 'named') as { variables: { x: { value: string } } }).variables.x
      .value;
  };
  expect(kept(plain)).toBe(plain);
  expect(kept('http://user:word@identity.example/v3')).toBe('named');
  expect(kept('https://identity.example/v3?token=1')).toBe('named');
  expect(kept(plain, given(plain, 'region').providers)).toBe(plain);
  expect(kept(plain, {} as never)).toBe('named');
});
