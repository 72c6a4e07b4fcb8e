import { foreignEstate } from '../../estate/foreign-estate';
import { judgeInputs } from '../../policies/judge-inputs';

/** Plans of a few resources, for what no example can show: those are planned with the real provider alone. */

export const genuine = 'registry.terraform.io/terraform-provider-openstack/openstack';

type Json = { readonly [key: string]: unknown };

interface SmallPlan {
  /** Parts of `resource_changes`; mode, name and what is left out of the change are filled in. */
  readonly changes?: readonly (Json & { readonly type: string; readonly change: Json })[];
  /** `configuration.root_module.resources` */
  readonly configured?: readonly Json[];
  /** Beside the genuine one. */
  readonly providers?: Readonly<Record<string, Json>>;
  /** Further parts of the plan. */
  readonly rest?: Json;
}

/** Plan JSON, as Terraform writes it. */
export function smallPlan({ changes = [], configured = [], providers = {}, rest = {} }: SmallPlan): string {
  const resource_changes = changes.map(({ change, type, mode = 'managed', name = 'x', ...more }) => ({
    address: `${mode === 'data' ? 'data.' : ''}${type}.${name}`,
    mode,
    type,
    name,
    provider_name: genuine,
    ...more,
    change: { before: null, after: null, after_unknown: {}, ...change },
  }));
  const openstack = { name: 'openstack', full_name: genuine, version_constraint: '3.4.0' };
  return JSON.stringify({
    format_version: '1.2',
    planned_values: { root_module: {} },
    complete: true,
    resource_changes,
    configuration: { provider_config: { openstack, ...providers }, root_module: { resources: configured } },
    ...rest,
  });
}

/**
 * What a policy says of a plan that belongs to no estate, `outcome address: message`; nothing where it passes.
 * @param source what the plan was made from, in JSON syntax
 */
export function saidOf(plan: SmallPlan, policy: string, source?: Json): readonly string[] {
  const text = smallPlan(plan);
  const written = source === undefined ? {} : { source: JSON.stringify(source) };
  const inputs = [{ kind: 'plan' as const, stack: 'plan', file: 'plan.json', text, ...written }];
  const { verdicts } = judgeInputs(inputs, foreignEstate({ cloud: 'openstack' }), { only: [policy] });
  return verdicts.map(({ outcome, address, message }) => `${outcome} ${address}: ${message}`);
}
