import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../terraform/project-root';
import { PROVIDER_ADDRESS, PROVIDER_VERSION } from '../../terraform/provider-identity';
import type { Contents } from './contents';
import type { JudgedPack } from './judged-pack';
import { sha256 } from './manifest';
import type { PackIndex } from './pack-index';

/** Whatever made the pack, or the inputs that it was made from. */
export function versionsOf({ report, inputs, commit }: JudgedPack, index: PackIndex): Contents['versions'] {
  const schema = join(projectRoot(), 'packages', 'provider-openstack', 'schema.json');
  return [
    { name: report.tool.name, version: report.tool.version },
    ...(commit === undefined ? [] : [{ name: 'commit of the rules', version: commit }]),
    { name: 'hash of the rules', version: index.rules },
    { name: 'report', version: report.schemaVersion },
    { name: 'pack', version: index.schemaVersion },
    { name: 'Node.js', version: process.version },
    ...inputs.flatMap(({ stack, text, kind }) => {
      const version = kind === 'plan' || kind === 'state' ? terraformOf(text) : undefined;
      return version === undefined ? [] : [{ name: `Terraform, for ${kind} of ${stack}`, version }];
    }),
    { name: `provider ${PROVIDER_ADDRESS}, whose schema is read`, version: PROVIDER_VERSION },
    { name: 'schema of the provider (SHA-256)', version: sha256(readFileSync(schema)) },
    { name: 'OSCAL', version: '1.1.3' },
  ];
}

/** Terraform says its version in the first part of what it writes. */
function terraformOf(text: string | Buffer): string | undefined {
  return /"terraform_version"\s*:\s*"(\d+\.\d+\.\d+[\w.-]*)"/.exec(String(text.slice(0, 4000)))?.[1];
}
