export const id = 436;
export const ids = [436];
export const modules = {

/***/ 10436:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseJsonSource: () => (/* binding */ parseJsonSource)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69520);
/* harmony import */ var jsonc_parser__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99547);
/* harmony import */ var _plain_data_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50361);
/* harmony import */ var _source_tree_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85600);
/* harmony import */ var _value_guards_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(98124);
/** JSON as a {@link SourceFile}: positions from jsonc-parser, proof by JSON.parse of both texts. */





const BOM = '\ufeff';
/** @throws Failure `configuration` with file and line: not JSON, or a key that stands twice */
function parseJsonSource(text, file) {
    const lineAt = (0,_source_tree_js__WEBPACK_IMPORTED_MODULE_3__/* .lineFinder */ .ze)(text);
    // RFC 8259, section 8.1 lets a parser overlook the mark; JSON.parse does not.
    const shift = text.startsWith(BOM) ? 1 : 0;
    const body = text.slice(shift);
    const problem = (reason, offset) => {
        const line = offset === undefined ? undefined : lineAt(offset + shift);
        return (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            code: 'edits/unreadable',
            cause: `${file}${line === undefined ? '' : `, line ${line},`} is not JSON that can be edited: ${reason}.`,
            remedy: _value_guards_js__WEBPACK_IMPORTED_MODULE_4__/* .TEMPLATE */ .nE.test(text)
                ? 'Name the file that the template is filled from, not the template.'
                : 'Correct the file.',
            location: { file, ...(line === undefined ? {} : { line }) },
        });
    };
    const { root, data } = parse(body, problem);
    return {
        file,
        text,
        documents: [treeOf(root, { body, shift, problem }, undefined, undefined)],
        comments: false,
        lineAt,
        refusal: ({ text: value }) => (0,_value_guards_js__WEBPACK_IMPORTED_MODULE_4__/* .guardOf */ .HY)(value),
        reads: (scalar, value) => scalar.native === 'string' && scalar.text === value,
        render: (_scalar, value) => JSON.stringify(value),
        disprove(changed, wanted) {
            try {
                return (0,_plain_data_js__WEBPACK_IMPORTED_MODULE_2__/* .differs */ .A)(data, JSON.parse(changed.slice(shift)), wanted);
            }
            catch (error) {
                if (error instanceof SyntaxError)
                    return 'the result is not JSON';
                throw error;
            }
        },
        grow: (growth) => growJson(text, growth),
        disproveGrowth: (changed, { owner, key }) => {
            const after = JSON.parse(changed.slice(shift));
            let at = after;
            for (const part of (0,_source_tree_js__WEBPACK_IMPORTED_MODULE_3__/* .pathOf */ .XM)(owner))
                at = at[part];
            if (at[key] !== '')
                return 'what was missing is not there';
            delete at[key];
            return (0,_plain_data_js__WEBPACK_IMPORTED_MODULE_2__/* .differs */ .A)(data, after, new Map());
        },
        again: (changed) => parseJsonSource(changed, file),
    };
}
/** A new member is set off as the one that it stands behind. */
function growJson(text, { owner, after, key, entry }) {
    if (owner.kind !== 'map' || entry !== undefined)
        return undefined;
    const name = JSON.stringify(key);
    const pair = owner.pairs.find(({ value }) => value === after) ??
        owner.pairs.findLast(({ value }) => value.kind === 'scalar');
    if (pair === undefined)
        return owner.pairs.length === 0 ? { offset: owner.start + 1, text: `${name}: ""` } : undefined;
    if (pair.value.kind !== 'scalar')
        return undefined;
    const blanks = /\s*$/.exec(text.slice(Math.max(owner.start + 1, pair.keyStart - 1000), pair.keyStart))?.[0] ?? '';
    const [colon = ': '] = /\s*:\s*$/.exec(text.slice(pair.keyStart, pair.value.start)) ?? [];
    return { offset: pair.value.end, text: `,${blanks}${name}${colon}""` };
}
/** The nodes with their places, and what a reader gets. */
function parse(body, problem) {
    const errors = [];
    let root;
    let data;
    try {
        root = (0,jsonc_parser__WEBPACK_IMPORTED_MODULE_1__.parseTree)(body, errors, { disallowComments: true, allowTrailingComma: false });
        const [error] = errors;
        if (error !== undefined)
            throw problem((0,jsonc_parser__WEBPACK_IMPORTED_MODULE_1__.printParseErrorCode)(error.error), error.offset);
        data = JSON.parse(body);
    }
    catch (error) {
        // The parser's message quotes the file.
        if (error instanceof SyntaxError)
            throw problem('it is not JSON');
        if (error instanceof RangeError)
            throw problem('it is nested too deeply');
        throw error;
    }
    if (root === undefined)
        throw problem('it is empty');
    return { root, data };
}
function treeOf(node, at, parent, key) {
    const { body, shift, problem } = at;
    const start = node.offset + shift;
    if (node.type === 'object') {
        const map = { kind: 'map', parent, key, start, pairs: [] };
        const keys = new Set();
        for (const property of node.children ?? []) {
            const [name, value] = property.children ?? [];
            if (name === undefined || value === undefined)
                continue;
            const key = String(name.value);
            if (keys.has(key))
                throw problem(`the key ${JSON.stringify(key)} is there twice`, name.offset);
            keys.add(key);
            map.pairs.push({ key, keyStart: name.offset + shift, value: treeOf(value, at, map, key) });
        }
        return map;
    }
    if (node.type === 'array') {
        const list = { kind: 'list', parent, key, start, items: [] };
        for (const [index, item] of (node.children ?? []).entries())
            list.items.push(treeOf(item, at, list, index));
        return list;
    }
    const end = start + node.length;
    const written = body.slice(node.offset, end - shift);
    const text = node.type === 'string' ? String(node.value) : node.type === 'null' ? '' : written;
    return { kind: 'scalar', parent, key, start, end, text, native: node.type };
}


/***/ }),

/***/ 50361:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ differs)
/* harmony export */ });
/* harmony import */ var _source_tree_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(85600);
/** Compares what a file says before and after an edit, as plain data. */

/**
 * Undefined when both say the same except that exactly the wanted scalars are the wanted strings; else a clause that
 * says what is wrong.
 */
function differs(before, after, wanted) {
    const values = new Map([...wanted].map(([scalar, value]) => [JSON.stringify((0,_source_tree_js__WEBPACK_IMPORTED_MODULE_0__/* .pathOf */ .XM)(scalar)), value]));
    const met = new Set();
    function same(a, b, path) {
        const key = JSON.stringify(path);
        const value = values.get(key);
        if (value !== undefined) {
            met.add(key);
            return b === value;
        }
        if (Array.isArray(a))
            return (Array.isArray(b) &&
                a.length === b.length &&
                a.every((item, index) => same(item, b[index], [...path, index])));
        if (a instanceof Date)
            return b instanceof Date && Object.is(a.getTime(), b.getTime());
        if (typeof a !== 'object' || a === null)
            return Object.is(a, b);
        if (typeof b !== 'object' || b === null || Array.isArray(b))
            return false;
        const keys = Object.keys(a);
        const others = Object.keys(b);
        return (keys.length === others.length &&
            keys.every((key, index) => key === others[index] &&
                same(a[key], b[key], [...path, key])));
    }
    if (!same(before, after, []))
        return 'something else in the file changes with it';
    return met.size === values.size && values.size === wanted.size
        ? undefined
        : 'a value is not where it was found';
}


/***/ })

};
