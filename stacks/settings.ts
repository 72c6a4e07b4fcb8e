import type { Construct } from 'constructs';

/**
 * A setting of the run, from the environment or from the context in cdktf.json; what stands nearer to the run
 * wins. `estateBackend` in the context is `ESTATE_BACKEND` in the environment. Empty counts as not set.
 */
export function setting(scope: Construct, contextKey: string): string | undefined {
  const variable = contextKey.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  const value: unknown = process.env[variable] || scope.node.tryGetContext(contextKey);
  return value === undefined || value === null || value === '' ? undefined : String(value);
}
