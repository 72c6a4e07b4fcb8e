import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makePack } from '../audit/pack/make-pack';
import { writePack } from '../audit/pack/write-pack';
import { foreignEstate } from '../estate/foreign-estate';
import { type Input, judgeInputs } from '../policies/judge-inputs';
import { projectRoot } from '../terraform/project-root';
import { asOf } from './estate-plan';

/** A pack as this version writes it: later ones have to be able to say whether it still holds. */
export const keptPack = join(projectRoot(), 'test', 'fixtures', 'audit-pack');

/**
 * Writes the kept pack again. It is remade only where the form of packs changes, and the old one is then kept beside
 * it: `node dist/test/make-audit-pack.js`.
 */
async function makeKeptPack(): Promise<void> {
  const file = 'web-cluster.json';
  const text = readFileSync(join(projectRoot(), 'test', 'fixtures', 'foreign', file), 'utf8');
  const inputs: readonly Input[] = [{ kind: 'plan', stack: 'web-cluster', file, text }];
  const foreign = { cloud: 'openstack', countries: ['DE'], encryptedVolumeTypes: [] } as const;
  const estate = foreignEstate(foreign);
  // Few policies, so that it stays small.
  const only = ['encryption', 'network'];
  const exceptions = [
    {
      policy: 'network/egress-bounded',
      stack: '*',
      address: '*',
      reason: 'an example, so that a kept pack has an exception',
      owner: 'whoever maintains the fixtures',
      expires: '2027-01-31',
    },
  ];
  const { files } = makePack({
    report: judgeInputs(inputs, estate, { asOf, exceptions, only }),
    inputs,
    estate,
    foreign,
    observations: [],
    creationEvidence: new Map(),
    approvals: [],
    authors: [],
    exceptions,
    drills: [],
    only,
    language: 'en',
  });
  const scratch = mkdtempSync(join(tmpdir(), 'estate-kept-'));
  await writePack(join(scratch, 'pack'), files);
  rmSync(keptPack, { recursive: true, force: true });
  cpSync(join(scratch, 'pack'), keptPack, { recursive: true });
  rmSync(scratch, { recursive: true });
}

if (require.main === module) {
  makeKeptPack().catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
