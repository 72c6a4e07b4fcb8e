import type { Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { labelOf } from '../../judge/facts/containers';
import { wordsOf } from '../../judge/facts/restic';
import { oftenOf } from '../../judge/facts/schedule';
import { standstillsOf } from '../../judge/facts/started-jobs';
import { definePolicy, type Finding, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** What makes backups by the clock in ways of its own, with the switch that stops it. Sources: cloudnative-pg.io; velero.io. */
const switches: Readonly<Record<string, string>> = {
  'ScheduledBackup.postgresql.cnpg.io': 'spec.suspend',
  'Schedule.velero.io': 'spec.paused',
};

/** What a job says that it is for: its name and label, and what it runs. */
const called = /backup|dump|snapshot|archive|restore-test/i;
const runs = /(?:^|[\s/])(?:backup|pg_dump(?:all)?|pg_basebackup|mysqldump|mariadb-dump|mongodump)(?:\s|$)/m;
/** Programs that make backups, and look after them. */
const programs = /restic|borg|kopia|barman|wal-?g|pgbackrest|velero/i;

function makesBackups(job: Resource): 'yes' | 'maybe' | 'no' {
  const component = labelOf(job, 'app.kubernetes.io/component') ?? '';
  const words = wordsOf(job).join('\n');
  if (called.test(job.name) || called.test(component) || runs.test(words)) return 'yes';
  return programs.test(job.name) ? 'maybe' : 'no';
}

function judgeJob(job: Resource): Finding | undefined {
  const makes = makesBackups(job);
  if (makes === 'no') return undefined;
  return worstOf(
    standstillsOf(job).map(({ outcome, message, path }) => {
      const evidence = seen(job, path);
      if (makes === 'maybe')
        return undecided(`whether it makes a backup does not show, and ${message}`, evidence);
      return outcome === 'fail' ? fail(message, evidence) : undecided(message, evidence);
    }),
  );
}

export default definePolicy({
  title: 'Backups are made',
  severity: 'high',
  why: 'Somebody suspends a backup for an afternoon of maintenance. Nothing fails after that, and it is missed on the day that it is needed.',
  avoid:
    '`suspend: true` at a CronJob or ScheduledBackup that makes backups, or at the jobs that it makes; `parallelism: 0`; a schedule such as `0 0 31 2 *`',
  prefer: 'no `suspend` at all, and `concurrencyPolicy: Forbid`',
  remediation: 'Take the suspension away, or the backup, with its reason, out of the objects.',
  controls: ['C5:2020 OPS-06', 'GDPR Art. 32(1)(c)', 'BSIG § 30(2) no. 3', 'Grundschutz++ NOT.4.7'],
  observableIn: ['manifests'],
  resources: ['CronJob.batch', ...Object.keys(switches)],
  examine(object) {
    const path = switches[object.type];
    if (path === undefined) return judgeJob(object);
    const value = object.get(path);
    const evidence = seen(object, path);
    if (value instanceof Unknown) return undecided('whether it is suspended is not known yet', evidence);
    if (value === true) return fail('it is suspended', evidence);
    // CloudNativePG puts seconds before the rest.
    const schedule = String(object.get('spec.schedule')).trim().split(/\s+/).slice(-5).join(' ');
    return oftenOf(schedule) === 'never'
      ? fail('it is to start on a day that no year has', seen(object, 'spec.schedule'))
      : pass;
  },
  examples: {
    manifests: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup }
spec: { schedule: "0 2 * * *" }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: backup-of-consents }
spec: { schedule: "0 2 * * *", suspend: true }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: started-by-hand }
spec: { schedule: "0 2 * * *", suspend: true }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: restore-by-hand }
spec: { schedule: "0 0 1 1 *", suspend: true }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: cleanup, namespace: backup-tools }
spec: { schedule: "0 0 1 1 *", suspend: true }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: dump-of-jobs-that-are-suspended }
spec: { schedule: "0 2 * * *", jobTemplate: { spec: { suspend: true } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: dump-without-pods }
spec: { schedule: "0 2 * * *", jobTemplate: { spec: { parallelism: 0 } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: dump-behind-a-gate }
spec: { schedule: "0 2 * * *", jobTemplate: { spec: { template: { spec: { schedulingGates: [{ name: a.example/b }] } } } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: dump-on-a-day-that-never-comes }
spec: { schedule: "0 0 31 2 *" }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec: { schedule: "0 2 * * *", suspend: true, jobTemplate: { spec: { template: { spec: { containers: [{ name: a, args: [backup, /data] }] } } } } }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: by-its-label, labels: { app.kubernetes.io/component: backup } }
spec: { schedule: "0 2 * * *", suspend: true }
---
apiVersion: batch/v1
kind: CronJob
metadata: { name: pgbackrest }
spec: { schedule: "0 2 * * *", suspend: true }
---
apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata: { name: on-a-day-that-never-comes }
spec: { schedule: "0 0 0 31 2 *" }
---
apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata: { name: records }
spec: { suspend: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: ['CronJob.batch/backup'],
    fail: [
      'CronJob.batch/backup-of-consents',
      'CronJob.batch/dump-of-jobs-that-are-suspended',
      'CronJob.batch/dump-without-pods',
      'CronJob.batch/dump-behind-a-gate',
      'CronJob.batch/dump-on-a-day-that-never-comes',
      'CronJob.batch/nightly',
      'CronJob.batch/by-its-label',
      'ScheduledBackup.postgresql.cnpg.io/on-a-day-that-never-comes',
    ],
    undecided: ['CronJob.batch/pgbackrest', 'ScheduledBackup.postgresql.cnpg.io/records'],
  },
});
