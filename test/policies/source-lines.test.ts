import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import type { Report } from '../../judge/report';
import { locate, parseSources, renderSources, type SourceLine } from '../../judge/source-lines';
import { readSynthesized } from '../../policies/gate';
import { judgeInputs } from '../../policies/judge-inputs';
import { readSources, sourcesName } from '../../policies/source-lines';
import { projectRoot } from '../../terraform/project-root';
import { readProjectFile } from '../architecture/project-files';
import { asOf } from '../estate-plan';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function outFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lines-'));
  folders.push(folder);
  return folder;
}

function text({ file, line }: SourceLine): string {
  return readProjectFile(file).split('\n')[line - 1] ?? 'no such line';
}

/** The class that cdktf gives a type of resource: `openstack_networking_port_v2` is a `NetworkingPortV2`. */
function classOf(address: string): string {
  const words = (address.split('.')[0] ?? '').replace('openstack_', '').split('_');
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

/** Addresses of every synthesized resource, by stack. */
function addressesIn(outdir: string): Record<string, string[]> {
  const stacks = loadEstate().sites.map(({ name }) => name);
  return Object.fromEntries(
    stacks.map((stack) => {
      const made = JSON.parse(readFileSync(join(outdir, 'stacks', stack, 'cdk.tf.json'), 'utf8'));
      const types = Object.entries(made.resource as Record<string, object>);
      return [stack, types.flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`))];
    }),
  );
}

/** Runs compiled code, as every synth does; `code` gets what is compiled by `load`, and prints JSON. */
function runCompiled(outdir: string, code: string): unknown {
  const load = `const load = (name) => require(require('node:path').join(${JSON.stringify(projectRoot())}, 'dist', name));`;
  const app = `const { App } = require(${JSON.stringify(require.resolve('cdktf'))});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', `${load}\n${app}\n${code}`], {
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('a synth', () => {
  const outdir = outFolder();
  let written = '';
  beforeAll(() => {
    const { status, stderr } = spawnSync(process.execPath, [join(projectRoot(), 'bin', 'synth.mjs')], {
      env: { ...process.env, CDKTF_OUTDIR: outdir },
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    written = readFileSync(join(outdir, sourcesName), 'utf8');
  });

  test('leaves for every resource the line of the project that makes one of its class', () => {
    const stacks = parseSources(written);
    for (const [stack, addresses] of Object.entries(addressesIn(outdir))) {
      const lines = stacks.get(stack) ?? new Map<string, SourceLine>();
      expect([...lines.keys()].toSorted()).toEqual(addresses.toSorted());
      for (const [address, line] of lines) {
        expect(line.file).toMatch(/^(constructs|stacks)\/[a-z-]+\.ts$/);
        expect(text(line)).toContain(`new ${classOf(address)}(this, `);
      }
    }
  });

  test('names no path of this machine', () => {
    expect(written).not.toContain(projectRoot());
    expect(written).not.toContain('..');
  });

  test('gives verdicts on its stacks a line', () => {
    const stacks = readSynthesized(outdir);
    const changed = stacks.map((input) => ({ ...input, text: input.text.replaceAll('"luks"', '"plain"') }));
    const { verdicts } = judgeInputs(changed, loadEstate(), { asOf });
    const found = verdicts.filter(({ policy }) => policy === 'encryption/volume-encrypted-at-creation');
    expect(found.length).toBeGreaterThan(0);
    for (const { location } of found) expect(location).toEqual(volumeLine());
    expect(verdicts.find(({ address }) => address === 'terraform.backend')).not.toHaveProperty('location');
  });
});

/** Where volumes are made, found in the source. */
function volumeLine(): SourceLine {
  const file = 'constructs/encrypted-volume.ts';
  const line = readProjectFile(file)
    .split('\n')
    .findIndex((one) => one.includes('new BlockstorageVolumeV3('));
  return { file, line: line + 1 };
}

const broken = `
const { PromiseGate } = load('policies/gate');
const { loadEstate } = load('estate/load-estate');
const app = new App({ stackTraces: false });
const gate = new PromiseGate(app, loadEstate(), { warn: () => {} });
const stacks = load('stacks/build-estate').buildEstate(app, loadEstate());
const clinic = stacks.find((stack) => stack.node.id === 'clinic');
clinic.addOverride('resource.openstack_blockstorage_volume_v3.imaging_data.volume_type', 'plain');
try { app.synth(); } catch {}
const sarif = load('audit/sarif').renderSarif(gate.report);
process.stdout.write(JSON.stringify({ refusal: gate.refusal, sarif: JSON.parse(sarif) }));
`;

test('a breach is refused with the line that makes it, in SARIF too, and no lines are left to a later reader', () => {
  const outdir = outFolder();
  const { refusal, sarif } = runCompiled(outdir, broken) as {
    refusal: string;
    sarif: { runs: { results: { ruleId: string; locations: object[] }[] }[] };
  };
  const { file, line } = volumeLine();
  expect(refusal).toContain(`\n    made at: ${file}:${line}\n`);
  const found = sarif.runs[0]?.results.find((r) => r.ruleId === 'encryption/volume-encrypted-at-creation');
  const address = 'openstack_blockstorage_volume_v3.imaging_data';
  expect(found?.locations).toEqual([
    {
      physicalLocation: {
        artifactLocation: { uri: file, uriBaseId: '%SRCROOT%' },
        region: { startLine: line },
      },
      logicalLocations: [{ name: address, fullyQualifiedName: `clinic:${address}`, kind: 'resource' }],
    },
  ]);
  expect(existsSync(join(outdir, sourcesName))).toBe(false);
});

const lines = new Map([['clinic', new Map([['a.b', { file: 'stacks/x.ts', line: 3 }]])]]);

test('what is written is what is read', () => {
  expect(parseSources(renderSources(lines))).toEqual(lines);
});

test('an instance was made where its resource was; nothing else has a line', () => {
  const report = (...places: [string, string][]) =>
    ({ verdicts: places.map(([stack, address]) => ({ stack, address })) }) as unknown as Report;
  const located = locate(
    report(
      ['clinic', 'a.b'],
      ['clinic', 'a.b[0]'],
      ['clinic', 'a.b["c]"]'],
      ['clinic', 'a.bc'],
      ['clinic', 'module.m.a.b'],
      ['clinic', '__proto__'],
      ['mirror', 'a.b'],
      ['', 'dataset:imaging'],
    ),
    lines,
  );
  const line = { file: 'stacks/x.ts', line: 3 };
  expect(located.verdicts.map(({ location }) => location)).toEqual([
    line,
    line,
    line,
    ...Array(5).fill(undefined),
  ]);
});

describe('a sources.json', () => {
  const read = (content: string) => {
    const outdir = outFolder();
    writeFileSync(join(outdir, sourcesName), content);
    const said: string[] = [];
    return { stacks: readSources(outdir, (one) => said.push(one)), said };
  };

  test('that is missing says nothing', () => {
    expect(
      readSources(outFolder(), (said) => {
        throw new Error(said);
      }),
    ).toEqual(new Map());
  });

  test.each([
    '',
    '[]',
    '{"schemaVersion":"2.0.0","resources":{}}',
    '{"schemaVersion":"1.0.0","resources":[]}',
  ])('that is broken (%s) is said, and no more', (content) => {
    const { stacks, said } = read(content);
    expect(stacks).toEqual(new Map());
    expect(said).toEqual([
      expect.stringMatching(/^sources.json cannot be read, so no finding names the line/),
    ]);
  });

  test.each([
    { file: '/etc/passwd', line: 1 },
    { file: '../../x.ts', line: 1 },
    { file: 'a/../x.ts', line: 1 },
    { file: 'https://evil.example/x.ts', line: 1 },
    { file: 'C:\\x.ts', line: 1 },
    { file: '', line: 1 },
    { file: 'x.ts', line: 0 },
    { file: 'x.ts', line: 1.5 },
    { file: 'x.ts', line: '1' },
    { file: 7, line: 1 },
    null,
  ])('leads nowhere else: %j', (entry) => {
    const good = { file: 'x.ts', line: 1 };
    const resources = { clinic: { bad: entry, good } };
    const { stacks, said } = read(JSON.stringify({ schemaVersion: '1.0.0', resources }));
    expect(stacks).toEqual(new Map([['clinic', new Map([['good', good]])]]));
    expect(said).toEqual([]);
  });
});
