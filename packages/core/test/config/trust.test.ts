import { describe, expect, test } from 'vitest';
import { parseOpsConfig } from '../../src/config/deploy.ts';
import { parseDuration } from '../../src/config/duration.ts';
import {
  environmentsOf,
  type TrustSource,
  trustedRootFiles,
  trustRuleOf,
} from '../../src/config/trust-rule.ts';
import { yamlLine } from '../../src/config/yaml-line.ts';

const WORKFLOW = 'https://github.com/sealift/sealift/.github/workflows/release-app.yml';

const SHORTEST = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main]
    workflows: ["${WORKFLOW}@refs/tags/v*"]
  apps:
    api:
    web: {}
`;

function sourceOf(text: string): TrustSource {
  const config = parseOpsConfig(text, '.sealift.yml').trust;
  if (config === undefined) throw new Error('There is no trust.');
  return { config, text };
}

/** What was thrown, to be looked at. */
function problem(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

describe('the shortest that works', () => {
  test('says who, from where, and which apps', () => {
    expect(trustRuleOf(sourceOf(SHORTEST), 'api', 'prod')).toEqual({
      app: 'api',
      environment: 'prod',
      sourceRepository: 'acme/shop',
      refs: [{ kind: 'exact', ref: 'refs/heads/main' }],
      identities: [{ kind: 'release-tags', workflow: WORKFLOW }],
      issuer: 'https://token.actions.githubusercontent.com',
      sigstore: undefined,
      trustedRoot: undefined,
      callerWorkflow: undefined,
      triggers: undefined,
      runnerEnvironment: undefined,
      severity: undefined,
      countUnfixed: false,
      maxScanAge: undefined,
      maxDatabaseAge: undefined,
      require: [],
      images: undefined,
      files: undefined,
      allow: [],
      at: expect.any(Function),
    });
  });
  test('an app that is not named is refused, where the names stand', () => {
    for (const app of ['payments', '*', '__proto__', 'constructor', 'toString'])
      expect(problem(() => trustRuleOf(sourceOf(SHORTEST), app, undefined))).toMatchObject({
        code: 'trust/unknown-app',
        location: { file: '.sealift.yml', line: 6 },
      });
  });
  test('any app, said outright; a name of its own is not added to it', () => {
    const source = sourceOf(`${SHORTEST}    "*": {allow: [commit]}\n`);
    expect(trustRuleOf(source, 'payments', undefined).allow).toEqual(['commit']);
    expect(trustRuleOf(source, 'api', undefined).allow).toEqual([]);
  });
});

const FULL = `trust:
  defaults:
    source-repository: acme/shop
    refs: [refs/heads/main, refs/tags/v*]
    workflows:
      - ${WORKFLOW}@refs/tags/v*
      - ${WORKFLOW}@0123456789abcdef0123456789abcdef01234567
    caller-workflow: https://github.com/acme/shop/.github/workflows/release.yml
    triggers: [push, workflow_dispatch]
    runner-environment: github-hosted
    severity: HIGH
    count-unfixed: true
    max-scan-age: 7d
    max-database-age: 36h
    require: [provenance, "https://acme.example/review/v1"]
    images: ["ghcr.io/acme/shop/{app}"]
    files: ["deploy/helm/{app}/values-{environment}.yaml", "deploy/crds/*.yaml"]
  environments:
    dev:
      allow: [commit, auto-merge]
      severity: CRITICAL
    prod:
      refs: [refs/tags/v*]
  apps:
    api: {}
    payments:
      source-repository: acme/payments
      issuer: https://issuer.example
      environments:
        dev: {allow: []}
        prod: {severity: LOW, refs: [refs/heads/release]}
    web:
      severity: MEDIUM
`;

describe('the most specific place decides, key by key', () => {
  const source = sourceOf(FULL);
  test('everything of the defaults', () => {
    expect(trustRuleOf(source, 'api', 'prod')).toMatchObject({
      refs: [{ kind: 'release-tags' }],
      identities: [{ kind: 'release-tags' }, { kind: 'exact' }],
      callerWorkflow: 'https://github.com/acme/shop/.github/workflows/release.yml',
      triggers: ['push', 'workflow_dispatch'],
      runnerEnvironment: 'github-hosted',
      severity: 'HIGH',
      countUnfixed: true,
      maxScanAge: 7 * 86_400_000,
      maxDatabaseAge: 36 * 3_600_000,
      require: ['provenance', 'https://acme.example/review/v1'],
      images: ['ghcr.io/acme/shop/api'],
      files: ['deploy/helm/api/values-prod.yaml', 'deploy/crds/*.yaml'],
      allow: [],
    });
  });
  test.each([
    ['api', undefined, 'severity', 'HIGH'],
    ['api', 'dev', 'severity', 'CRITICAL'],
    ['api', 'dev', 'allow', ['commit', 'auto-merge']],
    ['api', 'prod', 'allow', []],
    ['api', 'staging', 'severity', 'HIGH'],
    ['payments', undefined, 'sourceRepository', 'acme/payments'],
    ['payments', 'dev', 'allow', []],
    ['payments', 'prod', 'severity', 'LOW'],
    ['payments', 'prod', 'issuer', 'https://issuer.example'],
    ['payments', 'prod', 'refs', [{ kind: 'exact', ref: 'refs/heads/release' }]],
    ['web', 'prod', 'severity', 'MEDIUM'],
  ] as const)('%s in %s: %s', (app, environment, key, value) => {
    expect(trustRuleOf(source, app, environment)[key]).toEqual(value);
  });
  test('an app and an environment that differ are refused, with what decides', () => {
    expect(problem(() => trustRuleOf(source, 'web', 'dev'))).toMatchObject({
      code: 'trust/ambiguous',
      remedy: expect.stringContaining('trust.apps.web.environments.dev'),
      location: { file: '.sealift.yml', line: 33 },
    });
  });
  test('a pattern of environments is none where there is no environment', () => {
    expect(trustRuleOf(source, 'api', undefined).files).toEqual(['deploy/crds/*.yaml']);
  });
  test('a key is found where it stands, or where it would', () => {
    expect(trustRuleOf(source, 'api', 'prod').at('refs')).toEqual({ file: '.sealift.yml', line: 23 });
    expect(trustRuleOf(source, 'api', 'prod').at('severity')).toEqual({ file: '.sealift.yml', line: 11 });
    expect(trustRuleOf(source, 'payments', 'prod').at('severity').line).toBe(31);
    expect(trustRuleOf(source, 'api', undefined).at('allow').line).toBe(25);
  });
  test('the environments that are named for an app', () => {
    expect(environmentsOf(source, 'payments')).toEqual(['dev', 'prod']);
    expect(environmentsOf(source, 'unknown')).toEqual(['dev', 'prod']);
  });
});

test.each(['source-repository', 'refs', 'workflows'])('without %s there is no rule', (key) => {
  const text = SHORTEST.split('\n')
    .filter((line) => !line.includes(`${key}:`))
    .join('\n');
  expect(problem(() => trustRuleOf(sourceOf(text), 'api', undefined))).toMatchObject({
    code: 'trust/incomplete',
    message: expect.stringContaining(`"${key}" for "api"`),
  });
});

describe('what is refused when the file is read', () => {
  const refs = (value: string) => `refs: [${JSON.stringify(value)}]`;
  const workflows = (value: string) => `workflows: [${JSON.stringify(value)}]`;
  const images = (value: string) => `images: [${JSON.stringify(value)}]`;
  const files = (value: string) => `files: [${JSON.stringify(value)}]`;
  test.each([
    'source-repository: acme/*',
    'source-repository: shop',
    ...['main', 'refs/heads/*', 'refs/tags/*', 'refs/*', '*', 'refs/tags/v1*', 'refs/heads/v*'].map(refs),
    'refs: []',
    ...[`${WORKFLOW}`, `${WORKFLOW}@*`, `${WORKFLOW}@v*`, '.*', `${WORKFLOW}@refs/heads/*`].map(workflows),
    'issuer: token.actions.githubusercontent.com',
    'caller-workflow: release.yml',
    'caller-workflow: "https://github.com/acme/shop/.github/workflows/*.yml"',
    'triggers: ["*"]',
    'runner-environment: any',
    'severity: high',
    'max-scan-age: 7',
    'max-scan-age: 1w',
    'max-database-age: -1h',
    'require: [sboms]',
    ...['*', 'ghcr.io/*:latest', 'shop/api', '*/acme/api', 'ghcr.io/**', 'ghcr.io/acme/{tag}', 'ghcr.io'].map(
      images,
    ),
    ...['**', '*', '**/*', '/etc/x', '../x', 'a/../b', 'deploy/{ref}', '.git/config', 'a\\b'].map(files),
    'allow: [everything]',
    'mode: commit',
  ])('%s', (line) => {
    const text = SHORTEST.replace('  apps:', `    ${line}\n  apps:`);
    const twice = line.startsWith('refs') || line.startsWith('workflows') || line.startsWith('source');
    const key = line.split(':')[0] ?? '';
    const own = twice ? text.replace(new RegExp(`^    ${key}:.*\n`, 'm'), '') : text;
    expect(problem(() => parseOpsConfig(own, '.sealift.yml'))).toMatchObject({
      code: 'config/malformed',
      location: { file: '.sealift.yml', line: expect.any(Number) },
    });
  });
  test('no apps at all', () => {
    expect(
      problem(() => parseOpsConfig(SHORTEST.slice(0, SHORTEST.indexOf('  apps:')), '.sealift.yml')),
    ).toMatchObject({
      code: 'config/malformed',
      message: expect.stringContaining('apps'),
    });
  });
});

test.each([
  ['1h', 3_600_000],
  ['7d', 604_800_000],
  ['99999d', 99_999 * 86_400_000],
  ['0h', undefined],
  ['100000d', undefined],
  ['1.5h', undefined],
  ['1 h', undefined],
  ['7D', undefined],
  ['', undefined],
])('%s are %s milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test('lines of keys', () => {
  const text = 'a:\n  b: 1\n  c:\n    - x\n';
  expect(yamlLine(text, ['a', 'c'])).toBe(3);
  expect(yamlLine(text, ['a', 'd', 'e'])).toBe(1);
  expect(yamlLine(text, ['z'])).toBeUndefined();
  expect(yamlLine('', ['a'])).toBeUndefined();
});

describe('the Sigstore instance', () => {
  const say = (sigstore: string) =>
    sourceOf(SHORTEST.replace('  apps:', `    sigstore: ${sigstore}\n  apps:`));

  test.each(['public', 'github'])('is known by its name: %s', (name) => {
    expect(trustRuleOf(say(name), 'api', undefined)).toMatchObject({
      sigstore: name,
      trustedRoot: undefined,
    });
  });

  test('is one of its own by a file of the ops repository, read or not', () => {
    const source = say('{ trusted-root: keys/root.json }');
    const file = 'keys/root.json';
    expect(trustRuleOf(source, 'api', undefined).trustedRoot).toEqual({ file, json: undefined });
    const roots = new Map([[file, '{}']]);
    expect(trustRuleOf({ ...source, roots }, 'api', undefined)).toMatchObject({
      ...{ sigstore: 'public', trustedRoot: { file, json: '{}' } },
    });
    const text = SHORTEST.replace('api:', 'api: {sigstore: {trusted-root: a.json}}').replace(
      'web: {}',
      'web: {environments: {prod: {sigstore: {trusted-root: b.json}}, dev: {sigstore: {trusted-root: a.json}}}}',
    );
    expect(trustedRootFiles(sourceOf(text).config)).toEqual(['a.json', 'b.json']);
    expect(trustedRootFiles(sourceOf(SHORTEST).config)).toEqual([]);
  });

  test.each([
    'private',
    '""',
    '{trusted-root: ../keys.json}',
    '{trusted-root: /etc/passwd}',
    '{root: a}',
    '[public]',
  ])('is nothing else: %s', (said) => {
    expect(problem(() => say(said))).toMatchObject({ code: 'config/malformed' });
  });
});
