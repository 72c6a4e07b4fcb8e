import { filesCheck } from '../backup/check-files';
import { backupCommand } from '../backup/repository';
import type { Place } from '../model';
import { addBackup } from './backup';

export interface VolumeBackup {
  /** Claim of the dataset's volume, and the folder at which its server mounts it too. */
  readonly claim: string;
  readonly folder: string;
  /** What is below the folder and can be made again from the rest, or is on its way. @default nothing */
  readonly without?: readonly string[];
  /** Shell that looks into one file that was brought back, `$1`, and fails where it is not what such a file is. */
  readonly look: string;
}

/**
 * The backup of what a server of our own keeps as files: each is written once, or only grows, so that it can be read while
 * the server runs. The job mounts the volume beside the server, on the one node that has it, and only reads it.
 */
export function addVolumeBackup(place: Place, { claim, folder, without = [], look }: VolumeBackup): void {
  // Of the file system itself, and nobody's to read.
  const excluded = ['lost+found', ...without].flatMap((one) => ['--exclude', `${folder}/${one}`]);
  addBackup(place, {
    backup: {
      image: 'backup',
      command: ['/usr/bin/restic'],
      args: [...backupCommand(place), ...excluded, folder],
      mounts: [{ name: 'data', path: folder, from: { kind: 'claim', claim, readOnly: true } }],
    },
    restoreTest: {
      image: 'backup',
      shell: '/bin/sh',
      restic: '/usr/bin/restic',
      mounts: [],
      check: filesCheck(look),
    },
  });
}
