/** The one version of the provider that bindings, schema, mirror and plans agree on. */
export const PROVIDER_VERSION = '3.4.0';
export const PROVIDER_HOST = 'registry.terraform.io';
export const PROVIDER_ADDRESS = `${PROVIDER_HOST}/terraform-provider-openstack/openstack`;
export const PROVIDER_MODULE = 'github.com/terraform-provider-openstack/terraform-provider-openstack/v3';

const ARCHITECTURES: Readonly<Record<string, string>> = { x64: 'amd64', ia32: '386' };

/** This machine as Terraform and Go name it, for instance `linux_amd64`. */
export const PLATFORM = `${process.platform}_${ARCHITECTURES[process.arch] ?? process.arch}`;

/** The folder of the provider's program inside a filesystem mirror. */
export const PROVIDER_FOLDER = `${PROVIDER_ADDRESS}/${PROVIDER_VERSION}/${PLATFORM}`;
