import type { Value } from './value';

/** How a configuration calls a provider, and what it tells it. */
export interface ProviderConfig {
  /** Local name in the configuration, `openstack` or `openstack.alias`; `module.a:openstack` inside a module. */
  readonly name: string;
  /** Registry address, `terraform-provider-openstack/openstack` or longer. */
  readonly source: string;
  /** Version constraint, where the source states one. */
  readonly version?: string;
  /** Resources of OpenStack's types are made by it, whatever it is called and wherever it comes from. */
  readonly makesOpenStack?: boolean;
  readonly attributes: { readonly [key: string]: Value };
}

/** A default that a variable of the root module has. It is written down, and so is whatever takes the variable. */
export type VariableDefaults = ReadonlyMap<string, Value>;

/** Whether the OpenStack provider has the type, and so whatever makes a resource of it calls itself that. */
export function isOfOpenStack(type: string): boolean {
  return type.startsWith('openstack_');
}
