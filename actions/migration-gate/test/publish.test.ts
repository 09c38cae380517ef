import { readGitHubContext } from '@sealift/action-kit/github-context';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { describe, expect, it } from 'vitest';
import { publish } from '../src/report/publish.ts';

const CONTEXT = await readGitHubContext({
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/pull/7/merge',
});
const TIME = '2026-01-01T00:00:00Z';
const MARK = '<!-- sealift migration-gate apps%2Fapi -->';

type Request = { readonly method: string; readonly path: string; readonly body: unknown };

/** GitHub with answers for paths. */
function github(answers: (request: Request) => { readonly status: number; readonly body: unknown }) {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const request = {
      method: init?.method ?? 'GET',
      path: `${url.pathname}${url.search}`,
      body:
        init?.body === undefined || init.body === null
          ? undefined
          : (JSON.parse(String(init.body)) as unknown),
    };
    requests.push(request);
    const { status, body } = answers(request);
    return Response.json(body, { status });
  };
  return { fetch, requests };
}

async function tell(
  answers: Parameters<typeof github>[0],
  more: Partial<Parameters<typeof publish>[0]> = {},
) {
  const { fetch, requests } = github(answers);
  const log = memoryLog();
  const options = {
    inputs: { comment: true, uploadSarif: false, token: 'ghs_secret_token', workingDirectory: 'apps/api' },
    context: CONTEXT,
    pull: { number: 7, labels: [], fork: false },
    markdown: '### report',
    sarif: '{}',
    startedAt: 0,
    ...more,
  };
  await publish(options, {
    env: {},
    log,
    clock: fakeClock(),
    fetch,
    summary: async () => {},
    signal: new AbortController().signal,
    setOutput: () => {},
    exec: () => Promise.reject(new Error('nothing is run')),
    resolveTool: () => Promise.reject(new Error('nothing is fetched')),
  });
  return { requests: requests.map(({ method, path, body }) => ({ method, path, body })), lines: log.lines };
}

const shown = (lines: readonly string[]) => lines.filter((line) => !/^(?:debug|info)/.test(line));

describe('a comment', () => {
  type Node = { databaseId: number; body: string; viewerDidAuthor: boolean };
  /** Pages of comments as GraphQL gives them; what is written is taken. */
  const commented = (...pages: readonly (readonly Node[])[]) => {
    let page = 0;
    return ({ path }: Request) => {
      if (path !== '/graphql') return { status: 200, body: { id: 9, html_url: 'u', updated_at: TIME } };
      const nodes = (pages[page] ?? []).map((node) => ({ ...node, url: 'u', updatedAt: TIME }));
      page += 1;
      const pageInfo = { hasNextPage: page < pages.length, endCursor: 'next' };
      const comments = { nodes, pageInfo };
      return { status: 200, body: { data: { repository: { pullRequest: { comments } } } } };
    };
  };

  it('is made when there is none, whoever else wrote the mark', async () => {
    const { requests, lines } = await tell(
      commented([
        { databaseId: 1, body: `${MARK} mine`, viewerDidAuthor: false },
        { databaseId: 2, body: `see ${MARK}`, viewerDidAuthor: true },
      ]),
    );
    expect(shown(lines)).toEqual([]);
    expect(requests.map(({ path }) => path)).toEqual(['/graphql', '/repos/acme/shop/issues/7/comments']);
    expect(requests.at(-1)).toMatchObject({ method: 'POST', body: { body: `${MARK}\n### report` } });
  });

  it('of an earlier run is written anew, on whatever page it is', async () => {
    const full = Array.from({ length: 100 }, (_, databaseId) => ({
      ...{ databaseId, body: 'x', viewerDidAuthor: false },
    }));
    const { requests } = await tell(
      commented(full, [{ databaseId: 4711, body: `${MARK}\nold`, viewerDidAuthor: true }]),
    );
    expect(requests.at(-1)).toMatchObject({ method: 'PATCH', path: '/repos/acme/shop/issues/comments/4711' });
  });

  it('that is not allowed is a warning', async () => {
    const { lines } = await tell(() => ({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    }));
    expect(shown(lines)).toEqual([expect.stringContaining('pull-requests: write')]);
  });

  it('of a fork, or of no pull request, is only spoken of', async () => {
    const fork = await tell(() => ({ status: 500, body: {} }), {
      pull: { number: 7, labels: [], fork: true },
    });
    expect(fork).toEqual({
      requests: [],
      lines: ['notice No comment: the token of a pull request from a fork may only read.'],
    });
    const none = await tell(() => ({ status: 500, body: {} }), { pull: undefined });
    expect(none.requests).toEqual([]);
    expect(shown(none.lines)).toEqual([expect.stringContaining('belongs to no pull request')]);
  });

  it('is not made unless asked for', async () => {
    const inputs = { comment: false, uploadSarif: false, token: undefined, workingDirectory: '.' };
    expect(await tell(() => ({ status: 500, body: {} }), { inputs })).toEqual({ requests: [], lines: [] });
  });
});

it('findings are uploaded for the commit of the run', async () => {
  const inputs = { comment: false, uploadSarif: true, token: 'ghs_secret_token', workingDirectory: '.' };
  const { requests, lines } = await tell(() => ({ status: 202, body: { id: 'x' } }), { inputs });
  expect(shown(lines)).toEqual([]);
  expect(requests).toMatchObject([
    {
      method: 'POST',
      path: '/repos/acme/shop/code-scanning/sarifs',
      body: { commit_sha: 'a'.repeat(40), ref: 'refs/pull/7/merge' },
    },
  ]);
});
