import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureState } from '../../terraform/first-state';

const folder = mkdtempSync(join(tmpdir(), 'first-state-'));
const [log, pulled, pushed] = ['calls', 'pulled', 'pushed'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];

/** Stands in for Terraform: answers a pull with a file, and keeps what is pushed. */
const script = `#!/bin/sh
case "$1" in version) echo '{"terraform_version": "1.11.4"}'; exit 0 ;; esac
echo "$@" >> ${log}
case "$2" in
  pull) cat ${pulled} ;;
  push) for last in "$@"; do :; done; cp "$last" ${pushed}; [ ! -e ${log}.fails ] || exit 1 ;;
esac
`;
const none = { version: 4, serial: 0, lineage: '', outputs: {}, resources: [] };

beforeAll(() => {
  writeFileSync(join(folder, 'terraform'), script);
  chmodSync(join(folder, 'terraform'), 0o755);
  process.env.ESTATE_TERRAFORM = join(folder, 'terraform');
});
beforeEach(() => {
  for (const file of [log, pushed]) rmSync(file, { force: true });
  writeFileSync(pulled, JSON.stringify(none));
  useBackend({ pg: {} });
});
afterAll(() => {
  delete process.env.ESTATE_TERRAFORM;
  rmSync(folder, { recursive: true, force: true });
});

function useBackend(backend: object): void {
  writeFileSync(join(folder, 'cdk.tf.json'), JSON.stringify({ terraform: { backend } }));
}

const work = join(folder, 'work');
const calls = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);

test('a stack without a state in PostgreSQL gets an empty one, and nothing is left of it on the disk', async () => {
  await ensureState(folder, work);
  expect(JSON.parse(readFileSync(pushed, 'utf8'))).toEqual({
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage: expect.stringMatching(/^[0-9a-f-]{36}$/),
    outputs: {},
    resources: [],
  });
  expect(readdirSync(work)).toEqual([]);
});

test('a state that is there stays', async () => {
  writeFileSync(pulled, JSON.stringify({ ...none, serial: 7, lineage: 'its own' }));
  await ensureState(folder, work);
  expect(calls()).toEqual(['state pull']);
});

test('another backend locks each state by itself, and is left alone', async () => {
  useBackend({ local: { path: 'terraform.tfstate' } });
  await ensureState(folder, work);
  expect(calls()).toEqual([]);
});

test('a push that fails is left to the plan that comes next', async () => {
  writeFileSync(`${log}.fails`, '');
  await ensureState(folder, work);
  expect(calls()).toHaveLength(2);
  expect(readdirSync(work)).toEqual([]);
});
