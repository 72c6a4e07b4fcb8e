import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTerraform } from '../../terraform/find-terraform';

const folder = mkdtempSync(join(tmpdir(), 'terraform-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program that answers `version -json` as Terraform of that version would. */
function fake(name: string, output: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${output}'\n`, { mode: 0o755 });
  return path;
}

const version = (text: string) => JSON.stringify({ terraform_version: text });
const found = (path: string) => findTerraform({ PATH: process.env.PATH, ESTATE_TERRAFORM: path });

test.each(['1.6.0', '1.10.2', '1.14.0-beta1', '2.0.0'])('Terraform %s will do', async (text) => {
  const binary = fake(`good-${text}`, version(text));
  await expect(found(binary)).resolves.toEqual({ binary, version: text });
});

test.each(['1.5.7', '0.15.5', '1.5.10'])(
  'Terraform %s is too old, and the error says what was found',
  async (text) => {
    const binary = fake(`old-${text}`, version(text));
    await expect(found(binary)).rejects.toMatchObject({
      exitCode: 2,
      value: `${binary} is Terraform ${text}, which is too old.`,
    });
  },
);

test('a program that is not Terraform is refused', async () => {
  const binary = fake('other', 'hello');
  await expect(found(binary)).rejects.toMatchObject({
    exitCode: 2,
    value: `${binary} does not tell its version: hello`,
  });
});

test('no Terraform on the PATH: the error says what to install', async () => {
  await expect(findTerraform({ PATH: folder })).rejects.toMatchObject({
    exitCode: 2,
    value: 'Terraform was not found: terraform, it is not on the PATH.',
    fix: expect.stringContaining('Install Terraform 1.6.0 or newer'),
  });
});

test('the Terraform of this machine is found by its absolute path', async () => {
  const { binary } = await findTerraform();
  expect(binary).toMatch(/^\/.*terraform/);
});
