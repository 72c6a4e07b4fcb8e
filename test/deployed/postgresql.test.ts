import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drillPostgresql } from '../../drill/postgresql/exercise';
import type { PostgresqlDrill } from '../../drill/postgresql/result';
import { loadEstate } from '../../estate/load-estate';

// One to two minutes: three real servers, taken away four times. No OpenStack is needed.
jest.setTimeout(600_000);

const parent = mkdtempSync(join(tmpdir(), 'drills-'));
const folder = join(parent, 'd');
let drill: PostgresqlDrill;

beforeAll(async () => {
  // The servers’ account has to pass.
  chmodSync(parent, 0o711);
  drill = await drillPostgresql({ estate: loadEstate(), dataset: 'patient-records', folder });
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

test('everything held, and every step of the runbook was carried out', () => {
  expect(drill.findings).toEqual([]);
  expect(drill.completed).toBe(true);
  expect(drill.runbook.untriedLines).toEqual([]);
});

test('no acknowledged row was lost, although the home was killed while it was written to', () => {
  const { lossOfHome, copyAhead } = drill.episodes;
  expect(lossOfHome?.acknowledgedBefore).toBeGreaterThan(500);
  expect([lossOfHome?.missingAtSuccessor, copyAhead?.missingAtSuccessor]).toEqual([0, 0]);
  expect(drill.rows.missingInTheEnd).toEqual(
    ['primary', 'mirror', 'clinic'].map((site) => ({ site, rows: 0 })),
  );
  expect(drill.rows.sent).toBeGreaterThanOrEqual(drill.rows.acknowledged);
  expect(drill.losses).toEqual([
    { site: 'primary', mode: 'home', missingRows: 0 },
    { site: 'mirror', mode: 'synchronous', missingRows: 0 },
    { site: 'clinic', mode: 'asynchronous', missingRows: 0 },
  ]);
});

test('the asynchronous copy lacked rows at that moment, within its lag, and has them afterwards', () => {
  const [clinic] = drill.episodes.lossOfHome?.asynchronous ?? [];
  expect(clinic?.missingRows).toBeGreaterThan(0);
  expect(clinic?.behindMs).toBeLessThan(60_000);
  expect(clinic?.missingAfterwards).toBe(0);
});

test('detection, promotion and the first write follow each other', () => {
  const { detectedMs = 0, promotedMs = 0, firstWriteMs = 0 } = drill.episodes.lossOfHome ?? {};
  expect(detectedMs).toBeGreaterThan(0);
  expect(promotedMs).toBeGreaterThan(detectedMs);
  expect(firstWriteMs).toBeGreaterThan(detectedMs);
});

test('all eight intruders were refused, and copies and application are connected by TLS 1.3', () => {
  expect(drill.episodes.transport?.refused.map(({ refused }) => refused)).toEqual(Array(8).fill(true));
  expect(drill.episodes.transport?.connections.map(({ from, version }) => [from, version])).toEqual(
    ['patient_records', 'replication_clinic', 'replication_mirror'].map((from) => [from, 'TLSv1.3']),
  );
});

test('nothing is left: neither the folder nor a process that ran from it', () => {
  expect(existsSync(folder)).toBe(false);
  const running = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => commandLine(pid).includes(folder));
  expect(running).toEqual([]);
});

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}
