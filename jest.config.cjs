/** Tests run from the TypeScript sources, so that a stale build can never be what was tested. */
module.exports = {
  roots: ['<rootDir>/test', '<rootDir>/policies'],
  testMatch: ['**/*.test.ts'],
  // These need a running sandbox, or running clusters: npm run test:sandbox, npm run test:cluster.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/deployed/', '<rootDir>/test/cluster/[^/]+$'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdktf.out', '<rootDir>/.estate'],
  testTimeout: 120_000,
};
