import { join } from 'node:path';
import type { ProcessPlace, ProcessSpec } from '../processes/start-process';
import { ports } from './addresses';
import { type Builds, programFile, stagesFile } from './build/build-program';
import { controlPlane } from './build/programs';
import type { Site } from './clusters';
import { certificatesFolder, configurationFile, kubeconfigFile } from './site-files';

type Flags = Readonly<Record<string, string | number | boolean>>;

/** A node counts as lost after this time without a word of its kubelet. Kubernetes' own default is 50 s. */
const graceSeconds = 16;

/** What has to run before the API can be asked. */
export function storeAndApi(site: Site, builds: Builds): readonly ProcessSpec[] {
  return [
    part('etcd', 'etcd', etcdFlags(site), builds),
    part('kube-apiserver', 'kube-apiserver', apiFlags(site), builds),
  ];
}

/** What works through the API: controllers, scheduler, and for each zone who pretends its nodes' kubelets. */
export function controllersAndKubelets(site: Site, builds: Builds): readonly ProcessSpec[] {
  return [
    part('kube-controller-manager', 'kube-controller-manager', controllerFlags(site), builds),
    part('kube-scheduler', 'kube-scheduler', schedulerFlags(site), builds),
    ...site.zones.map((zone) => part(kubeletsOf(zone), 'kwok', kwokFlags(site, zone, builds), builds)),
  ];
}

/** Names of everything that should run at a site. */
export function expectedProcesses(site: Site): readonly string[] {
  const fixed = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
  return [...fixed, ...site.zones.map(kubeletsOf)];
}

/** The process that pretends the kubelets of a zone's nodes. When it ends, the zone is lost. */
export function kubeletsOf(zone: string): string {
  return `kwok-${zone}`;
}

export function placeOf(site: Site, folder: string): ProcessPlace {
  return { ownerFolder: folder, group: site.name, home: site.folder };
}

function part(name: string, program: string, flags: Flags, builds: Builds): ProcessSpec {
  const args = Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);
  return { name, program: programFile(controlPlane, builds), args: [program, ...args] };
}

function certificates(site: Site): (file: string) => string {
  return (file) => join(certificatesFolder(site), file);
}

function etcdFlags(site: Site): Flags {
  const of = certificates(site);
  const clients = `https://${site.address}:${ports.etcd}`;
  const peers = `https://${site.address}:${ports.etcdPeers}`;
  return {
    name: site.name,
    'data-dir': join(site.folder, 'etcd'),
    'listen-client-urls': clients,
    'advertise-client-urls': clients,
    'listen-peer-urls': peers,
    'initial-advertise-peer-urls': peers,
    'initial-cluster': `${site.name}=${peers}`,
    'cert-file': of('etcd.crt'),
    'key-file': of('etcd.key'),
    'client-cert-auth': true,
    'trusted-ca-file': of('authority-etcd.crt'),
    'peer-cert-file': of('etcd.crt'),
    'peer-key-file': of('etcd.key'),
    'peer-client-cert-auth': true,
    'peer-trusted-ca-file': of('authority-etcd.crt'),
    'tls-min-version': 'TLS1.3',
    // What is written survives the end of a process; that it also survives a power cut is not worth the waiting.
    'unsafe-no-fsync': true,
    'log-level': 'warn',
  };
}

function apiFlags(site: Site): Flags {
  const of = certificates(site);
  return {
    'bind-address': site.address,
    'secure-port': ports.apiServer,
    'advertise-address': site.address,
    'endpoint-reconciler-type': 'none',
    'service-cluster-ip-range': site.services,
    'etcd-servers': `https://${site.address}:${ports.etcd}`,
    'etcd-cafile': of('authority-etcd.crt'),
    'etcd-certfile': of('etcd-client.crt'),
    'etcd-keyfile': of('etcd-client.key'),
    ...tls(site, 'kube-apiserver'),
    'client-ca-file': of('authority-kubernetes.crt'),
    'anonymous-auth': false,
    'authorization-mode': 'Node,RBAC',
    profiling: false,
    // Whether a pod may be privileged is what PodSecurity decides; without this flag nobody would get that far.
    'allow-privileged': true,
    'enable-admission-plugins': 'NodeRestriction',
    'admission-control-config-file': configurationFile(site, 'admission.json'),
    'encryption-provider-config': configurationFile(site, 'encryption.json'),
    'audit-policy-file': configurationFile(site, 'audit-policy.json'),
    'audit-log-path': auditLog(site),
    'audit-log-maxsize': 50,
    'audit-log-maxbackup': 2,
    'service-account-issuer': 'https://kubernetes.default.svc.cluster.local',
    'service-account-key-file': of('service-accounts.pub'),
    'service-account-signing-key-file': of('service-accounts.key'),
    'service-account-extend-token-expiration': false,
  };
}

/** Lines of JSON, one for each event. */
export function auditLog(site: Site): string {
  return join(site.folder, 'audit', 'audit.log');
}

function controllerFlags(site: Site): Flags {
  const of = certificates(site);
  return {
    ...controller(site, 'kube-controller-manager'),
    'secure-port': ports.controllerManager,
    'service-account-private-key-file': of('service-accounts.key'),
    'root-ca-file': of('authority-kubernetes.crt'),
    'use-service-account-credentials': true,
    'node-monitor-period': '2s',
    'node-monitor-grace-period': `${graceSeconds}s`,
    // It asks for an alpha API that is not served.
    controllers: '*,-kube-apiserver-serving-clustertrustbundle-publisher-controller',
  };
}

function schedulerFlags(site: Site): Flags {
  return { ...controller(site, 'kube-scheduler'), 'secure-port': ports.scheduler };
}

function controller(site: Site, identity: 'kube-controller-manager' | 'kube-scheduler'): Flags {
  const file = kubeconfigFile(site, identity);
  return {
    kubeconfig: file,
    'authentication-kubeconfig': file,
    'authorization-kubeconfig': file,
    'bind-address': site.address,
    ...tls(site, `${identity}-server`),
    'leader-elect': false,
    profiling: false,
  };
}

function tls(site: Site, certificate: string): Flags {
  const of = certificates(site);
  return {
    'tls-cert-file': of(`${certificate}.crt`),
    'tls-private-key-file': of(`${certificate}.key`),
    'tls-min-version': 'VersionTLS13',
  };
}

function kwokFlags(site: Site, zone: string, builds: Builds): Flags {
  return {
    kubeconfig: kubeconfigFile(site, 'kwok'),
    config: stagesFile(builds),
    'manage-nodes-with-label-selector': `topology.kubernetes.io/zone=${zone}`,
    // Renewed at a quarter of it, several times within the grace period.
    'node-lease-duration-seconds': 8,
    'node-name': kubeletsOf(zone),
  };
}
