import { readFileSync } from 'node:fs';
import { EstateError, type EstateFault, shown } from './estate-error';
import type { Dataset, Estate, Placement, Site } from './model';
import { objectStoreOf } from './objects';
import { isRecord } from './shape';

/**
 * What a sandbox answers in place of the clouds of an estate: addresses, and ids that a cloud gives itself. Everything
 * else (regions, projects, zones, volume types, images, ranges) is the estate's own, so that what is applied there
 * are the stacks of production. The sandbox writes it; programs read it where the profile is `sandbox`.
 */
export interface Deployment {
  readonly kind: 'deployment';
  readonly schemaVersion: '1.0.0';
  /** Every site of the estate, by name. */
  readonly sites: Readonly<Record<string, SiteDeployment>>;
}

export interface SiteDeployment {
  /** Keystone v3 on a loopback address, http or https. */
  readonly authUrl: string;
  /** UUID of the external network there. */
  readonly externalNetworkId: string;
  /** Public address of the VPN gateway, once the first apply has made it. @default the estate's */
  readonly gatewayAddress?: string;
  /** Whether the site has Swift. @default as in the estate */
  readonly objects?: boolean;
  /** Swift account of the site's project, `AUTH_` and the project's id; where there are objects it is named. */
  readonly objectAccount?: string;
  /** Ids in this site's key store, by the ids in the estate. @default the estate's */
  readonly keys?: Readonly<Record<string, string>>;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const address = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/**
 * Whether a URL leads to this very machine (127.0.0.0/8 by number): nothing sent there crosses a network, which is why
 * it alone may do without TLS. A name does not count, since anybody may resolve it elsewhere.
 * Source: W3C Secure Contexts, section 3.1.
 */
export function isLoopback(url: unknown): boolean {
  if (typeof url !== 'string' || !URL.canParse(url)) return false;
  const { hostname, protocol } = new URL(url);
  return /^https?:$/.test(protocol) && address.test(hostname) && hostname.startsWith('127.');
}

/** What a site's deployment may say: how each field is recognised, the rule, and the fix. */
const fields: Readonly<Record<keyof SiteDeployment, readonly [(value: unknown) => boolean, string]>> = {
  authUrl: [
    (value) => isLoopback(value) && /^[^?#@\s]+\/v3$/.test(String(value)),
    'a Keystone v3 URL on 127.0.0.0/8: the profile sandbox lifts every protection, so it never leaves this machine',
  ],
  externalNetworkId: [(value) => uuid.test(String(value)), 'a UUID'],
  gatewayAddress: [(value) => address.test(String(value)), 'an IPv4 address'],
  objects: [(value) => typeof value === 'boolean', 'true or false'],
  objectAccount: [(value) => /^AUTH_[0-9a-f]{32}$/.test(String(value)), 'AUTH_ and the id of the project'],
  keys: [
    (value) =>
      isRecord(value) &&
      Object.entries(value)
        .flat()
        .every((id) => uuid.test(String(id))),
    'ids in this site’s key store, by the ids in the estate; both UUIDs',
  ],
};

/**
 * Reads a deployment of this estate.
 * @param file JSON
 * @throws EstateError with every fault: not JSON, an address that leaves this machine, a site too many or too few
 */
export function readDeployment(file: string, estate: Estate): Deployment {
  const fix = 'let the sandbox write it again (npm run sandbox prepare)';
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is no JSON' : 'cannot be read';
    throw new EstateError([
      { where: 'ESTATE_DEPLOYMENT', value: shown(file), rule: `a deployment in JSON; this ${why}`, fix },
    ]);
  }
  const faults = faultsOf(value, estate).map((fault) => ({ ...fault, fix }));
  if (faults.length > 0) throw new EstateError(faults);
  return value as Deployment;
}

function faultsOf(value: unknown, { sites }: Estate): Omit<EstateFault, 'fix'>[] {
  const given = isRecord(value) ? value : {};
  if (given.kind !== 'deployment' || given.schemaVersion !== '1.0.0' || !isRecord(given.sites)) {
    const rule = 'kind "deployment", schemaVersion "1.0.0", and sites by name';
    return [{ where: 'deployment', value: shown(value), rule }];
  }
  const known = sites.map(({ name }) => name);
  const names = [...new Set([...known, ...Object.keys(given.sites)])];
  const all: Readonly<Record<string, unknown>> = given.sites;
  return names.flatMap((name) => {
    const where = `deployment.sites.${name}`;
    const site = Object.hasOwn(all, name) ? all[name] : undefined;
    if (!known.includes(name) || !isRecord(site)) {
      return [
        { where, value: shown(site), rule: `one entry for each site of the estate: ${known.join(', ')}` },
      ];
    }
    return siteFaults(site, where);
  });
}

function siteFaults(site: Readonly<Record<string, unknown>>, where: string): Omit<EstateFault, 'fix'>[] {
  const stray = Object.keys(site).filter((name) => !Object.hasOwn(fields, name));
  const required = ['authUrl', 'externalNetworkId'];
  return [
    ...stray.map((name) => ({
      where: `${where}.${name}`,
      value: shown(site[name]),
      rule: `only ${Object.keys(fields).join(', ')}: the rest is the estate’s`,
    })),
    ...Object.entries(fields).flatMap(([name, [accepts, rule]]) => {
      const value = site[name];
      if (value === undefined ? !required.includes(name) : accepts(value)) return [];
      return [{ where: `${where}.${name}`, value: shown(value), rule }];
    }),
    ...(site.objects === true && site.objectAccount === undefined
      ? [{ where: `${where}.objectAccount`, value: shown(undefined), rule: fields.objectAccount[1] }]
      : []),
  ];
}

/** The estate as it stands in a sandbox. */
export function layDeployment(estate: Estate, { sites }: Deployment): Estate {
  const keyAt = (site: string, key: string): string => sites[site]?.keys?.[key] ?? key;
  const place = <P extends Placement>(placement: P): P => ({
    ...placement,
    key: keyAt(placement.site, placement.key),
  });
  const dataset = (each: Dataset): Dataset => ({
    ...each,
    home: place(each.home),
    copies: each.copies.map(place),
    backup: place(each.backup),
  });
  const site = (each: Site): Site => {
    const laid = sites[each.name];
    if (laid === undefined) return each;
    const { authUrl, externalNetworkId, gatewayAddress = each.network.gatewayAddress } = laid;
    const systemKeys = Object.fromEntries(
      Object.entries(each.keyCustody.systemKeys).map(([domain, key]) => [domain, keyAt(each.name, key)]),
    ) as Site['keyCustody']['systemKeys'];
    // The account of the production site is none of the sandbox.
    const { objectStore: _, ...rest } = each;
    const store = laid.objectAccount && objectStoreOf(each.name, laid.objectAccount);
    return {
      ...rest,
      identity: { ...each.identity, authUrl },
      network: { ...each.network, externalNetworkId, gatewayAddress },
      keyCustody: { ...each.keyCustody, systemKeys },
      capabilities: { ...each.capabilities, objects: laid.objects ?? each.capabilities.objects },
      ...(store ? { objectStore: store } : {}),
    };
  };
  return {
    ...estate,
    sandbox: true,
    sites: estate.sites.map(site),
    datasets: estate.datasets.map(dataset),
  };
}
