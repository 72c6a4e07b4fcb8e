import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contractOf } from '../../contracts/cluster';
import { madeContract } from '../contracts/made-contract';
import { realEstate } from '../stacks/synthesize';

const root = join(__dirname, '..', '..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hand-over-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function handOver(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'estate.mjs'), 'hand-over', ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, OS_CLOUD: 'elsewhere' } },
  );
  return { status, stdout, stderr };
}

function write(name: string, json: object): string {
  mkdirSync(join(folder, name, '..'), { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(json));
  return name;
}

const made = madeContract('clinic');
const state = {
  version: 4,
  terraform_version: '1.11.4',
  serial: 1,
  lineage: '7f0f5f0e-2f8e-4d43-9a3b-3f5b2d6a9c11',
  outputs: { cluster: { value: made, type: 'dynamic' } },
  resources: [],
};

test('before an apply it writes the planned contract, for its owner alone', () => {
  const { status, stdout } = handOver('clinic', '--planned', '--out', 'planned.json');
  expect(stdout).toBe('planned.json: 8 volumes, 9 nodes; planned: nothing may be deployed with it\n');
  expect(status).toBe(0);
  const file = join(folder, 'planned.json');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(contractOf(realEstate, 'clinic'));
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(['--state', '--outputs'])(
  '%s: it writes what is there, once it is what the estate says',
  (option) => {
    const file = write(
      'given.json',
      option === '--state' ? state : { cluster: { sensitive: false, value: made } },
    );
    const { status, stdout } = handOver('clinic', option, file, '--out', 'clinic.json');
    expect(stdout).toBe('clinic.json: 8 volumes, 9 nodes\n');
    expect(status).toBe(0);
    expect(JSON.parse(readFileSync(join(folder, 'clinic.json'), 'utf8'))).toEqual(made);
  },
);

test('of a deployed stack, Terraform itself reads the outputs', () => {
  // Terraform writes the type of an output out; it takes any that the value has.
  const outputs = { cluster: { value: made, type: typeOf(made) } };
  write('cdktf.out/stacks/clinic/terraform.tfstate', { ...state, outputs });
  write('cdktf.out/stacks/clinic/cdk.tf.json', {
    terraform: { backend: { local: { path: 'terraform.tfstate' } } },
    output: { cluster: { value: made } },
  });
  const { status, stderr } = handOver('clinic', '--out', 'clinic.json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: expect.not.stringContaining('rule') });
  expect(JSON.parse(readFileSync(join(folder, 'clinic.json'), 'utf8'))).toEqual(made);
}, 120_000);

/** The type of a value as a state file has it. */
function typeOf(value: unknown): unknown {
  if (Array.isArray(value)) return ['tuple', value.map(typeOf)];
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' ? 'bool' : typeof value;
  return ['object', Object.fromEntries(Object.entries(value).map(([name, each]) => [name, typeOf(each)]))];
}

test.each([
  ['no site', [], 'arguments: none'],
  ['an unknown site', ['annex'], 'hand-over annex'],
  ['two sources', ['clinic', '--planned', '--state', 'state.json'], '--state --planned'],
  ['a file that is not there', ['clinic', '--state', 'none.json'], 'none.json'],
  ['a state without the output', ['clinic', '--state', 'empty.json'], 'has no output "cluster"'],
  ['the state of another site', ['primary', '--state', 'state.json'], 'the contract is of clinic'],
  ['a state that is behind the estate', ['clinic', '--state', 'behind.json'], 'volumes.imaging.zone: "b"'],
  ['a stack that was not synthesized', ['clinic', '--synth', 'nowhere'], 'no stack is there'],
])('%s: exit code 2, and nothing is written', (_, args, says) => {
  write('state.json', state);
  write('empty.json', { ...state, outputs: {} });
  const { imaging } = made.volumes;
  const volumes = { ...made.volumes, imaging: { ...imaging, zone: 'b' } };
  write('behind.json', { ...state, outputs: { cluster: { value: { ...made, volumes }, type: 'dynamic' } } });
  const before = readdirSync(folder);
  const { status, stderr, stdout } = handOver(...args, '--out', 'contract.json');
  expect(stderr).toContain(says);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(readdirSync(folder)).toEqual(before);
  expect(existsSync(join(folder, 'contract.json'))).toBe(false);
});
