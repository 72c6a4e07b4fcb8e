import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateOfComment } from '../../audit/diff-comment';
import { type ForgeServer, ownAccount, startForge, token } from '../forge/forge-server';
import { runJob } from './github-run';
import { atlantisServer, type GitlabJob, gitlab, gitlabJobs } from './pipeline-files';
import { type Clone, clean, git, keep, makeWorkplace, runStep, type Workplace } from './workplace';

/** Said nowhere: not in a log, not in an artefact, not in a comment. */
const secrets = {
  'secrets.PSK_CLINIC__MIRROR': 'never-said-mirror-'.padEnd(40, 'x'),
  'secrets.PSK_CLINIC__PRIMARY': 'never-said-primary-'.padEnd(40, 'y'),
  'secrets.PSK_MIRROR__PRIMARY': 'never-said-between-'.padEnd(40, 'z'),
};
const publicKey = `ssh-ed25519 ${'A'.repeat(68)}`;
const variables = {
  TF_VAR_admin_public_key: publicKey,
  TF_VAR_psk_clinic__mirror: secrets['secrets.PSK_CLINIC__MIRROR'],
  TF_VAR_psk_clinic__primary: secrets['secrets.PSK_CLINIC__PRIMARY'],
  TF_VAR_psk_mirror__primary: secrets['secrets.PSK_MIRROR__PRIMARY'],
};
let place: Workplace;
let said = '';
let change = '';

beforeAll(async () => {
  place = await makeWorkplace();
});
afterAll(() => rmSync(place.folder, { recursive: true, force: true }));

function refuseSecrets(...texts: readonly string[]): void {
  for (const text of texts) for (const secret of ['never-said', token]) expect(text).not.toContain(secret);
}

const stacks = ['clinic', 'mirror', 'primary'];
/** Since the last look, by name. */
let seen = 0;
function newlyApplied(): readonly string[] {
  const fresh = place.applied().slice(seen);
  seen = place.applied().length;
  return fresh
    .map((line) => line.replace(/ .*/, (file) => (file.includes('tfplan') ? file : ' ?')))
    .toSorted();
}

describe('GitHub', () => {
  let forge: ForgeServer;
  let event = '';
  const values = { ...secrets, 'github.token': token, 'vars.ADMIN_PUBLIC_KEY': publicKey };
  const runner = () => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: forge.url,
    GITHUB_REPOSITORY: 'region/estate',
    GITHUB_EVENT_PATH: event,
    GITHUB_SHA: place.merge.commit,
    GITHUB_ACTOR: 'max',
  });
  const onChange = (clone: Clone = place.merge) =>
    ({ event: 'pull_request', clone, values, runner: runner() }) as const;

  beforeAll(async () => {
    forge = await startForge('github');
    event = join(place.folder, 'event.json');
    writeFileSync(event, JSON.stringify({ pull_request: { number: 12, user: { login: 'max' } } }));
  });
  afterAll(() => forge.close());

  test('a change is judged without any credential, and what it means is kept', async () => {
    const ran = await runJob(place, 'change', 'judge', onChange());
    expect([ran.failed, [...ran.artefacts.keys()].toSorted()]).toEqual([
      [],
      ['out/diff.md', 'out/report.json', 'out/report.sarif', 'out/report.xml'],
    ]);
    expect(ran.summary).toMatch(/## ✅ Updates 9 resources; the promise stays as it is\./);
    expect(JSON.parse(ran.artefacts.get('out/report.sarif') ?? '')).toMatchObject({ version: '2.1.0' });
  }, 600_000);

  test('it is planned against the states, and the hash of the change is kept; the plans are not', async () => {
    const ran = await runJob(place, 'change', 'plan', onChange());
    expect([ran.failed, [...ran.artefacts.keys()].toSorted()]).toEqual([
      [],
      ['out/change', 'out/planned.json', 'out/planned.md'],
    ]);
    change = ran.artefacts.get('out/change')?.trim() ?? '';
    expect(change).toMatch(/^[0-9a-f]{64}$/);
    expect(existsSync(join(place.folder, 'runner-temp', 'plans'))).toBe(false);
    refuseSecrets(ran.said, ...ran.artefacts.values());
  }, 600_000);

  test('one comment says it, by the program of the base, and the next run writes it over', async () => {
    for (const _ of [1, 2]) {
      const ran = await runJob(place, 'change', 'tell', onChange(place.base));
      expect(ran.failed).toEqual([]);
      refuseSecrets(ran.said);
    }
    const [comment] = forge.comments;
    expect([forge.comments.length, stateOfComment(comment?.body ?? '')]).toEqual([1, 'ours']);
    expect(comment?.body).toMatch(/^<!-- .* -->\n## ✅ Updates 9 resources/);
    expect(comment?.body).toContain(change);
    refuseSecrets(comment?.body ?? '');
  }, 600_000);

  test('after the merge exactly that change is applied, with evidence', async () => {
    forge.merged.set(place.merge.commit, 12);
    writeFileSync(event, JSON.stringify({ commits: [{ author: { username: 'max' } }] }));
    const ran = await runJob(place, 'deploy', 'deploy', { ...onChange(), event: 'push' });
    expect(ran.failed).toEqual([]);
    expect(newlyApplied()).toEqual(stacks);
    const records = [...ran.artefacts].filter(([path]) => /evidence\/applies\/.*[^t]\.json$/.test(path));
    expect(records.some(([, text]) => text.includes(change))).toBe(true);
    expect([...ran.artefacts.keys()].filter((path) => /tfplan|tfstate/.test(path))).toEqual([]);
    refuseSecrets(ran.said, ...ran.artefacts.values());
  }, 600_000);

  test('another change than the one that was looked at is refused, and nothing is applied', async () => {
    const dispatched = { ...onChange(), event: 'workflow_dispatch' } as const;
    const ran = await runJob(place, 'deploy', 'deploy', {
      ...dispatched,
      values: { ...values, 'inputs.change': 'ab'.repeat(32) },
    });
    expect(ran.failed).toEqual(['Plan again, compare, and apply: 2']);
    expect(ran.said).toContain(`the plans made now have the hash ${change}`);
    const pasted = await runJob(place, 'deploy', 'deploy', {
      ...dispatched,
      values: { ...values, 'inputs.change': '"; touch pasted; "' },
    });
    expect(pasted.said).toContain('the hash of a change, 64 hexadecimal digits');
    expect([pasted.failed, existsSync(join(place.merge.path, 'pasted'))]).toEqual([
      ['Plan again, compare, and apply: 2'],
      false,
    ]);
    expect(newlyApplied()).toEqual([]);
  }, 600_000);

  test('drift without credentials looks at nothing, and says which are missing', async () => {
    const ran = await runJob(place, 'drift', 'drift', { ...onChange(), event: 'schedule' });
    expect(ran.failed).toEqual(['Compare what exists with what is configured: 2']);
    expect(ran.said).toContain('ESTATE_CLINIC_USERNAME');
    expect(ran.artefacts.size).toBe(0);
  }, 600_000);
});

describe('GitLab', () => {
  let forge: ForgeServer;
  beforeAll(async () => {
    forge = await startForge('gitlab');
  });
  afterAll(() => forge.close());

  /** As a runner does: what comes before the script in the same shell, artefacts of needed jobs there already. */
  async function runGitlab(name: string, clone: Clone, more: Readonly<Record<string, string>> = {}) {
    const [, job = {} as GitlabJob] = gitlabJobs.find(([one]) => one === name) ?? [];
    const script = [...(job.before_script ?? gitlab.default.before_script ?? []), ...(job.script ?? [])];
    const environment = {
      GITLAB_CI: 'true',
      CI_API_V4_URL: forge.url,
      CI_PROJECT_ID: '7',
      CI_MERGE_REQUEST_IID: '12',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: place.base.commit,
      CI_COMMIT_SHA: place.merge.commit,
      CI_BUILDS_DIR: place.folder,
      CI_JOB_ID: '1',
      GITLAB_USER_LOGIN: 'max',
      ...variables,
      ...more,
    };
    const ran = await runStep(place, clone, script.join('\n'), environment);
    const paths = [...(job.artifacts?.paths ?? []), ...Object.values(job.artifacts?.reports ?? {})];
    const artefacts = keep(clone.path, paths, join(place.folder, 'gitlab', name));
    said = ran.said;
    refuseSecrets(said, ...artefacts.values());
    return { ...ran, artefacts };
  }

  test('a merge request is judged, planned, and told in one note; JUnit is kept', async () => {
    clean(place.merge);
    const judged = await runGitlab('judge', place.merge);
    expect([judged.code, [...judged.artefacts.keys()].toSorted()]).toEqual([
      0,
      ['out/diff.md', 'out/report.json', 'out/report.sarif', 'out/report.xml'],
    ]);
    const planned = await runGitlab('plan', place.merge);
    expect([planned.code, planned.artefacts.get('out/change')?.trim()]).toEqual([0, change]);
    expect(existsSync(join(place.folder, 'plans-1'))).toBe(false);
    clean(place.base);
    for (const name of ['judge', 'plan']) keep(join(place.folder, 'gitlab', name), ['out'], place.base.path);
    for (const _ of [1, 2])
      expect((await runGitlab('tell', place.base, { ESTATE_GITLAB_TOKEN: token })).code).toBe(0);
    expect(
      forge.comments.map(({ account, body }) => [account, stateOfComment(body), body.includes(change)]),
    ).toEqual([[ownAccount.gitlab, 'ours', true]]);
  }, 600_000);

  test('after the merge that change is applied, and another is not', async () => {
    forge.merged.set(place.merge.commit, 12);
    clean(place.merge);
    const { code, artefacts } = await runGitlab('deploy', place.merge, { ESTATE_GITLAB_TOKEN: token });
    expect([code, newlyApplied()]).toEqual([0, stacks]);
    expect([...artefacts.keys()].filter((path) => /tfplan|tfstate/.test(path))).toEqual([]);
    const other = await runGitlab('deploy', place.merge, { CHANGE: 'ab'.repeat(32) });
    expect([other.code, newlyApplied()]).toEqual([2, []]);
    expect(other.said).toContain('only the change that was looked at is applied');
  }, 600_000);
});

describe('Atlantis', () => {
  const stage = async (name: string) => {
    const planFile = join(place.folder, 'default.tfplan');
    const environment = {
      PLANFILE: planFile,
      BASE_BRANCH_NAME: 'main',
      PULL_AUTHOR: 'max',
      ESTATE_SECRETS: place.folder,
      ESTATE_EVIDENCE: join(place.folder, 'evidence'),
    };
    let text = '';
    for (const { run } of atlantisServer.workflows.estate?.[name]?.steps ?? []) {
      const ran = await runStep(place, place.merge, run, environment, ['sh']);
      text += ran.said;
      refuseSecrets(ran.said);
      if (ran.code !== 0) return { code: ran.code, said: text };
    }
    return { code: 0, said: text };
  };

  test('plan, policy check, apply: the plan file holds the hash alone', async () => {
    const lines = Object.entries(variables).map(([name, value]) => `${name}='${value}'`);
    for (const name of ['plan.env', 'apply.env'])
      writeFileSync(join(place.folder, name), `${lines.join('\n')}\n`, { mode: 0o600 });
    mkdirSync(join(place.folder, 'evidence'), { recursive: true });
    git(place.merge.path, 'update-ref', 'refs/remotes/origin/main', place.base.commit);
    const planned = await stage('plan');
    expect(planned.said).toContain('Updates 9 resources; the promise stays as it is.');
    expect([planned.code, readFileSync(join(place.folder, 'default.tfplan'), 'utf8').trim()]).toEqual([
      0,
      change,
    ]);
    expect(existsSync(join(place.merge.path, '.estate', 'atlantis'))).toBe(false);
    const checked = await stage('policy_check');
    expect(checked).toEqual({
      code: 0,
      said: expect.stringContaining('The judge lets these plans through.'),
    });
    // What Atlantis takes for a failure in the text of a check that succeeds.
    expect(checked.said).not.toMatch(/[1-9][0-9]* failure|failures": \[|^\s*FAIL/);
    expect([(await stage('apply')).code, newlyApplied()]).toEqual([0, stacks]);
  }, 600_000);
});
