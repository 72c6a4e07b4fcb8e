import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { Graph } from '../../graph/graph';
import { readPlan } from '../../graph/read-plan';
import { openSavedPlan } from '../../graph/read-saved-plan';
import { readSourceAttributes } from '../../graph/read-synth';
import { foreignFolder } from '../fixtures-policies/plan-folder';

const stack = 'plan';
const file = 'handed-on.json';
const text = readFileSync(join(foreignFolder, file), 'utf8');
const main = readFileSync(join(foreignFolder, 'handed-on', 'main.tf'), 'utf8');

/** Addresses that an attribute of each of two resources may lead to, with the plan's own source or without it. */
async function leadsTo(withSource: boolean) {
  const saved = zipSync({ tfplan: strToU8('x'), 'tfconfig/m-/main.tf': strToU8(main) });
  const { source } = await openSavedPlan(saved, file);
  if (source === undefined) throw new Error('the saved plan has no source');
  const read = readPlan({
    text,
    file,
    stack,
    ...(withSource ? { source: readSourceAttributes(source, file) } : {}),
  });
  const graph = new Graph([read]);
  const edges = [
    ['openstack_networking_floatingip_associate_v2.to_a_port_looked_up[1]', 'port_id'],
    ['openstack_compute_instance_v2.from_a_volume[0]', 'block_device.0.uuid'],
  ] as const;
  return edges.map(([address, path]) => {
    const resource = read.resources.find((one) => one.address === address);
    const { targets, complete } = graph.follow(resource as NonNullable<typeof resource>, path);
    return { targets: targets.map((one) => one.address), complete };
  });
}

test('an index that is an expression is the plan’s own, and no sign of another source', async () => {
  const both = (name: string) => ({ targets: [`${name}[0]`, `${name}[1]`], complete: true });
  const expected = [
    both('data.openstack_networking_port_v2.bastion'),
    both('openstack_blockstorage_volume_v3.root'),
  ];
  expect(await leadsTo(true)).toEqual(expected);
  expect(await leadsTo(false)).toEqual(expected);
});
