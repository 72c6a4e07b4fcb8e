import { spawnSync } from 'node:child_process';
import { cloudInit, encryptedPaths } from '../../constructs/cloud-init';
import { nodesOf } from '../../estate/nodes';
import { plain } from './place';

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string }[];
  readonly runcmd: readonly string[];
}

const [worker] = nodesOf(plain.site, 'identity');
if (worker === undefined) throw new Error('the clinic has no node of identity');
const userData = cloudInit('0f1e2d3c-4b5a-6978-8', plain.site, worker);
const [first, body = ''] = userData.split('\n');
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
    '/var/lib/rancher',
    '/etc/rancher/node',
    '/var/lib/kubelet',
    '/var/log',
    '/var/tmp',
    '/tmp',
  ]);
  expect(program).toContain(`for path in ${encryptedPaths.join(' ')}; do`);
  expect(program).toContain('swapon "$store/swap"');
});

test('what writes there does not start without it', () => {
  expect(file('/etc/systemd/system/estate-system-disk.service')).toContain('RequiredBy=rke2-agent.service\n');
});

test('the program is valid for a POSIX shell', () => {
  expect(spawnSync('sh', ['-n'], { input: program, encoding: 'utf8' })).toMatchObject({
    status: 0,
    stderr: '',
  });
});

test('Terraform finds nothing in it to expand', () => {
  expect(userData).not.toMatch(/[$%]\{/);
});
