import { createHash } from 'node:crypto';

/** Numbers that a dataset's name stands for: another dataset moves none, and no two start at one time by design. */
function bytesOf(dataset: string): Buffer {
  return createHash('sha256').update(dataset).digest();
}

/** Each night between 20:00 and 03:59 UTC, when few write. Five fields, as crontab has them. */
export function backupSchedule(dataset: string): string {
  const bytes = bytesOf(dataset);
  return `${bytes.readUInt8(0) % 60} ${(20 + (bytes.readUInt8(1) % 8)) % 24} * * *`;
}

/** Once a week by day, between 08:00 and 13:59 UTC: somebody is there when it fails, and no backup is being written. */
export function restoreTestSchedule(dataset: string): string {
  const bytes = bytesOf(dataset);
  return `${bytes.readUInt8(2) % 60} ${8 + (bytes.readUInt8(3) % 6)} * * ${1 + (bytes.readUInt8(4) % 5)}`;
}

/** Days between two restore tests. */
export const daysBetweenTests = 7;
