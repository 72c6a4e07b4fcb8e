import fc from 'fast-check';
import { defineEstate } from '../../estate/define-estate';
import { EstateError } from '../../estate/estate-error';
import { asOf, at, Draft, drop, faultsOf, wrong } from './parts';

test('the real estate is valid, and its links are made from both ends', () => {
  const { parts } = new Draft();
  const estate = defineEstate(parts, { asOf });
  expect(estate.sites.map(({ name }) => name)).toEqual(['clinic', 'mirror', 'primary']);
  expect(estate.links).toEqual([
    { sites: ['clinic', 'mirror'], suite: parts.suites[0] },
    { sites: ['clinic', 'primary'], suite: parts.suites[0] },
    { sites: ['mirror', 'primary'], suite: parts.suites[0] },
  ]);
  expect(estate.datasets).toEqual(parts.datasets);
});

test('the estate is frozen and shares nothing with what was passed in', () => {
  const { parts, primary } = new Draft();
  const estate = defineEstate(parts, { asOf });
  primary.country = 'US';
  expect(estate.sites.map(({ country }) => country)).toEqual(['DE', 'DE', 'DE']);
  expect(Object.isFrozen(at(estate.sites, 0).network.subnets)).toBe(true);
  expect(Object.isFrozen(parts.sites)).toBe(false);
});

test('ten errors at once are all reported', () => {
  const draft = new Draft();
  const { primary, mirror, clinic, records, consent, parts } = draft;
  primary.network.management = '10.16.240.0';
  primary.identity.authUrl = 'http://iam.eu-de.otc.t-systems.com/v3';
  mirror.network.range = '10.16.0.0/16';
  mirror.cloud.volumeType = 'SATA';
  drop(clinic, 'imageId');
  clinic.keyCustody.keyStore = 'vault.clinic';
  at(records.copies, 0).site = 'annex';
  at(records.copies, 1).lagSeconds = 0;
  consent.dataClass = 'public';
  at(parts.assumptions, 0).reviewBy = 'soon';
  expect(faultsOf(parts).map(({ where, value }) => `${where} ${value}`)).toEqual(
    expect.arrayContaining([
      'sites.primary.network.management "10.16.240.0"',
      'sites.primary.identity.authUrl "http://iam.eu-de.otc.t-systems.com/v3"',
      'sites.primary.network.range "10.16.0.0/16"',
      'sites.mirror.cloud.volumeType "SATA"',
      'sites.clinic.imageId missing',
      'sites.clinic.keyCustody.keyStore "vault.clinic"',
      'datasets.patient-records.copies[0].site "annex"',
      'datasets.patient-records.copies[1].lagSeconds 0',
      'datasets.consent.dataClass "public"',
      'assumptions.zones-in-different-buildings.reviewBy "soon"',
    ]),
  );
});

test('the message gives where, value, rule and fix of each fault', () => {
  const { parts, primary, records } = new Draft();
  primary.network.management = '10.16.240.0';
  records.title = 'a\u001b[31mb';
  expect(() => defineEstate(parts, { asOf })).toThrow(
    new EstateError([
      {
        where: 'sites.primary.network.management',
        value: '"10.16.240.0"',
        rule: 'an IPv4 range in CIDR notation that starts at its first address',
        fix: 'the mask is missing: did you mean "10.16.240.0/32"?',
      },
      {
        where: 'datasets.patient-records.title',
        value: '"a\\u001b[31mb"',
        rule: 'text on one line, not empty, without Terraform templates',
        fix: 'write it on one line, without "${" or "%{"',
      },
    ]),
  );
  expect(new EstateError(faultsOf(parts).slice(0, 1)).message).toBe(
    [
      'The estate has an error.',
      '',
      'sites.primary.network.management',
      '  value  "10.16.240.0"',
      '  rule   an IPv4 range in CIDR notation that starts at its first address',
      '  fix    the mask is missing: did you mean "10.16.240.0/32"?',
    ].join('\n'),
  );
});

test('a day that does not exist is a fault like any other', () => {
  const { parts } = new Draft();
  expect(faultsOf(parts, '2027-02-30')).toEqual([
    {
      where: 'asOf',
      value: '"2027-02-30"',
      rule: 'a day of the calendar, YYYY-MM-DD',
      fix: 'write a day such as "2027-05-31"',
    },
  ]);
});

describe('hostile input gives faults and never crashes', () => {
  const inputs: readonly unknown[] = [
    ...[null, undefined, 7, 'estate', [], {}, Symbol('estate'), () => 1],
    { sites: null, datasets: 'all', classes: {}, suites: 1, assumptions: [null] },
    { sites: [null, 'primary', 1, [], {}, { name: 'primary' }], datasets: [[], null] },
    JSON.parse('{"__proto__": {"sites": []}, "sites": [{"__proto__": {"name": "primary"}}]}'),
  ];
  test.each(inputs.map((input) => [input]))('%p', (input) => {
    expect(faultsOf(input).length).toBeGreaterThan(0);
  });

  test('fields of a prototype count for nothing', () => {
    const { parts, primary } = new Draft();
    parts.sites = [wrong(Object.create(primary)), ...parts.sites.slice(0, 2)];
    expect(faultsOf(parts).map(({ where }) => where)).toContain('sites[0].name');
  });

  test('a field called __proto__ is not taken over', () => {
    const { parts, primary } = new Draft();
    Object.assign(parts.sites, [JSON.parse(`{"__proto__": {"x": 1}, ${JSON.stringify(primary).slice(1)}`)]);
    parts.sites = [at(parts.sites, 0), ...new Draft().parts.sites.filter(({ name }) => name !== 'primary')];
    expect(faultsOf(parts).map(({ where, value }) => [where, value])).toEqual([
      ['sites.primary', '"__proto__"'],
    ]);
  });

  /** Every path into the parts, as far as they have fields or elements. */
  function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof value !== 'object' || value === null) return [path];
    return [path, ...Object.entries(value).flatMap(([field, each]) => pathsOf(each, [...path, field]))];
  }

  function put(target: object, path: readonly string[], value: unknown): void {
    const parent = path.slice(0, -1).reduce<unknown>((each, field) => Object(each)[field], target);
    if (typeof parent === 'object' && parent !== null) Reflect.set(parent, String(path.at(-1)), value);
  }

  const paths = pathsOf(new Draft().parts).filter((path) => path.length > 0);

  test('whatever stands wherever', () => {
    const change = fc.tuple(
      fc.constantFrom(...paths),
      fc.anything({ withNullPrototype: true, withBigInt: true }),
    );
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const { parts } = new Draft();
        for (const [path, value] of changes) put(parts, path, value);
        for (const fault of faultsOf(parts)) {
          expect(
            Object.values(fault).every((each) => typeof each === 'string' && !/\p{Cc}/u.test(each)),
          ).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('any missing field is a fault, except those that are optional', () => {
    const harmless = paths.filter((path) => {
      const { parts } = new Draft();
      put(parts, path, undefined);
      return faultsOf(parts).length === 0;
    });
    expect(
      harmless.filter(
        (path) =>
          !['losses', 'apart', 'objectStore', 'objectAccess', 'objects'].includes(String(path.at(-1))),
      ),
    ).toEqual([]);
  });
});
