import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foreignFolder } from '../fixtures-policies/plan-folder';
import { existingFixtures, fixturesFolder, makeFixtures, makeForeignFixtures } from '../make-fixtures';

/** One line per fixture that differs: a whole diff of plan JSON would bury it. */
function compare(path: string, made: string, folder: string = fixturesFolder): string[] {
  const file = join(folder, path);
  if (!existsSync(file)) return [`${path} is missing`];
  const lines = readFileSync(file, 'utf8').split('\n');
  const remade = made.split('\n');
  const at = remade.findIndex((line, index) => line !== lines[index]);
  if (at === -1 && lines.length === remade.length) return [];
  return [`${path} differs at line ${at + 1}: ${lines[at]} is now ${remade[at]}`];
}

test('the real provider plans every example as its fixture says; if not: npm run fixtures', async () => {
  const made = await makeFixtures();
  expect([...made].flatMap(([path, text]) => compare(path, text))).toEqual([]);
  expect(existingFixtures().filter((path) => !made.has(path))).toEqual([]);
});

test('the real provider plans every foreign configuration as its fixture says; if not: npm run fixtures', async () => {
  const made = await makeForeignFixtures();
  expect([...made].flatMap(([path, text]) => compare(path, text, foreignFolder))).toEqual([]);
});
