import type { Estate } from '../../estate/model';
import type { ProviderConfig, Stack } from '../../graph/graph';
import { describe, isOpen } from '../../graph/value';
import { isOpenStack } from '../../judge/facts/endpoint';
import { isPlainCall } from '../../judge/facts/provider-url';
import { definePolicy, type Evidence, type Finding, fail, undecided, worstOf } from '../../judge/policy';

function examine(config: ProviderConfig, stack: Stack, estate: Estate): Finding {
  const { attributes, name } = config;
  const seen = (path: string) => ({
    path,
    value: describe(attributes[path]),
    source: `${stack.name}:provider.${name}`,
  });
  const { insecure, enable_logging: logging } = attributes;
  const isPlain = (path: string) => isPlainCall(config, path, stack, estate);
  const isTrue = (value: unknown) => value === true || value === 'true';
  const findings = [
    ...(isTrue(insecure) ? [fail('it takes any certificate (insecure)', seen('insecure'))] : []),
    ...(isOpen(insecure) ? [undecided('whether it checks certificates is not known', seen('insecure'))] : []),
    ...judged(isPlain('auth_url'), 'its credentials travel without encryption', seen('auth_url')),
    ...judged(
      isPlain('endpoint_overrides'),
      'it calls a service without encryption',
      seen('endpoint_overrides'),
    ),
    ...(isTrue(logging) ? [fail('it logs every call and its answer', seen('enable_logging'))] : []),
    ...(isOpen(logging) ? [undecided('whether it logs its calls is not known', seen('enable_logging'))] : []),
  ];
  return worstOf(findings);
}

function judged(isPlain: boolean | undefined, breach: string, evidence: Evidence): Finding[] {
  if (isPlain === undefined) return [undecided('whether its calls are encrypted is not known', evidence)];
  return isPlain ? [fail(breach, evidence)] : [];
}

export default definePolicy({
  title: 'Every provider checks whom it talks to, over TLS, and logs no call',
  severity: 'high',
  why: 'Without a checked certificate whoever stands on the way gets the credentials. With `enable_logging` requests and answers go to the log in full: user data, secrets’ payloads, names and addresses, wherever the log goes.',
  avoid: '`insecure = true`, an http URL, `enable_logging = true`',
  prefer: 'an https URL, `insecure = false`, and `cacert_file` for an authority of one’s own',
  remediation:
    'Take the argument out. Where a call was made without a checked certificate or was logged, change the credentials it used.',
  controls: ['C5:2020 CRY-02', 'C5:2026 CRY-04', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan'],
  *examineStack(stack, { estate }) {
    for (const config of stack.providers.filter(isOpenStack)) {
      const subject = { stack: stack.name, address: `provider.${config.name}` };
      yield [subject, examine(config, stack, estate)];
    }
  },
  examples: {
    terraform: `
variable "debug" {
  type    = bool
  default = false
}
variable "plain_address" {
  default = "http://identity.example.org/v3"
}
variable "host" {
  default = "identity.example.org"
}
provider "openstack" {
  auth_url    = "https://identity.example.org/v3"
  cacert_file = "authority.pem"
}
provider "openstack" {
  alias    = "any_certificate"
  auth_url = "https://identity.example.org/v3"
  insecure = true
}
provider "openstack" {
  alias    = "plain"
  auth_url = "http://identity.example.org/v3"
}
provider "openstack" {
  alias    = "plain_by_variable"
  auth_url = var.plain_address
}
provider "openstack" {
  alias    = "perhaps_plain"
  auth_url = format("%s/v3", var.host)
}
provider "openstack" {
  alias              = "plain_service"
  auth_url           = "https://identity.example.org/v3"
  endpoint_overrides = { "volumev3" = "http://volumes.example.org/v3/" }
}
provider "openstack" {
  alias          = "talkative"
  auth_url       = "https://identity.example.org/v3"
  enable_logging = true
}
provider "openstack" {
  alias          = "perhaps_talkative"
  auth_url       = "https://identity.example.org/v3"
  enable_logging = var.debug
}
`,
    pass: ['provider.openstack'],
    fail: [
      'provider.openstack.any_certificate',
      'provider.openstack.plain',
      'provider.openstack.plain_by_variable',
      'provider.openstack.plain_service',
      'provider.openstack.talkative',
    ],
    undecided: ['provider.openstack.perhaps_plain', 'provider.openstack.perhaps_talkative'],
  },
});
