import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { type ClusterContract, contractOf } from '../../contracts/cluster';
import { clusterOutput } from '../../contracts/cluster-output';
import { parseClusterContract } from '../../contracts/parse-cluster';
import { withProgress } from '../../terraform/progress';
import { projectRoot } from '../../terraform/project-root';
import { init, outputs } from '../../terraform/terraform';
import { writeAside } from '../../terraform/write-aside';
import { type Arguments, parseArguments } from '../arguments';
import { refuseUnknownSite } from '../choose-sites';
import { readInputFile } from '../input-file';
import { ourEstate } from '../our-estate';
import { UsageError } from '../usage-error';

const usage = 'estate hand-over SITE [--state FILE | --outputs FILE | --planned] [--synth DIR] [--out FILE]';

const options = {
  state: { type: 'string' },
  outputs: { type: 'string' },
  planned: { type: 'boolean' },
  synth: { type: 'string' },
  out: { type: 'string' },
} as const;

export default {
  usage,
  summary:
    'writes what workloads have to know of a site’s cluster (volumes, nodes, ranges), from the outputs of its stack, held to the estate',
  async run(args: readonly string[]): Promise<number> {
    const given = parseArguments(args, options, usage, { least: 1, most: 1 });
    const [name = ''] = given.positionals;
    const estate = ourEstate();
    refuseUnknownSite(estate.sites, name, `hand-over ${name}`, usage);
    refuseTwoSources(given);
    const contract = given.has('planned')
      ? contractOf(estate, name)
      : await readContract(name, given, (text, source) => parseClusterContract(text, source, estate));
    refuseOther(contract, name);
    const file = resolve(given.one('out') ?? contractFile(contract));
    writeAside(file, `${JSON.stringify(contract, undefined, 2)}\n`);
    const { volumes, nodes, planned } = contract;
    const counts = `${Object.keys(volumes).length} volumes, ${Object.values(nodes).flat().length} nodes`;
    const note = planned ? '; planned: nothing may be deployed with it' : '';
    process.stdout.write(`${relative(process.cwd(), file)}: ${counts}${note}\n`);
    return 0;
  },
};

/** A planned contract never takes the place of a real one. */
function contractFile({ site, planned }: ClusterContract): string {
  return join(projectRoot(), '.estate', 'contracts', `${site}${planned ? '.planned' : ''}.json`);
}

function refuseTwoSources(given: Arguments): void {
  const sources = ['state', 'outputs', 'synth'].filter((option) => given.one(option) !== undefined);
  const named = [...sources, ...(given.has('planned') ? ['planned'] : [])].map((option) => `--${option}`);
  if (named.length > 1) throw new UsageError(named.join(' '), 'a contract comes from one source', usage);
}

async function readContract(
  site: string,
  given: Arguments,
  parse: (text: string, source: string) => ClusterContract,
): Promise<ClusterContract> {
  const file = given.one('outputs') ?? given.one('state');
  const source = file ?? `the state of ${site}`;
  const text = file === undefined ? await outputsOf(site, given.one('synth')) : read(file);
  return parse(clusterOutput(text, source), `${source}, output cluster`);
}

function read(file: string): string {
  const wanted = { what: 'a state, or what terraform output -json says', fix: usage };
  return readInputFile(file, wanted).toString('utf8');
}

/** Of the deployed stack, from its state; no cloud is asked. */
async function outputsOf(stack: string, synth = 'cdktf.out'): Promise<string> {
  const stackDir = resolve(synth, 'stacks', stack);
  if (!existsSync(join(stackDir, 'cdk.tf.json'))) {
    const fix = 'npx cdktf synth; or name --outputs, --state, or --planned';
    throw new UsageError(`${stackDir}: no stack is there`, 'what is handed over was synthesized', fix);
  }
  const reading = async () => {
    await init(stackDir, { stack });
    return outputs(stackDir, { stack });
  };
  return withProgress(`reading the outputs of ${stack}`, reading());
}

/** The state of another site would be a contract too, of that one. */
function refuseOther({ site }: ClusterContract, name: string): void {
  if (site === name) return;
  throw new UsageError(
    `hand-over ${name}: the contract is of ${site}`,
    'one site’s cluster',
    `estate hand-over ${site}`,
  );
}
