export const id = 789;
export const ids = [789];
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

/***/ 7943:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ excessOf),
/* harmony export */   L6: () => (/* binding */ yamlWords),
/* harmony export */   fp: () => (/* binding */ placeWords),
/* harmony export */   hd: () => (/* binding */ schemaWords)
/* harmony export */ });
const YAML = {
    ALIAS_PROPS: 'an alias has an anchor or a tag',
    BAD_ALIAS: 'an anchor or alias has a bad name, or the alias stands for nothing',
    BAD_COLLECTION_TYPE: 'a tag does not fit what it stands before',
    BAD_DIRECTIVE: 'a directive is malformed',
    BAD_DQ_ESCAPE: 'a quoted text has an escape that YAML does not know',
    BAD_INDENT: 'the indentation is wrong',
    BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
    BAD_SCALAR_START: 'a text begins with a character that must be quoted',
    BLOCK_AS_IMPLICIT_KEY: 'a value begins on the line of another one',
    BLOCK_IN_FLOW: 'a block stands between brackets',
    DUPLICATE_KEY: 'a key is given twice',
    IMPOSSIBLE: 'it cannot be read',
    KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
    MISSING_CHAR: 'a quote, bracket, colon or space is missing',
    MULTILINE_IMPLICIT_KEY: 'a key has more than one line',
    MULTIPLE_ANCHORS: 'a value has two anchors',
    MULTIPLE_DOCS: 'it holds more than one document',
    MULTIPLE_TAGS: 'a value has two tags',
    NON_STRING_KEY: 'a key is no text',
    RESOURCE_EXHAUSTION: 'it is nested too deeply',
    TAB_AS_INDENT: 'a tab is used for indentation',
    TAG_RESOLVE_FAILED: 'a tag is not known, or its value does not fit',
    UNEXPECTED_TOKEN: 'something stands where it does not belong',
};
/** A clause for an error of the YAML parser. */
const yamlWords = (error) => typeof error.code === 'string' && Object.hasOwn(YAML, error.code)
    ? YAML[error.code]
    : 'it cannot be read';
/** Open brackets. Configuration has a dozen; the parser takes the longer for each, the more there are. */
const MAX_DEPTH = 500;
/** Line ends and commas. Each key is compared with all others of its mapping. */
const MAX_ENTRIES = 20_000;
/**
 * Why a text is more than the YAML parser should be asked to read, as a clause; undefined when it is not. What stands
 * within quotes counts too.
 */
function excessOf(text) {
    let depth = 0;
    let entries = 0;
    for (const character of text) {
        if (character === '[' || character === '{')
            depth += 1;
        else if (character === ']' || character === '}')
            depth = Math.max(0, depth - 1);
        else if (character === '\n' || character === ',')
            entries += 1;
        if (depth > MAX_DEPTH)
            return 'it is nested too deeply';
        if (entries > MAX_ENTRIES)
            return `it has more than ${MAX_ENTRIES} lines and entries`;
    }
    return undefined;
}
/** valibot's own words, whose second half is the value. */
const WITH_VALUE = /^Invalid [a-z_ ]{1,40}: (?:Expected |Received )/i;
/**
 * A clause for what a schema says of a value. Messages that the schema gives itself stay as they are: they must not
 * repeat the value.
 */
function schemaWords(issue) {
    if (!WITH_VALUE.test(issue.message))
        return issue.message;
    if (issue.expected === 'never')
        return 'there is no such key';
    if (issue.expected === null || issue.expected.startsWith('/'))
        return 'it has another form';
    return `must be ${issue.expected}`;
}
/** Keys of files are text of files too: enough of them to find the place. */
const MAX_KEYS = 12;
const MAX_KEY = 64;
/** `apps.api.platforms`: where something stands in a document; undefined for the document itself. */
function placeWords(path) {
    const keys = path.slice(0, MAX_KEYS).map((key) => {
        const text = String(key);
        return text.length > MAX_KEY ? `${text.slice(0, MAX_KEY)}…` : text;
    });
    return keys.length === 0 ? undefined : keys.join('.') + (path.length > MAX_KEYS ? '…' : '');
}


/***/ }),

/***/ 4028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ parseAnswer)
/* harmony export */ });
/* unused harmony export orAbsent */
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
        if (failure instanceof GitHubFailure && failure.status === 404)
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

/***/ 2468:
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


/***/ }),

/***/ 8789:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   awaitProcessing: () => (/* binding */ awaitProcessing),
/* harmony export */   isCodeScanningOff: () => (/* binding */ isCodeScanningOff),
/* harmony export */   processingFailure: () => (/* binding */ processingFailure),
/* harmony export */   uploadSarif: () => (/* binding */ uploadSarif)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5329);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7934);
/* harmony import */ var _client_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4028);
/* harmony import */ var _client_github_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9818);
/* harmony import */ var _client_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2468);
/**
 * Uploads SARIF to GitHub code scanning and learns what became of it.
 * https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */






const PERMISSION = 'security-events: write';
const Receipt = valibot__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ id: valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .nonEmpty */ .hq(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .maxLength */ .Ru6(200)) });
/**
 * @returns `uploaded: false` when code scanning is switched off or not licensed, so that the caller may choose
 * whether that is an error
 * @throws Failure `configuration` without the permission or when the file is too large, `remote`
 */
async function uploadSarif(client, analysis) {
    try {
        const response = await client.rest.codeScanning.uploadSarif({
            owner: analysis.owner,
            repo: analysis.repo,
            commit_sha: analysis.commit,
            ref: analysis.ref,
            sarif: Buffer.from(analysis.compressed).toString('base64'),
            started_at: new Date(analysis.startedAt).toISOString(),
            // A second upload of one category for one commit replaces the first.
            request: (0,_client_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .policy */ .J)({ permission: PERMISSION, repeat: 'safe', deadline: 120_000 }),
        });
        return { uploaded: true, id: (0,_client_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .parseAnswer */ .W)(Receipt, response).id };
    }
    catch (error) {
        if (!(error instanceof _client_github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .i))
            throw error;
        const failure = explainUpload(error, analysis);
        if (isCodeScanningOff(error))
            return { uploaded: false, failure };
        throw failure;
    }
}
/** GitHub's words for: not licensed, or switched off. */
const DISABLED = /(?:advanced security|code security|code scanning)\b.*\b(?:must be|is not|not) enabled/i;
/** Whether a refusal says so, and not that the token lacks a permission. */
const isCodeScanningOff = ({ status, answer }) => status === 403 && DISABLED.test(answer);
const NO_PERMISSION = /resource not accessible by (?:integration|personal access token)/i;
function explainUpload(error, { owner, repo, compressed }) {
    const repository = `${owner}/${repo}`;
    const permission = () => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
        code: 'github/code-scanning-forbidden',
        cause: `GitHub refused the code scanning upload for ${repository}: the token lacks the permission "${PERMISSION}".`,
        remedy: `Add "${PERMISSION}" to the permissions of this job and, for a reusable workflow, of the calling job; or set "upload-sarif: false".`,
        error,
    });
    switch (error.status) {
        case 403:
            if (isCodeScanningOff(error))
                return (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
                    code: 'github/code-scanning-off',
                    cause: `Code scanning is not enabled for ${repository}.`,
                    remedy: 'Enable it under "Settings", "Advanced Security" (private repositories need GitHub Code Security), or set "upload-sarif: false".',
                    error,
                });
            return NO_PERMISSION.test(error.answer) ? permission() : error;
        case 404:
            // A private repository hides itself from tokens without the permission.
            return permission();
        case 413:
            return (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
                code: 'github/sarif-too-large',
                cause: `GitHub refused the SARIF file: it is too large (${compressed.length} bytes compressed).`,
                remedy: 'Leave "secret" and "misconfig" out of "scanners", or remove packages from the image.',
                error,
            });
        default:
            return error;
    }
}
const Status = valibot__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    processing_status: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .picklist */ .KIO(['pending', 'complete', 'failed'])),
    errors: valibot__WEBPACK_IMPORTED_MODULE_3__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_3__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP()))),
});
/** Milliseconds between questions; the last one repeats until the deadline. */
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000];
const ERRORS = 10;
/**
 * Waits until GitHub has processed an upload.
 * @param options.deadline milliseconds from now; default 180,000
 * @throws Failure `remote` when GitHub cannot be asked
 */
async function awaitProcessing(client, upload, options) {
    const { clock, signal } = options;
    const end = clock.now() + (options.deadline ?? 180_000);
    for (let asked = 0;; asked += 1) {
        const status = await ask(client, upload);
        options.log.debug(`SARIF ${upload.id}: ${status.processing_status ?? 'not known yet'}`);
        if (status.processing_status === 'complete')
            return { status: 'complete' };
        if (status.processing_status === 'failed') {
            const errors = (status.errors ?? []).map((error) => (0,_sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_5__/* .singleLine */ .pF)(error).slice(0, 500));
            return { status: 'failed', errors: errors.slice(0, ERRORS) };
        }
        const wait = WAITS[Math.min(asked, WAITS.length - 1)] ?? 0;
        if (clock.now() + wait > end)
            return { status: 'pending' };
        await clock.sleep(wait, signal);
    }
}
async function ask(client, { owner, repo, id }) {
    try {
        const response = await client.rest.codeScanning.getSarif({
            owner,
            repo,
            sarif_id: id,
            request: (0,_client_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .policy */ .J)({ permission: PERMISSION }),
        });
        return (0,_client_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .parseAnswer */ .W)(Status, response);
    }
    catch (error) {
        // A receipt is handed out before every server knows of it.
        if (error instanceof _client_github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .i && error.status === 404)
            return {};
        throw error;
    }
}
/** What GitHub said against an upload, as the failure of the step. */
const processingFailure = (errors) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .remoteFailure */ .vU)({
    code: 'github/sarif-rejected',
    cause: `GitHub could not process the SARIF file: ${errors.join('; ') || 'it gave no reason'}.`,
    remedy: 'Please report this with the SARIF file, which the scan step names in its output "sarif-file".',
});


/***/ }),

/***/ 8179:
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

/***/ 3007:
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


/***/ })

};
