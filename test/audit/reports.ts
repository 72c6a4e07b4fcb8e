import type { Exception, Report, ReportedDrill, Verdict } from '../../judge/report';
import { judgeInputs } from '../../policies/judge-inputs';
import { changePlan } from '../change-plan';
import { databaseDrill } from '../drills';
import { asOf, estatePlan } from '../estate-plan';
import { estate } from '../judge/small-stacks';

const imaging = 'openstack_blockstorage_volume_v3.imaging_data';

/** The estate with a volume that is not encrypted, one exempt finding and one value that nobody knows yet. */
const breaches = {
  [imaging]: { volume_type: 'plain', metadata: { 'estate:site': 'clinic' } },
  'openstack_networking_secgroup_rule_v2.from_anyone': {
    direction: 'ingress',
    ethertype: 'IPv4',
    protocol: 'tcp',
    port_range_min: 22,
    port_range_max: 22,
    remote_ip_prefix: 'unknown',
    security_group_id: 'unknown',
  },
};

export const exception: Exception = {
  policy: 'encryption/volume-encrypted-at-creation',
  stack: 'clinic',
  address: imaging,
  reason: 'it is emptied on Friday',
  owner: 'storage team',
  expires: '2026-12-31',
};

/** Reports as commands make them: of plans and of synths, clean, with findings, with an exception, and with a drill that lost rows. */
export async function realReports(): Promise<Readonly<Record<string, Report>>> {
  const sites = await estatePlan();
  const spoilt = changePlan(sites, {
    name: '',
    stack: 'clinic',
    set: breaches,
    outcome: 'fail',
    subjects: [],
  });
  const plans = (all: typeof sites) =>
    all.map(({ stack, plan, source }) => ({
      kind: 'plan' as const,
      stack,
      file: `plans/${stack}.json`,
      text: plan,
      source,
    }));
  const synths = sites.map(({ stack, source }) => ({
    kind: 'synth' as const,
    stack,
    file: `stacks/${stack}/cdk.tf.json`,
    text: source,
  }));
  return {
    plan: judgeInputs(plans(sites), estate, { asOf }),
    synth: judgeInputs(synths, estate, { asOf }),
    failing: judgeInputs(plans(spoilt), estate, { asOf }),
    exempt: judgeInputs(plans(spoilt), estate, { asOf, exceptions: [exception] }),
    drilled: judgeInputs(plans(sites), estate, {
      asOf,
      drills: [{ file: 'drill.json', sha256: 'ab'.repeat(32), drill: await lossyDrill() }],
    }),
    'one site alone': judgeInputs(plans(spoilt).slice(0, 1), estate, { asOf }),
  };
}

/** A drill in which rows were missing. */
export const lossyDrill = () => databaseDrill(estate, 'patient-records', 3);

/** What a report says of a drill that failed and counts for no dataset. */
export function failedDrill(more: Partial<ReportedDrill> = {}): ReportedDrill {
  return {
    file: 'drill.json',
    sha256: 'ab'.repeat(32),
    schemaVersion: '1.1.0',
    startedAt: '2026-11-22T09:00:00Z',
    finishedAt: '2026-11-22T10:00:00Z',
    sandbox: true,
    sites: ['primary'],
    databases: [],
    held: false,
    failed: [],
    notExercised: [],
    ...more,
  };
}

export const hostile =
  'x["|`</code></td><script>alert(1)</script> @everyone ![i](http://evil.example/a.png) <!-- #1 \u001b[2J\u202e\u0000\ud800"]\n| forged | row |\n## heading';

/** A report whose every text is what somebody wrote to deceive its readers. */
export function hostileReport(report: Report, findings: number): Report {
  const [first] = report.verdicts.filter(({ outcome }) => outcome === 'fail');
  if (!first) throw new Error('the report has no failure to copy');
  const verdicts = Array.from(
    { length: findings },
    (_, at): Verdict => ({
      ...first,
      outcome: at % 3 === 0 ? 'undecided' : at % 3 === 1 ? 'fail' : 'exempt',
      stack: hostile,
      address: `${hostile}${at}`,
      message: `${at} ${hostile}`,
      evidence: [{ path: hostile, value: hostile, source: hostile }],
      location: { file: `stacks/${hostile}.ts`, line: 3 },
    }),
  );
  const inputs = report.inputs.map((input) => ({ ...input, file: hostile, stack: hostile }));
  const drills = [1, 2, 3, 4, 5, 6].map(() => failedDrill({ file: hostile, failed: Array(5).fill(hostile) }));
  return { ...report, inputs, verdicts, drills, notApplicable: ['area/not-asked'] };
}
