const { join } = require('node:path');

/** Suites that need a browser, which npm does not bring: npm run test:page. */
module.exports = {
  ...require('../../jest.config.cjs'),
  rootDir: join(__dirname, '..', '..'),
  roots: ['<rootDir>/test/page'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
};
