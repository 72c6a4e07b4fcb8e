import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ports } from './addresses';
import type { Site } from './clusters';
import type { identities } from './identities';

/** A kubeconfig with everything in it. JSON is YAML, so that every client of Kubernetes reads it. */
export function kubeconfig(site: Site, certificates: string, identity: keyof typeof identities): string {
  const encoded = (file: string) => readFileSync(join(certificates, file)).toString('base64');
  const content = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: site.name,
        cluster: {
          server: `https://${site.address}:${ports.apiServer}`,
          'certificate-authority-data': encoded('authority-kubernetes.crt'),
        },
      },
    ],
    users: [
      {
        name: identity,
        user: {
          'client-certificate-data': encoded(`${identity}.crt`),
          'client-key-data': encoded(`${identity}.key`),
        },
      },
    ],
    contexts: [{ name: site.name, context: { cluster: site.name, user: identity } }],
    'current-context': site.name,
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
