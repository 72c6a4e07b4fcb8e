import { chownSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { InputError } from '../../terraform/errors';

/** The account that servers run as: PostgreSQL refuses root. */
export interface Account {
  readonly name: string;
  /** Put before a command to run it as that account; empty where we are it. */
  readonly prefix: readonly string[];
  /** Makes a file or folder the account’s. */
  own(path: string): void;
}

/** Who runs the drill. */
interface Us {
  readonly uid: number;
  readonly username: string;
}

/** Accounts that a machine has for such a purpose, the better one first. */
const unprivileged = ['postgres', 'nobody'] as const;

/**
 * Ourselves, or as root an account without rights: `postgres`, where a package has made it, else `nobody`.
 * @throws InputError where there is neither
 */
export function serverAccount(passwd = readFileSync('/etc/passwd', 'utf8'), us: Us = userInfo()): Account {
  if (us.uid !== 0) return { name: us.username, prefix: [], own: () => {} };
  const entries = passwd.split('\n').map((line) => line.split(':'));
  const found = unprivileged.map((name) => entries.find(([each]) => each === name));
  const entry = found.find((each) => each !== undefined);
  const [name, , user, group] = entry ?? [];
  if (name === undefined || !Number(user) || !Number(group)) {
    throw new InputError({
      value: `No account ${unprivileged.join(' or ')} on this machine.`,
      rule: 'PostgreSQL does not run as root.',
      fix: 'Run this as another account than root, or make one: useradd --system postgres',
    });
  }
  const as = [`--reuid=${user}`, `--regid=${group}`, '--clear-groups', '--no-new-privs'];
  return {
    name,
    prefix: ['setpriv', ...as, '--'],
    own: (path) => chownSync(path, Number(user), Number(group)),
  };
}
