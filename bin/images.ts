import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from '../terraform/progress';
import { projectRoot } from '../terraform/project-root';
import { catalogueEntries } from '../workloads/catalogue';
import { lookUpDigests } from '../workloads/image-digest';
import { images } from '../workloads/images';
import { parseArguments } from './arguments';
import { fail } from './fail';

/** Looks the digest of every image up in its own registry, and pins all of them or none. */
async function main(args: readonly string[]): Promise<void> {
  parseArguments(args, {}, 'npm run images');
  const ofWorkloads = catalogueEntries().flatMap(({ workload }) => workload.images ?? []);
  const all = [...Object.values(images), ...ofWorkloads];
  const found = await withProgress('asking registries for digests', lookUpDigests(all));
  const file = join(projectRoot(), 'workloads', 'image-digests.json');
  const before = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>;
  write(file, `${JSON.stringify(found, undefined, 2)}\n`);
  const changed = Object.keys(found).filter((name) => found[name] !== before[name]);
  for (const name of changed) process.stdout.write(`${name}: ${found[name]}\n`);
  process.stdout.write(`${Object.keys(found).length} images pinned, ${changed.length} of them anew\n`);
}

function write(file: string, text: string): void {
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, text, { flag: 'wx' });
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

main(process.argv.slice(2)).catch(fail);
