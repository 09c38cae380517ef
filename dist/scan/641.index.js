export const id = 641;
export const ids = [641];
export const modules = {

/***/ 3641:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseIgnoreFile: () => (/* binding */ parseIgnoreFile)
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./packages/core/build/config/yaml-value.js
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

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var digest = __webpack_require__(8750);
// EXTERNAL MODULE: ./packages/core/build/scan/purl.js
var purl = __webpack_require__(4273);
;// CONCATENATED MODULE: ./packages/core/build/scan/parse-ignore-file.js
/** Reads an ignore file. Apart from what applies it: most scans have none, and start without a parser of YAML. */






/**
 * @param name decides the format: `.yaml` and `.yml` are the structured one
 * @throws Failure `configuration` naming the file, and where possible the line, of what is not understood
 */
function parseIgnoreFile(name, content) {
    const entries = /\.ya?ml$/i.test(name) ? parseYaml(name, content) : parsePlain(name, content);
    return { digest: (0,digest/* digestOf */.ol)(content), entries };
}
const problem = (file, line, reason) => (0,failure/* configurationFailure */.d_)({
    code: 'scan/bad-ignore-file',
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
    purls: dist/* optional */.lqM(dist/* array */.YOg(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => (0,purl/* parsePurl */.$)(text) !== undefined, 'is not a package URL ("pkg:…")')))),
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
            purls: (entry.purls ?? []).flatMap((text) => (0,purl/* parsePurl */.$)(text) ?? []),
            ...(expiresAt === undefined ? {} : { expiresAt }),
            ...(entry.statement === undefined ? {} : { statement: entry.statement }),
        };
    }));
}


/***/ })

};
