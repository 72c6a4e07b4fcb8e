import * as kubernetes from '@pulumi/kubernetes';
import type { Site } from '../../estate/model';
import { marks } from '../marks';
import type { Workload } from '../model';
import { type Policy, policiesOf, systemNamespaces } from './admission-policies';

const { ValidatingAdmissionPolicy, ValidatingAdmissionPolicyBinding } = kubernetes.admissionregistration.v1;

/**
 * The same truths inside the cluster that the judge holds plans to, for whoever gets round both: the API server itself
 * refuses what breaks them, from anyone, and refuses everything where it cannot tell. Registered before all else.
 * Source: kubernetes.io, "Validating Admission Policy".
 */
export function addAdmissionPolicies(site: Site, workloads: readonly Workload[]): void {
  for (const policy of policiesOf(site, workloads)) addPolicy(site, policy);
}

function addPolicy(
  site: Site,
  { name, rules, matchConditions, variables = {}, truths, param }: Policy,
): void {
  const labels = { 'app.kubernetes.io/part-of': 'lausitz-health-region', [marks.site]: site.name };
  const metadata = { name: `estate-${name}`, labels };
  const isNamespaced = rules.every(({ resources }) => !resources.some((one) => clusterScoped.has(one)));
  new ValidatingAdmissionPolicy(metadata.name, {
    metadata,
    spec: {
      failurePolicy: 'Fail',
      ...(param ? { paramKind: { apiVersion: param.apiVersion, kind: param.kind } } : {}),
      matchConstraints: {
        matchPolicy: 'Equivalent',
        resourceRules: rules.map(({ group, resources, operations = ['CREATE', 'UPDATE'] }) => ({
          apiGroups: [group],
          apiVersions: ['*'],
          operations: [...operations],
          resources: [...resources],
        })),
        ...(isNamespaced ? { namespaceSelector: ours } : {}),
      },
      ...(matchConditions ? { matchConditions } : {}),
      variables: Object.entries(variables).map(([variable, expression]) => ({ name: variable, expression })),
      // Pulumi's plugin passes over what is Forbidden in a preview; what is Invalid it says there already.
      validations: truths.map(([expression, message]) => ({ expression, message, reason: 'Invalid' })),
    },
  });
  new ValidatingAdmissionPolicyBinding(metadata.name, {
    metadata,
    spec: {
      policyName: metadata.name,
      validationActions: ['Deny', 'Audit'],
      ...(param ? { paramRef: { name: param.name, parameterNotFoundAction: 'Deny' } } : {}),
    },
  });
}

const clusterScoped = new Set(['namespaces', 'storageclasses', 'persistentvolumes']);

const ours = {
  matchExpressions: [
    { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: [...systemNamespaces] },
  ],
};
