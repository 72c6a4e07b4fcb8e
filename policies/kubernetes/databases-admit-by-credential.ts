import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { type HostRule, hostRuleOf, isForAll } from '../../judge/facts/host-rules';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import {
  definePolicy,
  type Evidence,
  type Finding,
  fail,
  pass,
  seen,
  undecided,
  worstOf,
} from '../../judge/policy';

const lines = 'spec.postgresql.pg_hba';
const roles = 'spec.managed.roles';

/** Types of lines that take what comes without TLS, too. Source: PostgreSQL 17 documentation, 20.1. */
const open: readonly string[] = ['host', 'hostnossl', 'hostnogssenc'];

/** What a line shows, without its options: one of them may be a password. */
function evidenceOf(cluster: Resource, at: number, rule?: HostRule): Evidence {
  const value = rule
    ? [rule.type, rule.databases.join(','), rule.users.join(','), rule.address, rule.method].join(' ')
    : '(not shown)';
  return { path: `${lines}.${at}`, value, source: `${cluster.stack}:${cluster.address}` };
}

function judgeLines(cluster: Resource): Finding {
  const list = cluster.get(lines);
  if (list === null) return pass;
  if (!isList(list)) return undecided('whom it lets in is not known yet', seen(cluster, lines));
  const findings: Finding[] = [];
  /** Nobody comes past a line that refuses everybody, but those who follow: `all` is no database to them. */
  const refused = { withTls: false, without: false };
  for (const [at, line] of list.entries()) {
    const rule = hostRuleOf(line);
    const evidence = evidenceOf(cluster, at, rule);
    if (rule === undefined) {
      findings.push(undecided(`whom line ${at + 1} of pg_hba lets in is not known`, evidence));
      continue;
    }
    const { type, databases, method } = rule;
    if (method === 'reject') {
      if (isForAll(rule) && type !== 'local') {
        refused.withTls ||= type === 'host' || type === 'hostssl';
        refused.without ||= type === 'host' || type === 'hostnossl';
      }
      continue;
    }
    const isForFollowers = databases.includes('replication');
    const isReached = (is: boolean) => isForFollowers || !is;
    const isWithout = open.includes(type) && isReached(refused.without);
    const isWithTls = type !== 'hostnossl' && isReached(refused.withTls);
    if (method === 'trust' && (isWithout || isWithTls))
      findings.push(fail(`line ${at + 1} of pg_hba lets in whoever comes, without a credential`, evidence));
    else if (isWithout)
      findings.push(fail(`line ${at + 1} of pg_hba lets in whoever comes without TLS`, evidence));
  }
  return worstOf(findings);
}

function judgeRole(role: Value, at: number, cluster: Resource): Finding {
  const path = `${roles}.${at}.superuser`;
  const is = isMap(role) ? (own(role, 'superuser') ?? null) : role;
  if (is instanceof Unknown || !isMap(role))
    return undecided('which rights its roles have is not known yet', seen(cluster, path));
  return is === true
    ? fail(`its role ${String(own(role, 'name'))} is a superuser`, seen(cluster, path))
    : pass;
}

function judgeSuperusers(cluster: Resource): Finding {
  const [access, list] = [cluster.get('spec.enableSuperuserAccess'), cluster.get(roles)];
  const evidence = seen(cluster, 'spec.enableSuperuserAccess');
  if (access === true) return fail('its superuser is let in with a password', evidence);
  if (access instanceof Unknown)
    return undecided('whether its superuser is let in is not known yet', evidence);
  if (list instanceof Unknown)
    return undecided('which rights its roles have is not known yet', seen(cluster, roles));
  return worstOf(isList(list) ? list.map((role, at) => judgeRole(role, at, cluster)) : []);
}

export default definePolicy({
  title: 'A database lets nobody in without TLS and a credential, and nobody as its superuser',
  severity: 'critical',
  why: 'Network policies say which pods get as far as a database. What is asked of them there is in its own settings: one line of pg_hba hands every table to whoever comes, and a superuser reads all of them past every right.',
  avoid:
    '`trust` in `pg_hba`, lines of type `host` or `hostnossl` that refuse nobody, `enableSuperuserAccess: true`, a role with `superuser: true`',
  prefer:
    'lines of type `hostssl` that ask for a certificate, one role for each caller, and a last line that refuses everybody, as the component `addPostgresqlCluster` writes them',
  remediation:
    'Let the line ask for TLS and a credential, and give the role the rights on the tables that it needs.',
  controls: ['C5:2020 IDM-08', 'C5:2020 CRY-02', 'GDPR Art. 32(1)(a)', 'GDPR Art. 32(1)(b)', '§ 391 SGB V'],
  observableIn: ['manifests'],
  resources: [postgresClusterType],
  examine(cluster) {
    return worstOf([judgeLines(cluster), judgeSuperusers(cluster)]);
  },
  examples: {
    manifests: `
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: by-certificate }
spec:
  enableSuperuserAccess: false
  managed: { roles: [{ name: app, login: true, superuser: false }] }
  postgresql:
    pg_hba: ["hostssl app app 10.0.0.0/8 cert", "hostnossl all all all reject", "hostssl all all all reject", "host all all all trust"]
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: as-the-operator-writes-it }
spec: { instances: 1 }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: whoever-comes }
spec: { postgresql: { pg_hba: ["hostssl all all 0.0.0.0/0 trust"] } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: without-tls }
spec: { postgresql: { pg_hba: ["hostssl all all all reject", "host all all 0.0.0.0/0 scram-sha-256"] } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: whoever-follows }
spec: { postgresql: { pg_hba: ["host all all all reject", "host replication all all trust"] } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: with-a-superuser-of-its-own }
spec: { enableSuperuserAccess: true }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: with-a-role-of-a-superuser }
spec: { managed: { roles: [{ name: boss, login: true, superuser: true }] } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: by-a-file }
spec: { postgresql: { pg_hba: ["host all @somebody all scram-sha-256", "hostssl all all all ldap ldapbindpasswd=\\"value-of-a-password\\""] } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: not-known-yet }
spec: { enableSuperuserAccess: 04da6b54-80e4-46f7-96ec-b56ff0331ba9, postgresql: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: [
      'Cluster.postgresql.cnpg.io/by-certificate',
      'Cluster.postgresql.cnpg.io/as-the-operator-writes-it',
    ],
    fail: [
      'Cluster.postgresql.cnpg.io/whoever-comes',
      'Cluster.postgresql.cnpg.io/without-tls',
      'Cluster.postgresql.cnpg.io/whoever-follows',
      'Cluster.postgresql.cnpg.io/with-a-superuser-of-its-own',
      'Cluster.postgresql.cnpg.io/with-a-role-of-a-superuser',
    ],
    undecided: ['Cluster.postgresql.cnpg.io/by-a-file', 'Cluster.postgresql.cnpg.io/not-known-yet'],
    changes: [
      {
        name: 'a database that lets in whoever comes',
        stack: 'primary-workloads',
        set: {
          'Cluster.postgresql.cnpg.io/identity-patient-records/patient-records': {
            'spec.postgresql.pg_hba': ['host all all 0.0.0.0/0 trust'],
          },
        },
        outcome: 'fail',
        subjects: ['primary-workloads:Cluster.postgresql.cnpg.io/identity-patient-records/patient-records'],
        says: 'line 1 of pg_hba lets in whoever comes, without a credential',
      },
    ],
  },
});
