import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { contractOf } from '../../contracts/cluster';
import { realEstate } from '../stacks/synthesize';
import { madeContract } from './made-contract';

const schema = JSON.parse(
  readFileSync(join(__dirname, '..', '..', 'contracts', 'cluster.schema.json'), 'utf8'),
) as object;
const validate = new Ajv({ strict: true, allErrors: true }).compile(schema);

test.each(['primary', 'mirror', 'clinic'])(
  '%s: planned and made, the contract is as its schema says',
  (site) => {
    for (const contract of [contractOf(realEstate, site), madeContract(site)]) {
      validate(contract);
      expect(validate.errors).toBeNull();
    }
  },
);

test.each([
  ['a field too many', { token: 'x' }],
  [
    'an id that is none',
    { volumes: { imaging: { ...madeContract('clinic').volumes.imaging, volumeId: 'vol-1' } } },
  ],
  ['a domain too few', { nodes: { identity: [], mapping: [], research: [] } }],
  ['a range without a mask', { ranges: { ...madeContract('clinic').ranges, pods: '172.30.0.0' } }],
])('the schema refuses %s', (_, change) => {
  expect(validate({ ...madeContract('clinic'), ...change })).toBe(false);
});
