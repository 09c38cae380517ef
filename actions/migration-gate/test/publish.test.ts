import { readGitHubContext } from '@sealift/action-kit/github-context';
import { fakeClock } from '@sealift/testing/clock';
import { memoryLog } from '@sealift/testing/log';
import { describe, expect, it } from 'vitest';
import { publish, pullRequestOf } from '../src/report/publish.ts';

const CONTEXT = await readGitHubContext({
  GITHUB_REPOSITORY: 'acme/shop',
  GITHUB_SHA: 'a'.repeat(40),
  GITHUB_REF: 'refs/pull/7/merge',
});
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
  it('is made when there is none, whoever else wrote the mark', async () => {
    const comments = [
      { id: 1, body: `${MARK} mine`, user: { type: 'User' } },
      { id: 2, body: `see ${MARK}`, user: { type: 'Bot' } },
      { id: 3, body: null, user: null },
    ];
    const { requests, lines } = await tell(({ method }) =>
      method === 'GET' ? { status: 200, body: comments } : { status: 201, body: { id: 9 } },
    );
    expect(shown(lines)).toEqual([]);
    expect(requests).toEqual([
      { method: 'GET', path: '/repos/acme/shop/issues/7/comments?per_page=100&page=1', body: undefined },
      { method: 'POST', path: '/repos/acme/shop/issues/7/comments', body: { body: `${MARK}\n### report` } },
    ]);
  });

  it('of an earlier run is written anew, on whatever page it is', async () => {
    const full = Array.from({ length: 100 }, (_, id) => ({ id, body: 'x', user: { type: 'User' } }));
    const { requests } = await tell(({ method, path }) => {
      if (method !== 'GET') return { status: 200, body: { id: 4711 } };
      return {
        status: 200,
        body: path.endsWith('page=1') ? full : [{ id: 4711, body: `${MARK}\nold`, user: { type: 'Bot' } }],
      };
    });
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

describe('pullRequestOf', () => {
  const of = (pull: unknown) => pullRequestOf({ ...CONTEXT, payload: { pull_request: pull } });
  it('knows a fork, also one that is gone', () => {
    const labels = [{ name: 'contract' }];
    expect(of({ number: 7, labels, head: { repo: { full_name: 'Acme/Shop' } } })).toEqual({
      number: 7,
      labels: ['contract'],
      fork: false,
    });
    expect(of({ number: 7, head: { repo: { full_name: 'eve/shop' } } })?.fork).toBe(true);
    expect(of({ number: 7, head: { repo: null } })?.fork).toBe(true);
  });
  it.each([undefined, null, 'x', { number: 0 }, { number: '7', head: {} }])('is none: %j', (pull) => {
    expect(of(pull)).toBeUndefined();
  });
});
