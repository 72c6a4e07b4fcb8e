import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import { runProgram } from '../../terraform/run-program';
import { startCloud } from '../observe/cloud';

const root = join(__dirname, '..', '..');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'estate-drift-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Without any credentials or sandbox of whoever runs the test. */
function drift(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      (entry[0] === 'ESTATE_TERRAFORM' || !/^(ESTATE_|TF_VAR_|CDKTF_)/.test(entry[0])),
  );
  return runProgram(process.execPath, [join(root, 'bin', 'estate.mjs'), 'drift', ...args], {
    cwd: root,
    env: { ...Object.fromEntries(kept), ...environment },
  });
}

/** The clinic as it stands at an address of this machine, where nothing was ever deployed. */
function standingAt(authUrl: string): Record<string, string> {
  const at = (url: string) => ({
    authUrl: url,
    externalNetworkId: '319dab1c-3f9d-401c-a1df-ef8cf3676cdc',
    objectAccount: `AUTH_${'0'.repeat(32)}`,
  });
  const sites = Object.fromEntries(
    loadEstate().sites.map(({ name }, index) => [
      name,
      at(name === 'clinic' ? authUrl : `http://127.0.0.1:${index + 1}/v3`),
    ]),
  );
  const file = join(folder, 'deployment.json');
  writeFileSync(file, JSON.stringify({ kind: 'deployment', schemaVersion: '1.0.0', sites }));
  return {
    ESTATE_PROFILE: 'sandbox',
    ESTATE_DEPLOYMENT: file,
    ESTATE_CLINIC_USERNAME: 'nobody',
    ESTATE_CLINIC_PASSWORD: 'right-password',
    // A folder of its own, in which no state is.
    CDKTF_OUTDIR: join(folder, 'out'),
    TF_VAR_admin_public_key: `ssh-ed25519 ${'A'.repeat(68)}`,
    TF_VAR_psk_clinic__mirror: 'm'.repeat(40),
    TF_VAR_psk_clinic__primary: 'p'.repeat(40),
  };
}

test('a site that is none is refused', async () => {
  const { code, stdout, stderr } = await drift(['nowhere']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('a site of the estate: clinic, mirror, primary');
});

test('without credentials it says which variables it wants, before anything is planned', async () => {
  const { code, stdout, stderr } = await drift(['clinic']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('ESTATE_CLINIC_USERNAME (or _USER_ID) and ESTATE_CLINIC_PASSWORD are set');
});

test('a site that does not answer is named at once', async () => {
  const { code, stdout, stderr } = await drift(['clinic'], standingAt('http://127.0.0.1:1/v3'));
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain('http://127.0.0.1:1 does not answer');
  expect(stderr).not.toContain('planning');
});

test('a site that was never deployed, or whose state was lost, is no drift; and no plan of it is left', async () => {
  const cloud = await startCloud({}, []);
  try {
    const before = readdirSync(join(root, '.estate'));
    const { code, stdout, stderr } = await drift(['clinic'], standingAt(cloud.authUrl));
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('clinic: its state holds nothing.');
    expect(stderr).not.toContain('right-password');
    const left = readdirSync(join(root, '.estate')).filter((name) => !before.includes(name));
    // Other runs may have folders of their own meanwhile; none of a program that has ended is left.
    expect(left.filter((name) => isOver(name))).toEqual([]);
  } finally {
    await cloud.close();
  }
});

function isOver(name: string): boolean {
  const pid = /^synth-(\d+)-/.exec(name)?.[1];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
}
