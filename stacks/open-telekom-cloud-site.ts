import type { Construct } from 'constructs';
import { KmsKeyRing } from '../constructs/key-ring';
import type { OpenTelekomCloud } from '../estate/model';
import { SiteStack, type SiteStackProps } from './site-stack';

/**
 * A site in the Open Telekom Cloud, driven through its OpenStack APIs. What those cannot express (KMS keys, OBS,
 * load balancers) is no part of this stack: keys come in as ids.
 */
export class OpenTelekomCloudSite extends SiteStack {
  constructor(scope: Construct, props: SiteStackProps, cloud: OpenTelekomCloud) {
    super(scope, props, {
      keyRing: new KmsKeyRing(cloud),
      // Its Neutron documents no tags; its own tag service is another API. Source: otc-docs/virtual-private-cloud.
      neutronTags: false,
      bootData: 'metadata-service',
    });
  }
}
