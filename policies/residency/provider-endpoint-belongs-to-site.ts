import { isLoopback } from '../../estate/deployment';
import type { ProviderConfig } from '../../graph/graph';
import { describe, isOpen } from '../../graph/value';
import { isOpenStack, matchEndpoint } from '../../judge/facts/endpoint';
import { type Context, definePolicy, type Finding, fail, pass, undecided } from '../../judge/policy';

const shown = [
  'auth_url',
  'region',
  'tenant_name',
  'domain_name',
  'project_domain_name',
  'user_domain_name',
  'insecure',
];

function judgeProvider(config: ProviderConfig, stack: string, { estate }: Context): Finding {
  const { attributes, name } = config;
  const source = `${stack}:provider.${name}`;
  const evidence = shown.map((path) => ({ path, value: describe(attributes[path]), source }));
  const { auth_url: url, insecure } = attributes;
  if (insecure === true)
    return fail('the certificate of its endpoint is not checked (insecure)', ...evidence);
  if (typeof url === 'string' && url.startsWith('http://') && !(estate.sandbox && isLoopback(url))) {
    return fail('its credentials travel without encryption (http)', ...evidence);
  }
  const { site, candidates, open } = matchEndpoint(config, estate);
  const known = estate.sites.map((one) => one.name).join(', ');
  if (candidates.length === 0) {
    return fail(`endpoint, region, project and domain are of no site of the estate (${known})`, ...evidence);
  }
  const undecidedArguments = [...open, ...(isOpen(insecure) ? ['insecure'] : [])];
  if (undecidedArguments.length > 0) {
    const message = `which site it talks to depends on what the configuration leaves open: ${undecidedArguments.join(', ')}`;
    return undecided(message, ...evidence);
  }
  return site
    ? pass
    : undecided(`several sites fit: ${candidates.map((c) => c.name).join(', ')}`, ...evidence);
}

export default definePolicy({
  title: 'Every provider talks to one site of the estate, over a connection that is checked',
  severity: 'critical',
  why: 'Everything a stack makes lands where its provider points. A name, a mark or a folder says nothing; another region or project puts patient data into another country or another contract.',
  avoid:
    'an endpoint, region or project from a variable or the environment, `cloud`, `endpoint_overrides`, `insecure = true`, an http URL',
  prefer:
    'auth_url, region, tenant_name and both domains written out, as the site stacks do from `estate/sites`',
  remediation:
    'Write endpoint, region, project and domains of the site into the provider block, credentials nowhere.',
  controls: [
    '§ 393 SGB V',
    'C5:2020 PSS-12',
    'C5:2026 PSS-12',
    'C5:2020 CRY-02',
    'Grundschutz++ BES.2.2',
    'Grundschutz++ BES.2.3',
  ],
  observableIn: ['synth', 'plan'],
  needs: 'estate',
  *examineStack({ name, providers, resources }, context) {
    const configs = providers.filter(isOpenStack);
    for (const config of configs) {
      const address = `provider.${config.name}`;
      yield [{ stack: name, address }, judgeProvider(config, name, context)];
    }
    if (configs.length > 0 || !resources.some(({ type }) => type.startsWith('openstack_'))) return;
    const evidence = { path: 'provider', value: 'not set', source: `${name}:provider.openstack` };
    yield [
      { stack: name, address: 'provider.openstack' },
      undecided('no provider is configured, so the environment decides which site it is', evidence),
    ];
  },
  examples: {
    pass: ['clinic:provider.openstack', 'mirror:provider.openstack', 'primary:provider.openstack'],
    changes: [
      {
        name: 'another region of the same cloud',
        stack: 'primary',
        set: {
          'provider.openstack': { region: 'eu-nl', auth_url: 'https://iam.eu-nl.otc.t-systems.com/v3' },
        },
        outcome: 'fail',
        subjects: ['primary:provider.openstack'],
        says: 'of no site of the estate',
      },
      {
        name: 'another project',
        stack: 'primary',
        set: { 'provider.openstack': { tenant_name: 'eu-de' } },
        outcome: 'fail',
        subjects: ['primary:provider.openstack'],
        says: 'of no site of the estate',
      },
      {
        name: 'a certificate that nobody checks',
        stack: 'clinic',
        set: { 'provider.openstack': { insecure: true } },
        outcome: 'fail',
        subjects: ['clinic:provider.openstack'],
        says: 'is not checked',
      },
      {
        name: 'credentials in plaintext on the wire',
        stack: 'clinic',
        set: { 'provider.openstack': { auth_url: 'http://keystone.cloud.mul-ct.example/v3' } },
        outcome: 'fail',
        subjects: ['clinic:provider.openstack'],
        says: 'without encryption',
      },
      {
        name: 'a second provider that points elsewhere',
        stack: 'mirror',
        set: { 'provider.openstack.elsewhere': { region: 'eu-nl' } },
        outcome: 'fail',
        subjects: ['mirror:provider.openstack.elsewhere'],
        says: 'of no site of the estate',
      },
      {
        name: 'the first of two providers is judged by itself',
        stack: 'mirror',
        set: { 'provider.openstack.elsewhere': { region: 'eu-nl' } },
        outcome: 'pass',
        subjects: ['mirror:provider.openstack'],
      },
      {
        name: 'a project decided at apply',
        stack: 'primary',
        set: { 'provider.openstack': { tenant_name: 'unknown' } },
        outcome: 'undecided',
        subjects: ['primary:provider.openstack'],
        says: 'tenant_name',
      },
      {
        name: 'an endpoint from the environment',
        stack: 'primary',
        set: { 'provider.openstack': { auth_url: null } },
        outcome: 'undecided',
        subjects: ['primary:provider.openstack'],
        says: 'auth_url',
      },
      {
        name: 'a clouds.yaml that may say otherwise',
        stack: 'primary',
        set: { 'provider.openstack': { cloud: 'otc' } },
        outcome: 'undecided',
        subjects: ['primary:provider.openstack'],
        says: 'cloud',
      },
    ],
  },
});
