import { backupComponents } from '../../contracts/backups';
import { type BackupJob, backupJobsOf } from '../backup/jobs';
import { namespaceOf, type Place } from '../model';
import { type Alert, alert, type Severity } from './alert';

const hour = 3600;

interface Watch {
  readonly severity: Severity;
  /** Names of the alerts, and what they say of what a namespace holds. */
  readonly late: { readonly name: string; readonly afterSeconds: number; readonly means: string };
  readonly gone: { readonly name: string; readonly means: string };
}

const watches: Readonly<Record<BackupJob, Watch>> = {
  [backupComponents.writer]: {
    severity: 'page',
    late: { name: 'BackupLate', afterSeconds: 30 * hour, means: 'was not backed up for 30 hours' },
    gone: { name: 'BackupGone', means: 'has no job that backs it up, as far as anybody says' },
  },
  [backupComponents.restoreTest]: {
    severity: 'ticket',
    late: {
      name: 'RestoreTestLate',
      afterSeconds: 8 * 24 * hour,
      means: 'was not brought back from its backup, and looked at, for more than a week',
    },
    gone: {
      name: 'RestoreTestGone',
      means: 'has no job that brings it back from its backup, as far as anybody says',
    },
  },
};

/**
 * What is said of the jobs of backups that a site has to have: one that is late, and one of which nothing is known,
 * because it is gone or because nobody says anything of jobs.
 */
export function backupAlerts(place: Place): readonly Alert[] {
  const due = dueJobs(place);
  return Object.values(backupComponents)
    .filter((job) => due.some((one) => one.job === job))
    .flatMap((job) => [
      late(job, watches[job]),
      ...due.filter((one) => one.job === job).map(({ namespace }) => gone(namespace, job, watches[job])),
    ]);
}

function dueJobs(place: Place): readonly { readonly namespace: string; readonly job: BackupJob }[] {
  return place.neighbours.flatMap((workload) =>
    workload.datasets
      .flatMap((name) => place.estate.datasets.filter((dataset) => dataset.name === name))
      .flatMap((dataset) => backupJobsOf(dataset, place))
      .map((job) => ({ namespace: namespaceOf(workload), job })),
  );
}

/** A job that has not come to its end for so long, or never since it was made. Source: kube-state-metrics, "CronJob Metrics". */
function late(job: BackupJob, { severity, late: { name, afterSeconds, means } }: Watch): Alert {
  const last = `kube_cronjob_status_last_successful_time{cronjob="${job}"}`;
  const made = `kube_cronjob_created{cronjob="${job}"}`;
  const expression = `time() - (${last} or on (namespace, cronjob) ${made}) > ${afterSeconds}`;
  return alert(name, expression, '15m', severity, `what {{ $labels.namespace }} holds ${means}`);
}

/** Labels of what is absent are those that were asked for. Source: prometheus.io, "Query functions", `absent`. */
function gone(namespace: string, job: BackupJob, { severity, gone: { name, means } }: Watch): Alert {
  const expression = `absent(kube_cronjob_created{namespace="${namespace}", cronjob="${job}"})`;
  return alert(name, expression, '15m', severity, `what {{ $labels.namespace }} holds ${means}`);
}
