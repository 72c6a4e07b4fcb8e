import { join } from 'node:path';
import { readJson, writePrivateJson } from '../processes/private-file';
import { defaultNet, parseNet, sharedAddress, siteAddress } from './addresses';
import { lockHash } from './install/requirements';
import { Passwords } from './passwords';
import { SandboxError } from './sandbox-error';

/** One site to imitate, in plain data: nothing here knows the estate. */
export interface SiteRequest {
  readonly name: string;
  /** Region of its catalogue. Sites may have the same: each has a Keystone of its own. */
  readonly region: string;
  /** Availability zone of its storage. */
  readonly zone: string;
}

export interface SandboxRequest {
  /** Everything of this sandbox but the installation is kept here; private to its owner. */
  readonly folder: string;
  /** What sandboxes of one account share: the Python environment and the migrated, empty schemas. */
  readonly cacheFolder: string;
  /** This room's own folder, with its Python and its lock of requirements. */
  readonly sources: string;
  /** Name of the realm in which the sites' object stores synchronise containers. */
  readonly realm: string;
  readonly sites: readonly SiteRequest[];
  /** ESTATE_SANDBOX_NET, if given. */
  readonly net?: string;
}

export interface Site extends SiteRequest {
  readonly address: string;
  readonly folder: string;
}

export interface Sandbox {
  readonly folder: string;
  readonly sources: string;
  /** The Python environment, once it is installed. */
  readonly environment: string;
  /** The migrated, empty schemas. */
  readonly golden: string;
  readonly net: number;
  /** Address of what the sites share. */
  readonly address: string;
  readonly realm: string;
  readonly sites: readonly Site[];
  readonly passwords: Passwords;
}

interface Kept {
  readonly net: number;
  /** In the order of their addresses. A site that the estate no longer has keeps its place. */
  readonly sites: readonly string[];
}

/**
 * Finds a sandbox where it was left, or lays a new one out. Addresses are kept: a later command finds them without
 * the variable, and a new site gets the next one.
 */
export function openSandbox(request: SandboxRequest): Sandbox {
  const file = join(request.folder, 'sandbox.json');
  const kept = readJson<Kept>(file);
  const net = netOf(kept?.net, request.net);
  const known = kept?.sites ?? [];
  const names = [...known, ...request.sites.map(({ name }) => name).filter((name) => !known.includes(name))];
  if (names.length !== known.length) writePrivateJson(file, { net, sites: names } satisfies Kept);
  checkPathLength(request.folder, names);
  const cache = join(request.cacheFolder, lockHash(request.sources));
  return {
    folder: request.folder,
    sources: request.sources,
    environment: join(cache, 'venv'),
    golden: join(cache, 'golden'),
    net,
    address: sharedAddress(net),
    realm: request.realm,
    sites: request.sites.map((site) => ({
      ...site,
      address: siteAddress(net, names.indexOf(site.name)),
      folder: join(request.folder, 'sites', site.name),
    })),
    passwords: new Passwords(join(request.folder, 'passwords.json')),
  };
}

function netOf(kept: number | undefined, given: string | undefined): number {
  const asked = given === undefined ? undefined : parseNet(given);
  if (kept !== undefined && asked !== undefined && kept !== asked)
    throw new SandboxError(
      `ESTATE_SANDBOX_NET=${asked}, and this sandbox lives on 127.${kept}.0.0/16`,
      'a sandbox keeps its addresses: they stand in its databases',
      `leave the variable out, or stop this sandbox and remove its folder first`,
    );
  return kept ?? asked ?? defaultNet;
}

/** Unix sockets have paths of at most 107 characters, and OVN and MariaDB listen on some. */
function checkPathLength(folder: string, sites: readonly string[]): void {
  const longest = Math.max(...sites.map((name) => name.length));
  const length = Buffer.byteLength(join(folder, 'sites', 'x'.repeat(longest), 'ovn', 'northd.ctl'));
  if (length <= 107) return;
  throw new SandboxError(
    `${folder} makes paths of ${length} characters`,
    'a Unix socket has a path of at most 107',
    'put the project into a folder with a shorter path',
  );
}
