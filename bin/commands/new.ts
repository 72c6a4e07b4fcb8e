import { relative } from 'node:path';
import { domains } from '../../estate/model';
import { newDataset } from '../../estate/new-dataset';
import { writeNewEntry } from '../../estate/new-entry';
import { newSite } from '../../estate/new-site';
import { projectRoot } from '../../terraform/project-root';
import { parseArguments, parseChoice } from '../arguments';
import { UsageError } from '../usage-error';

const usage =
  'estate new site NAME [--cloud open-telekom-cloud|openstack] | estate new dataset NAME [--domain identity|mapping|research|operations] [--objects]';

export default {
  usage,
  summary: 'writes the one new file of a site or dataset, valid with the rest of the estate',
  run(args: readonly string[]): number {
    const options = {
      cloud: { type: 'string' },
      domain: { type: 'string' },
      objects: { type: 'boolean' },
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
    if (kind !== 'site' && kind !== 'dataset')
      throw new UsageError(`new ${kind}`, 'new site or new dataset', usage);
    const objects = given.has('objects');
    const entry =
      kind === 'site' ? newSite(name, { cloud, root }) : newDataset(name, { domain, objects, root });
    writeNewEntry(entry);
    process.stdout.write(
      `${relative(process.cwd(), entry.file)}: written. Replace what its comments name, then: npm start\n`,
    );
    return 0;
  },
};
