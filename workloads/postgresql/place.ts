import type { Dataset, Site } from '../../estate/model';
import { hostOf } from './names';

/**
 * Where a server runs: what the estate does not say, since a cluster or a machine decides it. Everything else of a
 * server’s settings is the same wherever it runs.
 */
export interface ServerPlace {
  /** Name that the server’s certificate carries and its peers connect to. */
  readonly host: string;
  /** Address to connect to where the name does not resolve; the certificate is still held to the name. */
  readonly hostAddress?: string;
  /** `listen_addresses`: in a pod all of its addresses, since no other is known before it runs. */
  readonly listenAddresses: string;
  /** From where servers and applications of this site connect, in CIDR notation. */
  readonly range: string;
  /** On the dataset’s encrypted volume: the cluster in `data/`, and `role.conf`. */
  readonly stateFolder: string;
  /** Holds the generated files; read only. */
  readonly settingsFolder: string;
  /** `ca.crt`, `server.crt`, `server.key`, `replication.crt`, `replication.key`; keys with mode 600. */
  readonly certificatesFolder: string;
  readonly socketFolder: string;
  /** The operating system’s account that runs the server and alone may administer it, over the local socket. */
  readonly account: string;
}

/** In a pod of the site’s cluster. The range is the subnet of the dataset’s domain, as in its security group. */
export function podPlace(dataset: Dataset, site: Site): ServerPlace {
  return {
    host: hostOf(dataset.name, site.name),
    listenAddresses: '*',
    range: site.network.subnets[dataset.domain],
    stateFolder: '/var/lib/postgresql',
    settingsFolder: '/etc/postgresql',
    certificatesFolder: '/etc/postgresql-certificates',
    socketFolder: '/var/run/postgresql',
    account: 'postgres',
  };
}

/** The server’s own log where no platform collects standard error. */
export function logFileOf(place: ServerPlace): string {
  return `${place.stateFolder}/server.log`;
}

export function dataFolderOf(place: ServerPlace): string {
  return `${place.stateFolder}/data`;
}

/** Outside the cluster’s folder: a base backup and a rewind copy all of that from another server. */
export function roleFileOf(place: ServerPlace): string {
  return `${place.stateFolder}/role.conf`;
}
