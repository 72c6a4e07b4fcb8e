import { observeSite } from '../../observe/observe-site';
import { credentialsOf } from '../../terraform/credentials';
import { parseArguments } from '../arguments';
import { keepObservation, observationsFolder } from '../observations';
import { ourEstate } from '../our-estate';
import { UsageError } from '../usage-error';

const usage = 'estate observe [SITE]… [--out DIR]';

export default {
  usage,
  summary:
    'reads from the sites’ APIs, with credentials that only read, what no plan can know; writes a dated file for each',
  async run(args: readonly string[]): Promise<number> {
    const { sites } = ourEstate();
    const given = parseArguments(args, { out: { type: 'string' } }, usage, { least: 0, most: sites.length });
    const names = sites.map(({ name }) => name);
    for (const name of given.positionals) {
      if (!names.includes(name))
        throw new UsageError(`observe ${name}`, `a site of the estate: ${names.join(', ')}`, usage);
    }
    const folder = given.one('out') ?? observationsFolder();
    const chosen = sites.filter(
      ({ name }) => given.positionals.length === 0 || given.positionals.includes(name),
    );
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
