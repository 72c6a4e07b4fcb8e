import type { KubernetesObject } from '../../cluster/api/client';

/** Settings of a container that "restricted" accepts. */
const confined = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
} as const;

export interface PodSettings {
  readonly securityContext?: object;
  readonly spec?: object;
}

/** What a pod's template needs, for a pod or a workload. No image is ever pulled: no container is started. */
export function podSpec({ securityContext = {}, spec = {} }: PodSettings = {}): object {
  const container = {
    name: 'main',
    image: 'registry.example/main@sha256:0000000000000000000000000000000000000000000000000000000000000000',
    securityContext: { ...confined, ...securityContext },
    resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { memory: '16Mi' } },
  };
  return { automountServiceAccountToken: false, containers: [container], ...spec };
}

export function pod(name: string, namespace: string, settings: PodSettings = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: podSpec(settings) };
}

export function namespace(name: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

/** A pod that a test has read back. */
export interface RunningPod extends KubernetesObject {
  readonly spec: { readonly nodeName?: string };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

export function isReady({ status }: RunningPod): boolean {
  return status.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;
}
