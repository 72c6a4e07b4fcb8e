import type { ProviderConfig } from '../../graph/graph';
import { providerSource, providerVersion } from '../../graph/schema';
import { isOpenStack } from '../../judge/facts/endpoint';
import { definePolicy, type Finding, fail, pass } from '../../judge/policy';

/** One version and no other: `3.4.0` or `= 3.4.0`; plan JSON leaves the sign out. */
const exact = /^=?\s*(\d+\.\d+\.\d+(?:-[\w.]+)?)$/;

/** Registries that hand out the same provider under the same name. */
const registries = ['registry.terraform.io', 'registry.opentofu.org'];

function versionOf({ version }: ProviderConfig): string | undefined {
  return exact.exec(version?.trim() ?? '')?.[1];
}

/** A provider that only calls itself OpenStack's may do with a configuration what it likes. */
function isForeign(provider: ProviderConfig): boolean {
  const known = [providerSource, ...registries.map((registry) => `${registry}/${providerSource}`)];
  return isOpenStack(provider) && !known.includes(provider.source);
}

function examine(
  provider: ProviderConfig,
  stack: string,
  pinned: string | undefined,
  isOurs: boolean,
): Finding {
  const source = `${stack}:provider.${provider.name}`;
  if (isForeign(provider)) {
    const evidence = { path: 'source', value: provider.source, source };
    return fail(`it is ${provider.source}, not ${providerSource} of a public registry`, evidence);
  }
  const { version } = provider;
  const evidence = { path: 'version', value: version ?? 'not set', source };
  if (pinned === undefined) {
    const given = version === undefined ? 'no version is set' : `"${version}" lets other versions in`;
    return fail(`${given}, so the next run may use another one`, evidence);
  }
  if (isOurs && isOpenStack(provider) && pinned !== providerVersion) {
    return fail(
      `it is pinned to ${pinned}, and the estate is built and judged for ${providerVersion}`,
      evidence,
    );
  }
  return pass;
}

export default definePolicy({
  title: 'Every provider is the one it should be, pinned to one version',
  severity: 'medium',
  why: 'What a plan means, which defaults hold and what cannot be shown were examined for one provider in one version. A range lets the next run plan with another one, on another machine with a third; a fork of the same name gets all credentials.',
  avoid: 'no `version`, `~> 3.0`, or a source other than `terraform-provider-openstack/openstack`',
  prefer: '`version = "= 3.4.0"`, as the site stacks set it, and the lock file committed',
  remediation: 'Set source and exact version in required_providers; raise it on purpose, and plan again.',
  controls: ['BSIG § 30(2) no. 4'],
  observableIn: ['synth', 'plan'],
  *examineStack({ name, providers: all }, { siteOfStack }) {
    // What Terraform brings itself has no version of its own.
    const providers = all.filter(({ source, name: local }) => {
      return (
        !source.startsWith('terraform.io/builtin/') && !(source === 'terraform' && local === 'terraform')
      );
    });
    const isOurs = siteOfStack(name) !== undefined;
    // Constraints on one provider add up: a module that states none, or a range, is held to the exact one.
    const pinned = new Map(
      providers.flatMap((one) => {
        const version = versionOf(one);
        return version === undefined ? [] : [[one.source, version] as const];
      }),
    );
    for (const provider of providers) {
      const version = versionOf(provider) ?? pinned.get(provider.source);
      const subject = { stack: name, address: `provider.${provider.name}` };
      yield [subject, examine(provider, name, version, isOurs)];
    }
  },
  examples: {
    terraform: `
terraform {
  required_providers {
    openstack = {
      source  = "terraform-provider-openstack/openstack"
      version = ">= 3.0.0, < 4.0.0"
    }
  }
}
resource "openstack_networking_network_v2" "any" {}
resource "terraform_data" "brought_by_terraform" {}
`,
    fail: ['provider.openstack'],
    cannotOccur: {
      undecided: 'Terraform takes no expression there: a version constraint is literal or missing.',
    },
    changes: [
      {
        name: 'the version without a sign',
        stack: 'mirror',
        set: { 'provider.openstack': { version: '3.4.0' } },
        outcome: 'pass',
        subjects: ['mirror:provider.openstack'],
      },
      {
        name: 'a range',
        stack: 'primary',
        set: { 'provider.openstack': { version: '~> 3.0' } },
        outcome: 'fail',
        subjects: ['primary:provider.openstack'],
        says: 'lets other versions in',
      },
      {
        name: 'a least version',
        stack: 'mirror',
        set: { 'provider.openstack': { version: '>= 3.4.0' } },
        outcome: 'fail',
        subjects: ['mirror:provider.openstack'],
        says: 'lets other versions in',
      },
      {
        name: 'another version',
        stack: 'clinic',
        set: { 'provider.openstack': { version: '= 3.0.0' } },
        outcome: 'fail',
        subjects: ['clinic:provider.openstack'],
        says: 'is pinned to 3.0.0, and the estate is built and judged for',
      },
      {
        name: 'no version',
        stack: 'clinic',
        set: { 'provider.openstack': { version: null } },
        outcome: 'fail',
        subjects: ['clinic:provider.openstack'],
        says: 'no version is set',
      },
    ],
  },
});
