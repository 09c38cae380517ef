/** This repository's own release, by its own workflow file: version pull request, merge, proof, tag, release, consumer. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { findEngines } from '@sealift/engines/find';
import { pinsIn } from '@sealift/release/pins';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, NAME, ROOT, type World } from './world.ts';

const engines = findEngines(['cosign', 'fulcio', 'rekor-server', 'timestamp-server']);
/** Minutes on a busy machine. */
const TIMEOUT = 900_000;

describe.skipIf(engines === undefined)('a release', () => {
  let world: World;
  beforeAll(async () => {
    if (engines !== undefined) world = await createWorld(engines);
  });
  afterAll(() => world?.stop());

  const open = () =>
    [...(world.standIn.github.repository(NAME)?.pulls.values() ?? [])].filter(
      ({ state }) => state === 'open',
    );
  const tags = () => world.git('for-each-ref', '--format=%(refname:strip=2) %(objectname)', 'refs/tags');
  let commit: string;

  it('is proposed: version, changelog and lock file, in one pull request', { timeout: TIMEOUT }, async () => {
    const { result, log, run } = await world.run();
    expect(result.conclusion, log).toBe('success');
    expect(world.standIn.github.report(run).failures).toEqual([]);
    expect(open().map(({ title, headBranch }) => [title, headBranch])).toEqual([
      ['chore(release): v1.0.0', 'release/next'],
    ]);
    expect(world.git('diff', '--name-only', 'main', 'release/next').split('\n')).toEqual([
      'CHANGELOG.md',
      'package-lock.json',
      'package.json',
    ]);
    expect(world.git('show', 'release/next:CHANGELOG.md')).toMatch(
      /## 1\.0\.0 .*\n\n### Features\n\n- everything/,
    );
  });

  it('comes of its merge: proven, attested, immutable, with the tags that follow', {
    timeout: TIMEOUT,
  }, async () => {
    commit = await world.standIn.github.mergePullRequest({
      repository: NAME,
      number: open()[0]?.number ?? 0,
    });
    const { result, log, run } = await world.run();
    expect(result.conclusion, log).toBe('success');
    const report = world.standIn.github.report(run);
    expect(report.failures).toEqual([]);
    // No job has more than it uses.
    expect(Object.values(report.jobs).flatMap(({ unused }) => unused)).toEqual([]);
    expect(tags()).toBe(['v1', 'v1.0', 'v1.0.0'].map((name) => `${name} ${commit}`).join('\n'));
    const [release] = world.standIn.github.repository(NAME)?.releases.values() ?? [];
    expect(release).toMatchObject({ tag: 'v1.0.0', draft: false, immutable: true });
    const assets = [...(release?.assets.values() ?? [])];
    expect(assets.map(({ name }) => name)).toEqual([
      'bundles.spdx.json',
      'files.sha256',
      'provenance.sigstore.json',
    ]);
    mkdirSync(path.join(world.folder, 'sealift-release'));
    for (const { name, bytes } of assets)
      writeFileSync(path.join(world.folder, 'sealift-release', name), bytes);
  });

  describe('verified by the documented commands', () => {
    const page = readFileSync(path.join(ROOT, 'docs/verify-sealift.md'), 'utf8');
    const commands = [...page.matchAll(/^```sh verify\n([\s\S]*?)^```$/gm)].map(
      ([, command = '']) => command,
    );
    const clone = () => {
      const folder = mkdtempSync(path.join(world.folder, 'clone-'));
      execFileSync('git', ['clone', '--quiet', '--branch=v1.0.0', world.gitDir, folder], { stdio: 'pipe' });
      return folder;
    };
    /** Not in a way that waits: the proxy through which cosign asks for its keys is served by this process. */
    const verify = async (command: string, cwd: string) => {
      const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
        cwd,
        // bash takes a socket for a remote shell, and reads what is for those.
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...world.env,
          PATH: `${world.bin}:${process.env['PATH']}`,
          HOME: world.folder,
          GITHUB_JOB: 'rebuild',
        },
      });
      const ended = once(child, 'close');
      const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
      await ended;
      return { status: child.exitCode, stdout, stderr };
    };
    const change = (file: string) => {
      const bytes = readFileSync(file);
      bytes[1_000] = (bytes[1_000] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    };

    it('a clone is what was released', { timeout: TIMEOUT }, async () => {
      expect(commands).toHaveLength(3);
      const folder = clone();
      for (const command of commands.slice(0, 2)) {
        const { status, stderr, stdout } = await verify(command, folder);
        expect([status, stdout], stderr).toEqual([0, '']);
      }
    });

    it('one changed byte of a bundle is found, by its hash and by building it', {
      timeout: TIMEOUT,
    }, async () => {
      const folder = clone();
      change(path.join(folder, 'dist/prepare/index.js'));
      const listed = await verify(commands[1] ?? '', folder);
      expect([listed.status, listed.stdout]).toEqual([1, expect.stringContaining('dist/prepare/index.js')]);
      const built = await verify(commands[2] ?? '', folder);
      expect(built.stdout).toContain('dist/prepare: index.js differs');
      expect(built.status).toBe(1);
    });

    it('a list of hashes that fits a changed bundle is not what was attested', {
      timeout: TIMEOUT,
    }, async () => {
      const folder = clone();
      const list = path.join(folder, '../sealift-release/files.sha256');
      const kept = readFileSync(list);
      change(list);
      const { status, stderr } = await verify(commands[0] ?? '', folder);
      writeFileSync(list, kept);
      expect(status).not.toBe(0);
      expect(stderr).toMatch(/artifact digests? do(?:es)? not match/);
    });
  });

  it('is named by its commit in documentation and templates', () => {
    expect(open().map(({ title, headBranch }) => [title, headBranch])).toEqual([
      ['docs: name v1.0.0, by its commit', 'release/pins'],
    ]);
    for (const file of ['README.md', 'action-templates/workflows/release.yml'])
      expect(new Set(pinsIn(world.git('show', `release/pins:${file}`)))).toEqual(
        new Set([`${commit} # v1.0.0`]),
      );
  });

  it('is used by a consumer that pins it', { timeout: TIMEOUT }, async () => {
    const source = mkdtempSync(path.join(world.folder, 'consumer-'));
    const files = {
      'apps/api/Dockerfile': 'FROM scratch\nCOPY apps/api /\n',
      '.github/workflows/plan.yml': `on: push
permissions: {}
jobs:
  plan:
    runs-on: ubuntu-latest
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2
        with: { fetch-depth: 0, persist-credentials: false }
      - id: plan
        uses: sealift/sealift/actions/plan@${commit} # v1.0.0
        with: { mode: check, image-prefix: ghcr.io/acme/shop }
      - run: echo "planned $MATRIX"
        env: { MATRIX: "\${{ steps.plan.outputs.release-matrix }}" }
`,
    };
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(source, name)), { recursive: true });
      writeFileSync(path.join(source, name), content);
    }
    await world.standIn.github.createRepository({ owner: 'acme', name: 'shop', from: source });
    const { result, log } = await world.run({
      repository: 'acme/shop',
      workflow: '.github/workflows/plan.yml',
    });
    expect(result.conclusion, log).toBe('success');
    expect(log).toMatch(/planned .*"app":"api"/);
  });
});
