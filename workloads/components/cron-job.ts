import * as kubernetes from '@pulumi/kubernetes';
import { metadataOf } from '../marks';
import type { Place } from '../model';
import { type Pod, podTemplate } from './pod';

const { ServiceAccount } = kubernetes.core.v1;
const { CronJob } = kubernetes.batch.v1;

export interface ScheduledPod extends Pod {
  /** Five fields, as crontab has them, in UTC. */
  readonly schedule: string;
  /** After that it is stopped, and has failed. */
  readonly longestHours: number;
}

/**
 * A pod that runs by the clock to its end, one at a time, tried once more if it fails. What it said and how it ended is
 * kept of the last ones.
 */
export function addCronJob(place: Place, { schedule, longestHours, ...pod }: ScheduledPod): void {
  const { component } = pod;
  const metadata = metadataOf(place, component);
  const id = `${place.namespace}/${component}`;
  new ServiceAccount(id, { metadata, automountServiceAccountToken: false });
  new CronJob(id, {
    metadata,
    spec: {
      schedule,
      timeZone: 'Etc/UTC',
      concurrencyPolicy: 'Forbid',
      // A start that was missed, since the control plane was away, is made up for within this time.
      startingDeadlineSeconds: 6 * 3600,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        metadata: { labels: metadata.labels },
        spec: {
          backoffLimit: 1,
          activeDeadlineSeconds: longestHours * 3600,
          template: podTemplate(place, { ...pod, restartPolicy: 'Never' }),
        },
      },
    },
  });
}
