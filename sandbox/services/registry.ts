import { barbican } from './barbican';
import { cinder } from './cinder';
import { glance } from './glance';
import { keystone } from './keystone';
import { neutron } from './neutron';
import { nova } from './nova';
import { placement } from './placement';
import type { Service } from './service';
import { swift } from './swift';

/** What a site consists of. The first is asked by all others. */
export const services: readonly Service[] = [
  keystone,
  placement,
  neutron,
  nova,
  cinder,
  glance,
  barbican,
  swift,
];
