/** What a new user does first, by the commands of the guide and no others. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { obstacle } from './sandbox.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The guide's commands, in order. */
async function commands(): Promise<readonly string[]> {
  const guide = await readFile(path.join(ROOT, 'docs/first-release.md'), 'utf8');
  const block = /<!-- first rehearsal -->\n```sh\n([^`]+)```/.exec(guide)?.[1] ?? '';
  return block.trim().split('\n');
}

it('takes ten commands at most', async () => {
  const all = await commands();
  expect(all.length).toBeGreaterThan(1);
  expect(all.length).toBeLessThanOrEqual(10);
});

describe.skipIf(obstacle !== undefined)('a new user', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'sealift-first-'));
    // What the first command makes; the clone would need GitHub.
    await symlink(ROOT, path.join(folder, 'sealift'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('sees the first release of an app of their own', async () => {
    const [clone = '', ...rest] = await commands();
    expect(clone).toMatch(/^git clone \S+ && cd sealift && npm ci$/);
    const own = rest.map((line) => line.replaceAll('../', `${folder}/`));
    const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', own.join('\n')], {
      cwd: path.join(folder, 'sealift'),
      env: {
        ...process.env,
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_AUTHOR_NAME: 'New',
        GIT_AUTHOR_EMAIL: 'new@example.invalid',
        GIT_COMMITTER_NAME: 'New',
        GIT_COMMITTER_EMAIL: 'new@example.invalid',
      },
      maxBuffer: 64 * 1024 * 1024,
    });
    expect(stdout).toContain('ghcr.io/acme/shop/hello');
    expect(stdout).toMatch(/tag: sha-[0-9a-f]{40}/);
    expect(stdout).toContain('Everything holds');
    // A rehearsal takes a minute; on a busy machine slow is not broken.
  }, 900_000);
});
