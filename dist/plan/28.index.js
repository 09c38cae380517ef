export const id = 28;
export const ids = [28];
export const modules = {

/***/ 1015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ RequestError)
/* harmony export */ });
class RequestError extends Error {
  name;
  /**
   * http status code
   */
  status;
  /**
   * Request options that lead to the error.
   */
  request;
  /**
   * Response object if a response was received
   */
  response;
  constructor(message, statusCode, options) {
    super(message, { cause: options.cause });
    this.name = "HttpError";
    this.status = Number.parseInt(statusCode);
    if (Number.isNaN(this.status)) {
      this.status = 0;
    }
    /* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
    if ("response" in options) {
      this.response = options.response;
    }
    const requestCopy = Object.assign({}, options.request);
    if (options.request.headers.authorization) {
      requestCopy.headers = Object.assign({}, options.request.headers, {
        authorization: options.request.headers.authorization.replace(
          /(?<! ) .*$/,
          " [REDACTED]"
        )
      });
    }
    requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
    this.request = requestCopy;
  }
}



/***/ }),

/***/ 4028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   orAbsent: () => (/* binding */ orAbsent),
/* harmony export */   parseAnswer: () => (/* binding */ parseAnswer)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_text_problem_words__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7943);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7934);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9818);
/** What an answer must look like where it decides something. */




/**
 * The checked fields of an answer; those that the schema does not name are dropped. Octokit's types say what GitHub
 * documents, not what came.
 * @throws Failure `remote`
 */
function parseAnswer(schema, { url, data }) {
    const result = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(schema, data);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    const source = url === '' ? 'The API' : url.replace(/\?.*$/s, '');
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .remoteFailure */ .vU)({
        code: 'github/unexpected-answer',
        cause: `${source} answered in a form that GitHub does not document: ${(0,_sealift_core_text_problem_words__WEBPACK_IMPORTED_MODULE_1__/* .schemaWords */ .hd)(issue)} at "${valibot__WEBPACK_IMPORTED_MODULE_3__/* .getDotPath */ .BuJ(issue) ?? ''}".`,
        remedy: 'Check that the address is that of a GitHub API and that no proxy changes its answers.',
    });
}
/** The answer, or undefined when GitHub says 404. */
async function orAbsent(answer) {
    try {
        return await answer;
    }
    catch (failure) {
        if (failure instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .i && failure.status === 404)
            return undefined;
        throw failure;
    }
}


/***/ }),

/***/ 9818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ explain),
/* harmony export */   i: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_text_clause__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7683);
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5329);
/* harmony import */ var _sealift_net_retry_after__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3007);
/* harmony import */ var _request_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7050);





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

/***/ 7050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wo: () => (/* binding */ networkProblem),
/* harmony export */   Yl: () => (/* binding */ headersOf),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1015);
/* harmony import */ var _sealift_net_network_error__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8179);
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


/***/ })

};
