import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { GitHubContext } from '@sealift/action-kit/github-context';
import { failureOf } from '@sealift/testing/thrown';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPlace } from '../src/git-context.ts';

const SHA = 'f'.repeat(40);
const github: GitHubContext = {
  eventName: 'push',
  payload: {},
  repository: { owner: 'acme', repo: 'shop' },
  sha: SHA,
  ref: 'refs/heads/main',
  runId: '1',
  runAttempt: '1',
  apiUrl: 'https://api.github.com',
  serverUrl: 'https://github.com',
};
const COMMIT = `https://github.com/acme/shop.git#${SHA}`;
const nothing = {
  context: undefined,
  file: undefined,
  buildContexts: [],
  gitToken: 'ghs_token',
  secrets: [],
  secretVariables: [],
  secretFiles: [],
};

let workspace: string;
beforeEach(async () => {
  workspace = await mkdtemp(path.join(tmpdir(), 'sealift-workspace-'));
});
afterEach(() => rm(workspace, { recursive: true, force: true }));

describe('without a context', () => {
  test('it is the commit where nothing is checked out, with the token for this server', async () => {
    expect(await findPlace(nothing, workspace, github)).toEqual({
      context: COMMIT,
      buildContexts: [],
      gitSecrets: [{ id: 'GIT_AUTH_TOKEN.github.com', value: 'ghs_token' }],
    });
  });

  test.each(['.git/HEAD', 'Dockerfile'])('it is the workspace where there is %s', async (file) => {
    await mkdir(path.dirname(path.join(workspace, file)), { recursive: true });
    await writeFile(path.join(workspace, file), '');
    expect(await findPlace(nothing, workspace, github)).toMatchObject({ context: '.', gitSecrets: [] });
  });
});

describe('a context', () => {
  test.each([
    ['{{defaultContext}}', COMMIT],
    ['{{ defaultContext }}:app', `${COMMIT}:app`],
    ['{{{defaultContext}}}:1. Containers/backend', `${COMMIT}:1. Containers/backend`],
    ['./app', './app'],
    ['https://github.com/other/shop.git#main:app', 'https://github.com/other/shop.git#main:app'],
  ])('%s', async (context, expected) => {
    const place = await findPlace({ ...nothing, context }, workspace, github);
    expect(place.context).toBe(expected);
    expect(place.gitSecrets.length).toBe(expected.startsWith(COMMIT) ? 1 : 0);
  });

  test('of another name is filled in too, and needs the token as well', async () => {
    const inputs = { ...nothing, context: '.', buildContexts: ['docs={{defaultContext}}:docs'] };
    expect(await findPlace(inputs, workspace, github)).toMatchObject({
      buildContexts: [`docs=${COMMIT}:docs`],
      gitSecrets: [{ id: 'GIT_AUTH_TOKEN.github.com' }],
    });
  });

  test.each([
    ['secrets', [{ id: 'GIT_AUTH_TOKEN', value: 'own' }]],
    ['secretFiles', [{ id: 'GIT_AUTH_TOKEN.github.com', file: 'token' }]],
    ['secretVariables', [{ id: 'GIT_AUTH_TOKEN', variable: 'TOKEN' }]],
  ])('does not get the token beside one of %s', async (name, given) => {
    expect((await findPlace({ ...nothing, [name]: given }, workspace, github)).gitSecrets).toEqual([]);
  });

  // The token is sent to whatever host stands in the URL of the commit, and to no longer name that begins like it.
  test('of a repository whose name only begins the same gets no token', async () => {
    const context = `https://github.com/acme/shop.git#${SHA}0`;
    expect((await findPlace({ ...nothing, context }, workspace, github)).gitSecrets).toEqual([]);
  });

  test('on a server of its own', async () => {
    const server = { ...github, serverUrl: 'https://git.acme.example:8443' };
    expect(await findPlace(nothing, workspace, server)).toMatchObject({
      context: `https://git.acme.example:8443/acme/shop.git#${SHA}`,
      gitSecrets: [{ id: 'GIT_AUTH_TOKEN.git.acme.example:8443' }],
    });
  });

  test.each([{ context: '{{nothing}}' }, { buildContexts: ['a={{ref}}'] }])(
    '%j is refused',
    async (given) => {
      expect((await failureOf(findPlace({ ...nothing, ...given }, workspace, github))).code).toBe(
        'build-push/bad-input',
      );
    },
  );

  test('of the commit needs a run', async () => {
    const context = '{{defaultContext}}';
    const failure = await failureOf(
      findPlace({ ...nothing, context }, workspace, { ...github, repository: undefined }),
    );
    expect(failure.code).toBe('action/context');
  });
});
