export const id = 468;
export const ids = [468];
export const modules = {

/***/ 2468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   policy: () => (/* binding */ policy),
/* harmony export */   policyOf: () => (/* binding */ policyOf)
/* harmony export */ });
/** What the request hook must know about one request, beside what octokit knows of it. */
/** The `request` field of a call of octokit's, with the policy for the hook in it. */
const policy = (options) => ({ policy: options });
/** The policy of a request that octokit is about to send: whatever stands in `request` reaches the hook as it was given. */
const policyOf = ({ request }) => 'policy' in request ? request.policy : {};


/***/ })

};
