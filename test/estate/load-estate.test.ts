import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EstateError, type EstateFault } from '../../estate/estate-error';
import { loadEstate } from '../../estate/load-estate';
import { copiedEstate } from './copied-estate';
import { asOf } from './parts';

/** The faults of an estate's folder. */
function faultsIn(root: string): readonly EstateFault[] {
  try {
    loadEstate({ folder: join(root, 'estate'), asOf });
    return [];
  } catch (error) {
    if (error instanceof EstateError) return error.errors;
    throw error;
  }
}

test('the real estate loads, in the order of its files', () => {
  const estate = loadEstate();
  expect(estate.sites.map(({ name }) => name)).toEqual(['clinic', 'mirror', 'primary']);
  expect(estate.datasets.map(({ name }) => name)).toEqual([
    'accounts',
    'audit-log',
    'consent',
    'container-images',
    'imaging',
    'patient-records',
    'pseudonym-mapping',
    'research',
  ]);
});

test('declarations, tests and other files are no entries', () => {
  const root = copiedEstate();
  for (const name of ['x.d.ts', 'x.test.ts', 'notes.md', '.hidden.1.tmp', 'x.js.map']) {
    writeFileSync(join(root, 'estate/sites', name), 'no entry');
  }
  expect(faultsIn(root)).toEqual([]);
});

test('files that cannot be read are named, and references to them are no faults', () => {
  const root = copiedEstate();
  writeFileSync(join(root, 'estate/sites/mirror.ts'), 'export const site = {};\n');
  writeFileSync(join(root, 'estate/datasets/broken.ts'), 'throw new Error("on purpose\\nand more");\n');
  expect(faultsIn(root)).toEqual([
    {
      where: 'estate/sites/mirror',
      value: 'missing',
      rule: 'a default export',
      fix: 'give the file a default export',
    },
    {
      where: 'estate/datasets/broken',
      value: '"on purpose"',
      rule: 'a file with a default export',
      fix: 'correct the file',
    },
  ]);
});

test('an entry in the file of another name is a fault', () => {
  const root = copiedEstate();
  writeFileSync(
    join(root, 'estate/datasets/other.ts'),
    "import consent from './consent';\nexport default { ...consent, name: 'lab-results' };\n",
  );
  expect(faultsIn(root)).toContainEqual({
    where: 'estate/datasets/other',
    value: '"other"',
    rule: 'an entry is in the file of its name: lab-results',
    fix: 'rename the file, or the entry',
  });
});

test('what is missing is named: a folder, a list', () => {
  const root = copiedEstate();
  rmSync(join(root, 'estate/datasets'), { recursive: true });
  rmSync(join(root, 'estate/suites.ts'));
  expect(faultsIn(root).map(({ where, rule }) => [where, rule])).toEqual(
    expect.arrayContaining([
      ['estate/datasets', 'a folder that can be read'],
      ['estate/suites', 'a file with an export named suites'],
    ]),
  );
});

test('an estate is judged as of a day', () => {
  expect(() => loadEstate({ asOf: '2060-01-01' })).toThrow(EstateError);
});
