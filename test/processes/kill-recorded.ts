import { type ProcessRecord, readRecord, recordFolder } from '../../processes/records';

/** Kills one process that a sandbox or a cluster has started, as a crash does, and no other. */
export function killRecorded(ownerFolder: string, group: string, name: string): ProcessRecord {
  const record = readRecord(recordFolder(ownerFolder, group), name);
  if (record === undefined) throw new Error(`no process of ${group} is recorded as ${name}`);
  process.kill(record.pid, 'SIGKILL');
  return record;
}
