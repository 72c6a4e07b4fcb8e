import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import { Construct } from 'constructs';
import type { Estate } from '../estate/model';
import { groupVerdicts, namePlaces, type Report, type Verdict } from '../judge/report';
import { renderSources } from '../judge/source-lines';
import { type JudgeInputsOptions, judgeInputs } from './judge-inputs';
import { linesOf, readSources, sourcesName, watchSources } from './source-lines';

export interface PromiseGateOptions extends JudgeInputsOptions {
  /** Gets what is undecided. @default console.error */
  readonly warn?: (text: string) => void;
}

/**
 * Puts the judge into every synth. Construct it first: its constructor removes what an earlier synth left, so that
 * an error before the end leaves nothing to deploy. Its validation reads what all stacks have written, judges them
 * together, and on a failure removes it again: `--skip-synth` then finds nothing. Undecided only warns here; it
 * stops a plan. Beside the stacks it leaves the line of the project that made each resource (`sources.json`).
 */
export class PromiseGate extends Construct {
  /** The report of the last synth; undefined before. */
  report: Report | undefined;
  /** Why the last synth was refused, one block for each finding; undefined where it was not. */
  refusal: string | undefined;

  constructor(app: App, estate: Estate, options: PromiseGateOptions = {}) {
    super(app, 'promise-gate');
    removeSynthesized(app.outdir);
    watchSources(app);
    const { warn = console.error, ...judgeOptions } = options;
    // On the app: cdktf runs the app's own validations once, after all stacks are written.
    app.node.addValidation({
      validate: () => {
        const failed = this.#judge(app, estate, judgeOptions, warn);
        if (failed.length === 0) return [];
        removeSynthesized(app.outdir);
        this.refusal = `The gate refuses this synth; nothing to deploy is left.\n\n${failed.join('\n')}`;
        return failed;
      },
    });
  }

  #judge(app: App, estate: Estate, options: JudgeInputsOptions, warn: (text: string) => void): string[] {
    try {
      const lines = linesOf(app);
      this.report = judgeInputs(readSynthesized(app.outdir, lines), estate, options);
      writeFileSync(join(app.outdir, sourcesName), renderSources(lines));
    } catch (error) {
      return [error instanceof Error ? error.message : String(error)];
    }
    const undecided = describe(this.report, 'undecided');
    if (undecided.length > 0) warn(`Not decided by this synth:\n${undecided.join('\n')}`);
    return describe(this.report, 'fail');
  }
}

/** One block for each finding, with all the places it is about. */
function describe({ verdicts }: Report, outcome: Verdict['outcome']): string[] {
  return groupVerdicts(verdicts.filter((v) => v.outcome === outcome)).map(({ verdict, places, lines }) =>
    [
      `${verdict.policy}: ${namePlaces(places)}`,
      verdict.message,
      ...(lines.length > 0 ? [`made at: ${namePlaces(lines)}`] : []),
      `fix: ${verdict.remediation}`,
    ].join('\n    '),
  );
}

/** Everything synthesized into a `cdktf.out`, stack by stack, with the lines that made it where they were noted. */
export function readSynthesized(outdir: string, sources = readSources(outdir)) {
  const folder = join(outdir, 'stacks');
  const stacks = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  return stacks
    .filter((stack) => existsSync(join(folder, stack, 'cdk.tf.json')))
    .map((stack) => ({
      kind: 'synth' as const,
      stack,
      file: `stacks/${stack}/cdk.tf.json`,
      text: readFileSync(join(folder, stack, 'cdk.tf.json'), 'utf8'),
      lines: sources.get(stack),
    }));
}

/** Removes the manifest, the sources' lines and every synthesized stack, and nothing else: states and locks stay where they are. */
export function removeSynthesized(outdir: string): void {
  for (const file of ['manifest.json', sourcesName]) rmSync(join(outdir, file), { force: true });
  const folder = join(outdir, 'stacks');
  for (const stack of existsSync(folder) ? readdirSync(folder) : []) {
    for (const file of ['cdk.tf.json', 'cdk.tf', 'metadata.json', 'plan'])
      rmSync(join(folder, stack, file), { force: true });
  }
}
