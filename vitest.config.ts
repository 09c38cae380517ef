import { defineConfig } from 'vitest/config';

// Workspace packages resolve to their TypeScript sources: tests need no build.
const shared = { resolve: { conditions: ['source'] }, ssr: { resolve: { conditions: ['source'] } } };

// biome-ignore lint/style/noDefaultExport: vitest reads the default export.
export default defineConfig({
  test: {
    globalSetup: './test/temporary-folder.ts',
    // Tests wait for servers and processes more than they compute: one worker less than cores would idle.
    maxWorkers: '100%',
    projects: [
      {
        ...shared,
        test: {
          name: 'parts',
          include: ['packages/*/test/**/*.test.ts', 'actions/*/test/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [
            ...['test/e2e/**', 'test/attacks/**', 'test/policies/**', 'test/deployment/**', 'test/hard/**'],
            'test/release/**',
            'test/shapes/rehearsal.test.ts',
            ...['test/delivery/api-server/**', 'test/delivery/sample/**'],
            '**/node_modules/**',
          ],
          // Seconds on a quiet machine; on a busy one slow is not broken.
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          // Whole releases by the hundred: `npm run test:attacks`.
          name: 'attacks',
          include: ['test/attacks/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        ...shared,
        test: {
          // etcd and an API server, which may have to be built first.
          name: 'delivery',
          include: ['test/delivery/api-server/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 1_800_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...shared,
        test: {
          // A cluster of its own: `npm run test:policies`.
          name: 'policies',
          include: ['test/policies/**/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 900_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...shared,
        test: {
          // The sample apps' own pytest, jest and Playwright: `npm run test:sample`.
          name: 'sample',
          include: ['test/delivery/sample/**/*.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 900_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        ...shared,
        test: {
          // Releases on a real node, judged by real controllers: `npm run test:deployment`.
          name: 'deployment',
          include: ['test/deployment/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 1_800_000,
          sequence: { groupOrder: 3 },
        },
      },
      {
        ...shared,
        test: {
          // Repositories of other shapes, each by a rehearsal of its own: `npm run test:shapes`.
          name: 'shapes',
          include: ['test/shapes/rehearsal.test.ts'],
          testTimeout: 1_800_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        ...shared,
        test: {
          // Our own release, by its own workflow, which builds all bundles twice: `npm run test:release`.
          name: 'release',
          include: ['test/release/**/*.test.ts'],
          hookTimeout: 300_000,
          sequence: { groupOrder: 4 },
        },
      },
      {
        ...shared,
        test: {
          // Whole releases under hard conditions, on real engines: `npm run test:hard`.
          name: 'hard',
          include: ['test/hard/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 1_800_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        ...shared,
        test: {
          // Whole pipelines on real engines: after everything else, one at a time.
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 1_800_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
