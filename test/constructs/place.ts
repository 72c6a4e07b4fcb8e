import { App, type TerraformElement, TerraformStack } from 'cdktf';
import type { Construct, Node } from 'constructs';
import { BarbicanKeyRing, KmsKeyRing } from '../../constructs/key-ring';
import type { Place } from '../../constructs/place';
import { siteOf } from '../../estate/queries';
import { type Json, type Resources, realEstate } from '../stacks/synthesize';

/** A stack whose addresses are paths, as those of sites are. */
class BareStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = 'cdktfStack' in element ? element.node : element;
    const ids = node.scopes.slice(2).map((scope) => scope.node.id);
    return ids.filter((id) => id !== 'Default').join('_');
  }
}

/** What constructs make in a stack of their own: resources and variables, without cdktf's construct paths. */
export function made(build: (stack: Construct) => void): {
  resource: Resources;
  variable: Record<string, Json>;
} {
  const stack = new BareStack(new App({ stackTraces: false }), 'test');
  build(stack);
  const { resource = {}, variable = {} } = stack.toTerraform() as ReturnType<typeof made>;
  for (const named of [...Object.values(resource), variable]) {
    for (const each of Object.values(named)) delete each['//'];
  }
  return { resource, variable };
}

const common = { destroyable: false, emptiesContainers: false };
const primary = siteOf(realEstate, 'primary');
const clinic = siteOf(realEstate, 'clinic');

export const telekom: Place = {
  ...common,
  site: primary,
  keyRing: new KmsKeyRing({ kind: 'open-telekom-cloud', volumeType: 'SSD' }),
  neutronTags: false,
  bootData: 'metadata-service',
};

export const plain: Place = {
  ...common,
  site: clinic,
  keyRing: new BarbicanKeyRing({ kind: 'openstack', volumeType: 'luks', encryptedVolumeTypes: ['luks'] }),
  neutronTags: true,
  bootData: 'config-drive',
};
