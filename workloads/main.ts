import { readFileSync } from 'node:fs';
import { Config, getStack } from '@pulumi/pulumi';
import { parseClusterContract } from '../contracts/parse-cluster';
import { loadEstate } from '../estate/load-estate';
import { siteOf } from '../estate/queries';
import { InputError } from '../terraform/errors';
import { deploySite } from './deploy-site';
import { registerInOrder } from './in-order';

/**
 * The program that `pulumi up` runs: one stack for each site, named as the site, with the contract that its Terraform
 * stack handed over. A contract of another site, one that is only planned, and one that the estate has moved on from
 * are refused before anything is registered.
 */
const estate = loadEstate();
const site = siteOf(estate, getStack());
const file = new Config().require('contract');
const contract = parseClusterContract(read(file), file, estate, 'deploy');
if (contract.site !== site.name) {
  throw new InputError({
    value: `${file} is the contract of ${contract.site}, the stack is ${site.name}.`,
    rule: 'A stack is named as its site and takes that site’s contract.',
    fix: `estate hand-over ${site.name}, or pulumi stack select ${contract.site}`,
  });
}
registerInOrder();
deploySite(estate, site, contract);

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError({
      value: `${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
      rule: 'The stack’s setting `contract` is the file that the site handed over.',
      fix: `estate hand-over ${getStack()}; then pulumi config set contract FILE, with its whole path`,
    });
  }
}
