export const id = 223;
export const ids = [223];
export const modules = {

/***/ 9223:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   readBundleFolder: () => (/* binding */ readBundleFolder)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9520);
/* harmony import */ var _sealift_registry_manifest__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4983);
/* harmony import */ var _sealift_registry_referrers__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2590);
/* harmony import */ var _bundles_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(153);
/* harmony import */ var _output_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4802);
/** Statements out of files: for verifying without a registry that lists them, or without any network. */







const MAX_FILES = 1000;
/** Bytes, of all files. */
const MAX_SIZE = 4 * _bundles_js__WEBPACK_IMPORTED_MODULE_5__/* .MAX_BUNDLE_SIZE */ ._1;
/** As cosign, `gh attestation download` and actions/attest name them. A file with the ending .jsonl has one a line. */
const ENDINGS = ['.json', '.jsonl', '.bundle', '.sigstore'];
const unusable = (folder, reason, error) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .configurationFailure */ .d_)({
    code: 'cosign/bad-bundles',
    cause: `The statements in ${folder} cannot be used: ${reason}.`,
    remedy: 'Give a folder with Sigstore bundles, as sign, cosign or "gh attestation download" write them.',
    ...(error === undefined ? {} : { error }),
});
/**
 * A reader that lists the bundles of a folder instead of those of a registry, each for the manifests that its statement
 * is about. Nothing is believed of them here. Links are not followed, and files that are no bundles are passed over.
 * @param registry for manifests; undefined when there is none
 * @throws Failure `cosign/bad-bundles` when the folder cannot be read, holds no bundle or too much
 */
async function readBundleFolder(folder, registry) {
    const bySubject = new Map();
    const manifests = new Map();
    const blobs = new Map();
    for (const text of await readTexts(folder)) {
        for (const { subject, referrer } of referrersOf(text)) {
            const { digest } = referrer.descriptor;
            bySubject.set(subject, [...(bySubject.get(subject) ?? []), referrer]);
            const json = (0,_sealift_registry_manifest__WEBPACK_IMPORTED_MODULE_3__/* .parseManifest */ .Ng)(referrer.bytes, _sealift_registry_manifest__WEBPACK_IMPORTED_MODULE_3__/* .OCI_MANIFEST */ .EG, (reason) => unusable(folder, reason));
            manifests.set(digest, { digest, mediaType: _sealift_registry_manifest__WEBPACK_IMPORTED_MODULE_3__/* .OCI_MANIFEST */ .EG, bytes: referrer.bytes, json });
            for (const blob of referrer.blobs)
                if ('bytes' in blob)
                    blobs.set(blob.digest, blob.bytes);
        }
    }
    if (bySubject.size === 0)
        throw unusable(folder, 'there is no bundle among them');
    return {
        getReferrers: async (_image, digest) => ({
            kind: 'index',
            schemaVersion: 2,
            manifests: (bySubject.get(digest) ?? []).map(({ descriptor }) => descriptor),
        }),
        getManifest: async (image, reference, ...rest) => manifests.get(reference) ?? registry?.getManifest(image, reference, ...rest),
        async getBlob(image, digest, limit) {
            const blob = blobs.get(digest) ?? (await registry?.getBlob(image, digest, limit));
            if (blob === undefined)
                throw unusable(folder, `${digest} is not among them`);
            return blob;
        },
    };
}
function referrersOf(text) {
    try {
        const { statement } = (0,_output_js__WEBPACK_IMPORTED_MODULE_6__/* .parseBundle */ .QN)(text);
        const content = (0,_sealift_registry_referrers__WEBPACK_IMPORTED_MODULE_4__/* .blobOf */ .DE)(new TextEncoder().encode(text));
        return [...new Set(statement.subjects)].map((digest) => ({
            subject: digest,
            referrer: (0,_bundles_js__WEBPACK_IMPORTED_MODULE_5__/* .bundleReferrer */ .GR)({ mediaType: _sealift_registry_manifest__WEBPACK_IMPORTED_MODULE_3__/* .OCI_MANIFEST */ .EG, digest, size: 0 }, content, statement.type, 0),
        }));
    }
    catch {
        return [];
    }
}
async function readTexts(folder) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder, { recursive: true, withFileTypes: true }).catch((error) => {
        throw unusable(folder, 'it is not a folder that can be read', error);
    });
    const files = entries.filter((entry) => entry.isFile() && ENDINGS.some((ending) => entry.name.endsWith(ending)));
    if (files.length > MAX_FILES)
        throw unusable(folder, `there are more than ${MAX_FILES} files`);
    let size = 0;
    const texts = [];
    // In an order of their own, not in that of the file system.
    for (const entry of files.toSorted((a, b) => (a.parentPath + a.name < b.parentPath + b.name ? -1 : 1))) {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(node_path__WEBPACK_IMPORTED_MODULE_1__.join(entry.parentPath, entry.name));
        try {
            size += (await file.stat()).size;
            if (size > MAX_SIZE)
                throw unusable(folder, `they have more than ${MAX_SIZE} bytes`);
            const text = await file.readFile('utf8');
            texts.push(...(entry.name.endsWith('.jsonl') ? text.split('\n') : [text]));
        }
        finally {
            await file.close();
        }
    }
    return texts;
}


/***/ })

};
