import type { Resource } from '../../graph/graph';
import { operatedTypes } from './operated-pods';
import { isOwnType } from './own-kinds';

/**
 * Kinds of other projects that make no pods, volumes or ways of their own, or whose objects the rules read. The type
 * says group and kind; a group alone stands for all its kinds.
 */
const known: ReadonlySet<string> = new Set([
  ...operatedTypes,
  // What names certificates and who signs them.
  'cert-manager.io',
  'acme.cert-manager.io',
  'trust.cert-manager.io',
  // Gateways and routes; that something is open to the outside is asked of the Gateway.
  'gateway.networking.k8s.io',
  // Databases beside the Cluster, which makes the pods.
  'Database.postgresql.cnpg.io',
  'ImageCatalog.postgresql.cnpg.io',
  'ClusterImageCatalog.postgresql.cnpg.io',
  'Backup.postgresql.cnpg.io',
  'ScheduledBackup.postgresql.cnpg.io',
  'Publication.postgresql.cnpg.io',
  'Subscription.postgresql.cnpg.io',
  'ObjectStore.barmancloud.cnpg.io',
  // What is looked at, and when somebody is called.
  'ServiceMonitor.monitoring.coreos.com',
  'PodMonitor.monitoring.coreos.com',
  'Probe.monitoring.coreos.com',
  'PrometheusRule.monitoring.coreos.com',
  'AlertmanagerConfig.monitoring.coreos.com',
  'VolumeSnapshotClass.snapshot.storage.k8s.io',
  'VolumeSnapshot.snapshot.storage.k8s.io',
  'ExternalSecret.external-secrets.io',
  'Schedule.velero.io',
]);

/** Whether rules know what objects of a kind do. */
export function isKnownKind({ type }: Resource): boolean {
  return isOwnType(type) || known.has(type) || known.has(type.slice(type.indexOf('.') + 1));
}
