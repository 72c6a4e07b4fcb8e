/** What the system says of a place that the user has to mend. */
const unusable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EISDIR', 'EMFILE']);

/** Ends a program with a message. What the user can mend has an exit code of its own; anything else is our fault. */
export function fail(error: unknown): void {
  const { exitCode } = (error ?? {}) as { exitCode?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  if (typeof exitCode === 'number') {
    process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
    return;
  }
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException;
  if (code !== undefined && unusable.has(code)) {
    process.stderr.write(
      `${path ?? 'a file or folder'}: it cannot be used (${code})\n` +
        '  rule: what is read can be read by this user, and what is written lies where there is room and leave to write\n' +
        '  fix:  give this user access to it, make room, or name another place\n',
    );
    process.exitCode = 2;
    return;
  }
  const details = process.env.ESTATE_DEBUG === '1' && error instanceof Error ? `\n${error.stack}` : '';
  process.stderr.write(
    `A fault of this program, not of its input: ${message}\n` +
      `  fix: report it; ESTATE_DEBUG=1 adds where it happened. Nothing was decided.${details}\n`,
  );
  process.exitCode = 2;
}
