import { spawnSync } from 'node:child_process';
import { cloudInit, encryptedPaths } from '../../constructs/cloud-init';

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
  readonly runcmd: readonly string[];
}

const [first, body = ''] = cloudInit('0f1e2d3c-4b5a-6978-8').split('\n');
const config = JSON.parse(body) as CloudConfig;

function file(path: string): string {
  const found = config.write_files.find((each) => each.path === path);
  if (found === undefined) throw new Error(`no file ${path}`);
  return found.content;
}

const program = file('/usr/local/sbin/estate-system-disk');

test('there is no password and no root login', () => {
  expect(first).toBe('#cloud-config');
  expect(config).toMatchObject({ ssh_pwauth: false, disable_root: true });
  expect(file('/etc/ssh/sshd_config.d/10-estate.conf')).toBe(
    'PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin no\n',
  );
  expect(config.runcmd).toContain('passwd --lock root');
});

test('the disk is the one with the serial, and only a blank one is formatted', () => {
  expect(program).toContain('\ndisk=/dev/disk/by-id/virtio-0f1e2d3c-4b5a-6978-8\n');
  expect(program).not.toMatch(/\/dev\/[sv]d/);
  expect(program.match(/.*mkfs.*/g)).toEqual([
    'if [ "$probe" -eq 2 ]; then mkfs.ext4 -q -L estate-system "$disk"; fi',
  ]);
});

test('everything that can hold traces of data lies on it', () => {
  expect(encryptedPaths).toEqual([
    '/var/lib/etcd',
    '/var/lib/kubelet',
    '/var/lib/containerd',
    '/var/log',
    '/var/tmp',
    '/tmp',
  ]);
  expect(program).toContain(`for path in ${encryptedPaths.join(' ')}; do`);
  expect(program).toContain('swapon "$store/swap"');
});

test('what writes there does not start without it', () => {
  expect(file('/etc/systemd/system/estate-system-disk.service')).toContain(
    'RequiredBy=etcd.service containerd.service kubelet.service\n',
  );
});

test('the program is valid for a POSIX shell', () => {
  expect(spawnSync('sh', ['-n'], { input: program, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

test('Terraform finds nothing in it to expand', () => {
  expect(cloudInit('x')).not.toMatch(/[$%]\{/);
});
