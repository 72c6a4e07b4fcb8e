import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foreignEstate } from '../../estate/foreign-estate';
import { loadEstate } from '../../estate/load-estate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { judge } from '../../judge/judge';
import type { Report } from '../../judge/report';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';
import { foreignFolder } from '../fixtures-policies/plan-folder';
import { existingFixtures, fixturesFolder } from '../make-fixtures';

const root = join(__dirname, '..', '..');
const plan = join(foreignFolder, 'web-cluster.json');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'estate-option-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function verify(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'bin', 'estate.mjs'), 'verify', '--as-of', asOf, ...args],
    { cwd: folder, encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

function reportOf(...args: readonly string[]): Report {
  return JSON.parse(verify('--format', 'json', ...args).stdout) as Report;
}

const found = ({ verdicts }: Report) =>
  verdicts
    .filter(({ outcome }) => outcome !== 'notObservable')
    .map(({ outcome, policy, address, message }) => [outcome, policy, address, message]);

const ssh = 'openstack_networking_secgroup_rule_v2.ssh_from_anyone';
const anyone = 'it admits 0.0.0.0/0, which is as good as anyone';
const exposed = [
  ['fail', 'network/no-ingress-from-anyone', ssh, anyone],
  ['fail', 'network/administration-ports-from-management-only', ssh, `SSH (22): ${anyone}`],
];
const volume = (name: string) => `openstack_blockstorage_volume_v3.${name}`;

test('a plan of plain OpenStack is judged by what it shows, and by the types that are said to encrypt', () => {
  const report = reportOf('--cloud', 'openstack', '--encrypted-type', 'luks', '--plan', plan);
  const message = 'the volume has type "fast"; encrypted types at web-cluster are: luks';
  expect(found(report)).toEqual([
    ['fail', 'encryption/volume-encrypted-at-creation', volume('scratch'), message],
    ...exposed,
  ]);
  expect(report.inputs.map(({ stack }) => stack)).toEqual(['web-cluster']);
});

test('without a type that is said to encrypt, no volume of plain OpenStack is known to be', () => {
  const report = reportOf('--cloud', 'openstack', '--plan', plan);
  const volumes = found(report).filter(([, policy]) => policy === 'encryption/volume-encrypted-at-creation');
  expect(volumes.map(([outcome, , address]) => [outcome, address])).toEqual([
    ['undecided', volume('database')],
    ['undecided', volume('scratch')],
  ]);
  expect(volumes[0]?.[3]).toContain('--encrypted-type names those');
});

test('a plan of the Open Telekom Cloud is judged by that cloud’s way to encrypt', () => {
  const volumes = found(reportOf('--cloud', 'otc', '--plan', plan)).filter(([, , address]) =>
    String(address).startsWith(volume('')),
  );
  const fails = (name: string) => [
    'fail',
    'encryption/volume-encrypted-at-creation',
    volume(name),
    'the volume is created without encryption',
  ];
  const country = (name: string) => [
    'undecided',
    'residency/site-in-permitted-country',
    volume(name),
    'which country it is in is not known',
  ];
  expect(volumes).toEqual([fails('database'), fails('scratch'), country('database'), country('scratch')]);
});

test('policies that need an estate are not applicable: named, counted and never a verdict', () => {
  const report = reportOf('--cloud', 'openstack', '--plan', plan);
  const policies = loadPolicies();
  const ofClusters = policies.filter(({ observableIn }) =>
    observableIn.every((kind) => kind === 'manifests'),
  );
  const needing = policies.filter((one) => one.needs !== undefined || ofClusters.includes(one));
  expect(report.notApplicable).toEqual(needing.map(({ id }) => id).toSorted());
  expect(report.notApplicable).toContain('resilience/withstands-any-one-site');
  expect(report.summary.notApplicable).toBe(needing.length);
  const spoken = [...report.verdicts.map((v) => v.policy), ...report.passed.map((p) => p.policy)];
  expect(spoken.filter((id) => report.notApplicable.includes(id))).toEqual([]);
  // What none of the inputs is, no policy of it is asked about.
  expect(reportOf('--plan', plan).notApplicable).toEqual(ofClusters.map(({ id }) => id).toSorted());
  const country = reportOf('--cloud', 'openstack', '--country', 'DE', '--plan', plan).notApplicable;
  expect(report.notApplicable.filter((id) => !country.includes(id))).toEqual([
    'residency/key-store-permitted',
    'residency/site-in-permitted-country',
    'residency/state-in-permitted-country',
  ]);
});

test('with --cloud otc a region says its country where the environment gives the address, and no other address', () => {
  const file = join(fixturesFolder, 'encryption', 'volume-encrypted-at-creation.json');
  const given = JSON.parse(readFileSync(file, 'utf8'));
  const { expressions } = given.configuration.provider_config.openstack;
  const outcomes = (...countries: readonly string[]) => {
    writeFileSync(join(folder, 'placed.json'), JSON.stringify(given));
    const options = countries.flatMap((country) => ['--country', country]);
    const { passed, verdicts } = reportOf(
      ...['--cloud', 'otc', ...options, '--only', 'residency/site-in-permitted-country'],
      ...['--plan', 'placed.json'],
    );
    return [...passed.map(() => 'pass'), ...new Set(verdicts.map(({ outcome }) => outcome))];
  };
  expect(outcomes('DE')).toEqual(['pass']);
  delete expressions.auth_url;
  expect(outcomes('DE')).toEqual(['pass']);
  expect(outcomes('NL')).toEqual(['fail']);
  expressions.auth_url = { constant_value: 'https://keystone.example/v3' };
  expect(outcomes('DE')).toEqual(['undecided']);
  expressions.auth_url = { references: ['var.address'] };
  expect(outcomes('DE')).toEqual(['undecided']);
});

test('a network that every project may join is found without an estate', () => {
  const file = join(fixturesFolder, 'separation', 'network-of-one-domain.json');
  const report = reportOf('--cloud', 'openstack', '--only', 'separation', '--plan', file);
  const grant = (name: string) => `openstack_networking_rbac_policy_v2.${name}`;
  expect(report.verdicts.map(({ outcome, address }) => [outcome, address])).toEqual([
    ['fail', 'openstack_networking_network_v2.for_every_project'],
    ['fail', grant('members')],
    ['undecided', grant('network')],
  ]);
});

test.each([
  ['openstack', ['luks']],
  ['open-telekom-cloud', []],
] as const)(
  'no policy that is applicable to a foreign plan of %s asks what only an estate says',
  (cloud, encryptedVolumeTypes) => {
    const estate = foreignEstate({ cloud, encryptedVolumeTypes, countries: ['DE'] });
    const policies = loadPolicies();
    const asked = existingFixtures().flatMap((file) => {
      const text = readFileSync(join(fixturesFolder, file), 'utf8');
      const { verdicts } = judge(new Graph([readPlan({ text, file, stack: 'plan' })]), estate, {
        policies,
        asOf,
      });
      return verdicts.filter(({ message }) => message.includes('could not examine'));
    });
    expect(asked.map(({ policy, message }) => `${policy}: ${message}`)).toEqual([]);
  },
);

test('two plans of one name are two stacks', () => {
  for (const name of ['north', 'south']) {
    mkdirSync(join(folder, name));
    cpSync(plan, join(folder, name, 'plan.json'));
  }
  const report = reportOf('--cloud', 'otc', '--plan', 'north/plan.json', '--plan', 'south/plan.json');
  expect(report.inputs.map(({ stack }) => stack)).toEqual(['north/plan.json', 'south/plan.json']);
});

test('another estate is read from its folder in TypeScript, compiled or as JSON, or from one file', () => {
  const { sites, datasets, classes, assumptions } = loadEstate({ asOf });
  const { suites } = require('../../estate/suites') as { suites: unknown };
  const [first] = assumptions;
  const stated = [{ ...first, statement: 'Stated elsewhere' }, ...assumptions.slice(1)];
  const lists = { classes, suites, assumptions: stated };
  writeFileSync(join(folder, 'estate.json'), JSON.stringify({ ...lists, sites, datasets }));
  for (const [part, entries] of Object.entries({ sites, datasets })) {
    mkdirSync(join(folder, 'json', part), { recursive: true });
    for (const one of entries)
      writeFileSync(join(folder, 'json', part, `${one.name}.json`), JSON.stringify(one));
  }
  for (const [name, list] of Object.entries(lists))
    writeFileSync(join(folder, 'json', `${name}.json`), JSON.stringify(list));
  for (const [name, extension] of [
    ['.', 'ts'],
    ['dist', 'js'],
  ] as const) {
    cpSync(join(root, name, 'estate'), join(folder, extension), { recursive: true });
    const file = join(folder, extension, `assumptions.${extension}`);
    const text = readFileSync(file, 'utf8').replace(first?.statement ?? '', 'Stated elsewhere');
    writeFileSync(file, text);
  }
  const ours = reportOf('--plan', plan);
  expect(ours.assumptions[0]?.statement).toBe(first?.statement);
  for (const path of ['estate.json', 'json', 'ts', 'js']) {
    const other = reportOf('--estate', path, '--plan', plan);
    expect(other.assumptions.map(({ statement }) => statement)).toEqual(
      stated.map(({ statement }) => statement),
    );
    expect(found(other)).toEqual(found(ours));
  }
});

test('a site taken out of another estate is found missing there, with every fault', () => {
  cpSync(join(root, 'estate'), join(folder, 'lacking'), { recursive: true });
  rmSync(join(folder, 'lacking', 'sites', 'mirror.ts'));
  const { status, stderr } = verify('--estate', 'lacking', '--plan', plan);
  expect(stderr).toMatch(/mirror/);
  expect(status).toBe(2);
});

test.each<[string, readonly string[], RegExp]>([
  ['both', ['--cloud', 'otc', '--estate', 'x'], /--estate x --cloud otc[\s\S]*rule: [\s\S]*fix: {2}give one/],
  ['no such cloud', ['--cloud', 'aws'], /--cloud aws[\s\S]*one of: otc, openstack/],
  ['a country alone', ['--country', 'DE'], /--country DE without --cloud/],
  ['a type alone', ['--encrypted-type', 'luks'], /--encrypted-type luks without --cloud/],
  ['no country', ['--cloud', 'otc', '--country', 'de'], /two capital letters[\s\S]*--country DE/],
  [
    'a type at the wrong cloud',
    ['--cloud', 'otc', '--encrypted-type', 'luks'],
    /encrypts by a volume’s metadata/,
  ],
  ['no estate', ['--estate', 'nowhere'], /nowhere: there is no such estate/],
  ['an estate without sites', ['--estate', '.'], /it has no sites/],
  ['a file of another kind', ['--estate', plan.replace(/json$/, 'yaml')], /there is no such estate/],
])('%s is refused with exit code 2, value, rule and fix', (_, args, says) => {
  const { status, stdout, stderr } = verify(...args, '--plan', plan);
  expect(stderr).toMatch(says);
  expect(stderr).not.toContain('A fault of this program');
  expect([status, stdout]).toEqual([2, '']);
});
