import { join } from 'node:path';
import type { ProcessPlace } from '../processes/start-process';
import type { Sandbox } from '../sandbox';

/** The group of what the sites share. */
export const sharedGroup = 'shared';

export function sharedFolder(sandbox: Sandbox, name: string): string {
  return join(sandbox.folder, 'shared', name);
}

export function sharedPlace(sandbox: Sandbox): ProcessPlace {
  return { sandboxFolder: sandbox.folder, group: sharedGroup, home: join(sandbox.folder, 'shared') };
}
