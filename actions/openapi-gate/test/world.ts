/** A repository with an API on the GitHub stand-in, a checkout of its pull request, and the action against both. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInputReader } from '@sealift/action-kit/inputs';
import { findEngines } from '@sealift/engines/find';
import { type StandIn, startStandIn } from '@sealift/fake-github/stand-in';
import { fakeClock } from '@sealift/testing/clock';
import { type MemoryLog, memoryLog } from '@sealift/testing/log';
import { createExec } from '@sealift/tools/exec';
import { parse } from 'yaml';
import type { Dependencies } from '../src/dependencies.ts';
import { loadInputs } from '../src/inputs.ts';
import { type Outputs, outputNames, run } from '../src/run.ts';

export const engines = findEngines(['oasdiff']);

export const SNAPSHOT = 'apps/api/openapi.json';

const declared = parse(readFileSync(path.resolve(import.meta.dirname, '../action.yml'), 'utf8')) as {
  inputs: Record<string, { default?: unknown }>;
};

export type Gated = {
  readonly outputs: Partial<Outputs>;
  readonly failure: unknown;
  readonly log: MemoryLog;
  readonly summary: string;
};

export type World = {
  readonly standIn: StandIn;
  readonly clock: ReturnType<typeof fakeClock>;
  /** The pull request that brings these files. */
  open(files: Readonly<Record<string, string>>, options?: { readonly fork?: string }): Promise<number>;
  gate(
    pull: number | undefined,
    inputs?: Readonly<Record<string, string>>,
    more?: Partial<Dependencies>,
  ): Promise<Gated>;
  /** As a person. */
  api(login: string, method: string, route: string, body?: unknown): Promise<unknown>;
  comments(pull: number): Promise<readonly { readonly id: number; readonly body: string }[]>;
  readonly checkout: string;
  stop(): Promise<void>;
};

export const document = (properties: object, more: object = {}): string =>
  `${JSON.stringify(
    {
      openapi: '3.1.0',
      info: { title: 'Items', version: '1' },
      paths: {
        '/items': {
          get: {
            operationId: 'listItems',
            responses: {
              '200': {
                description: 'ok',
                content: {
                  'application/json': {
                    schema: { type: 'object', required: Object.keys(properties), properties },
                  },
                },
              },
            },
          },
        },
      },
      ...more,
    },
    null,
    2,
  )}\n`;

export const BASE = document({ id: { type: 'integer' }, name: { type: 'string' } });
/** Without `name`. */
export const BROKEN = document({ id: { type: 'integer' } });
export const EXTENDED = document({
  id: { type: 'integer' },
  name: { type: 'string' },
  color: { type: 'string' },
});

export async function startWorld(
  files: Readonly<Record<string, string>> = { [SNAPSHOT]: BASE },
): Promise<World> {
  const clock = fakeClock();
  const standIn = await startStandIn({ clock });
  const dir = await mkdtemp(path.join(os.tmpdir(), 'openapi-gate-'));
  const checkout = path.join(dir, 'checkout');
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Dana', '-c', 'user.email=dana@example.com', ...args], {
      cwd: checkout,
      encoding: 'utf8',
    }).trim();
  const write = async (changed: Readonly<Record<string, string>>) => {
    for (const [name, text] of Object.entries(changed)) {
      await mkdir(path.dirname(path.join(checkout, name)), { recursive: true });
      await writeFile(path.join(checkout, name), text);
    }
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '-m', 'Change');
    return git('rev-parse', 'HEAD');
  };
  await mkdir(checkout);
  git('init', '--quiet', '--initial-branch=main');
  const main = await write(files);
  await standIn.github.createRepository({ owner: 'acme', name: 'shop', from: checkout });
  standIn.github.configureRepository('acme/shop', {
    roles: { alice: 'write', bob: 'write', mallory: 'read', carol: 'maintain', tina: 'triage' },
    codeScanning: true,
  });
  const tokenOf = (login: string) =>
    standIn.github.createUserToken({
      login,
      repositories: ['acme/shop'],
      permissions: {
        contents: 'read',
        'pull-requests': 'write',
        issues: 'write',
        'security-events': 'write',
      },
    });
  const job = tokenOf('shop-ci');
  let opened = 0;
  const events = new Map<number, object>();

  const api: World['api'] = async (login, method, route, body) => {
    const response = await fetch(`${standIn.urls.api}/repos/acme/shop${route}`, {
      method,
      headers: {
        authorization: `Bearer ${tokenOf(login)}`,
        accept: 'application/vnd.github+json',
        'user-agent': login,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${text}`);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };

  return {
    standIn,
    clock,
    checkout,
    api,
    async open(changed, { fork } = {}) {
      opened += 1;
      git('checkout', '--quiet', '--force', '-B', `change-${opened}`, main);
      const commit = await write(changed);
      const pull = await standIn.github.openPullRequest({
        repository: 'acme/shop',
        author: fork ?? 'alice',
        head: { branch: `change-${opened}`, commit, from: checkout },
        ...(fork === undefined ? {} : { fork }),
      });
      events.set(pull.number, pull.event);
      return pull.number;
    },
    comments: async (pull) =>
      (await api('alice', 'GET', `/issues/${pull}/comments`)) as { id: number; body: string }[],
    async gate(pull, inputs = {}, more = {}) {
      const log = memoryLog();
      let summary = '';
      const outputs: Record<string, string> = {};
      const event = path.join(dir, 'event.json');
      await writeFile(event, JSON.stringify(pull === undefined ? {} : events.get(pull)));
      const given: Readonly<Record<string, string>> = {
        app: 'api',
        snapshot: SNAPSHOT,
        document: SNAPSHOT,
        'base-ref': main,
        'source-repository': 'acme/shop',
        'source-ref': 'refs/heads/main',
        'upload-sarif': 'false',
        tools: 'system',
        token: job,
        ...inputs,
      };
      const reader = createInputReader((name) => given[name] ?? String(declared.inputs[name]?.default ?? ''));
      const dependencies: Dependencies = {
        env: {
          PATH: process.env['PATH'],
          GITHUB_API_URL: standIn.urls.api,
          GITHUB_EVENT_NAME: pull === undefined ? 'push' : 'pull_request',
          GITHUB_EVENT_PATH: event,
          GITHUB_REPOSITORY: 'acme/shop',
          GITHUB_REF: pull === undefined ? 'refs/heads/main' : `refs/pull/${pull}/merge`,
          GITHUB_SHA: main,
          GITHUB_WORKSPACE: checkout,
          RUNNER_TEMP: dir,
          INPUT_TOKEN: job,
        },
        log,
        clock,
        fetch: globalThis.fetch,
        signal: new AbortController().signal,
        summary: async (markdown) => {
          summary += markdown;
        },
        setOutput: (name, value) => {
          outputs[name] = value;
        },
        state: { save: () => {}, load: () => undefined },
        exec: createExec(log),
        resolveTool: async () => ({ path: engines?.oasdiff ?? '/nowhere', version: '1.37.0' }),
        ...more,
      };
      try {
        const done = await run(loadInputs(reader), dependencies);
        return { outputs: done, failure: undefined, log, summary };
      } catch (failure) {
        return { outputs: pick(outputs), failure, log, summary };
      }
    },
    async stop() {
      await standIn.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const pick = (found: Readonly<Record<string, string>>): Partial<Outputs> =>
  Object.fromEntries(outputNames.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]])));
