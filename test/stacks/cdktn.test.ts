import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Json } from './synthesize';

const root = join(__dirname, '../..');

/** Synthesizes the sources in a process of their own, with `cdktf` being the package of that name. */
function synthesizedWith(framework: 'cdktf' | 'cdktn'): Record<string, Json> {
  const outdir = mkdtempSync(join(tmpdir(), `${framework}-`));
  try {
    const script = join(__dirname, 'synthesize-with.cjs');
    const run = spawnSync(process.execPath, [script, framework, outdir], { cwd: root, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`${framework}: ${run.stderr}`);
    expect(run.stdout.trim()).toBe(framework);
    const names = readdirSync(join(outdir, 'stacks')).toSorted();
    const read = (name: string) => readFileSync(join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8');
    return Object.fromEntries(names.map((name) => [name, JSON.parse(read(name)) as Json]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A stack without the framework's version; an unset list and an empty one are the same to Terraform. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => !(Array.isArray(each) && each.length === 0))
      .map(([key, each]) => [key, comparable(each)]),
  );
}

function versionOf(stack: Json = {}): unknown {
  const { metadata } = stack['//'] as { metadata: Json };
  const { version } = metadata;
  metadata.version = 'any';
  return version;
}

test('cdktn gives what cdktf gives', () => {
  const [cdktf, cdktn] = [synthesizedWith('cdktf'), synthesizedWith('cdktn')];
  const names = ['clinic', 'mirror', 'primary'];
  expect(Object.keys(cdktf)).toEqual(names);
  expect(names.map((name) => [versionOf(cdktf[name]), versionOf(cdktn[name])])).toEqual(
    names.map(() => ['0.21.0', '0.24.0']),
  );
  expect(comparable(cdktn)).toEqual(comparable(cdktf));
});
