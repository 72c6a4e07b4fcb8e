import { followingConnection, followingSlot } from './connections';
import { type Group, type Member, othersOf } from './group';
import { rendered, type Setting } from './settings';
import { standbyNames } from './standby-names';

/**
 * What a server can be, each as a file that is included by its postgresql.conf: made beforehand, so that nobody
 * writes settings in an emergency.
 *
 * - `role-leading.conf`: leads, and waits for as many copies as the estate declares;
 * - `role-leading-without-SITE.conf`: leads while that copy is lost;
 * - `role-leading-alone.conf`: leads and waits for nobody;
 * - `role-following-SITE.conf`: follows the server there.
 */
export function roleFiles(group: Group, member: Member): Record<string, string> {
  const others = othersOf(group, member);
  const leading = (without: readonly Member[], because: string) =>
    file([{ name: 'synchronous_standby_names', value: standbyNames(group, member, without), because }]);
  return {
    'role-leading.conf': leading([], 'a commit is done when these have it on disk; without them writes wait'),
    ...Object.fromEntries(
      others.map((lost) => [
        `role-leading-without-${lost.site.name}.conf`,
        leading(
          [lost],
          `${lost.site.name} is lost and not waited for: what it would have had is at fewer sites`,
        ),
      ]),
    ),
    'role-leading-alone.conf': leading(
      others,
      'waits for nobody: the next loss takes what the other copies have not yet got',
    ),
    ...Object.fromEntries(
      others.map((leader) => [`role-following-${leader.site.name}.conf`, following(group, member, leader)]),
    ),
  };
}

function following(group: Group, member: Member, leader: Member): string {
  return file([
    {
      name: 'primary_conninfo',
      value: followingConnection(group, member, leader),
      because: 'certificates of both ends are verified; there is no password',
    },
    {
      name: 'primary_slot_name',
      value: followingSlot(member),
      because: 'the leader keeps what is not here yet',
    },
    {
      name: 'synchronous_standby_names',
      value: standbyNames(group, member),
      because: 'no meaning while it follows; promoted by mistake, it acknowledges nothing that is here alone',
    },
  ]);
}

function file(settings: readonly Setting[]): string {
  return `${settings.map(rendered).join('\n').trim()}\n`;
}
