import type { Observation } from '../../contracts/observation';
import { loadEstate } from '../../estate/load-estate';
import { siteOf } from '../../estate/queries';
import { type Action, Graph, Resource } from '../../graph/graph';
import { Unknown } from '../../graph/value';
import { judge } from '../../judge/judge';
import { loadPolicies } from '../../policies/registry';
import { asOf } from '../estate-plan';

const estate = loadEstate({ asOf });
const { identity } = siteOf(estate, 'clinic');
const type = 'openstack_objectstorage_container_v1';
const policy = 'residency/containers-pass-on-as-planned';
const target = '//lausitz/mirror/AUTH_1d3c5b7a9e8f4c0db2a4968778695a4b/imaging-objects';
const elsewhere = '//lausitz/other/AUTH_1d3c5b7a9e8f4c0db2a4968778695a4b/pictures';
const history = { type: 'history', location: 'imaging-objects-versions' };

function outcome(
  planned: Readonly<Record<string, string | null | Unknown>>,
  found: Readonly<Record<string, unknown>> | undefined,
  action: Action = 'no-op',
) {
  const container = new Resource({
    ...{ stack: 'clinic', module: '', absent: null, name: 'c', mode: 'managed', type, address: `${type}.c` },
    action,
    attributes: { id: 'imaging-objects', name: 'imaging-objects', versioning_legacy: [history], ...planned },
  });
  const provider = {
    name: 'openstack',
    source: 'terraform-provider-openstack/openstack',
    attributes: {
      auth_url: identity.authUrl,
      region: identity.region,
      tenant_name: identity.project,
      domain_name: identity.domain,
    },
  };
  const observation: Observation = {
    kind: 'observation',
    schemaVersion: '1.0.0',
    observedAt: `${asOf}T08:00:00Z`,
    stack: 'clinic',
    cloud: {
      authUrl: identity.authUrl,
      region: identity.region,
      projectId: 'p',
      projectName: identity.project,
      domainName: identity.domain,
    },
    listed: [type],
    notListed: [],
    resources: [
      {
        ...{ type, id: found ? 'imaging-objects' : 'another', name: 'c', madeByCloud: false },
        attributes: { versioning: false, versioning_legacy: [history], container_sync_to: null, ...found },
      },
    ],
  };
  const graph = new Graph([
    { name: 'clinic', source: 'plan', providers: [provider], resources: [container] },
  ]);
  const policies = loadPolicies().filter(({ id }) => id === policy);
  const report = judge(graph, estate, { policies, asOf, observations: [observation] });
  const [verdict] = report.verdicts;
  if (verdict) return [verdict.outcome, verdict.message];
  return report.passed.length > 0 ? ['pass', ''] : undefined;
}

const unseen = 'and no plan sees that or puts it right';

test.each([
  ['as planned', { container_sync_to: target }, { container_sync_to: target }, ['pass', '']],
  ['to nowhere, as planned', { container_sync_to: null }, { container_sync_to: null }, ['pass', '']],
  [
    'to another place',
    { container_sync_to: target },
    { container_sync_to: elsewhere },
    ['fail', `it passes objects on to another place than planned, ${unseen}`],
  ],
  [
    'though nothing is planned',
    { container_sync_to: null },
    { container_sync_to: elsewhere },
    ['fail', `it passes objects on to another place than planned, ${unseen}`],
  ],
  [
    'no more',
    { container_sync_to: target },
    { container_sync_to: null },
    ['fail', `it passes nothing on, ${unseen}`],
  ],
  [
    'as the apply decides',
    { container_sync_to: new Unknown('reference') },
    { container_sync_to: target },
    ['undecided', 'whether it passes objects on as planned is not known yet'],
  ],
  [
    'without its history',
    { container_sync_to: target },
    { container_sync_to: target, versioning_legacy: [] },
    ['fail', `it keeps no history of what is overwritten, ${unseen}`],
  ],
  [
    'with one that restores what is deleted',
    { container_sync_to: target },
    { container_sync_to: target, versioning_legacy: [{ ...history, type: 'versions' }] },
    ['fail', `it keeps no history of what is overwritten, ${unseen}`],
  ],
  ['that was not observed', { container_sync_to: target }, undefined, undefined],
] as const)('a container that passes on %s', (_, planned, found, expected) => {
  expect(outcome(planned, found)).toEqual(expected);
});

test('an update of anything puts right where it passes objects on, and no history', () => {
  const found = { container_sync_to: elsewhere };
  expect(outcome({ container_sync_to: target }, found, 'update')).toEqual(['pass', '']);
  expect(outcome({ container_sync_to: target }, { ...found, versioning_legacy: [] }, 'update')?.[0]).toBe(
    'fail',
  );
});
