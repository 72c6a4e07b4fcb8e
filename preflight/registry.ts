import type { Check } from './check';
import endpoints from './checks/endpoints';
import extensions from './checks/extensions';
import externalNetwork from './checks/external-network';
import flavor from './checks/flavor';
import gatewayAddress from './checks/gateway-address';
import image from './checks/image';
import keyPair from './checks/key-pair';
import keys from './checks/keys';
import names from './checks/names-free';
import objectCapabilities from './checks/object-capabilities';
import quotaAsDeclared from './checks/quota-as-declared';
import quotaCompute from './checks/quota-compute';
import quotaNetwork from './checks/quota-network';
import quotaObjects from './checks/quota-objects';
import quotaVolumes from './checks/quota-volumes';
import ranges from './checks/ranges';
import roleDeploys from './checks/role-deploys';
import roleNoAdministrator from './checks/role-no-administrator';
import sourceNat from './checks/source-nat';
import tokenScoped from './checks/token-scoped';
import volumeTypes from './checks/volume-types';
import volumeTypesEncrypt from './checks/volume-types-encrypt';
import { zoneChecks } from './checks/zones';

/** Every check, in the order in which people mend things: who may, where, how much, then what. */
export const checks: readonly Check[] = [
  tokenScoped,
  endpoints,
  roleDeploys,
  roleNoAdministrator,
  quotaAsDeclared,
  quotaCompute,
  quotaVolumes,
  quotaNetwork,
  quotaObjects,
  ...zoneChecks,
  flavor,
  image,
  keyPair,
  volumeTypes,
  volumeTypesEncrypt,
  keys,
  externalNetwork,
  extensions,
  sourceNat,
  ranges,
  gatewayAddress,
  objectCapabilities,
  names,
];
