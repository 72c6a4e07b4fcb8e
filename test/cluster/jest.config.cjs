const { join } = require('node:path');

/** Suites that need a real Kubernetes and a real Pulumi: npm run test:cluster builds and starts them. */
module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: join(__dirname, '..', '..'),
  roots: ['<rootDir>/test/cluster'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/parts/'],
  testTimeout: 300_000,
};
