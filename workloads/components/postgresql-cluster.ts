import { apiextensions } from '@pulumi/kubernetes';
import { imageOf } from '../images';
import { marks, metadataOf } from '../marks';
import { datasetOfPlace, type Place } from '../model';
import { namespaceOfOperator } from '../operators';
import { admittedBy } from '../paths';
import { operatedConnection } from '../postgresql/connections';
import { type Group, groupOf, type Member, othersOf } from '../postgresql/group';
import { operatedHostRules } from '../postgresql/host-based-authentication';
import { backupRole, databaseOf, replicationRoleOf } from '../postgresql/names';
import { operatedParameters } from '../postgresql/operated-settings';
import { awaitedBy } from '../postgresql/standby-names';
import { addCertificate, hostsOf } from './certificate';
import { addDatasetVolume } from './dataset-claim';
import { openToOperator } from './operator-access';
import { openToPartners } from './partner-access';
import { tolerationsOf } from './pod';
import { addPostgresqlBackup } from './postgresql-backup';

/** Port of PostgreSQL in its pods, which CloudNativePG fixes. */
export const postgresqlPort = 5432;

/** Source: cloudnative-pg.io, "Networking". 8000 is the instance's own manager. */
const operator = {
  selector: { 'app.kubernetes.io/name': 'cloudnative-pg' },
  ports: [8000, postgresqlPort],
} as const;

export interface PostgresqlNeeds {
  /** As Kubernetes writes it. */
  readonly cpu: string;
  /** Request and limit, in GiB. */
  readonly memoryGiB: number;
}

/**
 * The dataset's PostgreSQL server at this site, as one of CloudNativePG's distributed topology: it leads at the
 * dataset's home and follows the home elsewhere. One server for each site, on the volume that Terraform made; another
 * site takes over, by a person's decision (`docs/runbooks/promote-mirror.md`), never the operator.
 *
 * @throws Error where PostgreSQL does not replicate the workload's dataset
 */
export function addPostgresqlCluster(place: Place, needs: PostgresqlNeeds): void {
  const dataset = datasetOfPlace(place);
  const group = groupOf(place.estate, dataset.name);
  const member = group?.members.find(({ site }) => site.name === place.site.name);
  if (group === undefined || member === undefined) {
    throw new Error(`${place.site.name} has no PostgreSQL server of ${dataset.name}`);
  }
  const { name } = dataset;
  const pods = { 'cnpg.io/cluster': name };
  const applications = admittedBy(place.workload, place.neighbours).map(({ caller }) => caller.name);
  const secrets = certificatesOf(place, member);
  // The operator's name for the claim of a cluster's first server, which is its only one.
  const volume = addDatasetVolume(place, `${name}-1`);
  new apiextensions.CustomResource(`${place.namespace}/cluster/${name}`, {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: metadataOf(place, name),
    spec: {
      instances: 1,
      imageName: imageOf(place.site, 'postgresql'),
      imagePullPolicy: 'IfNotPresent',
      inheritedMetadata: { labels: metadataOf(place, name).labels },
      enableSuperuserAccess: false,
      storage: {
        pvcTemplate: {
          accessModes: ['ReadWriteOnce'],
          volumeMode: 'Filesystem',
          storageClassName: '',
          volumeName: volume.volumeName,
          resources: { requests: { storage: volume.size } },
        },
      },
      resources: {
        requests: { cpu: needs.cpu, memory: `${needs.memoryGiB}Gi` },
        limits: { memory: `${needs.memoryGiB}Gi` },
      },
      affinity: {
        nodeSelector: { [marks.domain]: place.workload.domain },
        tolerations: tolerationsOf(place),
      },
      // There is no second server here that could lead: one that lost sight of the API is no reason to stop this one.
      probes: { liveness: { isolationCheck: { enabled: false } } },
      certificates: {
        serverTLSSecret: secrets.server,
        serverCASecret: secrets.server,
        clientCASecret: secrets.server,
        replicationTLSSecret: secrets.local,
      },
      postgresql: {
        parameters: operatedParameters(group, member, needs.memoryGiB),
        pg_hba: [...operatedHostRules(group, applications, place.contract.ranges.pods)],
        ...synchronous(group, member),
      },
      managed: {
        roles: [
          ...group.members.map(({ site }) =>
            streamingRole(replicationRoleOf(site.name), `the server at ${site.name} follows`),
          ),
          streamingRole(backupRole, 'the job that writes the backup'),
          ...applications.map(applicationRole),
        ],
      },
      ...topology(group, member, secrets.partners),
    },
  });
  for (const application of applications) addDatabase(place, name, application);
  const namespace = namespaceOfOperator('cloudnative-pg', place.workload.domain);
  openToOperator(place, { ...operator, namespace }, pods);
  openToPartners(place, {
    dataset,
    component: `${name}-replication`,
    selector: { ...pods, 'cnpg.io/instanceRole': 'primary' },
    port: postgresqlPort,
  });
  addPostgresqlBackup(place, pods, postgresqlPort);
}

interface Secrets {
  /** The server's own certificate, with the root that signs everyone's. */
  readonly server: string;
  /** Of the role that the operator uses within the cluster. */
  readonly local: string;
  /** By which this site's server follows another one. */
  readonly partners: string;
}

function certificatesOf(place: Place, { site, place: { host } }: Member): Secrets {
  const { name } = datasetOfPlace(place);
  // The operator hands a renewed certificate to PostgreSQL only where this label is.
  const secretLabels = { 'cnpg.io/reload': '' };
  const services = [`${name}-rw`, `${name}-r`, `${name}-ro`].flatMap((service) =>
    hostsOf(place, service).slice(0, 2),
  );
  return {
    server: addCertificate(place, { name: `${name}-server`, hosts: [host, ...services], secretLabels }),
    local: addCertificate(place, {
      name: `${name}-streaming`,
      commonName: 'streaming_replica',
      uses: ['client'],
      secretLabels,
    }),
    partners: addCertificate(place, {
      name: `${name}-partners`,
      commonName: replicationRoleOf(site.name),
      uses: ['client'],
      secretLabels,
    }),
  };
}

/** As `synchronous_standby_names` of the drill: whom it waits for if it leads. Without them no commit is done. */
function synchronous(group: Group, member: Member): object {
  const { number, names } = awaitedBy(group, member);
  if (number === 0) return {};
  return {
    synchronous: {
      method: 'first',
      number,
      standbyNamesPre: [...names],
      maxStandbyNamesFromCluster: 0,
      dataDurability: 'required',
    },
  };
}

/** One for each site, so that the clinic's can be taken back without touching the mirror's. It has no password. */
function streamingRole(name: string, comment: string): object {
  return {
    name,
    comment,
    ensure: 'present',
    login: true,
    replication: true,
    connectionLimit: 8,
    disablePassword: true,
  };
}

/** A workload that calls the database: by certificate, and for a database of its own. */
function applicationRole(name: string): object {
  return { name, comment: `the workload ${name}`, ensure: 'present', login: true, disablePassword: true };
}

/** Source: cloudnative-pg.io, "PostgreSQL Database Management". It is kept when the object goes. */
function addDatabase(place: Place, cluster: string, name: string): void {
  const component = `${cluster}-${name}`;
  new apiextensions.CustomResource(`${place.namespace}/database/${name}`, {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Database',
    metadata: metadataOf(place, component),
    spec: {
      name,
      owner: name,
      cluster: { name: cluster },
      ensure: 'present',
      databaseReclaimPolicy: 'retain',
    },
  });
}

/** Who leads, and how everyone is reached. Source: cloudnative-pg.io, "Replica clusters", "Distributed Topology". */
function topology(group: Group, member: Member, secret: string): object {
  const [home] = group.members;
  const [other] = othersOf(group, member);
  const database = databaseOf(group.dataset);
  const owned = { database, owner: database };
  const leads = member === home;
  const initdb = { ...owned, dataChecksums: true, encoding: 'UTF8', localeCollate: 'C', localeCType: 'C' };
  // The only one: there is nobody to follow.
  if (home === undefined || other === undefined) return { bootstrap: { initdb } };
  const source = leads ? other.site.name : home.site.name;
  return {
    bootstrap: leads ? { initdb } : { pg_basebackup: { source, ...owned } },
    replica: { self: member.site.name, primary: home.site.name, source },
    externalClusters: group.members.map((each) => ({
      name: each.site.name,
      connectionParameters: operatedConnection(group, member, each),
      sslKey: { name: secret, key: 'tls.key' },
      sslCert: { name: secret, key: 'tls.crt' },
      sslRootCert: { name: secret, key: 'ca.crt' },
    })),
  };
}
