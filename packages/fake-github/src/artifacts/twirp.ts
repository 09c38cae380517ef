/** Twirp with JSON, as the services that keep things for jobs speak it: https://twitchtv.github.io/twirp/docs/spec_v7.html */
import { asHandler, type Handler, parseJson, readBody, requestUrl, sendJson } from '../http.ts';
import { recordBug } from '../records.ts';
import type { JobOfRun } from '../run.ts';
import type { Runs } from '../runs.ts';
import type { GitHubState } from '../state.ts';
import { credentialOf } from '../tokens.ts';

/** By name: what a service answers to a request's JSON. */
export type TwirpMethods = Readonly<
  Record<string, (body: unknown, caller: JobOfRun) => Promise<unknown> | unknown>
>;

const PREFIX = '/twirp/github.actions.results.api.v1.';
/** Bytes of a request. */
const MAX_REQUEST = 1024 * 1024;

const STATUS = {
  already_exists: 409,
  bad_route: 404,
  failed_precondition: 412,
  invalid_argument: 400,
  malformed: 400,
  not_found: 404,
  permission_denied: 403,
  resource_exhausted: 429,
  unauthenticated: 401,
} as const;

export class TwirpError extends Error {
  override readonly name = 'TwirpError';
  readonly code: keyof typeof STATUS;
  constructor(code: keyof typeof STATUS, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * results-receiver.actions.githubusercontent.com
 * @param services methods by name of the service
 */
export function createResultsService(
  world: GitHubState,
  runs: Runs,
  services: Readonly<Record<string, TwirpMethods>>,
): Handler {
  const host = new URL(world.urls.results).host;

  return asHandler(
    async (request, response) => {
      const { pathname } = requestUrl(request);
      // Whoever wants to know whether the service answers at all, such as build-push before it hands a cache to BuildKit.
      if (pathname === '/' && (request.method === 'GET' || request.method === 'HEAD'))
        return sendJson(response, 404, { code: 'bad_route', msg: 'no handler for path /' });
      const caller = runs.byRuntimeToken(credentialOf(request.headers.authorization) ?? '');
      const incident = (message: string) => ({
        ...(caller
          ? { who: `job ${caller.job.name}`, runId: caller.run.runId, job: caller.job.id }
          : { who: 'anonymous' }),
        at: world.clock.now(),
        host,
        method: request.method ?? '',
        path: pathname,
        message,
      });
      try {
        const method = methodAt(services, pathname);
        if (method === undefined || request.method !== 'POST') {
          world.records.unknownRoutes.add(
            incident(`The rehearsal does not know ${request.method} ${pathname}`),
          );
          throw new TwirpError('bad_route', `no handler for path ${pathname}`);
        }
        const raw = await readBody(request, MAX_REQUEST);
        if (caller === undefined) throw new TwirpError('unauthenticated', 'invalid token');
        const body = parseJson(raw);
        if (body === undefined) throw new TwirpError('malformed', 'the json request could not be decoded');
        sendJson(response, 200, await method(body, caller));
      } catch (error) {
        if (!(error instanceof TwirpError)) throw error;
        if (error.code === 'invalid_argument' || error.code === 'malformed')
          world.records.violations.add(incident(error.message));
        sendJson(response, STATUS[error.code], { code: error.code, msg: error.message });
      }
    },
    (error, request) => recordBug(world, host, error, request),
  );
}

function methodAt(services: Readonly<Record<string, TwirpMethods>>, pathname: string) {
  const [service = '', method = '', ...more] = pathname.startsWith(PREFIX)
    ? pathname.slice(PREFIX.length).split('/')
    : [];
  const methods = more.length === 0 && Object.hasOwn(services, service) ? services[service] : undefined;
  return methods !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
}

/** Both spellings of protobuf's JSON are good. */
export const snakeCase = (body: unknown): unknown =>
  typeof body === 'object' && body !== null
    ? Object.fromEntries(
        Object.entries(body).map(([key, value]) => [
          key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          value,
        ]),
      )
    : body;
