import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEstate } from '../../estate/load-estate';
import type { Estate, Site } from '../../estate/model';
import { EnvironmentFile } from '../../operator/environment-file';
import { prepareSite } from '../../operator/prepare-site';
import { administrator, type CloudOptions, type StatefulCloud, startStatefulCloud } from './cloud';

export const estate = loadEstate();
export const clinic = siteNamed('clinic');
export const primary = siteNamed('primary');

interface Run {
  readonly site?: Site;
  readonly of?: Estate;
  /** `none` for a run without a file. */
  readonly env?: string;
  readonly imageFile?: string;
  readonly at?: StatefulCloud;
}

/** A folder and a cloud for one test. */
export class Bench {
  readonly folder = mkdtempSync(join(tmpdir(), 'prepare-'));
  cloud!: StatefulCloud;

  /** Begins, or begins again with another cloud. */
  async start(options: Partial<CloudOptions> = {}): Promise<void> {
    await this.cloud?.close();
    this.cloud = await startStatefulCloud({ region: clinic.identity.region, ...options });
  }

  async end(): Promise<void> {
    await this.cloud.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** One run, with all that it said. */
  async prepare({ site = clinic, of = estate, env = join(this.folder, 'env'), imageFile, at }: Run = {}) {
    const said: string[] = [];
    const { authUrl } = at ?? this.cloud;
    const administration = { authUrl, project: 'admin', domain: 'Default', credentials: administrator };
    const { refusals, deployment } = await prepareSite(of, site, administration, {
      passwords: new EnvironmentFile(env === 'none' ? undefined : env),
      tell: (did, what) => said.push(`${did} ${what}`),
      ...(imageFile === undefined ? {} : { imageFile }),
    });
    return { said, deployment, refused: refusals.map(({ message }) => message) };
  }
}

/** What there is, without what is drawn anew each time. */
export function names(of: StatefulCloud): Record<string, unknown> {
  const kinds = [
    'domains',
    'projects',
    'users',
    'types',
    'images',
    'flavors',
    'networks',
    'subnets',
    'os-aggregates',
  ];
  const listed = kinds.map((kind) => [kind, (of.things[kind] ?? []).map(({ name }) => name).sort()]);
  return Object.fromEntries([...listed, ['assignments', of.things.assignments?.length]]);
}

function siteNamed(name: string): Site {
  return estate.sites.find((site) => site.name === name) as Site;
}
