import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { asHandler, type Handler, requestUrl, send } from '../http.ts';
import { atLeast, type Level, recordUse } from '../permissions.ts';
import { followBranch } from '../pulls.ts';
import { findRenamed, findRepository, type GitHubState, type Repository } from '../state.ts';
import { credentialOf, type Principal } from '../tokens.ts';
import { readHead } from './cgi.ts';
import { gitEnvironment } from './environment.ts';
import { pushRules } from './push-rules.ts';
import { listRefs } from './refs.ts';

const SMART = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;
/** Milliseconds for one exchange. */
const DEADLINE = 600_000;
/** Characters of what git said that are worth keeping. */
const STDERR = 2_048;

type Asked = {
  readonly service: 'git-upload-pack' | 'git-receive-pack';
  readonly fullName: string;
  readonly file: string;
};

function readRequest(request: IncomingMessage): Asked | undefined {
  const { pathname, searchParams } = requestUrl(request);
  const [, owner, name, file = ''] = SMART.exec(pathname) ?? [];
  const service = file === 'info/refs' ? searchParams.get('service') : file;
  if (owner === undefined || (service !== 'git-upload-pack' && service !== 'git-receive-pack'))
    return undefined;
  return { service, fullName: `${owner}/${name}`, file };
}

/** github.com: git over smart HTTP, and nothing else. */
export function createGitHost(world: GitHubState): Handler {
  const host = new URL(world.urls.server).host;
  const incident = (request: IncomingMessage, principal: Principal | undefined, message: string) => ({
    ...(principal?.origin ?? { who: 'anonymous' }),
    at: world.clock.now(),
    host,
    method: request.method ?? '',
    path: requestUrl(request).pathname,
    message,
  });

  const work = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refuse = (status: number, message: string, headers: Record<string, string> = {}) => {
      request.resume();
      send(response, status, `${message}\n`, { 'content-type': 'text/plain; charset=utf-8', ...headers });
    };
    const askForPassword = (message: string) =>
      refuse(401, message, { 'www-authenticate': 'Basic realm="GitHub"' });
    const asked = readRequest(request);
    const { authorization } = request.headers;
    const principal =
      authorization === undefined ? undefined : world.tokens.find(credentialOf(authorization) ?? '');
    if (asked === undefined) {
      const message = `The rehearsal does not know ${request.method} ${requestUrl(request).pathname} of ${host}`;
      world.records.unknownRoutes.add(incident(request, principal, message));
      return refuse(501, message);
    }
    if (authorization !== undefined && principal === undefined)
      return askForPassword(
        'Invalid username or token. Password authentication is not supported for Git operations.',
      );
    const repository = findRepository(world, asked.fullName) ?? findRenamed(world, asked.fullName);
    const needed: Level = asked.service === 'git-receive-pack' ? 'write' : 'read';
    const inside = repository !== undefined && principal?.repositories.has(repository.id);
    const granted = inside ? principal?.grant.permissions['contents'] : undefined;
    if (principal !== undefined && atLeast(granted, needed)) recordUse(principal.grant, 'contents', needed);
    else if (repository === undefined || repository.private || needed === 'write') {
      if (principal === undefined) return askForPassword('Repository not found.');
      if (inside || needed === 'write')
        world.records.denials.add({
          ...incident(request, principal, `git needs "contents: ${needed}" in ${asked.fullName}.`),
          permission: 'contents',
          needed,
        });
      const visible = repository !== undefined && (!repository.private || atLeast(granted, 'read'));
      // Without the right to read there is nothing to see.
      if (!visible) return refuse(404, 'Repository not found.');
      return refuse(403, `Permission to ${repository.fullName}.git denied to ${principal.account.login}.`);
    }
    if (repository === undefined) return refuse(404, 'Repository not found.');
    if (needed === 'write' && repository.settings.archived)
      return refuse(403, 'This repository was archived so it is read-only.');
    if (asked.service === 'git-upload-pack' || asked.file === 'info/refs')
      await serve(request, response, repository, asked, principal);
    else await repository.exclusively(() => receive(world, request, response, repository, asked, principal));
    response.end();
  };
  return asHandler(work, (error, request) =>
    world.records.bugs.add(incident(request, undefined, String(error))),
  );
}

/** A push: pull requests follow what it moved, before the client hears that it is done. */
async function receive(
  world: GitHubState,
  request: IncomingMessage,
  response: ServerResponse,
  repository: Repository,
  asked: Asked,
  principal: Principal | undefined,
): Promise<void> {
  const heads = async () =>
    new Map((await listRefs(repository.gitDir, 'refs/heads/')).map(({ name, id }) => [name, id]));
  const before = await heads();
  const rules = await pushRules(world, repository, principal);
  try {
    await serve(request, response, repository, asked, principal, rules);
  } finally {
    const after = await heads();
    for (const name of new Set([...before.keys(), ...after.keys()]))
      if (principal !== undefined && before.get(name) !== after.get(name))
        await followBranch(world, repository, name.slice('refs/heads/'.length), principal.account);
  }
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

/** Runs git's own CGI program and passes both streams through. The answer is left open. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  repository: Repository,
  asked: Asked,
  principal: Principal | undefined,
  rules: Readonly<Record<string, string>> = {},
): Promise<void> {
  const variables = {
    GIT_PROJECT_ROOT: path.dirname(repository.gitDir),
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: `/${path.basename(repository.gitDir)}/${asked.file}`,
    QUERY_STRING: requestUrl(request).search.slice(1),
    REQUEST_METHOD: request.method ?? 'GET',
    REMOTE_ADDR: '127.0.0.1',
    REMOTE_USER: principal?.account.login,
    CONTENT_TYPE: header(request, 'content-type'),
    CONTENT_LENGTH: header(request, 'content-length'),
    HTTP_CONTENT_ENCODING: header(request, 'content-encoding'),
    GIT_PROTOCOL: header(request, 'git-protocol'),
  };
  const set = Object.entries(variables).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const child = spawn('git', ['http-backend'], {
    env: { ...gitEnvironment(), ...Object.fromEntries(set), ...rules },
    stdio: ['pipe', 'pipe', 'pipe'],
    // A group of its own: `git` only starts the program, which would live on without it, waiting for a body for ever.
    detached: true,
  });
  const kill = (signal: 'SIGTERM' | 'SIGKILL') => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // All of it has ended.
    }
  };
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  // Awaited at the end; until then a failure is not an unhandled one.
  ended.catch(() => {});
  const deadline = setTimeout(() => kill('SIGKILL'), DEADLINE);
  response.once('close', () => {
    if (!response.writableEnded) kill('SIGTERM');
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR);
  });
  // git may stop reading before the client has stopped sending (EPIPE); its answer says why.
  child.stdin.on('error', () => request.resume());
  request.pipe(child.stdin);
  try {
    const { status, headers, rest } = await readHead(child.stdout);
    response.writeHead(status, headers).write(rest);
    await pipeline(child.stdout, response, { end: false });
    await ended;
  } catch (error) {
    // A client that has read what it wanted hangs up: Argo CD does, when it only compares refs.
    if (!response.destroyed)
      throw new Error(`git http-backend, ${asked.file}: ${String(error)}; git said: ${stderr.trim()}`);
  } finally {
    clearTimeout(deadline);
    kill('SIGKILL');
  }
}
