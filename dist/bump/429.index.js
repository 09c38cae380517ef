export const id = 429;
export const ids = [429];
export const modules = {

/***/ 6429:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseYamlSource: () => (/* binding */ parseYamlSource)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/text/problem-words.js
var problem_words = __webpack_require__(7943);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(5329);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./packages/deploy/build/edits/source-tree.js
var source_tree = __webpack_require__(5600);
;// CONCATENATED MODULE: ./packages/deploy/build/edits/yaml-proof.js
/** Compares a file before and after an edit, node by node. */

/**
 * Undefined when both streams hold the same documents except that exactly the wanted scalars read as the wanted
 * strings; else a clause that says what is wrong. Aliases are compared by name and never followed, so references
 * without end do no harm.
 */
function difference(before, after, wanted) {
    const met = new Set();
    const same = before.length === after.length &&
        before.every((document, index) => {
            const other = after[index];
            return (other !== undefined &&
                document.errors.length === other.errors.length &&
                document.directives.docStart === other.directives.docStart &&
                JSON.stringify(document.directives.yaml) === JSON.stringify(other.directives.yaml) &&
                JSON.stringify(document.directives.tags) === JSON.stringify(other.directives.tags) &&
                sameNode(document.contents, other.contents, wanted, met));
        });
    if (!same)
        return 'something else in the file changes with it';
    return met.size === wanted.size ? undefined : 'a value is not where it was found';
}
function sameNode(a, b, wanted, met) {
    if (a == null)
        return b == null;
    if ((0,dist/* isPair */.tO)(a))
        return (0,dist/* isPair */.tO)(b) && sameNode(a.key, b.key, wanted, met) && sameValue(a.value, b.value, wanted, met);
    if ((0,dist/* isAlias */.Vj)(a))
        return (0,dist/* isAlias */.Vj)(b) && a.source === b.source;
    if ((0,dist/* isScalar */.jn)(a))
        return ((0,dist/* isScalar */.jn)(b) &&
            a.type === b.type &&
            a.source === b.source &&
            a.tag === b.tag &&
            a.anchor === b.anchor &&
            typeof a.value === typeof b.value &&
            String(a.value) === String(b.value));
    if (!(0,dist/* isCollection */.P3)(a))
        return false;
    return ((0,dist/* isCollection */.P3)(b) &&
        a.constructor === b.constructor &&
        a.flow === b.flow &&
        a.tag === b.tag &&
        a.anchor === b.anchor &&
        a.items.length === b.items.length &&
        a.items.every((item, index) => sameValue(item, b.items[index], wanted, met)));
}
/** Only a value can be wanted, never a key, which may begin at the same offset as an empty value. */
function sameValue(a, b, wanted, met) {
    if (!(0,dist/* isScalar */.jn)(a) || a.range == null)
        return sameNode(a, b, wanted, met);
    const value = wanted.get(a.range[0]);
    if (value === undefined || met.has(a.range[0]))
        return sameNode(a, b, wanted, met);
    met.add(a.range[0]);
    return (0,dist/* isScalar */.jn)(b) && b.value === value && b.anchor === a.anchor && b.tag === a.tag;
}

;// CONCATENATED MODULE: ./packages/deploy/build/edits/yaml-scalar-style.js
/** How a string is written as one YAML scalar so that every reader of the file gets that string back. */

/** YAML 1.2 and 1.1 take different plain scalars for numbers, booleans and dates; Helm's reader mixes the two. */
const YAML_VERSIONS = ['1.2', '1.1'];
/**
 * What Go's reader (Helm, Argo CD, Flux) or PyYAML take for something else than a string, beyond the two
 * specifications: upper-case radix prefixes, the merge key, the default value.
 */
const READ_DIFFERENTLY = /^(?:[-+]?0[xXoObB][0-9a-fA-F_]+|<<|=)$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be escaped.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u00a0\u2028\u2029\ufeff\ufffe\uffff]/;
/**
 * The source of a scalar: in the given style where that reads back as exactly `value`, else in double quotes.
 * `value` must be well-formed Unicode.
 */
function renderScalar(value, style, context) {
    const source = inStyle(value, style);
    return readsBackAs(source, value, context) ? source : doubleQuoted(value);
}
function inStyle(value, style) {
    if (style === 'plain')
        return value;
    if (style === 'single' && !UNPRINTABLE.test(value))
        return `'${value.replaceAll("'", "''")}'`;
    return doubleQuoted(value);
}
/** https://yaml.org/spec/1.2.2/#57-escaped-characters; all of these are JSON's too. */
const doubleQuoted = (value) => `"${value
    .replace(/["\\]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    .replace(new RegExp(UNPRINTABLE, 'g'), (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
function readsBackAs(source, value, context) {
    if (READ_DIFFERENTLY.test(source))
        return false;
    const document = context === 'block' ? `k: ${source}\n` : `{k: ${source}, l: [${source}]}\n`;
    return YAML_VERSIONS.every((version) => {
        const { contents, errors } = (0,dist.parseDocument)(document, { version, logLevel: 'silent' });
        if (errors.length > 0 || !(0,dist/* isMap */.jh)(contents))
            return false;
        if (contents.items.length !== (context === 'block' ? 1 : 2))
            return false;
        const read = contents.get('k', true);
        return (0,dist/* isScalar */.jn)(read) && read.value === value && read.comment == null && read.tag === undefined;
    });
}

;// CONCATENATED MODULE: ./packages/deploy/build/edits/yaml-source.js
/** YAML as a {@link SourceFile}: positions from the parser's tokens, proof by parsing again. */







/** @throws Failure `configuration` with file and line when the text is not YAML */
function parseYamlSource(text, file) {
    const lineAt = (0,source_tree/* lineFinder */.ze)(text);
    const versions = compose(text, file);
    // What is an error under 1.1 only (such as an impossible date) is none for most readers.
    const [current = []] = versions;
    const error = current.flatMap((document) => document.errors)[0];
    if (error !== undefined)
        throw syntaxFailure(text, file, (0,problem_words/* yamlWords */.L6)(error), lineAt(error.pos[0]));
    const owners = new Map();
    const documents = current.flatMap((document) => {
        if (document.contents === null)
            return [];
        const root = treeOf(document.contents, undefined, undefined);
        owners.set(root, document);
        return [root];
    });
    const aliases = new Map();
    const aliasesOf = (document) => {
        const known = aliases.get(document) ?? namedAliases(document);
        aliases.set(document, known);
        return known;
    };
    return {
        file,
        text,
        documents,
        comments: true,
        lineAt,
        refusal(scalar) {
            const style = refuseStyle(scalar.native);
            if (style !== undefined)
                return style;
            let at = scalar;
            while (at.parent !== undefined)
                at = at.parent;
            const document = owners.get(at);
            return document === undefined ? undefined : refuseShared(scalar, aliasesOf(document));
        },
        reads({ native, text: read, ...node }, value) {
            const scalar = native;
            if (read !== value)
                return false;
            if (styleOf(scalar) !== 'plain')
                return scalar.value === value;
            return (typeof scalar.value === 'string' && renderScalar(value, 'plain', contextOf(node.parent)) === value);
        },
        render({ native, start, end, parent }, value) {
            const rendered = renderScalar(value, styleOf(native), contextOf(parent));
            if (end > start)
                return rendered;
            // "key:" with nothing behind it, or with a comment, needs the blanks that a scalar is set off with.
            const left = /\s/.test(text.charAt(start - 1)) || start === 0 ? '' : ' ';
            const right = /^(?:[\s,}\]]|$)/.test(text.charAt(end)) ? '' : ' ';
            return left + rendered + right;
        },
        disprove(changed, wanted) {
            const offsets = new Map([...wanted].map(([scalar, value]) => [scalar.start, value]));
            if (offsets.size !== wanted.size)
                return 'two values begin at the same place';
            const after = compose(changed, file);
            for (const [index, documents] of versions.entries()) {
                const found = difference(documents, after[index] ?? [], offsets);
                if (found !== undefined)
                    return found;
            }
            return undefined;
        },
    };
}
/** One parse of the tokens, composed once for each of {@link YAML_VERSIONS}. */
function compose(text, file) {
    try {
        const tokens = Array.from(new dist/* Parser */.iX().parse(text));
        return YAML_VERSIONS.map((version) => Array.from(new dist/* Composer */.Dk({
            version,
            keepSourceTokens: true,
            uniqueKeys: false,
            prettyErrors: false,
            logLevel: 'silent',
        }).compose(tokens, false, text.length)));
    }
    catch (error) {
        // The composer is recursive: thousands of nested brackets end its stack.
        throw (0,failure/* configurationFailure */.d_)({
            code: 'edits/unreadable',
            cause: `${file} cannot be read as YAML: it is nested too deeply.`,
            remedy: 'Correct the file.',
            location: { file },
            error,
        });
    }
}
function treeOf(node, parent, key) {
    if ((0,dist/* isMap */.jh)(node)) {
        const map = { kind: 'map', parent, key, start: startOf(node), pairs: [] };
        for (const pair of node.items) {
            // A mapping or an alias as a key cannot be named by a path.
            if (!(0,dist/* isScalar */.jn)(pair.key))
                continue;
            const key = keyText(pair.key);
            const keyStart = startOf(pair.key);
            const value = pair.value == null
                ? { kind: 'other', what: 'a key without a value', parent: map, key, start: keyStart }
                : treeOf(pair.value, map, key);
            map.pairs.push({ key, keyStart, value });
        }
        return Object.assign(map, { flow: node.flow === true, anchor: node.anchor });
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        const list = { kind: 'list', parent, key, start: startOf(node), items: [] };
        for (const [index, item] of node.items.entries())
            list.items.push(treeOf(item, list, index));
        return Object.assign(list, { flow: node.flow === true, anchor: node.anchor });
    }
    if ((0,dist/* isScalar */.jn)(node)) {
        const start = startOf(node);
        const end = isBlock(node) ? (node.range?.[1] ?? start) : start + sourceOf(node).length;
        const text = typeof node.value === 'string' ? node.value : nullText(node);
        return { kind: 'scalar', parent, key, start, end, text, native: node };
    }
    const what = (0,dist/* isAlias */.Vj)(node) ? `the alias "*${(0,sanitize/* singleLine */.pF)(node.source)}"` : 'a pair';
    return { kind: 'other', what, parent, key, start: startOf(node) };
}
/** `~` and `null` say nothing, as an empty place does. */
const nullText = (scalar) => (scalar.value === null ? '' : sourceOf(scalar));
const startOf = (node) => node?.range?.[0] ?? 0;
/** As written: under YAML 1.1 the key `on` is true, and it is still called on. */
const keyText = (key) => key.source ?? String(key.value ?? '');
const isBlock = (scalar) => scalar.type === 'BLOCK_LITERAL' || scalar.type === 'BLOCK_FOLDED';
/** The characters of a scalar in the file; empty for `key:` with nothing behind it. */
function sourceOf(scalar) {
    const token = scalar.srcToken;
    return token !== undefined && 'source' in token && token.type !== 'block-scalar' ? token.source : '';
}
function styleOf(scalar) {
    if (scalar.type === 'QUOTE_DOUBLE')
        return 'double';
    return scalar.type === 'QUOTE_SINGLE' ? 'single' : 'plain';
}
/** Everything inside brackets is in brackets. */
function contextOf(parent) {
    for (let at = parent; at !== undefined; at = at.parent)
        if ('flow' in at && at.flow === true)
            return 'flow';
    return 'block';
}
function refuseStyle(scalar) {
    if (scalar.tag !== undefined && scalar.tag !== 'tag:yaml.org,2002:str')
        return {
            code: 'edits/not-editable',
            why: `has the type tag ${(0,sanitize/* singleLine */.pF)(scalar.tag)}, so it is no string`,
            remedy: 'Remove the type tag.',
        };
    if (isBlock(scalar))
        return {
            code: 'edits/not-editable',
            why: 'is a block of lines ("|" or ">")',
            remedy: 'Write it on one line.',
        };
    const source = sourceOf(scalar);
    if (/[\r\n]/.test(source))
        return {
            code: 'edits/not-editable',
            why: 'goes over more than one line',
            remedy: 'Write it on one line.',
        };
    if (source_tree/* TEMPLATE */.nE.test(source))
        return {
            code: 'edits/not-editable',
            why: 'is a template expression, which the new value would destroy',
            remedy: 'Name the path of the value that the template reads.',
        };
    return undefined;
}
/** The first alias by the name it refers to. */
function namedAliases(document) {
    const aliases = new Map();
    (0,dist/* visit */.YR)(document, {
        Alias(_key, alias) {
            if (!aliases.has(alias.source))
                aliases.set(alias.source, alias);
        },
    });
    return aliases;
}
/** A change of an anchored value also changes whatever refers to it. */
function refuseShared(scalar, aliases) {
    if (aliases.size === 0)
        return undefined;
    const anchors = [scalar.native.anchor];
    for (let at = scalar.parent; at !== undefined; at = at.parent)
        if ('anchor' in at)
            anchors.push(at.anchor);
    for (const anchor of anchors) {
        const alias = anchor === undefined ? undefined : aliases.get(anchor);
        if (alias !== undefined)
            return {
                code: 'edits/not-editable',
                why: `is shared: "*${(0,sanitize/* singleLine */.pF)(alias.source)}" refers to it here, so this would change too`,
                remedy: 'Write the value out where it is referred to, or remove the anchor.',
                at: startOf(alias),
            };
    }
    return undefined;
}
function syntaxFailure(text, file, detail, line) {
    const templated = source_tree/* TEMPLATE */.nE.test(text);
    return (0,failure/* configurationFailure */.d_)({
        code: 'edits/unreadable',
        cause: `${file}, line ${line}, is not YAML${templated ? ' but a template of it' : ''}: ${detail}.`,
        remedy: templated
            ? 'Name the values file that the template is filled from, not the template.'
            : 'Correct the file.',
        location: { file, line },
    });
}


/***/ })

};
