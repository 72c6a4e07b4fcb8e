import { forcesReplacement, type SchemaBlock, schemaOf } from '../../graph/schema';

const table = require('@cdktf/provider-openstack/forces-new.json') as Readonly<
  Record<string, readonly string[]>
>;
const { provider_schemas: schemas } = require('@cdktf/provider-openstack/schema.json') as {
  provider_schemas: Readonly<Record<string, { resource_schemas: object }>>;
};

/** Whether a block has something at a path such as `network.port`. */
function has(block: SchemaBlock | undefined, path: string): boolean {
  const [name = '', ...rest] = path.split('.');
  const inner = block?.block_types?.[name]?.block;
  if (rest.length > 0) return has(inner, rest.join('.'));
  return inner !== undefined || block?.attributes?.[name] !== undefined;
}

test('it is about the very types of the schema, and about attributes that they have', () => {
  const types = Object.values(schemas).flatMap((one) => Object.keys(one.resource_schemas));
  expect(Object.keys(table).toSorted()).toEqual(types.toSorted());
  const unknown = Object.entries(table).flatMap(([type, paths]) =>
    paths.filter((path) => !has(schemaOf(type, 'managed'), path)).map((path) => `${type}.${path}`),
  );
  expect(unknown).toEqual([]);
});

test('it says what is documented of a volume: its zone is fixed, its size is not', () => {
  const paths = forcesReplacement('openstack_blockstorage_volume_v3') ?? [];
  expect(paths).toContain('availability_zone');
  expect(paths).not.toContain('size');
  expect(forcesReplacement('random_password')).toBeUndefined();
});
