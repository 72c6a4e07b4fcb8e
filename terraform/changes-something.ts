interface PlanJson {
  readonly resource_changes?: readonly { readonly change?: { readonly actions?: readonly string[] } }[];
  readonly output_changes?: Readonly<Record<string, { readonly actions?: readonly string[] }>>;
}

/** Whether an apply of a plan would change a resource or an output, as `terraform plan -detailed-exitcode` counts. */
export function changesSomething(planJson: string): boolean {
  const { resource_changes: resources = [], output_changes: outputs = {} } = JSON.parse(planJson) as PlanJson;
  const all = [...resources.map(({ change }) => change), ...Object.values(outputs)];
  return all.some((change) => change?.actions?.some((action) => action !== 'no-op' && action !== 'read'));
}
