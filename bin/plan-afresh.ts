import type { Estate } from '../estate/model';
import type { Input } from '../policies/judge-inputs';
import { UsageError } from './usage-error';

/**
 * What a command judges that was given no input: this estate, planned now. Loaded only when asked for: it takes cdktf
 * to synthesize, and nothing else of such a command does.
 * @throws UsageError for another estate, of which there is nothing to plan
 */
export function planAfresh(estate: Estate, isOurs: boolean, command: string): Promise<readonly Input[]> {
  if (!isOurs) {
    throw new UsageError(
      `${command} of another estate without an input`,
      'only this repository’s estate can be planned afresh',
      `estate ${command} --help`,
    );
  }
  const { planEstate } = require('./plan-estate') as typeof import('./plan-estate');
  return planEstate(estate);
}
