import { knownWords } from '../../../audit/pack/known-words';
import { learnInput, packInput, parseInput } from '../../../audit/pack/redact-inputs';
import { Redactor } from '../../../audit/pack/redactor';
import { foreignEstate } from '../../../estate/foreign-estate';
import type { Input } from '../../../policies/judge-inputs';

const estate = foreignEstate({ cloud: 'openstack', countries: ['DE'], encryptedVolumeTypes: [] });
/** Nothing about it or beside it says that it is one. */
const password = 'Sommer2026!';

function packed(kind: Input['kind'], json: unknown, source?: unknown): string {
  const redactor = new Redactor(knownWords(estate));
  const input: Input = {
    kind,
    stack: 'x',
    file: 'x.json',
    text: JSON.stringify(json),
    ...(source === undefined ? {} : { source: JSON.stringify(source) }),
  };
  const parsed = parseInput(input);
  learnInput(parsed, redactor);
  const files = new Map<string, string>();
  packInput(parsed, 0, redactor, files);
  return [...files.values()].join('\n');
}

describe('what a resource of another provider holds is not in the pack', () => {
  const configured = (address: string, expressions: object, more: object = {}) => {
    const [type, name] = address.split('.');
    return { address, mode: 'managed', type, name, expressions, ...more };
  };
  const network = configured('openstack_networking_network_v2.n', { name: { constant_value: 'kept-name' } });
  const holder = configured(
    'terraform_data.b',
    {
      input: { constant_value: password },
      triggers_replace: { references: ['openstack_networking_network_v2.n.id'] },
      nested: [{ deep: { constant_value: { deeper: [password] } } }],
    },
    { provisioners: [{ type: 'local-exec', expressions: { command: { constant_value: password } } }] },
  );

  test('the configuration of a plan keeps references and what is judged', () => {
    const text = packed('plan', {
      format_version: '1.2',
      configuration: {
        root_module: {
          resources: [network, holder],
          outputs: { o: { expression: { constant_value: password } } },
          module_calls: { m: { source: './m', module: { resources: [holder] } } },
        },
      },
    });
    expect(text).not.toContain(password);
    const { configuration } = JSON.parse(text);
    expect(configuration.root_module.resources[0]).toEqual(network);
    expect(configuration.root_module.resources[1]).toMatchObject({
      address: 'terraform_data.b',
      expressions: {
        input: { constant_value: expect.stringMatching(/^removed-secret-\d+$/) },
        triggers_replace: { references: ['openstack_networking_network_v2.n.id'] },
      },
      provisioners: [{ type: 'local-exec' }],
    });
    expect(configuration.root_module.module_calls.m.module.resources).toHaveLength(1);
  });

  test.each<[string, (source: unknown) => string]>([
    ['beside its plan', (source) => packed('plan', { format_version: '1.2' }, source)],
    ['alone', (source) => packed('synth', source)],
  ])('a synthesized source %s keeps references and what is judged', (_, pack) => {
    const refers = '$' + '{openstack_networking_network_v2.n.id}';
    const calls = `\${jsonencode({a = openstack_networking_network_v2.n.name, b = "${password}"})}`;
    const judged = { openstack_networking_network_v2: { n: { name: 'kept-name' } } };
    const block = { input: password, refers, calls, depends_on: ['openstack_networking_network_v2.n'] };
    const text = pack({
      resource: { ...judged, terraform_data: { b: block, list: [{ input: [password] }] } },
      data: { external: { e: { query: { about: password } } } },
      output: { o: { value: password } },
    });
    expect(text).not.toContain(password);
    const source = JSON.parse(text.slice(text.indexOf('{', text.lastIndexOf('\n{\n'))));
    expect(source.resource).toMatchObject(judged);
    expect(source.resource.terraform_data.b).toMatchObject({
      refers,
      calls: expect.stringContaining('$' + '{openstack_networking_network_v2.n.name}'),
      depends_on: ['openstack_networking_network_v2.n'],
    });
  });

  test('a state as it is shown, and its outputs', () => {
    const text = packed('state', {
      format_version: '1.0',
      values: {
        outputs: { o: { sensitive: false, value: password, type: 'string' } },
        root_module: {
          resources: [
            {
              address: 'openstack_networking_network_v2.n',
              type: 'openstack_networking_network_v2',
              values: { name: 'kept-name' },
            },
            { address: 'terraform_data.b', type: 'terraform_data', values: { output: password } },
          ],
          child_modules: [
            {
              address: 'module.m',
              resources: [{ type: 'terraform_data', values: { input: { deep: [password] } } }],
            },
          ],
        },
      },
    });
    expect(text).not.toContain(password);
    expect(text).toContain('kept-name');
    expect(text).toContain('terraform_data.b');
  });

  test('a state as it is stored, and its outputs', () => {
    const stored = (type: string, attributes: object) => ({
      mode: 'managed',
      type,
      name: 'b',
      instances: [{ schema_version: 0, attributes, index_key: 'kept-index' }],
    });
    const text = packed('state', {
      version: 4,
      lineage: 'kept-lineage',
      outputs: { o: { value: password, type: 'string' } },
      resources: [
        stored('terraform_data', { input: { type: 'string', value: password } }),
        stored('openstack_networking_network_v2', { name: 'kept-name' }),
      ],
    });
    expect(text).not.toContain(password);
    for (const kept of ['kept-lineage', 'kept-index', 'kept-name']) expect(text).toContain(kept);
  });
});

describe('a password that is a word of its own in a command is not in the pack', () => {
  const containers = (container: object) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'a', namespace: 'b' },
    spec: { containers: [{ name: 'a', image: 'r.example/x:1', ...container }] },
  });

  test.each<[string, object]>([
    ['arguments', { args: ['--user', 'root', '--password', password] }],
    ['a server', { command: ['redis-server', '--requirepass', password] }],
    ['a replica', { command: ['redis-server', '--masterauth', password] }],
    ['a client', { command: ['redis-cli', '-a', password] }],
    ['a token', { command: ['agent', '--token', password] }],
    ['words in it', { args: ['--password', `Ein ${password}`] }],
    ['a command and its arguments', { command: ['redis-cli'], args: ['-a', password] }],
    ['an option and its value apart', { command: ['agent', '--token'], args: [password] }],
    ['a probe', { livenessProbe: { exec: { command: ['redis-cli', '-a', password, 'ping'] } } }],
  ])('%s', (_, container) => {
    expect(packed('manifests', containers(container))).not.toContain(password);
  });

  test('one too short to be looked for elsewhere', () => {
    expect(packed('manifests', containers({ args: ['--password', 'q7#'] }))).not.toContain('q7#');
  });

  test('what a preview does not show stays unknown', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } };
    const inputs = { ...secret, stringData: '[secret]', data: { a: '[secret]' }, password: '[secret]' };
    const preview = { steps: [{ op: 'create', newState: { type: 'kubernetes:core/v1:Secret', inputs } }] };
    expect(JSON.parse(packed('manifests', preview))).toEqual(preview);
  });

  test('other words stay, and so do lists that are no commands', () => {
    const args = ['--user', 'root', '--config', '/etc/app.conf', '--verbose', '--password', '$(DB_PASSWORD)'];
    const methods = ['password', 'application_credential'];
    const packedObject = JSON.parse(packed('manifests', { ...containers({ args }), methods }));
    expect(packedObject).toMatchObject({ ...containers({ args }), methods });
  });

  test('a port in a command is looked for nowhere else', () => {
    const text = packed(
      'manifests',
      containers({ args: ['-p', '6379', '--data', 'x'], ports: [{ name: 'p6379', hostIP: '6379' }] }),
    );
    expect(JSON.parse(text).spec.containers[0].ports).toEqual([{ name: 'p6379', hostIP: '6379' }]);
  });
});
