import { isLoopback } from '../../estate/deployment';
import type { Estate } from '../../estate/model';
import { judgeInputs } from '../../policies/judge-inputs';
import { realEstate, sandboxEstate, synthesize } from '../stacks/synthesize';

const rules = ['residency/provider-endpoint-belongs-to-site', 'identity/provider-guards-its-calls'];

/** What is said of the clinic's provider, its endpoint changed in the source. */
function failures(estate: Estate, authUrl: string, judged: Estate): readonly string[] {
  const profile = estate.sandbox ? 'sandbox' : 'production';
  const made = synthesize(estate, { backend: { kind: 'local' }, profile });
  const inputs = Object.entries(made).map(([stack, { text }]) => {
    const source = JSON.parse(text);
    if (stack === 'clinic') source.provider.openstack[0].auth_url = authUrl;
    return { kind: 'synth' as const, stack, file: `${stack}/cdk.tf.json`, text: JSON.stringify(source) };
  });
  const { verdicts } = judgeInputs(inputs, judged);
  return verdicts
    .filter(
      ({ outcome, policy, stack }) => outcome === 'fail' && rules.includes(policy) && stack === 'clinic',
    )
    .map(({ policy }) => policy)
    .toSorted();
}

const [primary, clinic] = ['primary', 'clinic'].map(
  (site) => sandboxEstate.sites.find(({ name }) => name === site)?.identity.authUrl ?? '',
);

test('a sandbox is reached over loopback without TLS', () => {
  expect(isLoopback(clinic)).toBe(true);
  expect(failures(sandboxEstate, clinic ?? '', sandboxEstate)).toEqual([]);
});

test.each([
  [
    'an address of no site',
    sandboxEstate,
    'http://127.0.0.99:5000/v3',
    ['residency/provider-endpoint-belongs-to-site'],
  ],
  ['an address that leaves the machine', sandboxEstate, 'http://10.0.0.1:5000/v3', rules.toSorted()],
  ['a name', sandboxEstate, 'http://localhost:5000/v3', rules.toSorted()],
  ['loopback where the estate is real', realEstate, clinic ?? '', rules.toSorted()],
  ['another site’s', sandboxEstate, primary ?? '', ['residency/provider-endpoint-belongs-to-site']],
] as const)('%s is not', (_, estate, authUrl, expected) => {
  expect(failures(estate, authUrl, estate)).toEqual(expected);
});
