/** Whatever inputs, files and variables say, the runner gets no command that the action did not mean to give. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BundleRun, declaredNames, type Given, runBundle } from './bundle.ts';
import { layoutIn } from './layouts.ts';
import { expectNoStack } from './refusal.ts';
import { DIGEST, IMAGE, IMAGE_BY_DIGEST, ONE_APP, RECORD } from './samples.ts';

/** Every form in which a command could begin: after each kind of line end, indented, in the middle, encoded. */
const HOSTILE = [
  'x\n::forged name=x::y',
  '\r::forged::y',
  '\r\n  ::forged::y',
  '\n##[forged]y',
  '##[forged]y',
  '%0A::forged::y',
  '%0D::forged::y',
  '::forged::',
].join('');

const OWN = ['error', 'warning', 'notice', 'debug', 'group', 'endgroup', 'add-mask'];

async function expectOwnCommands(action: string, run: BundleRun): Promise<void> {
  expect(run.commands.filter(({ name }) => !OWN.includes(name)).map(({ line }) => line)).toEqual([]);
  // Properties of an annotation are a place to break out of, too.
  for (const { properties } of run.commands)
    expect(['title', 'file', 'line']).toEqual(expect.arrayContaining(Object.keys(properties)));
  expect(await declaredNames(action, 'outputs')).toEqual(expect.arrayContaining(Object.keys(run.outputs)));
  expectNoStack(run);
}

/** No program is found: an action that accepts everything ends where it would start one. */
const ALONE = { PATH: '/nowhere' };
const layout: Given = {
  inputs: { layout: 'layout', image: IMAGE, tools: 'system' },
  prepare: layoutIn(),
  env: ALONE,
};

/** With which each action comes as far as it can without a network. */
const FARTHEST: Readonly<Record<string, Given>> = {
  plan: { files: ONE_APP },
  'build-push': { inputs: { file: 'apps/api/Dockerfile', tools: 'system' }, files: ONE_APP, env: ALONE },
  scan: layout,
  sbom: layout,
  publish: { inputs: { image: IMAGE, layout: 'none' } },
  sign: { inputs: { image: IMAGE_BY_DIGEST, evidence: 'evidence', app: 'api', 'deploy-tag': 'main' } },
  verify: {
    inputs: {
      evidence: 'evidence',
      'certificate-identity': 'https://github.com/a/b/.github/workflows/c.yml@refs/tags/v1',
      'source-repository': 'acme/shop',
      'source-ref': 'refs/heads/main',
    },
  },
  bump: {
    inputs: {
      repository: 'acme/ops',
      images: `api=${IMAGE}:v1@${DIGEST}`,
      'app-id': '1',
      'private-key': 'none',
      verify: 'off',
    },
  },
  'migration-gate': {
    inputs: { 'database-url': 'postgresql://u:p@127.0.0.1:1/d', base: 'a'.repeat(40), tools: 'system' },
  },
  evidence: {
    inputs: { mode: 'save', name: 'api.release', path: 'evidence' },
    files: { 'evidence/record.json': JSON.stringify(RECORD) },
  },
};

describe('in an input', () => {
  it.each(Object.keys(FARTHEST))('%s', { timeout: 120_000 }, async (action) => {
    const good = FARTHEST[action];
    for (const name of await declaredNames(action, 'inputs')) {
      const run = await runBundle(action, { ...good, inputs: { ...good?.inputs, [name]: HOSTILE } });
      await expectOwnCommands(action, run);
      expect(run.requests, name).toEqual([]);
    }
  });
});

type Prepare = NonNullable<Given['prepare']>;

/** A file whose folder is called so. */
const inHostileFolder = (below: string, name: string, text: string): Prepare => {
  return async ({ workspace }) => {
    const folder = path.join(workspace, below, HOSTILE.replaceAll('/', '|'));
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
};
const ignoring = (name: string, text: string): Given => ({
  ...layout,
  inputs: { ...layout.inputs, trivyignores: name },
  files: { [name]: text },
});
const { canonicalDigest: _, ...SBOM } = RECORD.platforms[0].sbom;
const quoted = JSON.stringify(HOSTILE);
const record = (changes: Readonly<Record<string, unknown>>) => JSON.stringify({ ...RECORD, ...changes });
const policy = { ...FARTHEST['verify']?.inputs };
const bump = { ...FARTHEST['bump']?.inputs, images: '', evidence: 'evidence' };
const merge = { image: IMAGE, evidence: 'evidence' };

/** A layout whose config names a platform that there is not. */
const strangePlatform: Given = {
  inputs: { layout: 'layout', image: IMAGE },
  prepare: layoutIn(async (folder, { writer }) => {
    const config = await writer.add('application/vnd.oci.image.config.v1+json', {
      os: 'linux',
      architecture: HOSTILE,
    });
    const manifest = await writer.add('application/vnd.oci.image.manifest.v1+json', {
      schemaVersion: 2,
      config,
      layers: [],
    });
    await cp(path.join(writer.directory, 'blobs'), path.join(folder, 'blobs'), { recursive: true });
    await writeFile(
      path.join(folder, 'index.json'),
      JSON.stringify({ schemaVersion: 2, manifests: [manifest] }),
    );
  }),
};

describe('in what an action reads, and repeats in its words', () => {
  it.each<[action: string, what: string, given: Given]>([
    ['plan', 'the name of a folder', { prepare: inHostileFolder('apps', 'Dockerfile', 'FROM scratch\n') }],
    ['plan', 'a key', { files: { '.github/sealift.yml': `apps: { ${quoted}: {} }\n` } }],
    ['plan', 'an unknown key', { files: { '.github/sealift.yml': `${quoted}: 1\n` } }],
    ['plan', 'an event', { files: ONE_APP, env: { GITHUB_EVENT_NAME: HOSTILE } }],
    ['build-push', 'a time', { ...FARTHEST['build-push'], env: { ...ALONE, SOURCE_DATE_EPOCH: HOSTILE } }],
    [
      'scan',
      'a key of an ignore file',
      ignoring('ignore.yaml', `vulnerabilities: [{ id: CVE-1, ${quoted}: 1 }]\n`),
    ],
    ['scan', 'a platform', strangePlatform],
    ['sbom', 'a platform', strangePlatform],
    ['publish', 'a platform', strangePlatform],
    [
      'publish',
      'the name of a folder',
      { inputs: merge, prepare: inHostileFolder('evidence', 'publish.json', '{}') },
    ],
    [
      'publish',
      'an image',
      {
        inputs: merge,
        files: {
          'evidence/a/publish.json': JSON.stringify({
            image: HOSTILE,
            digest: DIGEST,
            tags: [],
            existing: false,
          }),
        },
      },
    ],
    ['verify', 'an image', { inputs: policy, files: { 'evidence/record.json': record({ image: HOSTILE }) } }],
    ['verify', 'a field', { inputs: policy, files: { 'evidence/record.json': record({ [HOSTILE]: 1 }) } }],
    [
      'verify',
      'the name of a folder',
      { inputs: policy, prepare: inHostileFolder('evidence', 'record.json', '{') },
    ],
    ['bump', 'an app', { inputs: bump, files: { 'evidence/record.json': record({ app: HOSTILE }) } }],
    ['bump', 'a tag', { inputs: bump, files: { 'evidence/record.json': record({ deployTag: HOSTILE }) } }],
    ['bump', 'an image', { inputs: bump, files: { 'evidence/record.json': record({ image: HOSTILE }) } }],
    [
      'bump',
      'a repository',
      {
        inputs: bump,
        files: {
          'evidence/a/record.json': record({}),
          'evidence/b/record.json': record({ app: 'web', source: { ...RECORD.source, repository: HOSTILE } }),
        },
      },
    ],
    ['evidence', 'the name of a file', { ...FARTHEST['evidence'], prepare: inHostileFile('evidence') }],
    [
      'evidence',
      'a field',
      { ...FARTHEST['evidence'], files: { 'evidence/record.json': record({ [HOSTILE]: 1 }) } },
    ],
    [
      'evidence',
      'the name of a document',
      {
        ...FARTHEST['evidence'],
        files: {
          'evidence/sbom.json': JSON.stringify({
            ...SBOM,
            documents: [{ format: 'spdx-json', file: HOSTILE, digest: DIGEST }],
          }),
        },
      },
    ],
  ])('%s: %s', async (action, _what, given) => {
    const run = await runBundle(action, given);
    expect(run.exitCode).toBe(1);
    // It is there, and harmless.
    expect(run.stdout).toContain('forged');
    await expectOwnCommands(action, run);
    expect(run.requests).toEqual([]);
  });
});

// What a file says besides its keys is nobody's but its readers'.
describe('in what an action reads, and does not repeat', () => {
  it.each<[action: string, what: string, given: Given, cause: string]>([
    ['plan', 'an alias', { files: { '.github/sealift.yml': 'apps: *::forged::y\n' } }, 'alias stands for'],
    [
      'scan',
      'an ignore file',
      // Such a file has lines of its own.
      ignoring('ignore', 'CVE-1 exp:::forged::y##[forged]y\n'),
      'exp: is not followed by a date',
    ],
    [
      'scan',
      'an ignore file in YAML',
      ignoring('ignore.yaml', `vulnerabilities:\n  - id: CVE-1\n    expired_at: ${quoted}\n`),
      'is not a date',
    ],
  ])('%s: %s', async (action, _what, given, cause) => {
    const run = await runBundle(action, given);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(cause);
    expect(run.stdout).not.toContain('forged');
    await expectOwnCommands(action, run);
    expect(run.requests).toEqual([]);
  });
});

function inHostileFile(below: string): Prepare {
  return async ({ workspace }) => {
    await writeFile(path.join(workspace, below, HOSTILE.replaceAll('/', '|')), 'x');
  };
}

it('a git tag with commands in it becomes a tag without', async () => {
  // Everything that git lets a ref hold.
  const tag = 'v1%0A$(touch${IFS}x);`id`|<img/src=x>&{{.X}}"\'#@acme';
  const run = await runBundle('plan', { files: ONE_APP, env: { GITHUB_REF: `refs/tags/${tag}` } });
  expect(run.exitCode, run.stdout).toBe(0);
  const { include } = JSON.parse(run.outputs['release-matrix'] ?? '{}') as {
    include: { tags: string; 'release-tag': string }[];
  };
  expect(include).toHaveLength(1);
  for (const app of include)
    for (const name of [app['release-tag'], ...app.tags.split('\n')]) expect(name).toMatch(/^[\w.-]+$/);
  await expectOwnCommands('plan', run);
});

it('a ref that git would not hold is refused, and none of its commands is a command', async () => {
  const run = await runBundle('plan', { files: ONE_APP, env: { GITHUB_REF: `refs/tags/${HOSTILE}` } });
  expect(run.exitCode).toBe(1);
  expect(run.outputs).toEqual({});
  await expectOwnCommands('plan', run);
});
