import { loadEstate } from '../../estate/load-estate';
import { Graph, type Stack } from '../../graph/graph';
import { readSynth } from '../../graph/read-synth';
import { judge } from '../../judge/judge';
import type { Policy, PolicyDefinition } from '../../judge/policy';
import type { Exception } from '../../judge/report';
import { asOf } from '../estate-plan';

/** Small stacks and policies of a few words, for tests of the judge itself. */

export const estate = loadEstate({ asOf });
export const network = 'openstack_networking_network_v2';
export const volume = 'openstack_blockstorage_volume_v3';

const texts = {
  title: 'Title',
  severity: 'medium',
  why: 'why',
  avoid: 'avoid',
  prefer: 'prefer',
  remediation: 'mend it',
  controls: ['C5:2020 CRY-03'],
  observableIn: ['synth', 'plan'],
  examples: {},
} as const;

export function policy(id: string, definition: object): Policy {
  return { ...texts, ...definition, id } as unknown as PolicyDefinition & { id: string };
}

export function stackOf(name: string, resource: Readonly<Record<string, object>>): Stack {
  return readSynth(JSON.stringify({ resource }), 'cdk.tf.json', name);
}

export function run(
  stacks: readonly Stack[],
  policies: readonly Policy[],
  exceptions: readonly Exception[] = [],
) {
  return judge(new Graph(stacks), estate, { policies, asOf, exceptions });
}
