import type { Site } from '../estate/model';
import { registryName } from '../estate/nodes';
import digests from './image-digests.json';

/** An image of a project that is well kept, as its own registry names it. */
export interface Image {
  readonly repository: string;
  readonly tag: string;
  /** Where the project says that this is its image. */
  readonly source: string;
}

/** Every image that runs anywhere, but for those that a workload names itself. A version is changed here, its digest is pinned with `npm run images`. */
export const images = {
  alertmanager: {
    repository: 'quay.io/prometheus/alertmanager',
    tag: 'v0.28.1',
    source: 'https://github.com/prometheus/alertmanager',
  },
  backup: {
    repository: 'docker.io/restic/restic',
    tag: '0.18.1',
    source: 'https://restic.readthedocs.io/en/stable/020_installation.html',
  },
  falco: {
    repository: 'docker.io/falcosecurity/falco',
    tag: '0.44.1',
    source: 'https://github.com/falcosecurity/falco',
  },
  fhir: {
    repository: 'docker.io/hapiproject/hapi',
    tag: 'v8.10.0-3',
    source: 'https://github.com/hapifhir/hapi-fhir-jpaserver-starter',
  },
  fhirPseudonymizer: {
    repository: 'ghcr.io/miracum/fhir-pseudonymizer',
    tag: 'v2.22.4',
    source: 'https://github.com/miracum/fhir-pseudonymizer',
  },
  identityProvider: {
    repository: 'quay.io/keycloak/keycloak',
    tag: '26.7.0',
    source: 'https://www.keycloak.org/server/containers',
  },
  jobMetrics: {
    repository: 'registry.k8s.io/kube-state-metrics/kube-state-metrics',
    tag: 'v2.17.0',
    source: 'https://github.com/kubernetes/kube-state-metrics',
  },
  languageModel: {
    repository: 'quay.io/redhat-ai-services/modelcar-catalog',
    tag: 'granite-3.3-2b-instruct',
    source: 'https://github.com/redhat-ai-services/modelcar-catalog',
  },
  imaging: {
    repository: 'docker.io/orthancteam/orthanc',
    tag: '26.9.1',
    source: 'https://orthanc.uclouvain.be/book/users/docker-orthancteam.html',
  },
  logs: {
    repository: 'docker.io/timberio/vector',
    tag: '0.56.0-distroless-libc',
    source: 'https://vector.dev/docs/setup/installation/platforms/docker/',
  },
  matchbox: {
    repository: 'europe-west6-docker.pkg.dev/ahdis-ch/ahdis/matchbox',
    tag: 'v4.1.19',
    source: 'https://github.com/ahdis/matchbox',
  },
  metrics: {
    repository: 'quay.io/prometheus/prometheus',
    tag: 'v3.5.0',
    source: 'https://github.com/prometheus/prometheus',
  },
  modelServer: {
    repository: 'public.ecr.aws/q9t5s3a7/vllm-cpu-release-repo',
    tag: 'v0.17.1',
    source: 'https://docs.vllm.ai/en/latest/getting_started/installation/cpu.html',
  },
  postgresql: {
    repository: 'ghcr.io/cloudnative-pg/postgresql',
    tag: '17.7-standard-trixie',
    source: 'https://github.com/cloudnative-pg/postgres-containers',
  },
  proxy: {
    repository: 'docker.io/envoyproxy/envoy',
    tag: 'distroless-v1.38.0',
    source: 'https://www.envoyproxy.io/docs/envoy/latest/start/install',
  },
  pseudonyms: {
    repository: 'ghcr.io/miracum/vfps',
    tag: 'v1.22.3',
    source: 'https://github.com/miracum/vfps',
  },
  signIn: {
    repository: 'quay.io/oauth2-proxy/oauth2-proxy',
    tag: 'v7.12.0',
    source: 'https://github.com/oauth2-proxy/oauth2-proxy',
  },
  registry: {
    repository: 'ghcr.io/project-zot/zot',
    tag: 'v2.1.21',
    source: 'https://zotregistry.dev/latest/general/releases/',
  },
} as const satisfies Record<string, Image>;

export type ImageName = keyof typeof images;

/**
 * Stands for a digest that nobody has looked up yet. No image has it, so that what is not pinned does not start, and
 * the judge says that it is undecided.
 */
export const unpinned = `sha256:${'0'.repeat(64)}`;

/**
 * The reference by which a site's nodes pull an image: from the site's own registry, which keeps it under its whole
 * name, and by its digest.
 */
export function imageOf(site: Pick<Site, 'name'>, image: ImageName | Image): string {
  const { repository, tag } = typeof image === 'string' ? images[image] : image;
  const pinned = (digests as Readonly<Record<string, string>>)[`${repository}:${tag}`] ?? unpinned;
  return `${registryName(site)}/${repository}:${tag}@${pinned}`;
}
