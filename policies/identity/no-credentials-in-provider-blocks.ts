import type { ProviderConfig, Stack } from '../../graph/graph';
import { isMap, isUnset, Unknown, type Value } from '../../graph/value';
import { isOpenStack } from '../../judge/facts/endpoint';
import { isNameOfSecret, isSecretNamed, secretForms } from '../../judge/facts/secrets';
import {
  definePolicy,
  type Evidence,
  type Finding,
  fail,
  pass,
  type Subject,
  undecided,
  worstOf,
} from '../../judge/policy';

/** Arguments of the OpenStack provider that are credentials, whatever they hold. */
const credentials: ReadonlySet<string> = new Set(['password', 'token', 'application_credential_secret']);

/** Whether a literal is a credential: by its argument, by its name, or by a form of its own. */
function holdsCredential(config: ProviderConfig, path: string, name: string, text: string): boolean {
  if (text === '') return false;
  if (credentials.has(path) && isOpenStack(config)) return true;
  return isSecretNamed(name, text) || secretForms(text).length > 0;
}

/** A variable without a default comes from outside; of a local or a function it is not shown what it holds. */
function examineOpen(
  value: Unknown,
  { name }: ProviderConfig,
  { defaults }: Stack,
  where: Evidence,
): Finding {
  const isRoot = !name.includes(':');
  const names = value.references.map(({ address }) => address);
  const stated = names.find((one) => {
    const text = one.startsWith('var.') ? defaults?.get(one.slice('var.'.length)) : undefined;
    return isRoot && text !== undefined && text !== '';
  });
  if (stated !== undefined) return fail(`${where.path} is ${stated}, whose default is written down`, where);
  const isOutside = value.references.every(
    ({ kind }) => (kind === 'variable' && isRoot) || kind === 'resource' || kind === 'data',
  );
  if (names.length > 0 && isOutside) return pass;
  return undecided(`where ${where.path} comes from is not shown: ${names.join(', ') || 'a function'}`, where);
}

function* examineArgument(
  config: ProviderConfig,
  stack: Stack,
  path: string,
  name: string,
  value: Value,
): Iterable<Finding> {
  if (isUnset(value)) return;
  const where = { path, value: '(sensitive)', source: `${stack.name}:provider.${config.name}` };
  if (value instanceof Unknown) {
    const isOne = isOpenStack(config) ? credentials.has(path) : isNameOfSecret(name) !== 'no';
    if (isOne) yield examineOpen(value, config, stack, where);
  } else if (isMap(value) || Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) {
      yield* examineArgument(
        config,
        stack,
        `${path}.${key}`,
        Array.isArray(value) ? name : key,
        inner as Value,
      );
    }
  } else if (holdsCredential(config, path, name, String(value))) {
    yield fail(`${path} is written down`, where);
  }
}

function* examineDefaults({ name: stack, defaults }: Stack): Iterable<readonly [Subject, Finding]> {
  for (const [name, value] of defaults ?? []) {
    if (typeof value !== 'string' || value === '') continue;
    if (!isSecretNamed(name, value) && secretForms(value).length === 0) continue;
    const where = { path: 'default', value: '(sensitive)', source: `${stack}:var.${name}` };
    yield [{ stack, address: `var.${name}` }, fail('a credential is its default, written down', where)];
  }
}

export default definePolicy({
  title: 'No provider block and no variable’s default holds a credential',
  severity: 'critical',
  why: 'What stands in the configuration stands in the repository, its history, every clone, and the plan. A credential there acts for whoever reads it, at every site it is good for.',
  avoid: '`password = "…"`, `token`, `application_credential_secret`, or a variable for them with a default',
  prefer:
    'a provider block without credentials, which come from the environment of the pipeline alone, as in the site stacks',
  remediation: 'Make the credential invalid, take it out, and hand a new one over in the environment.',
  controls: ['C5:2020 IDM-08', 'C5:2020 CRY-04', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan'],
  *examineStack(stack) {
    for (const config of stack.providers) {
      const findings = Object.entries(config.attributes).flatMap(([name, value]) => [
        ...examineArgument(config, stack, name, name, value),
      ]);
      const subject = { stack: stack.name, address: `provider.${config.name}` };
      yield [subject, findings.length === 0 ? pass : worstOf(findings)];
    }
    yield* examineDefaults(stack);
  },
  examples: {
    terraform: `
variable "password" {
  type      = string
  sensitive = true
}
variable "secret" {
  type    = string
  default = "not-a-real-one"
}
variable "database_password" {
  type    = string
  default = "not-a-real-one"
}
variable "empty_password" {
  type    = string
  default = ""
}
locals {
  token = "not-a-real-one"
}
provider "openstack" {
  auth_url  = "https://identity.example.org/v3"
  user_name = "pipeline"
}
provider "openstack" {
  alias    = "variable"
  auth_url = "https://identity.example.org/v3"
  password = var.password
}
provider "openstack" {
  alias    = "literal"
  auth_url = "https://identity.example.org/v3"
  password = "not-a-real-one"
}
provider "openstack" {
  alias                         = "default"
  application_credential_id     = "20415a973c9e45d3917f078950644697"
  application_credential_secret = var.secret
}
provider "openstack" {
  alias    = "url"
  auth_url = "https://pipeline:not-a-real-one@identity.example.org/v3"
}
provider "openstack" {
  alias = "local"
  token = local.token
}
`,
    pass: ['provider.openstack', 'provider.openstack.variable'],
    fail: [
      'provider.openstack.literal',
      'provider.openstack.default',
      'provider.openstack.url',
      'var.database_password',
    ],
    undecided: ['provider.openstack.local'],
  },
});
