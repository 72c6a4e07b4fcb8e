import { NetworkingSecgroupRuleV2 } from '@cdktf/provider-openstack/lib/networking-secgroup-rule-v2';
import { NetworkingSecgroupV2 } from '@cdktf/provider-openstack/lib/networking-secgroup-v2';
import { Construct } from 'constructs';
import { InputError } from './input-error';
import { type Marks, markTags } from './marks';
import type { Place } from './place';
import type { Ports } from './ports';
import { reference } from './reference';

/** A range with the name its rules carry: `{ name: 'mirror', cidr: '10.17.0.0/20' }`. */
export interface NamedRange {
  /** lower-case letters, digits and dashes */
  readonly name: string;
  readonly cidr: string;
}

export interface AccessGroupProps {
  readonly place: Place;
  /** Name in the cloud. */
  readonly name: string;
  readonly description: string;
  readonly marks: Marks;
}

type Direction = 'ingress' | 'egress';
type Remote = { readonly remoteIpPrefix: string } | { readonly remoteGroupId: string };

/** Shortest prefixes a rule may name: nothing that belongs to one estate is larger. */
const shortestPrefix = { IPv4: 8, IPv6: 32 } as const;

/** A security group that starts empty, without the cloud's own rules, and opens named ports to named ranges only. */
export class AccessGroup extends Construct {
  /** Reference to the security group's id. */
  readonly groupId: string;

  constructor(scope: Construct, id: string, { place, name, description, marks }: AccessGroupProps) {
    super(scope, id);
    const group = new NetworkingSecgroupV2(this, 'Default', {
      name,
      description,
      // Neutron puts rules that allow all egress into every new group.
      deleteDefaultRules: true,
      ...markTags(place, marks),
    });
    this.groupId = reference(group, 'id');
  }

  /** Admits a range to ports of the group's members. @throws InputError when the range is as good as everyone */
  admitFrom(range: NamedRange, ports: Ports, why: string): void {
    this.open('ingress', range.name, ports, why, { remoteIpPrefix: bounded(range) });
  }

  /** Lets members reach ports in a range. @throws InputError when the range is as good as everyone */
  allowTo(range: NamedRange, ports: Ports, why: string): void {
    this.open('egress', range.name, ports, why, { remoteIpPrefix: bounded(range) });
  }

  /** Admits members of this group to ports of one another. */
  admitFromSelf(ports: Ports, why: string): void {
    this.open('ingress', 'self', ports, why, { remoteGroupId: this.groupId });
  }

  /** Lets members of this group reach ports of one another. */
  allowToSelf(ports: Ports, why: string): void {
    this.open('egress', 'self', ports, why, { remoteGroupId: this.groupId });
  }

  private open(direction: Direction, remoteName: string, ports: Ports, why: string, remote: Remote): void {
    checkPorts(ports);
    if (why.trim() === '') {
      throw new InputError(
        `a rule for ${remoteName} without a reason`,
        'every rule says why it is open',
        'give the path that needs it, e.g. "replication of patient-records from mirror"',
      );
    }
    const label = `${direction === 'ingress' ? 'from' : 'to'}-${remoteName}-${ports.protocol}-${ports.from}`;
    new NetworkingSecgroupRuleV2(this, label, {
      securityGroupId: this.groupId,
      direction,
      ethertype: 'remoteIpPrefix' in remote ? familyOf(remote.remoteIpPrefix) : 'IPv4',
      protocol: ports.protocol,
      portRangeMin: ports.from,
      portRangeMax: ports.to,
      description: why,
      ...remote,
    });
  }
}

function familyOf(cidr: string): 'IPv4' | 'IPv6' {
  return cidr.includes(':') ? 'IPv6' : 'IPv4';
}

function bounded({ name, cidr }: NamedRange): string {
  const prefix = /^[\da-f.:]+\/(\d{1,3})$/i.exec(cidr)?.[1];
  const shortest = shortestPrefix[familyOf(cidr)];
  if (prefix !== undefined && Number(prefix) >= shortest) return cidr;
  throw new InputError(
    `range ${name} "${cidr}"`,
    prefix === undefined
      ? 'a range is written in CIDR notation'
      : `a rule names the range that needs it; a prefix shorter than /${shortest} is as good as everyone`,
    prefix === undefined
      ? `did you mean "${cidr}/${familyOf(cidr) === 'IPv4' ? 32 : 128}"?`
      : "name the peer's subnet, e.g. the network.subnets of its site",
  );
}

function checkPorts({ protocol, from, to }: Ports): void {
  const valid = [from, to].every((port) => Number.isInteger(port) && port >= 1 && port <= 65_535);
  if (valid && from <= to) return;
  throw new InputError(
    `ports ${protocol} ${from} to ${to}`,
    'a rule opens whole ports between 1 and 65535, the lower one first',
    'name the port of the service, e.g. tcp(5432)',
  );
}
