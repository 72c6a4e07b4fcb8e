import type { Resource, Stack } from '../graph/graph';
import type { Subject } from './finding';

/** A managed resource as the subject of findings, named once for all policies. */
export interface JudgedResource {
  readonly resource: Resource;
  readonly subject: Subject;
  /** `stack:address` */
  readonly id: string;
}

/** What a stack has to be judged. */
export class JudgedStack {
  /** Of a plan whose source is at hand: that source. */
  readonly writtenAs: JudgedStack | undefined;
  readonly resources: readonly JudgedResource[];
  #byAddress: ReadonlyMap<string, Resource> | undefined;
  readonly #byType = new Map<string, JudgedResource[]>();

  constructor(
    readonly stack: Stack,
    readonly site: string | undefined,
    /** Set where it is the source of a plan. */
    readonly readFrom?: 'source',
  ) {
    this.writtenAs = stack.writtenAs && new JudgedStack(stack.writtenAs, site, 'source');
    const managed = stack.resources.filter(({ mode }) => mode === 'managed');
    this.resources = managed.map((resource) => {
      const { address, type } = resource;
      const subject = { stack: stack.name, address, site };
      const judged = { resource, subject, id: `${stack.name}:${address}` };
      const same = this.#byType.get(type);
      if (same) same.push(judged);
      else this.#byType.set(type, [judged]);
      return judged;
    });
  }

  /** The resource of an address. */
  at(address: string): Resource | undefined {
    this.#byAddress ??= new Map(this.resources.map(({ resource }) => [resource.address, resource]));
    return this.#byAddress.get(address);
  }

  ofType(type: string): readonly JudgedResource[] {
    return this.#byType.get(type) ?? [];
  }
}
