export const id = 385;
export const ids = [385];
export const modules = {

/***/ 51385:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseEnvSource: () => (/* binding */ parseEnvSource)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(69520);
/* harmony import */ var _source_tree_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85600);
/* harmony import */ var _value_guards_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(98124);
/** `.env` files as a {@link SourceFile}: positions from a reader of lines, proof by Node's own parser. */




/** A line that sets a variable: `export` before it, blanks around the sign, quotes around the value, a remark behind it. */
const ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.-]*)[ \t]*=[ \t]*/;
/** What every reader of such a file takes as it stands, without quotes. */
const PLAIN = /^[A-Za-z0-9_./:@+,-]+$/;
/** @throws Failure `edits/unreadable` with file and line when a quote stays open */
function parseEnvSource(text, file) {
    const lineAt = (0,_source_tree_js__WEBPACK_IMPORTED_MODULE_2__/* .lineFinder */ .ze)(text);
    const root = { kind: 'map', parent: undefined, key: undefined, start: 0, pairs: [] };
    let at = text.startsWith('\ufeff') ? 1 : 0;
    while (at < text.length) {
        const next = text.indexOf('\n', at);
        const end = next === -1 ? text.length : next;
        const line = text.slice(at, end).replace(/\r$/, '');
        const [whole, key] = ASSIGNMENT.exec(line.slice(0, 1000)) ?? [];
        if (whole === undefined || key === undefined) {
            at = end + 1;
            continue;
        }
        const value = valueAt(text, at + whole.length, at + line.length);
        if (value === undefined)
            throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_1__/* .configurationFailure */ .d_)({
                code: 'edits/unreadable',
                cause: `${file}, line ${lineAt(at)}, has a quote that stays open.`,
                remedy: 'Correct the file.',
                location: { file, line: lineAt(at) },
            });
        const keyStart = at + whole.indexOf(key);
        root.pairs.push({ key, keyStart, value: { kind: 'scalar', parent: root, key, ...value } });
        const after = text.indexOf('\n', value.end);
        at = after === -1 ? text.length : after + 1;
    }
    const data = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseEnv)(text);
    return {
        ...{ file, text, documents: [root], comments: true, lineAt },
        refusal: ({ text: value }) => /[\r\n]/.test(value)
            ? {
                code: 'edits/not-editable',
                why: 'goes over more than one line',
                remedy: 'Write it on one line.',
            }
            : (0,_value_guards_js__WEBPACK_IMPORTED_MODULE_3__/* .guardOf */ .HY)(value),
        reads: ({ text: read }, value) => read === value,
        render({ native }, value) {
            const quote = native;
            if (quote !== '')
                return quote + value + quote;
            return PLAIN.test(value) ? value : `"${value}"`;
        },
        disprove: (changed, wanted) => disprove(data, (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseEnv)(changed), wanted),
    };
}
/** @param end of the line; undefined when a quote stays open */
function valueAt(text, start, end) {
    const first = text.charAt(start);
    if (start < end && (first === '"' || first === "'" || first === '`')) {
        const close = text.indexOf(first, start + 1);
        if (close === -1)
            return undefined;
        return { start, end: close + 1, text: text.slice(start + 1, close), native: first };
    }
    const rest = text.slice(start, end);
    const remark = rest.search(/(?:^|[ \t])#/);
    const value = (remark === -1 ? rest : rest.slice(0, remark)).trimEnd();
    return { start, end: start + value.length, text: value, native: '' };
}
function disprove(before, after, wanted) {
    const values = new Map([...wanted].map(([{ key }, value]) => [String(key), value]));
    const names = Object.keys(before);
    if (names.join('\n') !== Object.keys(after).join('\n'))
        return 'something else in the file changes with it';
    for (const name of names)
        if (after[name] !== (values.get(name) ?? before[name]))
            return 'something else in the file changes with it';
    return [...values.keys()].every((name) => Object.hasOwn(before, name))
        ? undefined
        : 'a value is not where it was found';
}


/***/ })

};
