import Ajv from 'ajv';
import { loadEstate } from '../../estate/load-estate';
import { offlineVariables } from '../../terraform/offline-variables';
import { estatePlan } from '../estate-plan';
import { repoSchema, serverSchema } from './atlantis';
import {
  atlantisRepo,
  atlantisServer,
  gitlab,
  gitlabJobs,
  jobOf,
  read,
  type Step,
  setUpSteps,
  workflows,
} from './pipeline-files';

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const schemaAt = (name: string): object => JSON.parse(read(`test/pipelines/schemas/${name}`));
const github = ajv.compile(schemaAt('github-workflow.json'));
const ofGitlab = ajv.compile(schemaAt('gitlab-ci.json'));

describe('every file is one of its kind, by the schema of its maker', () => {
  test.each(workflows)('%s', (_, workflow) => {
    github(workflow);
    expect(github.errors ?? []).toEqual([]);
  });

  test('.gitlab-ci.yml', () => {
    ofGitlab(gitlab);
    expect(ofGitlab.errors ?? []).toEqual([]);
  });

  test('atlantis.yaml and the server’s workflow, by the keys that Atlantis knows', () => {
    for (const [schema, file] of [
      [repoSchema, atlantisRepo],
      [serverSchema, atlantisServer],
    ] as const) {
      const validate = ajv.compile(schema);
      validate(file);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  test('and the schemas do refuse', () => {
    const [, change] = workflows.find(([path]) => path.endsWith('change.yml')) ?? [];
    expect(github({ ...change, permission: {} })).toBe(false);
    expect(ofGitlab({ judge: { script: 1 } })).toBe(false);
    expect(ajv.compile(repoSchema)({ version: 3, projects: [{ dir: '.', aply: {} }] })).toBe(false);
  });
});

const allSteps: readonly (readonly [string, Step])[] = [
  ...workflows.flatMap(([path, { jobs }]) =>
    Object.entries(jobs).flatMap(([job, { steps }]) =>
      steps.map((step) => [`${path} ${job}`, step] as const),
    ),
  ),
  ...setUpSteps.map((step) => ['set-up', step] as const),
];

test('every action of others is pinned by its whole commit, with its version beside it, the same everywhere', () => {
  const uses = allSteps.flatMap(([, step]) =>
    (step.uses ?? './').startsWith('./') ? [] : [step.uses ?? ''],
  );
  expect(uses.length).toBeGreaterThan(10);
  expect(uses.filter((one) => !/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/.test(one))).toEqual([]);
  const texts = [...workflows.map(([path]) => path), '.github/actions/set-up/action.yml']
    .map(read)
    .join('\n');
  const lines = texts.split('\n').filter((line) => /uses: [^.]/.test(line));
  expect(lines.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  const pins = new Map<string, Set<string>>();
  for (const line of lines) {
    const [, action = '', pin = ''] = /uses: ([\w-]+\/[\w-]+)\S*@(.+)$/.exec(line) ?? [];
    pins.set(action, (pins.get(action) ?? new Set()).add(pin));
  }
  expect([...pins].filter(([, found]) => found.size > 1)).toEqual([]);
});

test('a job may do what it needs and no more; nothing that may write runs the code of a change or has credentials', () => {
  const granted = workflows.flatMap(([path, { permissions, jobs }]) => {
    expect(permissions).toEqual({});
    return Object.entries(jobs).map(([job, one]) => [`${path.split('/').at(-1)} ${job}`, one.permissions]);
  });
  expect(Object.fromEntries(granted)).toEqual({
    'change.yml judge': { contents: 'read' },
    'change.yml plan': { contents: 'read' },
    'change.yml tell': { contents: 'read', 'pull-requests': 'write', 'security-events': 'write' },
    'deploy.yml deploy': { contents: 'read', 'pull-requests': 'read' },
    'drift.yml drift': { contents: 'read' },
  });
  const tell = jobOf('change', 'tell');
  expect(tell.steps[0]?.with?.ref).toBe('${{ github.event.pull_request.base.sha }}');
  expect(tell.environment).toBeUndefined();
  expect(JSON.stringify([tell, jobOf('change', 'judge')])).not.toContain('secrets.');
  const checkouts = allSteps.filter(([, { uses = '' }]) => uses.startsWith('actions/checkout@'));
  expect(checkouts.filter(([, step]) => step.with?.['persist-credentials'] !== false)).toEqual([]);
});

test('credentials come from two environments, and never for a fork', () => {
  const environments = workflows.flatMap(([path, { jobs }]) =>
    Object.entries(jobs).map(([job, { environment }]) => [`${path.split('/').at(-1)} ${job}`, environment]),
  );
  expect(Object.fromEntries(environments)).toEqual({
    'change.yml judge': undefined,
    'change.yml plan': 'estate-plan',
    'change.yml tell': undefined,
    'deploy.yml deploy': 'estate-deploy',
    'drift.yml drift': 'estate-plan',
  });
  for (const job of ['plan', 'tell'])
    expect(jobOf('change', job).if).toContain('head.repo.full_name == github.repository');
  expect(Object.keys(workflows.find(([path]) => path.endsWith('change.yml'))?.[1].on ?? {})).toEqual([
    'pull_request',
  ]);
  const named = gitlabJobs.map(([name, { environment }]) => [name, environment?.name]);
  expect(Object.fromEntries(named)).toEqual({
    judge: undefined,
    plan: 'estate-plan',
    tell: 'estate-tell',
    deploy: 'estate-deploy',
    drift: 'estate-plan',
  });
});

test('one deploy at a time, none is cut off, and each applies what was looked at', () => {
  const [, deploy] = workflows.find(([path]) => path.endsWith('deploy.yml')) ?? [];
  expect(deploy?.concurrency).toEqual({ group: 'estate-deploy', 'cancel-in-progress': false });
  const [, gitlabDeploy] = gitlabJobs.find(([name]) => name === 'deploy') ?? [];
  expect(gitlabDeploy?.resource_group).toBe('estate-deploy');
  const whole = [
    read('.github/workflows/deploy.yml'),
    read('.gitlab-ci.yml'),
    read('pipelines/atlantis/repos.yaml'),
  ];
  for (const text of whole) {
    const applies = text.split('\n').filter((line) => /estate apply|cdktf deploy|terraform apply/.test(line));
    expect(applies).toEqual([expect.stringContaining('estate apply --expect "$(cat ')]);
  }
});

test('what is given to a site’s stack is what the estate asks for, the same in all workflows', async () => {
  const { sites } = loadEstate();
  const wanted = [
    ...sites.flatMap(({ name }) => ['USERNAME', 'PASSWORD'].map((what) => variableOf(name, what))),
    ...(await estatePlan()).flatMap(({ source }) =>
      Object.keys(offlineVariables(source)).map((name) => `TF_VAR_${name}`),
    ),
  ];
  const lists = [jobOf('change', 'plan'), jobOf('deploy', 'deploy'), jobOf('drift', 'drift')].map(
    ({ steps }) => steps.find(({ env }) => env?.ESTATE_BACKEND !== undefined),
  );
  for (const step of lists) expect(Object.keys(step?.env ?? {})).toEqual(expect.arrayContaining(wanted));
  expect(new Set(lists.map((step) => JSON.stringify(step?.env))).size).toBe(1);
});

function variableOf(site: string, what: string): string {
  return `ESTATE_${site.toUpperCase().replaceAll('-', '_')}_${what}`;
}

/** Every line that is run, of all three forges. */
const commands: readonly string[] = [
  ...allSteps.flatMap(([, { run }]) => run ?? []),
  ...gitlabJobs.flatMap(([, job]) => [
    ...(job.before_script ?? []),
    ...(job.script ?? []),
    ...(job.after_script ?? []),
  ]),
  ...(gitlab.default.before_script ?? []),
  ...Object.values(atlantisServer.workflows).flatMap((stages) =>
    Object.values(stages).flatMap(({ steps }) => steps.map(({ run }) => run)),
  ),
].flatMap((run) => run.split('\n'));

test('no secret is named in a command, and nothing of an event is pasted into one', () => {
  expect(commands.length).toBeGreaterThan(30);
  expect(commands.filter((line) => line.includes('${{'))).toEqual([]);
  expect(
    commands.filter((line) =>
      /TOKEN|PASSWORD|SECRET_ACCESS|PSK|TF_VAR|\bprintenv\b|(^|[|;&]) *env\b|set -x/i.test(line),
    ),
  ).toEqual([]);
});

test('no plan and no state is kept or handed on', () => {
  const paths = [
    ...allSteps.flatMap(([, { uses = '', with: given }]) =>
      /upload-artifact|actions\/cache/.test(uses) ? String(given?.path).trim().split('\n') : [],
    ),
    ...gitlabJobs.flatMap(([, { artifacts }]) => [
      ...(artifacts?.paths ?? []),
      ...Object.values(artifacts?.reports ?? {}),
    ]),
  ];
  const permitted =
    /^(out\/(diff\.md|(report|planned|drift)\.(json|md|sarif|xml|txt)|change|evidence)|\.estate\/evidence|~\/\.cache\/lausitz-estate\/providers)$/;
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !permitted.test(path))).toEqual([]);
  const kept = commands.flatMap((line) => /plan .*--out (\S+)/.exec(line)?.[1] ?? []);
  expect(kept.length).toBe(3);
  const removed = commands.filter((line) => line.includes('rm -rf')).join('\n');
  for (const folder of kept) expect(removed).toContain(folder);
  expect(gitlabJobs.filter(([, { artifacts }]) => artifacts && artifacts.access !== 'developer')).toEqual([]);
});
