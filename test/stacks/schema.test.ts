import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, synthesize } from './synthesize';

interface Attribute {
  readonly required?: boolean;
  readonly optional?: boolean;
}
interface Block {
  readonly attributes?: Record<string, Attribute>;
  readonly block_types?: Record<string, { readonly block: Block; readonly min_items?: number }>;
}

const file = join(__dirname, '../../packages/provider-openstack/schema.json');
const { provider_schemas } = JSON.parse(readFileSync(file, 'utf8')) as {
  provider_schemas: Record<
    string,
    { provider: { block: Block }; resource_schemas: Record<string, { block: Block }> }
  >;
};
const schema = Object.values(provider_schemas)[0];
if (schema === undefined) throw new Error('no provider in the schema');

/** Arguments of Terraform itself, which no provider's schema knows. */
const ofTerraform = ['lifecycle', 'depends_on', '//'];

/** What a configuration has that the schema does not take, and what it lacks. */
function faults(where: string, { attributes = {}, block_types = {} }: Block, value: Json): string[] {
  const unknown = Object.keys(value).filter((key) => {
    const attribute = attributes[key];
    return (
      !ofTerraform.includes(key) && !(key in block_types) && !(attribute?.required || attribute?.optional)
    );
  });
  const missing = Object.keys(attributes).filter(
    (key) => attributes[key]?.required && value[key] === undefined,
  );
  const inside = Object.entries(block_types).flatMap(([key, { block, min_items = 0 }]) => {
    const blocks = [value[key] ?? []].flat() as Json[];
    const few = blocks.length < min_items ? [`${where}.${key}: needs ${min_items}`] : [];
    return [...few, ...blocks.flatMap((each) => faults(`${where}.${key}`, block, each))];
  });
  return [
    ...unknown.map((key) => `${where}.${key}: unknown`),
    ...missing.map((key) => `${where}.${key}: missing`),
    ...inside,
  ];
}

test.each(Object.entries(synthesize()))('%s is what the provider takes', (_, { stack }) => {
  const found = Object.entries(stack.resource).flatMap(([type, named]) => {
    const block = schema.resource_schemas[type]?.block;
    if (block === undefined) return [`${type}: unknown`];
    return Object.entries(named).flatMap(([name, value]) => faults(`${type}.${name}`, block, value));
  });
  const [provider = {}] = stack.provider.openstack;
  expect([...found, ...faults('provider', schema.provider.block, provider)]).toEqual([]);
});
