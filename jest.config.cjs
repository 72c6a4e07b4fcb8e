const { availableParallelism } = require('node:os');

/** Tests run from the TypeScript sources, so that a stale build can never be what was tested. */
module.exports = {
  roots: ['<rootDir>/test', '<rootDir>/policies'],
  testMatch: ['**/*.test.ts'],
  // These need a running sandbox, running clusters, a browser, or minutes: npm run test:sandbox, test:cluster,
  // test:page, test:pipelines.
  testPathIgnorePatterns: [
    '/node_modules/',
    '<rootDir>/test/deployed/',
    '<rootDir>/test/page/',
    '<rootDir>/test/pipelines/run[.]test[.]ts$',
    '<rootDir>/test/cluster/[^/]+$',
  ],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdktf.out', '<rootDir>/.estate'],
  // Jest leaves one processor free, which on two makes it run one suite at a time.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  testTimeout: 120_000,
};
