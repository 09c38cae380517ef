export const id = 147;
export const ids = [147];
export const modules = {

/***/ 8147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkOffline: () => (/* binding */ checkOffline)
/* harmony export */ });
/* harmony import */ var _sealift_core_image_platform__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3229);
/* harmony import */ var _sealift_core_release_record__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2177);
/* harmony import */ var _sealift_core_verification_signed_time__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8214);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7934);
/* harmony import */ var _cosign_subject_check_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7077);
/* harmony import */ var _image_check_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5798);
/** Verifies an image whose registry cannot be asked: the attested record says what it consists of. */






/**
 * As `checkImage`, without its manifests. Which platforms an index has is believed of the record that its signer
 * attested of this digest: nobody can put another manifest under it. Without a record only the digest itself is
 * verified.
 * @throws Failure `sigstore/no-trust-root`, when it cannot be judged
 */
async function checkOffline(checker, target, demand) {
    const { digest } = target.image;
    const state = await (0,_cosign_subject_check_js__WEBPACK_IMPORTED_MODULE_2__/* .inspectSubject */ .Fq)(checker, target.image, ['record']);
    const commit = target.claimed?.source.commit ?? demand.commit;
    const records = (await state.statements('record')).flatMap(({ predicate, signed }) => {
        const parsed = valibot__WEBPACK_IMPORTED_MODULE_4__/* .safeParse */ .xLC(_sealift_core_release_record__WEBPACK_IMPORTED_MODULE_1__/* .ReleaseRecord */ .fQ, predicate);
        const ours = parsed.success && (commit === undefined || parsed.output.source.commit === commit);
        return ours ? [{ signed, record: parsed.output }] : [];
    });
    const [newest] = records.length === 0 ? [] : (0,_sealift_core_verification_signed_time__WEBPACK_IMPORTED_MODULE_5__/* .newestOf */ .su)(records);
    return (0,_image_check_js__WEBPACK_IMPORTED_MODULE_3__/* .checkGraph */ .PX)(checker, target, { digest, platforms: newest?.record.platforms ?? [{ platform: ANY, digest, size: 0 }] }, demand);
}
/** What nobody has looked into. */
const ANY = (0,_sealift_core_image_platform__WEBPACK_IMPORTED_MODULE_0__/* .formatPlatform */ .Bq)({ os: 'unknown', architecture: 'unknown' });


/***/ })

};
