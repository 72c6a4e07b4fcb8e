/**
 * Makes the changes of `test/deployed` at a running sandbox, and records what Terraform and the APIs say then, cut to
 * what drifted and without its secrets: `node dist/test/compare/record.js` with `.sandbox/env`. A deploy repairs it.
 */
import { writeFileSync } from 'node:fs';
import { fail } from '../../bin/fail';
import { ourEstate } from '../../bin/our-estate';
import { planDeployed } from '../../bin/plan-deployed';
import { driftInObservation } from '../../compare/observed-drift';
import { type ChangeJson, parsePlan } from '../../compare/plan-json';
import { driftInPlan } from '../../compare/planned-drift';
import type { Observation } from '../../contracts/observation';
import { loadEstate } from '../../estate/load-estate';
import { readPlan } from '../../graph/read-plan';
import { observeSite } from '../../observe/observe-site';
import { credentialsOf } from '../../terraform/credentials';
import { changes } from '../deployed/changes';
import { Hand } from '../deployed/hand';
import { recordedFile } from './recorded-file';

const site = 'clinic';

/** Unchanged resources that are kept beside, to be seen as unchanged. */
const kept = new Set([
  'openstack_networking_router_v2.edge_router',
  'openstack_networking_port_v2.mapping_2_port',
  'openstack_compute_instance_v2.mapping_1_server',
  'openstack_compute_instance_v2.mapping_2_server',
]);

async function record(): Promise<void> {
  const estate = ourEstate();
  const hand = await Hand.at(site);
  for (const { make } of changes) await make(hand);
  const identity = estate.sites.find(({ name }) => name === site)?.identity;
  if (!identity) throw new Error(`no site ${site}`);
  const planJson = (await planDeployed(estate, [site])).plans.get(site) ?? '';
  const { observation } = await observeSite(site, identity, credentialsOf(site));
  const plan = parsePlan(planJson, site);
  const stack = readPlan({ text: planJson, file: site, stack: site });
  const inPlan = driftInPlan(plan, stack);
  const observed = driftInObservation(plan, stack, observation, new Set());
  const drifted = new Set([...inPlan, ...observed].map(({ address }) => address));
  const recorded = {
    plan: cut(planJson, drifted),
    observation: cutObservation(observation, plan.resource_changes, drifted),
  };
  for (const { undo } of changes) await undo?.(hand);
  writeFileSync(recordedFile, `${JSON.stringify(recorded, scrub, 1)}\n`);
}

/** Values that must not leave the machine, wherever they stand; marks of what is sensitive stay. */
function scrub(key: string, value: unknown): unknown {
  if (key === 'authUrl') return loadEstate().sites.find(({ name }) => name === site)?.identity.authUrl;
  if (!/^(psk|user_data|admin_pass|password|private_key|public_key)$/.test(key)) return value;
  return typeof value === 'string' ? 'scrubbed' : value;
}

function cut(planJson: string, drifted: ReadonlySet<string>): object {
  const { format_version, terraform_version, resource_changes, resource_drift } = JSON.parse(planJson);
  const isKept = ({ address }: { address: string }) => drifted.has(address) || kept.has(address);
  return {
    format_version,
    terraform_version,
    planned_values: { root_module: {} },
    resource_changes: resource_changes.filter(isKept),
    resource_drift: (resource_drift ?? []).filter(isKept),
    configuration: { root_module: {} },
  };
}

function cutObservation(
  observation: Observation,
  changes: readonly ChangeJson[],
  drifted: ReadonlySet<string>,
): Observation {
  const managed = new Set(changes.map(({ type, change }) => `${type} ${String(change.before?.id)}`));
  const meant = changes.filter(({ address }) => drifted.has(address) || kept.has(address));
  const ids = new Set(meant.map(({ type, change }) => `${type} ${String(change.before?.id)}`));
  return {
    ...observation,
    resources: observation.resources.filter(
      ({ type, id, madeByCloud }) =>
        !madeByCloud && (ids.has(`${type} ${id}`) || !managed.has(`${type} ${id}`)),
    ),
  };
}

if (require.main === module) record().catch(fail);
