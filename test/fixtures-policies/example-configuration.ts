import type { Site } from '../../estate/model';
import { schemaOf } from '../../graph/schema';
import type { Examples } from '../../judge/policy';
import { PROVIDER_ADDRESS, PROVIDER_VERSION } from '../../terraform/provider-identity';

/** The files of a Terraform configuration, by name. */
export type Files = Readonly<Record<string, string>>;

/**
 * The configuration of one example: its own HCL, behind the provider block of its site. An example that shows
 * provider or version itself (`provider "openstack"`, `terraform {`) keeps its own.
 */
export function exampleConfiguration(examples: Examples, site: Site): Files {
  const own = examples.terraform ?? '';
  const files: Record<string, string> = { 'example.tf': own };
  if (!/^terraform \{/m.test(own)) files['versions.tf'] = requiredProviders;
  if (!/^provider "openstack" \{/m.test(own)) files['provider.tf'] = providerBlock(site);
  if (examples.existing) files['terraform.tfstate'] = stateOf(examples.existing);
  return files;
}

/** Values for variables that an example declares without a default, so that a plan never asks. */
export function exampleVariables(examples: Examples): Record<string, string> {
  const blocks = (examples.terraform ?? '').matchAll(/^variable "([\w-]+)" \{([^}]*)\}/gm);
  const required = [...blocks].filter(([, , body]) => !/\bdefault\s*=/.test(body ?? ''));
  return Object.fromEntries(required.map(([, name = '']) => [`TF_VAR_${name}`, `value-of-${name}`]));
}

export const requiredProviders = `terraform {
  required_providers {
    openstack = {
      source  = "${PROVIDER_ADDRESS.split('/').slice(1).join('/')}"
      version = "= ${PROVIDER_VERSION}"
    }
  }
}
`;

function providerBlock({ identity }: Site): string {
  return `provider "openstack" {
  auth_url            = ${JSON.stringify(identity.authUrl)}
  region              = ${JSON.stringify(identity.region)}
  tenant_name         = ${JSON.stringify(identity.project)}
  project_domain_name = ${JSON.stringify(identity.domain)}
  user_domain_name    = ${JSON.stringify(identity.domain)}
  insecure            = false
  delayed_auth        = true
}
`;
}

/** A state, format 4, that holds the given resources and nothing else. */
function stateOf(existing: NonNullable<Examples['existing']>): string {
  const state = {
    version: 4,
    terraform_version: '1.6.0',
    serial: 1,
    lineage: '00000000-0000-4000-8000-000000000000',
    outputs: {},
    resources: Object.entries(existing).map(([address, attributes]) => stateResource(address, attributes)),
  };
  return JSON.stringify(state, null, 2);
}

function stateResource(address: string, attributes: Readonly<Record<string, unknown>>) {
  const [, type = '', name = '', key] = /^(\w+)\.([\w-]+)(?:\[(.+)\])?$/.exec(address) ?? [];
  if (!schemaOf(type, 'managed')) throw new Error(`existing: ${address} is of no type the provider knows`);
  return {
    mode: 'managed',
    type,
    name,
    provider: `provider["${PROVIDER_ADDRESS}"]`,
    instances: [
      {
        ...(key === undefined ? {} : { index_key: JSON.parse(key) as unknown }),
        schema_version: schemaVersions[type] ?? 0,
        attributes,
        sensitive_attributes: [],
      },
    ],
  };
}

/** Schema versions other than 0 (terraform-provider-openstack 3.4.0). */
const schemaVersions: Readonly<Record<string, number>> = { openstack_objectstorage_container_v1: 1 };
