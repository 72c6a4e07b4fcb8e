import type { ObservedResource } from '../../contracts/observation';
import type { Graph, Stack } from '../../graph/graph';
import { definePolicy, type Finding, fail, pass, type Subject, undecided } from '../../judge/policy';

interface Known {
  /** `type id` of everything that some stack manages, and of what it only looks up: names are ids of some types. */
  readonly managed: ReadonlySet<string>;
  readonly lookedUp: ReadonlySet<string>;
  /** Ids of what is managed, of whatever type. */
  readonly ids: ReadonlySet<string>;
}

function knownIn(graph: Graph): Known {
  const [managed, lookedUp, ids] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const { mode, type, attributes, before } of graph.stacks.flatMap((stack) => stack.resources)) {
    // What is replaced has its old id before the change only.
    for (const id of [attributes.id, before?.id]) {
      if (typeof id !== 'string') continue;
      (mode === 'managed' ? managed : lookedUp).add(`${type} ${id}`);
      if (mode === 'managed') ids.add(id);
    }
  }
  return { managed, lookedUp, ids };
}

/** Ids of the objects that it belongs to: the server of a disk, the device of a port. */
function owners({ attributes }: ObservedResource): readonly string[] {
  const { attachment, device_id: device } = attributes;
  const attached = (Array.isArray(attachment) ? (attachment as readonly unknown[]) : []).map(
    (one) => (one as { instance_id?: unknown } | null)?.instance_id,
  );
  return [device, ...attached].filter((id) => typeof id === 'string' && id !== '') as string[];
}

/** A server makes its disk and its port; a disk that somebody else made can be attached to it as well. */
const holdsData = new Set(['openstack_blockstorage_volume_v3']);

function judged(resource: ObservedResource, known: Known, source: string): Finding {
  const evidence = { path: 'id', value: resource.id, source };
  if (known.managed.has(`${resource.type} ${resource.id}`)) return pass;
  if (known.lookedUp.has(`${resource.type} ${resource.id}`)) {
    return undecided(
      'it is looked up here, and whether another configuration manages it is not shown',
      evidence,
    );
  }
  if (owners(resource).some((id) => known.ids.has(id))) {
    return holdsData.has(resource.type)
      ? undecided('it belongs to a managed resource, and whether that one made it is not shown', evidence)
      : pass;
  }
  return fail('it exists in the project, and no configuration that was given manages it', evidence);
}

function examineStack(stack: Stack, graph: Graph, resources: readonly ObservedResource[]) {
  const known = knownIn(graph);
  return resources
    .filter(({ madeByCloud }) => !madeByCloud)
    .map((resource): readonly [Subject, Finding] => {
      const subject = { stack: stack.name, address: `${resource.type} ${resource.id}` };
      return [subject, judged(resource, known, `${stack.name}:${subject.address}`)];
    });
}

export default definePolicy({
  title: 'What exists in a site’s project is managed by a configuration that is judged',
  severity: 'high',
  why: 'A volume, snapshot, port or rule that somebody made by hand is in no plan: no policy judges it, no reader of the code knows it, and a copy of patient data in it is erased with nothing.',
  avoid: 'servers, volumes, snapshots, backups, containers and security groups made in the console',
  prefer: 'a project of its own for each stack, and accounts of people that can only read',
  remediation:
    'Find out who made it and what it holds. Take it into the configuration (terraform import, through a reviewed change), or erase it.',
  controls: ['C5:2020 PSS-12', 'Grundschutz++ BES.2.2'],
  observableIn: ['plan', 'state'],
  needsObservation: true,
  examineStack(stack, { graph, observations }) {
    return examineStack(stack, graph, observations?.of(stack.name)?.resources ?? []);
  },
  examples: {
    cannotOccur: {
      pass: 'an example is a plan alone, and this compares one with an observation: test/judge/observations.test.ts',
      fail: 'an example is a plan alone, and this compares one with an observation: test/judge/observations.test.ts',
      undecided:
        'an example is a plan alone, and this compares one with an observation: test/judge/observations.test.ts',
    },
  },
});
