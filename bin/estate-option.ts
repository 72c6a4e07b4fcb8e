import { foreignEstate } from '../estate/foreign-estate';
import type { Cloud, Estate } from '../estate/model';
import type { Arguments } from './arguments';
import { readOtherEstate } from './other-estate';
import { ourEstate } from './our-estate';
import { UsageError } from './usage-error';

/** Options that say against which estate plans are judged. */
export const estateOptions = {
  estate: { type: 'string' },
  cloud: { type: 'string' },
  country: { type: 'string', multiple: true },
  'encrypted-type': { type: 'string', multiple: true },
} as const;

export const estateUsage =
  '[--estate FILE|FOLDER | --cloud otc|openstack [--country CC]… [--encrypted-type NAME]…]';

/** What `--cloud` calls the kinds of cloud. */
const kinds: ReadonlyMap<string, Cloud['kind']> = new Map([
  ['otc', 'open-telekom-cloud'],
  ['openstack', 'openstack'],
]);

/** The estate that plans are judged against, and whether it is the repository’s own, with its exceptions. */
export interface ChosenEstate {
  readonly estate: Estate;
  readonly isOurs: boolean;
}

/**
 * The estate of the repository; with `--estate` another one; with `--cloud` one made up for plans of somebody else.
 * @throws UsageError where options contradict each other or mean nothing; EstateError where an estate is not valid
 */
export function chooseEstate(given: Arguments): ChosenEstate {
  const [path, cloud] = [given.one('estate'), given.one('cloud')];
  const [countries, types] = [given.all('country'), given.all('encrypted-type')];
  if (path !== undefined && cloud !== undefined) {
    throw new UsageError(
      `--estate ${path} --cloud ${cloud}`,
      'plans are judged against an estate, or by the kind of their cloud where they belong to none',
      'give one of the two',
    );
  }
  if (cloud === undefined) {
    refuseAlone('country', countries);
    refuseAlone('encrypted-type', types);
    return path === undefined
      ? { estate: ourEstate(), isOurs: true }
      : { estate: readOtherEstate(path), isOurs: false };
  }
  const kind = kinds.get(cloud);
  if (kind === undefined) {
    throw new UsageError(`--cloud ${cloud}`, `one of: ${[...kinds.keys()].join(', ')}`, '--cloud openstack');
  }
  if (kind === 'open-telekom-cloud' && types.length > 0) {
    throw new UsageError(
      `--encrypted-type ${types.join(' ')} --cloud ${cloud}`,
      'the Open Telekom Cloud encrypts by a volume’s metadata, not by its type',
      'leave --encrypted-type out',
    );
  }
  const estate = foreignEstate({
    cloud: kind,
    encryptedVolumeTypes: types.map((type) => checkText(type, 'encrypted-type', 'the name of a volume type')),
    ...(countries.length === 0 ? {} : { countries: countries.map(checkCountry) }),
  });
  return { estate, isOurs: false };
}

function refuseAlone(option: string, values: readonly string[]): void {
  if (values.length === 0) return;
  throw new UsageError(
    `--${option} ${values.join(' ')} without --cloud`,
    'an estate says that itself; the option is for plans that belong to none',
    '--cloud otc or --cloud openstack, or leave the option out',
  );
}

function checkCountry(text: string): string {
  if (/^[A-Z]{2}$/.test(text)) return text;
  const guess = text.trim().slice(0, 2).toUpperCase();
  throw new UsageError(
    `--country ${text}`,
    'a country as ISO 3166-1 alpha-2, two capital letters',
    `--country ${/^[A-Z]{2}$/.test(guess) ? guess : 'DE'}`,
  );
}

function checkText(text: string, option: string, rule: string): string {
  if (text.trim() !== '') return text;
  throw new UsageError(`--${option} "${text}"`, rule, `leave --${option} out, or name one`);
}

/**
 * Names of stacks for plans of no site: the file's name without its ending, and the path as given where several
 * files have that name.
 */
export function nameForeignStacks(files: readonly string[]): readonly string[] {
  const names = files.map(nameOfFile);
  return files.map((file, at) => {
    const name = names[at] ?? file;
    return names.filter((one) => one === name).length === 1 ? name : file;
  });
}

function nameOfFile(file: string): string {
  const name = file.split(/[/\\]/).at(-1) ?? file;
  return name.replace(/(?<=.)\..*$/, '');
}
