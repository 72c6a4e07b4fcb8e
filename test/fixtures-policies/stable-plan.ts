type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What says when and with what a plan was made, not what is in it. */
const fixed: Readonly<Record<string, Json>> = {
  terraform_version: '1.6.0',
  timestamp: '2026-01-01T00:00:00Z',
};

/** Terraform 1.6 does not write these yet; `complete` is kept where it is not true. */
const later = new Set(['applyable', 'complete']);

/** Lists that Terraform writes in no fixed order. */
const unordered = new Set(['relevant_attributes', 'checks', 'resource_changes', 'resource_drift']);

/** Plan JSON in a form that is the same for the same plan: keys sorted, version and time fixed. */
export function stablePlan(text: string): string {
  return `${JSON.stringify(sorted(JSON.parse(text) as Json, ''), null, 1)}\n`;
}

function sorted(value: Json, key: string): Json {
  if (Array.isArray(value)) {
    const list = value.map((one) => sorted(one, ''));
    return unordered.has(key) ? list.toSorted(byText) : list;
  }
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value)
    .filter(([name, inner]) => !(later.has(name) && inner === true))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, fixed[name] ?? sorted(inner, name)]));
}

function byText(one: Json, other: Json): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
