import { ComputeInstanceV2 } from '@cdktf/provider-openstack/lib/compute-instance-v2';
import { ComputeVolumeAttachV2 } from '@cdktf/provider-openstack/lib/compute-volume-attach-v2';
import { NetworkingPortV2 } from '@cdktf/provider-openstack/lib/networking-port-v2';
import { Construct } from 'constructs';
import { systemVolumeGiB } from '../estate/needs';
import type { Node } from '../estate/nodes';
import type { AccessGroup } from './access-group';
import { cloudInit } from './cloud-init';
import type { DomainNetwork } from './domain-network';
import { EncryptedVolume } from './encrypted-volume';
import { type Marks, markMetadata, markTags } from './marks';
import type { Place } from './place';
import { reference } from './reference';

export interface ClusterNodeProps {
  readonly place: Place;
  /** What the estate says of it. */
  readonly node: Node;
  readonly network: DomainNetwork;
  readonly access: AccessGroup;
  readonly keyPair: string;
  /** Id of the server group that keeps the pool's nodes on different hosts. */
  readonly spreadId: string;
}

const marks: Marks = { role: 'node' };

/** One server of a pool: a port of its own, no password, no public address, and an encrypted system disk. */
export class ClusterNode extends Construct {
  readonly serverId: string;
  /** References to its name and to the zone in which it really is. */
  readonly name: string;
  readonly zone: string;
  private readonly port: NetworkingPortV2;
  private readonly groupIds: string[];

  constructor(scope: Construct, id: string, props: ClusterNodeProps) {
    super(scope, id);
    const { place, node, network, access } = props;
    const { name, domain, address } = node;
    this.groupIds = [access.groupId];
    this.port = new NetworkingPortV2(this, 'port', {
      name,
      networkId: network.networkId,
      adminStateUp: true,
      portSecurityEnabled: true,
      securityGroupIds: this.groupIds,
      fixedIp: [{ subnetId: network.subnetId, ...(address ? { ipAddress: address } : {}) }],
      ...markTags(place, marks),
    });
    const system = new EncryptedVolume(this, 'system', {
      place,
      name: `${name}-system`,
      sizeGiB: systemVolumeGiB,
      key: place.site.keyCustody.systemKeys[domain],
      marks: { role: 'system' },
    });
    const server = this.server(props, system);
    this.serverId = reference(server, 'id');
    this.name = reference(server, 'name');
    this.zone = reference(server, 'availability_zone');
    new ComputeVolumeAttachV2(this, 'attach', { instanceId: this.serverId, volumeId: system.volumeId });
  }

  /** Puts the node's port into a further group. */
  join(access: AccessGroup): void {
    this.groupIds.push(access.groupId);
    this.port.securityGroupIds = this.groupIds;
  }

  private server(
    { place, node, keyPair, spreadId }: ClusterNodeProps,
    system: EncryptedVolume,
  ): ComputeInstanceV2 {
    return new ComputeInstanceV2(this, 'server', {
      name: node.name,
      imageId: place.site.imageId,
      flavorId: place.site.flavorId,
      keyPair,
      availabilityZone: place.site.availabilityZone,
      network: [{ port: reference(this.port, 'id') }],
      schedulerHints: [{ group: spreadId }],
      metadata: markMetadata(place, marks),
      configDrive: place.bootData === 'config-drive',
      userData: cloudInit(system.serial, place.site, node),
    });
  }
}
