import { join } from 'node:path';
import { defineEstate, type EstateParts } from '../estate/define-estate';
import { objectStoreOf } from '../estate/objects';
import { readRegistry } from '../estate/registry';
import { asOf } from './estate-plan';

const { parts } = readRegistry(join(__dirname, '../estate'));
const { sites } = parts as unknown as EstateParts;

/** Accounts of the sites that have no Swift in production. */
const accounts: Readonly<Record<string, string>> = {
  primary: 'AUTH_7b9a0d1c4e8f4a2bb6c3d5e1f0a29384',
  mirror: 'AUTH_1d3c5b7a9e8f4c0db2a4968778695a4b',
};

/** The estate as it would be if every site had Swift, as in the sandbox. */
export const swiftEstate = defineEstate(
  {
    ...(parts as unknown as EstateParts),
    sites: sites.map((site) => {
      const account = accounts[site.name];
      const objectStore = account && objectStoreOf(site.name, account);
      return objectStore ? { ...site, capabilities: { objects: true }, objectStore } : site;
    }),
  },
  { asOf },
);
