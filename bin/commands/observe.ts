import { observeSite } from '../../observe/observe-site';
import { credentialsOf } from '../../terraform/credentials';
import { parseArguments } from '../arguments';
import { chooseSites } from '../choose-sites';
import { keepObservation, observationsFolder } from '../observations';
import { ourEstate } from '../our-estate';

const usage = 'estate observe [SITE]… [--out DIR]';

export default {
  usage,
  summary:
    'reads from the sites’ APIs, with credentials that only read, what no plan can know; writes a dated file for each',
  async run(args: readonly string[]): Promise<number> {
    const { sites } = ourEstate();
    const given = parseArguments(args, { out: { type: 'string' } }, usage, { least: 0, most: sites.length });
    const folder = given.one('out') ?? observationsFolder();
    const chosen = chooseSites(sites, given.positionals, { command: 'observe', usage });
    for (const { name, identity } of chosen) {
      const { observation, writingRoles } = await observeSite(name, identity, credentialsOf(name));
      const { file } = keepObservation(folder, observation);
      const { resources, notListed } = observation;
      process.stdout.write(`${file}: ${resources.length} objects at ${name}\n`);
      for (const { type, reason } of notListed) process.stdout.write(`  not listed: ${type} (${reason})\n`);
      if (writingRoles.length > 0)
        process.stderr.write(
          `  ${name}: the account may also write (${writingRoles.join(', ')}); reader is enough\n`,
        );
    }
    return 0;
  },
};
