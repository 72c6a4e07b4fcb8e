import { randomBytes } from 'node:crypto';

/**
 * Secrets are encrypted before they reach etcd, with a key made here; nothing but the API server's configuration
 * holds it. `identity` is not among the providers: what is not encrypted is not read either.
 * Source: kubernetes.io, "Encrypting Confidential Data at Rest".
 */
export function encryptionConfiguration(): object {
  const key = { name: 'first', secret: randomBytes(32).toString('base64') };
  return {
    apiVersion: 'apiserver.config.k8s.io/v1',
    kind: 'EncryptionConfiguration',
    resources: [{ resources: ['secrets'], providers: [{ secretbox: { keys: [key] } }] }],
  };
}
