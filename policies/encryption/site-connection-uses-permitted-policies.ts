import type { Resource } from '../../graph/graph';
import {
  ikePolicyCryptography,
  ikePolicyType,
  ipsecPolicyCryptography,
  ipsecPolicyType,
} from '../../judge/facts/cryptography';
import { type Context, definePolicy, type Finding, seen, undecided, worstOf } from '../../judge/policy';

type Cryptography = (policy: Resource, asOf: string) => Finding;

/** The policy that a connection names, judged; one that is not in the plan may be anything. */
function named(connection: Resource, path: string, type: string, judged: Cryptography, context: Context) {
  const { targets, certain } = context.graph.follow(connection, path);
  const [target] = targets;
  if (!target || target.type !== type || !target.remains) {
    return undecided(`what its ${path} names is not in the plan`, seen(connection, path));
  }
  if (!certain) return undecided(`which policy its ${path} names is not known`, seen(connection, path));
  const finding = judged(target, context.asOf);
  return { ...finding, message: `${target.address}: ${finding.message}` };
}

export default definePolicy({
  title: 'Every connection between sites uses permitted policies of its own stack',
  severity: 'high',
  why: 'A strong policy that no tunnel uses protects nothing: what a connection names is what it negotiates.',
  avoid: 'a policy id from elsewhere, of which no plan shows what it permits',
  prefer: 'the construct `SiteLink`: policies in the same stack',
  remediation: 'Refer to an IKE and an IPsec policy of the same stack that are permitted.',
  controls: [
    'BSI TR-02102',
    'C5:2020 CRY-02',
    'C5:2026 CRY-04',
    'GDPR Art. 32(1)(a)',
    'Grundschutz++ ARCH.6.2',
  ],
  observableIn: ['synth', 'plan'],
  resources: ['openstack_vpnaas_site_connection_v2'],
  examine: (connection, context) =>
    worstOf([
      named(connection, 'ikepolicy_id', ikePolicyType, ikePolicyCryptography, context),
      named(connection, 'ipsecpolicy_id', ipsecPolicyType, ipsecPolicyCryptography, context),
    ]),
  examples: {
    pass: ['clinic', 'mirror', 'primary'].flatMap((site) =>
      ['clinic', 'mirror', 'primary']
        .filter((peer) => peer !== site)
        .map((peer) => `${site}:openstack_vpnaas_site_connection_v2.${peer}_tunnel`),
    ),
    changes: [
      {
        name: 'the IKE policy falls back to the provider’s defaults',
        stack: 'primary',
        set: { 'openstack_vpnaas_ike_policy_v2.transit-2026_ike': { pfs: 'group5', ike_version: 'v1' } },
        outcome: 'fail',
        subjects: [
          'primary:openstack_vpnaas_site_connection_v2.clinic_tunnel',
          'primary:openstack_vpnaas_site_connection_v2.mirror_tunnel',
        ],
        says: 'ike_version is "v1"',
      },
      {
        name: 'the IPsec policy is gone',
        stack: 'clinic',
        remove: 'openstack_vpnaas_ipsec_policy_v2.transit-2026_ipsec',
        outcome: 'undecided',
        subjects: ['clinic:openstack_vpnaas_site_connection_v2.primary_tunnel'],
        says: 'ipsecpolicy_id names is not in the plan',
      },
      {
        name: 'a policy id from elsewhere',
        stack: 'primary',
        set: {
          'openstack_vpnaas_site_connection_v2.mirror_tunnel': {
            ikepolicy_id: '8e1f0c57-3a56-4d53-9a86-1f3b0b1f8b0e',
          },
        },
        outcome: 'undecided',
        subjects: ['primary:openstack_vpnaas_site_connection_v2.mirror_tunnel'],
        says: 'ikepolicy_id names is not in the plan',
      },
    ],
  },
});
