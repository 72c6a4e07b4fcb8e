import { join } from 'node:path';
import { readText, writePrivateFile } from '../processes/private-file';
import { runCommand } from '../processes/run-command';
import { type Builds, programFile } from './build/build-program';
import { controlPlane } from './build/programs';
import { certificateRequest } from './certificates';
import type { Site } from './clusters';
import { admissionConfiguration } from './hardening/admission';
import { encryptionConfiguration } from './hardening/encryption';
import { identities } from './identities';
import { kubeconfig } from './kubeconfig';

export function certificatesFolder(site: Site): string {
  return join(site.folder, 'certificates');
}

export function configurationFile(site: Site, name: string): string {
  return join(site.folder, 'configuration', name);
}

/** What an administrator gives to kubectl, Pulumi or a client: address, authority, certificate and key; mode 600. */
export function kubeconfigFile(site: Site, identity: keyof typeof identities): string {
  return join(site.folder, `${identity}.kubeconfig`);
}

/** Writes what a site's programs read. Certificates and keys that are there and still right stay. */
export async function writeSiteFiles(site: Site, builds: Builds): Promise<void> {
  await runCommand({
    program: programFile(controlPlane, builds),
    args: ['certificates'],
    env: {},
    cwd: '/',
    input: JSON.stringify(certificateRequest(site, certificatesFolder(site))),
  });
  keep(configurationFile(site, 'audit-policy.json'), JSON.stringify(site.auditPolicy, undefined, 2));
  keep(configurationFile(site, 'admission.json'), JSON.stringify(admissionConfiguration, undefined, 2));
  const encryption = configurationFile(site, 'encryption.json');
  // Made once: without its key nobody reads what is in etcd.
  if (readText(encryption) === undefined)
    writePrivateFile(encryption, JSON.stringify(encryptionConfiguration(), undefined, 2));
  for (const identity of Object.keys(identities) as (keyof typeof identities)[])
    keep(kubeconfigFile(site, identity), kubeconfig(site, certificatesFolder(site), identity));
}

function keep(file: string, text: string): void {
  if (readText(file) !== text) writePrivateFile(file, text);
}
