import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WrittenPermissions } from '../src/permissions.ts';
import { runGit } from '../src/stand-in.ts';
import { type StandIn, startStandIn } from './octokit.ts';

let standIn: StandIn;
let clones = 0;
beforeAll(async () => {
  standIn = await startStandIn();
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: standIn.source });
  await standIn.github.createRepository({ owner: 'acme', name: 'other', from: standIn.source });
  await standIn.github.createRepository({
    owner: 'acme',
    name: 'public',
    from: standIn.source,
    private: false,
  });
});
afterAll(() => standIn.stop());

const job = async (permissions: WrittenPermissions) => {
  const run = await standIn.startRun({ jobs: { build: permissions } });
  return { run, token: run.token('build') };
};
/** As actions/checkout does it: the token in a header. */
const authorization = (token: string) => [
  '-c',
  `http.extraheader=AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
];
const url = (repository: string) => `${standIn.urls.server}/${repository}`;
async function clone(repository: string, token?: string): Promise<string> {
  const work = path.join(standIn.dir, `clone-${++clones}`);
  await runGit(
    [...(token === undefined ? [] : authorization(token)), 'clone', '--quiet', url(repository), work],
    standIn.dir,
  );
  return work;
}
const refusal = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it succeeded',
    (error: { stderr?: string; message: string }) => error.stderr ?? error.message,
  );

describe('cloning', () => {
  test('with contents: read', async () => {
    const { run, token } = await job({ contents: 'read' });
    const work = await clone('acme/shop', token);
    expect(await runGit(['rev-parse', 'HEAD'], work)).toBe(run.options.sha);
    expect(standIn.github.report(run).jobs['build']?.used).toEqual({ contents: 'read' });
  });
  test('with the token in the address, of another case, with .git, shallow', async () => {
    const { token } = await job({ contents: 'read' });
    const address = url('ACME/Shop.git').replace('http://', `http://x-access-token:${token}@`);
    const work = path.join(standIn.dir, 'address');
    await runGit(['clone', '--quiet', '--depth=1', address, work], standIn.dir);
    expect(await runGit(['rev-list', '--count', 'HEAD'], work)).toBe('1');
  });
  test('one commit by its id, as checkout fetches it', async () => {
    const { run, token } = await job({ contents: 'read' });
    const work = path.join(standIn.dir, 'by-id');
    await runGit(['init', '--quiet', work], standIn.dir);
    await runGit(
      [...authorization(token), 'fetch', '--quiet', '--depth=1', url('acme/shop'), run.options.sha],
      work,
    );
    expect(await runGit(['rev-parse', 'FETCH_HEAD'], work)).toBe(run.options.sha);
  });
  test('not without the permission, which is recorded', async () => {
    const { run, token } = await job({ packages: 'write' });
    expect(await refusal(clone('acme/shop', token))).toContain('Repository not found');
    expect(standIn.github.report(run).denials).toMatchObject([
      { job: 'build', permission: 'contents', needed: 'read', host: expect.any(String) },
    ]);
  });
  test('not another private repository, nor any without a token', async () => {
    const { token } = await job({ contents: 'write' });
    expect(await refusal(clone('acme/other', token))).toContain('not found');
    expect(await refusal(clone('acme/shop'))).toMatch(/could not read Username|Authentication failed/);
    expect(await refusal(clone('acme/shop', 'ghs_invented'))).toMatch(
      /could not read Username|Authentication failed/,
    );
  });
  test('a public one without a token', async () => {
    const work = await clone('acme/public');
    expect(await runGit(['log', '--format=%s'], work)).toBe('Initial commit');
  });
  test('refs of pull requests', async () => {
    const commit = await standIn.git(
      ['commit-tree', '-p', 'main', '-m', 'x', 'main^{tree}'],
      standIn.github.repository('acme/shop')?.gitDir,
    );
    const pull = await standIn.github.openPullRequest({
      repository: 'acme/shop',
      head: { branch: 'topic', commit },
    });
    const { token } = await job({ contents: 'read' });
    const listed = await runGit(
      [...authorization(token), 'ls-remote', url('acme/shop'), pull.ref],
      standIn.dir,
    );
    expect(listed).toBe(`${pull.mergeSha}\t${pull.ref}`);
  });
});

describe('pushing', () => {
  const commit = async (work: string, size = 10) => {
    await writeFile(path.join(work, 'file.bin'), randomBytes(size));
    await runGit(['add', '.'], work);
    await runGit(['commit', '--quiet', '-m', 'Change'], work);
  };
  test('with contents: write, more than one buffer, and the pull request follows', async () => {
    const { run, token } = await job({ contents: 'write' });
    const work = await clone('acme/shop', token);
    await runGit(['checkout', '--quiet', '-b', 'pushed'], work);
    await commit(work, 3 * 1024 * 1024);
    await runGit([...authorization(token), 'push', '--quiet', 'origin', 'pushed'], work);
    const pull = await standIn.github.openPullRequest({
      repository: 'acme/shop',
      head: { branch: 'pushed' },
    });
    await commit(work);
    await runGit([...authorization(token), 'push', '--quiet', 'origin', 'pushed'], work);
    const head = await runGit(['rev-parse', 'HEAD'], work);
    expect(standIn.github.repository('acme/shop')?.pulls.get(pull.number)?.headSha).toBe(head);
    expect(standIn.github.report(run).jobs['build']?.used).toEqual({ contents: 'write' });
    await runGit([...authorization(token), 'push', '--quiet', 'origin', ':pushed'], work);
    expect(standIn.github.repository('acme/shop')?.pulls.get(pull.number)?.state).toBe('closed');
  });
  test('not with contents: read', async () => {
    const { run, token } = await job({ contents: 'read' });
    const work = await clone('acme/shop', token);
    await commit(work);
    const message = await refusal(runGit([...authorization(token), 'push', 'origin', 'HEAD:refused'], work));
    expect(message).toContain('Permission to acme/shop.git denied to github-actions[bot].');
    expect(message).toContain('403');
    expect(standIn.github.report(run).denials).toMatchObject([{ permission: 'contents', needed: 'write' }]);
    expect(
      await runGit(['branch', '--list', 'refused'], standIn.github.repository('acme/shop')?.gitDir ?? ''),
    ).toBe('');
  });
  test('not of a fork’s run, and not to refs of pull requests', async () => {
    const run = await standIn.startRun({ fork: true, event: 'pull_request', jobs: { build: 'write-all' } });
    const work = await clone('acme/shop', run.token('build'));
    await commit(work);
    const push = runGit([...authorization(run.token('build')), 'push', 'origin', 'HEAD:fork'], work);
    expect(await refusal(push)).toContain('denied to github-actions[bot]');
    const { token } = await job({ contents: 'write' });
    const hidden = runGit([...authorization(token), 'push', 'origin', 'HEAD:refs/pull/1/head'], work);
    expect(await refusal(hidden)).toContain('hidden');
  });
  test('a public repository is not written to without a token', async () => {
    const work = await clone('acme/public');
    await commit(work);
    expect(await refusal(runGit(['push', 'origin', 'main'], work))).toMatch(
      /could not read Username|Authentication failed/,
    );
  });
});

test('a client that goes away in the middle of a push does no harm', async () => {
  const { run, token } = await job({ contents: 'write' });
  await new Promise<void>((resolve) => {
    const sent = request(`${url('acme/shop')}/git-receive-pack`, {
      method: 'POST',
      headers: {
        authorization: `basic ${Buffer.from(`x:${token}`).toString('base64')}`,
        'content-type': 'application/x-git-receive-pack-request',
        'content-length': 1_000_000,
      },
    });
    sent.on('error', () => {});
    sent.on('close', resolve);
    // The beginning of a line whose end never comes.
    sent.write(`0fff${'0'.repeat(100)}`);
    setTimeout(() => sent.destroy(), 100);
  });
  const work = await clone('acme/shop', token);
  await runGit(['commit', '--quiet', '--allow-empty', '-m', 'After'], work);
  await runGit([...authorization(token), 'push', '--quiet', 'origin', 'HEAD:after'], work);
  expect(standIn.github.report(run).failures).toEqual([]);
});

test('anything else of the host is unknown', async () => {
  const run = await standIn.startRun();
  const response = await fetch(`${url('acme/shop')}/releases/download/v1/tool.tar.gz`);
  expect(response.status).toBe(501);
  expect((await fetch(`${url('acme/shop')}/objects/info/packs`)).status).toBe(501);
  expect(standIn.github.report(run).unknownRoutes).toHaveLength(2);
});
