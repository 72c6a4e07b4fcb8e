import { InputError } from './errors';

/**
 * Subcommands of Terraform that go through as they are, and why they may: none of them changes a resource, and
 * whatever they do to a state shows in the next plan, which is judged.
 */
const passed: Readonly<Record<string, string>> = {
  console: 'evaluates expressions, and writes nothing',
  fmt: 'lays source out, and means nothing else by it',
  'force-unlock': 'frees a lock that a killed run has left; what that run did shows in the next plan',
  get: 'fetches modules, which are planned and judged',
  graph: 'prints',
  init: 'installs providers and sets up the backend that the source names',
  login: 'keeps a token of a registry, not of a site',
  logout: 'forgets it',
  metadata: 'prints',
  modules: 'prints',
  output: 'prints',
  plan: 'changes nothing; one that is kept is judged after it is made',
  providers: 'prints, or keeps the lock file and mirrors of providers',
  show: 'prints',
  'state list': 'prints',
  'state pull': 'prints',
  'state show': 'prints',
  taint: 'marks for replacement, which the next plan shows and the judge sees',
  untaint: 'keeps what exists; how it was made still needs its evidence',
  validate: 'checks',
  version: 'prints',
  'workspace list': 'prints',
  'workspace show': 'prints',
};

interface Refusal {
  readonly why: string;
  readonly instead: string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  import: {
    why: 'it takes something into the state that no plan has shown',
    instead: 'write an import block: it is planned, judged and applied with the rest',
  },
  refresh: {
    why: 'it writes the state without a plan that is judged',
    instead: 'apply -refresh-only',
  },
  test: {
    why: 'it applies configurations that nobody has judged',
    instead: 'test in the sandbox, with a Terraform of your own and credentials of no site',
  },
  'state mv': {
    why: 'it changes which resource an object is taken for, and no plan shows it',
    instead: 'write a moved block: it is planned and judged',
  },
  'state rm': {
    why: 'what the state forgets exists on, unmanaged and unjudged',
    instead: 'write a removed block: it is planned and judged',
  },
  'state push': {
    why: 'it replaces the state that plans are made against',
    instead: 'restore the state where the backend keeps its versions, by whoever looks after that',
  },
  'state replace-provider': {
    why: 'another provider would answer for what exists',
    instead: 'change required_providers in the source, which is judged',
  },
  ...Object.fromEntries(
    ['workspace new', 'workspace select', 'workspace delete'].map((name) => [
      name,
      {
        why: 'a stack has one state, and another workspace is another one',
        instead: 'make a stack of its own for what is to stand apart',
      },
    ]),
  ),
};

const nested = new Set(['state', 'workspace']);

/** Options of `init` that let something else than the source say where the state is, or what program a provider is. */
const elsewhere = /^--?(backend-config|from-module|plugin-dir)(=|$)/;

/**
 * Lets through what may go through untouched; `apply` and `destroy` are judged and never get here.
 * @throws InputError for what would change a state, or more, past the judge, and for what nobody has looked at
 */
export function checkSubcommand([command = '', ...rest]: readonly string[]): void {
  if (command === '' || /^--?(v|version|h|help)$/.test(command)) return;
  const isHelp = rest.some((arg) => /^--?h(elp)?$/.test(arg));
  if (isHelp) return;
  const [below] = rest.filter((arg) => !arg.startsWith('-'));
  // Without a subcommand of their own these print their help.
  if (nested.has(command) && below === undefined) return;
  const name = nested.has(command) ? `${command} ${below}` : command;
  const refusal = Object.hasOwn(refusals, name) ? refusals[name] : undefined;
  if (refusal !== undefined) throw refused(name, refusal);
  if (!Object.hasOwn(passed, name)) {
    throw refused(name, {
      why: 'nobody has looked at what it does to a state',
      instead: 'use a subcommand that is known here, or run Terraform itself without credentials of a site',
    });
  }
  const option = command === 'init' ? rest.find((arg) => elsewhere.test(arg)) : undefined;
  if (option === undefined) return;
  throw refused(`init ${option.replace(/=.*/s, '')}`, {
    why: 'the source alone says where the state is and which providers are used, and it is judged',
    instead: 'write it into the stack (ESTATE_BACKEND and its settings), and synthesize again',
  });
}

function refused(name: string, { why, instead }: Refusal): InputError {
  return new InputError({
    value: `terraform ${name}`,
    rule: `What changes a state or a resource goes through a plan that is judged; ${why}.`,
    fix: `Instead: ${instead}.`,
  });
}
