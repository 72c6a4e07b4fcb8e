import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applySaved } from '../../terraform/apply-saved';
import { planStacks } from '../../terraform/plan-stacks';
import { identityOfState } from '../../terraform/saved-plans';
import { pullState } from '../../terraform/terraform';

const folder = mkdtempSync(join(tmpdir(), 'apply-saved-'));
const stackDir = join(folder, 'cdktf.out', 'stacks', 'kept');
const umask = process.umask(0o077);
afterAll(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true, force: true });
});

function configure(input: string): void {
  mkdirSync(stackDir, { recursive: true });
  const path = join(folder, 'kept.tfstate');
  const content = {
    terraform: { backend: { local: { path } } },
    resource: { terraform_data: { one: { input } } },
  };
  writeFileSync(join(stackDir, 'cdk.tf.json'), JSON.stringify(content));
}

async function plan(): Promise<string> {
  const estateDir = mkdtempSync(join(folder, 'work-'));
  const [planned] = await planStacks(join(folder, 'cdktf.out'), ['kept'], { againstState: true, estateDir });
  return planned?.planFile ?? '';
}

const state = async () => identityOfState(await pullState(stackDir, { stack: 'kept' }));

test('Terraform applies a saved plan once, to the state that it was made against and to no later one', async () => {
  const remembered: number[] = [];
  const apply = (planFile: string) =>
    applySaved({
      stackDir,
      credentials: {},
      planFile,
      begins: () => undefined,
      applied: async () => {
        remembered.push((await state()).serial);
      },
    });
  configure('first');
  const first = await plan();
  expect(await state()).toEqual({ lineage: null, serial: 0 });
  expect(await apply(first)).toBe(0);
  const made = await state();
  expect(made.serial).toBeGreaterThan(0);
  expect(statSync(join(folder, 'kept.tfstate')).mode & 0o077).toBe(0);

  expect(await apply(first)).not.toBe(0);
  expect(await state()).toEqual(made);

  configure('second');
  const [second, third] = [await plan(), await plan()];
  expect(await apply(second)).toBe(0);
  const moved = await state();
  expect(await apply(third)).not.toBe(0);
  expect(await state()).toEqual(moved);
  expect(moved).toEqual({ lineage: made.lineage, serial: expect.any(Number) });
  expect(remembered).toHaveLength(4);
});
