import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observation } from '../../contracts/observation';
import { ensureDeployed, sites } from './deployment';
import { succeed } from './programs';

jest.setTimeout(1_200_000);

const folder = mkdtempSync(join(tmpdir(), 'destroyed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('destroy leaves nothing behind, as the APIs show', async () => {
  await ensureDeployed();
  succeed('cdktf', ['destroy', ...sites, '--auto-approve']);
  for (const site of sites) {
    const out = join(folder, site);
    succeed('estate', ['observe', site, '--out', out]);
    const observation: Observation = JSON.parse(readFileSync(join(out, readdirSync(out)[0] ?? ''), 'utf8'));
    expect(observation.notListed).toEqual([]);
    expect(observation.resources.filter(({ madeByCloud }) => !madeByCloud)).toEqual([]);
  }
});
