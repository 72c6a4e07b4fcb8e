import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EstateError } from '../../estate/estate-error';
import { loadEstate } from '../../estate/load-estate';
import { newDataset } from '../../estate/new-dataset';
import { type NewEntry, writeNewEntry } from '../../estate/new-entry';
import { newSite } from '../../estate/new-site';
import { peersOf, siteOf } from '../../estate/queries';
import { copiedEstate } from './copied-estate';
import { asOf, at } from './parts';

const root = join(__dirname, '../..');

/** The text as biome formats it. */
function formatted({ text }: NewEntry): string {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const path = join(root, 'estate/sites/new-entry.ts');
  const run = spawnSync(process.execPath, [biome, 'format', `--stdin-file-path=${path}`], {
    cwd: root,
    input: text,
    encoding: 'utf8',
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return run.stdout;
}

const load = (project: string) => loadEstate({ folder: join(project, 'estate'), asOf });

test.each(['open-telekom-cloud', 'openstack'] as const)('a new site on %s joins the estate', (cloud) => {
  const project = copiedEstate();
  const entry = newSite('annex', { cloud, root: project });
  expect(entry.file).toBe(join(project, 'estate/sites/annex.ts'));
  expect(formatted(entry)).toBe(entry.text);
  writeNewEntry(entry);
  const estate = load(project);
  expect(peersOf(estate, 'annex').map(({ site }) => site.name)).toEqual(['clinic', 'mirror', 'primary']);
  const { network, availabilityZone } = siteOf(estate, 'annex');
  expect([network.range, network.gatewayAddress, availabilityZone]).toEqual(
    cloud === 'openstack'
      ? ['10.19.0.0/16', '198.51.100.19', 'nova']
      : ['10.19.0.0/16', '203.0.113.19', 'eu-de-03'],
  );
});

test('sites and datasets can be added one after the other', () => {
  const project = copiedEstate();
  for (const name of ['annex', 'outpost', 'a-site-with-a-name-of-32-letters']) {
    writeNewEntry(newSite(name, { cloud: 'openstack', root: project }));
  }
  writeNewEntry(newSite('third', { cloud: 'open-telekom-cloud', root: project }));
  for (const name of ['lab-results', 'genomes', 'waveforms']) {
    writeNewEntry(newDataset(name, { root: project }));
  }
  const estate = load(project);
  expect(new Set(estate.sites.map(({ network }) => network.range)).size).toBe(7);
  expect(estate.datasets.map(({ replication }) => replication.port)).toEqual(
    expect.arrayContaining([5436, 5437, 5438]),
  );
});

test.each([
  ['identity', 'health'],
  ['mapping', 'health'],
  ['research', 'pseudonymised-health'],
  ['operations', 'evidence'],
] as const)('a new dataset in the domain %s joins the estate', (domain, dataClass) => {
  const project = copiedEstate();
  const title = 'Results of the laboratory\'s "own" analysers, '.repeat(3).trim();
  const entry = newDataset('lab-results', { domain, title, sizeGiB: 100, root: project });
  expect(formatted(entry)).toBe(entry.text);
  writeNewEntry(entry);
  const dataset = load(project).datasets.find(({ name }) => name === 'lab-results');
  expect(dataset).toMatchObject({ domain, dataClass, title, sizeGiB: 100, home: { site: 'primary' } });
});

test('a new dataset made of objects has copies that follow, each a step further behind', () => {
  const project = copiedEstate();
  writeNewEntry(newDataset('pathology', { root: project, objects: true }));
  const estate = load(project);
  expect(estate.datasets.find(({ name }) => name === 'pathology')).toMatchObject({
    objects: true,
    copies: [
      { site: 'mirror', mode: 'asynchronous', lagSeconds: 450 },
      { site: 'clinic', mode: 'asynchronous', lagSeconds: 900 },
    ],
    replication: { protocol: 'object synchronisation over TLS' },
  });
});

test('the first dataset of an estate is placed by the roles of the sites', () => {
  const project = copiedEstate();
  const folder = join(project, 'estate/datasets');
  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  const entry = newDataset('lab-results', { domain: 'research', root: project });
  expect(formatted(entry)).toBe(entry.text);
  writeNewEntry(entry);
  expect(at(load(project).datasets, 0)).toMatchObject({
    home: { site: 'primary' },
    copies: [{ site: 'mirror' }, { site: 'clinic' }],
    outOfReach: 'clinic',
    backup: { site: 'clinic' },
  });
});

describe('what cannot be added is refused', () => {
  const faultsOf = (attempt: () => unknown) => {
    try {
      attempt();
    } catch (error) {
      if (error instanceof EstateError) return error.errors;
      throw error;
    }
    return [];
  };

  test('names that are none or are taken', () => {
    const [taken] = faultsOf(() => newSite('clinic', { cloud: 'openstack' }));
    expect(taken).toEqual({
      where: 'name',
      value: '"clinic"',
      rule: 'a name that none of the sites has',
      fix: 'choose another name',
    });
    for (const name of ['../x', '', 'Lab Results', '__proto__', 'x'.repeat(33)]) {
      expect(faultsOf(() => newDataset(name)).map(({ where }) => where)).toEqual(['name']);
    }
  });

  test('a kind of cloud, a domain or a class that does not exist', () => {
    expect(faultsOf(() => newSite('annex', { cloud: 'aws' as never }))[0]?.where).toBe('cloud');
    expect(faultsOf(() => newDataset('x', { domain: 'billing' as never }))[0]?.where).toBe(
      'datasets.x.domain',
    );
    expect(faultsOf(() => newDataset('x', { dataClass: 'public' }))[0]?.where).toBe('datasets.x.dataClass');
  });

  test('a dataset that finds no room', () => {
    expect(faultsOf(() => newDataset('x', { sizeGiB: 32_000 * 2 }))[0]?.where).toMatch(
      /limits.volumeGigabytes$/,
    );
  });

  test('a site in a region whose zones are all used', () => {
    const project = copiedEstate();
    writeNewEntry(newSite('third', { cloud: 'open-telekom-cloud', root: project }));
    expect(faultsOf(() => newSite('fourth', { cloud: 'open-telekom-cloud', root: project }))).toEqual([
      {
        where: 'new entry',
        value: 'missing',
        rule: 'a zone of the region eu-de is free',
        fix: 'write the file by hand, or free one first',
      },
    ]);
  });

  test('a file that exists stays as it is, and no other is left behind', () => {
    const project = copiedEstate();
    const file = join(project, 'estate/sites/clinic.ts');
    const before = readFileSync(file, 'utf8');
    expect(faultsOf(() => writeNewEntry({ file, text: 'gone' }))).toEqual([
      {
        where: 'estate/sites/clinic.ts',
        value: '"clinic"',
        rule: 'a new entry replaces nothing: the file exists',
        fix: 'choose another name',
      },
    ]);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect(readdirSync(join(project, 'estate/sites'))).toEqual(['clinic.ts', 'mirror.ts', 'primary.ts']);
  });

  test('places that are none for an entry, and folders that are not there', () => {
    const project = copiedEstate();
    for (const file of ['estate/model.ts', 'estate/sites/x.js', 'estate/sites/X.ts', 'estate/sites/.x.ts']) {
      expect(faultsOf(() => writeNewEntry({ file: join(project, file), text: '' }))).toHaveLength(1);
      expect(existsSync(join(project, 'estate/sites/x.js'))).toBe(false);
    }
    const away = join(project, 'elsewhere/estate/sites/x.ts');
    expect(faultsOf(() => writeNewEntry({ file: away, text: '' }))[0]?.value).toBe('ENOENT');
  });

  test('a folder that cannot be written', () => {
    const project = copiedEstate();
    const folder = join(project, 'estate/sites');
    chmodSync(folder, 0o500);
    // Nothing is forbidden to root, so only what is left behind can be looked at there.
    const faults = faultsOf(() => writeNewEntry({ file: join(folder, 'x.ts'), text: 'x' }));
    chmodSync(folder, 0o700);
    expect(existsSync(join(folder, 'x.ts'))).toBe(faults.length === 0);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
