/** Images in ECR, without a stored password: what the workflow does by itself, and what it says when it cannot. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLEAN, commitChange, createFixture, type Fixture, obstacle } from '../e2e/sandbox.ts';
import {
  type Cloud,
  expectBump,
  expectJobs,
  expectNoTrace,
  expectVerified,
  startCloud,
} from './cloud-release.ts';
import { ECR_HOSTS, type Ecr, PASSWORD, REGISTRY, ROLE, startEcr } from './ecr.ts';
import { type Ran, release, stored } from './releases.ts';

let test: Cloud;
let ecr: Ecr;
let fixture: Fixture;
let first: Ran;

const BY_ROLE = [`image-prefix: ${REGISTRY}/shop`, `aws-role: ${ROLE}`];

const tagsOf = async () => (await test.holds('shop')).map(({ name, tags }) => [name, [...tags].toSorted()]);

describe.skipIf(obstacle !== undefined)('a release to ECR', () => {
  beforeAll(async () => {
    test = await startCloud('ecr', ECR_HOSTS);
    ecr = startEcr(test.sandbox, test.port, { trusted: ['ecr/shop', 'late/shop'], mutable: ['main'] });
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
  afterAll(() => test?.stop());

  it('by the role of the repository, into a repository that it makes, and a copy of it', async () => {
    first = await release(test.sandbox, fixture);
    expect(first.errors).toEqual([]);
    expect(first.jobs).toEqual(['plan-by-identity', 'build', 'sign', 'bump-by-identity']);
    expect([...ecr.repositories]).toEqual(['shop/api']);
    const digest = (await test.holds('shop'))[0]?.tags.get('main') ?? '';
    expect(await tagsOf()).toEqual([
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
    for (const [image, login] of [
      [`${REGISTRY}/shop/api`, { username: 'AWS', password: PASSWORD }],
      ['ghcr.io/ecr/shop/api', { username: 'reader', password: token }],
    ] as const)
      await expectVerified(test, fixture, first, { image, digest, login });
    await expectBump(test, fixture, first);
  });

  it('leaves the token of the cloud nowhere', () => expectNoTrace(test, first, [PASSWORD]));

  it('shows the cloud who each job is: only who signs is the signer', () =>
    expectJobs(ecr.shown, 'ecr/shop', first));

  it('run again writes no tag that cannot be written again', async () => {
    const before = await tagsOf();
    const again = await release(test.sandbox, fixture, { rerunOf: first.run });
    expect(again.errors).toEqual([]);
    expect(again.success).toBe(true);
    expect(await tagsOf()).toEqual(before);
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
    const [only] = await test.holds('shop');
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
