import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { overlap } from './cidr';
import { EstateError, shown } from './estate-error';
import {
  checkFreeName,
  checkTogether,
  type ExistingEstate,
  existingEstate,
  firstFree,
} from './existing-estate';
import type { Cloud, CredentialGrant, ObjectAccess, Right, Site } from './model';
import type { NewEntry } from './new-entry';
import { hostAt } from './nodes';
import { openTelekomCloud, plainOpenStack } from './site-settings';
import { type Comments, objectText } from './source-text';

export interface NewSiteOptions {
  readonly cloud: Cloud['kind'];
  /** The project's folder. @default the one this program belongs to */
  readonly root?: string;
}

/**
 * The file of a new site with a free range, gateway address and project, linked to every site there is. On the
 * Open Telekom Cloud it takes a zone that no site uses. It is checked together with the estate as it is.
 * @throws EstateError
 */
export function newSite(name: string, options: NewSiteOptions): NewEntry {
  const existing = existingEstate(options.root);
  checkFreeName(existing, 'sites', name);
  checkKind(options.cloud);
  const { sites } = existing.parts;
  const setting = options.cloud === 'openstack' ? plainOpenStack(name) : openTelekomCloud(name, sites);
  const {
    comments,
    gateways,
    externalNetworkId,
    credentials,
    capabilities,
    objectStore,
    imageId,
    flavorId,
    ...place
  } = setting;
  const network = networkOf(sites, externalNetworkId, gateways);
  const site: Site = {
    name,
    title: place.title,
    role: place.role,
    cloud: place.cloud,
    country: 'DE',
    failureDomains: place.failureDomains,
    identity: place.identity,
    availabilityZone: place.availabilityZone,
    network,
    keyCustody: custodyOf(place.failureDomains.keyStore, credentials, sites),
    credentials,
    nodePools: {
      identity: { nodes: 2 },
      mapping: { nodes: 2 },
      research: { nodes: 2 },
      operations: { nodes: 3 },
    },
    imageId,
    flavorId,
    capabilities,
    ...(objectStore ? { objectStore, objectAccess: objectAccessOf(name, network) } : {}),
    limits: { instances: 20, volumes: 40, volumeGigabytes: 64_000, vpnGateways: 1 },
    links: linksOf(existing),
  };
  checkTogether(existing, { site });
  return { file: join(existing.sources, 'sites', `${name}.ts`), text: textOf(site, comments) };
}

/** The kind may be what somebody has typed. */
function checkKind(kind: string): void {
  if (kind === 'openstack' || kind === 'open-telekom-cloud') return;
  const rule = 'a kind of cloud: open-telekom-cloud, openstack';
  throw new EstateError([{ where: 'cloud', value: shown(kind), rule, fix: 'write one of the two' }]);
}

function networkOf(sites: readonly Site[], externalNetworkId: string, gateways: string): Site['network'] {
  // The estate counts its ranges up from 10.16; the ones below are the last resort.
  const numbers = Array.from({ length: 256 }, (_, index) => (index + 16) % 256);
  const unused = (number: number) =>
    sites.every(({ network }) => !overlap(network.range, `10.${number}.0.0/16`));
  const number = firstFree(numbers, unused, 'a range 10.n.0.0/16');
  const hosts = Array.from({ length: 254 }, (_, index) => `${gateways}.${((number + index) % 254) + 1}`);
  const taken = sites.map(({ network }) => network.gatewayAddress);
  const wished = `${gateways}.${number}`;
  const within = (part: string) => `10.${number}.${part}`;
  return {
    range: within('0.0/16'),
    subnets: {
      identity: within('0.0/20'),
      mapping: within('16.0/20'),
      research: within('32.0/20'),
      operations: within('48.0/20'),
    },
    management: within('240.0/24'),
    externalNetworkId,
    gatewayAddress: firstFree([wished, ...hosts], (host) => !taken.includes(host), 'a documentation address'),
  };
}

/** A small range that none of the site's subnets uses. */
function objectAccessOf(name: string, { range }: Site['network']): ObjectAccess {
  return {
    host: hostAt(name, 'objects'),
    port: 8443,
    range: range.replace(/\.0\.0\/16$/, '.244.0/28'),
  };
}

function holding(credentials: readonly CredentialGrant[], ...rights: readonly Right[]): string[] {
  return credentials
    .filter((each) => rights.some((right) => each.rights.includes(right)))
    .map(({ name }) => name);
}

function custodyOf(
  keyStore: string,
  credentials: readonly CredentialGrant[],
  sites: readonly Site[],
): Site['keyCustody'] {
  const latest = sites
    .map(({ keyCustody }) => keyCustody.keysLiveUntil)
    .sort()
    .at(-1);
  return {
    keyStore,
    country: 'DE',
    destroyedBy: holding(credentials, 'destroy-keys', 'account'),
    usedBy: holding(credentials, 'use-keys', 'account'),
    systemKeys: {
      identity: randomUUID(),
      mapping: randomUUID(),
      research: randomUUID(),
      operations: randomUUID(),
    },
    keysLiveUntil: latest ?? `${new Date().getUTCFullYear() + 50}-12-31`,
  };
}

/** In the suite of the other links, else in the first one there is. */
function linksOf({ parts: { sites, suites } }: ExistingEstate): Site['links'] {
  const declared = sites.flatMap(({ links }) => links)[0]?.suite;
  const suite = declared ?? suites[0]?.name ?? '';
  return sites.map(({ name }) => ({ to: name, suite }));
}

function textOf(site: Site, comments: Comments): string {
  const literal = objectText(JSON.parse(JSON.stringify(site)), comments);
  return `import type { Site } from '../model';\n\nconst site: Site = ${literal};\n\nexport default site;\n`;
}
