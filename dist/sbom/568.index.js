export const id = 568;
export const ids = [568];
export const modules = {

/***/ 5568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  requestIdToken: () => (/* binding */ requestIdToken)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js + 1 modules
var failure = __webpack_require__(8007);
// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(3216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var build_deadline = __webpack_require__(5892);
// EXTERNAL MODULE: ./packages/net/build/network-error.js
var network_error = __webpack_require__(8179);
// EXTERNAL MODULE: ./packages/net/build/retry.js + 1 modules
var retry = __webpack_require__(9040);
// EXTERNAL MODULE: ./packages/net/build/retry-after.js
var retry_after = __webpack_require__(3007);
;// CONCATENATED MODULE: ./packages/net/build/ask.js





/**
 * One attempt, for `retry`: to be asked twice must be harmless.
 * @returns also statuses that mean no
 * @throws a TransientError for what may pass; what fetch throws otherwise
 */
async function askOnce({ url, init, deadline, limit, called = (status) => `it answered ${status}` }, { fetch, clock, signal }) {
    try {
        const response = await fetch(url, { ...init, signal: (0,build_deadline/* startDeadline */.d)(deadline, signal).signal });
        const { status, headers } = response;
        const bytes = await (0,body/* readBody */.x)(response, limit);
        if (!(0,retry/* isTransientStatus */.Dm)(status))
            return { status, text: Buffer.from(bytes ?? []).toString('utf8') };
        const after = (0,retry_after/* parseRetryAfter */.m)(headers.get('retry-after'), clock.now());
        throw (0,retry/* transientError */.bx)({ reason: called(status), after, applied: 'unknown' });
    }
    catch (error) {
        const broken = (0,network_error/* networkError */.x)(error);
        if (broken?.kind !== 'not-sent' && broken?.kind !== 'unknown')
            throw error;
        throw (0,retry/* transientError */.bx)({ reason: broken.code, applied: 'unknown' }, error);
    }
}

;// CONCATENATED MODULE: ./packages/action-kit/build/oidc.js
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
        throw (0,failure/* configurationFailure */.d_)({
            code: 'action/id-token-permission',
            cause: 'This job cannot get an OIDC token: it lacks the permission "id-token: write".',
            remedy: 'Add "id-token: write" to the permissions of this job and, for a reusable workflow, of the calling job.',
        });
    log.secret(bearer);
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    const failed = (reason, error) => (0,failure/* remoteFailure */.vU)({
        code: 'action/id-token',
        cause: `GitHub gave this job no OIDC token: ${reason}.`,
        remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
        error,
    });
    const token = await (0,retry/* retry */.L5)({
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
    const { status, text } = await askOnce({ url, init, deadline: DEADLINE, limit: MAX_ANSWER, called: (code) => `HTTP ${code}` }, dependencies).catch((error) => {
        const broken = (0,network_error/* networkError */.x)(error);
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

/***/ 3216:
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


/***/ }),

/***/ 9040:
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
