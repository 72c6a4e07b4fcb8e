import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { readText, writePrivateFile } from '../../processes/private-file';
import { recordFolder } from '../../processes/records';
import { type ProcessSpec, runningRecord, startProcess } from '../../processes/start-process';
import { until } from '../../processes/until';
import { epmdPort, rabbitmqNodesPort, sharedPorts } from '../addresses';
import type { Sandbox } from '../sandbox';
import { SandboxError } from '../sandbox-error';
import { endedShared, sharedFolder, sharedGroup, sharedPlace } from './shared';

/** One broker with a virtual host and an account for each site. */
export async function startRabbitmq(sandbox: Sandbox): Promise<void> {
  const folder = sharedFolder(sandbox, 'rabbitmq');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const running = runningRecord(recordFolder(sandbox.folder, sharedGroup), 'rabbitmq') !== undefined;
  writeConfiguration(sandbox, folder, running);
  await startProcess(portMapper(sandbox), sharedPlace(sandbox));
  await startProcess(broker(sandbox, folder), sharedPlace(sandbox));
  await until(
    { what: 'RabbitMQ', timeoutMs: 120_000, hopeless: () => endedShared(sandbox, 'rabbitmq') },
    () => greeting(sandbox.address),
  );
}

/** Accounts and virtual hosts are read when the broker starts, so a new site needs a new start. */
function writeConfiguration(sandbox: Sandbox, folder: string, running: boolean): void {
  const names = sandbox.sites.map(({ name }) => name).sort();
  const sitesFile = join(folder, 'sites');
  const list = names.join(' ');
  const known = readText(sitesFile);
  if (running && known === list) return;
  if (running)
    throw new SandboxError(
      `sites ${list}, and the message broker runs for ${known ?? 'none'}`,
      'the broker learns of a site when it starts',
      'npm run sandbox stop, and then start',
    );
  writePrivateFile(join(folder, 'definitions.json'), JSON.stringify(definitions(sandbox, names)));
  writePrivateFile(join(folder, 'rabbitmq.conf'), configuration(sandbox, folder));
  writePrivateFile(join(folder, 'enabled_plugins'), '[].\n');
  writePrivateFile(sitesFile, list);
}

function definitions({ passwords }: Sandbox, names: readonly string[]): object {
  return {
    users: names.map((name) => ({
      name,
      password_hash: passwordHash(passwords.of(name, 'messages')),
      hashing_algorithm: 'rabbit_password_hashing_sha256',
      tags: '',
    })),
    vhosts: names.map((name) => ({ name })),
    permissions: names.map((name) => ({ user: name, vhost: name, configure: '.*', write: '.*', read: '.*' })),
  };
}

/** RabbitMQ's form: four bytes of salt, and the SHA-256 of salt and password, in base64. */
export function passwordHash(password: string, salt: Buffer = randomBytes(4)): string {
  const digest = createHash('sha256').update(salt).update(password).digest();
  return Buffer.concat([salt, digest]).toString('base64');
}

function configuration(sandbox: Sandbox, folder: string): string {
  return [
    `listeners.tcp.1 = ${sandbox.address}:${sharedPorts.rabbitmq}`,
    `load_definitions = ${join(folder, 'definitions.json')}`,
    'vm_memory_high_watermark.absolute = 512MB',
    'disk_free_limit.absolute = 50MB',
    // Idle connections are many; statistics of each every five seconds are for nobody.
    'collect_statistics_interval = 60000',
    'log.console = true',
    'log.console.level = warning',
    'log.file = false',
    '',
  ].join('\n');
}

/** Erlang's port mapper. Started by us, in the foreground, since the broker would leave its own one behind. */
function portMapper(sandbox: Sandbox): ProcessSpec {
  return {
    name: 'epmd',
    program: 'epmd',
    args: ['-port', String(epmdPort(sandbox.net)), '-address', '127.0.0.1'],
  };
}

function broker(sandbox: Sandbox, folder: string): ProcessSpec {
  return {
    name: 'rabbitmq',
    program: '/usr/lib/rabbitmq/bin/rabbitmq-server',
    args: [],
    env: {
      RABBITMQ_NODENAME: 'sandbox@localhost',
      RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
      RABBITMQ_CONF_ENV_FILE: '/dev/null',
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
      RABBITMQ_MNESIA_BASE: join(folder, 'data'),
      RABBITMQ_LOG_BASE: folder,
      RABBITMQ_PID_FILE: join(folder, 'pid'),
      RABBITMQ_DIST_PORT: String(rabbitmqNodesPort(sandbox.net)),
      ERL_EPMD_PORT: String(epmdPort(sandbox.net)),
      ERL_EPMD_ADDRESS: '127.0.0.1',
      // One scheduler that sleeps instead of spinning, and node connections on our address alone.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: [
        '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none',
        `-kernel inet_dist_use_interface {${sandbox.address.replaceAll('.', ',')}}`,
      ].join(' '),
    },
  };
}

/** Whether the broker answers the first eight bytes of AMQP 0-9-1 with its method Connection.Start. */
function greeting(address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port: sharedPorts.rabbitmq, timeout: 5_000 });
    const answer = (missing: string | undefined) => {
      socket.destroy();
      resolve(missing);
    };
    socket.on('connect', () => socket.write('AMQP\x00\x00\x09\x01'));
    socket.on('data', (data) => answer(data[0] === 1 ? undefined : 'it does not speak AMQP 0-9-1'));
    socket.on('timeout', () => answer('no answer'));
    socket.on('error', (error) => answer(error.message));
    socket.on('end', () => answer('it hung up'));
  });
}
