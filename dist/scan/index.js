import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 

/***/ 

/***/ 

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 

/***/ 

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 

/***/ 

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 

/***/ 

/***/ 7349:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveBlockMap = __nccwpck_require__(7103);
var resolveBlockSeq = __nccwpck_require__(334);
var resolveFlowCollection = __nccwpck_require__(3142);

function resolveCollection(CN, ctx, token, onError, tagName, tag) {
    const coll = token.type === 'block-map'
        ? resolveBlockMap.resolveBlockMap(CN, ctx, token, onError, tag)
        : token.type === 'block-seq'
            ? resolveBlockSeq.resolveBlockSeq(CN, ctx, token, onError, tag)
            : resolveFlowCollection.resolveFlowCollection(CN, ctx, token, onError, tag);
    const Coll = coll.constructor;
    // If we got a tagName matching the class, or the tag name is '!',
    // then use the tagName from the node class used to create it.
    if (tagName === '!' || tagName === Coll.tagName) {
        coll.tag = Coll.tagName;
        return coll;
    }
    if (tagName)
        coll.tag = tagName;
    return coll;
}
function composeCollection(CN, ctx, token, props, onError) {
    const tagToken = props.tag;
    const tagName = !tagToken
        ? null
        : ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg));
    if (token.type === 'block-seq') {
        const { anchor, newlineAfterProp: nl } = props;
        const lastProp = anchor && tagToken
            ? anchor.offset > tagToken.offset
                ? anchor
                : tagToken
            : (anchor ?? tagToken);
        if (lastProp && (!nl || nl.offset < lastProp.offset)) {
            const message = 'Missing newline after block sequence props';
            onError(lastProp, 'MISSING_CHAR', message);
        }
    }
    const expType = token.type === 'block-map'
        ? 'map'
        : token.type === 'block-seq'
            ? 'seq'
            : token.start.source === '{'
                ? 'map'
                : 'seq';
    // shortcut: check if it's a generic YAMLMap or YAMLSeq
    // before jumping into the custom tag logic.
    if (!tagToken ||
        !tagName ||
        tagName === '!' ||
        (tagName === YAMLMap.YAMLMap.tagName && expType === 'map') ||
        (tagName === YAMLSeq.YAMLSeq.tagName && expType === 'seq')) {
        return resolveCollection(CN, ctx, token, onError, tagName);
    }
    let tag = ctx.schema.tags.find(t => t.tag === tagName && t.collection === expType);
    if (!tag) {
        const kt = ctx.schema.knownTags[tagName];
        if (kt?.collection === expType) {
            ctx.schema.tags.push(Object.assign({}, kt, { default: false }));
            tag = kt;
        }
        else {
            if (kt) {
                onError(tagToken, 'BAD_COLLECTION_TYPE', `${kt.tag} used for ${expType} collection, but expects ${kt.collection ?? 'scalar'}`, true);
            }
            else {
                onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, true);
            }
            return resolveCollection(CN, ctx, token, onError, tagName);
        }
    }
    const coll = resolveCollection(CN, ctx, token, onError, tagName, tag);
    const res = tag.resolve?.(coll, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg), ctx.options) ?? coll;
    const node = identity.isNode(res)
        ? res
        : new Scalar.Scalar(res);
    node.range = coll.range;
    node.tag = tagName;
    if (tag?.format)
        node.format = tag.format;
    return node;
}

exports.composeCollection = composeCollection;


/***/ }),

/***/ 3683:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Document = __nccwpck_require__(3021);
var composeNode = __nccwpck_require__(5937);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);

function composeDoc(options, directives, { offset, start, value, end }, onError) {
    const opts = Object.assign({ _directives: directives }, options);
    const doc = new Document.Document(undefined, opts);
    const ctx = {
        atKey: false,
        atRoot: true,
        directives: doc.directives,
        options: doc.options,
        schema: doc.schema
    };
    const props = resolveProps.resolveProps(start, {
        indicator: 'doc-start',
        next: value ?? end?.[0],
        offset,
        onError,
        parentIndent: 0,
        startOnNewline: true
    });
    if (props.found) {
        doc.directives.docStart = true;
        if (value &&
            (value.type === 'block-map' || value.type === 'block-seq') &&
            !props.hasNewline)
            onError(props.end, 'MISSING_CHAR', 'Block collection cannot start on same line with directives-end marker');
    }
    // @ts-expect-error If Contents is set, let's trust the user
    doc.contents = value
        ? composeNode.composeNode(ctx, value, props, onError)
        : composeNode.composeEmptyNode(ctx, props.end, start, null, props, onError);
    const contentEnd = doc.contents.range[2];
    const re = resolveEnd.resolveEnd(end, contentEnd, false, onError);
    if (re.comment)
        doc.comment = re.comment;
    doc.range = [offset, contentEnd, re.offset];
    return doc;
}

exports.composeDoc = composeDoc;


/***/ }),

/***/ 5937:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var composeCollection = __nccwpck_require__(7349);
var composeScalar = __nccwpck_require__(5413);
var resolveEnd = __nccwpck_require__(7788);
var utilEmptyScalarPosition = __nccwpck_require__(2599);

const CN = { composeNode, composeEmptyNode };
function composeNode(ctx, token, props, onError) {
    const atKey = ctx.atKey;
    const { spaceBefore, comment, anchor, tag } = props;
    let node;
    let isSrcToken = true;
    switch (token.type) {
        case 'alias':
            node = composeAlias(ctx, token, onError);
            if (anchor || tag)
                onError(token, 'ALIAS_PROPS', 'An alias node must not specify any properties');
            break;
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'block-scalar':
            node = composeScalar.composeScalar(ctx, token, tag, onError);
            if (anchor)
                node.anchor = anchor.source.substring(1);
            break;
        case 'block-map':
        case 'block-seq':
        case 'flow-collection':
            try {
                node = composeCollection.composeCollection(CN, ctx, token, props, onError);
                if (anchor)
                    node.anchor = anchor.source.substring(1);
            }
            catch (error) {
                // Almost certainly here due to a stack overflow
                const message = error instanceof Error ? error.message : String(error);
                onError(token, 'RESOURCE_EXHAUSTION', message);
            }
            break;
        default: {
            const message = token.type === 'error'
                ? token.message
                : `Unsupported token (type: ${token.type})`;
            onError(token, 'UNEXPECTED_TOKEN', message);
            isSrcToken = false;
        }
    }
    node ?? (node = composeEmptyNode(ctx, token.offset, undefined, null, props, onError));
    if (anchor && node.anchor === '')
        onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    if (atKey &&
        ctx.options.stringKeys &&
        (!identity.isScalar(node) ||
            typeof node.value !== 'string' ||
            (node.tag && node.tag !== 'tag:yaml.org,2002:str'))) {
        const msg = 'With stringKeys, all keys must be strings';
        onError(tag ?? token, 'NON_STRING_KEY', msg);
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        if (token.type === 'scalar' && token.source === '')
            node.comment = comment;
        else
            node.commentBefore = comment;
    }
    // @ts-expect-error Type checking misses meaning of isSrcToken
    if (ctx.options.keepSourceTokens && isSrcToken)
        node.srcToken = token;
    return node;
}
function composeEmptyNode(ctx, offset, before, pos, { spaceBefore, comment, anchor, tag, end }, onError) {
    const token = {
        type: 'scalar',
        offset: utilEmptyScalarPosition.emptyScalarPosition(offset, before, pos),
        indent: -1,
        source: ''
    };
    const node = composeScalar.composeScalar(ctx, token, tag, onError);
    if (anchor) {
        node.anchor = anchor.source.substring(1);
        if (node.anchor === '')
            onError(anchor, 'BAD_ALIAS', 'Anchor cannot be an empty string');
    }
    if (spaceBefore)
        node.spaceBefore = true;
    if (comment) {
        node.comment = comment;
        node.range[2] = end;
    }
    return node;
}
function composeAlias({ options }, { offset, source, end }, onError) {
    const alias = new Alias.Alias(source.substring(1));
    if (alias.source === '')
        onError(offset, 'BAD_ALIAS', 'Alias cannot be an empty string');
    if (alias.source.endsWith(':'))
        onError(offset + source.length - 1, 'BAD_ALIAS', 'Alias ending in : is ambiguous', true);
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, options.strict, onError);
    alias.range = [offset, valueEnd, re.offset];
    if (re.comment)
        alias.comment = re.comment;
    return alias;
}

exports.composeEmptyNode = composeEmptyNode;
exports.composeNode = composeNode;


/***/ }),

/***/ 5413:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);

function composeScalar(ctx, token, tagToken, onError) {
    const { value, type, comment, range } = token.type === 'block-scalar'
        ? resolveBlockScalar.resolveBlockScalar(ctx, token, onError)
        : resolveFlowScalar.resolveFlowScalar(token, ctx.options.strict, onError);
    const tagName = tagToken
        ? ctx.directives.tagName(tagToken.source, msg => onError(tagToken, 'TAG_RESOLVE_FAILED', msg))
        : null;
    let tag;
    if (ctx.options.stringKeys && ctx.atKey) {
        tag = ctx.schema[identity.SCALAR];
    }
    else if (tagName)
        tag = findScalarTagByName(ctx.schema, value, tagName, tagToken, onError);
    else if (token.type === 'scalar')
        tag = findScalarTagByTest(ctx, value, token, onError);
    else
        tag = ctx.schema[identity.SCALAR];
    let scalar;
    try {
        const res = tag.resolve(value, msg => onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg), ctx.options);
        scalar = identity.isScalar(res) ? res : new Scalar.Scalar(res);
    }
    catch (error) {
        const msg = error instanceof Error ? error.message : String(error);
        onError(tagToken ?? token, 'TAG_RESOLVE_FAILED', msg);
        scalar = new Scalar.Scalar(value);
    }
    scalar.range = range;
    scalar.source = value;
    if (type)
        scalar.type = type;
    if (tagName)
        scalar.tag = tagName;
    if (tag.format)
        scalar.format = tag.format;
    if (comment)
        scalar.comment = comment;
    return scalar;
}
function findScalarTagByName(schema, value, tagName, tagToken, onError) {
    if (tagName === '!')
        return schema[identity.SCALAR]; // non-specific tag
    const matchWithTest = [];
    for (const tag of schema.tags) {
        if (!tag.collection && tag.tag === tagName) {
            if (tag.default && tag.test)
                matchWithTest.push(tag);
            else
                return tag;
        }
    }
    for (const tag of matchWithTest)
        if (tag.test?.test(value))
            return tag;
    const kt = schema.knownTags[tagName];
    if (kt && !kt.collection) {
        // Ensure that the known tag is available for stringifying,
        // but does not get used by default.
        schema.tags.push(Object.assign({}, kt, { default: false, test: undefined }));
        return kt;
    }
    onError(tagToken, 'TAG_RESOLVE_FAILED', `Unresolved tag: ${tagName}`, tagName !== 'tag:yaml.org,2002:str');
    return schema[identity.SCALAR];
}
function findScalarTagByTest({ atKey, directives, schema }, value, token, onError) {
    const tag = schema.tags.find(tag => (tag.default === true || (atKey && tag.default === 'key')) &&
        tag.test?.test(value)) || schema[identity.SCALAR];
    if (schema.compat) {
        const compat = schema.compat.find(tag => tag.default && tag.test?.test(value)) ??
            schema[identity.SCALAR];
        if (tag.tag !== compat.tag) {
            const ts = directives.tagString(tag.tag);
            const cs = directives.tagString(compat.tag);
            const msg = `Value may be parsed as either ${ts} or ${cs}`;
            onError(token, 'TAG_RESOLVE_FAILED', msg, true);
        }
    }
    return tag;
}

exports.composeScalar = composeScalar;


/***/ }),

/***/ 9984:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var directives = __nccwpck_require__(1342);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var identity = __nccwpck_require__(1127);
var composeDoc = __nccwpck_require__(3683);
var resolveEnd = __nccwpck_require__(7788);

function getErrorPos(src) {
    if (typeof src === 'number')
        return [src, src + 1];
    if (Array.isArray(src))
        return src.length === 2 ? src : [src[0], src[1]];
    const { offset, source } = src;
    return [offset, offset + (typeof source === 'string' ? source.length : 1)];
}
function parsePrelude(prelude) {
    let comment = '';
    let atComment = false;
    let afterEmptyLine = false;
    for (let i = 0; i < prelude.length; ++i) {
        const source = prelude[i];
        switch (source[0]) {
            case '#':
                comment +=
                    (comment === '' ? '' : afterEmptyLine ? '\n\n' : '\n') +
                        (source.substring(1) || ' ');
                atComment = true;
                afterEmptyLine = false;
                break;
            case '%':
                if (prelude[i + 1]?.[0] !== '#')
                    i += 1;
                atComment = false;
                break;
            default:
                // This may be wrong after doc-end, but in that case it doesn't matter
                if (!atComment)
                    afterEmptyLine = true;
                atComment = false;
        }
    }
    return { comment, afterEmptyLine };
}
/**
 * Compose a stream of CST nodes into a stream of YAML Documents.
 *
 * ```ts
 * import { Composer, Parser } from 'yaml'
 *
 * const src: string = ...
 * const tokens = new Parser().parse(src)
 * const docs = new Composer().compose(tokens)
 * ```
 */
class Composer {
    constructor(options = {}) {
        this.doc = null;
        this.atDirectives = false;
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
        this.onError = (source, code, message, warning) => {
            const pos = getErrorPos(source);
            if (warning)
                this.warnings.push(new errors.YAMLWarning(pos, code, message));
            else
                this.errors.push(new errors.YAMLParseError(pos, code, message));
        };
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        this.directives = new directives.Directives({ version: options.version || '1.2' });
        this.options = options;
    }
    decorate(doc, afterDoc) {
        const { comment, afterEmptyLine } = parsePrelude(this.prelude);
        //console.log({ dc: doc.comment, prelude, comment })
        if (comment) {
            const dc = doc.contents;
            if (afterDoc) {
                doc.comment = doc.comment ? `${doc.comment}\n${comment}` : comment;
            }
            else if (afterEmptyLine || doc.directives.docStart || !dc) {
                doc.commentBefore = comment;
            }
            else if (identity.isCollection(dc) && !dc.flow && dc.items.length > 0) {
                let it = dc.items[0];
                if (identity.isPair(it))
                    it = it.key;
                const cb = it.commentBefore;
                it.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
            else {
                const cb = dc.commentBefore;
                dc.commentBefore = cb ? `${comment}\n${cb}` : comment;
            }
        }
        if (afterDoc) {
            for (let i = 0; i < this.errors.length; ++i)
                doc.errors.push(this.errors[i]);
            for (let i = 0; i < this.warnings.length; ++i)
                doc.warnings.push(this.warnings[i]);
        }
        else {
            doc.errors = this.errors;
            doc.warnings = this.warnings;
        }
        this.prelude = [];
        this.errors = [];
        this.warnings = [];
    }
    /**
     * Current stream status information.
     *
     * Mostly useful at the end of input for an empty stream.
     */
    streamInfo() {
        return {
            comment: parsePrelude(this.prelude).comment,
            directives: this.directives,
            errors: this.errors,
            warnings: this.warnings
        };
    }
    /**
     * Compose tokens into documents.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *compose(tokens, forceDoc = false, endOffset = -1) {
        for (const token of tokens)
            yield* this.next(token);
        yield* this.end(forceDoc, endOffset);
    }
    /** Advance the composer by one CST token. */
    *next(token) {
        if (node_process.env.LOG_STREAM)
            console.dir(token, { depth: null });
        switch (token.type) {
            case 'directive':
                this.directives.add(token.source, (offset, message, warning) => {
                    const pos = getErrorPos(token);
                    pos[0] += offset;
                    this.onError(pos, 'BAD_DIRECTIVE', message, warning);
                });
                this.prelude.push(token.source);
                this.atDirectives = true;
                break;
            case 'document': {
                const doc = composeDoc.composeDoc(this.options, this.directives, token, this.onError);
                if (this.atDirectives && !doc.directives.docStart)
                    this.onError(token, 'MISSING_CHAR', 'Missing directives-end/doc-start indicator line');
                this.decorate(doc, false);
                if (this.doc)
                    yield this.doc;
                this.doc = doc;
                this.atDirectives = false;
                break;
            }
            case 'byte-order-mark':
            case 'space':
                break;
            case 'comment':
            case 'newline':
                this.prelude.push(token.source);
                break;
            case 'error': {
                const msg = token.source
                    ? `${token.message}: ${JSON.stringify(token.source)}`
                    : token.message;
                const error = new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg);
                if (this.atDirectives || !this.doc)
                    this.errors.push(error);
                else
                    this.doc.errors.push(error);
                break;
            }
            case 'doc-end': {
                if (!this.doc) {
                    const msg = 'Unexpected doc-end without preceding document';
                    this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', msg));
                    break;
                }
                this.doc.directives.docEnd = true;
                const end = resolveEnd.resolveEnd(token.end, token.offset + token.source.length, this.doc.options.strict, this.onError);
                this.decorate(this.doc, true);
                if (end.comment) {
                    const dc = this.doc.comment;
                    this.doc.comment = dc ? `${dc}\n${end.comment}` : end.comment;
                }
                this.doc.range[2] = end.offset;
                break;
            }
            default:
                this.errors.push(new errors.YAMLParseError(getErrorPos(token), 'UNEXPECTED_TOKEN', `Unsupported token ${token.type}`));
        }
    }
    /**
     * Call at end of input to yield any remaining document.
     *
     * @param forceDoc - If the stream contains no document, still emit a final document including any comments and directives that would be applied to a subsequent document.
     * @param endOffset - Should be set if `forceDoc` is also set, to set the document range end and to indicate errors correctly.
     */
    *end(forceDoc = false, endOffset = -1) {
        if (this.doc) {
            this.decorate(this.doc, true);
            yield this.doc;
            this.doc = null;
        }
        else if (forceDoc) {
            const opts = Object.assign({ _directives: this.directives }, this.options);
            const doc = new Document.Document(undefined, opts);
            if (this.atDirectives)
                this.onError(endOffset, 'MISSING_CHAR', 'Missing directives-end indicator line');
            doc.range = [0, endOffset, endOffset];
            this.decorate(doc, false);
            yield doc;
        }
    }
}

exports.Composer = Composer;


/***/ }),

/***/ 7103:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilFlowIndentCheck = __nccwpck_require__(4051);
var utilMapIncludes = __nccwpck_require__(1187);

const startColMsg = 'All mapping items must start at the same column';
function resolveBlockMap({ composeNode, composeEmptyNode }, ctx, bm, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLMap.YAMLMap;
    const map = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    let offset = bm.offset;
    let commentEnd = null;
    for (const collItem of bm.items) {
        const { start, key, sep, value } = collItem;
        // key properties
        const keyProps = resolveProps.resolveProps(start, {
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: bm.indent,
            startOnNewline: true
        });
        const implicitKey = !keyProps.found;
        if (implicitKey) {
            if (key) {
                if (key.type === 'block-seq')
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'A block sequence may not be used as an implicit map key');
                else if ('indent' in key && key.indent !== bm.indent)
                    onError(offset, 'BAD_INDENT', startColMsg);
            }
            if (!keyProps.anchor && !keyProps.tag && !sep) {
                commentEnd = keyProps.end;
                if (keyProps.comment) {
                    if (map.comment)
                        map.comment += '\n' + keyProps.comment;
                    else
                        map.comment = keyProps.comment;
                }
                continue;
            }
            if (keyProps.newlineAfterProp || utilContainsNewline.containsNewline(key)) {
                onError(key ?? start[start.length - 1], 'MULTILINE_IMPLICIT_KEY', 'Implicit keys need to be on a single line');
            }
        }
        else if (keyProps.found?.indent !== bm.indent) {
            onError(offset, 'BAD_INDENT', startColMsg);
        }
        // key value
        ctx.atKey = true;
        const keyStart = keyProps.end;
        const keyNode = key
            ? composeNode(ctx, key, keyProps, onError)
            : composeEmptyNode(ctx, keyStart, start, null, keyProps, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bm.indent, key, onError);
        ctx.atKey = false;
        if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
            onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
        // value properties
        const valueProps = resolveProps.resolveProps(sep ?? [], {
            indicator: 'map-value-ind',
            next: value,
            offset: keyNode.range[2],
            onError,
            parentIndent: bm.indent,
            startOnNewline: !key || key.type === 'block-scalar'
        });
        offset = valueProps.end;
        if (valueProps.found) {
            if (implicitKey) {
                if (value?.type === 'block-map' && !valueProps.hasNewline)
                    onError(offset, 'BLOCK_AS_IMPLICIT_KEY', 'Nested mappings are not allowed in compact mappings');
                if (ctx.options.strict &&
                    keyProps.start < valueProps.found.offset - 1024)
                    onError(keyNode.range, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit block mapping key');
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : composeEmptyNode(ctx, offset, sep, null, valueProps, onError);
            if (ctx.schema.compat)
                utilFlowIndentCheck.flowIndentCheck(bm.indent, value, onError);
            offset = valueNode.range[2];
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
        else {
            // key with no value
            if (implicitKey)
                onError(keyNode.range, 'MISSING_CHAR', 'Implicit map keys need to be followed by map values');
            if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            map.items.push(pair);
        }
    }
    if (commentEnd && commentEnd < offset)
        onError(commentEnd, 'IMPOSSIBLE', 'Map comment with trailing content');
    map.range = [bm.offset, offset, commentEnd ?? offset];
    return map;
}

exports.resolveBlockMap = resolveBlockMap;


/***/ }),

/***/ 8913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function resolveBlockScalar(ctx, scalar, onError) {
    const start = scalar.offset;
    const header = parseBlockScalarHeader(scalar, ctx.options.strict, onError);
    if (!header)
        return { value: '', type: null, comment: '', range: [start, start, start] };
    const type = header.mode === '>' ? Scalar.Scalar.BLOCK_FOLDED : Scalar.Scalar.BLOCK_LITERAL;
    const lines = scalar.source ? splitLines(scalar.source) : [];
    // determine the end of content & start of chomping
    let chompStart = lines.length;
    for (let i = lines.length - 1; i >= 0; --i) {
        const content = lines[i][1];
        if (content === '' || content === '\r')
            chompStart = i;
        else
            break;
    }
    // shortcut for empty contents
    if (chompStart === 0) {
        const value = header.chomp === '+' && lines.length > 0
            ? '\n'.repeat(Math.max(1, lines.length - 1))
            : '';
        let end = start + header.length;
        if (scalar.source)
            end += scalar.source.length;
        return { value, type, comment: header.comment, range: [start, end, end] };
    }
    // find the indentation level to trim from start
    let trimIndent = scalar.indent + header.indent;
    let offset = scalar.offset + header.length;
    let contentStart = 0;
    for (let i = 0; i < chompStart; ++i) {
        const [indent, content] = lines[i];
        if (content === '' || content === '\r') {
            if (header.indent === 0 && indent.length > trimIndent)
                trimIndent = indent.length;
        }
        else {
            if (indent.length < trimIndent) {
                const message = 'Block scalars with more-indented leading empty lines must use an explicit indentation indicator';
                onError(offset + indent.length, 'MISSING_CHAR', message);
            }
            if (header.indent === 0)
                trimIndent = indent.length;
            contentStart = i;
            if (trimIndent === 0 && !ctx.atRoot) {
                const message = 'Block scalar values in collections must be indented';
                onError(offset, 'BAD_INDENT', message);
            }
            break;
        }
        offset += indent.length + content.length + 1;
    }
    // include trailing more-indented empty lines in content
    for (let i = lines.length - 1; i >= chompStart; --i) {
        if (lines[i][0].length > trimIndent)
            chompStart = i + 1;
    }
    let value = '';
    let sep = '';
    let prevMoreIndented = false;
    // leading whitespace is kept intact
    for (let i = 0; i < contentStart; ++i)
        value += lines[i][0].slice(trimIndent) + '\n';
    for (let i = contentStart; i < chompStart; ++i) {
        let [indent, content] = lines[i];
        offset += indent.length + content.length + 1;
        const crlf = content[content.length - 1] === '\r';
        if (crlf)
            content = content.slice(0, -1);
        /* istanbul ignore if already caught in lexer */
        if (content && indent.length < trimIndent) {
            const src = header.indent
                ? 'explicit indentation indicator'
                : 'first line';
            const message = `Block scalar lines must not be less indented than their ${src}`;
            onError(offset - content.length - (crlf ? 2 : 1), 'BAD_INDENT', message);
            indent = '';
        }
        if (type === Scalar.Scalar.BLOCK_LITERAL) {
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
        }
        else if (indent.length > trimIndent || content[0] === '\t') {
            // more-indented content within a folded block
            if (sep === ' ')
                sep = '\n';
            else if (!prevMoreIndented && sep === '\n')
                sep = '\n\n';
            value += sep + indent.slice(trimIndent) + content;
            sep = '\n';
            prevMoreIndented = true;
        }
        else if (content === '') {
            // empty line
            if (sep === '\n')
                value += '\n';
            else
                sep = '\n';
        }
        else {
            value += sep + content;
            sep = ' ';
            prevMoreIndented = false;
        }
    }
    switch (header.chomp) {
        case '-':
            break;
        case '+':
            for (let i = chompStart; i < lines.length; ++i)
                value += '\n' + lines[i][0].slice(trimIndent);
            if (value[value.length - 1] !== '\n')
                value += '\n';
            break;
        default:
            value += '\n';
    }
    const end = start + header.length + scalar.source.length;
    return { value, type, comment: header.comment, range: [start, end, end] };
}
function parseBlockScalarHeader({ offset, props }, strict, onError) {
    /* istanbul ignore if should not happen */
    if (props[0].type !== 'block-scalar-header') {
        onError(props[0], 'IMPOSSIBLE', 'Block scalar header not found');
        return null;
    }
    const { source } = props[0];
    const mode = source[0];
    let indent = 0;
    let chomp = '';
    let error = -1;
    for (let i = 1; i < source.length; ++i) {
        const ch = source[i];
        if (!chomp && (ch === '-' || ch === '+'))
            chomp = ch;
        else {
            const n = Number(ch);
            if (!indent && n)
                indent = n;
            else if (error === -1)
                error = offset + i;
        }
    }
    if (error !== -1)
        onError(error, 'UNEXPECTED_TOKEN', `Block scalar header includes extra characters: ${source}`);
    let hasSpace = false;
    let comment = '';
    let length = source.length;
    for (let i = 1; i < props.length; ++i) {
        const token = props[i];
        switch (token.type) {
            case 'space':
                hasSpace = true;
            // fallthrough
            case 'newline':
                length += token.source.length;
                break;
            case 'comment':
                if (strict && !hasSpace) {
                    const message = 'Comments must be separated from other tokens by white space characters';
                    onError(token, 'MISSING_CHAR', message);
                }
                length += token.source.length;
                comment = token.source.substring(1);
                break;
            case 'error':
                onError(token, 'UNEXPECTED_TOKEN', token.message);
                length += token.source.length;
                break;
            /* istanbul ignore next should not happen */
            default: {
                const message = `Unexpected token in block scalar header: ${token.type}`;
                onError(token, 'UNEXPECTED_TOKEN', message);
                const ts = token.source;
                if (ts && typeof ts === 'string')
                    length += ts.length;
            }
        }
    }
    return { mode, indent, chomp, comment, length };
}
/** @returns Array of lines split up as `[indent, content]` */
function splitLines(source) {
    const split = source.split(/\n( *)/);
    const first = split[0];
    const m = first.match(/^( *)/);
    const line0 = m?.[1]
        ? [m[1], first.slice(m[1].length)]
        : ['', first];
    const lines = [line0];
    for (let i = 1; i < split.length; i += 2)
        lines.push([split[i], split[i + 1]]);
    return lines;
}

exports.resolveBlockScalar = resolveBlockScalar;


/***/ }),

/***/ 334:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var YAMLSeq = __nccwpck_require__(2223);
var resolveProps = __nccwpck_require__(4631);
var utilFlowIndentCheck = __nccwpck_require__(4051);

function resolveBlockSeq({ composeNode, composeEmptyNode }, ctx, bs, onError, tag) {
    const NodeClass = tag?.nodeClass ?? YAMLSeq.YAMLSeq;
    const seq = new NodeClass(ctx.schema);
    if (ctx.atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = bs.offset;
    let commentEnd = null;
    for (const { start, value } of bs.items) {
        const props = resolveProps.resolveProps(start, {
            indicator: 'seq-item-ind',
            next: value,
            offset,
            onError,
            parentIndent: bs.indent,
            startOnNewline: true
        });
        if (!props.found) {
            if (props.anchor || props.tag || value) {
                if (value?.type === 'block-seq')
                    onError(props.end, 'BAD_INDENT', 'All sequence items must start at the same column');
                else
                    onError(offset, 'MISSING_CHAR', 'Sequence item without - indicator');
            }
            else {
                commentEnd = props.end;
                if (props.comment)
                    seq.comment = props.comment;
                continue;
            }
        }
        const node = value
            ? composeNode(ctx, value, props, onError)
            : composeEmptyNode(ctx, props.end, start, null, props, onError);
        if (ctx.schema.compat)
            utilFlowIndentCheck.flowIndentCheck(bs.indent, value, onError);
        offset = node.range[2];
        seq.items.push(node);
    }
    seq.range = [bs.offset, offset, commentEnd ?? offset];
    return seq;
}

exports.resolveBlockSeq = resolveBlockSeq;


/***/ }),

/***/ 7788:
/***/ ((__unused_webpack_module, exports) => {



function resolveEnd(end, offset, reqSpace, onError) {
    let comment = '';
    if (end) {
        let hasSpace = false;
        let sep = '';
        for (const token of end) {
            const { source, type } = token;
            switch (type) {
                case 'space':
                    hasSpace = true;
                    break;
                case 'comment': {
                    if (reqSpace && !hasSpace)
                        onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                    const cb = source.substring(1) || ' ';
                    if (!comment)
                        comment = cb;
                    else
                        comment += sep + cb;
                    sep = '';
                    break;
                }
                case 'newline':
                    if (comment)
                        sep += source;
                    hasSpace = true;
                    break;
                default:
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${type} at node end`);
            }
            offset += source.length;
        }
    }
    return { comment, offset };
}

exports.resolveEnd = resolveEnd;


/***/ }),

/***/ 3142:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var resolveEnd = __nccwpck_require__(7788);
var resolveProps = __nccwpck_require__(4631);
var utilContainsNewline = __nccwpck_require__(9499);
var utilMapIncludes = __nccwpck_require__(1187);

const blockMsg = 'Block collections are not allowed within flow collections';
const isBlock = (token) => token && (token.type === 'block-map' || token.type === 'block-seq');
function resolveFlowCollection({ composeNode, composeEmptyNode }, ctx, fc, onError, tag) {
    const isMap = fc.start.source === '{';
    const fcName = isMap ? 'flow map' : 'flow sequence';
    const NodeClass = (tag?.nodeClass ?? (isMap ? YAMLMap.YAMLMap : YAMLSeq.YAMLSeq));
    const coll = new NodeClass(ctx.schema);
    coll.flow = true;
    const atRoot = ctx.atRoot;
    if (atRoot)
        ctx.atRoot = false;
    if (ctx.atKey)
        ctx.atKey = false;
    let offset = fc.offset + fc.start.source.length;
    for (let i = 0; i < fc.items.length; ++i) {
        const collItem = fc.items[i];
        const { start, key, sep, value } = collItem;
        const props = resolveProps.resolveProps(start, {
            flow: fcName,
            indicator: 'explicit-key-ind',
            next: key ?? sep?.[0],
            offset,
            onError,
            parentIndent: fc.indent,
            startOnNewline: false
        });
        if (!props.found) {
            if (!props.anchor && !props.tag && !sep && !value) {
                if (i === 0 && props.comma)
                    onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
                else if (i < fc.items.length - 1)
                    onError(props.start, 'UNEXPECTED_TOKEN', `Unexpected empty item in ${fcName}`);
                if (props.comment) {
                    if (coll.comment)
                        coll.comment += '\n' + props.comment;
                    else
                        coll.comment = props.comment;
                }
                offset = props.end;
                continue;
            }
            if (!isMap && ctx.options.strict && utilContainsNewline.containsNewline(key))
                onError(key, // checked by containsNewline()
                'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
        }
        if (i === 0) {
            if (props.comma)
                onError(props.comma, 'UNEXPECTED_TOKEN', `Unexpected , in ${fcName}`);
        }
        else {
            if (!props.comma)
                onError(props.start, 'MISSING_CHAR', `Missing , between ${fcName} items`);
            if (props.comment) {
                let prevItemComment = '';
                loop: for (const st of start) {
                    switch (st.type) {
                        case 'comma':
                        case 'space':
                            break;
                        case 'comment':
                            prevItemComment = st.source.substring(1);
                            break loop;
                        default:
                            break loop;
                    }
                }
                if (prevItemComment) {
                    let prev = coll.items[coll.items.length - 1];
                    if (identity.isPair(prev))
                        prev = prev.value ?? prev.key;
                    if (prev.comment)
                        prev.comment += '\n' + prevItemComment;
                    else
                        prev.comment = prevItemComment;
                    props.comment = props.comment.substring(prevItemComment.length + 1);
                }
            }
        }
        if (!isMap && !sep && !props.found) {
            // item is a value in a seq
            // → key & sep are empty, start does not include ? or :
            const valueNode = value
                ? composeNode(ctx, value, props, onError)
                : composeEmptyNode(ctx, props.end, sep, null, props, onError);
            coll.items.push(valueNode);
            offset = valueNode.range[2];
            if (isBlock(value))
                onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
        }
        else {
            // item is a key+value pair
            // key value
            ctx.atKey = true;
            const keyStart = props.end;
            const keyNode = key
                ? composeNode(ctx, key, props, onError)
                : composeEmptyNode(ctx, keyStart, start, null, props, onError);
            if (isBlock(key))
                onError(keyNode.range, 'BLOCK_IN_FLOW', blockMsg);
            ctx.atKey = false;
            // value properties
            const valueProps = resolveProps.resolveProps(sep ?? [], {
                flow: fcName,
                indicator: 'map-value-ind',
                next: value,
                offset: keyNode.range[2],
                onError,
                parentIndent: fc.indent,
                startOnNewline: false
            });
            if (valueProps.found) {
                if (!isMap && !props.found && ctx.options.strict) {
                    if (sep)
                        for (const st of sep) {
                            if (st === valueProps.found)
                                break;
                            if (st.type === 'newline') {
                                onError(st, 'MULTILINE_IMPLICIT_KEY', 'Implicit keys of flow sequence pairs need to be on a single line');
                                break;
                            }
                        }
                    if (props.start < valueProps.found.offset - 1024)
                        onError(valueProps.found, 'KEY_OVER_1024_CHARS', 'The : indicator must be at most 1024 chars after the start of an implicit flow sequence key');
                }
            }
            else if (value) {
                if ('source' in value && value.source?.[0] === ':')
                    onError(value, 'MISSING_CHAR', `Missing space after : in ${fcName}`);
                else
                    onError(valueProps.start, 'MISSING_CHAR', `Missing , or : between ${fcName} items`);
            }
            // value value
            const valueNode = value
                ? composeNode(ctx, value, valueProps, onError)
                : valueProps.found
                    ? composeEmptyNode(ctx, valueProps.end, sep, null, valueProps, onError)
                    : null;
            if (valueNode) {
                if (isBlock(value))
                    onError(valueNode.range, 'BLOCK_IN_FLOW', blockMsg);
            }
            else if (valueProps.comment) {
                if (keyNode.comment)
                    keyNode.comment += '\n' + valueProps.comment;
                else
                    keyNode.comment = valueProps.comment;
            }
            const pair = new Pair.Pair(keyNode, valueNode);
            if (ctx.options.keepSourceTokens)
                pair.srcToken = collItem;
            if (isMap) {
                const map = coll;
                if (utilMapIncludes.mapIncludes(ctx, map.items, keyNode))
                    onError(keyStart, 'DUPLICATE_KEY', 'Map keys must be unique');
                map.items.push(pair);
            }
            else {
                const map = new YAMLMap.YAMLMap(ctx.schema);
                map.flow = true;
                map.items.push(pair);
                const endRange = (valueNode ?? keyNode).range;
                map.range = [keyNode.range[0], endRange[1], endRange[2]];
                coll.items.push(map);
            }
            offset = valueNode ? valueNode.range[2] : valueProps.end;
        }
    }
    const expectedEnd = isMap ? '}' : ']';
    const [ce, ...ee] = fc.end;
    let cePos = offset;
    if (ce?.source === expectedEnd)
        cePos = ce.offset + ce.source.length;
    else {
        const name = fcName[0].toUpperCase() + fcName.substring(1);
        const msg = atRoot
            ? `${name} must end with a ${expectedEnd}`
            : `${name} in block collection must be sufficiently indented and end with a ${expectedEnd}`;
        onError(offset, atRoot ? 'MISSING_CHAR' : 'BAD_INDENT', msg);
        if (ce && ce.source.length !== 1)
            ee.unshift(ce);
    }
    if (ee.length > 0) {
        const end = resolveEnd.resolveEnd(ee, cePos, ctx.options.strict, onError);
        if (end.comment) {
            if (coll.comment)
                coll.comment += '\n' + end.comment;
            else
                coll.comment = end.comment;
        }
        coll.range = [fc.offset, cePos, end.offset];
    }
    else {
        coll.range = [fc.offset, cePos, cePos];
    }
    return coll;
}

exports.resolveFlowCollection = resolveFlowCollection;


/***/ }),

/***/ 6842:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var resolveEnd = __nccwpck_require__(7788);

function resolveFlowScalar(scalar, strict, onError) {
    const { offset, type, source, end } = scalar;
    let _type;
    let value;
    const _onError = (rel, code, msg) => onError(offset + rel, code, msg);
    switch (type) {
        case 'scalar':
            _type = Scalar.Scalar.PLAIN;
            value = plainValue(source, _onError);
            break;
        case 'single-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_SINGLE;
            value = singleQuotedValue(source, _onError);
            break;
        case 'double-quoted-scalar':
            _type = Scalar.Scalar.QUOTE_DOUBLE;
            value = doubleQuotedValue(source, _onError);
            break;
        /* istanbul ignore next should not happen */
        default:
            onError(scalar, 'UNEXPECTED_TOKEN', `Expected a flow scalar value, but found: ${type}`);
            return {
                value: '',
                type: null,
                comment: '',
                range: [offset, offset + source.length, offset + source.length]
            };
    }
    const valueEnd = offset + source.length;
    const re = resolveEnd.resolveEnd(end, valueEnd, strict, onError);
    return {
        value,
        type: _type,
        comment: re.comment,
        range: [offset, valueEnd, re.offset]
    };
}
function plainValue(source, onError) {
    let badChar = '';
    switch (source[0]) {
        /* istanbul ignore next should not happen */
        case '\t':
            badChar = 'a tab character';
            break;
        case ',':
            badChar = 'flow indicator character ,';
            break;
        case '%':
            badChar = 'directive indicator character %';
            break;
        case '|':
        case '>': {
            badChar = `block scalar indicator ${source[0]}`;
            break;
        }
        case '@':
        case '`': {
            badChar = `reserved character ${source[0]}`;
            break;
        }
    }
    if (badChar)
        onError(0, 'BAD_SCALAR_START', `Plain value cannot start with ${badChar}`);
    return unfoldLines(source);
}
function singleQuotedValue(source, onError) {
    if (source[source.length - 1] !== "'" || source.length === 1)
        onError(source.length, 'MISSING_CHAR', "Missing closing 'quote");
    return unfoldLines(source.slice(1, -1)).replace(/''/g, "'");
}
function unfoldLines(source) {
    const line = /(.*?)\r?\n/sy;
    let match = line.exec(source);
    if (!match)
        return source;
    /**
     * The negative lookbehinds in these RegExps are to
     * prevent causing a polynomial search time in certain cases.
     *
     * The try-catch is for Safari < 16.4 and other old browsers:
     * https://caniuse.com/js-regexp-lookbehind
     */
    let trimEnd, trimBoth;
    try {
        trimEnd = new RegExp('(?<![ \t])[ \t]+$');
        trimBoth = new RegExp('^[ \t]+|(?<![ \t])[ \t]+$', 'g');
    }
    catch {
        trimEnd = /[ \t]+$/;
        trimBoth = /^[ \t]+|[ \t]+$/g;
    }
    let res = match[1].replace(trimEnd, '');
    let sep = ' ';
    let pos = line.lastIndex;
    while ((match = line.exec(source))) {
        const lm = match[1].replace(trimBoth, '');
        if (lm === '') {
            if (sep === '\n')
                res += sep;
            else
                sep = '\n';
        }
        else {
            res += sep + lm;
            sep = ' ';
        }
        pos = line.lastIndex;
    }
    const last = /[ \t]*(.*)/sy;
    last.lastIndex = pos;
    match = last.exec(source);
    return res + sep + (match?.[1] ?? '');
}
function doubleQuotedValue(source, onError) {
    let res = '';
    for (let i = 1; i < source.length - 1; ++i) {
        const ch = source[i];
        if (ch === '\r' && source[i + 1] === '\n')
            continue;
        if (ch === '\n') {
            const { fold, offset } = foldNewline(source, i);
            res += fold;
            i = offset;
        }
        else if (ch === '\\') {
            let next = source[++i];
            const cc = escapeCodes[next];
            if (cc)
                res += cc;
            else if (next === '\n') {
                // skip escaped newlines, but still trim the following line
                next = source[i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === '\r' && source[i + 1] === '\n') {
                // skip escaped CRLF newlines, but still trim the following line
                next = source[++i + 1];
                while (next === ' ' || next === '\t')
                    next = source[++i + 1];
            }
            else if (next === 'x' || next === 'u' || next === 'U') {
                const length = next === 'x' ? 2 : next === 'u' ? 4 : 8;
                res += parseCharCode(source, i + 1, length, onError);
                i += length;
            }
            else {
                const raw = source.substr(i - 1, 2);
                onError(i - 1, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
                res += raw;
            }
        }
        else if (ch === ' ' || ch === '\t') {
            // trim trailing whitespace
            const wsStart = i;
            let next = source[i + 1];
            while (next === ' ' || next === '\t')
                next = source[++i + 1];
            if (next !== '\n' && !(next === '\r' && source[i + 2] === '\n'))
                res += i > wsStart ? source.slice(wsStart, i + 1) : ch;
        }
        else {
            res += ch;
        }
    }
    if (source[source.length - 1] !== '"' || source.length === 1)
        onError(source.length, 'MISSING_CHAR', 'Missing closing "quote');
    return res;
}
/**
 * Fold a single newline into a space, multiple newlines to N - 1 newlines.
 * Presumes `source[offset] === '\n'`
 */
function foldNewline(source, offset) {
    let fold = '';
    let ch = source[offset + 1];
    while (ch === ' ' || ch === '\t' || ch === '\n' || ch === '\r') {
        if (ch === '\r' && source[offset + 2] !== '\n')
            break;
        if (ch === '\n')
            fold += '\n';
        offset += 1;
        ch = source[offset + 1];
    }
    if (!fold)
        fold = ' ';
    return { fold, offset };
}
const escapeCodes = {
    '0': '\0', // null character
    a: '\x07', // bell character
    b: '\b', // backspace
    e: '\x1b', // escape character
    f: '\f', // form feed
    n: '\n', // line feed
    r: '\r', // carriage return
    t: '\t', // horizontal tab
    v: '\v', // vertical tab
    N: '\u0085', // Unicode next line
    _: '\u00a0', // Unicode non-breaking space
    L: '\u2028', // Unicode line separator
    P: '\u2029', // Unicode paragraph separator
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t'
};
function parseCharCode(source, offset, length, onError) {
    const cc = source.substr(offset, length);
    const ok = cc.length === length && /^[0-9a-fA-F]+$/.test(cc);
    const code = ok ? parseInt(cc, 16) : NaN;
    try {
        return String.fromCodePoint(code);
    }
    catch {
        const raw = source.substr(offset - 2, length + 2);
        onError(offset - 2, 'BAD_DQ_ESCAPE', `Invalid escape sequence ${raw}`);
        return raw;
    }
}

exports.resolveFlowScalar = resolveFlowScalar;


/***/ }),

/***/ 4631:
/***/ ((__unused_webpack_module, exports) => {



function resolveProps(tokens, { flow, indicator, next, offset, onError, parentIndent, startOnNewline }) {
    let spaceBefore = false;
    let atNewline = startOnNewline;
    let hasSpace = startOnNewline;
    let comment = '';
    let commentSep = '';
    let hasNewline = false;
    let reqSpace = false;
    let tab = null;
    let anchor = null;
    let tag = null;
    let newlineAfterProp = null;
    let comma = null;
    let found = null;
    let start = null;
    for (const token of tokens) {
        if (reqSpace) {
            if (token.type !== 'space' &&
                token.type !== 'newline' &&
                token.type !== 'comma')
                onError(token.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
            reqSpace = false;
        }
        if (tab) {
            if (atNewline && token.type !== 'comment' && token.type !== 'newline') {
                onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
            }
            tab = null;
        }
        switch (token.type) {
            case 'space':
                // At the doc level, tabs at line start may be parsed
                // as leading white space rather than indentation.
                // In a flow collection, only the parser handles indent.
                if (!flow &&
                    (indicator !== 'doc-start' || next?.type !== 'flow-collection') &&
                    token.source.includes('\t')) {
                    tab = token;
                }
                hasSpace = true;
                break;
            case 'comment': {
                if (!hasSpace)
                    onError(token, 'MISSING_CHAR', 'Comments must be separated from other tokens by white space characters');
                const cb = token.source.substring(1) || ' ';
                if (!comment)
                    comment = cb;
                else
                    comment += commentSep + cb;
                commentSep = '';
                atNewline = false;
                break;
            }
            case 'newline':
                if (atNewline) {
                    if (comment)
                        comment += token.source;
                    else if (!found || indicator !== 'seq-item-ind')
                        spaceBefore = true;
                }
                else
                    commentSep += token.source;
                atNewline = true;
                hasNewline = true;
                if (anchor || tag)
                    newlineAfterProp = token;
                hasSpace = true;
                break;
            case 'anchor':
                if (anchor)
                    onError(token, 'MULTIPLE_ANCHORS', 'A node can have at most one anchor');
                if (token.source.endsWith(':'))
                    onError(token.offset + token.source.length - 1, 'BAD_ALIAS', 'Anchor ending in : is ambiguous', true);
                anchor = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            case 'tag': {
                if (tag)
                    onError(token, 'MULTIPLE_TAGS', 'A node can have at most one tag');
                tag = token;
                start ?? (start = token.offset);
                atNewline = false;
                hasSpace = false;
                reqSpace = true;
                break;
            }
            case indicator:
                // Could here handle preceding comments differently
                if (anchor || tag)
                    onError(token, 'BAD_PROP_ORDER', `Anchors and tags must be after the ${token.source} indicator`);
                if (found)
                    onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.source} in ${flow ?? 'collection'}`);
                found = token;
                atNewline =
                    indicator === 'seq-item-ind' || indicator === 'explicit-key-ind';
                hasSpace = false;
                break;
            case 'comma':
                if (flow) {
                    if (comma)
                        onError(token, 'UNEXPECTED_TOKEN', `Unexpected , in ${flow}`);
                    comma = token;
                    atNewline = false;
                    hasSpace = false;
                    break;
                }
            // else fallthrough
            default:
                onError(token, 'UNEXPECTED_TOKEN', `Unexpected ${token.type} token`);
                atNewline = false;
                hasSpace = false;
        }
    }
    const last = tokens[tokens.length - 1];
    const end = last ? last.offset + last.source.length : offset;
    if (reqSpace &&
        next &&
        next.type !== 'space' &&
        next.type !== 'newline' &&
        next.type !== 'comma' &&
        (next.type !== 'scalar' || next.source !== '')) {
        onError(next.offset, 'MISSING_CHAR', 'Tags and anchors must be separated from the next token by white space');
    }
    if (tab &&
        ((atNewline && tab.indent <= parentIndent) ||
            next?.type === 'block-map' ||
            next?.type === 'block-seq'))
        onError(tab, 'TAB_AS_INDENT', 'Tabs are not allowed as indentation');
    return {
        comma,
        found,
        spaceBefore,
        comment,
        hasNewline,
        anchor,
        tag,
        newlineAfterProp,
        end,
        start: start ?? end
    };
}

exports.resolveProps = resolveProps;


/***/ }),

/***/ 9499:
/***/ ((__unused_webpack_module, exports) => {



function containsNewline(key) {
    if (!key)
        return null;
    switch (key.type) {
        case 'alias':
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            if (key.source.includes('\n'))
                return true;
            if (key.end)
                for (const st of key.end)
                    if (st.type === 'newline')
                        return true;
            return false;
        case 'flow-collection':
            for (const it of key.items) {
                for (const st of it.start)
                    if (st.type === 'newline')
                        return true;
                if (it.sep)
                    for (const st of it.sep)
                        if (st.type === 'newline')
                            return true;
                if (containsNewline(it.key) || containsNewline(it.value))
                    return true;
            }
            return false;
        default:
            return true;
    }
}

exports.containsNewline = containsNewline;


/***/ }),

/***/ 2599:
/***/ ((__unused_webpack_module, exports) => {



function emptyScalarPosition(offset, before, pos) {
    if (before) {
        pos ?? (pos = before.length);
        for (let i = pos - 1; i >= 0; --i) {
            let st = before[i];
            switch (st.type) {
                case 'space':
                case 'comment':
                case 'newline':
                    offset -= st.source.length;
                    continue;
            }
            // Technically, an empty scalar is immediately after the last non-empty
            // node, but it's more useful to place it after any whitespace.
            st = before[++i];
            while (st?.type === 'space') {
                offset += st.source.length;
                st = before[++i];
            }
            break;
        }
    }
    return offset;
}

exports.emptyScalarPosition = emptyScalarPosition;


/***/ }),

/***/ 4051:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var utilContainsNewline = __nccwpck_require__(9499);

function flowIndentCheck(indent, fc, onError) {
    if (fc?.type === 'flow-collection') {
        const end = fc.end[0];
        if (end.indent === indent &&
            (end.source === ']' || end.source === '}') &&
            utilContainsNewline.containsNewline(fc)) {
            const msg = 'Flow end indicator should be more indented than parent';
            onError(end, 'BAD_INDENT', msg, true);
        }
    }
}

exports.flowIndentCheck = flowIndentCheck;


/***/ }),

/***/ 1187:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

function mapIncludes(ctx, items, search) {
    const { uniqueKeys } = ctx.options;
    if (uniqueKeys === false)
        return false;
    const isEqual = typeof uniqueKeys === 'function'
        ? uniqueKeys
        : (a, b) => a === b || (identity.isScalar(a) && identity.isScalar(b) && a.value === b.value);
    return items.some(pair => isEqual(pair.key, search));
}

exports.mapIncludes = mapIncludes;


/***/ }),

/***/ 3021:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var toJS = __nccwpck_require__(6424);
var Schema = __nccwpck_require__(5840);
var stringifyDocument = __nccwpck_require__(6829);
var anchors = __nccwpck_require__(1596);
var applyReviver = __nccwpck_require__(3661);
var createNode = __nccwpck_require__(2404);
var directives = __nccwpck_require__(1342);

class Document {
    constructor(value, replacer, options) {
        /** A comment before this Document */
        this.commentBefore = null;
        /** A comment immediately after this Document */
        this.comment = null;
        /** Errors encountered during parsing. */
        this.errors = [];
        /** Warnings encountered during parsing. */
        this.warnings = [];
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.DOC });
        let _replacer = null;
        if (typeof replacer === 'function' || Array.isArray(replacer)) {
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const opt = Object.assign({
            intAsBigInt: false,
            keepSourceTokens: false,
            logLevel: 'warn',
            prettyErrors: true,
            strict: true,
            stringKeys: false,
            uniqueKeys: true,
            version: '1.2'
        }, options);
        this.options = opt;
        let { version } = opt;
        if (options?._directives) {
            this.directives = options._directives.atDocument();
            if (this.directives.yaml.explicit)
                version = this.directives.yaml.version;
        }
        else
            this.directives = new directives.Directives({ version });
        this.setSchema(version, options);
        // @ts-expect-error We can't really know that this matches Contents.
        this.contents =
            value === undefined ? null : this.createNode(value, _replacer, options);
    }
    /**
     * Create a deep copy of this Document and its contents.
     *
     * Custom Node values that inherit from `Object` still refer to their original instances.
     */
    clone() {
        const copy = Object.create(Document.prototype, {
            [identity.NODE_TYPE]: { value: identity.DOC }
        });
        copy.commentBefore = this.commentBefore;
        copy.comment = this.comment;
        copy.errors = this.errors.slice();
        copy.warnings = this.warnings.slice();
        copy.options = Object.assign({}, this.options);
        if (this.directives)
            copy.directives = this.directives.clone();
        copy.schema = this.schema.clone();
        // @ts-expect-error We can't really know that this matches Contents.
        copy.contents = identity.isNode(this.contents)
            ? this.contents.clone(copy.schema)
            : this.contents;
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** Adds a value to the document. */
    add(value) {
        if (assertCollection(this.contents))
            this.contents.add(value);
    }
    /** Adds a value to the document. */
    addIn(path, value) {
        if (assertCollection(this.contents))
            this.contents.addIn(path, value);
    }
    /**
     * Create a new `Alias` node, ensuring that the target `node` has the required anchor.
     *
     * If `node` already has an anchor, `name` is ignored.
     * Otherwise, the `node.anchor` value will be set to `name`,
     * or if an anchor with that name is already present in the document,
     * `name` will be used as a prefix for a new unique anchor.
     * If `name` is undefined, the generated anchor will use 'a' as a prefix.
     */
    createAlias(node, name) {
        if (!node.anchor) {
            const prev = anchors.anchorNames(this);
            node.anchor =
                // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
                !name || prev.has(name) ? anchors.findNewAnchor(name || 'a', prev) : name;
        }
        return new Alias.Alias(node.anchor);
    }
    createNode(value, replacer, options) {
        let _replacer = undefined;
        if (typeof replacer === 'function') {
            value = replacer.call({ '': value }, '', value);
            _replacer = replacer;
        }
        else if (Array.isArray(replacer)) {
            const keyToStr = (v) => typeof v === 'number' || v instanceof String || v instanceof Number;
            const asStr = replacer.filter(keyToStr).map(String);
            if (asStr.length > 0)
                replacer = replacer.concat(asStr);
            _replacer = replacer;
        }
        else if (options === undefined && replacer) {
            options = replacer;
            replacer = undefined;
        }
        const { aliasDuplicateObjects, anchorPrefix, flow, keepUndefined, onTagObj, tag } = options ?? {};
        const { onAnchor, setAnchors, sourceObjects } = anchors.createNodeAnchors(this, 
        // eslint-disable-next-line @typescript-eslint/prefer-nullish-coalescing
        anchorPrefix || 'a');
        const ctx = {
            aliasDuplicateObjects: aliasDuplicateObjects ?? true,
            keepUndefined: keepUndefined ?? false,
            onAnchor,
            onTagObj,
            replacer: _replacer,
            schema: this.schema,
            sourceObjects
        };
        const node = createNode.createNode(value, tag, ctx);
        if (flow && identity.isCollection(node))
            node.flow = true;
        setAnchors();
        return node;
    }
    /**
     * Convert a key and a value into a `Pair` using the current schema,
     * recursively wrapping all values as `Scalar` or `Collection` nodes.
     */
    createPair(key, value, options = {}) {
        const k = this.createNode(key, null, options);
        const v = this.createNode(value, null, options);
        return new Pair.Pair(k, v);
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        return assertCollection(this.contents) ? this.contents.delete(key) : false;
    }
    /**
     * Removes a value from the document.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        if (Collection.isEmptyPath(path)) {
            if (this.contents == null)
                return false;
            // @ts-expect-error Presumed impossible if Strict extends false
            this.contents = null;
            return true;
        }
        return assertCollection(this.contents)
            ? this.contents.deleteIn(path)
            : false;
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    get(key, keepScalar) {
        return identity.isCollection(this.contents)
            ? this.contents.get(key, keepScalar)
            : undefined;
    }
    /**
     * Returns item at `path`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        if (Collection.isEmptyPath(path))
            return !keepScalar && identity.isScalar(this.contents)
                ? this.contents.value
                : this.contents;
        return identity.isCollection(this.contents)
            ? this.contents.getIn(path, keepScalar)
            : undefined;
    }
    /**
     * Checks if the document includes a value with the key `key`.
     */
    has(key) {
        return identity.isCollection(this.contents) ? this.contents.has(key) : false;
    }
    /**
     * Checks if the document includes a value at `path`.
     */
    hasIn(path) {
        if (Collection.isEmptyPath(path))
            return this.contents !== undefined;
        return identity.isCollection(this.contents) ? this.contents.hasIn(path) : false;
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    set(key, value) {
        if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, [key], value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.set(key, value);
        }
    }
    /**
     * Sets a value in this document. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        if (Collection.isEmptyPath(path)) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = value;
        }
        else if (this.contents == null) {
            // @ts-expect-error We can't really know that this matches Contents.
            this.contents = Collection.collectionFromPath(this.schema, Array.from(path), value);
        }
        else if (assertCollection(this.contents)) {
            this.contents.setIn(path, value);
        }
    }
    /**
     * Change the YAML version and schema used by the document.
     * A `null` version disables support for directives, explicit tags, anchors, and aliases.
     * It also requires the `schema` option to be given as a `Schema` instance value.
     *
     * Overrides all previously set schema options.
     */
    setSchema(version, options = {}) {
        if (typeof version === 'number')
            version = String(version);
        let opt;
        switch (version) {
            case '1.1':
                if (this.directives)
                    this.directives.yaml.version = '1.1';
                else
                    this.directives = new directives.Directives({ version: '1.1' });
                opt = { resolveKnownTags: false, schema: 'yaml-1.1' };
                break;
            case '1.2':
            case 'next':
                if (this.directives)
                    this.directives.yaml.version = version;
                else
                    this.directives = new directives.Directives({ version });
                opt = { resolveKnownTags: true, schema: 'core' };
                break;
            case null:
                if (this.directives)
                    delete this.directives;
                opt = null;
                break;
            default: {
                const sv = JSON.stringify(version);
                throw new Error(`Expected '1.1', '1.2' or null as first argument, but found: ${sv}`);
            }
        }
        // Not using `instanceof Schema` to allow for duck typing
        if (options.schema instanceof Object)
            this.schema = options.schema;
        else if (opt)
            this.schema = new Schema.Schema(Object.assign(opt, options));
        else
            throw new Error(`With a null YAML version, the { schema: Schema } option is required`);
    }
    // json & jsonArg are only used from toJSON()
    toJS({ json, jsonArg, mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        const ctx = {
            anchors: new Map(),
            doc: this,
            keep: !json,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this.contents, jsonArg ?? '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
    /**
     * A JSON representation of the document `contents`.
     *
     * @param jsonArg Used by `JSON.stringify` to indicate the array index or
     *   property name.
     */
    toJSON(jsonArg, onAnchor) {
        return this.toJS({ json: true, jsonArg, mapAsMap: false, onAnchor });
    }
    /** A YAML representation of the document. */
    toString(options = {}) {
        if (this.errors.length > 0)
            throw new Error('Document with errors cannot be stringified');
        if ('indent' in options &&
            (!Number.isInteger(options.indent) || Number(options.indent) <= 0)) {
            const s = JSON.stringify(options.indent);
            throw new Error(`"indent" option must be a positive integer, not ${s}`);
        }
        return stringifyDocument.stringifyDocument(this, options);
    }
}
function assertCollection(contents) {
    if (identity.isCollection(contents))
        return true;
    throw new Error('Expected a YAML collection as document contents');
}

exports.Document = Document;


/***/ }),

/***/ 1596:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

/**
 * Verify that the input string is a valid anchor.
 *
 * Will throw on errors.
 */
function anchorIsValid(anchor) {
    if (/[\x00-\x19\s,[\]{}]/.test(anchor)) {
        const sa = JSON.stringify(anchor);
        const msg = `Anchor must not contain whitespace or control characters: ${sa}`;
        throw new Error(msg);
    }
    return true;
}
function anchorNames(root) {
    const anchors = new Set();
    visit.visit(root, {
        Value(_key, node) {
            if (node.anchor)
                anchors.add(node.anchor);
        }
    });
    return anchors;
}
/** Find a new anchor name with the given `prefix` and a one-indexed suffix. */
function findNewAnchor(prefix, exclude) {
    for (let i = 1; true; ++i) {
        const name = `${prefix}${i}`;
        if (!exclude.has(name))
            return name;
    }
}
function createNodeAnchors(doc, prefix) {
    const aliasObjects = [];
    const sourceObjects = new Map();
    let prevAnchors = null;
    return {
        onAnchor: (source) => {
            aliasObjects.push(source);
            prevAnchors ?? (prevAnchors = anchorNames(doc));
            const anchor = findNewAnchor(prefix, prevAnchors);
            prevAnchors.add(anchor);
            return anchor;
        },
        /**
         * With circular references, the source node is only resolved after all
         * of its child nodes are. This is why anchors are set only after all of
         * the nodes have been created.
         */
        setAnchors: () => {
            for (const source of aliasObjects) {
                const ref = sourceObjects.get(source);
                if (typeof ref === 'object' &&
                    ref.anchor &&
                    (identity.isScalar(ref.node) || identity.isCollection(ref.node))) {
                    ref.node.anchor = ref.anchor;
                }
                else {
                    const error = new Error('Failed to resolve repeated object (this should not happen)');
                    error.source = source;
                    throw error;
                }
            }
        },
        sourceObjects
    };
}

exports.anchorIsValid = anchorIsValid;
exports.anchorNames = anchorNames;
exports.createNodeAnchors = createNodeAnchors;
exports.findNewAnchor = findNewAnchor;


/***/ }),

/***/ 3661:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Applies the JSON.parse reviver algorithm as defined in the ECMA-262 spec,
 * in section 24.5.1.1 "Runtime Semantics: InternalizeJSONProperty" of the
 * 2021 edition: https://tc39.es/ecma262/#sec-json.parse
 *
 * Includes extensions for handling Map and Set objects.
 */
function applyReviver(reviver, obj, key, val) {
    if (val && typeof val === 'object') {
        if (Array.isArray(val)) {
            for (let i = 0, len = val.length; i < len; ++i) {
                const v0 = val[i];
                const v1 = applyReviver(reviver, val, String(i), v0);
                // eslint-disable-next-line @typescript-eslint/no-array-delete
                if (v1 === undefined)
                    delete val[i];
                else if (v1 !== v0)
                    val[i] = v1;
            }
        }
        else if (val instanceof Map) {
            for (const k of Array.from(val.keys())) {
                const v0 = val.get(k);
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    val.delete(k);
                else if (v1 !== v0)
                    val.set(k, v1);
            }
        }
        else if (val instanceof Set) {
            for (const v0 of Array.from(val)) {
                const v1 = applyReviver(reviver, val, v0, v0);
                if (v1 === undefined)
                    val.delete(v0);
                else if (v1 !== v0) {
                    val.delete(v0);
                    val.add(v1);
                }
            }
        }
        else {
            for (const [k, v0] of Object.entries(val)) {
                const v1 = applyReviver(reviver, val, k, v0);
                if (v1 === undefined)
                    delete val[k];
                else if (v1 !== v0)
                    val[k] = v1;
            }
        }
    }
    return reviver.call(obj, key, val);
}

exports.applyReviver = applyReviver;


/***/ }),

/***/ 2404:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

const defaultTagPrefix = 'tag:yaml.org,2002:';
function findTagObject(value, tagName, tags) {
    if (tagName) {
        const match = tags.filter(t => t.tag === tagName);
        const tagObj = match.find(t => !t.format) ?? match[0];
        if (!tagObj)
            throw new Error(`Tag ${tagName} not found`);
        return tagObj;
    }
    return tags.find(t => t.identify?.(value) && !t.format);
}
function createNode(value, tagName, ctx) {
    if (identity.isDocument(value))
        value = value.contents;
    if (identity.isNode(value))
        return value;
    if (identity.isPair(value)) {
        const map = ctx.schema[identity.MAP].createNode?.(ctx.schema, null, ctx);
        map.items.push(value);
        return map;
    }
    if (value instanceof String ||
        value instanceof Number ||
        value instanceof Boolean ||
        (typeof BigInt !== 'undefined' && value instanceof BigInt) // not supported everywhere
    ) {
        // https://tc39.es/ecma262/#sec-serializejsonproperty
        value = value.valueOf();
    }
    const { aliasDuplicateObjects, onAnchor, onTagObj, schema, sourceObjects } = ctx;
    // Detect duplicate references to the same object & use Alias nodes for all
    // after first. The `ref` wrapper allows for circular references to resolve.
    let ref = undefined;
    if (aliasDuplicateObjects && value && typeof value === 'object') {
        ref = sourceObjects.get(value);
        if (ref) {
            ref.anchor ?? (ref.anchor = onAnchor(value));
            return new Alias.Alias(ref.anchor);
        }
        else {
            ref = { anchor: null, node: null };
            sourceObjects.set(value, ref);
        }
    }
    if (tagName?.startsWith('!!'))
        tagName = defaultTagPrefix + tagName.slice(2);
    let tagObj = findTagObject(value, tagName, schema.tags);
    if (!tagObj) {
        if (value && typeof value.toJSON === 'function') {
            // eslint-disable-next-line @typescript-eslint/no-unsafe-call
            value = value.toJSON();
        }
        if (!value || typeof value !== 'object') {
            const node = new Scalar.Scalar(value);
            if (ref)
                ref.node = node;
            return node;
        }
        tagObj =
            value instanceof Map
                ? schema[identity.MAP]
                : Symbol.iterator in Object(value)
                    ? schema[identity.SEQ]
                    : schema[identity.MAP];
    }
    if (onTagObj) {
        onTagObj(tagObj);
        delete ctx.onTagObj;
    }
    const node = tagObj?.createNode
        ? tagObj.createNode(ctx.schema, value, ctx)
        : typeof tagObj?.nodeClass?.from === 'function'
            ? tagObj.nodeClass.from(ctx.schema, value, ctx)
            : new Scalar.Scalar(value);
    if (tagName)
        node.tag = tagName;
    else if (!tagObj.default)
        node.tag = tagObj.tag;
    if (ref)
        ref.node = node;
    return node;
}

exports.createNode = createNode;


/***/ }),

/***/ 1342:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var visit = __nccwpck_require__(204);

const escapeChars = {
    '!': '%21',
    ',': '%2C',
    '[': '%5B',
    ']': '%5D',
    '{': '%7B',
    '}': '%7D'
};
const escapeTagName = (tn) => tn.replace(/[!,[\]{}]/g, ch => escapeChars[ch]);
class Directives {
    constructor(yaml, tags) {
        /**
         * The directives-end/doc-start marker `---`. If `null`, a marker may still be
         * included in the document's stringified representation.
         */
        this.docStart = null;
        /** The doc-end marker `...`.  */
        this.docEnd = false;
        this.yaml = Object.assign({}, Directives.defaultYaml, yaml);
        this.tags = Object.assign({}, Directives.defaultTags, tags);
    }
    clone() {
        const copy = new Directives(this.yaml, this.tags);
        copy.docStart = this.docStart;
        return copy;
    }
    /**
     * During parsing, get a Directives instance for the current document and
     * update the stream state according to the current version's spec.
     */
    atDocument() {
        const res = new Directives(this.yaml, this.tags);
        switch (this.yaml.version) {
            case '1.1':
                this.atNextDocument = true;
                break;
            case '1.2':
                this.atNextDocument = false;
                this.yaml = {
                    explicit: Directives.defaultYaml.explicit,
                    version: '1.2'
                };
                this.tags = Object.assign({}, Directives.defaultTags);
                break;
        }
        return res;
    }
    /**
     * @param onError - May be called even if the action was successful
     * @returns `true` on success
     */
    add(line, onError) {
        if (this.atNextDocument) {
            this.yaml = { explicit: Directives.defaultYaml.explicit, version: '1.1' };
            this.tags = Object.assign({}, Directives.defaultTags);
            this.atNextDocument = false;
        }
        const parts = line.trim().split(/[ \t]+/);
        const name = parts.shift();
        switch (name) {
            case '%TAG': {
                if (parts.length !== 2) {
                    onError(0, '%TAG directive should contain exactly two parts');
                    if (parts.length < 2)
                        return false;
                }
                const [handle, prefix] = parts;
                this.tags[handle] = prefix;
                return true;
            }
            case '%YAML': {
                this.yaml.explicit = true;
                if (parts.length !== 1) {
                    onError(0, '%YAML directive should contain exactly one part');
                    return false;
                }
                const [version] = parts;
                if (version === '1.1' || version === '1.2') {
                    this.yaml.version = version;
                    return true;
                }
                else {
                    const isValid = /^\d+\.\d+$/.test(version);
                    onError(6, `Unsupported YAML version ${version}`, isValid);
                    return false;
                }
            }
            default:
                onError(0, `Unknown directive ${name}`, true);
                return false;
        }
    }
    /**
     * Resolves a tag, matching handles to those defined in %TAG directives.
     *
     * @returns Resolved tag, which may also be the non-specific tag `'!'` or a
     *   `'!local'` tag, or `null` if unresolvable.
     */
    tagName(source, onError) {
        if (source === '!')
            return '!'; // non-specific tag
        if (source[0] !== '!') {
            onError(`Not a valid tag: ${source}`);
            return null;
        }
        if (source[1] === '<') {
            const verbatim = source.slice(2, -1);
            if (verbatim === '!' || verbatim === '!!') {
                onError(`Verbatim tags aren't resolved, so ${source} is invalid.`);
                return null;
            }
            if (source[source.length - 1] !== '>')
                onError('Verbatim tags must end with a >');
            return verbatim;
        }
        const [, handle, suffix] = source.match(/^(.*!)([^!]*)$/s);
        if (!suffix)
            onError(`The ${source} tag has no suffix`);
        const prefix = this.tags[handle];
        if (prefix) {
            try {
                return prefix + decodeURIComponent(suffix);
            }
            catch (error) {
                onError(String(error));
                return null;
            }
        }
        if (handle === '!')
            return source; // local tag
        onError(`Could not resolve tag: ${source}`);
        return null;
    }
    /**
     * Given a fully resolved tag, returns its printable string form,
     * taking into account current tag prefixes and defaults.
     */
    tagString(tag) {
        for (const [handle, prefix] of Object.entries(this.tags)) {
            if (tag.startsWith(prefix))
                return handle + escapeTagName(tag.substring(prefix.length));
        }
        return tag[0] === '!' ? tag : `!<${tag}>`;
    }
    toString(doc) {
        const lines = this.yaml.explicit
            ? [`%YAML ${this.yaml.version || '1.2'}`]
            : [];
        const tagEntries = Object.entries(this.tags);
        let tagNames;
        if (doc && tagEntries.length > 0 && identity.isNode(doc.contents)) {
            const tags = {};
            visit.visit(doc.contents, (_key, node) => {
                if (identity.isNode(node) && node.tag)
                    tags[node.tag] = true;
            });
            tagNames = Object.keys(tags);
        }
        else
            tagNames = [];
        for (const [handle, prefix] of tagEntries) {
            if (handle === '!!' && prefix === 'tag:yaml.org,2002:')
                continue;
            if (!doc || tagNames.some(tn => tn.startsWith(prefix)))
                lines.push(`%TAG ${handle} ${prefix}`);
        }
        return lines.join('\n');
    }
}
Directives.defaultYaml = { explicit: false, version: '1.2' };
Directives.defaultTags = { '!!': 'tag:yaml.org,2002:' };

exports.Directives = Directives;


/***/ }),

/***/ 1464:
/***/ ((__unused_webpack_module, exports) => {



class YAMLError extends Error {
    constructor(name, pos, code, message) {
        super();
        this.name = name;
        this.code = code;
        this.message = message;
        this.pos = pos;
    }
}
class YAMLParseError extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLParseError', pos, code, message);
    }
}
class YAMLWarning extends YAMLError {
    constructor(pos, code, message) {
        super('YAMLWarning', pos, code, message);
    }
}
const prettifyError = (src, lc) => (error) => {
    if (error.pos[0] === -1)
        return;
    error.linePos = error.pos.map(pos => lc.linePos(pos));
    const { line, col } = error.linePos[0];
    error.message += ` at line ${line}, column ${col}`;
    let ci = col - 1;
    let lineStr = src
        .substring(lc.lineStarts[line - 1], lc.lineStarts[line])
        .replace(/[\n\r]+$/, '');
    // Trim to max 80 chars, keeping col position near the middle
    if (ci >= 60 && lineStr.length > 80) {
        const trimStart = Math.min(ci - 39, lineStr.length - 79);
        lineStr = '…' + lineStr.substring(trimStart);
        ci -= trimStart - 1;
    }
    if (lineStr.length > 80)
        lineStr = lineStr.substring(0, 79) + '…';
    // Include previous line in context if pointing at line start
    if (line > 1 && /^ *$/.test(lineStr.substring(0, ci))) {
        // Regexp won't match if start is trimmed
        let prev = src.substring(lc.lineStarts[line - 2], lc.lineStarts[line - 1]);
        if (prev.length > 80)
            prev = prev.substring(0, 79) + '…\n';
        lineStr = prev + lineStr;
    }
    if (/[^ ]/.test(lineStr)) {
        let count = 1;
        const end = error.linePos[1];
        if (end?.line === line && end.col > col) {
            count = Math.max(1, Math.min(end.col - col, 80 - ci));
        }
        const pointer = ' '.repeat(ci) + '^'.repeat(count);
        error.message += `:\n\n${lineStr}\n${pointer}\n`;
    }
};

exports.YAMLError = YAMLError;
exports.YAMLParseError = YAMLParseError;
exports.YAMLWarning = YAMLWarning;
exports.prettifyError = prettifyError;


/***/ }),

/***/ 8815:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var Schema = __nccwpck_require__(5840);
var errors = __nccwpck_require__(1464);
var Alias = __nccwpck_require__(4065);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);
var publicApi = __nccwpck_require__(4047);
var visit = __nccwpck_require__(204);



__webpack_unused_export__ = composer.Composer;
__webpack_unused_export__ = Document.Document;
__webpack_unused_export__ = Schema.Schema;
__webpack_unused_export__ = errors.YAMLError;
__webpack_unused_export__ = errors.YAMLParseError;
__webpack_unused_export__ = errors.YAMLWarning;
__webpack_unused_export__ = Alias.Alias;
__webpack_unused_export__ = identity.isAlias;
__webpack_unused_export__ = identity.isCollection;
__webpack_unused_export__ = identity.isDocument;
exports.jh = identity.isMap;
__webpack_unused_export__ = identity.isNode;
__webpack_unused_export__ = identity.isPair;
__webpack_unused_export__ = identity.isScalar;
__webpack_unused_export__ = identity.isSeq;
__webpack_unused_export__ = Pair.Pair;
__webpack_unused_export__ = Scalar.Scalar;
__webpack_unused_export__ = YAMLMap.YAMLMap;
__webpack_unused_export__ = YAMLSeq.YAMLSeq;
__webpack_unused_export__ = cst;
__webpack_unused_export__ = lexer.Lexer;
exports.HN = lineCounter.LineCounter;
__webpack_unused_export__ = parser.Parser;
__webpack_unused_export__ = publicApi.parse;
__webpack_unused_export__ = publicApi.parseAllDocuments;
exports.Tp = publicApi.parseDocument;
__webpack_unused_export__ = publicApi.stringify;
__webpack_unused_export__ = visit.visit;
__webpack_unused_export__ = visit.visitAsync;


/***/ }),

/***/ 7249:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);

function debug(logLevel, ...messages) {
    if (logLevel === 'debug')
        console.log(...messages);
}
function warn(logLevel, warning) {
    if (logLevel === 'debug' || logLevel === 'warn') {
        if (typeof node_process.emitWarning === 'function')
            node_process.emitWarning(warning);
        else
            console.warn(warning);
    }
}

exports.debug = debug;
exports.warn = warn;


/***/ }),

/***/ 4065:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var visit = __nccwpck_require__(204);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(6424);

class Alias extends Node.NodeBase {
    constructor(source) {
        super(identity.ALIAS);
        this.source = source;
        Object.defineProperty(this, 'tag', {
            set() {
                throw new Error('Alias nodes cannot have tags');
            }
        });
    }
    /**
     * Resolve the value of this alias within `doc`, finding the last
     * instance of the `source` anchor before this node.
     */
    resolve(doc, ctx) {
        if (ctx?.maxAliasCount === 0)
            throw new ReferenceError('Alias resolution is disabled');
        let nodes;
        if (ctx?.aliasResolveCache) {
            nodes = ctx.aliasResolveCache;
        }
        else {
            nodes = [];
            visit.visit(doc, {
                Node: (_key, node) => {
                    if (identity.isAlias(node) || identity.hasAnchor(node))
                        nodes.push(node);
                }
            });
            if (ctx)
                ctx.aliasResolveCache = nodes;
        }
        let found = undefined;
        for (const node of nodes) {
            if (node === this)
                break;
            if (node.anchor === this.source)
                found = node;
        }
        if (found && ctx) {
            const { anchors, doc, maxAliasCount } = ctx;
            let data = anchors.get(found);
            if (!data) {
                // Resolve anchors for Node.prototype.toJS()
                toJS.toJS(found, null, ctx);
                data = anchors.get(found);
            }
            /* istanbul ignore if */
            if (data?.res === undefined) {
                const msg = 'This should not happen: Alias anchor was not resolved?';
                throw new ReferenceError(msg);
            }
            if (maxAliasCount >= 0) {
                data.count += 1;
                if (data.aliasCount === 0)
                    data.aliasCount = getAliasCount(doc, found, anchors);
                if (data.count * data.aliasCount > maxAliasCount) {
                    const msg = 'Excessive alias count indicates a resource exhaustion attack';
                    throw new ReferenceError(msg);
                }
            }
        }
        return found;
    }
    toJSON(_arg, ctx) {
        if (!ctx)
            return { source: this.source };
        const source = this.resolve(ctx.doc, ctx);
        if (!source) {
            const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
            throw new ReferenceError(msg);
        }
        return ctx.anchors.get(source).res;
    }
    toString(ctx, _onComment, _onChompKeep) {
        const src = `*${this.source}`;
        if (ctx) {
            anchors.anchorIsValid(this.source);
            if (ctx.options.verifyAliasOrder && !ctx.anchors.has(this.source)) {
                const msg = `Unresolved alias (the anchor must be set before the alias): ${this.source}`;
                throw new Error(msg);
            }
            if (ctx.implicitKey)
                return `${src} `;
        }
        return src;
    }
}
function getAliasCount(doc, node, anchors) {
    if (identity.isAlias(node)) {
        const source = node.resolve(doc);
        const anchor = anchors && source && anchors.get(source);
        return anchor ? anchor.count * anchor.aliasCount : 0;
    }
    else if (identity.isCollection(node)) {
        let count = 0;
        for (const item of node.items) {
            const c = getAliasCount(doc, item, anchors);
            if (c > count)
                count = c;
        }
        return count;
    }
    else if (identity.isPair(node)) {
        const kc = getAliasCount(doc, node.key, anchors);
        const vc = getAliasCount(doc, node.value, anchors);
        return Math.max(kc, vc);
    }
    return 1;
}

exports.Alias = Alias;


/***/ }),

/***/ 101:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);

function collectionFromPath(schema, path, value) {
    let v = value;
    for (let i = path.length - 1; i >= 0; --i) {
        const k = path[i];
        if (typeof k === 'number' && Number.isInteger(k) && k >= 0) {
            const a = [];
            a[k] = v;
            v = a;
        }
        else {
            v = new Map([[k, v]]);
        }
    }
    return createNode.createNode(v, undefined, {
        aliasDuplicateObjects: false,
        keepUndefined: false,
        onAnchor: () => {
            throw new Error('This should not happen, please report a bug.');
        },
        schema,
        sourceObjects: new Map()
    });
}
// Type guard is intentionally a little wrong so as to be more useful,
// as it does not cover untypable empty non-string iterables (e.g. []).
const isEmptyPath = (path) => path == null ||
    (typeof path === 'object' && !!path[Symbol.iterator]().next().done);
class Collection extends Node.NodeBase {
    constructor(type, schema) {
        super(type);
        Object.defineProperty(this, 'schema', {
            value: schema,
            configurable: true,
            enumerable: false,
            writable: true
        });
    }
    /**
     * Create a copy of this collection.
     *
     * @param schema - If defined, overwrites the original's schema
     */
    clone(schema) {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (schema)
            copy.schema = schema;
        copy.items = copy.items.map(it => identity.isNode(it) || identity.isPair(it) ? it.clone(schema) : it);
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /**
     * Adds a value to the collection. For `!!map` and `!!omap` the value must
     * be a Pair instance or a `{ key, value }` object, which may not have a key
     * that already exists in the map.
     */
    addIn(path, value) {
        if (isEmptyPath(path))
            this.add(value);
        else {
            const [key, ...rest] = path;
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.addIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
    /**
     * Removes a value from the collection.
     * @returns `true` if the item was found and removed.
     */
    deleteIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.delete(key);
        const node = this.get(key, true);
        if (identity.isCollection(node))
            return node.deleteIn(rest);
        else
            throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
    }
    /**
     * Returns item at `key`, or `undefined` if not found. By default unwraps
     * scalar values from their surrounding node; to disable set `keepScalar` to
     * `true` (collections are always returned intact).
     */
    getIn(path, keepScalar) {
        const [key, ...rest] = path;
        const node = this.get(key, true);
        if (rest.length === 0)
            return !keepScalar && identity.isScalar(node) ? node.value : node;
        else
            return identity.isCollection(node) ? node.getIn(rest, keepScalar) : undefined;
    }
    hasAllNullValues(allowScalar) {
        return this.items.every(node => {
            if (!identity.isPair(node))
                return false;
            const n = node.value;
            return (n == null ||
                (allowScalar &&
                    identity.isScalar(n) &&
                    n.value == null &&
                    !n.commentBefore &&
                    !n.comment &&
                    !n.tag));
        });
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     */
    hasIn(path) {
        const [key, ...rest] = path;
        if (rest.length === 0)
            return this.has(key);
        const node = this.get(key, true);
        return identity.isCollection(node) ? node.hasIn(rest) : false;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     */
    setIn(path, value) {
        const [key, ...rest] = path;
        if (rest.length === 0) {
            this.set(key, value);
        }
        else {
            const node = this.get(key, true);
            if (identity.isCollection(node))
                node.setIn(rest, value);
            else if (node === undefined && this.schema)
                this.set(key, collectionFromPath(this.schema, rest, value));
            else
                throw new Error(`Expected YAML collection at ${key}. Remaining path: ${rest}`);
        }
    }
}

exports.Collection = Collection;
exports.collectionFromPath = collectionFromPath;
exports.isEmptyPath = isEmptyPath;


/***/ }),

/***/ 6673:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var applyReviver = __nccwpck_require__(3661);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(6424);

class NodeBase {
    constructor(type) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: type });
    }
    /** Create a copy of this node.  */
    clone() {
        const copy = Object.create(Object.getPrototypeOf(this), Object.getOwnPropertyDescriptors(this));
        if (this.range)
            copy.range = this.range.slice();
        return copy;
    }
    /** A plain JavaScript representation of this node. */
    toJS(doc, { mapAsMap, maxAliasCount, onAnchor, reviver } = {}) {
        if (!identity.isDocument(doc))
            throw new TypeError('A document argument is required');
        const ctx = {
            anchors: new Map(),
            doc,
            keep: true,
            mapAsMap: mapAsMap === true,
            mapKeyWarned: false,
            maxAliasCount: typeof maxAliasCount === 'number' ? maxAliasCount : 100
        };
        const res = toJS.toJS(this, '', ctx);
        if (typeof onAnchor === 'function')
            for (const { count, res } of ctx.anchors.values())
                onAnchor(res, count);
        return typeof reviver === 'function'
            ? applyReviver.applyReviver(reviver, { '': res }, '', res)
            : res;
    }
}

exports.NodeBase = NodeBase;


/***/ }),

/***/ 7165:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyPair = __nccwpck_require__(9748);
var addPairToJSMap = __nccwpck_require__(7104);
var identity = __nccwpck_require__(1127);

function createPair(key, value, ctx) {
    const k = createNode.createNode(key, undefined, ctx);
    const v = createNode.createNode(value, undefined, ctx);
    return new Pair(k, v);
}
class Pair {
    constructor(key, value = null) {
        Object.defineProperty(this, identity.NODE_TYPE, { value: identity.PAIR });
        this.key = key;
        this.value = value;
    }
    clone(schema) {
        let { key, value } = this;
        if (identity.isNode(key))
            key = key.clone(schema);
        if (identity.isNode(value))
            value = value.clone(schema);
        return new Pair(key, value);
    }
    toJSON(_, ctx) {
        const pair = ctx?.mapAsMap ? new Map() : {};
        return addPairToJSMap.addPairToJSMap(ctx, pair, this);
    }
    toString(ctx, onComment, onChompKeep) {
        return ctx?.doc
            ? stringifyPair.stringifyPair(this, ctx, onComment, onChompKeep)
            : JSON.stringify(this);
    }
}

exports.Pair = Pair;
exports.createPair = createPair;


/***/ }),

/***/ 3301:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Node = __nccwpck_require__(6673);
var toJS = __nccwpck_require__(6424);

const isScalarValue = (value) => !value || (typeof value !== 'function' && typeof value !== 'object');
class Scalar extends Node.NodeBase {
    constructor(value) {
        super(identity.SCALAR);
        this.value = value;
    }
    toJSON(arg, ctx) {
        return ctx?.keep ? this.value : toJS.toJS(this.value, arg, ctx);
    }
    toString() {
        return String(this.value);
    }
}
Scalar.BLOCK_FOLDED = 'BLOCK_FOLDED';
Scalar.BLOCK_LITERAL = 'BLOCK_LITERAL';
Scalar.PLAIN = 'PLAIN';
Scalar.QUOTE_DOUBLE = 'QUOTE_DOUBLE';
Scalar.QUOTE_SINGLE = 'QUOTE_SINGLE';

exports.Scalar = Scalar;
exports.isScalarValue = isScalarValue;


/***/ }),

/***/ 4454:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyCollection = __nccwpck_require__(1212);
var addPairToJSMap = __nccwpck_require__(7104);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);

function findPair(items, key) {
    const k = identity.isScalar(key) ? key.value : key;
    for (const it of items) {
        if (identity.isPair(it)) {
            if (it.key === key || it.key === k)
                return it;
            if (identity.isScalar(it.key) && it.key.value === k)
                return it;
        }
    }
    return undefined;
}
class YAMLMap extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:map';
    }
    constructor(schema) {
        super(identity.MAP, schema);
        this.items = [];
    }
    /**
     * A generic collection parsing method that can be extended
     * to other node classes that inherit from YAMLMap
     */
    static from(schema, obj, ctx) {
        const { keepUndefined, replacer } = ctx;
        const map = new this(schema);
        const add = (key, value) => {
            if (typeof replacer === 'function')
                value = replacer.call(obj, key, value);
            else if (Array.isArray(replacer) && !replacer.includes(key))
                return;
            if (value !== undefined || keepUndefined)
                map.items.push(Pair.createPair(key, value, ctx));
        };
        if (obj instanceof Map) {
            for (const [key, value] of obj)
                add(key, value);
        }
        else if (obj && typeof obj === 'object') {
            for (const key of Object.keys(obj))
                add(key, obj[key]);
        }
        if (typeof schema.sortMapEntries === 'function') {
            map.items.sort(schema.sortMapEntries);
        }
        return map;
    }
    /**
     * Adds a value to the collection.
     *
     * @param overwrite - If not set `true`, using a key that is already in the
     *   collection will throw. Otherwise, overwrites the previous value.
     */
    add(pair, overwrite) {
        let _pair;
        if (identity.isPair(pair))
            _pair = pair;
        else if (!pair || typeof pair !== 'object' || !('key' in pair)) {
            // In TypeScript, this never happens.
            _pair = new Pair.Pair(pair, pair?.value);
        }
        else
            _pair = new Pair.Pair(pair.key, pair.value);
        const prev = findPair(this.items, _pair.key);
        const sortEntries = this.schema?.sortMapEntries;
        if (prev) {
            if (!overwrite)
                throw new Error(`Key ${_pair.key} already set`);
            // For scalars, keep the old node & its comments and anchors
            if (identity.isScalar(prev.value) && Scalar.isScalarValue(_pair.value))
                prev.value.value = _pair.value;
            else
                prev.value = _pair.value;
        }
        else if (sortEntries) {
            const i = this.items.findIndex(item => sortEntries(_pair, item) < 0);
            if (i === -1)
                this.items.push(_pair);
            else
                this.items.splice(i, 0, _pair);
        }
        else {
            this.items.push(_pair);
        }
    }
    delete(key) {
        const it = findPair(this.items, key);
        if (!it)
            return false;
        const del = this.items.splice(this.items.indexOf(it), 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const it = findPair(this.items, key);
        const node = it?.value;
        return (!keepScalar && identity.isScalar(node) ? node.value : node) ?? undefined;
    }
    has(key) {
        return !!findPair(this.items, key);
    }
    set(key, value) {
        this.add(new Pair.Pair(key, value), true);
    }
    /**
     * @param ctx - Conversion context, originally set in Document#toJS()
     * @param {Class} Type - If set, forces the returned collection type
     * @returns Instance of Type, Map, or Object
     */
    toJSON(_, ctx, Type) {
        const map = Type ? new Type() : ctx?.mapAsMap ? new Map() : {};
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const item of this.items)
            addPairToJSMap.addPairToJSMap(ctx, map, item);
        return map;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        for (const item of this.items) {
            if (!identity.isPair(item))
                throw new Error(`Map items must all be pairs; found ${JSON.stringify(item)} instead`);
        }
        if (!ctx.allNullValues && this.hasAllNullValues(false))
            ctx = Object.assign({}, ctx, { allNullValues: true });
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '',
            flowChars: { start: '{', end: '}' },
            itemIndent: ctx.indent || '',
            onChompKeep,
            onComment
        });
    }
}

exports.YAMLMap = YAMLMap;
exports.findPair = findPair;


/***/ }),

/***/ 2223:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var createNode = __nccwpck_require__(2404);
var stringifyCollection = __nccwpck_require__(1212);
var Collection = __nccwpck_require__(101);
var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var toJS = __nccwpck_require__(6424);

class YAMLSeq extends Collection.Collection {
    static get tagName() {
        return 'tag:yaml.org,2002:seq';
    }
    constructor(schema) {
        super(identity.SEQ, schema);
        this.items = [];
    }
    add(value) {
        this.items.push(value);
    }
    /**
     * Removes a value from the collection.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     *
     * @returns `true` if the item was found and removed.
     */
    delete(key) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return false;
        const del = this.items.splice(idx, 1);
        return del.length > 0;
    }
    get(key, keepScalar) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            return undefined;
        const it = this.items[idx];
        return !keepScalar && identity.isScalar(it) ? it.value : it;
    }
    /**
     * Checks if the collection includes a value with the key `key`.
     *
     * `key` must contain a representation of an integer for this to succeed.
     * It may be wrapped in a `Scalar`.
     */
    has(key) {
        const idx = asItemIndex(key);
        return typeof idx === 'number' && idx < this.items.length;
    }
    /**
     * Sets a value in this collection. For `!!set`, `value` needs to be a
     * boolean to add/remove the item from the set.
     *
     * If `key` does not contain a representation of an integer, this will throw.
     * It may be wrapped in a `Scalar`.
     */
    set(key, value) {
        const idx = asItemIndex(key);
        if (typeof idx !== 'number')
            throw new Error(`Expected a valid index, not ${key}.`);
        const prev = this.items[idx];
        if (identity.isScalar(prev) && Scalar.isScalarValue(value))
            prev.value = value;
        else
            this.items[idx] = value;
    }
    toJSON(_, ctx) {
        const seq = [];
        if (ctx?.onCreate)
            ctx.onCreate(seq);
        let i = 0;
        for (const item of this.items)
            seq.push(toJS.toJS(item, String(i++), ctx));
        return seq;
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        return stringifyCollection.stringifyCollection(this, ctx, {
            blockItemPrefix: '- ',
            flowChars: { start: '[', end: ']' },
            itemIndent: (ctx.indent || '') + '  ',
            onChompKeep,
            onComment
        });
    }
    static from(schema, obj, ctx) {
        const { replacer } = ctx;
        const seq = new this(schema);
        if (obj && Symbol.iterator in Object(obj)) {
            let i = 0;
            for (let it of obj) {
                if (typeof replacer === 'function') {
                    const key = obj instanceof Set ? it : String(i++);
                    it = replacer.call(obj, key, it);
                }
                seq.items.push(createNode.createNode(it, undefined, ctx));
            }
        }
        return seq;
    }
}
function asItemIndex(key) {
    let idx = identity.isScalar(key) ? key.value : key;
    if (idx && typeof idx === 'string')
        idx = Number(idx);
    return typeof idx === 'number' && Number.isInteger(idx) && idx >= 0
        ? idx
        : null;
}

exports.YAMLSeq = YAMLSeq;


/***/ }),

/***/ 7104:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var log = __nccwpck_require__(7249);
var merge = __nccwpck_require__(452);
var stringify = __nccwpck_require__(2148);
var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(6424);

function addPairToJSMap(ctx, map, { key, value }) {
    if (identity.isNode(key) && key.addToJSMap)
        key.addToJSMap(ctx, map, value);
    // TODO: Should drop this special case for bare << handling
    else if (merge.isMergeKey(ctx, key))
        merge.addMergeToJSMap(ctx, map, value);
    else {
        const jsKey = toJS.toJS(key, '', ctx);
        if (map instanceof Map) {
            map.set(jsKey, toJS.toJS(value, jsKey, ctx));
        }
        else if (map instanceof Set) {
            map.add(jsKey);
        }
        else {
            const stringKey = stringifyKey(key, jsKey, ctx);
            const jsValue = toJS.toJS(value, stringKey, ctx);
            if (stringKey in map)
                Object.defineProperty(map, stringKey, {
                    value: jsValue,
                    writable: true,
                    enumerable: true,
                    configurable: true
                });
            else
                map[stringKey] = jsValue;
        }
    }
    return map;
}
function stringifyKey(key, jsKey, ctx) {
    if (jsKey === null)
        return '';
    // eslint-disable-next-line @typescript-eslint/no-base-to-string
    if (typeof jsKey !== 'object')
        return String(jsKey);
    if (identity.isNode(key) && ctx?.doc) {
        const strCtx = stringify.createStringifyContext(ctx.doc, {});
        strCtx.anchors = new Set();
        for (const node of ctx.anchors.keys())
            strCtx.anchors.add(node.anchor);
        strCtx.inFlow = true;
        strCtx.inStringifyKey = true;
        const strKey = key.toString(strCtx);
        if (!ctx.mapKeyWarned) {
            let jsonStr = JSON.stringify(strKey);
            if (jsonStr.length > 40)
                jsonStr = jsonStr.substring(0, 36) + '..."';
            log.warn(ctx.doc.options.logLevel, `Keys with collection values will be stringified due to JS Object restrictions: ${jsonStr}. Set mapAsMap: true to use object keys.`);
            ctx.mapKeyWarned = true;
        }
        return strKey;
    }
    return JSON.stringify(jsKey);
}

exports.addPairToJSMap = addPairToJSMap;


/***/ }),

/***/ 1127:
/***/ ((__unused_webpack_module, exports) => {



const ALIAS = Symbol.for('yaml.alias');
const DOC = Symbol.for('yaml.document');
const MAP = Symbol.for('yaml.map');
const PAIR = Symbol.for('yaml.pair');
const SCALAR = Symbol.for('yaml.scalar');
const SEQ = Symbol.for('yaml.seq');
const NODE_TYPE = Symbol.for('yaml.node.type');
const isAlias = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === ALIAS;
const isDocument = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === DOC;
const isMap = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === MAP;
const isPair = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === PAIR;
const isScalar = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SCALAR;
const isSeq = (node) => !!node && typeof node === 'object' && node[NODE_TYPE] === SEQ;
function isCollection(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case MAP:
            case SEQ:
                return true;
        }
    return false;
}
function isNode(node) {
    if (node && typeof node === 'object')
        switch (node[NODE_TYPE]) {
            case ALIAS:
            case MAP:
            case SCALAR:
            case SEQ:
                return true;
        }
    return false;
}
const hasAnchor = (node) => (isScalar(node) || isCollection(node)) && !!node.anchor;

exports.ALIAS = ALIAS;
exports.DOC = DOC;
exports.MAP = MAP;
exports.NODE_TYPE = NODE_TYPE;
exports.PAIR = PAIR;
exports.SCALAR = SCALAR;
exports.SEQ = SEQ;
exports.hasAnchor = hasAnchor;
exports.isAlias = isAlias;
exports.isCollection = isCollection;
exports.isDocument = isDocument;
exports.isMap = isMap;
exports.isNode = isNode;
exports.isPair = isPair;
exports.isScalar = isScalar;
exports.isSeq = isSeq;


/***/ }),

/***/ 6424:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

/**
 * Recursively convert any node or its contents to native JavaScript
 *
 * @param value - The input value
 * @param arg - If `value` defines a `toJSON()` method, use this
 *   as its first argument
 * @param ctx - Conversion context, originally set in Document#toJS(). If
 *   `{ keep: true }` is not set, output should be suitable for JSON
 *   stringification.
 */
function toJS(value, arg, ctx) {
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return
    if (Array.isArray(value))
        return value.map((v, i) => toJS(v, String(i), ctx));
    if (value && typeof value.toJSON === 'function') {
        // eslint-disable-next-line @typescript-eslint/no-unsafe-call
        if (!ctx || !identity.hasAnchor(value))
            return value.toJSON(arg, ctx);
        const data = { aliasCount: 0, count: 1, res: undefined };
        ctx.anchors.set(value, data);
        ctx.onCreate = res => {
            data.res = res;
            delete ctx.onCreate;
        };
        const res = value.toJSON(arg, ctx);
        if (ctx.onCreate)
            ctx.onCreate(res);
        return res;
    }
    if (typeof value === 'bigint' && !ctx?.keep)
        return Number(value);
    return value;
}

exports.toJS = toJS;


/***/ }),

/***/ 110:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var resolveBlockScalar = __nccwpck_require__(8913);
var resolveFlowScalar = __nccwpck_require__(6842);
var errors = __nccwpck_require__(1464);
var stringifyString = __nccwpck_require__(3069);

function resolveAsScalar(token, strict = true, onError) {
    if (token) {
        const _onError = (pos, code, message) => {
            const offset = typeof pos === 'number' ? pos : Array.isArray(pos) ? pos[0] : pos.offset;
            if (onError)
                onError(offset, code, message);
            else
                throw new errors.YAMLParseError([offset, offset + 1], code, message);
        };
        switch (token.type) {
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return resolveFlowScalar.resolveFlowScalar(token, strict, _onError);
            case 'block-scalar':
                return resolveBlockScalar.resolveBlockScalar({ options: { strict } }, token, _onError);
        }
    }
    return null;
}
/**
 * Create a new scalar token with `value`
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.end Comments and whitespace after the end of the value, or after the block scalar header. If undefined, a newline will be added.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.indent The indent level of the token.
 * @param context.inFlow Is this scalar within a flow collection? This may affect the resolved type of the token's value.
 * @param context.offset The offset position of the token.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function createScalarToken(value, context) {
    const { implicitKey = false, indent, inFlow = false, offset = -1, type = 'PLAIN' } = context;
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey,
        indent: indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    const end = context.end ?? [
        { type: 'newline', offset: -1, indent, source: '\n' }
    ];
    switch (source[0]) {
        case '|':
        case '>': {
            const he = source.indexOf('\n');
            const head = source.substring(0, he);
            const body = source.substring(he + 1) + '\n';
            const props = [
                { type: 'block-scalar-header', offset, indent, source: head }
            ];
            if (!addEndtoBlockProps(props, end))
                props.push({ type: 'newline', offset: -1, indent, source: '\n' });
            return { type: 'block-scalar', offset, indent, props, source: body };
        }
        case '"':
            return { type: 'double-quoted-scalar', offset, indent, source, end };
        case "'":
            return { type: 'single-quoted-scalar', offset, indent, source, end };
        default:
            return { type: 'scalar', offset, indent, source, end };
    }
}
/**
 * Set the value of `token` to the given string `value`, overwriting any previous contents and type that it may have.
 *
 * Best efforts are made to retain any comments previously associated with the `token`,
 * though all contents within a collection's `items` will be overwritten.
 *
 * Values that represent an actual string but may be parsed as a different type should use a `type` other than `'PLAIN'`,
 * as this function does not support any schema operations and won't check for such conflicts.
 *
 * @param token Any token. If it does not include an `indent` value, the value will be stringified as if it were an implicit key.
 * @param value The string representation of the value, which will have its content properly indented.
 * @param context.afterKey In most cases, values after a key should have an additional level of indentation.
 * @param context.implicitKey Being within an implicit key may affect the resolved type of the token's value.
 * @param context.inFlow Being within a flow collection may affect the resolved type of the token's value.
 * @param context.type The preferred type of the scalar token. If undefined, the previous type of the `token` will be used, defaulting to `'PLAIN'`.
 */
function setScalarValue(token, value, context = {}) {
    let { afterKey = false, implicitKey = false, inFlow = false, type } = context;
    let indent = 'indent' in token ? token.indent : null;
    if (afterKey && typeof indent === 'number')
        indent += 2;
    if (!type)
        switch (token.type) {
            case 'single-quoted-scalar':
                type = 'QUOTE_SINGLE';
                break;
            case 'double-quoted-scalar':
                type = 'QUOTE_DOUBLE';
                break;
            case 'block-scalar': {
                const header = token.props[0];
                if (header.type !== 'block-scalar-header')
                    throw new Error('Invalid block scalar header');
                type = header.source[0] === '>' ? 'BLOCK_FOLDED' : 'BLOCK_LITERAL';
                break;
            }
            default:
                type = 'PLAIN';
        }
    const source = stringifyString.stringifyString({ type, value }, {
        implicitKey: implicitKey || indent === null,
        indent: indent !== null && indent > 0 ? ' '.repeat(indent) : '',
        inFlow,
        options: { blockQuote: true, lineWidth: -1 }
    });
    switch (source[0]) {
        case '|':
        case '>':
            setBlockScalarValue(token, source);
            break;
        case '"':
            setFlowScalarValue(token, source, 'double-quoted-scalar');
            break;
        case "'":
            setFlowScalarValue(token, source, 'single-quoted-scalar');
            break;
        default:
            setFlowScalarValue(token, source, 'scalar');
    }
}
function setBlockScalarValue(token, source) {
    const he = source.indexOf('\n');
    const head = source.substring(0, he);
    const body = source.substring(he + 1) + '\n';
    if (token.type === 'block-scalar') {
        const header = token.props[0];
        if (header.type !== 'block-scalar-header')
            throw new Error('Invalid block scalar header');
        header.source = head;
        token.source = body;
    }
    else {
        const { offset } = token;
        const indent = 'indent' in token ? token.indent : -1;
        const props = [
            { type: 'block-scalar-header', offset, indent, source: head }
        ];
        if (!addEndtoBlockProps(props, 'end' in token ? token.end : undefined))
            props.push({ type: 'newline', offset: -1, indent, source: '\n' });
        for (const key of Object.keys(token))
            if (key !== 'type' && key !== 'offset')
                delete token[key];
        Object.assign(token, { type: 'block-scalar', indent, props, source: body });
    }
}
/** @returns `true` if last token is a newline */
function addEndtoBlockProps(props, end) {
    if (end)
        for (const st of end)
            switch (st.type) {
                case 'space':
                case 'comment':
                    props.push(st);
                    break;
                case 'newline':
                    props.push(st);
                    return true;
            }
    return false;
}
function setFlowScalarValue(token, source, type) {
    switch (token.type) {
        case 'scalar':
        case 'double-quoted-scalar':
        case 'single-quoted-scalar':
            token.type = type;
            token.source = source;
            break;
        case 'block-scalar': {
            const end = token.props.slice(1);
            let oa = source.length;
            if (token.props[0].type === 'block-scalar-header')
                oa -= token.props[0].source.length;
            for (const tok of end)
                tok.offset += oa;
            delete token.props;
            Object.assign(token, { type, source, end });
            break;
        }
        case 'block-map':
        case 'block-seq': {
            const offset = token.offset + source.length;
            const nl = { type: 'newline', offset, indent: token.indent, source: '\n' };
            delete token.items;
            Object.assign(token, { type, source, end: [nl] });
            break;
        }
        default: {
            const indent = 'indent' in token ? token.indent : -1;
            const end = 'end' in token && Array.isArray(token.end)
                ? token.end.filter(st => st.type === 'space' ||
                    st.type === 'comment' ||
                    st.type === 'newline')
                : [];
            for (const key of Object.keys(token))
                if (key !== 'type' && key !== 'offset')
                    delete token[key];
            Object.assign(token, { type, indent, source, end });
        }
    }
}

exports.createScalarToken = createScalarToken;
exports.resolveAsScalar = resolveAsScalar;
exports.setScalarValue = setScalarValue;


/***/ }),

/***/ 1733:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringify a CST document, token, or collection item
 *
 * Fair warning: This applies no validation whatsoever, and
 * simply concatenates the sources in their logical order.
 */
const stringify = (cst) => 'type' in cst ? stringifyToken(cst) : stringifyItem(cst);
function stringifyToken(token) {
    switch (token.type) {
        case 'block-scalar': {
            let res = '';
            for (const tok of token.props)
                res += stringifyToken(tok);
            return res + token.source;
        }
        case 'block-map':
        case 'block-seq': {
            let res = '';
            for (const item of token.items)
                res += stringifyItem(item);
            return res;
        }
        case 'flow-collection': {
            let res = token.start.source;
            for (const item of token.items)
                res += stringifyItem(item);
            for (const st of token.end)
                res += st.source;
            return res;
        }
        case 'document': {
            let res = stringifyItem(token);
            if (token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
        default: {
            let res = token.source;
            if ('end' in token && token.end)
                for (const st of token.end)
                    res += st.source;
            return res;
        }
    }
}
function stringifyItem({ start, key, sep, value }) {
    let res = '';
    for (const st of start)
        res += st.source;
    if (key)
        res += stringifyToken(key);
    if (sep)
        for (const st of sep)
            res += st.source;
    if (value)
        res += stringifyToken(value);
    return res;
}

exports.stringify = stringify;


/***/ }),

/***/ 7715:
/***/ ((__unused_webpack_module, exports) => {



const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove item');
/**
 * Apply a visitor to a CST document or item.
 *
 * Walks through the tree (depth-first) starting from the root, calling a
 * `visitor` function with two arguments when entering each item:
 *   - `item`: The current item, which included the following members:
 *     - `start: SourceToken[]` – Source tokens before the key or value,
 *       possibly including its anchor or tag.
 *     - `key?: Token | null` – Set for pair values. May then be `null`, if
 *       the key before the `:` separator is empty.
 *     - `sep?: SourceToken[]` – Source tokens between the key and the value,
 *       which should include the `:` map value indicator if `value` is set.
 *     - `value?: Token` – The value of a sequence item, or of a map pair.
 *   - `path`: The steps from the root to the current node, as an array of
 *     `['key' | 'value', number]` tuples.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this token, continue with
 *      next sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current item, then continue with the next one
 *   - `number`: Set the index of the next step. This is useful especially if
 *     the index of the current token has changed.
 *   - `function`: Define the next visitor for this item. After the original
 *     visitor is called on item entry, next visitors are called after handling
 *     a non-empty `key` and when exiting the item.
 */
function visit(cst, visitor) {
    if ('type' in cst && cst.type === 'document')
        cst = { start: cst.start, value: cst.value };
    _visit(Object.freeze([]), cst, visitor);
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current item */
visit.SKIP = SKIP;
/** Remove the current item */
visit.REMOVE = REMOVE;
/** Find the item at `path` from `cst` as the root */
visit.itemAtPath = (cst, path) => {
    let item = cst;
    for (const [field, index] of path) {
        const tok = item?.[field];
        if (tok && 'items' in tok) {
            item = tok.items[index];
        }
        else
            return undefined;
    }
    return item;
};
/**
 * Get the immediate parent collection of the item at `path` from `cst` as the root.
 *
 * Throws an error if the collection is not found, which should never happen if the item itself exists.
 */
visit.parentCollection = (cst, path) => {
    const parent = visit.itemAtPath(cst, path.slice(0, -1));
    const field = path[path.length - 1][0];
    const coll = parent?.[field];
    if (coll && 'items' in coll)
        return coll;
    throw new Error('Parent collection not found');
};
function _visit(path, item, visitor) {
    let ctrl = visitor(item, path);
    if (typeof ctrl === 'symbol')
        return ctrl;
    for (const field of ['key', 'value']) {
        const token = item[field];
        if (token && 'items' in token) {
            for (let i = 0; i < token.items.length; ++i) {
                const ci = _visit(Object.freeze(path.concat([[field, i]])), token.items[i], visitor);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    token.items.splice(i, 1);
                    i -= 1;
                }
            }
            if (typeof ctrl === 'function' && field === 'key')
                ctrl = ctrl(item, path);
        }
    }
    return typeof ctrl === 'function' ? ctrl(item, path) : ctrl;
}

exports.visit = visit;


/***/ }),

/***/ 3461:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cstScalar = __nccwpck_require__(110);
var cstStringify = __nccwpck_require__(1733);
var cstVisit = __nccwpck_require__(7715);

/** The byte order mark */
const BOM = '\u{FEFF}';
/** Start of doc-mode */
const DOCUMENT = '\x02'; // C0: Start of Text
/** Unexpected end of flow-mode */
const FLOW_END = '\x18'; // C0: Cancel
/** Next token is a scalar value */
const SCALAR = '\x1f'; // C0: Unit Separator
/** @returns `true` if `token` is a flow or block collection */
const isCollection = (token) => !!token && 'items' in token;
/** @returns `true` if `token` is a flow or block scalar; not an alias */
const isScalar = (token) => !!token &&
    (token.type === 'scalar' ||
        token.type === 'single-quoted-scalar' ||
        token.type === 'double-quoted-scalar' ||
        token.type === 'block-scalar');
/* istanbul ignore next */
/** Get a printable representation of a lexer token */
function prettyToken(token) {
    switch (token) {
        case BOM:
            return '<BOM>';
        case DOCUMENT:
            return '<DOC>';
        case FLOW_END:
            return '<FLOW_END>';
        case SCALAR:
            return '<SCALAR>';
        default:
            return JSON.stringify(token);
    }
}
/** Identify the type of a lexer token. May return `null` for unknown tokens. */
function tokenType(source) {
    switch (source) {
        case BOM:
            return 'byte-order-mark';
        case DOCUMENT:
            return 'doc-mode';
        case FLOW_END:
            return 'flow-error-end';
        case SCALAR:
            return 'scalar';
        case '---':
            return 'doc-start';
        case '...':
            return 'doc-end';
        case '':
        case '\n':
        case '\r\n':
            return 'newline';
        case '-':
            return 'seq-item-ind';
        case '?':
            return 'explicit-key-ind';
        case ':':
            return 'map-value-ind';
        case '{':
            return 'flow-map-start';
        case '}':
            return 'flow-map-end';
        case '[':
            return 'flow-seq-start';
        case ']':
            return 'flow-seq-end';
        case ',':
            return 'comma';
    }
    switch (source[0]) {
        case ' ':
        case '\t':
            return 'space';
        case '#':
            return 'comment';
        case '%':
            return 'directive-line';
        case '*':
            return 'alias';
        case '&':
            return 'anchor';
        case '!':
            return 'tag';
        case "'":
            return 'single-quoted-scalar';
        case '"':
            return 'double-quoted-scalar';
        case '|':
        case '>':
            return 'block-scalar-header';
    }
    return null;
}

exports.createScalarToken = cstScalar.createScalarToken;
exports.resolveAsScalar = cstScalar.resolveAsScalar;
exports.setScalarValue = cstScalar.setScalarValue;
exports.stringify = cstStringify.stringify;
exports.visit = cstVisit.visit;
exports.BOM = BOM;
exports.DOCUMENT = DOCUMENT;
exports.FLOW_END = FLOW_END;
exports.SCALAR = SCALAR;
exports.isCollection = isCollection;
exports.isScalar = isScalar;
exports.prettyToken = prettyToken;
exports.tokenType = tokenType;


/***/ }),

/***/ 361:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var cst = __nccwpck_require__(3461);

/*
START -> stream

stream
  directive -> line-end -> stream
  indent + line-end -> stream
  [else] -> line-start

line-end
  comment -> line-end
  newline -> .
  input-end -> END

line-start
  doc-start -> doc
  doc-end -> stream
  [else] -> indent -> block-start

block-start
  seq-item-start -> block-start
  explicit-key-start -> block-start
  map-value-start -> block-start
  [else] -> doc

doc
  line-end -> line-start
  spaces -> doc
  anchor -> doc
  tag -> doc
  flow-start -> flow -> doc
  flow-end -> error -> doc
  seq-item-start -> error -> doc
  explicit-key-start -> error -> doc
  map-value-start -> doc
  alias -> doc
  quote-start -> quoted-scalar -> doc
  block-scalar-header -> line-end -> block-scalar(min) -> line-start
  [else] -> plain-scalar(false, min) -> doc

flow
  line-end -> flow
  spaces -> flow
  anchor -> flow
  tag -> flow
  flow-start -> flow -> flow
  flow-end -> .
  seq-item-start -> error -> flow
  explicit-key-start -> flow
  map-value-start -> flow
  alias -> flow
  quote-start -> quoted-scalar -> flow
  comma -> flow
  [else] -> plain-scalar(true, 0) -> flow

quoted-scalar
  quote-end -> .
  [else] -> quoted-scalar

block-scalar(min)
  newline + peek(indent < min) -> .
  [else] -> block-scalar(min)

plain-scalar(is-flow, min)
  scalar-end(is-flow) -> .
  peek(newline + (indent < min)) -> .
  [else] -> plain-scalar(min)
*/
function isEmpty(ch) {
    switch (ch) {
        case undefined:
        case ' ':
        case '\n':
        case '\r':
        case '\t':
            return true;
        default:
            return false;
    }
}
const hexDigits = new Set('0123456789ABCDEFabcdef');
const tagChars = new Set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-#;/?:@&=+$_.!~*'()");
const flowIndicatorChars = new Set(',[]{}');
const invalidAnchorChars = new Set(' ,[]{}\n\r\t');
const isNotAnchorChar = (ch) => !ch || invalidAnchorChars.has(ch);
/**
 * Splits an input string into lexical tokens, i.e. smaller strings that are
 * easily identifiable by `tokens.tokenType()`.
 *
 * Lexing starts always in a "stream" context. Incomplete input may be buffered
 * until a complete token can be emitted.
 *
 * In addition to slices of the original input, the following control characters
 * may also be emitted:
 *
 * - `\x02` (Start of Text): A document starts with the next token
 * - `\x18` (Cancel): Unexpected end of flow-mode (indicates an error)
 * - `\x1f` (Unit Separator): Next token is a scalar value
 * - `\u{FEFF}` (Byte order mark): Emitted separately outside documents
 */
class Lexer {
    constructor() {
        /**
         * Flag indicating whether the end of the current buffer marks the end of
         * all input
         */
        this.atEnd = false;
        /**
         * Explicit indent set in block scalar header, as an offset from the current
         * minimum indent, so e.g. set to 1 from a header `|2+`. Set to -1 if not
         * explicitly set.
         */
        this.blockScalarIndent = -1;
        /**
         * Block scalars that include a + (keep) chomping indicator in their header
         * include trailing empty lines, which are otherwise excluded from the
         * scalar's contents.
         */
        this.blockScalarKeep = false;
        /** Current input */
        this.buffer = '';
        /**
         * Flag noting whether the map value indicator : can immediately follow this
         * node within a flow context.
         */
        this.flowKey = false;
        /** Count of surrounding flow collection levels. */
        this.flowLevel = 0;
        /**
         * Minimum level of indentation required for next lines to be parsed as a
         * part of the current scalar value.
         */
        this.indentNext = 0;
        /** Indentation level of the current line. */
        this.indentValue = 0;
        /** Position of the next \n character. */
        this.lineEndPos = null;
        /** Stores the state of the lexer if reaching the end of incpomplete input */
        this.next = null;
        /** A pointer to `buffer`; the current position of the lexer. */
        this.pos = 0;
    }
    /**
     * Generate YAML tokens from the `source` string. If `incomplete`,
     * a part of the last line may be left as a buffer for the next call.
     *
     * @returns A generator of lexical tokens
     */
    *lex(source, incomplete = false) {
        if (source) {
            if (typeof source !== 'string')
                throw TypeError('source is not a string');
            this.buffer = this.buffer ? this.buffer + source : source;
            this.lineEndPos = null;
        }
        this.atEnd = !incomplete;
        let next = this.next ?? 'stream';
        while (next && (incomplete || this.hasChars(1)))
            next = yield* this.parseNext(next);
    }
    atLineEnd() {
        let i = this.pos;
        let ch = this.buffer[i];
        while (ch === ' ' || ch === '\t')
            ch = this.buffer[++i];
        if (!ch || ch === '#' || ch === '\n')
            return true;
        if (ch === '\r')
            return this.buffer[i + 1] === '\n';
        return false;
    }
    charAt(n) {
        return this.buffer[this.pos + n];
    }
    continueScalar(offset) {
        let ch = this.buffer[offset];
        if (this.indentNext > 0) {
            let indent = 0;
            while (ch === ' ')
                ch = this.buffer[++indent + offset];
            if (ch === '\r') {
                const next = this.buffer[indent + offset + 1];
                if (next === '\n' || (!next && !this.atEnd))
                    return offset + indent + 1;
            }
            return ch === '\n' || indent >= this.indentNext || (!ch && !this.atEnd)
                ? offset + indent
                : -1;
        }
        if (ch === '-' || ch === '.') {
            const dt = this.buffer.substr(offset, 3);
            if ((dt === '---' || dt === '...') && isEmpty(this.buffer[offset + 3]))
                return -1;
        }
        return offset;
    }
    getLine() {
        let end = this.lineEndPos;
        if (typeof end !== 'number' || (end !== -1 && end < this.pos)) {
            end = this.buffer.indexOf('\n', this.pos);
            this.lineEndPos = end;
        }
        if (end === -1)
            return this.atEnd ? this.buffer.substring(this.pos) : null;
        if (this.buffer[end - 1] === '\r')
            end -= 1;
        return this.buffer.substring(this.pos, end);
    }
    hasChars(n) {
        return this.pos + n <= this.buffer.length;
    }
    setNext(state) {
        this.buffer = this.buffer.substring(this.pos);
        this.pos = 0;
        this.lineEndPos = null;
        this.next = state;
        return null;
    }
    peek(n) {
        return this.buffer.substr(this.pos, n);
    }
    *parseNext(next) {
        switch (next) {
            case 'stream':
                return yield* this.parseStream();
            case 'line-start':
                return yield* this.parseLineStart();
            case 'block-start':
                return yield* this.parseBlockStart();
            case 'doc':
                return yield* this.parseDocument();
            case 'flow':
                return yield* this.parseFlowCollection();
            case 'quoted-scalar':
                return yield* this.parseQuotedScalar();
            case 'block-scalar':
                return yield* this.parseBlockScalar();
            case 'plain-scalar':
                return yield* this.parsePlainScalar();
        }
    }
    *parseStream() {
        let line = this.getLine();
        if (line === null)
            return this.setNext('stream');
        if (line[0] === cst.BOM) {
            yield* this.pushCount(1);
            line = line.substring(1);
        }
        if (line[0] === '%') {
            let dirEnd = line.length;
            let cs = line.indexOf('#');
            while (cs !== -1) {
                const ch = line[cs - 1];
                if (ch === ' ' || ch === '\t') {
                    dirEnd = cs - 1;
                    break;
                }
                else {
                    cs = line.indexOf('#', cs + 1);
                }
            }
            while (true) {
                const ch = line[dirEnd - 1];
                if (ch === ' ' || ch === '\t')
                    dirEnd -= 1;
                else
                    break;
            }
            const n = (yield* this.pushCount(dirEnd)) + (yield* this.pushSpaces(true));
            yield* this.pushCount(line.length - n); // possible comment
            this.pushNewline();
            return 'stream';
        }
        if (this.atLineEnd()) {
            const sp = yield* this.pushSpaces(true);
            yield* this.pushCount(line.length - sp);
            yield* this.pushNewline();
            return 'stream';
        }
        yield cst.DOCUMENT;
        return yield* this.parseLineStart();
    }
    *parseLineStart() {
        const ch = this.charAt(0);
        if (!ch && !this.atEnd)
            return this.setNext('line-start');
        if (ch === '-' || ch === '.') {
            if (!this.atEnd && !this.hasChars(4))
                return this.setNext('line-start');
            const s = this.peek(3);
            if ((s === '---' || s === '...') && isEmpty(this.charAt(3))) {
                yield* this.pushCount(3);
                this.indentValue = 0;
                this.indentNext = 0;
                return s === '---' ? 'doc' : 'stream';
            }
        }
        this.indentValue = yield* this.pushSpaces(false);
        if (this.indentNext > this.indentValue && !isEmpty(this.charAt(1)))
            this.indentNext = this.indentValue;
        return yield* this.parseBlockStart();
    }
    *parseBlockStart() {
        const [ch0, ch1] = this.peek(2);
        if (!ch1 && !this.atEnd)
            return this.setNext('block-start');
        if ((ch0 === '-' || ch0 === '?' || ch0 === ':') && isEmpty(ch1)) {
            const n = (yield* this.pushCount(1)) + (yield* this.pushSpaces(true));
            this.indentNext = this.indentValue + 1;
            this.indentValue += n;
            return 'block-start';
        }
        return 'doc';
    }
    *parseDocument() {
        yield* this.pushSpaces(true);
        const line = this.getLine();
        if (line === null)
            return this.setNext('doc');
        let n = yield* this.pushIndicators();
        switch (line[n]) {
            case '#':
                yield* this.pushCount(line.length - n);
            // fallthrough
            case undefined:
                yield* this.pushNewline();
                return yield* this.parseLineStart();
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel = 1;
                return 'flow';
            case '}':
            case ']':
                // this is an error
                yield* this.pushCount(1);
                return 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'doc';
            case '"':
            case "'":
                return yield* this.parseQuotedScalar();
            case '|':
            case '>':
                n += yield* this.parseBlockScalarHeader();
                n += yield* this.pushSpaces(true);
                yield* this.pushCount(line.length - n);
                yield* this.pushNewline();
                return yield* this.parseBlockScalar();
            default:
                return yield* this.parsePlainScalar();
        }
    }
    *parseFlowCollection() {
        let nl, sp;
        let indent = -1;
        do {
            nl = yield* this.pushNewline();
            if (nl > 0) {
                sp = yield* this.pushSpaces(false);
                this.indentValue = indent = sp;
            }
            else {
                sp = 0;
            }
            sp += yield* this.pushSpaces(true);
        } while (nl + sp > 0);
        const line = this.getLine();
        if (line === null)
            return this.setNext('flow');
        if ((indent !== -1 && indent < this.indentNext && line[0] !== '#') ||
            (indent === 0 &&
                (line.startsWith('---') || line.startsWith('...')) &&
                isEmpty(line[3]))) {
            // Allowing for the terminal ] or } at the same (rather than greater)
            // indent level as the initial [ or { is technically invalid, but
            // failing here would be surprising to users.
            const atFlowEndMarker = indent === this.indentNext - 1 &&
                this.flowLevel === 1 &&
                (line[0] === ']' || line[0] === '}');
            if (!atFlowEndMarker) {
                // this is an error
                this.flowLevel = 0;
                yield cst.FLOW_END;
                return yield* this.parseLineStart();
            }
        }
        let n = 0;
        while (line[n] === ',') {
            n += yield* this.pushCount(1);
            n += yield* this.pushSpaces(true);
            this.flowKey = false;
        }
        n += yield* this.pushIndicators();
        switch (line[n]) {
            case undefined:
                return 'flow';
            case '#':
                yield* this.pushCount(line.length - n);
                return 'flow';
            case '{':
            case '[':
                yield* this.pushCount(1);
                this.flowKey = false;
                this.flowLevel += 1;
                return 'flow';
            case '}':
            case ']':
                yield* this.pushCount(1);
                this.flowKey = true;
                this.flowLevel -= 1;
                return this.flowLevel ? 'flow' : 'doc';
            case '*':
                yield* this.pushUntil(isNotAnchorChar);
                return 'flow';
            case '"':
            case "'":
                this.flowKey = true;
                return yield* this.parseQuotedScalar();
            case ':': {
                const next = this.charAt(1);
                if (this.flowKey || isEmpty(next) || next === ',') {
                    this.flowKey = false;
                    yield* this.pushCount(1);
                    yield* this.pushSpaces(true);
                    return 'flow';
                }
            }
            // fallthrough
            default:
                this.flowKey = false;
                return yield* this.parsePlainScalar();
        }
    }
    *parseQuotedScalar() {
        const quote = this.charAt(0);
        let end = this.buffer.indexOf(quote, this.pos + 1);
        if (quote === "'") {
            while (end !== -1 && this.buffer[end + 1] === "'")
                end = this.buffer.indexOf("'", end + 2);
        }
        else {
            // double-quote
            while (end !== -1) {
                let n = 0;
                while (this.buffer[end - 1 - n] === '\\')
                    n += 1;
                if (n % 2 === 0)
                    break;
                end = this.buffer.indexOf('"', end + 1);
            }
        }
        // Only looking for newlines within the quotes
        const qb = this.buffer.substring(0, end);
        let nl = qb.indexOf('\n', this.pos);
        if (nl !== -1) {
            while (nl !== -1) {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = qb.indexOf('\n', cs);
            }
            if (nl !== -1) {
                // this is an error caused by an unexpected unindent
                end = nl - (qb[nl - 1] === '\r' ? 2 : 1);
            }
        }
        if (end === -1) {
            if (!this.atEnd)
                return this.setNext('quoted-scalar');
            end = this.buffer.length;
        }
        yield* this.pushToIndex(end + 1, false);
        return this.flowLevel ? 'flow' : 'doc';
    }
    *parseBlockScalarHeader() {
        this.blockScalarIndent = -1;
        this.blockScalarKeep = false;
        let i = this.pos;
        while (true) {
            const ch = this.buffer[++i];
            if (ch === '+')
                this.blockScalarKeep = true;
            else if (ch > '0' && ch <= '9')
                this.blockScalarIndent = Number(ch) - 1;
            else if (ch !== '-')
                break;
        }
        return yield* this.pushUntil(ch => isEmpty(ch) || ch === '#');
    }
    *parseBlockScalar() {
        let nl = this.pos - 1; // may be -1 if this.pos === 0
        let indent = 0;
        let ch;
        loop: for (let i = this.pos; (ch = this.buffer[i]); ++i) {
            switch (ch) {
                case ' ':
                    indent += 1;
                    break;
                case '\n':
                    nl = i;
                    indent = 0;
                    break;
                case '\r': {
                    const next = this.buffer[i + 1];
                    if (!next && !this.atEnd)
                        return this.setNext('block-scalar');
                    if (next === '\n')
                        break;
                } // fallthrough
                default:
                    break loop;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('block-scalar');
        if (indent >= this.indentNext) {
            if (this.blockScalarIndent === -1)
                this.indentNext = indent;
            else {
                this.indentNext =
                    this.blockScalarIndent + (this.indentNext === 0 ? 1 : this.indentNext);
            }
            do {
                const cs = this.continueScalar(nl + 1);
                if (cs === -1)
                    break;
                nl = this.buffer.indexOf('\n', cs);
            } while (nl !== -1);
            if (nl === -1) {
                if (!this.atEnd)
                    return this.setNext('block-scalar');
                nl = this.buffer.length;
            }
        }
        // Trailing insufficiently indented tabs are invalid.
        // To catch that during parsing, we include them in the block scalar value.
        let i = nl + 1;
        ch = this.buffer[i];
        while (ch === ' ')
            ch = this.buffer[++i];
        if (ch === '\t') {
            while (ch === '\t' || ch === ' ' || ch === '\r' || ch === '\n')
                ch = this.buffer[++i];
            nl = i - 1;
        }
        else if (!this.blockScalarKeep) {
            do {
                let i = nl - 1;
                let ch = this.buffer[i];
                if (ch === '\r')
                    ch = this.buffer[--i];
                const lastChar = i; // Drop the line if last char not more indented
                while (ch === ' ')
                    ch = this.buffer[--i];
                if (ch === '\n' && i >= this.pos && i + 1 + indent > lastChar)
                    nl = i;
                else
                    break;
            } while (true);
        }
        yield cst.SCALAR;
        yield* this.pushToIndex(nl + 1, true);
        return yield* this.parseLineStart();
    }
    *parsePlainScalar() {
        const inFlow = this.flowLevel > 0;
        let end = this.pos - 1;
        let i = this.pos - 1;
        let ch;
        while ((ch = this.buffer[++i])) {
            if (ch === ':') {
                const next = this.buffer[i + 1];
                if (isEmpty(next) || (inFlow && flowIndicatorChars.has(next)))
                    break;
                end = i;
            }
            else if (isEmpty(ch)) {
                let next = this.buffer[i + 1];
                if (ch === '\r') {
                    if (next === '\n') {
                        i += 1;
                        ch = '\n';
                        next = this.buffer[i + 1];
                    }
                    else
                        end = i;
                }
                if (next === '#' || (inFlow && flowIndicatorChars.has(next)))
                    break;
                if (ch === '\n') {
                    const cs = this.continueScalar(i + 1);
                    if (cs === -1)
                        break;
                    i = Math.max(i, cs - 2); // to advance, but still account for ' #'
                }
            }
            else {
                if (inFlow && flowIndicatorChars.has(ch))
                    break;
                end = i;
            }
        }
        if (!ch && !this.atEnd)
            return this.setNext('plain-scalar');
        yield cst.SCALAR;
        yield* this.pushToIndex(end + 1, true);
        return inFlow ? 'flow' : 'doc';
    }
    *pushCount(n) {
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos += n;
            return n;
        }
        return 0;
    }
    *pushToIndex(i, allowEmpty) {
        const s = this.buffer.slice(this.pos, i);
        if (s) {
            yield s;
            this.pos += s.length;
            return s.length;
        }
        else if (allowEmpty)
            yield '';
        return 0;
    }
    *pushIndicators() {
        let n = 0;
        loop: while (true) {
            switch (this.charAt(0)) {
                case '!':
                    n += yield* this.pushTag();
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '&':
                    n += yield* this.pushUntil(isNotAnchorChar);
                    n += yield* this.pushSpaces(true);
                    continue loop;
                case '-': // this is an error
                case '?': // this is an error outside flow collections
                case ':': {
                    const inFlow = this.flowLevel > 0;
                    const ch1 = this.charAt(1);
                    if (isEmpty(ch1) || (inFlow && flowIndicatorChars.has(ch1))) {
                        if (!inFlow)
                            this.indentNext = this.indentValue + 1;
                        else if (this.flowKey)
                            this.flowKey = false;
                        n += yield* this.pushCount(1);
                        n += yield* this.pushSpaces(true);
                        continue loop;
                    }
                }
            }
            break loop;
        }
        return n;
    }
    *pushTag() {
        if (this.charAt(1) === '<') {
            let i = this.pos + 2;
            let ch = this.buffer[i];
            while (!isEmpty(ch) && ch !== '>')
                ch = this.buffer[++i];
            return yield* this.pushToIndex(ch === '>' ? i + 1 : i, false);
        }
        else {
            let i = this.pos + 1;
            let ch = this.buffer[i];
            while (ch) {
                if (tagChars.has(ch))
                    ch = this.buffer[++i];
                else if (ch === '%' &&
                    hexDigits.has(this.buffer[i + 1]) &&
                    hexDigits.has(this.buffer[i + 2])) {
                    ch = this.buffer[(i += 3)];
                }
                else
                    break;
            }
            return yield* this.pushToIndex(i, false);
        }
    }
    *pushNewline() {
        const ch = this.buffer[this.pos];
        if (ch === '\n')
            return yield* this.pushCount(1);
        else if (ch === '\r' && this.charAt(1) === '\n')
            return yield* this.pushCount(2);
        else
            return 0;
    }
    *pushSpaces(allowTabs) {
        let i = this.pos - 1;
        let ch;
        do {
            ch = this.buffer[++i];
        } while (ch === ' ' || (allowTabs && ch === '\t'));
        const n = i - this.pos;
        if (n > 0) {
            yield this.buffer.substr(this.pos, n);
            this.pos = i;
        }
        return n;
    }
    *pushUntil(test) {
        let i = this.pos;
        let ch = this.buffer[i];
        while (!test(ch))
            ch = this.buffer[++i];
        return yield* this.pushToIndex(i, false);
    }
}

exports.Lexer = Lexer;


/***/ }),

/***/ 6628:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Tracks newlines during parsing in order to provide an efficient API for
 * determining the one-indexed `{ line, col }` position for any offset
 * within the input.
 */
class LineCounter {
    constructor() {
        this.lineStarts = [];
        /**
         * Should be called in ascending order. Otherwise, call
         * `lineCounter.lineStarts.sort()` before calling `linePos()`.
         */
        this.addNewLine = (offset) => this.lineStarts.push(offset);
        /**
         * Performs a binary search and returns the 1-indexed { line, col }
         * position of `offset`. If `line === 0`, `addNewLine` has never been
         * called or `offset` is before the first known newline.
         */
        this.linePos = (offset) => {
            let low = 0;
            let high = this.lineStarts.length;
            while (low < high) {
                const mid = (low + high) >> 1; // Math.floor((low + high) / 2)
                if (this.lineStarts[mid] < offset)
                    low = mid + 1;
                else
                    high = mid;
            }
            if (this.lineStarts[low] === offset)
                return { line: low + 1, col: 1 };
            if (low === 0)
                return { line: 0, col: offset };
            const start = this.lineStarts[low - 1];
            return { line: low, col: offset - start + 1 };
        };
    }
}

exports.LineCounter = LineCounter;


/***/ }),

/***/ 3456:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_process = __nccwpck_require__(932);
var cst = __nccwpck_require__(3461);
var lexer = __nccwpck_require__(361);

function includesToken(list, type) {
    for (let i = 0; i < list.length; ++i)
        if (list[i].type === type)
            return true;
    return false;
}
function findNonEmptyIndex(list) {
    for (let i = 0; i < list.length; ++i) {
        switch (list[i].type) {
            case 'space':
            case 'comment':
            case 'newline':
                break;
            default:
                return i;
        }
    }
    return -1;
}
function isFlowToken(token) {
    switch (token?.type) {
        case 'alias':
        case 'scalar':
        case 'single-quoted-scalar':
        case 'double-quoted-scalar':
        case 'flow-collection':
            return true;
        default:
            return false;
    }
}
function getPrevProps(parent) {
    switch (parent.type) {
        case 'document':
            return parent.start;
        case 'block-map': {
            const it = parent.items[parent.items.length - 1];
            return it.sep ?? it.start;
        }
        case 'block-seq':
            return parent.items[parent.items.length - 1].start;
        /* istanbul ignore next should not happen */
        default:
            return [];
    }
}
/** Note: May modify input array */
function getFirstKeyStartProps(prev) {
    if (prev.length === 0)
        return [];
    let i = prev.length;
    loop: while (--i >= 0) {
        switch (prev[i].type) {
            case 'doc-start':
            case 'explicit-key-ind':
            case 'map-value-ind':
            case 'seq-item-ind':
            case 'newline':
                break loop;
        }
    }
    while (prev[++i]?.type === 'space') {
        /* loop */
    }
    return prev.splice(i, prev.length);
}
function arrayPushArray(target, source) {
    // May exhaust call stack with large `source` array
    if (source.length < 1e5)
        Array.prototype.push.apply(target, source);
    else
        for (let i = 0; i < source.length; ++i)
            target.push(source[i]);
}
function fixFlowSeqItems(fc) {
    if (fc.start.type === 'flow-seq-start') {
        for (const it of fc.items) {
            if (it.sep &&
                !it.value &&
                !includesToken(it.start, 'explicit-key-ind') &&
                !includesToken(it.sep, 'map-value-ind')) {
                if (it.key)
                    it.value = it.key;
                delete it.key;
                if (isFlowToken(it.value)) {
                    if (it.value.end)
                        arrayPushArray(it.value.end, it.sep);
                    else
                        it.value.end = it.sep;
                }
                else
                    arrayPushArray(it.start, it.sep);
                delete it.sep;
            }
        }
    }
}
/**
 * A YAML concrete syntax tree (CST) parser
 *
 * ```ts
 * const src: string = ...
 * for (const token of new Parser().parse(src)) {
 *   // token: Token
 * }
 * ```
 *
 * To use the parser with a user-provided lexer:
 *
 * ```ts
 * function* parse(source: string, lexer: Lexer) {
 *   const parser = new Parser()
 *   for (const lexeme of lexer.lex(source))
 *     yield* parser.next(lexeme)
 *   yield* parser.end()
 * }
 *
 * const src: string = ...
 * const lexer = new Lexer()
 * for (const token of parse(src, lexer)) {
 *   // token: Token
 * }
 * ```
 */
class Parser {
    /**
     * @param onNewLine - If defined, called separately with the start position of
     *   each new line (in `parse()`, including the start of input).
     */
    constructor(onNewLine) {
        /** If true, space and sequence indicators count as indentation */
        this.atNewLine = true;
        /** If true, next token is a scalar value */
        this.atScalar = false;
        /** Current indentation level */
        this.indent = 0;
        /** Current offset since the start of parsing */
        this.offset = 0;
        /** On the same line with a block map key */
        this.onKeyLine = false;
        /** Top indicates the node that's currently being built */
        this.stack = [];
        /** The source of the current token, set in parse() */
        this.source = '';
        /** The type of the current token, set in parse() */
        this.type = '';
        // Must be defined after `next()`
        this.lexer = new lexer.Lexer();
        this.onNewLine = onNewLine;
    }
    /**
     * Parse `source` as a YAML stream.
     * If `incomplete`, a part of the last line may be left as a buffer for the next call.
     *
     * Errors are not thrown, but yielded as `{ type: 'error', message }` tokens.
     *
     * @returns A generator of tokens representing each directive, document, and other structure.
     */
    *parse(source, incomplete = false) {
        if (this.onNewLine && this.offset === 0)
            this.onNewLine(0);
        for (const lexeme of this.lexer.lex(source, incomplete))
            yield* this.next(lexeme);
        if (!incomplete)
            yield* this.end();
    }
    /**
     * Advance the parser by the `source` of one lexical token.
     */
    *next(source) {
        this.source = source;
        if (node_process.env.LOG_TOKENS)
            console.log('|', cst.prettyToken(source));
        if (this.atScalar) {
            this.atScalar = false;
            yield* this.step();
            this.offset += source.length;
            return;
        }
        const type = cst.tokenType(source);
        if (!type) {
            const message = `Not a YAML token: ${source}`;
            yield* this.pop({ type: 'error', offset: this.offset, message, source });
            this.offset += source.length;
        }
        else if (type === 'scalar') {
            this.atNewLine = false;
            this.atScalar = true;
            this.type = 'scalar';
        }
        else {
            this.type = type;
            yield* this.step();
            switch (type) {
                case 'newline':
                    this.atNewLine = true;
                    this.indent = 0;
                    if (this.onNewLine)
                        this.onNewLine(this.offset + source.length);
                    break;
                case 'space':
                    if (this.atNewLine && source[0] === ' ')
                        this.indent += source.length;
                    break;
                case 'explicit-key-ind':
                case 'map-value-ind':
                case 'seq-item-ind':
                    if (this.atNewLine)
                        this.indent += source.length;
                    break;
                case 'doc-mode':
                case 'flow-error-end':
                    return;
                default:
                    this.atNewLine = false;
            }
            this.offset += source.length;
        }
    }
    /** Call at end of input to push out any remaining constructions */
    *end() {
        while (this.stack.length > 0)
            yield* this.pop();
    }
    get sourceToken() {
        const st = {
            type: this.type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
        return st;
    }
    *step() {
        const top = this.peek(1);
        if (this.type === 'doc-end' && top?.type !== 'doc-end') {
            while (this.stack.length > 0)
                yield* this.pop();
            this.stack.push({
                type: 'doc-end',
                offset: this.offset,
                source: this.source
            });
            return;
        }
        if (!top)
            return yield* this.stream();
        switch (top.type) {
            case 'document':
                return yield* this.document(top);
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return yield* this.scalar(top);
            case 'block-scalar':
                return yield* this.blockScalar(top);
            case 'block-map':
                return yield* this.blockMap(top);
            case 'block-seq':
                return yield* this.blockSequence(top);
            case 'flow-collection':
                return yield* this.flowCollection(top);
            case 'doc-end':
                return yield* this.documentEnd(top);
        }
        /* istanbul ignore next should not happen */
        yield* this.pop();
    }
    peek(n) {
        return this.stack[this.stack.length - n];
    }
    *pop(error) {
        const token = error ?? this.stack.pop();
        /* istanbul ignore if should not happen */
        if (!token) {
            const message = 'Tried to pop an empty stack';
            yield { type: 'error', offset: this.offset, source: '', message };
        }
        else if (this.stack.length === 0) {
            yield token;
        }
        else {
            const top = this.peek(1);
            if (token.type === 'block-scalar') {
                // Block scalars use their parent rather than header indent
                token.indent = 'indent' in top ? top.indent : 0;
            }
            else if (token.type === 'flow-collection' && top.type === 'document') {
                // Ignore all indent for top-level flow collections
                token.indent = 0;
            }
            if (token.type === 'flow-collection')
                fixFlowSeqItems(token);
            switch (top.type) {
                case 'document':
                    top.value = token;
                    break;
                case 'block-scalar':
                    top.props.push(token); // error
                    break;
                case 'block-map': {
                    const it = top.items[top.items.length - 1];
                    if (it.value) {
                        top.items.push({ start: [], key: token, sep: [] });
                        this.onKeyLine = true;
                        return;
                    }
                    else if (it.sep) {
                        it.value = token;
                    }
                    else {
                        Object.assign(it, { key: token, sep: [] });
                        this.onKeyLine = !it.explicitKey;
                        return;
                    }
                    break;
                }
                case 'block-seq': {
                    const it = top.items[top.items.length - 1];
                    if (it.value)
                        top.items.push({ start: [], value: token });
                    else
                        it.value = token;
                    break;
                }
                case 'flow-collection': {
                    const it = top.items[top.items.length - 1];
                    if (!it || it.value)
                        top.items.push({ start: [], key: token, sep: [] });
                    else if (it.sep)
                        it.value = token;
                    else
                        Object.assign(it, { key: token, sep: [] });
                    return;
                }
                /* istanbul ignore next should not happen */
                default:
                    yield* this.pop();
                    yield* this.pop(token);
            }
            if ((top.type === 'document' ||
                top.type === 'block-map' ||
                top.type === 'block-seq') &&
                (token.type === 'block-map' || token.type === 'block-seq')) {
                const last = token.items[token.items.length - 1];
                if (last &&
                    !last.sep &&
                    !last.value &&
                    last.start.length > 0 &&
                    findNonEmptyIndex(last.start) === -1 &&
                    (token.indent === 0 ||
                        last.start.every(st => st.type !== 'comment' || st.indent < token.indent))) {
                    if (top.type === 'document')
                        top.end = last.start;
                    else
                        top.items.push({ start: last.start });
                    token.items.splice(-1, 1);
                }
            }
        }
    }
    *stream() {
        switch (this.type) {
            case 'directive-line':
                yield { type: 'directive', offset: this.offset, source: this.source };
                return;
            case 'byte-order-mark':
            case 'space':
            case 'comment':
            case 'newline':
                yield this.sourceToken;
                return;
            case 'doc-mode':
            case 'doc-start': {
                const doc = {
                    type: 'document',
                    offset: this.offset,
                    start: []
                };
                if (this.type === 'doc-start')
                    doc.start.push(this.sourceToken);
                this.stack.push(doc);
                return;
            }
        }
        yield {
            type: 'error',
            offset: this.offset,
            message: `Unexpected ${this.type} token in YAML stream`,
            source: this.source
        };
    }
    *document(doc) {
        if (doc.value)
            return yield* this.lineEnd(doc);
        switch (this.type) {
            case 'doc-start': {
                if (findNonEmptyIndex(doc.start) !== -1) {
                    yield* this.pop();
                    yield* this.step();
                }
                else
                    doc.start.push(this.sourceToken);
                return;
            }
            case 'anchor':
            case 'tag':
            case 'space':
            case 'comment':
            case 'newline':
                doc.start.push(this.sourceToken);
                return;
        }
        const bv = this.startBlockValue(doc);
        if (bv)
            this.stack.push(bv);
        else {
            yield {
                type: 'error',
                offset: this.offset,
                message: `Unexpected ${this.type} token in YAML document`,
                source: this.source
            };
        }
    }
    *scalar(scalar) {
        if (this.type === 'map-value-ind') {
            const prev = getPrevProps(this.peek(2));
            const start = getFirstKeyStartProps(prev);
            let sep;
            if (scalar.end) {
                sep = scalar.end;
                sep.push(this.sourceToken);
                delete scalar.end;
            }
            else
                sep = [this.sourceToken];
            const map = {
                type: 'block-map',
                offset: scalar.offset,
                indent: scalar.indent,
                items: [{ start, key: scalar, sep }]
            };
            this.onKeyLine = true;
            this.stack[this.stack.length - 1] = map;
        }
        else
            yield* this.lineEnd(scalar);
    }
    *blockScalar(scalar) {
        switch (this.type) {
            case 'space':
            case 'comment':
            case 'newline':
                scalar.props.push(this.sourceToken);
                return;
            case 'scalar':
                scalar.source = this.source;
                // block-scalar source includes trailing newline
                this.atNewLine = true;
                this.indent = 0;
                if (this.onNewLine) {
                    let nl = this.source.indexOf('\n') + 1;
                    while (nl !== 0) {
                        this.onNewLine(this.offset + nl);
                        nl = this.source.indexOf('\n', nl) + 1;
                    }
                }
                yield* this.pop();
                break;
            /* istanbul ignore next should not happen */
            default:
                yield* this.pop();
                yield* this.step();
        }
    }
    *blockMap(map) {
        const it = map.items[map.items.length - 1];
        // it.sep is true-ish if pair already has key or : separator
        switch (this.type) {
            case 'newline':
                this.onKeyLine = false;
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    it.start.push(this.sourceToken);
                }
                return;
            case 'space':
            case 'comment':
                if (it.value) {
                    map.items.push({ start: [this.sourceToken] });
                }
                else if (it.sep) {
                    it.sep.push(this.sourceToken);
                }
                else {
                    if (this.atIndentedComment(it.start, map.indent)) {
                        const prev = map.items[map.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            map.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
        }
        if (this.indent >= map.indent) {
            const atMapIndent = !this.onKeyLine && this.indent === map.indent;
            const atNextItem = atMapIndent &&
                (it.sep || it.explicitKey) &&
                this.type !== 'seq-item-ind';
            // For empty nodes, assign newline-separated not indented empty tokens to following node
            let start = [];
            if (atNextItem && it.sep && !it.value) {
                const nl = [];
                for (let i = 0; i < it.sep.length; ++i) {
                    const st = it.sep[i];
                    switch (st.type) {
                        case 'newline':
                            nl.push(i);
                            break;
                        case 'space':
                            break;
                        case 'comment':
                            if (st.indent > map.indent)
                                nl.length = 0;
                            break;
                        default:
                            nl.length = 0;
                    }
                }
                if (nl.length >= 2)
                    start = it.sep.splice(nl[1]);
            }
            switch (this.type) {
                case 'anchor':
                case 'tag':
                    if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        it.sep.push(this.sourceToken);
                    }
                    else {
                        it.start.push(this.sourceToken);
                    }
                    return;
                case 'explicit-key-ind':
                    if (!it.sep && !it.explicitKey) {
                        it.start.push(this.sourceToken);
                        it.explicitKey = true;
                    }
                    else if (atNextItem || it.value) {
                        start.push(this.sourceToken);
                        map.items.push({ start, explicitKey: true });
                    }
                    else {
                        this.stack.push({
                            type: 'block-map',
                            offset: this.offset,
                            indent: this.indent,
                            items: [{ start: [this.sourceToken], explicitKey: true }]
                        });
                    }
                    this.onKeyLine = true;
                    return;
                case 'map-value-ind':
                    if (it.explicitKey) {
                        if (!it.sep) {
                            if (includesToken(it.start, 'newline')) {
                                Object.assign(it, { key: null, sep: [this.sourceToken] });
                            }
                            else {
                                const start = getFirstKeyStartProps(it.start);
                                this.stack.push({
                                    type: 'block-map',
                                    offset: this.offset,
                                    indent: this.indent,
                                    items: [{ start, key: null, sep: [this.sourceToken] }]
                                });
                            }
                        }
                        else if (it.value) {
                            map.items.push({ start: [], key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else if (isFlowToken(it.key) &&
                            !includesToken(it.sep, 'newline')) {
                            const start = getFirstKeyStartProps(it.start);
                            const key = it.key;
                            const sep = it.sep;
                            sep.push(this.sourceToken);
                            // @ts-expect-error type guard is wrong here
                            delete it.key;
                            // @ts-expect-error type guard is wrong here
                            delete it.sep;
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start, key, sep }]
                            });
                        }
                        else if (start.length > 0) {
                            // Not actually at next item
                            it.sep = it.sep.concat(start, this.sourceToken);
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    else {
                        if (!it.sep) {
                            Object.assign(it, { key: null, sep: [this.sourceToken] });
                        }
                        else if (it.value || atNextItem) {
                            map.items.push({ start, key: null, sep: [this.sourceToken] });
                        }
                        else if (includesToken(it.sep, 'map-value-ind')) {
                            this.stack.push({
                                type: 'block-map',
                                offset: this.offset,
                                indent: this.indent,
                                items: [{ start: [], key: null, sep: [this.sourceToken] }]
                            });
                        }
                        else {
                            it.sep.push(this.sourceToken);
                        }
                    }
                    this.onKeyLine = true;
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (atNextItem || it.value) {
                        map.items.push({ start, key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    else if (it.sep) {
                        this.stack.push(fs);
                    }
                    else {
                        Object.assign(it, { key: fs, sep: [] });
                        this.onKeyLine = true;
                    }
                    return;
                }
                default: {
                    const bv = this.startBlockValue(map);
                    if (bv) {
                        if (bv.type === 'block-seq') {
                            if (!it.explicitKey &&
                                it.sep &&
                                !includesToken(it.sep, 'newline')) {
                                yield* this.pop({
                                    type: 'error',
                                    offset: this.offset,
                                    message: 'Unexpected block-seq-ind on same line with key',
                                    source: this.source
                                });
                                return;
                            }
                        }
                        else if (atMapIndent) {
                            map.items.push({ start });
                        }
                        this.stack.push(bv);
                        return;
                    }
                }
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *blockSequence(seq) {
        const it = seq.items[seq.items.length - 1];
        switch (this.type) {
            case 'newline':
                if (it.value) {
                    const end = 'end' in it.value ? it.value.end : undefined;
                    const last = Array.isArray(end) ? end[end.length - 1] : undefined;
                    if (last?.type === 'comment')
                        end?.push(this.sourceToken);
                    else
                        seq.items.push({ start: [this.sourceToken] });
                }
                else
                    it.start.push(this.sourceToken);
                return;
            case 'space':
            case 'comment':
                if (it.value)
                    seq.items.push({ start: [this.sourceToken] });
                else {
                    if (this.atIndentedComment(it.start, seq.indent)) {
                        const prev = seq.items[seq.items.length - 2];
                        const end = prev?.value?.end;
                        if (Array.isArray(end)) {
                            arrayPushArray(end, it.start);
                            end.push(this.sourceToken);
                            seq.items.pop();
                            return;
                        }
                    }
                    it.start.push(this.sourceToken);
                }
                return;
            case 'anchor':
            case 'tag':
                if (it.value || this.indent <= seq.indent)
                    break;
                it.start.push(this.sourceToken);
                return;
            case 'seq-item-ind':
                if (this.indent !== seq.indent)
                    break;
                if (it.value || includesToken(it.start, 'seq-item-ind'))
                    seq.items.push({ start: [this.sourceToken] });
                else
                    it.start.push(this.sourceToken);
                return;
        }
        if (this.indent > seq.indent) {
            const bv = this.startBlockValue(seq);
            if (bv) {
                this.stack.push(bv);
                return;
            }
        }
        yield* this.pop();
        yield* this.step();
    }
    *flowCollection(fc) {
        const it = fc.items[fc.items.length - 1];
        if (this.type === 'flow-error-end') {
            let top;
            do {
                yield* this.pop();
                top = this.peek(1);
            } while (top?.type === 'flow-collection');
        }
        else if (fc.end.length === 0) {
            switch (this.type) {
                case 'comma':
                case 'explicit-key-ind':
                    if (!it || it.sep)
                        fc.items.push({ start: [this.sourceToken] });
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'map-value-ind':
                    if (!it || it.value)
                        fc.items.push({ start: [], key: null, sep: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        Object.assign(it, { key: null, sep: [this.sourceToken] });
                    return;
                case 'space':
                case 'comment':
                case 'newline':
                case 'anchor':
                case 'tag':
                    if (!it || it.value)
                        fc.items.push({ start: [this.sourceToken] });
                    else if (it.sep)
                        it.sep.push(this.sourceToken);
                    else
                        it.start.push(this.sourceToken);
                    return;
                case 'alias':
                case 'scalar':
                case 'single-quoted-scalar':
                case 'double-quoted-scalar': {
                    const fs = this.flowScalar(this.type);
                    if (!it || it.value)
                        fc.items.push({ start: [], key: fs, sep: [] });
                    else if (it.sep)
                        this.stack.push(fs);
                    else
                        Object.assign(it, { key: fs, sep: [] });
                    return;
                }
                case 'flow-map-end':
                case 'flow-seq-end':
                    fc.end.push(this.sourceToken);
                    return;
            }
            const bv = this.startBlockValue(fc);
            /* istanbul ignore else should not happen */
            if (bv)
                this.stack.push(bv);
            else {
                yield* this.pop();
                yield* this.step();
            }
        }
        else {
            const parent = this.peek(2);
            if (parent.type === 'block-map' &&
                ((this.type === 'map-value-ind' && parent.indent === fc.indent) ||
                    (this.type === 'newline' &&
                        !parent.items[parent.items.length - 1].sep))) {
                yield* this.pop();
                yield* this.step();
            }
            else if (this.type === 'map-value-ind' &&
                parent.type !== 'flow-collection') {
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                fixFlowSeqItems(fc);
                const sep = fc.end.splice(1, fc.end.length);
                sep.push(this.sourceToken);
                const map = {
                    type: 'block-map',
                    offset: fc.offset,
                    indent: fc.indent,
                    items: [{ start, key: fc, sep }]
                };
                this.onKeyLine = true;
                this.stack[this.stack.length - 1] = map;
            }
            else {
                yield* this.lineEnd(fc);
            }
        }
    }
    flowScalar(type) {
        if (this.onNewLine) {
            let nl = this.source.indexOf('\n') + 1;
            while (nl !== 0) {
                this.onNewLine(this.offset + nl);
                nl = this.source.indexOf('\n', nl) + 1;
            }
        }
        return {
            type,
            offset: this.offset,
            indent: this.indent,
            source: this.source
        };
    }
    startBlockValue(parent) {
        switch (this.type) {
            case 'alias':
            case 'scalar':
            case 'single-quoted-scalar':
            case 'double-quoted-scalar':
                return this.flowScalar(this.type);
            case 'block-scalar-header':
                return {
                    type: 'block-scalar',
                    offset: this.offset,
                    indent: this.indent,
                    props: [this.sourceToken],
                    source: ''
                };
            case 'flow-map-start':
            case 'flow-seq-start':
                return {
                    type: 'flow-collection',
                    offset: this.offset,
                    indent: this.indent,
                    start: this.sourceToken,
                    items: [],
                    end: []
                };
            case 'seq-item-ind':
                return {
                    type: 'block-seq',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start: [this.sourceToken] }]
                };
            case 'explicit-key-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                start.push(this.sourceToken);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, explicitKey: true }]
                };
            }
            case 'map-value-ind': {
                this.onKeyLine = true;
                const prev = getPrevProps(parent);
                const start = getFirstKeyStartProps(prev);
                return {
                    type: 'block-map',
                    offset: this.offset,
                    indent: this.indent,
                    items: [{ start, key: null, sep: [this.sourceToken] }]
                };
            }
        }
        return null;
    }
    atIndentedComment(start, indent) {
        if (this.type !== 'comment')
            return false;
        if (this.indent <= indent)
            return false;
        return start.every(st => st.type === 'newline' || st.type === 'space');
    }
    *documentEnd(docEnd) {
        if (this.type !== 'doc-mode') {
            if (docEnd.end)
                docEnd.end.push(this.sourceToken);
            else
                docEnd.end = [this.sourceToken];
            if (this.type === 'newline')
                yield* this.pop();
        }
    }
    *lineEnd(token) {
        switch (this.type) {
            case 'comma':
            case 'doc-start':
            case 'doc-end':
            case 'flow-seq-end':
            case 'flow-map-end':
            case 'map-value-ind':
                yield* this.pop();
                yield* this.step();
                break;
            case 'newline':
                this.onKeyLine = false;
            // fallthrough
            case 'space':
            case 'comment':
            default:
                // all other values are errors
                if (token.end)
                    token.end.push(this.sourceToken);
                else
                    token.end = [this.sourceToken];
                if (this.type === 'newline')
                    yield* this.pop();
        }
    }
}

exports.Parser = Parser;


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var composer = __nccwpck_require__(9984);
var Document = __nccwpck_require__(3021);
var errors = __nccwpck_require__(1464);
var log = __nccwpck_require__(7249);
var identity = __nccwpck_require__(1127);
var lineCounter = __nccwpck_require__(6628);
var parser = __nccwpck_require__(3456);

function parseOptions(options) {
    const prettyErrors = options.prettyErrors !== false;
    const lineCounter$1 = options.lineCounter || (prettyErrors && new lineCounter.LineCounter()) || null;
    return { lineCounter: lineCounter$1, prettyErrors };
}
/**
 * Parse the input as a stream of YAML documents.
 *
 * Documents should be separated from each other by `...` or `---` marker lines.
 *
 * @returns If an empty `docs` array is returned, it will be of type
 *   EmptyStream and contain additional stream information. In
 *   TypeScript, you should use `'empty' in docs` as a type guard for it.
 */
function parseAllDocuments(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    const docs = Array.from(composer$1.compose(parser$1.parse(source)));
    if (prettyErrors && lineCounter)
        for (const doc of docs) {
            doc.errors.forEach(errors.prettifyError(source, lineCounter));
            doc.warnings.forEach(errors.prettifyError(source, lineCounter));
        }
    if (docs.length > 0)
        return docs;
    return Object.assign([], { empty: true }, composer$1.streamInfo());
}
/** Parse an input string into a single YAML.Document */
function parseDocument(source, options = {}) {
    const { lineCounter, prettyErrors } = parseOptions(options);
    const parser$1 = new parser.Parser(lineCounter?.addNewLine);
    const composer$1 = new composer.Composer(options);
    // `doc` is always set by compose.end(true) at the very latest
    let doc = null;
    for (const _doc of composer$1.compose(parser$1.parse(source), true, source.length)) {
        if (!doc)
            doc = _doc;
        else if (doc.options.logLevel !== 'silent') {
            doc.errors.push(new errors.YAMLParseError(_doc.range.slice(0, 2), 'MULTIPLE_DOCS', 'Source contains multiple documents; please use YAML.parseAllDocuments()'));
            break;
        }
    }
    if (prettyErrors && lineCounter) {
        doc.errors.forEach(errors.prettifyError(source, lineCounter));
        doc.warnings.forEach(errors.prettifyError(source, lineCounter));
    }
    return doc;
}
function parse(src, reviver, options) {
    let _reviver = undefined;
    if (typeof reviver === 'function') {
        _reviver = reviver;
    }
    else if (options === undefined && reviver && typeof reviver === 'object') {
        options = reviver;
    }
    const doc = parseDocument(src, options);
    if (!doc)
        return null;
    doc.warnings.forEach(warning => log.warn(doc.options.logLevel, warning));
    if (doc.errors.length > 0) {
        if (doc.options.logLevel !== 'silent')
            throw doc.errors[0];
        else
            doc.errors = [];
    }
    return doc.toJS(Object.assign({ reviver: _reviver }, options));
}
function stringify(value, replacer, options) {
    let _replacer = null;
    if (typeof replacer === 'function' || Array.isArray(replacer)) {
        _replacer = replacer;
    }
    else if (options === undefined && replacer) {
        options = replacer;
    }
    if (typeof options === 'string')
        options = options.length;
    if (typeof options === 'number') {
        const indent = Math.round(options);
        options = indent < 1 ? undefined : indent > 8 ? { indent: 8 } : { indent };
    }
    if (value === undefined) {
        const { keepUndefined } = options ?? replacer ?? {};
        if (!keepUndefined)
            return undefined;
    }
    if (identity.isDocument(value) && !_replacer)
        return value.toString(options);
    return new Document.Document(value, _replacer, options).toString(options);
}

exports.parse = parse;
exports.parseAllDocuments = parseAllDocuments;
exports.parseDocument = parseDocument;
exports.stringify = stringify;


/***/ }),

/***/ 5840:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var tags = __nccwpck_require__(18);

const sortMapEntriesByKey = (a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
class Schema {
    constructor({ compat, customTags, merge, resolveKnownTags, schema, sortMapEntries, toStringDefaults }) {
        this.compat = Array.isArray(compat)
            ? tags.getTags(compat, 'compat')
            : compat
                ? tags.getTags(null, compat)
                : null;
        this.name = (typeof schema === 'string' && schema) || 'core';
        this.knownTags = resolveKnownTags ? tags.coreKnownTags : {};
        this.tags = tags.getTags(customTags, this.name, merge);
        this.toStringOptions = toStringDefaults ?? null;
        Object.defineProperty(this, identity.MAP, { value: map.map });
        Object.defineProperty(this, identity.SCALAR, { value: string.string });
        Object.defineProperty(this, identity.SEQ, { value: seq.seq });
        // Used by createMap()
        this.sortMapEntries =
            typeof sortMapEntries === 'function'
                ? sortMapEntries
                : sortMapEntries === true
                    ? sortMapEntriesByKey
                    : null;
    }
    clone() {
        const copy = Object.create(Schema.prototype, Object.getOwnPropertyDescriptors(this));
        copy.tags = this.tags.slice();
        return copy;
    }
}

exports.Schema = Schema;


/***/ }),

/***/ 7451:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLMap = __nccwpck_require__(4454);

const map = {
    collection: 'map',
    default: true,
    nodeClass: YAMLMap.YAMLMap,
    tag: 'tag:yaml.org,2002:map',
    resolve(map, onError) {
        if (!identity.isMap(map))
            onError('Expected a mapping for this tag');
        return map;
    },
    createNode: (schema, obj, ctx) => YAMLMap.YAMLMap.from(schema, obj, ctx)
};

exports.map = map;


/***/ }),

/***/ 3632:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const nullTag = {
    identify: value => value == null,
    createNode: () => new Scalar.Scalar(null),
    default: true,
    tag: 'tag:yaml.org,2002:null',
    test: /^(?:~|[Nn]ull|NULL)?$/,
    resolve: () => new Scalar.Scalar(null),
    stringify: ({ source }, ctx) => typeof source === 'string' && nullTag.test.test(source)
        ? source
        : ctx.options.nullStr
};

exports.nullTag = nullTag;


/***/ }),

/***/ 1706:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var YAMLSeq = __nccwpck_require__(2223);

const seq = {
    collection: 'seq',
    default: true,
    nodeClass: YAMLSeq.YAMLSeq,
    tag: 'tag:yaml.org,2002:seq',
    resolve(seq, onError) {
        if (!identity.isSeq(seq))
            onError('Expected a sequence for this tag');
        return seq;
    },
    createNode: (schema, obj, ctx) => YAMLSeq.YAMLSeq.from(schema, obj, ctx)
};

exports.seq = seq;


/***/ }),

/***/ 6464:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyString = __nccwpck_require__(3069);

const string = {
    identify: value => typeof value === 'string',
    default: true,
    tag: 'tag:yaml.org,2002:str',
    resolve: str => str,
    stringify(item, ctx, onComment, onChompKeep) {
        ctx = Object.assign({ actualString: true }, ctx);
        return stringifyString.stringifyString(item, ctx, onComment, onChompKeep);
    }
};

exports.string = string;


/***/ }),

/***/ 3959:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

const boolTag = {
    identify: value => typeof value === 'boolean',
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/,
    resolve: str => new Scalar.Scalar(str[0] === 't' || str[0] === 'T'),
    stringify({ source, value }, ctx) {
        if (source && boolTag.test.test(source)) {
            const sv = source[0] === 't' || source[0] === 'T';
            if (value === sv)
                return source;
        }
        return value ? ctx.options.trueStr : ctx.options.falseStr;
    }
};

exports.boolTag = boolTag;


/***/ }),

/***/ 8405:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: str => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)[eE][-+]?[0-9]+$/,
    resolve: str => parseFloat(str),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str));
        const dot = str.indexOf('.');
        if (dot !== -1 && str[str.length - 1] === '0')
            node.minFractionDigits = str.length - dot - 1;
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 9874:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
const intResolve = (str, offset, radix, { intAsBigInt }) => (intAsBigInt ? BigInt(str) : parseInt(str.substring(offset), radix));
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value) && value >= 0)
        return prefix + value.toString(radix);
    return stringifyNumber.stringifyNumber(node);
}
const intOct = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^0o[0-7]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 8, opt),
    stringify: node => intStringify(node, 8, '0o')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: value => intIdentify(value) && value >= 0,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^0x[0-9a-fA-F]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 896:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.boolTag,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float
];

exports.schema = schema;


/***/ }),

/***/ 3559:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var map = __nccwpck_require__(7451);
var seq = __nccwpck_require__(1706);

function intIdentify(value) {
    return typeof value === 'bigint' || Number.isInteger(value);
}
const stringifyJSON = ({ value }) => JSON.stringify(value);
const jsonScalars = [
    {
        identify: value => typeof value === 'string',
        default: true,
        tag: 'tag:yaml.org,2002:str',
        resolve: str => str,
        stringify: stringifyJSON
    },
    {
        identify: value => value == null,
        createNode: () => new Scalar.Scalar(null),
        default: true,
        tag: 'tag:yaml.org,2002:null',
        test: /^null$/,
        resolve: () => null,
        stringify: stringifyJSON
    },
    {
        identify: value => typeof value === 'boolean',
        default: true,
        tag: 'tag:yaml.org,2002:bool',
        test: /^true$|^false$/,
        resolve: str => str === 'true',
        stringify: stringifyJSON
    },
    {
        identify: intIdentify,
        default: true,
        tag: 'tag:yaml.org,2002:int',
        test: /^-?(?:0|[1-9][0-9]*)$/,
        resolve: (str, _onError, { intAsBigInt }) => intAsBigInt ? BigInt(str) : parseInt(str, 10),
        stringify: ({ value }) => intIdentify(value) ? value.toString() : JSON.stringify(value)
    },
    {
        identify: value => typeof value === 'number',
        default: true,
        tag: 'tag:yaml.org,2002:float',
        test: /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?$/,
        resolve: str => parseFloat(str),
        stringify: stringifyJSON
    }
];
const jsonError = {
    default: true,
    tag: '',
    test: /^/,
    resolve(str, onError) {
        onError(`Unresolved plain scalar ${JSON.stringify(str)}`);
        return str;
    }
};
const schema = [map.map, seq.seq].concat(jsonScalars, jsonError);

exports.schema = schema;


/***/ }),

/***/ 18:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var bool = __nccwpck_require__(3959);
var float = __nccwpck_require__(8405);
var int = __nccwpck_require__(9874);
var schema = __nccwpck_require__(896);
var schema$1 = __nccwpck_require__(3559);
var binary = __nccwpck_require__(6083);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var schema$2 = __nccwpck_require__(5913);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(4371);

const schemas = new Map([
    ['core', schema.schema],
    ['failsafe', [map.map, seq.seq, string.string]],
    ['json', schema$1.schema],
    ['yaml11', schema$2.schema],
    ['yaml-1.1', schema$2.schema]
]);
const tagsByName = {
    binary: binary.binary,
    bool: bool.boolTag,
    float: float.float,
    floatExp: float.floatExp,
    floatNaN: float.floatNaN,
    floatTime: timestamp.floatTime,
    int: int.int,
    intHex: int.intHex,
    intOct: int.intOct,
    intTime: timestamp.intTime,
    map: map.map,
    merge: merge.merge,
    null: _null.nullTag,
    omap: omap.omap,
    pairs: pairs.pairs,
    seq: seq.seq,
    set: set.set,
    timestamp: timestamp.timestamp
};
const coreKnownTags = {
    'tag:yaml.org,2002:binary': binary.binary,
    'tag:yaml.org,2002:merge': merge.merge,
    'tag:yaml.org,2002:omap': omap.omap,
    'tag:yaml.org,2002:pairs': pairs.pairs,
    'tag:yaml.org,2002:set': set.set,
    'tag:yaml.org,2002:timestamp': timestamp.timestamp
};
function getTags(customTags, schemaName, addMergeTag) {
    const schemaTags = schemas.get(schemaName);
    if (schemaTags && !customTags) {
        return addMergeTag && !schemaTags.includes(merge.merge)
            ? schemaTags.concat(merge.merge)
            : schemaTags.slice();
    }
    let tags = schemaTags;
    if (!tags) {
        if (Array.isArray(customTags))
            tags = [];
        else {
            const keys = Array.from(schemas.keys())
                .filter(key => key !== 'yaml11')
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown schema "${schemaName}"; use one of ${keys} or define customTags array`);
        }
    }
    if (Array.isArray(customTags)) {
        for (const tag of customTags)
            tags = tags.concat(tag);
    }
    else if (typeof customTags === 'function') {
        tags = customTags(tags.slice());
    }
    if (addMergeTag)
        tags = tags.concat(merge.merge);
    return tags.reduce((tags, tag) => {
        const tagObj = typeof tag === 'string' ? tagsByName[tag] : tag;
        if (!tagObj) {
            const tagName = JSON.stringify(tag);
            const keys = Object.keys(tagsByName)
                .map(key => JSON.stringify(key))
                .join(', ');
            throw new Error(`Unknown custom tag ${tagName}; use one of ${keys}`);
        }
        if (!tags.includes(tagObj))
            tags.push(tagObj);
        return tags;
    }, []);
}

exports.coreKnownTags = coreKnownTags;
exports.getTags = getTags;


/***/ }),

/***/ 6083:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var node_buffer = __nccwpck_require__(181);
var Scalar = __nccwpck_require__(3301);
var stringifyString = __nccwpck_require__(3069);

const binary = {
    identify: value => value instanceof Uint8Array, // Buffer inherits from Uint8Array
    default: false,
    tag: 'tag:yaml.org,2002:binary',
    /**
     * Returns a Buffer in node and an Uint8Array in browsers
     *
     * To use the resulting buffer as an image, you'll want to do something like:
     *
     *   const blob = new Blob([buffer], { type: 'image/jpeg' })
     *   document.querySelector('#photo').src = URL.createObjectURL(blob)
     */
    resolve(src, onError) {
        if (typeof node_buffer.Buffer === 'function') {
            return node_buffer.Buffer.from(src, 'base64');
        }
        else if (typeof atob === 'function') {
            // On IE 11, atob() can't handle newlines
            const str = atob(src.replace(/[\n\r]/g, ''));
            const buffer = new Uint8Array(str.length);
            for (let i = 0; i < str.length; ++i)
                buffer[i] = str.charCodeAt(i);
            return buffer;
        }
        else {
            onError('This environment does not support reading binary tags; either Buffer or atob is required');
            return src;
        }
    },
    stringify({ comment, type, value }, ctx, onComment, onChompKeep) {
        if (!value)
            return '';
        const buf = value; // checked earlier by binary.identify()
        let str;
        if (typeof node_buffer.Buffer === 'function') {
            str =
                buf instanceof node_buffer.Buffer
                    ? buf.toString('base64')
                    : node_buffer.Buffer.from(buf.buffer).toString('base64');
        }
        else if (typeof btoa === 'function') {
            let s = '';
            for (let i = 0; i < buf.length; ++i)
                s += String.fromCharCode(buf[i]);
            str = btoa(s);
        }
        else {
            throw new Error('This environment does not support writing binary tags; either Buffer or btoa is required');
        }
        type ?? (type = Scalar.Scalar.BLOCK_LITERAL);
        if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
            const lineWidth = Math.max(ctx.options.lineWidth - ctx.indent.length, ctx.options.minContentWidth);
            const n = Math.ceil(str.length / lineWidth);
            const lines = new Array(n);
            for (let i = 0, o = 0; i < n; ++i, o += lineWidth) {
                lines[i] = str.substr(o, lineWidth);
            }
            str = lines.join(type === Scalar.Scalar.BLOCK_LITERAL ? '\n' : ' ');
        }
        return stringifyString.stringifyString({ comment, type, value: str }, ctx, onComment, onChompKeep);
    }
};

exports.binary = binary;


/***/ }),

/***/ 8398:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);

function boolStringify({ value, source }, ctx) {
    const boolObj = value ? trueTag : falseTag;
    if (source && boolObj.test.test(source))
        return source;
    return value ? ctx.options.trueStr : ctx.options.falseStr;
}
const trueTag = {
    identify: value => value === true,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:Y|y|[Yy]es|YES|[Tt]rue|TRUE|[Oo]n|ON)$/,
    resolve: () => new Scalar.Scalar(true),
    stringify: boolStringify
};
const falseTag = {
    identify: value => value === false,
    default: true,
    tag: 'tag:yaml.org,2002:bool',
    test: /^(?:N|n|[Nn]o|NO|[Ff]alse|FALSE|[Oo]ff|OFF)$/,
    resolve: () => new Scalar.Scalar(false),
    stringify: boolStringify
};

exports.falseTag = falseTag;
exports.trueTag = trueTag;


/***/ }),

/***/ 5782:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var stringifyNumber = __nccwpck_require__(8689);

const floatNaN = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^(?:[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/,
    resolve: (str) => str.slice(-3).toLowerCase() === 'nan'
        ? NaN
        : str[0] === '-'
            ? Number.NEGATIVE_INFINITY
            : Number.POSITIVE_INFINITY,
    stringify: stringifyNumber.stringifyNumber
};
const floatExp = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'EXP',
    test: /^[-+]?(?:[0-9][0-9_]*)?(?:\.[0-9_]*)?[eE][-+]?[0-9]+$/,
    resolve: (str) => parseFloat(str.replace(/_/g, '')),
    stringify(node) {
        const num = Number(node.value);
        return isFinite(num) ? num.toExponential() : stringifyNumber.stringifyNumber(node);
    }
};
const float = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    test: /^[-+]?(?:[0-9][0-9_]*)?\.[0-9_]*$/,
    resolve(str) {
        const node = new Scalar.Scalar(parseFloat(str.replace(/_/g, '')));
        const dot = str.indexOf('.');
        if (dot !== -1) {
            const f = str.substring(dot + 1).replace(/_/g, '');
            if (f[f.length - 1] === '0')
                node.minFractionDigits = f.length;
        }
        return node;
    },
    stringify: stringifyNumber.stringifyNumber
};

exports.float = float;
exports.floatExp = floatExp;
exports.floatNaN = floatNaN;


/***/ }),

/***/ 873:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

const intIdentify = (value) => typeof value === 'bigint' || Number.isInteger(value);
function intResolve(str, offset, radix, { intAsBigInt }) {
    const sign = str[0];
    if (sign === '-' || sign === '+')
        offset += 1;
    str = str.substring(offset).replace(/_/g, '');
    if (intAsBigInt) {
        switch (radix) {
            case 2:
                str = `0b${str}`;
                break;
            case 8:
                str = `0o${str}`;
                break;
            case 16:
                str = `0x${str}`;
                break;
        }
        const n = BigInt(str);
        return sign === '-' ? BigInt(-1) * n : n;
    }
    const n = parseInt(str, radix);
    return sign === '-' ? -1 * n : n;
}
function intStringify(node, radix, prefix) {
    const { value } = node;
    if (intIdentify(value)) {
        const str = value.toString(radix);
        return value < 0 ? '-' + prefix + str.substr(1) : prefix + str;
    }
    return stringifyNumber.stringifyNumber(node);
}
const intBin = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'BIN',
    test: /^[-+]?0b[0-1_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 2, opt),
    stringify: node => intStringify(node, 2, '0b')
};
const intOct = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'OCT',
    test: /^[-+]?0[0-7_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 1, 8, opt),
    stringify: node => intStringify(node, 8, '0')
};
const int = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    test: /^[-+]?[0-9][0-9_]*$/,
    resolve: (str, _onError, opt) => intResolve(str, 0, 10, opt),
    stringify: stringifyNumber.stringifyNumber
};
const intHex = {
    identify: intIdentify,
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'HEX',
    test: /^[-+]?0x[0-9a-fA-F_]+$/,
    resolve: (str, _onError, opt) => intResolve(str, 2, 16, opt),
    stringify: node => intStringify(node, 16, '0x')
};

exports.int = int;
exports.intBin = intBin;
exports.intHex = intHex;
exports.intOct = intOct;


/***/ }),

/***/ 452:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);

// If the value associated with a merge key is a single mapping node, each of
// its key/value pairs is inserted into the current mapping, unless the key
// already exists in it. If the value associated with the merge key is a
// sequence, then this sequence is expected to contain mapping nodes and each
// of these nodes is merged in turn according to its order in the sequence.
// Keys in mapping nodes earlier in the sequence override keys specified in
// later mapping nodes. -- http://yaml.org/type/merge.html
const MERGE_KEY = '<<';
const merge = {
    identify: value => value === MERGE_KEY ||
        (typeof value === 'symbol' && value.description === MERGE_KEY),
    default: 'key',
    tag: 'tag:yaml.org,2002:merge',
    test: /^<<$/,
    resolve: () => Object.assign(new Scalar.Scalar(Symbol(MERGE_KEY)), {
        addToJSMap: addMergeToJSMap
    }),
    stringify: () => MERGE_KEY
};
const isMergeKey = (ctx, key) => (merge.identify(key) ||
    (identity.isScalar(key) &&
        (!key.type || key.type === Scalar.Scalar.PLAIN) &&
        merge.identify(key.value))) &&
    ctx?.doc.schema.tags.some(tag => tag.tag === merge.tag && tag.default);
function addMergeToJSMap(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (identity.isSeq(source))
        for (const it of source.items)
            mergeValue(ctx, map, it);
    else if (Array.isArray(source))
        for (const it of source)
            mergeValue(ctx, map, it);
    else
        mergeValue(ctx, map, source);
}
function mergeValue(ctx, map, value) {
    const source = resolveAliasValue(ctx, value);
    if (!identity.isMap(source))
        throw new Error('Merge sources must be maps or map aliases');
    const srcMap = source.toJSON(null, ctx, Map);
    for (const [key, value] of srcMap) {
        if (map instanceof Map) {
            if (!map.has(key))
                map.set(key, value);
        }
        else if (map instanceof Set) {
            map.add(key);
        }
        else if (!Object.prototype.hasOwnProperty.call(map, key)) {
            Object.defineProperty(map, key, {
                value,
                writable: true,
                enumerable: true,
                configurable: true
            });
        }
    }
    return map;
}
function resolveAliasValue(ctx, value) {
    return ctx && identity.isAlias(value) ? value.resolve(ctx.doc, ctx) : value;
}

exports.addMergeToJSMap = addMergeToJSMap;
exports.isMergeKey = isMergeKey;
exports.merge = merge;


/***/ }),

/***/ 303:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var toJS = __nccwpck_require__(6424);
var YAMLMap = __nccwpck_require__(4454);
var YAMLSeq = __nccwpck_require__(2223);
var pairs = __nccwpck_require__(8385);

class YAMLOMap extends YAMLSeq.YAMLSeq {
    constructor() {
        super();
        this.add = YAMLMap.YAMLMap.prototype.add.bind(this);
        this.delete = YAMLMap.YAMLMap.prototype.delete.bind(this);
        this.get = YAMLMap.YAMLMap.prototype.get.bind(this);
        this.has = YAMLMap.YAMLMap.prototype.has.bind(this);
        this.set = YAMLMap.YAMLMap.prototype.set.bind(this);
        this.tag = YAMLOMap.tag;
    }
    /**
     * If `ctx` is given, the return type is actually `Map<unknown, unknown>`,
     * but TypeScript won't allow widening the signature of a child method.
     */
    toJSON(_, ctx) {
        if (!ctx)
            return super.toJSON(_);
        const map = new Map();
        if (ctx?.onCreate)
            ctx.onCreate(map);
        for (const pair of this.items) {
            let key, value;
            if (identity.isPair(pair)) {
                key = toJS.toJS(pair.key, '', ctx);
                value = toJS.toJS(pair.value, key, ctx);
            }
            else {
                key = toJS.toJS(pair, '', ctx);
            }
            if (map.has(key))
                throw new Error('Ordered maps must not include duplicate keys');
            map.set(key, value);
        }
        return map;
    }
    static from(schema, iterable, ctx) {
        const pairs$1 = pairs.createPairs(schema, iterable, ctx);
        const omap = new this();
        omap.items = pairs$1.items;
        return omap;
    }
}
YAMLOMap.tag = 'tag:yaml.org,2002:omap';
const omap = {
    collection: 'seq',
    identify: value => value instanceof Map,
    nodeClass: YAMLOMap,
    default: false,
    tag: 'tag:yaml.org,2002:omap',
    resolve(seq, onError) {
        const pairs$1 = pairs.resolvePairs(seq, onError);
        const seenKeys = [];
        for (const { key } of pairs$1.items) {
            if (identity.isScalar(key)) {
                if (seenKeys.includes(key.value)) {
                    onError(`Ordered maps must not include duplicate keys: ${key.value}`);
                }
                else {
                    seenKeys.push(key.value);
                }
            }
        }
        return Object.assign(new YAMLOMap(), pairs$1);
    },
    createNode: (schema, iterable, ctx) => YAMLOMap.from(schema, iterable, ctx)
};

exports.YAMLOMap = YAMLOMap;
exports.omap = omap;


/***/ }),

/***/ 8385:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var Scalar = __nccwpck_require__(3301);
var YAMLSeq = __nccwpck_require__(2223);

function resolvePairs(seq, onError) {
    if (identity.isSeq(seq)) {
        for (let i = 0; i < seq.items.length; ++i) {
            let item = seq.items[i];
            if (identity.isPair(item))
                continue;
            else if (identity.isMap(item)) {
                if (item.items.length > 1)
                    onError('Each pair must have its own sequence indicator');
                const pair = item.items[0] || new Pair.Pair(new Scalar.Scalar(null));
                if (item.commentBefore)
                    pair.key.commentBefore = pair.key.commentBefore
                        ? `${item.commentBefore}\n${pair.key.commentBefore}`
                        : item.commentBefore;
                if (item.comment) {
                    const cn = pair.value ?? pair.key;
                    cn.comment = cn.comment
                        ? `${item.comment}\n${cn.comment}`
                        : item.comment;
                }
                item = pair;
            }
            seq.items[i] = identity.isPair(item) ? item : new Pair.Pair(item);
        }
    }
    else
        onError('Expected a sequence for this tag');
    return seq;
}
function createPairs(schema, iterable, ctx) {
    const { replacer } = ctx;
    const pairs = new YAMLSeq.YAMLSeq(schema);
    pairs.tag = 'tag:yaml.org,2002:pairs';
    let i = 0;
    if (iterable && Symbol.iterator in Object(iterable))
        for (let it of iterable) {
            if (typeof replacer === 'function')
                it = replacer.call(iterable, String(i++), it);
            let key, value;
            if (Array.isArray(it)) {
                if (it.length === 2) {
                    key = it[0];
                    value = it[1];
                }
                else
                    throw new TypeError(`Expected [key, value] tuple: ${it}`);
            }
            else if (it && it instanceof Object) {
                const keys = Object.keys(it);
                if (keys.length === 1) {
                    key = keys[0];
                    value = it[key];
                }
                else {
                    throw new TypeError(`Expected tuple with one key, not ${keys.length} keys`);
                }
            }
            else {
                key = it;
            }
            pairs.items.push(Pair.createPair(key, value, ctx));
        }
    return pairs;
}
const pairs = {
    collection: 'seq',
    default: false,
    tag: 'tag:yaml.org,2002:pairs',
    resolve: resolvePairs,
    createNode: createPairs
};

exports.createPairs = createPairs;
exports.pairs = pairs;
exports.resolvePairs = resolvePairs;


/***/ }),

/***/ 5913:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var map = __nccwpck_require__(7451);
var _null = __nccwpck_require__(3632);
var seq = __nccwpck_require__(1706);
var string = __nccwpck_require__(6464);
var binary = __nccwpck_require__(6083);
var bool = __nccwpck_require__(8398);
var float = __nccwpck_require__(5782);
var int = __nccwpck_require__(873);
var merge = __nccwpck_require__(452);
var omap = __nccwpck_require__(303);
var pairs = __nccwpck_require__(8385);
var set = __nccwpck_require__(1528);
var timestamp = __nccwpck_require__(4371);

const schema = [
    map.map,
    seq.seq,
    string.string,
    _null.nullTag,
    bool.trueTag,
    bool.falseTag,
    int.intBin,
    int.intOct,
    int.int,
    int.intHex,
    float.floatNaN,
    float.floatExp,
    float.float,
    binary.binary,
    merge.merge,
    omap.omap,
    pairs.pairs,
    set.set,
    timestamp.intTime,
    timestamp.floatTime,
    timestamp.timestamp
];

exports.schema = schema;


/***/ }),

/***/ 1528:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Pair = __nccwpck_require__(7165);
var YAMLMap = __nccwpck_require__(4454);

class YAMLSet extends YAMLMap.YAMLMap {
    constructor(schema) {
        super(schema);
        this.tag = YAMLSet.tag;
    }
    add(key) {
        let pair;
        if (identity.isPair(key))
            pair = key;
        else if (key &&
            typeof key === 'object' &&
            'key' in key &&
            'value' in key &&
            key.value === null)
            pair = new Pair.Pair(key.key, null);
        else
            pair = new Pair.Pair(key, null);
        const prev = YAMLMap.findPair(this.items, pair.key);
        if (!prev)
            this.items.push(pair);
    }
    /**
     * If `keepPair` is `true`, returns the Pair matching `key`.
     * Otherwise, returns the value of that Pair's key.
     */
    get(key, keepPair) {
        const pair = YAMLMap.findPair(this.items, key);
        return !keepPair && identity.isPair(pair)
            ? identity.isScalar(pair.key)
                ? pair.key.value
                : pair.key
            : pair;
    }
    set(key, value) {
        if (typeof value !== 'boolean')
            throw new Error(`Expected boolean value for set(key, value) in a YAML set, not ${typeof value}`);
        const prev = YAMLMap.findPair(this.items, key);
        if (prev && !value) {
            this.items.splice(this.items.indexOf(prev), 1);
        }
        else if (!prev && value) {
            this.items.push(new Pair.Pair(key));
        }
    }
    toJSON(_, ctx) {
        return super.toJSON(_, ctx, Set);
    }
    toString(ctx, onComment, onChompKeep) {
        if (!ctx)
            return JSON.stringify(this);
        if (this.hasAllNullValues(true))
            return super.toString(Object.assign({}, ctx, { allNullValues: true }), onComment, onChompKeep);
        else
            throw new Error('Set items must all have null values');
    }
    static from(schema, iterable, ctx) {
        const { replacer } = ctx;
        const set = new this(schema);
        if (iterable && Symbol.iterator in Object(iterable))
            for (let value of iterable) {
                if (typeof replacer === 'function')
                    value = replacer.call(iterable, value, value);
                set.items.push(Pair.createPair(value, null, ctx));
            }
        return set;
    }
}
YAMLSet.tag = 'tag:yaml.org,2002:set';
const set = {
    collection: 'map',
    identify: value => value instanceof Set,
    nodeClass: YAMLSet,
    default: false,
    tag: 'tag:yaml.org,2002:set',
    createNode: (schema, iterable, ctx) => YAMLSet.from(schema, iterable, ctx),
    resolve(map, onError) {
        if (identity.isMap(map)) {
            if (map.hasAllNullValues(true))
                return Object.assign(new YAMLSet(), map);
            else
                onError('Set items must all have null values');
        }
        else
            onError('Expected a mapping for this tag');
        return map;
    }
};

exports.YAMLSet = YAMLSet;
exports.set = set;


/***/ }),

/***/ 4371:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var stringifyNumber = __nccwpck_require__(8689);

/** Internal types handle bigint as number, because TS can't figure it out. */
function parseSexagesimal(str, asBigInt) {
    const sign = str[0];
    const parts = sign === '-' || sign === '+' ? str.substring(1) : str;
    const num = (n) => asBigInt ? BigInt(n) : Number(n);
    const res = parts
        .replace(/_/g, '')
        .split(':')
        .reduce((res, p) => res * num(60) + num(p), num(0));
    return (sign === '-' ? num(-1) * res : res);
}
/**
 * hhhh:mm:ss.sss
 *
 * Internal types handle bigint as number, because TS can't figure it out.
 */
function stringifySexagesimal(node) {
    let { value } = node;
    let num = (n) => n;
    if (typeof value === 'bigint')
        num = n => BigInt(n);
    else if (isNaN(value) || !isFinite(value))
        return stringifyNumber.stringifyNumber(node);
    let sign = '';
    if (value < 0) {
        sign = '-';
        value *= num(-1);
    }
    const _60 = num(60);
    const parts = [value % _60]; // seconds, including ms
    if (value < 60) {
        parts.unshift(0); // at least one : is required
    }
    else {
        value = (value - parts[0]) / _60;
        parts.unshift(value % _60); // minutes
        if (value >= 60) {
            value = (value - parts[0]) / _60;
            parts.unshift(value); // hours
        }
    }
    return (sign +
        parts
            .map(n => String(n).padStart(2, '0'))
            .join(':')
            .replace(/000000\d*$/, '') // % 60 may introduce error
    );
}
const intTime = {
    identify: value => typeof value === 'bigint' || Number.isInteger(value),
    default: true,
    tag: 'tag:yaml.org,2002:int',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+$/,
    resolve: (str, _onError, { intAsBigInt }) => parseSexagesimal(str, intAsBigInt),
    stringify: stringifySexagesimal
};
const floatTime = {
    identify: value => typeof value === 'number',
    default: true,
    tag: 'tag:yaml.org,2002:float',
    format: 'TIME',
    test: /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*$/,
    resolve: str => parseSexagesimal(str, false),
    stringify: stringifySexagesimal
};
const timestamp = {
    identify: value => value instanceof Date,
    default: true,
    tag: 'tag:yaml.org,2002:timestamp',
    // If the time zone is omitted, the timestamp is assumed to be specified in UTC. The time part
    // may be omitted altogether, resulting in a date format. In such a case, the time part is
    // assumed to be 00:00:00Z (start of day, UTC).
    test: RegExp('^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})' + // YYYY-Mm-Dd
        '(?:' + // time is optional
        '(?:t|T|[ \\t]+)' + // t | T | whitespace
        '([0-9]{1,2}):([0-9]{1,2}):([0-9]{1,2}(\\.[0-9]+)?)' + // Hh:Mm:Ss(.ss)?
        '(?:[ \\t]*(Z|[-+][012]?[0-9](?::[0-9]{2})?))?' + // Z | +5 | -03:30
        ')?$'),
    resolve(str) {
        const match = str.match(timestamp.test);
        if (!match)
            throw new Error('!!timestamp expects a date, starting with yyyy-mm-dd');
        const [, year, month, day, hour, minute, second] = match.map(Number);
        const millisec = match[7] ? Number((match[7] + '00').substr(1, 3)) : 0;
        let date = Date.UTC(year, month - 1, day, hour || 0, minute || 0, second || 0, millisec);
        const tz = match[8];
        if (tz && tz !== 'Z') {
            let d = parseSexagesimal(tz, false);
            if (Math.abs(d) < 30)
                d *= 60;
            date -= 60000 * d;
        }
        return new Date(date);
    },
    stringify: ({ value }) => value?.toISOString().replace(/(T00:00:00)?\.000Z$/, '') ?? ''
};

exports.floatTime = floatTime;
exports.intTime = intTime;
exports.timestamp = timestamp;


/***/ }),

/***/ 4475:
/***/ ((__unused_webpack_module, exports) => {



const FOLD_FLOW = 'flow';
const FOLD_BLOCK = 'block';
const FOLD_QUOTED = 'quoted';
/**
 * Tries to keep input at up to `lineWidth` characters, splitting only on spaces
 * not followed by newlines or spaces unless `mode` is `'quoted'`. Lines are
 * terminated with `\n` and started with `indent`.
 */
function foldFlowLines(text, indent, mode = 'flow', { indentAtStart, lineWidth = 80, minContentWidth = 20, onFold, onOverflow } = {}) {
    if (!lineWidth || lineWidth < 0)
        return text;
    if (lineWidth < minContentWidth)
        minContentWidth = 0;
    const endStep = Math.max(1 + minContentWidth, 1 + lineWidth - indent.length);
    if (text.length <= endStep)
        return text;
    const folds = [];
    const escapedFolds = {};
    let end = lineWidth - indent.length;
    if (typeof indentAtStart === 'number') {
        if (indentAtStart > lineWidth - Math.max(2, minContentWidth))
            folds.push(0);
        else
            end = lineWidth - indentAtStart;
    }
    let split = undefined;
    let prev = undefined;
    let overflow = false;
    let i = -1;
    let escStart = -1;
    let escEnd = -1;
    if (mode === FOLD_BLOCK) {
        i = consumeMoreIndentedLines(text, i, indent.length);
        if (i !== -1)
            end = i + endStep;
    }
    for (let ch; (ch = text[(i += 1)]);) {
        if (mode === FOLD_QUOTED && ch === '\\') {
            escStart = i;
            switch (text[i + 1]) {
                case 'x':
                    i += 3;
                    break;
                case 'u':
                    i += 5;
                    break;
                case 'U':
                    i += 9;
                    break;
                default:
                    i += 1;
            }
            escEnd = i;
        }
        if (ch === '\n') {
            if (mode === FOLD_BLOCK)
                i = consumeMoreIndentedLines(text, i, indent.length);
            end = i + indent.length + endStep;
            split = undefined;
        }
        else {
            if (ch === ' ' &&
                prev &&
                prev !== ' ' &&
                prev !== '\n' &&
                prev !== '\t') {
                // space surrounded by non-space can be replaced with newline + indent
                const next = text[i + 1];
                if (next && next !== ' ' && next !== '\n' && next !== '\t')
                    split = i;
            }
            if (i >= end) {
                if (split) {
                    folds.push(split);
                    end = split + endStep;
                    split = undefined;
                }
                else if (mode === FOLD_QUOTED) {
                    // white-space collected at end may stretch past lineWidth
                    while (prev === ' ' || prev === '\t') {
                        prev = ch;
                        ch = text[(i += 1)];
                        overflow = true;
                    }
                    // Account for newline escape, but don't break preceding escape
                    const j = i > escEnd + 1 ? i - 2 : escStart - 1;
                    // Bail out if lineWidth & minContentWidth are shorter than an escape string
                    if (escapedFolds[j])
                        return text;
                    folds.push(j);
                    escapedFolds[j] = true;
                    end = j + endStep;
                    split = undefined;
                }
                else {
                    overflow = true;
                }
            }
        }
        prev = ch;
    }
    if (overflow && onOverflow)
        onOverflow();
    if (folds.length === 0)
        return text;
    if (onFold)
        onFold();
    let res = text.slice(0, folds[0]);
    for (let i = 0; i < folds.length; ++i) {
        const fold = folds[i];
        const end = folds[i + 1] || text.length;
        if (fold === 0)
            res = `\n${indent}${text.slice(0, end)}`;
        else {
            if (mode === FOLD_QUOTED && escapedFolds[fold])
                res += `${text[fold]}\\`;
            res += `\n${indent}${text.slice(fold + 1, end)}`;
        }
    }
    return res;
}
/**
 * Presumes `i + 1` is at the start of a line
 * @returns index of last newline in more-indented block
 */
function consumeMoreIndentedLines(text, i, indent) {
    let end = i;
    let start = i + 1;
    let ch = text[start];
    while (ch === ' ' || ch === '\t') {
        if (i < start + indent) {
            ch = text[++i];
        }
        else {
            do {
                ch = text[++i];
            } while (ch && ch !== '\n');
            end = i;
            start = i + 1;
            ch = text[start];
        }
    }
    return end;
}

exports.FOLD_BLOCK = FOLD_BLOCK;
exports.FOLD_FLOW = FOLD_FLOW;
exports.FOLD_QUOTED = FOLD_QUOTED;
exports.foldFlowLines = foldFlowLines;


/***/ }),

/***/ 2148:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var anchors = __nccwpck_require__(1596);
var identity = __nccwpck_require__(1127);
var stringifyComment = __nccwpck_require__(9799);
var stringifyString = __nccwpck_require__(3069);

function createStringifyContext(doc, options) {
    const opt = Object.assign({
        blockQuote: true,
        commentString: stringifyComment.stringifyComment,
        defaultKeyType: null,
        defaultStringType: 'PLAIN',
        directives: null,
        doubleQuotedAsJSON: false,
        doubleQuotedMinMultiLineLength: 40,
        falseStr: 'false',
        flowCollectionPadding: true,
        indentSeq: true,
        lineWidth: 80,
        minContentWidth: 20,
        nullStr: 'null',
        simpleKeys: false,
        singleQuote: null,
        trailingComma: false,
        trueStr: 'true',
        verifyAliasOrder: true
    }, doc.schema.toStringOptions, options);
    let inFlow;
    switch (opt.collectionStyle) {
        case 'block':
            inFlow = false;
            break;
        case 'flow':
            inFlow = true;
            break;
        default:
            inFlow = null;
    }
    return {
        anchors: new Set(),
        doc,
        flowCollectionPadding: opt.flowCollectionPadding ? ' ' : '',
        indent: '',
        indentStep: typeof opt.indent === 'number' ? ' '.repeat(opt.indent) : '  ',
        inFlow,
        options: opt
    };
}
function getTagObject(tags, item) {
    if (item.tag) {
        const match = tags.filter(t => t.tag === item.tag);
        if (match.length > 0)
            return match.find(t => t.format === item.format) ?? match[0];
    }
    let tagObj = undefined;
    let obj;
    if (identity.isScalar(item)) {
        obj = item.value;
        let match = tags.filter(t => t.identify?.(obj));
        if (match.length > 1) {
            const testMatch = match.filter(t => t.test);
            if (testMatch.length > 0)
                match = testMatch;
        }
        tagObj =
            match.find(t => t.format === item.format) ?? match.find(t => !t.format);
    }
    else {
        obj = item;
        tagObj = tags.find(t => t.nodeClass && obj instanceof t.nodeClass);
    }
    if (!tagObj) {
        const name = obj?.constructor?.name ?? (obj === null ? 'null' : typeof obj);
        throw new Error(`Tag not resolved for ${name} value`);
    }
    return tagObj;
}
// needs to be called before value stringifier to allow for circular anchor refs
function stringifyProps(node, tagObj, { anchors: anchors$1, doc }) {
    if (!doc.directives)
        return '';
    const props = [];
    const anchor = (identity.isScalar(node) || identity.isCollection(node)) && node.anchor;
    if (anchor && anchors.anchorIsValid(anchor)) {
        anchors$1.add(anchor);
        props.push(`&${anchor}`);
    }
    const tag = node.tag ?? (tagObj.default ? null : tagObj.tag);
    if (tag)
        props.push(doc.directives.tagString(tag));
    return props.join(' ');
}
function stringify(item, ctx, onComment, onChompKeep) {
    if (identity.isPair(item))
        return item.toString(ctx, onComment, onChompKeep);
    if (identity.isAlias(item)) {
        if (ctx.doc.directives)
            return item.toString(ctx);
        if (ctx.resolvedAliases?.has(item)) {
            throw new TypeError(`Cannot stringify circular structure without alias nodes`);
        }
        else {
            if (ctx.resolvedAliases)
                ctx.resolvedAliases.add(item);
            else
                ctx.resolvedAliases = new Set([item]);
            item = item.resolve(ctx.doc);
        }
    }
    let tagObj = undefined;
    const node = identity.isNode(item)
        ? item
        : ctx.doc.createNode(item, { onTagObj: o => (tagObj = o) });
    tagObj ?? (tagObj = getTagObject(ctx.doc.schema.tags, node));
    const props = stringifyProps(node, tagObj, ctx);
    if (props.length > 0)
        ctx.indentAtStart = (ctx.indentAtStart ?? 0) + props.length + 1;
    const str = typeof tagObj.stringify === 'function'
        ? tagObj.stringify(node, ctx, onComment, onChompKeep)
        : identity.isScalar(node)
            ? stringifyString.stringifyString(node, ctx, onComment, onChompKeep)
            : node.toString(ctx, onComment, onChompKeep);
    if (!props)
        return str;
    return identity.isScalar(node) || str[0] === '{' || str[0] === '['
        ? `${props} ${str}`
        : `${props}\n${ctx.indent}${str}`;
}

exports.createStringifyContext = createStringifyContext;
exports.stringify = stringify;


/***/ }),

/***/ 1212:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyCollection(collection, ctx, options) {
    const flow = ctx.inFlow ?? collection.flow;
    const stringify = flow ? stringifyFlowCollection : stringifyBlockCollection;
    return stringify(collection, ctx, options);
}
function stringifyBlockCollection({ comment, items }, ctx, { blockItemPrefix, flowChars, itemIndent, onChompKeep, onComment }) {
    const { indent, options: { commentString } } = ctx;
    const itemCtx = Object.assign({}, ctx, { indent: itemIndent, type: null });
    let chompKeep = false; // flag for the preceding node's status
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (!chompKeep && item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, chompKeep);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (!chompKeep && ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, chompKeep);
            }
        }
        chompKeep = false;
        let str = stringify.stringify(item, itemCtx, () => (comment = null), () => (chompKeep = true));
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        if (chompKeep && comment)
            chompKeep = false;
        lines.push(blockItemPrefix + str);
    }
    let str;
    if (lines.length === 0) {
        str = flowChars.start + flowChars.end;
    }
    else {
        str = lines[0];
        for (let i = 1; i < lines.length; ++i) {
            const line = lines[i];
            str += line ? `\n${indent}${line}` : '\n';
        }
    }
    if (comment) {
        str += '\n' + stringifyComment.indentComment(commentString(comment), indent);
        if (onComment)
            onComment();
    }
    else if (chompKeep && onChompKeep)
        onChompKeep();
    return str;
}
function stringifyFlowCollection({ items }, ctx, { flowChars, itemIndent }) {
    const { indent, indentStep, flowCollectionPadding: fcPadding, options: { commentString } } = ctx;
    itemIndent += indentStep;
    const itemCtx = Object.assign({}, ctx, {
        indent: itemIndent,
        inFlow: true,
        type: null
    });
    let reqNewline = false;
    let linesAtValue = 0;
    const lines = [];
    for (let i = 0; i < items.length; ++i) {
        const item = items[i];
        let comment = null;
        if (identity.isNode(item)) {
            if (item.spaceBefore)
                lines.push('');
            addCommentBefore(ctx, lines, item.commentBefore, false);
            if (item.comment)
                comment = item.comment;
        }
        else if (identity.isPair(item)) {
            const ik = identity.isNode(item.key) ? item.key : null;
            if (ik) {
                if (ik.spaceBefore)
                    lines.push('');
                addCommentBefore(ctx, lines, ik.commentBefore, false);
                if (ik.comment)
                    reqNewline = true;
            }
            const iv = identity.isNode(item.value) ? item.value : null;
            if (iv) {
                if (iv.comment)
                    comment = iv.comment;
                if (iv.commentBefore)
                    reqNewline = true;
            }
            else if (item.value == null && ik?.comment) {
                comment = ik.comment;
            }
        }
        if (comment)
            reqNewline = true;
        let str = stringify.stringify(item, itemCtx, () => (comment = null));
        reqNewline || (reqNewline = lines.length > linesAtValue || str.includes('\n'));
        if (i < items.length - 1) {
            str += ',';
        }
        else if (ctx.options.trailingComma) {
            if (ctx.options.lineWidth > 0) {
                reqNewline || (reqNewline = lines.reduce((sum, line) => sum + line.length + 2, 2) +
                    (str.length + 2) >
                    ctx.options.lineWidth);
            }
            if (reqNewline) {
                str += ',';
            }
        }
        if (comment)
            str += stringifyComment.lineComment(str, itemIndent, commentString(comment));
        lines.push(str);
        linesAtValue = lines.length;
    }
    const { start, end } = flowChars;
    if (lines.length === 0) {
        return start + end;
    }
    else {
        if (!reqNewline) {
            const len = lines.reduce((sum, line) => sum + line.length + 2, 2);
            reqNewline = ctx.options.lineWidth > 0 && len > ctx.options.lineWidth;
        }
        if (reqNewline) {
            let str = start;
            for (const line of lines)
                str += line ? `\n${indentStep}${indent}${line}` : '\n';
            return `${str}\n${indent}${end}`;
        }
        else {
            return `${start}${fcPadding}${lines.join(' ')}${fcPadding}${end}`;
        }
    }
}
function addCommentBefore({ indent, options: { commentString } }, lines, comment, chompKeep) {
    if (comment && chompKeep)
        comment = comment.replace(/^\n+/, '');
    if (comment) {
        const ic = stringifyComment.indentComment(commentString(comment), indent);
        lines.push(ic.trimStart()); // Avoid double indent on first line
    }
}

exports.stringifyCollection = stringifyCollection;


/***/ }),

/***/ 9799:
/***/ ((__unused_webpack_module, exports) => {



/**
 * Stringifies a comment.
 *
 * Empty comment lines are left empty,
 * lines consisting of a single space are replaced by `#`,
 * and all other lines are prefixed with a `#`.
 */
const stringifyComment = (str) => str.replace(/^(?!$)(?: $)?/gm, '#');
function indentComment(comment, indent) {
    if (/^\n+$/.test(comment))
        return comment.substring(1);
    return indent ? comment.replace(/^(?! *$)/gm, indent) : comment;
}
const lineComment = (str, indent, comment) => str.endsWith('\n')
    ? indentComment(comment, indent)
    : comment.includes('\n')
        ? '\n' + indentComment(comment, indent)
        : (str.endsWith(' ') ? '' : ' ') + comment;

exports.indentComment = indentComment;
exports.lineComment = lineComment;
exports.stringifyComment = stringifyComment;


/***/ }),

/***/ 6829:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyDocument(doc, options) {
    const lines = [];
    let hasDirectives = options.directives === true;
    if (options.directives !== false && doc.directives) {
        const dir = doc.directives.toString(doc);
        if (dir) {
            lines.push(dir);
            hasDirectives = true;
        }
        else if (doc.directives.docStart)
            hasDirectives = true;
    }
    if (hasDirectives)
        lines.push('---');
    const ctx = stringify.createStringifyContext(doc, options);
    const { commentString } = ctx.options;
    if (doc.commentBefore) {
        if (lines.length !== 1)
            lines.unshift('');
        const cs = commentString(doc.commentBefore);
        lines.unshift(stringifyComment.indentComment(cs, ''));
    }
    let chompKeep = false;
    let contentComment = null;
    if (doc.contents) {
        if (identity.isNode(doc.contents)) {
            if (doc.contents.spaceBefore && hasDirectives)
                lines.push('');
            if (doc.contents.commentBefore) {
                const cs = commentString(doc.contents.commentBefore);
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            // top-level block scalars need to be indented if followed by a comment
            ctx.forceBlockIndent = !!doc.comment;
            contentComment = doc.contents.comment;
        }
        const onChompKeep = contentComment ? undefined : () => (chompKeep = true);
        let body = stringify.stringify(doc.contents, ctx, () => (contentComment = null), onChompKeep);
        if (contentComment)
            body += stringifyComment.lineComment(body, '', commentString(contentComment));
        if ((body[0] === '|' || body[0] === '>') &&
            lines[lines.length - 1] === '---') {
            // Top-level block scalars with a preceding doc marker ought to use the
            // same line for their header.
            lines[lines.length - 1] = `--- ${body}`;
        }
        else
            lines.push(body);
    }
    else {
        lines.push(stringify.stringify(doc.contents, ctx));
    }
    if (doc.directives?.docEnd) {
        if (doc.comment) {
            const cs = commentString(doc.comment);
            if (cs.includes('\n')) {
                lines.push('...');
                lines.push(stringifyComment.indentComment(cs, ''));
            }
            else {
                lines.push(`... ${cs}`);
            }
        }
        else {
            lines.push('...');
        }
    }
    else {
        let dc = doc.comment;
        if (dc && chompKeep)
            dc = dc.replace(/^\n+/, '');
        if (dc) {
            if ((!chompKeep || contentComment) && lines[lines.length - 1] !== '')
                lines.push('');
            lines.push(stringifyComment.indentComment(commentString(dc), ''));
        }
    }
    return lines.join('\n') + '\n';
}

exports.stringifyDocument = stringifyDocument;


/***/ }),

/***/ 8689:
/***/ ((__unused_webpack_module, exports) => {



function stringifyNumber({ format, minFractionDigits, tag, value }) {
    if (typeof value === 'bigint')
        return String(value);
    const num = typeof value === 'number' ? value : Number(value);
    if (!isFinite(num))
        return isNaN(num) ? '.nan' : num < 0 ? '-.inf' : '.inf';
    let n = Object.is(value, -0) ? '-0' : JSON.stringify(value);
    if (!format &&
        minFractionDigits &&
        (!tag || tag === 'tag:yaml.org,2002:float') &&
        /^-?\d/.test(n) &&
        !n.includes('e')) {
        let i = n.indexOf('.');
        if (i < 0) {
            i = n.length;
            n += '.';
        }
        let d = minFractionDigits - (n.length - i - 1);
        while (d-- > 0)
            n += '0';
    }
    return n;
}

exports.stringifyNumber = stringifyNumber;


/***/ }),

/***/ 9748:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);
var Scalar = __nccwpck_require__(3301);
var stringify = __nccwpck_require__(2148);
var stringifyComment = __nccwpck_require__(9799);

function stringifyPair({ key, value }, ctx, onComment, onChompKeep) {
    const { allNullValues, doc, indent, indentStep, options: { commentString, indentSeq, simpleKeys } } = ctx;
    let keyComment = (identity.isNode(key) && key.comment) || null;
    if (simpleKeys) {
        if (keyComment) {
            throw new Error('With simple keys, key nodes cannot have comments');
        }
        if (identity.isCollection(key) || (!identity.isNode(key) && typeof key === 'object')) {
            const msg = 'With simple keys, collection cannot be used as a key value';
            throw new Error(msg);
        }
    }
    let explicitKey = !simpleKeys &&
        (!key ||
            (keyComment && value == null && !ctx.inFlow) ||
            identity.isCollection(key) ||
            (identity.isScalar(key)
                ? key.type === Scalar.Scalar.BLOCK_FOLDED || key.type === Scalar.Scalar.BLOCK_LITERAL
                : typeof key === 'object'));
    ctx = Object.assign({}, ctx, {
        allNullValues: false,
        implicitKey: !explicitKey && (simpleKeys || !allNullValues),
        indent: indent + indentStep
    });
    let keyCommentDone = false;
    let chompKeep = false;
    let str = stringify.stringify(key, ctx, () => (keyCommentDone = true), () => (chompKeep = true));
    if (!explicitKey && !ctx.inFlow && str.length > 1024) {
        if (simpleKeys)
            throw new Error('With simple keys, single line scalar must not span more than 1024 characters');
        explicitKey = true;
    }
    if (ctx.inFlow) {
        if (allNullValues || value == null) {
            if (keyCommentDone && onComment)
                onComment();
            return str === '' ? '?' : explicitKey ? `? ${str}` : str;
        }
    }
    else if ((allNullValues && !simpleKeys) || (value == null && explicitKey)) {
        str = `? ${str}`;
        if (keyComment && !keyCommentDone) {
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        }
        else if (chompKeep && onChompKeep)
            onChompKeep();
        return str;
    }
    if (keyCommentDone)
        keyComment = null;
    if (explicitKey) {
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
        str = `? ${str}\n${indent}:`;
    }
    else {
        str = `${str}:`;
        if (keyComment)
            str += stringifyComment.lineComment(str, ctx.indent, commentString(keyComment));
    }
    let vsb, vcb, valueComment;
    if (identity.isNode(value)) {
        vsb = !!value.spaceBefore;
        vcb = value.commentBefore;
        valueComment = value.comment;
    }
    else {
        vsb = false;
        vcb = null;
        valueComment = null;
        if (value && typeof value === 'object')
            value = doc.createNode(value);
    }
    ctx.implicitKey = false;
    if (!explicitKey && !keyComment && identity.isScalar(value))
        ctx.indentAtStart = str.length + 1;
    chompKeep = false;
    if (!indentSeq &&
        indentStep.length >= 2 &&
        !ctx.inFlow &&
        !explicitKey &&
        identity.isSeq(value) &&
        !value.flow &&
        !value.tag &&
        !value.anchor) {
        // If indentSeq === false, consider '- ' as part of indentation where possible
        ctx.indent = ctx.indent.substring(2);
    }
    let valueCommentDone = false;
    const valueStr = stringify.stringify(value, ctx, () => (valueCommentDone = true), () => (chompKeep = true));
    let ws = ' ';
    if (keyComment || vsb || vcb) {
        ws = vsb ? '\n' : '';
        if (vcb) {
            const cs = commentString(vcb);
            ws += `\n${stringifyComment.indentComment(cs, ctx.indent)}`;
        }
        if (valueStr === '' && !ctx.inFlow) {
            if (ws === '\n' && valueComment)
                ws = '\n\n';
        }
        else {
            ws += `\n${ctx.indent}`;
        }
    }
    else if (!explicitKey && identity.isCollection(value)) {
        const vs0 = valueStr[0];
        const nl0 = valueStr.indexOf('\n');
        const hasNewline = nl0 !== -1;
        const flow = ctx.inFlow ?? value.flow ?? value.items.length === 0;
        if (hasNewline || !flow) {
            let hasPropsLine = false;
            if (hasNewline && (vs0 === '&' || vs0 === '!')) {
                let sp0 = valueStr.indexOf(' ');
                if (vs0 === '&' &&
                    sp0 !== -1 &&
                    sp0 < nl0 &&
                    valueStr[sp0 + 1] === '!') {
                    sp0 = valueStr.indexOf(' ', sp0 + 1);
                }
                if (sp0 === -1 || nl0 < sp0)
                    hasPropsLine = true;
            }
            if (!hasPropsLine)
                ws = `\n${ctx.indent}`;
        }
    }
    else if (valueStr === '' || valueStr[0] === '\n') {
        ws = '';
    }
    str += ws + valueStr;
    if (ctx.inFlow) {
        if (valueCommentDone && onComment)
            onComment();
    }
    else if (valueComment && !valueCommentDone) {
        str += stringifyComment.lineComment(str, ctx.indent, commentString(valueComment));
    }
    else if (chompKeep && onChompKeep) {
        onChompKeep();
    }
    return str;
}

exports.stringifyPair = stringifyPair;


/***/ }),

/***/ 3069:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var Scalar = __nccwpck_require__(3301);
var foldFlowLines = __nccwpck_require__(4475);

const getFoldOptions = (ctx, isBlock) => ({
    indentAtStart: isBlock ? ctx.indent.length : ctx.indentAtStart,
    lineWidth: ctx.options.lineWidth,
    minContentWidth: ctx.options.minContentWidth
});
// Also checks for lines starting with %, as parsing the output as YAML 1.1 will
// presume that's starting a new document.
const containsDocumentMarker = (str) => /^(%|---|\.\.\.)/m.test(str);
function lineLengthOverLimit(str, lineWidth, indentLength) {
    if (!lineWidth || lineWidth < 0)
        return false;
    const limit = lineWidth - indentLength;
    const strLen = str.length;
    if (strLen <= limit)
        return false;
    for (let i = 0, start = 0; i < strLen; ++i) {
        if (str[i] === '\n') {
            if (i - start > limit)
                return true;
            start = i + 1;
            if (strLen - start <= limit)
                return false;
        }
    }
    return true;
}
function doubleQuotedString(value, ctx) {
    const json = JSON.stringify(value);
    if (ctx.options.doubleQuotedAsJSON)
        return json;
    const { implicitKey } = ctx;
    const minMultiLineLength = ctx.options.doubleQuotedMinMultiLineLength;
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    let str = '';
    let start = 0;
    for (let i = 0, ch = json[i]; ch; ch = json[++i]) {
        if (ch === ' ' && json[i + 1] === '\\' && json[i + 2] === 'n') {
            // space before newline needs to be escaped to not be folded
            str += json.slice(start, i) + '\\ ';
            i += 1;
            start = i;
            ch = '\\';
        }
        if (ch === '\\')
            switch (json[i + 1]) {
                case 'u':
                    {
                        str += json.slice(start, i);
                        const code = json.substr(i + 2, 4);
                        switch (code) {
                            case '0000':
                                str += '\\0';
                                break;
                            case '0007':
                                str += '\\a';
                                break;
                            case '000b':
                                str += '\\v';
                                break;
                            case '001b':
                                str += '\\e';
                                break;
                            case '0085':
                                str += '\\N';
                                break;
                            case '00a0':
                                str += '\\_';
                                break;
                            case '2028':
                                str += '\\L';
                                break;
                            case '2029':
                                str += '\\P';
                                break;
                            default:
                                if (code.substr(0, 2) === '00')
                                    str += '\\x' + code.substr(2);
                                else
                                    str += json.substr(i, 6);
                        }
                        i += 5;
                        start = i + 1;
                    }
                    break;
                case 'n':
                    if (implicitKey ||
                        json[i + 2] === '"' ||
                        json.length < minMultiLineLength) {
                        i += 1;
                    }
                    else {
                        // folding will eat first newline
                        str += json.slice(start, i) + '\n\n';
                        while (json[i + 2] === '\\' &&
                            json[i + 3] === 'n' &&
                            json[i + 4] !== '"') {
                            str += '\n';
                            i += 2;
                        }
                        str += indent;
                        // space after newline needs to be escaped to not be folded
                        if (json[i + 2] === ' ')
                            str += '\\';
                        i += 1;
                        start = i + 1;
                    }
                    break;
                default:
                    i += 1;
            }
    }
    str = start ? str + json.slice(start) : json;
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_QUOTED, getFoldOptions(ctx, false));
}
function singleQuotedString(value, ctx) {
    if (ctx.options.singleQuote === false ||
        (ctx.implicitKey && value.includes('\n')) ||
        /[ \t]\n|\n[ \t]/.test(value) // single quoted string can't have leading or trailing whitespace around newline
    )
        return doubleQuotedString(value, ctx);
    const indent = ctx.indent || (containsDocumentMarker(value) ? '  ' : '');
    const res = "'" + value.replace(/'/g, "''").replace(/\n+/g, `$&\n${indent}`) + "'";
    return ctx.implicitKey
        ? res
        : foldFlowLines.foldFlowLines(res, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function quotedString(value, ctx) {
    const { singleQuote } = ctx.options;
    let qs;
    if (singleQuote === false)
        qs = doubleQuotedString;
    else {
        const hasDouble = value.includes('"');
        const hasSingle = value.includes("'");
        if (hasDouble && !hasSingle)
            qs = singleQuotedString;
        else if (hasSingle && !hasDouble)
            qs = doubleQuotedString;
        else
            qs = singleQuote ? singleQuotedString : doubleQuotedString;
    }
    return qs(value, ctx);
}
// The negative lookbehind avoids a polynomial search,
// but isn't supported yet on Safari: https://caniuse.com/js-regexp-lookbehind
let blockEndNewlines;
try {
    blockEndNewlines = new RegExp('(^|(?<!\n))\n+(?!\n|$)', 'g');
}
catch {
    blockEndNewlines = /\n+(?!\n|$)/g;
}
function blockString({ comment, type, value }, ctx, onComment, onChompKeep) {
    const { blockQuote, commentString, lineWidth } = ctx.options;
    // 1. Block can't end in whitespace unless the last line is non-empty.
    // 2. Strings consisting of only whitespace are best rendered explicitly.
    if (!blockQuote || /\n[\t ]+$/.test(value)) {
        return quotedString(value, ctx);
    }
    const indent = ctx.indent ||
        (ctx.forceBlockIndent || containsDocumentMarker(value) ? '  ' : '');
    const literal = blockQuote === 'literal'
        ? true
        : blockQuote === 'folded' || type === Scalar.Scalar.BLOCK_FOLDED
            ? false
            : type === Scalar.Scalar.BLOCK_LITERAL
                ? true
                : !lineLengthOverLimit(value, lineWidth, indent.length);
    if (!value)
        return literal ? '|\n' : '>\n';
    // determine chomping from whitespace at value end
    let chomp;
    let endStart;
    for (endStart = value.length; endStart > 0; --endStart) {
        const ch = value[endStart - 1];
        if (ch !== '\n' && ch !== '\t' && ch !== ' ')
            break;
    }
    let end = value.substring(endStart);
    const endNlPos = end.indexOf('\n');
    if (endNlPos === -1) {
        chomp = '-'; // strip
    }
    else if (value === end || endNlPos !== end.length - 1) {
        chomp = '+'; // keep
        if (onChompKeep)
            onChompKeep();
    }
    else {
        chomp = ''; // clip
    }
    if (end) {
        value = value.slice(0, -end.length);
        if (end[end.length - 1] === '\n')
            end = end.slice(0, -1);
        end = end.replace(blockEndNewlines, `$&${indent}`);
    }
    // determine indent indicator from whitespace at value start
    let startWithSpace = false;
    let startEnd;
    let startNlPos = -1;
    for (startEnd = 0; startEnd < value.length; ++startEnd) {
        const ch = value[startEnd];
        if (ch === ' ')
            startWithSpace = true;
        else if (ch === '\n')
            startNlPos = startEnd;
        else
            break;
    }
    let start = value.substring(0, startNlPos < startEnd ? startNlPos + 1 : startEnd);
    if (start) {
        value = value.substring(start.length);
        start = start.replace(/\n+/g, `$&${indent}`);
    }
    const indentSize = indent ? '2' : '1'; // root is at -1
    // Leading | or > is added later
    let header = (startWithSpace ? indentSize : '') + chomp;
    if (comment) {
        header += ' ' + commentString(comment.replace(/ ?[\r\n]+/g, ' '));
        if (onComment)
            onComment();
    }
    if (!literal) {
        const foldedValue = value
            .replace(/\n+/g, '\n$&')
            .replace(/(?:^|\n)([\t ].*)(?:([\n\t ]*)\n(?![\n\t ]))?/g, '$1$2') // more-indented lines aren't folded
            //                ^ more-ind. ^ empty     ^ capture next empty lines only at end of indent
            .replace(/\n+/g, `$&${indent}`);
        let literalFallback = false;
        const foldOptions = getFoldOptions(ctx, true);
        if (blockQuote !== 'folded' && type !== Scalar.Scalar.BLOCK_FOLDED) {
            foldOptions.onOverflow = () => {
                literalFallback = true;
            };
        }
        const body = foldFlowLines.foldFlowLines(`${start}${foldedValue}${end}`, indent, foldFlowLines.FOLD_BLOCK, foldOptions);
        if (!literalFallback)
            return `>${header}\n${indent}${body}`;
    }
    value = value.replace(/\n+/g, `$&${indent}`);
    return `|${header}\n${indent}${start}${value}${end}`;
}
function plainString(item, ctx, onComment, onChompKeep) {
    const { type, value } = item;
    const { actualString, implicitKey, indent, indentStep, inFlow } = ctx;
    if ((implicitKey && value.includes('\n')) ||
        (inFlow && /[[\]{},]/.test(value))) {
        return quotedString(value, ctx);
    }
    if (/^[\n\t ,[\]{}#&*!|>'"%@`]|^[?-]$|^[?-][ \t]|[\n:][ \t]|[ \t]\n|[\n\t ]#|[\n\t :]$/.test(value)) {
        // not allowed:
        // - '-' or '?'
        // - start with an indicator character (except [?:-]) or /[?-] /
        // - '\n ', ': ' or ' \n' anywhere
        // - '#' not preceded by a non-space char
        // - end with ' ' or ':'
        return implicitKey || inFlow || !value.includes('\n')
            ? quotedString(value, ctx)
            : blockString(item, ctx, onComment, onChompKeep);
    }
    if (!implicitKey &&
        !inFlow &&
        type !== Scalar.Scalar.PLAIN &&
        value.includes('\n')) {
        // Where allowed & type not set explicitly, prefer block style for multiline strings
        return blockString(item, ctx, onComment, onChompKeep);
    }
    if (containsDocumentMarker(value)) {
        if (indent === '') {
            ctx.forceBlockIndent = true;
            return blockString(item, ctx, onComment, onChompKeep);
        }
        else if (implicitKey && indent === indentStep) {
            return quotedString(value, ctx);
        }
    }
    const str = value.replace(/\n+/g, `$&\n${indent}`);
    // Verify that output will be parsed as a string, as e.g. plain numbers and
    // booleans get parsed with those types in v1.2 (e.g. '42', 'true' & '0.9e-3'),
    // and others in v1.1.
    if (actualString) {
        const test = (tag) => tag.default && tag.tag !== 'tag:yaml.org,2002:str' && tag.test?.test(str);
        const { compat, tags } = ctx.doc.schema;
        if (tags.some(test) || compat?.some(test))
            return quotedString(value, ctx);
    }
    return implicitKey
        ? str
        : foldFlowLines.foldFlowLines(str, indent, foldFlowLines.FOLD_FLOW, getFoldOptions(ctx, false));
}
function stringifyString(item, ctx, onComment, onChompKeep) {
    const { implicitKey, inFlow } = ctx;
    const ss = typeof item.value === 'string'
        ? item
        : Object.assign({}, item, { value: String(item.value) });
    let { type } = item;
    if (type !== Scalar.Scalar.QUOTE_DOUBLE) {
        // force double quotes on control characters & unpaired surrogates
        if (/[\x00-\x08\x0b-\x1f\x7f-\x9f\u{D800}-\u{DFFF}]/u.test(ss.value))
            type = Scalar.Scalar.QUOTE_DOUBLE;
    }
    const _stringify = (_type) => {
        switch (_type) {
            case Scalar.Scalar.BLOCK_FOLDED:
            case Scalar.Scalar.BLOCK_LITERAL:
                return implicitKey || inFlow
                    ? quotedString(ss.value, ctx) // blocks are not valid inside flow containers
                    : blockString(ss, ctx, onComment, onChompKeep);
            case Scalar.Scalar.QUOTE_DOUBLE:
                return doubleQuotedString(ss.value, ctx);
            case Scalar.Scalar.QUOTE_SINGLE:
                return singleQuotedString(ss.value, ctx);
            case Scalar.Scalar.PLAIN:
                return plainString(ss, ctx, onComment, onChompKeep);
            default:
                return null;
        }
    };
    let res = _stringify(type);
    if (res === null) {
        const { defaultKeyType, defaultStringType } = ctx.options;
        const t = (implicitKey && defaultKeyType) || defaultStringType;
        res = _stringify(t);
        if (res === null)
            throw new Error(`Unsupported default string type ${t}`);
    }
    return res;
}

exports.stringifyString = stringifyString;


/***/ }),

/***/ 204:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {



var identity = __nccwpck_require__(1127);

const BREAK = Symbol('break visit');
const SKIP = Symbol('skip children');
const REMOVE = Symbol('remove node');
/**
 * Apply a visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
function visit(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = visit_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        visit_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visit.BREAK = BREAK;
/** Do not visit the children of the current node */
visit.SKIP = SKIP;
/** Remove the current node */
visit.REMOVE = REMOVE;
function visit_(key, node, visitor, path) {
    const ctrl = callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visit_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = visit_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = visit_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = visit_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
/**
 * Apply an async visitor to an AST node or document.
 *
 * Walks through the tree (depth-first) starting from `node`, calling a
 * `visitor` function with three arguments:
 *   - `key`: For sequence values and map `Pair`, the node's index in the
 *     collection. Within a `Pair`, `'key'` or `'value'`, correspondingly.
 *     `null` for the root node.
 *   - `node`: The current node.
 *   - `path`: The ancestry of the current node.
 *
 * The return value of the visitor may be used to control the traversal:
 *   - `Promise`: Must resolve to one of the following values
 *   - `undefined` (default): Do nothing and continue
 *   - `visit.SKIP`: Do not visit the children of this node, continue with next
 *     sibling
 *   - `visit.BREAK`: Terminate traversal completely
 *   - `visit.REMOVE`: Remove the current node, then continue with the next one
 *   - `Node`: Replace the current node, then continue by visiting it
 *   - `number`: While iterating the items of a sequence or map, set the index
 *     of the next step. This is useful especially if the index of the current
 *     node has changed.
 *
 * If `visitor` is a single function, it will be called with all values
 * encountered in the tree, including e.g. `null` values. Alternatively,
 * separate visitor functions may be defined for each `Map`, `Pair`, `Seq`,
 * `Alias` and `Scalar` node. To define the same visitor function for more than
 * one node type, use the `Collection` (map and seq), `Value` (map, seq & scalar)
 * and `Node` (alias, map, seq & scalar) targets. Of all these, only the most
 * specific defined one will be used for each node.
 */
async function visitAsync(node, visitor) {
    const visitor_ = initVisitor(visitor);
    if (identity.isDocument(node)) {
        const cd = await visitAsync_(null, node.contents, visitor_, Object.freeze([node]));
        if (cd === REMOVE)
            node.contents = null;
    }
    else
        await visitAsync_(null, node, visitor_, Object.freeze([]));
}
// Without the `as symbol` casts, TS declares these in the `visit`
// namespace using `var`, but then complains about that because
// `unique symbol` must be `const`.
/** Terminate visit traversal completely */
visitAsync.BREAK = BREAK;
/** Do not visit the children of the current node */
visitAsync.SKIP = SKIP;
/** Remove the current node */
visitAsync.REMOVE = REMOVE;
async function visitAsync_(key, node, visitor, path) {
    const ctrl = await callVisitor(key, node, visitor, path);
    if (identity.isNode(ctrl) || identity.isPair(ctrl)) {
        replaceNode(key, path, ctrl);
        return visitAsync_(key, ctrl, visitor, path);
    }
    if (typeof ctrl !== 'symbol') {
        if (identity.isCollection(node)) {
            path = Object.freeze(path.concat(node));
            for (let i = 0; i < node.items.length; ++i) {
                const ci = await visitAsync_(i, node.items[i], visitor, path);
                if (typeof ci === 'number')
                    i = ci - 1;
                else if (ci === BREAK)
                    return BREAK;
                else if (ci === REMOVE) {
                    node.items.splice(i, 1);
                    i -= 1;
                }
            }
        }
        else if (identity.isPair(node)) {
            path = Object.freeze(path.concat(node));
            const ck = await visitAsync_('key', node.key, visitor, path);
            if (ck === BREAK)
                return BREAK;
            else if (ck === REMOVE)
                node.key = null;
            const cv = await visitAsync_('value', node.value, visitor, path);
            if (cv === BREAK)
                return BREAK;
            else if (cv === REMOVE)
                node.value = null;
        }
    }
    return ctrl;
}
function initVisitor(visitor) {
    if (typeof visitor === 'object' &&
        (visitor.Collection || visitor.Node || visitor.Value)) {
        return Object.assign({
            Alias: visitor.Node,
            Map: visitor.Node,
            Scalar: visitor.Node,
            Seq: visitor.Node
        }, visitor.Value && {
            Map: visitor.Value,
            Scalar: visitor.Value,
            Seq: visitor.Value
        }, visitor.Collection && {
            Map: visitor.Collection,
            Seq: visitor.Collection
        }, visitor);
    }
    return visitor;
}
function callVisitor(key, node, visitor, path) {
    if (typeof visitor === 'function')
        return visitor(key, node, path);
    if (identity.isMap(node))
        return visitor.Map?.(key, node, path);
    if (identity.isSeq(node))
        return visitor.Seq?.(key, node, path);
    if (identity.isPair(node))
        return visitor.Pair?.(key, node, path);
    if (identity.isScalar(node))
        return visitor.Scalar?.(key, node, path);
    if (identity.isAlias(node))
        return visitor.Alias?.(key, node, path);
    return undefined;
}
function replaceNode(key, path, node) {
    const parent = path[path.length - 1];
    if (identity.isCollection(parent)) {
        parent.items[key] = node;
    }
    else if (identity.isPair(parent)) {
        if (key === 'key')
            parent.key = node;
        else
            parent.value = node;
    }
    else if (identity.isDocument(parent)) {
        parent.contents = node;
    }
    else {
        const pt = identity.isAlias(parent) ? 'alias' : 'scalar';
        throw new Error(`Cannot replace node with ${pt} parent`);
    }
}

exports.visit = visit;
exports.visitAsync = visitAsync;


/***/ }),

/***/ 2160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ loadInputs)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image.js
var build_image = __nccwpck_require__(247);
// EXTERNAL MODULE: ./packages/core/build/platform.js
var platform = __nccwpck_require__(779);
// EXTERNAL MODULE: ./packages/core/build/release-record.js
var release_record = __nccwpck_require__(1177);
;// CONCATENATED MODULE: ./packages/tools/build/image-source.js


/**
 * From the inputs `layout` and `image-ref`.
 * @throws Failure `configuration` unless exactly one is given
 */
function parseImageSource(layout, imageRef) {
    if (layout !== undefined && imageRef === undefined)
        return { layout };
    if (layout === undefined && imageRef !== undefined)
        return { reference: (0,build_image/* parseImageReference */.o_)(imageRef) };
    throw (0,failure/* configurationFailure */.d_)({
        cause: `${layout === undefined ? 'Neither "layout" nor' : 'Both "layout" and'} "image-ref" is given.`,
        remedy: 'Give "layout" for a folder that build-push wrote, or "image-ref" for an image in a registry.',
    });
}
/**
 * From the input `image`, else what `image-ref` names.
 * @throws Failure `configuration` when there is neither
 */
function parseImageNameOf(image, source) {
    if (image !== undefined)
        return (0,build_image/* parseImageName */["if"])(image);
    if ('reference' in source)
        return { registry: source.reference.registry, repository: source.reference.repository };
    throw (0,failure/* configurationFailure */.d_)({
        cause: 'The input "image" is empty.',
        remedy: 'Give the name that the image will have in its registry, for example ghcr.io/acme/shop/api.',
    });
}

// EXTERNAL MODULE: ./packages/tools/build/tool.js + 6 modules
var tool = __nccwpck_require__(7755);
// EXTERNAL MODULE: ./packages/tools/build/trivy/arguments.js
var trivy_arguments = __nccwpck_require__(7281);
;// CONCATENATED MODULE: ./actions/scan/build/inputs.js







/** @throws Failure `configuration` */
function loadInputs(reader) {
    const layout = reader.optional('layout');
    const imageRef = reader.optional('image-ref');
    const image = reader.optional('image');
    const platforms = reader.list('platform');
    const severities = reader.list('severity');
    const scanners = reader.list('scanners');
    const rest = {
        ignoreUnfixed: reader.boolean('ignore-unfixed'),
        ignoreFile: reader.optional('trivyignores'),
        gate: reader.choice('gate', ['fail', 'warn']),
        uploadSarif: reader.choice('upload-sarif', ['auto', 'true', 'false']),
        category: reader.optional('category'),
        waitForProcessing: reader.boolean('wait-for-processing'),
        maxDatabaseAge: reader.integer('max-database-age', { min: 1, max: 24 * 365 }),
        databaseRepositories: repositories('db-repository', reader.list('db-repository')),
        javaDatabaseRepositories: repositories('java-db-repository', reader.list('java-db-repository')),
        evidence: reader.optional('evidence'),
        tools: reader.choice('tools', tool/* TOOL_SOURCES */._),
        token: reader.optional('token'),
        username: reader.optional('username'),
        password: reader.optional('password'),
    };
    const source = parseImageSource(layout, imageRef);
    return {
        source,
        image: parseImageNameOf(image, source),
        platforms: platforms.map(platform/* parsePlatform */.FL),
        threshold: parseThreshold(severities),
        scanners: parseScanners(scanners),
        ...rest,
    };
}
const ORDER = release_record/* SEVERITIES */.oC;
/** One word, or a list without a gap up to CRITICAL, as users of trivy-action write it. */
function parseThreshold(words) {
    const wrong = (reason) => (0,failure/* configurationFailure */.d_)({
        cause: `The input "severity" is "${words.join(',')}": ${reason}.`,
        remedy: 'Name the lowest severity that counts: LOW, MEDIUM, HIGH or CRITICAL.',
    });
    const ranks = words.map((word) => ORDER.indexOf(word.toUpperCase()));
    const [first] = ranks;
    if (first === undefined)
        throw wrong('it names none');
    if (ranks.includes(-1))
        throw wrong('it names something else than severities');
    const lowest = Math.min(...ranks);
    const expected = release_record/* SEVERITIES */.oC.length - lowest;
    if (ranks.length > 1 && new Set(ranks).size !== expected)
        throw wrong('it has a gap, and everything above the lowest counts');
    return release_record/* SEVERITIES */.oC[lowest] ?? 'CRITICAL';
}
function parseScanners(words) {
    const wrong = (reason) => (0,failure/* configurationFailure */.d_)({
        cause: `The input "scanners" is "${words.join(',')}": ${reason}.`,
        remedy: `Use "vuln", with any of ${trivy_arguments/* SCANNERS */.KR.slice(1).join(', ')} after it.`,
    });
    const unknown = words.find((word) => !trivy_arguments/* SCANNERS */.KR.some((scanner) => scanner === word));
    if (unknown !== undefined)
        throw wrong(`"${unknown}" is not one of ${trivy_arguments/* SCANNERS */.KR.join(', ')}`);
    if (!words.includes('vuln'))
        throw wrong('a verdict without "vuln" would say nothing about vulnerabilities');
    return trivy_arguments/* SCANNERS */.KR.filter((scanner) => words.includes(scanner));
}
/** What ends up in the command line of Trivy as the value of an option. */
function repositories(name, texts) {
    for (const text of texts)
        parseReference(name, text);
    return texts;
}
function parseReference(name, text) {
    if (parsesAsReference(text))
        return;
    throw (0,failure/* configurationFailure */.d_)({
        cause: `The input "${name}" names "${text}", which is not an OCI repository.`,
        remedy: 'Write registry/repository:tag, for example mirror.gcr.io/aquasec/trivy-db:2.',
    });
}
function parsesAsReference(text) {
    try {
        (0,build_image/* parseImageReference */.o_)(text);
        return true;
    }
    catch {
        return false;
    }
}


/***/ }),

/***/ 8853:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _sealift_runtime_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1786);
/* harmony import */ var _sealift_tools_exec__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8368);
/* harmony import */ var _sealift_tools_tool__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7755);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2160);
/* harmony import */ var _post_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(2854);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7673);






await (0,_sealift_runtime_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)({
    loadInputs: _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .loadInputs */ .I,
    run: (inputs, runtime) => (0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .run */ .e)(inputs, { ...runtime, exec: (0,_sealift_tools_exec__WEBPACK_IMPORTED_MODULE_1__/* .createExec */ .k)(runtime.log), resolveTool: _sealift_tools_tool__WEBPACK_IMPORTED_MODULE_2__/* .resolveTool */ .H }),
    post: _post_js__WEBPACK_IMPORTED_MODULE_4__/* .post */ .b,
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 2854:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ saveUploads),
/* harmony export */   b: () => (/* binding */ post)
/* harmony export */ });
/* harmony import */ var _sealift_github_client__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4934);
/* harmony import */ var _sealift_github_code_scanning__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1901);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7934);
/** The end of the job: what became of the uploads, which GitHub processed while other steps ran. */



const Uploads = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ owner: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), repo: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), ids: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()) });
const STATE = 'uploads';
/** Hands the uploads of the main step over to the post step. */
const saveUploads = (state, { owner, repo, ids }) => {
    const uploads = { owner, repo, ids: [...ids] };
    if (ids.length > 0)
        state.save(STATE, JSON.stringify(uploads));
};
/** @throws Failure `remote` when GitHub could not process an upload */
async function post(inputs, seams) {
    const { env, log, clock, fetch, signal } = seams;
    const saved = seams.state.load(STATE);
    if (saved === undefined)
        return;
    const { owner, repo, ids } = valibot__WEBPACK_IMPORTED_MODULE_2__/* .parse */ .qgA(Uploads, JSON.parse(saved));
    const client = (0,_sealift_github_client__WEBPACK_IMPORTED_MODULE_0__/* .createGitHubClient */ .L)({
        token: inputs.token ?? '',
        apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
        fetch,
        clock,
        log,
        signal,
    });
    for (const id of ids) {
        const result = await (0,_sealift_github_code_scanning__WEBPACK_IMPORTED_MODULE_1__/* .awaitProcessing */ .C1)(client, { owner, repo, id }, { clock, log, signal });
        if (result.status === 'failed')
            throw (0,_sealift_github_code_scanning__WEBPACK_IMPORTED_MODULE_1__/* .processingFailure */ .oz)(result.errors);
        if (result.status === 'pending')
            log.warning(`GitHub has not processed the code scanning upload ${id} after three minutes; its alerts may appear later.`);
        else
            log.info(`GitHub has processed the code scanning upload ${id}.`);
    }
}


/***/ }),

/***/ 7673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run_run)
});

// UNUSED EXPORTS: outputNames

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7934);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __nccwpck_require__(8815);
// EXTERNAL MODULE: ./packages/core/build/digest.js
var build_digest = __nccwpck_require__(120);
;// CONCATENATED MODULE: ./packages/core/build/gate-glob.js
/**
 * Globs of ignore files: `*` and `?` inside a path segment, `**` across segments, `[…]`, `{a,b}`; everything else is
 * literal. A pattern without a meaning (an open bracket) is taken literally.
 */
const compiled = new Map();
/** For the whole path, which has no leading slash. */
function globToRegExp(glob) {
    const known = compiled.get(glob);
    if (known !== undefined)
        return known;
    const pattern = new RegExp(`^${translate(glob.replace(/^(?:\.?\/)+/, ''))}$`, 'su');
    compiled.set(glob, pattern);
    return pattern;
}
const TOKEN = /(?<deep>(?:\*\*\/)+)|(?<rest>\*\*+)|(?<star>\*)|(?<one>\?)|\[(?<not>[!^]?)(?<set>[^\]/\\]+)\]|\{(?<either>[^{}]*)\}|\\(?<escaped>.)|(?<plain>.)/gsu;
function translate(glob) {
    return [...glob.matchAll(TOKEN)]
        .map(({ groups = {} }) => {
        if (groups['deep'])
            return '(?:.*/)?';
        if (groups['rest'])
            return '.*';
        if (groups['star'])
            return '[^/]*';
        if (groups['one'])
            return '[^/]';
        if (groups['set'])
            return characterClass(groups['not'] !== '', groups['set']);
        if (groups['either'] !== undefined)
            return `(?:${groups['either'].split(',').map(translate).join('|')})`;
        return literal(groups['escaped'] ?? groups['plain'] ?? '');
    })
        .join('');
}
const literal = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
function characterClass(negated, set) {
    const members = set.replace(/[\\\]^[&]/g, '\\$&').replace(/^-|-$/g, '\\-');
    const text = `[${negated ? '^/' : ''}${members}]`;
    try {
        new RegExp(text, 'u');
        return text;
    }
    catch {
        return literal(`[${negated ? '!' : ''}${set}]`);
    }
}

;// CONCATENATED MODULE: ./packages/core/build/yaml-value.js
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
        throw problem(error.message.split('\n')[0] ?? 'its aliases cannot be followed');
    }
}

;// CONCATENATED MODULE: ./packages/core/build/gate-ignore.js
/**
 * Ignore files of Trivy, `.trivyignore` and `.trivyignore.yaml`, applied here and not by Trivy: so that what was taken
 * out is counted, and an entry that has run out is named instead of silently dropped.
 * https://trivy.dev/docs/latest/guide/configuration/filtering/
 */






/**
 * @param name decides the format: `.yaml` and `.yml` are the structured one
 * @throws Failure `configuration` naming the file, and where possible the line, of what is not understood
 */
function parseIgnoreFile(name, content) {
    const entries = /\.ya?ml$/i.test(name) ? parseYaml(name, content) : parsePlain(name, content);
    return { digest: (0,build_digest/* digestOf */.ol)(content), entries };
}
const problem = (file, line, reason) => (0,failure/* configurationFailure */.d_)({
    cause: `The ignore file "${file}"${line === undefined ? '' : `, line ${line}`}: ${reason}.`,
    remedy: 'Correct the entry; the formats are described at https://trivy.dev/docs/latest/guide/configuration/filtering/.',
    location: { file, ...(line === undefined ? {} : { line }) },
});
/** Midnight UTC of a date, as Trivy reads it. */
function parseDate(text) {
    const date = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0+)?Z)?$/.exec(text)?.[1];
    const time = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
    // Date.parse refuses 2026-02-30 but some engines roll it over.
    return Number.isNaN(time) || !new Date(time).toISOString().startsWith(date ?? '-') ? undefined : time;
}
function parsePlain(file, content) {
    return content.split(/\r?\n/).flatMap((raw, index) => {
        const [id, ...options] = raw
            .replace(/(?:^|\s)#.*$/, '')
            .trim()
            .split(/\s+/);
        if (!id)
            return [];
        let expiresAt;
        for (const option of options) {
            expiresAt = option.startsWith('exp:') ? parseDate(option.slice('exp:'.length)) : undefined;
            if (expiresAt === undefined)
                throw problem(file, index + 1, `"${option}" is neither a comment nor exp: with a date YYYY-MM-DD`);
        }
        return [{ id, paths: [], purls: [], ...(expiresAt === undefined ? {} : { expiresAt }) }];
    });
}
const Entry = dist/* strictObject */.rej({
    id: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq()),
    paths: dist/* optional */.lqM(dist/* array */.YOg(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq()))),
    purls: dist/* optional */.lqM(dist/* array */.YOg(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* startsWith */.w1_('pkg:', 'is not a package URL ("pkg:…")')))),
    // Trivy knows it only for licenses; the strictness here is what catches a misspelt expired_at.
    expired_at: dist/* optional */.lqM(dist/* string */.YjP()),
    statement: dist/* optional */.lqM(dist/* string */.YjP()),
});
const Entries = dist/* optional */.lqM(dist/* nullable */.mee(dist/* array */.YOg(Entry)));
const Sections = dist/* strictObject */.rej({
    vulnerabilities: Entries,
    misconfigurations: Entries,
    secrets: Entries,
    // Accepted because the file may serve other uses of Trivy too; Sealift does not scan licenses.
    licenses: dist/* optional */.lqM(dist/* unknown */.L5J()),
});
const KINDS = [
    ['vulnerabilities', 'vulnerability'],
    ['misconfigurations', 'misconfiguration'],
    ['secrets', 'secret'],
];
function parseYaml(file, content) {
    const lineCounter = new yaml_dist/* LineCounter */.HN();
    // The core schema leaves dates alone: they stay the text that the user wrote.
    const document = (0,yaml_dist/* parseDocument */.Tp)(content, { lineCounter, schema: 'core', uniqueKeys: true });
    const lineAt = (offset) => offset === undefined ? undefined : lineCounter.linePos(offset).line;
    const [error] = document.errors;
    if (error)
        throw problem(file, lineAt(error.pos[0]), error.message.split('\n')[0] ?? 'it is not YAML');
    if (document.contents === null)
        return [];
    const lineOf = (path) => {
        for (let length = path.length; length > 0; length--) {
            const node = document.getIn(path.slice(0, length), true);
            if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
                return lineAt(Number(node.range[0]));
        }
        return undefined;
    };
    if (!(0,yaml_dist/* isMap */.jh)(document.contents))
        throw problem(file, 1, 'it has no sections such as "vulnerabilities:"');
    const value = yamlValue(document, (reason) => problem(file, undefined, reason));
    const result = dist/* safeParse */.xLC(Sections, value);
    if (!result.success) {
        const [issue] = result.issues;
        const path = (issue.path ?? []).map(({ key }) => key);
        throw problem(file, lineOf(path), `"${dist/* getDotPath */.BuJ(issue) ?? 'the file'}": ${issue.message}`);
    }
    return KINDS.flatMap(([section, kind]) => (result.output[section] ?? []).map((entry, index) => {
        const expiresAt = entry.expired_at === undefined ? undefined : parseDate(entry.expired_at);
        if (entry.expired_at !== undefined && expiresAt === undefined)
            throw problem(file, lineOf([section, index, 'expired_at']), `"${entry.expired_at}" is not a date YYYY-MM-DD`);
        return {
            kind,
            id: entry.id,
            paths: entry.paths ?? [],
            purls: entry.purls ?? [],
            ...(expiresAt === undefined ? {} : { expiresAt }),
            ...(entry.statement === undefined ? {} : { statement: entry.statement }),
        };
    }));
}
const isExpired = ({ expiresAt }, now) => expiresAt !== undefined && expiresAt <= now;
/** Whether the entry is about the finding, whatever its expiry. */
function matchesIgnoreEntry(entry, finding) {
    return (entry.id === finding.id &&
        (entry.kind === undefined || entry.kind === finding.kind) &&
        (entry.paths.length === 0 || entry.paths.some((glob) => globToRegExp(glob).test(finding.path))) &&
        (entry.purls.length === 0 || entry.purls.some((purl) => matchesPurl(purl, finding.purl))));
}
/**
 * Type, namespace and name must agree; version and each qualifier only where the entry names them.
 * https://github.com/package-url/purl-spec
 */
function matchesPurl(wanted, actual) {
    const a = splitPurl(wanted);
    const b = actual === undefined ? undefined : splitPurl(actual);
    if (a === undefined || b === undefined || a.name !== b.name)
        return false;
    if (a.version !== undefined && a.version !== b.version)
        return false;
    return [...a.qualifiers].every(([key, value]) => b.qualifiers.get(key) === value);
}
function splitPurl(purl) {
    const match = /^pkg:\/*([^?#@]+?)\/?(?:@([^?#]*))?(?:\?([^#]*))?(?:#.*)?$/.exec(
    // The "@" of an npm scope may stand unescaped in what people write.
    purl.replace(/^(pkg:\/*[^/?#]+\/)@/, '$1%40'));
    if (!match?.[1])
        return undefined;
    return {
        name: decode(match[1]),
        version: match[2] === undefined ? undefined : decode(match[2]),
        qualifiers: new URLSearchParams(match[3] ?? ''),
    };
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return text;
    }
}

// EXTERNAL MODULE: ./packages/core/build/release-record.js
var release_record = __nccwpck_require__(1177);
;// CONCATENATED MODULE: ./packages/core/build/trivy-report-schema.js
/** The parts of Trivy's JSON report that are used: unknown keys are dropped, used ones must be as expected. */


const trivy_report_schema_text = dist/* string */.YjP();
const optionalText = dist/* optional */.lqM(trivy_report_schema_text);
const texts = dist/* optional */.lqM(dist/* nullable */.mee(dist/* array */.YOg(trivy_report_schema_text)));
const severity = dist/* picklist */.KIO(release_record/* SEVERITIES */.oC);
const list = (schema) => dist/* optional */.lqM(dist/* nullable */.mee(dist/* array */.YOg(schema)));
const position = dist/* optional */.lqM(dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf()));
const Vulnerability = dist/* object */.Ikc({
    VulnerabilityID: dist/* pipe */.FsL(trivy_report_schema_text, dist/* nonEmpty */.hq()),
    PkgName: dist/* pipe */.FsL(trivy_report_schema_text, dist/* nonEmpty */.hq()),
    PkgPath: optionalText,
    PkgIdentifier: dist/* optional */.lqM(dist/* object */.Ikc({ PURL: optionalText })),
    InstalledVersion: optionalText,
    FixedVersion: optionalText,
    Status: optionalText,
    Severity: severity,
    SeveritySource: optionalText,
    Title: optionalText,
    Description: optionalText,
    PrimaryURL: optionalText,
    CweIDs: texts,
    CVSS: dist/* optional */.lqM(dist/* nullable */.mee(dist/* record */.g1P(trivy_report_schema_text, dist/* object */.Ikc({
        V2Score: dist/* optional */.lqM(dist/* number */.aig()),
        V3Score: dist/* optional */.lqM(dist/* number */.aig()),
        V40Score: dist/* optional */.lqM(dist/* number */.aig()),
    })))),
});
const Secret = dist/* object */.Ikc({
    RuleID: dist/* pipe */.FsL(trivy_report_schema_text, dist/* nonEmpty */.hq()),
    Category: optionalText,
    Severity: severity,
    Title: optionalText,
    StartLine: position,
});
const Misconfiguration = dist/* object */.Ikc({
    ID: dist/* pipe */.FsL(trivy_report_schema_text, dist/* nonEmpty */.hq()),
    Severity: severity,
    Title: optionalText,
    Message: optionalText,
    Description: optionalText,
    Resolution: optionalText,
    PrimaryURL: optionalText,
    Status: trivy_report_schema_text,
    CauseMetadata: dist/* optional */.lqM(dist/* object */.Ikc({ StartLine: position })),
});
const Result = dist/* object */.Ikc({
    Target: trivy_report_schema_text,
    Class: optionalText,
    Type: optionalText,
    Packages: list(dist/* unknown */.L5J()),
    Vulnerabilities: list(Vulnerability),
    Secrets: list(Secret),
    Misconfigurations: list(Misconfiguration),
});
const TrivyReport = dist/* object */.Ikc({
    SchemaVersion: dist/* literal */.euz(2),
    Trivy: dist/* object */.Ikc({ Version: dist/* pipe */.FsL(trivy_report_schema_text, dist/* nonEmpty */.hq()) }),
    ArtifactName: trivy_report_schema_text,
    ArtifactType: dist/* literal */.euz('container_image'),
    Metadata: dist/* object */.Ikc({
        ImageID: dist/* pipe */.FsL(trivy_report_schema_text, dist/* nonEmpty */.hq()),
        OS: dist/* optional */.lqM(dist/* object */.Ikc({ Family: trivy_report_schema_text, Name: optionalText, EOSL: dist/* optional */.lqM(dist/* boolean */.zMY()) })),
    }),
    Results: list(Result),
});

;// CONCATENATED MODULE: ./packages/core/build/trivy-report.js
/**
 * Trivy's JSON report (schema version 2), reduced to what Sealift decides on and shows. Unknown keys are ignored, used
 * ones are strict: a report that cannot be understood must not look like one without findings.
 * https://trivy.dev/docs/latest/guide/configuration/reporting/#json
 */




/**
 * @param json the report's text
 * @throws Failure `internal` when it is not a report that this version understands
 */
function parseTrivyReport(json) {
    const report = check(parseJson(json));
    const { OS } = report.Metadata;
    const results = report.Results ?? [];
    return {
        scannerVersion: report.Trivy.Version,
        imageId: report.Metadata.ImageID,
        ...(OS === undefined || OS.Family === '' || OS.Family === 'none'
            ? {}
            : { os: { family: OS.Family, name: OS.Name ?? '', endOfLife: OS.EOSL ?? false } }),
        packages: results.reduce((sum, { Packages }) => sum + (Packages?.length ?? 0), 0),
        findings: results.flatMap((result) => findingsOf(result, report.ArtifactName)),
    };
}
function parseJson(json) {
    try {
        return JSON.parse(json);
    }
    catch (error) {
        throw notUnderstood('it is not JSON', error);
    }
}
function check(json) {
    const result = dist/* safeParse */.xLC(TrivyReport, json, { abortEarly: true });
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    throw notUnderstood(`"${dist/* getDotPath */.BuJ(issue) ?? 'the report'}": ${issue.message}`);
}
const notUnderstood = (reason, error) => (0,failure/* internalFailure */.et)({
    cause: `Trivy's report is not understood: ${reason}.`,
    remedy: 'Use the pinned Trivy ("tools: pinned"); if you do, please report this as a bug.',
    error,
});
function findingsOf(result, artifactName) {
    // The image's own configuration is reported under the name of what was scanned, which is a temporary folder.
    const target = result.Target === artifactName ? IMAGE_CONFIG : inImage(result.Target);
    const type = result.Type ?? '';
    return [
        ...(result.Vulnerabilities ?? []).map((entry) => {
            const score = scoreOf(entry);
            return {
                kind: 'vulnerability',
                id: entry.VulnerabilityID,
                severity: entry.Severity,
                packageName: entry.PkgName,
                installedVersion: entry.InstalledVersion ?? '',
                type,
                path: entry.PkgPath ? inImage(entry.PkgPath) : packageDatabase(result, target),
                title: entry.Title ?? '',
                description: entry.Description ?? '',
                cwes: entry.CweIDs ?? [],
                ...(entry.FixedVersion ? { fixedVersion: entry.FixedVersion } : {}),
                ...(entry.PkgIdentifier?.PURL ? { purl: entry.PkgIdentifier.PURL } : {}),
                ...(entry.PrimaryURL ? { url: entry.PrimaryURL } : {}),
                ...(entry.Status ? { status: entry.Status } : {}),
                ...(score === undefined ? {} : { score }),
            };
        }),
        ...(result.Secrets ?? []).map((entry) => ({
            kind: 'secret',
            id: entry.RuleID,
            severity: entry.Severity,
            packageName: '',
            installedVersion: '',
            type,
            path: target,
            title: entry.Title ?? entry.RuleID,
            description: entry.Category ? `${entry.Category} secret` : '',
            cwes: ['CWE-798'],
            ...(entry.StartLine ? { line: entry.StartLine } : {}),
        })),
        ...(result.Misconfigurations ?? [])
            .filter(({ Status }) => Status === 'FAIL')
            .map((entry) => ({
            kind: 'misconfiguration',
            id: entry.ID,
            severity: entry.Severity,
            packageName: '',
            installedVersion: '',
            type,
            path: target,
            title: entry.Title ?? entry.ID,
            description: [entry.Message, entry.Description, entry.Resolution].filter(Boolean).join(' '),
            cwes: [],
            ...(entry.PrimaryURL ? { url: entry.PrimaryURL } : {}),
            ...(entry.CauseMetadata?.StartLine ? { line: entry.CauseMetadata.StartLine } : {}),
        })),
    ];
}
const IMAGE_CONFIG = 'image-config.json';
const inImage = (path) => path.replace(/^(?:\.?\/)+/, '');
/** Where packages without a path of their own are registered. Its name is part of what identifies an alert. */
const PACKAGE_DATABASES = {
    debian: 'var/lib/dpkg/status',
    ubuntu: 'var/lib/dpkg/status',
    alpine: 'lib/apk/db/installed',
    wolfi: 'lib/apk/db/installed',
    chainguard: 'lib/apk/db/installed',
};
function packageDatabase({ Class, Type = '' }, target) {
    if (Class === 'os-pkgs')
        return PACKAGE_DATABASES[Type] ?? 'var/lib/rpm';
    // Findings in lock files and binaries carry the file as the target.
    return target;
}
function scoreOf({ CVSS, SeveritySource }) {
    if (!CVSS)
        return undefined;
    const base = (source) => source?.V40Score ?? source?.V3Score ?? source?.V2Score;
    const own = SeveritySource === undefined ? undefined : base(CVSS[SeveritySource]);
    const all = Object.values(CVSS)
        .map(base)
        .filter((score) => score !== undefined);
    return own ?? (all.length === 0 ? undefined : Math.max(...all));
}
/** Most severe first, then by id, package and path: the order of every list that people see. */
const bySeverity = (a, b) => release_record/* SEVERITIES */.oC.indexOf(b.severity) - release_record/* SEVERITIES */.oC.indexOf(a.severity) ||
    compare(a.id, b.id) ||
    compare(a.packageName, b.packageName) ||
    compare(a.path, b.path);
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

;// CONCATENATED MODULE: ./packages/core/build/gate.js
/** Whether an image may be released: findings against a policy. */



/** @param now milliseconds since 1970, for entries that run out */
function judge(findings, policy, now) {
    const entries = new Map();
    for (const entry of policy.ignoreFile?.entries ?? []) {
        const sameId = entries.get(entry.id);
        if (sameId === undefined)
            entries.set(entry.id, [entry]);
        else
            sameId.push(entry);
    }
    const blocking = [];
    const tolerated = [];
    const ignored = [];
    const expired = new Set();
    for (const finding of findings) {
        const matching = (entries.get(finding.id) ?? []).filter((entry) => matchesIgnoreEntry(entry, finding));
        const valid = matching.find((entry) => !isExpired(entry, now));
        if (valid !== undefined) {
            ignored.push({ finding, entry: valid });
            continue;
        }
        for (const entry of matching)
            expired.add(entry);
        (counts(finding, policy) ? blocking : tolerated).push(finding);
    }
    return {
        verdict: blocking.length === 0 ? 'pass' : 'fail',
        counts: countBySeverity(findings),
        blocking: blocking.toSorted(bySeverity),
        tolerated: tolerated.toSorted(bySeverity),
        ignored: ignored.toSorted((a, b) => bySeverity(a.finding, b.finding)),
        expired: [...expired],
    };
}
const counts = (finding, { threshold, fixableOnly }) => release_record/* SEVERITIES */.oC.indexOf(finding.severity) >= release_record/* SEVERITIES */.oC.indexOf(threshold) &&
    (!fixableOnly || finding.kind !== 'vulnerability' || finding.fixedVersion !== undefined);
function countBySeverity(findings) {
    const result = { UNKNOWN: 0, LOW: 0, MEDIUM: 0, HIGH: 0, CRITICAL: 0 };
    for (const { severity } of findings)
        result[severity]++;
    return result;
}
/** `HIGH and CRITICAL with a fix`: the policy in words. */
function describePolicy({ threshold, fixableOnly }) {
    const counted = release_record/* SEVERITIES */.oC.slice(release_record/* SEVERITIES */.oC.indexOf(threshold)).toReversed().join(', ');
    return `${counted}${fixableOnly ? ', vulnerabilities only when a fixed version exists' : ''}`;
}

// EXTERNAL MODULE: ./packages/core/build/image.js
var build_image = __nccwpck_require__(247);
// EXTERNAL MODULE: ./packages/core/build/platform.js
var build_platform = __nccwpck_require__(779);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: ./packages/core/build/hostile-text.js
var hostile_text = __nccwpck_require__(7750);
;// CONCATENATED MODULE: ./packages/core/build/sarif-text.js
/** Text from images and databases on its way into SARIF, where viewers read links, placeholders and Markdown. */

const ZERO_WIDTH_SPACE = '\u200b';
/** At most so many UTF-16 units, never half a surrogate pair. */
function cut(text, length) {
    if (text.length <= length)
        return text;
    return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
const plainText = (text) => (0,hostile_text/* singleLine */.pF)(text).toWellFormed();
/**
 * A SARIF text property: no embedded link (`[text](target)`), no placeholder (`{0}`), no HTML.
 * SARIF 2.1.0 sections 3.11.5 and 3.11.6; the escapes defined there are shown literally by GitHub.
 */
const sarifText = (text) => plainText(text)
    .replace(/\](?=\()/g, `]${ZERO_WIDTH_SPACE}`)
    .replace(/\{(?=\d)/g, `{${ZERO_WIDTH_SPACE}`)
    .replace(/<(?=[a-z/!?])/gi, `<${ZERO_WIDTH_SPACE}`);
/** What the alert's page says about the rule. Nothing in it depends on where the finding was. */
function ruleHelp(finding) {
    const url = finding.url === undefined ? undefined : (0,hostile_text/* markdownUrl */.$x)(finding.url);
    const fix = finding.fixedVersion ?? 'none published';
    const rows = finding.kind === 'vulnerability'
        ? [
            ['Package', finding.packageName],
            ['Kind', finding.type],
            ['Fixed version', fix],
            ['Severity', finding.severity],
        ]
        : [
            ['Kind', finding.kind],
            ['Severity', finding.severity],
        ];
    const title = finding.title || finding.id;
    const description = cut(finding.description, 4000);
    const link = url === undefined
        ? (0,hostile_text/* markdownCode */.D9)(cut(finding.id, 255))
        : `[${(0,hostile_text/* markdownText */.p7)(cut(finding.id, 255))}](${url})`;
    return {
        url,
        text: sarifText([title, ...rows.map(([name, value]) => `${name}: ${cut(value, 500)}`), description, url ?? ''].join(' \u2022 ')),
        markdown: [
            `**${link}: ${(0,hostile_text/* markdownText */.p7)(cut(title, 1000))}**`,
            '',
            '| | |',
            '|---|---|',
            ...rows.map(([name, value]) => `| ${name} | ${value === '' ? '' : (0,hostile_text/* markdownCode */.D9)(cut(value, 500))} |`),
            '',
            (0,hostile_text/* markdownText */.p7)(description),
        ].join('\n'),
    };
}

;// CONCATENATED MODULE: ./packages/core/build/sarif.js
/**
 * SARIF 2.1.0 for GitHub code scanning. Alerts stay the same between commits, because nothing that changes with a build
 * (version, digest, temporary path) is part of their identity, and stay apart between apps, because the image is.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */





/** GitHub refuses a run with more results… */
const MAX_RESULTS = 25_000;
/** …and shows only this many of them. */
const SHOWN_RESULTS = 5_000;
/** Bytes of the gzip-compressed file. */
const MAX_COMPRESSED_SIZE = 10 * 1024 * 1024;
const MAX_TAGS = 20;
const MAX_ID_LENGTH = 255;
/**
 * What keeps one upload from replacing another: `sealift/<image>/<platform>/`, or the given one. GitHub takes what
 * stands before the last slash.
 */
const sarifCategory = (given, image, platform, several) => {
    if (given === undefined)
        return `sealift/${(0,build_image/* formatImageName */.eS)(image)}/${(0,build_platform/* formatPlatform */.Bq)(platform)}/`;
    const base = given.replace(/\/+$/, '');
    return several ? `${base}/${(0,build_platform/* formatPlatform */.Bq)(platform)}/` : `${base}/`;
};
function createSarif(options) {
    const { image, scannerVersion, category } = options;
    const alerts = groupAlerts(options.findings, image);
    const kept = alerts.slice(0, Math.min(options.maxResults ?? MAX_RESULTS, MAX_RESULTS));
    const rules = new Map();
    const results = kept.map(({ finding, versions, fingerprint }) => {
        const id = ruleId(finding);
        const known = rules.get(id) ?? { index: rules.size, rule: createRule(id, finding) };
        rules.set(id, known);
        return {
            ruleId: id,
            ruleIndex: known.index,
            level: LEVELS[finding.severity],
            message: { text: messageOf(finding, versions) },
            locations: [
                {
                    physicalLocation: {
                        artifactLocation: { uri: artifactUri(image, finding.path) },
                        region: { startLine: finding.line ?? 1 },
                    },
                },
            ],
            partialFingerprints: { primaryLocationLineHash: fingerprint },
        };
    });
    const log = {
        $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
        version: '2.1.0',
        runs: [
            {
                tool: {
                    driver: {
                        name: 'Trivy',
                        fullName: 'Trivy, normalised by Sealift',
                        informationUri: 'https://trivy.dev/',
                        version: scannerVersion,
                        rules: [...rules.values()].map(({ rule }) => rule),
                    },
                },
                automationDetails: { id: category },
                columnKind: 'utf16CodeUnits',
                results,
            },
        ],
    };
    return {
        text: `${JSON.stringify(log)}\n`,
        results: kept.length,
        dropped: alerts.length - kept.length,
    };
}
/** Two versions of one package registered in one place are one alert: their fingerprints could not differ. */
function groupAlerts(findings, image) {
    const alerts = new Map();
    const seen = new Map();
    for (const finding of findings.toSorted(bySeverity)) {
        // A line number would move with every edit above it, so equal rules in one file are told apart by their order.
        const ordinalKey = JSON.stringify([finding.id, finding.path]);
        const ordinal = seen.get(ordinalKey) ?? 0;
        seen.set(ordinalKey, ordinal + 1);
        const part = finding.kind === 'vulnerability' ? finding.packageName : String(ordinal);
        const fingerprint = fingerprintOf([(0,build_image/* formatImageName */.eS)(image), finding.id, part, finding.path]);
        const known = alerts.get(fingerprint);
        if (known === undefined)
            alerts.set(fingerprint, { finding, versions: [finding.installedVersion], fingerprint });
        else if (!known.versions.includes(finding.installedVersion))
            known.versions.push(finding.installedVersion);
    }
    return [...alerts.values()];
}
/** JSON keeps the parts apart: no two different lists give the same text. */
const fingerprintOf = (identity) => (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(identity)).digest('hex');
/** Severity differs between packages that one CVE is in, so the rule is about both. */
function ruleId({ id, packageName }) {
    const full = plainText(packageName === '' ? id : `${id}-${packageName}`);
    if (full.length <= MAX_ID_LENGTH)
        return full;
    const hash = (0,external_node_crypto_.createHash)('sha256').update(full).digest('hex').slice(0, 16);
    return `${cut(full, MAX_ID_LENGTH - hash.length - 1)}-${hash}`;
}
const LEVELS = {
    CRITICAL: 'error',
    HIGH: 'error',
    MEDIUM: 'warning',
    LOW: 'note',
    UNKNOWN: 'note',
};
/** GitHub shows the severity that the score falls into. */
const SCORES = {
    CRITICAL: { least: 9, usual: 9.5, most: 10 },
    HIGH: { least: 7, usual: 8, most: 8.9 },
    MEDIUM: { least: 4, usual: 5.5, most: 6.9 },
    LOW: { least: 0.1, usual: 2, most: 3.9 },
};
/** The CVSS score, kept within the severity that the gate decides by: vendors lower what NVD scores high. */
function securitySeverity({ severity, score }) {
    if (severity === 'UNKNOWN')
        return undefined;
    const { least, usual, most } = SCORES[severity];
    return Math.min(most, Math.max(least, score ?? usual)).toFixed(1);
}
const NAMES = {
    vulnerability: 'VulnerablePackage',
    secret: 'SecretInImage',
    misconfiguration: 'ImageMisconfiguration',
};
function createRule(id, finding) {
    const score = securitySeverity(finding);
    const tags = ['security', finding.kind, finding.severity.toLowerCase()];
    for (const cwe of finding.cwes) {
        const number = /^CWE-(\d{1,6})$/.exec(cwe)?.[1];
        if (number !== undefined)
            tags.push(`external/cwe/cwe-${number.padStart(3, '0')}`);
    }
    const title = sarifText(finding.title || `${finding.id} in ${finding.packageName}`);
    const help = ruleHelp(finding);
    return {
        id,
        name: NAMES[finding.kind],
        shortDescription: { text: cut(title, 1000) },
        fullDescription: { text: cut(sarifText(finding.description) || title, 1000) },
        ...(help.url === undefined ? {} : { helpUri: help.url }),
        help: { text: help.text, markdown: help.markdown },
        defaultConfiguration: { level: LEVELS[finding.severity] },
        properties: {
            precision: 'very-high',
            tags: [...new Set(tags)].slice(0, MAX_TAGS),
            ...(score === undefined ? {} : { 'security-severity': score }),
        },
    };
}
function messageOf(finding, versions) {
    if (finding.kind !== 'vulnerability')
        return cut(sarifText(finding.description || finding.title), 1000);
    const fix = finding.fixedVersion === undefined
        ? `no fixed version${finding.status === undefined ? '' : ` (${finding.status})`}`
        : `fixed in ${finding.fixedVersion}`;
    const installed = versions.filter((version) => version !== '').join(', ');
    return cut(sarifText(`${finding.packageName} ${installed}: ${finding.id}, ${fix}.`), 1000);
}
/** `<repository>/<path in the image>`: relative, and the same in every build. */
function artifactUri(image, path) {
    const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.' && segment !== '..');
    return [...image.repository.split('/'), ...segments]
        .map((segment) => encodeURIComponent(cut(segment.toWellFormed(), 255)))
        .join('/');
}

;// CONCATENATED MODULE: ./packages/core/build/scan-summary.js
/** What people see of a scan: the job summary and the annotations. */




const ROWS = 20;
const ANNOTATIONS = 9;
const EXPIRED = 20;
/** Markdown for one platform's scan. Its size is bounded, whatever was found. */
function renderScanSummary(scan) {
    const { verdict, report, policy } = scan;
    const passed = verdict.verdict === 'pass';
    const severities = release_record/* SEVERITIES */.oC.toReversed();
    const listed = [...verdict.blocking, ...verdict.tolerated].slice(0, ROWS);
    const more = verdict.blocking.length + verdict.tolerated.length - listed.length;
    return [
        `### ${passed ? '✅' : '❌'} Scan of ${(0,hostile_text/* markdownCode */.D9)(scan.image)} (${(0,hostile_text/* markdownText */.p7)(scan.platform)}): ${passed ? 'pass' : `${count(verdict.blocking.length, 'blocking finding')}`}`,
        '',
        `| ${severities.map((severity) => capitalised(severity)).join(' | ')} | Blocking | Ignored |`,
        `|${'---:|'.repeat(severities.length + 2)}`,
        `| ${severities.map((severity) => verdict.counts[severity]).join(' | ')} | ${verdict.blocking.length} | ${verdict.ignored.length} |`,
        '',
        ...(listed.length === 0
            ? []
            : [
                '| | Severity | Finding | Package | Installed | Fixed in | Where |',
                '|---|---|---|---|---|---|---|',
                ...listed.map((finding, index) => findingRow(finding, index < verdict.blocking.length)),
                '',
            ]),
        ...(more > 0 ? [`And ${count(more, 'further finding')}: see the report files.`, ''] : []),
        ...coverageNotes(report).map((note) => `⚠️ ${(0,hostile_text/* markdownText */.p7)(note)}\n`),
        ...expiredNotes(verdict.expired).map((note) => `⚠️ ${(0,hostile_text/* markdownText */.p7)(note)}\n`),
        `<sub>Counts against the image: ${(0,hostile_text/* markdownText */.p7)(describePolicy(policy))}. ${(0,hostile_text/* markdownText */.p7)(`Manifest ${scan.digest}; Trivy ${report.scannerVersion}; database of ${scan.databaseUpdatedAt}; ${count(report.packages, 'package')}${report.os === undefined ? '' : ` on ${report.os.family} ${report.os.name}`}.`)}</sub>`,
        '',
    ].join('\n');
}
/** Reasons why few findings may mean little. */
function coverageNotes(report) {
    const notes = [];
    if (report.os === undefined && report.packages === 0)
        notes.push('Trivy recognised neither a distribution nor any package in this image: nothing could be compared.');
    else if (report.os === undefined)
        notes.push('Trivy recognised no distribution in this image: only language packages were compared.');
    else if (report.os.endOfLife)
        notes.push(`${report.os.family} ${report.os.name} gets no security updates any more: new vulnerabilities may not be listed.`);
    return notes;
}
function expiredNotes(expired) {
    const notes = expired
        .slice(0, EXPIRED)
        .map(({ id, expiresAt }) => `The ignore entry ${cut(id, 200)} ran out on ${new Date(expiresAt ?? 0).toISOString().slice(0, 10)} and no longer counts.`);
    if (expired.length > EXPIRED)
        notes.push(`${expired.length - EXPIRED} further ignore entries ran out.`);
    return notes;
}
/** `CVE-2024-1 in openssl 3.0.1 → 3.0.2 (usr/lib)`, one line of plain text. */
function describeFinding(finding) {
    if (finding.kind !== 'vulnerability')
        return (0,hostile_text/* singleLine */.pF)(`${cut(finding.id, 200)}: ${cut(finding.title, 200)} (${cut(finding.path, 300)})`);
    return (0,hostile_text/* singleLine */.pF)(`${cut(finding.id, 200)} in ${cut(finding.packageName, 200)} ${cut(finding.installedVersion, 100)} → ${finding.fixedVersion === undefined ? 'no fix yet' : cut(finding.fixedVersion, 100)} (${cut(finding.path, 300)})`);
}
/**
 * The blocking findings of all platforms, each once, and how many there are beyond: nine at most, because GitHub shows
 * ten of a step and the failure that ends it is one of them.
 */
function scanAnnotations(blocking) {
    const all = new Map(blocking.map((finding) => [
        describeFinding(finding),
        { title: `${capitalised(finding.severity)} ${finding.kind}`, message: describeFinding(finding) },
    ]));
    const annotations = [...all.values()];
    if (annotations.length <= ANNOTATIONS)
        return annotations;
    const more = annotations.length - (ANNOTATIONS - 1);
    return [
        ...annotations.slice(0, ANNOTATIONS - 1),
        {
            title: 'More blocking findings',
            message: `${count(more, 'further blocking finding')}: see the job summary and the report files.`,
        },
    ];
}
function findingRow(finding, blocking) {
    const url = finding.url === undefined ? undefined : (0,hostile_text/* markdownUrl */.$x)(finding.url);
    const id = cut(finding.id, 100);
    const code = (text, length) => (text === '' ? '' : (0,hostile_text/* markdownCode */.D9)(cut(text, length)));
    return `| ${[
        blocking ? '⛔' : '',
        capitalised(finding.severity),
        url === undefined || url.length > 500 ? code(id, 100) : `[${(0,hostile_text/* markdownText */.p7)(id)}](${url})`,
        code(finding.packageName, 100),
        code(finding.installedVersion, 60),
        code(finding.fixedVersion ?? '', 60),
        code(finding.path, 120),
    ].join(' | ')} |`;
}
const capitalised = (word) => `${word.charAt(0)}${word.slice(1).toLowerCase()}`;
const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;

;// CONCATENATED MODULE: ./packages/core/build/verdict-findings.js
/** The findings that a scan verdict carries, so that the next image can be compared with this one. */


/** Bytes of JSON, indented: an evidence part may have 1 MiB. */
const MAX_SIZE = 700_000;
/** UTF-16 units of one text; a list of fixed versions is the longest that scanners write. */
const MAX_TEXT = 300;
/** Secrets and misconfigurations are left out: they have no package to compare by. */
function verdictFindings(findings) {
    const distinct = new Map();
    for (const finding of findings) {
        if (finding.kind !== 'vulnerability')
            continue;
        const found = verdict_findings_short(finding);
        const key = JSON.stringify([found.id, found.package, found.version]);
        const known = distinct.get(key);
        // One package may be found in several files, and databases need not agree about it.
        if (known === undefined || rank(found) > rank(known))
            distinct.set(key, found);
    }
    const sorted = [...distinct.values()].toSorted(byRank);
    const kept = [];
    let size = 0;
    for (const finding of sorted) {
        size += new TextEncoder().encode(JSON.stringify(finding)).length + INDENTATION;
        if (kept.length === release_record/* MAX_FINDINGS */.Mt || size > MAX_SIZE)
            break;
        kept.push(finding);
    }
    return { findings: kept, findingsOmitted: sorted.length - kept.length };
}
/** Bytes that two spaces a level add to one finding in a part. */
const INDENTATION = 80;
const verdict_findings_short = (finding) => ({
    id: cut(finding.id, MAX_TEXT),
    package: cut(finding.packageName, MAX_TEXT),
    version: cut(finding.installedVersion, MAX_TEXT),
    ...(finding.fixedVersion === undefined ? {} : { fixedVersion: cut(finding.fixedVersion, MAX_TEXT) }),
    severity: finding.severity,
});
const rank = ({ severity }) => release_record/* SEVERITIES */.oC.indexOf(severity);
/** The most severe first, then by id, package and version. */
const byRank = (a, b) => rank(b) - rank(a) || order(a.id, b.id) || order(a.package, b.package) || order(a.version, b.version);
const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);


// EXTERNAL MODULE: ./packages/github/build/client.js + 14 modules
var client = __nccwpck_require__(4934);
;// CONCATENATED MODULE: ./packages/registry/build/endpoint.js

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
/** Only these may be spoken to without TLS: what is sent there does not leave the machine. */
const isLoopbackHost = (hostname) => LOOPBACK.has(hostname);
/** Docker Hub is named docker.io in references and answers elsewhere. */
const isDockerHub = (registry) => registry === 'docker.io' || registry === 'index.docker.io';
/** Where the registry's API answers, e.g. `https://ghcr.io/v2/`. */
function apiRoot(registry) {
    const host = isDockerHub(registry) ? 'registry-1.docker.io' : registry;
    const url = new URL(`https://${host}/v2/`);
    return isLoopbackHost(url.hostname) ? new URL(`http://${host}/v2/`) : url;
}
/** The repository as the API and token scopes name it. */
const apiRepository = ({ registry, repository }) => isDockerHub(registry) && !repository.includes('/') ? `library/${repository}` : repository;
const apiUrl = (image, path) => new URL(`${apiRepository(image)}/${path}`, apiRoot(image.registry));
/**
 * The URL that a Location header means, relative to the request that it answers. Its query is kept byte for byte:
 * registries sign it.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 * @throws Failure `configuration` when it leads out of TLS, to a non-HTTP scheme or carries a user name
 */
function resolveLocation(base, location) {
    const wrong = (reason) => (0,failure/* configurationFailure */.d_)({
        cause: `The registry ${base.host} answered with the address "${location}", ${reason}.`,
        remedy: 'Correct the external address (scheme, host, X-Forwarded-Proto) in the configuration of the registry or of the proxy before it.',
    });
    if (!URL.canParse(location, base.href))
        throw wrong('which is not a URL');
    const url = new URL(location, base);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw wrong('which is not an HTTP address');
    if (url.username !== '' || url.password !== '')
        throw wrong('which carries a user name');
    if (url.protocol === 'http:' && !(isLoopbackHost(base.hostname) && isLoopbackHost(url.hostname)))
        throw wrong('which is not protected by TLS');
    url.hash = '';
    return url;
}
/** Adds one query parameter without touching those that are there. */
function withQuery(url, name, value) {
    const changed = new URL(url);
    changed.search = `${url.search === '' ? '?' : `${url.search}&`}${name}=${encodeURIComponent(value)}`;
    return changed;
}

;// CONCATENATED MODULE: ./packages/registry/build/challenge.js
// RFC 9110 section 5.6.2: token characters.
const challenge_TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)"/y;
const TOKEN68 = /[A-Za-z0-9\-._~+/]+=*(?=[ \t]*(?:,|$))/y;
const SPACE = /[ \t]*/y;
const SEPARATORS = /[ \t,]*/y;
/** A header longer than this is nobody's honest challenge. */
const MAX_LENGTH = 8192;
/**
 * Parses WWW-Authenticate: several challenges, parameters with or without quotes, commas inside quotes. What does
 * not follow the grammar ends the list; what was read before it counts.
 * RFC 9110 section 11.6.1
 */
function parseChallenges(header) {
    const text = header.slice(0, MAX_LENGTH);
    let position = 0;
    const take = (pattern) => {
        pattern.lastIndex = position;
        const match = pattern.exec(text);
        if (match !== null)
            position += match[0].length;
        return match ?? undefined;
    };
    const value = () => {
        const quoted = take(QUOTED)?.[1];
        return quoted === undefined ? take(challenge_TOKEN)?.[0] : quoted.replace(/\\([\s\S])/g, '$1');
    };
    /** `name = value` from here, or nothing taken. */
    const parameter = () => {
        const start = position;
        const name = take(challenge_TOKEN)?.[0].toLowerCase();
        take(SPACE);
        if (name !== undefined && text[position] === '=') {
            position++;
            take(SPACE);
            const found = value();
            if (found !== undefined)
                return [name, found];
        }
        position = start;
        return undefined;
    };
    const challenges = [];
    for (;;) {
        take(SPACE);
        // Between challenges there is a comma; anything else is the rest of something broken.
        if (challenges.length > 0 && text[position] !== ',')
            return challenges;
        take(SEPARATORS);
        const scheme = take(challenge_TOKEN)?.[0].toLowerCase();
        if (scheme === undefined)
            return challenges;
        const parameters = new Map();
        challenges.push({ scheme, parameters });
        if (take(/[ \t]+/y) === undefined)
            continue;
        if (take(TOKEN68) !== undefined)
            continue;
        for (let found = parameter(); found !== undefined; found = parameter()) {
            const [name, content] = found;
            // A repeated parameter must not replace the one that others read.
            if (!parameters.has(name))
                parameters.set(name, content);
            const end = position;
            take(SPACE);
            if (text[position] !== ',')
                break;
            take(SEPARATORS);
            const next = position;
            if (parameterFollows(text, next))
                continue;
            position = end;
            break;
        }
    }
}
/** Tells `, name=value` (a parameter) from `, Scheme …` (the next challenge). */
function parameterFollows(text, position) {
    const pattern = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+[ \t]*=/y;
    pattern.lastIndex = position;
    return pattern.test(text);
}

;// CONCATENATED MODULE: ./packages/registry/build/failures.js
/** What a registry's refusal means to the person who reads the log. */




const ErrorBody = dist/* object */.Ikc({
    errors: dist/* array */.YOg(dist/* object */.Ikc({ code: dist/* optional */.lqM(dist/* string */.YjP(), ''), message: dist/* optional */.lqM(dist/* string */.YjP(), '') })),
});
const failures_MAX_TEXT = 300;
const shown = (text) => (0,hostile_text/* singleLine */.pF)(text).slice(0, failures_MAX_TEXT);
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#error-codes */
function parseErrors(body) {
    try {
        const result = dist/* safeParse */.xLC(ErrorBody, JSON.parse(body));
        if (!result.success)
            return [];
        return result.output.errors.slice(0, 3).map(({ code, message }) => ({
            code: shown(code).toUpperCase(),
            message: shown(message),
        }));
    }
    catch {
        return [];
    }
}
/** The Failure for a refusal that repeating does not change. */
function refusal(operation, status, errors) {
    const { image, what } = operation;
    const name = (0,build_image/* formatImageName */.eS)(image);
    const said = describeAnswer(status, errors);
    const cause = `${image.registry} refused the ${what} (${said}).`;
    const has = (code) => errors.some((error) => error.code === code);
    const configuration = (remedy) => (0,failure/* configurationFailure */.d_)({ cause, remedy });
    if (has('MANIFEST_INVALID') || has('MANIFEST_UNVERIFIED'))
        return configuration('The registry does not accept this image format: build it with OCI media types, or use a registry that supports OCI images and attestations.');
    if (has('SIZE_INVALID') || status === 413)
        return configuration('The registry or a proxy before it limits the size of uploads: raise that limit, or make the layer smaller.');
    if (has('DIGEST_INVALID'))
        return (0,failure/* remoteFailure */.vU)({
            cause: `${cause.slice(0, -1)}: the bytes that arrived have another digest.`,
            remedy: 'Something between the job and the registry changes bytes: run the job again without that proxy.',
        });
    if (status === 401 || status === 403 || has('DENIED') || has('UNAUTHORIZED'))
        return configuration(accessRemedy(operation));
    if (has('NAME_UNKNOWN') || status === 404)
        return configuration(`Check the name ${name}, and create the repository first where the registry does not make one on the first push.`);
    if (has('NAME_INVALID'))
        return configuration(`Choose another repository name than ${image.repository}.`);
    if (has('UNSUPPORTED') || status === 405)
        return configuration('Use a registry that implements pushing by the OCI distribution specification.');
    return (0,failure/* remoteFailure */.vU)({
        cause,
        remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
    });
}
/** What to do when the registry knows the caller too little. */
function accessRemedy({ image, access }) {
    const name = (0,build_image/* formatImageName */.eS)(image);
    if (image.registry !== 'ghcr.io')
        return `Give "username" and "password" (or a docker login) with the right to ${access} ${name}.`;
    const permission = access === 'push' ? 'packages: write' : 'packages: read';
    return `Give the job "${permission}" under "permissions:", and the calling job too when this is a reusable workflow; if the package ${name} exists already, give this repository the role ${access === 'push' ? 'Write' : 'Read'} under the package's settings, "Manage Actions access".`;
}
/** The Failure when all attempts failed. */
const exhausted = (operation, reason, attempts) => (0,failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} failed after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}: ${shown(reason)}.`,
    remedy: `Run the job again when ${operation.image.registry} answers normally; what is uploaded already is kept and skipped.`,
});
/** `403 DENIED: permission denied` */
const describeAnswer = (status, errors) => [
    String(status),
    ...errors.map(({ code, message }) => (message === '' ? code : `${code}: ${message}`)),
].join(' ');

;// CONCATENATED MODULE: ./packages/registry/build/realm.js
/**
 * Which token service a registry may send a credential to. The address of the service (`realm`) is text in a
 * response, so a credential follows it only where the registry's own operator answers:
 *
 * 1. over https; over http only from a loopback registry to a loopback realm, and
 * 2. on the registry's host, on a parent of it (registry.gitlab.com → gitlab.com), on a sibling below the same
 *    registrable domain (registry-1.docker.io → auth.docker.io), or where a known registry keeps its token service.
 *
 * Without a public suffix list, a two-label parent counts as a registrable domain unless it looks like a public
 * suffix (co.uk) or is a domain that rents out names below it. The rule may refuse a rare honest registry; it does
 * not send a credential to a stranger.
 */

/** Suffix of the registry's host → host of its token service, where the two have no domain in common. */
const KNOWN = new Map([['.scw.cloud', 'api.scaleway.com']]);
const RENTED = new Set([
    'amazonaws.com',
    'azurecr.io',
    'azurewebsites.net',
    'cloudfront.net',
    'fly.dev',
    'github.io',
    'gitlab.io',
    'herokuapp.com',
    'jfrog.io',
    'netlify.app',
    'ngrok.io',
    'onrender.com',
    'pages.dev',
    'pkg.dev',
    'run.app',
    'scw.cloud',
    'vercel.app',
    'workers.dev',
]);
/** True when a credential of the registry may be sent to the realm. Hosts as in URLs, without port. */
function mayReceiveCredential(registry, realm) {
    const own = registry.hostname;
    const other = realm.hostname;
    const loopback = isLoopbackHost(own) && isLoopbackHost(other);
    if (realm.username !== '' || realm.password !== '')
        return false;
    if (realm.protocol !== 'https:')
        return realm.protocol === 'http:' && loopback;
    if (own === other || loopback)
        return true;
    if (isAddress(own) || isAddress(other))
        return false;
    for (const [suffix, host] of KNOWN)
        if (own.endsWith(suffix) && other === host)
            return true;
    const domain = registrableDomain(own);
    return domain !== undefined && domain === registrableDomain(other);
}
/** True when the realm may be asked at all, even without a credential. */
const mayBeAsked = (registry, realm) => realm.protocol === 'https:'
    ? !isLoopbackHost(realm.hostname) || isLoopbackHost(registry.hostname)
    : mayReceiveCredential(registry, realm);
const isAddress = (host) => host.startsWith('[') || /^[0-9.]+$/.test(host);
function registrableDomain(host) {
    const labels = host.split('.');
    const two = labels.slice(-2).join('.');
    if (labels.length < 2 || RENTED.has(two))
        return undefined;
    const [second = '', top = ''] = labels.slice(-2);
    if (top.length === 2 && (second.length <= 3 || COUNTRY_SECOND_LEVEL.has(second)))
        return labels.length > 2 ? labels.slice(-3).join('.') : undefined;
    return two;
}
/** Longer second-level names under country codes that registrars sell below. */
const COUNTRY_SECOND_LEVEL = new Set(['govt', 'info', 'asso', 'firm', 'school', 'police', 'store', 'name']);

;// CONCATENATED MODULE: ./packages/registry/build/scope.js
/**
 * Token scopes: `repository:acme/shop/api:pull,push`.
 * https://distribution.github.io/distribution/spec/auth/scope/
 */
/** Who pushes also reads (HEAD first, read-back), so push includes pull. */
const repositoryScope = (repository, access) => new Map([[`repository:${repository}`, new Set(access === 'push' ? ['pull', 'push'] : ['pull'])]]);
/** A scope parameter may hold several scopes, separated by spaces. Malformed ones are left out. */
function parseScopes(text) {
    const scopes = new Map();
    for (const scope of text.split(' ')) {
        const first = scope.indexOf(':');
        const last = scope.lastIndexOf(':');
        if (first < 1 || last === first || last === scope.length - 1)
            continue;
        const resource = scope.slice(0, last);
        const actions = scopes.get(resource) ?? new Set();
        for (const action of scope.slice(last + 1).split(','))
            if (action !== '')
                actions.add(action);
        scopes.set(resource, actions);
    }
    return scopes;
}
function mergeScopes(...all) {
    const merged = new Map();
    for (const scopes of all)
        for (const [resource, actions] of scopes)
            merged.set(resource, new Set([...(merged.get(resource) ?? []), ...actions]));
    return merged;
}
const coversScopes = (have, wanted) => [...wanted].every(([resource, actions]) => [...actions].every((action) => have.get(resource)?.has(action) === true));
/** Sorted, so that the same access is the same text. */
const formatScopes = (scopes) => [...scopes].map(([resource, actions]) => `${resource}:${[...actions].toSorted().join(',')}`).toSorted();

;// CONCATENATED MODULE: ./packages/registry/build/auth.js
/**
 * Registry logins: Basic, and the token flow.
 * https://distribution.github.io/distribution/spec/auth/token/
 */








const TokenAnswer = dist/* object */.Ikc({
    token: dist/* optional */.lqM(dist/* string */.YjP()),
    access_token: dist/* optional */.lqM(dist/* string */.YjP()),
    expires_in: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* number */.aig(), dist/* minValue */.Wwf(0))),
});
/** Seconds; the protocol's default when the service does not say. */
const DEFAULT_LIFETIME = 60;
/** A token is renewed before this share of its life is over, so that it does not expire on its way. */
const USABLE_SHARE = 0.8;
function createAuthorizer(options) {
    const registries = new Map();
    const stateOf = (registry) => {
        const known = registries.get(registry);
        if (known !== undefined)
            return known;
        const credentials = Promise.resolve(options.credentials(registry)).then((found) => {
            if (found !== undefined) {
                options.log.secret(found.password);
                options.log.secret(basic(found));
                options.log.secret(basic(found).slice('Basic '.length));
            }
            return found;
        });
        const state = { credentials, mode: 'unknown', tokens: new Map(), pending: new Map() };
        registries.set(registry, state);
        return state;
    };
    const token = async (state, operation, wanted, service) => {
        const key = operation.image.repository;
        const cached = state.tokens.get(key);
        const merged = mergeScopes(cached?.scopes ?? new Map(), wanted);
        if (cached !== undefined && cached.expires > options.clock.now() && coversScopes(cached.scopes, wanted))
            return cached;
        const name = `${key} ${formatScopes(merged).join(' ')}`;
        const pending = state.pending.get(name);
        if (pending !== undefined)
            return pending;
        const started = fetchToken(options, await state.credentials, operation, service, merged).finally(() => state.pending.delete(name));
        state.pending.set(name, started);
        const fresh = await started;
        state.tokens.set(key, fresh);
        return fresh;
    };
    return {
        async header(operation, scopes) {
            const state = stateOf(operation.image.registry);
            if (state.mode === 'unknown')
                return undefined;
            if (state.mode !== 'basic')
                return (await token(state, operation, scopes, state.mode)).header;
            const credentials = await state.credentials;
            return credentials === undefined ? undefined : basic(credentials);
        },
        async challenged(operation, scopes, response, sent) {
            const state = stateOf(operation.image.registry);
            const challenges = parseChallenges(response.headers.get('www-authenticate') ?? '');
            const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
            if (bearer !== undefined) {
                const service = serviceOf(operation, bearer);
                const cached = state.tokens.get(operation.image.repository);
                // Another request may have renewed the token meanwhile: then that one is tried.
                if (cached !== undefined && cached.header === sent)
                    state.tokens.delete(operation.image.repository);
                state.mode = service;
                const asked = parseScopes(bearer.parameters.get('scope') ?? '');
                const renewed = await token(state, operation, mergeScopes(scopes, asked), service);
                return renewed.header !== sent;
            }
            if (!challenges.some(({ scheme }) => scheme === 'basic'))
                return false;
            state.mode = 'basic';
            const credentials = await state.credentials;
            return credentials !== undefined && sent !== basic(credentials);
        },
    };
}
const basic = ({ username, password }) => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
function serviceOf({ image, what }, challenge) {
    const realm = challenge.parameters.get('realm') ?? '';
    const root = apiRoot(image.registry);
    if (URL.canParse(realm) && mayBeAsked(root, new URL(realm)))
        return { realm: new URL(realm), service: challenge.parameters.get('service') };
    throw (0,failure/* configurationFailure */.d_)({
        cause: `${image.registry} asks for a token from "${(0,hostile_text/* singleLine */.pF)(realm)}" before the ${what}, which is not an https address that it may name.`,
        remedy: 'Correct the token realm in the configuration of the registry.',
    });
}
async function fetchToken(options, credentials, operation, { realm, service }, scopes) {
    const { registry } = operation.image;
    if (credentials !== undefined && !mayReceiveCredential(apiRoot(registry), realm))
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${registry} asks for its login to be sent to ${realm.host}, which does not belong to it.`,
            remedy: `The login was not sent. If ${realm.host} really is the token service of ${registry}, configure the registry to name one on its own domain.`,
        });
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of formatScopes(scopes))
        url.searchParams.append('scope', scope);
    if (credentials !== undefined)
        url.searchParams.set('account', credentials.username);
    options.log.debug(`token from ${realm.origin} for ${formatScopes(scopes).join(' ')}`);
    const { status, text } = await options.request(operation, url, credentials === undefined ? {} : { authorization: basic(credentials) });
    if (status !== 200)
        throw tokenRefusal(operation, realm, status, text, credentials);
    const answer = dist/* safeParse */.xLC(TokenAnswer, parse(text));
    const value = answer.success ? (answer.output.token ?? answer.output.access_token) : undefined;
    // A line break in it would end up in a header.
    if (!answer.success || value === undefined || !/^[\x21-\x7e]+$/.test(value))
        throw (0,failure/* remoteFailure */.vU)({
            cause: `The token service ${realm.host} of ${registry} answered without a token.`,
            remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
        });
    options.log.secret(value);
    const lifetime = (answer.output.expires_in ?? DEFAULT_LIFETIME) * 1000;
    return { header: `Bearer ${value}`, scopes, expires: options.clock.now() + lifetime * USABLE_SHARE };
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function tokenRefusal(operation, realm, status, text, credentials) {
    const said = describeAnswer(status, parseErrors(text));
    const who = credentials === undefined ? 'an anonymous caller' : `the user ${credentials.username}`;
    const cause = `The token service ${realm.host} of ${operation.image.registry} refused ${who} for the ${operation.what} (${said}).`;
    return status === 400 || status === 401 || status === 403 || status === 404
        ? (0,failure/* configurationFailure */.d_)({ cause, remedy: accessRemedy(operation) })
        : (0,failure/* remoteFailure */.vU)({ cause, remedy: 'Run the job again; if it happens again, ask the operator.' });
}

// EXTERNAL MODULE: ./packages/registry/build/retry.js
var retry = __nccwpck_require__(4884);
;// CONCATENATED MODULE: ./packages/registry/build/exchange.js
/** One HTTP exchange with a registry: login, redirects, time limits, network errors. Retries stand above it. */






/** Milliseconds for a request without a file, with its answer. */
const REQUEST_TIMEOUT = 60_000;
/** Milliseconds for the upload of one file; one that does not move at all is ended much earlier. */
const UPLOAD_TIMEOUT = 60 * 60_000;
const MAX_REDIRECTS = 5;
function createExchange(options) {
    const { clock, log, policy, random, signal } = options;
    const retrying = (operation, attempt) => (0,retry/* withRetries */.LH)({
        clock,
        policy,
        random,
        signal,
        onRetry: (failure, delay) => log.info(`${operation.what}: ${failure.message}; trying again in ${(delay / 1000).toFixed(1)} s`),
        giveUp: (failure, attempts) => exhausted(operation, failure.message, attempts),
    }, async (previous) => {
        if (signal?.aborted)
            throw cancelled(operation);
        try {
            return await attempt(previous);
        }
        catch (error) {
            if (signal?.aborted)
                throw cancelled(operation);
            throw error;
        }
    });
    /** Without login and redirects. */
    const transmit = async (request, url, headers) => {
        const limit = AbortSignal.timeout(request.send === undefined ? REQUEST_TIMEOUT : UPLOAD_TIMEOUT);
        const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
        try {
            if (request.send !== undefined)
                return await request.send(url, headers, stop);
            return await options.fetch(url.href, {
                method: request.method,
                headers,
                redirect: 'manual',
                signal: stop,
                // A copy, for the type: fetch wants bytes that are not shared between threads.
                ...(request.body === undefined ? {} : { body: new Uint8Array(request.body) }),
            });
        }
        catch (error) {
            throw networkError(url, error);
        }
    };
    const requestToken = (operation, url, headers) => retrying(operation, async () => {
        const response = await transmit({ method: 'GET', url }, url, {
            accept: 'application/json',
            ...headers,
        });
        await throwTransient(response, url, clock);
        return { status: response.status, text: await readText(response, url) };
    });
    const authorizer = createAuthorizer({
        credentials: options.credentials,
        request: requestToken,
        clock,
        log,
    });
    return {
        retrying,
        async send(operation, request) {
            const scopes = new Map([
                ...repositoryScope(apiRepository(operation.image), operation.access),
                ...(request.scopes ?? []),
            ]);
            const { origin } = apiRoot(operation.image.registry);
            let url = request.url;
            for (let redirects = 0, logins = 0;;) {
                // What another host answers with, it gets no login for: the address itself is the permission there.
                const own = url.origin === origin;
                const authorization = own ? await authorizer.header(operation, scopes) : undefined;
                const response = await transmit(request, url, {
                    ...request.headers,
                    ...(authorization === undefined ? {} : { authorization }),
                });
                log.debug(`${request.method} ${url.origin}${url.pathname} → ${response.status}`);
                if (response.status === 401 && own && logins < 2) {
                    logins++;
                    const again = await authorizer.challenged(operation, scopes, response, authorization);
                    if (again) {
                        await discard(response);
                        continue;
                    }
                }
                const location = response.headers.get('location');
                const redirected = [301, 302, 303, 307, 308].includes(response.status) && location !== null;
                if (redirected && (request.method === 'GET' || request.method === 'HEAD')) {
                    await discard(response);
                    if (++redirects > MAX_REDIRECTS)
                        throw redirectLoop(operation);
                    url = resolveLocation(url, location);
                    continue;
                }
                await throwTransient(response, url, clock);
                return response;
            }
        },
    };
}
/** Frees the connection of an answer that nobody reads. */
const discard = async (response) => {
    await response.body?.cancel().catch(() => { });
};
async function throwTransient(response, url, clock) {
    if (!(0,retry/* isTransientStatus */.Dm)(response.status))
        return;
    await discard(response);
    throw new retry/* Transient */.Rc(`${url.host} answered ${response.status}`, {
        after: (0,retry/* parseRetryAfter */.mu)(response.headers.get('retry-after'), clock.now()),
        ambiguous: response.status >= 500,
    });
}
/** Bytes of an answer, no more than `limit`. @throws Transient when the connection ends early */
async function readBytes(response, url, limit, tooLarge) {
    const chunks = [];
    let length = 0;
    try {
        for await (const chunk of response.body ?? []) {
            length += chunk.length;
            if (length > limit)
                break;
            chunks.push(chunk);
        }
    }
    catch (error) {
        throw networkError(url, error);
    }
    if (length > limit)
        throw tooLarge();
    return Buffer.concat(chunks);
}
/** Text of an answer's beginning, for JSON that is small. */
async function readText(response, url) {
    const bytes = await readBytes(response, url, 256 * 1024, () => (0,failure/* remoteFailure */.vU)({
        cause: `${url.host} answered with far more text than expected.`,
        remedy: 'Check that the address is that of a registry.',
    }));
    return Buffer.from(bytes).toString('utf8');
}
const TLS_CODES = /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;
/** What a failed fetch or socket means: passing trouble, or a certificate that will not become valid. */
function networkError(url, error) {
    if (error instanceof retry/* Transient */.Rc || (error instanceof Error && error.name === 'Failure'))
        return error;
    const code = errorCode(error);
    if (TLS_CODES.test(code))
        return (0,failure/* configurationFailure */.d_)({
            cause: `No protected connection to ${url.host}: ${code}.`,
            remedy: 'Check the host name; behind a private certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file.',
            error,
        });
    return new retry/* Transient */.Rc(`${url.host} could not be reached or ended the connection (${code})`, {
        ambiguous: true,
        error,
    });
}
function errorCode(error) {
    for (let inner = error; inner instanceof Error; inner = inner.cause) {
        if (inner instanceof AggregateError && inner.errors.length > 0)
            return errorCode(inner.errors[0]);
        if ('code' in inner && typeof inner.code === 'string')
            return inner.code;
        if (inner.name === 'TimeoutError')
            return 'no answer in time';
    }
    return error instanceof Error ? error.message : String(error);
}
const cancelled = (operation) => (0,failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} was cancelled.`,
    remedy: 'Run the job again; what is uploaded already is kept and skipped.',
});
const redirectLoop = (operation) => (0,failure/* remoteFailure */.vU)({
    cause: `${operation.image.registry} redirected the ${operation.what} more than ${MAX_REDIRECTS} times.`,
    remedy: 'Ask the operator of the registry.',
});

;// CONCATENATED MODULE: ./packages/registry/build/blob-upload.js







async function uploadBlob(exchange, sendBlob, image, blob, { mountFrom }) {
    const operation = {
        image,
        access: 'push',
        what: `upload of ${blob.digest} to ${(0,build_image/* formatImageName */.eS)(image)}`,
    };
    // Looking first also answers, on a repetition, whether the attempt before succeeded after all.
    return exchange.retrying(operation, async () => {
        if (await exists(exchange, operation, blob.digest))
            return 'existing';
        const start = await startUpload(exchange, operation, blob.digest, mountFrom);
        if (start === 'mounted')
            return 'mounted';
        await finishUpload(exchange, operation, withQuery(start, 'digest', blob.digest), sendBlob, blob);
        return 'uploaded';
    });
}
async function exists(exchange, operation, digest) {
    const response = await exchange.send(operation, {
        method: 'HEAD',
        url: apiUrl(operation.image, `blobs/${digest}`),
    });
    await discard(response);
    if (response.status === 200)
        return true;
    // A repository that nothing was pushed to yet is unknown, or not to be looked at: the POST tells.
    if (response.status === 404 || response.status === 401 || response.status === 403)
        return false;
    throw refusal(operation, response.status, []);
}
async function startUpload(exchange, operation, digest, mountFrom) {
    const uploads = apiUrl(operation.image, 'blobs/uploads/');
    const url = mountFrom === undefined ? uploads : withQuery(withQuery(uploads, 'mount', digest), 'from', mountFrom);
    const response = await exchange.send(operation, {
        method: 'POST',
        url,
        ...(mountFrom === undefined ? {} : { scopes: repositoryScope(mountFrom, 'pull') }),
    });
    if (response.status === 201 && mountFrom !== undefined) {
        await discard(response);
        return 'mounted';
    }
    if (response.status !== 202)
        throw refusal(operation, response.status, parseErrors(await readText(response, url)));
    await discard(response);
    const location = response.headers.get('location');
    if (location !== null)
        return resolveLocation(url, location);
    throw (0,failure/* remoteFailure */.vU)({
        cause: `${operation.image.registry} accepted the ${operation.what} without saying where to (no Location header).`,
        remedy: 'Check that a proxy before the registry passes the Location header on.',
    });
}
async function finishUpload(exchange, operation, url, sendBlob, blob) {
    const response = await exchange.send(operation, {
        method: 'PUT',
        url,
        headers: { 'content-type': 'application/octet-stream' },
        ...('bytes' in blob
            ? { body: blob.bytes }
            : { send: (to, headers, signal) => sendBlob(to, headers, blob, signal) }),
    });
    // 201 by the specification; some registries answer 204 to an upload that they had already.
    if (response.status === 201 || response.status === 204)
        return discard(response);
    const errors = parseErrors(await readText(response, url));
    // The place for the upload is gone (a restart, another replica): a new one has to be asked for.
    if (response.status === 404 || errors.some(({ code }) => code.startsWith('BLOB_UPLOAD_')))
        throw new retry/* Transient */.Rc(`${url.host} lost the upload (${response.status})`, { ambiguous: false });
    throw refusal(operation, response.status, errors);
}

;// CONCATENATED MODULE: ./packages/registry/build/manifest.js
/**
 * Manifests and indexes as the OCI image specification and Docker's schema 2 define them.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md, image-index.md, descriptor.md
 */


const OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const INDEX_MEDIA_TYPES = [OCI_INDEX, DOCKER_INDEX];
const MANIFEST_MEDIA_TYPES = [OCI_MANIFEST, DOCKER_MANIFEST];
/** For the Accept header: an unlisted type would be converted or refused by the registry. */
const ACCEPTED_MEDIA_TYPES = [OCI_INDEX, OCI_MANIFEST, DOCKER_INDEX, DOCKER_MANIFEST].join(', ');
/** Bytes. Registries must accept manifests of 4 MiB; larger ones are not portable. */
const MAX_MANIFEST_SIZE = 4 * 1024 * 1024;
/** Entries of one manifest or index that are read. */
const MAX_CHILDREN = 1000;
// RFC 6838 section 4.2
const MEDIA_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/;
const manifest_text = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(4096));
const mediaType = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(MEDIA_TYPE, 'is not a media type'));
const digest = dist/* custom */.IeY((value) => typeof value === 'string' && (0,build_digest/* isDigest */.Bc)(value), 'is not a sha256 digest');
const annotations = dist/* record */.g1P(dist/* string */.YjP(), dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(256 * 1024)));
const PlatformSchema = dist/* object */.Ikc({
    architecture: manifest_text,
    os: manifest_text,
    'os.version': dist/* optional */.lqM(manifest_text),
    'os.features': dist/* optional */.lqM(dist/* array */.YOg(manifest_text)),
    variant: dist/* optional */.lqM(manifest_text),
});
const DescriptorSchema = dist/* object */.Ikc({
    mediaType,
    digest,
    size: dist/* pipe */.FsL(dist/* number */.aig(), dist/* safeInteger */.Y2b(), dist/* minValue */.Wwf(0)),
    artifactType: dist/* optional */.lqM(manifest_text),
    platform: dist/* optional */.lqM(PlatformSchema),
    annotations: dist/* optional */.lqM(annotations),
});
const IndexSchema = dist/* object */.Ikc({
    schemaVersion: dist/* literal */.euz(2),
    mediaType: dist/* optional */.lqM(mediaType),
    artifactType: dist/* optional */.lqM(manifest_text),
    manifests: dist/* pipe */.FsL(dist/* array */.YOg(DescriptorSchema), dist/* maxLength */.Ru6(MAX_CHILDREN)),
    subject: dist/* optional */.lqM(DescriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
const ManifestSchema = dist/* object */.Ikc({
    schemaVersion: dist/* literal */.euz(2),
    mediaType: dist/* optional */.lqM(mediaType),
    artifactType: dist/* optional */.lqM(manifest_text),
    config: DescriptorSchema,
    layers: dist/* pipe */.FsL(dist/* array */.YOg(DescriptorSchema), dist/* maxLength */.Ru6(MAX_CHILDREN)),
    subject: dist/* optional */.lqM(DescriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
/**
 * Reads manifest bytes of an announced media type. Bytes that could be read as both kinds are refused, because
 * two tools could then see two different images under one digest (CVE-2021-41190).
 * @param problem makes the Failure to throw from a reason such as `"config" is missing`
 */
function parseManifest(bytes, announced, problem) {
    const json = manifest_parseJson(bytes, problem);
    const own = (name) => typeof json === 'object' && json !== null && Object.hasOwn(json, name);
    if (INDEX_MEDIA_TYPES.includes(announced)) {
        if (own('config') || own('layers'))
            throw problem('it is an index with the fields of a manifest');
        const index = manifest_check(IndexSchema, json, problem);
        if (index.mediaType !== undefined && index.mediaType !== announced)
            throw problem(`it says "${index.mediaType}" of itself and is announced as "${announced}"`);
        return { kind: 'index', ...index };
    }
    if (MANIFEST_MEDIA_TYPES.includes(announced)) {
        if (own('manifests'))
            throw problem('it is a manifest with the fields of an index');
        const manifest = manifest_check(ManifestSchema, json, problem);
        if (manifest.mediaType !== undefined && manifest.mediaType !== announced)
            throw problem(`it says "${manifest.mediaType}" of itself and is announced as "${announced}"`);
        return { kind: 'manifest', ...manifest };
    }
    throw problem(`"${announced}" is not a media type of images`);
}
const ConfigSchema = dist/* object */.Ikc({
    architecture: manifest_text,
    os: manifest_text,
    variant: dist/* optional */.lqM(manifest_text),
    'os.version': dist/* optional */.lqM(manifest_text),
});
/** The platform that an image's config names. */
const parseConfigPlatform = (bytes, problem) => manifest_check(ConfigSchema, manifest_parseJson(bytes, problem), problem);
function manifest_parseJson(bytes, problem) {
    try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch {
        throw problem('it is not JSON');
    }
}
function manifest_check(schema, value, problem) {
    const result = dist/* safeParse */.xLC(schema, value);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    throw problem(`"${dist/* getDotPath */.BuJ(issue) ?? 'the document'}" is wrong: ${issue.message}`);
}
/** BuildKit's provenance and SBOM manifests, which ride along in an index. */
const isAttestation = (descriptor) => descriptor.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
    (descriptor.platform?.os === 'unknown' && descriptor.platform.architecture === 'unknown');
/** The manifest that an attestation manifest speaks about. */
function attestationSubject(descriptor) {
    const subject = descriptor.annotations?.['vnd.docker.reference.digest'];
    return subject !== undefined && (0,build_digest/* isDigest */.Bc)(subject) ? subject : undefined;
}

;// CONCATENATED MODULE: ./packages/registry/build/manifest-put.js








/**
 * Writing by digest may be repeated at will. A tag is looked at before each repetition: the first attempt may have
 * succeeded, and what somebody else put there meanwhile is not overwritten.
 */
async function putManifest(exchange, look, image, reference, manifest) {
    const digest = (0,build_digest/* digestOf */.ol)(manifest.bytes);
    const what = (0,build_digest/* isDigest */.Bc)(reference) ? `manifest ${reference}` : `tag "${reference}"`;
    const operation = {
        image,
        access: 'push',
        what: `push of the ${what} to ${(0,build_image/* formatImageName */.eS)(image)}`,
    };
    if ((0,build_digest/* isDigest */.Bc)(reference) && reference !== digest)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `A manifest of the digest ${digest} cannot be pushed as ${reference}.`,
            remedy: 'Push it under its own digest.',
        });
    if (manifest.bytes.length > MAX_MANIFEST_SIZE)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The manifest ${digest} has ${manifest.bytes.length} bytes; registries take at most ${MAX_MANIFEST_SIZE}.`,
            remedy: 'Build the image with fewer layers, platforms or annotations.',
        });
    const tag = !(0,build_digest/* isDigest */.Bc)(reference);
    const before = tag ? await look(image, reference, { access: 'push' }) : undefined;
    const url = apiUrl(image, `manifests/${reference}`);
    return exchange.retrying(operation, async (previous) => {
        if (previous?.ambiguous && tag) {
            const now = await look(image, reference, { access: 'push' });
            if (now?.digest === digest)
                return { digest, listedFor: undefined };
            if (now?.digest !== before?.digest)
                throw (0,failure/* remoteFailure */.vU)({
                    cause: `The tag ${(0,build_image/* formatImageName */.eS)(image)}:${reference} was moved to ${now?.digest ?? 'nothing'} by somebody else meanwhile.`,
                    remedy: 'Let one job at a time move this tag, and run the job again.',
                });
        }
        const response = await exchange.send(operation, {
            method: 'PUT',
            url,
            headers: { 'content-type': manifest.mediaType },
            body: manifest.bytes,
        });
        if (response.status !== 201 && response.status !== 200 && response.status !== 202) {
            const errors = parseErrors(await readText(response, url));
            // Registries of several replicas may take a moment to see a blob that they have just accepted.
            if (errors.some(({ code }) => code === 'MANIFEST_BLOB_UNKNOWN' || code === 'BLOB_UNKNOWN'))
                throw new retry/* Transient */.Rc(`${url.host} does not see a blob of it yet`, { ambiguous: false });
            throw refusal(operation, response.status, errors);
        }
        await discard(response);
        const announced = response.headers.get('docker-content-digest');
        if (announced === null || announced === digest)
            return { digest, listedFor: response.headers.get('oci-subject') ?? undefined };
        throw (0,failure/* remoteFailure */.vU)({
            cause: `${image.registry} stored the ${what} as ${announced}, not as ${digest}: it changed the bytes.`,
            remedy: 'Use a registry, or a setting of it, that does not convert manifests.',
        });
    });
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: ./packages/registry/build/layout-files.js



/** Bytes per read: fewer, larger reads keep a push as fast as the disk. */
const CHUNK_SIZE = 256 * 1024;
/**
 * Opens a regular file. A symbolic link is refused by the kernel, and a FIFO cannot block: both would let a layout
 * publish files from elsewhere or hang the job.
 */
async function openRegular(file, problem) {
    const handle = await (0,promises_.open)(file, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK).catch((error) => {
        if (error.code === 'ENOENT')
            throw problem(`"${file}" is missing`);
        if (error.code === 'ELOOP')
            throw problem(`"${file}" is a symbolic link`);
        throw problem(`"${file}" cannot be read (${error.code})`);
    });
    const stat = await handle.stat();
    if (stat.isFile())
        return { handle, size: stat.size };
    await handle.close();
    throw problem(`"${file}" is not a regular file`);
}
async function requireFolder(folder, problem) {
    const stat = await (0,promises_.lstat)(folder).catch(() => undefined);
    if (stat === undefined)
        throw problem(`"${folder}" is missing`);
    if (!stat.isDirectory())
        throw problem(`"${folder}" is not a folder`);
}
/** A whole small file. */
async function readDocument(file, limit, problem) {
    const { handle, size } = await openRegular(file, problem);
    try {
        if (size > limit)
            throw problem(`"${file}" is larger than ${limit} bytes`);
        return await handle.readFile();
    }
    finally {
        await handle.close();
    }
}
async function checkedSize(blob, problem) {
    const { handle, size } = await openRegular(blob.path, problem);
    await handle.close();
    if (size !== blob.size)
        throw problem(`${blob.digest} has ${size} bytes, not the ${blob.size} it announces`);
}
async function hashFile(file, problem) {
    const { handle } = await openRegular(file, problem);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    // The stream closes the handle.
    for await (const chunk of handle.createReadStream({ highWaterMark: CHUNK_SIZE }))
        hash.update(chunk);
    return `sha256:${hash.digest('hex')}`;
}

;// CONCATENATED MODULE: ./packages/registry/build/sender.js
/**
 * Sends a file as one request body with a Content-Length. Not by fetch, which has neither a limit for idle time nor,
 * by its standard, a length for a stream: see docs/decisions/blob-uploads.md.
 */







/** Milliseconds. */
const IDLE_TIMEOUT = 60_000;
const MAX_ANSWER = 64 * 1024;
/**
 * @param env read for HTTPS_PROXY, HTTP_PROXY and NO_PROXY
 * @param options.idleTimeout milliseconds without a byte in either direction
 */
function createBlobSender(env, { idleTimeout = IDLE_TIMEOUT } = {}) {
    const agents = createAgents(env);
    return async (url, headers, blob, signal) => {
        const { handle, size } = await openRegular(blob.path, (reason) => changed(blob, reason));
        try {
            if (size !== blob.size)
                throw changed(blob, `it has ${size} bytes instead of ${blob.size}`);
            return await put(url, headers, blob, { signal, agent: agents(url), idleTimeout }, (request) => writeVerified(request, blob, handle));
        }
        finally {
            await handle.close();
        }
    };
}
function createAgents(env) {
    const proxyEnv = { ...env };
    const secure = new external_node_https_namespaceObject.Agent({ keepAlive: true, proxyEnv });
    const loopback = new external_node_http_.Agent({ keepAlive: true });
    const plain = new external_node_http_.Agent({ keepAlive: true, proxyEnv });
    return (url) => (url.protocol === 'https:' ? secure : isLoopbackHost(url.hostname) ? loopback : plain);
}
/**
 * Writes the file into the request. The last chunk is held back until the digest of everything is right, so that the
 * registry never gets a complete body with other bytes than those that were scanned. Two buffers take turns: one is
 * read and hashed while the other is on its way, and large layers leave nothing for the garbage collector.
 */
async function writeVerified(request, blob, handle) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const buffers = [newBuffer(blob), newBuffer(blob)];
    let sent = Promise.resolve();
    let turn = 0;
    for (let position = 0; position < blob.size; turn ^= 1) {
        const buffer = buffers[turn === 0 ? 0 : 1];
        const wanted = Math.min(buffer.length, blob.size - position);
        const { bytesRead } = await handle.read(buffer, 0, wanted, position);
        if (bytesRead === 0)
            throw changed(blob, 'it became shorter');
        const chunk = buffer.subarray(0, bytesRead);
        hash.update(chunk);
        position += bytesRead;
        if (position === blob.size && `sha256:${hash.digest('hex')}` !== blob.digest)
            throw changed(blob, 'its bytes have another digest');
        await sent;
        sent = write(request, chunk);
        // Awaited in the next turn; until then a failure is not an unhandled one.
        sent.catch(() => { });
    }
    if (blob.size === 0 && blob.digest !== EMPTY)
        throw changed(blob, 'its bytes have another digest');
    await sent;
    request.end();
}
const EMPTY = (0,build_digest/* digestOf */.ol)('');
const newBuffer = ({ size }) => Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK_SIZE, size)));
/** Resolves when the socket has taken the bytes, after which the buffer may be used again. */
const write = (request, chunk) => new Promise((resolve, reject) => {
    request.write(chunk, (error) => (error ? reject(error) : resolve()));
});
const changed = (blob, reason) => (0,failure/* configurationFailure */.d_)({
    cause: `The layer or config ${blob.digest} changed after it was read: ${reason}.`,
    remedy: 'Let nothing write into the image layout between build and publish, and run the job again.',
});
function put(url, headers, blob, options, writeBody) {
    return new Promise((resolve, reject) => {
        const request = (url.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_).request(url, {
            method: 'PUT',
            agent: options.agent,
            signal: options.signal,
            headers: { ...headers, 'content-length': blob.size },
        });
        request.setTimeout(options.idleTimeout, () => request.destroy(Object.assign(new Error('idle'), { code: 'nothing moved for too long' })));
        request.on('error', reject);
        // An answer may come before the body is sent (a refusal): then sending stops.
        request.on('response', (response) => {
            readAnswer(response).then((answer) => {
                resolve(answer);
                if (!request.writableFinished)
                    request.destroy();
            }, reject);
        });
        // A request that is destroyed half-way never becomes a complete body.
        writeBody(request).catch((error) => {
            reject(error);
            request.destroy();
        });
    });
}
async function readAnswer(response) {
    const chunks = [];
    let length = 0;
    for await (const chunk of response) {
        length += chunk.length;
        if (length > MAX_ANSWER)
            break;
        chunks.push(chunk);
    }
    const headers = new Headers();
    for (const [name, values] of Object.entries(response.headersDistinct))
        for (const value of values ?? [])
            headers.append(name, value);
    const status = response.statusCode ?? 0;
    // The constructor of Response allows no body with these.
    const empty = status === 204 || status === 205 || status === 304;
    return new Response(empty ? null : Buffer.concat(chunks), { status, headers });
}

;// CONCATENATED MODULE: ./packages/registry/build/client.js
/**
 * A client of the OCI distribution API: what is read is verified, what is written is read back, and a request is
 * repeated only where repeating is harmless.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */











function createRegistryClient(options) {
    const exchange = createExchange({
        credentials: options.credentials,
        fetch: options.fetch,
        clock: options.clock,
        log: options.log,
        signal: options.signal,
        policy: options.policy ?? retry/* RETRY_POLICY */.yE,
        random: options.random ?? Math.random,
    });
    const sendBlob = options.sendBlob ?? createBlobSender(process.env);
    const headManifest = async (image, reference, look = {}) => {
        const { access = 'pull', expect } = look;
        const operation = { image, access, what: `look-up of ${show(image, reference)}` };
        const found = await exchange.retrying(operation, async () => {
            const response = await exchange.send(operation, {
                method: 'HEAD',
                url: apiUrl(image, `manifests/${reference}`),
                headers: { accept: ACCEPTED_MEDIA_TYPES },
            });
            await discard(response);
            if (response.status === 404)
                return expected(image, expect, undefined) ?? 'absent';
            if (response.status !== 200)
                throw refusal(operation, response.status, []);
            const digest = response.headers.get('docker-content-digest') ?? reference;
            const mediaType = response.headers.get('content-type');
            const size = Number(response.headers.get('content-length') ?? Number.NaN);
            if (!(0,build_digest/* isDigest */.Bc)(digest) || mediaType === null || !Number.isSafeInteger(size))
                return 'incomplete';
            expected(image, expect, digest);
            return { digest, mediaType: mediaType.replace(/;.*$/, '').trim(), size };
        });
        if (found === 'absent')
            return undefined;
        if (found !== 'incomplete')
            return found;
        // Registries may leave the digest out of the answer to HEAD; then it is computed.
        const manifest = await getManifest(image, reference, look);
        return (manifest && { digest: manifest.digest, mediaType: manifest.mediaType, size: manifest.bytes.length });
    };
    const getManifest = (image, reference, look = {}) => {
        const { access = 'pull', expect } = look;
        const operation = { image, access, what: `download of ${show(image, reference)}` };
        const url = apiUrl(image, `manifests/${reference}`);
        return exchange.retrying(operation, async () => {
            const response = await exchange.send(operation, {
                method: 'GET',
                url,
                headers: { accept: ACCEPTED_MEDIA_TYPES },
            });
            if (response.status === 404) {
                await discard(response);
                return expected(image, expect, undefined);
            }
            if (response.status !== 200)
                throw await refused(operation, url, response);
            const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () => untrue(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`));
            const digest = (0,build_digest/* digestOf */.ol)(bytes);
            const announced = (0,build_digest/* isDigest */.Bc)(reference) ? reference : response.headers.get('docker-content-digest');
            if (announced !== null && announced !== digest)
                throw untrue(operation, `its digest is ${digest}, not ${announced}`);
            expected(image, expect, digest);
            const mediaType = (response.headers.get('content-type') ?? '').replace(/;.*$/, '').trim();
            const json = parseManifest(bytes, mediaType, (reason) => untrue(operation, reason));
            return { digest, mediaType, bytes, json };
        });
    };
    return {
        headManifest,
        getManifest,
        putManifest: async (image, reference, manifest) => (await putManifest(exchange, headManifest, image, reference, manifest)).digest,
        async putReferrer(image, subject, manifest) {
            const digest = (0,build_digest/* digestOf */.ol)(manifest.bytes);
            const { listedFor } = await putManifest(exchange, headManifest, image, digest, manifest);
            return { listed: listedFor === subject };
        },
        async getBlob(image, digest, limit) {
            const operation = {
                image,
                access: 'pull',
                what: `download of the blob ${show(image, digest)}`,
            };
            const url = apiUrl(image, `blobs/${digest}`);
            return exchange.retrying(operation, async () => {
                const response = await exchange.send(operation, { method: 'GET', url });
                if (response.status !== 200)
                    throw await refused(operation, url, response);
                const bytes = await readBytes(response, url, limit, () => untrue(operation, `it is larger than ${limit} bytes`));
                if ((0,build_digest/* digestOf */.ol)(bytes) !== digest)
                    throw untrue(operation, `its digest is ${(0,build_digest/* digestOf */.ol)(bytes)}`);
                return bytes;
            });
        },
        async hasBlob(image, digest, { access = 'pull' } = {}) {
            const operation = { image, access, what: `look-up of the blob ${show(image, digest)}` };
            return exchange.retrying(operation, async () => {
                const response = await exchange.send(operation, {
                    method: 'HEAD',
                    url: apiUrl(image, `blobs/${digest}`),
                });
                await discard(response);
                if (response.status === 200)
                    return true;
                if (response.status === 404)
                    return false;
                throw refusal(operation, response.status, []);
            });
        },
        uploadBlob: (image, blob, uploadOptions = {}) => uploadBlob(exchange, sendBlob, image, blob, uploadOptions),
        async getReferrers(image, digest) {
            const operation = {
                image,
                access: 'pull',
                what: `list of referrers of ${show(image, digest)}`,
            };
            const url = apiUrl(image, `referrers/${digest}`);
            return exchange.retrying(operation, async () => {
                const response = await exchange.send(operation, {
                    method: 'GET',
                    url,
                    headers: { accept: OCI_INDEX },
                });
                const type = response.headers.get('content-type') ?? '';
                // A registry without the API answers 404, or with something that is not an index.
                if (response.status !== 200 || !type.startsWith(OCI_INDEX)) {
                    await discard(response);
                    if (response.status === 200 || response.status === 404 || response.status === 405)
                        return undefined;
                    throw refusal(operation, response.status, []);
                }
                const bytes = await readBytes(response, url, MAX_MANIFEST_SIZE, () => untrue(operation, `it is larger than ${MAX_MANIFEST_SIZE} bytes`));
                const index = parseManifest(bytes, OCI_INDEX, (reason) => untrue(operation, reason));
                return index.kind === 'index' ? index : undefined;
            });
        },
    };
}
/** @throws Transient while something else is shown than what is expected */
function expected(image, expect, shown) {
    if (expect === undefined || expect === shown)
        return undefined;
    throw new retry/* Transient */.Rc(`${image.registry} shows ${shown ?? 'nothing'} and not ${expect}`, {
        ambiguous: false,
    });
}
const show = (image, reference) => `${(0,build_image/* formatImageName */.eS)(image)}${(0,build_digest/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
const refused = async (operation, url, response) => refusal(operation, response.status, parseErrors(await readText(response, url)));
const untrue = (operation, reason) => (0,failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} gave something else: ${reason}.`,
    remedy: 'Do not use this image: ask the operator of the registry, and push it again from a new build.',
});

;// CONCATENATED MODULE: ./packages/registry/build/credentials.js
/**
 * Which user name and password a registry gets. Each source is bound to its registry: a GitHub token goes to ghcr.io
 * and nowhere else, and an entry of Docker's config.json only to the host that it names.
 */





/**
 * In this order: the given user name and password; for ghcr.io the GitHub token; Docker's config.json
 * (`$DOCKER_CONFIG` or `~/.docker`); nothing, which means anonymous.
 * @throws Failure `configuration` on half a login, an unreadable config.json or a credential helper
 */
async function resolveCredentials(sources) {
    const { registry, username, password, token, env } = sources;
    if (username !== undefined && password !== undefined)
        return { username, password };
    if (username !== undefined || password !== undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `A registry ${username === undefined ? 'password' : 'user name'} is given without the ${username === undefined ? 'user name' : 'password'}.`,
            remedy: 'Give both "username" and "password", or neither.',
        });
    if (registry === 'ghcr.io' && token !== undefined)
        return { username: env['GITHUB_ACTOR'] || 'x-access-token', password: token };
    return fromDockerConfig(registry, env);
}

const credentials_Entry = dist/* object */.Ikc({
    auth: dist/* optional */.lqM(dist/* string */.YjP()),
    username: dist/* optional */.lqM(dist/* string */.YjP()),
    password: dist/* optional */.lqM(dist/* string */.YjP()),
    identitytoken: dist/* optional */.lqM(dist/* string */.YjP()),
});
// https://docs.docker.com/reference/cli/docker/login/#credential-stores
const DockerConfig = dist/* object */.Ikc({
    auths: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), credentials_Entry)),
    credHelpers: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP())),
    credsStore: dist/* optional */.lqM(dist/* string */.YjP()),
});
async function fromDockerConfig(registry, env) {
    const folder = env['DOCKER_CONFIG'] || external_node_path_.join(env['HOME'] || external_node_os_.homedir(), '.docker');
    const file = external_node_path_.join(folder, 'config.json');
    const content = await (0,promises_.readFile)(file, 'utf8').catch((error) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
            return undefined;
        throw (0,failure/* configurationFailure */.d_)({
            cause: `Docker's ${file} cannot be read: ${error.message}.`,
            remedy: 'Make it readable, or give "username" and "password".',
            error,
        });
    });
    if (content === undefined)
        return undefined;
    const { auths = {}, credHelpers = {}, credsStore } = parseDockerConfig(file, content);
    const names = configNames(registry);
    const named = (key) => names.includes(hostOfKey(key));
    const helper = Object.entries(credHelpers).find(([key]) => named(key))?.[1];
    const entries = Object.entries(auths).filter(([key]) => named(key));
    for (const [, entry] of entries) {
        const credentials = helper === undefined ? fromEntry(file, registry, entry) : undefined;
        if (credentials !== undefined)
            return credentials;
    }
    // "docker login" leaves an empty entry behind when a credential store holds the password.
    const store = helper ?? (entries.length > 0 ? credsStore : undefined);
    if (store !== undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The login for ${registry} is kept by the credential helper "docker-credential-${store}", which Sealift does not run.`,
            remedy: `Give "username" and "password", or log in with a ${file} that has neither "credsStore" nor "credHelpers".`,
        });
    return undefined;
}
function parseDockerConfig(file, content) {
    const wrong = (reason) => (0,failure/* configurationFailure */.d_)({
        cause: `Docker's ${file} is malformed: ${reason}.`,
        remedy: 'Log in again with "docker login", or give "username" and "password".',
    });
    let json;
    try {
        json = JSON.parse(content);
    }
    catch {
        // The parser's message quotes the file, which holds passwords.
        throw wrong('it is not JSON');
    }
    const result = dist/* safeParse */.xLC(DockerConfig, json);
    if (result.success)
        return result.output;
    throw wrong(`"${dist/* getDotPath */.BuJ(result.issues[0]) ?? 'the document'}" has the wrong type`);
}
/** Docker Hub's login stands under the address of its long-gone first API. */
const configNames = (registry) => registry === 'docker.io' || registry === 'index.docker.io'
    ? ['index.docker.io', 'docker.io', 'registry-1.docker.io']
    : [registry];
/** `https://index.docker.io/v1/` → `index.docker.io` */
const hostOfKey = (key) => key
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/, '')
    .toLowerCase();
function fromEntry(file, registry, entry) {
    if (entry.identitytoken)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The login for ${registry} in ${file} is an identity token, which Sealift does not exchange.`,
            remedy: 'Log in with a user name and a password or access token.',
        });
    if (entry.username && entry.password)
        return { username: entry.username, password: entry.password };
    if (!entry.auth)
        return undefined;
    const decoded = Buffer.from(entry.auth, 'base64').toString('utf8').replace(/\0+$/, '');
    const colon = decoded.indexOf(':');
    if (colon > 0 && colon < decoded.length - 1)
        return { username: decoded.slice(0, colon), password: decoded.slice(colon + 1) };
    throw (0,failure/* configurationFailure */.d_)({
        cause: `The "auth" of ${registry} in ${file} is not a base64 "user:password".`,
        remedy: 'Log in again with "docker login", or give "username" and "password".',
    });
}

;// CONCATENATED MODULE: ./packages/registry/build/layout-checks.js


const LAYER = /^application\/vnd\.(oci\.image\.layer\.v1\.tar(\+|$)|docker\.image\.rootfs\.diff\.tar)/;
const FOREIGN_LAYER = /nondistributable|foreign/;
const CONFIGS = [
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
];
const IN_TOTO = 'application/vnd.in-toto+json';
/** Several names of one image are several entries with one digest: that is still one image. */
function onlyImage(index, problem) {
    const [first, ...others] = index.kind === 'index' ? index.manifests : [];
    if (first === undefined)
        throw problem('index.json names no image');
    if (others.some((other) => other.digest !== first.digest))
        throw problem('index.json names several images');
    if (![...INDEX_MEDIA_TYPES, ...MANIFEST_MEDIA_TYPES].includes(first.mediaType))
        throw problem(`index.json points to "${first.mediaType}", which is not an image`);
    return first;
}
function checkLayers(manifest, kind, problem) {
    for (const { digest, mediaType } of manifest.layers) {
        if (FOREIGN_LAYER.test(mediaType))
            throw problem(`its layer ${digest} may not be distributed`);
        if (!LAYER.test(mediaType) && !(kind === 'attestation' && mediaType === IN_TOTO))
            throw problem(`its layer ${digest} has the unknown media type "${mediaType}"`);
    }
}
/** The platform that index and config agree on. */
function platformOf(descriptor, configType, config, problem) {
    if (!CONFIGS.includes(configType))
        throw problem(`the config of ${descriptor.digest} is "${configType}"`);
    const own = parseConfigPlatform(config, (reason) => problem(`the config of ${descriptor.digest}: ${reason}`));
    const { os, architecture, variant } = descriptor.platform ?? own;
    if (os !== own.os || architecture !== own.architecture)
        throw problem(`${descriptor.digest} is announced for ${os}/${architecture} and configured for ${own.os}/${own.architecture}`);
    const text = [os, architecture, ...(variant ? [variant] : [])].join('/');
    try {
        return (0,build_platform/* parsePlatform */.FL)(text);
    }
    catch {
        throw problem(`${descriptor.digest} is for "${text}", which is not a platform`);
    }
}
function checkPlatforms(manifests, problem) {
    if (manifests.length === 0)
        throw problem('it holds no image of any platform');
    const platforms = new Set();
    for (const { platform } of manifests) {
        const text = (0,build_platform/* formatPlatform */.Bq)(platform);
        if (platforms.has(text))
            throw problem(`it holds two images for ${text}`);
        platforms.add(text);
    }
}

;// CONCATENATED MODULE: ./packages/registry/build/layout.js
/**
 * OCI image layouts on disk, read as if an enemy had written them: whatever the JSON claims is compared with the
 * bytes, paths are made from digests alone, and links are not followed.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md
 */









/** index.json → index → index → manifest: one level more than any builder makes. */
const MAX_DEPTH = 3;
const MAX_MANIFESTS = 1000;
const LayoutMarker = dist/* object */.Ikc({ imageLayoutVersion: dist/* literal */.euz('1.0.0') });
/**
 * Reads a layout folder (`oci-layout`, `index.json`, `blobs/sha256/…`) with one image in it.
 * @throws Failure `configuration` naming what is missing, malformed or does not match its digest or size
 */
async function readLayout(directory, options = {}) {
    const problem = layoutProblem(directory);
    const base = await (0,promises_.realpath)(directory).catch((error) => {
        throw (0,failure/* configurationFailure */.d_)({
            cause: `There is no image layout at "${directory}".`,
            remedy: 'Give the folder that a build with the output "type=oci,dest=<folder>,tar=false" wrote; a tar file has to be unpacked first.',
            error,
        });
    });
    await requireFolder(base, problem);
    await requireFolder(external_node_path_.join(base, 'blobs'), problem);
    await requireFolder(external_node_path_.join(base, 'blobs', 'sha256'), problem);
    const marker = manifest_parseJson(await readDocument(external_node_path_.join(base, 'oci-layout'), 4096, problem), problem);
    if (!dist.is(LayoutMarker, marker))
        throw problem('"oci-layout" does not name the version 1.0.0');
    const blobPath = (digest) => external_node_path_.join(base, 'blobs', 'sha256', (0,build_digest/* digestHex */.sU)(digest));
    const readBlob = async (descriptor) => {
        if (descriptor.size > MAX_MANIFEST_SIZE)
            throw problem(`${descriptor.digest} is too large for JSON`);
        const bytes = await readDocument(blobPath(descriptor.digest), MAX_MANIFEST_SIZE, problem);
        if (bytes.length !== descriptor.size)
            throw problem(`${descriptor.digest} has ${bytes.length} bytes, not the ${descriptor.size} it announces`);
        if ((0,build_digest/* digestOf */.ol)(bytes) !== descriptor.digest)
            throw problem(`the bytes of ${descriptor.digest} have another digest`);
        return bytes;
    };
    const rootDescriptor = onlyImage(parseManifest(await readDocument(external_node_path_.join(base, 'index.json'), MAX_MANIFEST_SIZE, problem), OCI_INDEX, (reason) => problem(`index.json: ${reason}`)), problem);
    const seen = new Map();
    const images = [];
    const visit = async (descriptor, depth) => {
        const known = seen.get(descriptor.digest);
        if (known !== undefined)
            return known;
        if (depth > MAX_DEPTH)
            throw problem('its indexes are nested too deeply');
        const bytes = await readBlob(descriptor);
        const json = parseManifest(bytes, descriptor.mediaType, (reason) => problem(`${descriptor.digest}: ${reason}`));
        if (json.kind === 'index')
            for (const child of json.manifests)
                await visit(child, depth + 1);
        else
            images.push({ descriptor, manifest: json });
        const manifest = { digest: descriptor.digest, mediaType: descriptor.mediaType, bytes, json };
        // After its children: that is the order in which a registry accepts them.
        seen.set(descriptor.digest, manifest);
        if (seen.size > MAX_MANIFESTS)
            throw problem(`it has more than ${MAX_MANIFESTS} manifests`);
        return manifest;
    };
    const root = await visit(rootDescriptor, 1);
    const blobs = new Map();
    const platformManifests = [];
    const attestations = [];
    for (const { descriptor, manifest } of images) {
        for (const { digest, mediaType, size } of [manifest.config, ...manifest.layers]) {
            const other = blobs.get(digest);
            if (other !== undefined && other.size !== size)
                throw problem(`${digest} is announced with two sizes`);
            blobs.set(digest, { digest, mediaType, size, path: blobPath(digest) });
        }
        if (isAttestation(descriptor)) {
            checkLayers(manifest, 'attestation', problem);
            const subject = attestationSubject(descriptor);
            attestations.push({ digest: descriptor.digest, descriptor, manifest, subject });
        }
        else {
            checkLayers(manifest, 'image', problem);
            const platform = platformOf(descriptor, manifest.config.mediaType, await readBlob(manifest.config), problem);
            const size = [manifest.config, ...manifest.layers].reduce((sum, blob) => sum + blob.size, 0);
            platformManifests.push({ platform, digest: descriptor.digest, descriptor, manifest, size });
        }
    }
    checkPlatforms(platformManifests, problem);
    for (const { digest, subject } of attestations)
        if (subject !== undefined && !seen.has(subject))
            throw problem(`the attestation ${digest} is about ${subject}, which is not in it`);
    for (const blob of blobs.values()) {
        await checkedSize(blob, problem);
        if (options.blobs !== 'sized' && (await hashFile(blob.path, problem)) !== blob.digest)
            throw problem(`the bytes of ${blob.digest} have another digest`);
    }
    return {
        directory: base,
        root,
        manifests: [...seen.values()],
        platformManifests: platformManifests.toSorted((a, b) => (0,build_platform/* formatPlatform */.Bq)(a.platform) < (0,build_platform/* formatPlatform */.Bq)(b.platform) ? -1 : 1),
        attestations,
        blobs: [...blobs.values()],
        blobPath,
    };
}
const layoutProblem = (directory) => (reason) => (0,failure/* configurationFailure */.d_)({
    cause: `The image layout "${directory}" cannot be used: ${reason}.`,
    remedy: 'Build the image again into an empty folder with the output "type=oci,dest=<folder>,tar=false".',
});

;// CONCATENATED MODULE: ./packages/tools/build/subjects.js





/** {@link layoutSubjects} or {@link registrySubjects}; the client is only made for the latter. */
const findSubjects = (source, wanted, client) => 'layout' in source
    ? layoutSubjects(source.layout, wanted)
    : registrySubjects(client(), source.reference, wanted);
/**
 * The platform manifests of a layout folder, every byte compared with its digest.
 * @param wanted the only platforms to return; empty means all
 * @throws Failure `configuration`
 */
async function layoutSubjects(directory, wanted) {
    const layout = await readLayout(directory);
    const subjects = layout.platformManifests.map(({ platform, digest, descriptor, manifest }) => ({
        platform,
        digest,
        configDigest: manifest.config.digest,
        source: { kind: 'layout', directory: layout.directory, descriptor },
    }));
    return subjects_select(subjects, wanted, `The image layout "${directory}"`);
}
/**
 * The platform manifests of an image in a registry.
 * @throws Failure `configuration` when the image or platform is not there, `remote`
 */
async function registrySubjects(client, reference, wanted) {
    const name = { registry: reference.registry, repository: reference.repository };
    const text = (0,build_image/* formatImageReference */.my)(reference);
    const root = await client.getManifest(name, reference.digest ?? reference.tag ?? 'latest');
    if (root === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${text} does not exist, or the login may not see it.`,
            remedy: 'Correct the reference, or give a login that may read the image.',
        });
    const malformed = (reason) => unusable(text, reason);
    const subjects = [];
    for (const digest of root.json.kind === 'manifest' ? [root.digest] : children(root.json.manifests)) {
        const manifest = digest === root.digest ? root : await client.getManifest(name, digest);
        if (manifest?.json.kind !== 'manifest')
            throw malformed(`${digest} is not an image manifest`);
        const { config } = manifest.json;
        const own = parseConfigPlatform(await client.getBlob(name, config.digest, MAX_MANIFEST_SIZE), (reason) => malformed(`the config of ${digest}: ${reason}`));
        subjects.push({
            platform: (0,build_platform/* parsePlatform */.FL)([own.os, own.architecture, ...(own.variant ? [own.variant] : [])].join('/')),
            digest: manifest.digest,
            configDigest: config.digest,
            source: { kind: 'registry', reference: { ...name, digest: manifest.digest } },
        });
    }
    return subjects_select(subjects, wanted, (0,build_image/* formatImageName */.eS)(name));
}
const children = (manifests) => manifests.filter((descriptor) => !isAttestation(descriptor)).map(({ digest }) => digest);
const unusable = (text, reason) => (0,failure/* configurationFailure */.d_)({
    cause: `${text} cannot be used: ${reason}.`,
    remedy: 'Build and push the image again.',
});
function subjects_select(subjects, wanted, where) {
    const found = new Map(subjects.map((subject) => [(0,build_platform/* formatPlatform */.Bq)(subject.platform), subject]));
    const all = [...found.keys()].toSorted();
    if (subjects.length === 0)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${where} holds no image of any platform.`,
            remedy: 'Build the image again.',
        });
    return (wanted.length === 0 ? all : wanted.map(build_platform/* formatPlatform */.Bq)).map((platform) => {
        const subject = found.get(platform);
        if (subject !== undefined)
            return subject;
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${where} holds no image for ${platform}, only for ${all.join(', ')}.`,
            remedy: 'Correct the input "platform", or leave it empty for all platforms.',
        });
    });
}

// EXTERNAL MODULE: ./packages/tools/build/exec.js + 1 modules
var exec = __nccwpck_require__(8368);
// EXTERNAL MODULE: ./packages/tools/build/trivy/arguments.js
var trivy_arguments = __nccwpck_require__(7281);
;// CONCATENATED MODULE: ./packages/tools/build/trivy/freshness.js
/** How old a database may be. */


const time = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* transform */.pdi((text) => Date.parse(text)), dist/* number */.aig(), dist/* finite */.E2x());
const Metadata = dist/* object */.Ikc({
    Version: dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(0)),
    UpdatedAt: time,
    DownloadedAt: dist/* optional */.lqM(time),
});
/** The metadata.json that Trivy writes beside a database; undefined when it is not one that Trivy could use. */
function parseMetadata(kind, text) {
    try {
        const { Version, UpdatedAt, DownloadedAt } = dist/* parse */.qgA(Metadata, JSON.parse(text));
        if (Version !== trivy_arguments/* DATABASES */.Lv[kind].schema || UpdatedAt <= 0)
            return undefined;
        return { version: Version, updatedAt: UpdatedAt, downloadedAt: DownloadedAt ?? 0 };
    }
    catch {
        return undefined;
    }
}
const HOUR = 3_600_000;
/** A new vulnerability database appears every six hours, a new Java one every day or so. */
const REFRESH_AFTER = { vulnerabilities: 12 * HOUR, java: 72 * HOUR };
/** The registry is not asked again so soon: its newest may simply be older. */
const ASK_AGAIN_AFTER = HOUR;
/** @param maxAge milliseconds */
function freshness(kind, { updatedAt, downloadedAt }, now, maxAge) {
    const age = now - updatedAt;
    if (age > maxAge)
        return 'expired';
    if (age <= REFRESH_AFTER[kind] || Math.abs(now - downloadedAt) < ASK_AGAIN_AFTER)
        return 'fresh';
    return 'old';
}

;// CONCATENATED MODULE: ./packages/tools/build/trivy/cache.js
/**
 * Databases on this machine: each in a folder of its own that never changes after it got its name, so that scans may
 * read it while another process brings a newer one.
 */





/** The tool cache of a runner outlives its jobs; elsewhere the user's cache; a read-only machine gets the temporary folder. */
async function openDatabaseCache(kind, env) {
    const candidates = [
        env['RUNNER_TOOL_CACHE'],
        env['XDG_CACHE_HOME'],
        env['HOME'] === undefined || env['HOME'] === '' ? undefined : external_node_path_.join(env['HOME'], '.cache'),
        env['RUNNER_TEMP'],
        external_node_os_.tmpdir(),
    ].filter((folder) => folder !== undefined && external_node_path_.isAbsolute(folder));
    let problem;
    for (const base of candidates) {
        const folder = external_node_path_.join(base, 'sealift', `trivy-${trivy_arguments/* DATABASES */.Lv[kind].folder}`);
        try {
            await (0,promises_.mkdir)(folder, { recursive: true });
            const probe = await (0,promises_.mkdtemp)(external_node_path_.join(folder, '.probe-'));
            await (0,promises_.rm)(probe, { recursive: true });
            return folder;
        }
        catch (error) {
            problem = error;
        }
    }
    throw problem;
}
const GENERATION = /^\d{8,15}-/;
/** Scans that began with the one before the newest may still open its file. */
const KEPT = 2;
/** A download that was killed leaves its folder behind. Milliseconds. */
const ABANDONED_AFTER = 2 * 3_600_000;
/** Newest first; folders that are not a usable database are not among them. */
async function listDatabases(kind, cache) {
    const names = (await (0,promises_.readdir)(cache)).filter((name) => GENERATION.test(name));
    const found = await Promise.all(names.map((name) => inspect(kind, external_node_path_.join(cache, name))));
    return found
        .filter((database) => database !== undefined)
        .toSorted((a, b) => b.updatedAt - a.updatedAt || b.downloadedAt - a.downloadedAt);
}
async function inspect(kind, directory) {
    const text = await (0,promises_.readFile)(external_node_path_.join(directory, 'metadata.json'), 'utf8').catch(() => undefined);
    const metadata = text === undefined ? undefined : parseMetadata(kind, text);
    const file = await (0,promises_.stat)(external_node_path_.join(directory, trivy_arguments/* DATABASES */.Lv[kind].file)).catch(() => undefined);
    if (metadata === undefined || !file?.isFile() || file.size === 0)
        return undefined;
    return { ...metadata, directory };
}
/** An empty folder to use as Trivy's cache folder for a download. */
const createStaging = (cache) => (0,promises_.mkdtemp)(external_node_path_.join(cache, '.partial-'));
/** Gives what was downloaded into the staging folder its final name; undefined when it is not a database. */
async function adopt(kind, cache, staging) {
    const downloaded = external_node_path_.join(staging, trivy_arguments/* DATABASES */.Lv[kind].folder);
    const database = await inspect(kind, downloaded);
    if (database === undefined)
        return undefined;
    const directory = external_node_path_.join(cache, `${database.updatedAt}-${external_node_path_.basename(staging).slice('.partial-'.length)}`);
    await (0,promises_.rename)(downloaded, directory);
    return { ...database, directory };
}
/** Removes what nobody needs any more. Failing to is no reason to fail. */
async function prune(kind, cache, now) {
    const keep = (await listDatabases(kind, cache)).slice(0, KEPT).map(({ directory }) => directory);
    for (const name of await (0,promises_.readdir)(cache)) {
        const folder = external_node_path_.join(cache, name);
        const abandoned = /^\.(?:partial|probe)-/.test(name) &&
            now - ((await (0,promises_.stat)(folder).catch(() => undefined))?.mtimeMs ?? now) > ABANDONED_AFTER;
        if (abandoned || (GENERATION.test(name) && !keep.includes(folder)))
            await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => { });
    }
}

;// CONCATENATED MODULE: ./packages/tools/build/trivy/lock.js
/** A lock between processes of one machine, also when they run in containers that share only a folder. */


/** A holder shows that it is alive this often… */
const HEARTBEAT = 5_000;
/** …and is taken for dead after so long without. Milliseconds. */
const DEAD_AFTER = 30_000;
const POLL = 250;
/**
 * Runs `work` while no other process does with the same file. Whoever waited should look first whether the work is
 * done already.
 */
async function withLock(file, clock, signal, work) {
    const mark = (0,external_node_crypto_.randomUUID)();
    while (!(await take(file, mark, clock))) {
        signal?.throwIfAborted();
        await clock.sleep(POLL, signal);
    }
    const heartbeat = setInterval(() => {
        const now = clock.now() / 1000;
        (0,promises_.utimes)(file, now, now).catch(() => { });
    }, HEARTBEAT);
    heartbeat.unref();
    try {
        return await work();
    }
    finally {
        clearInterval(heartbeat);
        // Somebody who took this process for dead owns the file now.
        if ((await (0,promises_.readFile)(file, 'utf8').catch(() => '')) === mark)
            await (0,promises_.rm)(file, { force: true });
    }
}
async function take(file, mark, clock) {
    try {
        await (0,promises_.writeFile)(file, mark, { flag: 'wx', mode: 0o600 });
        const now = clock.now() / 1000;
        await (0,promises_.utimes)(file, now, now);
        return true;
    }
    catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
            throw error;
    }
    const held = await (0,promises_.stat)(file).catch(() => undefined);
    if (held !== undefined && clock.now() - held.mtimeMs > DEAD_AFTER)
        await (0,promises_.rm)(file, { force: true });
    return false;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __nccwpck_require__(7975);
;// CONCATENATED MODULE: ./packages/tools/build/trivy/reason.js


/** What Trivy's log says went wrong, on one line and without the chain of packages that passed it on. */
function trivyReason(stderr) {
    const lines = (0,external_node_util_.stripVTControlCharacters)(stderr).split('\n');
    const fatal = lines.findLastIndex((line) => /\tFATAL\t/.test(line));
    const text = (fatal === -1 ? lines.slice(-5) : lines.slice(fatal)).join(' ').replace(/\s+/g, ' ').trim();
    const message = text
        .replace(/^\S+ FATAL (?:Fatal error )?/, '')
        .replace(/^(?:run error|init error|DB error|image scan error|scan error|scan failed|failed analysis): /g, '')
        .replace(/^(?:(?:init error|DB error|scan error|scan failed|failed analysis|analyze error|pipeline error): )+/, '')
        // Each layer repeats what it was doing; the registry's answer is at the end.
        .replace(/^.*OCI (?:repository|artifact) error: /, '')
        .replace(/\d+ errors? occurred: \* /, '');
    const plain = (0,hostile_text/* singleLine */.pF)(message).replace(/[.\s]+$/, '');
    return plain === '' ? 'it ended without a message' : plain.length > 600 ? `${plain.slice(0, 600)}…` : plain;
}

;// CONCATENATED MODULE: ./packages/tools/build/trivy/database.js
/**
 * Gets Trivy's databases: one download per machine, shared by parallel jobs. A scan without a database, or with one
 * that is too old, would report few or no findings, so both are failures.
 */









const DEFAULT_MAX_AGE = 168;
const MINUTES = 10;
const ROUNDS = 3;
/** Milliseconds before the second and third round; plus up to as much again, so that parallel jobs come back apart. */
const PAUSES = [2_000, 10_000];
/**
 * The newest database on this machine, downloaded when there is none or it is not fresh.
 * @throws Failure `remote` when there is none young enough and none can be had
 */
async function ensureDatabase(kind, options) {
    const cache = await openDatabaseCache(kind, options.env);
    const maxAge = (options.maxAge ?? DEFAULT_MAX_AGE) * 3_600_000;
    const find = async () => {
        const [newest] = await listDatabases(kind, cache);
        return newest === undefined
            ? undefined
            : { newest, state: freshness(kind, newest, options.clock.now(), maxAge) };
    };
    const before = await find();
    if (before?.state === 'fresh')
        return before.newest;
    return withLock(external_node_path_.join(cache, '.lock'), options.clock, options.signal, async () => {
        const current = await find();
        if (current?.state === 'fresh')
            return current.newest;
        const result = await download(kind, cache, options);
        if ('database' in result) {
            await prune(kind, cache, options.clock.now());
            const { database } = result;
            if (freshness(kind, database, options.clock.now(), maxAge) !== 'expired')
                return database;
            throw tooOld(kind, database, options, `${result.repository} has no newer one`);
        }
        if (current === undefined)
            throw (0,failure/* remoteFailure */.vU)({
                cause: `Trivy's ${trivy_arguments/* DATABASES */.Lv[kind].title} could not be downloaded: ${result.reason}.`,
                remedy: `Run the job again later, or name a registry that this runner reaches in "${trivy_arguments/* DATABASES */.Lv[kind].input}"; nothing is scanned without a database.`,
            });
        if (current.state === 'expired')
            throw tooOld(kind, current.newest, options, result.reason);
        options.log.warning(`Trivy's ${trivy_arguments/* DATABASES */.Lv[kind].title} could not be refreshed (${result.reason}); the one of ${isoTime(current.newest)} is used.`);
        return current.newest;
    });
}
const isoTime = ({ updatedAt }) => new Date(updatedAt).toISOString();
function tooOld(kind, database, options, reason) {
    return (0,failure/* remoteFailure */.vU)({
        cause: `Trivy's ${trivy_arguments/* DATABASES */.Lv[kind].title} is of ${isoTime(database)}, older than the ${options.maxAge ?? DEFAULT_MAX_AGE} hours allowed, and could not be refreshed: ${reason}.`,
        remedy: `Run the job again later, name a registry with a newer one in "${trivy_arguments/* DATABASES */.Lv[kind].input}", or raise "max-database-age".`,
    });
}
async function download(kind, cache, options) {
    const repositories = options.repositories ?? trivy_arguments/* DATABASES */.Lv[kind].repositories;
    let reasons = [];
    for (let round = 0; round < ROUNDS; round++) {
        const pause = PAUSES[round - 1];
        if (pause !== undefined)
            await options.clock.sleep(pause * (1 + Math.random()), options.signal);
        reasons = [];
        let hopeful = false;
        for (const repository of repositories) {
            options.signal?.throwIfAborted();
            const attempt = await downloadFrom(kind, cache, repository, options);
            if ('database' in attempt) {
                options.log.info(`Trivy's ${trivy_arguments/* DATABASES */.Lv[kind].title} of ${isoTime(attempt.database)} from ${repository}`);
                return { ...attempt, repository };
            }
            options.log.info(`Trivy's ${trivy_arguments/* DATABASES */.Lv[kind].title}: ${repository}: ${attempt.reason}`);
            reasons.push(`${repository}: ${attempt.reason}`);
            hopeful ||= attempt.again;
        }
        if (!hopeful)
            break;
    }
    return { reason: reasons.join('; ') };
}
/** Asking the same registry again does not help against these. */
const HOPELESS = /MANIFEST_UNKNOWN|NAME_UNKNOWN|NAME_INVALID|UNAUTHORIZED|DENIED|x509:|certificate|could not parse reference|invalid reference/i;
async function downloadFrom(kind, cache, repository, options) {
    const staging = await createStaging(cache);
    try {
        const result = await options.exec(options.trivy, (0,trivy_arguments/* downloadArguments */.xh)(kind, staging, repository, MINUTES), {
            cwd: staging,
            env: (0,exec/* childEnvironment */.Q)(options.env, ['DOCKER_CONFIG'], { TMPDIR: staging }),
            timeout: MINUTES * 60_000 + 15_000,
            ...(options.signal === undefined ? {} : { signal: options.signal }),
        });
        if (result.timedOut)
            return { reason: `no answer within ${MINUTES} minutes`, again: true };
        if (result.exitCode !== 0)
            return { reason: trivyReason(result.stderr), again: !HOPELESS.test(result.stderr) };
        const database = await adopt(kind, cache, staging);
        if (database === undefined)
            return { reason: `what it serves is not a ${trivy_arguments/* DATABASES */.Lv[kind].title}`, again: false };
        return { database };
    }
    finally {
        await (0,promises_.rm)(staging, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./packages/tools/build/layout-view.js
/**
 * A layout folder with one platform's image in it, over the blobs of another layout: Trivy takes the first image of a
 * layout whatever platform it is asked for, and this leaves it, and any other tool, no choice.
 */



/**
 * @param directory the layout that holds the blobs, absolute
 * @param view the folder to make
 */
async function writeLayoutView(directory, descriptor, view) {
    await (0,promises_.mkdir)(view);
    await (0,promises_.symlink)(external_node_path_.join(directory, 'blobs'), external_node_path_.join(view, 'blobs'), 'dir');
    await (0,promises_.writeFile)(external_node_path_.join(view, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
    const { mediaType, digest, size } = descriptor;
    await (0,promises_.writeFile)(external_node_path_.join(view, 'index.json'), JSON.stringify({ schemaVersion: 2, mediaType: OCI_INDEX, manifests: [{ mediaType, digest, size }] }));
}

;// CONCATENATED MODULE: ./packages/tools/build/trivy/scan.js
/** One run of Trivy over one platform's image, offline, with a database that is already here. */











const scan_MINUTES = 15;
/** Bytes. 30,000 findings are about 60 MB. */
const MAX_REPORT_SIZE = 400 * 1024 * 1024;
const NEEDS_JAVA = /Java DB update failed|Unable to initialize the Java DB/;
/**
 * @throws Failure `configuration` when the image is damaged or may not be read, `remote` on a deadline or when Trivy
 * fails, `internal` when Trivy looked at another image than it was told to
 */
async function scanImage(subject, options) {
    const work = await (0,promises_.mkdtemp)(external_node_path_.join(options.env['RUNNER_TEMP'] || external_node_os_.tmpdir(), 'sealift-scan-'));
    try {
        const target = await prepare(subject, work, options.database);
        let result = await run(target, work, options);
        if (result.exitCode !== 0 && NEEDS_JAVA.test(result.stderr)) {
            options.log.info('The image holds Java archives: getting the Java database as well');
            await scan_link((await options.javaDatabase()).directory, work, 'java');
            result = await run(target, work, options);
        }
        if (result.exitCode !== 0)
            throw failureOf(result, subject);
        const json = await readReport(external_node_path_.join(work, REPORT));
        const report = parseTrivyReport(json);
        if (report.imageId !== subject.configDigest)
            throw (0,failure/* internalFailure */.et)({
                cause: `Trivy scanned ${report.imageId} instead of ${subject.configDigest} (${(0,build_platform/* formatPlatform */.Bq)(subject.platform)}).`,
                remedy: 'Please report this with the debug log of this step; the result is not used.',
            });
        return { report, json };
    }
    finally {
        await (0,promises_.rm)(work, { recursive: true, force: true });
    }
}
// Relative to the working folder, because Trivy reads ":" and "@" in --input as tag and digest.
const IMAGE = 'image';
const CACHE = 'cache';
const REPORT = 'report.json';
async function prepare(subject, work, database) {
    await (0,promises_.mkdir)(external_node_path_.join(work, CACHE));
    await (0,promises_.mkdir)(external_node_path_.join(work, 'tmp'));
    await scan_link(database.directory, work, 'vulnerabilities');
    const { source } = subject;
    if (source.kind === 'registry')
        return { reference: (0,build_image/* formatImageReference */.my)(source.reference) };
    await writeLayoutView(source.directory, source.descriptor, external_node_path_.join(work, IMAGE));
    return { layout: IMAGE };
}
/** A cache folder of its own for each scan: only the databases are shared. */
const scan_link = (directory, work, kind) => (0,promises_.symlink)(directory, external_node_path_.join(work, CACHE, trivy_arguments/* DATABASES */.Lv[kind].folder), 'dir');
const run = (target, work, options) => options.exec(options.trivy, (0,trivy_arguments/* scanArguments */.y6)({
    target,
    scanners: options.scanners,
    cacheDirectory: CACHE,
    output: REPORT,
    minutes: scan_MINUTES,
}), {
    cwd: work,
    env: (0,exec/* childEnvironment */.Q)(options.env, 'reference' in target ? ['DOCKER_CONFIG'] : [], {
        TMPDIR: external_node_path_.join(work, 'tmp'),
        ...('reference' in target && options.credentials !== undefined
            ? { TRIVY_USERNAME: options.credentials.username, TRIVY_PASSWORD: options.credentials.password }
            : {}),
    }),
    timeout: scan_MINUTES * 60_000 + 30_000,
    onLine: (line) => options.log.debug(line),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
});
async function readReport(file) {
    const bytes = await (0,promises_.readFile)(file).catch((error) => {
        throw (0,failure/* internalFailure */.et)({
            cause: 'Trivy ended without an error and without a report.',
            remedy: 'Please report this with the debug log of this step.',
            error,
        });
    });
    if (bytes.length <= MAX_REPORT_SIZE)
        return bytes.toString('utf8');
    throw (0,failure/* configurationFailure */.d_)({
        cause: `Trivy's report has ${bytes.length} bytes, more than the ${MAX_REPORT_SIZE} that can be read.`,
        remedy: 'Leave "secret" and "misconfig" out of "scanners", or make the image smaller.',
    });
}
const about = (subject) => `${subject.digest} (${(0,build_platform/* formatPlatform */.Bq)(subject.platform)})`;
/** Which message of Trivy means what. The first that matches counts. */
const REASONS = [
    {
        pattern: /--skip-db-update cannot be specified on the first run|failed to open db|vulnerability DB/i,
        code: 'remote',
        cause: 'Trivy could not open its vulnerability database',
        remedy: 'Run the job again; on a self-hosted runner delete "sealift/trivy-db" in its tool cache first.',
    },
    {
        pattern: /UNAUTHORIZED|DENIED|authentication required/i,
        code: 'configuration',
        cause: 'the registry did not let Trivy read the image',
        remedy: 'Give a login that may read the image in "username" and "password", or in "token" for ghcr.io.',
    },
    {
        pattern: /no such file or directory|unable to get the image ID|as an OCI Image|extract the archive|invalid tar header|gzip: invalid/i,
        code: 'configuration',
        cause: 'Trivy could not read the image',
        remedy: 'Build the image again into an empty folder.',
    },
    {
        pattern: /no space left on device/i,
        code: 'configuration',
        cause: 'the disk of the runner is full',
        remedy: 'Free disk space on the runner: Trivy unpacks layers into its temporary folder.',
    },
    {
        pattern: /context deadline exceeded|timeout/i,
        code: 'remote',
        cause: `the scan did not end within ${scan_MINUTES} minutes`,
        remedy: 'Leave "secret" and "misconfig" out of "scanners", or use a faster runner.',
    },
];
function failureOf(result, subject) {
    const reason = trivyReason(result.stderr);
    const timeout = REASONS.at(-1);
    const known = result.timedOut ? timeout : REASONS.find(({ pattern }) => pattern.test(result.stderr));
    if (known !== undefined)
        return new failure/* Failure */.HR(known.code, {
            cause: `The scan of ${about(subject)} failed: ${known.cause} (${reason}).`,
            remedy: known.remedy,
        });
    return (0,failure/* remoteFailure */.vU)({
        cause: `The scan of ${about(subject)} failed: ${result.exitCode === -1 ? 'Trivy was stopped' : reason}.`,
        remedy: 'Run the job again with debug logging, which shows what Trivy says.',
    });
}

;// CONCATENATED MODULE: ./actions/scan/build/policy.js




const policy_MAX_SIZE = 1024 * 1024;
const CUSTOMARY = ['.trivyignore', '.trivyignore.yaml'];
/**
 * The policy of the inputs, with the ignore file read.
 * @param folder where relative paths start
 * @throws Failure `configuration` when the file is missing or not understood
 */
async function loadPolicy(inputs, folder, log) {
    const policy = { threshold: inputs.threshold, fixableOnly: inputs.ignoreUnfixed };
    const { ignoreFile } = inputs;
    if (ignoreFile === undefined) {
        for (const name of CUSTOMARY)
            if ((await (0,promises_.stat)(external_node_path_.join(folder, name)).catch(() => undefined)) !== undefined)
                log.notice(`${name} is not applied: name it in "trivyignores" if it should be.`);
        return policy;
    }
    const file = external_node_path_.resolve(folder, ignoreFile);
    const found = await (0,promises_.stat)(file).catch(() => undefined);
    if (!found?.isFile() || found.size > policy_MAX_SIZE)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The ignore file "${ignoreFile}" ${found === undefined ? 'does not exist' : 'is not a file of at most 1 MiB'}.`,
            remedy: 'Correct the input "trivyignores"; the repository must be checked out before this step.',
        });
    return { ...policy, ignoreFile: parseIgnoreFile(ignoreFile, await (0,promises_.readFile)(file, 'utf8')) };
}

// EXTERNAL MODULE: ./actions/scan/build/post.js
var post = __nccwpck_require__(2854);
// EXTERNAL MODULE: ./packages/github/build/code-scanning.js
var code_scanning = __nccwpck_require__(1901);
;// CONCATENATED MODULE: ./actions/scan/build/upload.js




/** SARIF of the most severe findings that GitHub takes, with a notice when some had to be left out. */
async function createUploadableSarif(options, log) {
    let sarif = createSarif(options);
    let compressed = await (0,code_scanning/* compress */.Bc)(sarif.text);
    while (compressed.length > MAX_COMPRESSED_SIZE && sarif.results > 1) {
        sarif = createSarif({ ...options, maxResults: Math.floor(sarif.results / 2) });
        compressed = await (0,code_scanning/* compress */.Bc)(sarif.text);
    }
    if (sarif.dropped > 0)
        log.notice(`The SARIF file holds the ${sarif.results} most severe findings; ${sarif.dropped} more exceed GitHub's limits.`);
    if (sarif.results > SHOWN_RESULTS)
        log.notice(`GitHub shows the ${SHOWN_RESULTS} most severe of the ${sarif.results} findings.`);
    return { ...sarif, compressed };
}
/**
 * Where to upload, or why not.
 * @throws Failure `configuration` when an upload is demanded and cannot be
 */
async function uploadTarget(inputs, env) {
    if (inputs.uploadSarif === 'false')
        return undefined;
    const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
    const commit = env['GITHUB_SHA'] ?? '';
    const ref = env['GITHUB_REF'] ?? '';
    const missing = inputs.token === undefined
        ? 'there is no token'
        : !owner || !repo || !/^[0-9a-f]{40}$/.test(commit) || !/^refs\/(?:heads|tags|pull)\/./.test(ref)
            ? 'this is not a run of GitHub Actions for a branch, tag or pull request'
            : undefined;
    if (missing !== undefined && inputs.uploadSarif === 'true')
        throw (0,failure/* configurationFailure */.d_)({
            cause: `Nothing can be uploaded to code scanning: ${missing}.`,
            remedy: 'Give "token", or set "upload-sarif: false".',
        });
    if (missing !== undefined || !owner || !repo)
        return { skipped: missing ?? 'there is no repository' };
    if (inputs.uploadSarif === 'auto' && (await isForkPullRequest(env)))
        return { skipped: 'the token of a pull request from a fork may only read' };
    return { owner, repo, commit, ref };
}
/** pull_request_target is not among them: it runs with a token of the repository itself. */
async function isForkPullRequest(env) {
    const { GITHUB_EVENT_NAME: name = '', GITHUB_EVENT_PATH: file, GITHUB_REPOSITORY: own } = env;
    if (!/^pull_request(?:_review|_review_comment)?$/.test(name) || !file)
        return false;
    const event = JSON.parse(await (0,promises_.readFile)(file, 'utf8').catch(() => 'null'));
    const head = at(at(at(event, 'pull_request'), 'head'), 'repo');
    // A deleted fork is null.
    const repository = at(head, 'full_name');
    return typeof repository !== 'string' || repository.toLowerCase() !== own?.toLowerCase();
}
const at = (value, key) => typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? value[key]
    : undefined;
/**
 * Uploads one file per platform.
 * @returns the ids; fewer than files when code scanning is not available and that is no error
 * @throws Failure
 */
async function uploadAll(client, files, target, options) {
    const ids = [];
    for (const { compressed } of files) {
        const upload = await (0,code_scanning/* uploadSarif */.N8)(client, { ...target, compressed, startedAt: options.startedAt });
        if (upload.uploaded) {
            ids.push(upload.id);
            continue;
        }
        if (!options.optional)
            throw upload.failure;
        options.log.warning(`${upload.failure.message} ${upload.failure.remedy}`, { title: 'No code scanning' });
        break;
    }
    return ids;
}

;// CONCATENATED MODULE: ./actions/scan/build/run.js
/** Scans, decides, reports; in this order, so that everybody learns why before the step fails. */



















const outputNames = (/* unused pure expression or super */ null && ([
    'verdict',
    'blocking',
    'counts',
    'database-updated-at',
    'json-file',
    'sarif-file',
    'uploaded',
    'sarif-id',
]));
/**
 * @throws Failure `policy` naming what blocks the release, after outputs, evidence, summary and upload are done;
 * `configuration`, `remote` or `internal` otherwise
 */
async function run_run(inputs, seams) {
    const { log, clock } = seams;
    const startedAt = clock.now();
    if (inputs.password !== undefined)
        log.secret(inputs.password);
    if (inputs.token !== undefined)
        log.secret(inputs.token);
    const policy = await loadPolicy(inputs, seams.env['GITHUB_WORKSPACE'] || process.cwd(), log);
    const target = await uploadTarget(inputs, seams.env);
    const { scanned, database } = await scanAll(inputs, policy, seams);
    await report(inputs, scanned, policy, database, seams);
    if (inputs.evidence !== undefined)
        await writeEvidence(inputs.evidence, scanned, policy, database, clock.now());
    let ids = [];
    let uploadProblem;
    if (target !== undefined && 'skipped' in target)
        log.notice(`Nothing is uploaded to code scanning: ${target.skipped}.`);
    else if (target !== undefined)
        try {
            const files = scanned.map(({ sarif }) => sarif);
            const options = { startedAt, optional: inputs.uploadSarif === 'auto', log };
            ids = await uploadAll(githubClient(inputs.token ?? '', seams), files, target, options);
            if (inputs.waitForProcessing)
                (0,post/* saveUploads */.A)(seams.state, { ...target, ids });
        }
        catch (error) {
            uploadProblem = (0,failure/* asFailure */.h_)(error);
        }
    const outputs = createOutputs(scanned, database, ids);
    const blocking = scanned.flatMap(({ verdict }) => verdict.blocking);
    if (blocking.length > 0 && inputs.gate === 'fail') {
        for (const [name, value] of Object.entries(outputs))
            seams.setOutput(name, value);
        // One failure can end the step, and the gate's is the one that stands whatever becomes of the upload.
        if (uploadProblem !== undefined)
            log.error(`${uploadProblem.message} ${uploadProblem.remedy}`, { title: 'SARIF upload failed' });
        throw gateFailure(inputs, scanned);
    }
    if (uploadProblem !== undefined)
        throw uploadProblem;
    return outputs;
}
async function scanAll(inputs, policy, seams) {
    const { env, log, clock, fetch, signal, exec } = seams;
    const registry = 'reference' in inputs.source ? inputs.source.reference.registry : undefined;
    const credentials = registry === undefined
        ? undefined
        : await resolveCredentials({
            registry,
            username: inputs.username,
            password: inputs.password,
            token: inputs.token,
            env,
        });
    if (credentials !== undefined)
        log.secret(credentials.password);
    const subjects = await findSubjects(inputs.source, inputs.platforms, () => createRegistryClient({ credentials: () => credentials, fetch, clock, log, signal }));
    const tool = await seams.resolveTool('trivy', { source: inputs.tools, env, log, fetch, clock, signal });
    const common = { trivy: tool.path, exec, env, log, clock, signal, maxAge: inputs.maxDatabaseAge };
    const database = await ensureDatabase('vulnerabilities', {
        ...common,
        ...some('repositories', inputs.databaseRepositories),
    });
    const javaDatabase = () => ensureDatabase('java', { ...common, ...some('repositories', inputs.javaDatabaseRepositories) });
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(env['RUNNER_TEMP'] || external_node_os_.tmpdir(), 'sealift-reports-'));
    const scanned = [];
    for (const subject of subjects) {
        log.info(`Scanning ${(0,build_image/* formatImageName */.eS)(inputs.image)} for ${(0,build_platform/* formatPlatform */.Bq)(subject.platform)} (${subject.digest})`);
        const { report, json } = await scanImage(subject, {
            ...common,
            scanners: inputs.scanners,
            database,
            javaDatabase,
            ...(credentials === undefined ? {} : { credentials }),
        });
        const verdict = judge(report.findings, policy, clock.now());
        const slug = (0,build_platform/* platformSlug */.DN)(subject.platform);
        const sarif = await createUploadableSarif({
            findings: [...verdict.blocking, ...verdict.tolerated],
            image: inputs.image,
            platform: subject.platform,
            scannerVersion: report.scannerVersion,
            category: sarifCategory(inputs.category, inputs.image, subject.platform, subjects.length > 1),
        }, log);
        const jsonFile = external_node_path_.join(folder, `trivy.${slug}.json`);
        const sarifFile = external_node_path_.join(folder, `trivy.${slug}.sarif`);
        await (0,promises_.writeFile)(jsonFile, json);
        await (0,promises_.writeFile)(sarifFile, sarif.text);
        scanned.push({ subject, report, verdict, jsonFile, sarifFile, sarif });
    }
    return { scanned, database };
}
const some = (key, list) => (list.length === 0 ? {} : { [key]: list });
const githubClient = (token, { env, fetch, clock, log, signal }) => (0,client/* createGitHubClient */.L)({
    token,
    apiUrl: env['GITHUB_API_URL'] || 'https://api.github.com',
    fetch,
    clock,
    log,
    signal,
});
async function report(inputs, scanned, policy, database, { log, summary }) {
    const image = (0,build_image/* formatImageName */.eS)(inputs.image);
    for (const { subject, report, verdict } of scanned) {
        const platform = (0,build_platform/* formatPlatform */.Bq)(subject.platform);
        await summary(renderScanSummary({
            image,
            platform,
            digest: subject.digest,
            report,
            policy,
            verdict,
            databaseUpdatedAt: new Date(database.updatedAt).toISOString(),
        }));
        const { counts } = verdict;
        log.info(`${platform}: ${counts.CRITICAL} critical, ${counts.HIGH} high, ${counts.MEDIUM} medium, ${counts.LOW} low, ${counts.UNKNOWN} unknown; ${verdict.blocking.length} blocking, ${verdict.ignored.length} ignored: ${verdict.verdict}`);
        for (const note of [...coverageNotes(report), ...expiredNotes(verdict.expired)])
            log.warning(note, { title: `Scan of ${image} (${platform})` });
    }
    const show = inputs.gate === 'fail' ? log.error : log.warning;
    for (const { title, message } of scanAnnotations(scanned.flatMap(({ verdict }) => verdict.blocking)))
        show(message, { title });
}
/** `scan.json`, or one per platform when there are several. */
async function writeEvidence(folder, scanned, policy, database, now) {
    await (0,promises_.mkdir)(folder, { recursive: true });
    for (const { subject, report, verdict } of scanned) {
        const part = {
            verdict: verdict.verdict,
            subject: subject.digest,
            platform: (0,build_platform/* formatPlatform */.Bq)(subject.platform),
            policy: {
                threshold: policy.threshold,
                fixableOnly: policy.fixableOnly,
                ...(policy.ignoreFile === undefined ? {} : { ignoreFile: policy.ignoreFile.digest }),
            },
            counts: verdict.counts,
            blocking: verdict.blocking.length,
            ignored: verdict.ignored.length,
            scanner: { name: 'trivy', version: report.scannerVersion },
            database: { version: database.version, updatedAt: new Date(database.updatedAt).toISOString() },
            scannedAt: new Date(now).toISOString(),
            ...verdictFindings(report.findings),
        };
        const name = scanned.length === 1 ? 'scan.json' : `scan.${(0,build_platform/* platformSlug */.DN)(subject.platform)}.json`;
        await (0,promises_.writeFile)(external_node_path_.join(folder, name), `${JSON.stringify(part, null, 2)}\n`);
    }
}
function createOutputs(scanned, database, ids) {
    const blocking = scanned.reduce((sum, { verdict }) => sum + verdict.blocking.length, 0);
    return {
        verdict: blocking === 0 ? 'pass' : 'fail',
        blocking: String(blocking),
        counts: JSON.stringify(Object.fromEntries(scanned.map(({ subject, verdict }) => [(0,build_platform/* formatPlatform */.Bq)(subject.platform), verdict.counts]))),
        'database-updated-at': new Date(database.updatedAt).toISOString(),
        'json-file': scanned.map(({ jsonFile }) => jsonFile).join('\n'),
        'sarif-file': scanned.map(({ sarifFile }) => sarifFile).join('\n'),
        uploaded: String(ids.length > 0 && ids.length === scanned.length),
        'sarif-id': ids.join('\n'),
    };
}
const NAMED = 10;
function gateFailure(inputs, scanned) {
    const all = new Set(scanned.flatMap(({ verdict }) => verdict.blocking.map(({ id }) => id.slice(0, 100))));
    const named = [...all].slice(0, NAMED).join(', ');
    const more = all.size > NAMED ? ` and ${all.size - NAMED} more` : '';
    return (0,failure/* policyFailure */.Tm)({
        cause: `${(0,build_image/* formatImageName */.eS)(inputs.image)} may not be released: ${named}${more}.`,
        remedy: 'Update the packages to the fixed versions and build again; a finding that does not apply goes into an ignore file ("trivyignores") with a date on which it runs out.',
    });
}


/***/ }),

/***/ 1015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ RequestError)
/* harmony export */ });
class RequestError extends Error {
  name;
  /**
   * http status code
   */
  status;
  /**
   * Request options that lead to the error.
   */
  request;
  /**
   * Response object if a response was received
   */
  response;
  constructor(message, statusCode, options) {
    super(message, { cause: options.cause });
    this.name = "HttpError";
    this.status = Number.parseInt(statusCode);
    if (Number.isNaN(this.status)) {
      this.status = 0;
    }
    /* v8 ignore else -- @preserve -- Bug with vitest coverage where it sees an else branch that doesn't exist */
    if ("response" in options) {
      this.response = options.response;
    }
    const requestCopy = Object.assign({}, options.request);
    if (options.request.headers.authorization) {
      requestCopy.headers = Object.assign({}, options.request.headers, {
        authorization: options.request.headers.authorization.replace(
          /(?<! ) .*$/,
          " [REDACTED]"
        )
      });
    }
    requestCopy.url = requestCopy.url.replace(/\bclient_secret=\w+/g, "client_secret=[REDACTED]").replace(/\baccess_token=\w+/g, "access_token=[REDACTED]");
    this.request = requestCopy;
  }
}



/***/ }),

/***/ 7934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BpQ: () => (/* binding */ minLength),
/* harmony export */   Bqz: () => (/* binding */ flatten),
/* harmony export */   BuJ: () => (/* binding */ getDotPath),
/* harmony export */   E2x: () => (/* binding */ finite),
/* harmony export */   FsL: () => (/* binding */ pipe),
/* harmony export */   IeY: () => (/* binding */ custom),
/* harmony export */   Ikc: () => (/* binding */ object),
/* harmony export */   KCZ: () => (/* binding */ union),
/* harmony export */   KIO: () => (/* binding */ picklist),
/* harmony export */   L5J: () => (/* binding */ unknown),
/* harmony export */   OZ5: () => (/* binding */ url),
/* harmony export */   Ru6: () => (/* binding */ maxLength),
/* harmony export */   Wwf: () => (/* binding */ minValue),
/* harmony export */   Y2b: () => (/* binding */ safeInteger),
/* harmony export */   YOg: () => (/* binding */ array),
/* harmony export */   YjP: () => (/* binding */ string),
/* harmony export */   aig: () => (/* binding */ number),
/* harmony export */   euz: () => (/* binding */ literal),
/* harmony export */   g1P: () => (/* binding */ record),
/* harmony export */   hq: () => (/* binding */ nonEmpty),
/* harmony export */   is: () => (/* binding */ is),
/* harmony export */   lqM: () => (/* binding */ optional),
/* harmony export */   mee: () => (/* binding */ nullable),
/* harmony export */   ndf: () => (/* binding */ integer),
/* harmony export */   pdi: () => (/* binding */ transform),
/* harmony export */   qgA: () => (/* binding */ parse),
/* harmony export */   rej: () => (/* binding */ strictObject),
/* harmony export */   w1_: () => (/* binding */ startsWith),
/* harmony export */   xLC: () => (/* binding */ safeParse),
/* harmony export */   yGV: () => (/* binding */ regex),
/* harmony export */   yhX: () => (/* binding */ isoTimestamp),
/* harmony export */   zMY: () => (/* binding */ boolean)
/* harmony export */ });
/* unused harmony exports BASE64_REGEX, BIC_REGEX, CUID2_REGEX, DECIMAL_REGEX, DIGITS_REGEX, DOMAIN_REGEX, EMAIL_REGEX, EMOJI_REGEX, HEXADECIMAL_REGEX, HEX_COLOR_REGEX, IMEI_REGEX, IPV4_REGEX, IPV6_REGEX, IP_REGEX, ISO_DATE_REGEX, ISO_DATE_TIME_REGEX, ISO_DATE_TIME_SECOND_REGEX, ISO_TIMESTAMP_REGEX, ISO_TIME_REGEX, ISO_TIME_SECOND_REGEX, ISO_WEEK_REGEX, ISRC_REGEX, JWS_COMPACT_REGEX, KSUID_REGEX, MAC48_REGEX, MAC64_REGEX, MAC_REGEX, NANO_ID_REGEX, OCTAL_REGEX, RFC_EMAIL_REGEX, SLUG_REGEX, ULID_REGEX, UUID_REGEX, ValiError, _addIssue, _cloneDataset, _formatCase, _getByteCount, _getCodePointCount, _getGraphemeCount, _getLastMetadata, _getWordCount, _isLuhnAlgo, _isSameValueZero, _isValidObjectKey, _isValueMatch, _joinExpects, _standardSchema, _stringify, any, args, argsAsync, arrayAsync, assert, awaitAsync, base64, bic, bigint, blob, brand, bytes, cache, cacheAsync, check, checkAsync, checkItems, checkItemsAsync, codePoints, config, creditCard, cuid2, customAsync, date, decimal, deleteGlobalConfig, deleteGlobalMessage, deleteSchemaMessage, deleteSpecificMessage, description, digits, domain, email, emoji, empty, endsWith, entries, entriesFromList, entriesFromObjects, enum, enum_, everyItem, exactOptional, exactOptionalAsync, examples, excludes, fallback, fallbackAsync, file, filterItems, findItem, flavor, forward, forwardAsync, function, function_, getDefault, getDefaults, getDefaultsAsync, getDescription, getExamples, getFallback, getFallbacks, getFallbacksAsync, getGlobalConfig, getGlobalMessage, getMetadata, getSchemaMessage, getSpecificMessage, getTitle, graphemes, gtValue, guard, hash, hexColor, hexadecimal, imei, includes, instance, intersect, intersectAsync, ip, ipv4, ipv6, isOfKind, isOfType, isValiError, isbn, isoDate, isoDateTime, isoDateTimeSecond, isoTime, isoTimeSecond, isoWeek, isrc, jwsCompact, keyof, ksuid, lazy, lazyAsync, length, looseObject, looseObjectAsync, looseTuple, looseTupleAsync, ltValue, mac, mac48, mac64, map, mapAsync, mapItems, maxBytes, maxCodePoints, maxEntries, maxGraphemes, maxSize, maxValue, maxWords, message, metadata, mimeType, minBytes, minCodePoints, minEntries, minGraphemes, minSize, minWords, multipleOf, nan, nanoid, never, nonNullable, nonNullableAsync, nonNullish, nonNullishAsync, nonOptional, nonOptionalAsync, normalize, notBytes, notCodePoints, notEntries, notGraphemes, notLength, notSize, notValue, notValues, notWords, null, null_, nullableAsync, nullish, nullishAsync, objectAsync, objectWithRest, objectWithRestAsync, octal, omit, optionalAsync, parseAsync, parseBoolean, parseJson, parser, parserAsync, partial, partialAsync, partialCheck, partialCheckAsync, pick, pipeAsync, promise, rawCheck, rawCheckAsync, rawTransform, rawTransformAsync, readonly, recordAsync, reduceItems, required, requiredAsync, returns, returnsAsync, rfcEmail, safeParseAsync, safeParser, safeParserAsync, set, setAsync, setGlobalConfig, setGlobalMessage, setSchemaMessage, setSpecificMessage, size, slug, someItem, sortItems, strictObjectAsync, strictTuple, strictTupleAsync, stringifyJson, summarize, symbol, title, toBigint, toBoolean, toCamelCase, toDate, toKebabCase, toLowerCase, toMaxValue, toMinValue, toNumber, toPascalCase, toSnakeCase, toString, toUpperCase, transformAsync, trim, trimEnd, trimStart, tuple, tupleAsync, tupleWithRest, tupleWithRestAsync, ulid, undefined, undefined_, undefinedable, undefinedableAsync, unionAsync, unwrap, uuid, value, values, variant, variantAsync, void, void_, words */
//#region src/storages/globalConfig/globalConfig.ts
let store$4;
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};

/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}


//#endregion
//#region src/storages/globalMessage/globalMessage.ts
let store$3;

/**
* Returns a global error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}


//#endregion
//#region src/storages/schemaMessage/schemaMessage.ts
let store$2;

/**
* Returns a schema error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}


//#endregion
//#region src/storages/specificMessage/specificMessage.ts
let store$1;

/**
* Returns a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}


//#endregion
//#region src/utils/_stringify/_stringify.ts
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}

//#endregion
//#region src/utils/_addIssue/_addIssue.ts
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}

//#endregion
//#region src/utils/_getByteCount/_getByteCount.ts
let textEncoder;


//#endregion
//#region src/utils/_getGraphemeCount/_getGraphemeCount.ts
let segmenter;


//#endregion
//#region src/utils/_getWordCount/_getWordCount.ts
let store;


//#endregion
//#region src/utils/_isLuhnAlgo/_isLuhnAlgo.ts
/**
* Non-digit regex.
*/
const NON_DIGIT_REGEX = /\D/gu;


//#endregion
//#region src/utils/_isSameValueZero/_isSameValueZero.ts
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}

//#endregion
//#region src/utils/_isValidObjectKey/_isValidObjectKey.ts
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}

//#endregion
//#region src/utils/_joinExpects/_joinExpects.ts
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}

//#endregion
//#region src/utils/_standardSchema/_standardSchema.ts
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}

//#endregion
//#region src/utils/getDotPath/getDotPath.ts
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}

//#endregion
//#region src/utils/ValiError/ValiError.ts
/**
* A Valibot error with useful information.
*/
var ValiError = class extends Error {
	/**
	* Creates a Valibot error with useful information.
	*
	* @param issues The error issues.
	*/
	constructor(issues) {
		super(issues[0].message);
		this.name = "ValiError";
		this.issues = issues;
	}
};

//#endregion
//#region src/regex.ts
/**
* [Base64](https://en.wikipedia.org/wiki/Base64) regex.
*/
const BASE64_REGEX = /^(?:[\da-z+/]{4})*(?:[\da-z+/]{2}==|[\da-z+/]{3}=)?$/iu;
/**
* [BIC](https://en.wikipedia.org/wiki/ISO_9362) regex.
*/
const BIC_REGEX = /^[A-Z]{6}(?!00)[\dA-Z]{2}(?:[\dA-Z]{3})?$/u;
/**
* [Cuid2](https://github.com/paralleldrive/cuid2) regex.
*/
const CUID2_REGEX = /^[a-z][\da-z]*$/u;
/**
* [Decimal](https://en.wikipedia.org/wiki/Decimal) regex.
*/
const DECIMAL_REGEX = /^[+-]?(?:\d*\.)?\d+$/u;
/**
* [Digits](https://en.wikipedia.org/wiki/Numerical_digit) regex.
*/
const DIGITS_REGEX = /^\d+$/u;
/**
* [Domain name](https://en.wikipedia.org/wiki/Domain_name) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* ASCII-only validation. Internationalized domain names (IDNs) are not
* supported, including Punycode-encoded labels.
*/
const DOMAIN_REGEX = /^(?=.{1,253}$)(?:(?![Xx][Nn]--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/u;
/**
* [Email address](https://en.wikipedia.org/wiki/Email_address) regex.
*
* Hint: We decided against the `i` flag to avoid matching non-ASCII characters.
*/
const EMAIL_REGEX = /^[\w+-]+(?:\.[\w+-]+)*@[\da-zA-Z]+(?:[.-][\da-zA-Z]+)*\.[a-zA-Z]{2,}$/u;
/**
* Emoji regex from [emoji-regex-xs](https://github.com/slevithan/emoji-regex-xs) v1.0.0 (MIT license).
*
* Hint: We decided against the newer `/^\p{RGI_Emoji}+$/v` regex because it is
* not supported in older runtimes and does not match all emoji.
*/
const EMOJI_REGEX = /^(?:[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,3}\u{E007F}|(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation})(?:\u200D(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation}))*)+$/u;
/**
* [Hexadecimal](https://en.wikipedia.org/wiki/Hexadecimal) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEXADECIMAL_REGEX = /^(?:0[hx])?[\da-fA-F]+$/u;
/**
* [Hex color](https://en.wikipedia.org/wiki/Web_colors#Hex_triplet) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEX_COLOR_REGEX = /^#(?:[\da-fA-F]{3,4}|[\da-fA-F]{6}|[\da-fA-F]{8})$/u;
/**
* [IMEI](https://en.wikipedia.org/wiki/International_Mobile_Equipment_Identity) regex.
*/
const IMEI_REGEX = /^\d{15}$|^\d{2}-\d{6}-\d{6}-\d$/u;
/**
* [IPv4](https://en.wikipedia.org/wiki/IPv4) regex.
*/
const IPV4_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$/u;
/**
* [IPv6](https://en.wikipedia.org/wiki/IPv6) regex.
*/
const IPV6_REGEX = /^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [IP](https://en.wikipedia.org/wiki/IP_address) regex.
*/
const IP_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$|^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date regex.
*/
const ISO_DATE_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time regex.
*/
const ISO_DATE_TIME_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time with seconds regex.
*/
const ISO_DATE_TIME_SECOND_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time regex.
*/
const ISO_TIME_REGEX = /^(?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time with seconds regex.
*/
const ISO_TIME_SECOND_REGEX = /^(?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) timestamp regex. Allows a
* space as a date/time separator and an optional space before the UTC offset.
*/
const ISO_TIMESTAMP_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z| ?[+-](?:0\d|1\d|2[0-3])(?::?[0-5]\d)?)$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) week regex.
*/
const ISO_WEEK_REGEX = /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/u;
/**
* [JWS compact serialization](https://datatracker.ietf.org/doc/html/rfc7515#section-3.1)
* regex.
*
* Hint: Empty payload and signature segments are allowed because the
* Base64URL-encoded representation of an empty octet sequence is an empty
* string.
*/
const JWS_COMPACT_REGEX = /^(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?$/u;
/**
* [ISRC](https://en.wikipedia.org/wiki/International_Standard_Recording_Code) regex.
*/
const ISRC_REGEX = /^(?:[A-Z]{2}[A-Z\d]{3}\d{7}|[A-Z]{2}-[A-Z\d]{3}-\d{2}-\d{5})$/u;
/**
* [KSUID](https://github.com/segmentio/ksuid) regex.
*/
const KSUID_REGEX = /^[a-zA-Z0-9]{27}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 48 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC48_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 64 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC64_REGEX = /^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$|^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [Nano ID](https://github.com/ai/nanoid) regex.
*/
const NANO_ID_REGEX = /^[\w-]+$/u;
/**
* [Octal](https://en.wikipedia.org/wiki/Octal) regex.
*/
const OCTAL_REGEX = /^(?:0o)?[0-7]+$/u;
/**
* [RFC 5322 email address](https://datatracker.ietf.org/doc/html/rfc5322#section-3.4.1) regex.
*
* Hint: This regex was taken from the [HTML Living Standard Specification](https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address) and does not perfectly represent RFC 5322.
*/
const RFC_EMAIL_REGEX = /^[a-zA-Z0-9.!#$%&'*+\/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/**
* [Slug](https://en.wikipedia.org/wiki/Clean_URL#Slug) regex.
*/
const SLUG_REGEX = /^[\da-z]+(?:[-_][\da-z]+)*$/u;
/**
* [ULID](https://github.com/ulid/spec) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* Hint: The first character is restricted to `[0-7]` because the 48-bit
* timestamp cannot exceed 2^48-1, making the maximum valid ULID
* `7ZZZZZZZZZZZZZZZZZZZZZZZZZ` in Crockford's Base32 encoding.
*/
const ULID_REGEX = /^[0-7][\da-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$/u;
/**
* [UUID](https://en.wikipedia.org/wiki/Universally_unique_identifier) regex.
*/
const UUID_REGEX = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

//#endregion
//#region src/actions/creditCard/creditCard.ts
/**
* Credit card regex.
*/
const CREDIT_CARD_REGEX = /^(?:\d{13,19}|\d{4}(?: \d{3,6}){2,4}|\d{4}(?:-\d{3,6}){2,4})$/u;
/**
* Sanitize regex.
*/
const SANITIZE_REGEX = /[- ]/gu;
/**
* Provider regex list.
*/
const PROVIDER_REGEX_LIST = (/* unused pure expression or super */ null && ([
	/^3[47]\d{13}$/u,
	/^3(?:0[0-5]|[68]\d)\d{11,13}$/u,
	/^6(?:011|5\d{2})\d{12,15}$/u,
	/^(?:2131|1800|35\d{3})\d{11}$/u,
	/^(?:5[1-5]\d{2}|222\d|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/u,
	/^(?:6[27]\d{14,17}|81\d{14,17})$/u,
	/^4\d{12}(?:\d{3,6})?$/u
]));


//#endregion
//#region src/actions/finite/finite.ts
/* @__NO_SIDE_EFFECTS__ */
function finite(message$1) {
	return {
		kind: "validation",
		type: "finite",
		reference: finite,
		async: false,
		expects: null,
		requirement: Number.isFinite,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "finite", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hash/hash.ts
/**
* Hash lengths object.
*/
const HASH_LENGTHS = {
	md4: 32,
	md5: 32,
	sha1: 40,
	sha256: 64,
	sha384: 96,
	sha512: 128,
	ripemd128: 32,
	ripemd160: 40,
	tiger128: 32,
	tiger160: 40,
	tiger192: 48,
	crc32: 8,
	crc32b: 8,
	adler32: 8
};


//#endregion
//#region src/actions/integer/integer.ts
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isbn/isbn.ts
/**
* ISBN separator regex.
*/
const ISBN_SEPARATOR_REGEX = /[- ]/gu;
/**
* ISBN-10 detection regex.
*/
const ISBN_10_DETECTION_REGEX = /^\d{9}[\dX]$/u;
/**
* ISBN-13 detection regex.
*/
const ISBN_13_DETECTION_REGEX = /^\d{13}$/u;


//#endregion
//#region src/actions/isoTimestamp/isoTimestamp.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTimestamp(message$1) {
	return {
		kind: "validation",
		type: "iso_timestamp",
		reference: isoTimestamp,
		async: false,
		expects: null,
		requirement: ISO_TIMESTAMP_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "timestamp", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxLength/maxLength.ts
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minLength/minLength.ts
/* @__NO_SIDE_EFFECTS__ */
function minLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_length",
		reference: minLength,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minValue/minValue.ts
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/nonEmpty/nonEmpty.ts
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseBoolean/parseBoolean.ts
const TRUTHY = (/* unused pure expression or super */ null && ([
	true,
	1,
	"true",
	"1",
	"yes",
	"y",
	"on",
	"enabled"
]));
const FALSY = (/* unused pure expression or super */ null && ([
	false,
	0,
	"false",
	"0",
	"no",
	"n",
	"off",
	"disabled"
]));


//#endregion
//#region src/actions/regex/regex.ts
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/safeInteger/safeInteger.ts
/* @__NO_SIDE_EFFECTS__ */
function safeInteger(message$1) {
	return {
		kind: "validation",
		type: "safe_integer",
		reference: safeInteger,
		async: false,
		expects: null,
		requirement: Number.isSafeInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/startsWith/startsWith.ts
/* @__NO_SIDE_EFFECTS__ */
function startsWith(requirement, message$1) {
	return {
		kind: "validation",
		type: "starts_with",
		reference: startsWith,
		async: false,
		expects: `"${requirement}"`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.startsWith(this.requirement)) _addIssue(this, "start", dataset, config$1, { received: `"${dataset.value.slice(0, this.requirement.length)}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transform.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/url/url.ts
/* @__NO_SIDE_EFFECTS__ */
function url(message$1) {
	return {
		kind: "validation",
		type: "url",
		reference: url,
		async: false,
		expects: null,
		requirement(input) {
			try {
				if (URL.canParse) return URL.canParse(input);
				new URL(input);
				return true;
			} catch {
				return false;
			}
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "URL", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/const.ts
const ABORT_EARLY_CONFIG = { abortEarly: true };

//#endregion
//#region src/methods/cache/_LruCache.ts
/**
* Efficient LRU cache using Map iteration order.
*/
var _LruCache = class {
	constructor(config$1) {
		this.refCount = 0;
		this.maxSize = config$1?.maxSize ?? 1e3;
		this.maxAge = config$1?.maxAge ?? Infinity;
		this.hasMaxAge = isFinite(this.maxAge);
	}
	/**
	* Stringifies an unknown input to a cache key component.
	*
	* @param input The unknown input.
	*
	* @returns A cache key component.
	*/
	stringify(input) {
		const type = typeof input;
		if (type === "string") return `"${input}"`;
		if (type === "number" || type === "boolean") return `${input}`;
		if (type === "bigint") return `${input}n`;
		if (type === "object" || type === "function") {
			if (input) {
				this.refIds ?? (this.refIds = /* @__PURE__ */ new WeakMap());
				let id = this.refIds.get(input);
				if (!id) {
					id = ++this.refCount;
					this.refIds.set(input, id);
				}
				return `#${id}`;
			}
			return "null";
		}
		return type;
	}
	/**
	* Creates a cache key from input and config.
	*
	* @param input The input value.
	* @param config The parse configuration.
	*
	* @returns The cache key.
	*/
	key(input, config$1 = {}) {
		return `${this.stringify(input)}|${this.stringify(config$1.lang)}|${this.stringify(config$1.message)}|${this.stringify(config$1.abortEarly)}|${this.stringify(config$1.abortPipeEarly)}`;
	}
	/**
	* Gets a value from the cache by key.
	*
	* @param key The cache key.
	*
	* @returns The cached value.
	*/
	get(key) {
		if (!this.store) return void 0;
		const entry = this.store.get(key);
		if (!entry) return void 0;
		if (this.hasMaxAge && Date.now() - entry[1] > this.maxAge) {
			this.store.delete(key);
			return;
		}
		this.store.delete(key);
		this.store.set(key, entry);
		return entry[0];
	}
	/**
	* Sets a value in the cache by key.
	*
	* @param key The cache key.
	* @param value The cached value.
	*/
	set(key, value$1) {
		this.store ?? (this.store = /* @__PURE__ */ new Map());
		this.store.delete(key);
		const timestamp = this.hasMaxAge ? Date.now() : 0;
		this.store.set(key, [value$1, timestamp]);
		if (this.store.size > this.maxSize) this.store.delete(this.store.keys().next().value);
	}
	/**
	* Clears all entries from the cache.
	*/
	clear() {
		this.store?.clear();
	}
};

//#endregion
//#region src/methods/getFallback/getFallback.ts
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}

//#endregion
//#region src/methods/flatten/flatten.ts
/* @__NO_SIDE_EFFECTS__ */
function flatten(issues) {
	const flatErrors = {};
	for (const issue of issues) if (issue.path) {
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) {
			if (!flatErrors.nested) flatErrors.nested = {};
			if (Object.prototype.hasOwnProperty.call(flatErrors.nested, dotPath)) flatErrors.nested[dotPath].push(issue.message);
			else flatErrors.nested[dotPath] = [issue.message];
		} else if (flatErrors.other) flatErrors.other.push(issue.message);
		else flatErrors.other = [issue.message];
	} else if (flatErrors.root) flatErrors.root.push(issue.message);
	else flatErrors.root = [issue.message];
	return flatErrors;
}

//#endregion
//#region src/methods/getDefault/getDefault.ts
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}

//#endregion
//#region src/methods/is/is.ts
/**
* Checks if the input matches the schema. By using a type predicate, this
* function can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*
* @returns Whether the input matches the schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}

//#endregion
//#region src/schemas/array/array.ts
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/boolean/boolean.ts
/* @__NO_SIDE_EFFECTS__ */
function boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/custom.ts
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/literal/literal.ts
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nullable/nullable.ts
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/number/number.ts
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/object.ts
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/optional/optional.ts
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/picklist/picklist.ts
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/record/record.ts
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictObject/strictObject.ts
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/string/string.ts
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/union/utils/_subIssues/_subIssues.ts
/**
* Returns the sub issues of the provided datasets for the union issue.
*
* @param datasets The datasets.
*
* @returns The sub issues.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}

//#endregion
//#region src/schemas/union/union.ts
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/unknown/unknown.ts
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/parse/parse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/pipe/pipe.ts
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/safeParse/safeParse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion


/***/ }),

/***/ 120:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ isDigest),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   sU: () => (/* binding */ digestHex)
/* harmony export */ });
/* unused harmony export parseDigest */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7598);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9520);


const PATTERN = /^sha256:[0-9a-f]{64}$/;
const isDigest = (text) => PATTERN.test(text);

const digestOf = (bytes) => `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
/** The 64 hex digits, as used in layout paths and fallback tags. */
const digestHex = (digest) => digest.slice('sha256:'.length);


/***/ }),

/***/ 9520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   Tm: () => (/* binding */ policyFailure),
/* harmony export */   d_: () => (/* binding */ configurationFailure),
/* harmony export */   et: () => (/* binding */ internalFailure),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   vU: () => (/* binding */ remoteFailure)
/* harmony export */ });
/** The only error that leaves a Sealift module on purpose; anything else is reported as `internal`. */
class Failure extends Error {
    name = 'Failure';
    code;
    remedy;
    location;
    constructor(code, details) {
        super(details.cause, details.error === undefined ? undefined : { cause: details.error });
        this.code = code;
        this.remedy = details.remedy;
        this.location = details.location;
    }
}
const configurationFailure = (details) => new Failure('configuration', details);
const policyFailure = (details) => new Failure('policy', details);
const remoteFailure = (details) => new Failure('remote', details);
const internalFailure = (details) => new Failure('internal', details);
/** Whatever was thrown, as a Failure. */
function asFailure(thrown) {
    if (thrown instanceof Failure)
        return thrown;
    return internalFailure({
        cause: thrown instanceof Error ? thrown.message : String(thrown),
        remedy: 'This is a bug in Sealift: please report it with the debug log of this step.',
        error: thrown,
    });
}


/***/ }),

/***/ 7750:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $B: () => (/* binding */ neutraliseCommands),
/* harmony export */   $x: () => (/* binding */ markdownUrl),
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   p7: () => (/* binding */ markdownText),
/* harmony export */   pF: () => (/* binding */ singleLine)
/* harmony export */ });
/* unused harmony export htmlText */
/**
 * Text from outside (build output, package names, PR titles, file names) on its way to a place that interprets it.
 */
const ZERO_WIDTH_SPACE = '\u200b';
/**
 * C0 and C1 controls except tab; what reorders what a reader sees (bidirectional marks, embeddings, isolates); and what
 * is not seen at all (soft hyphen, zero-width and invisible characters, tags), with which two names look like one.
 */
const UNPRINTABLE = 
// biome-ignore lint/suspicious/noControlCharactersInRegex lint/suspicious/noMisleadingCharacterClass: it removes them.
/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
/**
 * One line for the runner's stdout. The runner reads `::command::` at the start of a line and `##[command]`
 * anywhere in it, so both are broken up wherever they stand.
 */
const neutraliseCommands = (line) => line.replace(/:(?=:)/g, `:${ZERO_WIDTH_SPACE}`).replaceAll('##[', `##${ZERO_WIDTH_SPACE}[`);
/** Control characters, bidirectional overrides and invisible characters as visible `�`, line breaks as spaces. */
const singleLine = (text) => text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(UNPRINTABLE, '�')
    .toWellFormed();
/**
 * What GitHub makes links and pictures of in text that is rendered already, where no escape helps: mentions, issues
 * (`#1`, `GH-1`), addresses, `:emoji:`.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
const breakReferences = (text) => text
    .replace(/@(?=[\w.-])/g, `@${ZERO_WIDTH_SPACE}`)
    .replace(/#(?=\d)/g, `#${ZERO_WIDTH_SPACE}`)
    .replace(/\b(GH-)(?=\d)/gi, `$1${ZERO_WIDTH_SPACE}`)
    .replace(/:(?=[+-]1:|[a-z][\w+-]*:)/gi, `:${ZERO_WIDTH_SPACE}`)
    .replace(/:\/\//g, `:${ZERO_WIDTH_SPACE}//`)
    .replace(/www\./gi, (prefix) => `${prefix.slice(0, 3)}${ZERO_WIDTH_SPACE}.`);
const htmlEntities = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/**
 * Text inside a Markdown paragraph or table cell: no markup, HTML, mention, issue link or autolink survives. Not for
 * the beginning of a line, where `-` and `1.` mean something.
 */
const markdownText = (text) => htmlEntities(breakReferences(singleLine(text))).replace(/[\\`*_{}[\]()#+!|~$]/g, '\\$&');
/** Text inside an HTML element that stands in Markdown, where escapes of Markdown do not count. */
const htmlText = (text) => htmlEntities(breakReferences(singleLine(text)))
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
/** Text as inline code in Markdown, safe in a table cell and against runs of backticks. */
function markdownCode(text) {
    // In a table cell GitHub splits at "|" even inside code, unless it is escaped; a backslash of the text before it would
    // escape the escape. And what looks for hidden comments must not find one that is shown.
    const plain = singleLine(text)
        .replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`)
        .replaceAll('|', '\\|')
        .replaceAll('<!--', `<!${ZERO_WIDTH_SPACE}--`);
    const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longest + 1);
    const pad = plain.startsWith('`') || plain.endsWith('`') || plain.trim() === '' ? ' ' : '';
    return `${fence}${pad}${plain}${pad}${fence}`;
}
/** An https URL as a Markdown link target, or undefined when it is not one. */
function markdownUrl(text) {
    if (!URL.canParse(text))
        return undefined;
    const url = new URL(text);
    if (url.protocol !== 'https:')
        return undefined;
    return url.href
        .replaceAll('&', '&amp;')
        .replace(/[()<>[\]\\`|]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}


/***/ }),

/***/ 247:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   eS: () => (/* binding */ formatImageName),
/* harmony export */   "if": () => (/* binding */ parseImageName),
/* harmony export */   my: () => (/* binding */ formatImageReference),
/* harmony export */   o_: () => (/* binding */ parseImageReference)
/* harmony export */ });
/* unused harmony exports isTag, isImageName, tagFromRef */
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(120);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9520);


// https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const REGISTRY = /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]{1,5})?$/;
/** Distribution and GHCR refuse longer names. */
const MAX_NAME_LENGTH = 255;
const isTag = (text) => TAG.test(text);
const isHost = (text) => REGISTRY.test(text) && (text.includes('.') || text.includes(':') || text === 'localhost');
/** Whether this is the name of an image: for text that is mostly none, where a Failure each time would take long. */
const isImageName = ({ registry, repository }) => isHost(registry) &&
    registry.length + 1 + repository.length <= MAX_NAME_LENGTH &&
    REPOSITORY.test(repository);
/**
 * Parses `registry/repository[:tag][@digest]`. The registry must be written out: an image without one would
 * silently mean Docker Hub.
 * @throws Failure `configuration`
 */
function parseImageReference(text) {
    const [withoutDigest = '', digest, ...rest] = text.split('@');
    const slash = withoutDigest.indexOf('/');
    const registry = withoutDigest.slice(0, Math.max(slash, 0));
    const path = withoutDigest.slice(slash + 1);
    const colon = path.indexOf(':');
    const repository = colon === -1 ? path : path.slice(0, colon);
    const tag = colon === -1 ? undefined : path.slice(colon + 1);
    const bad = (cause, remedy) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationFailure */ .d_)({ cause: `"${text}" is not an image reference: ${cause}.`, remedy });
    if (rest.length > 0)
        throw bad('it has more than one "@"', 'Give one digest.');
    if (!isHost(registry))
        throw bad('it does not begin with a registry host', 'Write the registry out, for example ghcr.io/acme/shop/api.');
    if (!REPOSITORY.test(repository))
        throw bad(`"${repository}" is not a repository name`, 'Use lower-case letters, digits and single ".", "_", "-" between them, with "/" between parts.');
    if (registry.length + 1 + repository.length > MAX_NAME_LENGTH)
        throw bad(`its name is longer than ${MAX_NAME_LENGTH} characters`, 'Choose a shorter name.');
    if (tag !== undefined && !TAG.test(tag))
        throw bad(`"${tag}" is not a tag`, 'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".');
    if (digest !== undefined && !(0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(digest))
        throw bad(`"${digest}" is not a sha256 digest`, 'Give it as sha256: followed by 64 lower-case hexadecimal digits.');
    return {
        registry: registry.toLowerCase(),
        repository,
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
    };
}
/** Like {@link parseImageReference}, for a name that must carry neither tag nor digest. */
function parseImageName(text) {
    const { registry, repository, tag, digest } = parseImageReference(text);
    if (tag === undefined && digest === undefined)
        return { registry, repository };
    throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationFailure */ .d_)({
        cause: `"${text}" carries a ${tag === undefined ? 'digest' : 'tag'} where only an image name belongs.`,
        remedy: `Write ${registry}/${repository}.`,
    });
}
const formatImageName = ({ registry, repository }) => `${registry}/${repository}`;
const formatImageReference = (reference) => `${formatImageName(reference)}${reference.tag === undefined ? '' : `:${reference.tag}`}${reference.digest === undefined ? '' : `@${reference.digest}`}`;
/**
 * A tag made from a git ref or version: forbidden characters become `-`, leading `.` and `-` go, 128 characters stay.
 * `feature/Größe` → `feature-Gr--e`.
 */
const tagFromRef = (name) => name
    .replace(/[^a-zA-Z0-9._-]/g, '-')
    .replace(/^[.-]+/, '')
    .slice(0, 128);


/***/ }),

/***/ 779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bq: () => (/* binding */ formatPlatform),
/* harmony export */   DN: () => (/* binding */ platformSlug),
/* harmony export */   FL: () => (/* binding */ parsePlatform)
/* harmony export */ });
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9520);

const PATTERN = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/(v[0-9]+(?:\.[0-9]+)?))?$/;
/** @throws Failure `configuration` when the text is not `os/architecture[/variant]` */
function parsePlatform(text) {
    const match = PATTERN.exec(text);
    if (!match?.[1] || !match[2])
        throw (0,_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
            cause: `"${text}" is not a platform.`,
            remedy: 'Write os/architecture[/variant], for example linux/amd64 or linux/arm64.',
        });
    // arm64 has one variant, and images are published with and without naming it: they are the same platform.
    const variant = match[2] === 'arm64' && match[3] === 'v8' ? undefined : match[3];
    return { os: match[1], architecture: match[2], ...(variant === undefined ? {} : { variant }) };
}
const formatPlatform = ({ os, architecture, variant }) => `${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`;
/** `linux-amd64`: for file, artifact and SARIF category names. */
const platformSlug = (platform) => formatPlatform(platform).replaceAll('/', '-');


/***/ }),

/***/ 1177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Mt: () => (/* binding */ MAX_FINDINGS),
/* harmony export */   oC: () => (/* binding */ SEVERITIES)
/* harmony export */ });
/* unused harmony exports RELEASE_RECORD_TYPE, VERDICT_TYPE, SIGNATURE_TYPE, SPDX_TYPE, BuildPart, ScanResult, VerdictFinding, ScanPart, SbomPart, PublishPart, Signer, SignPart, Source, PlatformRecord, ReleaseRecord, EVIDENCE_PARTS, evidencePartOf, parseEvidencePart */
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7934);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(120);
/* harmony import */ var _failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9520);
/**
 * The release record: what is known of one app's image at one commit. Every action adds its part as a file in the
 * evidence folder; the sign job joins the parts, attests the result, and bump renders it. All text in it comes from
 * outside and is escaped where it is shown.
 */



/** Predicate types of what Sealift attests, and of what cosign writes for a signature and an SPDX document. */
const RELEASE_RECORD_TYPE = 'https://sealift.dev/release/v1';
const VERDICT_TYPE = 'https://sealift.dev/scan-verdict/v1';
const SIGNATURE_TYPE = 'https://sigstore.dev/cosign/sign/v1';
const SPDX_TYPE = 'https://spdx.dev/Document';
const digest = valibot__WEBPACK_IMPORTED_MODULE_2__/* .custom */ .IeY((value) => typeof value === 'string' && (0,_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .isDigest */ .Bc)(value), 'is not a sha256 digest');
const count = valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .integer */ .ndf(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .minValue */ .Wwf(0));
const line = valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .maxLength */ .Ru6(4096));
const time = valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .isoTimestamp */ .yhX());
const SEVERITIES = ['UNKNOWN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'];
const severity = valibot__WEBPACK_IMPORTED_MODULE_2__/* .picklist */ .KIO(SEVERITIES);
/** `build.json`, by build-push: one platform's build. */
const BuildPart = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    /** What the layout's index.json points to: an image index with provenance, or a bare manifest. */
    digest,
    platforms: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
        /** os/architecture[/variant] */
        platform: line,
        digest,
        /** Bytes of the compressed layers and the config. */
        size: count,
    })),
});
/** What a scan came to, in numbers. The subject is the platform manifest. */
const ScanResult = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    verdict: valibot__WEBPACK_IMPORTED_MODULE_2__/* .picklist */ .KIO(['pass', 'fail']),
    subject: digest,
    platform: line,
    policy: valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
        /** Findings of this severity and above count. */
        threshold: severity,
        /** Only findings with a fixed version count. */
        fixableOnly: valibot__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
        /** Digest of the ignore file's bytes, when one was given. */
        ignoreFile: valibot__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(digest),
    }),
    /** All findings by severity, before the policy. */
    counts: valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({ UNKNOWN: count, LOW: count, MEDIUM: count, HIGH: count, CRITICAL: count }),
    /** Findings that the policy counts against the image. */
    blocking: count,
    /** Findings taken out by the ignore file. */
    ignored: count,
    scanner: valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({ name: valibot__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz('trivy'), version: line }),
    database: valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({ version: count, updatedAt: time }),
    scannedAt: time,
});
/** Of one verdict: it must stay small enough to be attested, and read, by the dozen. */
const MAX_FINDINGS = 2000;
const word = valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .maxLength */ .Ru6(300));
/** A vulnerability as a verdict names it. */
const VerdictFinding = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    /** CVE or other advisory. */
    id: word,
    /** As the scanner names it. */
    package: word,
    version: word,
    /** Absent when nobody has published a fix. */
    fixedVersion: valibot__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(word),
    severity,
});
/** `scan.json`, by scan: also the predicate of the verdict attestation. */
const ScanPart = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    ...ScanResult.entries,
    /**
     * All vulnerabilities before the policy, the most severe first, each once: what a later bump compares the next
     * image with. Verdicts before this member was introduced have none.
     */
    findings: valibot__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(VerdictFinding), valibot__WEBPACK_IMPORTED_MODULE_2__/* .maxLength */ .Ru6(MAX_FINDINGS))),
    /** How many more there are than `findings` holds. */
    findingsOmitted: valibot__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(count),
});
/** `sbom.json`, by sbom. The documents lie beside it. */
const SbomPart = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    subject: digest,
    platform: line,
    generator: valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({ name: valibot__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz('syft'), version: line }),
    packages: count,
    documents: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({ format: valibot__WEBPACK_IMPORTED_MODULE_2__/* .picklist */ .KIO(['spdx-json', 'cyclonedx-json']), file: line, digest })),
});
/** `publish.json`, by publish. */
const PublishPart = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    /** registry/repository */
    image: line,
    /** What was read back from the registry after the push. */
    digest,
    tags: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(line),
    /** True when everything was already there: nothing was written. */
    existing: valibot__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
});
/** Who signed, as verified in the certificate. */
const Signer = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    /** Subject alternative name: the workflow that signed, with its ref. */
    identity: line,
    issuer: line,
    sourceRepository: line,
    sourceRef: line,
});
/** `sign.json`, by sign. */
const SignPart = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    signer: Signer,
    /** One per signature and attestation. */
    entries: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
        subject: digest,
        predicateType: line,
        /** Transparency log and index in it. */
        log: line,
        logIndex: line,
        /** True when a valid one was found and none was made. */
        existing: valibot__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
    })),
});
const Source = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    repository: line,
    ref: line,
    commit: valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .regex */ .yGV(/^[0-9a-f]{40}$/)),
    workflowRef: line,
    runId: line,
    runAttempt: line,
    runUrl: valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_2__/* .url */ .OZ5()),
});
/** Size, scan and SBOM of one platform manifest. */
const PlatformRecord = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    platform: line,
    digest,
    size: count,
    /** Without the findings: those are in the verdict, which is attested beside the record. */
    scan: ScanResult,
    sbom: SbomPart,
});
/** `record.json`: schema `sealift.release/v1`. */
const ReleaseRecord = valibot__WEBPACK_IMPORTED_MODULE_2__/* .strictObject */ .rej({
    schema: valibot__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz('sealift.release/v1'),
    app: line,
    /** registry/repository */
    image: line,
    /** What is signed, tagged and deployed: the index, or the manifest of a single-manifest image. */
    digest,
    /** Tags that the release moves once everything is verified. */
    tags: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(line),
    /** The tag that bump writes into the ops repository. */
    deployTag: line,
    source: Source,
    platforms: valibot__WEBPACK_IMPORTED_MODULE_2__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(PlatformRecord), valibot__WEBPACK_IMPORTED_MODULE_2__/* .minLength */ .BpQ(1)),
});
/** The parts of an evidence folder, by the beginning of their file names. */
const EVIDENCE_PARTS = {
    build: BuildPart,
    scan: ScanPart,
    sbom: SbomPart,
    publish: PublishPart,
    sign: SignPart,
    record: ReleaseRecord,
};
// A platform slug has a hyphen, which tells `sbom.linux-amd64.json` from the document `sbom.spdx.json`.
const PART_FILE = /^(build|scan|sbom|publish|sign|record)(?:\.[a-z0-9]{1,30}-[a-z0-9_]{1,30}(?:-v[0-9.]{1,9})?)?\.json$/;




/***/ }),

/***/ 4934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  L: () => (/* binding */ createGitHubClient)
});

// UNUSED EXPORTS: orAbsent

;// CONCATENATED MODULE: ./node_modules/universal-user-agent/index.js
function getUserAgent() {
  if (typeof navigator === "object" && "userAgent" in navigator) {
    return navigator.userAgent;
  }

  if (typeof process === "object" && process.version !== undefined) {
    return `Node.js/${process.version.substr(1)} (${process.platform}; ${
      process.arch
    })`;
  }

  return "<environment undetectable>";
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/lib/register.js
// @ts-check

function register(state, name, method, options) {
  if (typeof method !== "function") {
    throw new Error("method for before hook must be a function");
  }

  if (!options) {
    options = {};
  }

  if (Array.isArray(name)) {
    return name.reverse().reduce((callback, name) => {
      return register.bind(null, state, name, callback, options);
    }, method)();
  }

  return Promise.resolve().then(() => {
    if (!state.registry[name]) {
      return method(options);
    }

    return state.registry[name].reduce((method, registered) => {
      return registered.hook.bind(null, method, options);
    }, method)();
  });
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/lib/add.js
// @ts-check

function addHook(state, kind, name, hook) {
  const orig = hook;
  if (!state.registry[name]) {
    state.registry[name] = [];
  }

  if (kind === "before") {
    hook = (method, options) => {
      return Promise.resolve()
        .then(orig.bind(null, options))
        .then(method.bind(null, options));
    };
  }

  if (kind === "after") {
    hook = (method, options) => {
      let result;
      return Promise.resolve()
        .then(method.bind(null, options))
        .then((result_) => {
          result = result_;
          return orig(result, options);
        })
        .then(() => {
          return result;
        });
    };
  }

  if (kind === "error") {
    hook = (method, options) => {
      return Promise.resolve()
        .then(method.bind(null, options))
        .catch((error) => {
          return orig(error, options);
        });
    };
  }

  state.registry[name].push({
    hook: hook,
    orig: orig,
  });
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/lib/remove.js
// @ts-check

function removeHook(state, name, method) {
  if (!state.registry[name]) {
    return;
  }

  const index = state.registry[name]
    .map((registered) => {
      return registered.orig;
    })
    .indexOf(method);

  if (index === -1) {
    return;
  }

  state.registry[name].splice(index, 1);
}

;// CONCATENATED MODULE: ./node_modules/before-after-hook/index.js
// @ts-check





// bind with array of arguments: https://stackoverflow.com/a/21792913
const bind = Function.bind;
const bindable = bind.bind(bind);

function bindApi(hook, state, name) {
  const removeHookRef = bindable(removeHook, null).apply(
    null,
    name ? [state, name] : [state]
  );
  hook.api = { remove: removeHookRef };
  hook.remove = removeHookRef;
  ["before", "error", "after", "wrap"].forEach((kind) => {
    const args = name ? [state, kind, name] : [state, kind];
    hook[kind] = hook.api[kind] = bindable(addHook, null).apply(null, args);
  });
}

function Singular() {
  const singularHookName = Symbol("Singular");
  const singularHookState = {
    registry: {},
  };
  const singularHook = register.bind(null, singularHookState, singularHookName);
  bindApi(singularHook, singularHookState, singularHookName);
  return singularHook;
}

function Collection() {
  const state = {
    registry: {},
  };

  const hook = register.bind(null, state);
  bindApi(hook, state);

  return hook;
}

/* harmony default export */ const before_after_hook = ({ Singular, Collection });

;// CONCATENATED MODULE: ./node_modules/@octokit/endpoint/dist-bundle/index.js
// pkg/dist-src/defaults.js


// pkg/dist-src/version.js
var VERSION = "0.0.0-development";

// pkg/dist-src/defaults.js
var userAgent = `octokit-endpoint.js/${VERSION} ${getUserAgent()}`;
var DEFAULTS = {
  method: "GET",
  baseUrl: "https://api.github.com",
  headers: {
    accept: "application/vnd.github.v3+json",
    "user-agent": userAgent
  },
  mediaType: {
    format: ""
  }
};

// pkg/dist-src/util/lowercase-keys.js
function lowercaseKeys(object) {
  if (!object) {
    return {};
  }
  return Object.keys(object).reduce((newObj, key) => {
    newObj[key.toLowerCase()] = object[key];
    return newObj;
  }, {});
}

// pkg/dist-src/util/is-plain-object.js
function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}

// pkg/dist-src/util/merge-deep.js
function mergeDeep(defaults, options) {
  const result = Object.assign({}, defaults);
  Object.keys(options).forEach((key) => {
    if (isPlainObject(options[key])) {
      if (!(key in defaults)) Object.assign(result, { [key]: options[key] });
      else result[key] = mergeDeep(defaults[key], options[key]);
    } else {
      Object.assign(result, { [key]: options[key] });
    }
  });
  return result;
}

// pkg/dist-src/util/remove-undefined-properties.js
function removeUndefinedProperties(obj) {
  for (const key in obj) {
    if (obj[key] === void 0) {
      delete obj[key];
    }
  }
  return obj;
}

// pkg/dist-src/merge.js
function merge(defaults, route, options) {
  if (typeof route === "string") {
    let [method, url] = route.split(" ");
    options = Object.assign(url ? { method, url } : { url: method }, options);
  } else {
    options = Object.assign({}, route);
  }
  options.headers = lowercaseKeys(options.headers);
  removeUndefinedProperties(options);
  removeUndefinedProperties(options.headers);
  const mergedOptions = mergeDeep(defaults || {}, options);
  if (options.url === "/graphql") {
    if (defaults && defaults.mediaType.previews?.length) {
      mergedOptions.mediaType.previews = defaults.mediaType.previews.filter(
        (preview) => !mergedOptions.mediaType.previews.includes(preview)
      ).concat(mergedOptions.mediaType.previews);
    }
    mergedOptions.mediaType.previews = (mergedOptions.mediaType.previews || []).map((preview) => preview.replace(/-preview/, ""));
  }
  return mergedOptions;
}

// pkg/dist-src/util/add-query-parameters.js
function addQueryParameters(url, parameters) {
  const separator = /\?/.test(url) ? "&" : "?";
  const names = Object.keys(parameters);
  if (names.length === 0) {
    return url;
  }
  return url + separator + names.map((name) => {
    if (name === "q") {
      return "q=" + parameters.q.split("+").map(encodeURIComponent).join("+");
    }
    return `${name}=${encodeURIComponent(parameters[name])}`;
  }).join("&");
}

// pkg/dist-src/util/extract-url-variable-names.js
var urlVariableRegex = /\{[^{}}]+\}/g;
function removeNonChars(variableName) {
  return variableName.replace(/(?:^\W+)|(?:(?<!\W)\W+$)/g, "").split(/,/);
}
function extractUrlVariableNames(url) {
  const matches = url.match(urlVariableRegex);
  if (!matches) {
    return [];
  }
  return matches.map(removeNonChars).reduce((a, b) => a.concat(b), []);
}

// pkg/dist-src/util/omit.js
function omit(object, keysToOmit) {
  const result = { __proto__: null };
  for (const key of Object.keys(object)) {
    if (keysToOmit.indexOf(key) === -1) {
      result[key] = object[key];
    }
  }
  return result;
}

// pkg/dist-src/util/url-template.js
function encodeReserved(str) {
  return str.split(/(%[0-9A-Fa-f]{2})/g).map(function(part) {
    if (!/%[0-9A-Fa-f]/.test(part)) {
      part = encodeURI(part).replace(/%5B/g, "[").replace(/%5D/g, "]");
    }
    return part;
  }).join("");
}
function encodeUnreserved(str) {
  return encodeURIComponent(str).replace(/[!'()*]/g, function(c) {
    return "%" + c.charCodeAt(0).toString(16).toUpperCase();
  });
}
function encodeValue(operator, value, key) {
  value = operator === "+" || operator === "#" ? encodeReserved(value) : encodeUnreserved(value);
  if (key) {
    return encodeUnreserved(key) + "=" + value;
  } else {
    return value;
  }
}
function isDefined(value) {
  return value !== void 0 && value !== null;
}
function isKeyOperator(operator) {
  return operator === ";" || operator === "&" || operator === "?";
}
function getValues(context, operator, key, modifier) {
  var value = context[key], result = [];
  if (isDefined(value) && value !== "") {
    if (typeof value === "string" || typeof value === "number" || typeof value === "bigint" || typeof value === "boolean") {
      value = value.toString();
      if (modifier && modifier !== "*") {
        value = value.substring(0, parseInt(modifier, 10));
      }
      result.push(
        encodeValue(operator, value, isKeyOperator(operator) ? key : "")
      );
    } else {
      if (modifier === "*") {
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            result.push(
              encodeValue(operator, value2, isKeyOperator(operator) ? key : "")
            );
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              result.push(encodeValue(operator, value[k], k));
            }
          });
        }
      } else {
        const tmp = [];
        if (Array.isArray(value)) {
          value.filter(isDefined).forEach(function(value2) {
            tmp.push(encodeValue(operator, value2));
          });
        } else {
          Object.keys(value).forEach(function(k) {
            if (isDefined(value[k])) {
              tmp.push(encodeUnreserved(k));
              tmp.push(encodeValue(operator, value[k].toString()));
            }
          });
        }
        if (isKeyOperator(operator)) {
          result.push(encodeUnreserved(key) + "=" + tmp.join(","));
        } else if (tmp.length !== 0) {
          result.push(tmp.join(","));
        }
      }
    }
  } else {
    if (operator === ";") {
      if (isDefined(value)) {
        result.push(encodeUnreserved(key));
      }
    } else if (value === "" && (operator === "&" || operator === "?")) {
      result.push(encodeUnreserved(key) + "=");
    } else if (value === "") {
      result.push("");
    }
  }
  return result;
}
function parseUrl(template) {
  return {
    expand: expand.bind(null, template)
  };
}
function expand(template, context) {
  var operators = ["+", "#", ".", "/", ";", "?", "&"];
  template = template.replace(
    /\{([^\{\}]+)\}|([^\{\}]+)/g,
    function(_, expression, literal) {
      if (expression) {
        let operator = "";
        const values = [];
        if (operators.indexOf(expression.charAt(0)) !== -1) {
          operator = expression.charAt(0);
          expression = expression.substr(1);
        }
        expression.split(/,/g).forEach(function(variable) {
          var tmp = /([^:\*]*)(?::(\d+)|(\*))?/.exec(variable);
          values.push(getValues(context, operator, tmp[1], tmp[2] || tmp[3]));
        });
        if (operator && operator !== "+") {
          var separator = ",";
          if (operator === "?") {
            separator = "&";
          } else if (operator !== "#") {
            separator = operator;
          }
          return (values.length !== 0 ? operator : "") + values.join(separator);
        } else {
          return values.join(",");
        }
      } else {
        return encodeReserved(literal);
      }
    }
  );
  if (template === "/") {
    return template;
  } else {
    return template.replace(/\/$/, "");
  }
}

// pkg/dist-src/parse.js
function parse(options) {
  let method = options.method.toUpperCase();
  let url = (options.url || "/").replace(/:([a-z]\w+)/g, "{$1}");
  let headers = Object.assign({}, options.headers);
  let body;
  let parameters = omit(options, [
    "method",
    "baseUrl",
    "url",
    "headers",
    "request",
    "mediaType"
  ]);
  const urlVariableNames = extractUrlVariableNames(url);
  url = parseUrl(url).expand(parameters);
  if (!/^http/.test(url)) {
    url = options.baseUrl + url;
  }
  const omittedParameters = Object.keys(options).filter((option) => urlVariableNames.includes(option)).concat("baseUrl");
  const remainingParameters = omit(parameters, omittedParameters);
  const isBinaryRequest = /application\/octet-stream/i.test(headers.accept);
  if (!isBinaryRequest) {
    if (options.mediaType.format) {
      headers.accept = headers.accept.split(/,/).map(
        (format) => format.replace(
          /application\/vnd(\.\w+)(\.v3)?(\.\w+)?(\+json)?$/,
          `application/vnd$1$2.${options.mediaType.format}`
        )
      ).join(",");
    }
    if (url.endsWith("/graphql")) {
      if (options.mediaType.previews?.length) {
        const previewsFromAcceptHeader = headers.accept.match(/(?<![\w-])[\w-]+(?=-preview)/g) || [];
        headers.accept = previewsFromAcceptHeader.concat(options.mediaType.previews).map((preview) => {
          const format = options.mediaType.format ? `.${options.mediaType.format}` : "+json";
          return `application/vnd.github.${preview}-preview${format}`;
        }).join(",");
      }
    }
  }
  if (["GET", "HEAD"].includes(method)) {
    url = addQueryParameters(url, remainingParameters);
  } else {
    if ("data" in remainingParameters) {
      body = remainingParameters.data;
    } else {
      if (Object.keys(remainingParameters).length) {
        body = remainingParameters;
      }
    }
  }
  if (!headers["content-type"] && typeof body !== "undefined") {
    headers["content-type"] = "application/json; charset=utf-8";
  }
  if (["PATCH", "PUT"].includes(method) && typeof body === "undefined") {
    body = "";
  }
  return Object.assign(
    { method, url, headers },
    typeof body !== "undefined" ? { body } : null,
    options.request ? { request: options.request } : null
  );
}

// pkg/dist-src/endpoint-with-defaults.js
function endpointWithDefaults(defaults, route, options) {
  return parse(merge(defaults, route, options));
}

// pkg/dist-src/with-defaults.js
function withDefaults(oldDefaults, newDefaults) {
  const DEFAULTS2 = merge(oldDefaults, newDefaults);
  const endpoint2 = endpointWithDefaults.bind(null, DEFAULTS2);
  return Object.assign(endpoint2, {
    DEFAULTS: DEFAULTS2,
    defaults: withDefaults.bind(null, DEFAULTS2),
    merge: merge.bind(null, DEFAULTS2),
    parse
  });
}

// pkg/dist-src/index.js
var endpoint = withDefaults(null, DEFAULTS);


;// CONCATENATED MODULE: ./node_modules/content-type/dist/index.js
/*!
 * content-type
 * Copyright(c) 2015 Douglas Christopher Wilson
 * MIT Licensed
 */
const SP = 32; // " "
const HTAB = 9; // "\t"
const SEMI = 59; // ";"
const EQ = 61; // "="
const DQUOTE = 34; // '"'
const BSLASH = 92; // "\\"
const COMMA = 44; // ","
const LOWER_CASE = 1;
const OWS = 2;
const SEMI_FLAG = 4;
const COMMA_FLAG = 8;
const TOKEN_FLAG = 16;
const NON_ASCII = 0xff00;
const CASE_FLAGS = LOWER_CASE | NON_ASCII;
/**
 * Character flags used to normalize HTTP field values while scanning.
 * Out-of-range reads intentionally coerce to zero in bitwise expressions.
 */
const CHAR_MAP = new Uint8Array(0x100);
CHAR_MAP[HTAB] |= OWS;
CHAR_MAP[SP] |= OWS;
CHAR_MAP[SEMI] |= SEMI_FLAG;
CHAR_MAP[COMMA] |= COMMA_FLAG;
for (let code = 0x80 /* non-ASCII */; code <= 0xff; code++) {
    CHAR_MAP[code] |= LOWER_CASE;
}
for (const char of "!#$%&'*+-.^_`|~") {
    CHAR_MAP[char.charCodeAt(0)] |= TOKEN_FLAG;
}
for (let code = 0x30 /* 0 */; code <= 0x39 /* 9 */; code++) {
    CHAR_MAP[code] |= TOKEN_FLAG;
}
for (let code = 0x41 /* A */; code <= 0x5a /* Z */; code++) {
    CHAR_MAP[code] |= LOWER_CASE | TOKEN_FLAG;
}
for (let code = 0x61 /* a */; code <= 0x7a /* z */; code++) {
    CHAR_MAP[code] |= TOKEN_FLAG;
}
/**
 * Null object perf optimization. Faster than `Object.create(null)` and `{ __proto__: null }`.
 */
const NullObject = /* @__PURE__ */ (() => {
    const C = function () { };
    C.prototype = Object.create(null);
    return C;
})();
/**
 * Validate a type string against RFC 9110.
 */
function isTypeValid(type, start = 0, end = type.length) {
    let hasSlash = false;
    for (let index = start; index < end; index++) {
        const code = type.charCodeAt(index);
        if (code === 47 /* / */) {
            if (hasSlash || index === start || index >= end - 1)
                return false;
            hasSlash = true;
        }
        else if (!isTokenCode(code)) {
            return false;
        }
    }
    return hasSlash;
}
/**
 * Validate a token against RFC 9110.
 */
function isTokenValid(token, start = 0, end = token.length) {
    if (start >= end)
        return false;
    for (let index = start; index < end; index++) {
        if (!isTokenCode(token.charCodeAt(index)))
            return false;
    }
    return true;
}
/**
 * Check whether a character code belongs to the token production in RFC 9110.
 */
function isTokenCode(code) {
    return (CHAR_MAP[code] & TOKEN_FLAG) !== 0;
}
/**
 * Serialize a parameter value.
 */
function parameterValue(str) {
    const len = str.length;
    if (len === 0)
        return '""';
    let index = 0;
    while (index < len && isTokenCode(str.charCodeAt(index)))
        index++;
    if (index === len)
        return str;
    let result = '"';
    let start = 0;
    while (index < len) {
        const code = str.charCodeAt(index);
        if (code !== HTAB && (code < SP || code === 127 || code > 255)) {
            throw new TypeError(`Invalid parameter value: ${str}`);
        }
        if (code === 34 /* " */ || code === 92 /* \\ */) {
            result += `${str.slice(start, index)}\\`;
            start = index;
        }
        index++;
    }
    return `${result}${str.slice(start)}"`;
}
/**
 * Format an object into a `Content-Type` header.
 */
function format(obj) {
    const { type, parameters } = obj;
    if (!type || !isTypeValid(type)) {
        throw new TypeError(`Invalid type: ${type}`);
    }
    let result = type;
    if (parameters) {
        for (const param of Object.keys(parameters)) {
            if (!isTokenValid(param)) {
                throw new TypeError(`Invalid parameter name: ${param}`);
            }
            result += `; ${param}=${parameterValue(parameters[param])}`;
        }
    }
    return result;
}
/**
 * Parse a `Content-Type` header.
 */
function dist_parse(header, options) {
    const stopFlags = SEMI_FLAG | (options?.comma === true ? COMMA_FLAG : 0);
    const len = header.length;
    let valueStart = options?.start ?? 0;
    while ((CHAR_MAP[header.charCodeAt(valueStart)] & OWS) !== 0) {
        valueStart++;
    }
    let index = valueStart;
    let typeFlags = 0;
    let whitespace = -1;
    let stop = options?.parameters === false ? COMMA_FLAG : 0;
    while (index < len) {
        const code = header.charCodeAt(index);
        const flags = CHAR_MAP[code];
        if ((flags & stopFlags) !== 0) {
            stop |= flags & COMMA_FLAG;
            break;
        }
        if ((flags & OWS) !== 0) {
            if (whitespace === -1)
                whitespace = index;
        }
        else {
            whitespace = -1;
        }
        typeFlags |= (code & NON_ASCII) | flags;
        index++;
    }
    const valueEnd = whitespace === -1 ? index : whitespace;
    const value = header.slice(valueStart, valueEnd);
    const type = (typeFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
    if (index === len || stop !== 0) {
        return { type, index, parameters: new NullObject() };
    }
    return parseParameters(header, type, index, len, stopFlags);
}
/**
 * Parses the parameters of a `Content-Type` header starting at the given index.
 */
function parseParameters(header, type, index, len, stopFlags) {
    const parameters = new NullObject();
    parameter: while (index < len) {
        index++; // Skip over ;
        while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) {
            index++;
        }
        const keyStart = index;
        let keyFlags = 0;
        let keyWhitespace = -1;
        while (index < len) {
            const code = header.charCodeAt(index);
            const flags = CHAR_MAP[code];
            if ((flags & stopFlags) !== 0) {
                if ((flags & COMMA_FLAG) !== 0)
                    break parameter;
                continue parameter;
            }
            if (code === EQ) {
                const keyEnd = keyWhitespace === -1 ? index : keyWhitespace;
                const value = header.slice(keyStart, keyEnd);
                const key = (keyFlags & CASE_FLAGS) === 0 ? value : value.toLowerCase();
                index++;
                while ((CHAR_MAP[header.charCodeAt(index)] & OWS) !== 0) {
                    index++;
                }
                if (index < len && header.charCodeAt(index) === DQUOTE) {
                    const quotedStart = ++index;
                    let escaped = false;
                    while (index < len) {
                        const code = header.charCodeAt(index);
                        if (code === DQUOTE) {
                            if (parameters[key] === undefined) {
                                parameters[key] = escaped
                                    ? unescapeQuotedPairs(header, quotedStart, index)
                                    : header.slice(quotedStart, index);
                            }
                            index++;
                            let stop = 0;
                            // Discard characters between quote and delimiter.
                            while (index < len) {
                                const code = header.charCodeAt(index);
                                const flags = CHAR_MAP[code];
                                if ((flags & stopFlags) !== 0) {
                                    stop = flags & COMMA_FLAG;
                                    break;
                                }
                                index++;
                            }
                            if (stop !== 0)
                                break parameter;
                            continue parameter;
                        }
                        if (code === BSLASH && index + 1 < len) {
                            escaped = true;
                            index += 2;
                            continue;
                        }
                        index++;
                    }
                    continue parameter;
                }
                const valueStart = index;
                let stop = 0;
                let valueWhitespace = -1;
                while (index < len) {
                    const code = header.charCodeAt(index);
                    const flags = CHAR_MAP[code];
                    if ((flags & stopFlags) !== 0) {
                        stop = flags & COMMA_FLAG;
                        break;
                    }
                    if ((flags & OWS) !== 0) {
                        if (valueWhitespace === -1)
                            valueWhitespace = index;
                    }
                    else {
                        valueWhitespace = -1;
                    }
                    index++;
                }
                if (parameters[key] === undefined) {
                    const valueEnd = valueWhitespace === -1 ? index : valueWhitespace;
                    parameters[key] = header.slice(valueStart, valueEnd);
                }
                if (stop !== 0)
                    break parameter;
                continue parameter;
            }
            if ((flags & OWS) !== 0) {
                if (keyWhitespace === -1)
                    keyWhitespace = index;
            }
            else {
                keyWhitespace = -1;
            }
            keyFlags |= (code & NON_ASCII) | flags;
            index++;
        }
    }
    return { type, index, parameters };
}
/**
 * Remove backslashes from quoted pairs in a known-terminated quoted string body.
 */
function unescapeQuotedPairs(str, start, end) {
    let result = "";
    for (let index = start; index < end; index++) {
        if (str.charCodeAt(index) === BSLASH) {
            result += str.slice(start, index);
            start = ++index;
        }
    }
    return result + str.slice(start, end);
}
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/json-with-bigint/json-with-bigint.js
const intRegex = /^-?\d+$/;
const noiseValue = /^-?\d+n+$/; // Noise - strings that match the custom format before being converted to it
const originalStringify = JSON.stringify;
const originalParse = JSON.parse;
const customFormat = /^-?\d+n$/;

const bigIntsStringify = /([\[:])?"(-?\d+)n"($|\s*[,\}\]])/g;
const noiseStringify = /([\[:])?("-?\d+n+)n("$|"\s*[,\}\]])/g;

/**
 * @typedef {(this: any, key: string | number | undefined, value: any) => any} Replacer
 * @typedef {(key: string | number | undefined, value: any, context?: { source: string }) => any} Reviver
 */

/**
 * Checks if a value is unstringifiable according to native JSON.stringify rules.
 *
 * @param {any} val The value to check.
 * @returns {boolean} True if the value is undefined, a function, or a symbol.
 */
const isUnstringifiable = (val) =>
  val === undefined || typeof val === "function" || typeof val === "symbol";

/**
 * Checks if a value is a native JSON.rawJSON object (Node.js 22+).
 *
 * @param {any} val The value to check.
 * @returns {boolean} True if the value is a RawJSON instance.
 */
const isRawJSON = (val) =>
  val !== null &&
  typeof val === "object" &&
  val.constructor &&
  val.constructor.name === "RawJSON";

/**
 * Iteratively converts a JS value to a JSON string.
 * Used as a fallback when the native JSON.stringify hits the Maximum Call Stack size.
 * Fully compliant with JSON formatting (space), replacers, and toJSON behaviors.
 *
 * @param {any} rootValue The value to stringify.
 * @param {Replacer | Array<string | number> | null} [replacer] User's custom replacer function.
 * @param {string | number} [spaceParam] Indentation for pretty-printing.
 * @returns {string | undefined} The generated JSON string.
 */
const stringifyIteratively = (rootValue, replacer, spaceParam) => {
  let space = "";

  if (typeof spaceParam === "number") {
    space = " ".repeat(Math.min(10, Math.max(0, Math.floor(spaceParam))));
  } else if (typeof spaceParam === "string") {
    space = spaceParam.slice(0, 10);
  }

  const isFunctionReplacer = typeof replacer === "function";
  const propertyList = Array.isArray(replacer)
    ? new Set(replacer.map(String))
    : null;

  /**
   * Prepares a value for stringification by resolving toJSON, handling BigInts,
   * applying custom replacers, and unwrapping primitive objects.
   *
   * @param {object|Array} parent The parent object or array holding the value.
   * @param {string} key The key associated with the value.
   * @param {any} val The raw value to process.
   * @returns {any} The processed value ready for stringification.
   */
  const prepareVal = (parent, key, val) => {
    const isObject = val !== null && typeof val === "object";
    const hasToJSON = isObject && typeof val.toJSON === "function";

    if (hasToJSON) {
      val = val.toJSON(key);
    }

    const isNoise = typeof val === "string" && noiseValue.test(val);

    if (isNoise) return val + "n";

    const isBigInt = typeof val === "bigint";

    if (isBigInt) {
      const supportsRawJSON = "rawJSON" in JSON;

      if (supportsRawJSON) return JSON.rawJSON(val.toString());

      return val.toString() + "n";
    }

    if (isFunctionReplacer) {
      val = replacer.call(parent, key, val);
    }

    const isPostReplacerObject = val !== null && typeof val === "object";

    if (isPostReplacerObject) {
      const isPrimitiveWrapper =
        val instanceof Number ||
        val instanceof String ||
        val instanceof Boolean;

      if (isPrimitiveWrapper) {
        val = val.valueOf();
      }
    }

    return val;
  };

  const rootProcessed = prepareVal({ "": rootValue }, "", rootValue);

  if (isUnstringifiable(rootProcessed)) {
    return undefined;
  }

  const isRootPrimitive =
    rootProcessed === null || typeof rootProcessed !== "object";
  const isRootNativeRawJSON = isRawJSON(rootProcessed);

  if (isRootPrimitive || isRootNativeRawJSON) {
    return originalStringify(rootProcessed);
  }

  const chunks = [];
  let level = 0;

  const stack = [
    {
      parent: { "": rootProcessed },
      key: "",
      val: rootProcessed,
      isArray: Array.isArray(rootProcessed),
      keys: Array.isArray(rootProcessed) ? null : Object.keys(rootProcessed),
      index: 0,
      first: true,
    },
  ];

  const visited = new WeakSet([rootProcessed]);

  while (stack.length > 0) {
    const node = stack[stack.length - 1];

    if (node.index === 0) {
      chunks.push(node.isArray ? "[" : "{");
      level++;
    }

    let isDone = false;

    if (node.isArray) {
      if (node.index < node.val.length) {
        if (!node.first) chunks.push(",");

        if (space) chunks.push("\n" + space.repeat(level));

        const childRaw = node.val[node.index];
        const childVal = prepareVal(node.val, String(node.index), childRaw);

        if (isUnstringifiable(childVal)) {
          chunks.push("null");
          node.first = false;
          node.index++;
        } else {
          const isComplexObject =
            childVal !== null && typeof childVal === "object";
          const isNativeRaw = isRawJSON(childVal);

          if (isComplexObject && !isNativeRaw) {
            if (visited.has(childVal)) {
              throw new TypeError("Converting circular structure to JSON");
            }

            visited.add(childVal);

            stack.push({
              parent: node.val,
              key: String(node.index),
              val: childVal,
              isArray: Array.isArray(childVal),
              keys: Array.isArray(childVal) ? null : Object.keys(childVal),
              index: 0,
              first: true,
            });

            node.first = false;
            node.index++;
          } else {
            chunks.push(originalStringify(childVal));
            node.first = false;
            node.index++;
          }
        }
      } else {
        isDone = true;
      }
    } else {
      while (node.index < node.keys.length) {
        const k = node.keys[node.index++];

        const isFilteredOutByArray = propertyList && !propertyList.has(k);

        if (isFilteredOutByArray) continue;

        const childRaw = node.val[k];
        const childVal = prepareVal(node.val, k, childRaw);

        if (isUnstringifiable(childVal)) continue;

        if (!node.first) chunks.push(",");

        if (space) {
          chunks.push("\n" + space.repeat(level) + originalStringify(k) + ": ");
        } else {
          chunks.push(originalStringify(k) + ":");
        }

        const isComplexObject =
          childVal !== null && typeof childVal === "object";
        const isNativeRaw = isRawJSON(childVal);

        if (isComplexObject && !isNativeRaw) {
          if (visited.has(childVal)) {
            throw new TypeError("Converting circular structure to JSON");
          }

          visited.add(childVal);

          stack.push({
            parent: node.val,
            key: k,
            val: childVal,
            isArray: Array.isArray(childVal),
            keys: Array.isArray(childVal) ? null : Object.keys(childVal),
            index: 0,
            first: true,
          });

          node.first = false;

          break; // Stop current loop level to process the newly pushed stack node
        } else {
          chunks.push(originalStringify(childVal));
          node.first = false;
        }
      }

      const isNodeFullyProcessed =
        node.index >= node.keys.length && stack[stack.length - 1] === node;

      if (isNodeFullyProcessed) {
        isDone = true;
      }
    }

    if (isDone) {
      level--;

      if (!node.first && space) chunks.push("\n" + space.repeat(level));

      chunks.push(node.isArray ? "]" : "}");
      visited.delete(node.val);
      stack.pop();
    }
  }

  return chunks.join("");
};

/**
 * Converts a JavaScript value to a JSON string.
 *
 * Supports serialization of BigInt values using two strategies:
 * 1. Custom format "123n" → "123" (universal fallback)
 * 2. Native JSON.rawJSON() (Node.js 22+, fastest) when available
 *
 * All other values are serialized exactly like native JSON.stringify().
 *
 * @param {*} value The value to convert to a JSON string.
 * @param {Replacer | Array<string | number> | null} [replacer]
 * A function that alters the behavior of the stringification process,
 * or an array of strings/numbers to indicate properties to exclude.
 * @param {string | number} [space]
 * A string or number to specify indentation or pretty-printing.
 * @returns {string} The JSON string representation.
 */
const JSONStringify = (value, replacer, space) => {
  try {
    const supportsRawJSON = "rawJSON" in JSON;

    if (supportsRawJSON) {
      return originalStringify(
        value,
        (key, val) => {
          if (typeof val === "bigint") return JSON.rawJSON(val.toString());

          const hasFunctionReplacer = typeof replacer === "function";

          if (hasFunctionReplacer) return replacer(key, val);

          const isKeyInArrayReplacer =
            Array.isArray(replacer) && replacer.includes(key);

          if (isKeyInArrayReplacer) return val;

          return val;
        },
        space,
      );
    }

    if (!value) return originalStringify(value, replacer, space);

    const convertedToCustomJSON = originalStringify(
      value,
      (key, val) => {
        const isNoise = typeof val === "string" && noiseValue.test(val);

        if (isNoise) return val.toString() + "n"; // Mark noise values with additional "n" to offset the deletion of one "n" during the processing

        if (typeof val === "bigint") return val.toString() + "n";

        const hasFunctionReplacer = typeof replacer === "function";

        if (hasFunctionReplacer) return replacer(key, val);

        const isKeyInArrayReplacer =
          Array.isArray(replacer) && replacer.includes(key);

        if (isKeyInArrayReplacer) return val;

        return val;
      },
      space,
    );

    const processedJSON = convertedToCustomJSON.replace(
      bigIntsStringify,
      "$1$2$3",
    ); // Delete one "n" off the end of every BigInt value

    const denoisedJSON = processedJSON.replace(noiseStringify, "$1$2$3"); // Remove one "n" off the end of every noisy string

    return denoisedJSON;
  } catch (error) {
    if (error instanceof RangeError) {
      const convertedJSON = stringifyIteratively(value, replacer, space);

      if (convertedJSON === undefined) return undefined;

      const supportsRawJSON = "rawJSON" in JSON;

      if (supportsRawJSON) return convertedJSON;

      const processedJSON = convertedJSON.replace(bigIntsStringify, "$1$2$3");

      return processedJSON.replace(noiseStringify, "$1$2$3");
    }

    throw error;
  }
};

const featureCache = new Map();

/**
 * Detects if the current JSON.parse implementation supports the context.source feature.
 *
 * Uses toString() fingerprinting to cache results and automatically detect runtime
 * replacements of JSON.parse (polyfills, mocks, etc.).
 *
 * @returns {boolean} true if context.source is supported, false otherwise.
 */
const isContextSourceSupported = () => {
  const parseFingerprint = JSON.parse.toString();

  if (featureCache.has(parseFingerprint)) {
    return featureCache.get(parseFingerprint);
  }

  try {
    const result = JSON.parse(
      "1",
      (_, __, context) => !!context?.source && context.source === "1",
    );
    featureCache.set(parseFingerprint, result);

    return result;
  } catch {
    featureCache.set(parseFingerprint, false);

    return false;
  }
};

/**
 * Reviver function that converts custom-format BigInt strings back to BigInt values.
 * Also handles "noise" strings that accidentally match the BigInt format.
 *
 * @param {string | number | undefined} key The object key.
 * @param {*} value The value being parsed.
 * @param {object} [context] Parse context (if supported by JSON.parse).
 * @param {Reviver} [userReviver] User's custom reviver function.
 * @returns {any} The transformed value.
 */
const convertMarkedBigIntsReviver = (key, value, context, userReviver) => {
  const isCustomFormatBigInt =
    typeof value === "string" && customFormat.test(value);

  if (isCustomFormatBigInt) return BigInt(value.slice(0, -1));

  const isNoiseValue = typeof value === "string" && noiseValue.test(value);
  if (isNoiseValue) return value.slice(0, -1);

  const hasUserReviver = typeof userReviver === "function";

  if (!hasUserReviver) return value;

  return userReviver(key, value, context);
};

/**
 * Fast JSON.parse implementation (~2x faster than classic fallback).
 * Uses JSON.parse's context.source feature to detect integers and convert
 * large numbers directly to BigInt without string manipulation.
 *
 * Does not support legacy custom format from v1 of this library.
 *
 * @param {string} text JSON string to parse.
 * @param {Reviver} [reviver] Transform function to apply to each value.
 * @returns {any} Parsed JavaScript value.
 */
const JSONParseV2 = (text, reviver) => {
  return JSON.parse(text, (key, value, context) => {
    const isNumber = typeof value === "number";
    const isOutOfBounds =
      value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER;
    const isBigNumber = isNumber && isOutOfBounds;
    const isInt = context && intRegex.test(context.source);
    const isBigInt = isBigNumber && isInt;

    if (isBigInt) return BigInt(context.source);

    const hasCustomReviver = typeof reviver === "function";

    if (!hasCustomReviver) return value;

    return reviver(key, value, context);
  });
};

const MAX_INT = Number.MAX_SAFE_INTEGER.toString();
const MAX_DIGITS = MAX_INT.length;
const stringsOrLargeNumbers =
  /"(?:[^"\\]|\\.)*"|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/g;
const noiseValueWithQuotes = /^"-?\d+n+"$/; // Noise - strings that match the custom format before being converted to it

/**
 * Iteratively traverses the parsed object bottom-up (post-order),
 * emulating the native JSON.parse reviver behavior.
 * This avoids Call Stack overflows (RangeError) on deeply nested structures.
 *
 * @param {any} parsed The natively parsed JSON object.
 * @param {Reviver} [userReviver] User's custom reviver function.
 * @returns {any} The fully processed object.
 */
const applyReviverIteratively = (parsed, userReviver) => {
  const rootHolder = { "": parsed };
  const stack = [{ parent: rootHolder, key: "", visited: false }];

  while (stack.length > 0) {
    const node = stack[stack.length - 1];

    if (!node.visited) {
      node.visited = true;

      const value = node.parent[node.key];
      const isComplexObject = value !== null && typeof value === "object";

      if (isComplexObject) {
        const keys = Object.keys(value);

        for (let i = keys.length - 1; i >= 0; i--) {
          stack.push({ parent: value, key: keys[i], visited: false });
        }
      }
    } else {
      const { parent, key } = node;
      let value = parent[key];

      if (typeof value === "string") {
        const isCustomFormatBigInt = customFormat.test(value);

        if (isCustomFormatBigInt) {
          value = BigInt(value.slice(0, -1));
        } else {
          const isNoise = noiseValue.test(value);

          if (isNoise) value = value.slice(0, -1);
        }
      }

      const hasUserReviver = typeof userReviver === "function";

      if (hasUserReviver) {
        value = userReviver.call(parent, key, value);
      }

      const isDeleted = value === undefined;

      if (isDeleted) {
        delete parent[key];
      } else {
        parent[key] = value;
      }

      stack.pop();
    }
  }

  return rootHolder[""];
};

/**
 * Pre-processes the JSON string to mark large numbers with an 'n' suffix.
 *
 * @param {string} text The raw JSON string.
 * @returns {string} The serialized string with marked BigInts.
 */
const serializeBigInts = (text) => {
  return text.replace(
    stringsOrLargeNumbers,
    (match, digits, fractional, exponential) => {
      const isString = match[0] === '"';
      const isNoise = isString && noiseValueWithQuotes.test(match);

      if (isNoise) return match.substring(0, match.length - 1) + 'n"'; // Mark noise values with additional "n" to offset the deletion of one "n" during the processing

      const hasFractionalOrExponential = fractional || exponential;

      // With a fixed number of digits, we can correctly use lexicographical comparison to do a numeric comparison
      const isLessThanMaxSafeInt =
        digits &&
        (digits.length < MAX_DIGITS ||
          (digits.length === MAX_DIGITS && digits <= MAX_INT));

      const isStandardValue =
        isString || hasFractionalOrExponential || isLessThanMaxSafeInt;

      if (isStandardValue) return match;

      return '"' + match + 'n"';
    },
  );
};

/**
 * Converts a JSON string into a JavaScript value.
 *
 * Supports parsing of large integers using two strategies:
 * 1. Classic fallback: Marks large numbers with "123n" format, then converts to BigInt
 * 2. Fast path (JSONParseV2): Uses context.source feature (~2x faster) when available
 *
 * All other JSON values are parsed exactly like native JSON.parse().
 *
 * @param {string} text A valid JSON string.
 * @param {Reviver} [reviver]
 * A function that transforms the results. This function is called for each member
 * of the object. If a member contains nested objects, the nested objects are
 * transformed before the parent object is.
 * @returns {any} The parsed JavaScript value.
 * @throws {SyntaxError} If text is not valid JSON.
 */
const JSONParse = (text, reviver) => {
  if (!text) return originalParse(text, reviver);

  try {
    if (isContextSourceSupported()) return JSONParseV2(text, reviver); // Shortcut to a faster (2x) and simpler version

    // Find and mark big numbers with "n"
    const serializedData = serializeBigInts(text);

    return originalParse(serializedData, (key, value, context) =>
      convertMarkedBigIntsReviver(key, value, context, reviver),
    );
  } catch (error) {
    if (error instanceof RangeError) {
      const serializedData = serializeBigInts(text);
      const parsed = originalParse(serializedData);

      return applyReviverIteratively(parsed, reviver);
    }

    throw error;
  }
};



// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var dist_src = __nccwpck_require__(1015);
;// CONCATENATED MODULE: ./node_modules/@octokit/request/dist-bundle/index.js
// pkg/dist-src/index.js


// pkg/dist-src/defaults.js


// pkg/dist-src/version.js
var dist_bundle_VERSION = "10.0.16";

// pkg/dist-src/defaults.js
var defaults_default = {
  headers: {
    "user-agent": `octokit-request.js/${dist_bundle_VERSION} ${getUserAgent()}`
  }
};

// pkg/dist-src/fetch-wrapper.js



// pkg/dist-src/is-plain-object.js
function dist_bundle_isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  if (Object.prototype.toString.call(value) !== "[object Object]") return false;
  const proto = Object.getPrototypeOf(value);
  if (proto === null) return true;
  const Ctor = Object.prototype.hasOwnProperty.call(proto, "constructor") && proto.constructor;
  return typeof Ctor === "function" && Ctor instanceof Ctor && Function.prototype.call(Ctor) === Function.prototype.call(value);
}

// pkg/dist-src/fetch-wrapper.js

var noop = () => "";
async function fetchWrapper(requestOptions) {
  const fetch = requestOptions.request?.fetch || globalThis.fetch;
  if (!fetch) {
    throw new Error(
      "fetch is not set. Please pass a fetch implementation as new Octokit({ request: { fetch }}). Learn more at https://github.com/octokit/octokit.js/#fetch-missing"
    );
  }
  const log = requestOptions.request?.log || console;
  const parseSuccessResponseBody = requestOptions.request?.parseSuccessResponseBody !== false;
  const body = dist_bundle_isPlainObject(requestOptions.body) || Array.isArray(requestOptions.body) ? JSONStringify(requestOptions.body) : requestOptions.body;
  const requestHeaders = Object.fromEntries(
    Object.entries(requestOptions.headers).map(([name, value]) => [
      name,
      String(value)
    ])
  );
  let fetchResponse;
  try {
    fetchResponse = await fetch(requestOptions.url, {
      method: requestOptions.method,
      body,
      redirect: requestOptions.request?.redirect,
      headers: requestHeaders,
      signal: requestOptions.request?.signal,
      // duplex must be set if request.body is ReadableStream or Async Iterables.
      // See https://fetch.spec.whatwg.org/#dom-requestinit-duplex.
      ...requestOptions.body && { duplex: "half" }
    });
  } catch (error) {
    let message = "Unknown Error";
    if (error instanceof Error) {
      if (error.name === "AbortError") {
        error.status = 500;
        throw error;
      }
      message = error.message;
      if (error.name === "TypeError" && "cause" in error) {
        if (error.cause instanceof Error) {
          message = error.cause.message;
        } else if (typeof error.cause === "string") {
          message = error.cause;
        }
      }
    }
    const requestError = new dist_src/* RequestError */.G(message, 500, {
      request: requestOptions
    });
    requestError.cause = error;
    throw requestError;
  }
  const status = fetchResponse.status;
  const url = fetchResponse.url;
  const responseHeaders = {};
  for (const [key, value] of fetchResponse.headers) {
    responseHeaders[key] = value;
  }
  const octokitResponse = {
    url,
    status,
    headers: responseHeaders,
    data: ""
  };
  if ("deprecation" in responseHeaders) {
    const matches = responseHeaders.link && responseHeaders.link.match(/<([^<>]+)>; rel="deprecation"/);
    const deprecationLink = matches && matches.pop();
    log.warn(
      `[@octokit/request] "${requestOptions.method} ${requestOptions.url}" is deprecated. It is scheduled to be removed on ${responseHeaders.sunset}${deprecationLink ? `. See ${deprecationLink}` : ""}`
    );
  }
  if (status === 204 || status === 205) {
    return octokitResponse;
  }
  if (requestOptions.method === "HEAD") {
    if (status < 400) {
      return octokitResponse;
    }
    throw new dist_src/* RequestError */.G(fetchResponse.statusText, status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status === 304) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new dist_src/* RequestError */.G("Not modified", status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  if (status >= 400) {
    octokitResponse.data = await getResponseData(fetchResponse);
    throw new dist_src/* RequestError */.G(toErrorMessage(octokitResponse.data), status, {
      response: octokitResponse,
      request: requestOptions
    });
  }
  octokitResponse.data = parseSuccessResponseBody ? await getResponseData(fetchResponse) : fetchResponse.body;
  return octokitResponse;
}
async function getResponseData(response) {
  const contentType = response.headers.get("content-type");
  if (!contentType) {
    return response.text().catch(noop);
  }
  const mimetype = dist_parse(contentType);
  if (isJSONResponse(mimetype)) {
    let text = "";
    try {
      text = await response.text();
      return JSONParse(text);
    } catch (err) {
      return text;
    }
  } else if (mimetype.type.startsWith("text/") || // `application/octet-stream` is the canonical "arbitrary binary" type
  // (RFC 2046) and must never be decoded as text, even when the response
  // carries a (misleading) `charset=utf-8` parameter — see #751.
  mimetype.parameters.charset?.toLowerCase() === "utf-8" && mimetype.type !== "application/octet-stream") {
    return response.text().catch(noop);
  } else {
    return response.arrayBuffer().catch(
      /* v8 ignore next -- @preserve */
      () => new ArrayBuffer(0)
    );
  }
}
function isJSONResponse(mimetype) {
  return mimetype.type === "application/json" || mimetype.type === "application/scim+json";
}
function toErrorMessage(data) {
  if (typeof data === "string") {
    return data;
  }
  if (data instanceof ArrayBuffer) {
    return "Unknown error";
  }
  if (typeof data === "object" && data !== null && "message" in data) {
    const objectData = data;
    const suffix = "documentation_url" in objectData ? ` - ${objectData.documentation_url}` : "";
    return Array.isArray(objectData.errors) ? `${objectData.message}: ${objectData.errors.map((v) => JSON.stringify(v)).join(", ")}${suffix}` : `${objectData.message}${suffix}`;
  }
  return `Unknown error: ${JSON.stringify(data)}`;
}

// pkg/dist-src/with-defaults.js
function dist_bundle_withDefaults(oldEndpoint, newDefaults) {
  const endpoint2 = oldEndpoint.defaults(newDefaults);
  const newApi = function(route, parameters) {
    const endpointOptions = endpoint2.merge(route, parameters);
    if (!endpointOptions.request || !endpointOptions.request.hook) {
      return fetchWrapper(endpoint2.parse(endpointOptions));
    }
    const request2 = (route2, parameters2) => {
      return fetchWrapper(
        endpoint2.parse(endpoint2.merge(route2, parameters2))
      );
    };
    Object.assign(request2, {
      endpoint: endpoint2,
      defaults: dist_bundle_withDefaults.bind(null, endpoint2)
    });
    return endpointOptions.request.hook(request2, endpointOptions);
  };
  return Object.assign(newApi, {
    endpoint: endpoint2,
    defaults: dist_bundle_withDefaults.bind(null, endpoint2)
  });
}

// pkg/dist-src/index.js
var request = dist_bundle_withDefaults(endpoint, defaults_default);

/* v8 ignore next -- @preserve */
/* v8 ignore else -- @preserve */

;// CONCATENATED MODULE: ./node_modules/@octokit/graphql/dist-bundle/index.js
// pkg/dist-src/index.js



// pkg/dist-src/version.js
var graphql_dist_bundle_VERSION = "0.0.0-development";

// pkg/dist-src/with-defaults.js


// pkg/dist-src/graphql.js


// pkg/dist-src/error.js
function _buildMessageForResponseErrors(data) {
  return `Request failed due to following response errors:
` + data.errors.map((e) => ` - ${e.message}`).join("\n");
}
var GraphqlResponseError = class extends Error {
  constructor(request2, headers, response) {
    super(_buildMessageForResponseErrors(response));
    this.request = request2;
    this.headers = headers;
    this.response = response;
    this.errors = response.errors;
    this.data = response.data;
    if (Error.captureStackTrace) {
      Error.captureStackTrace(this, this.constructor);
    }
  }
  request;
  headers;
  response;
  name = "GraphqlResponseError";
  errors;
  data;
};

// pkg/dist-src/graphql.js
var NON_VARIABLE_OPTIONS = [
  "method",
  "baseUrl",
  "url",
  "headers",
  "request",
  "query",
  "mediaType",
  "operationName"
];
var FORBIDDEN_VARIABLE_OPTIONS = ["query", "method", "url"];
var GHES_V3_SUFFIX_REGEX = /\/api\/v3\/?$/;
function graphql(request2, query, options) {
  if (options) {
    if (typeof query === "string" && "query" in options) {
      return Promise.reject(
        new Error(`[@octokit/graphql] "query" cannot be used as variable name`)
      );
    }
    for (const key in options) {
      if (!FORBIDDEN_VARIABLE_OPTIONS.includes(key)) continue;
      return Promise.reject(
        new Error(
          `[@octokit/graphql] "${key}" cannot be used as variable name`
        )
      );
    }
  }
  const parsedOptions = typeof query === "string" ? Object.assign({ query }, options) : query;
  const requestOptions = Object.keys(
    parsedOptions
  ).reduce((result, key) => {
    if (NON_VARIABLE_OPTIONS.includes(key)) {
      result[key] = parsedOptions[key];
      return result;
    }
    if (!result.variables) {
      result.variables = {};
    }
    result.variables[key] = parsedOptions[key];
    return result;
  }, {});
  const baseUrl = parsedOptions.baseUrl || request2.endpoint.DEFAULTS.baseUrl;
  if (GHES_V3_SUFFIX_REGEX.test(baseUrl)) {
    requestOptions.url = baseUrl.replace(GHES_V3_SUFFIX_REGEX, "/api/graphql");
  }
  return request2(requestOptions).then((response) => {
    if (response.data.errors) {
      const headers = {};
      for (const key of Object.keys(response.headers)) {
        headers[key] = response.headers[key];
      }
      throw new GraphqlResponseError(
        requestOptions,
        headers,
        response.data
      );
    }
    return response.data.data;
  });
}

// pkg/dist-src/with-defaults.js
function graphql_dist_bundle_withDefaults(request2, newDefaults) {
  const newRequest = request2.defaults(newDefaults);
  const newApi = (query, options) => {
    return graphql(newRequest, query, options);
  };
  return Object.assign(newApi, {
    defaults: graphql_dist_bundle_withDefaults.bind(null, newRequest),
    endpoint: newRequest.endpoint
  });
}

// pkg/dist-src/index.js
var graphql2 = graphql_dist_bundle_withDefaults(request, {
  headers: {
    "user-agent": `octokit-graphql.js/${graphql_dist_bundle_VERSION} ${getUserAgent()}`
  },
  method: "POST",
  url: "/graphql"
});
function withCustomRequest(customRequest) {
  return graphql_dist_bundle_withDefaults(customRequest, {
    method: "POST",
    url: "/graphql"
  });
}

/* v8 ignore if -- @preserve */

;// CONCATENATED MODULE: ./node_modules/@octokit/auth-token/dist-bundle/index.js
// pkg/dist-src/is-jwt.js
var b64url = "(?:[a-zA-Z0-9_-]+)";
var sep = "\\.";
var jwtRE = new RegExp(`^${b64url}${sep}${b64url}${sep}${b64url}$`);
var isJWT = jwtRE.test.bind(jwtRE);

// pkg/dist-src/auth.js
async function auth(token) {
  const isApp = isJWT(token);
  const isInstallation = token.startsWith("v1.") || token.startsWith("ghs_");
  const isUserToServer = token.startsWith("ghu_");
  const tokenType = isApp ? "app" : isInstallation ? "installation" : isUserToServer ? "user-to-server" : "oauth";
  return {
    type: "token",
    token,
    tokenType
  };
}

// pkg/dist-src/with-authorization-prefix.js
function withAuthorizationPrefix(token) {
  if (token.split(/\./).length === 3) {
    return `bearer ${token}`;
  }
  return `token ${token}`;
}

// pkg/dist-src/hook.js
async function hook(token, request, route, parameters) {
  const endpoint = request.endpoint.merge(
    route,
    parameters
  );
  endpoint.headers.authorization = withAuthorizationPrefix(token);
  return request(endpoint);
}

// pkg/dist-src/index.js
var createTokenAuth = function createTokenAuth2(token) {
  if (!token) {
    throw new Error("[@octokit/auth-token] No token passed to createTokenAuth");
  }
  if (typeof token !== "string") {
    throw new Error(
      "[@octokit/auth-token] Token passed to createTokenAuth is not a string"
    );
  }
  token = token.replace(/^(token|bearer) +/i, "");
  return Object.assign(auth.bind(null, token), {
    hook: hook.bind(null, token)
  });
};


;// CONCATENATED MODULE: ./node_modules/@octokit/core/dist-src/version.js
const version_VERSION = "7.0.8";


;// CONCATENATED MODULE: ./node_modules/@octokit/core/dist-src/index.js






const dist_src_noop = () => {
};
const consoleWarn = console.warn.bind(console);
const consoleError = console.error.bind(console);
function createLogger(logger = {}) {
  if (typeof logger.debug !== "function") {
    logger.debug = dist_src_noop;
  }
  if (typeof logger.info !== "function") {
    logger.info = dist_src_noop;
  }
  if (typeof logger.warn !== "function") {
    logger.warn = consoleWarn;
  }
  if (typeof logger.error !== "function") {
    logger.error = consoleError;
  }
  return logger;
}
const userAgentTrail = `octokit-core.js/${version_VERSION} ${getUserAgent()}`;
class Octokit {
  static VERSION = version_VERSION;
  static defaults(defaults) {
    const OctokitWithDefaults = class extends this {
      constructor(...args) {
        const options = args[0] || {};
        if (typeof defaults === "function") {
          super(defaults(options));
          return;
        }
        super(
          Object.assign(
            {},
            defaults,
            options,
            options.userAgent && defaults.userAgent ? {
              userAgent: `${options.userAgent} ${defaults.userAgent}`
            } : null
          )
        );
      }
    };
    return OctokitWithDefaults;
  }
  static plugins = [];
  /**
   * Attach a plugin (or many) to your Octokit instance.
   *
   * @example
   * const API = Octokit.plugin(plugin1, plugin2, plugin3, ...)
   */
  static plugin(...newPlugins) {
    const currentPlugins = this.plugins;
    const NewOctokit = class extends this {
      static plugins = currentPlugins.concat(
        newPlugins.filter((plugin) => !currentPlugins.includes(plugin))
      );
    };
    return NewOctokit;
  }
  constructor(options = {}) {
    const hook = new before_after_hook.Collection();
    const requestDefaults = {
      baseUrl: request.endpoint.DEFAULTS.baseUrl,
      headers: {},
      request: Object.assign({}, options.request, {
        // @ts-ignore internal usage only, no need to type
        hook: hook.bind(null, "request")
      }),
      mediaType: {
        previews: [],
        format: ""
      }
    };
    requestDefaults.headers["user-agent"] = options.userAgent ? `${options.userAgent} ${userAgentTrail}` : userAgentTrail;
    if (options.baseUrl) {
      requestDefaults.baseUrl = options.baseUrl;
    }
    if (options.previews) {
      requestDefaults.mediaType.previews = options.previews;
    }
    if (options.timeZone) {
      requestDefaults.headers["time-zone"] = options.timeZone;
    }
    this.request = request.defaults(requestDefaults);
    this.graphql = withCustomRequest(this.request).defaults(requestDefaults);
    this.log = createLogger(options.log);
    this.hook = hook;
    if (!options.authStrategy) {
      if (!options.auth) {
        this.auth = async () => ({
          type: "unauthenticated"
        });
      } else {
        const auth = createTokenAuth(options.auth);
        hook.wrap("request", auth.hook);
        this.auth = auth;
      }
    } else {
      const { authStrategy, ...otherOptions } = options;
      const auth = authStrategy(
        Object.assign(
          {
            request: this.request,
            log: this.log,
            // we pass the current octokit instance as well as its constructor options
            // to allow for authentication strategies that return a new octokit instance
            // that shares the same internal state as the current one. The original
            // requirement for this was the "event-octokit" authentication strategy
            // of https://github.com/probot/octokit-auth-probot.
            octokit: this,
            octokitOptions: otherOptions
          },
          options.auth
        )
      );
      hook.wrap("request", auth.hook);
      this.auth = auth;
    }
    const classConstructor = this.constructor;
    for (let i = 0; i < classConstructor.plugins.length; ++i) {
      Object.assign(this, classConstructor.plugins[i](this, options));
    }
  }
  // assigned during constructor
  request;
  graphql;
  log;
  hook;
  // TODO: type `octokit.auth` based on passed options.authStrategy
  auth;
}


// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7934);
// EXTERNAL MODULE: ./packages/github/build/github-failure.js
var github_failure = __nccwpck_require__(9176);
;// CONCATENATED MODULE: ./packages/github/build/graphql.js
/**
 * What a GraphQL answer means. Errors come with status 200; they are turned into those that the REST API has for the
 * same thing, so that retries and messages are decided in one place.
 * https://docs.github.com/en/graphql/guides/using-graphql-clients
 */


/** https://HOST/api/v3 of an Enterprise Server has its GraphQL API at https://HOST/api/graphql. */
const graphAddress = (api) => `${api.origin}${api.pathname.replace(/\/(?:v3\/?)?$/, '')}/graphql`;
const Answer = dist/* object */.Ikc({
    data: dist/* optional */.lqM(dist/* unknown */.L5J()),
    errors: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({
        type: dist/* optional */.lqM(dist/* string */.YjP(), ''),
        message: dist/* string */.YjP(),
        path: dist/* optional */.lqM(dist/* array */.YOg(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()])), []),
    }))),
});
/** By GitHub's types of errors; others are judged by their words. */
const STATUS = {
    NOT_FOUND: 404,
    FORBIDDEN: 403,
    INSUFFICIENT_SCOPES: 403,
    SAML_FAILURE: 403,
    RATE_LIMITED: 429,
    RATE_LIMIT: 429,
    STALE_DATA: 409,
    UNPROCESSABLE: 422,
    SERVICE_UNAVAILABLE: 503,
    INTERNAL: 500,
};
/** @throws RequestError for the first error; what came beside it is not used */
function readGraphAnswer(body, headers, name) {
    const result = dist/* safeParse */.xLC(Answer, body);
    if (!result.success)
        throw new Error('the answer is not one of GraphQL');
    const { data, errors = [] } = result.output;
    const [first] = errors;
    if (first === undefined) {
        if (data === undefined || data === null)
            throw new Error('the answer holds no data');
        return data;
    }
    // The reason that others follow from is the one that says most.
    const worst = errors.find(({ type }) => /RATE_LIMIT|SAML|FORBIDDEN|SCOPES/.test(type)) ?? first;
    const status = statusOf(worst);
    throw new dist_src/* RequestError */.G(worst.message.slice(0, 1000), status, {
        request: { method: 'POST', url: `/graphql#${name}`, headers: {} },
        response: { status, headers, url: '/graphql', data: worst },
    });
}
function statusOf({ type, message }) {
    if (STATUS[type] !== undefined)
        return STATUS[type];
    if (/rate limit/i.test(message))
        return 429;
    if (/something went wrong|tim(?:ed )?out|temporarily unavailable/i.test(message))
        return 502;
    if (/could not resolve to a/i.test(message))
        return 404;
    if (/resource not accessible|must have (?:push|admin|write) access/i.test(message))
        return 403;
    return 422;
}

// EXTERNAL MODULE: ./packages/github/build/retry.js
var retry = __nccwpck_require__(5876);
;// CONCATENATED MODULE: ./packages/github/build/client.js
/** The one way to GitHub's REST and GraphQL APIs: deadlines, retries that never repeat a write blindly, failures that name the cause. */






const DEADLINE = 30_000;
/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';
/** @throws Failure `configuration` when the token is empty or the address is not one of a GitHub API */
function createGitHubClient(options) {
    const { clock, log, signal } = options;
    if (options.token === '')
        throw (0,failure/* configurationFailure */.d_)({
            cause: 'There is no token for the GitHub API.',
            remedy: 'Give an App id with its private key, or a token.',
        });
    log.secret(options.token);
    const api = parseApiUrl(options.apiUrl);
    const octokit = new Octokit({
        auth: options.token,
        baseUrl: api.href.replace(/\/$/, ''),
        userAgent: 'sealift',
        request: { fetch: options.fetch },
        log: {
            debug: (message) => log.debug(message),
            info: (message) => log.debug(message),
            warn: (message) => log.debug(message),
            error: (message) => log.debug(message),
        },
    });
    const send = async (route, fields, deadline) => {
        const limits = [AbortSignal.timeout(deadline), ...(signal === undefined ? [] : [signal])];
        const response = await octokit.request(route, {
            ...fields,
            headers: { 'x-github-api-version': API_VERSION },
            request: { signal: AbortSignal.any(limits) },
        });
        log.debug(`${route} answered ${response.status}`);
        // Octokit hands over what could not be read as JSON as text.
        if (typeof response.data === 'string' && response.data !== '')
            throw new Error('the answer is not JSON');
        if (response.data === '' && response.status !== 204)
            throw new Error('the answer is cut off');
        return { data: response.data, headers: response.headers };
    };
    const sleep = (milliseconds) => clock.sleep(milliseconds, signal).catch((woken) => {
        throw cancelled(woken);
    });
    async function perform(attempt, call, { answer, permission, deadline = DEADLINE, happened }) {
        const { name, repository, repeat } = call;
        for (let retries = 0;; retries += 1) {
            const outcome = await attempt(deadline).then((data) => ({ data }), (error) => ({ error }));
            if ('data' in outcome)
                return parseAnswer(answer, outcome.data, name, api.host);
            if (signal?.aborted)
                throw cancelled(outcome.error);
            const now = clock.now();
            const decision = (0,retry/* decide */.LD)({ error: outcome.error, repeat, retries, now });
            if (decision.again) {
                const seconds = Math.ceil(decision.wait / 1000);
                log.info(`${name}: ${decision.reason}; trying again in ${seconds} s (${retries + 1}).`);
                await sleep(decision.wait);
                continue;
            }
            const failure = (0,github_failure/* explain */.W)({
                error: outcome.error,
                route: name,
                repository,
                permission,
                host: api.host,
                applied: decision.applied,
                rateLimited: decision.rateLimited,
                now,
            });
            if (failure.applied === 'no' || happened === undefined || retries >= retry/* MAX_RETRIES */.kd)
                throw failure;
            log.info(`${name}: ${failure.message} Asking whether it was done.`);
            await sleep((0,retry/* backoff */.JN)(retries));
            const found = await happened();
            if (found !== undefined)
                return found;
        }
    }
    const graphRoute = `POST ${graphAddress(api)}`;
    return {
        request(route, { parameters, ...options }) {
            const fields = { ...parameters };
            const repeat = options.repeat ?? (/^(?:GET|HEAD) /.test(route) ? 'safe' : 'ask');
            const attempt = async (deadline) => (await send(route, fields, deadline)).data;
            return perform(attempt, { name: route, repository: repositoryOf(fields), repeat }, options);
        },
        graphql({ name, document }, { variables, repository, ...options }) {
            const repeat = options.repeat ?? (/^\s*query\b/.test(document) ? 'safe' : 'ask');
            const fields = { query: document, variables, operationName: name };
            const attempt = async (deadline) => {
                const { data, headers } = await send(graphRoute, fields, deadline);
                return readGraphAnswer(data, headers, name);
            };
            return perform(attempt, { name, repository: `${repository.owner}/${repository.repo}`, repeat }, options);
        },
    };
}

function parseAnswer(schema, data, route, host) {
    const result = dist/* safeParse */.xLC(schema, data);
    if (result.success)
        return result.output;
    throw (0,failure/* remoteFailure */.vU)({
        cause: `${host} answered ${route} with something else than GitHub documents: ${dist/* flatten */.Bqz(result.issues).root?.[0] ?? result.issues[0].message} at "${dist/* getDotPath */.BuJ(result.issues[0]) ?? ''}".`,
        remedy: 'Check that the address is that of a GitHub API and that no proxy changes its answers.',
    });
}
const repositoryOf = ({ owner, repo }) => typeof owner === 'string' && typeof repo === 'string' ? `${owner}/${repo}` : undefined;
const cancelled = (error) => (0,failure/* remoteFailure */.vU)({ cause: 'The job was cancelled.', remedy: 'Run it again.', error });
function parseApiUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const loopback = url !== undefined && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname);
    if (url !== undefined && (url.protocol === 'https:' || (loopback && url.protocol === 'http:')))
        return url;
    throw (0,failure/* configurationFailure */.d_)({
        cause: `"${text}" is not the address of a GitHub API.`,
        remedy: 'Use an https address such as https://api.github.com or https://HOST/api/v3.',
    });
}


/***/ }),

/***/ 1901:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bc: () => (/* binding */ compress),
/* harmony export */   C1: () => (/* binding */ awaitProcessing),
/* harmony export */   N8: () => (/* binding */ uploadSarif),
/* harmony export */   oz: () => (/* binding */ processingFailure)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7975);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8522);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9520);
/* harmony import */ var _sealift_core_hostile_text__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(7750);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7934);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9176);
/**
 * Uploads SARIF to GitHub code scanning and learns what became of it.
 * https://docs.github.com/en/rest/code-scanning/code-scanning#upload-an-analysis-as-sarif-data
 */






const compress = (text) => (0,node_util__WEBPACK_IMPORTED_MODULE_0__.promisify)(node_zlib__WEBPACK_IMPORTED_MODULE_1__.gzip)(text, { level: 9 });
const PERMISSION = 'security-events: write';
const Receipt = valibot__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ id: valibot__WEBPACK_IMPORTED_MODULE_4__/* .pipe */ .FsL(valibot__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(), valibot__WEBPACK_IMPORTED_MODULE_4__/* .nonEmpty */ .hq(), valibot__WEBPACK_IMPORTED_MODULE_4__/* .maxLength */ .Ru6(200)) });
/**
 * @returns `uploaded: false` when code scanning is switched off or not licensed, so that the caller may choose
 * whether that is an error
 * @throws Failure `configuration` without the permission or when the file is too large, `remote`
 */
async function uploadSarif(client, analysis) {
    try {
        const { id } = await client.request('POST /repos/{owner}/{repo}/code-scanning/sarifs', {
            parameters: {
                owner: analysis.owner,
                repo: analysis.repo,
                commit_sha: analysis.commit,
                ref: analysis.ref,
                sarif: Buffer.from(analysis.compressed).toString('base64'),
                started_at: new Date(analysis.startedAt).toISOString(),
            },
            answer: Receipt,
            permission: PERMISSION,
            // A second upload of one category for one commit replaces the first.
            repeat: 'safe',
            deadline: 120_000,
        });
        return { uploaded: true, id };
    }
    catch (error) {
        if (!(error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .GitHubFailure */ .i))
            throw error;
        const failure = explainUpload(error, analysis);
        if (error.status === 403 && DISABLED.test(error.answer))
            return { uploaded: false, failure };
        throw failure;
    }
}
/** GitHub's words for: not licensed, or switched off. */
const DISABLED = /(?:advanced security|code security|code scanning)\b.*\b(?:must be|is not|not) enabled/i;
const NO_PERMISSION = /resource not accessible by (?:integration|personal access token)/i;
function explainUpload(error, { owner, repo, compressed }) {
    const repository = `${owner}/${repo}`;
    const permission = () => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .configurationFailure */ .d_)({
        cause: `GitHub refused the code scanning upload for ${repository}: the token lacks the permission "${PERMISSION}".`,
        remedy: `Add "${PERMISSION}" to the permissions of this job and, for a reusable workflow, of the calling job; or set "upload-sarif: false".`,
        error,
    });
    switch (error.status) {
        case 403:
            if (DISABLED.test(error.answer))
                return (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .configurationFailure */ .d_)({
                    cause: `Code scanning is not enabled for ${repository}.`,
                    remedy: 'Enable it under "Settings", "Advanced Security" (private repositories need GitHub Code Security), or set "upload-sarif: false".',
                    error,
                });
            return NO_PERMISSION.test(error.answer) ? permission() : error;
        case 404:
            // A private repository hides itself from tokens without the permission.
            return permission();
        case 413:
            return (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .configurationFailure */ .d_)({
                cause: `GitHub refused the SARIF file: it is too large (${compressed.length} bytes compressed).`,
                remedy: 'Leave "secret" and "misconfig" out of "scanners", or remove packages from the image.',
                error,
            });
        default:
            return error;
    }
}
const Status = valibot__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    processing_status: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_4__/* .picklist */ .KIO(['pending', 'complete', 'failed'])),
    errors: valibot__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_4__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()))),
});
/** Milliseconds between questions; the last one repeats until the deadline. */
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000];
const ERRORS = 10;
/**
 * Waits until GitHub has processed an upload.
 * @param options.deadline milliseconds from now; default 180,000
 * @throws Failure `remote` when GitHub cannot be asked
 */
async function awaitProcessing(client, upload, options) {
    const { clock, signal } = options;
    const end = clock.now() + (options.deadline ?? 180_000);
    for (let asked = 0;; asked += 1) {
        const status = await ask(client, upload);
        options.log.debug(`SARIF ${upload.id}: ${status.processing_status ?? 'not known yet'}`);
        if (status.processing_status === 'complete')
            return { status: 'complete' };
        if (status.processing_status === 'failed') {
            const errors = (status.errors ?? []).map((error) => (0,_sealift_core_hostile_text__WEBPACK_IMPORTED_MODULE_5__/* .singleLine */ .pF)(error).slice(0, 500));
            return { status: 'failed', errors: errors.slice(0, ERRORS) };
        }
        const wait = WAITS[Math.min(asked, WAITS.length - 1)] ?? 0;
        if (clock.now() + wait > end)
            return { status: 'pending' };
        await clock.sleep(wait, signal);
    }
}
async function ask(client, { owner, repo, id }) {
    try {
        return await client.request('GET /repos/{owner}/{repo}/code-scanning/sarifs/{sarif_id}', {
            parameters: { owner, repo, sarif_id: id },
            answer: Status,
            permission: PERMISSION,
        });
    }
    catch (error) {
        // A receipt is handed out before every server knows of it.
        if (error instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_3__/* .GitHubFailure */ .i && error.status === 404)
            return {};
        throw error;
    }
}
/** What GitHub said against an upload, as the failure of the step. */
const processingFailure = (errors) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .remoteFailure */ .vU)({
    cause: `GitHub could not process the SARIF file: ${errors.join('; ') || 'it gave no reason'}.`,
    remedy: 'Please report this with the SARIF file, which the scan step names in its output "sarif-file".',
});


/***/ }),

/***/ 9176:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ explain),
/* harmony export */   i: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* harmony import */ var _octokit_request_error__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1015);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9520);
/* harmony import */ var _sealift_core_hostile_text__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7750);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5876);




/** A request to GitHub that ended badly, for callers that know what to do about a particular status. */
class GitHubFailure extends _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR {
    /** HTTP status; undefined when no answer came. */
    status;
    /** GitHub's own message, on one line. Outside text. */
    answer;
    /** `unknown` when the write may have been done although no good answer came. */
    applied;
    /** The server's time in milliseconds, from the `Date` header. */
    serverTime;
    constructor(code, details, outcome) {
        super(code, details);
        this.status = outcome.status;
        this.answer = outcome.answer;
        this.applied = outcome.applied;
        this.serverTime = outcome.serverTime;
    }
}
/** The failure that an answer, or the lack of one, means to the user. */
function explain(request) {
    const { error, host } = request;
    const status = (0,_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(error);
    const answer = answerOf(error);
    const headers = error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_2__/* .RequestError */ .G ? (error.response?.headers ?? {}) : {};
    const date = Date.parse(String(headers['date'] ?? ''));
    const make = (code, cause, remedy) => new GitHubFailure(code, { cause, remedy, error }, { status, answer, applied: request.applied, serverTime: Number.isNaN(date) ? undefined : date });
    const target = request.repository ?? host;
    const needed = permissionOf(headers) ?? request.permission;
    if (request.rateLimited) {
        const until = resetTime(headers, request.now);
        return make('remote', `GitHub limits the rate of requests of this token: "${answer}".`, `Run the job again ${until === undefined ? 'later' : `after ${until}`}.`);
    }
    switch (status) {
        case undefined:
            return make('remote', `${host} gave no complete answer to ${request.route} (${(0,_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .systemCode */ .xU)(error) ?? answer}).`, 'Run the job again; if it keeps failing, check that the runner reaches this host.');
        case 401:
            return make('configuration', `GitHub does not accept the token (${target}: "${answer}").`, "Check that the token or the App's private key is current and belongs to this GitHub server.");
        case 403:
            return make('configuration', ...forbidden(answer, target, needed, request.route));
        case 404:
            return make('configuration', `${target} or what was asked of it does not exist, or the token has no access to it (${request.route}).`, `Check the spelling, and that the token${needed === undefined ? '' : ` has "${needed}" and`} covers ${target}${request.repository === undefined ? '' : ' (an App must be installed on it)'}.`);
        case 409:
            return make('remote', `${target} is in conflict with the request ${request.route}: "${answer}".`, 'Run the job again; an empty repository needs a first commit.');
        case 422:
            return make('configuration', `GitHub refused ${request.route} on ${target}: "${answer}".`, 'Change what the message names.');
        default:
            if (status >= 500 || status === 408)
                return make('remote', `GitHub failed with HTTP ${status} on ${request.route}: "${answer}".`, 'Run the job again; see https://www.githubstatus.com when it keeps failing.');
            return make('remote', `GitHub answered ${request.route} with HTTP ${status}: "${answer}".`, 'Check what the message names and run the job again.');
    }
}
function forbidden(answer, target, needed, route) {
    const refused = `GitHub refused ${route} on ${target}: "${answer}".`;
    if (/not permitted to create or approve pull requests/i.test(answer))
        return [
            refused,
            `Allow it under Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests" of ${target}, or use a GitHub App.`,
        ];
    if (/archived/i.test(answer))
        return [refused, `Unarchive ${target}, or name the repository that replaced it.`];
    if (/SAML/i.test(answer))
        return [refused, 'Authorise the token for the single sign-on of the organisation.'];
    if (needed === undefined)
        return [refused, `Give the token the permission that this request needs on ${target}.`];
    return [
        `The token lacks the permission "${needed}" on ${target} (${route}: "${answer}").`,
        `Grant "${needed}": under "permissions:" of the job (and of the calling job of a reusable workflow), or in the settings of the GitHub App, whose installation must then accept it.`,
    ];
}
/** `x-accepted-github-permissions: contents=write; pull_requests=write` → `contents: write or pull-requests: write`. */
function permissionOf(headers) {
    const text = headers['x-accepted-github-permissions'];
    if (typeof text !== 'string' || !/^[a-z_=,; ]+$/.test(text))
        return undefined;
    return text
        .split(';')
        .map((alternative) => alternative
        .split(',')
        .map((item) => item.trim().replaceAll('_', '-').replace('=', ': '))
        .join(' and '))
        .join(' or ');
}
function answerOf(error) {
    const message = error instanceof Error ? error.message : String(error);
    // Octokit appends the address of the documentation.
    const plain = (0,_sealift_core_hostile_text__WEBPACK_IMPORTED_MODULE_3__/* .singleLine */ .pF)(message.replace(/ - https?:\/\/\S+$/, '')).trim();
    return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}
function resetTime(headers, now) {
    const after = Number(headers['retry-after']);
    const reset = Number(headers['x-ratelimit-reset']);
    const time = after > 0 ? now + after * 1000 : reset > 0 ? reset * 1000 : undefined;
    return time === undefined ? undefined : new Date(time).toISOString();
}


/***/ }),

/***/ 5876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   JN: () => (/* binding */ backoff),
/* harmony export */   LD: () => (/* binding */ decide),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   kd: () => (/* binding */ MAX_RETRIES),
/* harmony export */   xU: () => (/* binding */ systemCode)
/* harmony export */ });
/* unused harmony export LONGEST_WAIT */
/* harmony import */ var _octokit_request_error__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1015);
/**
 * When a request to GitHub may be sent again. Octokit's retry and throttling plugins repeat every 5xx, writes
 * included, and sleep by the wall clock; see docs/decisions/github-client.md.
 */

const MAX_RETRIES = 4;
/** A job should not sleep through longer limits: it fails and says when to come back. */
const LONGEST_WAIT = 120_000;
/** The connection was never made, so nothing was asked. */
const NOT_SENT = new Set([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
]);
/** Certificates do not get better by asking again. */
const HOPELESS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|UNABLE_TO_|SELF_SIGNED_)/;
/** The `code` of the innermost system error, e.g. `ECONNRESET`. */
function systemCode(error) {
    let code;
    for (let at = error; at instanceof Error; at = at.cause)
        if ('code' in at && typeof at.code === 'string')
            code = at.code;
    return code;
}
const statusOf = (error) => error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .G && error.response !== undefined ? error.status : undefined;
function decide({ error, repeat, retries, now }) {
    const status = statusOf(error);
    const limit = rateLimitWait(error, now);
    const tooOften = retries >= MAX_RETRIES;
    if (limit !== undefined) {
        // Refused before anything was done: any request may come again, if the wait is bearable.
        if (tooOften || limit > LONGEST_WAIT)
            return { again: false, applied: 'no', rateLimited: true };
        return { again: true, wait: limit, reason: 'GitHub asks to slow down' };
    }
    if (status === undefined) {
        const code = systemCode(error);
        const sent = code === undefined || !NOT_SENT.has(code);
        const applied = sent && repeat === 'ask' ? 'unknown' : 'no';
        const stop = { again: false, applied, rateLimited: false };
        if (code !== undefined && HOPELESS.test(code))
            return { ...stop, applied: 'no' };
        if (tooOften || applied === 'unknown')
            return stop;
        return { again: true, wait: backoff(retries), reason: code ?? 'no answer' };
    }
    if (status < 500 && status !== 408)
        return { again: false, applied: 'no', rateLimited: false };
    if (repeat === 'ask')
        return { again: false, applied: 'unknown', rateLimited: false };
    if (tooOften)
        return { again: false, applied: 'unknown', rateLimited: false };
    return {
        again: true,
        wait: Math.min(retryAfter(error, now) ?? backoff(retries), LONGEST_WAIT),
        reason: `HTTP ${status}`,
    };
}
/** 1, 2, 4, 8 seconds, each between half and all of it, so that jobs that failed together come back apart. */
const backoff = (retries) => 1000 * 2 ** retries * (0.5 + Math.random() / 2);
/**
 * Milliseconds to wait when the answer is a primary or secondary rate limit, else undefined.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function rateLimitWait(error, now) {
    if (!(error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .G) || error.response === undefined)
        return undefined;
    if (error.status !== 403 && error.status !== 429)
        return undefined;
    const { headers } = error.response;
    const after = retryAfter(error, now);
    if (after !== undefined)
        return after;
    if (headers['x-ratelimit-remaining'] === '0')
        return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - now) + 1000;
    // Without a header GitHub asks for at least a minute.
    if (error.status === 429 || /secondary rate limit|abuse detection/i.test(error.message))
        return 60_000;
    return undefined;
}
/** `Retry-After` in milliseconds: seconds or an HTTP date. */
function retryAfter(error, now) {
    if (!(error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_0__/* .RequestError */ .G))
        return undefined;
    const text = error.response?.headers['retry-after'];
    if (text === undefined || text === '')
        return undefined;
    const seconds = Number(text);
    if (Number.isFinite(seconds))
        return Math.max(0, seconds * 1000);
    const date = Date.parse(String(text));
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}


/***/ }),

/***/ 4884:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ isTransientStatus),
/* harmony export */   LH: () => (/* binding */ withRetries),
/* harmony export */   Rc: () => (/* binding */ Transient),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter),
/* harmony export */   yE: () => (/* binding */ RETRY_POLICY)
/* harmony export */ });
/** A failure that may pass. `after` is what Retry-After asked for, in milliseconds. */
class Transient extends Error {
    name = 'Transient';
    after;
    /** True when the registry may have carried the request out all the same (a reset, a 5xx). */
    ambiguous;
    constructor(message, details) {
        super(message, { cause: details.error });
        this.after = details.after;
        this.ambiguous = details.ambiguous;
    }
}
/** Timeouts, rate limits and server errors; 425 is "too early". */
const isTransientStatus = (status) => status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status <= 599);
/**
 * Milliseconds to wait, from a Retry-After of seconds or of a date.
 * RFC 9110 section 10.2.3
 */
function parseRetryAfter(header, now) {
    const text = header?.trim() ?? '';
    if (/^[0-9]{1,9}$/.test(text))
        return Number(text) * 1000;
    // A date has a weekday or month name; Date.parse alone would read "-5" as a year.
    const date = /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
const RETRY_POLICY = {
    attempts: 6,
    firstDelay: 500,
    maxDelay: 20_000,
    deadline: 15 * 60_000,
};
/**
 * Repeats `attempt` while it throws {@link Transient}, with growing jittered delays or what Retry-After says.
 * @param attempt gets the failure of the attempt before it, to find out whether that one happened after all
 */
async function withRetries(options, attempt) {
    const { clock, policy, random, signal } = options;
    const end = clock.now() + policy.deadline;
    let previous;
    for (let count = 1;; count++) {
        try {
            return await attempt(previous);
        }
        catch (thrown) {
            if (!(thrown instanceof Transient))
                throw thrown;
            previous = thrown;
            const ceiling = Math.min(policy.maxDelay, policy.firstDelay * 2 ** (count - 1));
            // Half fixed, half random: parallel uploads must not come back in step.
            const jittered = ceiling * (0.5 + random() / 2);
            const delay = thrown.after === undefined ? jittered : thrown.after + random() * policy.firstDelay;
            if (count >= policy.attempts || clock.now() + delay >= end)
                throw options.giveUp(thrown, count);
            options.onRetry(thrown, delay);
            await clock.sleep(delay, signal);
        }
    }
}


/***/ }),

/***/ 1786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  C: () => (/* binding */ runAction)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js




//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js

// EXTERNAL MODULE: ./node_modules/undici/index.js

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));

const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = (/* unused pure expression or super */ null && (['OPTIONS', 'GET', 'DELETE', 'HEAD']));
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;




const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var auth_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};




//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = (/* unused pure expression or super */ null && (_summary));
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js




//# sourceMappingURL=path-utils.js.map
// EXTERNAL MODULE: external "string_decoder"
var external_string_decoder_ = __nccwpck_require__(3193);
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';

// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}

/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows

//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}


/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}

class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};




//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';

//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any

/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}

/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}


/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}

//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------

//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------

/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return file_command_issueFileCommand('STATE', file_command_prepareKeyValueMessage(name, value));
    }
    command_issueCommand('save-state', { name }, utils_toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}

/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
;// CONCATENATED MODULE: external "node:timers/promises"
const external_node_timers_promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./packages/runtime/build/clock.js

const systemClock = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        await (0,external_node_timers_promises_namespaceObject.setTimeout)(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
};

;// CONCATENATED MODULE: ./packages/runtime/build/inputs.js


function createInputReader(source) {
    const optional = (name) => source(name).trim() || undefined;
    const required = (name) => {
        const value = optional(name);
        if (value !== undefined)
            return value;
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The input "${name}" is empty.`,
            remedy: `Give "${name}" a value under "with:".`,
        });
    };
    const wrong = (name, value, expected) => (0,failure/* configurationFailure */.d_)({
        cause: `The input "${name}" is "${value}".`,
        remedy: `Use ${expected}.`,
    });
    return {
        optional,
        required,
        boolean(name) {
            const value = required(name).toLowerCase();
            if (value === 'true' || value === 'false')
                return value === 'true';
            throw wrong(name, value, 'true or false');
        },
        choice(name, choices) {
            const value = required(name);
            const chosen = choices.find((choice) => choice === value);
            if (chosen !== undefined)
                return chosen;
            throw wrong(name, value, `one of ${choices.join(', ')}`);
        },
        integer(name, { min, max }) {
            const value = required(name);
            const number = Number(value);
            if (/^-?[0-9]+$/.test(value) && number >= min && number <= max)
                return number;
            throw wrong(name, value, `a whole number from ${min} to ${max}`);
        },
        lines: (name) => source(name)
            .split(/\r?\n/)
            .map((line) => line.trim())
            .filter((line) => line !== ''),
        list: (name) => source(name)
            .split(/[\r\n,]+/)
            .map((item) => item.trim())
            .filter((item) => item !== ''),
    };
}
const runnerInputs = createInputReader((name) => getInput(name, { trimWhitespace: false }));

// EXTERNAL MODULE: ./packages/core/build/hostile-text.js
var hostile_text = __nccwpck_require__(7750);
;// CONCATENATED MODULE: ./packages/runtime/build/log.js


const plain = (message) => message.split('\n').map(hostile_text/* neutraliseCommands */.$B).join('\n');
const properties = ({ title, file, startLine } = {}) => ({
    ...(title === undefined ? {} : { title }),
    ...(file === undefined ? {} : { file }),
    ...(startLine === undefined ? {} : { startLine }),
});
/** The log of a runner step. stdout is a command channel there, so every line is neutralised first. */
const runnerLog = {
    debug: (message) => core_debug(plain(message)),
    info: (message) => info(plain(message)),
    notice: (message, place) => notice(plain(message), properties(place)),
    warning: (message, place) => warning(plain(message), properties(place)),
    error: (message, place) => error(plain(message), properties(place)),
    group: (title, work) => group(plain(title), work),
    secret(value) {
        // Masking an empty or tiny value would blot out unrelated output.
        if (value.length >= 4)
            core_setSecret(value);
    },
};

;// CONCATENATED MODULE: ./packages/runtime/build/oidc.js
/**
 * OIDC tokens of the job. Not by @actions/core: it asks without a deadline, and brings an HTTP client with it that is as
 * large as everything else in a bundle.
 * https://docs.github.com/en/actions/reference/security/oidc#methods-for-requesting-the-oidc-token
 */

const ATTEMPTS = 5;
/** Milliseconds before the second attempt; doubled each time. */
const FIRST_PAUSE = 500;
/** Milliseconds of one attempt. */
const DEADLINE = 10_000;
/**
 * A fresh token for `audience`, registered as secret.
 * @throws Failure `configuration` without `id-token: write`; `remote` when the service gives none
 */
async function requestIdToken(audience, seams) {
    const { env, clock, log, signal } = seams;
    const address = env['ACTIONS_ID_TOKEN_REQUEST_URL'];
    const bearer = env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    if (!address || !bearer)
        throw (0,failure/* configurationFailure */.d_)({
            cause: 'This job cannot get an OIDC token: it lacks the permission "id-token: write".',
            remedy: 'Add "id-token: write" to the permissions of this job and, for a reusable workflow, of the calling job.',
        });
    log.secret(bearer);
    const url = new URL(address);
    url.searchParams.set('audience', audience);
    for (let attempt = 1;; attempt += 1) {
        const answer = await ask(url, bearer, seams);
        if ('token' in answer) {
            log.secret(answer.token);
            return answer.token;
        }
        if (!answer.retryable || attempt === ATTEMPTS || signal.aborted)
            throw (0,failure/* remoteFailure */.vU)({
                cause: `GitHub gave this job no OIDC token: ${answer.reason}.`,
                remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
                error: answer.error,
            });
        log.debug(`OIDC token, attempt ${attempt}: ${answer.reason}`);
        await clock.sleep(FIRST_PAUSE * 2 ** (attempt - 1) * (1 + Math.random() / 2), signal);
    }
}
async function ask(url, bearer, { fetch, signal }) {
    try {
        const response = await fetch(url, {
            headers: { authorization: `Bearer ${bearer}`, accept: 'application/json; api-version=2.0' },
            signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]),
        });
        const { status } = response;
        const retryable = status === 408 || status === 429 || status >= 500;
        if (status !== 200) {
            await response.body?.cancel();
            return { reason: `HTTP ${status}`, retryable };
        }
        const json = await response.json();
        const token = typeof json === 'object' && json !== null && 'value' in json ? json.value : undefined;
        // A line break in it would end up in a header.
        return typeof token === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
            ? { token }
            : { reason: 'the answer holds no token', retryable: false };
    }
    catch (error) {
        return { reason: error instanceof Error ? error.message : String(error), retryable: true, error };
    }
}

;// CONCATENATED MODULE: ./packages/runtime/build/action.js







/** Tells the post step of an action from its main step, which starts without any state. */
const STARTED = 'sealift-main-started';
/** Runs one action as the process of a step: reads inputs, sets outputs, turns a failure into one annotation. */
async function runAction(action) {
    const cancelled = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'])
        process.once(signal, () => cancelled.abort());
    try {
        await perform(action, createRuntime(cancelled.signal));
    }
    catch (thrown) {
        report((0,failure/* asFailure */.h_)(thrown));
        process.exitCode = 1;
    }
    // Connections that are kept alive would hold the step for minutes after its work is done.
    process.exit();
}
async function perform(action, runtime) {
    if (action.post !== undefined) {
        if (runtime.state.load(STARTED) !== undefined)
            return action.post(action.loadInputs(runnerInputs), runtime);
        runtime.state.save(STARTED, 'true');
    }
    const outputs = await action.run(action.loadInputs(runnerInputs), runtime);
    for (const [name, value] of Object.entries(outputs))
        setOutput(name, value);
}
const TITLES = {
    configuration: 'Configuration error',
    policy: 'Policy violation',
    remote: 'Service failure',
    internal: 'Internal error',
};
function report(failure) {
    runnerLog.error(`${failure.message} ${failure.remedy}`, {
        title: TITLES[failure.code],
        ...(failure.location === undefined ? {} : { file: failure.location.file }),
        ...(failure.location?.line === undefined ? {} : { startLine: failure.location.line }),
    });
    for (let error = failure; error instanceof Error; error = error.cause)
        runnerLog.debug(error.stack ?? error.message);
}
function createRuntime(signal) {
    const seams = {
        env: process.env,
        log: runnerLog,
        clock: systemClock,
        fetch: globalThis.fetch,
        signal,
    };
    return {
        ...seams,
        oidc: (audience) => requestIdToken(audience, seams),
        summary: async (markdown) => {
            const file = process.env['GITHUB_STEP_SUMMARY'];
            if (file)
                await (0,promises_.appendFile)(file, `${markdown}\n`);
        },
        setOutput: setOutput,
        state: { save: saveState, load: (name) => getState(name) || undefined },
    };
}


/***/ }),

/***/ 8368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Q: () => (/* binding */ childEnvironment),
  k: () => (/* binding */ createExec)
});

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
;// CONCATENATED MODULE: ./packages/tools/build/exec.js
/**
 * The one place where Sealift starts a process. @actions/exec gives no hold on a running child (no deadline, no
 * cancellation), so this stands on node:child_process; see docs/decisions/exec-seam.md.
 * A child's output is always piped: nothing of it reaches stdout, which is the runner's command channel, unless the
 * caller logs it.
 */


/** More output than this is dropped from what is returned (not from onLine): the end is what explains a failure. */
const MAX_KEPT = 64 * 1024 * 1024;
/** Milliseconds between asking a child to end and ending it. */
const GRACE = 5_000;
/** Milliseconds that output pipes may stay open after the child ended: a grandchild can hold them for ever. */
const LINGER = 2_000;
/** A line without an end is handed on in pieces of this size. */
const LONGEST_LINE = 1024 * 1024;
/**
 * @throws Failure `remote` when the file cannot be started or `signal` ended it
 */
const createExec = (log) => (file, args, options) => new Promise((resolve, reject) => {
    log.debug(`$ ${file} ${args.join(' ')}`);
    const started = performance.now();
    const cancelled = () => (0,failure/* remoteFailure */.vU)({
        cause: `${file} was ended because the job was cancelled.`,
        remedy: 'Run the job again.',
    });
    if (options.signal?.aborted) {
        reject(cancelled());
        return;
    }
    const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, {
        env: { ...options.env },
        stdio: ['pipe', 'pipe', 'pipe'],
        ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const stdout = collect(child.stdout, (line) => options.onLine?.(line, 'stdout'));
    const stderr = collect(child.stderr, (line) => options.onLine?.(line, 'stderr'));
    let timedOut = false;
    const timers = [];
    const end = () => {
        child.kill('SIGTERM');
        timers.push(setTimeout(() => child.kill('SIGKILL'), GRACE));
    };
    timers.push(setTimeout(() => {
        timedOut = true;
        end();
    }, options.timeout));
    options.signal?.addEventListener('abort', end, { once: true });
    const release = () => {
        for (const timer of timers)
            clearTimeout(timer);
        options.signal?.removeEventListener('abort', end);
    };
    child.on('error', (error) => {
        release();
        reject((0,failure/* remoteFailure */.vU)({
            cause: `${file} could not be started: ${error.message}.`,
            remedy: 'Check that the tool is installed and made for this platform.',
            error,
        }));
    });
    child.on('exit', () => {
        timers.push(setTimeout(() => {
            child.stdout.destroy();
            child.stderr.destroy();
        }, LINGER));
    });
    child.on('close', (code) => {
        release();
        log.debug(`${file} ended with ${code ?? 'a signal'} after ${Math.round(performance.now() - started)} ms`);
        if (options.signal?.aborted)
            reject(cancelled());
        else
            resolve({ exitCode: timedOut ? -1 : (code ?? -1), stdout: stdout(), stderr: stderr(), timedOut });
    });
    // A child may end before it has read its input; its exit code says what happened.
    child.stdin.on('error', () => { });
    child.stdin.end(options.input);
});
function collect(stream, onLine) {
    stream.setEncoding('utf8');
    const kept = [];
    let length = 0;
    let rest = '';
    stream.on('data', (chunk) => {
        kept.push(chunk);
        length += chunk.length;
        while (length > MAX_KEPT && kept.length > 1)
            length -= kept.shift()?.length ?? 0;
        const lines = (rest + chunk).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines)
            onLine(line);
        if (rest.length < LONGEST_LINE)
            return;
        onLine(rest);
        rest = '';
    });
    const flush = () => {
        if (rest !== '')
            onLine(rest);
        rest = '';
    };
    stream.on('end', flush);
    stream.on('close', flush);
    return () => kept.join('');
}
/** What every child may see: where programs, temporary files and trust anchors are. No token is among them. */
const PASSED_ON = [
    'PATH',
    'HOME',
    'TMPDIR',
    'LANG',
    'SystemRoot',
    'HTTP_PROXY',
    'HTTPS_PROXY',
    'NO_PROXY',
    'ALL_PROXY',
    'http_proxy',
    'https_proxy',
    'no_proxy',
    'all_proxy',
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
];
/**
 * The environment of a child: the harmless part of `own`, plus the named variables of `own`, plus `extra`.
 */
function childEnvironment(own, also = [], extra = {}) {
    const passed = {};
    for (const name of [...PASSED_ON, ...also]) {
        const value = own[name];
        if (value !== undefined)
            passed[name] = value;
    }
    return { ...passed, ...extra };
}


/***/ }),

/***/ 7755:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  _: () => (/* binding */ TOOL_SOURCES),
  H: () => (/* binding */ resolveTool)
});

// EXTERNAL MODULE: ./packages/tools/build/exec.js + 1 modules
var exec = __nccwpck_require__(8368);
;// CONCATENATED MODULE: ./packages/tools/build/manifest.js
/**
 * The tools that Sealift runs, each at one version, with the sha256 of what the project released for each platform.
 * A platform without a line here is not downloaded: there is no unverified way in. The sums were compared between
 * several independent publications of them; to move a version, take them from the release's checksum file, verify that
 * file's signature, and wait a week (a compromised release is usually found in days).
 */
const TRIVY = 'https://github.com/aquasecurity/trivy/releases/download/v0.76.0/trivy_0.76.0';
const SYFT = 'https://github.com/anchore/syft/releases/download/v1.54.1/syft_1.54.1';
const COSIGN = 'https://github.com/sigstore/cosign/releases/download/v3.1.3/cosign';
const BUILDX = 'https://github.com/docker/buildx/releases/download/v0.36.1/buildx-v0.36.1';
/** The project publishes executables here only; its release page on GitHub has signatures and sums. */
const HELM = 'https://get.helm.sh/helm-v4.3.0';
/** https://github.com/advisories/GHSA-69fq-xp46-6x23 */
const COMPROMISED = 'it was published by attackers in March 2026 (GHSA-69fq-xp46-6x23)';
const toolManifest = {
    trivy: {
        version: '0.76.0',
        minimum: '0.60.0',
        refused: { '0.69.4': COMPROMISED, '0.69.5': COMPROMISED, '0.69.6': COMPROMISED },
        versionArguments: ['--version'],
        assets: {
            'linux/amd64': {
                url: `${TRIVY}_Linux-64bit.tar.gz`,
                sha256: 'e24b1c51293c1b15e4ba8d45bbc7891ba053f90278ec2698f3562c993e145fe7',
                member: 'trivy',
                executableSha256: '1f889576636db0623539cb339df7d06c40ebf39e7919489eafa1160e29808f19',
            },
            'linux/arm64': {
                url: `${TRIVY}_Linux-ARM64.tar.gz`,
                sha256: 'aab21e677a7b7071fc79f1711480840754c18a1b9d9cefa7ccd06af63a0e8f4c',
                member: 'trivy',
            },
            'darwin/amd64': {
                url: `${TRIVY}_macOS-64bit.tar.gz`,
                sha256: '89563d4d495cf4ef06a0d1950f8710b124e9f7bd2615ec6c47b03673f4ad45a2',
                member: 'trivy',
            },
            'darwin/arm64': {
                url: `${TRIVY}_macOS-ARM64.tar.gz`,
                sha256: 'e7ec0d21fe842553f59af99aba2efbcc822369fbaed27019c575408b6d135fce',
                member: 'trivy',
            },
        },
    },
    syft: {
        version: '1.54.1',
        minimum: '1.18.0',
        refused: {},
        versionArguments: ['version'],
        assets: {
            'linux/amd64': {
                url: `${SYFT}_linux_amd64.tar.gz`,
                sha256: 'c069905b391cc4c20a5ba65ad5c10be2a7ba074f8ea6ad203e24d14e303dad47',
                member: 'syft',
            },
            'linux/arm64': {
                url: `${SYFT}_linux_arm64.tar.gz`,
                sha256: 'dfdf0537610113edbefe1f1fc6548bc957b2d77439636ec824fcf0e10d46d054',
                member: 'syft',
            },
            'darwin/amd64': {
                url: `${SYFT}_darwin_amd64.tar.gz`,
                sha256: '2956322838b2f64e470eea474495f0cd96be4f222b1ac037258cdc47d965064e',
                member: 'syft',
            },
            'darwin/arm64': {
                url: `${SYFT}_darwin_arm64.tar.gz`,
                sha256: 'b4319c3abaa87a0170ab76ee83ea2260ca34b53aecfa3ab0dd5428d2319d744f',
                member: 'syft',
            },
        },
    },
    cosign: {
        version: '3.1.3',
        // The first line with bundles, signing configurations and trusted roots by default.
        minimum: '3.0.0',
        refused: {},
        versionArguments: ['version'],
        assets: {
            'linux/amd64': {
                url: `${COSIGN}-linux-amd64`,
                sha256: '4629c757b7618056f8ddd7e2625ae9fdd94c0372a65049520bc7d9df9efc7f71',
            },
            'linux/arm64': {
                url: `${COSIGN}-linux-arm64`,
                sha256: 'c5d324e091826b0d7a78eb16fef316450b4eb9aaec045611c08ba06f5e73220a',
            },
            'darwin/amd64': {
                url: `${COSIGN}-darwin-amd64`,
                sha256: '2347488e5d5b25336644024dfeca5601b190e91197a71a917bda44744aff106c',
            },
            'darwin/arm64': {
                url: `${COSIGN}-darwin-arm64`,
                sha256: '5cf948c2f4dfe59687bdd0b8523709067383e03982cc543475c8a7dc70e92a76',
            },
        },
    },
    buildx: {
        version: '0.36.1',
        // `--progress=rawjson` and layouts with `tar=false` work from here on.
        minimum: '0.13.0',
        refused: {},
        versionArguments: ['version'],
        assets: {
            'linux/amd64': {
                url: `${BUILDX}.linux-amd64`,
                sha256: '48af8a397ebd60178778bf63611dbcebe5f5e7a9be90eb9147b24b9587455778',
            },
            'linux/arm64': {
                url: `${BUILDX}.linux-arm64`,
                sha256: '5d0cafd9d16afe1a0f0d9529885344ace2cc99efdd531b6c783c5455a6001569',
            },
            'darwin/amd64': {
                url: `${BUILDX}.darwin-amd64`,
                sha256: '52a39ee4012d18f83373656712102ebda55656121dcdabbbb1ccfbd41b7debe8',
            },
            'darwin/arm64': {
                url: `${BUILDX}.darwin-arm64`,
                sha256: '214cdc36788602862dbc82b523d58648b4585c7b0ff95218b0817c44db5573d7',
            },
        },
    },
    helm: {
        version: '4.3.0',
        // `template` has had the options that are used since long before; hosted runners come with the 3 or the 4 line.
        minimum: '3.10.0',
        refused: {},
        versionArguments: ['version', '--short'],
        assets: {
            'linux/amd64': {
                url: `${HELM}-linux-amd64.tar.gz`,
                sha256: '86584a54def73570558f66f5111cc53dfed56689637ae32c1201205d494f54fb',
                member: 'linux-amd64/helm',
            },
            'linux/arm64': {
                url: `${HELM}-linux-arm64.tar.gz`,
                sha256: '31c5794dd55c66a51e6b7d2e2ac7a114ae8b1de41ff1d9ba51748ac973b06a08',
                member: 'linux-arm64/helm',
            },
            'darwin/amd64': {
                url: `${HELM}-darwin-amd64.tar.gz`,
                sha256: '347a784877e0e20eac865e8d1c36a80f6bb0861d6f29abd34defb6570ef95d92',
                member: 'darwin-amd64/helm',
            },
            'darwin/arm64': {
                url: `${HELM}-darwin-arm64.tar.gz`,
                sha256: 'd3870437e1e95b67f8edbde964156c84a26503f560821d40c542441658934fba',
                member: 'darwin-arm64/helm',
            },
        },
    },
};

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __nccwpck_require__(8522);
;// CONCATENATED MODULE: ./packages/tools/build/archive.js



const BLOCK = 512;
/** Bytes of a pax header. */
const LONGEST_EXTENDED = 64 * 1024;
/**
 * Streams one regular file out of a .tar.gz. Nothing is ever written under a path that stands in the archive: the
 * caller decides where the bytes go.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 (ustar)
 * @throws Failure `remote` when the archive is broken, or has the member never or more than once
 */
async function readMember(archive, member, write) {
    const bad = (why, error) => (0,failure/* remoteFailure */.vU)({
        cause: `The archive ${archive} ${why}.`,
        remedy: 'Remove it and run the job again; if it stays like that, report it with the tool and its version.',
        error,
    });
    let found = 0;
    const source = (0,external_node_fs_.createReadStream)(archive);
    try {
        await walkArchive(source, ({ name, kind }) => {
            if (kind !== 'file' || name !== member)
                return undefined;
            if (++found > 1)
                throw bad(`has more than one ${member}`);
            return write;
        });
    }
    catch (error) {
        if (error instanceof Error && error.name === 'Failure')
            throw error;
        throw bad(error instanceof Error ? error.message : String(error), error);
    }
    if (found === 0)
        throw bad(`has no file named ${member}`);
}
/**
 * Streams a .tar.gz and asks for each entry where its bytes go; undefined skips them. Long names are read
 * from pax headers, as git writes them, and from GNU's.
 * @throws Error with half a sentence ("ends in …") when the archive is broken, and whatever `visit` throws
 */
async function walkArchive(source, visit) {
    /** Bytes of the current entry that are still to come, and of the padding after it. */
    let body = 0;
    let padding = 0;
    let sink;
    let rest = new Uint8Array();
    /** The extended header for the entry that follows. */
    let extended;
    const unpacked = (0,external_node_zlib_.createGunzip)();
    source.on('error', (error) => unpacked.destroy(error));
    source.pipe(unpacked);
    try {
        for await (const chunk of decoded(unpacked)) {
            let data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
            rest = new Uint8Array();
            while (data.length > 0) {
                if (body > 0) {
                    const part = data.subarray(0, body);
                    await sink?.(part);
                    body -= part.length;
                    data = data.subarray(part.length);
                }
                else if (padding > 0) {
                    const part = Math.min(padding, data.length);
                    padding -= part;
                    data = data.subarray(part);
                }
                else if (data.length < BLOCK) {
                    rest = data;
                    break;
                }
                else {
                    const header = parseHeader(data.subarray(0, BLOCK));
                    data = data.subarray(BLOCK);
                    if (header === undefined)
                        continue;
                    body = header.size;
                    padding = (BLOCK - (header.size % BLOCK)) % BLOCK;
                    if (header.type === 'x' || header.type === 'L') {
                        if (header.size > LONGEST_EXTENDED)
                            throw new Error('has a header that is too long');
                        const chunks = [];
                        extended = { type: header.type, chunks };
                        sink = (part) => void chunks.push(Uint8Array.from(part));
                    }
                    else if (header.type === 'g' || header.type === 'K')
                        sink = undefined;
                    else {
                        const name = extended && longName(extended.type, Buffer.concat(extended.chunks));
                        extended = undefined;
                        sink = await visit({
                            name: (name ?? header.name).replace(/^\.\//, ''),
                            kind: KINDS[header.type] ?? 'other',
                            size: header.size,
                        });
                    }
                }
            }
        }
    }
    finally {
        source.destroy();
        unpacked.destroy();
    }
    if (body > 0)
        throw new Error('ends in the middle of a file');
}
async function* decoded(stream) {
    try {
        yield* stream;
    }
    catch (error) {
        throw new Error(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
            cause: error,
        });
    }
}
const KINDS = { '0': 'file', '': 'file', '5': 'folder' };
/** GNU's long name, or the record "path" of a pax header: `<length> path=<name>\n`. */
function longName(type, header) {
    if (type === 'L')
        return header.toString('utf8').replace(/\0.*$/s, '');
    let path;
    for (let at = 0; at < header.length;) {
        const space = header.indexOf(0x20, at);
        const length = Number(header.toString('latin1', at, space));
        if (space === -1 || !Number.isInteger(length) || length <= space - at)
            throw new Error('cannot be read: a header in it is damaged');
        const [key = '', value = ''] = header.toString('utf8', space + 1, at + length - 1).split(/=(.*)/s);
        if (key === 'path')
            path = value;
        at += length;
    }
    return path;
}
/** Undefined for the zero blocks at the end. */
function parseHeader(block) {
    if (block.every((byte) => byte === 0))
        return undefined;
    const text = (start, length) => Buffer.from(block.subarray(start, start + length))
        .toString('utf8')
        .replace(/\0.*$/s, '');
    const octal = text(124, 12).trim();
    if (!/^[0-7]+$/.test(octal))
        throw new Error('cannot be read: a size in it is not a number');
    const checksum = Number.parseInt(text(148, 8).trim(), 8);
    const sum = block.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
    if (checksum !== sum)
        throw new Error('cannot be read: a header in it is damaged');
    const type = text(156, 1);
    const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
    return {
        name: `${prefix === '' ? '' : `${prefix}/`}${text(0, 100)}`,
        size: Number.parseInt(octal, 8),
        type,
    };
}

// EXTERNAL MODULE: ./packages/registry/build/retry.js
var retry = __nccwpck_require__(4884);
;// CONCATENATED MODULE: ./packages/tools/build/download.js




/** Milliseconds for one attempt, headers and body: 65 MB at 220 kB/s. */
const ATTEMPT_DEADLINE = 300_000;
const POLICY = { attempts: 5, firstDelay: 1_000, maxDelay: 20_000, deadline: 15 * 60_000 };
const PROGRESS_EVERY = 5_000;
/** Bytes. Nothing that is pinned is larger. */
const LARGEST = 512 * 1024 * 1024;
/**
 * Downloads `url` to `file` (created with mode 0600) and compares the sha256 of its bytes. Retried: connection errors,
 * broken bodies, 408, 425, 429 and 5xx, five attempts in all, `Retry-After` honoured within 15 minutes. A wrong sha256
 * is not retried: either the release was replaced or something on the way changes it.
 * @throws Failure `remote`; the file is gone then
 */
async function download(url, sha256, file, options) {
    const failed = (why, remedy, error) => (0,failure/* remoteFailure */.vU)({ cause: `${options.label} could not be downloaded from ${url}: ${why}.`, remedy, error });
    const prepare = 'Run the job again, or prepare the tool in a folder on the runner and set SEALIFT_TOOLS to it.';
    try {
        const actual = await (0,retry/* withRetries */.LH)({
            clock: options.clock,
            policy: POLICY,
            random: Math.random,
            signal: options.signal,
            onRetry: ({ message }, delay) => options.log.info(`${options.label}: ${message}; next attempt in ${Math.ceil(delay / 1_000)} s`),
            giveUp: (failure, attempts) => failed(`${failure.message}, ${attempts} times in all`, prepare, failure),
        }, () => attempt(url, file, options, (why) => failed(why, prepare)));
        if (actual !== sha256)
            throw failed(`its sha256 is ${actual} and not the pinned ${sha256}`, 'Do not use that file: look for a replaced release, and for a proxy that changes downloads.');
    }
    catch (error) {
        await (0,promises_.rm)(file, { force: true });
        throw options.signal?.aborted ? failed('the job was cancelled', 'Run the job again.', error) : error;
    }
}
/** Writes the body and returns its sha256. @throws Transient when another attempt may work */
async function attempt(url, file, options, refused) {
    const { clock, log, label } = options;
    const deadline = AbortSignal.timeout(ATTEMPT_DEADLINE);
    const signal = options.signal === undefined ? deadline : AbortSignal.any([options.signal, deadline]);
    const response = await options.fetch(url, { signal, redirect: 'follow' }).catch(broken);
    if (!response.ok || response.body === null) {
        await response.body?.cancel().catch(() => { });
        const why = `the server answered ${response.status}`;
        if (!(0,retry/* isTransientStatus */.Dm)(response.status))
            throw refused(why);
        const after = (0,retry/* parseRetryAfter */.mu)(response.headers.get('retry-after'), clock.now());
        throw new retry/* Transient */.Rc(why, { after, ambiguous: false });
    }
    const announced = Number(response.headers.get('content-length') ?? Number.NaN);
    const total = Number.isNaN(announced) ? '' : ` of ${megabytes(announced)}`;
    log.info(`Downloading ${label}${total.replace(' of', ',')} from ${new URL(url).host}`);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const handle = await (0,promises_.open)(file, 'w', 0o600);
    let received = 0;
    let told = clock.now();
    try {
        const reader = response.body.getReader();
        for (;;) {
            // Only reading may be repeated: a full disk stays full.
            const { done, value } = await reader.read().catch(broken);
            if (done)
                break;
            received += value.byteLength;
            if (received > LARGEST)
                throw refused(`it is larger than ${megabytes(LARGEST)}`);
            hash.update(value);
            await handle.writeFile(value);
            if (clock.now() - told < PROGRESS_EVERY)
                continue;
            told = clock.now();
            log.info(`${label}: ${megabytes(received)}${total}`);
        }
    }
    finally {
        await handle.close();
    }
    return hash.digest('hex');
}
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;
function broken(error) {
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const message = reason instanceof Error ? reason.message : String(reason);
    throw new retry/* Transient */.Rc(`the connection failed (${message})`, { ambiguous: false, error });
}

;// CONCATENATED MODULE: ./packages/tools/build/version.js
/** The first version number in what a tool prints about itself, without a leading "v" and without suffixes. */
const versionIn = (text) => /(?:^|[\s:])v?([0-9]+\.[0-9]+\.[0-9]+)(?![0-9.])/.exec(text)?.[1];
/** Negative when `a` is older than `b`. Numbers between dots; missing ones are 0. */
function compareVersions(a, b) {
    const left = a.split('.').map(Number);
    const right = b.split('.').map(Number);
    for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
        const difference = (left[index] ?? 0) - (right[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}

;// CONCATENATED MODULE: ./packages/tools/build/system.js






/**
 * The tool as an administrator installed it: in the folder SEALIFT_TOOLS (`<tool>-<version>/<tool>`, the newest first,
 * or `<tool>`), else on PATH.
 * @throws Failure `configuration` when there is none, it does not run, or its version is too old or refused
 */
async function findOnMachine(name, release, options) {
    const file = (await inFolder(name, options.env['SEALIFT_TOOLS'])) ?? (await onPath(name, options.env['PATH']));
    if (file === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `There is no ${name} on this machine, neither in SEALIFT_TOOLS nor on PATH.`,
            remedy: `Install ${name} ${release.minimum} or newer, or leave the input "tools" at "pinned".`,
        });
    const version = await versionOf(name, file, release.versionArguments, options);
    checkVersion(name, version, release);
    options.log.info(`Using ${name} ${version} of this machine (${file})`);
    return { path: file, version };
}
/** @throws Failure `configuration` when Sealift must not run this version */
function checkVersion(name, version, release) {
    const reason = release.refused[version];
    if (reason !== undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${name} ${version} must not be used: ${reason}.`,
            remedy: `Remove it from this machine, treat what the machine had access to as known to others, and install ${name} ${release.version}.`,
        });
    if (compareVersions(version, release.minimum) < 0)
        throw (0,failure/* configurationFailure */.d_)({
            cause: `${name} ${version} is too old: Sealift needs ${release.minimum} or newer.`,
            remedy: `Install ${name} ${release.version}, or set the input "tools" to "pinned".`,
        });
}
async function inFolder(name, folder) {
    if (folder === undefined || folder === '')
        return undefined;
    const versions = (await (0,promises_.readdir)(folder).catch(() => []))
        .filter((entry) => entry.startsWith(`${name}-`) && /^[0-9]+(?:\.[0-9]+)*$/.test(entry.slice(name.length + 1)))
        .sort((a, b) => compareVersions(b.slice(name.length + 1), a.slice(name.length + 1)));
    for (const file of [...versions.map((entry) => external_node_path_.join(folder, entry, name)), external_node_path_.join(folder, name)])
        if (await isExecutable(file))
            return external_node_path_.resolve(file);
    return undefined;
}
/** Absolute path of the first executable of that name on PATH. Relative entries of PATH are not looked at. */
async function onPath(name, searchPath) {
    for (const folder of (searchPath ?? '').split(external_node_path_.delimiter)) {
        const file = external_node_path_.join(folder, name);
        if (external_node_path_.isAbsolute(folder) && (await isExecutable(file)))
            return file;
    }
    return undefined;
}
async function isExecutable(file) {
    try {
        await (0,promises_.access)(file, external_node_fs_.constants.X_OK);
        return (await (0,promises_.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}
/** @throws Failure `configuration` when it does not run or prints no version */
async function versionOf(name, file, args, options) {
    const result = await options.exec(file, args, {
        env: (0,exec/* childEnvironment */.Q)(options.env),
        timeout: 30_000,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    const version = result.exitCode === 0 ? versionIn(result.stdout || result.stderr) : undefined;
    if (version !== undefined)
        return version;
    throw (0,failure/* configurationFailure */.d_)({
        cause: `"${file} ${args.join(' ')}" ${result.exitCode === 0 ? 'printed no version' : `ended with ${result.exitCode}`}.`,
        remedy: `Install a release of ${name}, or set the input "tools" to "pinned".`,
        error: new Error(`${result.stdout}${result.stderr}`.slice(0, 4_096)),
    });
}

;// CONCATENATED MODULE: ./packages/tools/build/pinned.js









/**
 * The pinned release of a tool: prepared by an administrator, from the tool cache, or downloaded into it.
 *
 * The cache has the form that GitHub's runners and their clean-up scripts know,
 * `$RUNNER_TOOL_CACHE/sealift-<tool>/<version>/<arch>` with `<arch>.complete` beside it. An entry is made in a folder of
 * its own and renamed into place, so that jobs which share a cache never see half of one.
 * @throws Failure `configuration` when the platform has no pin, `remote` when it cannot be downloaded
 */
async function findPinned(name, release, options) {
    checkVersion(name, release.version, release);
    const platform = currentPlatform();
    const asset = release.assets[platform];
    if (asset === undefined)
        throw noPin(name, release, platform);
    const entry = cacheEntry(name, release.version, options.env);
    const found = { path: external_node_path_.join(entry, name), version: release.version };
    const prepared = options.env['SEALIFT_TOOLS'];
    const preparedFolder = prepared ? external_node_path_.resolve(prepared, `${name}-${release.version}`) : undefined;
    if (preparedFolder !== undefined) {
        const file = external_node_path_.join(preparedFolder, name);
        if (await isGenuine(preparedFolder, name, asset)) {
            options.log.info(`Using ${name} ${release.version} from SEALIFT_TOOLS`);
            return { path: file, version: release.version };
        }
        if (await exists(file))
            options.log.warning(`${file} is not the released ${name} ${release.version} (its sha256 differs) and is not used. Executables that were built in-house need the input "tools: system".`);
    }
    if (await isGenuine(entry, name, asset)) {
        options.log.info(`Using ${name} ${release.version} from the tool cache`);
        return found;
    }
    if (await exists(entry)) {
        options.log.warning(`${name} ${release.version} in the tool cache does not have the pinned sha256 any more. It is replaced.`);
        await moveAway(entry);
    }
    await makeFolder(external_node_path_.dirname(entry));
    const draft = `${entry}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    await (0,promises_.mkdir)(draft, { mode: 0o700 });
    try {
        await fill(draft, preparedFolder, name, release.version, asset, options);
        await place(draft, entry, name, asset);
    }
    finally {
        await (0,promises_.rm)(draft, { recursive: true, force: true });
    }
    await (0,promises_.writeFile)(`${entry}.complete`, '');
    return found;
}
async function makeFolder(folder) {
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
    }
    catch (error) {
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The tool cache folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
            remedy: 'Set RUNNER_TOOL_CACHE to a folder that the runner may write to, or prepare the tools in SEALIFT_TOOLS.',
            error,
        });
    }
}
const fileOf = (asset) => external_node_path_.posix.basename(new URL(asset.url).pathname);
/** The executable's sha256 as pinned, where the manifest has it. */
const executableSum = (asset) => asset.member === undefined ? asset.sha256 : asset.executableSha256;
/** Makes a complete entry in the new folder `draft`. */
async function fill(draft, preparedFolder, name, version, asset, options) {
    const fetched = external_node_path_.join(draft, fileOf(asset));
    const prepared = preparedFolder && external_node_path_.join(preparedFolder, fileOf(asset));
    if (prepared && (await sha256Of(prepared)) === asset.sha256) {
        options.log.info(`Taking ${name} ${version} from SEALIFT_TOOLS`);
        await (0,promises_.copyFile)(prepared, fetched);
    }
    else {
        await download(asset.url, asset.sha256, fetched, { ...options, label: `${name} ${version}` });
    }
    const executable = external_node_path_.join(draft, name);
    if (asset.member === undefined)
        await (0,promises_.rename)(fetched, executable);
    else {
        const handle = await (0,promises_.open)(executable, 'w', 0o600);
        try {
            await readMember(fetched, asset.member, async (chunk) => {
                await handle.write(chunk);
            });
        }
        finally {
            await handle.close();
        }
        // Kept only where it is what later uses are compared with.
        if (asset.executableSha256 !== undefined)
            await (0,promises_.rm)(fetched);
    }
    if (!(await isGenuine(draft, name, asset)))
        throw (0,failure/* configurationFailure */.d_)({
            cause: `The executable in ${fileOf(asset)} does not have the pinned sha256.`,
            remedy: 'Report this: the manifest of Sealift names the archive and the executable of different releases.',
        });
    await (0,promises_.chmod)(executable, 0o755);
}
/** Renames the draft into the cache, or leaves what another job put there meanwhile. */
async function place(draft, entry, name, asset) {
    for (let attempt = 1;; attempt += 1) {
        try {
            await (0,promises_.rename)(draft, entry);
            return;
        }
        catch (error) {
            if (await isGenuine(entry, name, asset))
                return;
            if (attempt === 3)
                throw error;
            await moveAway(entry);
        }
    }
}
/** A running job may still use what is inside: it is renamed first, and its open files live on. */
async function moveAway(entry) {
    const away = `${entry}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    await (0,promises_.rm)(`${entry}.complete`, { force: true });
    await (0,promises_.rename)(entry, away).catch(() => { });
    await (0,promises_.rm)(away, { recursive: true, force: true });
}
/** Whether the executable in the folder is, byte for byte, what the manifest pins. */
async function isGenuine(folder, name, asset) {
    const actual = await sha256Of(external_node_path_.join(folder, name));
    if (actual === undefined)
        return false;
    const pinned = executableSum(asset);
    if (pinned !== undefined)
        return actual === pinned;
    const archive = external_node_path_.join(folder, fileOf(asset));
    if (asset.member === undefined || (await sha256Of(archive)) !== asset.sha256)
        return false;
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await readMember(archive, asset.member, (chunk) => void hash.update(chunk));
    return actual === hash.digest('hex');
}
/** Lower-case hex, or undefined when there is no such file. */
async function sha256Of(file) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    try {
        for await (const chunk of (0,external_node_fs_.createReadStream)(file, { highWaterMark: 1 << 20 }))
            hash.update(chunk);
    }
    catch {
        return undefined;
    }
    return hash.digest('hex');
}
const exists = async (file) => (await (0,promises_.stat)(file).catch(() => undefined)) !== undefined;
/** In the words of OCI. */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
const currentPlatform = () => `${process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`;
function cacheEntry(name, version, env) {
    const root = env['RUNNER_TOOL_CACHE'] ||
        external_node_path_.join(env['XDG_CACHE_HOME'] || external_node_path_.join(env['HOME'] || (0,external_node_os_.homedir)(), '.cache'), 'sealift', 'tools');
    return external_node_path_.join(root, `sealift-${name}`, version, process.arch);
}
const noPin = (name, release, platform) => (0,failure/* configurationFailure */.d_)({
    cause: `Sealift has no pinned ${name} for ${platform}, only for ${Object.keys(release.assets).join(', ')}.`,
    remedy: `Install ${name} ${release.minimum} or newer on the runner and set the input "tools" to "system".`,
});

;// CONCATENATED MODULE: ./packages/tools/build/tool.js




/** The values of the actions' input `tools`. */
const TOOL_SOURCES = ['pinned', 'system'];
/**
 * Path of a verified executable.
 * @throws Failure `configuration` when this platform has no pin, or the machine's tool is missing, too old or refused;
 * `remote` when the download fails after retries or does not have the pinned sha256
 */
async function resolveTool(name, options) {
    const release = (options.manifest ?? toolManifest)[name];
    if (options.source === 'system')
        return findOnMachine(name, release, { ...options, exec: options.exec ?? (0,exec/* createExec */.k)(options.log) });
    return findPinned(name, release, options);
}


/***/ }),

/***/ 7281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KR: () => (/* binding */ SCANNERS),
/* harmony export */   Lv: () => (/* binding */ DATABASES),
/* harmony export */   xh: () => (/* binding */ downloadArguments),
/* harmony export */   y6: () => (/* binding */ scanArguments)
/* harmony export */ });
/** Trivy's command lines. `--opt=` with nothing after it turns off a file that Trivy would read from the folder. */
/** In every call: no announcements, no telemetry, no trivy.yaml that changes what is found. */
const QUIET = ['--skip-version-check', '--disable-telemetry', '--no-progress', '--config='];
const SCANNERS = ['vuln', 'secret', 'misconfig'];
/** Where Trivy keeps each database inside its cache folder, and where it is published. */
const DATABASES = {
    vulnerabilities: {
        folder: 'db',
        file: 'trivy.db',
        schema: 2,
        title: 'vulnerability database',
        repositories: ['mirror.gcr.io/aquasec/trivy-db:2', 'ghcr.io/aquasecurity/trivy-db:2'],
        download: '--download-db-only',
        repositoryOption: '--db-repository',
        input: 'db-repository',
    },
    java: {
        folder: 'java-db',
        file: 'trivy-java.db',
        schema: 1,
        title: 'Java database',
        repositories: ['mirror.gcr.io/aquasec/trivy-java-db:1', 'ghcr.io/aquasecurity/trivy-java-db:1'],
        download: '--download-java-db-only',
        repositoryOption: '--java-db-repository',
        input: 'java-db-repository',
    },
};
/**
 * One repository per call: left alone, Trivy tries the next one only after 429 and 5xx, not after 404 or a refused
 * connection.
 * @param minutes Trivy's own deadline
 */
const downloadArguments = (kind, cacheDirectory, repository, minutes) => [
    'image',
    DATABASES[kind].download,
    ...QUIET,
    '--cache-dir',
    cacheDirectory,
    DATABASES[kind].repositoryOption,
    repository,
    '--timeout',
    `${minutes}m`,
];
/** Everything offline, and nothing filtered: policy and ignore files are applied afterwards, where they are counted. */
const scanArguments = (options) => [
    'image',
    ...('layout' in options.target ? ['--input', options.target.layout] : ['--image-src', 'remote']),
    '--scanners',
    options.scanners.join(','),
    ...configScanners(options.scanners),
    '--format',
    'json',
    '--output',
    options.output,
    '--cache-dir',
    options.cacheDirectory,
    // The layer cache on disk is locked by one process; a scan in memory is no slower on images that change every time.
    '--cache-backend',
    'memory',
    '--skip-db-update',
    '--skip-java-db-update',
    '--skip-check-update',
    '--offline-scan',
    '--ignorefile=',
    '--secret-config=',
    '--exit-code',
    '0',
    '--timeout',
    `${options.minutes}m`,
    ...QUIET,
    ...('reference' in options.target ? ['--', options.target.reference] : []),
];
/** Environment variables and instructions of the image itself are looked at by a separate option. */
function configScanners(scanners) {
    const own = scanners.filter((scanner) => scanner !== 'vuln');
    return own.length === 0 ? [] : ['--image-config-scanners', own.join(',')];
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(8853);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
