import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';
import { projectFiles } from '../architecture/project-files';

/** What was installed and made already; made again where it is stale. */
const made = ['dist', 'packages/provider-openstack/lib'];
const installed = ['node_modules', 'bin/cdktf-cli/node_modules'];

/** A copy of the project in which a test may change what it likes; what is installed is shared. */
export function copyProject(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'estate-readme-'));
  const root = projectRoot();
  for (const path of [...projectFiles(), ...made]) {
    if (!existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  for (const path of installed) {
    if (existsSync(join(root, path))) symlinkSync(join(root, path), join(folder, path));
  }
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
