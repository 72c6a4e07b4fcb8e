import type { Country } from '../../estate/model';
import { otcRegions } from '../../estate/open-telekom-cloud';
import type { Stack } from '../../graph/graph';
import { isOpen, isUnset, type Value } from '../../graph/value';
import { type Evidence, seenValue } from '../finding';

/** Where a stack's state is kept, as far as its backend says. */
export interface StatePlace {
  /** Undefined where the backend does not show it. */
  readonly country: Country | undefined;
  /** `the S3 region eu-central-1`, for messages. */
  readonly name: string;
  readonly evidence: readonly Evidence[];
}

/**
 * Countries of the regions of Amazon S3, which `region` means where no endpoint is named. Source: AWS Regions and
 * Availability Zones (region names). One that is not listed is not known.
 */
const amazonRegions: ReadonlyMap<string, Country> = new Map([
  ['eu-central-1', 'DE'],
  ['eu-central-2', 'CH'],
  ['eu-west-1', 'IE'],
  ['eu-west-2', 'GB'],
  ['eu-west-3', 'FR'],
  ['eu-north-1', 'SE'],
  ['eu-south-1', 'IT'],
  ['eu-south-2', 'ES'],
  ['us-east-1', 'US'],
  ['us-east-2', 'US'],
  ['us-west-1', 'US'],
  ['us-west-2', 'US'],
  ['ca-central-1', 'CA'],
]);

const ofOtherStores = [
  'use_path_style',
  'force_path_style',
  'skip_region_validation',
  'skip_credentials_validation',
  'skip_requesting_account_id',
];

/** HCP Terraform keeps states in the United States, but for its European host. */
const hostedIn: ReadonlyMap<string, Country | undefined> = new Map([
  ['app.terraform.io', 'US'],
  ['app.eu.terraform.io', undefined],
]);

/**
 * The host that a URL of PostgreSQL leads to; undefined for what is none. Its `host` parameter goes first, as in
 * libpq, and may be the folder of a socket.
 */
export function hostOfConnection(connection: Value): string | undefined {
  if (typeof connection !== 'string' || !/^postgres(ql)?:\/\//.test(connection)) return undefined;
  if (!URL.canParse(connection)) return undefined;
  const { hostname, searchParams } = new URL(connection);
  return searchParams.get('host') ?? (hostname === '' ? undefined : hostname);
}

/** Loopback by number, or a socket in the file system: whoever runs Terraform keeps the state too. */
export function isOnThisMachine(host: string | undefined): boolean {
  return host !== undefined && /^(\/.*|\[::1\]|127(\.\d{1,3}){3})$/.test(host);
}

/**
 * The place of a stack's state; undefined where the source shows no backend. The disk of whoever runs Terraform, in
 * a file or in a database there, is none: what nothing shows of it, `encryption/state-backend-encrypted` says.
 */
export function placeOfState({ name: stack, backend }: Stack): StatePlace | undefined {
  if (!backend || backend.type === 'local') return undefined;
  const get = (path: string): Value =>
    path.split('.').reduce<Value>((value, key) => {
      const inner = Array.isArray(value) ? (value[0] as Value) : value;
      return isOpen(inner) ? inner : ((inner as Record<string, Value> | null)?.[key] ?? null);
    }, backend.attributes);
  const source = `${stack}:terraform.backend`;
  const shown = (path: string) => seenValue(path, get(path), source);
  if (backend.type === 's3') {
    const path = isUnset(get('endpoints.s3')) ? 'endpoint' : 'endpoints.s3';
    const evidence = [shown('region'), shown(path)];
    const [region, endpoint] = [get('region'), get(path)];
    // Settings that no bucket of Amazon needs: its endpoint is then another one, from the environment.
    const isOther = ofOtherStores.some((one) => !isUnset(get(one)) && get(one) !== false);
    const [country, where] = isUnset(endpoint) ? ofAmazon(isOther ? null : region) : ofEndpoint(endpoint);
    return { country, name: where, evidence };
  }
  if (backend.type === 'cloud' || backend.type === 'remote') {
    const host = isUnset(get('hostname')) ? 'app.terraform.io' : get('hostname');
    const known = typeof host === 'string' ? hostedIn.get(host) : undefined;
    return {
      country: known,
      name: typeof host === 'string' ? host : 'a host that is not known',
      evidence: [shown('hostname')],
    };
  }
  const host = backend.type === 'pg' ? hostOfConnection(get('conn_str')) : undefined;
  if (isOnThisMachine(host)) return undefined;
  return {
    country: undefined,
    name: host === undefined ? `the backend "${backend.type}"` : `the database server ${host}`,
    evidence: [seenValue('type', backend.type, source)],
  };
}

type Found = readonly [country: Country | undefined, name: string];

function ofAmazon(region: Value): Found {
  return typeof region === 'string'
    ? [amazonRegions.get(region), `the S3 region ${region}`]
    : [undefined, 'an S3 store that the environment names'];
}

/** The object storage of the Open Telekom Cloud has its region in its host's name; any other host says nothing. */
function ofEndpoint(endpoint: Value): Found {
  if (typeof endpoint !== 'string') return [undefined, 'a store that is not known'];
  const host = /^(?:https?:\/\/)?(?:[^@/]*@)?([\w.-]+)/.exec(endpoint)?.[1] ?? 'a store that is not known';
  const region = /^obs\.([\w-]+)\.otc\.t-systems\.com$/.exec(host)?.[1];
  return [region === undefined ? undefined : otcRegions.get(region)?.country, host];
}
