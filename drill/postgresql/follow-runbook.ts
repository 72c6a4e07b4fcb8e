import type { DrillServer } from './drill-server';
import { type Chapter, type Step, StepFailedError } from './runbook';
import { since, until } from './wait';

/** A step that was carried out. */
export interface CarriedOut {
  readonly line: number;
  readonly on: string;
  readonly site: string;
  readonly ms: number;
}

/** What words after `on=` stand for; a step is carried out at each server in turn. */
export type Cast = Readonly<Record<string, readonly DrillServer[]>>;

export interface FollowOptions {
  /** Carries out only the steps of this kind of server. */
  readonly only?: string;
  /** Tries the first step again and again for as long: it asks whether what the chapter is about has happened. */
  readonly retryFirstMs?: number;
  readonly before?: (step: Step) => Promise<void>;
}

/** Carries chapters of a runbook out, and notes which steps were. */
export class RunbookFollower {
  readonly #tried = new Set<number>();

  constructor(
    readonly document: string,
    readonly chapters: readonly Chapter[],
  ) {}

  /**
   * Carries out a chapter, step by step, each at every server that it is for.
   * @param names variables of the runbook, such as `LEADER`
   * @throws StepFailedError at the first block that ends with another code than 0
   */
  async follow(
    heading: string,
    cast: Cast,
    names: Readonly<Record<string, string>>,
    { only, retryFirstMs, before }: FollowOptions = {},
  ): Promise<readonly CarriedOut[]> {
    const done: CarriedOut[] = [];
    for (const step of this.#chapter(heading).steps) {
      if (only !== undefined && step.on !== only) continue;
      const servers = cast[step.on];
      if (servers === undefined) throw this.#failed(step, `nobody is "${step.on}" here`);
      await before?.(step);
      for (const server of servers) {
        const carryOut = () => this.#carryOut(step, server, names);
        const retried = done.length === 0 && retryFirstMs !== undefined;
        done.push(
          await (retried ? until(`line ${step.line} ends well`, carryOut, retryFirstMs) : carryOut()),
        );
      }
    }
    return done;
  }

  /** Lines of steps that no chapter followed so far has carried out. */
  get untriedLines(): readonly number[] {
    return this.#lines.filter((line) => !this.#tried.has(line));
  }

  get triedLines(): readonly number[] {
    return this.#lines.filter((line) => this.#tried.has(line));
  }

  get #lines(): readonly number[] {
    return this.chapters.flatMap(({ steps }) => steps.map(({ line }) => line));
  }

  async #carryOut(
    step: Step,
    server: DrillServer,
    names: Readonly<Record<string, string>>,
  ): Promise<CarriedOut> {
    const started = performance.now();
    const { code, stdout, stderr } = await server.shell(step.script, names);
    if (code !== 0) {
      const said = [stdout, stderr, server.log].map((text) => text.trim().split('\n').slice(-3).join(' | '));
      throw this.#failed(step, `exit code ${code} at ${server.site}: ${said.join(' || ')}`);
    }
    this.#tried.add(step.line);
    return { line: step.line, on: step.on, site: server.site, ms: since(started) };
  }

  #chapter(heading: string): Chapter {
    const chapter = this.chapters.find((each) => each.heading === heading);
    if (chapter !== undefined && chapter.steps.length > 0) return chapter;
    throw new StepFailedError(`${this.document}: no chapter "${heading}" with steps`);
  }

  #failed({ line, on }: Step, why: string): StepFailedError {
    return new StepFailedError(`${this.document}:${line} (on=${on}): ${why}`);
  }
}
