import { loadPolicies } from '../../policies/registry';
import { parseArguments, parseChoice } from '../arguments';

const usage = 'estate policies [--format human|json]';

export default {
  usage,
  summary: 'lists every policy: id, severity, title',
  run(args: readonly string[]): number {
    const given = parseArguments(args, { format: { type: 'string' } }, usage);
    const format = parseChoice(given.one('format'), 'format', ['human', 'json'], 'human');
    const policies = loadPolicies();
    if (format === 'json') {
      const listed = policies.map(({ id, severity, title, controls, observableIn }) => {
        return { policy: id, severity, title, controls, observableIn };
      });
      process.stdout.write(`${JSON.stringify(listed, undefined, 2)}\n`);
      return 0;
    }
    const width = Math.max(...policies.map((p) => p.id.length));
    for (const { id, severity, title } of policies)
      process.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`);
    return 0;
  },
};
