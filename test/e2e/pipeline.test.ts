import { unusedPermissions } from '@sealift/rehearsal/report/evidence';
import { APP_WORKFLOW, CALLED_WORKFLOW, readOwnFile } from '@sealift/rehearsal/sealift';
import { git } from '@sealift/rehearsal/sources';
import { GITHUB_SIGSTORE_HOSTS, SIGSTORE_HOSTS } from '@sealift/sandbox/sigstore/hosts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSound, largestBlob, type Ran, run, stored, without } from './runs.ts';
import {
  CLEAN,
  commitChange,
  createFixture,
  debianPackages,
  type Fixture,
  obstacle,
  startTestSandbox,
  type TestSandbox,
  VULNERABLE,
} from './sandbox.ts';

let test: TestSandbox;

describe.skipIf(obstacle !== undefined)('the pipeline', () => {
  beforeAll(async () => {
    test = await startTestSandbox();
  });
  afterAll(() => test?.stop());

  describe('of a push', () => {
    let fixture: Fixture;
    let first: Ran;

    it('publishes, signs, verifies and opens one pull request', async () => {
      fixture = await createFixture(test, 'acme', { api: CLEAN, web: {} });
      first = await run(test, fixture);
      expectSound(first);
      expect(first.outcome.releases.map(({ app, tags }) => [app, tags])).toEqual([
        ['api', ['main', `sha-${first.event.sha}`]],
        ['web', ['main', `sha-${first.event.sha}`]],
      ]);
      expect(first.outcome.pullRequest?.diff.split('\n')).toHaveLength(4);
    });

    it('grants no job a permission that it does not use', () => {
      expect(first.ran).toEqual(['plan', 'build', 'sign', 'build', 'sign', 'bump']);
      expect(unusedPermissions(first.outcome.report, first.result)).toEqual({
        // Nothing was deployed before, so nothing could be older: a newer commit asks, below.
        'release/bump': ['contents: read'],
        // All apps are affected, so that none is compared with its last release: words change none, below.
        'release/plan': ['packages: read'],
        // Nor was there a tag that could have been moved backward.
        'release/release/sign': ['contents: read'],
      });
    });

    it('uploads findings in one category per app and platform', () => {
      expect(first.outcome.report.sarifs.flatMap(({ categories }) => categories).sort()).toEqual([
        expect.stringContaining('acme/shop/api'),
        expect.stringContaining('acme/shop/web'),
      ]);
    });

    it('run again changes nothing', async () => {
      const before = await stored(test, 'acme');
      const opsRefs = await git(fixture.repositories.ops?.gitDir ?? '', 'for-each-ref');
      const again = await run(test, fixture);
      expectSound(again);
      expect(again.outcome.releases).toEqual(first.outcome.releases);
      expect(await git(fixture.repositories.ops?.gitDir ?? '', 'for-each-ref')).toBe(opsRefs);
      expect(again.outcome.report.pulls.filter(({ repository }) => repository === 'acme/ops')).toHaveLength(
        1,
      );
      const tagsOf = (repositories: typeof before) => repositories.map(({ name, tags }) => [name, [...tags]]);
      expect(tagsOf(await stored(test, 'acme'))).toEqual(tagsOf(before));
    });

    it('of a newer commit updates the same pull request', async () => {
      const change = await commitChange(fixture, { 'apps/web/root/page': 'new\n' });
      const newer = await run(test, fixture, { change });
      expect(newer.errors).toEqual([]);
      expect(unusedPermissions(newer.outcome.report, newer.result)).toEqual({});
      expect(newer.outcome.releases.map(({ app }) => app)).toEqual(['web']);
      const pulls = newer.outcome.report.pulls.filter(({ repository }) => repository === 'acme/ops');
      expect(pulls).toHaveLength(1);
      const diff = await git(
        fixture.repositories.ops?.gitDir ?? '',
        'diff',
        '--unified=0',
        'main',
        pulls[0]?.headSha ?? '',
      );
      const added = diff.split('\n').filter((line) => /^\+(?!\+)/.test(line));
      // The app that this commit did not touch keeps the tag that the open pull request had given it.
      expect(added).toEqual([
        expect.stringContaining(`"sha-${first.event.sha}"`),
        expect.stringContaining(`"sha-${change.commit}"`),
      ]);
    });

    it('compares the next one with what was deployed, from the attestations of both', async () => {
      const opsDir = fixture.repositories.ops?.gitDir ?? '';
      const deployed = await git(opsDir, 'rev-parse', 'refs/heads/sealift/acme-shop/main');
      await git(opsDir, 'update-ref', 'refs/heads/main', deployed.trim());
      const before = await git(fixture.repositories.app.gitDir, 'rev-parse', 'refs/heads/main');
      const change = await commitChange(fixture, { 'apps/web/root/page': 'newer\n' });
      const newer = await run(test, fixture, { change });
      expect(newer.errors).toEqual([]);
      const body = newer.outcome.pullRequest?.body ?? '';
      expect(body).toContain(`/compare/${before.trim()}...${change.commit}`);
      // One file of the image has other text: the packages are the same, and so are their vulnerabilities.
      expect(body).toMatch(
        /^\| \*\*web\*\* \| `sha-[0-9a-f]{7}` → `sha-[0-9a-f]{7}` \| \[1 commit\]\S+ \| no change \| no change \| /m,
      );
    });
  });

  it('joins platforms into one index and signs each of them', async () => {
    const config = 'platforms: [linux/amd64, linux/arm64]\n';
    const ran = await run(test, await createFixture(test, 'multi', { api: CLEAN }, { config }));
    expectSound(ran);
    const platforms = ran.outcome.assertions.filter(({ claim }) => claim.includes('platform manifest'));
    expect(platforms).toHaveLength(2);
  });

  it.each([
    ['private', Object.values(GITHUB_SIGSTORE_HOSTS), Object.values(SIGSTORE_HOSTS)],
    ['public', Object.values(SIGSTORE_HOSTS), Object.values(GITHUB_SIGSTORE_HOSTS)],
  ] as const)(
    'of a %s repository is signed by its Sigstore instance and no other',
    async (visibility, own, other) => {
      const fixture = await createFixture(test, `kept-${visibility}`, { api: CLEAN }, { visibility });
      const before = test.sandbox.proxy.requests.length;
      const ran = await run(test, fixture);
      // The real cosign is among those who judge, by the keys of that instance.
      expectSound(ran);
      const asked = new Set(test.sandbox.proxy.requests.slice(before).map(({ host }) => host));
      expect(own.filter((host) => !asked.has(host))).toEqual([]);
      expect(other.filter((host) => asked.has(host))).toEqual([]);
      expect(ran.outcome.assertions.some(({ claim }) => claim.includes('release record'))).toBe(true);
      expect(ran.outcome.pullRequest).toBeDefined();
    },
  );

  it('releases an image whose SBOM has more than 12 MB', async () => {
    const fixture = await createFixture(test, 'large', { api: debianPackages(8000) });
    const ran = await run(test, fixture);
    expectSound(ran);
    expect(ran.outcome.releases).toHaveLength(1);
    // The statement is base64 in its bundle.
    expect(await largestBlob(test)).toBeGreaterThan((12e6 * 4) / 3);
  });

  it('stops at a critical vulnerability, with nothing left in the registry', async () => {
    const fixture = await createFixture(test, 'leaky', { api: VULNERABLE });
    const ran = await run(test, fixture);
    expect(ran.success).toBe(false);
    const said = ran.errors.join('\n');
    for (const word of ['CVE-2025-43859', 'h11', '0.16.0', 'in the artifact reports--api--linux-amd64'])
      expect(said).toContain(word);
    expect(
      (await stored(test, 'leaky')).flatMap(({ manifests, tags }) => [...manifests, ...tags.keys()]),
    ).toEqual([]);
    expect(ran.outcome.pullRequest).toBeUndefined();
    expect(ran.outcome.report.sarifs).toEqual([expect.objectContaining({ status: 'complete', results: 1 })]);
  });

  it('goes on without an app that fails its gate, and says that it did', async () => {
    const fixture = await createFixture(test, 'half', { api: CLEAN, web: VULNERABLE });
    const ran = await run(test, fixture);
    expect(ran.success).toBe(false);
    const failed = ran.result.jobs.filter(({ conclusion }) => conclusion === 'failure');
    expect(failed.map(({ name }) => name)).toEqual([expect.stringContaining('web')]);
    expect(ran.ran).toEqual(['plan', 'build', 'sign', 'build', 'bump']);
    expect(ran.outcome.assertions.filter(({ ok }) => !ok)).toEqual([]);
    expect(ran.outcome.releases.map(({ app }) => app)).toEqual(['api']);
    expect((await stored(test, 'half')).filter(({ name }) => name.endsWith('/web'))).toEqual([]);
    const sentence = '**web** was planned and not released by this run, so it is not deployed.';
    expect(ran.outcome.pullRequest?.body).toContain(sentence);
    expect(ran.outcome.pullRequest?.diff.split('\n')).toHaveLength(2);
    const bump = ran.result.jobs.find(({ jobId }) => jobId === 'bump');
    expect(bump?.summary).toContain(sentence);
    expect(bump?.outputs).toMatchObject({ 'not-released': '["web"]' });
    expect(JSON.parse(bump?.outputs['images'] ?? '')).toMatchObject([{ app: 'api' }]);
  });

  it('of a pull request from a fork builds and scans, and does nothing else', async () => {
    const fixture = await createFixture(test, 'open', { api: CLEAN });
    const change = await commitChange(fixture, { 'apps/api/root/page': 'theirs\n' });
    const ran = await run(test, fixture, { event: 'pull_request', fork: true, change });
    expectSound(ran);
    expect(new Set(ran.ran)).toEqual(new Set(['plan', 'build']));
    expect(ran.result.jobs.map(({ summary }) => summary).join()).toMatch(/SBOM/i);
    expect(await stored(test, 'open')).toEqual([]);
  });

  it('of a change to documents ends with nothing to build, once the app is released', async () => {
    const fixture = await createFixture(test, 'calm', { api: CLEAN });
    const change = await commitChange(fixture, { 'README.md': 'words\n' });
    const first = await run(test, fixture, { change });
    expectSound(first);
    expect(first.ran).toEqual(['plan', 'build', 'sign', 'bump']);
    const again = await commitChange(fixture, { 'README.md': 'other words\n' });
    const ran = await run(test, fixture, { change: again });
    expect(ran.errors).toEqual([]);
    expect(ran.success).toBe(true);
    expect(ran.ran).toEqual(['plan']);
  });

  it('built again without a change, leaves the release as it is', async () => {
    const rebuild = "rebuild: ${{ github.event_name == 'workflow_dispatch' }}";
    const fixture = await createFixture(test, 'same', { api: CLEAN }, { inputs: [rebuild] });
    const released = await run(test, fixture);
    expectSound(released);
    const before = await stored(test, 'same');
    const opsRefs = await git(fixture.repositories.ops?.gitDir ?? '', 'for-each-ref');
    const again = await run(test, fixture, { event: 'workflow_dispatch' });
    expect(again.errors).toEqual([]);
    expect(again.success).toBe(true);
    expect(again.ran).toEqual(['plan', 'build', 'sign', 'bump']);
    // No byte, no tag, no signature, no commit.
    expect(await stored(test, 'same')).toEqual(before);
    expect(await git(fixture.repositories.ops?.gitDir ?? '', 'for-each-ref')).toBe(opsRefs);
    const sign = again.result.jobs.find(({ jobId }) => jobId === 'sign');
    const signed = sign?.steps.filter(
      ({ name, conclusion }) => /actions\/sign$/.test(name) && conclusion !== 'skipped',
    );
    expect(signed).toEqual([]);
    expect(again.result.jobs.map(({ summary }) => summary).join()).toMatch(/unchanged/i);
    const bump = again.result.jobs.find(({ jobId }) => jobId === 'bump');
    expect(JSON.parse(bump?.outputs['images'] ?? '')).toMatchObject([
      { app: 'api', digest: released.outcome.releases[0]?.digest },
    ]);
  });

  describe('without one permission', () => {
    it.each([
      ['plan', 'contents: read'],
      ['build', 'contents: read'],
      ['build', 'packages: write'],
      ['build', 'security-events: write'],
      ['sign', 'packages: write'],
      ['sign', 'id-token: write'],
      ['bump', 'packages: read'],
    ])('the job %s fails for lack of "%s" and says so', async (job, permission) => {
      const file = job === 'build' || job === 'sign' ? APP_WORKFLOW : CALLED_WORKFLOW;
      const owner = `no-${job}-${permission.replace(/[^a-z]/g, '')}`;
      const ran = await run(test, await createFixture(test, owner, { api: CLEAN }), {
        instead: { [file]: without(await readOwnFile(file), job, permission) },
      });
      expect(ran.success).toBe(false);
      const failed = ran.result.jobs.filter(({ conclusion }) => conclusion === 'failure');
      expect(failed.map(({ jobId }) => jobId)).toEqual([job]);
      expect(ran.errors.join('\n')).toContain(permission);
      expect(ran.outcome.pullRequest).toBeUndefined();
    });

    it('of the caller GitHub does not start it, and the rehearsal says which is missing', async () => {
      const fixture = await createFixture(test, 'stingy', { api: CLEAN });
      const file = '.github/workflows/release.yml';
      const text = await git(fixture.app, 'show', `HEAD:${file}`);
      const change = await commitChange(fixture, { [file]: text.replace(', id-token: write', '') });
      await expect(run(test, fixture, { change })).rejects.toThrow('id-token: write');
    });
  });
});
