import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Apps } from '../apps.ts';
import { answerGraph } from '../graphql/execute.ts';
import { asHandler, BodyTooLarge, type Handler, parseJson, readBody, requestUrl, send } from '../http.ts';
import type { Validator } from '../openapi/validator.ts';
import { type Incident, recordBug } from '../records.ts';
import type { GitHubState, Repository } from '../state.ts';
import { acceptedPermissions, Denied, enterRepository, identify, originOf } from './access.ts';
import { ApiError, notFound } from './api-error.ts';
import type { Call, Caller, Reply, Route } from './call.ts';
import type { Meter } from './meter.ts';
import { redirectOf, withoutId } from './renamed.ts';
import type { Match, Router } from './router.ts';

/** The versions that the service takes in X-GitHub-Api-Version. */
const API_VERSIONS = ['2022-11-28', '2026-03-10'];

type Context = {
  readonly url: URL;
  readonly method: string;
  readonly version: string;
  caller: Caller;
  match: Match | undefined;
};

/** What answers with: the state, and what is known of the routes. */
type Api = {
  readonly world: GitHubState;
  readonly apps: Apps;
  readonly meter: Meter;
  readonly graphMeter: Meter;
  readonly router: Router;
  readonly validator: () => Promise<Validator>;
};

/**
 * api.github.com. A request goes through: headers, who calls, route, permission, validity by GitHub's description, the
 * work, validity of the answer.
 */
export function createApi(
  world: GitHubState,
  apps: Apps,
  meter: Meter,
  router: Router,
  validator: () => Promise<Validator>,
  graphMeter: Meter,
): Handler {
  const api: Api = { world, apps, meter, graphMeter, router, validator };
  return asHandler(
    (request, response) => serve(api, request, response),
    (error, request) => recordBug(world, hostOf(world), error, request),
  );
}

const hostOf = (world: GitHubState): string => new URL(world.urls.api).host;

const incident = (world: GitHubState, context: Context, message: string): Incident => ({
  ...originOf(context.caller),
  at: world.clock.now(),
  host: hostOf(world),
  method: context.method,
  path: context.url.pathname,
  message,
});

function recordDenial(world: GitHubState, context: Context, { message, need }: Denied): void {
  const [permission, needed] = need;
  world.records.denials.add({
    ...incident(world, context, `${message}: it needs "${permission}: ${needed}".`),
    permission,
    needed,
  });
}

async function serve(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { world, meter } = api;
  const context: Context = {
    url: requestUrl(request),
    method: request.method ?? 'GET',
    version: String(request.headers['x-github-api-version'] ?? API_VERSIONS[0]),
    caller: { kind: 'anonymous' },
    match: undefined,
  };
  const rules = await api.validator();
  let reply: Reply;
  try {
    reply = await answer(api, request, context);
  } catch (error) {
    const failure = error instanceof BodyTooLarge ? new ApiError(413, 'Payload Too Large') : error;
    if (!(failure instanceof ApiError)) throw error;
    if (failure.status === 501) world.records.unknownRoutes.add(incident(world, context, failure.message));
    if (failure instanceof Denied) recordDenial(world, context, failure);
    reply = errorReply(failure, documentationOf(rules, context.match?.route));
  }
  reply = judge(world, context, rules, reply);
  const mediaType = reply.mediaType ?? 'application/json';
  // "object" is another shape of JSON, and is labelled as JSON.
  const json = mediaType === 'application/json' || mediaType === 'application/vnd.github.object';
  const content = json
    ? reply.body === undefined
      ? ''
      : JSON.stringify(reply.body)
    : (reply.body as Buffer | string);
  send(response, reply.status, content, {
    ...(content.length === 0
      ? {}
      : { 'content-type': `${json ? 'application/json' : mediaType}; charset=utf-8` }),
    ...commonHeaders(context),
    ...meter.headers(context.caller),
    ...reply.headers,
  });
}

/** @throws ApiError for every answer that is an error */
async function answer(api: Api, request: IncomingMessage, context: Context): Promise<Reply> {
  const { world } = api;
  checkHeaders(request);
  const raw = await readBody(request);
  context.caller = await identify(world, api.apps, request.headers.authorization);
  if (context.method === 'POST' && context.url.pathname === '/graphql')
    return answerGraph(world, api.graphMeter, {
      caller: context.caller,
      body: parseJson(raw),
      onViolation: (message) => world.records.violations.add(incident(world, context, message)),
      onDenied: (denied) => recordDenial(world, context, denied),
    });
  api.meter.count(context.caller);
  const moved = redirectOf(world, context.caller, context.method, context.url);
  if (moved !== undefined) return moved;
  context.match = api.router(context.method, withoutId(world, context.url.pathname));
  if (context.match === undefined)
    throw new ApiError(501, `The rehearsal does not know ${context.method} ${context.url.pathname}`);
  const { route } = context.match;
  // Permission before validity: what may not be seen says nothing about what it takes.
  const repository = enter(world, context, context.match);
  const call: Call = {
    ...(await checkRequest(api, context, context.match, raw)),
    world,
    caller: context.caller,
    format: formatOf(request),
    contentType: request.headers['content-type'] ?? 'application/octet-stream',
    url: context.url,
  };
  if (route.access !== 'repository') return route.handle(call);
  if (repository === undefined) throw notFound();
  return route.handle({ ...call, repository });
}

/** The repository of the route, if it has one. @throws ApiError when this caller may not use the route */
function enter(world: GitHubState, { caller }: Context, { route, path }: Match): Repository | undefined {
  if (route.access === 'repository')
    return enterRepository(world, caller, route, `${path['owner']}/${path['repo']}`);
  if (route.access === 'app' && caller.kind !== 'app')
    throw new ApiError(401, 'A JSON web token could not be decoded');
  if (route.access === 'token' && caller.kind !== 'token') throw new ApiError(401, 'Requires authentication');
  return undefined;
}

/** @throws ApiError 400 or 422 for what GitHub's description does not allow, which is recorded */
async function checkRequest(
  { world, validator }: Api,
  context: Context,
  { route, path }: Match,
  raw: Buffer,
): Promise<Pick<Call, 'path' | 'query' | 'body'>> {
  const bytes = route.body === 'bytes';
  const body = bytes ? raw : raw.length === 0 ? undefined : parseJson(raw);
  if (raw.length > 0 && body === undefined) throw new ApiError(400, 'Problems parsing JSON');
  const query = Object.fromEntries(context.url.searchParams);
  const checked = (await validator()).request(route.key, { path, query, body: bytes ? undefined : body });
  for (const what of checked.ignored)
    world.records.ignored.add(incident(world, context, `GitHub does not know the ${what} here.`));
  if (checked.problems.length > 0) {
    const message = `Invalid request.\n\n${checked.problems.join('\n')}`;
    world.records.violations.add(incident(world, context, message));
    throw new ApiError(422, message);
  }
  return { path: checked.path, query: checked.query, body };
}

/** An answer of ours that GitHub could not have given is a bug of ours. */
function judge(world: GitHubState, context: Context, rules: Validator, reply: Reply): Reply {
  if (context.match === undefined || reply.status === 501) return reply;
  const { key } = context.match.route;
  const mediaType = reply.mediaType ?? 'application/json';
  const problems = rules.response(key, reply.status, mediaType, reply.body);
  if (problems.length === 0) return reply;
  const message = `Our answer to ${key} is not one of GitHub's: ${problems.join('; ')}`;
  world.records.bugs.add(incident(world, context, message));
  return { status: 500, body: { message, documentation_url: rules.documentationUrl(key), status: '500' } };
}

const commonHeaders = (context: Context): Record<string, string> => ({
  'x-github-request-id': randomBytes(16).toString('hex').toUpperCase(),
  'x-github-media-type': 'github.v3; format=json',
  'x-github-api-version-selected': context.version,
  'cache-control': 'private, max-age=60, s-maxage=60',
  'x-content-type-options': 'nosniff',
  ...acceptedHeader(context.match?.route),
});

const acceptedHeader = (route: Route | undefined): Record<string, string> =>
  route?.access === 'repository' && route.needs.length > 0
    ? { 'x-accepted-github-permissions': acceptedPermissions(route.needs) }
    : {};

const documentationOf = (rules: Validator, route: Route | undefined): string =>
  route === undefined ? 'https://docs.github.com/rest' : rules.documentationUrl(route.key);

const errorReply = (error: ApiError, documentation: string): Reply => ({
  status: error.status,
  body: {
    message: error.message,
    ...(error.errors === undefined ? {} : { errors: error.errors }),
    documentation_url: documentation,
    status: String(error.status),
  },
});

function checkHeaders(request: IncomingMessage): void {
  if (!request.headers['user-agent'])
    throw new ApiError(
      403,
      'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
    );
  const version = request.headers['x-github-api-version'];
  if (version !== undefined && !API_VERSIONS.includes(String(version)))
    throw new ApiError(400, `The API version "${String(version)}" is not supported.`);
  const { accept } = request.headers;
  if (accept !== undefined && !/application\/(?:vnd\.github|json|\*)|\*\/\*/.test(accept))
    throw new ApiError(415, "Unsupported 'Accept' header: Must accept 'application/json'.");
}

/** `application/vnd.github.v3.raw+json` → raw */
const formatOf = (request: IncomingMessage): string | undefined =>
  /application\/vnd\.github(?:\.v3)?\.(raw|diff|patch|object|sha|html)\b/.exec(
    request.headers.accept ?? '',
  )?.[1];
