import type { Resource } from '../../graph/graph';
import { isList, isMap, type Value } from '../../graph/value';

/** Fields that rules read or that open and weaken nothing: all below `true`, each of a list, those of a map. */
type Fields = true | readonly [Fields] | { readonly [name: string]: Fields };

function all(names: string): { readonly [name: string]: true } {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, true]));
}

const claim = all('accessModes resources selector storageClassName volumeMode volumeName');
const storage: Fields = { ...all('size storageClass resizeInUseVolumes'), pvcTemplate: claim };
const named: Fields = all('name key');
const owned = { ...all('database owner source'), secret: named };

/** Of a cluster of CloudNativePG. Source: cloudnative-pg.io, "API Reference", ClusterSpec. */
const cluster: Fields = {
  ...all(`affinity description enablePDB enableSuperuserAccess failoverDelay imageCatalogRef imageName
    imagePullPolicy instances logLevel maxSyncReplicas minSyncReplicas nodeMaintenanceWindow
    primaryUpdateMethod primaryUpdateStrategy probes resources seccompProfile smartShutdownTimeout startDelay
    stopDelay switchoverDelay topologySpreadConstraints`),
  imagePullSecrets: [named],
  inheritedMetadata: all('labels'),
  storage,
  walStorage: storage,
  tablespaces: [{ ...all('name owner temporary'), storage }],
  certificates: all('serverTLSSecret serverCASecret clientCASecret replicationTLSSecret serverAltDNSNames'),
  postgresql: {
    ...all('parameters pg_hba synchronous'),
    extensions: [{ name: true, image: all('reference pullPolicy') }],
  },
  managed: {
    roles: [
      {
        ...all(`name comment ensure login replication connectionLimit disablePassword inherit superuser
          validUntil`),
        passwordSecret: named,
      },
    ],
    services: all('additional disabledDefaultServices'),
  },
  bootstrap: {
    initdb: {
      ...owned,
      ...all(`dataChecksums encoding icuLocale locale localeCType localeCollate localeProvider
        walSegmentSize`),
    },
    pg_basebackup: owned,
    recovery: { ...owned, backup: named },
  },
  replica: all('self primary source enabled minApplyDelay'),
  externalClusters: [
    {
      name: true,
      connectionParameters: all(`host port user dbname application_name sslmode ssl_min_protocol_version
        gssencmode connect_timeout keepalives keepalives_idle keepalives_interval keepalives_count`),
      sslKey: named,
      sslCert: named,
      sslRootCert: named,
      password: named,
    },
  ],
};

/** What servers of the Prometheus operator have in common. Source: prometheus-operator.dev, "API reference". */
const monitoring = {
  ...all(`affinity hostNetwork image imagePullPolicy logFormat logLevel minReadySeconds nodeSelector paused
    portName priorityClassName replicas resources retention serviceAccountName tolerations
    topologySpreadConstraints version`),
  imagePullSecrets: [named],
  podMetadata: all('labels'),
  storage: {
    emptyDir: true,
    volumeClaimTemplate: { ...all('apiVersion kind'), metadata: all('name labels annotations'), spec: claim },
  },
} satisfies Fields;

const read: Readonly<Record<string, Fields>> = {
  'Cluster.postgresql.cnpg.io': cluster,
  'Prometheus.monitoring.coreos.com': {
    ...monitoring,
    ...all(`evaluationInterval externalLabels podMonitorNamespaceSelector podMonitorSelector
      probeNamespaceSelector probeSelector retentionSize ruleNamespaceSelector ruleSelector scrapeInterval
      scrapeTimeout serviceMonitorNamespaceSelector serviceMonitorSelector shards walCompression`),
  },
  'Alertmanager.monitoring.coreos.com': {
    ...monitoring,
    ...all('alertmanagerConfigNamespaceSelector alertmanagerConfigSelector configSecret'),
  },
};

/**
 * Paths of what an object tells its operator beside what rules know: of those nothing says what comes of them. None
 * where rules read the whole kind.
 */
export function unreadFields(object: Resource): readonly string[] {
  const fields = read[object.type];
  return fields === undefined ? [] : [...unreadBelow(object.get('spec'), fields, 'spec')];
}

function* unreadBelow(value: Value, fields: Fields, path: string): Iterable<string> {
  if (value === null || fields === true) return;
  if (isList(value) && Array.isArray(fields)) {
    for (const [at, one] of value.entries()) yield* unreadBelow(one, fields[0] as Fields, `${path}.${at}`);
  } else if (isMap(value) && !Array.isArray(fields)) {
    for (const [name, one] of Object.entries(value)) {
      const below = Object.hasOwn(fields, name) ? (fields as { [name: string]: Fields })[name] : undefined;
      if (below === undefined) {
        if (one !== null) yield `${path}.${name}`;
      } else yield* unreadBelow(one, below, `${path}.${name}`);
    }
  } else yield path;
}
