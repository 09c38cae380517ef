/** Images in Google's Artifact Registry, without a stored password: what the workflow does by itself, and what it says when it cannot. */
import type { RunEvent, StepLabel } from '@sealift/workflow-runner/events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CLEAN,
  commitChange,
  createFixture,
  type Fixture,
  type FixtureOptions,
  obstacle,
} from '../e2e/sandbox.ts';
import {
  type Cloud,
  expectBump,
  expectJobs,
  expectNoTrace,
  expectVerified,
  startCloud,
} from './cloud-release.ts';
import { ACCOUNT, GAR_HOSTS, type Gar, PROVIDER, REGISTRY, startGar, USER } from './gar.ts';
import { type Ran, release } from './releases.ts';

const PREFIX = 'acme-prod/shop';
const BY_IDENTITY = `gcp-workload-identity-provider: ${PROVIDER}`;
const AS_ACCOUNT = [BY_IDENTITY, `gcp-service-account: ${ACCOUNT}`];

/** Owners whose repositories write by themselves, and those who act as the account. */
const WRITERS = ['direct', 'proud', 'brief', 'ended'];
const ACTORS = ['actor', 'lost', 'patient', 'kept', 'moving'];

let test: Cloud;
let gar: Gar;

const fixtureOf = (
  owner: string,
  inputs: readonly string[],
  prefix = `${PREFIX}/${owner}`,
  options: FixtureOptions = {},
) =>
  createFixture(
    test,
    owner,
    { api: CLEAN },
    {
      ...{ visibility: 'public', images: `${REGISTRY}/${prefix}` },
      inputs: [`image-prefix: ${REGISTRY}/${prefix}`, ...inputs],
      ...options,
    },
  );

/** The digest, where nothing but the two tags is there. */
async function digestOf(owner: string, ran: Ran): Promise<string> {
  const images = (await test.holds('acme-prod')).filter(({ name }) => name.startsWith(`${PREFIX}/${owner}/`));
  const digest = images[0]?.tags.get('main') ?? '';
  expect(images.map(({ name, tags }) => [name, [...tags].toSorted()])).toEqual([
    [
      `${PREFIX}/${owner}/api`,
      [
        ['main', digest],
        [`sha-${ran.event.sha}`, digest],
      ],
    ],
  ]);
  return digest;
}

/** Does something when a step has ended, before the next one begins. */
const afterStep =
  (is: (step: StepLabel) => boolean, work: () => void) =>
  (event: RunEvent): void => {
    if (event.kind !== 'step-ended' || event.outcome === 'skipped') return;
    if (event.step.phase === 'main' && is(event.step)) work();
  };

/** All is there, is signed and can be read by somebody else. */
async function expectReleased(fixture: Fixture, ran: Ran): Promise<void> {
  expect(ran.errors).toEqual([]);
  expect(ran.jobs).toEqual(['plan-by-identity', 'build', 'sign', 'bump-by-identity']);
  const login = { username: USER, password: gar.google.give({ account: ACCOUNT }) };
  const digest = await digestOf(fixture.owner, ran);
  const image = `${REGISTRY}/${PREFIX}/${fixture.owner}/api`;
  await expectVerified(test, fixture, ran, { image, digest, login });
  await expectBump(test, fixture, ran);
}

describe.skipIf(obstacle !== undefined)('a release to Artifact Registry', () => {
  beforeAll(async () => {
    test = await startCloud('gar', GAR_HOSTS);
    gar = startGar(test.sandbox, test.port, {
      repositories: [PREFIX, 'acme-prod/kept'],
      immutable: ['acme-prod/kept'],
      trusted: [...WRITERS, ...ACTORS].map((owner) => `${owner}/shop`),
      writers: WRITERS.map((owner) => `${owner}/shop`),
    });
  });
  afterAll(() => test?.stop());

  it('as a service account, and no token of it is left', async () => {
    const fixture = await fixtureOf('actor', AS_ACCOUNT);
    const ran = await release(test.sandbox, fixture);
    const given = [...gar.google.given, ...gar.registry.given, ...gar.shown.map(({ token }) => token)];
    await expectNoTrace(test, ran, given);
    await expectReleased(fixture, ran);
    expectJobs(
      gar.shown.map(({ claims }) => claims),
      'actor/shop',
      ran,
      // Its first login could have ended by the time of the push.
      2,
    );
  });

  it('by the federated identity itself', async () => {
    const fixture = await fixtureOf('direct', [BY_IDENTITY]);
    await expectReleased(fixture, await release(test.sandbox, fixture));
  });

  it('as a service account, with a build that outlives its login', async () => {
    const fixture = await fixtureOf('patient', AS_ACCOUNT);
    const onEvent = afterStep(
      ({ id }) => id === 'build',
      () => gar.endLogins('all'),
    );
    await expectReleased(fixture, await release(test.sandbox, fixture, { onEvent }));
  });

  it('by the federated identity itself, whose login ends in every long step', async () => {
    const fixture = await fixtureOf('brief', [BY_IDENTITY]);
    let ended = 0;
    const onEvent = afterStep(
      ({ id, name }) => id === 'build' || name.includes('$/actions/verify'),
      () => {
        gar.endLogins('federated');
        ended += 1;
      },
    );
    await expectReleased(fixture, await release(test.sandbox, fixture, { onEvent }));
    expect(ended).toBe(2);
  });

  it('says how long a login lasts, to whom it has ended', async () => {
    const onEvent = afterStep(
      ({ name }) => name.includes('$/actions/sign'),
      () => gar.endLogins('all'),
    );
    const ran = await release(test.sandbox, await fixtureOf('ended', [BY_IDENTITY]), { onEvent });
    expect(ran.success).toBe(false);
    expect(ran.errors.join('\n')).toMatch(/refused the user oauth2accesstoken .*only five minutes/s);
  });

  it('to a repository with immutable tags, again and again', async () => {
    const fixture = await fixtureOf('kept', AS_ACCOUNT, 'acme-prod/kept', {
      config: 'tags: type=sha,format=long\n',
    });
    const first = await release(test.sandbox, fixture);
    expect(first.errors).toEqual([]);
    expect((await release(test.sandbox, fixture, { rerunOf: first.run })).errors).toEqual([]);
    const change = await commitChange(fixture, { 'apps/api/root/page': 'new\n' });
    expect((await release(test.sandbox, fixture, { change })).errors).toEqual([]);
    expect(gar.refusedTags).toEqual([]);
  });

  it('says which tags to leave out where none moves', async () => {
    const fixture = await fixtureOf('moving', AS_ACCOUNT, 'acme-prod/kept/moving');
    expect((await release(test.sandbox, fixture)).errors).toEqual([]);
    const change = await commitChange(fixture, { 'apps/api/root/page': 'new\n' });
    const ran = await release(test.sandbox, fixture, { change });
    expect(ran.success).toBe(false);
    expect(ran.errors.join('\n')).toContain('tag immutability');
    expect(ran.errors.join('\n')).toContain('leave out the tags that move');
    expect(gar.refusedTags).toEqual(['acme-prod/kept/moving/api:main']);
  });

  it('says which right is missing, or which repository', async () => {
    const ran = await release(test.sandbox, await fixtureOf('lost', AS_ACCOUNT, 'acme-prod/shoop'));
    expect(ran.success).toBe(false);
    expect(ran.errors.join('\n')).toContain('Permission "artifactregistry.repositories.');
    expect(ran.errors.join('\n')).toContain('Artifact Registry Writer');
  });

  it('says what Google says, where the condition of the provider does not take the job', async () => {
    const ran = await release(test.sandbox, await fixtureOf('foreign', AS_ACCOUNT));
    expect(ran.jobs).toEqual(['plan-by-identity']);
    expect(ran.errors.join('\n')).toContain('rejected by the attribute condition');
    expect(ran.errors.join('\n')).toContain('attribute condition of the provider');
  });

  it('says that the identity may not act as the account', async () => {
    const ran = await release(test.sandbox, await fixtureOf('proud', AS_ACCOUNT));
    expect(ran.jobs).toEqual(['plan-by-identity']);
    expect(ran.errors.join('\n')).toContain('iam.serviceAccounts.getAccessToken');
    expect(ran.errors.join('\n')).toContain('Workload Identity User');
  });
});
