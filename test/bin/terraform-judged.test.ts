import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changePlan } from '../change-plan';
import { estatePlan, type PlannedSite } from '../estate-plan';

const root = join(__dirname, '..', '..');
const stack = 'primary';
let folder = '';
let sites: readonly PlannedSite[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'judged-apply-'));
  sites = await estatePlan();
});
// An apply that fails leaves a note in this very project, where there may be one of a deploy of somebody's own.
const note = join(root, '.estate', 'evidence', 'unfinished', `${stack}.json`);
beforeAll(() => existsSync(note) && cpSync(note, join(folder, 'note.json')));
afterAll(() => {
  if (existsSync(join(folder, 'note.json'))) cpSync(join(folder, 'note.json'), note);
  else rmSync(note, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Applies the primary site as it lies in a `cdktf.out`. Terraform is a stand-in that shows the plan it is given here,
 * notes every apply, and has no state afterwards, so that nothing is remembered as made.
 */
function apply(synthesized: readonly PlannedSite[], plan: string) {
  const log = join(folder, 'applied');
  rmSync(log, { force: true });
  for (const site of synthesized) {
    const stackDir = join(folder, 'stacks', site.stack);
    mkdirSync(stackDir, { recursive: true });
    writeFileSync(join(stackDir, 'cdk.tf.json'), site.source);
  }
  writeFileSync(join(folder, 'plan.json'), plan);
  const script = `#!/bin/sh
case "$1" in
  version) echo '{"terraform_version": "1.11.4"}' ;;
  show) case "$*" in *.tfplan) cat ${folder}/plan.json ;; *) exit 1 ;; esac ;;
  apply) echo "$@" >> ${log}; exit 9 ;;
esac
`;
  writeFileSync(join(folder, 'terraform'), script, { mode: 0o755 });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'terraform-judged.mjs'), 'apply', '-auto-approve'],
    {
      cwd: join(folder, 'stacks', stack),
      encoding: 'utf8',
      env: { ...process.env, ESTATE_TERRAFORM: join(folder, 'terraform'), ESTATE_PROFILE: '' },
    },
  );
  return { status, output: `${stdout}${stderr}`, isApplied: existsSync(log) };
}

const planOf = (of: readonly PlannedSite[]) => of.find((site) => site.stack === stack)?.plan ?? '';

test('an unchanged stack is applied, though nobody knows how the disk of a local state is encrypted', () => {
  const { status, output, isApplied } = apply(sites, planOf(sites));
  expect(output).toContain('UNDECIDED encryption/state-backend-encrypted');
  expect(output).not.toContain('The plan is refused');
  expect([status, isApplied]).toEqual([9, true]);
  // It failed: what it was permitted to do is known to the next one.
  expect(existsSync(note)).toBe(true);
});

const volume = 'openstack_blockstorage_volume_v3.consent_data';
const server = 'openstack_compute_instance_v2.identity_1_server';

test.each([
  [
    'prevent_destroy is taken away',
    { [volume]: { lifecycle: null } },
    'resilience/stateful-resource-protected',
  ],
  [
    'a password is put into user data',
    { [server]: { user_data: '#cloud-config\npassword: not-a-real-one\n' } },
    'identity/no-credentials-in-user-data',
  ],
  [
    'the state is sent over http',
    { backend: { http: { address: 'http://states.example/primary' } } },
    'encryption/state-backend-encrypted',
  ],
])('edited after the gate: %s, and the apply is refused', (_, set, policy) => {
  const edited = changePlan(sites, { stack, set } as unknown as Parameters<typeof changePlan>[1]);
  // A plan shows a hash of user data, nothing of a lifecycle and no backend: it is the same plan.
  const { status, output, isApplied } = apply(edited, planOf(sites));
  expect(output).toContain(`FAIL ${policy}`);
  expect(output).not.toContain('not-a-real-one');
  expect([status, isApplied]).toEqual([1, false]);
});
