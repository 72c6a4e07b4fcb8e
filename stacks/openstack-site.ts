import type { Construct } from 'constructs';
import { BarbicanKeyRing } from '../constructs/key-ring';
import type { PlainOpenStack } from '../estate/model';
import { SiteStack, type SiteStackProps } from './site-stack';

/** A site on plain OpenStack: LUKS volume types with keys in Barbican, Swift, Neutron tags. */
export class OpenStackSite extends SiteStack {
  constructor(scope: Construct, props: SiteStackProps, cloud: PlainOpenStack) {
    super(scope, props, {
      keyRing: new BarbicanKeyRing(cloud),
      neutronTags: true,
      bootData: 'config-drive',
    });
  }
}
