const { join } = require('node:path');

/** Every pipeline's own commands, from fresh clones, which takes minutes: npm run test:pipelines. */
module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: join(__dirname, '..', '..'),
  roots: ['<rootDir>/test/pipelines'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 1_200_000,
};
