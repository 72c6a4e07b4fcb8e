import { Graph, type Resource, type Stack } from '../graph/graph';
import { readPlan } from '../graph/read-plan';
import { readSource } from '../graph/read-synth';
import { type ChangeJson, type PlanJson, parsePlan } from './plan-json';
import { collectSecrets, type Secrets } from './secrets';

/** The plan of one stack, as it is given. */
export interface PlanOfStack {
  readonly stack: string;
  /** For messages. */
  readonly file: string;
  /** Terraform's JSON; it holds secrets. */
  readonly planJson: string;
  /** The synthesized stack that it was made from, in Terraform's JSON syntax, where that is at hand. */
  readonly source?: string | undefined;
}

/** The plan of one stack, read to be compared. */
export interface StackPlan {
  readonly stack: string;
  readonly planned: Stack;
  /** Whether it was made against a state: it then says itself what becomes of what exists. */
  readonly isAgainstState: boolean;
  readonly entries: ReadonlyMap<string, PlanEntry>;
  /** Where `moved` blocks of its source say that something stood, by where it stands. */
  readonly movedFrom: ReadonlyMap<string, string>;
}

export interface PlanEntry {
  readonly change: ChangeJson;
  readonly resource: Resource;
}

/** @throws UnreadableInput where a plan or its source cannot be read */
export function readStackPlan(
  { stack, file, planJson, source }: PlanOfStack,
  { withSource, secrets }: { readonly withSource: boolean; readonly secrets: Secrets },
): StackPlan {
  const plan = parsePlan(planJson, file);
  collectSecrets(plan as PlanJson & Record<string, unknown>, secrets);
  const said = withSource && source !== undefined ? readSource(source, file, stack).attributes : undefined;
  const planned = readPlan({ text: planJson, file, stack, source: said });
  const changes = new Map(plan.resource_changes.map((one) => [addressOf(one), one]));
  const entries = planned.resources.flatMap((resource) => {
    const change = changes.get(resource.address);
    return change && resource.mode === 'managed' ? [[resource.address, { change, resource }] as const] : [];
  });
  return {
    stack,
    planned,
    isAgainstState: plan.resource_changes.some(
      ({ mode, change }) => mode === 'managed' && change.before !== null && change.before !== undefined,
    ),
    entries: new Map(entries),
    movedFrom: movedIn(source),
  };
}

/** As the reader of plans names it: what an earlier replacement left behind has an address of its own. */
function addressOf({ address, deposed }: ChangeJson): string {
  return deposed === undefined ? address : `${address} (deposed object ${deposed})`;
}

/** `moved` blocks of a synthesized stack. */
function movedIn(source: string | undefined): ReadonlyMap<string, string> {
  if (source === undefined) return new Map();
  const { moved } = JSON.parse(source) as { moved?: readonly { from?: unknown; to?: unknown }[] };
  return new Map((moved ?? []).map(({ from, to }) => [String(to), String(from)]));
}

export function graphOf(plans: readonly StackPlan[]): Graph {
  return new Graph(plans.map(({ planned }) => planned));
}
