import { contractOf } from '../../contracts/cluster';
import type { Estate } from '../../estate/model';
import { renderSites } from '../../workloads/render';
import type { KubernetesObject } from '../../workloads/rendered';

/** Everything that runs at a site of an estate, and ways to find it again. */
export class RenderedSite {
  constructor(readonly objects: readonly KubernetesObject[]) {}

  /** The one object of a kind and name. */
  one(kind: string, name: string): KubernetesObject {
    const found = this.objects.filter((each) => each.kind === kind && each.metadata.name === name);
    if (found.length !== 1) throw new Error(`${found.length} objects ${kind} ${name}`);
    return found[0] as KubernetesObject;
  }

  /** A file of a server's settings, whose ConfigMap has a hash of them in its name. */
  settings(name: string, file: string): string {
    const found = this.ofKind('ConfigMap').filter(({ metadata }) => metadata.name.startsWith(`${name}-`));
    const text = (found[0]?.data as Readonly<Record<string, string>> | undefined)?.[file];
    if (found.length !== 1 || text === undefined) throw new Error(`${found.length} ${name} with ${file}`);
    return text;
  }

  /** Its `spec`. */
  spec(kind: string, name: string): { readonly [key: string]: unknown } {
    return this.one(kind, name).spec as { readonly [key: string]: unknown };
  }

  ofKind(kind: string): readonly KubernetesObject[] {
    return this.objects.filter((each) => each.kind === kind);
  }

  inNamespace(namespace: string): readonly KubernetesObject[] {
    return this.objects.filter(({ metadata }) => metadata.namespace === namespace);
  }
}

/** Sites of an estate, rendered from the estate alone. @param names default: every site */
export async function renderedSites(
  estate: Estate,
  names: readonly string[] = estate.sites.map(({ name }) => name),
): Promise<Readonly<Record<string, RenderedSite>>> {
  const contracts = new Map(names.map((name) => [name, contractOf(estate, name)]));
  const rendered = await renderSites(estate, contracts);
  return Object.fromEntries([...rendered].map(([site, objects]) => [site, new RenderedSite(objects)]));
}

/** A site that has to be there. */
export function siteIn(sites: Readonly<Record<string, RenderedSite>>, name: string): RenderedSite {
  const site = sites[name];
  if (site === undefined) throw new Error(`nothing was rendered for ${name}`);
  return site;
}
