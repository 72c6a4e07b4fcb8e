/** The parts of plan JSON, format 1.x, that tests change. */
export type Json = { [key: string]: unknown };

export interface ChangeJson {
  address: string;
  module_address?: string;
  mode: string;
  type: string;
  name: string;
  index?: string | number;
  change: { actions: string[]; before: Json | null; after: Json | null; after_unknown: Json | false } & Json;
  [key: string]: unknown;
}

export interface ConfiguredJson {
  address: string;
  type: string;
  name: string;
  expressions?: Json;
  [key: string]: unknown;
}

export interface ModuleJson {
  resources?: ConfiguredJson[];
  module_calls?: { [name: string]: { module: ModuleJson } & Json };
  variables?: Json;
  [key: string]: unknown;
}

export interface PlannedModuleJson {
  address?: string;
  resources?: ({ address: string; values: Json } & Json)[];
  child_modules?: PlannedModuleJson[];
}

export interface PlanJson {
  resource_changes: ChangeJson[];
  planned_values: { root_module: PlannedModuleJson };
  configuration: { provider_config: { [name: string]: Json }; root_module: ModuleJson };
  [key: string]: unknown;
}

/** Reads plan JSON; one without any resource, of provider blocks alone, has no list of changes. */
export function parsePlan(text: string): PlanJson {
  const plan = JSON.parse(text) as PlanJson;
  plan.resource_changes ??= [];
  return plan;
}
