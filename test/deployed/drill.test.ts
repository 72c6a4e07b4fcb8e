import type { Drill } from '../../contracts/drill';
import { ensureDeployed, sites } from './deployment';
import { run } from './programs';

jest.setTimeout(3_600_000);

beforeAll(() => ensureDeployed());

test.each(sites)('%s is lost, the others go on, and it comes back to an empty plan', (site) => {
  const { status, output, stdout } = run('estate', ['drill', site, '--lose', 'sites', '--format', 'json']);
  if (!stdout.startsWith('{')) throw new Error(output);
  const drill: Drill = JSON.parse(stdout);
  const checks = drill.losses.flatMap((loss) => loss.checks);
  expect(checks.filter(({ held }) => !held)).toEqual([]);
  expect(checks.filter(({ what }) => what.includes('byte for byte')).length).toBe(2);
  expect(drill.losses.map(({ of, backAt }) => [of, typeof backAt])).toEqual([[site, 'string']]);
  expect(drill.notExercised.join('\n')).toContain('no tunnel carried anything');
  expect(status).toBe(0);
});
