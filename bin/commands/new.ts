import { relative } from 'node:path';
import { type Domain, domains } from '../../estate/model';
import { newDataset } from '../../estate/new-dataset';
import { type NewEntry, refuseThere, writeNewEntry } from '../../estate/new-entry';
import { newSite } from '../../estate/new-site';
import { projectRoot } from '../../terraform/project-root';
import { newDatabase } from '../../workloads/new-database';
import { type Arguments, parseArguments, parseChoice } from '../arguments';
import { UsageError } from '../usage-error';

const usage =
  'estate new site NAME [--cloud open-telekom-cloud|openstack] | estate new dataset NAME [--domain identity|mapping|research|operations] [--objects] | estate new workload NAME --image REPOSITORY:TAG [--domain …] [--title TEXT] [--port NUMBER] [--call WORKLOAD]…';

export default {
  usage,
  summary:
    'writes the new file of a site, of a dataset with the database that serves it, or of a workload, valid with the rest of the estate',
  run(args: readonly string[]): number {
    const options = {
      cloud: { type: 'string' },
      domain: { type: 'string' },
      objects: { type: 'boolean' },
      image: { type: 'string' },
      title: { type: 'string' },
      port: { type: 'string' },
      call: { type: 'string', multiple: true },
    } as const;
    const given = parseArguments(args, options, usage, { least: 2, most: 2 });
    const [kind = '', name = ''] = given.positionals;
    const root = projectRoot();
    const cloud = parseChoice(
      given.one('cloud'),
      'cloud',
      ['open-telekom-cloud', 'openstack'],
      'open-telekom-cloud',
    );
    const domain = parseChoice(given.one('domain'), 'domain', domains, 'identity');
    refuseForeign(kind, given);
    const entries =
      kind === 'site'
        ? [newSite(name, { cloud, root })]
        : kind === 'dataset'
          ? datasetEntries(name, domain, given.has('objects'), root)
          : [workloadEntry(name, domain, given, root)];
    for (const entry of entries) refuseThere(entry);
    for (const entry of entries) {
      writeNewEntry(entry);
      process.stdout.write(
        `${relative(process.cwd(), entry.file)}: written. Replace what its comments name, then: npm start\n`,
      );
    }
    return 0;
  },
};

const optionsOf: Readonly<Record<string, readonly string[]>> = {
  site: ['cloud'],
  dataset: ['domain', 'objects'],
  workload: ['domain', 'image', 'title', 'port', 'call'],
};

/** An option that means nothing for what is made would be forgotten without a word. */
function refuseForeign(kind: string, given: Arguments): void {
  const known = optionsOf[kind];
  if (known === undefined) {
    throw new UsageError(`new ${kind}`, 'new site, new dataset or new workload', usage);
  }
  const foreign = Object.values(optionsOf)
    .flat()
    .find((option) => !known.includes(option) && (given.has(option) || given.all(option).length > 0));
  if (foreign !== undefined) {
    throw new UsageError(`new ${kind} --${foreign}`, `a ${kind} takes --${known.join(', --')}`, usage);
  }
}

/** A dataset, and what serves it; how objects are served, nobody can know beforehand. */
function datasetEntries(name: string, domain: Domain, objects: boolean, root: string): readonly NewEntry[] {
  const dataset = newDataset(name, { domain, objects, root });
  if (objects) {
    process.stdout.write(
      `Nothing serves ${name} yet: its workload in workloads/catalogue is to be written.\n`,
    );
    return [dataset];
  }
  return [dataset, newDatabase(name, { domain, root })];
}

function workloadEntry(name: string, domain: Domain, given: Arguments, root: string): NewEntry {
  // Loaded only when asked for: the SDK takes longer than everything else here.
  const { newWorkload } =
    require('../../workloads/new-workload') as typeof import('../../workloads/new-workload');
  const image = given.one('image');
  if (image === undefined) throw new UsageError(`new workload ${name}`, '--image says what it runs', usage);
  const title = given.one('title');
  const port = given.one('port');
  return newWorkload(name, {
    ...{ domain, image, calls: given.all('call'), root },
    ...(title === undefined ? {} : { title }),
    ...(port === undefined ? {} : { port: parseWhole(port, 'port') }),
  });
}

function parseWhole(text: string, option: string): number {
  if (/^[0-9]{1,6}$/.test(text)) return Number(text);
  throw new UsageError(`--${option} ${text}`, 'a whole number', usage);
}
