export const id = 965;
export const ids = [965];
export const modules = {

/***/ 5965:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   assertGitHubRoot: () => (/* binding */ assertGitHubRoot),
/* harmony export */   q: () => (/* binding */ GITHUB_AUTHORITIES),
/* harmony export */   trustMaterialOf: () => (/* binding */ trustMaterialOf)
/* harmony export */ });
/* harmony import */ var _sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(19654);
/* harmony import */ var _sigstore_verify__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54187);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77934);
/* harmony import */ var _no_trust_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(47677);
/** A TrustedRoot in the form that the verifier takes. */




/** https://github.com/actions/toolkit/blob/main/packages/attest/src/endpoints.ts */
const GITHUB_AUTHORITIES = { fulcio: 'fulcio.githubapp.com', timestamp: 'timestamp.githubapp.com' };
// https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto
const named = (uri) => valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ uri: valibot__WEBPACK_IMPORTED_MODULE_3__/* .literal */ .euz(uri) })), valibot__WEBPACK_IMPORTED_MODULE_3__/* .minLength */ .BpQ(1));
const AnyRoot = valibot__WEBPACK_IMPORTED_MODULE_3__/* .looseObject */ ._H3({
    mediaType: valibot__WEBPACK_IMPORTED_MODULE_3__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_3__/* .startsWith */ .w1_('application/vnd.dev.sigstore.trustedroot')),
});
const GitHubRoot = valibot__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    certificateAuthorities: named(GITHUB_AUTHORITIES.fulcio),
    timestampAuthorities: named(GITHUB_AUTHORITIES.timestamp),
});
/**
 * @param text a TrustedRoot as JSON
 * @param from where it comes from, for the message
 * @throws Failure `sigstore/no-trust-root`
 */
function trustMaterialOf(text, from) {
    try {
        return (0,_sigstore_verify__WEBPACK_IMPORTED_MODULE_1__/* .toTrustMaterial */ .jO)(_sigstore_protobuf_specs__WEBPACK_IMPORTED_MODULE_0__.TrustedRoot.fromJSON(valibot__WEBPACK_IMPORTED_MODULE_3__/* .parse */ .qgA(AnyRoot, JSON.parse(text))));
    }
    catch (error) {
        throw (0,_no_trust_js__WEBPACK_IMPORTED_MODULE_2__/* .noTrust */ .A)(from, 'what it holds is not a trusted root', error);
    }
}
/**
 * The rules for an instance without logs must never meet the keys of one that has logs: nobody would look into them.
 * @throws Failure `sigstore/no-trust-root` when there is any authority but GitHub's
 */
function assertGitHubRoot(text, from) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch {
        json = undefined;
    }
    if (!valibot__WEBPACK_IMPORTED_MODULE_3__.is(GitHubRoot, json))
        throw (0,_no_trust_js__WEBPACK_IMPORTED_MODULE_2__/* .noTrust */ .A)(from, "what it holds is not the trusted root of GitHub's own instance");
}


/***/ })

};
