import { loadPolicies } from '../../policies/registry';
import { projectFiles, readProjectFile } from '../architecture/project-files';

const { scripts, bin } = JSON.parse(readProjectFile('package.json')) as {
  scripts: Record<string, string>;
  bin: Record<string, string>;
};
const sources = projectFiles()
  .filter((path) => /^(bin|constructs|estate|stacks|terraform)\/.*\.(ts|mjs)$/.test(path))
  .map(readProjectFile)
  .join('\n');

/** What the documentation of the cdktf CLI calls its commands; only those that this project speaks of. */
const cdktfCommands = ['synth', 'diff', 'deploy', 'destroy', 'output'];

/** What a command of a snippet names and the project does not have; `help` is what `estate help` prints. */
export function unknownNames(command: string, help: string): string[] {
  const words = command.split(/\s+/);
  const variables = [...command.matchAll(/\b((?:ESTATE|TF_VAR|CDKTF|TERRAFORM)_\w+)=/g)].map(
    ([, name = '']) => name,
  );
  const [program, ...args] = words.filter((word, at) => !/^\w+=/.test(word) || at > 0);
  return [
    ...variables.filter((name) => !isVariable(name)).map((name) => `variable ${name}`),
    ...unknownCommand(program ?? '', args, help),
  ];
}

function unknownCommand(program: string, args: readonly string[], help: string): string[] {
  if (program === 'npm') return unknownScript(args);
  if (program === 'cdktf') return unknownOf('cdktf', args, cdktfCommands);
  if (program !== 'npx') return [];
  const [name = '', ...rest] = args.filter((word) => word !== '--no');
  if (!Object.hasOwn(bin, name)) return [`bin ${name}`];
  return name === 'cdktf' ? unknownOf('cdktf', rest, cdktfCommands) : unknownOfEstate(rest, help);
}

function unknownScript([first = '', second = '']: readonly string[]): string[] {
  const script = first === 'run' ? second : first;
  return Object.hasOwn(scripts, script) ? [] : [`script ${script}`];
}

function unknownOf(program: string, [command = '']: readonly string[], known: readonly string[]): string[] {
  return known.includes(command) ? [] : [`${program} ${command}`];
}

/** Flags are looked for on the command's own usage line, values of `--only` and `explain` among the policies. */
function unknownOfEstate([command = '', ...args]: readonly string[], help: string): string[] {
  const usage = help.split('\n').find((line) => line.startsWith(`  estate ${command}`));
  if (usage === undefined) return [`estate ${command}`];
  const flags = args.filter((word) => word.startsWith('--') && !usage.includes(word));
  const ids = loadPolicies().map(({ id }) => id);
  const named = args.filter((_, at) => args[at - 1] === '--only' || command === 'explain');
  const unknown = named.filter((name) => !ids.some((id) => id === name || id.startsWith(`${name}/`)));
  return [...flags.map((flag) => `estate ${command} ${flag}`), ...unknown.map((name) => `policy ${name}`)];
}

/** A variable of the environment that the sources read, as they spell it or put it together. */
function isVariable(name: string): boolean {
  if (/^TF_VAR_psk_[a-z_]+__[a-z_]+$/.test(name)) return sources.includes('psk_${');
  if (name.startsWith('TF_VAR_')) return sources.includes(`'${name.slice(7)}'`);
  const credential = /^ESTATE_(?:PRIMARY|MIRROR|CLINIC)_(?:ADMIN_)?(\w+)$/.exec(name)?.[1];
  if (credential !== undefined) return sources.includes(`${credential}: 'OS_${credential}'`);
  return sources.includes(name);
}
