import { InterruptedError } from '../../terraform/errors';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Signals come to the process, so what came is known to all of it. */
let interruptedBy: NodeJS.Signals | undefined;

/**
 * Runs work that is told of an interruption instead of being ended by it, so that it can end what it has started.
 * @throws InterruptedError when it was interrupted
 */
export async function interruptible<T>(work: () => Promise<T>): Promise<T> {
  const note = (signal: NodeJS.Signals) => {
    interruptedBy ??= signal;
  };
  interruptedBy = undefined;
  for (const signal of signals) process.on(signal, note);
  try {
    const result = await work();
    throwIfInterrupted();
    return result;
  } finally {
    for (const signal of signals) process.off(signal, note);
    interruptedBy = undefined;
  }
}

/** To be called wherever something would be waited for or begun. */
export function throwIfInterrupted(): void {
  if (interruptedBy !== undefined) throw new InterruptedError(interruptedBy);
}
