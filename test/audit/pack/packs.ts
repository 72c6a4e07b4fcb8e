import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPack, type PackCheck } from '../../../audit/pack/check-pack';
import type { JudgedPack } from '../../../audit/pack/judged-pack';
import { type MadePack, makePack } from '../../../audit/pack/make-pack';
import { writePack } from '../../../audit/pack/write-pack';
import { loadEstate } from '../../../estate/load-estate';
import { type Input, judgeInputs } from '../../../policies/judge-inputs';
import { asOf, estatePlan } from '../../estate-plan';
import { estateWorkloads } from '../../estate-workloads';

/** The estate as it would be: its plans with their sources, and what would run. */
export async function estateInputs(): Promise<readonly Input[]> {
  const plans = (await estatePlan()).map(({ stack, plan, source }): Input => {
    return { kind: 'plan', stack, file: `plans/${stack}.json`, text: plan, source };
  });
  const workloads = (await estateWorkloads()).map(({ stack, manifests }): Input => {
    return { kind: 'manifests', stack, file: `${stack}.json`, text: manifests, draft: true };
  });
  return [...plans, ...workloads];
}

/** What was judged, for a pack. */
export function judged(inputs: readonly Input[], more: Partial<JudgedPack> = {}): JudgedPack {
  const base = {
    inputs,
    estate: loadEstate({ asOf }),
    observations: [],
    creationEvidence: new Map(),
    approvals: [],
    authors: [],
    exceptions: [],
    drills: [],
    language: 'en' as const,
    ...more,
  };
  return { ...base, report: more.report ?? judgeInputs(inputs, base.estate, { ...base, asOf }) };
}

/** Makes a pack and writes it into a folder of its own. */
export async function writtenPack(given: JudgedPack): Promise<MadePack & { readonly folder: string }> {
  const made = makePack(given);
  const folder = join(mkdtempSync(join(tmpdir(), 'estate-pack-')), 'pack');
  await writePack(folder, made.files);
  return { ...made, folder };
}

export function removePack(folder: string): void {
  rmSync(join(folder, '..'), { recursive: true, force: true });
}

const none = { outcome: 'none', what: '' } as const;

/** Checks a pack without programs of others. */
export function check(folder: string, filesOnly = false): Promise<PackCheck> {
  return checkPack(folder, { filesOnly, vouch: async () => ({ signature: none, timestamp: none }) });
}
