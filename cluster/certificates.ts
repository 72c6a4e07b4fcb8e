import type { Site } from './clusters';
import { firstAddress } from './first-address';
import { identities } from './identities';

interface Certificate {
  readonly name: string;
  /** etcd has an authority of its own: whoever may ask the API server may not ask etcd. */
  readonly authority: 'etcd' | 'kubernetes';
  readonly commonName: string;
  readonly organizations: readonly string[];
  readonly hosts: readonly string[];
  readonly addresses: readonly string[];
}

/** Every certificate of a site, in the form that `control-plane certificates` reads. */
export function certificateRequest(site: Site, folder: string): object {
  const none = { organizations: [], hosts: [] } as const;
  const here = { ...none, addresses: [site.address] };
  const kubernetes = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc'];
  const certificates: readonly Certificate[] = [
    { name: 'etcd', authority: 'etcd', commonName: 'etcd', ...here },
    { name: 'etcd-client', authority: 'etcd', commonName: 'kube-apiserver', ...none, addresses: [] },
    {
      ...here,
      name: 'kube-apiserver',
      authority: 'kubernetes',
      commonName: 'kube-apiserver',
      hosts: [...kubernetes, 'kubernetes.default.svc.cluster.local', ...site.hosts],
      addresses: [site.address, firstAddress(site.services)],
    },
    ...['controller-manager', 'scheduler'].map(
      (name): Certificate => ({
        ...here,
        name: `kube-${name}-server`,
        authority: 'kubernetes',
        commonName: `kube-${name}`,
      }),
    ),
    ...Object.entries(identities).map(
      ([name, { user, groups }]): Certificate => ({
        name,
        authority: 'kubernetes',
        commonName: user,
        organizations: groups,
        hosts: [],
        addresses: [],
      }),
    ),
  ];
  return { folder, authorities: ['etcd', 'kubernetes'], certificates, keys: ['service-accounts'] };
}
