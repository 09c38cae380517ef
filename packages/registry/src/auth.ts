/**
 * Registry logins: Basic, and the token flow.
 * https://distribution.github.io/distribution/spec/auth/token/
 */
import { configurationFailure, type Failure, remoteFailure } from '@sealift/core/failure';
import type { Clock, Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import * as v from 'valibot';
import { type Challenge, parseChallenges } from './challenge.ts';
import { apiRoot } from './endpoint.ts';
import {
  accessRemedy,
  describeAnswer,
  loginRemedy,
  type Operation,
  parseErrors,
  refusal,
} from './failures.ts';
import { knownRefusal } from './known-refusals.ts';
import { basicLogin, type Credentials, type IdentityToken, secretsOf, userOf } from './login.ts';
import { mayBeAsked, mayReceiveCredential } from './realm.ts';
import { coversScopes, formatScopes, mergeScopes, parseScopes, type Scopes } from './scope.ts';

export type Authorizer = {
  /** The Authorization header to send, as far as one is known to be needed. */
  header(operation: Operation, scopes: Scopes): Promise<string | undefined>;
  /**
   * Takes in a 401. True when sending the request once more makes sense: with a new token, or for the first time
   * with a login.
   * @param sent the Authorization header that was refused
   */
  challenged(
    operation: Operation,
    scopes: Scopes,
    response: Response,
    sent: string | undefined,
  ): Promise<boolean>;
  /** Whose user name and password a 401 refused; undefined when none were sent. */
  refusedUser(operation: Operation, sent: string | undefined): Promise<string | undefined>;
};

/** GET, or POST of a form, to a token service, with its own retries and deadline; answers with the status and the text. */
export type TokenRequest = (
  operation: Operation,
  url: URL,
  request: { readonly headers: Readonly<Record<string, string>>; readonly form?: URLSearchParams },
) => Promise<{ readonly status: number; readonly text: string }>;

export type AuthorizerOptions = {
  readonly credentials: (registry: string) => Promise<Credentials | undefined> | Credentials | undefined;
  readonly request: TokenRequest;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug' | 'secret'>;
};

type Token = { readonly header: string; readonly scopes: Scopes; readonly expires: number };
type Service = { readonly realm: URL; readonly service: string | undefined };
type RegistryState = {
  /** Looked up when first asked for; whoever asks waits for it, so that a failure never stands alone. */
  readonly credentials: () => Promise<Credentials | undefined>;
  mode: 'unknown' | 'basic' | Service;
  /** By repository: a registry may refuse a token whose scopes name what another repository does not allow. */
  readonly tokens: Map<string, Token>;
  readonly pending: Map<string, Promise<Token>>;
};

const TokenAnswer = v.object({
  // Some services send members that they have no value for as null, or empty.
  token: v.nullish(v.string()),
  access_token: v.nullish(v.string()),
  expires_in: v.nullish(v.number()),
});

/** Seconds; the protocol's default when the service does not say. */
const DEFAULT_LIFETIME = 60;
/** A token is renewed before this share of its life is over, so that it does not expire on its way. */
const USABLE_SHARE = 0.8;

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const registries = new Map<string, RegistryState>();
  const stateOf = (registry: string): RegistryState => {
    const known = registries.get(registry);
    if (known !== undefined) return known;
    let looking: Promise<Credentials | undefined> | undefined;
    const credentials = () => {
      looking ??= lookUp(options, registry);
      return looking;
    };
    const state: RegistryState = { credentials, mode: 'unknown', tokens: new Map(), pending: new Map() };
    registries.set(registry, state);
    return state;
  };

  const token = async (state: RegistryState, operation: Operation, wanted: Scopes, service: Service) => {
    const key = operation.image.repository;
    const cached = state.tokens.get(key);
    const merged = mergeScopes(cached?.scopes ?? new Map(), wanted);
    if (cached !== undefined && cached.expires > options.clock.now() && coversScopes(cached.scopes, wanted))
      return cached;
    const name = `${key} ${formatScopes(merged).join(' ')}`;
    const pending = state.pending.get(name);
    if (pending !== undefined) return pending;
    const started = fetchToken(options, await state.credentials(), operation, service, merged).finally(() =>
      state.pending.delete(name),
    );
    state.pending.set(name, started);
    const fresh = await started;
    state.tokens.set(key, fresh);
    return fresh;
  };

  return {
    async header(operation, scopes) {
      const state = stateOf(operation.image.registry);
      // Before the first request: a login that cannot be used is not left out in silence.
      const credentials = await state.credentials();
      if (credentials !== undefined && 'registryToken' in credentials)
        return `Bearer ${credentials.registryToken}`;
      if (state.mode === 'unknown') return undefined;
      if (state.mode !== 'basic') return (await token(state, operation, scopes, state.mode)).header;
      return basic(credentials);
    },

    async challenged(operation, scopes, response, sent) {
      const state = stateOf(operation.image.registry);
      const credentials = await state.credentials();
      // There is nothing else that could be sent.
      if (credentials !== undefined && 'registryToken' in credentials) return false;
      const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
      const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
      if (bearer !== undefined) {
        const service = serviceOf(operation, bearer);
        const cached = state.tokens.get(operation.image.repository);
        // Another request may have renewed the token meanwhile: then that one is tried.
        if (cached !== undefined && cached.header === sent) state.tokens.delete(operation.image.repository);
        state.mode = service;
        const asked = parseScopes(bearer.parameters.get('scope') ?? '');
        const renewed = await token(state, operation, mergeScopes(scopes, asked), service);
        return renewed.header !== sent;
      }
      if (!challenges.some(({ scheme }) => scheme === 'basic')) return false;
      state.mode = 'basic';
      const header = basic(credentials);
      return header !== undefined && sent !== header;
    },

    async refusedUser(operation, sent) {
      const credentials = await stateOf(operation.image.registry).credentials();
      if (credentials === undefined || sent === undefined) return undefined;
      if ('registryToken' in credentials) return 'the registry token';
      return sent === basic(credentials) ? userOf(credentials) : undefined;
    },
  };
}

async function lookUp(
  { credentials, log }: AuthorizerOptions,
  registry: string,
): Promise<Credentials | undefined> {
  const found = await credentials(registry);
  if (found !== undefined) for (const secret of secretsOf(found)) log.secret(secret);
  return found;
}

/** Undefined where there is nothing to send: an identity token is for token services alone. */
function basic(login: Credentials | undefined): string | undefined {
  const text = login === undefined ? undefined : basicLogin(login);
  return text === undefined ? undefined : `Basic ${text}`;
}

function serviceOf({ image, what }: Operation, challenge: Challenge): Service {
  const realm = challenge.parameters.get('realm') ?? '';
  const root = apiRoot(image.registry);
  if (URL.canParse(realm) && mayBeAsked(root, new URL(realm)))
    return { realm: new URL(realm), service: challenge.parameters.get('service') };
  throw configurationFailure({
    code: 'registry/foreign-realm',
    cause: `${image.registry} asks for a token from "${singleLine(realm)}" before the ${what}, which is not an https address that it may name.`,
    remedy: 'Correct the token realm in the configuration of the registry.',
  });
}

async function fetchToken(
  options: AuthorizerOptions,
  credentials: Credentials | undefined,
  operation: Operation,
  { realm, service }: Service,
  scopes: Scopes,
): Promise<Token> {
  const { registry } = operation.image;
  if (credentials !== undefined && !(await mayReceiveCredential(apiRoot(registry), realm)))
    throw configurationFailure({
      code: 'registry/foreign-realm',
      cause: `${registry} asks for its login to be sent to ${realm.host}, which does not belong to it.`,
      remedy: `If ${realm.host} really is the token service of ${registry}, configure the registry to name one on its own domain; the login was not sent.`,
    });
  options.log.debug(`token from ${realm.origin} for ${formatScopes(scopes).join(' ')}`);
  const { status, text } =
    credentials !== undefined && 'identityToken' in credentials
      ? await options.request(operation, realm, exchange(credentials, service, scopes))
      : await options.request(operation, withScopes(realm, service, scopes, credentials), {
          headers: headersOf(basic(credentials)),
        });
  if (status !== 200) throw tokenRefusal(operation, realm, status, text, credentials);
  const answer = v.safeParse(TokenAnswer, parse(text));
  const value = answer.success ? answer.output.token || answer.output.access_token || undefined : undefined;
  // A line break in it would end up in a header.
  if (!answer.success || value === undefined || !/^[\x21-\x7e]+$/.test(value))
    throw remoteFailure({
      code: 'registry/bad-answer',
      cause: `The token service ${realm.host} of ${registry} answered without a token.`,
      remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
    });
  options.log.secret(value);
  const announced = answer.output.expires_in ?? 0;
  const lifetime = (announced > 0 ? announced : DEFAULT_LIFETIME) * 1000;
  return { header: `Bearer ${value}`, scopes, expires: options.clock.now() + lifetime * USABLE_SHARE };
}

const headersOf = (authorization: string | undefined): Readonly<Record<string, string>> =>
  authorization === undefined ? {} : { authorization };

function withScopes(
  realm: URL,
  service: string | undefined,
  scopes: Scopes,
  credentials: Credentials | undefined,
): URL {
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of formatScopes(scopes)) url.searchParams.append('scope', scope);
  const user = credentials === undefined ? undefined : userOf(credentials);
  if (user !== undefined) url.searchParams.set('account', user);
  return url;
}

/** https://distribution.github.io/distribution/spec/auth/oauth/ */
const exchange = ({ identityToken }: IdentityToken, service: string | undefined, scopes: Scopes) => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  form: new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: identityToken,
    client_id: 'sealift',
    ...(service === undefined ? {} : { service }),
    scope: formatScopes(scopes).join(' '),
  }),
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function tokenRefusal(
  operation: Operation,
  realm: URL,
  status: number,
  text: string,
  credentials: Credentials | undefined,
): Failure {
  const errors = parseErrors(text);
  // It says itself what is missing, in the words of the registry.
  if (status !== 401 && errors.some(({ message }) => knownRefusal(message, '') !== undefined))
    return refusal(operation, status, errors);
  const said = describeAnswer(status, errors);
  const user = credentials === undefined ? undefined : (userOf(credentials) ?? 'of the identity token');
  const who = user === undefined ? 'an anonymous caller' : `the user ${user}`;
  const cause = `The token service ${realm.host} of ${operation.image.registry} refused ${who} for the ${operation.what} (${said}).`;
  const remedy =
    status === 401 && user !== undefined ? loginRemedy(operation, user) : accessRemedy(operation);
  return status === 400 || status === 401 || status === 403 || status === 404
    ? configurationFailure({ code: 'registry/denied', cause, remedy })
    : remoteFailure({
        code: 'registry/unavailable',
        cause,
        remedy: 'Run the job again; if it happens again, ask the operator.',
      });
}
