import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { environmentFor } from '../../processes/environment';
import { ServiceFailure } from '../../processes/failure';
import { recordFolder } from '../../processes/records';
import { runCommand } from '../../processes/run-command';
import { type ProcessSpec, runningRecord, startProcess } from '../../processes/start-process';
import type { Sandbox, Site } from '../sandbox';
import { hostsOf } from './nova';

/** The wire that a flat external network is said to hang on. */
export const physicalNetwork = 'physnet1';

export function ovnSocket(site: Site, database: 'nb' | 'sb'): string {
  return join(site.folder, 'ovn', `${database}.sock`);
}

/** OVN's programs wait for ever for a server that does not answer. */
const patience = ['--timeout=60'];

/** The agents on fake hosts never report again, so they claim to have seen every change there will be. */
const everyChange = 1_000_000_000;

/** Starts OVN's two databases and its northd, all on Unix sockets, and enters the fake hosts into them. */
export async function startOvn(site: Site, sandbox: Sandbox): Promise<void> {
  const folder = join(site.folder, 'ovn');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = { ownerFolder: sandbox.folder, group: site.name, home: site.folder };
  for (const database of ['nb', 'sb'] as const) {
    const file = join(folder, `${database}.db`);
    if (!existsSync(file))
      await run(site, sandbox, 'ovsdb-tool', ['create', file, `/usr/share/ovn/ovn-${database}.ovsschema`]);
    // One that was left by a server which was killed would be taken for the new one's.
    if (!runningRecord(recordFolder(sandbox.folder, site.name), `ovn-${database}`))
      rmSync(ovnSocket(site, database), { force: true });
    await startProcess(databaseServer(site, database), place);
  }
  await untilExists(ovnSocket(site, 'nb'));
  await untilExists(ovnSocket(site, 'sb'));
  await startProcess(northd(site), place);
  await run(site, sandbox, 'ovn-nbctl', [...patience, `--db=unix:${ovnSocket(site, 'nb')}`, 'init']);
  for (const host of hostsOf(site)) await enterHost(site, sandbox, host);
}

function databaseServer(site: Site, database: 'nb' | 'sb'): ProcessSpec {
  const folder = join(site.folder, 'ovn');
  return {
    name: `ovn-${database}`,
    program: 'ovsdb-server',
    args: [
      '--no-chdir',
      `--remote=punix:${ovnSocket(site, database)}`,
      `--unixctl=${join(folder, `${database}.ctl`)}`,
      join(folder, `${database}.db`),
    ],
    env: { OVS_RUNDIR: folder, OVN_RUNDIR: folder },
  };
}

function northd(site: Site): ProcessSpec {
  const folder = join(site.folder, 'ovn');
  return {
    name: 'ovn-northd',
    program: 'ovn-northd',
    args: [
      `--ovnnb-db=unix:${ovnSocket(site, 'nb')}`,
      `--ovnsb-db=unix:${ovnSocket(site, 'sb')}`,
      `--unixctl=${join(folder, 'northd.ctl')}`,
    ],
    env: { OVS_RUNDIR: folder, OVN_RUNDIR: folder },
  };
}

/**
 * A host as its own ovn-controller would enter it. Neutron wants the row in Chassis_Private too, and its VPN
 * scheduler an agent there. Done in one transaction, so that a host is there whole or not at all.
 */
async function enterHost(site: Site, sandbox: Sandbox, host: string): Promise<void> {
  const known = await southbound(site, sandbox, ['--bare', '--columns=name', 'list', 'Chassis_Private']);
  if (known.split('\n').includes(host)) return;
  const number = hostsOf(site).indexOf(host) + 1;
  const options = `enable-chassis-as-gw,availability-zones=${site.zone}`;
  await southbound(site, sandbox, [
    ...['--if-exists', 'chassis-del', host],
    ...['--', 'chassis-add', host, 'geneve', site.address.replace(/\.1$/, `.${10 + number}`)],
  ]);
  const chassis = await southbound(site, sandbox, [
    ...['--bare', '--columns=_uuid', 'find', 'chassis', `name=${host}`],
  ]);
  await southbound(site, sandbox, [
    ...['set', 'chassis', host, `hostname=${host}`],
    `other_config:ovn-bridge-mappings=${physicalNetwork}:br-ex`,
    `other_config:ovn-cms-options="${options}"`,
    ...['other_config:datapath-type=system', 'other_config:iface-types=system'],
    ...['--', 'create', 'Chassis_Private', `name=${host}`, `chassis=${chassis.trim()}`],
    `nb_cfg=${everyChange}`,
    `external_ids:neutron\\:ovn-vpnagent-id=${agentId(host)}`,
    `external_ids:neutron\\:ovn-vpnagent-sb-cfg=${everyChange}`,
  ]);
}

/** Neutron learns of VPN agents from a change that it sees itself, so each is told again once Neutron answers. */
export async function announceVpnAgents(site: Site, sandbox: Sandbox): Promise<void> {
  for (const host of hostsOf(site)) {
    const change = `external_ids:neutron\\:ovn-vpnagent-sb-cfg=${everyChange + Math.floor(Date.now() / 1000)}`;
    await southbound(site, sandbox, ['set', 'Chassis_Private', host, change]);
  }
}

/** The same id after every start, in the form of a UUID. */
function agentId(host: string): string {
  const hex = createHash('sha256').update(`vpn-agent ${host}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

function southbound(site: Site, sandbox: Sandbox, args: readonly string[]): Promise<string> {
  return run(site, sandbox, 'ovn-sbctl', [...patience, `--db=unix:${ovnSocket(site, 'sb')}`, ...args]);
}

function run(site: Site, sandbox: Sandbox, program: string, args: readonly string[]): Promise<string> {
  const env = environmentFor(sandbox.folder, site.name, site.folder);
  return runCommand({ program, args, env, cwd: site.folder });
}

async function untilExists(path: string): Promise<void> {
  const end = Date.now() + 60_000;
  while (!existsSync(path)) {
    if (Date.now() > end) throw new ServiceFailure(`${path} did not appear within 60 s.`);
    await sleep(50);
  }
}
