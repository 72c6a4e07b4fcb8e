import type { Place } from './place';

/** What a marked thing is for. */
export type Role =
  /** network and subnet of a domain */
  | 'domain'
  /** network and subnet in which the object store answers */
  | 'objects'
  /** the router that ends the tunnels */
  | 'edge'
  /** server and port of a node */
  | 'node'
  /** security group of a pool or of a dataset's path */
  | 'access'
  /** volume or container that holds a copy of a dataset */
  | 'data'
  /** encrypted disk of a node for etcd, kubelet, swap, temporary files and logs */
  | 'system'
  /** container that holds what was overwritten or deleted in a dataset's container */
  | 'versions'
  /** container that holds a dataset's backup */
  | 'backup';

export interface Marks {
  readonly role: Role;
  /** @default - belongs to no dataset */
  readonly dataset?: string;
}

/** Marks as metadata of servers and volumes: `estate:site`, `estate:role`, `estate:dataset`. */
export function markMetadata(place: Place, marks: Marks): Record<string, string> {
  return marked(place, marks, 'estate:');
}

/**
 * Marks as metadata of a Swift container, `estate-site` and so on: they travel as names of HTTP headers, in
 * which a colon is not allowed (RFC 9110, section 5.6.2), and the provider would fail at apply.
 */
export function markHeaders(place: Place, marks: Marks): Record<string, string> {
  return marked(place, marks, 'estate-');
}

/** Marks as Neutron tags, `estate:site=primary`, ready to be spread; nothing where the cloud's Neutron has no tags. */
export function markTags(place: Place, marks: Marks): { readonly tags?: string[] } {
  if (!place.neutronTags) return {};
  return { tags: Object.entries(markMetadata(place, marks)).map(([name, value]) => `${name}=${value}`) };
}

function marked(place: Place, { role, dataset }: Marks, prefix: string): Record<string, string> {
  const metadata: Record<string, string> = {};
  if (dataset !== undefined) metadata[`${prefix}dataset`] = dataset;
  metadata[`${prefix}role`] = role;
  metadata[`${prefix}site`] = place.site.name;
  return metadata;
}
