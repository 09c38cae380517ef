export const id = 272;
export const ids = [272,934];
export const modules = {

/***/ 17934:
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

/***/ 58272:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseIgnoreFile: () => (/* binding */ parseIgnoreFile)
});

// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var digest = __webpack_require__(78750);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/core/build/config/yaml-value.js
var yaml_value = __webpack_require__(17934);
// EXTERNAL MODULE: ./packages/core/build/text/problem-words.js
var problem_words = __webpack_require__(17943);
// EXTERNAL MODULE: ./packages/core/build/scan/ignore/package-pattern.js
var package_pattern = __webpack_require__(26950);
;// CONCATENATED MODULE: ./packages/core/build/scan/ignore/path-pattern.js
/**
 * Path patterns of ignore files, as Trivy matches them (github.com/bmatcuk/doublestar v4): `*`, `?`, classes, nested
 * braces, `\`, and `**` for any number of folders, but only as a whole path segment. What has another meaning there
 * than one would read is refused. Matching takes time in proportion to pattern and path.
 */
/** UTF-16 units. */
const MAX_PATTERN = 1000;
/** Patterns without braces that one with braces may stand for. */
const MAX_ALTERNATIVES = 64;
/** @returns the pattern, or a clause why it is refused */
function parsePathPattern(pattern) {
    if (pattern.length > MAX_PATTERN)
        return { refused: `is longer than ${MAX_PATTERN} characters` };
    const expanded = expand(pattern);
    if ('refused' in expanded)
        return expanded;
    const programs = expanded.alternatives.map(programOf);
    return { matches: (path) => programs.some((program) => accepts(program, path)) };
}
/** Index after the class that begins at `at`, or undefined when it is empty or does not end. */
function classEnd(text, at) {
    let next = at + 1;
    if (text[next] === '^' || text[next] === '!')
        next += 1;
    if (next >= text.length || text[next] === ']')
        return undefined;
    for (; next < text.length; next += 1) {
        if (text[next] === '\\')
            next += 1;
        else if (text[next] === ']')
            return next + 1;
    }
    return undefined;
}
/** Where the choice that begins at `at` ends, and its commas; undefined when it does not end. */
function choiceAt(text, at) {
    const marks = [at];
    let depth = 0;
    for (let index = at; index < text.length; index += 1) {
        const character = text[index];
        if (character === '\\')
            index += 1;
        else if (character === '{')
            depth += 1;
        else if (character === ',' && depth === 1)
            marks.push(index);
        else if (character === '}') {
            depth -= 1;
            if (depth === 0)
                return [...marks, index];
        }
    }
    return undefined;
}
/** The first opening brace outside a class; a clause when something before it is malformed. */
function firstBrace(text, from) {
    for (let index = from; index < text.length; index += 1) {
        const character = text[index];
        if (character === '\\') {
            index += 1;
            if (index >= text.length)
                return { refused: 'ends with a "\\" that escapes nothing' };
        }
        else if (character === '[') {
            const end = classEnd(text, index);
            if (end === undefined)
                return { refused: 'has a "[" without characters and "]"' };
            index = end - 1;
        }
        else if (character === '{')
            return index;
        else if (character === '}')
            return { refused: 'has a "}" without "{"' };
    }
    return undefined;
}
function expand(pattern) {
    const alternatives = [];
    let waiting = [
        { text: pattern, choices: new Set(), from: 0 },
    ];
    while (waiting.length > 0) {
        if (alternatives.length + waiting.length > MAX_ALTERNATIVES)
            return { refused: `stands for more than ${MAX_ALTERNATIVES} patterns` };
        const next = [];
        for (const one of waiting) {
            const brace = firstBrace(one.text, one.from);
            if (brace === undefined) {
                if (one.text.includes('***'))
                    return { refused: 'has three "*" in a row' };
                if (isAmbiguous(one))
                    return { refused: 'has braces beside "**"' };
                alternatives.push(one);
                continue;
            }
            if (typeof brace === 'object')
                return brace;
            const marks = choiceAt(one.text, brace);
            const end = marks?.at(-1);
            if (marks === undefined || end === undefined)
                return { refused: 'has a "{" without "}"' };
            if (/\[[^\]]*[{},]/.test(one.text.slice(brace, end)))
                return { refused: 'has braces or commas in a class inside braces' };
            const choices = new Set(one.choices).add(brace);
            for (const [index, mark] of marks.slice(0, -1).entries()) {
                const chosen = one.text.slice(mark + 1, marks[index + 1]);
                const text = one.text.slice(0, brace) + chosen + one.text.slice(end + 1);
                next.push({ text, choices, from: brace });
            }
        }
        waiting = next;
    }
    return { alternatives };
}
/** A choice that begins inside a run of `*`, or right beside it, makes another thing of it than the run alone. */
const isAmbiguous = ({ text, choices }) => [...text.matchAll(/\*{2,}/g)].some(({ 0: run, index }) => [...choices].some((choice) => choice >= index && choice <= index + run.length && (choice > index || !atSegmentStart(text, index))));
const atSegmentStart = (text, index) => index === 0 || text[index - 1] === '/';
/** What is left of a pattern when it may stand for nothing. */
const EMPTY_TAILS = new Set(['', '*', '**', '/**', '**/', '/**/']);
function programOf({ text, choices }) {
    const tokens = [];
    const canEnd = [];
    const endsAt = (index) => EMPTY_TAILS.has(text.slice(index)) && ![...choices].some((choice) => choice > index);
    let segmentStart = true;
    let fixed = true;
    let index = 0;
    while (index < text.length) {
        canEnd.push(endsAt(index));
        const [token, next, startsSegment] = tokenAt(text, index, segmentStart, fixed);
        tokens.push(token);
        fixed &&= token.kind === 'one';
        index = next;
        segmentStart = startsSegment;
    }
    canEnd.push(endsAt(text.length));
    return { tokens, canEnd };
}
/**
 * @param fixed no star stands before it
 * @returns the token, the index after it, and whether a path segment begins there
 */
function tokenAt(text, at, segmentStart, fixed) {
    const character = text[at];
    if (character === '*') {
        if (text[at + 1] !== '*')
            return [{ kind: 'star' }, at + 1, false];
        if (segmentStart && at + 2 >= text.length)
            return [{ kind: 'rest' }, at + 2, false];
        if (segmentStart && text[at + 2] === '/')
            return [{ kind: 'folders' }, at + 3, true];
        return [{ kind: 'star' }, at + 2, false];
    }
    if (character === '?')
        return [{ kind: 'one', test: (other) => other !== '/' }, at + 1, false];
    if (character === '[') {
        const end = classEnd(text, at) ?? text.length;
        return [{ kind: 'one', test: classOf(text.slice(at + 1, end - 1), fixed) }, end, false];
    }
    const from = character === '\\' ? at + 1 : at;
    const own = String.fromCodePoint(text.codePointAt(from) ?? 0);
    return [{ kind: 'one', test: (other) => other === own }, from + own.length, own === '/'];
}
/**
 * A class may stand for `/`, other than `*` and `?`; behind a star that depends on which way is tried first, so there it
 * does not.
 */
function classOf(set, slash) {
    const negated = set.startsWith('^') || set.startsWith('!');
    const characters = [...(negated ? set.slice(1) : set)];
    const ranges = [];
    const take = (at) => {
        const escaped = characters[at] === '\\' && at + 1 < characters.length;
        const index = escaped ? at + 1 : at;
        return [characters[index]?.codePointAt(0) ?? 0, index + 1];
    };
    let at = 0;
    while (at < characters.length) {
        const [from, next] = take(at);
        at = next;
        if (characters[at] === '-' && at + 1 < characters.length) {
            const [to, after] = take(at + 1);
            // The beginning alone counts as well, also of a range that runs backward.
            ranges.push([from, from], [from, to]);
            at = after;
        }
        else
            ranges.push([from, from]);
    }
    return (character) => {
        const code = character.codePointAt(0) ?? 0;
        if (character === '/' && !slash)
            return false;
        return ranges.some(([from, to]) => from <= code && code <= to) !== negated;
    };
}
/** Follows all ways through the pattern at once, a character of the path after the other. */
function accepts({ tokens, canEnd }, path) {
    // By index: the token that comes next, and the one that is taking characters.
    let [next, taking] = [new Set([0]), new Set()];
    for (const character of path) {
        const open = new Set();
        const reachable = enter(tokens, next, taking, open);
        if (reachable === undefined)
            return true;
        next = new Set();
        taking = new Set();
        for (const index of reachable) {
            const token = tokens[index];
            if (token?.kind === 'one' && token.test(character))
                next.add(index + 1);
        }
        for (const index of open) {
            const folders = tokens[index]?.kind === 'folders';
            if (folders || character !== '/')
                taking.add(index);
            if (folders && character === '/')
                next.add(index + 1);
        }
        if (next.size === 0 && taking.size === 0)
            return false;
    }
    // A star ends wherever the path does; folders only behind a slash, where the next token is waiting already.
    const stars = [...taking].filter((index) => tokens[index]?.kind === 'star').map((index) => index + 1);
    // Of several ways, the one counts that is farthest: it is the one that is found first.
    return canEnd[Math.max(-1, ...next, ...stars)] === true;
}
/**
 * The tokens that may take the next character, with what stands for nothing skipped.
 * @param open gets the stars and folders that may take it
 * @returns undefined when the rest of the path does not matter
 */
function enter(tokens, next, taking, open) {
    const reachable = new Set(next);
    for (const index of taking) {
        open.add(index);
        if (tokens[index]?.kind === 'star')
            reachable.add(index + 1);
    }
    // Indexes that are added while the set is walked are walked as well.
    for (const index of reachable) {
        const kind = tokens[index]?.kind;
        if (kind === 'rest')
            return undefined;
        if (kind !== 'star' && kind !== 'folders')
            continue;
        open.add(index);
        reachable.add(index + 1);
    }
    return reachable;
}

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(69520);
;// CONCATENATED MODULE: ./packages/core/build/scan/ignore/problem.js

/** @param reason a clause without a full stop */
const ignoreFileProblem = (file, line, reason) => (0,failure/* configurationFailure */.d_)({
    code: 'scan/bad-ignore-file',
    cause: `The ignore file "${file}"${line === undefined ? '' : `, line ${line}`}: ${reason}.`,
    remedy: 'Correct the entry; the formats are described at https://trivy.dev/docs/latest/guide/configuration/filtering/.',
    location: { file, ...(line === undefined ? {} : { line }) },
});

;// CONCATENATED MODULE: ./packages/core/build/scan/ignore/parse-ignore-yaml.js
/** The structured format of ignore files. */







const list = dist/* optional */.lqM(dist/* nullable */.mee(dist/* array */.YOg(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq()))));
const Entry = dist/* strictObject */.rej({
    id: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq()),
    paths: list,
    purls: list,
    // An empty one would ignore the finding for ever, which nobody means who writes the key.
    expired_at: dist/* optional */.lqM(dist/* string */.YjP('is not a date, such as 2027-01-31')),
    statement: dist/* optional */.lqM(dist/* nullable */.mee(dist/* string */.YjP())),
});
const Entries = dist/* optional */.lqM(dist/* nullable */.mee(dist/* array */.YOg(Entry)));
// Trivy passes over keys that it does not know: a misspelt one would ignore a finding for ever.
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
/** @throws Failure `scan/bad-ignore-file` */
function parseIgnoreYaml(file, content) {
    const excess = (0,problem_words/* excessOf */.FR)(content);
    if (excess !== undefined)
        throw ignoreFileProblem(file, undefined, excess);
    const lineCounter = new yaml_dist/* LineCounter */.HN();
    // The core schema leaves dates alone: they stay the text that the user wrote.
    const document = (0,yaml_dist.parseDocument)(content, { lineCounter, schema: 'core', uniqueKeys: true });
    const lineAt = (offset) => offset === undefined ? undefined : lineCounter.linePos(offset).line;
    const [error] = [...document.errors, ...document.warnings];
    if (error)
        throw ignoreFileProblem(file, lineAt(error.pos[0]), (0,problem_words/* yamlWords */.L6)(error));
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
        throw ignoreFileProblem(file, 1, 'it has no sections such as "vulnerabilities:"');
    const value = (0,yaml_value.yamlValue)(document, (reason) => ignoreFileProblem(file, undefined, reason));
    const result = dist/* safeParse */.xLC(Sections, value);
    if (!result.success) {
        const [issue] = result.issues;
        const path = (issue.path ?? []).map(({ key }) => key);
        throw ignoreFileProblem(file, lineOf(path), `"${(0,problem_words/* placeWords */.fp)(path) ?? 'the file'}": ${(0,problem_words/* schemaWords */.hd)(issue)}`);
    }
    return KINDS.flatMap(([section, kind]) => (result.output[section] ?? []).map((entry, index) => {
        const path = [section, index];
        return {
            kind,
            id: entry.id,
            file,
            line: lineOf(path) ?? 1,
            ...(entry.statement ? { statement: entry.statement } : {}),
            ...conditionsOf(entry, document, path, (place, reason) => ignoreFileProblem(file, lineOf(place), `"${(0,problem_words/* placeWords */.fp)(place)}": ${reason}`)),
        };
    }));
}
function conditionsOf(entry, document, path, wrong) {
    const date = [...path, 'expired_at'];
    const expiresAt = entry.expired_at === undefined ? undefined : parseTime(document, date);
    if (entry.expired_at !== undefined && expiresAt === undefined)
        throw wrong(date, 'is not a date that Trivy reads, such as 2027-01-31');
    return {
        paths: (entry.paths ?? []).map((text, index) => {
            const pattern = parsePathPattern(text);
            if ('refused' in pattern)
                throw wrong([...path, 'paths', index], pattern.refused);
            return pattern;
        }),
        purls: (entry.purls ?? []).map((text, index) => {
            const purl = (0,package_pattern/* parsePackagePattern */.S)(text);
            if (purl === undefined)
                throw wrong([...path, 'purls', index], 'is not a package URL ("pkg:…")');
            return purl;
        }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
    };
}
const DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})/;
/** As YAML of Go reads a time that is not quoted; in quotes it must be as RFC 3339 says. */
const UNQUOTED = [
    /^\d{4}-\d{1,2}-\d{1,2}$/,
    /^\d{4}-\d{1,2}-\d{1,2} \d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?$/,
    /^\d{4}-\d{1,2}-\d{1,2}[Tt]\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/,
];
const QUOTED = [/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/];
/** Milliseconds since 1970. Years before that are mistakes; the year 1 would mean "never". */
function parseTime(document, path) {
    const node = document.getIn(path, true);
    // What an alias or a tag makes of it is not guessed.
    if (!(0,yaml_dist/* isScalar */.jn)(node) || typeof node.value !== 'string' || node.tag !== undefined)
        return undefined;
    const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
    if (!quoted && node.type !== 'PLAIN')
        return undefined;
    const text = node.value;
    if (!(quoted ? QUOTED : UNQUOTED).some((format) => format.test(text)))
        return undefined;
    const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
    const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const [time = '00:00:00', zone = 'Z'] = /(\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?)(Z|[+-]\d{2}:\d{2})?$/
        .exec(text)
        ?.slice(1) ?? [undefined, undefined];
    const [hours = '', minutes = '', seconds = ''] = time.split(':');
    const [whole = '', fraction = '0'] = seconds.split('.');
    const padded = [hours, minutes, whole].map((part) => part.padStart(2, '0')).join(':');
    const parsed = Date.parse(`${date}T${padded}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
    const midnight = Date.parse(`${date}T00:00:00Z`);
    const exists = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
    // Date.parse knows an hour 24, Go does not.
    return exists && !Number.isNaN(parsed) && parsed >= 0 && Number(hours) < 24 ? parsed : undefined;
}

;// CONCATENATED MODULE: ./packages/core/build/scan/ignore/parse-ignore-file.js
/** Reads an ignore file. Apart from what applies it: most scans have none, and start without a parser of YAML. */



/** Of entries about one id: each finding with it is compared with all of them. */
const MAX_PATTERNS = 500;
/**
 * @param name decides the format, as for Trivy: `.yaml` and `.yml` are the structured one
 * @throws Failure `scan/bad-ignore-file` naming the file, and where possible the line, of what is not understood
 */
function parseIgnoreFile(name, content) {
    const yaml = /\.ya?ml$/.test(name);
    if (!yaml && /\.ya?ml$/i.test(name))
        throw ignoreFileProblem(name, undefined, 'Trivy reads names that do not end in .yaml or .yml, in this case, as plain');
    // The parser of YAML knows the mark; to Trivy, the first id of a plain file begins with it.
    if (!yaml && content.startsWith('\uFEFF'))
        throw ignoreFileProblem(name, 1, 'it begins with a byte order mark');
    const entries = yaml ? parseIgnoreYaml(name, content) : parsePlain(name, content);
    const sizes = new Map();
    for (const { id, paths, purls, line } of entries) {
        const size = (sizes.get(id) ?? 0) + Math.max(1, paths.length + purls.length);
        sizes.set(id, size);
        if (size > MAX_PATTERNS)
            throw ignoreFileProblem(name, line, `there are more than ${MAX_PATTERNS} entries, paths and packages for one id`);
    }
    return { digest: (0,digest/* digestOf */.ol)(content), entries };
}
/** What Go counts as white space, which is not what JavaScript does. */
const SPACE = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
/** Trivy stops reading at a longer line, without a word. */
const MAX_LINE = 60_000;
/** `until:2027-01-31`, `EXP:2027-01-31`: to Trivy these are text, and the finding is ignored for ever. */
const LOOKS_LIKE_EXPIRY = /^[a-z_-]{1,20}[:=]20\d\d(?:$|[-/.T])/i;
const LOOKS_LIKE_DATE = /^20\d\d[-/.]\d\d?[-/.]\d/;
const LOOKS_LIKE_ID = /^(?:CVE|GHSA|AVD|DLA|DSA|RHSA|ALAS|ELSA|USN|DS|KSV)-/i;
function parsePlain(file, content) {
    return content.split('\n').flatMap((raw, index) => {
        const line = index + 1;
        if (raw.length > MAX_LINE)
            throw ignoreFileProblem(file, line, `it has more than ${MAX_LINE} characters`);
        const [id, ...words] = raw.split(SPACE).filter((word) => word !== '');
        if (id === undefined || id.startsWith('#'))
            return [];
        if (id.startsWith('exp:'))
            throw ignoreFileProblem(file, line, 'the id must stand before its expiry');
        const second = words[0];
        if (second !== undefined && LOOKS_LIKE_ID.test(second))
            throw ignoreFileProblem(file, line, 'a second id must stand on a line of its own');
        if (misspellsExpiry(words))
            throw ignoreFileProblem(file, line, 'an expiry must be written exp:YYYY-MM-DD, since Trivy takes other words for text');
        // The first counts, wherever it stands: in a comment as well.
        const expiry = words.find((word) => word.startsWith('exp:'))?.slice('exp:'.length);
        const expiresAt = expiry === undefined ? undefined : midnight(expiry);
        if (expiry !== undefined && expiresAt === undefined)
            throw ignoreFileProblem(file, line, 'exp: is not followed by a date YYYY-MM-DD');
        const statement = words
            .filter((word) => !word.startsWith('exp:'))
            .join(' ')
            .replace(/^#+ ?/, '');
        return [
            {
                id,
                paths: [],
                purls: [],
                file,
                line,
                ...(expiresAt === undefined ? {} : { expiresAt }),
                ...(statement === '' ? {} : { statement }),
            },
        ];
    });
}
/** Whether words behind an id, and before a comment, mean an expiry that Trivy does not see. */
function misspellsExpiry(words) {
    const comment = words.findIndex((word) => word.startsWith('#'));
    const text = comment === -1 ? words : words.slice(0, comment);
    return (LOOKS_LIKE_DATE.test(text[0] ?? '') ||
        text.some((word) => !word.startsWith('exp:') && LOOKS_LIKE_EXPIRY.test(word)));
}
/** Midnight UTC of a date, in milliseconds. Years before 1970 are mistakes; the year 1 would mean "never". */
function midnight(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text))
        return undefined;
    const time = Date.parse(`${text}T00:00:00Z`);
    // Date.parse refuses 2026-02-30 but some engines roll it over.
    return Number.isNaN(time) || time < 0 || !new Date(time).toISOString().startsWith(text) ? undefined : time;
}


/***/ })

};
