import { existsSync } from 'node:fs';
import { type Say, step } from '../../processes/report';
import { buildProgram, isBuilt } from '../build/build-program';
import { definitions, definitionsFolder, fetchDefinitions } from '../build/definitions';
import { checkGo } from '../build/go';
import { programs } from '../build/programs';
import { checkRoomToBuild } from '../check-machine';
import type { Clusters } from '../clusters';

/** Builds every program, and fetches every definition, that is not in the cache yet: one after the other. */
export async function build(clusters: Clusters, say: Say): Promise<void> {
  const missing = programs.filter((program) => !isBuilt(program, clusters));
  const unfetched = definitions.filter((entry) => !existsSync(definitionsFolder(entry, clusters)));
  if (missing.length + unfetched.length > 0) {
    checkGo();
    checkRoomToBuild(clusters);
  }
  for (const entry of unfetched)
    await step(say, `${entry.name}: definitions of ${entry.version}`, () =>
      fetchDefinitions(entry, clusters),
    );
  for (const program of missing)
    await step(say, `${program.name}: built`, () => buildProgram(program, clusters));
  say(
    `${programs.length} programs and ${definitions.length} sets of definitions are in ${clusters.cacheFolder}`,
  );
}
