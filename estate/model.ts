/**
 * What exists: sites, datasets, links and assumptions, as plain data. Nothing in here knows Terraform.
 * Sites are named by their role; a dataset names where its copies live and which losses it must withstand.
 */

/** ISO 3166-1 alpha-2 code, upper case. */
export type Country = string;
/** IPv4 range in CIDR notation. */
export type Cidr = string;
/** ISO 8601 calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** The separation a health data site needs: identity, mapping and research never share anything that holds data. */
export const domains = ['identity', 'mapping', 'research', 'operations'] as const;
export type Domain = (typeof domains)[number];

/** What can be lost at once. A loss takes every copy whose site (or key, or credential) belongs to it. */
export const lossKinds = [
  'site',
  'zone',
  'building',
  'town',
  'control-plane',
  'identity-provider',
  'key-store',
  'account',
  'key',
  'credential',
] as const;
export type LossKind = (typeof lossKinds)[number];

/** Things a site shares its fate with. Two sites with the same value here fail together. */
export interface FailureDomains {
  /** Availability zone as the cloud names it, qualified by its region. */
  readonly zone: string;
  readonly building: string;
  readonly town: string;
  /** The region's API. */
  readonly controlPlane: string;
  readonly identityProvider: string;
  readonly keyStore: string;
  /** The contract or domain whose owner can close everything in it. */
  readonly account: string;
}

/** The Open Telekom Cloud: OpenStack APIs, KMS keys by volume metadata, no Barbican, no Swift. */
export interface OpenTelekomCloud {
  readonly kind: 'open-telekom-cloud';
  /** Volume type for data; encryption is metadata, not type. */
  readonly volumeType: string;
}

/** Plain OpenStack: LUKS volume types with keys in Barbican, Swift containers. */
export interface PlainOpenStack {
  readonly kind: 'openstack';
  /** Volume type that the operator has set up with LUKS encryption. */
  readonly volumeType: string;
  /** Every volume type whose encryption the operator vouches for; contains `volumeType`. */
  readonly encryptedVolumeTypes: readonly string[];
}

export type Cloud = OpenTelekomCloud | PlainOpenStack;

/** What a credential may do at a site. `account` implies everything else. */
export const rights = ['deploy', 'destroy-data', 'read-data', 'use-keys', 'destroy-keys', 'account'] as const;
export type Right = (typeof rights)[number];

/** One credential and its rights at the site that lists it. The same name at two sites is the same credential. */
export interface CredentialGrant {
  readonly name: string;
  readonly rights: readonly Right[];
}

export interface KeyCustody {
  /** The key store that holds this site's keys; equals `failureDomains.keyStore`. */
  readonly keyStore: string;
  readonly country: Country;
  /** Names of credentials (listed in `credentials`) that may destroy keys here; none of them may deploy. */
  readonly destroyedBy: readonly string[];
  /** Names of credentials that can read or use keys here. */
  readonly usedBy: readonly string[];
  /** Keys are guaranteed to exist until this day. */
  readonly keysLiveUntil: IsoDate;
  /**
   * One key for each domain's system volumes (etcd, kubelet, swap, logs), UUID. They can hold traces of any
   * dataset of the domain, so no dataset's own key opens them and no two domains share one.
   */
  readonly systemKeys: Readonly<Record<Domain, string>>;
}

export interface SiteNetwork {
  /** Everything of the site lies within this range; sites never overlap. */
  readonly range: Cidr;
  /** One subnet per domain, inside `range`, disjoint. */
  readonly subnets: Readonly<Record<Domain, Cidr>>;
  /** The only range from which administration ports may be reached. */
  readonly management: Cidr;
  /** External network of the one edge router that terminates the tunnels; no server is ever attached to it. UUID. */
  readonly externalNetworkId: string;
  /** Public address of the site's VPN gateway, as its peers see it. */
  readonly gatewayAddress: string;
}

/** What the site's project is allowed to hold; checked against what the estate needs there. */
export interface SiteLimits {
  readonly instances: number;
  readonly volumes: number;
  /** GiB */
  readonly volumeGigabytes: number;
  readonly vpnGateways: number;
}

export interface NodePoolSize {
  /** Servers in the domain's pool. */
  readonly nodes: number;
}

/** A tunnel from this site to another one. Listed at one of its two ends. */
export interface LinkDeclaration {
  readonly to: string;
  /** Name of a suite in `estate/suites.ts`. */
  readonly suite: string;
}

/** Where other sites' Swift finds this site's, to synchronise containers. Realm and cluster are the operators' names. */
export interface ObjectStore {
  /** Realm of container synchronisation, which the operators of all its clusters have agreed on. */
  readonly realm: string;
  /** This site's cluster in the realm. */
  readonly cluster: string;
  /** Account of the site's project: `AUTH_` and the project's id. */
  readonly account: string;
}

/**
 * Where nodes reach a site's object store, by S3: they send backups there, from this site and through tunnels from
 * others. Its operator gives the store an address in that range, in a subnet of the project which the stack makes.
 */
export interface ObjectAccess {
  /** Name that every site's resolvers know and that the store's certificate bears. */
  readonly host: string;
  /** TCP port, with TLS. */
  readonly port: number;
  /** Inside the site's range, apart from everything else in it. */
  readonly range: Cidr;
}

export interface Site {
  /** Role name: lower-case letters, digits and dashes; also the stack's name. */
  readonly name: string;
  readonly title: string;
  readonly role: 'primary' | 'mirror' | 'clinic';
  readonly cloud: Cloud;
  readonly country: Country;
  readonly failureDomains: FailureDomains;
  /** Keystone v3 endpoint, region and project; credentials are never part of the estate. */
  readonly identity: {
    readonly authUrl: string;
    readonly region: string;
    /** Domain name of the project and of its users. */
    readonly domain: string;
    readonly project: string;
  };
  /** Zone name for Nova and Cinder, e.g. `eu-de-01`. */
  readonly availabilityZone: string;
  readonly network: SiteNetwork;
  readonly keyCustody: KeyCustody;
  readonly credentials: readonly CredentialGrant[];
  readonly nodePools: Readonly<Record<Domain, NodePoolSize>>;
  /** Glance image id (UUID): an id cannot be re-pointed as a name can. */
  readonly imageId: string;
  readonly flavorId: string;
  readonly capabilities: {
    /** Swift with versioned containers. */
    readonly objects: boolean;
  };
  /** @default - no container is synchronised with this site's */
  readonly objectStore?: ObjectStore;
  /** @default - no node has a way to its object store, so that nothing writes the backups that are kept here */
  readonly objectAccess?: ObjectAccess;
  readonly limits: SiteLimits;
  readonly links: readonly LinkDeclaration[];
}

/** Where a copy of a dataset lives and which key opens it there. */
export interface Placement {
  readonly site: string;
  /** KMS key id (Open Telekom Cloud) or Barbican secret id (plain OpenStack, where Cinder makes the volume's own key), UUID. Never key material. */
  readonly key: string;
}

export interface Copy extends Placement {
  readonly mode: 'synchronous' | 'asynchronous';
  /** Greatest lag behind the home, in seconds; 0 only for a synchronous copy. */
  readonly lagSeconds: number;
}

export interface Backup extends Placement {
  /** Days an overwritten or deleted object version is kept. */
  readonly keepDays: number;
}

export interface Dataset {
  /** lower-case letters, digits and dashes */
  readonly name: string;
  readonly title: string;
  readonly domain: Domain;
  /** Name of a class in `estate/classes.ts`; it decides the permitted countries. */
  readonly dataClass: string;
  readonly home: Placement;
  readonly copies: readonly Copy[];
  /** The site whose copy no credential reaches that reaches another copy. */
  readonly outOfReach: string;
  readonly backup: Backup;
  /** Per copy, in GiB. */
  readonly sizeGiB: number;
  readonly retention: { readonly years: number; readonly erasure: 'destroy-key' | 'overwrite' };
  /** Losses of which any single one leaves a copy. */
  readonly withstands: readonly LossKind[];
  /** How the application replicates: TCP port at the copy's server, protocol for people. */
  readonly replication: { readonly protocol: string; readonly port: number };
  /**
   * Made of objects: where every site that holds it has Swift, versioned containers hold them, and each container
   * feeds the next one, from the home to the site out of reach. @default false
   */
  readonly objects?: boolean;
}

export interface DataClass {
  readonly name: string;
  readonly title: string;
  readonly permittedCountries: readonly Country[];
  /** Law or standard, and whether the estate is stricter. */
  readonly source: string;
}

/** An IPsec suite; names are those of the Neutron VPNaaS API. */
export interface Suite {
  readonly name: string;
  readonly ikeVersion: 'v2';
  readonly encryption: string;
  readonly hash: string;
  readonly group: string;
  readonly ikeLifetimeSeconds: number;
  readonly ipsecLifetimeSeconds: number;
}

export interface Link {
  /** The two ends, sorted by name. */
  readonly sites: readonly [string, string];
  readonly suite: Suite;
}

export interface AssumptionConcerns {
  /** Verdicts about copies at these sites. */
  readonly sites: readonly string[];
  /** For losses of these kinds. @default every kind */
  readonly losses?: readonly LossKind[];
  /**
   * True where the statement is that these sites do not share what is lost: it then matters only for a loss that
   * takes one of them. Otherwise it says that a copy at each of them is what it seems.
   * @default false
   */
  readonly apart?: boolean;
}

/** Something no plan can show and on which verdicts rest. Unconfirmed, it makes them conditional. */
export interface Assumption {
  /** lower-case letters, digits and dashes */
  readonly name: string;
  readonly statement: string;
  readonly source: string;
  readonly confirmed: boolean;
  /** After this day a confirmation no longer counts. */
  readonly reviewBy: IsoDate;
  /** Which verdicts rest on it. */
  readonly concerns: AssumptionConcerns;
}

/**
 * What a policy cannot do without: `estate`, anything that only an estate declares (datasets, endpoints, ranges,
 * zones, images, keys); `country`, to know in which country a site may be.
 */
export type Need = 'estate' | 'country';

/** What there is of an estate that is made up for plans of somebody else. */
export interface Foreign {
  readonly cloud: Cloud;
  /** Policies that need one of these are not applicable. */
  readonly lacks: ReadonlySet<Need>;
}

/** The whole, validated. Made by `defineEstate`, or without sites and datasets by `foreignEstate`. */
export interface Estate {
  readonly sites: readonly Site[];
  readonly datasets: readonly Dataset[];
  readonly classes: readonly DataClass[];
  readonly links: readonly Link[];
  readonly assumptions: readonly Assumption[];
  /** Only where the plans belong to no estate of ours: every stack is then a site of its own. */
  readonly foreign?: Foreign;
  /** Only where it stands in a sandbox on this machine (`deployment.ts`): its endpoints are loopback addresses. */
  readonly sandbox?: true;
}
