import type { types } from '@pulumi/kubernetes';
import { statements } from '../../contracts/marks';
import { type Image, type ImageName, imageOf } from '../images';
import { marks, metadataOf, selectorOf } from '../marks';
import type { Place } from '../model';

type PodTemplate = types.input.core.v1.PodTemplateSpec;
type Probe = types.input.core.v1.Probe;

/** How a container is asked whether it works. */
export type Check =
  | { readonly kind: 'https' | 'http'; readonly path: string; readonly port: number }
  | { readonly kind: 'tcp'; readonly port: number }
  | { readonly kind: 'command'; readonly command: readonly string[] };

/** What a container needs: CPU as Kubernetes writes it (`250m`), memory (`512Mi`), which is its limit too. */
export interface Needs {
  readonly cpu: string;
  readonly memory: string;
}

/** A file system in a container. */
export interface Mount {
  readonly name: string;
  readonly path: string;
  readonly from:
    | { readonly kind: 'scratch'; readonly size: string }
    | { readonly kind: 'settings'; readonly configMap: string }
    | {
        readonly kind: 'secret';
        readonly secret: string;
        /** Whoever operates the site puts it there: nothing in the cluster makes it. @default false */
        readonly given?: true;
      }
    | {
        readonly kind: 'claim';
        readonly claim: string;
        /** @default false */
        readonly readOnly?: true;
      }
    /** A token of the cluster's API, for the one container that asks it something. */
    | { readonly kind: 'token' }
    /** What an image holds, read only: a model is pinned by its digest as a program is. */
    | { readonly kind: 'image'; readonly image: ImageName };
}

export interface Container {
  readonly name: string;
  readonly image: ImageName | Image;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** No secret: those are files. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly number[];
  readonly mounts?: readonly Mount[];
  readonly needs: Needs;
  /** A server says when it works; a job ends. */
  readonly check?: Check;
}

export interface Pod {
  /** What it is within the workload. */
  readonly component: string;
  readonly containers: readonly Container[];
  /** Run one after another, each to its end, before the others start. @default none */
  readonly before?: readonly Container[];
  /** User and group of all its processes, and of its volumes. @default 65532, the user `nonroot` of distroless images */
  readonly user?: number;
  /** The one node on which it runs. @default any of its domain */
  readonly node?: string;
  readonly restartPolicy?: 'Never' | 'OnFailure';
  readonly annotations?: Readonly<Record<string, string>>;
  /** Sites whose servers it asks and goes on without: it passes on to them what they missed. @default none */
  readonly doesWithout?: readonly string[];
}

const nonroot = 65_532;

/**
 * A pod that holds to the restricted Pod Security Standard and to ours: no root, no writable root file system, no
 * token, on nodes of its domain alone, and spread over zones and nodes.
 */
export function podTemplate(place: Place, pod: Pod): PodTemplate {
  const { component, containers, before = [], user = nonroot, node, restartPolicy } = pod;
  const { labels } = metadataOf(place, component);
  const mounts = new Map(
    [...before, ...containers].flatMap(({ mounts = [] }) => mounts.map((mount) => [mount.name, mount])),
  );
  const given = [...mounts.values()].flatMap(({ from }) =>
    from.kind === 'secret' && from.given ? [from.secret] : [],
  );
  const matchLabels = selectorOf(place, component);
  return {
    metadata: { labels, ...annotationsOf(pod, given) },
    spec: {
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      serviceAccountName: component,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: user,
        runAsGroup: user,
        fsGroup: user,
        // Of a volume with millions of files nobody waits for the owner to be changed.
        fsGroupChangePolicy: 'OnRootMismatch',
        seccompProfile: { type: 'RuntimeDefault' },
      },
      nodeSelector: {
        [marks.domain]: place.workload.domain,
        ...(node === undefined ? {} : { 'kubernetes.io/hostname': node }),
      },
      tolerations: tolerationsOf(place),
      topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(
        (topologyKey) => ({
          topologyKey,
          maxSkew: 1,
          whenUnsatisfiable: 'DoNotSchedule',
          labelSelector: { matchLabels },
          // A node that is lost is no place to wait for.
          nodeTaintsPolicy: 'Honor',
        }),
      ),
      ...(before.length > 0
        ? { initContainers: before.map((container) => containerOf(place, container)) }
        : {}),
      containers: containers.map((container) => containerOf(place, container)),
      volumes: [...mounts.values()].map((mount) => volumeOf(place, mount)),
      ...(restartPolicy ? { restartPolicy } : {}),
    },
  };
}

/** Workers of a domain turn away what does not belong there. Pods leave a lost node after half a minute, not five. */
export function tolerationsOf({ workload }: Place) {
  return [
    { key: marks.domain, operator: 'Equal', value: workload.domain, effect: 'NoSchedule' },
    ...['not-ready', 'unreachable'].map((state) => ({
      key: `node.kubernetes.io/${state}`,
      operator: 'Exists',
      effect: 'NoExecute',
      tolerationSeconds: 30,
    })),
  ];
}

/** What the judge does not look for here, since the author says so. */
function annotationsOf(
  { annotations = {}, doesWithout = [] }: Pod,
  given: readonly string[],
): { readonly annotations?: Record<string, string> } {
  const all = {
    ...annotations,
    ...(given.length > 0 ? { [statements.givenSecrets]: given.join(', ') } : {}),
    ...(doesWithout.length > 0 ? { [statements.doesWithout]: doesWithout.join(', ') } : {}),
  };
  return Object.keys(all).length > 0 ? { annotations: all } : {};
}

/** A container that may no more than its files say. */
export function containerOf(place: Place, container: Container): types.input.core.v1.Container {
  const { name, image, command, args, environment = {}, ports = [], mounts = [], needs, check } = container;
  return {
    name,
    image: imageOf(place.site, image),
    imagePullPolicy: 'IfNotPresent',
    ...(command ? { command: [...command] } : {}),
    ...(args ? { args: [...args] } : {}),
    env: Object.entries(environment).map(([key, value]) => ({ name: key, value })),
    ports: ports.map((containerPort) => ({ containerPort, protocol: 'TCP' })),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    // Memory has one figure: a container that is promised less than it may take is killed when all take theirs.
    resources: { requests: { ...needs }, limits: { memory: needs.memory } },
    volumeMounts: mounts.map(({ name: mount, path, from }) => ({
      name: mount,
      mountPath: path,
      ...(isReadOnly(from) ? { readOnly: true } : {}),
    })),
    ...(check ? probesOf(check) : {}),
  };
}

function isReadOnly(from: Mount['from']): boolean {
  return from.kind === 'claim' ? from.readOnly === true : from.kind !== 'scratch';
}

function probesOf(check: Check) {
  const probe = handlerOf(check);
  return {
    // Slow to start is not broken: five minutes, then it counts.
    startupProbe: { ...probe, periodSeconds: 5, failureThreshold: 60 },
    readinessProbe: { ...probe, periodSeconds: 5, timeoutSeconds: 3 },
    livenessProbe: { ...probe, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 3 },
  };
}

function handlerOf(check: Check): Probe {
  if (check.kind === 'tcp') return { tcpSocket: { port: check.port } };
  if (check.kind === 'command') return { exec: { command: [...check.command] } };
  const { kind, path, port } = check;
  return { httpGet: { path, port, scheme: kind === 'https' ? 'HTTPS' : 'HTTP' } };
}

/** The volume that a mount names. */
export function volumeOf({ site }: Place, { name, from }: Mount): types.input.core.v1.Volume {
  if (from.kind === 'scratch') return { name, emptyDir: { sizeLimit: from.size } };
  if (from.kind === 'token') return { name, projected: { defaultMode: 0o440, sources: tokenSources } };
  if (from.kind === 'settings') return { name, configMap: { name: from.configMap } };
  if (from.kind === 'image') {
    return { name, image: { reference: imageOf(site, from.image), pullPolicy: 'IfNotPresent' } };
  }
  // 0440: for the group of the pod, whose files they are.
  if (from.kind === 'secret') return { name, secret: { secretName: from.secret, defaultMode: 0o440 } };
  return { name, persistentVolumeClaim: { claimName: from.claim } };
}

/** As Kubernetes itself would mount it into every container. Source: kubernetes.io, "Bound service account tokens". */
const tokenSources = [
  { serviceAccountToken: { path: 'token', expirationSeconds: 3607 } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
];
