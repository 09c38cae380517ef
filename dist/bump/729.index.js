export const id = 729;
export const ids = [729];
export const modules = {

/***/ 33729:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseYamlSource: () => (/* binding */ parseYamlSource)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(69520);
// EXTERNAL MODULE: ./packages/core/build/text/problem-words.js
var problem_words = __webpack_require__(17943);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(15329);
// EXTERNAL MODULE: ./packages/deploy/build/edits/source-tree.js
var source_tree = __webpack_require__(85600);
// EXTERNAL MODULE: ./packages/deploy/build/edits/value-guards.js
var value_guards = __webpack_require__(98124);
// EXTERNAL MODULE: ./packages/deploy/build/edits/yaml-blocks.js
var yaml_blocks = __webpack_require__(10428);
// EXTERNAL MODULE: ./packages/deploy/build/edits/yaml-compose.js
var yaml_compose = __webpack_require__(52924);
// EXTERNAL MODULE: ./packages/deploy/build/edits/yaml-scalar-style.js
var yaml_scalar_style = __webpack_require__(74378);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./packages/deploy/build/edits/yaml-tree.js
/** The nodes of a parsed YAML document as a tree with positions in the file, YAML inside of its strings included. */



const yamlOf = ({ native }) => native;
const treeOf = (contents, text) => build(contents, undefined, undefined, {
    ...{ text, offset: (at) => at, inside: undefined, anchors: new Map() },
});
function build(node, parent, key, builder) {
    const made = nodeOf(node, parent, key, builder);
    const anchor = (0,dist/* isNode */.Ll)(node) && !(0,dist/* isAlias */.Vj)(node) ? node.anchor : undefined;
    if (anchor !== undefined)
        builder.anchors.set(anchor, made);
    return made;
}
function nodeOf(node, parent, key, builder) {
    const start = builder.offset(startOf(node));
    if ((0,dist/* isMap */.jh)(node)) {
        const map = { kind: 'map', parent, key, start, pairs: [] };
        for (const pair of node.items) {
            // A mapping or an alias as a key cannot be named by a path.
            if (!(0,dist/* isScalar */.jn)(pair.key))
                continue;
            const key = keyText(pair.key);
            const keyStart = builder.offset(startOf(pair.key));
            const value = pair.value == null
                ? { kind: 'other', what: 'a key without a value', parent: map, key, start: keyStart }
                : build(pair.value, map, key, builder);
            map.pairs.push({ key, keyStart, value });
        }
        return Object.assign(map, { flow: node.flow === true, native: node });
    }
    if ((0,dist/* isSeq */.oP)(node)) {
        const list = { kind: 'list', parent, key, start, items: [] };
        for (const [index, item] of node.items.entries())
            list.items.push(build(item, list, index, builder));
        return Object.assign(list, { flow: node.flow === true, native: node });
    }
    if ((0,dist/* isScalar */.jn)(node))
        return scalarNode(node, parent, key, builder);
    const what = (0,dist/* isAlias */.Vj)(node) ? `the alias "*${(0,sanitize/* singleLine */.pF)(node.source)}"` : 'a pair';
    const target = (0,dist/* isAlias */.Vj)(node) ? builder.anchors.get(node.source) : undefined;
    const other = { kind: 'other', what, parent, key, start };
    return target === undefined ? other : { ...other, target };
}
function scalarNode(scalar, parent, key, builder) {
    const { text, offset, inside } = builder;
    const line = (0,yaml_blocks/* isBlock */.WH)(scalar) ? (0,yaml_blocks/* blockLine */.yC)(scalar, text) : undefined;
    const start = line?.start ?? startOf(scalar);
    const end = line?.end ?? ((0,yaml_blocks/* isBlock */.WH)(scalar) ? (scalar.range?.[1] ?? start) : start + sourceOf(scalar).length);
    const native = { scalar, start, end, suffix: line?.suffix ?? '', inside };
    const read = line?.text ?? (typeof scalar.value === 'string' ? scalar.value : nullText(scalar));
    const node = {
        ...{ kind: 'scalar', parent, key, start: offset(start), end: offset(end), text: read, native },
    };
    if (inside !== undefined || !(0,yaml_blocks/* holdsYaml */.Ei)(parent, key))
        return node;
    const block = (0,yaml_blocks/* embeddedBlock */.mo)(scalar, text);
    if (block === undefined)
        return node;
    const within = build(block.contents, parent, key, {
        ...{ text: block.text, offset: block.offset, inside: block, anchors: new Map() },
    });
    return { ...node, within };
}
/** `~` and `null` say nothing, as an empty place does. */
const nullText = (scalar) => (scalar.value === null ? '' : sourceOf(scalar));
const startOf = (node) => node?.range?.[0] ?? 0;
/** As written: under YAML 1.1 the key `on` is true, and it is still called on. */
const keyText = (key) => key.source ?? String(key.value ?? '');
/** The characters of a scalar in the file; empty for `key:` with nothing behind it. */
function sourceOf(scalar) {
    const token = scalar.srcToken;
    return token !== undefined && 'source' in token && token.type !== 'block-scalar' ? token.source : '';
}

;// CONCATENATED MODULE: ./packages/deploy/build/edits/yaml-growth.js


/** Undefined where there is no safe place. */
function growYaml(text, { owner, after, key, entry }) {
    if (entry !== undefined)
        return owner.kind === 'list' ? newItem(text, owner, entry) : newList(text, key, entry);
    if (owner.kind !== 'map')
        return undefined;
    const name = (0,yaml_scalar_style/* renderScalar */.V)(key, 'plain', 'flow');
    if ('flow' in owner && owner.flow === true)
        return inFlow(text, owner, after, name);
    const beside = after ?? lastScalar(owner);
    if (beside === undefined || yamlOf(beside).inside !== undefined)
        return undefined;
    const pair = owner.pairs.find(({ value }) => value === beside);
    if (pair === undefined)
        return undefined;
    const lineStart = text.lastIndexOf('\n', pair.keyStart - 1) + 1;
    const column = pair.keyStart - lineStart;
    // Before it stand blanks or the dashes of lists, never another key or a question mark.
    if (!/^\ufeff?[ -]*$/.test(text.slice(lineStart, pair.keyStart)))
        return undefined;
    return afterLine(text, beside, [
        `${' '.repeat(text.charAt(lineStart) === '\ufeff' ? column - 1 : column)}${name}:`,
    ]);
}
/** The last value that ends on its own line. */
function lastScalar({ pairs }) {
    return pairs.flatMap(({ value }) => (value.kind === 'scalar' ? [value] : [])).at(-1);
}
function inFlow(text, { pairs, start }, after, name) {
    const beside = after ?? pairs.flatMap(({ value }) => (value.kind === 'scalar' ? [value] : [])).at(-1);
    if (beside !== undefined)
        return beside.end > beside.start ? { offset: beside.end, text: `, ${name}: ""` } : undefined;
    return pairs.length === 0 && text.charAt(start) === '{'
        ? { offset: start + 1, text: `${name}: ""` }
        : undefined;
}
/** Behind the line, and what is remarked on it, that a value ends on. */
function afterLine(text, value, lines) {
    if (/\n/.test(text.slice(value.start, value.end)))
        return undefined;
    const next = text.indexOf('\n', value.end);
    const end = next === -1 ? text.length : next;
    const offset = text.charAt(end - 1) === '\r' ? end - 1 : end;
    const eol = eolOf(text);
    return { offset, text: lines.map((line) => eol + line).join('') };
}
const eolOf = (text) => (text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n');
const entryLines = (indent, { name, empty }) => [
    `${indent}- name: ${(0,yaml_scalar_style/* renderScalar */.V)(name, 'plain', 'block')}`,
    ...empty.map((key) => `${indent}  ${key}:`),
];
function newItem(text, { items }, entry) {
    const last = items.at(-1);
    if (last?.kind !== 'map' || ('flow' in last && last.flow === true))
        return undefined;
    const lineStart = text.lastIndexOf('\n', last.start - 1) + 1;
    const [, indent] = /^( *)-[ ]+$/.exec(text.slice(lineStart, last.start)) ?? [];
    const end = lastLeaf(last);
    return indent === undefined || end === undefined
        ? undefined
        : afterLine(text, end, entryLines(indent, entry));
}
function lastLeaf(node) {
    if (node.kind === 'scalar')
        return node;
    const inner = node.kind === 'map' ? node.pairs.at(-1)?.value : node.kind === 'list' ? node.items.at(-1) : undefined;
    return inner === undefined ? undefined : lastLeaf(inner);
}
/** At the end of the file, which ends as it did before: with a line feed or without. */
function newList(text, key, entry) {
    const eol = eolOf(text);
    const lines = [`${key}:`, ...entryLines('', entry)].join(eol);
    return {
        offset: text.length,
        text: text === '' || text.endsWith('\n') ? `${lines}${eol}` : `${eol}${lines}`,
    };
}

;// CONCATENATED MODULE: ./packages/deploy/build/edits/yaml-proof.js
/** Compares a file before and after an edit, node by node. */

/**
 * Undefined when both streams hold the same documents except that exactly the wanted scalars read as the wanted
 * strings; else a clause that says what is wrong. Aliases are compared by name and never followed, so references
 * without end do no harm.
 */
function difference(before, after, wanted, grown = undefined) {
    const met = new Set();
    const state = { wanted, met, grown, grew: false };
    const same = before.length === after.length &&
        before.every((document, index) => {
            const other = after[index];
            return (other !== undefined &&
                document.errors.length === other.errors.length &&
                document.directives.docStart === other.directives.docStart &&
                JSON.stringify(document.directives.yaml) === JSON.stringify(other.directives.yaml) &&
                JSON.stringify(document.directives.tags) === JSON.stringify(other.directives.tags) &&
                sameNode(document.contents, other.contents, state));
        });
    if (!same || (grown !== undefined && !state.grew))
        return 'something else in the file changes with it';
    return met.size === wanted.size ? undefined : 'a value is not where it was found';
}
function sameNode(a, b, state) {
    if (a == null)
        return b == null;
    if ((0,dist/* isPair */.tO)(a))
        return (0,dist/* isPair */.tO)(b) && sameNode(a.key, b.key, state) && sameValue(a.value, b.value, state);
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
    if (!(0,dist/* isCollection */.P3)(a) || !(0,dist/* isCollection */.P3)(b))
        return false;
    const items = itemsWithout(a, b, state);
    return (items !== undefined &&
        a.constructor === b.constructor &&
        a.flow === b.flow &&
        a.tag === b.tag &&
        a.anchor === b.anchor &&
        a.items.length === items.length &&
        a.items.every((item, index) => sameValue(item, items[index], state)));
}
/** Only a value can be wanted, never a key, which may begin at the same offset as an empty value. */
function sameValue(a, b, state) {
    const { wanted, met } = state;
    if (!(0,dist/* isScalar */.jn)(a) || a.range == null)
        return sameNode(a, b, state);
    const value = wanted.get(a.range[0]);
    if (value === undefined || met.has(a.range[0]))
        return sameNode(a, b, state);
    met.add(a.range[0]);
    return (0,dist/* isScalar */.jn)(b) && b.value === value && b.anchor === a.anchor && b.tag === a.tag;
}
/** The items of the collection after, without what it was to get; undefined when it did not get exactly that. */
function itemsWithout(a, b, state) {
    const { grown } = state;
    if (grown === undefined || a.range?.[0] !== grown.at || (0,dist/* isMap */.jh)(a) !== (grown.kind === 'map'))
        return b.items;
    const items = b.items;
    const added = items.filter((item, index) => grown.kind === 'map'
        ? (0,dist/* isPair */.tO)(item) && (0,dist/* isScalar */.jn)(item.key) && item.key.value === grown.key
        : index === items.length - 1);
    const [item] = added;
    const value = (0,dist/* isPair */.tO)(item) ? item.value : item;
    const said = (0,dist/* isNode */.Ll)(value) ? value.toJSON() : (value ?? null);
    state.grew = true;
    return added.length === 1 && JSON.stringify(said === '' ? null : said) === JSON.stringify(grown.value)
        ? items.filter((each) => each !== item)
        : undefined;
}

;// CONCATENATED MODULE: ./packages/deploy/build/edits/yaml-source.js
/** YAML as a {@link SourceFile}: positions from the parser's tokens, proof by parsing again. */











/** @throws Failure `configuration` with file and line when the text is not YAML */
function parseYamlSource(text, file) {
    const lineAt = (0,source_tree/* lineFinder */.ze)(text);
    const versions = composed(text, file);
    // What is an error under 1.1 only (such as an impossible date) is none for most readers.
    const [current = []] = versions;
    const error = current.flatMap((document) => document.errors)[0];
    if (error !== undefined)
        throw syntaxFailure(text, file, (0,problem_words/* yamlWords */.L6)(error), lineAt(error.pos[0]));
    const documents = current.flatMap(({ contents }) => (contents === null ? [] : [treeOf(contents, text)]));
    return {
        file,
        text,
        documents,
        comments: true,
        lineAt,
        refusal: refuseStyle,
        reads,
        render: (node, value) => renderAt(node, value, text, node.start, node.end),
        disprove(changed, wanted) {
            const { plain, blocks } = byPlace(wanted);
            for (const [block, inside] of blocks) {
                const expected = exchanged(block, inside);
                const found = compareTexts((0,yaml_compose/* compose */.Z)(block.text) ?? [], expected, offsetsOf(inside));
                if (found !== undefined)
                    return found;
                plain.set(block.at, expected);
            }
            if (plain.size !== wanted.size - [...blocks.values()].reduce((sum, each) => sum + each.size - 1, 0))
                return 'two values begin at the same place';
            return compareTexts(versions, changed, plain);
        },
        grow: (growth) => growYaml(text, growth),
        disproveGrowth: (changed, growth) => compareTexts(versions, changed, new Map(), growthOf(growth)),
        again: (changed) => parseYamlSource(changed, file),
    };
}
const composed = (text, file) => {
    const versions = (0,yaml_compose/* compose */.Z)(text);
    if (versions !== undefined)
        return versions;
    throw (0,failure/* configurationFailure */.d_)({
        code: 'edits/unreadable',
        cause: `${file} cannot be read as YAML: it is nested too deeply.`,
        remedy: 'Correct the file.',
        location: { file },
    });
};
/** @param wanted offset → value, as in {@link difference} */
function compareTexts(before, text, wanted, grown = undefined) {
    const after = (0,yaml_compose/* compose */.Z)(text) ?? [];
    for (const [index, documents] of before.entries()) {
        const found = difference(documents, after[index] ?? [], wanted, grown);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
const growthOf = ({ owner, key, entry }) => {
    const item = entry && { name: entry.name, ...Object.fromEntries(entry.empty.map((name) => [name, null])) };
    const kind = owner.kind;
    const value = item === undefined ? null : kind === 'list' ? item : [item];
    return { at: owner.start, kind, key, value };
};
/** What stands in strings of YAML is judged there; of the file, the whole string changes. */
function byPlace(wanted) {
    const blocks = new Map();
    const plain = new Map();
    for (const [node, value] of wanted) {
        const { inside } = yamlOf(node);
        if (inside === undefined)
            plain.set(nodeStart(node), value + yamlOf(node).suffix);
        else
            blocks.set(inside, (blocks.get(inside) ?? new Map()).set(node, value));
    }
    return { plain, blocks };
}
const nodeStart = (node) => yamlOf(node).scalar.range?.[0] ?? 0;
const offsetsOf = (wanted) => new Map([...wanted].map(([node, value]) => [nodeStart(node), value + yamlOf(node).suffix]));
/** The string of YAML with the new values in it. */
function exchanged({ text }, wanted) {
    let after = '';
    let kept = 0;
    for (const [node, value] of [...wanted].toSorted(([a], [b]) => a.start - b.start)) {
        const { start, end } = yamlOf(node);
        after += text.slice(kept, start) + renderAt(node, value, text, start, end);
        kept = end;
    }
    return after + text.slice(kept);
}
function reads(node, value) {
    const { scalar } = yamlOf(node);
    if (node.text !== value)
        return false;
    if ((0,yaml_blocks/* isBlock */.WH)(scalar))
        return true;
    if (styleOf(scalar) !== 'plain')
        return scalar.value === value;
    return typeof scalar.value === 'string' && (0,yaml_scalar_style/* renderScalar */.V)(value, 'plain', contextOf(node.parent)) === value;
}
function renderAt(node, value, text, start, end) {
    const { scalar } = yamlOf(node);
    // On a line of a block every character stands for itself.
    if ((0,yaml_blocks/* isBlock */.WH)(scalar))
        return value;
    const rendered = (0,yaml_scalar_style/* renderScalar */.V)(value, styleOf(scalar), contextOf(node.parent));
    if (end > start)
        return rendered;
    // "key:" with nothing behind it, or with a comment, needs the blanks that a scalar is set off with.
    const left = /\s/.test(text.charAt(start - 1)) || start === 0 ? '' : ' ';
    const right = /^(?:[\s,}\]]|$)/.test(text.charAt(end)) ? '' : ' ';
    return left + rendered + right;
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
function refuseStyle(node) {
    const { scalar, start, end } = yamlOf(node);
    if (scalar.tag === '!vault')
        return (0,value_guards/* guardOf */.HY)('$ANSIBLE_VAULT;');
    if (scalar.tag !== undefined && scalar.tag !== 'tag:yaml.org,2002:str')
        return {
            code: 'edits/not-editable',
            why: `has the type tag ${(0,sanitize/* singleLine */.pF)(scalar.tag)}, so it is no string`,
            remedy: 'Remove the type tag.',
        };
    if ((0,yaml_blocks/* isBlock */.WH)(scalar) && end === scalar.range?.[1] && start === scalar.range[0])
        return {
            code: 'edits/not-editable',
            why: 'is a block of lines ("|" or ">")',
            remedy: 'Write it on one line.',
        };
    if (/[\r\n]/.test(sourceOf(scalar)))
        return {
            code: 'edits/not-editable',
            why: 'goes over more than one line',
            remedy: 'Write it on one line.',
        };
    return (0,value_guards/* guardOf */.HY)(node.text) ?? (0,value_guards/* guardOf */.HY)(sourceOf(scalar));
}
function syntaxFailure(text, file, detail, line) {
    const templated = value_guards/* TEMPLATE */.nE.test(text);
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
