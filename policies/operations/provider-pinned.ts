import type { ProviderConfig } from '../../graph/graph';
import { definePolicy, fail, pass } from '../../judge/policy';

/** One version and no other: `3.4.0` or `= 3.4.0`; plan JSON leaves the sign out. */
const exact = /^=?\s*\d+\.\d+\.\d+(-[\w.]+)?$/;

export default definePolicy({
  title: 'Every provider is pinned to one version',
  severity: 'medium',
  why: 'What a plan means, which defaults hold and what cannot be shown were examined for one version of the provider. A range lets the next run plan with another one, on another machine with a third.',
  avoid: 'no `version`, or `~> 3.0`',
  prefer: '`version = "= 3.4.0"`, as the site stacks set it, and the lock file committed',
  remediation: 'Set the exact version in required_providers; raise it on purpose, and plan again.',
  controls: ['BSIG § 30(2) no. 4'],
  observableIn: ['synth', 'plan'],
  *examineStack({ name, providers }) {
    const isExact = ({ version }: ProviderConfig) => version !== undefined && exact.test(version.trim());
    // Constraints on one provider add up: a module that states none, or a range, is held to the exact one.
    const pinned = new Set(providers.filter(isExact).map(({ source }) => source));
    for (const provider of providers) {
      const address = `provider.${provider.name}`;
      const { version } = provider;
      const evidence = { path: 'version', value: version ?? 'not set', source: `${name}:${address}` };
      const given = version === undefined ? 'no version is set' : `"${version}" lets other versions in`;
      yield [
        { stack: name, address },
        pinned.has(provider.source) ? pass : fail(`${given}, so the next run may use another one`, evidence),
      ];
    }
  },
  examples: {
    pass: ['clinic:provider.openstack', 'mirror:provider.openstack', 'primary:provider.openstack'],
    cannotOccur: {
      undecided: 'Terraform takes no expression there: a version constraint is literal or missing.',
    },
    changes: [
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
