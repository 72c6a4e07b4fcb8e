import { portsInUse, type WantedPort } from '../processes/ports';
import { recordFolder } from '../processes/records';
import { runningRecord } from '../processes/start-process';
import { epmdPort, rabbitmqNodesPort, sharedPorts, sitePorts } from './addresses';
import { sharedGroup } from './infrastructure/shared';
import type { Sandbox, Site } from './sandbox';
import { SandboxError } from './sandbox-error';

export function wantedPorts(sandbox: Sandbox, sites: readonly Site[]): readonly WantedPort[] {
  const on = (address: string, ports: Readonly<Record<string, number>>) =>
    Object.values(ports).map((port) => ({ address, port }));
  return [
    { address: '127.0.0.1', port: epmdPort(sandbox.net) },
    { address: sandbox.address, port: rabbitmqNodesPort(sandbox.net) },
    ...on(sandbox.address, sharedPorts),
    ...sites.flatMap((site) => on(site.address, sitePorts)),
  ];
}

/** @throws SandboxError naming address, port and process of all that are in the way */
export function checkPorts(sandbox: Sandbox, sites: readonly Site[], ourPids: readonly number[]): void {
  const lines = portsInUse(
    wantedPorts(sandbox, sites).filter((wanted) => !isOurs(sandbox, wanted)),
    ourPids,
  );
  if (lines.length === 0) return;
  throw new SandboxError(
    lines.join('\n'),
    'every service of the sandbox has an address and port of its own',
    'end that process, or take other addresses: ESTATE_SANDBOX_NET, with a number that is free, before the first start',
  );
}

/**
 * What the sites share and runs already has its port. PostgreSQL has an account of its own, and in a container that
 * may not trace processes nobody else, not even root, sees which sockets are its.
 */
function isOurs(sandbox: Sandbox, { address, port }: WantedPort): boolean {
  const folder = recordFolder(sandbox.folder, sharedGroup);
  return Object.entries(sharedPorts).some(
    ([name, its]) => address === sandbox.address && port === its && runningRecord(folder, name) !== undefined,
  );
}
