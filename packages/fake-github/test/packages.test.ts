import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Run } from '../src/run.ts';
import { failureOf, type StandIn, startStandIn } from './octokit.ts';

const shop = { org: 'acme', package_type: 'container', package_name: 'shop/api' } as const;
const digest = (number: number) => `sha256:${String(number).padStart(64, '0')}`;
const gone: string[] = [];
let standIn: StandIn;
let run: Run;

beforeAll(async () => {
  standIn = await startStandIn({ packageDeleted: (name, each) => void gone.push(`${name} ${each}`) });
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  run = await standIn.startRun({ jobs: { prune: { packages: 'write' }, other: { contents: 'read' } } });
  for (const number of [1, 2, 3])
    standIn.github.packages.publish('acme/shop/api', {
      digest: digest(number),
      tags: number === 1 ? ['main'] : [],
      createdAt: number * 1_000,
    });
});
afterAll(() => standIn.stop());

test('lists versions by pages, the newest first, and deletes one', async () => {
  const { rest, paginate } = standIn.octokit(run.token('prune'));
  const names = async () =>
    (await paginate(rest.packages.getAllPackageVersionsForPackageOwnedByOrg, { ...shop, per_page: 2 })).map(
      ({ name, metadata }) => [name, metadata?.container?.tags],
    );
  expect(await names()).toEqual([
    [digest(3), []],
    [digest(2), []],
    [digest(1), ['main']],
  ]);
  // A tag moves, and what it leaves stays.
  standIn.github.packages.publish('acme/shop/api', { digest: digest(2), tags: ['main'] });
  const [, second] = (await rest.packages.getAllPackageVersionsForPackageOwnedByOrg(shop)).data;
  const which = { ...shop, package_version_id: second?.id ?? 0 };
  expect((await rest.packages.getPackageVersionForOrganization(which)).data.name).toBe(digest(2));
  expect((await rest.packages.deletePackageVersionForOrg(which)).status).toBe(204);
  expect(gone).toEqual([`acme/shop/api ${digest(2)}`]);
  expect(await names()).toEqual([
    [digest(3), []],
    [digest(1), []],
  ]);
  expect((await failureOf(rest.packages.deletePackageVersionForOrg(which))).status).toBe(404);
});

test('nobody else sees it, and an organisation is no person', async () => {
  const { rest } = standIn.octokit(run.token('other'));
  expect((await failureOf(rest.packages.getAllPackageVersionsForPackageOwnedByOrg(shop))).status).toBe(403);
  const octokit = standIn.octokit(run.token('prune'));
  const asUser = octokit.rest.packages.getAllPackageVersionsForPackageOwnedByUser({
    ...shop,
    username: 'acme',
  });
  expect((await failureOf(asUser)).status).toBe(404);
});
