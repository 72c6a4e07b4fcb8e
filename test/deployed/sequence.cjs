const { basename } = require('node:path');
const { default: Sequencer } = require('@jest/test-sequencer');

/** What each suite leaves behind is what the next one finds: the sandbox, what is deployed in it, nothing. */
const order = [
  'sandbox',
  'nursery',
  'prepare',
  'preflight',
  'deploy',
  'objects',
  'drift',
  'state',
  'interrupted',
  'postgresql',
  'drill',
  'destroy',
];

module.exports = class extends Sequencer {
  /** @throws Error for a suite whose place nobody has said */
  sort(tests) {
    const place = ({ path }) => {
      const at = order.indexOf(basename(path, '.test.ts'));
      if (at < 0) throw new Error(`${path} has no place in the order of suites (sequence.cjs)`);
      return at;
    };
    return [...tests].sort((one, other) => place(one) - place(other));
  }
};
