import { clusterOutput } from '../../contracts/cluster-output';
import { parseClusterContract } from '../../contracts/parse-cluster';
import { estatePlan } from '../estate-plan';
import { realEstate, synthesize } from '../stacks/synthesize';
import { madeContract, uuidOf } from './made-contract';

const value = madeContract('clinic');

test.each([
  ['terraform output -json', { cluster: { sensitive: false, type: ['object', {}], value } }],
  ['a state file', { version: 4, outputs: { cluster: { value, type: ['object', {}] } } }],
  [
    'terraform show -json',
    { format_version: '1.0', values: { outputs: { cluster: { sensitive: false, value } } } },
  ],
])('it is found in %s', (_, json) => {
  expect(JSON.parse(clusterOutput(JSON.stringify(json), 'x.json'))).toEqual(value);
});

test.each([
  ['no JSON', 'x', 'is no JSON'],
  ['no outputs', '{}', 'has no output "cluster"'],
  ['a list', '[]', 'has no output "cluster"'],
  ['an output without a value', '{"cluster": {"sensitive": false}}', 'has no output "cluster"'],
  ['a sensitive output', JSON.stringify({ cluster: { sensitive: true, value } }), 'is sensitive'],
])('%s is refused', (_, text, says) => {
  expect(() => clusterOutput(text, 'x.json')).toThrow(says);
});

test('no output of any stack is sensitive or made of anything that is', () => {
  for (const { stack } of Object.values(synthesize())) {
    expect(stack.output.cluster).not.toHaveProperty('sensitive');
    expect(JSON.stringify(stack.output)).not.toMatch(
      /var\.|nonsensitive|token|password|psk|secret|user_data/,
    );
  }
});

interface Plan {
  readonly output_changes: {
    readonly cluster: { readonly after: object; readonly after_sensitive: unknown };
  };
}

/** What the plan leaves open, with the ids that an apply would give. */
function applied(site: string, plan: Plan): string {
  const contract = structuredClone(plan.output_changes.cluster.after) as {
    volumes: Record<string, { volumeId?: string }>;
  };
  for (const [dataset, volume] of Object.entries(contract.volumes))
    volume.volumeId ??= uuidOf(`${site}/${dataset}`);
  return JSON.stringify(contract);
}

test('Terraform itself makes of the output a contract that is taken, once the volumes have ids', async () => {
  for (const { stack, plan: text } of await estatePlan()) {
    const plan = JSON.parse(text) as Plan;
    expect(plan.output_changes.cluster.after_sensitive).toBe(false);
    const contract = parseClusterContract(applied(stack, plan), stack, realEstate, 'deploy');
    expect(contract).toEqual(madeContract(stack));
  }
}, 180_000);
