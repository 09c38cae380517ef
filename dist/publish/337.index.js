export const id = 337;
export const ids = [337];
export const modules = {

/***/ 7337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   requireRelease: () => (/* binding */ requireRelease)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7109);
/* harmony import */ var _sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3190);
/* harmony import */ var _sealift_tools_verification_image_check__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7494);
/* harmony import */ var _verifier_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3525);
/**
 * Whether what carries the tag of a release is that release. Whoever can write packages can put a tag on anything, and
 * what is kept here is signed and deployed.
 */





/**
 * @throws Failure `publish/not-released` for an image that is not a release of this commit by this signer from this
 *   source; those of the registry and cosign when it cannot be known
 */
async function requireRelease(released, dependencies) {
    const { image, tag, trust } = released;
    const { client } = dependencies;
    const checker = { verifier: (0,_verifier_js__WEBPACK_IMPORTED_MODULE_4__/* .verifierFor */ .E)(image, released, dependencies), client, policy: trust.policy };
    const checked = await (0,_sealift_tools_verification_image_check__WEBPACK_IMPORTED_MODULE_3__/* .checkImage */ .cd)(checker, { image }, _sealift_tools_verification_image_check__WEBPACK_IMPORTED_MODULE_3__/* .RELEASE */ .g2);
    const problems = (0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_2__/* .describeProblems */ .yg)([
        ...checked.problems,
        ...checked.subjects.flatMap((subject) => subject.problems),
    ]);
    const commit = checked.record?.source.commit;
    const reasons = problems.length > 0 || commit === trust.commit
        ? problems
        : [`it is a release of commit ${commit ?? 'unknown'} instead of ${trust.commit}`];
    if (reasons.length === 0)
        return;
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .policyFailure */ .Tm)({
        code: 'publish/not-released',
        cause: `${(0,_sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_1__/* .formatImageReference */ .my)(image)} carries the tag ${tag} of this release, and is not that release: ${reasons.join('; ')}. Nothing was signed.`,
        remedy: `Find out who put the tag there, delete it in the registry, and run the job again. A release of the same commit from another ref stands: make a commit of its own for this one.`,
    });
}


/***/ })

};
