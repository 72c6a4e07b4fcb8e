/** A program that is built from Go modules. */
export interface Program {
  readonly name: string;
  /** Folder of its go.mod and go.sum, in `go/`. Several programs may have the same. */
  readonly folder: string;
  /** What is built: a package of that module, or of one that it requires. */
  readonly package: string;
  /** Variables of Go that the linker sets. */
  readonly stamps: Readonly<Record<string, string>>;
  /** Files of a required module that are kept beside the program, since it reads them from there. */
  readonly beside?: { readonly module: string; readonly files: readonly string[] };
}

/** Releases that the programs say they are. A test holds them to go.mod and to package.json. */
export const releases = {
  kubernetes: '1.37.2',
  pulumi: '3.215.0',
  pulumiKubernetes: '4.25.0',
} as const;

const kubernetesVersion = 'k8s.io/component-base/version';
const pulumiVersion = 'github.com/pulumi/pulumi/sdk/v3/go/common/version.Version';
const provider = 'github.com/pulumi/pulumi-kubernetes/provider/v4';
const [major = '', minor = ''] = releases.kubernetes.split('.');

/** etcd, the control plane, and kwok, which pretends kubelets. */
export const controlPlane: Program = {
  name: 'control-plane',
  folder: 'control-plane',
  package: '.',
  stamps: {
    [`${kubernetesVersion}.gitVersion`]: `v${releases.kubernetes}`,
    [`${kubernetesVersion}.gitMajor`]: major,
    [`${kubernetesVersion}.gitMinor`]: minor,
    [`${kubernetesVersion}.gitTreeState`]: 'archive',
  },
};

/** Pulumi's command line. */
export const pulumi: Program = {
  name: 'pulumi',
  folder: 'pulumi',
  package: 'github.com/pulumi/pulumi/pkg/v3/cmd/pulumi',
  stamps: { [pulumiVersion]: `v${releases.pulumi}` },
};

/** Runs programs of Node for it. */
export const languageHost: Program = {
  name: 'pulumi-language-nodejs',
  folder: 'language-nodejs',
  package: 'github.com/pulumi/pulumi/sdk/v3/nodejs/cmd/pulumi-language-nodejs',
  stamps: { [pulumiVersion]: `v${releases.pulumi}` },
};

/** Talks to a Kubernetes API for it. */
export const kubernetesPlugin: Program = {
  name: 'pulumi-resource-kubernetes',
  folder: 'pulumi',
  package: './resource-kubernetes',
  stamps: { [`${provider}/pkg/version.Version`]: releases.pulumiKubernetes },
  beside: {
    module: provider,
    files: [
      'cmd/pulumi-resource-kubernetes/schema.json',
      'cmd/pulumi-resource-kubernetes/terraform-mapping.json',
    ],
  },
};

/** In the order in which they are built: what every cluster needs comes first. */
export const programs: readonly Program[] = [controlPlane, pulumi, kubernetesPlugin, languageHost];
