import type { Resource } from '../../graph/graph';
import { isList, Unknown } from '../../graph/value';
import { podSpecPath } from './pods';
import { oftenOf } from './schedule';

/** Why a CronJob starts no pod; `undecided` where it is not known whether it does. */
export interface Standstill {
  readonly outcome: 'fail' | 'undecided';
  readonly message: string;
  readonly path: string;
}

const template = 'spec.jobTemplate.spec';

/**
 * What keeps a CronJob from ever running what it is there for: switches of it and of the jobs that it makes, pods that
 * nobody schedules, a day that no year has. Sources: kubernetes.io, "CronJob", "Jobs", "Pod Scheduling Readiness".
 */
export function standstillsOf(job: Resource): readonly Standstill[] {
  const found: Standstill[] = [];
  const add = (path: string, stops: (value: unknown) => boolean, message: string, open: string) => {
    const value = job.get(path);
    if (value instanceof Unknown) found.push({ outcome: 'undecided', message: open, path });
    else if (stops(value)) found.push({ outcome: 'fail', message, path });
  };
  const unknown = 'whether it is suspended is not known yet';
  add('spec.suspend', (value) => value === true, 'it is suspended', unknown);
  add(`${template}.suspend`, (value) => value === true, 'the jobs that it makes are suspended', unknown);
  for (const path of [`${template}.parallelism`, `${template}.completions`]) {
    const pods = 'how many pods its jobs start is not known yet';
    add(path, (value) => value === 0, 'the jobs that it makes start no pod', pods);
  }
  add(
    `${podSpecPath(job)}.schedulingGates`,
    (value) => isList(value as never) && (value as readonly unknown[]).length > 0,
    'its pods wait for somebody to open their scheduling gates',
    'whether its pods are scheduled is not known yet',
  );
  add(
    'spec.schedule',
    (value) => oftenOf(String(value)) === 'never',
    'it is to start on a day that no year has',
    'when it starts is not known yet',
  );
  return found;
}
