import { portsInUse, type WantedPort } from '../processes/ports';
import { epmdPort, rabbitmqNodesPort, sharedPorts, sitePorts } from './addresses';
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
  const lines = portsInUse(wantedPorts(sandbox, sites), ourPids);
  if (lines.length === 0) return;
  throw new SandboxError(
    lines.join('\n'),
    'every service of the sandbox has an address and port of its own',
    'end that process, or take other addresses: ESTATE_SANDBOX_NET, with a number that is free, before the first start',
  );
}
