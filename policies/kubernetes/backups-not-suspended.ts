import { Unknown } from '../../graph/value';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

/** What makes backups by the clock, with the switch that stops it. Sources: kubernetes.io; cloudnative-pg.io; velero.io. */
const switches: Readonly<Record<string, string>> = {
  'CronJob.batch': 'spec.suspend',
  'ScheduledBackup.postgresql.cnpg.io': 'spec.suspend',
  'Schedule.velero.io': 'spec.paused',
};

/** A job that says by its name what it is for. */
const isBackup = /backup|dump|snapshot|archive|restore/i;

export default definePolicy({
  title: 'Backups are made',
  severity: 'high',
  why: 'Somebody suspends a backup for an afternoon of maintenance. Nothing fails after that, and it is missed on the day that it is needed.',
  avoid: '`suspend: true` at a CronJob or ScheduledBackup that makes backups',
  prefer: 'no `suspend` at all, and `concurrencyPolicy: Forbid`',
  remediation: 'Take the suspension away, or the backup, with its reason, out of the objects.',
  controls: ['C5:2020 OPS-06', 'GDPR Art. 32(1)(c)', 'BSIG § 30(2) no. 3', 'Grundschutz++ NOT.4.7'],
  observableIn: ['manifests'],
  resources: Object.keys(switches),
  examine(object) {
    if (object.type === 'CronJob.batch' && !isBackup.test(object.address)) return undefined;
    const path = switches[object.type] ?? '';
    const value = object.get(path);
    if (value instanceof Unknown) return undecided('whether it is made is not known yet', seen(object, path));
    return value === true ? fail('it is suspended', seen(object, path)) : pass;
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
apiVersion: postgresql.cnpg.io/v1
kind: ScheduledBackup
metadata: { name: records }
spec: { suspend: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: ['CronJob.batch/backup'],
    fail: ['CronJob.batch/backup-of-consents'],
    undecided: ['ScheduledBackup.postgresql.cnpg.io/records'],
  },
});
