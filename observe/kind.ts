import type { ObservedResource } from '../contracts/observation';
import type { Item } from './list';
import type { Session } from './session';

/** Objects that are listed together, because one answer of the API tells of all of them. */
export interface Kind {
  readonly types: readonly string[];
  /** @throws NotListed */
  read(session: Session): Promise<readonly ObservedResource[]>;
}

export function observed(
  type: string,
  item: Item,
  attributes: ObservedResource['attributes'],
  more: Partial<ObservedResource> = {},
): ObservedResource {
  const { id, name } = item;
  return {
    type,
    id: String(id),
    name: typeof name === 'string' ? name : '',
    madeByCloud: false,
    attributes,
    ...more,
  };
}

/** The members of an item under their own names: those that API and provider call the same. */
export function pick(item: Item, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => Object.hasOwn(item, name)).map((name) => [name, item[name]]),
  );
}

/**
 * Metadata that says whose something is and how it is encrypted. The rest is not read: people put passwords there.
 */
export function marksOf(item: Item): Record<string, unknown> {
  const metadata = (item.metadata ?? {}) as Item;
  const known = Object.entries(metadata).filter(([key]) => /^(estate[:-]|__system__)/.test(key));
  return { metadata: Object.fromEntries(known) };
}

/** An API's moment, with or without a zone (UTC is meant), as ISO 8601 in UTC. */
export function moment(text: unknown): string {
  const given = String(text);
  const time = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(given) ? given : `${given}Z`);
  return Number.isNaN(time.getTime()) ? given : time.toISOString();
}
