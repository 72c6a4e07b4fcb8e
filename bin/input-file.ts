import { constants, isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { UnreadableInput } from '../graph/unreadable-input';

/** What a kind of input is, and how one is had; for messages. */
export interface Wanted {
  readonly what: string;
  readonly fix: string;
}

/**
 * The bytes of an input: of a file, of a pipe (`<(…)`, a named pipe), or of standard input (`-`), which is read once.
 * @throws UnreadableInput where there is nothing to read, or it cannot be read
 */
export function readInputFile(file: string, wanted: Wanted): Buffer {
  const handle = open(file, wanted);
  try {
    const stat = fstatSync(handle);
    if (stat.isDirectory())
      throw new UnreadableInput(file, `it is a folder, not a file: ${wanted.what} is expected`, wanted.fix);
    if (stat.isBlockDevice() || (stat.isCharacterDevice() && file !== '-'))
      throw new UnreadableInput(file, `it is a device: ${wanted.what} is expected`, wanted.fix);
    const bytes = stat.isFile() ? readWhole(handle, stat.size, file) : readToEnd(handle, file);
    if (bytes.length === 0) throw new UnreadableInput(file, 'the file is empty', wanted.fix);
    return bytes;
  } catch (error) {
    if (error instanceof UnreadableInput) throw error;
    throw new UnreadableInput(file, `it cannot be read (${codeOf(error)})`, wanted.fix);
  } finally {
    if (file !== '-') closeSync(handle);
  }
}

/**
 * Bytes of an input that has to be JSON, which is UTF-8 (RFC 8259, section 8.1); a mark of that at its start is left out.
 * @throws UnreadableInput where they are anything else
 */
export function checkJson(bytes: Buffer, file: string): Buffer {
  return checkUtf8(bytes, file, {
    language: 'JSON',
    convert: `iconv -f UTF-16 -t UTF-8 ${file} > plan.json; in PowerShell: terraform show -json FILE | Out-File -Encoding utf8 plan.json`,
    remake: 'name the file that terraform show -json wrote, unchanged',
  });
}

/**
 * The same of YAML or JSON for Kubernetes, which reads UTF-8 alone.
 * @throws UnreadableInput where they are anything else
 */
export function checkYaml(bytes: Buffer, file: string): Buffer {
  return checkUtf8(bytes, file, {
    language: 'what Kubernetes reads',
    convert: `iconv -f UTF-16 -t UTF-8 ${file} > objects.yaml; in PowerShell: … | Out-File -Encoding utf8 objects.yaml`,
    remake: 'name the file that kubectl would apply, unchanged',
  });
}

function checkUtf8(
  bytes: Buffer,
  file: string,
  { language, convert, remake }: { language: string; convert: string; remake: string },
): Buffer {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  // Without a mark, every other byte of a wide text is zero; in UTF-8 none ever is.
  if (isWide || bytes.subarray(0, 4).includes(0)) {
    throw new UnreadableInput(
      file,
      `it is UTF-16 or UTF-32, and ${language} is UTF-8 (older PowerShell writes UTF-16 with ">")`,
      convert,
    );
  }
  if (!isUtf8(bytes)) {
    throw new UnreadableInput(file, `it is not UTF-8, and ${language} is`, remake);
  }
  const isMarked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return isMarked ? bytes.subarray(3) : bytes;
}

function open(file: string, wanted: Wanted): number {
  if (file === '-') return process.stdin.fd;
  try {
    return openSync(file, 'r');
  } catch (error) {
    const why = reasons[codeOf(error)] ?? `it cannot be read (${codeOf(error)})`;
    throw new UnreadableInput(file, why, wanted.fix);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ELOOP: 'it is a link that leads back to itself',
  ENOTDIR: 'there is no such file: a part of its path is no folder',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
};

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'no reason given';
}

/** Into one buffer of the right size: a plan may be large, and is held once. */
function readWhole(handle: number, size: number, file: string): Buffer {
  refuseTooLong(size, file);
  const bytes = Buffer.allocUnsafeSlow(size);
  let end = 0;
  while (end < size) {
    const count = readSync(handle, bytes, end, Math.min(size - end, atOnce), null);
    if (count === 0) break;
    end += count;
  }
  return bytes.subarray(0, end);
}

/** What one call reads at most. */
const atOnce = 1 << 30;

function refuseTooLong(length: number, file: string): void {
  if (length <= constants.MAX_LENGTH) return;
  throw new UnreadableInput(
    file,
    `it has ${length} bytes, more than can be held at once`,
    'split the stack: at most a million resources each',
  );
}

/** A pipe has no size, and one that nobody has written to yet may say so instead of waiting. */
function readToEnd(handle: number, file: string): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 20);
    const count = readSome(handle, chunk);
    if (count === 0) return Buffer.concat(chunks, total);
    total += count;
    refuseTooLong(total, file);
    chunks.push(chunk.subarray(0, count));
  }
}

const pause = new Int32Array(new SharedArrayBuffer(4));

function readSome(handle: number, into: Buffer): number {
  for (;;) {
    try {
      return readSync(handle, into);
    } catch (error) {
      if (codeOf(error) === 'EOF') return 0;
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(pause, 0, 0, 20);
    }
  }
}
