import type { Facts, GivenDrill } from '../finding';
import type { DatasetReport, PromiseVerdict, ReportedDrill } from '../report';
import type { CopyAnalysis, PromiseAnalysis } from './analyse';
import { declaredOf, reachedBy } from './declared';
import { failuresOf } from './drilled';
import { isShownLoss, type LossAnalysis } from './loss-analysis';

/** The part of the report that says what each dataset withstands: one entry for each single loss. */
export function reportPromises(promises: readonly PromiseAnalysis[]): readonly PromiseVerdict[] {
  return promises.flatMap((promise) => promise.losses.map((loss) => reportLoss(promise, loss)));
}

/** The part of the report that says where each dataset's copies are, and what is declared of it. */
export function reportDatasets(promises: readonly PromiseAnalysis[], facts: Facts): readonly DatasetReport[] {
  return promises.map(({ dataset, level, provided, copies, fatal, drills }) => ({
    dataset: dataset.name,
    title: dataset.title,
    level,
    ...(level === provided ? {} : { provided }),
    ...(drills.length === 0 ? {} : { drills }),
    copies: copies.map(({ site, role, lagSeconds, status, notes }) => ({
      site,
      role,
      mode: role === 'home' ? 'home' : (dataset.copies.find((c) => c.site === site)?.mode ?? 'asynchronous'),
      lag: lagSeconds,
      status,
      notes: notes.map((n) => n.message),
    })),
    fatalLosses: fatal.map((set) => set.map((group) => group.map((loss) => `${loss.kind}:${loss.name}`))),
    declared: declaredOf(dataset, facts.estate),
    reached: reachedBy(dataset, facts),
  }));
}

function reportLoss(promise: PromiseAnalysis, loss: LossAnalysis): PromiseVerdict {
  return {
    dataset: promise.dataset.name,
    level: isShownLoss(loss) ? 'shown' : promise.provided,
    losses: [`${loss.loss.kind}:${loss.loss.name}`],
    outcome: loss.outcome,
    conditional: loss.conditions.length > 0,
    conditions: loss.conditions,
    survivingCopies: loss.surviving,
    lag: loss.lagSeconds,
    counterexample: loss.outcome === 'withstands' ? null : counterexample(promise, loss),
    assumptions: loss.assumptions,
    ...(loss.drill ? { drill: loss.drill } : {}),
  };
}

/** The part of the report that names the drills that were given. */
export function reportDrills(given: readonly GivenDrill[]): { readonly drills?: readonly ReportedDrill[] } {
  if (given.length === 0) return {};
  return {
    drills: given.map(({ file, sha256, drill }) => ({
      file,
      sha256,
      schemaVersion: drill.schemaVersion,
      startedAt: drill.startedAt,
      finishedAt: drill.finishedAt,
      sandbox: drill.sandbox,
      sites: drill.losses.map(({ of }) => of),
      databases: drill.databases.map(({ dataset }) => dataset),
      held: drill.held,
      failed: failuresOf(drill),
      notExercised: drill.notExercised,
    })),
  };
}

/** Why nothing is left: what the loss takes, and what is missing of the copies that it does not take. */
export function counterexample(promise: PromiseAnalysis, { loss }: LossAnalysis): string {
  const taken = promise.copies.filter((c) => loss.takes.has(c.site)).map((c) => c.site);
  const rest = promise.copies.filter((c) => !loss.takes.has(c.site));
  const lost = `losing ${loss.kind} ${loss.name} takes ${taken.join(', ')}`;
  if (rest.length === 0) return `${lost}, and there is no other copy`;
  return `${lost}; of the rest: ${rest.map(explainCopy).join('; ')}`;
}

/** One copy and what is missing or not known of it. */
export function explainCopy(copy: CopyAnalysis): string {
  if (copy.status === 'present') return `${copy.site} is in the plan`;
  const notes = copy.notes.map((n) => n.message);
  const more = notes.length > 2 ? ` (and ${notes.length - 2} more)` : '';
  return `${copy.site} ${copy.status === 'missing' ? 'does not count' : 'is undecided'}: ${notes.slice(0, 2).join(', ')}${more}`;
}
