import type { Clusters, Site } from '../../cluster/clusters';
import { runPulumi } from '../../cluster/engine/pulumi';
import type { RunResult } from '../../terraform/run-program';

/** A program of Pulumi on a site's stack, by its real engine. */
export class Stack {
  constructor(
    private readonly clusters: Clusters,
    private readonly site: Site,
    /** Folder of its Pulumi.yaml. */
    private readonly project: string,
    private readonly env: Readonly<Record<string, string>> = {},
  ) {}

  run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<RunResult> {
    const { clusters, site, project } = this;
    return runPulumi(clusters, site, args, { project, env: { ...this.env, ...env } });
  }

  /** @returns what it printed @throws Error with all that it said, unless it ended well */
  async succeed(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, env);
    if (code !== 0) throw new Error(`pulumi ${args.join(' ')} ended with ${code}:\n${stdout}${stderr}`);
    return stdout;
  }

  /** @returns what it said on both ways @throws Error if it ended well */
  async fail(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
    const { code, stdout, stderr } = await this.run(args, env);
    if (code === 0) throw new Error(`pulumi ${args.join(' ')} ended well:\n${stdout}${stderr}`);
    return `${stdout}${stderr}`;
  }

  /** What a preview would do with each object, by its name in the program; the stack itself is left out. */
  async planned(...args: readonly string[]): Promise<Readonly<Record<string, string>>> {
    const { steps } = JSON.parse(await this.succeed(['preview', '--json', ...args])) as {
      steps: readonly { op: string; urn: string }[];
    };
    const objects = steps.filter(({ urn }) => !urn.includes('::pulumi:pulumi:Stack::'));
    return Object.fromEntries(objects.map(({ op, urn }) => [urn.split('::').at(-1) ?? '', op]));
  }
}
