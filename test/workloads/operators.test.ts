import { namespaceOfOperator, operatorOf, operators } from '../../workloads/operators';
import { changedEstate } from './changed-estate';
import { type RenderedSite, renderedSites, siteIn } from './rendered-site';

/** Groups that every cluster has. Source: kubernetes.io, "Kubernetes API". */
const builtIn =
  /^(v1|(apps|batch|policy|networking\.k8s\.io|admissionregistration\.k8s\.io|rbac\.authorization\.k8s\.io|storage\.k8s\.io|scheduling\.k8s\.io)\/v1)$/;

let sites: Readonly<Record<string, RenderedSite>>;
beforeAll(async () => {
  sites = await renderedSites(changedEstate(), ['clinic']);
});

test('every custom resource has an operator that makes something of it, and every operator’s is used', () => {
  const custom = siteIn(sites, 'clinic').objects.filter(({ apiVersion }) => !builtIn.test(apiVersion));
  const kinds = [...new Set(custom.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))].sort();
  expect(kinds).toEqual([
    'cert-manager.io/v1 Certificate',
    'postgresql.cnpg.io/v1 Cluster',
    'postgresql.cnpg.io/v1 Database',
  ]);
  expect(custom.filter(({ apiVersion, kind }) => operatorOf(apiVersion, kind) === undefined)).toEqual([]);
  const served = operators.flatMap(({ resources }) =>
    Object.entries(resources).flatMap(([group, all]) => all.map((kind) => `${group} ${kind}`)),
  );
  expect(served.sort()).toEqual(kinds);
});

test('a database is managed from its own domain', () => {
  expect(namespaceOfOperator('cloudnative-pg', 'mapping')).toBe('cnpg-mapping');
  expect(namespaceOfOperator('cert-manager', 'mapping')).toBe('cert-manager');
  expect(() => namespaceOfOperator('cnpg', 'mapping')).toThrow('there is no operator cnpg');
  const policies = siteIn(sites, 'clinic')
    .inNamespace('mapping-pseudonym-mapping')
    .filter(({ metadata }) => metadata.name === 'from-operator');
  expect(policies.map(({ spec }) => (spec as { ingress: object[] }).ingress)).toEqual([
    [
      {
        from: [
          {
            namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'cnpg-mapping' } },
            podSelector: { matchLabels: { 'app.kubernetes.io/name': 'cloudnative-pg' } },
          },
        ],
        ports: [
          { protocol: 'TCP', port: 8000 },
          { protocol: 'TCP', port: 5432 },
        ],
      },
    ],
  ]);
});
