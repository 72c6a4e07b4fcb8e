import type { Site } from '../estate/model';
import digests from './image-digests.json';

/** An image of a project that is well kept, as its own registry names it. */
interface Image {
  readonly repository: string;
  readonly tag: string;
  /** Where the project says that this is its image. */
  readonly source: string;
}

/** Every image that runs anywhere. A version is changed here, its digest is pinned with `npm run images`. */
export const images = {
  fhir: {
    repository: 'docker.io/hapiproject/hapi',
    tag: 'v8.4.0-1',
    source: 'https://github.com/hapifhir/hapi-fhir-jpaserver-starter',
  },
  postgresql: {
    repository: 'ghcr.io/cloudnative-pg/postgresql',
    tag: '17.7-standard-trixie',
    source: 'https://github.com/cloudnative-pg/postgres-containers',
  },
} as const satisfies Record<string, Image>;

export type ImageName = keyof typeof images;

/**
 * Stands for a digest that nobody has looked up yet. No image has it, so that what is not pinned does not start, and
 * the judge says that it is undecided.
 */
export const unpinned = `sha256:${'0'.repeat(64)}`;

/** Host of the site's own registry: no node pulls from anywhere else, so that a site starts with all others lost. */
export function registryOf({ name }: Pick<Site, 'name'>): string {
  return `registry.${name}.lausitz.internal`;
}

/**
 * The reference by which a site's nodes pull an image: from the site's own registry, which keeps it under its whole
 * name, and by its digest.
 */
export function imageOf(site: Pick<Site, 'name'>, name: ImageName): string {
  const { repository, tag } = images[name];
  const pinned = (digests as Readonly<Record<string, string>>)[`${repository}:${tag}`] ?? unpinned;
  return `${registryOf(site)}/${repository}:${tag}@${pinned}`;
}
