import { readFileSync } from 'node:fs';
import { Config, getStack } from '@pulumi/pulumi';
import { parseClusterContract } from '../contracts/parse-cluster';
import { loadEstate } from '../estate/load-estate';
import { siteOf } from '../estate/queries';
import { deploySite } from './deploy-site';

/** The program that `pulumi up` runs: one stack for each site, named as the site, with the contract its stack handed over. */
const estate = loadEstate();
const site = siteOf(estate, getStack());
const file = new Config().require('contract');
deploySite(estate, site, parseClusterContract(readFileSync(file, 'utf8'), file, estate));
