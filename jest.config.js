export default {
  testEnvironment: 'node',
  testRunner: '<rootDir>/test/support/jest-runner.js',
  testSequencer: '<rootDir>/test/support/jest-sequencer.js',
  transform: {},
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  globalSetup: '<rootDir>/test/support/start-run.js',
  globalTeardown: '<rootDir>/test/support/stop-run.js',
  testTimeout: 180_000,
  maxWorkers: 2,
};
