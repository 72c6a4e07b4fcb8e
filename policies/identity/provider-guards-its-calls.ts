import { isLoopback } from '../../estate/deployment';
import type { Estate } from '../../estate/model';
import type { ProviderConfig } from '../../graph/graph';
import { describe, isMap, isOpen } from '../../graph/value';
import { isOpenStack } from '../../judge/facts/endpoint';
import { definePolicy, type Finding, fail, undecided, worstOf } from '../../judge/policy';

const isPlain = (url: unknown, { sandbox }: Estate) =>
  typeof url === 'string' && /^http:\/\//i.test(url.trim()) && !(sandbox && isLoopback(url));

function examine({ attributes, name }: ProviderConfig, stack: string, estate: Estate): Finding {
  const seen = (path: string) => ({
    path,
    value: describe(attributes[path]),
    source: `${stack}:provider.${name}`,
  });
  const { insecure, enable_logging: logging, auth_url: url, endpoint_overrides: overrides } = attributes;
  const isTrue = (value: unknown) => value === true || value === 'true';
  const findings = [
    ...(isTrue(insecure) ? [fail('it takes any certificate (insecure)', seen('insecure'))] : []),
    ...(isOpen(insecure) ? [undecided('whether it checks certificates is not known', seen('insecure'))] : []),
    ...(isPlain(url, estate) ? [fail('its credentials travel without encryption', seen('auth_url'))] : []),
    ...(isMap(overrides) && Object.values(overrides).some((each) => isPlain(each, estate))
      ? [fail('it calls a service without encryption', seen('endpoint_overrides'))]
      : []),
    ...(isTrue(logging) ? [fail('it logs every call and its answer', seen('enable_logging'))] : []),
    ...(isOpen(logging) ? [undecided('whether it logs its calls is not known', seen('enable_logging'))] : []),
  ];
  return worstOf(findings);
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
  *examineStack({ name, providers }, { estate }) {
    for (const config of providers.filter(isOpenStack)) {
      yield [{ stack: name, address: `provider.${config.name}` }, examine(config, name, estate)];
    }
  },
  examples: {
    terraform: `
variable "debug" {
  type    = bool
  default = false
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
      'provider.openstack.plain_service',
      'provider.openstack.talkative',
    ],
    undecided: ['provider.openstack.perhaps_talkative'],
  },
});
