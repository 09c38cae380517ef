import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runBundle } from './run-bundle.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = 'ghcr.io/acme/shop/api';
const signed = {
  image: `${image}@${digest}`,
  app: 'api',
  tags: 'main',
  'deploy-tag': 'main',
  evidence: 'evidence',
};
const policy = {
  'certificate-identity': 'https://github.com/a/b/.github/workflows/c.yml@refs/tags/v1',
  'source-repository': 'acme/shop',
  'source-ref': 'refs/heads/main',
};

const files =
  (content: Readonly<Record<string, string>>) =>
  async (workspace: string): Promise<void> => {
    for (const [name, text] of Object.entries(content)) {
      await mkdir(path.dirname(path.join(workspace, name)), { recursive: true });
      await writeFile(path.join(workspace, name), text);
    }
  };
const dockerfile = { 'apps/api/Dockerfile': 'FROM scratch\n' };

type Row = readonly [
  action: string,
  what: string,
  inputs: Readonly<Record<string, string>>,
  /** The annotation must name it. */
  named: string,
  content?: Readonly<Record<string, string>>,
];

const rows: readonly Row[] = [
  ['plan', 'an unknown mode', { mode: 'deploy' }, 'deploy'],
  ['plan', 'a bad platform', { platforms: 'linux' }, 'linux'],
  ['plan', 'no app', {}, 'There is no app'],
  ['plan', 'an unknown app', { apps: 'nope' }, 'nope', dockerfile],
  ['plan', 'a bad prefix', { 'image-prefix': 'acme' }, 'acme', dockerfile],
  ['plan', 'malformed YAML', {}, 'sealift.yml', { ...dockerfile, '.github/sealift.yml': 'apps: [\n' }],
  ['plan', 'a list where a map belongs', {}, 'apps', { '.github/sealift.yml': 'apps:\n  - api\n' }],
  ['plan', 'a config outside', { config: '../../etc/x.yml' }, 'outside the repository', dockerfile],
  ['build-push', 'a missing Dockerfile', { file: 'apps/none/Dockerfile' }, 'apps/none/Dockerfile'],
  ['build-push', 'a bad platform', { platforms: 'linux/amd64/x/y' }, 'linux/amd64/x/y', dockerfile],
  [
    'build-push',
    'a bad build-arg',
    { 'build-args': 'NOVALUE', file: 'apps/api/Dockerfile' },
    'build-args',
    dockerfile,
  ],
  ['build-push', 'push without tags', { push: 'true', file: 'apps/api/Dockerfile' }, 'tags', dockerfile],
  ['build-push', 'an unknown push', { push: 'perhaps' }, 'perhaps', dockerfile],
  ['build-push', 'a bad tag', { tags: 'Acme/x', push: 'true' }, 'Acme/x', dockerfile],
  ['scan', 'nothing to scan', {}, 'layout'],
  ['scan', 'a missing layout', { layout: 'none', image, tools: 'system' }, 'none'],
  ['scan', 'an unknown severity', { layout: 'x', image, severity: 'SEVERE' }, 'SEVERE'],
  ['scan', 'an unknown gate', { layout: 'x', image, gate: 'maybe' }, 'maybe'],
  ['scan', 'a bad image', { layout: 'x', image: 'Shop' }, 'Shop'],
  ['scan', 'an age that is no number', { layout: 'x', image, 'max-database-age': 'old' }, 'old'],
  ['sbom', 'nothing to list', {}, 'layout'],
  ['sbom', 'an unknown format', { layout: 'x', image, format: 'xml' }, 'xml'],
  ['sbom', 'a bad image', { layout: 'x', image: 'ghcr.io/Acme' }, 'ghcr.io/Acme'],
  ['publish', 'no image', { layout: 'x' }, 'image'],
  ['publish', 'a missing layout', { layout: 'none', image }, 'none'],
  ['publish', 'an image without registry', { layout: 'x', image: 'acme/shop' }, 'acme/shop'],
  ['publish', 'a bad tag', { image: `${image}@${digest}`, tags: 'a b' }, 'a b'],
  ['publish', 'a bad digest', { image: `${image}@sha256:1`, tags: 'x' }, 'sha256:1'],
  ['publish', 'half a login', { image: `${image}@${digest}`, tags: 'x', username: 'u' }, 'password'],
  ['sign', 'no id-token permission', signed, 'id-token: write'],
  ['sign', 'an image without digest', { ...signed, image }, image],
  ['sign', 'unknown tools', { ...signed, tools: 'other' }, 'other'],
  [
    'verify',
    'no identity',
    { ...policy, image: `${image}@${digest}`, 'certificate-identity': '' },
    'certificate-identity',
  ],
  ['verify', 'an image without digest', { ...policy, image }, image],
  ['verify', 'nothing to verify', policy, 'image'],
  ['verify', 'an unknown requirement', { ...policy, image: `${image}@${digest}`, require: 'luck' }, 'luck'],
  ['bump', 'no repository', { images: `api=${image}:v1@${digest}`, token: 't'.repeat(40) }, 'repository'],
  [
    'bump',
    'a bad repository',
    { repository: 'ops', images: `api=${image}:v1@${digest}`, token: 't'.repeat(40) },
    'ops',
  ],
  ['bump', 'no credentials', { repository: 'acme/ops', images: `api=${image}:v1@${digest}` }, 'private-key'],
  [
    'bump',
    'a bad key',
    {
      repository: 'acme/ops',
      images: `api=${image}:v1@${digest}`,
      'app-id': '1',
      'private-key': 'not a key',
    },
    'private key',
  ],
  [
    'bump',
    'an image without digest',
    { repository: 'acme/ops', images: `api=${image}:v1`, token: 't'.repeat(40) },
    'digest',
  ],
  [
    'bump',
    'a bad path',
    {
      repository: 'acme/ops',
      images: `api=${image}:v1@${digest}`,
      token: 't'.repeat(40),
      path: 'image..tag',
    },
    'image..tag',
  ],
  ['evidence', 'an unknown mode', { mode: 'copy', path: 'x' }, 'copy'],
  ['evidence', 'a bad name', { mode: 'save', name: '../x', path: 'x' }, '../x'],
  ['evidence', 'a missing folder', { mode: 'save', name: 'x', path: 'none' }, 'none'],
];

describe('bad input', () => {
  it.concurrent.each(
    rows.map(([action, what, inputs, named, content = {}]) => ({ action, what, inputs, named, content })),
  )('$action: $what', async ({ action, inputs, named, content }) => {
    const run = await runBundle(action, inputs, files(content));
    expect(run.exitCode).toBe(1);
    const errors = run.commands.filter((line) => line.startsWith('::error'));
    expect(errors, run.stdout).toHaveLength(1);
    expect(errors[0]).toContain('title=Configuration error');
    expect(decodeURIComponent(errors[0] ?? '')).toContain(named);
    // A cause and a remedy: two sentences at least.
    expect(errors[0]).toMatch(/[.:] [A-Z].*\.$/);
    const shown = run.stdout
      .split('\n')
      .filter((line) => !line.startsWith('::debug::'))
      .join('\n');
    expect(shown + run.stderr).not.toMatch(/^\s+at .*\.js:\d+/m);
    expect(run.outputs).toBe('');
    expect(run.requests).toEqual([]);
  });
});

it('text from the repository cannot become a command', async () => {
  const run = await runBundle(
    'plan',
    {},
    files({ '.github/sealift.yml': 'apps:\n  "x\\n::set-output name=a::b ##[error]y": {}\n' }),
  );
  expect(run.exitCode).toBe(1);
  expect(run.commands).toHaveLength(1);
  expect(run.commands[0]).toMatch(/^::error title=Configuration error/);
  expect(run.commands[0]?.slice(2)).not.toMatch(/##\[|::set-output/);
});
