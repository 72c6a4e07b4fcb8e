const { join } = require('node:path');

/** Suites that need the sandbox: npm run test:sandbox. */
module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: join(__dirname, '..', '..'),
  roots: ['<rootDir>/test/deployed'],
  testPathIgnorePatterns: ['/node_modules/'],
  setupFiles: ['<rootDir>/test/deployed/environment.cjs'],
  testSequencer: '<rootDir>/test/deployed/sequence.cjs',
};
