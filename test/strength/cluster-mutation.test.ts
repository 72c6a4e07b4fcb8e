import { loadEstate } from '../../estate/load-estate';
import { Graph } from '../../graph/graph';
import { readManifests } from '../../graph/read-manifests';
import { judge } from '../../judge/judge';
import type { Policy } from '../../judge/policy';
import { loadPolicies } from '../../policies/registry';
import { untranslated } from '../audit/german/untranslated';
import { changeWorkloads } from '../change-workloads';
import { asOf } from '../estate-plan';
import { estateWorkloads, type RenderedSite } from '../estate-workloads';
import { clusterMutants, withoutClusterMutant } from './cluster-mutants';

const estate = loadEstate({ asOf });
const ofClusters = loadPolicies().filter(({ observableIn }) =>
  observableIn.every((kind) => kind === 'manifests'),
);

/** What stops what is to be applied: a failure, and what nobody knows. */
function stopsOf(policy: Policy, sites: readonly RenderedSite[]): readonly string[] {
  const stacks = sites.map(({ stack, manifests }) => readManifests(manifests, stack, stack));
  const { verdicts } = judge(new Graph(stacks), estate, { policies: [policy], asOf });
  expect(untranslated(verdicts)).toEqual([]);
  return verdicts
    .filter(({ outcome }) => outcome === 'fail')
    .map(({ stack, address, outcome }) => `${outcome} ${stack} ${address}`);
}

test.each(clusterMutants)('$rule sees that $name', async (mutant) => {
  const policy = ofClusters.find(({ id }) => id === mutant.rule) as Policy;
  const sites = await estateWorkloads();
  const broken = changeWorkloads(sites, { ...mutant, outcome: 'fail', subjects: [] });
  expect(stopsOf(policy, sites)).toEqual([]);
  expect(stopsOf(policy, broken)).not.toEqual([]);
});

test('every rule of clusters is tried on the estate’s own workloads, or there is a reason why not', () => {
  const isTried = ({ id, examples: { changes = [] } }: Policy) =>
    clusterMutants.some(({ rule }) => rule === id) ||
    changes.some(({ stack, outcome }) => stack.endsWith('-workloads') && outcome === 'fail');
  const without = ofClusters.filter((policy) => !isTried(policy)).map(({ id }) => id);
  expect(without).toEqual(Object.keys(withoutClusterMutant).toSorted());
});
