import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSandbox, type Sandbox, type SandboxRequest } from '../../sandbox/sandbox';
import { projectRoot } from '../../terraform/project-root';

const folders: string[] = [];

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  folders.push(folder);
  return folder;
}

export function removeTemporaryFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const twoSites = [
  { name: 'north', region: 'coast', zone: 'coast-1' },
  { name: 'south-east', region: 'hills', zone: 'nova' },
] as const;

export function requestIn(folder: string, more: Partial<SandboxRequest> = {}): SandboxRequest {
  return {
    folder: join(folder, '.sandbox'),
    cacheFolder: join(folder, 'cache'),
    sources: join(projectRoot(), 'sandbox'),
    realm: 'realm',
    sites: twoSites,
    ...more,
  };
}

export function temporarySandbox(more: Partial<SandboxRequest> = {}): Sandbox {
  return openSandbox(requestIn(temporaryFolder(), more));
}
