import { encrypts, storageClassType } from '../../judge/facts/storage-classes';
import { definePolicy, fail, pass, seen, undecided } from '../../judge/policy';

export default definePolicy({
  title: 'Volumes that a cluster makes for itself are encrypted',
  severity: 'high',
  why: 'A claim of such a class gets a volume that no plan shows. If its class does not encrypt, whatever a pod writes lies readable on a disk, and stays so when the disk is thrown away.',
  avoid: 'a StorageClass of Cinder without an encrypted `type`, or of folders on nodes',
  prefer: 'static volumes that Terraform made; a class whose volume type the operator vouches for',
  remediation:
    'Name an encrypted volume type or a key in the parameters of the class, or take the class away.',
  controls: ['C5:2020 CRY-03', 'C5:2026 CRY-05', 'GDPR Art. 32(1)(a)', 'Grundschutz++ KONF.3.2'],
  observableIn: ['manifests'],
  resources: [storageClassType],
  examine(storageClass, { siteOfStack }) {
    const evidence = seen(storageClass, 'parameters');
    switch (encrypts(storageClass, siteOfStack(storageClass.stack)?.cloud)) {
      case 'yes':
        return pass;
      case 'no':
        return fail('its volumes are not encrypted', evidence);
      default:
        return undecided('whether its volumes are encrypted does not show in its parameters', evidence);
    }
  },
  examples: {
    site: 'clinic',
    manifests: `
apiVersion: v1
kind: Namespace
metadata: { name: a, labels: { estate.lausitz/site: clinic } }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: luks }
provisioner: cinder.csi.openstack.org
parameters: { type: luks }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: plain }
provisioner: cinder.csi.openstack.org
parameters: { type: fast }
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: folders }
provisioner: rancher.io/local-path
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: as-the-cloud-likes }
provisioner: cinder.csi.openstack.org
`,
    pass: [`${storageClassType}/luks`],
    fail: [`${storageClassType}/plain`, `${storageClassType}/folders`],
    undecided: [`${storageClassType}/as-the-cloud-likes`],
  },
});
