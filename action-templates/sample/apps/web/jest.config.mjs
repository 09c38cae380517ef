import nextJest from 'next/jest.js';

/** Compiles as `next build` does. */
const withNext = nextJest({ dir: './' });

export default withNext({
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
  moduleNameMapper: { '^@/(.*)$': '<rootDir>/$1' },
  clearMocks: true,
  restoreMocks: true,
  collectCoverageFrom: ['app/**/*.{ts,tsx}', 'lib/**/*.ts', '!lib/api-types.ts', '!app/layout.tsx'],
  coverageThreshold: { global: { statements: 90, branches: 90, functions: 90, lines: 90 } },
});
