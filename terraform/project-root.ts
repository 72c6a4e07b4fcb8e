import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The project's folder, whether this runs from the sources or compiled from `dist/`. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'terraform', 'provider', 'go.mod'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`No terraform/provider/go.mod above ${__dirname}`);
    folder = above;
  }
  return folder;
}
