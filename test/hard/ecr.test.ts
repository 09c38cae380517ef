/** Images in ECR, without a stored password: what the workflow does by itself, and what it says when it cannot. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { assertSignatures } from '@sealift/rehearsal/assertions/signatures';
import { git } from '@sealift/rehearsal/sources';
import { startRegistry } from '@sealift/sandbox/registry/registry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLEAN,
  commitChange,
  createFixture,
  type Fixture,
  obstacle,
  startTestSandbox,
  type TestSandbox,
} from '../e2e/sandbox.ts';
import { ECR_HOSTS, type Ecr, PASSWORD, REGISTRY, ROLE, startEcr } from './ecr.ts';
import { type Ran, release, stored } from './releases.ts';

let test: TestSandbox;
let registry: Awaited<ReturnType<typeof startRegistry>>;
let ecr: Ecr;
let fixture: Fixture;
let first: Ran;

const BY_ROLE = [`image-prefix: ${REGISTRY}/shop`, `aws-role: ${ROLE}`];

const tagsOf = async (owner: string, registry?: string) =>
  (await stored(test.sandbox, owner, registry)).map(({ name, tags }) => [name, [...tags].toSorted()]);

/** The real cosign, as somebody who may read. */
async function cosign(host: string, user: string, password: string, of: Ran, image: string, digest: string) {
  const { sandbox } = test;
  const home = await mkdtemp(path.join(sandbox.dir, 'cosign-'));
  const auth = Buffer.from(`${user}:${password}`).toString('base64');
  await writeFile(path.join(home, 'config.json'), JSON.stringify({ auths: { [host]: { auth } } }));
  return assertSignatures(
    {
      ...{ app: 'api', reference: `${host}/${image}@${digest}`, platforms: [] },
      ...{ identity: of.identity, repository: 'ecr/shop', ref: 'refs/heads/main', githubRoot: undefined },
    },
    {
      exec: sandbox.exec,
      cosign: sandbox.engines.paths.cosign,
      env: { ...sandbox.env, PATH: sandbox.path, HOME: home, DOCKER_CONFIG: home },
    },
  );
}

describe.skipIf(obstacle !== undefined)('a release to ECR', () => {
  beforeAll(async () => {
    test = await startTestSandbox({ hosts: ECR_HOSTS });
    const { engines, dir } = test.sandbox;
    registry = await startRegistry({
      name: 'ecr',
      engine: engines.paths.registry,
      dir: path.join(dir, 'ecr'),
    });
    ecr = startEcr(test.sandbox, registry.port, { trusted: ['ecr/shop', 'late/shop'], mutable: ['main'] });
    fixture = await createFixture(
      test,
      'ecr',
      { api: CLEAN },
      {
        visibility: 'public',
        images: `${REGISTRY}/shop`,
        inputs: [...BY_ROLE, 'create-repositories: true', 'copy-to: ghcr.io/ecr/shop'],
      },
    );
  });
  afterAll(async () => {
    await registry?.stop();
    await test?.stop();
  });

  it('by the role of the repository, into a repository that it makes, and a copy of it', async () => {
    first = await release(test.sandbox, fixture);
    expect(first.errors).toEqual([]);
    expect(first.jobs).toEqual(['plan-by-identity', 'build', 'sign', 'bump-by-identity']);
    expect([...ecr.repositories]).toEqual(['shop/api']);
    const tags = await tagsOf('shop', 'ecr');
    const digest = (await stored(test.sandbox, 'shop', 'ecr'))[0]?.tags.get('main') ?? '';
    expect(tags).toEqual([
      [
        'shop/api',
        [
          ['main', digest],
          [`sha-${first.event.sha}`, digest],
        ],
      ],
    ]);
    // The copy is the same release.
    const [copy] = await stored(test.sandbox, 'ecr');
    expect([copy?.name, copy?.tags.get('main'), copy?.tags.get(`sha-${first.event.sha}`)]).toEqual([
      'ecr/shop/api',
      digest,
      digest,
    ]);
    const token = test.sandbox.github.createUserToken({
      ...{ login: 'reader', repositories: ['ecr/shop'], permissions: { packages: 'read' } },
    });
    for (const judged of [
      await cosign(REGISTRY, 'AWS', PASSWORD, first, 'shop/api', digest),
      await cosign('ghcr.io', 'reader', token, first, 'ecr/shop/api', digest),
    ]) {
      expect(judged.filter(({ ok }) => !ok)).toEqual([]);
      expect(judged.length).toBeGreaterThan(3);
    }
    const pulls = test.sandbox.github
      .report(first.run)
      .pulls.filter(({ repository }) => repository === 'ecr/ops');
    expect(pulls).toHaveLength(1);
    expect(
      await git(fixture.repositories.ops?.gitDir ?? '', 'diff', 'main', pulls[0]?.headSha ?? ''),
    ).toContain(`sha-${first.event.sha}`);
    expect(first.told.includes(PASSWORD)).toBe(false);
  });

  it('shows the cloud who each job is: only who signs is the signer', () => {
    const files = ecr.shown.map(({ job_workflow_ref: file }) => /\/([a-z-]+\.yml)@/.exec(file)?.[1]);
    expect(files).toEqual(['build-and-push.yml', 'build-app.yml', 'release-app.yml', 'build-and-push.yml']);
    expect(new Set(ecr.shown.map(({ repository }) => repository))).toEqual(new Set(['ecr/shop']));
    expect(first.identity).toContain('/release-app.yml@');
  });

  it('run again writes no tag that cannot be written again', async () => {
    const before = await tagsOf('shop', 'ecr');
    const again = await release(test.sandbox, fixture, { rerunOf: first.run });
    expect(again.errors).toEqual([]);
    expect(again.success).toBe(true);
    expect(await tagsOf('shop', 'ecr')).toEqual(before);
    expect(ecr.refusedTags).toEqual([]);
  });

  it('knows from ECR what was released: a word in a document builds nothing', async () => {
    const change = await commitChange(fixture, { 'README.md': 'words\n' });
    const ran = await release(test.sandbox, fixture, { change });
    expect(ran.errors).toEqual([]);
    expect(ran.jobs).toEqual(['plan-by-identity']);
  });

  it('moves the tag of the branch, which the filter excepts', async () => {
    const change = await commitChange(fixture, { 'apps/api/root/page': 'new\n' });
    const ran = await release(test.sandbox, fixture, { change });
    expect(ran.errors).toEqual([]);
    const [only] = await stored(test.sandbox, 'shop', 'ecr');
    expect(only?.tags.get('main')).toBe(only?.tags.get(`sha-${change.commit}`));
    expect([...(only?.tags.keys() ?? [])]).toContain(`sha-${first.event.sha}`);
  });

  it('gives a pull request no identity', async () => {
    const before = ecr.shown.length;
    const change = await commitChange(fixture, { 'apps/api/root/page': 'theirs\n' });
    const ran = await release(test.sandbox, fixture, { event: 'pull_request', change });
    expect(ran.errors).toEqual([]);
    expect(ran.jobs).toEqual(['plan', 'build']);
    expect(ecr.shown.length).toBe(before);
  });

  it('says that the repository is not there, where it may not make it', async () => {
    const late = await createFixture(test, 'late', { web: CLEAN }, { visibility: 'public', inputs: BY_ROLE });
    const ran = await release(test.sandbox, late);
    expect(ran.success).toBe(false);
    expect(ran.errors.join('\n')).toMatch(/repository/i);
    expect(ran.errors.join('\n')).toMatch(/create/i);
  });

  it('says what AWS says, where the role trusts somebody else', async () => {
    const foreign = await createFixture(
      test,
      'foreign',
      { web: CLEAN },
      { visibility: 'public', inputs: BY_ROLE },
    );
    const ran = await release(test.sandbox, foreign);
    expect(ran.jobs).toEqual(['plan-by-identity']);
    expect(ran.errors.join('\n')).toContain('Not authorized to perform sts:AssumeRoleWithWebIdentity');
    expect(ran.errors.join('\n')).toContain('trust policy');
  });
});
