import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import { readSynthesized } from '../../policies/gate';
import { judgeInputs } from '../../policies/judge-inputs';
import { offlineVariables } from '../../terraform/offline-variables';
import { planStacks } from '../../terraform/plan-stacks';
import { projectRoot } from '../../terraform/project-root';
import { makeFolder } from '../../terraform/terraform';
import { parseArguments, parseChoice, parseDay } from '../arguments';
import { exceptionsInForce } from '../exceptions';
import { deliver, formatNames } from '../render';
import { synthesize } from '../synthesize';

const usage = `estate plan [--as-of YYYY-MM-DD] [--format ${formatNames.join('|')}] [--out FILE]`;

export default {
  usage,
  summary:
    'synthesizes all sites, plans them with the real provider, without cloud or credentials, and judges the plans',
  async run(args: readonly string[]): Promise<number> {
    const options = {
      'as-of': { type: 'string' },
      format: { type: 'string' },
      out: { type: 'string' },
    } as const;
    const given = parseArguments(args, options, usage);
    const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
    const asOf = parseDay(given.one('as-of'), 'as-of');
    return deliver(await planAndJudge(asOf), format, given.one('out'));
  },
};

/** Each run synthesizes into a folder of its own, so that two at once do not read each other's half. */
async function planAndJudge(asOf: string | undefined) {
  const estate = loadEstate();
  const outdir = ownFolder(join(projectRoot(), '.estate'));
  try {
    synthesize(() => estate, outdir);
    const synthesized = readSynthesized(outdir);
    const variables = Object.fromEntries(
      synthesized.map(({ stack, text }) => [stack, offlineVariables(text)]),
    );
    const plans = await planStacks(
      outdir,
      synthesized.map(({ stack }) => stack),
      { variables },
    );
    const inputs = plans.map(({ stack, planJson }) => ({
      kind: 'plan' as const,
      stack,
      file: `${stack}.tfplan`,
      text: planJson,
      source: synthesized.find((s) => s.stack === stack)?.text,
    }));
    return judgeInputs(inputs, estate, {
      exceptions: exceptionsInForce(undefined, asOf),
      ...(asOf === undefined ? {} : { asOf }),
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** A folder named after this process; what killed ones have left is cleared away. */
function ownFolder(work: string): string {
  makeFolder(work);
  for (const name of readdirSync(work)) {
    const pid = /^synth-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid)))
      rmSync(join(work, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(work, `synth-${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
