import { InputError } from '../terraform/errors';

/** Ids that a Terraform state manages, by type. */
export type Managed = ReadonlyMap<string, ReadonlySet<string>>;

interface RawResource {
  readonly mode?: string;
  readonly type?: string;
  readonly instances?: readonly { readonly attributes?: { readonly id?: unknown } }[];
}

interface ShownModule {
  readonly resources?: readonly {
    readonly mode?: string;
    readonly type?: string;
    readonly values?: { readonly id?: unknown };
  }[];
  readonly child_modules?: readonly ShownModule[];
}

/**
 * What a state manages: the file itself (`terraform state pull`), or `terraform show -json`. Nothing but types and
 * ids is taken from it.
 * @throws InputError where the text is neither
 */
export function readManaged(text: string, file: string): Managed {
  const state = parse(text, file);
  const managed = new Map<string, Set<string>>();
  const add = (mode: unknown, type: unknown, id: unknown) => {
    if (mode !== 'managed' || typeof type !== 'string' || typeof id !== 'string') return;
    managed.set(type, (managed.get(type) ?? new Set()).add(id));
  };
  if (Array.isArray(state.resources)) {
    for (const { mode, type, instances = [] } of state.resources as readonly RawResource[]) {
      for (const { attributes } of instances) add(mode, type, attributes?.id);
    }
    return managed;
  }
  const walk = ({ resources = [], child_modules: children = [] }: ShownModule) => {
    for (const { mode, type, values } of resources) add(mode, type, values?.id);
    for (const child of children) walk(child);
  };
  walk((state.values as { root_module?: ShownModule } | undefined)?.root_module ?? {});
  return managed;
}

function parse(text: string, file: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    parsed = undefined;
  }
  const state = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Record<string, unknown>;
  if (Array.isArray(state.resources) || ('format_version' in state && !('planned_values' in state)))
    return state;
  throw new InputError({
    value: `${file} is no Terraform state.`,
    rule: 'A state says which objects are managed already: the file itself, or terraform show -json.',
    fix: 'Write it with: terraform state pull',
  });
}
