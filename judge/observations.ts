import type { Observation, ObservedResource } from '../contracts/observation';
import type { Resource } from '../graph/graph';
import type { Evidence } from './evidence';

/** How old an observation may be: a disk may be made, retyped or attached on any day. */
const greatestAge = 7;
const day = 24 * 60 * 60 * 1000;

/** What an observation says of how an existing volume is encrypted. */
export interface ObservedEncryption {
  readonly encrypted: boolean;
  /** Null where the cloud does not tell. */
  readonly keyId: string | null;
  readonly evidence: Evidence;
}

/** What the sites' APIs said, as far as it still counts on the day judged. */
export class Observations {
  readonly #byStack = new Map<string, Observation>();
  readonly #byId = new Map<string, ObservedResource>();
  readonly #unused = new Map<string, string>();

  /** @param asOf the day judged, `YYYY-MM-DD` */
  constructor(observations: readonly Observation[], asOf: string) {
    const until = Date.parse(`${asOf}T23:59:59Z`);
    for (const observation of observations) {
      const { stack, observedAt, resources } = observation;
      const time = Date.parse(observedAt);
      const isTooOld = time < Date.parse(`${asOf}T00:00:00Z`) - greatestAge * day;
      if (time > until || isTooOld) {
        const why = isTooOld ? `more than ${greatestAge} days before` : 'after';
        this.#unused.set(stack, `the observation of ${observedAt} is from ${why} ${asOf} and was not used`);
        continue;
      }
      this.#byStack.set(stack, observation);
      for (const resource of resources) this.#byId.set(key(stack, resource.type, resource.id), resource);
    }
  }

  of(stack: string): Observation | undefined {
    return this.#byStack.get(stack);
  }

  /** Why the observation of a stack was not used; undefined where it was, or there is none. */
  whyUnused(stack: string): string | undefined {
    return this.#unused.get(stack);
  }

  /** Of an existing volume, found by the id that the plan or state has for it. */
  encryption({ stack, type, attributes, address }: Resource): ObservedEncryption | undefined {
    const { id } = attributes;
    if (typeof id !== 'string') return undefined;
    const found = this.#byId.get(key(stack, type, id))?.encryption;
    const observedAt = this.#byStack.get(stack)?.observedAt;
    if (found === undefined) return undefined;
    const path = `observed ${observedAt}: encryption.encrypted`;
    const evidence = { path, value: String(found.encrypted), source: `${stack}:${address}` };
    return { encrypted: found.encrypted, keyId: found.keyId, evidence };
  }
}

function key(stack: string, type: string, id: string): string {
  return `${stack}\n${type}\n${id}`;
}
