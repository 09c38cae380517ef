export const id = 885;
export const ids = [885];
export const modules = {

/***/ 5885:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   requestIdToken: () => (/* binding */ requestIdToken)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_net_ask__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8171);
/* harmony import */ var _sealift_net_network_error__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8179);
/* harmony import */ var _sealift_net_retry__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9040);
/**
 * OIDC tokens of the job. Not by @actions/core, which asks without a deadline and cannot be cancelled.
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */




const POLICY = {
    attempts: 5,
    firstPause: 750,
    maxPause: 12_000,
    maxRetryAfter: 60_000,
    total: 5 * 60_000,
};
/** Milliseconds of one attempt. */
const DEADLINE = 10_000;
/** Bytes. A token has some 2 kB. */
const MAX_ANSWER = 64 * 1024;
/**
 * A fresh token for `audience`, registered as secret.
 * @throws Failure `configuration` without `id-token: write`; `remote` when the service gives none
 */
async function requestIdToken(audience, dependencies) {
    const { env, clock, log, signal } = dependencies;
    const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
    const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    if (!address || !bearer)
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            code: 'action/id-token-permission',
            cause: 'This job cannot get an OIDC token: it lacks the permission "id-token: write".',
            remedy: 'Add "id-token: write" to the permissions of this job and, for a reusable workflow, of the calling job.',
        });
    log.secret(bearer);
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    const failed = (reason, error) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .remoteFailure */ .vU)({
        code: 'action/id-token',
        cause: `GitHub gave this job no OIDC token: ${reason}.`,
        remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
        error,
    });
    const token = await (0,_sealift_net_retry__WEBPACK_IMPORTED_MODULE_3__/* .retry */ .L5)({
        what: 'OIDC token',
        policy: POLICY,
        clock,
        // Nobody needs to know while the next attempt works.
        log: { info: (line) => log.debug(line) },
        signal,
        fail: (end) => failed(end.why === 'cancelled' ? 'the job was cancelled' : end.transient.reason, end.error),
    }, () => ask(url, bearer, dependencies, failed));
    log.secret(token);
    return token;
}
/** @throws a TransientError when another attempt may work; what `failed` makes otherwise */
async function ask(url, bearer, dependencies, failed) {
    const init = {
        headers: { authorization: `Bearer ${bearer}`, accept: 'application/json; api-version=2.0' },
    };
    const { status, text } = await (0,_sealift_net_ask__WEBPACK_IMPORTED_MODULE_1__/* .askOnce */ .R)({ url, init, deadline: DEADLINE, limit: MAX_ANSWER, called: (code) => `HTTP ${code}` }, dependencies).catch((error) => {
        const broken = (0,_sealift_net_network_error__WEBPACK_IMPORTED_MODULE_2__/* .networkError */ .x)(error);
        throw broken === undefined ? error : failed(broken.code, error);
    });
    if (status !== 200)
        throw failed(`HTTP ${status}`);
    const token = tokenIn(text);
    if (token === undefined)
        throw failed('the answer holds no token');
    return token;
}
function tokenIn(text) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const token = typeof json === 'object' && json !== null && 'value' in json ? json.value : undefined;
    // A line break in it would end up in a header.
    return typeof token === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? token : undefined;
}


/***/ }),

/***/ 8171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ askOnce)
/* harmony export */ });
/* harmony import */ var _body_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3216);
/* harmony import */ var _deadline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5892);
/* harmony import */ var _network_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8179);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9040);
/* harmony import */ var _retry_after_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3007);





/**
 * One attempt, for `retry`: to be asked twice must be harmless.
 * @returns also statuses that mean no
 * @throws a TransientError for what may pass; what fetch throws otherwise
 */
async function askOnce({ url, init, deadline, limit, called = (status) => `it answered ${status}` }, { fetch, clock, signal }) {
    try {
        const response = await fetch(url, { ...init, signal: (0,_deadline_js__WEBPACK_IMPORTED_MODULE_1__/* .startDeadline */ .d)(deadline, signal).signal });
        const { status, headers } = response;
        const bytes = await (0,_body_js__WEBPACK_IMPORTED_MODULE_2__/* .readBody */ .x)(response, limit);
        if (!(0,_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .isTransientStatus */ .Dm)(status))
            return { status, text: Buffer.from(bytes ?? []).toString('utf8') };
        const after = (0,_retry_after_js__WEBPACK_IMPORTED_MODULE_4__/* .parseRetryAfter */ .m)(headers.get('retry-after'), clock.now());
        throw (0,_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .transientError */ .bx)({ reason: called(status), after, applied: 'unknown' });
    }
    catch (error) {
        const broken = (0,_network_error_js__WEBPACK_IMPORTED_MODULE_0__/* .networkError */ .x)(error);
        if (broken?.kind !== 'not-sent' && broken?.kind !== 'unknown')
            throw error;
        throw (0,_retry_js__WEBPACK_IMPORTED_MODULE_3__/* .transientError */ .bx)({ reason: broken.code, applied: 'unknown' }, error);
    }
}


/***/ })

};
