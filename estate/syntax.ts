import { cidrFix, isCidr, isPublicAddress } from './cidr';
import { leaf, type Sift } from './shape';

const namePattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** Length of a DNS label. */
const longestName = 63;
/** Names of sites and datasets are joined with each other and with domains. */
const longestEntryName = 32;
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const nilUuid = '00000000-0000-0000-0000-000000000000';

/** What every object has already: `constructs` and others keep children in plain objects by their names. */
const isTaken = (name: string) => name in Object.prototype;

/** Names become names of stacks, servers, containers and DNS labels, and keys of objects. */
export function isName(value: unknown, longest = longestName): value is string {
  return typeof value === 'string' && value.length <= longest && namePattern.test(value) && !isTaken(value);
}

/** What a text would be called if it were a name. */
function nameFix(value: unknown, longest: number): string {
  if (typeof value === 'string' && namePattern.test(value) && isTaken(value))
    return `every object has "${value}" already: write another name`;
  const likely = typeof value === 'string' ? value.toLowerCase().replace(/[^a-z0-9]+/g, '-') : '';
  const trimmed = likely
    .replace(/^[-0-9]+/, '')
    .slice(0, longest)
    .replace(/-+$/, '');
  return isName(trimmed) ? `did you mean "${trimmed}"?` : 'write a name such as "patient-records"';
}

function nameUpTo(longest: number): Sift<string> {
  const rule = `a name: lower-case letters, digits and single dashes, a letter first, at most ${longest}`;
  return leaf(
    (value) => isName(value, longest),
    rule,
    (value) => nameFix(value, longest),
  );
}

export const name: Sift<string> = nameUpTo(longestName);

/** The name of a site or a dataset. */
export const entryName: Sift<string> = nameUpTo(longestEntryName);

/**
 * Text on one line. Terraform templates are refused: these texts end up in its configuration, where
 * `${` and `%{` would be evaluated.
 */
export const text: Sift<string> = leaf(
  (value) => typeof value === 'string' && value.trim() !== '' && !/[\p{Cc}\u2028\u2029]|[$%]\{/u.test(value),
  'text on one line, not empty, without Terraform templates',
  'write it on one line, without "${" or "%{"',
);

export const flag: Sift<boolean> = leaf(
  (value) => typeof value === 'boolean',
  'true or false',
  'write true or false without quotes',
);

/** A whole number between two bounds, both permitted. */
export function wholeNumber(least: number, greatest: number): Sift<number> {
  return leaf(
    (value) => Number.isInteger(value) && (value as number) >= least && (value as number) <= greatest,
    `a whole number from ${least} to ${greatest}`,
    `write a number from ${least} to ${greatest} without quotes`,
  );
}

export const uuid: Sift<string> = leaf(
  (value) => typeof value === 'string' && uuidPattern.test(value) && value !== nilUuid,
  'a UUID in lower case, not the nil UUID',
  (value) =>
    typeof value === 'string' && uuidPattern.test(value.toLowerCase()) && value !== nilUuid
      ? `did you mean "${value.toLowerCase()}"?`
      : 'write the id as the cloud shows it, such as "5b18a4c1-b379-4058-af51-325e90a8fbba"',
);

/** A day that exists. */
export function isIsoDate(value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}

export const isoDate: Sift<string> = leaf(
  isIsoDate,
  'a day of the calendar, YYYY-MM-DD',
  'write a day such as "2027-05-31"',
);

export const country: Sift<string> = leaf(
  (value) => typeof value === 'string' && /^[A-Z]{2}$/.test(value),
  'a country as ISO 3166-1 alpha-2 code, upper case',
  (value) =>
    typeof value === 'string' && /^[a-z]{2}$/i.test(value)
      ? `did you mean "${value.toUpperCase()}"?`
      : 'write a code such as "DE"',
);

export const cidr: Sift<string> = leaf(
  isCidr,
  'an IPv4 range in CIDR notation that starts at its first address',
  cidrFix,
);

export const publicAddress: Sift<string> = leaf(
  isPublicAddress,
  'a public IPv4 address: peers reach the VPN gateway there',
  'write the address of the VPN gateway as its peers see it, such as "203.0.113.16"',
);

const hostPattern =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** A name of the DNS with a dot in it, and no address: a certificate is for a name. Source: RFC 1123, 2.1. */
export const hostName: Sift<string> = leaf(
  (value) => typeof value === 'string' && hostPattern.test(value) && !/\.\d+$/.test(value),
  'a name of the DNS in lower case, with a dot in it, and no address, port or scheme',
  (value) => {
    const likely = typeof value === 'string' ? value.toLowerCase().replace(/^https?:\/\/|[:/].*$/g, '') : '';
    return hostPattern.test(likely) && !/\.\d+$/.test(likely)
      ? `did you mean "${likely}"?`
      : 'write a name such as "objects.clinic.lausitz.internal"';
  },
);

/** With Keystone an account is named after its project, whose id is a UUID without dashes. */
export const swiftAccount: Sift<string> = leaf(
  (value) => typeof value === 'string' && /^AUTH_[0-9a-f]{32}$/.test(value),
  'an account of Swift: "AUTH_" and the id of the project, 32 digits in hex',
  (value) =>
    typeof value === 'string' && /^[0-9a-f]{32}$/.test(value)
      ? `did you mean "AUTH_${value}"?`
      : 'write the account as `openstack object store account show` shows it',
);

const authUrlRule = 'an https URL of a Keystone v3 endpoint without user, password, query or fragment';

export const authUrl: Sift<string> = leaf(isAuthUrl, authUrlRule, (value) => {
  const secure = typeof value === 'string' ? value.replace(/^http:/, 'https:') : '';
  return isAuthUrl(secure)
    ? `did you mean "${secure}"?`
    : 'write a URL such as "https://keystone.example/v3"';
});

function isAuthUrl(value: unknown): boolean {
  if (typeof value !== 'string' || !URL.canParse(value) || /[$%]\{|\s/.test(value)) return false;
  const url = new URL(value);
  const bare = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return url.protocol === 'https:' && bare && url.pathname.endsWith('/v3');
}
