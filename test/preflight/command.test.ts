import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import command from '../../bin/commands/preflight';
import type { PreflightReport } from '../../preflight/report';

const before = { ...process.env };
let folder = '';
let written = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'preflight-'));
  for (const name of Object.keys(process.env)) if (name.startsWith('ESTATE_')) delete process.env[name];
  written = '';
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written += String(text);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
  rmSync(folder, { recursive: true, force: true });
});

test('without credentials no cloud is asked, every site is named, and it does not end well', async () => {
  const asked = jest.spyOn(globalThis, 'fetch');
  expect(await command.run(['--format', 'json'])).toBe(1);
  const report = JSON.parse(written) as PreflightReport;
  expect(report.sites.map(({ site, looked, reason }) => [site, looked, reason])).toEqual(
    ['clinic', 'mirror', 'primary'].map((site) => [
      site,
      false,
      expect.stringContaining(`ESTATE_${site.toUpperCase()}_USERNAME`),
    ]),
  );
  expect(asked).not.toHaveBeenCalled();
});

test('only the sites that are named are looked at', async () => {
  expect(await command.run(['mirror'])).toBe(1);
  expect(written).toMatch(/^mirror: NOT LOOKED AT/);
  expect(written).not.toContain('primary');
});

test.each([
  [['nowhere'], 'a site of the estate: clinic, mirror, primary'],
  [['--state', 'clinic'], '--state clinic'],
  [['--state', 'nowhere=state.json'], 'a site of the estate'],
  [['--state', 'clinic=missing.json'], 'missing.json: it cannot be read (ENOENT)'],
  [['--format', 'xml'], 'one of: human, json'],
  [['--estate', 'missing'], 'there is no such estate'],
  [['--fix'], '--fix'],
])('%j is bad input', async (args, text) => {
  const failing = command.run(args);
  await expect(failing).rejects.toMatchObject({ exitCode: 2 });
  await expect(failing).rejects.toThrow(text);
  expect(written).toBe('');
});

test('a plan is no state, and a site has one state', async () => {
  const file = join(folder, 'plan.json');
  writeFileSync(file, '{"format_version": "1.2", "planned_values": {}}');
  await expect(command.run(['--state', `clinic=${file}`])).rejects.toThrow('is no Terraform state');
  const state = join(folder, 'state.json');
  writeFileSync(state, '{"resources": []}');
  const twice = ['--state', `clinic=${state}`, '--state', `clinic=${state}`];
  await expect(command.run(twice)).rejects.toThrow('a site has one');
});
