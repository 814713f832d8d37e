/**
 * Four projects: everything; the tests that kill processes, one after the other (in band) because they measure recovery; those that compare books
 * after much has happened; and those that start the product as its users do.
 */
const shared = {
  testEnvironment: "<rootDir>/test/support/one-realm.ts",
  roots: ["<rootDir>/test"],
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        swcrc: false,
        jsc: { target: "es2022", parser: { syntax: "typescript" } },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  globalSetup: "<rootDir>/test/support/global-setup.ts",
  globalTeardown: "<rootDir>/test/support/global-teardown.ts",
};

export default {
  maxWorkers: 2,
  // Modules of a test file are never quite given back: 10 MB each.
  workerIdleMemoryLimit: "1.5GB",
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: "test",
      testMatch: ["**/*.test.ts"],
      testPathIgnorePatterns: ["/test/crash/", "/test/chaos/", "/test/start/"],
    },
    { ...shared, displayName: "crash", testMatch: ["**/{crash,chaos}/*.test.ts"] },
    { ...shared, displayName: "books", testMatch: ["**/chaos/books/*.test.ts"] },
    { ...shared, displayName: "start", testMatch: ["**/start/**/*.test.ts"] },
  ],
};
