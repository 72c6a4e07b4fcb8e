import { UnreadableInput } from '../graph/unreadable-input';
import { type Report, schemaVersion } from '../judge/report';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const number: Check = (value) => typeof value === 'number';
const truth: Check = (value) => typeof value === 'boolean';
const listOf =
  (each: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(each);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (...values: readonly unknown[]): Check =>
  (value) =>
    values.includes(value);

function record(fields: Readonly<Record<string, Check>>): Check {
  return (value) =>
    isObject(value) &&
    Object.entries(fields).every(([name, check]) =>
      check(Object.hasOwn(value, name) ? value[name] : undefined),
    );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const credentials = listOf(record({ credential: text, sites: listOf(text) }));

/** What is compared of a report, field by field; the rest may be anything. */
const fields: Readonly<Record<string, Check>> = {
  asOf: (value) => text(value) && /^\d{4}-\d{2}-\d{2}$/.test(value as string),
  inputs: listOf(
    record({
      file: text,
      kind: oneOf('synth', 'plan', 'state', 'manifests', 'observation'),
      stack: text,
      sha256: (value) => text(value) && /^[0-9a-f]{64}$/.test(value as string),
    }),
  ),
  policies: listOf(record({ policy: text, severity: text, title: text, remediation: text })),
  passed: listOf(record({ policy: text, addresses: listOf(text) })),
  notApplicable: listOf(text),
  verdicts: listOf(
    record({
      policy: text,
      severity: text,
      outcome: oneOf('fail', 'undecided', 'notObservable', 'exempt'),
      stack: text,
      address: text,
      site: orNull(text),
      dataset: orNull(text),
      message: text,
      remediation: text,
      location: optional(record({ file: text, line: number })),
    }),
  ),
  promises: listOf(
    record({
      dataset: text,
      losses: listOf(text),
      outcome: oneOf('withstands', 'lost', 'undecided'),
      conditional: truth,
      conditions: listOf(listOf(text)),
      survivingCopies: listOf(text),
      lag: orNull(number),
      counterexample: orNull(text),
      drill: optional(record({ file: text, finishedAt: text, outcome: oneOf('held', 'failed') })),
    }),
  ),
  datasets: listOf(
    record({
      dataset: text,
      title: text,
      copies: listOf(
        record({
          site: text,
          role: oneOf('home', 'copy'),
          mode: oneOf('home', 'synchronous', 'asynchronous'),
          lag: number,
          status: oneOf('present', 'missing', 'undecided'),
          notes: listOf(text),
        }),
      ),
      declared: optional(
        record({
          dataClass: text,
          permittedCountries: listOf(text),
          withstands: listOf(text),
          outOfReach: text,
          retentionYears: number,
          backupDays: number,
          places: listOf(
            record({
              role: oneOf('home', 'copy', 'backup'),
              site: text,
              country: text,
              town: text,
              key: text,
              keyStore: text,
            }),
          ),
          readBy: credentials,
          destroyedBy: credentials,
          keysDestroyedBy: credentials,
        }),
      ),
      reached: optional(
        orNull(listOf(record({ place: text, country: orNull(text), by: listOf(text), certain: truth }))),
      ),
    }),
  ),
};

const remake = 'make it again: estate verify --plan FILE… --format json --out report.json';

/** Whether JSON claims to be a report of ours, of whatever version. */
export function isReport(json: unknown): boolean {
  return isObject(json) && isObject(json.tool) && json.tool.name === 'estate' && 'schemaVersion' in json;
}

/**
 * Takes JSON for a report, of this version or an older one that this can read.
 * @throws UnreadableInput for one of another version, or in which anything is missing that is compared
 */
export function readReport(json: unknown, file: string): Report {
  const { schemaVersion: version, tool } = (isObject(json) ? json : {}) as { [key: string]: unknown };
  const parts = /^(\d+)\.(\d+)\.\d+$/.exec(String(version));
  if (parts?.[1] !== schemaVersion.split('.')[0]) {
    throw new UnreadableInput(
      file,
      `it is a report of version ${String(version).slice(0, 20)}, and this program reads ${schemaVersion}`,
      'judge its plans again with this program, or compare with the program that made it',
    );
  }
  const isTool = isObject(tool) && text(tool.version);
  const broken = Object.entries(fields).find(
    ([name, check]) => !check((json as { [key: string]: unknown })[name]),
  );
  if (broken || !isTool) {
    throw new UnreadableInput(
      file,
      `it is no whole report: ${broken?.[0] ?? 'tool'} is not as a report has it`,
      remake,
    );
  }
  return json as Report;
}
