export const id = 646;
export const ids = [646];
export const modules = {

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


/***/ }),

/***/ 13646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseTomlSource: () => (/* binding */ parseTomlSource)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(69520);
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(15329);
/* harmony import */ var toml_eslint_parser__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9605);
/* harmony import */ var _plain_data_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50361);
/* harmony import */ var _source_tree_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(85600);
/* harmony import */ var _value_guards_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(98124);
/** TOML as a {@link SourceFile}: positions from toml-eslint-parser, proof by reading both texts. */






const BOM = '\ufeff';
/** @throws Failure `configuration` with file and line when the text is not TOML 1.0 */
function parseTomlSource(text, file) {
    const shift = text.startsWith(BOM) ? 1 : 0;
    const program = parse(text.slice(shift), file);
    const data = (0,toml_eslint_parser__WEBPACK_IMPORTED_MODULE_1__/* .getStaticTOMLValue */ .AY)(program);
    return {
        file,
        text,
        documents: [treeOf(program, text, shift)],
        comments: true,
        lineAt: (0,_source_tree_js__WEBPACK_IMPORTED_MODULE_3__/* .lineFinder */ .ze)(text),
        refusal: ({ native }) => refusalOf(native, text.slice(shift)),
        reads: ({ native, text: read }, value) => native.kind === 'string' && read === value,
        render({ native }, value) {
            const node = native;
            return node.kind === 'string' && node.style === 'literal' && !NOT_LITERAL.test(value)
                ? `'${value}'`
                : basicString(value);
        },
        disprove(changed, wanted) {
            return (0,_plain_data_js__WEBPACK_IMPORTED_MODULE_2__/* .differs */ .A)(data, (0,toml_eslint_parser__WEBPACK_IMPORTED_MODULE_1__/* .getStaticTOMLValue */ .AY)(parse(changed.slice(shift), file)), wanted);
        },
    };
}
function parse(body, file) {
    try {
        return (0,toml_eslint_parser__WEBPACK_IMPORTED_MODULE_1__/* .parseTOML */ .MD)(body, { tomlVersion: '1.0' });
    }
    catch (error) {
        const line = error instanceof toml_eslint_parser__WEBPACK_IMPORTED_MODULE_1__/* .ParseError */ .mB ? error.lineNumber : undefined;
        if (!(error instanceof SyntaxError) && !(error instanceof RangeError))
            throw error;
        throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            code: 'edits/unreadable',
            // Its messages are fixed words: they repeat nothing of the file.
            cause: `${file}${line === undefined ? '' : `, line ${line},`} is not TOML that can be edited: ${(0,_sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_4__/* .singleLine */ .pF)(error.message)}.`,
            remedy: _value_guards_js__WEBPACK_IMPORTED_MODULE_5__/* .TEMPLATE */ .nE.test(body)
                ? 'Name the file that the template is filled from, not the template.'
                : 'Correct the file.',
            location: { file, ...(line === undefined ? {} : { line }) },
            error,
        });
    }
}
/** Tables, dotted keys and arrays of tables say in many ways what a tree says in one; the parser refused clashes. */
function treeOf(program, text, shift) {
    const startOf = (node) => node.range[0] + shift;
    const root = { kind: 'map', parent: undefined, key: undefined, start: 0, pairs: [] };
    function child(parent, key, at, list) {
        const known = parent.kind === 'map'
            ? parent.pairs.find((pair) => pair.key === key)?.value
            : parent.kind === 'list'
                ? parent.items[Number(key)]
                : undefined;
        if (known !== undefined)
            return known;
        const start = startOf(at);
        if (parent.kind !== 'map' && parent.kind !== 'list')
            return parent;
        const made = list
            ? { kind: 'list', parent, key, start, items: [] }
            : { kind: 'map', parent, key, start, pairs: [] };
        if (parent.kind === 'map')
            parent.pairs.push({ key: String(key), keyStart: start, value: made });
        else
            parent.items.push(made);
        return made;
    }
    function addPairs(owner, body) {
        for (const { key, value } of body) {
            let parent = owner;
            const names = key.keys.map((name) => (name.type === 'TOMLBare' ? name.name : name.value));
            for (const name of names.slice(0, -1))
                parent = child(parent, name, key, false);
            const last = names.at(-1);
            if (last === undefined || parent.kind !== 'map')
                continue;
            parent.pairs.push({ key: last, keyStart: startOf(key), value: content(value, parent, last) });
        }
    }
    function content(node, parent, key) {
        const start = startOf(node);
        if (node.type === 'TOMLInlineTable') {
            const map = { kind: 'map', parent, key, start, pairs: [] };
            addPairs(map, node.body);
            return map;
        }
        if (node.type === 'TOMLArray') {
            const list = { kind: 'list', parent, key, start, items: [] };
            for (const [index, item] of node.elements.entries())
                list.items.push(content(item, list, index));
            return list;
        }
        const end = node.range[1] + shift;
        const read = node.kind === 'string' ? node.value : text.slice(start, end);
        return { kind: 'scalar', parent, key, start, end, text: read, native: node };
    }
    for (const part of program.body[0].body) {
        if (part.type === 'TOMLKeyValue') {
            addPairs(root, [part]);
            continue;
        }
        let owner = root;
        for (const [depth, key] of part.resolvedKey.entries())
            owner = child(owner, key, part.key, typeof part.resolvedKey[depth + 1] === 'number');
        addPairs(owner, part.body);
    }
    return root;
}
function refusalOf(node, body) {
    if (node.kind === 'string' && node.multiline)
        return {
            code: 'edits/not-editable',
            why: 'is a string of several lines (three quotes)',
            remedy: 'Write it on one line.',
        };
    return (0,_value_guards_js__WEBPACK_IMPORTED_MODULE_5__/* .guardOf */ .HY)(node.kind === 'string' ? node.value : body.slice(...node.range));
}
// https://toml.io/en/v1.0.0#string
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a literal string cannot hold.
const NOT_LITERAL = /['\u0000-\u0008\u000a-\u001f\u007f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these must be escaped.
const ESCAPED = /["\\\u0000-\u001f\u007f]/g;
const basicString = (value) => `"${value.replace(ESCAPED, (character) => character === '"' || character === '\\'
    ? `\\${character}`
    : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;


/***/ })

};
