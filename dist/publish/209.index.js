export const id = 209;
export const ids = [209];
export const modules = {

/***/ 9209:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findUnchanged: () => (/* binding */ findUnchanged)
/* harmony export */ });
/* harmony import */ var _sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7109);
/* harmony import */ var _sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3190);
/* harmony import */ var _sealift_tools_verification_image_check__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7494);
/* harmony import */ var _verifier_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3525);




/**
 * The record of the release that every one of the tags names, as far as they name releases of this ref; undefined when
 * one of them is of other manifests, or none is there.
 * @throws Failure those of the registry and cosign when it cannot be known
 */
async function findUnchanged({ image, tags, manifests, trust, ...access }, dependencies) {
    const { client, log } = dependencies;
    const named = new Map();
    for (const tag of tags) {
        const found = await client.getManifest(image, tag);
        if (found !== undefined && !named.has(found.digest))
            named.set(found.digest, tag);
    }
    if (named.size === 0)
        return undefined;
    const checker = { verifier: (0,_verifier_js__WEBPACK_IMPORTED_MODULE_3__/* .verifierFor */ .E)(image, access, dependencies), client, policy: trust.policy };
    const checked = [];
    for (const digest of named.keys())
        checked.push(await (0,_sealift_tools_verification_image_check__WEBPACK_IMPORTED_MODULE_2__/* .checkImage */ .cd)(checker, { image: { ...image, digest } }, _sealift_tools_verification_image_check__WEBPACK_IMPORTED_MODULE_2__/* .RELEASE */ .g2));
    const records = [];
    for (const { target, record, problems, subjects } of checked) {
        const reasons = (0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_1__/* .describeProblems */ .yg)([...problems, ...subjects.flatMap((subject) => subject.problems)]);
        if (record === undefined || reasons.length > 0) {
            // Of another ref, or by an older version of the workflow: nothing to compare with.
            log.debug(`${(0,_sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_0__/* .formatImageName */ .eS)(image)}:${named.get(target.image.digest) ?? ''}: ${reasons.join('; ')}`);
            continue;
        }
        if (!sameManifests(record, manifests))
            return undefined;
        records.push(record);
    }
    return records[0];
}
const sameManifests = ({ platforms }, manifests) => {
    const released = new Set(platforms.map(({ digest }) => digest));
    const built = new Set(manifests);
    return released.size === built.size && [...built].every((digest) => released.has(digest));
};


/***/ })

};
