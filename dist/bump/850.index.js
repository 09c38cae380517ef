export const id = 850;
export const ids = [850];
export const modules = {

/***/ 1850:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseHclSource: () => (/* binding */ parseHclSource)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(69520);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(15329);
;// CONCATENATED MODULE: ./packages/deploy/build/edits/hcl-tokens.js
/**
 * The tokens of HCL, each with its place: comments, strings with templates in them, heredocs. Everything between is
 * kept, so that two texts can be compared token by token. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
 */
/** Why the text is no HCL. */
class HclError extends Error {
    offset;
    constructor(message, offset) {
        super(message);
        this.offset = offset;
    }
}
const BLANK = /[ \t\r\ufeff]+/y;
const COMMENT = /(?:#|\/\/)[^\n]*/y;
const IDENTIFIER = /[\p{ID_Start}_][\p{ID_Continue}-]*/uy;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const HEREDOC = /<<-?([A-Za-z_][A-Za-z0-9_-]*)\r?\n/y;
const MARK = /[=!<>]=|=>|&&|\|\||\.\.\.|::|[^\s\w"]/uy;
/** @throws HclError */
function hclTokens(text) {
    const tokens = [];
    let at = 0;
    const add = (kind, end, said, templated = false) => {
        tokens.push({ kind, start: at, end, text: said ?? text.slice(at, end), templated });
        at = end;
    };
    while (at < text.length) {
        const skipped = endOf(BLANK, text, at) ?? endOf(COMMENT, text, at) ?? endOfBlockComment(text, at);
        if (skipped !== undefined) {
            at = skipped;
            continue;
        }
        if (text[at] === '\n')
            add('line', at + 1);
        else if (text[at] === '"') {
            const { end, said, templated } = stringAt(text, at, 0);
            add('string', end, said, templated);
        }
        else if (text.startsWith('<<', at) && endOf(HEREDOC, text, at) !== undefined)
            add('heredoc', endOfHeredoc(text, at), undefined, true);
        else {
            const identifier = endOf(IDENTIFIER, text, at);
            const number = identifier === undefined ? endOf(NUMBER, text, at) : undefined;
            const mark = identifier ?? number ?? endOf(MARK, text, at);
            if (mark === undefined)
                throw new HclError('a character that begins nothing', at);
            add(identifier !== undefined ? 'identifier' : number !== undefined ? 'number' : 'mark', mark);
        }
    }
    return tokens;
}
function endOf(pattern, text, at) {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
}
function endOfBlockComment(text, at) {
    if (!text.startsWith('/*', at))
        return undefined;
    const end = text.indexOf('*/', at + 2);
    if (end === -1)
        throw new HclError('a comment that is not closed', at);
    return end + 2;
}
/** The marker stands alone on its line, indented or not. */
function endOfHeredoc(text, at) {
    HEREDOC.lastIndex = at;
    const [, name = ''] = HEREDOC.exec(text) ?? [];
    let line = HEREDOC.lastIndex;
    while (line < text.length) {
        const next = text.indexOf('\n', line);
        const end = next === -1 ? text.length : next;
        const content = text.slice(line, end);
        if (content.trim() === name)
            return line + content.trimEnd().length;
        line = end + 1;
    }
    throw new HclError('a heredoc that is not closed', at);
}
const ESCAPES = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
/** Strings in templates in strings. */
const DEEPEST = 50;
function stringAt(text, start, depth) {
    if (depth > DEEPEST)
        throw new HclError('strings nested too deeply', start);
    let said = '';
    let templated = false;
    let at = start + 1;
    while (at < text.length) {
        const character = text.charAt(at);
        const two = text.slice(at, at + 3);
        if (character === '"')
            return { end: at + 1, said: templated ? text.slice(start + 1, at) : said, templated };
        if (character === '\n')
            break;
        if (two === '$${' || two === '%%{') {
            said += two.slice(1);
            at += 3;
        }
        else if (two.startsWith('${') || two.startsWith('%{')) {
            templated = true;
            at = endOfTemplate(text, at + 2, depth);
        }
        else if (character === '\\') {
            const escaped = escapeAt(text, at);
            said += escaped.said;
            at = escaped.end;
        }
        else {
            said += character;
            at += 1;
        }
    }
    throw new HclError('a string that is not closed', start);
}
function escapeAt(text, at) {
    const [, hex] = /^\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(text.slice(at, at + 10)) ?? [];
    if (hex !== undefined)
        return { end: at + 2 + hex.length, said: String.fromCharCode(Number.parseInt(hex, 16)) };
    const said = ESCAPES[text.charAt(at + 1)];
    if (said === undefined)
        throw new HclError('an escape that stands for nothing', at);
    return { end: at + 2, said };
}
function endOfTemplate(text, start, depth) {
    let braces = 1;
    for (let at = start; at < text.length;) {
        const character = text.charAt(at);
        if (character === '"') {
            at = stringAt(text, at, depth + 1).end;
            continue;
        }
        if (character === '{')
            braces += 1;
        if (character === '}')
            braces -= 1;
        at += 1;
        if (braces === 0)
            return at;
    }
    throw new HclError('a template that is not closed', start);
}

// EXTERNAL MODULE: ./packages/deploy/build/edits/source-tree.js
var source_tree = __webpack_require__(85600);
// EXTERNAL MODULE: ./packages/deploy/build/edits/value-guards.js
var value_guards = __webpack_require__(98124);
;// CONCATENATED MODULE: ./packages/deploy/build/edits/hcl-source.js
/**
 * HCL (Terraform, OpenTofu, Nomad, Packer) as a {@link SourceFile}: attributes and blocks with the places of literal
 * values; what is computed is no value here. Proof by comparing the tokens of both texts. docs/decisions/file-edits.md
 * says why this is a reader of ours.
 */





/** @throws Failure `edits/unreadable` with file and line */
function parseHclSource(text, file) {
    const lineAt = (0,source_tree/* lineFinder */.ze)(text);
    const { tokens, root } = read(text, file, lineAt);
    return {
        ...{ file, text, documents: [root], comments: true, lineAt },
        refusal({ native, text: value }) {
            const token = native;
            if (token.kind === 'heredoc')
                return {
                    code: 'edits/not-editable',
                    why: 'is a heredoc',
                    remedy: 'Write it as a string on one line.',
                };
            return token.templated ? (0,value_guards/* guardOf */.HY)('${}') : (0,value_guards/* guardOf */.HY)(value.replaceAll('${', ''));
        },
        reads: ({ native, text: said }, value) => native.kind === 'string' && said === value,
        render: (_scalar, value) => quoted(value),
        disprove(changed, wanted) {
            const values = new Map([...wanted].map(([{ native }, value]) => [native, value]));
            const after = tokensOf(changed);
            if (after?.length !== tokens.length)
                return 'something else in the file changes with it';
            const same = tokens.every((token, index) => isSame(token, after[index], values.get(token)));
            return same ? undefined : 'something else in the file changes with it';
        },
    };
}
function isSame(before, after, value) {
    if (after === undefined)
        return false;
    if (value !== undefined)
        return after.kind === 'string' && !after.templated && after.text === value;
    return after.kind === before.kind && after.text === before.text && after.templated === before.templated;
}
function tokensOf(text) {
    try {
        return hclTokens(text);
    }
    catch (error) {
        if (error instanceof HclError)
            return undefined;
        throw error;
    }
}
const quoted = (value) => `"${value
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\t', '\\t')
    .replaceAll('${', '$${')
    .replaceAll('%{', '%%{')}"`;
function read(text, file, lineAt) {
    try {
        const tokens = hclTokens(text);
        return { tokens, root: treeOf(tokens) };
    }
    catch (error) {
        if (!(error instanceof HclError))
            throw error;
        const line = lineAt(error.offset);
        throw (0,failure/* configurationFailure */.d_)({
            code: 'edits/unreadable',
            cause: `${file}, line ${line}, is not HCL that can be edited: ${(0,sanitize/* singleLine */.pF)(error.message)}.`,
            remedy: 'Correct the file.',
            location: { file, line },
            error,
        });
    }
}
/** Lists and objects in one another. */
const hcl_source_DEEPEST = 200;
/** Blocks that say one setting each, where one is a list of one. */
const LIST_BLOCKS = ['set', 'set_string', 'set_list', 'set_sensitive'];
function treeOf(tokens) {
    let at = 0;
    const root = { kind: 'map', parent: undefined, key: undefined, start: 0, pairs: [] };
    const end = (tokens.at(-1)?.end ?? 0) + 1;
    const here = () => tokens[at];
    const isMark = (text) => here()?.kind === 'mark' && here()?.text === text;
    const fail = (what) => {
        throw new HclError(what, here()?.start ?? end - 1);
    };
    const skipLines = () => {
        while (here()?.kind === 'line')
            at += 1;
    };
    function body(map, depth) {
        if (depth > hcl_source_DEEPEST)
            fail('blocks nested too deeply');
        for (skipLines(); here() !== undefined && !isMark('}'); skipLines()) {
            const name = here();
            if (name?.kind !== 'identifier')
                fail('neither an attribute nor a block');
            at += 1;
            if (isMark('=')) {
                at += 1;
                map.pairs.push(pairOf(map, name, depth));
                if (here() !== undefined && here()?.kind !== 'line' && !isMark('}'))
                    fail('two attributes on one line');
            }
            else
                block(map, name, depth);
        }
    }
    const pairOf = (map, { text: key, start: keyStart }, depth) => ({
        ...{ key, keyStart },
        value: expression(map, key, depth),
    });
    function block(owner, type, depth) {
        const labels = [type.text];
        for (; here()?.kind === 'string' || here()?.kind === 'identifier'; at += 1)
            labels.push(here()?.text ?? '');
        if (!isMark('{'))
            fail('a name without a value');
        at += 1;
        body(blockMap(owner, labels, type.start), depth + 1);
        if (!isMark('}'))
            fail('a block that is not closed');
        at += 1;
    }
    /** What begins here and ends with its line, or at the bracket or comma of what it is in. */
    function expression(parent, key, depth) {
        if (depth > hcl_source_DEEPEST)
            fail('values nested too deeply');
        const first = here();
        const from = at;
        if (first === undefined)
            return fail('no value');
        const whole = isMark('{') || isMark('[') ? collection(parent, key, depth) : literal(first, parent, key);
        if (whole !== undefined && endsHere())
            return whole;
        at = from;
        skipExpression();
        return { kind: 'other', what: 'computed', parent, key, start: first.start };
    }
    const endsHere = () => here() === undefined || here()?.kind === 'line' || [',', '}', ']'].some(isMark);
    function literal(token, parent, key) {
        if (token.kind === 'mark' || (token.kind === 'identifier' && !/^(?:true|false|null)$/.test(token.text)))
            return undefined;
        at += 1;
        const text = token.text === 'null' && token.kind === 'identifier' ? '' : token.text;
        return { kind: 'scalar', parent, key, start: token.start, end: token.end, text, native: token };
    }
    /** undefined for what is made by a loop, or has keys that are computed. */
    function collection(parent, key, depth) {
        const start = here()?.start ?? 0;
        const isMap = isMark('{');
        at += 1;
        skipLines();
        if (here()?.text === 'for' && here()?.kind === 'identifier')
            return undefined;
        const map = { kind: 'map', parent, key, start, pairs: [] };
        const list = { kind: 'list', parent, key, start, items: [] };
        for (; !isMark(isMap ? '}' : ']'); skipLines()) {
            if (here() === undefined)
                fail('a bracket that is not closed');
            if (isMap) {
                const name = here();
                at += 1;
                if ((name?.kind !== 'identifier' && name?.kind !== 'string') || !(isMark('=') || isMark(':')))
                    return undefined;
                at += 1;
                map.pairs.push(pairOf(map, name, depth + 1));
            }
            else
                list.items.push(expression(list, list.items.length, depth + 1));
            if (isMark(','))
                at += 1;
        }
        at += 1;
        return isMap ? map : list;
    }
    function skipExpression() {
        for (let open = 0; here() !== undefined; at += 1) {
            if (open === 0 && endsHere())
                return;
            if (['(', '[', '{'].some(isMark))
                open += 1;
            if ([')', ']', '}'].some(isMark))
                open -= 1;
        }
    }
    body(root, 0);
    if (here() !== undefined)
        fail('a bracket that closes nothing');
    return root;
}
/** `resource "a" "b" {}` is at resource.a.b; blocks of the same names are a list. */
function blockMap(owner, labels, start) {
    let parent = owner;
    for (const label of labels.slice(0, -1)) {
        const known = parent.pairs.find(({ key }) => key === label)?.value;
        const map = known?.kind === 'map' ? known : { kind: 'map', parent, key: label, start, pairs: [] };
        if (known === undefined)
            parent.pairs.push({ key: label, keyStart: start, value: map });
        parent = map;
    }
    const key = labels.at(-1) ?? '';
    const index = parent.pairs.findIndex((pair) => pair.key === key);
    const known = parent.pairs[index]?.value;
    if (known === undefined && !LIST_BLOCKS.includes(key)) {
        const map = { kind: 'map', parent, key, start, pairs: [] };
        parent.pairs.push({ key, keyStart: start, value: map });
        return map;
    }
    const list = known?.kind === 'list' ? known : { kind: 'list', parent, key, start: known?.start ?? start, items: [] };
    if (known?.kind === 'map')
        list.items.push(Object.assign(known, { parent: list, key: 0 }));
    if (known !== list) {
        const pair = { key, keyStart: list.start, value: list };
        if (index === -1)
            parent.pairs.push(pair);
        else
            parent.pairs[index] = pair;
    }
    const map = { kind: 'map', parent: list, key: list.items.length, start, pairs: [] };
    list.items.push(map);
    return map;
}


/***/ })

};
