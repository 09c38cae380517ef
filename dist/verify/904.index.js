export const id = 904;
export const ids = [904,934];
export const modules = {

/***/ 6904:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  askedAgain: () => (/* binding */ askedAgain),
  questionOf: () => (/* binding */ questionOf),
  readTrust: () => (/* binding */ readTrust)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var build_failure = __webpack_require__(9520);
;// CONCATENATED MODULE: ./packages/action-kit/build/workspace-path.js
/**
 * Files and folders of the checkout. Whoever may change the repository decides what is a link in it: one that leads out
 * would make a step read the runner's own files.
 */




/** Outside of the checkout means: the author of the workflow named it, so that its links are followed. */
const isBelow = (folder, file) => {
    const relative = external_node_path_.relative(folder, file);
    return (relative === '' ||
        !(relative === '..' || relative.startsWith(`..${external_node_path_.sep}`) || external_node_path_.isAbsolute(relative)));
};
/**
 * Where a path of the checkout really is; undefined when there is nothing.
 * @param file absolute, or from the top of the checkout
 * @throws Failure `action/link-outside` when it lies in the checkout and a link, anywhere on its way, leads out of it or
 *   into the git folder, which holds the checkout's token
 */
async function resolveInWorkspace(workspace, file) {
    const top = external_node_path_.resolve(workspace);
    const absolute = external_node_path_.resolve(top, file);
    const real = await found(absolute, file);
    if (real === undefined || !isBelow(top, absolute))
        return real;
    const realTop = await (0,promises_.realpath)(top);
    if (isBelow(realTop, real) && !external_node_path_.relative(realTop, real).split(external_node_path_.sep).includes('.git'))
        return real;
    throw outside(file);
}
async function found(absolute, file) {
    try {
        return await (0,promises_.realpath)(absolute);
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'ENOENT' || code === 'ENOTDIR')
            return undefined;
        throw unreadable(file, typeof code === 'string' ? code : 'it cannot be found', error);
    }
}
/**
 * The bytes of a file of the checkout; undefined when there is nothing.
 * @param limit bytes
 * @throws Failure `action/link-outside`; `action/bad-file` when it is no file, or too large
 */
async function readInWorkspace(workspace, file, limit) {
    const real = await resolveInWorkspace(workspace, file);
    if (real === undefined)
        return undefined;
    // Nothing of the real path is a link any more; a pipe would block.
    const flags = external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK;
    const handle = await (0,promises_.open)(real, flags).catch((error) => {
        throw unreadable(file, error.code ?? 'it cannot be opened', error);
    });
    try {
        const stat = await handle.stat();
        if (!stat.isFile())
            throw unreadable(file, 'it is no file');
        if (stat.size > limit)
            throw unreadable(file, `it has more than ${limit} bytes`);
        return await handle.readFile();
    }
    finally {
        await handle.close();
    }
}
const outside = (file) => (0,build_failure/* configurationFailure */.d_)({
    code: 'action/link-outside',
    cause: `"${file}" leads out of the repository, or into its git folder, by a link.`,
    remedy: 'Put the file itself in its place, or let the link lead to a file of the repository.',
});
const unreadable = (file, reason, error) => (0,build_failure/* configurationFailure */.d_)({
    code: 'action/bad-file',
    cause: `"${file}" cannot be read: ${reason}.`,
    remedy: 'Give the path of a file of the repository.',
    ...(error === undefined ? {} : { error }),
});

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./packages/core/build/config/app-name.js
/** Names of apps: they stand in image names, file names and branch names. */

const appName = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/, 'must be lower-case letters and digits with ".", "_" or "-" between'), dist/* maxLength */.Ru6(63));
const isAppName = (text) => v.is(appName, text);

// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var reference = __webpack_require__(7109);
;// CONCATENATED MODULE: ./packages/core/build/config/duration.js
/** Ages in configuration: a whole number of hours or days. */
const DURATION = /^([1-9][0-9]{0,4})(h|d)$/;
const HOUR = 3_600_000;
/** Milliseconds of `36h` or `7d`; undefined for anything else. */
function duration_parseDuration(text) {
    const [, count, unit] = DURATION.exec(text) ?? [];
    return count === undefined ? undefined : Number(count) * (unit === 'd' ? 24 * HOUR : HOUR);
}

;// CONCATENATED MODULE: ./packages/core/build/config/previews.js
/**
 * `previews:` in `.sealift.yml` of an ops repository: which pull requests get a preview, how many, and for how long.
 * Who may have signed it, `trust:` says for its environment. docs/previews.md is the guide.
 */





/** What a label of who counts, from the least: https://docs.github.com/en/organizations/managing-user-access-to-your-organizations-repositories/managing-repository-roles */
const LABELLERS = ['write', 'maintain', 'admin'];
const duration = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => duration_parseDuration(text) !== undefined, 'must be hours or days, such as 36h or 7d'));
const label = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* trim */.Bqr(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(50));
/** https://git-scm.com/docs/git-check-ref-format */
const branch = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^(?!-)(?!.*(?:\.\.|\/\/|@\{|\.lock(?:\/|$)|\/$|\.$))[A-Za-z0-9._/-]{1,200}$/, 'must be the name of a branch'));
const previews_image = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => {
    try {
        return (0,reference/* formatImageName */.eS)((0,reference/* parseImageName */["if"])(text)) === text;
    }
    catch (error) {
        if (error instanceof build_failure/* Failure */.HR)
            return false;
        throw error;
    }
}, 'must be registry/repository without a tag'));
/** Names of namespaces, releases and hosts are made of it, each with a number behind. */
const previewApp = dist/* pipe */.FsL(appName, dist/* regex */.yGV(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be at most 40 lower-case letters, digits and "-"'));
const url = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(500), dist/* check */.z6Y((text) => previewUrl(text, 'api', 1) !== undefined, 'must be https://…, with {number} and perhaps {app} in its host'));
const PreviewAppConfig = dist/* strictObject */.rej({
    /** Where the pipeline pushes it, without a tag. */
    image: previews_image,
    /** Address of a preview; `{app}` and `{number}` stand for the app and the pull request. Default: none is shown. */
    url: dist/* optional */.lqM(url),
});
const PreviewsConfig = dist/* strictObject */.rej({
    /** Environment of `trust:` whose rules count. Default: preview. */
    environment: dist/* optional */.lqM(appName),
    /** Label that asks for a preview. Default: preview. */
    label: dist/* optional */.lqM(label),
    /** What a person must be allowed to do, whose label counts. Default: write. */
    'labelled-by': dist/* optional */.lqM(dist/* picklist */.KIO(LABELLERS)),
    /** Branch of this repository that holds them. Default: previews. */
    branch: dist/* optional */.lqM(branch),
    /** Pull requests with a preview at a time. Default: 10. */
    limit: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* number */.aig(), dist/* integer */.ndf(), dist/* minValue */.Wwf(1), dist/* maxValue */.cGV(200))),
    /** How long after the last push or label it lives. Default: 3d. */
    'time-to-live': dist/* optional */.lqM(duration),
    apps: dist/* record */.g1P(previewApp, PreviewAppConfig),
});
const DAY = 86_400_000;
const previewRules = (config) => ({
    environment: config.environment ?? 'preview',
    label: config.label ?? 'preview',
    labelledBy: config['labelled-by'] ?? 'write',
    branch: config.branch ?? 'previews',
    limit: config.limit ?? 10,
    timeToLive: parseDuration(config['time-to-live'] ?? '3d') ?? 3 * DAY,
    apps: Object.entries(config.apps).map(([app, { image: name, url: address }]) => ({
        app,
        image: parseImageName(name),
        url: address,
    })),
});
/** The address of one preview; undefined when the template gives none. */
function previewUrl(template, app, number) {
    const text = template.replaceAll('{app}', app).replaceAll('{number}', String(number));
    const address = URL.parse(text);
    // A number in the host keeps one preview's cookies from another one's.
    if (address === null || address.protocol !== 'https:' || /[{}\s]/.test(text))
        return undefined;
    const host = template.replace(/^https:\/\//, '').split(/[/?#]/)[0] ?? '';
    return host.includes('{number}') && !host.includes('@') ? address : undefined;
}

;// CONCATENATED MODULE: ./packages/core/build/text/template.js
/** Text with `{name}` in it. */

const PLACEHOLDER = /\{([^{}]*)\}/g;
/**
 * Replaces every `{name}`.
 * @throws Failure `text/unknown-placeholder` on a name that is not among the placeholders
 */
function fillTemplate(template, values, input, adapt = (value) => value) {
    return template.replace(PLACEHOLDER, (_match, name, at) => {
        const value = Object.hasOwn(values, name) ? values[name] : undefined;
        if (value !== undefined)
            return adapt(value, name, template.slice(0, at));
        throw unknown(name, Object.keys(values), input);
    });
}
/** The first `{name}` that is none of the names, without its braces; undefined when there is none. */
const unknownPlaceholder = (template, names) => [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name).find((name) => !names.includes(name));
/**
 * The same before there is anything to fill in.
 * @throws Failure `text/unknown-placeholder`
 */
function checkTemplate(template, names, input) {
    const name = unknownPlaceholder(template, names);
    if (name !== undefined)
        throw unknown(name, names, input);
}
function unknown(name, names, input) {
    const known = names.map((each) => `{${each}}`);
    return configurationFailure({
        code: 'text/unknown-placeholder',
        cause: `"{${name}}" in "${input}" is not a known placeholder.`,
        remedy: known.length === 0 ? 'Remove the braces.' : `Use ${known.join(' or ')}.`,
    });
}

;// CONCATENATED MODULE: ./packages/core/build/config/pull-request.js
/**
 * How pull requests are worded, and what a merge sets off: `deploy.pull-request` and `on-merge` of both configuration
 * files. docs/pull-request.md shows what comes of it.
 */


/** What `{name}` may be in the title and, with the others, in a commit message and the text around the body. */
const TITLE_PLACEHOLDERS = [
    'summary',
    'action',
    'apps',
    'environment',
    'tag',
    'count',
    'repository',
    'ref',
    'run',
];
const MESSAGE_PLACEHOLDERS = [...TITLE_PLACEHOLDERS, 'title', 'changes'];
const BODY_PLACEHOLDERS = [...TITLE_PLACEHOLDERS, 'title'];
const BRANCH_PLACEHOLDERS = ['repository', 'ref', 'run', 'app', 'environment', 'base'];
const MERGE_PLACEHOLDERS = ['app', 'environment'];
/** UTF-16 units of a template. */
const MAX_LINE = 500;
const MAX_TEMPLATE = 4000;
const among = (names) => names.map((name) => `{${name}}`).join(', ');
const template = (names, limit) => dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(limit, `must have at most ${limit} characters`), dist/* check */.z6Y((text) => unknownPlaceholder(text, names) === undefined, `must have no other {placeholder} than ${among(names)}`));
const oneLine = dist/* check */.z6Y((text) => !/[\r\n\u2028\u2029]/.test(text), 'must be one line');
/** `Name <address>`, as git writes it. https://developercertificate.org */
const SIGN_OFF = /^[^<>\r\n]{1,100} <[^<>\s@]{1,100}@[^<>\s@]{1,100}>$/;
const FENCE = /`{3}|~{3}/;
/**
 * What could hide or fake the rest of the text that it stands in: HTML, definitions that give links and footnotes another
 * meaning, and a block of code without an end. In doubt it is refused.
 * @returns a clause; undefined when nothing is wrong
 */
function whatBreaksMarkdown(text) {
    if (/<(?![\s\d=]|https:\/\/)/.test(`${text} `))
        return 'it holds HTML, or "<" before a letter';
    let open;
    for (const line of text.split(/\r\n|\r|\n/)) {
        if (open === undefined && /^[\s>]*\[[^\]]*\]:/.test(line))
            return 'it defines what a link means elsewhere';
        if (!FENCE.test(line))
            continue;
        if (open === undefined) {
            open = /^(`{3,}|~{3,})[\w +-]*$/.exec(line)?.[1];
            if (open === undefined)
                return 'a block of code does not begin at the start of a line';
        }
        else {
            const mark = line.trimEnd();
            if (mark.startsWith(open) && mark === open.charAt(0).repeat(mark.length))
                open = undefined;
        }
    }
    return open === undefined ? undefined : 'a block of code has no end';
}
const markdown = dist/* pipe */.FsL(template(BODY_PLACEHOLDERS, MAX_TEMPLATE), dist/* check */.z6Y((text) => whatBreaksMarkdown(text) === undefined, 'must be Markdown without HTML and definitions of links, and each block of code must have an end'));
/** Each key means what the input of bump of that name means. */
const PullRequestConfig = dist/* strictObject */.rej({
    /** One line. Default: `{summary}`, for example `Deploy api and web to prod: v1.4.0`. */
    title: dist/* optional */.lqM(dist/* pipe */.FsL(template(TITLE_PLACEHOLDERS, MAX_LINE), oneLine)),
    /** Its branch. */
    branch: dist/* optional */.lqM(dist/* pipe */.FsL(template(BRANCH_PLACEHOLDERS, MAX_LINE), oneLine)),
    /** Default: `{title}`. What changes follows where `{changes}` does not say otherwise. */
    'commit-message': dist/* optional */.lqM(template(MESSAGE_PLACEHOLDERS, MAX_TEMPLATE)),
    /** `Name <address>` for a line `Signed-off-by:` in commits. */
    'sign-off': dist/* optional */.lqM(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(SIGN_OFF, 'must be "Name <address>"'))),
    /** Markdown above what is said of the apps, below the warnings. */
    'body-head': dist/* optional */.lqM(markdown),
    /** Markdown at the end. */
    'body-foot': dist/* optional */.lqM(markdown),
});
const sentence = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* trim */.Bqr(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(300), oneLine);
const address = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(300), dist/* check */.z6Y((text) => {
    const url = URL.parse(text);
    return url?.protocol === 'https:' && url.username === '' && url.search === '' && url.hash === '';
}, 'must be https://… without a user, a query or a fragment'));
const named = dist/* pipe */.FsL(template(MERGE_PLACEHOLDERS, 200), dist/* regex */.yGV(/^[A-Za-z0-9{}._-]+$/, 'must be letters, digits, ".", "_" and "-", with {app} and {environment}'));
/** What happens in an environment once the pull request is merged. It is shown, and nothing is decided by it. */
const OnMergeConfig = dist/* strictObject */.rej({
    /** A sentence or two. */
    text: dist/* optional */.lqM(sentence),
    /** Whether the change is rolled out by itself, or somebody starts it. */
    sync: dist/* optional */.lqM(dist/* picklist */.KIO(['automatic', 'manual'])),
    /** How it is rolled out, for example `10 %, 50 %, 100 %, judged by the error rate`. */
    canary: dist/* optional */.lqM(sentence),
    /** Who must agree before it is everywhere. */
    approval: dist/* optional */.lqM(sentence),
    /** The Argo CD that follows the repository. */
    argocd: dist/* optional */.lqM(dist/* strictObject */.rej({
        /** Where its pages are. */
        url: address,
        /** Name of an Application, with `{app}` and `{environment}`. */
        application: named,
        /** Namespace of the Application, where it is not the one of Argo CD. */
        namespace: dist/* optional */.lqM(named),
    })),
    /** Context of the commit status that says how it went, with `{app}` and `{environment}`. */
    'status-context': dist/* optional */.lqM(dist/* pipe */.FsL(template(MERGE_PLACEHOLDERS, 200), oneLine)),
});

;// CONCATENATED MODULE: ./packages/core/build/config/repository-file.js
/** Whether a path names a file inside a repository: GitHub would take the others for other ones, or refuse them late. */
const isRepositoryFile = (path) => !path.startsWith('/') &&
    !path.includes('\\') &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
    !/[\u0000-\u001f\u007f]/.test(path) &&
    path
        .split('/')
        .every((name) => name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git');
/**
 * Whether a path is, on any file system that somebody checks it out to, one of the files that say who may change a
 * repository or what runs when it is changed: `.github/`, `.gitmodules` and whatever else begins with `.git`,
 * `CODEOWNERS` wherever it lies, `.sealift.yml`. No deployment is in them, so that nothing of ours ever writes there.
 */
const isGuardedFile = (path) => path.split('/').some((name) => {
    const plain = asOnDisk(name);
    return GUARDED.some((pattern) => pattern.test(plain));
});
const GUARDED = [
    /^\.git/,
    /^codeowners$/,
    /^\.sealift\.ya?ml$/,
    // Short names of Windows.
    /^(?:git|github|gi|codeow|co|sealif|se)[0-9a-f]*~[0-9]+/,
];
/**
 * The most that file systems make of a name: letters without case and compatible forms alike (APFS), characters that are
 * not seen left out (HFS+), dots and spaces at the end and streams left off (NTFS).
 */
function asOnDisk(name) {
    const [file = ''] = name
        .normalize('NFKC')
        .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
        .split(':', 1);
    return file
        .toLowerCase()
        .replace(/[. ]+$/, '')
        .replace(/^ +/, '');
}

// EXTERNAL MODULE: ./packages/core/build/scan/severity.js
var severity = __webpack_require__(3455);
;// CONCATENATED MODULE: ./packages/core/build/text/glob.js
/**
 * Patterns of file names, for paths with `/` and without a slash at the beginning. Names that begin with a dot are names
 * like others. The time is bounded by the product of the lengths, whatever the pattern: see docs/decisions/globs.md.
 */
/** UTF-16 units. What is longer matches nothing but itself. */
const MAX_PATTERN = 1000;
/** Patterns that the braces of one may stand for; what braces beyond that stand for is left out. */
const MAX_ALTERNATIVES = 64;
const hasWildcard = (pattern) => pattern.includes('*');
/** Whether one of the patterns is about the whole path. */
function createMatcher(patterns, dialect) {
    const matchers = patterns.map((pattern) => matcherOf(pattern, dialect));
    return (path) => matchers.some((matches) => matches(path));
}
function matcherOf(pattern, dialect) {
    const plain = withoutStart(pattern);
    if (plain.length > MAX_PATTERN)
        return (path) => path === plain;
    const texts = dialect === 'full' ? alternatives(plain) : [plain];
    const all = texts.map((text) => ({
        parts: text.split('/').map((part) => partOf(part, dialect)),
        literal: literalOf(text, dialect),
    }));
    // "folder/**" is what lies in the folder; for files of one name the difference does not matter.
    const leastAtEnd = dialect === 'full' ? 1 : 0;
    return (path) => {
        if (!all.some(({ literal }) => path.includes(literal)))
            return false;
        const names = path.split('/').map((name) => [...name]);
        return all.some(({ parts }) => matchesParts(parts, names, leastAtEnd));
    };
}
/** Texts of which every path holds one that a pattern of the dialect `full` is about; an empty one says nothing. */
function literalsIn(pattern) {
    const plain = withoutStart(pattern);
    return plain.length > MAX_PATTERN ? [plain] : alternatives(plain).map((text) => literalOf(text, 'full'));
}
const withoutStart = (pattern) => pattern.replace(/^(?:\.?\/)+/, '');
/** The longest text that stands in whatever matches: to look for it is much faster than to match. */
function literalOf(text, dialect) {
    if (dialect === 'full' && /[[\]\\{}]/.test(text))
        return '';
    const literals = text.split(dialect === 'full' ? /[*?/]+/ : /[*/]+/);
    return literals.reduce((longest, each) => (each.length > longest.length ? each : longest), '');
}
const CHOICE = /\\.|\{(?<choices>[^{}]*)\}|(?<glued>(?<=[^/])\*{2,}|\*{2,}(?=[^/*]))/gsu;
/** The patterns that braces stand for, and `**` beside other characters: anything in one name, or over several. */
function alternatives(pattern) {
    const done = [];
    let waiting = [pattern];
    while (waiting.length > 0) {
        if (done.length + waiting.length > MAX_ALTERNATIVES)
            return [...done, ...waiting].slice(0, MAX_ALTERNATIVES);
        waiting = waiting.flatMap((text) => {
            const choice = [...text.matchAll(CHOICE)].find(({ groups }) => (groups?.['choices'] ?? groups?.['glued']) !== undefined);
            if (choice === undefined) {
                done.push(text);
                return [];
            }
            const [before, after] = [text.slice(0, choice.index), text.slice(choice.index + choice[0].length)];
            const texts = choice.groups?.['choices']?.split(',') ?? ['*', '*/**/*'];
            return texts.map((chosen) => before + chosen + after);
        });
    }
    return done;
}
const TOKEN = /(?<star>\*+)|(?<one>\?)|\[(?<not>[!^]?)(?<set>[^\]\\]+)\]|\\(?<escaped>.)|(?<plain>.)/gsu;
function partOf(part, dialect) {
    if (part === '**')
        return 'globstar';
    if (dialect === 'wildcards')
        return [...part].map((own) => (own === '*' ? 'star' : (character) => character === own));
    return [...part.matchAll(TOKEN)].flatMap(({ 0: whole, groups = {} }) => {
        if (groups['star'])
            return ['star'];
        if (groups['one'])
            return [() => true];
        const characters = groups['set'] === undefined ? undefined : classOf(groups['set']);
        if (characters !== undefined)
            return [(character) => characters(character) === (groups['not'] === '')];
        const text = groups['escaped'] ?? groups['plain'] ?? whole;
        return [...text].map((own) => (character) => character === own);
    });
}
/** Single characters and ranges; undefined when a range runs backward. */
function classOf(set) {
    const ranges = [...set.matchAll(/(.)-(.)|(.)/gsu)].map(([, from, to, one]) => [from ?? one ?? '', to ?? one ?? '']);
    if (ranges.some(([from, to]) => from > to))
        return undefined;
    return (character) => ranges.some(([from, to]) => from <= character && character <= to);
}
/** reachable: how many names the parts so far can be about. */
function matchesParts(parts, names, leastAtEnd) {
    let reachable = new Set([0]);
    for (const [index, part] of parts.entries()) {
        const next = new Set();
        if (part === 'globstar') {
            const least = Math.min(...reachable) + (index > 0 && index === parts.length - 1 ? leastAtEnd : 0);
            for (let at = least; at <= names.length; at += 1)
                next.add(at);
        }
        else
            for (const at of reachable) {
                const name = names[at];
                if (name !== undefined && matchesName(part, name))
                    next.add(at + 1);
            }
        if (next.size === 0)
            return false;
        reachable = next;
    }
    return reachable.has(names.length);
}
/** After a failure only the last `*` takes one character more: an earlier one could reach nothing new. */
function matchesName(tokens, name) {
    let [token, at] = [0, 0];
    let retry;
    while (at < name.length) {
        const expected = tokens[token];
        if (expected === 'star') {
            retry = { token, at };
            token += 1;
        }
        else if (expected?.(name[at] ?? '') === true) {
            token += 1;
            at += 1;
        }
        else if (retry !== undefined) {
            retry = { token: retry.token, at: retry.at + 1 };
            token = retry.token + 1;
            at = retry.at;
        }
        else
            return false;
    }
    return tokens.slice(token).every((rest) => rest === 'star');
}

// EXTERNAL MODULE: ./packages/core/build/verification/identity.js
var identity = __webpack_require__(9068);
// EXTERNAL MODULE: ./packages/core/build/verification/sigstore.js
var sigstore = __webpack_require__(308);
// EXTERNAL MODULE: ./packages/core/build/verification/source-ref.js + 1 modules
var source_ref = __webpack_require__(3427);
;// CONCATENATED MODULE: ./packages/core/build/config/trust.js
/**
 * `trust:` in `.sealift.yml` of an ops repository: who may deploy what, and how. Only what stands there on the base
 * branch counts; nothing in an app repository can widen it. docs/trust.md is the guide.
 */











/** The only file in which `trust:` counts: a run that is judged cannot name another one. */
const TRUST_FILE = '.sealift.yml';
/** What the app side may only do where it is allowed. */
const PERMISSIONS = ['commit', 'auto-merge', 'write-name', 'allow-rollback'];
const listOf = (item) => dist/* pipe */.FsL(dist/* array */.YOg(item), dist/* minLength */.BpQ(1, 'must not be empty'), dist/* maxLength */.Ru6(200, 'has more than 200 items'));
const repository = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/, 'must be owner/repository, without patterns'));
const ref = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => (0,source_ref/* parseRef */.rd)(text.replaceAll('{app}', 'app')) !== undefined, 'must be a full ref such as refs/heads/main, refs/tags/v* for release tags, refs/tags/{app}-v* for those of an app, or refs/pull/*/merge for previews'));
const workflow = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => (0,identity/* parseIdentity */.aZ)(text) !== undefined, 'must be https://github.com/owner/repository/.github/workflows/file.yml@ref with a full ref, a full commit, or refs/tags/v* for release tags'));
const trust_url = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => URL.canParse(text) && !/[\s*]/.test(text), 'must be an exact URL, without patterns'));
const callerWorkflow = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^https:\/\/[^/\s*]+\/[^/@\s*]+\/[^/@\s*]+\/\.github\/workflows\/[A-Za-z0-9._-]+\.ya?ml(?:@refs\/[^\s*?[\\^~:]+)?$/, 'must be https://github.com/owner/repository/.github/workflows/file.yml, with @ and a full ref or without'));
const trust_event = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[a-z][a-z_]{0,99}$/, 'must be the name of an event, such as push'));
const trust_duration = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => duration_parseDuration(text) !== undefined, 'must be hours or days, such as 36h or 7d'));
const predicate = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(500), dist/* check */.z6Y((text) => STATEMENTS.some((known) => known === text) ||
    (/^[a-z][a-z0-9+.-]*:[!-~]+$/.test(text) && URL.canParse(text)), 'must be signature, sbom, verdict, record, provenance or the URI of a predicate type'));
const STATEMENTS = ['signature', 'sbom', 'verdict', 'record', 'provenance'];
const rootFile = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y(isRepositoryFile, 'must be the path of a file in the ops repository'));
/** An instance that is known by name, or the keys of another one. */
const trust_sigstore = dist/* union */.KCZ([dist/* picklist */.KIO(sigstore/* SIGSTORE_INSTANCES */.QJ), dist/* strictObject */.rej({ 'trusted-root': rootFile })], 'must be public, github, or trusted-root with the path of a file in the ops repository');
const placeholders = (text) => [...text.matchAll(/\{[^{}]*\}/g)].every(([name]) => name === '{app}' || name === '{environment}');
/** As it looks when it is filled: names of apps and environments have none of the characters of a pattern. */
const filled = (text) => text.replace(/\{[^{}]*\}/g, 'x');
const file = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(MAX_PATTERN), dist/* check */.z6Y((text) => placeholders(text) &&
    isRepositoryFile(filled(text)) &&
    !isGuardedFile(filled(text)) &&
    !/^\*+(?:\/\*+)*$/.test(text), 'must be the path of files in the ops repository, with *, **, {app} and {environment}, and not of all files'));
const trust_image = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(MAX_PATTERN), dist/* check */.z6Y((text) => {
    const [registry = '', ...rest] = text.split('/');
    if (!placeholders(text) || /[*{]/.test(registry) || rest.includes('**'))
        return false;
    try {
        // A name with a registry of its own, so that no short form stands for another one.
        const name = (0,reference/* parseImageName */["if"])(filled(text).replaceAll('*', 'x'));
        return name.registry === registry;
    }
    catch (error) {
        if (error instanceof build_failure/* Failure */.HR)
            return false;
        throw error;
    }
}, 'must be registry/repository without a tag, with * for a name between slashes and {app}'));
const TrustRuleConfig = dist/* strictObject */.rej({
    /** Repository whose run released the image, `owner/name`. */
    'source-repository': dist/* optional */.lqM(repository),
    /** Refs that releases may come from: full refs, `refs/tags/v*` for release tags, `refs/tags/{app}-v*` for those of one app; those of pull requests for previews. */
    refs: dist/* optional */.lqM(listOf(ref)),
    /** Workflows that may sign, each with its ref: a full ref or commit, or `refs/tags/v*` for release tags. */
    workflows: dist/* optional */.lqM(listOf(workflow)),
    /** Issuer of the signer's identity. Default: GitHub Actions. */
    issuer: dist/* optional */.lqM(trust_url),
    /**
     * The Sigstore instance that signs: `public`, `github` (GitHub's own, without a public log), or one whose keys stand in
     * a file of this repository (`trusted-root: path`). Default: by the visibility that the certificate states.
     */
    sigstore: dist/* optional */.lqM(trust_sigstore),
    /** The workflow of the source repository that called the signing one, with its ref or without. */
    'caller-workflow': dist/* optional */.lqM(callerWorkflow),
    /** Events that may start a release, for example push. */
    triggers: dist/* optional */.lqM(listOf(trust_event)),
    /** Where the signing job ran. */
    'runner-environment': dist/* optional */.lqM(dist/* picklist */.KIO(['github-hosted', 'self-hosted'])),
    /** The lowest severity that must have blocked a release. */
    severity: dist/* optional */.lqM(dist/* picklist */.KIO(severity/* SEVERITIES */.oC)),
    /** Vulnerabilities without a fix must have blocked too. */
    'count-unfixed': dist/* optional */.lqM(dist/* boolean */.zMY()),
    /** The oldest scan, in hours or days: 36h, 7d. */
    'max-scan-age': dist/* optional */.lqM(trust_duration),
    /** How old the vulnerability database may have been when it was used. */
    'max-database-age': dist/* optional */.lqM(trust_duration),
    /** Statements that are required beside those of every release (signature, SBOM, verdict, record). */
    require: dist/* optional */.lqM(listOf(predicate)),
    /** Images that may be deployed, without tag; `*` for a name between slashes, `{app}`. Default: any that verifies. */
    images: dist/* optional */.lqM(listOf(trust_image)),
    /**
     * Files that may be changed; `*` in a name, `**` over folders, `{app}`, `{environment}`. Default: those that `deploy:`
     * of this file names.
     */
    files: dist/* optional */.lqM(listOf(file)),
    /** What the app side may do: commit without a pull request, merge automatically, write the image's name, go back. */
    allow: dist/* optional */.lqM(dist/* array */.YOg(dist/* picklist */.KIO(PERMISSIONS))),
});
const rules = dist/* record */.g1P(appName, dist/* nullable */.mee(TrustRuleConfig));
const TrustConfig = dist/* strictObject */.rej({
    /** For all apps in all environments, as far as nothing more specific says otherwise. */
    defaults: dist/* optional */.lqM(TrustRuleConfig),
    /** By environment. */
    environments: dist/* optional */.lqM(rules),
    /** The apps that may be deployed. `"*"` is for apps that are not named: without it they are refused. */
    apps: dist/* record */.g1P(dist/* union */.KCZ([dist/* literal */.euz('*'), appName]), dist/* nullable */.mee(dist/* strictObject */.rej({ ...TrustRuleConfig.entries, environments: dist/* optional */.lqM(rules) }))),
});

;// CONCATENATED MODULE: ./packages/core/build/config/value-path.js
/**
 * Paths to a value: `image.tag`, `containers[0].image`, `containers[name=api].image`, `labels["a.b/c"]`, and, for a
 * file of several documents, `Deployment/api:spec.replicas` or `document[1]:image.tag`.
 */

const BY_POSITION = /^document\[(\d{1,6})\]:/;
/** Kinds begin with a capital letter, keys of values files do not: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ */
const BY_OBJECT = /^([A-Z][A-Za-z0-9]*)\/([^:[\]"'\s]+):/;
const SEGMENT = /(?:^|(?<=[\s\S])\.)([^.[\]"']+)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\.)*"|'[^']*')\]|\[([A-Za-z0-9_./-]+)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\]"']+)\]/y;
/** @throws Failure `configuration` */
function parseValuePath(text) {
    const [prefix = '', first, name] = BY_POSITION.exec(text) ?? BY_OBJECT.exec(text) ?? [];
    const document = first === undefined
        ? undefined
        : name === undefined
            ? { position: Number(first) }
            : { kind: first, name };
    const rest = text.slice(prefix.length);
    const segments = [];
    SEGMENT.lastIndex = 0;
    while (SEGMENT.lastIndex < rest.length) {
        const match = SEGMENT.exec(rest);
        const [, key, position, quoted, selector, value] = match ?? [];
        if (key !== undefined)
            segments.push(key);
        else if (position !== undefined)
            segments.push(Number(position));
        else if (quoted !== undefined)
            segments.push(unquote(quoted, text));
        else if (selector !== undefined && value !== undefined)
            segments.push({ key: selector, value: /^["']/.test(value) ? unquote(value, text) : value });
        else
            throw badPath(text);
    }
    if (segments.length === 0)
        throw badPath(text);
    return { ...(document === undefined ? {} : { document }), segments };
}
function unquote(text, whole) {
    if (text.startsWith("'"))
        return text.slice(1, -1);
    try {
        return String(JSON.parse(text));
    }
    catch {
        throw badPath(whole);
    }
}
const badPath = (text) => (0,build_failure/* configurationFailure */.d_)({
    code: 'config/bad-path',
    cause: `"${text}" is not a path to a value.`,
    remedy: 'Write keys with dots between, positions as [0], elements by a key as [name=api], keys with dots in them as ["a.b"]: image.tag.',
});
/** What {@link parseValuePath} reads back as the same. */
function formatValuePath(path) {
    const { document, segments } = 'segments' in path ? path : { segments: path };
    const prefix = document === undefined
        ? ''
        : 'kind' in document
            ? `${document.kind}/${document.name}:`
            : `document[${document.position}]:`;
    return prefix + segments.map(formatSegment).join('');
}
function formatSegment(segment, index) {
    if (typeof segment === 'number')
        return `[${segment}]`;
    if (typeof segment === 'object')
        return `[${segment.key}=${/^[^\]"']+$/.test(segment.value) ? segment.value : JSON.stringify(segment.value)}]`;
    return /^[\w-]+$/.test(segment) ? `${index === 0 ? '' : '.'}${segment}` : `[${JSON.stringify(segment)}]`;
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
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
    let nodes = schema_keys_alternatives(schema);
    for (const key of path)
        nodes = nodes.flatMap((node) => below(node, key)).flatMap(schema_keys_alternatives);
    return [...new Set(nodes.flatMap((node) => Object.keys(node['entries'] ?? {})))];
}
function schema_keys_alternatives(node) {
    if (node.type === 'optional' || node.type === 'nullable' || node.type === 'nullish')
        return schema_keys_alternatives(node['wrapped']);
    if (node.type === 'union')
        return node['options'].flatMap(schema_keys_alternatives);
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
    const lines = new yaml_dist/* LineCounter */.HN();
    let node = (0,yaml_dist.parseDocument)(text, { lineCounter: lines }).contents;
    let offset;
    for (const key of path) {
        const pair = (0,yaml_dist/* isMap */.jh)(node) ? node.items.find((item) => String(item.key) === key) : undefined;
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

;// CONCATENATED MODULE: ./packages/core/build/config/deploy.js
/**
 * `deploy:` in `.github/sealift.yml` of an app repository and in `.sealift.yml` of an ops repository: which values of
 * which files say what runs.
 */









const FIND = ['auto', 'path', 'image', 'marker', 'regex'];
const deploy_filled = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => isRepositoryFile(text.replace(/\{[a-z]+\}/g, 'x')), 'must be a path inside the repository, relative and without ".."'));
const valuePath = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* check */.z6Y((text) => {
    try {
        return parseValuePath(text).segments.length > 0;
    }
    catch (error) {
        if (error instanceof build_failure/* Failure */.HR)
            return false;
        throw error;
    }
}, 'must be a path to a value, for example image.tag or containers[name=api].image'));
const deploy_name = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq());
const mirrors = dist/* pipe */.FsL(dist/* array */.YOg(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[A-Za-z0-9.:{}/_-]{1,255}$/, 'must be a host, or a name that {registry}, {repository}, {name} and {app} may be in'))), dist/* maxLength */.Ru6(20, 'has more than 20 items'));
const tagPattern = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(200, 'is longer than 200 characters'));
/** What happens when a file holds the image and cannot be edited: nothing is deployed, or the file is left out and named. */
const UNREADABLE = ['refuse', 'skip'];
const DeployTargetConfig = dist/* strictObject */.rej({
    /** File of the ops repository. `{app}` and `{environment}` are filled in; `*` and `**` match names. */
    file: deploy_filled,
    /** The environment that the file belongs to. Default: each one, where `file` has `{environment}`. */
    environment: dist/* optional */.lqM(appName),
    /** Default: auto, which is the path when one is given, else the image, else the marker. */
    find: dist/* optional */.lqM(dist/* picklist */.KIO(FIND)),
    /** For find regex: a pattern in RE2's syntax with a group named tag, image or digest. */
    regex: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq(), dist/* maxLength */.Ru6(500, 'is longer than 500 characters'))),
    /** Where the tag, or the whole reference, stands. */
    path: dist/* optional */.lqM(valuePath),
    /** The digest beside the tag. Default: the action's input. */
    'digest-mode': dist/* optional */.lqM(dist/* picklist */.KIO(['none', 'suffix', 'field'])),
    /** Where the digest stands, for digest-mode field. Default: the key `digest` next to the tag. */
    'digest-path': dist/* optional */.lqM(valuePath),
    /** Also write the image's name. */
    'write-name': dist/* optional */.lqM(dist/* boolean */.zMY()),
    /** Where the image is also found, beside those of all apps. A tag beside any other name is never changed. */
    mirrors: dist/* optional */.lqM(mirrors),
    /** Patterns of the tags that are exchanged; `!` before one for those that are not. Default: all of the image. */
    only: dist/* optional */.lqM(dist/* union */.KCZ([tagPattern, dist/* pipe */.FsL(dist/* array */.YOg(tagPattern), dist/* minLength */.BpQ(1), dist/* maxLength */.Ru6(20))])),
    /** Also add a key that is missing in a mapping that is there, or an entry of kustomize's `images`. */
    create: dist/* optional */.lqM(dist/* boolean */.zMY()),
    /** Files that hold the image and cannot be edited. Default: refuse. */
    unreadable: dist/* optional */.lqM(dist/* picklist */.KIO(UNREADABLE)),
    /** Folder of the chart in the ops repository, for the chart check. */
    chart: dist/* optional */.lqM(deploy_filled),
    /**
     * Values files of the chart in their order. Default: as the Application, ApplicationSet or HelmRelease of the ops
     * repository says that renders it.
     */
    values: dist/* optional */.lqM(dist/* array */.YOg(deploy_filled)),
});
const EnvironmentConfig = dist/* strictObject */.rej({
    /** Default: pull-request. */
    mode: dist/* optional */.lqM(dist/* picklist */.KIO(['pull-request', 'commit'])),
    /** Branch of the ops repository. Default: the action's input. */
    base: dist/* optional */.lqM(deploy_name),
    /** It gets what this environment deploys, by a promotion, and no release directly. */
    from: dist/* optional */.lqM(appName),
    /** What happens there once it is merged: the pull request says it. */
    'on-merge': dist/* optional */.lqM(OnMergeConfig),
});
const REBASES = ['auto', 'conflict', 'never'];
const DeployConfig = dist/* strictObject */.rej({
    /** In the order of promotion. */
    environments: dist/* optional */.lqM(dist/* record */.g1P(appName, EnvironmentConfig)),
    /** Where the images of all apps are also found: `mirror.example.com`, `harbor.example.com/{registry}/{repository}`. */
    mirrors: dist/* optional */.lqM(mirrors),
    /** Targets by app; `"*"` is for the apps that are not named. */
    apps: dist/* optional */.lqM(dist/* record */.g1P(dist/* union */.KCZ([dist/* literal */.euz('*'), appName]), dist/* pipe */.FsL(dist/* array */.YOg(DeployTargetConfig), dist/* minLength */.BpQ(1)))),
    /** Default: the action's input. */
    rebase: dist/* optional */.lqM(dist/* picklist */.KIO(REBASES)),
    /** How pull requests and commits are worded. */
    'pull-request': dist/* optional */.lqM(PullRequestConfig),
    /** What happens once it is merged, where an environment does not say it of its own. */
    'on-merge': dist/* optional */.lqM(OnMergeConfig),
});
/** `.sealift.yml` of an ops repository. */
const OpsConfig = dist/* strictObject */.rej({
    deploy: dist/* optional */.lqM(DeployConfig),
    /** Who may deploy what. Only in `.sealift.yml` itself. */
    trust: dist/* optional */.lqM(TrustConfig),
    /** Previews of pull requests. Only in `.sealift.yml` itself. */
    previews: dist/* optional */.lqM(PreviewsConfig),
});
/**
 * @param file path shown in failures
 * @throws Failure `configuration` with file and line
 */
const parseOpsConfig = (source, file) => parseYamlConfig(OpsConfig, source, file, 'schemas/ops.schema.json');
/**
 * What both repositories say together. Neither may overrule the other, since each would be surprised.
 * @throws Failure `config/conflict` when both name an app, or both say the same thing of all of them
 */
function mergeDeployConfigs(app, ops) {
    if (app === undefined || ops === undefined)
        return app ?? ops;
    const twice = Object.keys(app.apps ?? {}).find((key) => Object.hasOwn(ops.apps ?? {}, key));
    if (twice !== undefined)
        throw namedTwice(`where the app "${twice}" is deployed`);
    const environments = either(app.environments, ops.environments, 'what the environments are');
    const onMerge = either(app['on-merge'], ops['on-merge'], 'what happens "on-merge"');
    const mirrors = [...new Set([...(app.mirrors ?? []), ...(ops.mirrors ?? [])])];
    const rebase = either(app.rebase, ops.rebase, 'when a branch is rebased');
    const words = [app['pull-request'], ops['pull-request']];
    const key = Object.keys(words[0] ?? {}).find((name) => Object.hasOwn(words[1] ?? {}, name));
    if (key !== undefined)
        throw namedTwice(`what "${key}" of a pull request is`);
    return {
        ...(environments === undefined ? {} : { environments }),
        ...(mirrors.length === 0 ? {} : { mirrors }),
        ...(onMerge === undefined ? {} : { 'on-merge': onMerge }),
        ...(words.every((each) => each === undefined) ? {} : { 'pull-request': { ...words[0], ...words[1] } }),
        apps: { ...app.apps, ...ops.apps },
        ...(rebase === undefined ? {} : { rebase }),
    };
}
function either(app, ops, what) {
    if (app !== undefined && ops !== undefined)
        throw namedTwice(what);
    return app ?? ops;
}
const namedTwice = (what) => configurationFailure({
    code: 'config/conflict',
    cause: `Both .github/sealift.yml of the app repository and .sealift.yml of the ops repository say ${what}.`,
    remedy: 'Keep it in one of the two files.',
});

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./packages/core/build/config/trust-rule.js
/**
 * What `trust:` says of one app in one environment. Each key is taken whole from the most specific place that has it:
 * the app in the environment, then the app or the environment, then the defaults. An app and an environment that say
 * different things about one key are refused: nobody can see which of the two was meant to be stronger.
 */







const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/**
 * @throws Failure `trust/unknown-app` when nothing is said of the app; `trust/incomplete` or `trust/ambiguous` when what
 * is said does not make a rule
 */
function trustRuleOf(source, app, environment) {
    const places = placesOf(source, app, environment);
    const key = keyAt(source, places, app, environment);
    const sourceRepository = required(source, app, 'source-repository', key('source-repository'));
    const [first, ...others] = required(source, app, 'workflows', key('workflows')).flatMap((text) => (0,identity/* parseIdentity */.aZ)(text) ?? []);
    if (first === undefined)
        throw incomplete(source, app, 'workflows');
    const fill = (patterns) => patterns?.flatMap((pattern) => fillPattern(pattern, app, environment) ?? []);
    return {
        app,
        environment,
        sourceRepository,
        refs: (fill(required(source, app, 'refs', key('refs'))) ?? []).flatMap((text) => (0,source_ref/* parseRef */.rd)(text) ?? []),
        identities: [first, ...others],
        issuer: key('issuer') ?? GITHUB_ISSUER,
        ...sigstoreOf(source, key('sigstore')),
        callerWorkflow: key('caller-workflow'),
        triggers: key('triggers'),
        runnerEnvironment: key('runner-environment'),
        severity: key('severity'),
        countUnfixed: key('count-unfixed') ?? false,
        maxScanAge: milliseconds(key('max-scan-age')),
        maxDatabaseAge: milliseconds(key('max-database-age')),
        require: key('require') ?? [],
        images: fill(key('images')),
        files: fill(key('files')),
        allow: key('allow') ?? [],
        at: (name) => {
            const place = places.flat().find(({ rule }) => rule[name] !== undefined);
            const path = place === undefined ? (places.flat()[0]?.path ?? []) : [...place.path, name];
            return locate(source, path);
        },
    };
}
function sigstoreOf({ roots }, said) {
    if (said === undefined || typeof said === 'string')
        return { sigstore: said, trustedRoot: undefined };
    const file = said['trusted-root'];
    return { sigstore: 'public', trustedRoot: { file, json: roots?.get(file) } };
}
/** The files that `sigstore` names anywhere, each once. */
function trustedRootFiles({ defaults, environments, apps }) {
    const places = [
        defaults,
        ...Object.values(environments ?? {}),
        ...Object.values(apps),
        ...Object.values(apps).flatMap((app) => Object.values(app?.environments ?? {})),
    ];
    const files = places.flatMap((place) => {
        const said = place?.sigstore;
        return typeof said === 'object' ? [said['trusted-root']] : [];
    });
    return [...new Set(files)];
}
const milliseconds = (text) => (text === undefined ? undefined : duration_parseDuration(text));
/** From the most specific on; those in one list are equally specific. */
function placesOf(source, app, environment) {
    const { defaults, environments, apps } = source.config;
    const name = Object.hasOwn(apps, app) ? app : '*';
    if (!Object.hasOwn(apps, name))
        throw unknownApp(source, app);
    const { environments: ownEnvironments, ...own } = apps[name] ?? {};
    const inEnvironment = (rules, path) => environment !== undefined && rules !== undefined && Object.hasOwn(rules, environment)
        ? [{ path: [...path, environment], rule: rules[environment] ?? {} }]
        : [];
    return [
        inEnvironment(ownEnvironments, ['apps', name, 'environments']),
        [{ path: ['apps', name], rule: own }, ...inEnvironment(environments, ['environments'])],
        [{ path: ['defaults'], rule: defaults ?? {} }],
    ];
}
function keyAt(source, places, app, environment) {
    return (name) => {
        for (const equal of places) {
            const said = equal.filter(({ rule }) => rule[name] !== undefined);
            const [one, other] = said;
            if (one === undefined)
                continue;
            if (other !== undefined && !(0,external_node_util_.isDeepStrictEqual)(one.rule[name], other.rule[name]))
                throw (0,build_failure/* configurationFailure */.d_)({
                    code: 'trust/ambiguous',
                    cause: `"trust" in ${TRUST_FILE} says two things about "${name}" of "${app}" in "${environment}": under ${one.path.join('.')} and under ${other.path.join('.')}.`,
                    remedy: `Say it once more under trust.${one.path.join('.')}.environments.${environment}, which decides.`,
                    location: locate(source, [...one.path, name]),
                });
            return one.rule[name];
        }
        return undefined;
    };
}
function required(source, app, name, value) {
    if (value !== undefined)
        return value;
    throw incomplete(source, app, name);
}
const incomplete = (source, app, name) => (0,build_failure/* configurationFailure */.d_)({
    code: 'trust/incomplete',
    cause: `"trust" in ${TRUST_FILE} says no "${name}" for "${app}".`,
    remedy: `Say it under trust.defaults, or under trust.apps.${app}.`,
    location: locate(source, ['apps', app]),
});
const unknownApp = (source, app) => (0,build_failure/* policyFailure */.Tm)({
    code: 'trust/unknown-app',
    cause: `"${app}" is not among the apps that "trust" in ${TRUST_FILE} of the ops repository lets in.`,
    remedy: `Ask its owners to add "${app}" under trust.apps.`,
    location: locate(source, ['apps']),
});
const locate = ({ text }, path) => {
    const line = yamlLine(text, ['trust', ...path]);
    return { file: TRUST_FILE, ...(line === undefined ? {} : { line }) };
};
/** undefined for a pattern of environments where there is none. */
function fillPattern(pattern, app, environment) {
    if (environment === undefined && pattern.includes('{environment}'))
        return undefined;
    return pattern.replaceAll('{app}', app).replaceAll('{environment}', environment ?? '');
}
/** The environments that the configuration names, for an app. */
function environmentsOf({ config }, app) {
    const own = config.apps[Object.hasOwn(config.apps, app) ? app : '*']?.environments;
    return [...new Set([...Object.keys(config.environments ?? {}), ...Object.keys(own ?? {})])];
}

;// CONCATENATED MODULE: ./packages/core/build/text/decode.js

/** @throws Failure `configuration` when the bytes are not UTF-8. A byte order mark stays in the text. */
function decodeText(bytes, file) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (error) {
        throw (0,build_failure/* configurationFailure */.d_)({
            code: 'text/not-utf8',
            cause: `${file} is not UTF-8 text.`,
            remedy: 'Save the file in the encoding UTF-8.',
            location: { file },
            error,
        });
    }
}

// EXTERNAL MODULE: ./packages/core/build/verification/requirements.js
var requirements = __webpack_require__(3190);
;// CONCATENATED MODULE: ./packages/core/build/verification/trust-demand.js
/** What a rule of `trust:` demands of an image, narrowed by what a run demands itself: a run can never widen it. */







/**
 * @param given what the run itself asks of signers; `sourceRef` undefined where it takes any
 * @param ref that the release says it comes from; undefined where that is not known before its record is read
 * @param now milliseconds since 1970, for the age of scans
 * @param image undefined where the rule's images were looked at already
 * @throws Failure `trust/other-source` when the run asks for something else than the rule, with the line of the rule;
 *   `trust/no-trusted-root`
 */
function demandOf(rule, given, ref, now, image) {
    if (image !== undefined && rule.images !== undefined)
        checkImageName(rule.images, rule, image);
    if (given.sourceRepository !== rule.sourceRepository)
        throw refused(rule, 'source-repository', `releases of ${given.sourceRepository}`, rule.sourceRepository);
    if (given.issuer !== rule.issuer)
        throw refused(rule, 'issuer', `identities of ${given.issuer}`, rule.issuer);
    const sigstore = trust_demand_sigstoreOf(rule, given);
    const [first, ...others] = (0,identity/* commonIdentities */.WZ)(rule.identities, given.identities);
    if (first === undefined)
        throw refused(rule, 'workflows', `what ${(0,identity/* formatIdentities */.WU)(given.identities)} signed`, (0,identity/* formatIdentities */.WU)(rule.identities));
    const sourceRef = given.sourceRef ?? ref;
    if (sourceRef !== undefined)
        checkRef(rule, sourceRef);
    return {
        policy: {
            ...policyOfRule(rule),
            ...sigstore,
            identities: [first, ...others],
            sourceRef,
            ...(given.run === undefined && runOf(rule) === undefined
                ? {}
                : { run: { ...given.run, ...runOf(rule) } }),
        },
        require: [...new Set([...requirements/* REQUIREMENTS */.dq, ...rule.require.flatMap((name) => (0,requirements/* parseRequirement */.pP)(name) ?? [])])],
        verdict: {
            ...(rule.severity === undefined ? {} : { minimumSeverity: rule.severity }),
            ...(rule.countUnfixed ? { countUnfixed: true } : {}),
            ...(rule.maxScanAge === undefined ? {} : { maxScanAge: { age: rule.maxScanAge, now } }),
            ...(rule.maxDatabaseAge === undefined ? {} : { maxDatabaseAge: rule.maxDatabaseAge }),
        },
    };
}
/** @throws Failure `trust/other-source`, `trust/no-trusted-root` */
function trust_demand_sigstoreOf(rule, given) {
    // Where the ops side says nothing, the visibility decides: the run can ask for less and not for more.
    if (rule.sigstore === undefined)
        return given.sigstore === undefined ? {} : { sigstore: given.sigstore, byVisibility: true };
    const named = rule.trustedRoot;
    if (given.sigstore !== undefined && (named !== undefined || given.sigstore !== rule.sigstore))
        throw refused(rule, 'sigstore', `what ${INSTANCES[given.sigstore]} signed`, named === undefined ? INSTANCES[rule.sigstore] : `the instance whose keys are ${named.file}`);
    return instanceOfRule(rule);
}
const INSTANCES = {
    public: 'the public Sigstore instance',
    github: "GitHub's Sigstore instance",
};
/** @throws Failure `trust/no-trusted-root` */
function instanceOfRule(rule) {
    const { sigstore, trustedRoot } = rule;
    return {
        ...(sigstore === undefined ? {} : { sigstore }),
        ...(trustedRoot === undefined ? {} : { trustedRoot: checkedRoot(rule, trustedRoot) }),
    };
}
/** https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_trustroot.proto */
const ROOT_TYPE = 'application/vnd.dev.sigstore.trustedroot';
function checkedRoot(rule, { file, json }) {
    const problem = json === undefined ? 'it is not there' : rootProblem(json);
    if (json !== undefined && problem === undefined)
        return json;
    throw (0,build_failure/* configurationFailure */.d_)({
        code: 'trust/no-trusted-root',
        cause: `"trust" in ${TRUST_FILE} names ${file} as the keys of the Sigstore instance that signs, and ${problem}.`,
        remedy: 'Commit the trusted_root.json of that instance there, as its TUF repository has it.',
        location: rule.at('sigstore'),
    });
}
/** A clause that quotes nothing of the file. */
function rootProblem(json) {
    let root;
    try {
        root = JSON.parse(json);
    }
    catch {
        return 'it is not JSON';
    }
    const has = (key) => typeof root === 'object' && root !== null && Object.hasOwn(root, key)
        ? root[key]
        : undefined;
    const type = has('mediaType');
    if (typeof type !== 'string' || !type.startsWith(ROOT_TYPE))
        return 'it is not a trusted root of Sigstore';
    const authorities = has('certificateAuthorities');
    return Array.isArray(authorities) && authorities.length > 0 ? undefined : 'it has no certificate authority';
}
function checkImageName(patterns, rule, image) {
    const name = (0,reference/* formatImageName */.eS)(image);
    if (!createMatcher(patterns, 'wildcards')(name))
        throw refused(rule, 'images', name, patterns.join(' or '));
}
/** @throws Failure `trust/other-source` */
function checkRef(rule, ref) {
    if (!(0,source_ref/* matchesRefs */.CG)(rule.refs, ref))
        throw refused(rule, 'refs', `releases of ${ref}`, rule.refs.map(source_ref/* formatRef */.rq).join(' or '));
}
/** Of whatever ref: what is deployed now was released under it, or is not known. */
function policyOfRule(rule) {
    const run = runOf(rule);
    return {
        identities: rule.identities,
        issuer: rule.issuer,
        sourceRepository: rule.sourceRepository,
        sourceRef: undefined,
        ...instanceOfRule(rule),
        ...(run === undefined ? {} : { run }),
    };
}
function runOf({ callerWorkflow, triggers, runnerEnvironment }) {
    const run = {
        ...(callerWorkflow === undefined ? {} : { callerWorkflow }),
        ...(triggers === undefined ? {} : { triggers }),
        ...(runnerEnvironment === undefined ? {} : { runnerEnvironment }),
    };
    return Object.keys(run).length === 0 ? undefined : run;
}
/** Everybody whom one of the rules trusts, for what was deployed under any of them. */
function knownBy(rules) {
    const [first, ...others] = rules;
    const { issuer, sourceRepository, sourceRef, ...instance } = policyOfRule(first);
    const { sigstore, trustedRoot } = instance;
    const alike = others.filter((rule) => rule.issuer === issuer &&
        rule.sourceRepository === sourceRepository &&
        rule.sigstore === sigstore &&
        rule.trustedRoot?.json === trustedRoot);
    const identities = [
        first.identities[0],
        ...first.identities.slice(1),
        ...alike.flatMap((rule) => rule.identities),
    ];
    return {
        ...{ identities, issuer, sourceRepository, sourceRef },
        ...(sigstore === undefined ? {} : { sigstore }),
        ...(trustedRoot === undefined ? {} : { trustedRoot }),
    };
}
function refused(rule, key, asked, allowed) {
    const { app, environment } = rule;
    return (0,build_failure/* policyFailure */.Tm)({
        code: 'trust/other-source',
        cause: `"${app}"${environment === undefined ? '' : ` in "${environment}"`} may not be deployed from ${asked}: "trust" in ${TRUST_FILE} of the ops repository lets in ${allowed}.`,
        remedy: `Release it from there, or ask the owners of the ops repository to change "${key}" of its rule.`,
        location: rule.at(key),
    });
}

// EXTERNAL MODULE: ./packages/core/build/verification/verdict.js + 4 modules
var verdict = __webpack_require__(6159);
;// CONCATENATED MODULE: ./actions/verify/build/trust.js
/** What `trust:` of an ops repository demands of the images, on top of what the inputs do. */










/** Bytes. */
const MAX_CONFIG = 1024 * 1024;
/** @throws Failure `verify/no-trust`, `config/malformed`, `action/…` */
async function readTrust(workspace, { file }) {
    const bytes = await readInWorkspace(workspace, file, MAX_CONFIG);
    const text = bytes === undefined ? undefined : decodeText(bytes, file);
    const config = text === undefined ? undefined : parseOpsConfig(text, file).trust;
    if (text !== undefined && config !== undefined)
        return { config, text, roots: await readRoots(workspace, external_node_path_.dirname(file), config) };
    throw (0,build_failure/* configurationFailure */.d_)({
        code: 'verify/no-trust',
        cause: text === undefined ? `There is no ${file} in the checkout.` : `${file} says no "trust".`,
        remedy: 'Check out the base branch of the ops repository, and give the path of its .sealift.yml as "trust".',
        location: { file },
    });
}
/** Paths are of the ops repository, whose top the file with `trust:` stands in. */
async function readRoots(workspace, top, config) {
    const roots = new Map();
    for (const file of trustedRootFiles(config)) {
        const at = external_node_path_.join(top, file);
        const bytes = await readInWorkspace(workspace, at, MAX_CONFIG);
        if (bytes !== undefined)
            roots.set(file, decodeText(bytes, at));
    }
    return roots;
}
/**
 * @param app of images without a record
 * @param now milliseconds since 1970
 * @throws Failure `trust/…` when the inputs or a record ask for what the rule does not let in
 */
function questionOf(source, { environment }, asked, app, now) {
    const { target, policy, demand } = asked;
    const name = app ?? target.claimed?.app;
    if (name === undefined)
        throw (0,build_failure/* configurationFailure */.d_)({
            code: 'verify/bad-input',
            cause: `"trust" is about apps, and nothing says which app ${(0,reference/* formatImageReference */.my)(target.image)} is.`,
            remedy: 'Give its name as "app".',
        });
    const rule = trustRuleOf(source, name, environment);
    const ruled = demandOf(rule, policy, target.claimed?.source.ref, now, target.image);
    return {
        target,
        policy: ruled.policy,
        demand: {
            ...demand,
            app: name,
            require: [...new Set([...ruled.require, ...demand.require])],
            verdict: (0,verdict/* bothOf */.v_)(ruled.verdict, demand.verdict ?? {}),
        },
        ...(ruled.policy.sourceRef === undefined ? { refOf: rule } : {}),
    };
}
/**
 * The question once more with the ref that the attested record names, so that every statement must come from it; or the
 * image as it was checked, refused for its ref. undefined when nothing is left to ask.
 */
function askedAgain(question, checked) {
    const { refOf, policy, target } = question;
    const ref = checked.record?.source.ref;
    if (refOf === undefined || ref === undefined)
        return undefined;
    if ((0,source_ref/* matchesRefs */.CG)(refOf.refs, ref))
        return { target, demand: question.demand, policy: { ...policy, sourceRef: ref } };
    const problem = {
        subject: target.image.digest,
        requirement: 'record',
        code: 'record-differs',
        reason: `it was released from ${ref}, which trust does not let in`,
    };
    return { ...checked, problems: [...checked.problems, problem] };
}


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


/***/ })

};
