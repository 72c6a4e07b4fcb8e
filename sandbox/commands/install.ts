import { join } from 'node:path';
import { type Say, step } from '../../processes/report';
import { withLock } from '../../terraform/lock';
import { cacheLock, isWhole } from '../install/installed';
import { checkMachine, thisMachine } from '../install/machine';
import { installPackages, missingPackages, removeOwnPolicy } from '../install/packages';
import { installEnvironment } from '../install/python-environment';
import type { Sandbox } from '../sandbox';

/** Installs what is missing, and only that. */
export async function install(sandbox: Sandbox, say: Say): Promise<void> {
  await withLock(cacheLock(sandbox), { what: 'installing a sandbox' }, () => installMissing(sandbox, say));
}

async function installMissing(sandbox: Sandbox, say: Say): Promise<void> {
  removeOwnPolicy();
  const missing = missingPackages();
  if (missing.length === 0 && isWhole(sandbox.environment)) {
    say('everything is installed');
    return;
  }
  checkMachine(thisMachine([join(sandbox.environment, '..'), sandbox.folder]));
  if (missing.length > 0)
    await step(say, `packages are installed: ${missing.join(', ')}`, () => installPackages(missing));
  await installEnvironment(sandbox, say);
  say(`installed in ${sandbox.environment}`);
}
