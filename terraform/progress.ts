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
