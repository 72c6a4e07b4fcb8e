/** Says on stderr what is going on if it takes longer than two seconds, and how long it took in the end. */
export async function withProgress<T>(text: string, work: Promise<T>, quietMs = 2000): Promise<T> {
  const started = Date.now();
  let said = false;
  const timer = setTimeout(() => {
    said = true;
    process.stderr.write(`${text} …\n`);
  }, quietMs);
  timer.unref();
  try {
    const result = await work;
    if (said) process.stderr.write(`${text}: done in ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
    return result;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Says on a terminal which part of some work is done, and how many remain; nothing where nobody watches, in a
 * pipeline or behind a pipe.
 */
export function tellingOf(
  parts: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'write'> = process.stderr,
): (part: string, done: string) => void {
  const started = Date.now();
  let finished = 0;
  const isWatched = stream.isTTY && !environment.CI;
  return (part, done) => {
    finished += 1;
    if (!isWatched) return;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    stream.write(`  ${part}: ${done} (${finished} of ${parts.length}, ${seconds} s)\n`);
  };
}
