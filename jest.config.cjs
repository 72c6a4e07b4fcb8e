/** Tests run from the TypeScript sources, so that a stale build can never be what was tested. */
module.exports = {
  roots: ['<rootDir>/test', '<rootDir>/policies'],
  testMatch: ['**/*.test.ts'],
  // These need a running sandbox: npm run test:sandbox.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/deployed/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdktf.out', '<rootDir>/.estate'],
  testTimeout: 120_000,
};
