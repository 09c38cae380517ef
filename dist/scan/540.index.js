export const id = 540;
export const ids = [540];
export const modules = {

/***/ 55077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  M: () => (/* binding */ requestLog)
});

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



/***/ }),

/***/ 16540:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGitHubClient: () => (/* binding */ createGitHubClient)
});

// EXTERNAL MODULE: ./node_modules/@octokit/core/dist-src/index.js + 12 modules
var dist_src = __webpack_require__(14730);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-request-log/dist-src/index.js + 1 modules
var plugin_request_log_dist_src = __webpack_require__(55077);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-paginate-rest/dist-bundle/index.js
var dist_bundle = __webpack_require__(93779);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-rest-endpoint-methods/dist-src/index.js + 3 modules
var plugin_rest_endpoint_methods_dist_src = __webpack_require__(49210);
;// CONCATENATED MODULE: ./node_modules/@octokit/rest/dist-src/version.js
const VERSION = "22.0.1";


;// CONCATENATED MODULE: ./node_modules/@octokit/rest/dist-src/index.js





const Octokit = dist_src/* Octokit */.E.plugin(plugin_request_log_dist_src/* requestLog */.M, plugin_rest_endpoint_methods_dist_src/* legacyRestEndpointMethods */.T, dist_bundle/* paginateRest */.ud).defaults(
  {
    userAgent: `octokit-rest.js/${VERSION}`
  }
);


// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(69520);
// EXTERNAL MODULE: ./packages/net/build/loopback.js
var build_loopback = __webpack_require__(97681);
// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(83216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var build_deadline = __webpack_require__(5892);
// EXTERNAL MODULE: ./packages/net/build/retry.js + 1 modules
var retry = __webpack_require__(39040);
// EXTERNAL MODULE: ./packages/github/build/client/github-failure.js
var github_failure = __webpack_require__(29818);
// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var request_error_dist_src = __webpack_require__(31015);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
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
    const status = statusOf(worst);
    throw new request_error_dist_src/* RequestError */.G(worst.message.slice(0, 1000), status, {
        request: { method: 'POST', url: `/graphql#${name}`, headers: {} },
        response: { status, headers, url: '/graphql', data: worst },
    });
}
function statusOf({ type, message }) {
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

// EXTERNAL MODULE: ./packages/github/build/client/policy.js
var client_policy = __webpack_require__(42468);
// EXTERNAL MODULE: ./packages/github/build/client/request-error.js
var request_error = __webpack_require__(27050);
// EXTERNAL MODULE: ./packages/net/build/retry-after.js
var retry_after = __webpack_require__(43007);
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
    const status = (0,request_error/* statusOf */.c2)(error);
    if (status !== undefined)
        return (0,retry/* isTransientStatus */.Dm)(status)
            ? { reason: `HTTP ${status}`, after: retryAfter(error, now), applied: 'unknown' }
            : undefined;
    const problem = (0,request_error/* networkProblem */.Wo)(error);
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
    const status = (0,request_error/* statusOf */.c2)(error);
    if (status !== 403 && status !== 429)
        return undefined;
    const after = retryAfter(error, now);
    if (after !== undefined)
        return after;
    const headers = (0,request_error/* headersOf */.Yl)(error);
    if (headers['x-ratelimit-remaining'] === '0')
        return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - now) + 1000;
    // Without a header GitHub asks for at least a minute.
    const secondary = error instanceof Error && /secondary rate limit|abuse detection/i.test(error.message);
    return status === 429 || secondary ? 60_000 : undefined;
}
function retryAfter(error, now) {
    const header = (0,request_error/* headersOf */.Yl)(error)['retry-after'];
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
        const known = (0,request_error/* statusOf */.c2)(error) !== undefined || (0,request_error/* networkProblem */.Wo)(error) !== undefined;
        if (error instanceof failure/* Failure */.HR || !known)
            throw error;
        const applied = (0,request_error/* networkProblem */.Wo)(error)?.kind === 'headers' && !call.read ? 'unknown' : 'no';
        throw describeFailure(error, applied, call, dependencies);
    }
};
function describeCall(options) {
    const policy = (0,client_policy/* policyOf */.U)(options);
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
const describeFailure = (error, applied, { name, repository, policy }, { host, clock }) => (0,github_failure/* explain */.W)({
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


/***/ }),

/***/ 29818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ explain),
/* harmony export */   i: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69520);
/* harmony import */ var _sealift_core_text_clause__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(67683);
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(15329);
/* harmony import */ var _sealift_net_retry_after__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(43007);
/* harmony import */ var _request_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27050);





/** A request to GitHub that ended badly, for callers that know what to do about a particular status. */
class GitHubFailure extends _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
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
    const status = (0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(error);
    const answer = answerOf(error);
    const headers = (0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .headersOf */ .Yl)(error);
    const date = Date.parse(String(headers['date'] ?? ''));
    const { category, ...details } = describe(request, status, answer);
    return new GitHubFailure(category, { ...details, error }, { status, answer, applied: request.applied, serverTime: Number.isNaN(date) ? undefined : date });
}
function describe(request, status, answer) {
    const { error, host, route } = request;
    const headers = (0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .headersOf */ .Yl)(error);
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
                cause: `${host} gave no complete answer to ${route} (${(0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .networkProblem */ .Wo)(error)?.code ?? answer}).`,
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
    const plain = (0,_sealift_core_text_clause__WEBPACK_IMPORTED_MODULE_2__/* .asClause */ .e)((0,_sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_3__/* .singleLine */ .pF)(message.replace(/ - https?:\/\/\S+$/, '')).trim());
    return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}
/** When a limit ends, from its headers: `after 2026-…`, or `later`. */
function resetTime(headers, now) {
    const pause = (0,_sealift_net_retry_after__WEBPACK_IMPORTED_MODULE_4__/* .parseRetryAfter */ .m)(String(headers['retry-after'] ?? ''), now);
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    const time = pause === undefined ? reset : now + pause;
    // Beyond the year 275760 there are no dates.
    return time > 0 && time < 8.64e15 ? `after ${new Date(time).toISOString()}` : 'later';
}


/***/ }),

/***/ 42468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ policy),
/* harmony export */   U: () => (/* binding */ policyOf)
/* harmony export */ });
/** What the request hook must know about one request, beside what octokit knows of it. */
/** The `request` field of a call of octokit's, with the policy for the hook in it. */
const policy = (options) => ({ policy: options });
/** The policy of a request that octokit is about to send: whatever stands in `request` reaches the hook as it was given. */
const policyOf = ({ request }) => 'policy' in request ? request.policy : {};


/***/ }),

/***/ 27050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wo: () => (/* binding */ networkProblem),
/* harmony export */   Yl: () => (/* binding */ headersOf),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(31015);
/* harmony import */ var _sealift_net_network_error__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(18179);
/** What octokit's errors say: an answer with a status, or none. */


/** The status of GitHub's answer; undefined when none came, for which octokit says 500. */
const statusOf = (error) => error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .G && error.response !== undefined ? error.status : undefined;
const headersOf = (error) => error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .G ? (error.response?.headers ?? {}) : {};
/** Why no answer came; undefined when one did, or when the error has nothing to do with the network. */
function networkProblem(error) {
    if (!(error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .G))
        return (0,_sealift_net_network_error__WEBPACK_IMPORTED_MODULE_0__/* .networkError */ .x)(error);
    return error.response === undefined ? (0,_sealift_net_network_error__WEBPACK_IMPORTED_MODULE_0__/* .networkError */ .x)(error.cause) : undefined;
}


/***/ }),

/***/ 83216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ discard),
/* harmony export */   x: () => (/* binding */ readBody)
/* harmony export */ });
/** Reading answers whose size somebody else decides. */
/** Frees the connection of an answer that nobody reads. */
const discard = async (response) => {
    await response.body?.cancel().catch(() => { });
};
/**
 * All bytes of an answer, or undefined when there are more than `limit`; the rest is not received then.
 * @param limit bytes, after decompression
 * @throws what fetch throws when the connection ends early; see network-error.ts
 */
async function readBody(response, limit) {
    const chunks = [];
    let length = 0;
    // Leaving the loop cancels the stream.
    for await (const chunk of response.body ?? []) {
        length += chunk.length;
        if (length > limit)
            return undefined;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 5892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ startDeadline)
/* harmony export */ });
/**
 * @param milliseconds from now, by the clock on the wall
 * @param parent what cancels the work from outside
 */
function startDeadline(milliseconds, parent) {
    const limit = AbortSignal.timeout(milliseconds);
    if (parent === undefined)
        return { signal: limit, ended: () => (limit.aborted ? 'deadline' : undefined) };
    const signal = AbortSignal.any([parent, limit]);
    return {
        signal,
        ended() {
            if (!signal.aborted)
                return undefined;
            return signal.reason === parent.reason ? 'cancelled' : 'deadline';
        },
    };
}


/***/ }),

/***/ 18179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ networkError)
/* harmony export */ });
/** What the failure of a connection means for the request that was on it. */
const NOT_SENT = new Set([
    'EAI_AGAIN',
    'EADDRNOTAVAIL',
    'ECONNREFUSED',
    'EHOSTDOWN',
    'EHOSTUNREACH',
    'ENETDOWN',
    'ENETUNREACH',
    'ENOTFOUND',
    'UND_ERR_CONNECT_TIMEOUT',
]);
const UNKNOWN = new Set([
    'ECONNABORTED',
    'ECONNRESET',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ETIMEDOUT',
    'UND_ERR_BODY_TIMEOUT',
    'UND_ERR_CLOSED',
    'UND_ERR_DESTROYED',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'UND_ERR_SOCKET',
]);
/** https://nodejs.org/api/tls.html#x509-certificate-error-codes, and what Node and OpenSSL say of a handshake. */
const TLS = /^(?:CERT_|CRL_|DEPTH_ZERO_|ERROR_IN_CERT_|ERR_OSSL_|ERR_SSL_|ERR_TLS_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|SELF_SIGNED_|UNABLE_TO_|EPROTO$|UND_ERR_PRX_TLS$)/;
const HEADERS = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW']);
/** The answer of a proxy stands in the message only: undici's for CONNECT and for absolute addresses, and Node's. */
const PROXY_STATUS = /^Proxy response \((\d{3})\) !== 200|^Proxy Authentication Required \((407)\)|^Failed to establish tunnel to .* HTTP\/1\.[01] (\d{3})/;
/** Deeper than anybody nests; an error may be its own cause. */
const MAX_DEPTH = 10;
/**
 * What went wrong on the network, through all causes of an error; undefined for one that has nothing to do with it: a
 * mistake in a program, or the cancellation of a job.
 */
function networkError(error) {
    const found = [...causes(error, 0)].map(classify).filter((each) => each !== undefined);
    // Several addresses of one host were tried. The one that may have got the request decides.
    const decided = found.find(({ kind }) => kind === 'unknown' || kind === 'headers') ?? found[0];
    return decided ?? (isFetchFailure(error) ? { kind: 'unknown', code: 'the connection failed' } : undefined);
}
function* causes(error, depth) {
    if (!(error instanceof Error) || depth > MAX_DEPTH)
        return;
    yield error;
    if (error instanceof AggregateError)
        for (const each of error.errors.slice(0, MAX_DEPTH))
            yield* causes(each, depth + 1);
    yield* causes(error.cause, depth + 1);
}
function classify(error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const status = Number(PROXY_STATUS.exec(error.message.slice(0, 1000))?.slice(1).find(Boolean) ?? 0);
    if (status > 0) {
        const passing = status === 408 || status === 429 || status >= 500;
        return { kind: passing ? 'not-sent' : 'proxy', code: `the proxy answered ${status}` };
    }
    if (error.name === 'TimeoutError')
        return { kind: 'unknown', code: 'no answer in time' };
    if (NOT_SENT.has(code))
        return { kind: 'not-sent', code };
    if (code === 'ETIMEDOUT' && 'syscall' in error && error.syscall === 'connect')
        return { kind: 'not-sent', code };
    if (UNKNOWN.has(code))
        return { kind: 'unknown', code };
    if (TLS.test(code))
        return { kind: 'tls', code };
    if (HEADERS.has(code))
        return { kind: 'headers', code };
    // What llhttp cannot read: the answer of something that speaks no HTTP.
    return code.startsWith('HPE_') ? { kind: 'unknown', code } : undefined;
}
/** The standard's words when it does not say more. */
const isFetchFailure = (error) => error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated');


/***/ }),

/***/ 43007:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
/** Longer than any limit that a service announces: what is beyond is an error of the header. */
const LONGEST = 24 * 60 * 60_000;
/**
 * Milliseconds to wait, from a `Retry-After` of seconds or of a date; undefined without one that can be read.
 * At most a day; 0 for a date that has passed. How long a caller is ready to wait is its own to say.
 * RFC 9110 section 10.2.3
 * @param now milliseconds since 1970
 */
function parseRetryAfter(header, now) {
    const text = header?.trim() ?? '';
    if (/^[0-9]{1,9}$/.test(text))
        return Math.min(Number(text) * 1000, LONGEST);
    // A date has a weekday or month name; Date.parse alone would read "-5" as a year.
    const date = text.length < 64 && /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), LONGEST);
}


/***/ }),

/***/ 39040:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Dm: () => (/* binding */ isTransientStatus),
  L5: () => (/* binding */ retry),
  bx: () => (/* binding */ transientError),
  SE: () => (/* binding */ transientOf)
});

// UNUSED EXPORTS: pauseAfter

;// CONCATENATED MODULE: ./packages/core/build/text/duration.js
/** Milliseconds as people read them: `0.4 s`, `39 s`, `7 min 4 s`. */
function formatDuration(milliseconds) {
    if (milliseconds < 9_950)
        return `${(milliseconds / 1_000).toFixed(1)} s`;
    const seconds = Math.round(milliseconds / 1_000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

;// CONCATENATED MODULE: ./packages/net/build/retry.js
/** The one loop that does things again. What may be repeated, and what a failure means, each boundary says itself. */

/** An error for {@link retry} to take as a reason for another attempt. */
const transientError = (transient, cause) => Object.assign(new Error(transient.reason, { cause }), { name: 'TransientError', transient });
/** The reason inside an error of {@link transientError}; undefined for any other. */
const transientOf = (error) => error instanceof Error && error.name === 'TransientError' && 'transient' in error
    ? error.transient
    : undefined;
/**
 * Repeats `attempt` while its errors are transient, with growing pauses of which half is left to chance, or as long as
 * `Retry-After` says.
 * @throws what `attempt` throws when that is not transient; what `fail` makes of the end
 */
async function retry(options, attempt) {
    const { policy, clock, signal, repeat = 'safe', random = Math.random, classify = transientOf } = options;
    const end = clock.now() + policy.total;
    const cancelled = (error) => options.fail({ why: 'cancelled', error });
    for (let attempts = 1;; attempts += 1) {
        if (signal?.aborted)
            throw cancelled(signal.reason);
        const outcome = await attempt().then((value) => ({ value }), (error) => ({ error }));
        if ('value' in outcome)
            return outcome.value;
        const { error } = outcome;
        if (signal?.aborted)
            throw cancelled(error);
        const transient = classify(error);
        if (transient === undefined)
            throw error;
        const pause = pauseAfter(transient, attempts, policy, random);
        const ask = transient.applied === 'unknown' && typeof repeat === 'object' ? repeat.happened : undefined;
        const last = attempts >= policy.attempts ||
            clock.now() + pause >= end ||
            (transient.after ?? 0) > policy.maxRetryAfter ||
            (transient.applied === 'unknown' && repeat === 'unless-sent');
        if (!last) {
            options.log.info(`${options.what}: ${transient.reason}; attempt ${attempts + 1} of ${policy.attempts} follows in ${formatDuration(pause)}`);
            await clock.sleep(pause, signal).catch((woken) => {
                throw signal?.aborted ? cancelled(woken) : woken;
            });
        }
        const found = await ask?.();
        if (found !== undefined)
            return found.value;
        if (last)
            throw options.fail({ why: 'exhausted', transient, attempts, error });
    }
}
/**
 * Milliseconds before the next attempt. Half of it is left to chance: what failed together must not come back together.
 * @param attempts those made so far
 */
function pauseAfter({ after }, attempts, { firstPause, maxPause }, random) {
    if (after !== undefined)
        return after + random() * firstPause;
    return Math.min(maxPause, firstPause * 2 ** (attempts - 1)) * (0.5 + random() / 2);
}
/** Timeouts, rate limits and errors of a server; 425 is "too early", 501 does not pass. */
const isTransientStatus = (status) => status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status <= 599);


/***/ })

};
