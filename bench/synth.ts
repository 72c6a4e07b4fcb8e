import { cpus } from 'node:os';
import { join } from 'node:path';
import { type Program, run, withFolder } from './programs';
import { median, tabulate } from './statistics';

/** Compiled, this file is in `dist/bench`. */
const dist = join(__dirname, '..');
const least = 3;
const rounds = Math.max(least, Number(process.argv[2] ?? 11) || 0);

const importOnly: Program = { name: 'node -e "require(\'cdktf\')"', args: ['-e', "require('cdktf')"] };
const synth: Program = { name: 'node dist/main.js', args: [join(dist, 'main.js')] };
const parts: Program = { name: 'its parts', args: [join(dist, 'bench', 'parts.js')] };

/** The judge alone, on what a synth has left in `folder`. */
function verify(folder: string): Program {
  return {
    name: 'estate verify --synth',
    args: [join(dist, 'bin', 'estate.js'), 'verify', '--synth', folder, '--format', 'json'],
  };
}

interface Parts {
  readonly times: Readonly<Record<string, number>>;
  readonly resources: number;
  readonly policies: number;
}

/** Every program once in each round, so that whatever else the machine does falls on all of them alike. */
function measure(folder: string) {
  const [out, outOfParts] = [join(folder, 'out'), join(folder, 'parts')];
  const programs = [importOnly, synth, verify(out)];
  for (const program of [...programs, parts]) run(program, program === parts ? outOfParts : out);
  const times = new Map(programs.map(({ name }) => [name, [] as number[]]));
  const seen: Parts[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const program of programs) times.get(program.name)?.push(run(program, out).milliseconds);
    seen.push(JSON.parse(run(parts, outOfParts).output) as Parts);
  }
  return { times, seen };
}

function report({ times, seen }: ReturnType<typeof measure>): string {
  const base = median(times.get(importOnly.name) ?? []);
  const row = (name: string, values: readonly number[]) => {
    const [middle, best, worst] = [median(values), Math.min(...values), Math.max(...values)];
    return [name, ...[middle, best, worst].map((ms) => ms.toFixed(0)), (middle / base).toFixed(2)];
  };
  const head = ['whole process', 'median ms', 'least', 'most', 'ratio'];
  const [first] = seen;
  const inner = Object.keys(first?.times ?? {}).map((part) =>
    row(
      part,
      seen.map((one) => one.times[part] ?? Number.NaN),
    ),
  );
  return [
    `${first?.resources} resources, ${first?.policies} policies; ${rounds} rounds, interleaved; ${cpus().length} cores, node ${process.version}`,
    tabulate([head, ...[...times].map(([name, values]) => row(name, values))]),
    tabulate([['parts of a synth, in one process', ...head.slice(1)], ...inner]),
  ].join('\n\n');
}

process.stdout.write(`${report(withFolder(measure))}\n`);
