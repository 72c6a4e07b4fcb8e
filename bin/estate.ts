import { fail } from './fail';
import { UsageError } from './usage-error';

interface Command {
  readonly usage: string;
  readonly summary: string;
  run(args: readonly string[]): Promise<number> | number;
}

/** Loaded only when asked for: `estate policies` need not load cdktf. */
const commands: Readonly<Record<string, () => Command>> = {
  plan: () => require('./commands/plan').default,
  verify: () => require('./commands/verify').default,
  approve: () => require('./commands/approve').default,
  apply: () => require('./commands/apply').default,
  policies: () => require('./commands/policies').default,
  explain: () => require('./commands/explain').default,
  new: () => require('./commands/new').default,
  observe: () => require('./commands/observe').default,
  preflight: () => require('./commands/preflight').default,
  prepare: () => require('./commands/prepare').default,
  'hand-over': () => require('./commands/hand-over').default,
  recover: () => require('./commands/recover').default,
  drill: () => require('./commands/drill').default,
  drift: () => require('./commands/drift').default,
  diff: () => require('./commands/diff').default,
  render: () => require('./commands/render').default,
  comment: () => require('./commands/comment').default,
  reviewed: () => require('./commands/reviewed').default,
  audit: () => require('./commands/audit').default,
  diagram: () => require('./commands/diagram').default,
};

async function main([name, ...args]: readonly string[]): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return 0;
  }
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!load)
    throw new UsageError(
      `estate ${name}`,
      `commands are: ${Object.keys(commands).join(', ')}`,
      'estate help',
    );
  const command = load();
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${command.usage}\n  ${command.summary}\n`);
    return 0;
  }
  return command.run(args);
}

function help(): string {
  const lines = Object.values(commands).map((load) => `  ${load().usage}\n      ${load().summary}`);
  return `estate: judges what would be deployed, before it is.\n\n${lines.join('\n')}\n\nExit codes: 0 all well, 1 a breach or undecided, 2 bad input.\n`;
}

let isUnwritten = false;

/** Whoever reads only the first lines closes the pipe; that takes nothing from the verdict. Any other error does. */
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') return;
  isUnwritten = true;
  const rule = 'what it leads to takes in the whole output';
  fail(
    new UsageError(`standard output: it cannot be written (${code})`, rule, 'make room, or use --out FILE'),
  );
  // There 2 means that all is well.
  if (process.argv.includes('--detailed-exitcode')) process.exitCode = 1;
});
process.stderr.on('error', () => {});

main(process.argv.slice(2)).then((code) => {
  if (!isUnwritten) process.exitCode = code;
}, fail);
