import { type ClusterContract, contractOf } from '../../contracts/cluster';
import { type Purpose, parseClusterContract } from '../../contracts/parse-cluster';
import { InputError } from '../../terraform/errors';
import { realEstate } from '../stacks/synthesize';
import { madeContract } from './made-contract';

type Draft = Record<string, unknown>;

/** The contract of the clinic as it stands after an apply, changed in one place. */
function changed(path: string, value: unknown, of: ClusterContract = madeContract('clinic')): string {
  const draft = structuredClone(of) as unknown as Draft;
  const parts = path.split('/');
  const last = parts.pop() ?? '';
  const holder = parts.reduce((inner, part) => inner[part] as Draft, draft);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return JSON.stringify(draft);
}

function refusal(text: string, purpose?: Purpose): InputError {
  try {
    parseClusterContract(text, 'clinic.json', realEstate, purpose);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('it was taken');
}

test.each(['primary', 'mirror', 'clinic'])(
  '%s: what is made is read as it was written, for either purpose',
  (site) => {
    const made = madeContract(site);
    expect(parseClusterContract(JSON.stringify(made), 'made.json', realEstate, 'deploy')).toEqual(made);
    const planned = contractOf(realEstate, site);
    expect(parseClusterContract(Buffer.from(JSON.stringify(planned)), 'planned.json', realEstate)).toEqual(
      planned,
    );
  },
);

test('nothing is deployed with a planned contract', () => {
  const error = refusal(JSON.stringify(contractOf(realEstate, 'clinic')), 'deploy');
  expect(error.value).toContain('planned: true');
  expect(error.fix).toContain('estate hand-over clinic');
});

test.each([
  ['what is no JSON', 'no: json', 'is no JSON'],
  ['another kind', changed('kind', 'observation'), 'kind: "observation"'],
  ['another version', changed('schemaVersion', '2.0.0'), 'schemaVersion: "2.0.0"'],
  ['a site of another estate', changed('site', 'annex'), 'site: "annex"'],
  ['a list', '[]', 'kind: []'],
  ['null', 'null', 'kind: null'],
  ['a dataset without its volume', changed('volumes/imaging', undefined), 'volumes.imaging: missing'],
  ['no volumes at all', changed('volumes', undefined), 'volumes: missing'],
  [
    'an id that is none',
    changed('volumes/imaging/volumeId', 'vol-1'),
    'volumes.imaging.volumeId: a text of 5 characters',
  ],
  ['no id', changed('volumes/imaging/volumeId', null), 'volumes.imaging.volumeId: null'],
  [
    'an id that is only planned',
    changed('volumes/imaging/volumeId', 'planned:clinic:imaging'),
    'volumes.imaging.volumeId: "planned:clinic:imaging"',
  ],
  [
    'a volume in another zone',
    changed('volumes/imaging/zone', 'eu-nl-01'),
    'volumes.imaging.zone: "eu-nl-01"',
  ],
  ['a volume of another size', changed('volumes/imaging/sizeGiB', '8192'), 'volumes.imaging.sizeGiB: "8192"'],
  [
    'a volume at a node of another domain',
    changed('volumes/research/server', 'clinic-mapping-1'),
    'volumes.research.server: "clinic-mapping-1"',
  ],
  [
    'a node in another zone',
    changed('nodes/mapping/0/zone', 'elsewhere'),
    'nodes.mapping[0].zone: "elsewhere"',
  ],
  [
    'a node too few',
    changed('nodes/mapping', [{ name: 'clinic-mapping-1', zone: 'nova' }]),
    'nodes.mapping[1]: missing',
  ],
  [
    'a range that is another site’s',
    changed('ranges/domains/identity', '10.16.0.0/20'),
    'ranges.domains.identity: "10.16.0.0/20"',
  ],
  ['a range as good as everyone', changed('ranges/pods', '0.0.0.0/0'), 'ranges.pods: "0.0.0.0/0"'],
  [
    'an endpoint elsewhere',
    changed('endpoint/host', 'kubernetes.example'),
    'endpoint.host: "kubernetes.example"',
  ],
  ['another word for true', changed('planned', 'no'), 'planned: "no"'],
])('refuses %s', (_, text, says) => {
  expect(refusal(text).value).toContain(says);
});

test('two datasets in one volume are refused, though each has an id', () => {
  const { volumes } = madeContract('clinic');
  const error = refusal(changed('volumes/imaging/volumeId', volumes['patient-records']?.volumeId));
  expect(error.rule).toContain('each dataset has a volume of its own');
});

test.each(['token', 'joinToken', 'adminPassword', 'psk', 'clientSecret', 'kubeconfig', 'private_key'])(
  'a field named %s is refused as a secret, and its value is shown nowhere',
  (field) => {
    const value = 'K10c0ffee::server:not-a-real-one';
    for (const path of [field, `endpoint/${field}`, `volumes/imaging/${field}`]) {
      const error = refusal(changed(path, value));
      expect(error.rule).toContain('a contract holds no secret');
      expect(error.message).not.toContain(value);
    }
  },
);

test('any other field too many is refused, and so is one that a prototype would supply', () => {
  expect(refusal(changed('comment', 'harmless')).rule).toContain(
    'only the fields of contracts/cluster.schema.json',
  );
  const text = changed('volumes/imaging/zone', undefined).replace(
    '"kind"',
    '"__proto__":{"zone":"nova"},"kind"',
  );
  expect(refusal(text).value).toContain('volumes.imaging.zone: missing');
});

test('one fault hides no other', () => {
  const once = JSON.parse(changed('volumes/imaging/zone', 'b')) as ClusterContract;
  const { value } = refusal(changed('ranges/services', '10.0.0.0/8', once));
  expect(value).toContain('volumes.imaging.zone: "b"');
  expect(value).toContain('ranges.services: "10.0.0.0/8"');
});
