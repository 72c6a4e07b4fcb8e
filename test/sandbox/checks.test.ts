import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { takenPorts } from '../../processes/ports';
import { writePrivateFile } from '../../processes/private-file';
import { bootId } from '../../processes/process-table';
import { recordFolder } from '../../processes/records';
import { isLoopback, listeningSockets, parseSockets } from '../../processes/sockets';
import { checkInstalled, isWhole } from '../../sandbox/install/installed';
import { checkMachine } from '../../sandbox/install/machine';
import { checkPorts } from '../../sandbox/port-check';
import { removeTemporaryFolders, temporaryFolder, temporarySandbox } from './temporary-sandbox';

afterAll(removeTemporaryFolders);

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const line = (local: string, remote: string, state: string, inode: number) =>
  `   0: ${local} ${remote} ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 1 0 100 0`;

describe('sockets', () => {
  test('listeners are read from the kernel’s tables', () => {
    const tcp = [
      header,
      line('0100007F:1F90', '00000000:0000', '0A', 1),
      line('00000000:0050', '00000000:0000', '0A', 2),
      line('0100007F:1F90', '0100007F:9999', '01', 3),
    ].join('\n');
    expect(parseSockets(tcp, 'tcp')).toEqual([
      { protocol: 'tcp', address: '127.0.0.1', port: 8080, inode: '1' },
      { protocol: 'tcp', address: '0.0.0.0', port: 80, inode: '2' },
    ]);
  });

  test('IPv6, and IPv4 within it', () => {
    const zeros = '0'.repeat(32);
    const tcp6 = [
      header,
      line('00000000000000000000000001000000:0016', `${zeros}:0000`, '0A', 1),
      line('0000000000000000FFFF00000100007F:0017', `${zeros}:0000`, '0A', 2),
      line(`${zeros}:0018`, `${zeros}:0000`, '0A', 3),
    ].join('\n');
    const found = parseSockets(tcp6, 'tcp').map(({ address }) => [address, isLoopback(address)]);
    expect(found).toEqual([
      ['0:0:0:0:0:0:0:1', true],
      ['127.0.0.1', true],
      ['0:0:0:0:0:0:0:0', false],
    ]);
  });

  test('a UDP socket is open to others unless it is tied to one peer', () => {
    const udp = [
      header,
      line('00000000:CC1C', '00000000:0000', '07', 1),
      line('0100007F:CC1D', '0100007F:0202', '01', 2),
    ].join('\n');
    expect(parseSockets(udp, 'udp').map(({ inode }) => inode)).toEqual(['1']);
  });
});

describe('ports', () => {
  let server: Server;
  const { port } = { port: 5000 };

  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(port, '127.201.10.1', resolve));
  });
  afterAll(() => server.close());

  test('one that somebody else holds is named with its process, before anything is started', () => {
    const sandbox = temporarySandbox({ net: '201' });
    expect(() => checkPorts(sandbox, sandbox.sites, [])).toThrow(
      `127.201.10.1:5000 is in use by process ${process.pid} (`,
    );
    expect(() => checkPorts(sandbox, sandbox.sites, [process.pid])).not.toThrow();
  });

  test('that of what the sites share and runs is not asked for, though nobody may see whose it is', async () => {
    const sandbox = temporarySandbox({ net: '201' });
    const database = createServer();
    await new Promise<void>((resolve) => database.listen(5432, sandbox.address, resolve));
    const check = () => checkPorts(sandbox, [], []);
    expect(check).toThrow(`${sandbox.address}:5432 is in use`);
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const record = join(recordFolder(sandbox.folder, 'shared'), 'postgresql');
    writePrivateFile(record, `${bootId()}\n${stat}SIGINT\n`);
    expect(check).not.toThrow();
    writePrivateFile(record, `another boot\n${stat}SIGINT\n`);
    expect(check).toThrow(`${sandbox.address}:5432 is in use`);
    database.close();
  });

  test('a listener on every address is in the way as well', () => {
    const wanted = [{ address: '127.201.10.1', port }];
    const everywhere = { protocol: 'tcp', address: '0.0.0.0', port, inode: '1' } as const;
    const elsewhere = { protocol: 'tcp', address: '127.202.10.1', port, inode: '2' } as const;
    expect(takenPorts(wanted, [everywhere, elsewhere], new Set())).toEqual([everywhere]);
    expect(listeningSockets().some(({ address }) => address === '127.201.10.1')).toBe(true);
  });
});

test('everything that a machine lacks is said at once', () => {
  const gibibyte = 1024 ** 3;
  const poor = {
    isRoot: false,
    hasApt: false,
    freeMemory: 2.5 * gibibyte,
    freeDisk: [
      { folder: '/small', bytes: gibibyte },
      { folder: '/large', bytes: 100 * gibibyte },
    ],
  };
  expect(() => checkMachine(poor)).toThrow(
    [
      'not root: packages are installed, and servers started as other accounts',
      'no apt-get: the servers come as Debian packages',
      '2.5 GiB of memory are free',
      '1.0 GiB are free at /small',
      '  rule: root on Debian or alike, 6.0 GiB of free memory, 5.0 GiB of free disk',
      '  fix:  run this in a container or virtual machine that has them',
    ].join('\n'),
  );
  const rich = { isRoot: true, hasApt: true, freeMemory: 8 * gibibyte, freeDisk: [] };
  expect(() => checkMachine(rich)).not.toThrow();
});

test('an environment whose Python does not start any more is not whole', () => {
  const environment = temporaryFolder();
  const python = join(environment, 'bin', 'python');
  writePrivateFile(join(environment, '.complete'), '');
  expect(isWhole(environment)).toBe(false);
  mkdirSync(join(environment, 'bin'));
  symlinkSync('/usr/bin/false', python);
  expect(isWhole(environment)).toBe(false);
  rmSync(python);
  symlinkSync('/usr/bin/true', python);
  expect(isWhole(environment)).toBe(true);
});

test('what is not installed is not started, and the fix is named', () => {
  expect(() => checkInstalled(temporarySandbox())).toThrow(
    /its Python environment is missing.*npm run sandbox install/s,
  );
});
