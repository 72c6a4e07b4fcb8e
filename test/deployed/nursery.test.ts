import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { sandboxOf } from '../../bin/sandbox-of';
import { loadEstate } from '../../estate/load-estate';
import type { Site } from '../../sandbox/sandbox';
import { type Family, families } from '../../sandbox/services/families';
import { services } from '../../sandbox/services/registry';
import { root } from './programs';

jest.setTimeout(120_000);

const sandbox = sandboxOf(loadEstate());
const [site] = sandbox.sites as unknown as readonly [Site];

/** What modules read of a configuration as they are loaded, when a site's is not known yet. */
function readWhileLoading(modules: readonly string[]): readonly string[] {
  const program = join(root, 'test', 'deployed', 'settings_read.py');
  const args = [program, join(sandbox.sources, 'python'), ...modules];
  const { status, stdout, stderr } = spawnSync(join(sandbox.environment, 'bin', 'python'), args, {
    encoding: 'utf8',
    env: { HOME: site.folder, PYTHONDONTWRITEBYTECODE: '1' },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

/** `SECTION.NAME` of every setting that a site's services are given. */
const given = services
  .flatMap((service) => service.configuration(site, sandbox))
  .flatMap(({ content }) => (typeof content === 'string' ? [] : Object.entries(content)))
  .flatMap(([section, settings]) => Object.keys(settings).map((name) => `${section}.${name}`));

test.each(Object.keys(families) as Family[])(
  '%s is loaded beforehand without its configuration',
  (family) => {
    expect(given.length).toBeGreaterThan(100);
    const read = readWhileLoading(families[family]);
    expect(read.filter((name) => name === 'parsed' || given.includes(name))).toEqual([]);
  },
);

test('a module that does read its settings is found', () => {
  const read = readWhileLoading(['nova_compute', 'nova.compute.manager']);
  expect(read.filter((name) => given.includes(name))).toContain('DEFAULT.sync_power_state_interval');
});
