import { Unknown } from '../../graph/value';
import { storageClassType } from '../../judge/facts/storage-classes';
import { definePolicy, fail, pass, seen, undecided, worstOf } from '../../judge/policy';

/** Where each kind says what becomes of a volume, with what is so where it says nothing. Source: kubernetes.io, API reference. */
const paths: Readonly<Record<string, readonly (readonly [path: string, standard: string])[]>> = {
  PersistentVolume: [['spec.persistentVolumeReclaimPolicy', 'Retain']],
  [storageClassType]: [['reclaimPolicy', 'Delete']],
  'StatefulSet.apps': [
    ['spec.persistentVolumeClaimRetentionPolicy.whenDeleted', 'Retain'],
    ['spec.persistentVolumeClaimRetentionPolicy.whenScaled', 'Retain'],
  ],
};

export default definePolicy({
  title: 'A volume stays when its claim goes',
  severity: 'high',
  why: 'A namespace that is deleted takes its claims with it. With Delete, which is what a class means that says nothing, the driver then erases the volume, and no one is asked.',
  avoid: '`persistentVolumeReclaimPolicy: Delete`, a StorageClass without `reclaimPolicy: Retain`',
  prefer: '`Retain`, as `workloads/components/dataset-claim.ts` sets it',
  remediation: 'Set the reclaim policy Retain.',
  controls: ['C5:2020 OPS-06', 'GDPR Art. 32(1)(b)', 'GDPR Art. 32(1)(c)', 'BSIG § 30(2) no. 3'],
  observableIn: ['manifests'],
  resources: Object.keys(paths),
  examine(object) {
    return worstOf(
      (paths[object.type] ?? []).map(([path, standard]) => {
        const stated = object.get(path);
        if (stated instanceof Unknown)
          return undecided('what becomes of it is not known yet', seen(object, path));
        return (stated ?? standard) === 'Retain'
          ? pass
          : fail('its data goes with the claim', seen(object, path));
      }),
    );
  },
  examples: {
    manifests: `
apiVersion: v1
kind: PersistentVolume
metadata: { name: kept }
spec: { csi: {} }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: erased }
spec: { persistentVolumeReclaimPolicy: Delete }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: erases-by-default }
provisioner: cinder.csi.openstack.org
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: erased-with-it }
spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete } }
---
apiVersion: v1
kind: PersistentVolume
metadata: { name: not-known-yet }
spec: { persistentVolumeReclaimPolicy: 04da6b54-80e4-46f7-96ec-b56ff0331ba9 }
`,
    pass: ['PersistentVolume/kept'],
    fail: [
      'PersistentVolume/erased',
      `${storageClassType}/erases-by-default`,
      'StatefulSet.apps/erased-with-it',
    ],
    undecided: ['PersistentVolume/not-known-yet'],
  },
});
