/**
 * What a site's APIs said exists, read with credentials that can only read. `estate observe` writes it, `estate
 * verify --observation` reads it: neither a plan nor a state can show how a volume was made, or what stands in a
 * project that Terraform does not manage.
 */
export interface Observation {
  readonly kind: 'observation';
  readonly schemaVersion: '1.0.0';
  /** Start of the reading, ISO 8601 in UTC with seconds. */
  readonly observedAt: string;
  /** The stack, and so the site, whose project was read. */
  readonly stack: string;
  /** Where the token was issued and what it is scoped to, as the token itself says. */
  readonly cloud: {
    readonly authUrl: string;
    readonly region: string;
    readonly projectId: string;
    readonly projectName: string;
    readonly domainName: string;
  };
  /** Terraform types whose objects were all listed: of these alone is an absence known. */
  readonly listed: readonly string[];
  /** Types that could not be listed, and why: no such service, no permission. */
  readonly notListed: readonly { readonly type: string; readonly reason: string }[];
  readonly resources: readonly ObservedResource[];
}

/** One object of the project. Payloads, passwords and user data are never read. */
export interface ObservedResource {
  /** Terraform's type for it, such as `openstack_blockstorage_volume_v3`. */
  readonly type: string;
  readonly id: string;
  readonly name: string;
  /** Made by the cloud itself, for another object: the `default` security group, a DHCP port. */
  readonly madeByCloud: boolean;
  /** Values under the names that the provider's schema gives them; what was not read is absent. */
  readonly attributes: { readonly [name: string]: unknown };
  /** Of volumes. */
  readonly encryption?: {
    readonly encrypted: boolean;
    /** Null where the cloud does not tell which (Cinder before microversion 3.64). */
    readonly keyId: string | null;
    /** ISO 8601 in UTC. */
    readonly createdAt: string;
  };
}
