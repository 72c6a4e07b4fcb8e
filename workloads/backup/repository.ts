import { type BackupTarget, repositoryOf } from '../../contracts/backups';
import type { Container, Mount } from '../components/pod';
import type { Place } from '../model';
import { datasetOfPlace } from '../model';

/** Where restic looks for what it keeps to itself, and what it needs to read and write. */
const folders = { secret: '/etc/backup', cache: '/cache' } as const;

/**
 * Secrets of the two that reach a backup, which whoever operates the clusters puts there: `password` opens the backup,
 * `credentials` (a file in the form of the AWS tools) admits to its container, `ca.crt` proves the object store. Both
 * have the password; each has credentials of its own, so that one is taken back without the other.
 */
export const backupSecrets = { writer: 'backup-writer', keeper: 'backup-keeper' } as const;

/** The place that keeps the backup of the workload's dataset, if nodes here reach it. */
export function targetOf(place: Place): BackupTarget | undefined {
  const { name } = datasetOfPlace(place);
  return place.contract.backups[name];
}

/**
 * What restic is told, and nothing of it in an argument. It encrypts before anything leaves the pod, by a key that only
 * the password opens. Source: restic.readthedocs.io, "Environment Variables", "References".
 */
export function resticSettings(
  target: BackupTarget,
  secret: string,
): Required<Pick<Container, 'environment' | 'mounts'>> {
  const cache: Mount = { name: 'cache', path: folders.cache, from: { kind: 'scratch', size: '4Gi' } };
  return {
    environment: {
      RESTIC_REPOSITORY: repositoryOf(target),
      RESTIC_PASSWORD_FILE: `${folders.secret}/password`,
      RESTIC_CACERT: `${folders.secret}/ca.crt`,
      RESTIC_CACHE_DIR: folders.cache,
      AWS_SHARED_CREDENTIALS_FILE: `${folders.secret}/credentials`,
      TMPDIR: folders.cache,
    },
    mounts: [{ name: 'backup', path: folders.secret, from: { kind: 'secret', secret, given: true } }, cache],
  };
}

/** The program alone, for a container whose own image has what reads the data. It needs nothing of its image beside it. */
export const resticProgram: Mount = {
  name: 'restic',
  path: '/restic',
  from: { kind: 'image', image: 'backup' },
};
export const resticPath = `${resticProgram.path}/usr/bin/restic`;

/** For every command: buckets are parts of the path, and who finds the backup locked waits for the other one. */
export const resticOptions = ['--option', 's3.bucket-lookup=path', '--retry-lock', '3h'] as const;

/** What a command that writes a backup begins with: what it is of, and from where. */
export function backupCommand(place: Place): readonly string[] {
  const { name } = datasetOfPlace(place);
  return ['backup', ...resticOptions, '--host', place.site.name, '--tag', name];
}
