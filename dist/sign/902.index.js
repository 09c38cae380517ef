export const id = 902;
export const ids = [902];
export const modules = {

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


/***/ }),

/***/ 8902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchTargets: () => (/* binding */ fetchTargets)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _sealift_core_text_clause__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(7683);
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5329);
/* harmony import */ var _sealift_net_ask__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8171);
/* harmony import */ var _sealift_net_network_error__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8179);
/* harmony import */ var _sealift_net_retry__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9040);
/* harmony import */ var tuf_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4706);
/* harmony import */ var tuf_js_dist_error_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6376);
/* harmony import */ var _temporary_folder_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1150);
/* harmony import */ var _no_trust_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7677);
/**
 * Asks a repository of The Update Framework for files: their newest versions that follow from a first root which is known
 * here, whoever serves them. https://theupdateframework.github.io/specification/latest/
 */











const RETRIES = {
    attempts: 4,
    firstPause: 1_000,
    maxPause: 8_000,
    maxRetryAfter: 10_000,
    total: 60_000,
};
/** Milliseconds for one small file. */
const DEADLINE = 15_000;
/** Characters. */
const MAX_REASON = 300;
/**
 * The newest versions of files, in the order of their names; undefined for one that there is not.
 * @throws Failure `sigstore/no-trust-root`
 */
async function fetchTargets({ mirror, root }, names, dependencies) {
    try {
        return await (0,_temporary_folder_js__WEBPACK_IMPORTED_MODULE_6__/* .withTemporaryFolder */ .E)(dependencies.env, 'tuf', async (folder) => {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, 'root.json'), root);
            const updater = createUpdater(folder, mirror, dependencies);
            const files = [];
            for (const name of names) {
                const found = await updater.getTargetInfo(name);
                const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, `target-${files.length}`);
                files.push(found && (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(await updater.downloadTarget(found, file), 'utf8')));
            }
            return files;
        });
    }
    catch (error) {
        throw (0,_no_trust_js__WEBPACK_IMPORTED_MODULE_7__/* .noTrust */ .A)(mirror, reasonOf(error), error);
    }
}
function createUpdater(folder, mirror, dependencies) {
    const download = downloader(dependencies);
    return new tuf_js__WEBPACK_IMPORTED_MODULE_4__/* .Updater */ .Sx({
        metadataDir: folder,
        metadataBaseUrl: mirror,
        targetBaseUrl: `${mirror}/targets`,
        fetcher: {
            downloadBytes: download,
            async downloadFile(url, limit, handler) {
                const file = node_path__WEBPACK_IMPORTED_MODULE_1__.join(folder, 'download');
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(file, await download(url, limit));
                return handler(file);
            },
        },
    });
}
/** tuf-js would use the global fetch, which knows no proxy. What it learns from a status it learns from its own errors. */
const downloader = (dependencies) => (url, limit) => (0,_sealift_net_retry__WEBPACK_IMPORTED_MODULE_8__/* .retry */ .L5)({
    ...dependencies,
    ...{ what: url, policy: RETRIES },
    fail: (end) => new Error(end.why === 'cancelled' ? 'the job was cancelled' : end.transient.reason),
}, async () => {
    const { status, text } = await (0,_sealift_net_ask__WEBPACK_IMPORTED_MODULE_2__/* .askOnce */ .R)({ url, init: {}, deadline: DEADLINE, limit }, dependencies);
    if (status !== 200)
        throw new tuf_js_dist_error_js__WEBPACK_IMPORTED_MODULE_5__.DownloadHTTPError(`it answered ${status}`, status);
    if (text === '')
        throw new tuf_js_dist_error_js__WEBPACK_IMPORTED_MODULE_5__.DownloadLengthMismatchError(`${url} has more than ${limit} bytes, or none`);
    return Buffer.from(text);
});
/** tuf-js wraps some errors into the text of others. */
function reasonOf(error) {
    const text = (0,_sealift_net_network_error__WEBPACK_IMPORTED_MODULE_3__/* .networkError */ .x)(error)?.code ?? (error instanceof Error ? error.message : String(error));
    return (0,_sealift_core_text_clause__WEBPACK_IMPORTED_MODULE_9__/* .asClause */ .e)((0,_sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_10__/* .singleLine */ .pF)(text.slice(0, MAX_REASON)));
}


/***/ })

};
