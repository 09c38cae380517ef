export const id = 934;
export const ids = [934];
export const modules = {

/***/ 5553:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   yamlValue: () => (/* binding */ yamlValue)
/* harmony export */ });
/**
 * What a YAML document says. Only here are its aliases followed: those that name nothing, and those that multiply
 * until the memory is full, come to light now.
 * @param problem makes the failure from a clause without a full stop
 */
function yamlValue(document, problem) {
    try {
        return document.toJS({ maxAliasCount: 100 });
    }
    catch (error) {
        if (!(error instanceof ReferenceError))
            throw error;
        // The message names the alias, which is text of the file.
        throw problem(/^Excessive/.test(error.message) ? 'its aliases stand for too much' : 'an alias stands for nothing');
    }
}


/***/ })

};
