import * as kubernetes from '@pulumi/kubernetes';
import { type BackupTarget, backupComponents } from '../../contracts/backups';
import { backupJobsOf } from '../backup/jobs';
import { backupSecrets, resticSettings, targetOf } from '../backup/repository';
import { restoreTestFiles } from '../backup/restore-test';
import { backupSchedule, restoreTestSchedule } from '../backup/schedule';
import { metadataOf, selectorOf } from '../marks';
import { datasetOfPlace, type Place } from '../model';
import { addCronJob } from './cron-job';
import type { Container, Mount } from './pod';
import { addSettings } from './settings';

const { NetworkPolicy } = kubernetes.networking.v1;

/** What reads a dataset and writes its backup, and what looks whether it can be brought back. */
export interface BackupSource {
  /** Adds to the settings of restic what reads the dataset. */
  readonly backup: Pick<Container, 'image' | 'command' | 'args'> & { readonly mounts: readonly Mount[] };
  readonly restoreTest: RestoreTest;
  /** User of both pods. @default that of every pod */
  readonly user?: number;
}

export interface RestoreTest {
  readonly image: Container['image'];
  /** Shell that runs the script, and where restic is. */
  readonly shell: string;
  readonly restic: string;
  /** Beside those of restic. */
  readonly mounts: readonly Mount[];
  /** Files of the script that says how this dataset is brought back and what is looked at (`backup/restore-test.ts`). */
  readonly check: string;
}

/** Where what was brought back lies until the pod ends: on its node's encrypted disk, and nowhere else. */
export const scratch = { path: '/scratch', gibibytes: 16 } as const;

const scripts = '/etc/restore-test';

/**
 * The jobs of the backup of the workload's dataset: at its home one that writes it every night to another site, and
 * where the backup is kept one that brings the newest one back every week, looks at it, and only then forgets what is
 * older than the estate says. Another site that takes over as home gets the first one when the estate says so; its way
 * to the object store is open already.
 */
export function addBackup(place: Place, source: BackupSource): void {
  const target = targetOf(place);
  if (target === undefined) return;
  const jobs = backupJobsOf(datasetOfPlace(place), place);
  if (jobs.includes(backupComponents.writer)) addWriter(place, target, source);
  if (jobs.includes(backupComponents.restoreTest)) addRestoreTest(place, target, source);
}

/** Whether the job that writes the backup runs at a place. */
export function writesBackup(place: Place): boolean {
  return backupJobsOf(datasetOfPlace(place), place).includes(backupComponents.writer);
}

function addWriter(place: Place, target: BackupTarget, { backup, user }: BackupSource): void {
  const component = backupComponents.writer;
  const { environment, mounts } = resticSettings(target, backupSecrets.writer);
  const { mounts: more, ...container } = backup;
  addCronJob(place, {
    component,
    schedule: backupSchedule(datasetOfPlace(place).name),
    longestHours: 20,
    ...nodeOf(place),
    ...(user === undefined ? {} : { user }),
    containers: [
      {
        name: 'backup',
        ...container,
        environment,
        mounts: [...more, ...mounts],
        needs: { cpu: '500m', memory: '2Gi' },
      },
    ],
  });
  openToStore(place, component, target);
}

function addRestoreTest(place: Place, target: BackupTarget, { restoreTest, user }: BackupSource): void {
  const component = backupComponents.restoreTest;
  const dataset = datasetOfPlace(place);
  const { environment, mounts } = resticSettings(target, backupSecrets.keeper);
  const configMap = addSettings(place, component, restoreTestFiles(dataset, restoreTest));
  addCronJob(place, {
    component,
    schedule: restoreTestSchedule(dataset.name),
    longestHours: 72,
    ...nodeOf(place),
    ...(user === undefined ? {} : { user }),
    containers: [
      {
        name: 'restore-test',
        image: restoreTest.image,
        command: [restoreTest.shell, `${scripts}/restore-test.sh`],
        environment: { ...environment, SCRATCH: scratch.path },
        mounts: [
          ...restoreTest.mounts,
          ...mounts,
          { name: 'scripts', path: scripts, from: { kind: 'settings', configMap } },
          {
            name: 'scratch',
            path: scratch.path,
            from: { kind: 'scratch', size: `${scratch.gibibytes}Gi` },
          },
        ],
        needs: { cpu: '500m', memory: '2Gi' },
      },
    ],
  });
  openToStore(place, component, target);
}

/** The node that has the dataset's volume: no other one is let out to the object store. */
function nodeOf(place: Place): { readonly node: string } {
  const { name } = datasetOfPlace(place);
  const made = place.contract.volumes[name];
  if (made === undefined) throw new Error(`${place.site.name} hands over no volume of ${name}`);
  return { node: made.server };
}

function openToStore(place: Place, component: string, { range, port }: BackupTarget): void {
  const name = `${component}-to-objects`;
  new NetworkPolicy(`${place.namespace}/${name}`, {
    metadata: metadataOf(place, name, component),
    spec: {
      podSelector: { matchLabels: selectorOf(place, component) },
      policyTypes: ['Egress'],
      egress: [{ to: [{ ipBlock: { cidr: range } }], ports: [{ protocol: 'TCP', port }] }],
    },
  });
}
