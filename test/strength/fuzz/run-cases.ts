import { jsonDamages } from './damage-json';
import { type Damage, textDamages } from './damage-text';
import { examine, type Outcome } from './examine';
import { Random } from './random';

export const damages: readonly Damage[] = [...textDamages, ...jsonDamages];

/** Milliseconds that no file may take. */
export const longest = 5000;

/** What came of one case, and what is wrong with that, if anything. */
export interface Tried {
  readonly damage: string;
  readonly exit: 0 | 1 | 2 | undefined;
  readonly milliseconds: number;
  readonly wrong?: string;
  readonly brokeOff: readonly string[];
}

/** Tries damaged files one by one; a case is made of its seed and number alone. */
export class Fuzzer {
  readonly #good: Outcome;

  /** @throws Error where the good plan does not pass: then nothing could be said of a damaged one */
  constructor(readonly text: string) {
    this.#good = examine(Buffer.from(text));
    if (this.#good.exit !== 0) throw new Error(`the good plan does not pass: ${JSON.stringify(this.#good)}`);
  }

  /** The bytes of a case. */
  make(seed: number, at: number): { readonly damage: Damage; readonly bytes: Buffer } {
    const random = new Random(seed, at);
    const damage = random.pick(damages);
    return { damage, bytes: damage.apply(this.text, random) };
  }

  try(seed: number, at: number): Tried {
    const { damage, bytes } = this.make(seed, at);
    const started = performance.now();
    let outcome: Outcome | undefined;
    let wrong: string | undefined;
    try {
      outcome = examine(bytes);
      wrong = this.#wrongWith(outcome, damage);
    } catch (error) {
      wrong = `a crash: ${error instanceof Error ? error.stack?.split('\n').slice(0, 4).join(' ') : error}`;
    }
    const milliseconds = performance.now() - started;
    if (milliseconds > longest) wrong = `it took ${milliseconds.toFixed(0)} ms`;
    if (Object.keys(Object.prototype).length > 0) wrong = 'it changed what every object has';
    return {
      damage: damage.name,
      exit: outcome?.exit,
      milliseconds,
      brokeOff: outcome && outcome.exit !== 2 ? outcome.brokeOff : [],
      ...(wrong === undefined ? {} : { wrong }),
    };
  }

  #wrongWith(outcome: Outcome, { expected }: Damage): string | undefined {
    const good = this.#good as Exclude<Outcome, { exit: 2 }>;
    if (expected === 'refused')
      return outcome.exit === 2 ? undefined : `exit ${outcome.exit}, and no refusal`;
    if (expected === 'the same') {
      return outcome.exit === good.exit && outcome.said === good.said
        ? undefined
        : 'it says something else now';
    }
    if (outcome.exit !== 0) return undefined;
    // A value that is another one now may concern fewer rules; a resource that nobody judged is one that got away.
    if (outcome.judged >= good.judged) return undefined;
    return `it passes, with ${outcome.judged} of ${good.judged} resources judged`;
  }
}
