import { configurationFailure } from '@sealift/core/failure';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { createGitHubClient } from '@sealift/github/client/client';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { failureOf } from '@sealift/testing/thrown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publish } from '../src/publish.ts';

const OWNER = 'sealift';
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn();
});
afterAll(() => standIn.stop());

let count = 0;
type Repo = Awaited<ReturnType<typeof repository>>;

/** A repository whose `main` is a commit that the stand-in has signed, as after a merge. */
async function repository(settings: { readonly immutableReleases: boolean } = { immutableReleases: true }) {
  count += 1;
  const name = `sealift-${count}`;
  const { gitDir } = await standIn.github.createRepository({
    ...{ owner: OWNER, name, private: false, from: standIn.source, settings },
  });
  const fullName = `${OWNER}/${name}`;
  const token = standIn.github.createUserToken({
    ...{ login: 'alice', repositories: [fullName] },
    permissions: { contents: 'write' },
  });
  /** A merge on GitHub's page, which GitHub signs. */
  const merge = async () => {
    const work = `${standIn.dir}/work-${name}-${Math.random()}`;
    await standIn.git(['clone', '--quiet', gitDir, work]);
    await standIn.git(['commit', '--quiet', '--allow-empty', '--message', 'feat: more'], work);
    const commit = await standIn.git(['rev-parse', 'HEAD'], work);
    const opened = await standIn.github.openPullRequest({
      ...{ repository: fullName, base: 'main', title: 'chore(release): next' },
      head: { branch: `next-${Math.random()}`, from: work, commit },
    });
    return standIn.github.mergePullRequest({ repository: fullName, number: opened.number });
  };
  const refs = async () =>
    (
      await standIn.git(
        ['for-each-ref', '--format=%(refname:strip=2) %(objectname) %(objecttype)', 'refs/tags'],
        gitDir,
      )
    )
      .split('\n')
      .filter((line) => line !== '');
  return { name, gitDir, fullName, token, merge, refs };
}

/** @param fetch what goes over the network */
const publishing = (
  { name, token }: Repo,
  commit: string,
  version = '1.2.3',
  fetch: typeof globalThis.fetch = globalThis.fetch,
) => {
  const log = memoryLog();
  const client = createGitHubClient({
    ...{ token, apiUrl: standIn.urls.api, fetch, log },
    clock: fakeClock(),
  });
  const files = ['files.sha256', 'provenance.sigstore.json'].map((file) => ({
    ...{ name: file, contentType: 'text/plain', bytes: Buffer.from(`${file} of ${version}\n`) },
  }));
  return publish(client, { owner: OWNER, repo: name }, { version, commit, notes: 'Notes', files }, { log });
};

const releasesOf = ({ fullName }: Repo) =>
  [...(standIn.github.repository(fullName)?.releases.values() ?? [])].map(
    ({ tag, draft, immutable, assets }) => ({
      ...{ tag, draft, immutable },
      assets: [...assets.values()].map(({ name, bytes }) => `${name}: ${bytes.toString()}`),
    }),
  );

describe('a release', () => {
  const released = (commit: string) => ({
    refs: ['v1.2.3', 'v1', 'v1.2'].map((name) => `${name} ${commit} commit`).sort(),
    releases: [
      {
        ...{ tag: 'v1.2.3', draft: false, immutable: true },
        assets: [
          'files.sha256: files.sha256 of 1.2.3\n',
          'provenance.sigstore.json: provenance.sigstore.json of 1.2.3\n',
        ],
      },
    ],
  });
  const state = async (repo: Repo) => ({ refs: (await repo.refs()).sort(), releases: releasesOf(repo) });

  it('is immutable, on lightweight tags of the commit, with its files', async () => {
    const repo = await repository();
    const commit = await repo.merge();
    await publishing(repo, commit);
    expect(await state(repo)).toEqual(released(commit));
    await publishing(repo, commit);
    expect(await state(repo)).toEqual(released(commit));
  });

  it('comes out the same when a run was ended after any of its writes', async () => {
    const repo = await repository();
    const commit = await repo.merge();
    const writes: string[] = [];
    for (let last = 1, over = false; !over; last += 1) {
      writes.length = 0;
      await forget(repo);
      const dying: typeof globalThis.fetch = async (input, init) => {
        if (writes.length >= last) throw ENDED;
        const response = await fetch(input, init);
        const body = typeof init?.body === 'string' ? init.body : '';
        const query = init?.method === 'GET' || body.includes('"query":"query ');
        if (query) return response;
        writes.push(`${init?.method} ${new URL(String(input)).pathname.split('/').slice(4, 5).join('')}`);
        if (writes.length < last) return response;
        // It arrived, and nobody was there any more for the answer.
        await response.arrayBuffer();
        throw ENDED;
      };
      over = await publishing(repo, commit, '1.2.3', dying).then(
        () => true,
        () => false,
      );
      await publishing(repo, commit);
      expect(await state(repo), writes.join(', ')).toEqual(released(commit));
    }
    // Draft, two files, publication, two tags.
    expect(writes).toHaveLength(6);
  });
});

const ENDED = configurationFailure({ code: 'release/ended', cause: 'Ended.', remedy: 'None.' });

async function forget({ fullName, gitDir, refs }: Repo): Promise<void> {
  standIn.github.repository(fullName)?.releases.clear();
  for (const ref of await refs())
    await standIn.git(['update-ref', '-d', `refs/tags/${ref.split(' ')[0]}`], gitDir);
}

describe('tags that follow', () => {
  it('go on with each release, and stay at a newer one', async () => {
    const repo = await repository();
    const first = await repo.merge();
    await publishing(repo, first, '1.2.3');
    const second = await repo.merge();
    await publishing(repo, second, '1.3.0');
    expect(await repo.refs()).toEqual([
      `v1 ${second} commit`,
      `v1.2 ${first} commit`,
      `v1.2.3 ${first} commit`,
      `v1.3 ${second} commit`,
      `v1.3.0 ${second} commit`,
    ]);
    // The job of the older release is run again.
    await publishing(repo, first, '1.2.3');
    expect((await repo.refs())[0]).toBe(`v1 ${second} commit`);
  });

  it('are never taken from where somebody else has put them', async () => {
    const repo = await repository();
    const first = await repo.merge();
    const second = await repo.merge();
    await standIn.git(['update-ref', 'refs/tags/v1', second], repo.gitDir);
    const failure = await failureOf(publishing(repo, first, '1.2.3'));
    expect(failure).toMatchObject({ code: 'release/backward' });
    expect((await repo.refs())[0]).toBe(`v1 ${second} commit`);
  });
});

describe('nothing is released', () => {
  it('from a commit that GitHub has not signed', async () => {
    const repo = await repository();
    const commit = await standIn.git(['rev-parse', 'main'], repo.gitDir);
    expect(await failureOf(publishing(repo, commit))).toMatchObject({ code: 'release/unsigned' });
    expect(await repo.refs()).toEqual([]);
  });

  it('where the version is on another commit, or an annotated tag', async () => {
    const repo = await repository();
    const first = await repo.merge();
    const second = await repo.merge();
    await publishing(repo, first, '1.2.3');
    expect(await failureOf(publishing(repo, second, '1.2.3'))).toMatchObject({
      code: 'release/other-commit',
    });
    await standIn.git(['tag', '--annotate', '--message', 'x', 'v1.4.0', second], repo.gitDir);
    expect(await failureOf(publishing(repo, second, '1.4.0'))).toMatchObject({
      code: 'release/other-commit',
    });
  });

  it('that could be changed: the tags do not follow it', async () => {
    const repo = await repository({ immutableReleases: false });
    const commit = await repo.merge();
    expect(await failureOf(publishing(repo, commit))).toMatchObject({ code: 'release/mutable' });
    expect(await repo.refs()).toEqual([`v1.2.3 ${commit} commit`]);
  });
});
