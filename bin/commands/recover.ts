import { existsSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Observation } from '../../contracts/observation';
import { siteOf } from '../../estate/queries';
import { readState } from '../../graph/read-state';
import { readSynth } from '../../graph/read-synth';
import { observeSite } from '../../observe/observe-site';
import type { Completion } from '../../recover/complete';
import { goneOf, type Managed, type Matching, match } from '../../recover/match';
import { removeImports, writeRecovered } from '../../recover/stack-folder';
import { credentialsOf } from '../../terraform/credentials';
import { InputError } from '../../terraform/errors';
import { withProgress } from '../../terraform/progress';
import { forget, init, show } from '../../terraform/terraform';
import { parseArguments } from '../arguments';
import { refuseUnknownSite } from '../choose-sites';
import { completeRecovery } from '../complete-recovery';
import { ourEstate } from '../our-estate';
import { UsageError } from '../usage-error';

const usage = 'estate recover SITE [--synth DIR] [--same-user-data]';

export default {
  usage,
  summary:
    'finds at a site’s APIs what its state has lost, and writes import blocks beside the stack for the next deploy to take over',
  async run(args: readonly string[]): Promise<number> {
    const options = { synth: { type: 'string' }, 'same-user-data': { type: 'boolean' } } as const;
    const given = parseArguments(args, options, usage, { least: 1, most: 1 });
    const [name = ''] = given.positionals;
    const estate = ourEstate();
    refuseUnknownSite(estate.sites, name, `recover ${name}`, usage);
    const site = siteOf(estate, name);
    const stackDir = resolve(given.one('synth') ?? 'cdktf.out', 'stacks', name);
    const source = join(stackDir, 'cdk.tf.json');
    if (!existsSync(source)) {
      throw new UsageError(
        `${source}: there is none`,
        'what is recovered was synthesized',
        'npx cdktf synth',
      );
    }
    const stack = readSynth(readFileSync(source, 'utf8'), source, name);
    const managed = await withProgress(`reading the state of ${name}`, readManaged(stackDir, name));
    const { observation } = await withProgress(
      `asking ${name} what exists`,
      observeSite(name, site.identity, credentialsOf(name), undefined, true),
    );
    refuseHalfSeen(new Set(stack.resources.map(({ type }) => type)), observation);
    const gone = goneOf(managed, observation);
    const matching = match(
      stack,
      observation,
      managed.filter((one) => !gone.includes(one)),
    );
    process.stdout.write(`${name}: ${managed.length} objects in its state\n${describe(matching)}`);
    if (matching.ambiguous.length + matching.unsupported.length > 0) {
      process.stdout.write(
        'Nothing was written: what is not certain is not guessed. Mend the above, and run again.\n',
      );
      return 1;
    }
    if (matching.found.length === 0 && matching.unclaimed.length === 0) {
      removeImports(stackDir);
      return completed(await completeRecovery({ stackDir, stack: name, observation }));
    }
    const servers = matching.found.filter(({ identity }) => identity.unreadable?.includes('user_data'));
    if (servers.length > 0 && !given.has('same-user-data')) {
      process.stdout.write(`Nothing was written.\n${unvouched(servers.length)}`);
      return 1;
    }
    const replaced = gone.filter(({ address }) => matching.found.some((one) => one.address === address));
    // Terraform takes nothing over under an address that its state still has, and what is there is no more.
    if (replaced.length > 0)
      await forget(
        stackDir,
        replaced.map(({ address }) => address),
        { stack: name },
      );
    const files = writeRecovered(stackDir, matching.found);
    for (const file of files) process.stdout.write(`${relative(process.cwd(), join(stackDir, file))}\n`);
    if (files.length > 0)
      process.stdout.write(`Now: npx cdktf deploy ${name}, then estate recover ${name} once more\n`);
    return matching.unclaimed.length === 0 ? 0 : 1;
  },
};

function unvouched(servers: number): string {
  return (
    `What ${servers} servers were started with (user data) no API shows, and Terraform would make them anew for it.\n` +
    'If they were deployed from the source as it stands now, say so: --same-user-data\n' +
    'Else deploy from the commit that made them; or delete them, and the next deploy makes them anew.\n'
  );
}

function completed(completion: Completion | undefined): number {
  if (completion === undefined) return 0;
  const { written, left } = completion;
  const open = [...left].flatMap(([address, of]) =>
    of.map(({ name, why }) => ({ address: `${address} ${name}`, why })),
  );
  const lines = [
    `  ${written.length} arguments that no import reads, confirmed and written into the state`,
    ...section(`${open.length} passed over still`, open),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  return open.length === 0 ? 0 : 1;
}

async function readManaged(stackDir: string, name: string): Promise<readonly Managed[]> {
  await init(stackDir, { stack: name });
  const { resources } = readState(
    await show(stackDir, undefined, { stack: name }),
    `the state of ${name}`,
    name,
  );
  return resources.flatMap(({ mode, address, type, attributes: { id } }) =>
    mode === 'managed' && typeof id === 'string' ? [{ address, type, id }] : [],
  );
}

/** What could not be listed would be made a second time. */
function refuseHalfSeen(types: ReadonlySet<string>, { stack, notListed }: Observation): void {
  const unseen = notListed.filter(({ type }) => types.has(type));
  if (unseen.length === 0) return;
  throw new InputError({
    value: `${stack}: ${unseen.map(({ type, reason }) => `${type} (${reason})`).join(', ')} cannot be listed.`,
    rule: 'A state is recovered from all that exists: what is not seen would be made a second time.',
    fix: 'Use the account that deploys the site, and run again when the service answers.',
  });
}

function describe({ found, missing, ambiguous, unsupported, unclaimed }: Matching): string {
  const lines = [
    `  ${found.length} found, to be taken over`,
    ...section(`${missing.length} not found, which the next deploy makes`, missing),
    ...section(`${ambiguous.length} ambiguous`, ambiguous),
    ...section(`${unsupported.length} to be imported by hand (terraform import blocks)`, unsupported),
    ...section(
      `${unclaimed.length} in the project that nothing in the stack is, and that a deploy would refuse`,
      unclaimed.map(({ type, id, name }) => ({ address: `${type} ${id}`, why: name || 'it has no name' })),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function section(title: string, of: readonly { readonly address: string; readonly why: string }[]): string[] {
  if (of.length === 0) return [];
  return [`  ${title}:`, ...of.map(({ address, why }) => `    ${address}: ${why}`)];
}
