import type { Release } from '../../src/targets/release.ts';
import type { Target } from '../../src/targets/target.ts';

export const release = (app: string, change: Partial<Release> = {}): Release => ({
  app,
  image: { registry: 'ghcr.io', repository: `acme/shop/${app}` },
  tag: 'v2',
  digest: `sha256:${'2'.repeat(64)}`,
  ...change,
});

export const target = (app: string, change: Partial<Target> = {}): Target => ({
  app,
  environment: undefined,
  file: `deploy/${app}.yaml`,
  find: { by: 'auto' },
  digestMode: 'none',
  writeName: false,
  release: release(app),
  value: undefined,
  pattern: undefined,
  mode: undefined,
  from: undefined,
  base: undefined,
  ...change,
});
