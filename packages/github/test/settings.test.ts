import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createGitHubClient, type GitHubClient } from '../src/client/client.ts';
import {
  readBranchRules,
  readCodeScanning,
  readEnvironments,
  readLinkedRepository,
  readNames,
  readTextFile,
} from '../src/repository/settings.ts';

const SHOP = { owner: 'acme', repo: 'shop' };
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({
    ...{ owner: 'acme', name: 'shop', private: true },
    from: standIn.source,
  });
});
afterAll(() => standIn.stop());

const clientWith = (permissions: Readonly<Record<string, 'read'>>): GitHubClient =>
  createGitHubClient({
    token: standIn.github.createUserToken({ login: 'alice', repositories: ['acme/shop'], permissions }),
    apiUrl: standIn.urls.api,
    fetch,
    clock: { now: Date.now, sleep: async () => {} },
    log: { debug: () => {}, info: () => {}, warning: () => {}, secret: () => {} },
  });

it('reads names of all pages, with those of an environment', async () => {
  const many = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`S${index}`, 'x']));
  standIn.github.configureRepository('acme/shop', {
    secrets: many,
    variables: { V: '1' },
    environments: { prod: { secrets: { P: 'x' }, variables: { W: '2' } }, dev: {} },
  });
  const client = clientWith({ secrets: 'read', variables: 'read', actions: 'read' });
  expect(await readNames(client, SHOP, 'secret', undefined)).toEqual(new Set(Object.keys(many)));
  expect((await readNames(client, SHOP, 'secret', 'prod')).has('P')).toBe(true);
  expect(await readNames(client, SHOP, 'variable', 'prod')).toEqual(new Set(['V', 'W']));
  expect(await readEnvironments(client, SHOP)).toEqual(new Set(['prod', 'dev']));
});

it('says of a refusal that it is one', async () => {
  const client = clientWith({});
  const forbidden = { code: 'github/forbidden' };
  await expect(readNames(client, SHOP, 'secret', undefined)).rejects.toMatchObject(forbidden);
  await expect(readEnvironments(client, SHOP)).rejects.toMatchObject(forbidden);
  await expect(readCodeScanning(client, SHOP)).rejects.toMatchObject(forbidden);
});

it('reads rules of rulesets, and that there is classic protection', async () => {
  const client = clientWith({ contents: 'read' });
  const rules = (main: object) => {
    standIn.github.configureRepository('acme/shop', { protectedBranches: { main } });
    return readBranchRules(client, SHOP, 'main');
  };
  expect(
    await rules({ requiresPullRequest: true, requiredChecks: ['CI'], requiresSignatures: true }),
  ).toEqual({
    pullRequest: true,
    checks: ['CI'],
    classic: false,
  });
  expect(await rules({ by: 'classic', requiresPullRequest: true, requiredChecks: ['CI'] })).toEqual({
    pullRequest: false,
    checks: ['CI'],
    classic: true,
  });
});

it('tells code scanning that is off from one that has nothing', async () => {
  const client = clientWith({ 'security-events': 'read' });
  const state = (codeScanning: boolean) => {
    standIn.github.configureRepository('acme/shop', { codeScanning });
    return readCodeScanning(client, SHOP);
  };
  expect([await state(true), await state(false)]).toEqual(['on', 'off']);
});

it('reads which repository a package is linked to', async () => {
  const client = clientWith({ packages: 'read' });
  const linked = (name: string) => readLinkedRepository(client, { owner: 'acme', name });
  expect(await linked('shop/api')).toBeUndefined();
  standIn.github.packages.publish('acme/shop/api', { digest: `sha256:${'1'.repeat(64)}`, tags: [] });
  expect(await linked('shop/api')).toBeNull();
  standIn.github.packages.link('acme/shop/api', 'acme/shop');
  expect(await linked('shop/api')).toBe('acme/shop');
});

it('reads the text of a file, or that there is none', async () => {
  const client = clientWith({ contents: 'read' });
  expect(await readTextFile(client, SHOP, 'README.md')).toBe('# Shop\n');
  expect(await readTextFile(client, SHOP, 'none.md')).toBeUndefined();
});
