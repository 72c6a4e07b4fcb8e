import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy, PolicyDefinition } from '../judge/policy';

/** Every policy of `policies/<area>/<name>`: the folder is the registry, and the path is the id. */
export function loadPolicies(folder: string = __dirname): readonly Policy[] {
  const areas = readdirSync(folder, { withFileTypes: true })
    .filter((e) => e.isDirectory())
    .map((e) => e.name)
    .toSorted();
  return areas.flatMap((area) =>
    readdirSync(join(folder, area))
      .filter((file) => /(?<!\.d|\.test)\.[jt]s$/.test(file))
      .toSorted()
      .map((file) => loadPolicy(join(folder, area, file), `${area}/${file.replace(/\.[jt]s$/, '')}`)),
  );
}

function loadPolicy(file: string, id: string): Policy {
  const { default: definition } = require(file) as { default?: PolicyDefinition };
  if (!definition) throw new Error(`policies/${id}.ts has no default export`);
  return { ...definition, id };
}
