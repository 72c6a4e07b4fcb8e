import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The cdktf CLI itself, as an engineer calls it; it is installed on first use, in a folder of its own. */
jest.setTimeout(600_000);

const root = join(__dirname, '..', '..');
let folder = '';

/** An app of its own over the compiled estate, so that a test can spoil it. */
const app = `
const { synthesize } = require(${JSON.stringify(join(root, 'dist', 'bin', 'synthesize.js'))});
const { loadEstate } = require(${JSON.stringify(join(root, 'dist', 'estate', 'load-estate.js'))});
const spoilt = () => {
  const estate = structuredClone(loadEstate());
  if (process.env.SPOIL === 'load') throw new Error('the estate does not load');
  const clinic = estate.sites.find((site) => site.name === 'clinic');
  if (process.env.SPOIL === 'reach') clinic.credentials.push({ name: 'otc-account-owner', rights: ['account'] });
  return estate;
};
try { synthesize(spoilt); } catch (error) { console.error(error.message); process.exitCode = 1; }
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cdktf-'));
  writeFileSync(join(folder, 'app.cjs'), app);
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({
      language: 'typescript',
      app: 'node app.cjs',
      projectId: 'test',
      sendCrashReports: 'false',
    }),
  );
  cdktf({}, 'synth');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cdktf(env: NodeJS.ProcessEnv, ...args: string[]) {
  const secret = 'offline-'.padEnd(40, 'x');
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'bin', 'cdktf.mjs'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: {
      ...process.env,
      OS_CLOUD: 'elsewhere',
      FORCE_COLOR: '0',
      TF_VAR_admin_public_key:
        'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ3i6nH7m8pXhEqF0Vd0Yx5b9h8i6e4mE3wTqk9q3Xyz test',
      ...Object.fromEntries(variables().map((name) => [`TF_VAR_${name}`, secret])),
      ...env,
    },
  });
  return { status, output: `${stdout}${stderr}` };
}

/** The pre-shared keys that the stacks ask for. */
function variables(): string[] {
  const names = new Set<string>();
  for (const stack of ['primary', 'mirror', 'clinic']) {
    if (!existsSync(stackFile(stack))) continue;
    const { variable = {} } = JSON.parse(readFileSync(stackFile(stack), 'utf8')) as { variable?: object };
    for (const name of Object.keys(variable)) if (name.startsWith('psk_')) names.add(name);
  }
  return [...names];
}

const stackFile = (stack: string) => join(folder, 'cdktf.out', 'stacks', stack, 'cdk.tf.json');

test('synth, then diff: the plan is judged, and nobody else can read it', () => {
  expect(cdktf({}, 'synth')).toMatchObject({ status: 0 });
  const { status, output } = cdktf({}, 'diff', 'clinic');
  expect(output).toContain('0 failed');
  expect(status).toBe(0);
  expect(statSync(join(folder, 'cdktf.out', 'stacks', 'clinic', 'plan')).mode & 0o077).toBe(0);
});

/** Notes that it was started; `cdktf deploy` must fail before it gets that far. */
function fakeTerraform(): { env: NodeJS.ProcessEnv; wasStarted: () => boolean } {
  const program = join(folder, 'terraform');
  const log = join(folder, 'started');
  rmSync(log, { force: true });
  writeFileSync(
    program,
    `#!/bin/sh\ncase "$1" in version|-v) echo '{"terraform_version": "1.11.4"}' ;; *) echo "$@" >> ${log} ;; esac\n`,
    { mode: 0o755 },
  );
  return { env: { ESTATE_TERRAFORM: program }, wasStarted: () => existsSync(log) };
}

test.each([
  ['a breach', 'reach', 'resilience/copy-out-of-reach'],
  ['an earlier throw', 'load', 'the estate does not load'],
])('after %s, deploy --skip-synth finds nothing to deploy', (_, spoil, says) => {
  expect(cdktf({}, 'synth')).toMatchObject({ status: 0 });
  const { env, wasStarted } = fakeTerraform();
  expect(cdktf(env, 'deploy', '*', '--skip-synth', '--auto-approve').status).not.toBeNull();
  expect(wasStarted()).toBe(true);
  const { status, output } = cdktf({ SPOIL: spoil }, 'synth');
  expect(output).toContain(says);
  expect(status).not.toBe(0);
  const refused = fakeTerraform();
  expect(cdktf(refused.env, 'deploy', '*', '--skip-synth', '--auto-approve').status).not.toBe(0);
  expect(refused.wasStarted()).toBe(false);
  expect(['primary', 'mirror', 'clinic'].map((stack) => existsSync(stackFile(stack)))).toEqual([
    false,
    false,
    false,
  ]);
});

test('what is changed after the gate is refused by the judged apply, before anything is applied', () => {
  expect(cdktf({}, 'synth')).toMatchObject({ status: 0 });
  const stack = JSON.parse(readFileSync(stackFile('clinic'), 'utf8'));
  stack.resource.openstack_blockstorage_volume_v3.imaging_data.volume_type = 'plain';
  writeFileSync(stackFile('clinic'), JSON.stringify(stack));
  const { status, output } = cdktf({}, 'deploy', 'clinic', '--skip-synth', '--auto-approve');
  expect(output).toContain('FAIL encryption/volume-encrypted-at-creation');
  expect(output).toContain('The plan is refused: nothing was applied.');
  expect(status).not.toBe(0);
});
