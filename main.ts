import { fail } from './bin/fail';
import { synthesize } from './bin/synthesize';
import { loadEstate } from './estate/load-estate';

/** The app of cdktf.json. Whatever goes wrong, the process ends with an error and nothing to deploy is left. */
try {
  synthesize(loadEstate);
} catch (error) {
  fail(error);
}
