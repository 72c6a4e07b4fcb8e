import { loadPolicies } from '../../policies/registry';
import { parseArguments } from '../arguments';

const usage = 'estate policies';

export default {
  usage,
  summary: 'lists every policy: id, severity, title',
  run(args: readonly string[]): number {
    parseArguments(args, {}, usage);
    const policies = loadPolicies();
    const width = Math.max(...policies.map((p) => p.id.length));
    for (const { id, severity, title } of policies)
      process.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}\n`);
    return 0;
  },
};
