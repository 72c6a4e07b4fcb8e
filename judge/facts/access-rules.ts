/** Paths that every call of a service begins with: versions, and what the load balancer puts before its own. */
const beginnings = ['', '/v1', '/v1.0', '/v2', '/v2.0', '/v2.1', '/v3', '/v2/lbaas', '/v2.0/lbaas'];

/** Steps that no service has: who may take them may take any. */
const nowhere = ['/unheard', '/unheard/of', '/unheard/of/it', '/unheard/of/it/all'];

/** A project's id and an account in a path narrow nothing within the project. */
const project = /(?<=\/)(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|AUTH_[\w-]+)(?=\/|$)/gi;

/** More than any path has; a pattern of many more takes for ever to match. */
const mostWildcards = 6;

/**
 * Whether an access rule's path lets a credential call whatever a service has. Keystone: `*` and a name in braces
 * stand for any text within a step, `**` for any text. It takes all else into a regular expression as it is:
 * undefined where that would mean something.
 */
export function isEveryCall(path: string): boolean | undefined {
  const pattern = path.replace(project, '*');
  if ((pattern.match(/\*+|\{/g) ?? []).length > mostWildcards) return undefined;
  if (!/^(?:[\w\-.~:/%@,=*]|\{[^{}]*\})*$/.test(pattern)) return undefined;
  const source = pattern.replace(/(?:\*\*)+|\*|\{[^{}]*\}|\./g, (one) =>
    one.startsWith('**') ? '.*' : one === '.' ? '\\.' : '[^/]+',
  );
  const regex = new RegExp(`^/?${source.replace(/^\//, '')}$`);
  return beginnings.some((beginning) => nowhere.some((steps) => regex.test(`${beginning}${steps}`)));
}
