import { apiextensions } from '@pulumi/kubernetes';
import { hostAt } from '../../estate/nodes';
import { metadataOf } from '../marks';
import type { Place } from '../model';

/**
 * Name of the ClusterIssuer of every site. It signs with an authority of the site's own, which the region's root has
 * signed: a site issues and renews with all others lost, and every site trusts every other's certificates, since
 * `ca.crt` is the root.
 */
export const siteAuthority = 'site-authority';

/** Name of the ClusterIssuer whose certificates people's browsers trust. */
export const publicAuthority = 'public-authority';

/** 90 days, renewed after 60: what a stolen key is worth ends soon, and a month is left to mend what does not renew. */
const lifetime = { duration: '2160h', renewBefore: '720h' } as const;

/** What a certificate proves: a server's name, or who a client is. */
export type Use = 'server' | 'client';

export interface Certificate {
  /** Within the namespace; also the name of its Secret. */
  readonly name: string;
  /** Names that it is valid for. A client needs none. @default none */
  readonly hosts?: readonly string[];
  /** Who a client is. @default none: servers go by their hosts */
  readonly commonName?: string;
  /** @default ['server'] */
  readonly uses?: readonly Use[];
  /** Who issues it. @default the site's own authority */
  readonly authority?: typeof siteAuthority | typeof publicAuthority;
  /** Adds the key as `key.der` (PKCS #8), which is what the JDBC driver of PostgreSQL reads. @default false */
  readonly der?: boolean;
  /** Adds certificate and key in one file, `tls-combined.pem`. @default false */
  readonly combined?: boolean;
  /** Labels of its Secret, for an operator that looks for them. @default none */
  readonly secretLabels?: Readonly<Record<string, string>>;
}

/**
 * A certificate from the site's authority, with a new key at each renewal. Source: cert-manager.io, "Certificate
 * resources"; BSI TR-02102-1 for curve secp384r1.
 *
 * @returns the name of the Secret that holds `tls.crt`, `tls.key` (PKCS #8) and `ca.crt`
 * @throws Error for one that names neither a host nor a client
 */
export function addCertificate(place: Place, certificate: Certificate): string {
  const {
    name,
    hosts = [],
    commonName,
    uses = ['server'],
    der = false,
    combined = false,
    authority = siteAuthority,
    secretLabels,
  } = certificate;
  const formats = [...(der ? ['DER'] : []), ...(combined ? ['CombinedPEM'] : [])];
  if (hosts.length === 0 && commonName === undefined) {
    throw new Error(`certificate ${name} of ${place.namespace} names neither a host nor a client`);
  }
  new apiextensions.CustomResource(`${place.namespace}/certificate/${name}`, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: metadataOf(place, name),
    spec: {
      secretName: name,
      ...(secretLabels ? { secretTemplate: { labels: secretLabels } } : {}),
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: authority },
      ...(commonName === undefined ? {} : { commonName }),
      ...(hosts.length > 0 ? { dnsNames: [...hosts] } : {}),
      usages: ['digital signature', ...uses.map((use) => `${use} auth`)],
      privateKey: { algorithm: 'ECDSA', size: 384, encoding: 'PKCS8', rotationPolicy: 'Always' },
      ...(formats.length > 0 ? { additionalOutputFormats: formats.map((type) => ({ type })) } : {}),
      ...lifetime,
      revisionHistoryLimit: 1,
    },
  });
  return name;
}

/**
 * Names of a workload's server in its own cluster and beyond: its Service as pods of the site ask for it, and the name
 * that every site resolves.
 */
export function hostsOf({ site, namespace }: Place, service: string): readonly string[] {
  return [
    `${service}.${namespace}.svc`,
    `${service}.${namespace}.svc.cluster.local`,
    hostAt(site.name, service),
  ];
}
