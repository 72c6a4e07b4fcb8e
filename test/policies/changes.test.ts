import { createHash } from 'node:crypto';
import { loadEstate } from '../../estate/load-estate';
import { Graph, type Stack } from '../../graph/graph';
import { readManifests } from '../../graph/read-manifests';
import { judge } from '../../judge/judge';
import type { PlanChange, Policy } from '../../judge/policy';
import type { Report } from '../../judge/report';
import { readInput } from '../../policies/judge-inputs';
import { loadPolicies } from '../../policies/registry';
import { untranslated } from '../audit/german/untranslated';
import { changePlan } from '../change-plan';
import { changeWorkloads } from '../change-workloads';
import { databaseDrill } from '../drills';
import { asOf, estatePlan, type PlannedSite } from '../estate-plan';
import { estateWorkloads, type RenderedSite } from '../estate-workloads';
import { type Outcome, outcomesOf, subjectOf } from '../outcomes';

const estate = loadEstate({ asOf });
const policies = loadPolicies();
const changes = policies.flatMap((policy) =>
  (policy.examples.changes ?? []).map((change) => ({ policy, change, id: policy.id, name: change.name })),
);

type Kind = 'plan' | 'synth';
const stacks = new Map<string, Stack>();

/** A change touches one stack: the others are read once. */
function readSite({ stack, plan, source }: PlannedSite, kind: Kind): Stack {
  const text = kind === 'plan' ? plan : source;
  const read = () =>
    readInput({ kind, stack, file: `${stack}.json`, text, ...(kind === 'plan' ? { source } : {}) });
  const key = `${kind} ${createHash('sha256').update(text).digest('hex')}`;
  const known = stacks.get(key) ?? read();
  stacks.set(key, known);
  return known;
}

function readCluster({ stack, manifests }: RenderedSite): Stack {
  const known = stacks.get(manifests) ?? readManifests(manifests, `${stack}.json`, stack);
  stacks.set(manifests, known);
  return known;
}

/** What there is at all sites: the clouds' part, and what runs on the clusters. */
interface Sites {
  readonly clouds: readonly PlannedSite[];
  readonly clusters: readonly RenderedSite[];
}

/** The clusters only for a policy that looks at them: rendering them takes longer than most policies. */
async function sitesFor({ observableIn }: Policy, change?: PlanChange): Promise<Sites> {
  const clouds = await estatePlan();
  const clusters = observableIn.includes('manifests') ? await estateWorkloads() : [];
  if (change === undefined) return { clouds, clusters };
  return clusters.some(({ stack }) => stack === change.stack)
    ? { clouds, clusters: changeWorkloads(clusters, change) }
    : { clouds: changePlan(clouds, change), clusters };
}

async function judgeSites(
  { clouds, clusters }: Sites,
  kind: Kind,
  policy: Policy,
  { asOf: day = asOf, drill }: Pick<PlanChange, 'asOf' | 'drill'> = {},
): Promise<Report> {
  const graph = new Graph([...clouds.map((site) => readSite(site, kind)), ...clusters.map(readCluster)]);
  const drills = drill
    ? [
        {
          file: 'drill.json',
          sha256: 'ab'.repeat(32),
          drill: await databaseDrill(estate, drill.dataset, drill.missingRows),
        },
      ]
    : [];
  return judge(graph, estate, { policies: [policy], asOf: day, drills });
}

const changed = new Map<string, Report>();

/** What a policy says after a change; asked for twice, it is judged once. */
async function judgeChange(policy: Policy, change: PlanChange, kind: Kind): Promise<Report> {
  const key = JSON.stringify([policy.id, change, kind]);
  const known = changed.get(key) ?? (await judgeSites(await sitesFor(policy, change), kind, policy, change));
  changed.set(key, known);
  return known;
}

const kindOf = ({ observableIn }: Policy) =>
  observableIn.includes('plan') || observableIn.includes('manifests') ? 'plan' : 'synth';

function outcomeOf(report: Report, { id }: Policy, subject: string): Outcome | 'nothing' {
  const said = outcomesOf(report, id);
  return (['fail', 'undecided', 'pass'] as const).find((o) => said[o].includes(subject)) ?? 'nothing';
}

function messagesOf(report: Report, change: PlanChange): string {
  const about = report.verdicts.filter((v) => change.subjects.includes(subjectOf(v)));
  return about.map((v) => v.message).join('\n');
}

test.each(changes)('$id: $name', async ({ policy, change }) => {
  const report = await judgeChange(policy, change, kindOf(policy));
  const said = change.subjects.map((subject) => [subject, outcomeOf(report, policy, subject)]);
  expect(said).toEqual(change.subjects.map((subject) => [subject, change.outcome]));
  if (change.says !== undefined) expect(messagesOf(report, change)).toContain(change.says);
  expect(untranslated(report.verdicts)).toEqual([]);
});

const bothWays = changes.filter(({ policy }) =>
  (['synth', 'plan'] as const).every((kind) => policy.observableIn.includes(kind)),
);

test.each(bothWays)(
  '$id: $name: what is definite at synth is not reversed by the plan',
  async ({ policy, change }) => {
    const [synth, plan] = [
      outcomesOf(await judgeChange(policy, change, 'synth'), policy.id),
      outcomesOf(await judgeChange(policy, change, 'plan'), policy.id),
    ];
    const reversed = (['pass', 'fail'] as const).flatMap((outcome) =>
      synth[outcome].filter((subject) => !plan[outcome].includes(subject)),
    );
    expect(reversed).toEqual([]);
  },
);

test.each(policies)(
  '$id says of the unchanged estate what its examples say, else finds nothing',
  async (policy) => {
    const said = outcomesOf(await judgeSites(await sitesFor(policy), kindOf(policy), policy), policy.id);
    const { terraform, manifests, ...listed } = policy.examples;
    const lists = terraform === undefined && manifests === undefined ? listed : {};
    expect(said).toEqual({
      pass: lists.pass?.toSorted() ?? said.pass,
      fail: lists.fail?.toSorted() ?? [],
      undecided: lists.undecided?.toSorted() ?? [],
    });
  },
);
