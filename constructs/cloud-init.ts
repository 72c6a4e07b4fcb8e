import type { Site } from '../estate/model';
import type { Node } from '../estate/nodes';
import type { BootFile } from './boot-file';
import { joinUnit, rke2Files, serviceOf } from './rke2';

/**
 * Everything that can hold traces of patient data on a node, and therefore lives on its encrypted system disk: etcd,
 * its snapshots, containers, keys and audit log in /var/lib/rancher, and the node's own password in /etc/rancher/node.
 */
export const encryptedPaths = [
  '/var/lib/rancher',
  '/etc/rancher/node',
  '/var/lib/kubelet',
  '/var/log',
  '/var/tmp',
  '/tmp',
] as const;

const unit = 'estate-system-disk.service';
const program = '/usr/local/sbin/estate-system-disk';
const label = 'estate-system';

/**
 * User data of a node: no passwords, no root login, the encrypted system disk under everything that can hold traces
 * of patient data, and the settings of its site's cluster. What would write there is not started without that disk.
 *
 * @param serial first 20 characters of the disk's volume id, under which virtio shows it; a disk is never found
 *   by its order or size, which change from boot to boot
 */
export function cloudInit(serial: string, site: Site, node: Node): string {
  const service = serviceOf(node);
  const files: BootFile[] = [
    { path: '/etc/ssh/sshd_config.d/10-estate.conf', permissions: '0600', content: sshd },
    { path: program, permissions: '0700', content: diskProgram(`/dev/disk/by-id/virtio-${serial}`) },
    { path: `/etc/systemd/system/${unit}`, permissions: '0644', content: diskUnit(service) },
    ...rke2Files(site, node),
  ];
  const config = {
    ssh_pwauth: false,
    disable_root: true,
    // Names of the site stand in /etc/hosts; cloud-init would write the file anew at every start.
    manage_etc_hosts: false,
    users: ['default', etcdUser],
    write_files: files.map(({ path, content, permissions = '0644', append }) => ({
      path,
      permissions,
      content,
      ...(append ? { append } : {}),
    })),
    runcmd: [
      'passwd --lock root',
      'systemctl reload ssh.service || systemctl reload sshd.service',
      // Images may have started one already, on the root disk and without a token.
      'systemctl disable --now rke2-server.service rke2-agent.service || true',
      'systemctl restart systemd-sysctl.service',
      'systemctl daemon-reload',
      `systemctl enable --now ${unit} && systemctl enable --now --no-block ${joinUnit} || true`,
    ],
  };
  // JSON is YAML, and needs no second way of quoting.
  return `#cloud-config\n${JSON.stringify(config)}\n`;
}

/** The CIS benchmark asks that etcd runs as a user of its own, which RKE2 does not make. */
const etcdUser = {
  name: 'etcd',
  system: true,
  no_create_home: true,
  shell: '/usr/sbin/nologin',
  lock_passwd: true,
};

const sshd = 'PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin no\n';

function diskUnit(service: string): string {
  return `[Unit]
Description=Encrypted disk for the cluster, logs, temporary files and swap
Before=${service}

[Service]
Type=oneshot
RemainAfterExit=yes
TimeoutStartSec=1000
ExecStart=${program}

[Install]
WantedBy=multi-user.target
RequiredBy=${service}
`;
}

// Braces after a dollar or percent sign would be read by Terraform: plain $name only.
function diskProgram(disk: string): string {
  return `#!/bin/sh
set -eu
umask 077
disk=${disk}
store=/var/lib/estate

# The disk is attached after the server has started.
waited=0
until [ -b "$disk" ]; do
  if [ "$waited" -ge 900 ]; then echo "the encrypted disk $disk did not appear" >&2; exit 1; fi
  sleep 2
  waited=$((waited + 2))
done

# Only a blank disk is formatted: blkid answers 2 when it recognises nothing on it.
probe=0
blkid -p "$disk" >/dev/null || probe=$?
if [ "$probe" -eq 2 ]; then mkfs.ext4 -q -L ${label} "$disk"; fi
if [ "$(blkid -p -o value -s LABEL "$disk")" != ${label} ]; then
  echo "$disk holds something else: it is left alone" >&2
  exit 1
fi
mkdir -p "$store"
mountpoint -q "$store" || mount -o noatime "$disk" "$store"

for path in ${encryptedPaths.join(' ')}; do
  if mountpoint -q "$path"; then continue; fi
  mkdir -p "$path" "$store$(dirname "$path")"
  if [ ! -d "$store$path" ]; then
    rm -rf "$store$path.part"
    cp -a "$path" "$store$path.part"
    mv "$store$path.part" "$store$path"
  fi
  mount --bind "$store$path" "$path"
done
systemctl restart systemd-journald.service
systemctl try-restart --no-block rsyslog.service || true

# No swap but the encrypted one.
swapoff -a
sed -i '/[[:space:]]swap[[:space:]]/d' /etc/fstab
if [ ! -f "$store/swap" ]; then
  rm -f "$store/swap.part"
  fallocate -l 4G "$store/swap.part"
  mkswap "$store/swap.part" >/dev/null
  mv "$store/swap.part" "$store/swap"
fi
swapon "$store/swap"
`;
}
