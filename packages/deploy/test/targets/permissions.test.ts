import { type DeployConfig, parseOpsConfig } from '@sealift/core/config/deploy';
import type { TrustSource } from '@sealift/core/config/trust-rule';
import { describe, expect, test } from 'vitest';
import { type Asked, checkPermissions, sidesOf } from '../../src/targets/permissions.ts';
import { target } from './sample.ts';

const TRUST = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["https://github.com/sealift/sealift/.github/workflows/release-app.yml@refs/tags/v*"]
    files: ["deploy/helm/{app}/values-{environment}.yaml", "shared/{app}.yaml"]
    images: ["ghcr.io/acme/shop/{app}"]
  environments:
    dev:
      allow: [commit, auto-merge, write-name]
    prod: {}
  apps:
    api: {}
    ops-only:
      files: ["apps/**"]
    "*": {}
`;
function sourceOf(text: string): TrustSource {
  const config = parseOpsConfig(text, '.sealift.yml').trust;
  if (config === undefined) throw new Error('There is no trust.');
  return { config, text };
}
const trust = sourceOf(TRUST);
const withoutFiles = sourceOf(TRUST.replace(/^ {4}files:.*\n/m, ''));

const asked = (change: Partial<Asked> = {}): Asked => ({
  target: target('api', { environment: 'dev', file: 'deploy/helm/api/values-dev.yaml' }),
  placedBy: 'app',
  mode: 'pull-request',
  modeBy: 'app',
  autoMerge: false,
  allowRollback: false,
  mirrorsBy: 'ops',
  ...change,
});
const inDev = asked().target;
const inProd = { ...inDev, environment: 'prod', file: 'deploy/helm/api/values-prod.yaml' };

/** What was thrown, or the environments of the rules that count. */
function outcome(source: TrustSource | undefined, change: Partial<Asked> = {}): unknown {
  try {
    return checkPermissions(source, asked(change)).map(({ environment }) => environment);
  } catch (error) {
    return error;
  }
}
const refused = (cause: RegExp, line?: number) => ({
  code: 'trust/not-allowed',
  message: expect.stringMatching(cause),
  ...(line === undefined ? {} : { location: { file: '.sealift.yml', line } }),
});

describe('a pull request', () => {
  test('of an app that is known, in a file of its own', () => {
    expect(outcome(trust)).toEqual(['dev']);
    expect(outcome(trust, { target: inProd })).toEqual(['prod']);
  });
  test.each([
    ['of another team', { file: 'deploy/helm/payments/values-dev.yaml' }],
    ['of another environment', { file: 'deploy/helm/api/values-prod.yaml' }],
    ['that begins alike', { file: 'deploy/helm/api-gateway/values-dev.yaml' }],
    ['deeper', { file: 'deploy/helm/api/sub/values-dev.yaml' }],
    ['of other case', { file: 'deploy/helm/API/values-dev.yaml' }],
    ['elsewhere', { file: 'apps/root.yaml' }],
  ])('in a file %s is refused', (_name, change) => {
    expect(outcome(trust, { target: { ...inDev, ...change } })).toMatchObject(refused(/may not change/, 6));
  });
  test('of an image of another app is refused', () => {
    const release = { ...inDev.release, image: { registry: 'ghcr.io', repository: 'acme/shop/web' } };
    expect(outcome(trust, { target: { ...inDev, release } })).toMatchObject(
      refused(/may not deploy ghcr\.io\/acme\/shop\/web/, 7),
    );
  });
  test('without "files" only where the ops side names the target', () => {
    expect(outcome(withoutFiles, { placedBy: 'ops' })).toEqual(['dev']);
    expect(outcome(withoutFiles)).toMatchObject(refused(/may not change/));
  });
});

describe('what takes a permission', () => {
  test.each([
    ['commit', { mode: 'commit' }, /commit to the base/],
    ['auto-merge', { autoMerge: true }, /merge its pull request/],
    ['write-name', { target: { ...inDev, writeName: true } }, /more than a tag/],
    ['text around the tag', { target: { ...inDev, value: 'evil/image:{tag}' } }, /more than a tag/],
    ['text alone', { target: { ...inDev, value: 'evil' } }, /more than a tag/],
  ] as const)('%s: where it is allowed, and nowhere else', (_name, change, cause) => {
    expect(outcome(trust, change)).toEqual(['dev']);
    const elsewhere = { target: inDev, ...change };
    const place = { environment: inProd.environment, file: inProd.file };
    expect(outcome(trust, { ...elsewhere, target: { ...elsewhere.target, ...place } })).toMatchObject(
      refused(cause),
    );
  });
  test.each(['{tag}', '{digest}', '{tag}@{digest}'])('%s is the release and nothing else', (value) => {
    expect(outcome(trust, { target: { ...inProd, value } })).toEqual(['prod']);
  });
  test('an environment that the app side says does not make a file more lenient', () => {
    const shared = { ...inDev, file: 'shared/api.yaml' };
    expect(outcome(trust, { target: shared, mode: 'commit' })).toMatchObject(
      refused(/"api" in "dev" may not commit .* also one of/),
    );
    expect(outcome(trust, { target: shared })).toEqual(['dev', undefined, 'prod']);
    // Who names the file may say what it is.
    expect(outcome(trust, { target: shared, mode: 'commit', placedBy: 'ops' })).toEqual(['dev']);
  });
  test('none for what the ops side says itself', () => {
    const said = {
      target: { ...inProd, writeName: true },
      placedBy: 'ops',
      modeBy: 'ops',
      mode: 'commit',
    } as const;
    expect(outcome(trust, said)).toEqual(['prod']);
    expect(outcome(trust, { ...said, mode: 'pull-request', autoMerge: true })).toMatchObject(
      refused(/merge/),
    );
  });
});

describe('where nobody has said who may deploy', () => {
  test('a pull request is what it was', () => {
    expect(outcome(undefined)).toEqual([]);
    expect(outcome(undefined, { target: { ...inDev, value: 'image:{tag}' } })).toEqual([]);
    expect(outcome(undefined, { mode: 'commit', modeBy: 'ops', placedBy: 'ops' })).toEqual([]);
  });
  test.each([
    ['commit', { mode: 'commit' }],
    ['auto-merge', { autoMerge: true }],
    ['write-name', { target: { ...inDev, writeName: true } }],
  ] as const)('%s is refused, with what to write', (permission, change) => {
    expect(outcome(undefined, change)).toMatchObject({
      code: 'trust/not-allowed',
      message: expect.stringContaining('nobody on the ops side'),
      remedy: expect.stringContaining(`allow: [${permission}]`),
    });
  });
});

describe('which side names a target', () => {
  const own: DeployConfig = { apps: { api: [{ file: 'x.yaml' }] } };
  const all: DeployConfig = {
    apps: { '*': [{ file: '{app}.yaml' }] },
    environments: { dev: { mode: 'commit' } },
  };
  const api = { app: 'api', environment: 'dev', mode: 'commit' } as const;
  test.each([
    ['nobody', undefined, undefined, { placedBy: 'app', modeBy: 'app' }],
    ['ops', own, undefined, { placedBy: 'ops', modeBy: 'app' }],
    ['ops for all', all, undefined, { placedBy: 'ops', modeBy: 'ops' }],
    ['the app, by name, before ops for all', all, own, { placedBy: 'app', modeBy: 'app' }],
    ['ops by name, before the app for all', own, all, { placedBy: 'ops', modeBy: 'app' }],
    ['the app for all', undefined, all, { placedBy: 'app', modeBy: 'app' }],
  ] as const)('%s', (_name, ops, app, sides) => {
    expect(sidesOf(ops, app, api)).toEqual(sides);
  });
});

describe('going back to an older release', () => {
  test('is for the ops side to allow, as soon as it says who may deploy', () => {
    const allowed = sourceOf(TRUST.replace('prod: {}', 'prod: {allow: [allow-rollback]}'));
    const change = { allowRollback: true, target: inProd };
    expect(outcome(trust, change)).toMatchObject(
      refused(/"api" in "prod" may not go back to an older release/),
    );
    expect(outcome(allowed, change)).toEqual(['prod']);
    // Whoever places the file: the order of releases is the run's to ask for in any case.
    expect(outcome(trust, { ...change, placedBy: 'ops' })).toMatchObject(refused(/may not go back/));
    expect(outcome(undefined, change)).toEqual([]);
  });
});
