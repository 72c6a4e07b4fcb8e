import { type Draft, decidedLater } from '../draft';
import { type Mutant, mutant, types } from '../mutant';
import type { Json } from '../plan-json';

function provider(attributes: Json) {
  return (draft: Draft) => {
    const configs = draft.plan.configuration.provider_config;
    const planned = configs.openstack as { expressions: Json };
    const [stated] = (draft.source.provider as { openstack: Json[] }).openstack as [Json];
    for (const [name, value] of Object.entries(attributes)) {
      if (value === null) {
        delete planned.expressions[name];
        delete stated[name];
        continue;
      }
      planned.expressions[name] =
        value === decidedLater
          ? { references: ['terraform_data.decided_at_apply.output', 'terraform_data.decided_at_apply'] }
          : { constant_value: value };
      stated[name] = value;
    }
  };
}

const providerCases: readonly (readonly [what: string, attributes: Json])[] = [
  ['another region', { region: 'eu-nl' }],
  ['no region', { region: null }],
  ['a region decided at apply', { region: decidedLater }],
  ['another endpoint', { auth_url: 'https://iam.eu-nl.otc.t-systems.com/v3' }],
  ['no endpoint', { auth_url: null }],
  ['an endpoint decided at apply', { auth_url: decidedLater }],
  ['an endpoint that only begins alike', { auth_url: 'https://iam.eu-de.otc.t-systems.com.evil.example/v3' }],
  ['an endpoint over plain HTTP', { auth_url: 'http://iam.eu-de.otc.t-systems.com/v3' }],
  ['another project', { tenant_name: 'eu-de_other' }],
  ['no project', { tenant_name: null }],
  ['a cloud of a file', { cloud: 'elsewhere' }],
  ['endpoints of its own', { endpoint_overrides: { volumev3: 'https://elsewhere.example/' } }],
  ['certificates that nobody checks', { insecure: true }],
  ['another domain', { project_domain_name: 'other' }],
];

const providers = (['primary', 'clinic'] as const).flatMap((stack) =>
  providerCases.map(([what, attributes]) =>
    mutant(stack, `the provider with ${what}`, ['residency', 'identity'], provider(attributes)),
  ),
);

const guards = 'identity/provider-guards-its-calls';
const written = 'identity/no-credentials-in-provider-blocks';
const endpoint = 'residency/provider-endpoint-belongs-to-site';

/** Each for the one rule that is about the argument changed. */
const pointed = (['primary', 'clinic'] as const).flatMap((stack) =>
  (
    [
      ['checks no certificates', guards, { insecure: true }],
      ['checks no certificates, said as a text', guards, { insecure: 'true' }],
      ['may check no certificates', guards, { insecure: decidedLater }],
      ['logs its calls', guards, { enable_logging: true }],
      ['talks over plain HTTP', guards, { auth_url: 'http://iam.eu-de.otc.t-systems.com/v3' }],
      ['has a password in the text', written, { user_name: 'pipeline', password: 'not-a-real-one' }],
      ['has a token in the text', written, { token: 'not-a-real-one' }],
      [
        'has a password in its address',
        written,
        { auth_url: 'https://a:not-a-real-one@keystone.example/v3' },
      ],
      ['stands elsewhere', endpoint, { auth_url: 'https://iam.eu-nl.otc.t-systems.com/v3' }],
      ['stands where the apply decides', endpoint, { auth_url: decidedLater }],
      ['has another region', endpoint, { region: 'eu-nl' }],
    ] as const
  ).map(([what, rule, attributes]) =>
    mutant(stack, `a provider that ${what}, for ${rule}`, rule, provider(attributes)),
  ),
);

const defaultPassword = mutant('primary', 'a password as a variable’s default', written, (draft) => {
  const root = draft.plan.configuration.root_module;
  root.variables = { ...root.variables, database_password: { default: 'not-a-real-one' } };
  const stated = (draft.source.variable ?? {}) as Json;
  draft.source.variable = { ...stated, database_password: { default: 'not-a-real-one' } };
});

/** A second provider beside the good one, that one volume is made by. */
function secondProvider(attributes: Json) {
  return (draft: Draft) => {
    const configs = draft.plan.configuration.provider_config;
    const copy = structuredClone(configs.openstack) as { expressions: Json };
    for (const [name, value] of Object.entries(attributes))
      copy.expressions[name] = { constant_value: value };
    configs['openstack.other'] = { ...copy, alias: 'other' };
    const blocks = (draft.source.provider as { openstack: Json[] }).openstack;
    blocks.push({ ...blocks[0], ...attributes, alias: 'other' });
    draft.configured(`${types.volume}.research_data`).provider_config_key = 'openstack.other';
    draft.set(`${types.volume}.research_data`, {});
    const volumes = (draft.source.resource as { [type: string]: { [name: string]: Json } })[types.volume];
    if (volumes?.research_data) volumes.research_data.provider = 'openstack.other';
  };
}

const seconds: readonly Mutant[] = (
  [
    ['in another region', { region: 'eu-nl' }],
    ['at another endpoint', { auth_url: 'https://elsewhere.example/v3' }],
    ['in another project', { tenant_name: 'other' }],
    ['that checks no certificates', { insecure: true }],
  ] as const
).map(([what, attributes]) =>
  mutant('primary', `a second provider ${what}`, ['residency', 'identity'], secondProvider(attributes)),
);

const foreignProvider = mutant(
  'primary',
  'a bucket at another cloud',
  'operations/every-type-is-known',
  (draft) => {
    const address = 'aws_s3_bucket.more';
    const identity = { address, mode: 'managed', type: 'aws_s3_bucket', name: 'more' };
    const change = {
      actions: ['create'],
      before: null,
      after: { bucket: 'more' },
      after_unknown: { id: true },
    };
    draft.plan.resource_changes.push({ ...identity, change });
    draft.plan.planned_values.root_module.resources?.push({ ...identity, values: { bucket: 'more' } });
    draft.plan.configuration.root_module.resources?.push({
      ...identity,
      provider_config_key: 'aws',
      expressions: { bucket: { constant_value: 'more' } },
    });
    draft.plan.configuration.provider_config.aws = {
      name: 'aws',
      full_name: 'registry.terraform.io/hashicorp/aws',
    };
    (draft.source.resource as Json).aws_s3_bucket = { more: { bucket: 'more' } };
  },
);

function version(constraint: string | null) {
  return (draft: Draft) => {
    const config = draft.plan.configuration.provider_config.openstack as Json;
    const required = (draft.source.terraform as { required_providers: { openstack: Json } })
      .required_providers.openstack;
    if (constraint === null) {
      delete config.version_constraint;
      delete required.version;
      return;
    }
    config.version_constraint = constraint;
    required.version = constraint;
  };
}

const versions = (
  [
    ['of any version', null],
    ['of a range of versions', '~> 3.0'],
    ['of a least version', '>= 3.4.0'],
    ['of two versions', '3.4.0, != 3.4.1'],
  ] as const
).map(([what, constraint]) =>
  mutant('mirror', `a provider ${what}`, 'operations/provider-pinned', version(constraint)),
);

const backends: readonly Mutant[] = (
  [
    ['over HTTP', { http: { address: 'http://state.example' } }],
    ['without encryption', { s3: { bucket: 'b', key: 'k', region: 'eu-de', use_lockfile: true } }],
    ['without a lock', { s3: { bucket: 'b', key: 'k', region: 'eu-de', encrypt: true } }],
    ['at a database without a certificate', { pg: { conn_str: 'postgres://h/d?sslmode=disable' } }],
  ] as const
).map(([what, backend]) =>
  mutant('primary', `state ${what}`, 'encryption/state-backend-encrypted', (draft) => {
    (draft.source.terraform as Json).backend = backend;
  }),
);

/** A place that nothing shows is undecided: a synthesis warns of it, and stops nothing. */
const elsewhere = (
  [
    ['in Terraform’s own cloud', { cloud: { organization: 'o' } }],
    ['in a bucket of another country', { s3: { bucket: 'b', key: 'k', region: 'us-east-1' } }],
    [
      'in a bucket of another country’s endpoint',
      {
        s3: {
          bucket: 'b',
          key: 'k',
          region: 'eu-de',
          endpoints: { s3: 'https://obs.eu-nl.otc.t-systems.com' },
        },
      },
    ],
  ] as const
).map(([what, backend]) =>
  mutant('primary', `state ${what}`, 'residency/state-in-permitted-country', (draft) => {
    (draft.source.terraform as Json).backend = backend;
  }),
);

/** A fault under another name: what is called well is no better for it. */
const disguised: readonly Mutant[] = (['primary', 'mirror'] as const).flatMap((stack) => [
  mutant(stack, 'a volume without encryption under another name', 'encryption', (draft) => {
    draft.rename(`${types.volume}.research_data`, 'encrypted-volume');
    draft.set(`${types.volume}.encrypted-volume`, { metadata: null });
  }),
  mutant(
    stack,
    'a rule for anyone under the name of a good one',
    'network/no-ingress-from-anyone',
    (draft) => {
      const [first = ''] = draft.addresses(types.rule);
      draft.rename(first, 'from-management-only');
      draft.set(`${types.rule}.from-management-only`, {
        direction: 'ingress',
        remote_ip_prefix: '0.0.0.0/0',
        remote_group_id: null,
      });
    },
  ),
  mutant(stack, 'a tunnel with a weak policy under another name', 'encryption', (draft) => {
    draft.rename(`${types.ike}.transit-2026_ike`, 'strong');
    draft.set(`${types.ike}.strong`, { encryption_algorithm: '3des' });
  }),
]);

export default [
  ...providers,
  ...pointed,
  defaultPassword,
  ...seconds,
  foreignProvider,
  ...versions,
  ...backends,
  ...elsewhere,
  ...disguised,
];
