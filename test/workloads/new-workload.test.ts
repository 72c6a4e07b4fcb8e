import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtime } from '@pulumi/pulumi';
import { transformSync } from '@swc/core';
import { contractOf } from '../../contracts/cluster';
import { EstateError } from '../../estate/estate-error';
import { writeNewEntry } from '../../estate/new-entry';
import { catalogueEntries, workloadsAt } from '../../workloads/catalogue';
import { addNamespace } from '../../workloads/components/workload-namespace';
import { namespaceOf, type Workload } from '../../workloads/model';
import { newWorkload } from '../../workloads/new-workload';
import { changedEstate } from './changed-estate';

const root = mkdtempSync(join(tmpdir(), 'new-workload-'));
mkdirSync(join(root, 'workloads', 'catalogue'), { recursive: true });
afterAll(() => rmSync(root, { recursive: true, force: true }));

const image = 'registry.example/lab/results:2.4.0';
const options = { image, domain: 'identity', root } as const;

/** The workload that a file's text holds, loaded as the catalogue would. */
function loaded(text: string): Workload {
  const { code } = transformSync(text, {
    jsc: { parser: { syntax: 'typescript' } },
    module: { type: 'commonjs' },
  });
  const module = { exports: {} as { default?: Workload } };
  const load = (path: string) => require(path.replace(/^\.\.\//, '../../workloads/'));
  new Function('module', 'exports', 'require', code)(module, module.exports, load);
  if (module.exports.default === undefined) throw new Error('the file holds no workload');
  return module.exports.default;
}

interface Rendered {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, never>>;
}

async function rendered(workload: Workload): Promise<readonly Rendered[]> {
  const estate = changedEstate();
  const [site] = estate.sites;
  if (site === undefined) throw new Error('no site');
  const objects: Rendered[] = [];
  await runtime.setMocks(
    {
      newResource({ name, inputs }) {
        objects.push(inputs as Rendered);
        return { id: name, state: inputs };
      },
      call: ({ inputs }) => inputs,
    },
    'workloads',
    site.name,
  );
  const all = [...catalogueEntries().map((entry) => entry.workload), workload];
  const place = {
    ...{ estate, site, contract: contractOf(estate, site.name), workload },
    ...{ neighbours: workloadsAt(all, site, estate), namespace: namespaceOf(workload) },
  };
  addNamespace(place);
  workload.deploy(place);
  await runtime.disconnect();
  return objects;
}

test('one file is written, and it renders: a server behind its proxy, and a way to all that it calls', async () => {
  const entry = newWorkload('lab-results', {
    ...options,
    port: 3000,
    calls: ['fhir-server', 'patient-records:5432'],
  });
  writeNewEntry(entry);
  expect(entry.file).toBe(join(root, 'workloads', 'catalogue', 'lab-results.ts'));
  const workload = loaded(readFileSync(entry.file, 'utf8'));
  expect(workload).toMatchObject({
    ...{ name: 'lab-results', title: 'Lab results', domain: 'identity', datasets: [], exposure: 'callers' },
    calls: [
      { to: 'fhir-server', port: 8443 },
      { to: 'patient-records', port: 5432 },
    ],
    ports: [8443],
    images: [{ repository: 'registry.example/lab/results', tag: '2.4.0' }],
  });
  const objects = await rendered(workload);
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  expect(names).toEqual(
    expect.arrayContaining([
      'Namespace identity-lab-results',
      'NetworkPolicy nothing-by-default',
      'NetworkPolicy to-fhir-server-8443',
      'NetworkPolicy to-patient-records-5432',
      'Deployment lab-results',
      'Service lab-results',
      'Certificate lab-results-proxy',
    ]),
  );
  const deployment = objects.find(({ kind }) => kind === 'Deployment') as unknown as {
    readonly spec: {
      readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
    };
  };
  expect(deployment.spec.template.spec.containers.map((container) => container.image)).toEqual([
    expect.stringMatching(
      /^registry\.[a-z]+\.lausitz\.internal\/registry\.example\/lab\/results:2\.4\.0@sha256:/,
    ),
    expect.stringContaining('envoyproxy/envoy'),
  ]);
});

test('the file is as biome formats it, and another one of its name is not replaced', () => {
  const entry = newWorkload('ward-board', { ...options, domain: 'research', title: 'What’s on the ward' });
  writeNewEntry(entry);
  expect(entry.text).toContain("  title: 'What’s on the ward',\n");
  expect(entry.text).toContain(
    '  calls: [],\n  ports: [servicePort],\n  images: [image],\n  deploy(place) {\n',
  );
  expect(() => writeNewEntry(entry)).toThrow(EstateError);
});

describe('what is refused', () => {
  const cases: [string, string, Partial<Parameters<typeof newWorkload>[1]>, RegExp][] = [
    ['a name that is taken', 'edge', {}, /there is one of this name/],
    ['a name that is none', 'Lab_Results', {}, /lower-case letters/],
    ['a name too long for its namespace', 'a'.repeat(41), {}, /at most 40/],
    ['an image without a host', 'lab', { image: 'nginx:1.29' }, /host of its registry/],
    ['an image without a tag', 'lab', { image: 'docker.io/library/nginx' }, /REPOSITORY:TAG/],
    ['an image that moves', 'lab', { image: 'docker.io/library/nginx:latest' }, /not latest/],
    ['a port of root', 'lab', { port: 80 }, /from 1024/],
    ['a port of the proxy', 'lab', { port: 8443 }, /none of the proxy/],
    ['a call to nobody', 'lab', { calls: ['nobody'] }, /a workload of the catalogue/],
    ['a call to a port that is shut', 'lab', { calls: ['fhir-server:80'] }, /fhir-server answers at 8443/],
    ['a title of two lines', 'lab', { title: 'a\nb' }, /one line/],
  ];
  test.each(cases)('%s', (_, name, more, message) => {
    const refused = () => newWorkload(name, { ...options, ...more });
    expect(refused).toThrow(message);
    expect(refused).toThrow(expect.objectContaining({ exitCode: 2 }));
  });
});
