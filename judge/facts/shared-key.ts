import type { Resource } from '../../graph/graph';
import type { Ternary } from './reach';

/**
 * Whether two resources take the same secret: from a variable of the same name, which one value serves, or the same
 * text. Plans that are only judged hold texts made up for each, so a name goes before a text.
 */
export function shareKey(one: Resource, other: Resource, path: string): Ternary {
  const [mine, theirs] = [variableOf(one, path), variableOf(other, path)];
  if (mine !== undefined && mine === theirs) return 'yes';
  const [key, otherKey] = [one.get(path), other.get(path)];
  if (typeof key !== 'string' || typeof otherKey !== 'string') return 'maybe';
  return key === otherKey ? 'yes' : 'no';
}

/** The one variable that holds the secret, and the module that it is a variable of. */
function variableOf(resource: Resource, path: string): string | undefined {
  const [name = '', ...more] = resource.namesIn(path) ?? [];
  return more.length === 0 && name.startsWith('var.') ? `${resource.module} ${name}` : undefined;
}
