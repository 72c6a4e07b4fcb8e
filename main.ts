import { fail } from './bin/fail';
import { ourEstate } from './bin/our-estate';
import { synthesize } from './bin/synthesize';

/** The app of cdktf.json. Whatever goes wrong, the process ends with an error and nothing to deploy is left. */
try {
  synthesize(() => ourEstate());
} catch (error) {
  fail(error);
}
