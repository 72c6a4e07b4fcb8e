import { groupVariable, ownerVariable } from './records';

/**
 * The environment of everything we start: nothing of the caller's, so that no credential of theirs is inherited and
 * no setting of theirs decides; and our mark.
 */
export function environmentFor(
  ownerFolder: string,
  group: string,
  home: string,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    PYTHONWARNINGS: 'ignore',
    // What is installed is compiled already, and sources of ours stay as they are.
    PYTHONDONTWRITEBYTECODE: '1',
    [ownerVariable]: ownerFolder,
    [groupVariable]: group,
    ...more,
  };
}
