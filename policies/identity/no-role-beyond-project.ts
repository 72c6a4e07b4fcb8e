import type { Resource } from '../../graph/graph';
import { isOpen, isUnset } from '../../graph/value';
import { isAdministrator } from '../../judge/facts/administrators';
import {
  type Context,
  definePolicy,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

const roleType = 'openstack_identity_role_v3';
const projectType = 'openstack_identity_project_v3';
const inheritType = 'openstack_identity_inherit_role_assignment_v3';

/** The one resource of a type that an attribute leads to, managed or read. */
function only({ graph }: Context, from: Resource, path: string, type: string): Resource | undefined {
  const { targets, certain } = graph.follow(from, path);
  const [target, ...more] = targets.filter((one) => one.type === type);
  return certain && more.length === 0 ? target : undefined;
}

function examineScope(assignment: Resource, context: Context): Finding {
  const [domain, project] = [assignment.get('domain_id'), assignment.get('project_id')];
  const evidence = [seen(assignment, 'domain_id'), seen(assignment, 'project_id')];
  if (assignment.type === inheritType)
    return fail('it reaches every project below, those of today and those to come', ...evidence);
  if (!isUnset(domain)) {
    return isOpen(domain) && !isUnset(project)
      ? undecided('whether it is held on a domain is not known yet', ...evidence)
      : fail('it is held on a whole domain', ...evidence);
  }
  if (isUnset(project)) return undecided('what it is held on is not shown', ...evidence);
  const wanted = context.estate.foreign ? undefined : context.siteOfStack(assignment.stack)?.identity.project;
  if (wanted === undefined) return pass;
  const name = only(context, assignment, 'project_id', projectType)?.get('name');
  if (name === wanted) return pass;
  return typeof name === 'string'
    ? fail(`it is held on the project ${name}, the site’s is ${wanted}`, ...evidence)
    : undecided(`whether its project is ${wanted} is not shown`, ...evidence);
}

function examineRole(assignment: Resource, context: Context): Finding {
  const evidence = seen(assignment, 'role_id');
  const name = only(context, assignment, 'role_id', roleType)?.get('name');
  if (typeof name !== 'string') return undecided('which role it gives is not shown', evidence);
  return isAdministrator(name) ? fail(`the role ${name} is an administrator’s`, evidence) : pass;
}

const grant = 'openstack_identity_role_assignment_v3.grant';

function grants(name: string, role: string, project: string, outcome: 'pass' | 'fail', says?: string) {
  return {
    name,
    stack: 'primary',
    set: {
      [`${roleType}.given`]: { name: role },
      [`${projectType}.on`]: { name: project },
      [grant]: {
        user_id: '20415a973c9e45d3917f078950644697',
        project_id: `\${${projectType}.on.id}`,
        role_id: `\${${roleType}.given.id}`,
      },
    },
    outcome,
    subjects: [`primary:${grant}`],
    ...(says === undefined ? {} : { says }),
  } as const;
}

export default definePolicy({
  title: 'No role is given beyond the site’s own project, and none of an administrator',
  severity: 'high',
  why: 'A role on a domain, or one that projects inherit, reaches projects that no plan shows, data of others among them. Who holds an administrator’s role can give himself all others, so that no separation of sites, data and keys holds.',
  avoid: '`domain_id`, inherited roles, the role `admin`, another project than the site’s',
  prefer: '`member`, `reader` or a role of the cloud’s for one service, on the site’s project alone',
  remediation: 'Give the least role that does, on the project, and take this one away.',
  controls: ['C5:2020 IDM-01', 'C5:2020 OPS-24', 'GDPR Art. 32(1)(b)'],
  observableIn: ['synth', 'plan', 'state'],
  resources: ['openstack_identity_role_assignment_v3', inheritType],
  examine(assignment, context) {
    return worstOf([examineScope(assignment, context), examineRole(assignment, context)]);
  },
  examples: {
    terraform: `
locals {
  user = "20415a973c9e45d3917f078950644697"
}
resource "openstack_identity_role_v3" "backup" {
  name = "backup"
}
resource "openstack_identity_role_assignment_v3" "domain" {
  user_id   = local.user
  domain_id = "20415a973c9e45d3917f078950644698"
  role_id   = openstack_identity_role_v3.backup.id
}
resource "openstack_identity_inherit_role_assignment_v3" "inherited" {
  user_id    = local.user
  project_id = "20415a973c9e45d3917f078950644698"
  role_id    = openstack_identity_role_v3.backup.id
}
resource "openstack_identity_role_assignment_v3" "by_ids" {
  user_id    = local.user
  project_id = "20415a973c9e45d3917f078950644698"
  role_id    = "20415a973c9e45d3917f078950644699"
}
`,
    fail: [
      'openstack_identity_role_assignment_v3.domain',
      'openstack_identity_inherit_role_assignment_v3.inherited',
    ],
    undecided: ['openstack_identity_role_assignment_v3.by_ids'],
    changes: [
      grants('a role on the site’s project', 'backup', 'eu-de_lausitz-primary', 'pass'),
      grants('a role on another project', 'backup', 'another', 'fail', 'the site’s is eu-de_lausitz-primary'),
      grants('the role of an administrator', 'admin', 'eu-de_lausitz-primary', 'fail', 'an administrator’s'),
    ],
  },
});
