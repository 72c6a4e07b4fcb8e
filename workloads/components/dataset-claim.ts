import * as kubernetes from '@pulumi/kubernetes';
import { cinderDriver } from '../../contracts/cluster';
import { clusterMetadataOf, marks, metadataOf } from '../marks';
import { datasetOfPlace, type Place } from '../model';

const { PersistentVolume, PersistentVolumeClaim } = kubernetes.core.v1;

/** What a pod needs to mount a dataset's volume. */
export interface DatasetVolume {
  /** Name of the PersistentVolume, for an operator that makes the claim itself. */
  readonly volumeName: string;
  /** As Kubernetes writes it, `512Gi`. */
  readonly size: string;
}

/**
 * The volume that Terraform made for the site's copy, encrypted and with a key of its own, as a PersistentVolume that
 * is bound to one claim: no class makes it, nobody else gets it, and it stays when the claim goes.
 */
export function addDatasetVolume(place: Place, claim: string): DatasetVolume {
  const dataset = datasetOfPlace(place);
  const { site, contract, namespace } = place;
  const made = contract.volumes[dataset.name];
  if (made === undefined) throw new Error(`${site.name} hands over no volume of ${dataset.name}`);
  const { name, labels } = clusterMetadataOf(place, `${site.name}-${dataset.name}`);
  const size = `${made.sizeGiB}Gi`;
  new PersistentVolume(name, {
    metadata: { name, labels },
    spec: {
      capacity: { storage: size },
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: '',
      csi: { driver: cinderDriver, volumeHandle: made.volumeId, fsType: 'ext4' },
      claimRef: { namespace, name: claim },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            {
              matchExpressions: [
                { key: 'topology.kubernetes.io/zone', operator: 'In', values: [made.zone] },
                // Terraform attaches it to this one, and a plan shows which.
                { key: 'kubernetes.io/hostname', operator: 'In', values: [made.server] },
                { key: marks.domain, operator: 'In', values: [dataset.domain] },
              ],
            },
          ],
        },
      },
    },
  });
  return { volumeName: name, size };
}

/** The claim of a pod of our own to the dataset's volume; its name is the dataset's. */
export function addDatasetClaim(place: Place): string {
  const { name } = datasetOfPlace(place);
  const { volumeName, size } = addDatasetVolume(place, name);
  new PersistentVolumeClaim(`${place.namespace}/${name}`, {
    metadata: metadataOf(place, name),
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      storageClassName: '',
      volumeName,
      resources: { requests: { storage: size } },
    },
  });
  return name;
}
