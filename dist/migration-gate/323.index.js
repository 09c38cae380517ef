export const id = 323;
export const ids = [323,934];
export const modules = {

/***/ 6323:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  readPolicy: () => (/* binding */ readPolicy)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var build_failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/text/problem-words.js
var problem_words = __webpack_require__(7943);
;// CONCATENATED MODULE: ./packages/core/build/config/as-written.js
/** Values of YAML as they are written: `3.10` is a version to people, and the number 3.1 to YAML. */

/** Makes texts of the numbers and booleans in every mapping under this key. */
function keepAsWritten(document, key) {
    (0,yaml_dist/* visit */.YR)(document, {
        Pair: (_, pair) => {
            if ((0,yaml_dist/* isScalar */.jn)(pair.key) && pair.key.value === key)
                keep(document, pair.value, 0);
        },
    });
}
/** A mapping that is merged into one that is merged, and so on. */
const MAX_DEPTH = 10;
function keep(document, node, depth) {
    if (depth > MAX_DEPTH)
        return;
    const found = (0,yaml_dist/* isAlias */.Vj)(node) ? node.resolve(document) : node;
    if ((0,yaml_dist/* isMap */.jh)(found))
        for (const { value } of found.items)
            keep(document, value, depth + 1);
    else if ((0,yaml_dist/* isScalar */.jn)(found) &&
        (typeof found.value === 'number' || typeof found.value === 'boolean') &&
        found.source !== undefined)
        found.value = found.source;
}

;// CONCATENATED MODULE: ./packages/core/build/config/schema-keys.js
/** The keys of the object that the path leads to; of several that it may be, those of all. */
function keysAt(schema, path) {
    let nodes = alternatives(schema);
    for (const key of path)
        nodes = nodes.flatMap((node) => below(node, key)).flatMap(alternatives);
    return [...new Set(nodes.flatMap((node) => Object.keys(node['entries'] ?? {})))];
}
function alternatives(node) {
    if (node.type === 'optional' || node.type === 'nullable' || node.type === 'nullish')
        return alternatives(node['wrapped']);
    if (node.type === 'union')
        return node['options'].flatMap(alternatives);
    return [node];
}
function below(node, key) {
    const entries = node['entries'];
    const own = entries !== undefined && Object.hasOwn(entries, String(key)) ? entries[String(key)] : undefined;
    if (own !== undefined)
        return [own];
    if (node.type === 'record')
        return [node['value']];
    if (node.type === 'array')
        return [node['item']];
    return [];
}
/** `there is no such key; did you mean "file"? Known are file, context …`: a clause that repeats nothing of the file. */
function unknownKeyWords(key, known) {
    if (known.length === 0)
        return 'there is no such key';
    const close = known
        .map((each) => ({ each, distance: editDistance(key.slice(0, 64), each) }))
        .toSorted((a, b) => a.distance - b.distance)
        .find(({ each, distance }) => distance <= Math.max(1, Math.floor(each.length / 3)));
    const hint = close === undefined ? '' : `; did you mean "${close.each}"?`;
    return `there is no such key${hint === '' ? '; known are' : `${hint} Known are`} ${known.join(', ')}`;
}
/** Letters to change, add or leave out, to make one text of the other. */
function editDistance(from, to) {
    let row = Array.from({ length: to.length + 1 }, (_, at) => at);
    for (const [index, letter] of [...from].entries()) {
        const next = [index + 1];
        for (const [at, other] of [...to].entries())
            next.push(Math.min((next[at] ?? 0) + 1, (row[at + 1] ?? 0) + 1, (row[at] ?? 0) + (letter === other ? 0 : 1)));
        row = next;
    }
    return row.at(-1) ?? 0;
}

;// CONCATENATED MODULE: ./packages/core/build/config/yaml-line.js

/** The YAML node at the path (keys and positions), or the closest one around it. */
function deepestNode(root, path) {
    let node = root;
    for (const key of path) {
        const next = (0,yaml_dist/* isMap */.jh)(node)
            ? node.items.find((item) => String(item.key) === key)
            : (0,yaml_dist/* isSeq */.oP)(node)
                ? node.items[Number(key)]
                : undefined;
        if (next === undefined)
            break;
        node = (0,yaml_dist/* isMap */.jh)(node)
            ? (next.value ?? next.key)
            : next;
    }
    return node;
}
/** 1-based line of the key that the path leads to, or of the closest one around it; undefined in an empty text. */
function yamlLine(text, path) {
    const lines = new LineCounter();
    let node = parseDocument(text, { lineCounter: lines }).contents;
    let offset;
    for (const key of path) {
        const pair = isMap(node) ? node.items.find((item) => String(item.key) === key) : undefined;
        if (pair === undefined)
            break;
        offset = pair.key.range?.[0] ?? offset;
        node = pair.value;
    }
    return offset === undefined ? undefined : lines.linePos(offset).line;
}

// EXTERNAL MODULE: ./packages/core/build/config/yaml-value.js
var yaml_value = __webpack_require__(5553);
;// CONCATENATED MODULE: ./packages/core/build/config/yaml-config.js
/** Configuration files: YAML that a schema describes, with failures that name file and line. */








/**
 * @param file path shown in failures
 * @param schemaFile where the JSON Schema of the same stands
 * @throws Failure `configuration` with file and line
 */
function parseYamlConfig(schema, source, file, schemaFile, { isFile = true, asWritten } = {}) {
    const lines = new yaml_dist/* LineCounter */.HN();
    const failure = (cause, offset) => (0,build_failure/* configurationFailure */.d_)({
        code: 'config/malformed',
        cause: `${file} ${cause}.`,
        remedy: `Correct it; ${schemaFile} describes every key, and editors complete from it.`,
        ...(isFile
            ? { location: { file, ...(offset === undefined ? {} : { line: lines.linePos(offset).line }) } }
            : {}),
    });
    const excess = (0,problem_words/* excessOf */.FR)(source);
    if (excess !== undefined)
        throw failure(`cannot be read: ${excess}`, undefined);
    const document = (0,yaml_dist.parseDocument)(source, { lineCounter: lines, uniqueKeys: true, merge: true });
    const [error] = document.errors;
    if (error)
        throw failure(`is not valid YAML: ${(0,problem_words/* yamlWords */.L6)(error)}`, error.pos[0]);
    if (asWritten !== undefined)
        keepAsWritten(document, asWritten);
    const value = (0,yaml_value.yamlValue)(document, (reason) => failure(`is not valid YAML: ${reason}`, undefined));
    const result = dist/* safeParse */.xLC(schema, value ?? {});
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    const path = issue.path?.map(({ key }) => String(key)) ?? [];
    const node = deepestNode(document.contents, path);
    const place = (0,problem_words/* placeWords */.fp)(path);
    const words = issue.expected === 'never'
        ? unknownKeyWords(path.at(-1) ?? '', keysAt(schema, path.slice(0, -1)))
        : (0,problem_words/* schemaWords */.hd)(issue);
    throw failure(`has a wrong value${place === undefined ? '' : ` at "${place}"`}: ${words}`, node?.range?.[0]);
}

// EXTERNAL MODULE: ./actions/migration-gate/build/policy/rules.js
var rules = __webpack_require__(4229);
;// CONCATENATED MODULE: ./actions/migration-gate/build/policy/policy-file.js
/** The file that the input `policy` names. */



const RuleKey = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?:squawk\/)?[a-z][a-z0-9-]*$/, 'is no rule'), dist/* check */.z6Y((name) => name.startsWith('squawk/') || (0,rules/* isRuleName */.uo)(name), 'is no rule of the gate'));
const PolicySchema = dist/* strictObject */.rej({
    severity: dist/* optional */.lqM(dist/* record */.g1P(RuleKey, dist/* picklist */.KIO(rules/* LEVELS */.A_)), {}),
    /** Rules that a comment in a migration may take out. */
    ignorable: dist/* optional */.lqM(dist/* array */.YOg(RuleKey)),
    gate: dist/* optional */.lqM(dist/* picklist */.KIO(['fail', 'warn'])),
    contract: dist/* optional */.lqM(dist/* strictObject */.rej({
        label: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(100))),
        days: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0), dist/* maxValue */.cGV(3650))),
    }), {}),
});
/** @throws Failure `config/malformed` */
const readPolicy = (text, file) => parseYamlConfig(PolicySchema, text, file, 'README.md of the action');


/***/ }),

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


/***/ }),

/***/ 7943:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ excessOf),
/* harmony export */   L6: () => (/* binding */ yamlWords),
/* harmony export */   fp: () => (/* binding */ placeWords),
/* harmony export */   hd: () => (/* binding */ schemaWords)
/* harmony export */ });
const YAML = {
    ALIAS_PROPS: 'an alias has an anchor or a tag',
    BAD_ALIAS: 'an anchor or alias has a bad name, or the alias stands for nothing',
    BAD_COLLECTION_TYPE: 'a tag does not fit what it stands before',
    BAD_DIRECTIVE: 'a directive is malformed',
    BAD_DQ_ESCAPE: 'a quoted text has an escape that YAML does not know',
    BAD_INDENT: 'the indentation is wrong',
    BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
    BAD_SCALAR_START: 'a text begins with a character that must be quoted',
    BLOCK_AS_IMPLICIT_KEY: 'a value begins on the line of another one',
    BLOCK_IN_FLOW: 'a block stands between brackets',
    DUPLICATE_KEY: 'a key is given twice',
    IMPOSSIBLE: 'it cannot be read',
    KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
    MISSING_CHAR: 'a quote, bracket, colon or space is missing',
    MULTILINE_IMPLICIT_KEY: 'a key has more than one line',
    MULTIPLE_ANCHORS: 'a value has two anchors',
    MULTIPLE_DOCS: 'it holds more than one document',
    MULTIPLE_TAGS: 'a value has two tags',
    NON_STRING_KEY: 'a key is no text',
    RESOURCE_EXHAUSTION: 'it is nested too deeply',
    TAB_AS_INDENT: 'a tab is used for indentation',
    TAG_RESOLVE_FAILED: 'a tag is not known, or its value does not fit',
    UNEXPECTED_TOKEN: 'something stands where it does not belong',
};
/** A clause for an error of the YAML parser. */
const yamlWords = (error) => typeof error.code === 'string' && Object.hasOwn(YAML, error.code)
    ? YAML[error.code]
    : 'it cannot be read';
/** Open brackets. Configuration has a dozen; the parser takes the longer for each, the more there are. */
const MAX_DEPTH = 500;
/** Line ends and commas. Each key is compared with all others of its mapping. */
const MAX_ENTRIES = 20_000;
/**
 * Why a text is more than the YAML parser should be asked to read, as a clause; undefined when it is not. What stands
 * within quotes counts too.
 */
function excessOf(text) {
    let depth = 0;
    let entries = 0;
    for (const character of text) {
        if (character === '[' || character === '{')
            depth += 1;
        else if (character === ']' || character === '}')
            depth = Math.max(0, depth - 1);
        else if (character === '\n' || character === ',')
            entries += 1;
        if (depth > MAX_DEPTH)
            return 'it is nested too deeply';
        if (entries > MAX_ENTRIES)
            return `it has more than ${MAX_ENTRIES} lines and entries`;
    }
    return undefined;
}
/** valibot's own words, whose second half is the value. */
const WITH_VALUE = /^Invalid [a-z_ ]{1,40}: (?:Expected |Received )/i;
/**
 * A clause for what a schema says of a value. Messages that the schema gives itself stay as they are: they must not
 * repeat the value.
 */
function schemaWords(issue) {
    if (!WITH_VALUE.test(issue.message))
        return issue.message;
    if (issue.expected === 'never')
        return 'there is no such key';
    if (issue.expected === null || issue.expected.startsWith('/'))
        return 'it has another form';
    return `must be ${issue.expected}`;
}
/** Keys of files are text of files too: enough of them to find the place. */
const MAX_KEYS = 12;
const MAX_KEY = 64;
/** `apps.api.platforms`: where something stands in a document; undefined for the document itself. */
function placeWords(path) {
    const keys = path.slice(0, MAX_KEYS).map((key) => {
        const text = String(key);
        return text.length > MAX_KEY ? `${text.slice(0, MAX_KEY)}…` : text;
    });
    return keys.length === 0 ? undefined : keys.join('.') + (path.length > MAX_KEYS ? '…' : '');
}


/***/ })

};
