import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What one call reads at most; `readFileSync` reads no file of more than two gigabytes. */
const atOnce = 1 << 30;

/** Reads a whole file, however large, as far as a buffer can hold it (4 GiB in Node 20). */
export function readBytes(file: string): Buffer {
  const handle = openSync(file, 'r');
  try {
    const bytes = Buffer.allocUnsafeSlow(fstatSync(handle).size);
    let end = 0;
    while (end < bytes.length) {
      const count = readSync(handle, bytes, end, Math.min(bytes.length - end, atOnce), null);
      if (count === 0) break;
      end += count;
    }
    return bytes.subarray(0, end);
  } finally {
    closeSync(handle);
  }
}
