import { type ProcessRecord, recordFolder } from '../../processes/records';
import { runningRecord } from '../../processes/start-process';

/** Kills one process that a sandbox or a cluster has started, as a crash does, and no other. */
export function killRecorded(ownerFolder: string, group: string, name: string): ProcessRecord {
  const record = runningRecord(recordFolder(ownerFolder, group), name);
  if (record === undefined) throw new Error(`no process of ${group} runs as ${name}`);
  process.kill(record.pid, 'SIGKILL');
  return record;
}
