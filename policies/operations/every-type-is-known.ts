import type { Resource } from '../../graph/graph';
import {
  dataSourcesThatOnlyTell,
  judgedTypes,
  partlyJudgedTypes,
  typesJudgedByEstate,
  typesWithoutRules,
  wentWithoutLoss,
} from '../../judge/facts/known-types';
import { statefulTypes } from '../../judge/facts/stateful';
import { type Context, definePolicy, markOf, pass, seen, undecided } from '../../judge/policy';

const leadsAway = 'where it leads is judged by the ranges that an estate declares, and there is none';
const provisioned = 'its provisioner runs programs, and what those do is in no plan';
const read = 'a program or another service answers it, and what that does is in no plan';
const invoked = 'the plan invokes an action, and what that does is in no plan';
const left = 'the plan stops managing it, and it stays in the cloud, where nothing judges it any more';
const gone = 'the plan deletes it, and whether it holds data no policy knows';

/** What goes or is abandoned of these, another policy says: resilience/stateful-resource-kept. */
const stateful: ReadonlySet<string> = new Set(statefulTypes);

/** What of a resource no policy knows; undefined where they know it. */
function unknownOf(resource: Resource, isForeign: boolean): string | undefined {
  const { type, mode, remains } = resource;
  if (mode === 'data') return dataSourcesThatOnlyTell(type) ? undefined : read;
  const isKnown = judgedTypes.has(type) || typesWithoutRules.has(type);
  const isKept = stateful.has(type);
  if (resource.isLeftBehind && !isKept && !(isKnown && isOfState(type))) return left;
  if (remains) {
    if (!isKnown) return partlyJudgedTypes.get(type) ?? 'no policy judges resources of this type';
    if (isForeign && typesJudgedByEstate.has(type)) return leadsAway;
  } else if (!isKnown && !isKept && !wentWithoutLoss(type)) return gone;
  return resource.isProvisioned && resource.action !== 'forget' ? provisioned : undefined;
}

/** Whether nothing of a known type is in a cloud: it is in the state alone. */
function isOfState(type: string): boolean {
  return !type.startsWith('openstack_');
}

export default definePolicy({
  title: 'Every resource is of a type that the policies know',
  severity: 'high',
  why: 'A rule says nothing of a type that it does not know. A bucket at another provider or a database can take data out of the estate while every rule is silent, and so can a program that a provisioner, a data source or an action runs. What a plan abandons stays as it is, an open rule included, and is in no later plan.',
  avoid:
    '`aws_s3_bucket`, `openstack_db_instance_v1`, `openstack_objectstorage_tempurl_v1`, a `provisioner`, `data "external"`, `removed` with `destroy = false`',
  prefer: 'the types that the constructs make',
  remediation:
    'Take the resource, its provisioner or the action away, or write the rules that its type needs and add the type to judge/facts/known-types.ts. Delete what is no longer needed instead of abandoning it.',
  controls: ['C5:2020 PSS-12', 'Grundschutz++ BES.2.3', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  *examineStack(stack, { siteOfStack, estate }: Context) {
    const site = siteOfStack(stack.name)?.name;
    let strangers = 0;
    for (const resource of stack.resources) {
      const why = unknownOf(resource, estate.foreign !== undefined);
      if (why === undefined) continue;
      strangers += 1;
      const { type, address } = resource;
      const evidence = { ...seen(resource, 'type'), path: 'type', value: type };
      const subject = { stack: stack.name, address, site, dataset: markOf(resource, 'dataset') };
      yield [subject, undecided(`${type}: ${why}`, evidence)];
    }
    for (const { address, type } of stack.actions ?? []) {
      strangers += 1;
      const evidence = { path: 'type', value: type, source: `${stack.name}:${address}` };
      yield [{ stack: stack.name, address, site }, undecided(`${type}: ${invoked}`, evidence)];
    }
    if (strangers === 0) yield [{ stack: stack.name, address: '(stack)', site }, pass];
  },
  examples: {
    terraform: `
resource "openstack_networking_network_v2" "known" {
  name = "known"
}
resource "terraform_data" "known" {
  input = "nothing"
}
resource "terraform_data" "runs_programs" {
  provisioner "local-exec" {
    command = "openstack volume create --size 10 copy"
  }
}
resource "openstack_db_instance_v1" "database" {
  name        = "records"
  size        = 10
  volume_type = "SSD"
  datastore {
    type    = "postgresql"
    version = "16"
  }
}
resource "openstack_sharedfilesystem_share_v2" "share" {
  name        = "share"
  share_proto = "NFS"
  size        = 10
}
resource "openstack_lb_loadbalancer_v2" "balancer" {
  vip_network_id = openstack_networking_network_v2.known.id
}
resource "openstack_objectstorage_tempurl_v1" "link" {
  container = "imaging"
  object    = "scan"
  method    = "get"
  ttl       = 600
}
resource "openstack_identity_project_v3" "project" {
  name = "another"
}
removed {
  from = openstack_networking_secgroup_rule_v2.abandoned
  lifecycle {
    destroy = false
  }
}
`,
    existing: {
      'openstack_networking_secgroup_rule_v2.abandoned': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a11',
        direction: 'ingress',
        ethertype: 'IPv4',
        protocol: 'tcp',
        port_range_min: 22,
        port_range_max: 22,
        remote_ip_prefix: '0.0.0.0/0',
        security_group_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a12',
      },
      'openstack_networking_secgroup_rule_v2.deleted': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a13',
        direction: 'ingress',
        ethertype: 'IPv4',
        security_group_id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a12',
      },
      'openstack_lb_listener_v2.deleted': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a14',
        protocol: 'HTTP',
        protocol_port: 80,
      },
      'openstack_orchestration_stack_v1.deleted': {
        id: '0d0a7a52-3a0f-4c3a-9d53-1f6f1c1f0a15',
        name: 'deleted',
      },
      'openstack_objectstorage_object_v1.deleted': {
        id: 'imaging/deleted',
        name: 'deleted',
        container_name: 'imaging',
      },
    },
    undecided: [
      'terraform_data.runs_programs',
      'openstack_db_instance_v1.database',
      'openstack_sharedfilesystem_share_v2.share',
      'openstack_lb_loadbalancer_v2.balancer',
      'openstack_objectstorage_tempurl_v1.link',
      'openstack_identity_project_v3.project',
      'openstack_networking_secgroup_rule_v2.abandoned',
      'openstack_orchestration_stack_v1.deleted',
      'openstack_objectstorage_object_v1.deleted',
    ],
    cannotOccur: {
      fail: 'a type that no policy knows may hold anything or nothing: nothing definite is to be said of it',
    },
    changes: [
      {
        name: 'a bucket at another provider',
        stack: 'primary',
        set: { 'aws_s3_bucket.backup': { bucket: 'imaging-backup' } },
        outcome: 'undecided',
        subjects: ['primary:aws_s3_bucket.backup'],
        says: 'aws_s3_bucket: no policy judges resources of this type',
      },
      {
        name: 'a resource that holds nothing',
        stack: 'primary',
        set: { 'terraform_data.trigger': { input: 'nothing' } },
        outcome: 'pass',
        subjects: ['primary:(stack)'],
      },
    ],
  },
});
