import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observation } from '../../contracts/observation';
import type { Report } from '../../judge/report';
import { ensureDeployed, planned, sites, stackFolder } from './deployment';
import { run, succeed } from './programs';

jest.setTimeout(1_200_000);

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'deployed-'));
  await ensureDeployed();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(sites)('the second plan of %s is empty', (site) => {
  expect(planned(site)).toEqual([]);
});

function observe(site: string): { file: string; observation: Observation } {
  const out = join(folder, site);
  succeed('estate', ['observe', site, '--out', out]);
  const file = join(out, readdirSync(out).at(-1) ?? '');
  return { file, observation: JSON.parse(readFileSync(file, 'utf8')) };
}

/** Verdicts by policy and subject; of those that passed only what is named in the report. */
function verdictsOf(report: Report): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const { policy, addresses } of report.passed) {
    for (const address of addresses) all.set(`${policy} ${address}`, 'pass');
  }
  for (const { policy, stack, address, outcome } of report.verdicts) {
    all.set(`${policy} ${stack}:${address}`, outcome);
  }
  return all;
}

function verify(...inputs: readonly string[]): Report {
  const { output, stdout } = run('estate', ['verify', ...inputs, '--format', 'json']);
  if (!stdout.startsWith('{')) throw new Error(output);
  return JSON.parse(stdout);
}

describe('what was applied, as the APIs show it', () => {
  test('contradicts no definite verdict of its plan, and decides what the plan left undecided', () => {
    const states: string[] = [];
    const observations: string[] = [];
    for (const site of sites) {
      const file = join(folder, `${site}.tfstate`);
      writeFileSync(file, succeed('terraform-judged', ['state', 'pull'], { cwd: stackFolder(site) }).stdout, {
        mode: 0o600,
      });
      states.push('--state', file);
      observations.push('--observation', observe(site).file);
    }
    const promised = verdictsOf(JSON.parse(run('estate', ['plan', '--format', 'json']).stdout));
    const report = verify(...states, ...observations);
    const applied = verdictsOf(report);
    const contradictions = [...applied].filter(([subject, outcome]) => {
      const before = promised.get(subject);
      const isDefinite = (each: string | undefined) => each === 'pass' || each === 'fail';
      return isDefinite(before) && before !== outcome && outcome !== 'notObservable';
    });
    expect(contradictions).toEqual([]);
    expect(report.verdicts.filter(({ outcome }) => outcome === 'fail' || outcome === 'undecided')).toEqual(
      [],
    );
    const encrypted = report.passed.find(
      ({ policy }) => policy === 'encryption/volume-encrypted-at-creation',
    );
    expect(encrypted?.addresses.length).toBeGreaterThanOrEqual(45);
  });

  test.each(sites)('nothing at %s is unmanaged', (site) => {
    expect(observe(site).observation.notListed).toEqual([]);
  });
});
