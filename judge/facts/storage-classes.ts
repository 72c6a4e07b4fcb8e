import { cinderDriver } from '../../contracts/cluster';
import type { Cloud } from '../../estate/model';
import type { Graph, Resource } from '../../graph/graph';
import { isMap, own, Unknown, type Value } from '../../graph/value';
import { objectsOf } from './kubernetes-objects';
import type { Answer } from './selectors';

export const storageClassType = 'StorageClass.storage.k8s.io';

/** Provisioners whose parameter says whether volumes are encrypted. Source: each driver's own documentation. */
const byParameter: Readonly<Record<string, string>> = {
  'ebs.csi.aws.com': 'encrypted',
  'rbd.csi.ceph.com': 'encrypted',
  'cephfs.csi.ceph.com': 'encrypted',
  'driver.longhorn.io': 'encrypted',
};

/** Provisioners that make folders on nodes or servers, in which files lie as they are. */
const plain: ReadonlySet<string> = new Set([
  'rancher.io/local-path',
  'k8s.io/minikube-hostpath',
  'kubernetes.io/host-path',
  'hostpath.csi.k8s.io',
  'nfs.csi.k8s.io',
]);

/** Whether volumes of a class are encrypted; `maybe` where its parameters do not say. */
export function encrypts(storageClass: Resource, cloud: Cloud | undefined): Answer {
  const [provisioner, parameters] = [storageClass.get('provisioner'), storageClass.get('parameters')];
  if (typeof provisioner !== 'string' || parameters instanceof Unknown) return 'maybe';
  const given = (name: string): Value => (isMap(parameters) ? (own(parameters, name) ?? null) : null);
  if (plain.has(provisioner)) return 'no';
  // It makes no volume: those that it stands for are made elsewhere, and judged there.
  if (provisioner === 'kubernetes.io/no-provisioner') return 'yes';
  if (provisioner === 'cinder.csi.openstack.org') return ofCinder(given('type'), cloud);
  if (provisioner === 'everest-csi-provisioner')
    return given('everest.io/crypt-key-id') === null ? 'no' : 'yes';
  const parameter = byParameter[provisioner];
  if (parameter === undefined) return 'maybe';
  const value = given(parameter);
  return value instanceof Unknown ? 'maybe' : value === 'true' ? 'yes' : 'no';
}

/** In plain OpenStack the volume type decides, and its operator says which of them encrypt. */
function ofCinder(type: Value, cloud: Cloud | undefined): Answer {
  if (typeof type !== 'string' || cloud?.kind !== 'openstack') return 'maybe';
  return cloud.encryptedVolumeTypes.includes(type) ? 'yes' : 'no';
}

/** Drivers whose volumes Terraform makes, so that their encryption is judged there. */
const ofTerraform: ReadonlySet<string> = new Set([cinderDriver, 'disk.csi.everest.io']);

/** Whether what lies on a volume that exists already is encrypted, as far as its object says. */
export function volumeEncrypts(volume: Resource): Answer {
  const [driver, nfs, folder] = ['csi.driver', 'nfs', 'hostPath'].map((path) => volume.get(`spec.${path}`));
  if (typeof driver === 'string') return ofTerraform.has(driver) ? 'yes' : plain.has(driver) ? 'no' : 'maybe';
  return isMap(nfs) || isMap(folder) ? 'no' : 'maybe';
}

/** The class that a claim names, or the cluster's default where it names none; undefined where it is not among the objects. */
export function classNamed(graph: Graph, stack: string, name: string | null): Resource | undefined {
  const classes = objectsOf(graph, stack, storageClassType);
  if (name !== null) return classes.find((one) => one.name === name);
  return classes.find((one) => {
    const annotations = one.get('metadata.annotations');
    return isMap(annotations) && own(annotations, 'storageclass.kubernetes.io/is-default-class') === 'true';
  });
}
