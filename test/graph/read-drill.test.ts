import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import type { Drill } from '../../contracts/drill';
import { sealOf } from '../../contracts/drill-seal';
import { readDrill } from '../../graph/read-drill';
import { databaseDrill, objectsDrill } from '../drills';
import { swiftEstate } from '../swift-estate';

const schema = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'contracts', 'drill.schema.json'), 'utf8'),
);
const fits = new Ajv2020({ allErrors: true }).compile(schema);

let objects: Drill;
let database: Drill;

beforeAll(async () => {
  objects = await objectsDrill(swiftEstate, {}, ['mirror']);
  database = await databaseDrill(swiftEstate, 'patient-records', 2);
});

const read = (drill: unknown) => readDrill(JSON.stringify(drill), 'drill.json');

test('what a drill writes is read as it is, and fits the published schema', () => {
  for (const drill of [objects, database]) {
    expect(read(drill)).toEqual(JSON.parse(JSON.stringify(drill)));
    expect(fits(JSON.parse(JSON.stringify(drill)))).toBe(true);
  }
});

test('the order of fields is none of its seal', () => {
  const turned = Object.fromEntries(Object.entries(objects).toReversed());
  expect(read(turned)).toEqual(JSON.parse(JSON.stringify(objects)));
});

test('a report of version 1.0.0 is still read, without what it does not have', () => {
  const { datasets: _, seal: __, databases, ...rest } = database;
  const [one] = databases;
  const old = {
    ...rest,
    schemaVersion: '1.0.0',
    databases: [
      { dataset: one?.dataset, completed: true, findings: one?.findings, rows: one?.rows, episodes: {} },
    ],
  };
  expect(read(old).datasets).toBeUndefined();
  expect(fits(old)).toBe(true);
});

test.each<[string, (drill: Drill) => object, RegExp]>([
  [
    'another day',
    (drill) => ({ ...drill, finishedAt: '2026-11-23T09:00:00Z' }),
    /changed after it was written/,
  ],
  [
    'no loss any more',
    (drill) => ({ ...drill, losses: drill.losses.map((one) => ({ ...one, of: 'primary' })) }),
    /changed after it was written/,
  ],
  [
    'a little less not exercised',
    (drill) => ({ ...drill, notExercised: [] }),
    /changed after it was written/,
  ],
])('edited to %s it is refused', (_, edit, message) => {
  expect(() => read(edit(objects))).toThrow(message);
});

const sealed = (drill: Drill) => ({ ...drill, seal: sealOf(drill) });
test.each<[string, () => object, RegExp]>([
  ['that says it held', () => sealed({ ...database, held: true }), /not what its checks and findings say/],
  [
    'with rows missing that no finding names',
    () =>
      sealed({
        ...database,
        held: true,
        databases: database.databases.map((one) => ({ ...one, findings: [] })),
      }),
    /rows are missing, and no finding says so/,
  ],
  [
    'with rows lost with a site that no finding names',
    () =>
      sealed({
        ...database,
        held: true,
        databases: database.databases.map((one) => ({
          ...one,
          findings: [],
          rows: { ...one.rows, missingInTheEnd: [] },
          losses: [{ site: 'primary', mode: 'home', missingRows: 1 }],
        })),
      }),
    /rows are missing, and no finding says so/,
  ],
  ['with sites outside of a sandbox', () => sealed({ ...objects, sandbox: false }), /in a sandbox alone/],
  ['without a seal', () => ({ ...objects, seal: undefined }), /seal is no SHA-256/],
  ['without datasets', () => ({ ...objects, datasets: undefined }), /datasets is no list/],
  [
    'with a dataset twice',
    () => ({ ...objects, datasets: [...(objects.datasets ?? []), ...(objects.datasets ?? [])] }),
    /is listed twice/,
  ],
  [
    'that ended before it began',
    () => sealed({ ...objects, finishedAt: '2026-11-21T00:00:00Z' }),
    /it ended before it began/,
  ],
  ['of another version', () => ({ ...objects, schemaVersion: '2.0.0' }), /versions 1.0.0 and 1.1.0 are read/],
  ['of something else', () => ({ kind: 'observation' }), /no report of a drill/],
])('one %s is refused', (_, made, message) => {
  expect(() => read(made())).toThrow(message);
});
