import { NotListed } from '../observe/list';

/** One object that a site's stack makes, as it was synthesized: references are still expressions. */
export interface Wanted {
  readonly type: string;
  /** Terraform's address without its type. */
  readonly label: string;
  /** Undefined for what has no name of its own, such as a rule or an attachment. */
  readonly name: string | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A synthesized stack that cannot be counted. */
export class Uncountable extends Error {}

/**
 * What a site's stack makes, from its `cdk.tf.json`: counted from the very thing that is applied, so that no second
 * list of it can fall behind.
 */
export class WantedObjects {
  private constructor(
    private readonly given: readonly Wanted[],
    private readonly reason?: string,
  ) {}

  /** A stack that could not be had: whoever asks what it makes is told why. */
  static unknown(reason: string): WantedObjects {
    return new WantedObjects([], reason);
  }

  /** @throws Uncountable where the text is no stack, or says elsewhere how many of something there are */
  static read(text: string): WantedObjects {
    const parsed = parse(text);
    const resources = parsed.resource ?? {};
    const objects: Wanted[] = [];
    for (const [type, labels] of Object.entries(resources)) {
      for (const [label, attributes] of Object.entries(labels)) {
        if ('count' in attributes || 'for_each' in attributes)
          throw new Uncountable(`${type}.${label} has a count that only Terraform knows`);
        const { name } = attributes;
        objects.push({ type, label, name: typeof name === 'string' ? name : undefined, attributes });
      }
    }
    return new WantedObjects(objects);
  }

  /** @throws NotListed where there is no stack */
  private get objects(): readonly Wanted[] {
    if (this.reason === undefined) return this.given;
    throw new NotListed(`what the stack makes is not known: ${this.reason}`);
  }

  of(type: string): readonly Wanted[] {
    return this.objects.filter((object) => object.type === type);
  }

  count(type: string): number {
    return this.of(type).length;
  }

  names(type: string): readonly string[] {
    return this.of(type).flatMap(({ name }) => name ?? []);
  }

  get types(): readonly string[] {
    return [...new Set(this.objects.map(({ type }) => type))].sort();
  }
}

interface Stack {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

function parse(text: string): Stack {
  try {
    return JSON.parse(text) as Stack;
  } catch {
    throw new Uncountable('the synthesized stack is no JSON');
  }
}
