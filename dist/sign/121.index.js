export const id = 121;
export const ids = [121];
export const modules = {

/***/ 2121:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  storeAttestations: () => (/* binding */ storeAttestations)
});

// EXTERNAL MODULE: ./packages/action-kit/build/github-context.js
var github_context = __webpack_require__(6117);
// EXTERNAL MODULE: ./packages/core/build/release/record.js + 1 modules
var record = __webpack_require__(2177);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./packages/core/build/text/problem-words.js
var problem_words = __webpack_require__(7943);
// EXTERNAL MODULE: ./packages/core/build/text/clause.js
var clause = __webpack_require__(7683);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(5329);
// EXTERNAL MODULE: ./packages/net/build/retry-after.js
var retry_after = __webpack_require__(3007);
// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var dist_src = __webpack_require__(1015);
// EXTERNAL MODULE: ./packages/net/build/network-error.js
var network_error = __webpack_require__(8179);
;// CONCATENATED MODULE: ./packages/github/build/client/request-error.js
/** What octokit's errors say: an answer with a status, or none. */


/** The status of GitHub's answer; undefined when none came, for which octokit says 500. */
const statusOf = (error) => error instanceof dist_src/* RequestError */.G && error.response !== undefined ? error.status : undefined;
const headersOf = (error) => error instanceof dist_src/* RequestError */.G ? (error.response?.headers ?? {}) : {};
/** Why no answer came; undefined when one did, or when the error has nothing to do with the network. */
function networkProblem(error) {
    if (!(error instanceof dist_src/* RequestError */.G))
        return (0,network_error/* networkError */.x)(error);
    return error.response === undefined ? (0,network_error/* networkError */.x)(error.cause) : undefined;
}

;// CONCATENATED MODULE: ./packages/github/build/client/github-failure.js





/** A request to GitHub that ended badly, for callers that know what to do about a particular status. */
class GitHubFailure extends failure/* Failure */.HR {
    /** HTTP status; undefined when no answer came. */
    status;
    /** GitHub's own message, on one line. Outside text. */
    answer;
    /** `unknown` when the write may have been done although no good answer came. */
    applied;
    /** The server's time in milliseconds, from the `Date` header. */
    serverTime;
    constructor(category, details, outcome) {
        super(category, details);
        this.status = outcome.status;
        this.answer = outcome.answer;
        this.applied = outcome.applied;
        this.serverTime = outcome.serverTime;
    }
}
/** The failure that an answer, or the lack of one, means to the user. */
function explain(request) {
    const { error } = request;
    const status = statusOf(error);
    const answer = answerOf(error);
    const headers = headersOf(error);
    const date = Date.parse(String(headers['date'] ?? ''));
    const { category, ...details } = describe(request, status, answer);
    return new GitHubFailure(category, { ...details, error }, { status, answer, applied: request.applied, serverTime: Number.isNaN(date) ? undefined : date });
}
function describe(request, status, answer) {
    const { error, host, route } = request;
    const headers = headersOf(error);
    const target = request.repository ?? host;
    const needed = permissionOf(headers) ?? request.permission;
    if (request.rateLimited)
        return {
            category: 'remote',
            code: 'github/rate-limited',
            cause: `GitHub limits the rate of requests of this token: "${answer}".`,
            remedy: `Run the job again ${resetTime(headers, request.now)}.`,
        };
    switch (status) {
        case undefined:
            return {
                category: 'remote',
                code: 'github/unreachable',
                cause: `${host} gave no complete answer to ${route} (${networkProblem(error)?.code ?? answer}).`,
                remedy: 'Run the job again; if it keeps failing, check that the runner reaches this host.',
            };
        case 401:
            return {
                category: 'configuration',
                code: 'github/unauthorized',
                cause: `GitHub does not accept the token (${target}: "${answer}").`,
                remedy: "Check that the token or the App's private key is current and belongs to this GitHub server.",
            };
        case 403:
            return {
                category: 'configuration',
                code: 'github/forbidden',
                ...forbidden(answer, target, needed, route),
            };
        case 404:
            return {
                category: 'configuration',
                code: 'github/not-found',
                cause: `${target} or what was asked of it does not exist, or the token has no access to it (${route}).`,
                remedy: `Check the spelling, and that the token${needed === undefined ? '' : ` has "${needed}" and`} covers ${target}${request.repository === undefined ? '' : ' (an App must be installed on it)'}.`,
            };
        default:
            return describeOther(status, answer, target, route);
    }
}
function describeOther(status, answer, target, route) {
    if (status === 409)
        return {
            category: 'remote',
            code: 'github/conflict',
            cause: `${target} is in conflict with the request ${route}: "${answer}".`,
            remedy: 'Run the job again; an empty repository needs a first commit.',
        };
    if (status === 422)
        return {
            category: 'configuration',
            code: 'github/refused',
            cause: `GitHub refused ${route} on ${target}: "${answer}".`,
            remedy: 'Change what the message names.',
        };
    if (status >= 500 || status === 408)
        return {
            category: 'remote',
            code: 'github/server-error',
            cause: `GitHub failed with HTTP ${status} on ${route}: "${answer}".`,
            remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
        };
    return {
        category: 'remote',
        code: 'github/refused',
        cause: `GitHub answered ${route} with HTTP ${status}: "${answer}".`,
        remedy: 'Check what the message names and run the job again.',
    };
}
function forbidden(answer, target, needed, route) {
    const cause = `GitHub refused ${route} on ${target}: "${answer}".`;
    if (/not permitted to create or approve pull requests/i.test(answer))
        return {
            cause,
            remedy: `Allow it under Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests" of ${target}, or use a GitHub App.`,
        };
    if (/archived/i.test(answer))
        return { cause, remedy: `Unarchive ${target}, or name the repository that replaced it.` };
    if (/SAML/i.test(answer))
        return { cause, remedy: 'Authorise the token for the single sign-on of the organisation.' };
    if (needed === undefined)
        return { cause, remedy: `Give the token the permission that this request needs on ${target}.` };
    return {
        cause: `The token lacks the permission "${needed}" on ${target} (${route}: "${answer}").`,
        remedy: `Grant "${needed}": under "permissions:" of the job (and of the calling job of a reusable workflow), or in the settings of the GitHub App, whose installation must then accept it.`,
    };
}
/** `x-accepted-github-permissions: contents=write; pull_requests=write` → `contents: write or pull-requests: write`. */
function permissionOf(headers) {
    const text = headers['x-accepted-github-permissions'];
    if (typeof text !== 'string' || !/^[a-z_=,; ]+$/.test(text))
        return undefined;
    return text
        .split(';')
        .map((alternative) => alternative
        .split(',')
        .map((item) => item.trim().replaceAll('_', '-').replace('=', ': '))
        .join(' and '))
        .join(' or ');
}
function answerOf(error) {
    const message = error instanceof Error ? error.message : String(error);
    // Octokit appends the address of the documentation.
    const plain = (0,clause/* asClause */.e)((0,sanitize/* singleLine */.pF)(message.replace(/ - https?:\/\/\S+$/, '')).trim());
    return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}
/** When a limit ends, from its headers: `after 2026-…`, or `later`. */
function resetTime(headers, now) {
    const pause = (0,retry_after/* parseRetryAfter */.m)(String(headers['retry-after'] ?? ''), now);
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    const time = pause === undefined ? reset : now + pause;
    // Beyond the year 275760 there are no dates.
    return time > 0 && time < 8.64e15 ? `after ${new Date(time).toISOString()}` : 'later';
}

;// CONCATENATED MODULE: ./packages/github/build/client/answer.js
/** What an answer must look like where it decides something. */




/**
 * The checked fields of an answer; those that the schema does not name are dropped. Octokit's types say what GitHub
 * documents, not what came.
 * @throws Failure `remote`
 */
function parseAnswer(schema, { url, data }) {
    const result = dist/* safeParse */.xLC(schema, data);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    const source = url === '' ? 'The API' : url.replace(/\?.*$/s, '');
    throw (0,failure/* remoteFailure */.vU)({
        code: 'github/unexpected-answer',
        cause: `${source} answered in a form that GitHub does not document: ${(0,problem_words/* schemaWords */.hd)(issue)} at "${dist/* getDotPath */.BuJ(issue) ?? ''}".`,
        remedy: 'Check that the address is that of a GitHub API and that no proxy changes its answers.',
    });
}
/** The answer, or undefined when GitHub says 404. */
async function orAbsent(answer) {
    try {
        return await answer;
    }
    catch (failure) {
        if (failure instanceof GitHubFailure && failure.status === 404)
            return undefined;
        throw failure;
    }
}

;// CONCATENATED MODULE: ./packages/github/build/client/policy.js
/** What the request hook must know about one request, beside what octokit knows of it. */
/** The `request` field of a call of octokit's, with the policy for the hook in it. */
const policy = (options) => ({ policy: options });
/** The policy of a request that octokit is about to send: whatever stands in `request` reaches the hook as it was given. */
const policyOf = ({ request }) => 'policy' in request ? request.policy : {};

;// CONCATENATED MODULE: ./packages/github/build/attestations/store.js
/**
 * GitHub's store of attestations, where `gh attestation verify` looks by default. It takes Sigstore bundles of the
 * public instance and of GitHub's own.
 * https://docs.github.com/en/rest/repos/attestations
 */





const WRITE = 'attestations: write';
const READ = 'attestations: read';
const Receipt = dist/* object */.Ikc({ id: dist/* number */.aig() });
const Stored = dist/* object */.Ikc({ attestations: dist/* array */.YOg(dist/* unknown */.L5J()) });
/**
 * @param bundle JSON of a Sigstore bundle
 * @returns number of the attestation, for its page
 * @throws Failure `github/attestations-forbidden` without the permission or where the repository has no store;
 *   `github/attestation-refused` when GitHub does not take the bundle; `remote`
 */
async function storeAttestation(client, repository, bundle) {
    try {
        const response = await client.rest.repos.createAttestation({
            ...repository,
            bundle: { ...bundle },
            // The same bundle twice is two entries that say the same.
            request: policy({ permission: WRITE, repeat: 'safe', deadline: 120_000 }),
        });
        return parseAnswer(Receipt, response).id;
    }
    catch (error) {
        throw error instanceof GitHubFailure ? store_explain(error, repository, WRITE) : error;
    }
}
/**
 * Whether an attestation of one type is stored for a digest.
 * @throws Failure as {@link storeAttestation}
 */
async function hasAttestation(client, repository, subject, predicateType) {
    try {
        const response = await orAbsent(client.rest.repos.listAttestations({
            ...repository,
            subject_digest: subject,
            predicate_type: predicateType,
            per_page: 1,
            request: policy({ permission: READ }),
        }));
        return response !== undefined && parseAnswer(Stored, response).attestations.length > 0;
    }
    catch (error) {
        throw error instanceof GitHubFailure ? store_explain(error, repository, READ) : error;
    }
}
function store_explain(error, { owner, repo }, permission) {
    if (error.status === 401 || error.status === 403 || error.status === 404)
        return (0,failure/* configurationFailure */.d_)({
            code: 'github/attestations-forbidden',
            cause: `GitHub's attestation store is closed to ${owner}/${repo}: the token lacks "${permission}", or the repository's plan has no such store.`,
            remedy: 'Add "attestations: write" to the permissions of this job and, for a reusable workflow, of the calling job; a private repository needs GitHub Enterprise Cloud. Or leave "github-attestations" out.',
            error,
        });
    if (error.status === 422 || error.status === 400 || error.status === 413)
        return (0,failure/* configurationFailure */.d_)({
            code: 'github/attestation-refused',
            cause: `GitHub does not take a bundle into the store of attestations of ${owner}/${repo}: ${error.message}`,
            remedy: 'Sign with the public Sigstore instance or with GitHub\'s own: it takes no others. Or leave "github-attestations" out.',
            error,
        });
    return error;
}

// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 12 modules
var core_dist_src = __webpack_require__(4730);
;// CONCATENATED MODULE: ./node_modules/@octokit/plugin-request-log/dist-src/version.js
const VERSION = "6.0.0";


;// CONCATENATED MODULE: ./node_modules/@octokit/plugin-request-log/dist-src/index.js

function requestLog(octokit) {
  octokit.hook.wrap("request", (request, options) => {
    octokit.log.debug("request", options);
    const start = Date.now();
    const requestOptions = octokit.request.endpoint.parse(options);
    const path = requestOptions.url.replace(options.baseUrl, "");
    return request(options).then((response) => {
      const requestId = response.headers["x-github-request-id"];
      octokit.log.info(
        `${requestOptions.method} ${path} - ${response.status} with id ${requestId} in ${Date.now() - start}ms`
      );
      return response;
    }).catch((error) => {
      const requestId = error.response?.headers["x-github-request-id"] || "UNKNOWN";
      octokit.log.error(
        `${requestOptions.method} ${path} - ${error.status} with id ${requestId} in ${Date.now() - start}ms`
      );
      throw error;
    });
  });
}
requestLog.VERSION = VERSION;


// EXTERNAL MODULE: ./node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var dist_bundle = __webpack_require__(3779);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-rest-endpoint-methods/dist-src/index.js + 3 modules
var plugin_rest_endpoint_methods_dist_src = __webpack_require__(9210);
;// CONCATENATED MODULE: ./node_modules/@octokit/rest/dist-src/version.js
const version_VERSION = "22.0.1";


;// CONCATENATED MODULE: ./node_modules/@octokit/rest/dist-src/index.js





const Octokit = core_dist_src/* Octokit */.E.plugin(requestLog, plugin_rest_endpoint_methods_dist_src/* legacyRestEndpointMethods */.T, dist_bundle/* paginateRest */.ud).defaults(
  {
    userAgent: `octokit-rest.js/${version_VERSION}`
  }
);


// EXTERNAL MODULE: ./packages/net/build/loopback.js
var build_loopback = __webpack_require__(7681);
// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(3216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var build_deadline = __webpack_require__(5892);
// EXTERNAL MODULE: ./packages/net/build/retry.js + 1 modules
var retry = __webpack_require__(9040);
;// CONCATENATED MODULE: ./packages/github/build/client/graphql.js
/**
 * What a GraphQL answer means. Errors come with status 200; they are turned into those that the REST API has for
 * the same thing, so that retries and messages are decided in one place.
 * https://docs.github.com/en/graphql/guides/using-graphql-clients
 */



const Answer = dist/* object */.Ikc({
    data: dist/* optional */.lqM(dist/* unknown */.L5J()),
    errors: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({
        type: dist/* optional */.lqM(dist/* string */.YjP(), ''),
        message: dist/* string */.YjP(),
        path: dist/* optional */.lqM(dist/* array */.YOg(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()])), []),
    }))),
});
/** By GitHub's types of errors; others are judged by their words. */
const STATUS = {
    NOT_FOUND: 404,
    FORBIDDEN: 403,
    INSUFFICIENT_SCOPES: 403,
    SAML_FAILURE: 403,
    RATE_LIMITED: 429,
    RATE_LIMIT: 429,
    STALE_DATA: 409,
    UNPROCESSABLE: 422,
    SERVICE_UNAVAILABLE: 503,
    INTERNAL: 500,
};
/** @throws RequestError for the first error; what came beside it is not used */
function readGraphAnswer(body, headers, name) {
    const result = dist/* safeParse */.xLC(Answer, body);
    if (!result.success)
        throw (0,retry/* transientError */.bx)({ reason: 'the answer is not one of GraphQL', applied: 'unknown' });
    const { data, errors = [] } = result.output;
    const [first] = errors;
    if (first === undefined) {
        if (data === undefined || data === null)
            throw (0,retry/* transientError */.bx)({ reason: 'the answer holds no data', applied: 'unknown' });
        return data;
    }
    // The reason that others follow from is the one that says most.
    const worst = errors.find(({ type }) => /RATE_LIMIT|SAML|FORBIDDEN|SCOPES/.test(type)) ?? first;
    const status = graphql_statusOf(worst);
    throw new dist_src/* RequestError */.G(worst.message.slice(0, 1000), status, {
        request: { method: 'POST', url: `/graphql#${name}`, headers: {} },
        response: { status, headers, url: '/graphql', data: worst },
    });
}
function graphql_statusOf({ type, message }) {
    if (STATUS[type] !== undefined)
        return STATUS[type];
    if (/rate limit/i.test(message))
        return 429;
    if (/something went wrong|tim(?:ed )?out|temporarily unavailable/i.test(message))
        return 502;
    if (/could not resolve to a/i.test(message))
        return 404;
    if (/resource not accessible|must have (?:push|admin|write) access/i.test(message))
        return 403;
    return 422;
}

;// CONCATENATED MODULE: ./packages/github/build/client/transient.js
/** Which failed requests to GitHub may work when they are sent again. See docs/decisions/github-client.md. */



const RETRY_POLICY = {
    attempts: 5,
    firstPause: 1000,
    maxPause: 8000,
    // A job should not sleep through longer limits: it fails and says when to come back.
    maxRetryAfter: 120_000,
    total: 20 * 60_000,
};
/** @param now milliseconds since 1970, to turn a reset time into a wait */
function transientOf(error, now) {
    const limit = rateLimitPause(error, now);
    // Refused before anything was done.
    if (limit !== undefined)
        return { reason: 'GitHub asks to slow down', after: limit, applied: 'no' };
    const status = statusOf(error);
    if (status !== undefined)
        return (0,retry/* isTransientStatus */.Dm)(status)
            ? { reason: `HTTP ${status}`, after: retryAfter(error, now), applied: 'unknown' }
            : undefined;
    const problem = networkProblem(error);
    if (problem?.kind === 'not-sent')
        return { reason: problem.code, applied: 'no' };
    if (problem?.kind === 'unknown')
        return { reason: problem.code, applied: 'unknown' };
    return (0,retry/* transientOf */.SE)(error);
}
/**
 * Milliseconds to wait when the answer is a primary or secondary rate limit, else undefined.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function rateLimitPause(error, now) {
    const status = statusOf(error);
    if (status !== 403 && status !== 429)
        return undefined;
    const after = retryAfter(error, now);
    if (after !== undefined)
        return after;
    const headers = headersOf(error);
    if (headers['x-ratelimit-remaining'] === '0')
        return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - now) + 1000;
    // Without a header GitHub asks for at least a minute.
    const secondary = error instanceof Error && /secondary rate limit|abuse detection/i.test(error.message);
    return status === 429 || secondary ? 60_000 : undefined;
}
function retryAfter(error, now) {
    const header = headersOf(error)['retry-after'];
    return header === undefined ? undefined : (0,retry_after/* parseRetryAfter */.m)(String(header), now);
}

;// CONCATENATED MODULE: ./packages/github/build/client/request-hook.js









const DEADLINE = 30_000;
/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';
/**
 * The hook throws GitHubFailure with the status; `applied: 'unknown'` means that a write may have happened although no
 * good answer came: ask before repeating it.
 */
const createRequestHook = (dependencies) => async (send, options) => {
    const call = describeCall(options);
    const { clock, signal, random, log } = dependencies;
    try {
        return await (0,retry/* retry */.L5)({
            what: call.name,
            policy: RETRY_POLICY,
            clock,
            log,
            signal,
            ...(random === undefined ? {} : { random }),
            repeat: repeatOf(call, log),
            classify: (error) => transientOf(error, clock.now()),
            fail: (end) => failureOf(end, call, dependencies),
        }, () => attempt(send, options, call, signal));
    }
    catch (error) {
        // Anything else is a mistake of ours, and must not look like one of GitHub's.
        const known = statusOf(error) !== undefined || networkProblem(error) !== undefined;
        if (error instanceof failure/* Failure */.HR || !known)
            throw error;
        const applied = networkProblem(error)?.kind === 'headers' && !call.read ? 'unknown' : 'no';
        throw describeFailure(error, applied, call, dependencies);
    }
};
function describeCall(options) {
    const policy = policyOf(options);
    const { method, url, owner, repo } = options;
    const { operation } = policy;
    if (operation !== undefined) {
        const read = /^\s*query\b/.test(String(options['query']));
        return { name: operation.name, repository: operation.repository, read, policy };
    }
    return {
        name: `${method} ${url}`,
        repository: typeof owner === 'string' && typeof repo === 'string' ? `${owner}/${repo}` : undefined,
        read: method === 'GET' || method === 'HEAD',
        policy,
    };
}
async function attempt(send, options, { name, policy }, cancelled) {
    const { deadline = DEADLINE, maxBytes, operation } = policy;
    // Octokit's own hooks read this object, whatever is handed to `send`. It is made for each request; what lies in it is not.
    options.headers = { ...options.headers, 'x-github-api-version': API_VERSION };
    options.request = {
        ...options.request,
        signal: (0,build_deadline/* startDeadline */.d)(deadline, cancelled).signal,
        ...(maxBytes === undefined ? {} : { parseSuccessResponseBody: false }),
    };
    const response = await send(options);
    const { data, status, headers } = response;
    if (maxBytes !== undefined)
        return { ...response, data: await (0,body/* readBody */.x)(new globalThis.Response(data), maxBytes) };
    // Octokit hands over what could not be read as JSON as text, and nothing at all when the connection broke.
    if (data === '' && status !== 204)
        throw cutOff('the answer is cut off');
    if (typeof data === 'string' && data !== '')
        throw cutOff('the answer is not JSON');
    return operation === undefined
        ? response
        : { ...response, data: { data: readGraphAnswer(data, headers, name) } };
}
const cutOff = (reason) => (0,retry/* transientError */.bx)({ reason, applied: 'unknown' });
function repeatOf({ name, read, policy }, log) {
    const { happened, operation } = policy;
    if ((policy.repeat ?? (read ? 'safe' : 'ask')) === 'safe')
        return 'safe';
    if (happened === undefined)
        return 'unless-sent';
    return {
        happened: async () => {
            log.info(`${name}: asking whether it was done.`);
            const found = await happened();
            if (found === undefined)
                return undefined;
            const data = operation === undefined ? found : { data: found };
            return { value: { status: 200, url: '', headers: {}, data } };
        },
    };
}
function failureOf(end, call, dependencies) {
    if (end.why === 'cancelled')
        return (0,failure/* remoteFailure */.vU)({
            code: 'github/cancelled',
            cause: 'The job was cancelled.',
            remedy: 'Run it again.',
            error: end.error,
        });
    return describeFailure(end.error, call.read ? 'no' : end.transient.applied, call, dependencies);
}
const describeFailure = (error, applied, { name, repository, policy }, { host, clock }) => explain({
    error,
    route: name,
    repository,
    permission: policy.permission,
    host,
    applied,
    rateLimited: rateLimitPause(error, clock.now()) !== undefined,
    now: clock.now(),
});

;// CONCATENATED MODULE: ./packages/github/build/client/client.js
/** The one way to GitHub's REST and GraphQL APIs: octokit, with deadlines, retries and failures by our own hook. */




/** @throws Failure `configuration` when the token is empty or the address is not one of a GitHub API */
function createGitHubClient(options) {
    const { token, log, fetch } = options;
    if (token === '')
        throw (0,failure/* configurationFailure */.d_)({
            code: 'github/no-token',
            cause: 'There is no token for the GitHub API.',
            remedy: 'Give an App id with its private key, or a token.',
        });
    log.secret(token);
    const api = parseApiUrl(options.apiUrl);
    const octokitLog = createOctokitLog(log);
    const octokit = new Octokit({
        auth: token,
        baseUrl: api.href.replace(/\/$/, ''),
        userAgent: 'sealift',
        request: { fetch, log: octokitLog },
        log: octokitLog,
    });
    octokit.hook.wrap('request', createRequestHook({ ...options, host: api.host }));
    return octokit;
}
/** One line for each attempt, with GitHub's id of the request. Failures are reported by the hook, once. */
function createOctokitLog({ debug }) {
    const line = (message) => debug(message);
    // Octokit's own debug lines hand over the whole request, its token included.
    return { debug: () => { }, info: line, warn: line, error: line };
}
function parseApiUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const loopback = url?.protocol === 'http:' && (0,build_loopback/* isLoopbackHost */.c)(url.hostname);
    if (url !== undefined && (url.protocol === 'https:' || loopback))
        return url;
    throw (0,failure/* configurationFailure */.d_)({
        code: 'github/bad-address',
        cause: `"${text}" is not the address of a GitHub API.`,
        remedy: 'Use an https address such as https://api.github.com or https://HOST/api/v3.',
    });
}

;// CONCATENATED MODULE: ./actions/sign/build/github-store.js




/** Bytes. GitHub's own action attests predicates up to 16 MB. */
const MAX_STORED = 22 * 1024 * 1024;
/**
 * Each attestation once, however many manifests it is about: those of this run, and those of an earlier one that are
 * not there. The signature is none, and stays out.
 * @throws Failure `github/attestations-forbidden`, `github/attestation-refused`, those of the GitHub API
 */
async function storeAttestations(statements, context, token, { fetch, clock, log, signal }) {
    const repository = (0,github_context/* requireContext */.Nf)(context, 'repository');
    const client = createGitHubClient({ token, apiUrl: context.apiUrl, fetch, clock, log, signal });
    const attested = statements.filter(({ entry }) => entry.predicateType !== record/* SIGNATURE_TYPE */.uf);
    const distinct = new Map(attested.map((each) => [`${each.entry.predicateType} ${each.entry.log} ${each.entry.logIndex}`, each]));
    let stored = 0;
    for (const { entry, on, bundle } of distinct.values()) {
        if (entry.existing && (await hasAttestation(client, repository, entry.subject, entry.predicateType)))
            continue;
        const bytes = await bundle();
        if (bytes.length > MAX_STORED) {
            log.notice(`The ${entry.predicateType} of ${on.label} is too large for GitHub's store of attestations (${bytes.length} bytes): it is in the registry alone.`);
            continue;
        }
        await storeAttestation(client, repository, JSON.parse(Buffer.from(bytes).toString('utf8')));
        stored += 1;
    }
    log.info(`${stored} attestations were put into GitHub's store for ${repository.owner}/${repository.repo}.`);
}


/***/ })

};
