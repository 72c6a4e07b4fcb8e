type Json = { [key: string]: unknown };
interface Listing {
  resources: Json[];
}
interface Plan {
  resource_changes: Json[];
  planned_values: { root_module: Listing };
  configuration: { root_module: Listing };
}

/**
 * A real plan with everything of its root module in it several times: each copy with addresses and names of its own,
 * and with references that stay within the copy.
 * @param write is given the text in parts, since the whole may be longer than a string can be
 */
export function multiplyPlan(text: string, times: number, write: (part: string) => void): void {
  const plan = JSON.parse(text) as Plan;
  const lists = new Map<string, readonly string[]>();
  const take = (name: string, list: readonly Json[]): Json[] => {
    lists.set(
      name,
      list.map((one) => JSON.stringify(one)),
    );
    return [{ isListOf: name }];
  };
  plan.resource_changes = take('changes', plan.resource_changes);
  for (const part of ['planned_values', 'configuration'] as const) {
    plan[part].root_module.resources = take(part, plan[part].root_module.resources);
  }
  for (const part of JSON.stringify(plan).split(/(\{"isListOf":"\w+"\})/)) {
    const name = /^\{"isListOf":"(\w+)"\}$/.exec(part)?.[1];
    if (name === undefined) write(part);
    else writeCopies(lists.get(name) ?? [], times, write);
  }
}

function writeCopies(texts: readonly string[], times: number, write: (part: string) => void): void {
  for (let copy = 0; copy < times; copy += 1) {
    const renamed = copy === 0 ? texts : texts.map((text) => rename(text, copy));
    write(`${copy === 0 ? '' : ','}${renamed.join(',')}`);
  }
}

/** Addresses wherever they stand, and the names that resources have in Terraform and in the cloud. */
function rename(text: string, copy: number): string {
  return text
    .replace(/(openstack_\w+)\.([A-Za-z_][\w-]*)/g, `$1.$2__${copy}`)
    .replace(/("mode":"\w+","type":"\w+","name":"[^"]+)"/, `$1__${copy}"`)
    .replace(/("(?:after|values)":\{[^{}]*(?:\{[^{}]*\}[^{}]*)*?"name":"[^"]+)"/, `$1-${copy}"`);
}
