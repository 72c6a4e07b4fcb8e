import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'cdktf';
import { synthesize } from '../../bin/synthesize';
import { loadEstate } from '../../estate/load-estate';
import { PromiseGate } from '../../policies/gate';
import { buildEstate } from '../../stacks/build-estate';
import { asOf } from '../estate-plan';

const folders: string[] = [];
const estate = loadEstate();

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function outFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gate-'));
  folders.push(folder);
  return folder;
}

/** What `cdktf deploy --skip-synth` would find. */
function deployable(outdir: string): string[] {
  const stacks = join(outdir, 'stacks');
  const found = existsSync(stacks)
    ? readdirSync(stacks).filter((s) => existsSync(join(stacks, s, 'cdk.tf.json')))
    : [];
  return existsSync(join(outdir, 'manifest.json')) ? ['manifest.json', ...found] : found;
}

function build(outdir: string, spoil: (stacks: ReturnType<typeof buildEstate>) => void) {
  const app = new App({ outdir, stackTraces: false });
  const warnings: string[] = [];
  const gate = new PromiseGate(app, estate, { asOf, warn: (text) => warnings.push(text) });
  spoil(buildEstate(app, estate));
  return { app, gate, warnings };
}

test('lets the estate through, and says what a synth cannot decide', () => {
  const outdir = outFolder();
  const { app, gate, warnings } = build(outdir, () => {});
  app.synth();
  // The default state is a file on the disk of whoever runs it, which nothing shows: that warns, and stops nothing.
  expect(warnings).toEqual([expect.stringContaining('clinic terraform.backend, mirror terraform.backend')]);
  const undecided = gate.report?.verdicts.filter((v) => v.outcome === 'undecided').map((v) => v.policy);
  expect(new Set(undecided)).toEqual(new Set(['encryption/state-backend-encrypted']));
  expect(gate.report?.summary).toMatchObject({ fail: 0 });
  expect(deployable(outdir)).toEqual(['manifest.json', 'clinic', 'mirror', 'primary']);
});

test('refuses a breach, reports every site, and leaves nothing to deploy', () => {
  const outdir = outFolder();
  build(outdir, () => {}).app.synth();
  const { app, gate } = build(outdir, (stacks) => {
    for (const stack of stacks) {
      const [path, value] =
        stack.node.id === 'clinic' ? ['volume_type', 'plain'] : ['metadata.__system__encrypted', '0'];
      stack.addOverride(`resource.openstack_blockstorage_volume_v3.imaging_data.${path}`, value);
    }
  });
  expect(() => app.synth()).toThrow(/volume-encrypted-at-creation/);
  for (const site of ['primary', 'mirror', 'clinic']) {
    expect(gate.refusal).toContain(`${site} openstack_blockstorage_volume_v3.imaging_data`);
  }
  expect(deployable(outdir)).toEqual([]);
});

test('an error before the end leaves nothing of an earlier synth', () => {
  const outdir = outFolder();
  build(outdir, () => {}).app.synth();
  const early = () => {
    throw new Error('the estate does not load');
  };
  expect(() => synthesize(early, outdir)).toThrow('the estate does not load');
  expect(deployable(outdir)).toEqual([]);
});

test('an error in a stack leaves nothing of an earlier synth', () => {
  const outdir = outFolder();
  build(outdir, () => {}).app.synth();
  expect(() =>
    build(outdir, () => {
      throw new Error('a construct refuses');
    }),
  ).toThrow('a construct refuses');
  expect(deployable(outdir)).toEqual([]);
});

test('states and locks beside a stack stay where they are', () => {
  const outdir = outFolder();
  build(outdir, () => {}).app.synth();
  const state = join(outdir, 'stacks', 'clinic', 'terraform.tfstate');
  writeFileSync(state, 'state');
  build(outdir, (stacks) =>
    stacks[0]?.addOverride('resource.openstack_blockstorage_volume_v3.imaging_data.metadata', {}),
  );
  expect(readFileSync(state, 'utf8')).toBe('state');
});

test('what a synth cannot decide warns, and goes through to the plan', () => {
  const outdir = outFolder();
  const { app, warnings } = build(outdir, (stacks) => {
    const clinic = stacks.find((s) => s.node.id === 'clinic');
    clinic?.addOverride('variable.volume_type', { type: 'string' });
    clinic?.addOverride(
      'resource.openstack_blockstorage_volume_v3.imaging_data.volume_type',
      '${var.volume_type}',
    );
  });
  app.synth();
  expect(warnings.join()).toContain(
    'clinic openstack_blockstorage_volume_v3.imaging_data\n    its volume type is not known yet',
  );
  expect(deployable(outdir)).toEqual(['manifest.json', 'clinic', 'mirror', 'primary']);
});
