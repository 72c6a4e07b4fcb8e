import type { Stack } from '../../graph/graph';
import { describe, isOpen, isUnset, type Value } from '../../graph/value';
import { hostOfConnection, isOnThisMachine } from '../../judge/facts/state-place';
import {
  definePolicy,
  type Evidence,
  type Finding,
  fail,
  pass,
  undecided,
  worstOf,
} from '../../judge/policy';

type Backend = NonNullable<Stack['backend']>;
type Get = (path: string) => Value;

/** What the address of a store asks for: encryption on the way. */
function address(url: Value, what: string): Finding {
  if (isUnset(url)) return pass;
  if (typeof url !== 'string') return undecided(`the ${what} is not known`);
  return url.startsWith('http://') ? fail(`the ${what} is reached without encryption`) : pass;
}

function isTrue(value: Value, otherwise: string): Finding {
  if (isOpen(value)) return undecided(`${otherwise}, unless a value that is not known says so`);
  return value === true ? pass : fail(otherwise);
}

function s3(get: Get): Finding {
  const table = get('dynamodb_table');
  const isLocked = typeof table === 'string' && table !== '';
  return worstOf([
    isTrue(get('encrypt'), 'nobody asks for the state to be encrypted'),
    isLocked ? pass : isTrue(get('use_lockfile'), 'the state is not locked'),
    address(get('endpoints.s3'), 'store'),
    address(get('endpoint'), 'store'),
  ]);
}

/** PostgreSQL locks by itself; whether the way there is encrypted is in the connection, where the source has it. */
function pg(get: Get): Finding {
  const connection = get('conn_str');
  if (isOnThisMachine(hostOfConnection(connection))) return onThisDisk('in a database');
  const mode = typeof connection === 'string' ? /[?&\s]sslmode=([\w-]+)/.exec(connection)?.[1] : undefined;
  if (mode === 'verify-full') return pass;
  if (mode === 'require')
    return fail('the connection is encrypted to a server that nobody checks (sslmode=require)');
  if (mode === 'disable' || mode === 'allow' || mode === 'prefer') {
    return fail(`the connection is encrypted only if the server likes (sslmode=${mode})`);
  }
  return undecided(
    'whether the connection is encrypted and the server checked is said elsewhere (PG_CONN_STR)',
  );
}

function http(get: Get): Finding {
  const isLocked = !isUnset(get('lock_address'));
  return worstOf([
    address(get('address'), 'store'),
    isLocked ? address(get('lock_address'), 'lock') : fail('the state is not locked'),
    get('skip_cert_verification') === true ? fail('the store’s certificate is not checked') : pass,
    undecided('what the store does with the state is not shown'),
  ]);
}

/** In plaintext, unless that disk is encrypted. */
function onThisDisk(kept: string): Finding {
  return undecided(`the state is ${kept} on the disk of whoever runs Terraform, which nothing here shows`);
}

const judged: Readonly<Record<string, (get: Get) => Finding>> = {
  s3,
  pg,
  http,
  local: () => onThisDisk('a file'),
};

/** Settings that decide, in the order of importance; connections and addresses may hold a password. */
const shown = ['encrypt', 'use_lockfile', 'dynamodb_table', 'skip_cert_verification'];

function evidenceOf({ type, attributes }: Backend, stack: string): Evidence[] {
  const source = `${stack}:terraform.backend`;
  const settings = shown.filter((name) => Object.hasOwn(attributes, name));
  return [
    { path: 'type', value: type, source },
    ...settings.map((path) => ({ path, value: describe(attributes[path]), source })),
  ];
}

export default definePolicy({
  title: 'Every state is kept where it is encrypted and locked',
  severity: 'high',
  why: 'A state holds what a plan holds, pre-shared keys among it, in plaintext. Without a lock two runs at once leave one that describes neither.',
  avoid: 'a store over http, s3 without `encrypt` or a lock, PostgreSQL without a checked certificate',
  prefer:
    '`ESTATE_BACKEND=s3` or `pg` with `sslmode=verify-full`; a local file only on an encrypted disk, alone',
  remediation:
    'Move the state: set the backend, then terraform init -migrate-state, then erase the old copy.',
  controls: ['C5:2020 CRY-02', 'C5:2020 CRY-03', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)'],
  observableIn: ['synth'],
  *examineStack({ name, backend }) {
    if (!backend) return;
    const subject = { stack: name, address: 'terraform.backend' };
    const get: Get = (path) =>
      path.split('.').reduce<Value>((value, key) => {
        const inner = Array.isArray(value) ? value[0] : value;
        return isOpen(inner) ? inner : ((inner as Record<string, Value> | null)?.[key] ?? null);
      }, backend.attributes);
    const rule = Object.hasOwn(judged, backend.type) ? judged[backend.type] : undefined;
    const finding =
      rule?.(get) ?? undecided(`what the backend "${backend.type}" encrypts and locks is not shown`);
    yield [subject, { ...finding, evidence: finding.outcome === 'pass' ? [] : evidenceOf(backend, name) }];
  },
  examples: {
    undecided: ['clinic:terraform.backend', 'mirror:terraform.backend', 'primary:terraform.backend'],
    changes: [
      {
        name: 's3, encrypted and locked',
        stack: 'primary',
        set: { backend: { s3: { bucket: 'states', key: 'primary', encrypt: true, use_lockfile: true } } },
        outcome: 'pass',
        subjects: ['primary:terraform.backend'],
      },
      {
        name: 's3 that nobody asks to encrypt',
        stack: 'primary',
        set: { backend: { s3: { bucket: 'states', key: 'primary', use_lockfile: true } } },
        outcome: 'fail',
        subjects: ['primary:terraform.backend'],
        says: 'asks for the state to be encrypted',
      },
      {
        name: 's3 without a lock, over http',
        stack: 'primary',
        set: {
          backend: { s3: { bucket: 'states', encrypt: true, endpoints: { s3: 'http://objects.example' } } },
        },
        outcome: 'fail',
        subjects: ['primary:terraform.backend'],
        says: 'the state is not locked; the store is reached without encryption',
      },
      {
        name: 'PostgreSQL whose certificate is checked',
        stack: 'mirror',
        set: { backend: { pg: { conn_str: 'postgres://states.example/estate?sslmode=verify-full' } } },
        outcome: 'pass',
        subjects: ['mirror:terraform.backend'],
      },
      {
        name: 'PostgreSQL with a connection from the environment',
        stack: 'mirror',
        set: { backend: { pg: { schema_name: 'estate_mirror' } } },
        outcome: 'undecided',
        subjects: ['mirror:terraform.backend'],
        says: 'PG_CONN_STR',
      },
      {
        name: 'PostgreSQL that may answer in plaintext',
        stack: 'mirror',
        set: { backend: { pg: { conn_str: 'postgres://states.example/estate?sslmode=prefer' } } },
        outcome: 'fail',
        subjects: ['mirror:terraform.backend'],
        says: 'sslmode=prefer',
      },
      {
        name: 'PostgreSQL that nobody checks',
        stack: 'mirror',
        set: { backend: { pg: { conn_str: 'postgres://states.example/estate?sslmode=require' } } },
        outcome: 'fail',
        subjects: ['mirror:terraform.backend'],
        says: 'sslmode=require',
      },
      {
        name: 'PostgreSQL on the machine that runs Terraform',
        stack: 'mirror',
        set: { backend: { pg: { conn_str: 'postgres://127.0.0.1/estate?sslmode=disable' } } },
        outcome: 'undecided',
        subjects: ['mirror:terraform.backend'],
        says: 'in a database on the disk of whoever runs Terraform',
      },
      {
        name: 'http without a lock',
        stack: 'clinic',
        set: { backend: { http: { address: 'https://states.example/clinic' } } },
        outcome: 'fail',
        subjects: ['clinic:terraform.backend'],
        says: 'the state is not locked',
      },
      {
        name: 'a backend that nobody has judged',
        stack: 'clinic',
        set: { backend: { consul: { path: 'estate/clinic' } } },
        outcome: 'undecided',
        subjects: ['clinic:terraform.backend'],
        says: 'the backend "consul"',
      },
    ],
  },
});
