/**
 * Runs `build` without the stack traces that cdktf takes for every token and nested block, in full depth, and
 * shows nowhere (a third of the time it takes to build a stack). Errors keep their own traces.
 */
export function withoutCreationStacks<T>(build: () => T): T {
  const { captureStackTrace } = Error;
  Error.captureStackTrace = () => {};
  try {
    return build();
  } finally {
    Error.captureStackTrace = captureStackTrace;
  }
}
