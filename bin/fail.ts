/** Ends a program with a message. What the user can mend has an exit code of its own; anything else is our fault. */
export function fail(error: unknown): void {
  const { exitCode } = (error ?? {}) as { exitCode?: unknown };
  const message = error instanceof Error ? error.message : String(error);
  if (typeof exitCode === 'number') {
    process.stderr.write(`${message}\n`);
    process.exitCode = exitCode;
    return;
  }
  const details = process.env.ESTATE_DEBUG === '1' && error instanceof Error ? `\n${error.stack}` : '';
  process.stderr.write(
    `A fault of this program, not of its input: ${message}\n` +
      `  fix: report it; ESTATE_DEBUG=1 adds where it happened. Nothing was decided.${details}\n`,
  );
  process.exitCode = 2;
}
