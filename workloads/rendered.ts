/** A Kubernetes object as it would be sent to the API server. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly [key: string]: unknown;
}

/** Name of Pulumi's project of the workloads, as in `Pulumi.yaml`. */
export const project = 'workloads';

/** Whether a resource of this type is an object of a cluster, and not a stack or a component. */
export function isObject(type: string): boolean {
  return type.startsWith('kubernetes:');
}

/** What the SDK writes into an object that stands for something else, such as a secret. Source: pulumi/pulumi, `sdk/nodejs/runtime/rpc.ts`. */
export const signature = '4dabf18193072939515e22adb298388d';
