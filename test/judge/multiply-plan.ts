interface Named {
  readonly name: string;
}
interface Plan {
  resource_changes: readonly Named[];
  readonly planned_values: { readonly root_module: { resources: readonly Named[] } };
  readonly configuration: { readonly root_module: { resources: readonly Named[] } };
}

/** A real plan with everything in it several times, each time with references of its own. */
export function multiplyPlan(text: string, times: number): string {
  const plan = JSON.parse(text) as Plan;
  const { planned_values: planned, configuration } = plan;
  plan.resource_changes = multiply(plan.resource_changes, times);
  planned.root_module.resources = multiply(planned.root_module.resources, times);
  configuration.root_module.resources = multiply(configuration.root_module.resources, times);
  return JSON.stringify(plan);
}

function multiply(resources: readonly Named[], times: number): Named[] {
  const texts = resources.map((one) => JSON.stringify(one));
  return Array.from({ length: times }, (_, at) => at).flatMap((at) =>
    texts.map((text, index) => {
      if (at === 0) return resources[index] as Named;
      const copy = JSON.parse(text.replace(/(openstack_\w+)\.([A-Za-z_][\w-]*)/g, `$1.$2__${at}`)) as Named;
      return { ...copy, name: `${resources[index]?.name}__${at}` };
    }),
  );
}
