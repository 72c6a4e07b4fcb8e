import { clusterRanges, exchangePort } from '../contracts/cluster';
import { marks } from '../contracts/marks';
import type { Site } from '../estate/model';
import { apiName, controlPlaneAddresses, type Node, registryName } from '../estate/nodes';
import { auditPolicy } from './audit-policy';
import type { BootFile } from './boot-file';
import { clusterCharts } from './cluster-charts';

/**
 * Where the token that joins a node to its cluster is waited for: on the encrypted disk, placed by an operator
 * (docs/runbooks/join-nodes.md). It stands in no user data, plan or state.
 */
const tokens = { folder: '/var/lib/rancher/join', own: 'token', agents: 'agent-token' } as const;

const folders = {
  settings: '/etc/rancher/rke2',
  /** Copied onto the encrypted disk before the start, since what lies there survives the server. */
  manifests: '/etc/estate/manifests',
  /** Of the image: archives of the container images that the distribution itself needs. */
  images: '/usr/local/share/estate/images',
} as const;

const prepare = '/usr/local/sbin/estate-prepare-cluster';

/** The unit by which the distribution starts a node. */
export function serviceOf({ server }: Pick<Node, 'server'>): string {
  return server ? 'rke2-server.service' : 'rke2-agent.service';
}

/** The unit that starts it once the token is there. */
export const joinUnit = 'estate-join.path';

/**
 * Files that make a server a node of its site's cluster: RKE2, hardened as the CIS benchmark asks. It is part of the
 * image, with its container images, since no node reaches the internet.
 * Source: docs.rke2.io, "Server Configuration Reference", "CIS Hardening Guide", "Air-Gap Install"; v1.36.
 */
export function rke2Files(site: Site, node: Node): BootFile[] {
  const config = { ...settingsOfEvery(site, node), ...(node.server ? settingsOfServers(site, node) : {}) };
  const common = [
    file(`${folders.settings}/config.yaml`, config),
    file(`${folders.settings}/config.yaml.d/20-join.yaml`, { server: `https://${apiName(site)}:9345` }),
    file(`${folders.settings}/registries.yaml`, registries(site)),
    { path: '/etc/hosts', append: true, content: hosts(site) },
    { path: '/etc/sysctl.d/60-rke2-cis.conf', permissions: '0644', content: kernel },
    { path: prepare, permissions: '0700', content: program(node) },
    { path: `/etc/systemd/system/${serviceOf(node)}.d/10-estate.conf`, permissions: '0644', content: start },
    { path: `/etc/systemd/system/${joinUnit}`, permissions: '0644', content: waiting(serviceOf(node)) },
  ];
  if (!node.server) return common;
  const charts = Object.entries(clusterCharts(site)).map(([name, chart]) =>
    file(`${folders.manifests}/${name}.yaml`, chart),
  );
  return [...common, file(`${folders.settings}/audit-policy.yaml`, auditPolicy), ...charts];
}

/** JSON is YAML, and needs no second way of quoting. */
function file(path: string, content: object): BootFile {
  return { path, permissions: '0600', content: `${JSON.stringify(content)}\n` };
}

/** BSI TR-02102-2 recommends TLS 1.3, whose suites cannot be chosen; all that talks here is of this very release. */
const tls = 'tls-min-version=VersionTLS13';

function settingsOfEvery(site: Site, { name, domain }: Node): object {
  return {
    'node-name': name,
    'token-file': `${tokens.folder}/${tokens.own}`,
    profile: 'cis',
    'protect-kernel-defaults': true,
    'node-label': [
      `${marks.domain}=${domain}`,
      `topology.kubernetes.io/region=${site.identity.region}`,
      `topology.kubernetes.io/zone=${site.availabilityZone}`,
    ],
    // What belongs to no domain (DNS, metrics, operators) runs in operations, the one pool without a taint.
    ...(domain === 'operations' ? {} : { 'node-taint': [`${marks.domain}=${domain}:NoSchedule`] }),
    'disable-default-registry-endpoint': true,
    'kubelet-arg': [
      'anonymous-auth=false',
      'authorization-mode=Webhook',
      'read-only-port=0',
      'streaming-connection-idle-timeout=5m',
      // The swap is on the encrypted disk; pods use none of it all the same.
      'fail-swap-on=false',
      // The overlay ends at each domain's edge: a service's own address for DNS would lead nowhere from a worker.
      `cluster-dns=${controlPlaneAddresses(site).join(',')}`,
      tls,
    ],
  };
}

function settingsOfServers(site: Site, { address }: Node): object {
  return {
    'agent-token-file': `${tokens.folder}/${tokens.agents}`,
    'node-ip': address,
    'tls-san': [apiName(site), ...controlPlaneAddresses(site)],
    'cluster-cidr': clusterRanges.pods,
    'service-cidr': clusterRanges.services,
    cni: 'cilium',
    // Nothing is reachable from outside unless a workload is: neither by an ingress nor by a load balancer.
    'ingress-controller': 'none',
    // Volumes are Terraform's; a snapshot made in the cluster would be a copy that nobody judged.
    disable: ['rke2-snapshot-controller', 'rke2-snapshot-controller-crd', 'rke2-snapshot-validation-webhook'],
    'secrets-encryption-provider': 'secretbox',
    'audit-policy-file': `${folders.settings}/audit-policy.yaml`,
    'kube-apiserver-arg': [
      'anonymous-auth=false',
      'audit-log-maxage=30',
      'audit-log-maxbackup=10',
      'audit-log-maxsize=100',
      'service-account-extend-token-expiration=false',
      tls,
    ],
    'kube-controller-manager-arg': [tls],
    'kube-scheduler-arg': [tls],
    // By default the administrator's key would lie on the root disk.
    'write-kubeconfig': '/var/lib/rancher/kubeconfig/admin.yaml',
    'write-kubeconfig-mode': '0600',
    // A week, on the encrypted disk of each server, and nowhere else: all that a cluster holds comes from code again.
    'etcd-snapshot-schedule-cron': '0 */6 * * *',
    'etcd-snapshot-retention': 28,
    'etcd-snapshot-compress': true,
  };
}

/** Every image comes from the site's own mirror, by the gateway of its operations domain: a site alone lives on. */
function registries(site: Site): object {
  return { mirrors: { '*': { endpoint: [`https://${registryName(site)}:${exchangePort}`] } } };
}

/** Names that a node needs before there is any DNS. Of several addresses whoever asks takes one that answers. */
function hosts(site: Site): string {
  const lines = controlPlaneAddresses(site).map(
    (address) => `${address} ${apiName(site)} ${registryName(site)}\n`,
  );
  return lines.join('');
}

/** What kubelet and RKE2 check under `protect-kernel-defaults`. Source: docs.rke2.io, "CIS Hardening Guide". */
const kernel = 'vm.panic_on_oom=0\nvm.overcommit_memory=1\nkernel.panic=10\nkernel.panic_on_oops=1\n';

/** Neither without the encrypted disk nor without a token: a server without one would found a cluster of its own. */
const start = `[Unit]
Requires=estate-system-disk.service
After=estate-system-disk.service
ConditionPathExists=${tokens.folder}/${tokens.own}

[Service]
ExecStartPre=${prepare}
`;

function waiting(service: string): string {
  return `[Unit]
Description=Join the cluster once an operator has placed the token
Requires=estate-system-disk.service
After=estate-system-disk.service

[Path]
PathExists=${tokens.folder}/${tokens.own}
Unit=${service}

[Install]
WantedBy=multi-user.target
`;
}

// Braces after a dollar or percent sign would be read by Terraform: plain $name only.
function program({ server }: Node): string {
  const manifests = `
manifests=/var/lib/rancher/rke2/server/manifests
mkdir -p "$manifests"
cp -f ${folders.manifests}/*.yaml "$manifests"
`;
  return `#!/bin/sh
set -eu
umask 077
if ! mountpoint -q /var/lib/rancher; then
  echo '/var/lib/rancher is not on the encrypted disk' >&2
  exit 1
fi

# Those of the image that has started, not those of the one before.
images=/var/lib/rancher/rke2/agent/images
mkdir -p "$images"
mountpoint -q "$images" || mount --bind ${folders.images} "$images"
${server ? manifests : ''}`;
}
