import type { Resource } from '../../graph/graph';
import { describe, isMap, own, Unknown } from '../../graph/value';
import { persistentVolumeType } from '../../judge/facts/claims';
import { type ClaimMade, claimsMade } from '../../judge/facts/claims-made';
import { volumesOf } from '../../judge/facts/containers';
import { namespaceOf, objectsOf } from '../../judge/facts/kubernetes-objects';
import { mergedTypes, postgresClusterType } from '../../judge/facts/operated-pods';
import { podSpecPath, podTypes } from '../../judge/facts/pods';
import { classNamed, encrypts, volumeEncrypts } from '../../judge/facts/storage-classes';
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

/** It wins over the field. Source: kubernetes.io, "Persistent Volumes", Class. */
const classAnnotation = 'volume.beta.kubernetes.io/storage-class';

function judgeClaim(object: Resource, claim: ClaimMade, context: Context): Finding {
  const annotations = claim.annotations ? object.get(claim.annotations) : null;
  const annotated = isMap(annotations) ? (own(annotations, classAnnotation) ?? null) : annotations;
  const name = annotated === null ? object.get(claim.storageClass) : annotated;
  // Of the annotations just this one: others may hold what nobody is to read.
  const evidence =
    annotated === null
      ? seen(object, claim.storageClass)
      : {
          path: `${claim.annotations}.${classAnnotation}`,
          value: describe(annotated),
          source: `${object.stack}:${object.address}`,
        };
  if (name instanceof Unknown) return undecided('of which class its volume is, is not known yet', evidence);
  // The empty one means a volume that exists already, none at all the cluster's default.
  if (name === '') return judgeVolumes(object, claim, context);
  const volume = volumesFor(object, claim, context).find((one) => volumeEncrypts(one) === 'no');
  if (volume) return fail('its volume is not encrypted', seen(volume, 'metadata.name'));
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

/** Volumes that a claim names, or that are kept for it. */
function volumesFor(object: Resource, claim: ClaimMade, { graph }: Context): readonly Resource[] {
  const named = object.get(claim.volumeName);
  return objectsOf(graph, object.stack, persistentVolumeType).filter((volume) => {
    if (named !== null) return volume.name === named;
    const [namespace, name] = ['namespace', 'name'].map((key) => volume.get(`spec.claimRef.${key}`));
    return namespace === namespaceOf(object) && typeof name === 'string' && claim.isCalled(name);
  });
}

function judgeVolumes(object: Resource, claim: ClaimMade, context: Context): Finding {
  const volumes = volumesFor(object, claim, context);
  if (volumes.length === 0)
    return undecided(
      'the volume that it is bound to is not among the objects',
      seen(object, claim.volumeName),
    );
  return worstOf(
    volumes.map((volume) => {
      const answer = volumeEncrypts(volume);
      if (answer === 'yes') return pass;
      return answer === 'no'
        ? fail('its volume is not encrypted', seen(volume, 'metadata.name'))
        : undecided('whether its volume is encrypted does not show', seen(volume, 'metadata.name'));
    }),
  );
}

/** Lists of claims that an object has made, which may be any where one is not known. */
const lists: Readonly<Record<string, string>> = {
  'StatefulSet.apps': 'spec.volumeClaimTemplates',
  [postgresClusterType]: 'spec.tablespaces',
};

export default definePolicy({
  title: 'A claim leads to a volume whose encryption is known',
  severity: 'high',
  why: 'A claim without a class gets whatever the cluster’s default makes: a volume that no plan shows, under no key of the dataset, perhaps not encrypted.',
  avoid:
    'a claim without `storageClassName`, of a class that nobody looked at, or bound to a volume of NFS or a folder',
  prefer:
    'an empty class and the PersistentVolume of a volume that Terraform made, as `workloads/components/dataset-claim.ts` does',
  remediation:
    'Bind the claim to a static volume with storageClassName "", or give the class with the objects.',
  controls: ['C5:2020 CRY-03', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['manifests'],
  resources: ['PersistentVolumeClaim', postgresClusterType, ...mergedTypes, ...podTypes],
  examine(object, context) {
    const list = lists[object.type];
    if (list && object.get(list) instanceof Unknown)
      return undecided('which claims it makes is not known yet', seen(object, list));
    if (podTypes.includes(object.type) && volumesOf(object) === undefined) {
      return undecided(
        'which volumes it has is not known yet',
        seen(object, `${podSpecPath(object)}.volumes`),
      );
    }
    const claims = claimsMade(object);
    return claims.length === 0
      ? undefined
      : worstOf(claims.map((claim) => judgeClaim(object, claim, context)));
  },
  examples: {
    manifests: `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: static, namespace: a }
spec: { storageClassName: "", volumeName: clinic-imaging }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: clinic-imaging }
spec: { csi: { driver: cinder.csi.openstack.org, volumeHandle: a }, storageClassName: "" }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: to-a-volume-that-nobody-shows, namespace: a }
spec: { storageClassName: "" }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: on-a-server-of-files, namespace: a }
spec: { storageClassName: "", volumeName: nfs }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: nfs }
spec: { nfs: { server: 203.0.113.7, path: /patients }, storageClassName: "" }
---
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: by-an-annotation, namespace: a, annotations: { volume.beta.kubernetes.io/storage-class: folders } }
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
apiVersion: v1
kind: PersistentVolume
metadata: { name: of-records }
spec: { csi: { driver: cinder.csi.openstack.org, volumeHandle: b }, claimRef: { namespace: a, name: records-1 } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: records, namespace: a }
spec: { storage: { size: 1Gi, pvcTemplate: { storageClassName: "" } } }
---
apiVersion: postgresql.cnpg.io/v1
kind: Cluster
metadata: { name: with-a-tablespace-in-a-folder, namespace: a }
spec:
  storage: { pvcTemplate: { storageClassName: "", volumeName: of-records } }
  tablespaces: [{ name: fast, storage: { storageClass: folders } }]
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: of-a-class-that-nobody-shows }
spec: { storage: { volumeClaimTemplate: { spec: { storageClassName: whatever } } } }
`,
    pass: ['PersistentVolumeClaim/a/static', 'Cluster.postgresql.cnpg.io/a/records'],
    fail: [
      'StatefulSet.apps/in-folders',
      'PersistentVolumeClaim/a/on-a-server-of-files',
      'PersistentVolumeClaim/a/by-an-annotation',
      'Cluster.postgresql.cnpg.io/a/with-a-tablespace-in-a-folder',
    ],
    undecided: [
      'PersistentVolumeClaim/of-the-default-class',
      'PersistentVolumeClaim/a/to-a-volume-that-nobody-shows',
      'Prometheus.monitoring.coreos.com/of-a-class-that-nobody-shows',
    ],
  },
});
