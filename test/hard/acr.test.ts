/** Images in Azure's registry, without a stored password: what the workflow does by itself, and what it says when it cannot. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLEAN, createFixture, type Fixture, obstacle } from '../e2e/sandbox.ts';
import { ACR_HOSTS, type Acr, CLIENT, NOBODY, REGISTRY, startAcr, TENANT } from './acr.ts';
import {
  type Cloud,
  expectBump,
  expectJobs,
  expectNoTrace,
  expectVerified,
  startCloud,
} from './cloud-release.ts';
import { type Ran, release } from './releases.ts';

let test: Cloud;
let acr: Acr;
let fixture: Fixture;
let first: Ran;

const fixtureOf = (owner: string) =>
  createFixture(
    test,
    owner,
    { api: CLEAN },
    {
      ...{ visibility: 'public', images: `${REGISTRY}/${owner}` },
      inputs: [
        `image-prefix: ${REGISTRY}/${owner}`,
        `azure-client-id: ${CLIENT}`,
        `azure-tenant-id: ${TENANT}`,
      ],
    },
  );

const tagsOf = async () => (await test.holds('azure')).map(({ name, tags }) => [name, [...tags].toSorted()]);

describe.skipIf(obstacle !== undefined)("a release to Azure's registry", () => {
  beforeAll(async () => {
    test = await startCloud('acr', ACR_HOSTS);
    acr = startAcr(test.sandbox, test.port, { 'azure/shop': 'AcrPush', 'reader/shop': 'AcrPull' });
    fixture = await fixtureOf('azure');
  });
  afterAll(() => test?.stop());

  it('by the federated credential of the repository, and no token of it is left', async () => {
    first = await release(test.sandbox, fixture);
    const { shown, entra, refresh, registry } = acr;
    const given = [...entra.given, ...refresh.given, ...registry.given, ...shown.map(({ token }) => token)];
    await expectNoTrace(test, first, given);
    expect(first.errors).toEqual([]);
    expect(first.jobs).toEqual(['plan-by-identity', 'build', 'sign', 'bump-by-identity']);
    const digest = (await test.holds('azure'))[0]?.tags.get('main') ?? '';
    expect(await tagsOf()).toEqual([
      [
        'azure/api',
        [
          ['main', digest],
          [`sha-${first.event.sha}`, digest],
        ],
      ],
    ]);
    expect(acr.furtherPages).toBeGreaterThan(0);
    acr.page = 100;
    const image = `${REGISTRY}/azure/api`;
    const identityToken = acr.refresh.give('AcrPull');
    const password = acr.refresh.give('AcrPull');
    for (const login of [
      { username: NOBODY, identityToken },
      { username: NOBODY, password },
    ])
      await expectVerified(test, fixture, first, { image, digest, login });
    await expectBump(test, fixture, first);
    expectJobs(
      shown.map(({ claims }) => claims),
      'azure/shop',
      first,
    );
  });

  it('run again writes no tag that is locked', async () => {
    const before = await tagsOf();
    acr.locked.add(`azure/api:sha-${first.event.sha}`);
    const again = await release(test.sandbox, fixture, { rerunOf: first.run });
    expect(again.errors).toEqual([]);
    expect(again.success).toBe(true);
    expect(await tagsOf()).toEqual(before);
    expect(acr.refusedTags).toEqual([]);
  });

  it('says which role is missing', async () => {
    const ran = await release(test.sandbox, await fixtureOf('reader'));
    expect(ran.success).toBe(false);
    expect(ran.errors.join('\n')).toContain('AcrPush');
  });

  it('says what Entra says, where no credential is for the job', async () => {
    const ran = await release(test.sandbox, await fixtureOf('stranger'));
    expect(ran.jobs).toEqual(['plan-by-identity']);
    expect(ran.errors.join('\n')).toContain('AADSTS700213');
    expect(ran.errors.join('\n')).toContain('federated credential for the subject of this job');
  });

  it('says that the firewall does not let the runner in', async () => {
    acr.open = false;
    const ran = await release(test.sandbox, fixture, { rerunOf: first.run });
    acr.open = true;
    expect(ran.jobs).toEqual(['plan-by-identity']);
    expect(ran.errors.join('\n')).toContain('203.0.113.9');
    expect(ran.errors.join('\n')).toMatch(/network|firewall/);
  });
});
