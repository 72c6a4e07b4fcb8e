import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Runs `work` while holding the lock file at `path`; waits for a live holder and takes over from a dead one.
 * The little brother of `terraform/lock.ts`: it must run before anything is installed or compiled.
 */
export async function withLock(path, what, work) {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const mine = nameOf(process.pid);
  for (let waited = 0; !tryLock(path, mine); waited += 100) {
    const holder = read(path);
    if (holder !== undefined && !isHeld(holder)) takeOver(path, holder, mine);
    else await new Promise((resolve) => setTimeout(resolve, 100));
    if (waited === 2000) console.error(`waiting for process ${holder?.split(' ')[0]}, which is ${what} …`);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

/** A hard link appears with its content or not at all, so no reader sees a lock without a name in it. */
function tryLock(path, content) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Under a second lock, after looking again: else two waiters could both remove, one of them a fresh lock. */
function takeOver(path, stale, mine) {
  const guard = `${path}.takeover`;
  if (tryLock(guard, mine)) {
    if (read(path) === stale) rmSync(path, { force: true });
    rmSync(guard, { force: true });
  } else if (!isHeld(read(guard) ?? mine)) {
    rmSync(guard, { force: true });
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Process id and, where the system tells, its start time: ids are used again. */
function nameOf(pid) {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  // One that has ended and that nobody has collected holds nothing.
  return `${pid} ${'ZX'.includes(fields[0] ?? '-') ? 'ended' : (fields[19] ?? '')}`;
}

function isHeld(holder) {
  const pid = Number(holder.split(' ')[0]);
  try {
    process.kill(pid, 0);
    return nameOf(pid) === holder;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
