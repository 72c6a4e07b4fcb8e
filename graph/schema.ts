/**
 * The provider's own schema, used to bring every source into one form. Types that it does not know keep the
 * form of their source.
 */

/** Terraform's type constraint in JSON: `"string"`, `["list", "string"]`, `["object", {…}]`. */
export type TypeConstraint = string | readonly [string, unknown];

interface SchemaAttribute {
  readonly type?: TypeConstraint;
  readonly optional?: boolean;
  readonly computed?: boolean;
  readonly required?: boolean;
  readonly sensitive?: boolean;
}

export interface SchemaBlock {
  readonly attributes?: Readonly<Record<string, SchemaAttribute>>;
  readonly block_types?: Readonly<
    Record<
      string,
      { readonly nesting_mode: string; readonly block: SchemaBlock; readonly max_items?: number }
    >
  >;
}

interface ProviderSchema {
  readonly resource_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
  readonly data_source_schemas: Readonly<Record<string, { readonly block: SchemaBlock }>>;
}

/** Address without its registry, and version, of the provider that this schema is of. */
export const providerSource = 'terraform-provider-openstack/openstack';
export const providerVersion = '3.4.0';

let loaded: ProviderSchema | undefined;

function openstack(): ProviderSchema {
  if (!loaded) {
    const file: {
      provider_schemas: Record<string, ProviderSchema>;
    } = require('@cdktf/provider-openstack/schema.json');
    loaded = Object.entries(file.provider_schemas).find(([name]) => name.endsWith('/openstack'))?.[1];
    if (!loaded)
      throw new Error('packages/provider-openstack/schema.json holds no schema of the openstack provider');
  }
  return loaded;
}

/** The block of a resource type or data source, or undefined where the provider has none of that name. */
export function schemaOf(type: string, mode: 'managed' | 'data'): SchemaBlock | undefined {
  const schemas = mode === 'data' ? openstack().data_source_schemas : openstack().resource_schemas;
  return Object.hasOwn(schemas, type) ? schemas[type]?.block : undefined;
}

let forcing: Readonly<Record<string, readonly string[]>> | undefined;

/**
 * Paths of a type (`network.port`) that the provider cannot change in place: a plan that changes one replaces the
 * resource. Undefined for a type that the provider does not have.
 */
export function forcesReplacement(type: string): readonly string[] | undefined {
  const table =
    forcing ?? (require('@cdktf/provider-openstack/forces-new.json') as NonNullable<typeof forcing>);
  forcing = table;
  return Object.hasOwn(table, type) ? table[type] : undefined;
}
