import { renderWorkloads } from '../bin/workload-inputs';
import { loadEstate } from '../estate/load-estate';
import { unpinned } from '../workloads/images';
import { asOf } from './estate-plan';

/** What runs at one site: a list of Kubernetes objects, as JSON. */
export interface RenderedSite {
  /** `primary-workloads` */
  readonly stack: string;
  readonly manifests: string;
}

let rendered: Promise<readonly RenderedSite[]> | undefined;

/** Stands for the digests of a release, in which every image is pinned. */
const pinned = `sha256:${'ab'.repeat(32)}`;

/** The estate's own workloads, every image pinned, rendered once in this process. */
export function estateWorkloads(): Promise<readonly RenderedSite[]> {
  rendered ??= renderWorkloads(loadEstate({ asOf })).then((inputs) =>
    inputs.map(({ stack, text }) => ({ stack, manifests: String(text).replaceAll(unpinned, pinned) })),
  );
  return rendered;
}
