import type { DriftReport, ReportedDrift } from '../../compare/drift-report';
import type { Change } from './change';
import { changes } from './changes';
import { ensureDeployed } from './deployment';
import { Hand } from './hand';
import { run, succeed } from './programs';

jest.setTimeout(1_800_000);

const site = 'clinic';

function drift(): { readonly status: number | null; readonly report: DriftReport } {
  const { status, stdout, output } = run('estate', ['drift', site, '--format', 'json']);
  if (stdout === '') throw new Error(`estate drift ended with ${status}:\n${output}`);
  return { status, report: JSON.parse(stdout) as DriftReport };
}

/** Addresses, so that a failure says what is left. */
function addresses({ drifted }: DriftReport): readonly string[] {
  return drifted.map(({ kind, address, differences }) => {
    return [kind, address, ...differences.map(({ attribute }) => attribute)].join(' ');
  });
}

function matching({ drifted }: DriftReport, { kind, type, object }: Change): readonly ReportedDrift[] {
  return drifted.filter(
    (one) => one.kind === kind && one.type === type && `${one.address} ${one.name}`.includes(object),
  );
}

describe('changes behind Terraform’s back at a running site', () => {
  let hand: Hand;
  let found: DriftReport;

  beforeAll(async () => {
    await ensureDeployed([site]);
    hand = await Hand.at(site);
    const before = drift();
    expect(addresses(before.report)).toEqual([]);
    expect(before.status).toBe(0);
    for (const { make } of changes) await make(hand);
    const after = drift();
    expect(after.status).toBe(1);
    found = after.report;
  });

  test.each(changes.map((change) => [change.what, change] as const))(
    '%s is found, with its meaning',
    (_, change) => {
      const matched = matching(found, change);
      expect(matched).toHaveLength(1);
      const [drifted] = matched;
      expect(drifted?.repairedBy).toBe(change.repairedBy);
      const { means } = change;
      const meaning = drifted?.meaning ?? [];
      if (!means) expect(meaning).toEqual([]);
      else {
        const { policy, says, dataset } = means;
        const said = meaning.filter((one) => one.policy === policy && says.test(one.message));
        expect(said.flatMap(({ datasets }) => datasets)).toEqual(
          dataset === undefined ? expect.any(Array) : expect.arrayContaining([dataset]),
        );
        expect(said.length).toBeGreaterThan(0);
      }
    },
  );

  test('the worst stands first, and no secret in it', () => {
    const ranks = ['critical', 'high', 'medium', 'low'];
    const order = found.drifted.map(({ severity }) => ranks.indexOf(severity));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    const secrets = Object.entries(process.env).filter(([name]) =>
      /_PASSWORD$|_TOKEN$|^TF_VAR_psk_/.test(name),
    );
    expect(secrets.length).toBeGreaterThan(0);
    for (const [, value = ''] of secrets) expect(JSON.stringify(found)).not.toContain(value);
  });

  test('what is undone by hand and repaired by a deploy is clean again', async () => {
    for (const { undo } of changes) await undo?.(hand);
    succeed('cdktf', ['deploy', site, '--auto-approve']);
    const { status, report } = drift();
    expect(addresses(report)).toEqual([]);
    expect(status).toBe(0);
  });
});
