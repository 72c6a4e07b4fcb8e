import { contains, isCidr, overlap } from '../../estate/cidr';
import type { Value } from '../../graph/value';

/** A line of pg_hba.conf: the first that fits a connection decides. Source: PostgreSQL 17 documentation, 20.1. */
export interface HostRule {
  readonly type: string;
  readonly databases: readonly string[];
  readonly users: readonly string[];
  /** Empty for a local socket. */
  readonly address: string;
  readonly method: string;
}

const types = new Set(['local', 'host', 'hostssl', 'hostnossl', 'hostgssenc', 'hostnogssenc']);

/** @returns undefined for what is not known, or is written in a form that only PostgreSQL reads: quotes, files, masks */
export function hostRuleOf(line: Value): HostRule | undefined {
  if (typeof line !== 'string' || /["@\\]/.test(line)) return undefined;
  const words = line.replace(/#.*/, '').trim().split(/\s+/);
  const [type = '', databases = '', users = ''] = words;
  const [address = '', method = ''] = type === 'local' ? ['', ...words.slice(3)] : words.slice(3);
  if (!types.has(type) || method === '' || /^[\d:.]+$/.test(method)) return undefined;
  return { type, databases: databases.split(','), users: users.split(','), address, method };
}

/** Whether a line is about everybody's connections from everywhere to every database, replication left aside. */
export function isForAll({ databases, users, address }: HostRule): boolean {
  return databases.includes('all') && users.includes('all') && isAnywhere(address);
}

function isAnywhere(address: string): boolean {
  return address === 'all' || address === '0.0.0.0/0';
}

/**
 * Whether lines let a server at addresses of a range follow over TLS, as a role. That is a connection to no database:
 * `all` does not stand for it.
 */
export function letFollow(
  lines: readonly Value[],
  { user, from }: { readonly user: string; readonly from: string },
): 'yes' | 'no' | 'maybe' {
  for (const line of lines) {
    const rule = hostRuleOf(line);
    if (rule === undefined) return 'maybe';
    if (!['host', 'hostssl', 'hostnogssenc'].includes(rule.type) || !rule.databases.includes('replication'))
      continue;
    const isMeant = [isUser(rule.users, user), isFrom(rule.address, from)];
    if (isMeant.includes('no')) continue;
    if (isMeant.includes('maybe')) return 'maybe';
    return rule.method === 'reject' ? 'no' : 'yes';
  }
  return 'no';
}

function isUser(users: readonly string[], user: string): 'yes' | 'no' | 'maybe' {
  if (users.includes('all') || users.includes(user)) return 'yes';
  return users.some((one) => /^[+/]/.test(one)) ? 'maybe' : 'no';
}

function isFrom(address: string, range: string): 'yes' | 'no' | 'maybe' {
  if (isAnywhere(address)) return 'yes';
  // Of IPv6 the estate has none.
  if (address.includes(':')) return 'no';
  if (!isCidr(address)) return 'maybe';
  if (contains(address, range)) return 'yes';
  return overlap(address, range) ? 'maybe' : 'no';
}
