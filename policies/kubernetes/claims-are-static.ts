import type { Resource } from '../../graph/graph';
import { isList, isMap, own, Unknown, type Value } from '../../graph/value';
import { volumesOf } from '../../judge/facts/containers';
import { postgresClusterType } from '../../judge/facts/operated-pods';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import { classNamed, encrypts } from '../../judge/facts/storage-classes';
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

/** A claim's class: the empty one means a volume that exists already, none at all the cluster's default. */
function judgeClass(object: Resource, path: string, context: Context): Finding {
  const name = object.get(path);
  const evidence = seen(object, path);
  if (name instanceof Unknown) return undecided('of which class its volume is, is not known yet', evidence);
  if (name === '') return pass;
  const known = classNamed(context.graph, object.stack, name === null ? null : String(name));
  if (known === undefined) {
    return undecided(
      `its volume is made by ${name === null ? 'the cluster’s default class' : 'a class'} that is not among the objects`,
      evidence,
    );
  }
  const answer = encrypts(known, context.siteOfStack(object.stack)?.cloud);
  if (answer === 'yes') return pass;
  return answer === 'no'
    ? fail('its class makes volumes that are not encrypted', evidence, seen(known, 'parameters'))
    : undecided('whether its class encrypts does not show', evidence, seen(known, 'parameters'));
}

function specsIn(list: Value, path: string): readonly string[] {
  return isList(list) ? list.map((_, at) => `${path}.${at}.spec.storageClassName`) : [];
}

/** The claims of a database that an operator makes. Source: cloudnative-pg.io, "API Reference", StorageConfiguration. */
function ofPostgres(cluster: Resource): readonly string[] {
  const storages = ['spec.storage', ...['spec.walStorage'].filter((path) => cluster.get(path) !== null)];
  return storages.map((path) =>
    cluster.get(`${path}.storageClass`) === null && cluster.get(`${path}.pvcTemplate`) !== null
      ? `${path}.pvcTemplate.storageClassName`
      : `${path}.storageClass`,
  );
}

/** Volumes that live as long as their pod, made for it alone. */
function ephemeralIn(pod: Resource): readonly string[] {
  return (volumesOf(pod) ?? []).flatMap(({ value, path }) =>
    isMap(value) && (own(value, 'ephemeral') ?? null) !== null
      ? [`${path}.ephemeral.volumeClaimTemplate.spec.storageClassName`]
      : [],
  );
}

function claimsOf(object: Resource): readonly string[] {
  if (object.type === 'PersistentVolumeClaim') return ['spec.storageClassName'];
  if (object.type === postgresClusterType) return ofPostgres(object);
  const templates = object.type === 'StatefulSet.apps' ? object.get('spec.volumeClaimTemplates') : null;
  return [...specsIn(templates, 'spec.volumeClaimTemplates'), ...ephemeralIn(object)];
}

export default definePolicy({
  title: 'A claim leads to a volume whose encryption is known',
  severity: 'high',
  why: 'A claim without a class gets whatever the cluster’s default makes: a volume that no plan shows, under no key of the dataset, perhaps not encrypted.',
  avoid: 'a claim without `storageClassName`, or of a class that nobody looked at',
  prefer:
    'an empty class and the PersistentVolume of a volume that Terraform made, as `workloads/components/dataset-claim.ts` does',
  remediation:
    'Bind the claim to a static volume with storageClassName "", or give the class with the objects.',
  controls: ['C5:2020 CRY-03', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['manifests'],
  resources: ['PersistentVolumeClaim', postgresClusterType, ...podTypes],
  examine(object, context) {
    if (object.type === 'StatefulSet.apps' && object.get('spec.volumeClaimTemplates') instanceof Unknown) {
      return undecided('which claims it makes is not known yet', seen(object, 'spec.volumeClaimTemplates'));
    }
    if (podTypes.includes(object.type) && volumesOf(object) === undefined) {
      return undecided(
        'which volumes it has is not known yet',
        seen(object, `${podSpecPath(object)}.volumes`),
      );
    }
    const claims = claimsOf(object);
    return claims.length === 0 ? undefined : worstOf(claims.map((path) => judgeClass(object, path, context)));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: static }
spec: { storageClassName: "", volumeName: clinic-imaging }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: folders }
provisioner: rancher.io/local-path
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: in-folders }
spec:
  volumeClaimTemplates: [{ metadata: { name: data }, spec: { storageClassName: folders } }]
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: of-the-default-class }
spec: {}
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: records }
spec: { storage: { size: 1Gi, pvcTemplate: { storageClassName: "" } } }
`,
    pass: ['PersistentVolumeClaim/static', 'Cluster.postgresql.cnpg.io/records'],
    fail: ['StatefulSet.apps/in-folders'],
    undecided: ['PersistentVolumeClaim/of-the-default-class'],
  },
});
