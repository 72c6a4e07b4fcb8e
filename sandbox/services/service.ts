import type { ProcessSpec } from '../../processes/start-process';
import type { Ini } from '../ini';
import type { DaemonSpec } from '../nursery';
import type { Sandbox, Site } from '../sandbox';
import type { Family } from './families';

/** A file that a service reads, below the site's folder. */
export interface ConfigurationFile {
  readonly path: string;
  /** Settings, or the text itself. */
  readonly content: Ini | string;
}

/** A program of the Python environment that runs to its end. */
export interface Migration {
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface CatalogEntry {
  readonly name: string;
  readonly type: string;
  readonly url: string;
}

/** Where a service answers whoever asks, without a token. */
export interface HealthCheck {
  readonly name: string;
  readonly url: string;
}

export interface FamilyDaemon extends DaemonSpec {
  readonly family: Family;
}

export type SiteProcess = ProcessSpec | FamilyDaemon;

/** One OpenStack service of a site: how it is configured, migrated, entered into the catalogue and run. */
export interface Service {
  readonly name: string;
  /** Schemas of its own, by their short names. The first is the one that migrations fill. */
  readonly databases: readonly string[];
  readonly catalog?: (site: Site) => readonly CatalogEntry[];
  readonly health?: (site: Site) => HealthCheck;
  readonly configuration: (site: Site, sandbox: Sandbox) => readonly ConfigurationFile[];
  readonly migrations?: (site: Site) => readonly Migration[];
  readonly processes: (site: Site, sandbox: Sandbox) => readonly SiteProcess[];
  /** What starts when Keystone and Placement answer: it asks them at once, and ends or waits a minute if they do not. */
  readonly lateProcesses?: (site: Site, sandbox: Sandbox) => readonly SiteProcess[];
}
