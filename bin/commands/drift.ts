import { join } from 'node:path';
import { renderDrift } from '../../audit/drift';
import { type DriftReport, isComplete } from '../../compare/drift-report';
import { type ComparedInput, findDrift, type Judge } from '../../compare/find-drift';
import type { Estate, Site } from '../../estate/model';
import { observeSite } from '../../observe/observe-site';
import { logIn } from '../../observe/session';
import { hashOf, judgeInputs } from '../../policies/judge-inputs';
import { readEvidence } from '../../terraform/creation-evidence';
import { credentialsOf } from '../../terraform/credentials';
import { InputError } from '../../terraform/errors';
import { projectRoot } from '../../terraform/project-root';
import { parseArguments, parseChoice } from '../arguments';
import { chooseSites } from '../choose-sites';
import { exceptionsInForce } from '../exceptions';
import { ourEstate } from '../our-estate';
import { type PlannedDeployment, planDeployed } from '../plan-deployed';
import { writeOut } from '../render';

const formatNames = ['human', 'json'] as const;
const usage = `estate drift [SITE]… [--format ${formatNames.join('|')}] [--out FILE] [--json FILE]`;

export default {
  usage,
  summary:
    'compares what exists at the sites with what is configured, and says what each change behind Terraform’s back means; changes nothing',
  async run(args: readonly string[]): Promise<number> {
    const estate = ourEstate();
    const options = {
      format: { type: 'string' },
      out: { type: 'string' },
      json: { type: 'string' },
    } as const;
    const given = parseArguments(args, options, usage, { least: 0, most: estate.sites.length });
    const format = parseChoice(given.one('format'), 'format', formatNames, 'human');
    const sites = chooseSites(estate.sites, given.positionals, { command: 'drift', usage });
    const report = await compare(estate, sites);
    const json = `${JSON.stringify(report, undefined, 2)}\n`;
    // Both from one look: a second one could find something else.
    if (given.one('json') !== undefined) writeOut(json, given.one('json'));
    writeOut(format === 'json' ? json : renderDrift(report), given.one('out'));
    return exitCode(report);
  },
};

async function compare(estate: Estate, sites: readonly Site[]): Promise<DriftReport> {
  // Said at once and once for each site: Terraform would say it for each resource.
  for (const { name, identity } of sites) await logIn(name, identity, credentialsOf(name));
  const deployment = await planDeployed(
    estate,
    sites.map(({ name }) => name),
  );
  const inputs: ComparedInput[] = [];
  for (const { name, identity } of sites) {
    const planJson = deployment.plans.get(name) ?? '';
    refuseEmpty(name, planJson);
    const { observation } = await observeSite(name, identity, credentialsOf(name), undefined, true);
    inputs.push({ stack: name, planJson, observation, expected: keysAt(estate, name) });
  }
  return findDrift(inputs, judgeWith(estate, deployment));
}

/** Against an empty state everything would be unmanaged, which is another matter than drift. */
function refuseEmpty(site: string, planJson: string): void {
  const { prior_state: state, resource_drift: drift = [] } = JSON.parse(planJson) as {
    prior_state?: { values?: { root_module?: object } };
    resource_drift?: readonly unknown[];
  };
  const { root_module: module = {} } = state?.values ?? {};
  if (Object.keys(module).length > 0 || drift.length > 0) return;
  throw new InputError({
    value: `${site}: its state holds nothing.`,
    rule: 'Drift is what changed after a deploy, and the state remembers the deploy.',
    fix: `Deploy it first (npx cdktf deploy ${site}); where its state was lost, restore that or import what exists.`,
  });
}

/** Keys that the custodian makes in the project's key store: no stack manages them, and each is named in the estate. */
function keysAt({ sites, datasets }: Estate, site: string): ReadonlySet<string> {
  const places = datasets.flatMap(({ home, copies, backup }) => [home, ...copies, backup]);
  const system = sites.find(({ name }) => name === site)?.keyCustody.systemKeys ?? {};
  const keys = [...places.filter((one) => one.site === site).map(({ key }) => key), ...Object.values(system)];
  return new Set(keys.map((key) => `openstack_keymanager_secret_v1 ${key}`));
}

/** The plans beside the other sites' stacks, as a judged apply judges them. */
function judgeWith(estate: Estate, { synthesized }: PlannedDeployment): Judge {
  const exceptions = exceptionsInForce();
  return (plans, observations) => {
    const inputs = synthesized.map((synth) => {
      const text = plans.get(synth.stack);
      if (text === undefined) return synth;
      const { stack, text: source, lines } = synth;
      return { kind: 'plan' as const, stack, file: `${stack}.tfplan`, text, source, lines };
    });
    return judgeInputs(inputs, estate, {
      exceptions,
      creationEvidence: madeBy([...plans.keys()]),
      observations: observations.map((observation) => {
        const text = JSON.stringify(observation);
        return { file: `${observation.stack}.observation`, sha256: hashOf(text), observation };
      }),
    });
  };
}

function madeBy(stacks: readonly string[]) {
  const folder = join(projectRoot(), '.estate', 'evidence');
  return new Map(
    stacks.flatMap((stack) =>
      Object.entries(readEvidence(join(folder, `${stack}.json`))).map(
        ([address, made]) => [`${stack}:${address}`, made] as const,
      ),
    ),
  );
}

/** Found is found; but where something could not be listed, nothing found is no answer. */
function exitCode(report: DriftReport): number {
  if (report.drifted.length > 0) return 1;
  return isComplete(report) ? 0 : 2;
}
