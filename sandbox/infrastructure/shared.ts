import { join } from 'node:path';
import { isRunning, readRecord, recordFolder } from '../../processes/records';
import { logFile, type ProcessPlace } from '../../processes/start-process';
import type { Sandbox } from '../sandbox';

/** The group of what the sites share. */
export const sharedGroup = 'shared';

export function sharedFolder(sandbox: Sandbox, name: string): string {
  return join(sandbox.folder, 'shared', name);
}

export function sharedPlace(sandbox: Sandbox): ProcessPlace {
  return { ownerFolder: sandbox.folder, group: sharedGroup, home: join(sandbox.folder, 'shared') };
}

/** Why there is no point in waiting for a shared process: it has ended. */
export function endedShared(sandbox: Sandbox, name: string): string | undefined {
  const record = readRecord(recordFolder(sandbox.folder, sharedGroup), name);
  if (record && isRunning(record)) return undefined;
  return `${name} has ended; its log is ${logFile(sharedPlace(sandbox), name)}`;
}
