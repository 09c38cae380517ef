import path from 'node:path';
import { readRegistryStorage } from '@sealift/rehearsal/assertions/registry-storage';
import { judgeRun } from '@sealift/rehearsal/assertions/run';
import { runScenario, type ScenarioOptions } from '@sealift/rehearsal/scenario';
import { git } from '@sealift/rehearsal/sources';
import { readCalledWorkflow } from '@sealift/rehearsal/workflow/suite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLEAN,
  commitChange,
  createFixture,
  type Fixture,
  obstacle,
  startTestWorld,
  type TestWorld,
  VULNERABLE,
} from './world.ts';

let test: TestWorld;

const run = async ({ site }: Fixture, options: Partial<ScenarioOptions> = {}) => {
  const result = await runScenario(test.world, site, {
    event: 'push',
    fork: false,
    onEvent: () => {},
    ...options,
  });
  const judgement = await judgeRun(test.world, site, result);
  const errors = result.workflow.jobs.flatMap(({ job, annotations }) =>
    annotations
      .filter(({ level }) => level === 'error')
      .map(({ title, message }) => `${job}: ${title}: ${message}`),
  );
  return { ...result, judgement, errors };
};
type Outcome = Awaited<ReturnType<typeof run>>;

/** Everything holds; a failure shows what does not. */
const expectSound = ({ workflow, judgement, errors }: Outcome) => {
  expect(errors).toEqual([]);
  expect(workflow.problems.filter((problem) => /error/i.test(problem))).toEqual([]);
  expect(judgement.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect(workflow.success).toBe(true);
};

const stored = async (owner: string) =>
  (await readRegistryStorage(path.join(test.world.dir, 'ghcr'))).filter(({ name }) =>
    name.startsWith(`${owner}/`),
  );

describe.skipIf(obstacle !== undefined)('the pipeline', () => {
  beforeAll(async () => {
    test = await startTestWorld();
  });
  afterAll(() => test?.stop());

  describe('of a push', () => {
    let fixture: Fixture;
    let first: Outcome;

    it('publishes, signs, verifies and opens one pull request', async () => {
      fixture = await createFixture(test, 'acme', { api: CLEAN, web: {} });
      first = await run(fixture);
      expectSound(first);
      expect(first.judgement.releases.map(({ app, tags }) => [app, tags])).toEqual([
        ['api', ['main', `sha-${first.event.sha}`]],
        ['web', ['main', `sha-${first.event.sha}`]],
      ]);
      expect(first.judgement.pullRequest?.diff.split('\n')).toHaveLength(4);
    });

    it('grants no job a permission that it does not use', () => {
      const { release: _caller, ...jobs } = first.judgement.report.jobs;
      expect(Object.fromEntries(Object.entries(jobs).map(([job, { unused }]) => [job, unused]))).toEqual({
        plan: [],
        build: [],
        sign: [],
        // Nothing was deployed before, so nothing could be older: a newer commit asks, below.
        bump: [{ permission: 'contents', granted: 'read', used: 'none' }],
      });
    });

    it('uploads findings in one category per app and platform', () => {
      expect(first.judgement.report.sarifs.flatMap(({ categories }) => categories).sort()).toEqual([
        expect.stringContaining('acme/shop/api'),
        expect.stringContaining('acme/shop/web'),
      ]);
    });

    it('run again changes nothing', async () => {
      const before = await stored('acme');
      const opsRefs = await git(fixture.site.ops?.gitDir ?? '', 'for-each-ref');
      const again = await run(fixture);
      expectSound(again);
      expect(again.judgement.releases).toEqual(first.judgement.releases);
      expect(await git(fixture.site.ops?.gitDir ?? '', 'for-each-ref')).toBe(opsRefs);
      expect(again.judgement.report.pulls.filter(({ repository }) => repository === 'acme/ops')).toHaveLength(
        1,
      );
      const tagsOf = (repositories: typeof before) => repositories.map(({ name, tags }) => [name, [...tags]]);
      expect(tagsOf(await stored('acme'))).toEqual(tagsOf(before));
    });

    it('of a newer commit updates the same pull request', async () => {
      const change = await commitChange(fixture, { 'apps/web/root/page': 'new\n' });
      const newer = await run(fixture, { change });
      expect(newer.errors).toEqual([]);
      expect(newer.judgement.report.jobs['bump']?.unused).toEqual([]);
      expect(newer.judgement.releases.map(({ app }) => app)).toEqual(['web']);
      const pulls = newer.judgement.report.pulls.filter(({ repository }) => repository === 'acme/ops');
      expect(pulls).toHaveLength(1);
      const diff = await git(
        fixture.site.ops?.gitDir ?? '',
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
      const opsDir = fixture.site.ops?.gitDir ?? '';
      const deployed = await git(opsDir, 'rev-parse', 'refs/heads/sealift/acme-shop/main');
      await git(opsDir, 'update-ref', 'refs/heads/main', deployed.trim());
      const before = await git(fixture.site.app.gitDir, 'rev-parse', 'refs/heads/main');
      const change = await commitChange(fixture, { 'apps/web/root/page': 'newer\n' });
      const newer = await run(fixture, { change });
      expect(newer.errors).toEqual([]);
      const body = newer.judgement.pullRequest?.body ?? '';
      expect(body).toContain(`/compare/${before.trim()}...${change.commit}`);
      // One file of the image has other text: the packages are the same, and so are their vulnerabilities.
      expect(body).toMatch(
        /^\| \*\*web\*\* \| `sha-[0-9a-f]{7}` → `sha-[0-9a-f]{7}` \| \[1 commit\]\S+ \| no change \| no change \| /m,
      );
    });
  });

  it('joins platforms into one index and signs each of them', async () => {
    const config = 'platforms: [linux/amd64, linux/arm64]\n';
    const outcome = await run(await createFixture(test, 'multi', { api: CLEAN }, config));
    expectSound(outcome);
    const platforms = outcome.judgement.checks.filter(({ claim }) => claim.includes('platform manifest'));
    expect(platforms).toHaveLength(2);
  });

  it('stops at a critical vulnerability, with nothing left in the registry', async () => {
    const fixture = await createFixture(test, 'leaky', { api: VULNERABLE });
    const outcome = await run(fixture);
    expect(outcome.workflow.success).toBe(false);
    const said = outcome.errors.join('\n');
    for (const word of ['CVE-2025-43859', 'h11', '0.16.0']) expect(said).toContain(word);
    expect((await stored('leaky')).flatMap(({ manifests, tags }) => [...manifests, ...tags.keys()])).toEqual(
      [],
    );
    expect(outcome.judgement.pullRequest).toBeUndefined();
    expect(outcome.judgement.report.sarifs).toEqual([
      expect.objectContaining({ status: 'complete', results: 1 }),
    ]);
  });

  it('of a pull request from a fork builds and scans, and does nothing else', async () => {
    const fixture = await createFixture(test, 'open', { api: CLEAN });
    const change = await commitChange(fixture, { 'apps/api/root/page': 'theirs\n' });
    const outcome = await run(fixture, { event: 'pull_request', fork: true, change });
    expectSound(outcome);
    const jobs = outcome.workflow.jobs.map(({ job }) => job.replace(/ .*/, ''));
    expect(new Set(jobs)).toEqual(new Set(['plan', 'build']));
    expect(outcome.workflow.jobs.map(({ summary }) => summary).join()).toMatch(/SBOM/i);
    expect(await stored('open')).toEqual([]);
  });

  it('of a change to documents ends with nothing to build', async () => {
    const fixture = await createFixture(test, 'calm', { api: CLEAN });
    const change = await commitChange(fixture, { 'README.md': 'words\n' });
    const outcome = await run(fixture, { change });
    expect(outcome.errors).toEqual([]);
    expect(outcome.workflow.success).toBe(true);
    expect(outcome.workflow.jobs.map(({ job }) => job)).toEqual(['plan']);
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
      const owner = `no-${job}-${permission.replace(/[^a-z]/g, '')}`;
      const outcome = await run(await createFixture(test, owner, { api: CLEAN }), {
        workflow: without(await readCalledWorkflow(), job, permission),
      });
      expect(outcome.workflow.success).toBe(false);
      const failed = outcome.workflow.jobs.filter(({ failedStep }) => failedStep !== undefined);
      expect(failed.map((one) => one.job.replace(/ .*/, ''))).toEqual([job]);
      expect(outcome.errors.join('\n')).toContain(permission);
      expect(outcome.judgement.pullRequest).toBeUndefined();
    });

    it('of the caller GitHub does not start it, and the rehearsal says which is missing', async () => {
      const fixture = await createFixture(test, 'stingy', { api: CLEAN });
      const file = '.github/workflows/release.yml';
      const text = await git(fixture.app, 'show', `HEAD:${file}`);
      const change = await commitChange(fixture, { [file]: text.replace(', id-token: write', '') });
      await expect(run(fixture, { change })).rejects.toThrow('"id-token: write"');
    });
  });
});

/** The reusable workflow without one line of one job's permissions. */
function without(workflow: string, job: string, permission: string): string {
  const start = workflow.indexOf(`\n  ${job}:\n`);
  const line = new RegExp(`\\n      ${permission}\\b[^\\n]*`);
  const rest = workflow.slice(start);
  expect(rest).toMatch(line);
  const emptied = rest.replace(line, '').replace(/\n {4}permissions:\n(?! {6})/, '\n    permissions: {}\n');
  return workflow.slice(0, start) + emptied;
}
