// The part of actions/checkout that pipelines use: fetches one commit (or all history) of a repository by git.
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const env = process.env;
const input = (name) => env[`INPUT_${name.toUpperCase()}`] ?? '';
const folder = path.resolve(env.GITHUB_WORKSPACE, input('path'));
const repository = input('repository');
const own = repository === env.GITHUB_REPOSITORY;
const server = env.GITHUB_SERVER_URL;
const header = `http.${server}/.extraheader`;

// The token goes to git by environment, so that it shows in no process list.
const authorization = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${input('token')}`).toString('base64')}`;
const git = (...args) =>
  execFileSync('git', ['-c', `safe.directory=${folder}`, '-C', folder, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: {
      ...env,
      GIT_TERMINAL_PROMPT: '0',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: header,
      GIT_CONFIG_VALUE_0: authorization,
    },
  }).trim();

/** Three times, as actions/checkout does; all that git says of an attempt that failed stands in the log. */
async function withRetry(attempt) {
  for (let left = 2; ; left -= 1)
    try {
      return attempt();
    } catch (error) {
      if (left === 0) throw error;
      process.stdout.write(`Once more, since it failed: ${String(error.stderr ?? error.message).trim()}\n`);
      await sleep(2_000);
    }
}

for (const name of ['submodules', 'lfs'])
  if (input(name) !== 'false') {
    process.stdout.write(
      `::error title=Checkout is not rehearsed::A rehearsal has no "${name}". Rehearse without it, or commit what it brings.\n`,
    );
    process.exit(1);
  }

try {
  mkdirSync(folder, { recursive: true });
  git('init', '--quiet');
  git('remote', 'add', 'origin', `${server}/${repository}`);
  const wanted = input('ref') || (own ? env.GITHUB_SHA : 'HEAD');
  const depth = input('fetch-depth');
  const filter = input('filter') ? [`--filter=${input('filter')}`] : [];
  const refs =
    depth === '0'
      ? ['--tags', 'origin', '+refs/heads/*:refs/remotes/origin/*', wanted]
      : [`--depth=${depth}`, 'origin', wanted];
  await withRetry(() => git('fetch', '--quiet', '--no-recurse-submodules', ...filter, ...refs));
  // With a filter this fetches, too.
  await withRetry(() =>
    git(
      'checkout',
      '--quiet',
      '--force',
      '--detach',
      depth === '0' && /^[0-9a-f]{40}$/.test(wanted) ? wanted : 'FETCH_HEAD',
    ),
  );
  if (input('persist-credentials') === 'true') git('config', header, authorization);
  const commit = git('rev-parse', 'HEAD');
  appendFileSync(env.GITHUB_OUTPUT, `commit=${commit}\nref=${input('ref') || env.GITHUB_REF}\n`);
  process.stdout.write(`${repository} at ${commit}\n`);
} catch (error) {
  const reason = String(error.stderr ?? error.message)
    .trim()
    .split('\n')
    .at(-1);
  process.stdout.write(
    `::error title=Checkout failed::${repository} could not be fetched: ${reason}. ` +
      'If the repository is private, this job needs the permission "contents: read".\n',
  );
  process.exitCode = 1;
}
