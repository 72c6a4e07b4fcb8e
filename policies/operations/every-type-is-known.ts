import {
  judgedTypes,
  partlyJudgedTypes,
  typesJudgedByEstate,
  typesWithoutRules,
} from '../../judge/facts/known-types';
import { type Context, definePolicy, markOf, pass, seen, undecided } from '../../judge/policy';

const leadsAway = 'where it leads is judged by the ranges that an estate declares, and there is none';
const provisioned = 'its provisioner runs programs, and what those do is in no plan';

export default definePolicy({
  title: 'Every resource is of a type that the policies know',
  severity: 'high',
  why: 'A rule says nothing of a type that it does not know. A bucket at another provider or a database can take data out of the estate while every rule is silent, and so can a program that a provisioner runs.',
  avoid: '`aws_s3_bucket`, `openstack_db_instance_v1`, `openstack_objectstorage_tempurl_v1`, a `provisioner`',
  prefer: 'the types that the constructs make',
  remediation:
    'Take the resource or its provisioner away, or write the rules that its type needs and add the type to judge/facts/known-types.ts.',
  controls: ['C5:2020 PSS-12', 'Grundschutz++ BES.2.3', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  *examineStack(stack, { siteOfStack, estate }: Context) {
    const site = siteOfStack(stack.name)?.name;
    let strangers = 0;
    for (const resource of stack.resources) {
      const { type, mode, remains, address } = resource;
      if (mode !== 'managed' || !remains) continue;
      const isKnown = judgedTypes.has(type) || typesWithoutRules.has(type);
      const isLeftOut = estate.foreign !== undefined && typesJudgedByEstate.has(type);
      if (isKnown && !isLeftOut && !resource.isProvisioned) continue;
      strangers += 1;
      const unknown = partlyJudgedTypes.get(type) ?? 'no policy judges resources of this type';
      const why = !isKnown ? unknown : isLeftOut ? leadsAway : provisioned;
      const evidence = { ...seen(resource, 'type'), path: 'type', value: type };
      const subject = { stack: stack.name, address, site, dataset: markOf(resource, 'dataset') };
      yield [subject, undecided(`${type}: ${why}`, evidence)];
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
`,
    undecided: [
      'terraform_data.runs_programs',
      'openstack_db_instance_v1.database',
      'openstack_sharedfilesystem_share_v2.share',
      'openstack_lb_loadbalancer_v2.balancer',
      'openstack_objectstorage_tempurl_v1.link',
      'openstack_identity_project_v3.project',
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
