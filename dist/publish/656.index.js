export const id = 656;
export const ids = [656];
export const modules = {

/***/ 7656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   iJ: () => (/* binding */ readRelease),
/* harmony export */   mayMoveTag: () => (/* binding */ mayMoveTag),
/* harmony export */   nB: () => (/* binding */ readOther),
/* harmony export */   om: () => (/* binding */ historyOf)
/* harmony export */ });
/* harmony import */ var _sealift_action_kit_github_context__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6117);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7109);
/* harmony import */ var _sealift_core_release_tag_order__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9403);
/* harmony import */ var _sealift_github_client_client__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3670);
/* harmony import */ var _sealift_github_git_ancestry__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1564);
/* harmony import */ var _sealift_github_git_refs__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8163);
/* harmony import */ var _sealift_github_repository_repository__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(4951);
/* harmony import */ var _tag_holder_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7775);
/* harmony import */ var _verifier_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3525);
/** Floating tags move forward only, also when an old run is rerun: which commit came first is asked from GitHub. */










/**
 * Whether the tag may move. An image without any statement is not ours to keep: the tag is taken over, with a notice.
 * @throws Failure `publish/not-released` when what is to have the tag is no release; `publish/tag-not-ours`; those of the
 *   registry, cosign and GitHub when it cannot be known
 */
async function mayMoveTag(move, dependencies) {
    const { image, tag, from, policy } = move;
    const { log, client } = dependencies;
    const checker = { verifier: (0,_verifier_js__WEBPACK_IMPORTED_MODULE_9__/* .verifierFor */ .E)(image, move, dependencies), client, policy };
    const [release, holder] = await Promise.all([readRelease(checker, move), readOther(checker, move, from)]);
    const name = `${(0,_sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_2__/* .formatImageName */ .eS)(move.at ?? image)}:${tag}`;
    if (holder === 'unsigned') {
        log.notice(`${name} named ${from}, which nobody signed: the tag is taken over.`, { title: 'Tag' });
        return true;
    }
    const decision = await (0,_sealift_core_release_tag_order__WEBPACK_IMPORTED_MODULE_3__/* .decideTag */ .B)(tag, release.record, holder.record, await historyOf(release.record, move, dependencies));
    if (decision === 'move')
        return true;
    log.notice(`${name} stays at ${from}: it ${decision.leave}.`, { title: 'Tag' });
    return false;
}
/** @throws Failure `publish/not-released` when what is to have the tag is no release */
async function readRelease(checker, { image, digest, tag }) {
    const release = await (0,_tag_holder_js__WEBPACK_IMPORTED_MODULE_8__/* .readHolder */ .F)(checker, { ...image, digest }, tag);
    if (release !== 'unsigned')
        return release;
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_1__/* .policyFailure */ .Tm)({
        code: 'publish/not-released',
        cause: `${(0,_sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_2__/* .formatImageReference */ .my)({ ...image, digest })} carries no statement, so "${tag}" cannot move to it.`,
        remedy: 'Sign the image first, or leave "certificate-identity" out to move tags without an order.',
    });
}
/** Of any ref: a release of another one may have the tag. */
const readOther = ({ policy, ...checker }, { image, tag }, digest) => (0,_tag_holder_js__WEBPACK_IMPORTED_MODULE_8__/* .readHolder */ .F)({ ...checker, policy: { ...policy, sourceRef: undefined } }, { ...image, digest }, tag);
/** What GitHub says of the commits of a release's source. */
async function historyOf({ source }, { token }, dependencies) {
    const { apiUrl } = await (0,_sealift_action_kit_github_context__WEBPACK_IMPORTED_MODULE_0__/* .readGitHubContext */ .L7)(dependencies.env);
    const repository = (0,_sealift_github_repository_repository__WEBPACK_IMPORTED_MODULE_7__/* .parseRepositoryName */ .$M)(source.repository);
    const open = () => (0,_sealift_github_client_client__WEBPACK_IMPORTED_MODULE_4__/* .createGitHubClient */ .L)({ ...dependencies, token: token ?? '', apiUrl });
    const heads = new Map();
    return {
        async relation(head, other) {
            const of = heads.get(head) ?? (0,_sealift_github_git_ancestry__WEBPACK_IMPORTED_MODULE_5__/* .ancestryOf */ .R)(open(), repository, head);
            heads.set(head, of);
            return (await of(other)).relation;
        },
        headOf: (branch) => (0,_sealift_github_git_refs__WEBPACK_IMPORTED_MODULE_6__/* .readBranch */ .pG)(open(), repository, branch),
    };
}


/***/ }),

/***/ 7775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ readHolder)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7109);
/* harmony import */ var _sealift_core_release_record__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2177);
/* harmony import */ var _sealift_core_verification_identity__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9068);
/* harmony import */ var _sealift_tools_cosign_bundles__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(153);
/* harmony import */ var _sealift_tools_cosign_subject_check__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7077);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7934);
/** Which release an image is, by its own attested record: for the order of releases under a floating tag. */







/**
 * An upgrade of the pinned workflow must not hide who came first, so the same workflow file is believed at any of its
 * refs. That is enough for an order: whoever can put an image under a tag can put any there.
 * @throws Failure `publish/tag-not-ours` for an image with statements of which none is a record of this source by this
 *   workflow; those of the registry and cosign when it cannot be known
 */
async function readHolder(checker, image, tag) {
    const state = await (0,_sealift_tools_cosign_subject_check__WEBPACK_IMPORTED_MODULE_5__/* .inspectSubject */ .Fq)(checker, image, ['record']);
    if (!state.listed)
        return 'unsigned';
    const record = await recordOf(image, state);
    if (record !== undefined)
        return { record };
    const others = await signersOfSameFile(checker, image, state);
    const [first, ...more] = others;
    if (first !== undefined) {
        const policy = { ...checker.policy, identities: [first, ...more] };
        const older = await recordOf(image, await (0,_sealift_tools_cosign_subject_check__WEBPACK_IMPORTED_MODULE_5__/* .inspectSubject */ .Fq)({ ...checker, policy }, image, ['record']));
        if (older !== undefined)
            return { record: older };
    }
    const { reason } = await (0,_sealift_tools_cosign_subject_check__WEBPACK_IMPORTED_MODULE_5__/* .explainMissing */ .Ce)('record', state);
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .policyFailure */ .Tm)({
        code: 'publish/tag-not-ours',
        cause: `The tag "${tag}" names ${(0,_sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_1__/* .formatImageReference */ .my)(image)}, and it cannot be known whether that is older: ${reason}.`,
        remedy: 'Find out who put that image there, and delete the tag once if it may go; or name the workflow that signed it under "certificate-identity" too.',
    });
}
async function recordOf(image, state) {
    for (const { predicate } of await state.statements('record')) {
        const parsed = valibot__WEBPACK_IMPORTED_MODULE_6__/* .safeParse */ .xLC(_sealift_core_release_record__WEBPACK_IMPORTED_MODULE_2__/* .ReleaseRecord */ .fQ, predicate);
        // One that cannot be read may be of any commit: nothing older counts instead.
        if (!parsed.success)
            return undefined;
        if (parsed.output.digest === image.digest && parsed.output.image === (0,_sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_1__/* .formatImageName */ .eS)(image))
            return parsed.output;
    }
    return undefined;
}
/** Identities in certificates that differ from the trusted ones in the ref alone. They are verified like any other. */
async function signersOfSameFile({ client, policy }, image, state) {
    const files = new Set(policy.identities.map((each) => (each.kind === 'exact' ? fileOf(each.identity) : each.workflow)));
    const found = new Map();
    for (const bundle of await state.bundles()) {
        const identity = (await (0,_sealift_tools_cosign_bundles__WEBPACK_IMPORTED_MODULE_4__/* .readBundle */ .Bo)(client, image, bundle))?.parsed.signer?.identity;
        const parsed = identity === undefined ? undefined : (0,_sealift_core_verification_identity__WEBPACK_IMPORTED_MODULE_3__/* .parseIdentity */ .aZ)(identity);
        if (identity !== undefined && parsed?.kind === 'exact' && files.has(fileOf(identity)))
            found.set(identity, parsed);
    }
    return [...found.values()];
}
/** `https://github.com/o/r/.github/workflows/w.yml@refs/tags/v1` without the ref. */
const fileOf = (identity) => identity.slice(0, Math.max(identity.indexOf('@'), 0));


/***/ }),

/***/ 6117:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L7: () => (/* binding */ readGitHubContext)
/* harmony export */ });
/* unused harmony exports requireContext, runUrlOf */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9520);
/** What the runner says of the run: event, repository, commit. The one place that knows these variables. */


/** Bytes. GitHub's webhooks have at most 25 MB. */
const MAX_EVENT = 32 * 1024 * 1024;
/**
 * Reads the context by @actions/github.
 * @throws Failure `configuration` when the event file cannot be read, or a variable is not what a runner sets
 */
async function readGitHubContext(env) {
    await checkEventFile(env['GITHUB_EVENT_PATH']);
    const addresses = readAddresses(env);
    try {
        // The library reads the event and takes the API's address apart when it is loaded, so that it is loaded late, where
        // a failure can be told.
        const { context } = await __webpack_require__.e(/* import() */ 722).then(__webpack_require__.bind(__webpack_require__, 722));
        if (env === process.env)
            return { ...fields(context, env), ...addresses };
        const Context = context.constructor;
        return within(env, () => ({ ...fields(new Context(), env), ...addresses }));
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
        // The parser's message quotes the file.
        throw badEvent('is not JSON');
    }
}
/** A field that the work cannot do without. @throws Failure `configuration` when the runner did not set it */
function requireContext(context, name) {
    const value = context[name];
    if (value !== undefined && value !== null)
        return value;
    throw configurationFailure({
        code: 'action/context',
        cause: `${VARIABLES[name]} is not set.`,
        remedy: 'Run this action in a GitHub Actions workflow.',
    });
}
const VARIABLES = {
    eventName: 'GITHUB_EVENT_NAME',
    payload: 'GITHUB_EVENT_PATH',
    repository: 'GITHUB_REPOSITORY',
    sha: 'GITHUB_SHA',
    ref: 'GITHUB_REF',
    runId: 'GITHUB_RUN_ID',
    runAttempt: 'GITHUB_RUN_ATTEMPT',
    apiUrl: 'GITHUB_API_URL',
    serverUrl: 'GITHUB_SERVER_URL',
};
/** The page of the run; undefined outside of a run. */
const runUrlOf = ({ serverUrl, repository, runId }) => repository === undefined || runId === undefined
    ? undefined
    : `${serverUrl}/${repository.owner}/${repository.repo}/actions/runs/${runId}`;
/** The library knows the environment of the process only. Nothing is awaited inside, so nobody else sees the change. */
function within(env, read) {
    const { env: own } = process;
    process.env = { ...env };
    try {
        return read();
    }
    finally {
        process.env = own;
    }
}
const readAddresses = (env) => ({
    apiUrl: address('apiUrl', env[VARIABLES.apiUrl] || 'https://api.github.com'),
    serverUrl: address('serverUrl', env[VARIABLES.serverUrl] || 'https://github.com'),
});
function fields(context, env) {
    const { payload, sha, ref, eventName } = context;
    if (typeof payload !== 'object' || payload === null || Array.isArray(payload))
        throw badEvent('holds no object');
    return {
        eventName: eventName || undefined,
        payload,
        repository: checked('repository', env, () => ({ ...context.repo }), /^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/),
        sha: checked('sha', env, () => sha, /^[0-9a-f]{40}$/),
        ref: checked('ref', env, () => ref, /^refs\/\S+$/),
        runId: checked('runId', env, () => String(context.runId), /^[0-9]{1,15}$/),
        runAttempt: checked('runAttempt', env, () => String(context.runAttempt), /^[0-9]{1,15}$/),
    };
}
function checked(name, env, read, form) {
    const text = env[VARIABLES[name]];
    if (!text)
        return undefined;
    if (form.test(text))
        return read();
    throw malformed(name, text);
}
function address(name, text) {
    if (/^https?:$/.test(URL.parse(text)?.protocol ?? ''))
        return text.replace(/\/+$/, '');
    throw malformed(name, text);
}
const malformed = (name, text) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_1__/* .configurationFailure */ .d_)({
    code: 'action/context',
    cause: `${VARIABLES[name]} is "${text.slice(0, 200)}", which is not what a runner sets.`,
    remedy: 'Run the action in a GitHub Actions workflow.',
});
async function checkEventFile(file) {
    if (!file)
        return;
    const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file).catch((error) => {
        throw badEvent(`cannot be read (${error.code ?? 'unknown'})`, error);
    });
    if (!found.isFile())
        throw badEvent('is no file');
    if (found.size > MAX_EVENT)
        throw badEvent(`has more than ${MAX_EVENT} bytes`);
}
const badEvent = (what, error) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_1__/* .configurationFailure */ .d_)({
    code: 'action/event',
    cause: `The event that GITHUB_EVENT_PATH names ${what}.`,
    remedy: 'Leave this variable as the runner sets it.',
    ...(error === undefined ? {} : { error }),
});


/***/ }),

/***/ 9403:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ decideTag)
});

// EXTERNAL MODULE: ./node_modules/@renovatebot/pep440/index.js + 4 modules
var pep440 = __webpack_require__(9687);
// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
;// CONCATENATED MODULE: ./packages/core/build/release/naming/facts.js
const after = (prefix, ref) => ref.startsWith(prefix) ? ref.slice(prefix.length) : undefined;
const branchOf = (ref) => after('refs/heads/', ref);
const facts_gitTagOf = (ref) => after('refs/tags/', ref);
/** Number of a pull request, as GitHub names its merge commit. */
const pullRequestOf = (ref) => /^refs\/pull\/([1-9][0-9]{0,9})\/merge$/.exec(ref)?.[1];
/** Events that always run on the newest commit of the default branch, and may not carry its name. */
const ON_DEFAULT_BRANCH = (/* unused pure expression or super */ null && (['schedule', 'repository_dispatch']));
function isDefaultBranch({ ref, event, repository }) {
    const branch = branchOf(ref);
    return branch !== undefined && (branch === repository?.defaultBranch || ON_DEFAULT_BRANCH.includes(event));
}

// EXTERNAL MODULE: ./packages/core/build/image/tag.js
var image_tag = __webpack_require__(7568);
;// CONCATENATED MODULE: ./packages/core/build/release/naming/git-tag.js
/** Git tags of versions: of the whole repository (`v1.2.3`), or of one app (`api-v1.2.3`, `api/v1.2.3`, `@acme/api@1.2.3`). */


/** `name-v1.2.3`, `name/v1.2.3`, `name@1.2.3`, and `@scope/` before it. */
function ofApp(tag, app) {
    const name = tag.startsWith('@') ? tag.slice(tag.indexOf('/') + 1) : tag;
    if (!name.startsWith(app) || !/^[-/@]$/.test(name.charAt(app.length)))
        return undefined;
    const rest = name.slice(app.length + 1);
    const version = (0,image_tag/* versionOf */.E4)(rest);
    return version === undefined ? undefined : { app, rest, version };
}
/** Which of the apps a git tag is a version of, and which one; undefined: of none alone. */
const appTagOf = (tag, apps) => apps.flatMap((app) => ofApp(tag, app) ?? []).toSorted((a, b) => b.app.length - a.app.length)[0];
/** The version that a release of the app from this ref has; undefined where the ref is no git tag of a version. */
function releaseVersion(ref, app) {
    const tag = gitTagOf(ref);
    return tag === undefined ? undefined : (versionOf(tag) ?? appTagOf(tag, [app])?.version);
}

;// CONCATENATED MODULE: ./packages/core/build/release/naming/version-order.js
/** Which of two git tags is the higher version: by Semantic Versioning where both have one, else by PEP 440. */




/** UTF-16 units: what is longer is no version. */
const MAX_VERSION = 128;
/** The version as its git tag writes it, without the app's name; undefined for what is no version. */
function versionOfRelease({ app, source }) {
    const tag = facts_gitTagOf(source.ref);
    if (tag === undefined || tag.length > MAX_VERSION)
        return undefined;
    const version = appTagOf(tag, [app])?.rest ?? tag;
    return (0,semver.valid)(version) !== null || (0,pep440/* valid */.rZ)(version) !== null ? version : undefined;
}
/** Below, at or above zero; undefined when there is no order between the two. */
function compareVersions(a, b) {
    if ((0,semver.valid)(a) !== null && (0,semver.valid)(b) !== null)
        return (0,semver.compare)(a, b);
    if ((0,pep440/* valid */.rZ)(a) !== null && (0,pep440/* valid */.rZ)(b) !== null)
        return (0,pep440/* compare */.UD)(a, b);
    return undefined;
}

;// CONCATENATED MODULE: ./packages/core/build/release/run-order.js
/** Below, at or above zero. What is no number came before everything. */
function compareRuns(a, b) {
    const byRun = compare(numberOf(a.runId), numberOf(b.runId));
    return byRun === 0 ? compare(numberOf(a.runAttempt), numberOf(b.runAttempt)) : byRun;
}
const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const numberOf = (text) => (/^[0-9]{1,20}$/.test(text) ? BigInt(text) : 0n);

;// CONCATENATED MODULE: ./packages/core/build/release/tag-order.js
/** Whether a release may take a floating tag from the one that has it: forward only. */


/**
 * Of two versions, the higher one has the tag, whichever was made later: a fix of an old version takes no tag from a newer
 * one. Otherwise the newer commit has it. Of one commit, the newer run. Where none came first (a force push), the branch decides:
 * what it no longer holds is the past. A tag that was the own tag of a release is not taken from it.
 */
async function decideTag(tag, release, holder, history) {
    const [own, other] = [release.source, holder.source];
    if (holder.deployTag === tag)
        return { leave: `is the own tag of a release, of commit ${other.commit}, and never moves` };
    const versions = byVersion(release, holder);
    if (versions !== undefined)
        return versions;
    // Each push to a pull request makes a merge commit of its own: none is the ancestor of the next.
    if (own.commit === other.commit || (own.ref === other.ref && own.ref.startsWith('refs/pull/')))
        return byRun(release, holder);
    switch (await history.relation(own.commit, other.commit)) {
        case 'same':
            return byRun(release, holder);
        case 'ancestor':
            return 'move';
        case 'descendant':
            return { leave: `names commit ${other.commit}, which is newer than ${own.commit}` };
        case 'diverged':
        case 'unknown':
            return byBranch(release, holder, history);
    }
}
/** Undefined where one of them is no version, or they have no order. */
function byVersion(release, holder) {
    const [own, other] = [versionOfRelease(release), versionOfRelease(holder)];
    const order = own === undefined || other === undefined ? undefined : compareVersions(own, other);
    if (order === undefined)
        return undefined;
    // A rebuild of a version, or its git tag on another commit.
    if (order === 0)
        return byRun(release, holder);
    return order > 0 ? 'move' : { leave: `names version ${other}, which is higher than ${own}` };
}
const byRun = (release, holder) => compareRuns(release.source, holder.source) >= 0
    ? 'move'
    : { leave: `names what a later run, ${holder.source.runId}, made` };
async function byBranch(release, holder, history) {
    const { commit, ref } = release.source;
    const other = holder.source.commit;
    const neither = `names commit ${other}, and of it and ${commit} neither came first`;
    if (!ref.startsWith('refs/heads/'))
        return { leave: neither };
    const head = await history.headOf(ref.slice('refs/heads/'.length));
    if (head === undefined)
        return { leave: `${neither}; ${ref} is gone` };
    const holds = async (each) => each === head || ['same', 'ancestor'].includes(await history.relation(head, each));
    if (!(await holds(commit)))
        return { leave: `names commit ${other}, and ${ref} no longer holds ${commit}` };
    return (await holds(other)) ? byRun(release, holder) : 'move';
}


/***/ }),

/***/ 4028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ orAbsent),
/* harmony export */   W: () => (/* binding */ parseAnswer)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_text_problem_words__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7943);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7934);
/* harmony import */ var _github_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9818);
/** What an answer must look like where it decides something. */




/**
 * The checked fields of an answer; those that the schema does not name are dropped. Octokit's types say what GitHub
 * documents, not what came.
 * @throws Failure `remote`
 */
function parseAnswer(schema, { url, data }) {
    const result = valibot__WEBPACK_IMPORTED_MODULE_3__/* .safeParse */ .xLC(schema, data);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    const source = url === '' ? 'The API' : url.replace(/\?.*$/s, '');
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .remoteFailure */ .vU)({
        code: 'github/unexpected-answer',
        cause: `${source} answered in a form that GitHub does not document: ${(0,_sealift_core_text_problem_words__WEBPACK_IMPORTED_MODULE_1__/* .schemaWords */ .hd)(issue)} at "${valibot__WEBPACK_IMPORTED_MODULE_3__/* .getDotPath */ .BuJ(issue) ?? ''}".`,
        remedy: 'Check that the address is that of a GitHub API and that no proxy changes its answers.',
    });
}
/** The answer, or undefined when GitHub says 404. */
async function orAbsent(answer) {
    try {
        return await answer;
    }
    catch (failure) {
        if (failure instanceof _github_failure_js__WEBPACK_IMPORTED_MODULE_2__/* .GitHubFailure */ .i && failure.status === 404)
            return undefined;
        throw failure;
    }
}


/***/ }),

/***/ 3670:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ createGitHubClient)
});

// EXTERNAL MODULE: ./node_modules/@octokit/rest/dist-src/index.js + 3 modules
var dist_src = __webpack_require__(1267);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/net/build/loopback.js
var build_loopback = __webpack_require__(7681);
// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(3216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var build_deadline = __webpack_require__(5892);
// EXTERNAL MODULE: ./packages/net/build/retry.js + 1 modules
var retry = __webpack_require__(9040);
// EXTERNAL MODULE: ./packages/github/build/client/github-failure.js
var github_failure = __webpack_require__(9818);
// EXTERNAL MODULE: ./node_modules/@octokit/request-error/dist-src/index.js
var request_error_dist_src = __webpack_require__(1015);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./packages/github/build/client/graphql.js
/**
 * What a GraphQL answer means. Errors come with status 200; they are turned into those that the REST API has for
 * the same thing, so that retries and messages are decided in one place.
 * https://docs.github.com/en/graphql/guides/using-graphql-clients
 */



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
        throw (0,retry/* transientError */.bx)({ reason: 'the answer is not one of GraphQL', applied: 'unknown' });
    const { data, errors = [] } = result.output;
    const [first] = errors;
    if (first === undefined) {
        if (data === undefined || data === null)
            throw (0,retry/* transientError */.bx)({ reason: 'the answer holds no data', applied: 'unknown' });
        return data;
    }
    // The reason that others follow from is the one that says most.
    const worst = errors.find(({ type }) => /RATE_LIMIT|SAML|FORBIDDEN|SCOPES/.test(type)) ?? first;
    const status = statusOf(worst);
    throw new request_error_dist_src/* RequestError */.G(worst.message.slice(0, 1000), status, {
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

// EXTERNAL MODULE: ./packages/github/build/client/policy.js
var client_policy = __webpack_require__(2468);
// EXTERNAL MODULE: ./packages/github/build/client/request-error.js
var request_error = __webpack_require__(7050);
// EXTERNAL MODULE: ./packages/net/build/retry-after.js
var retry_after = __webpack_require__(3007);
;// CONCATENATED MODULE: ./packages/github/build/client/transient.js
/** Which failed requests to GitHub may work when they are sent again. See docs/decisions/github-client.md. */



const RETRY_POLICY = {
    attempts: 5,
    firstPause: 1000,
    maxPause: 8000,
    // A job should not sleep through longer limits: it fails and says when to come back.
    maxRetryAfter: 120_000,
    total: 20 * 60_000,
};
/** @param now milliseconds since 1970, to turn a reset time into a wait */
function transientOf(error, now) {
    const limit = rateLimitPause(error, now);
    // Refused before anything was done.
    if (limit !== undefined)
        return { reason: 'GitHub asks to slow down', after: limit, applied: 'no' };
    const status = (0,request_error/* statusOf */.c2)(error);
    if (status !== undefined)
        return (0,retry/* isTransientStatus */.Dm)(status)
            ? { reason: `HTTP ${status}`, after: retryAfter(error, now), applied: 'unknown' }
            : undefined;
    const problem = (0,request_error/* networkProblem */.Wo)(error);
    if (problem?.kind === 'not-sent')
        return { reason: problem.code, applied: 'no' };
    if (problem?.kind === 'unknown')
        return { reason: problem.code, applied: 'unknown' };
    return (0,retry/* transientOf */.SE)(error);
}
/**
 * Milliseconds to wait when the answer is a primary or secondary rate limit, else undefined.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function rateLimitPause(error, now) {
    const status = (0,request_error/* statusOf */.c2)(error);
    if (status !== 403 && status !== 429)
        return undefined;
    const after = retryAfter(error, now);
    if (after !== undefined)
        return after;
    const headers = (0,request_error/* headersOf */.Yl)(error);
    if (headers['x-ratelimit-remaining'] === '0')
        return Math.max(0, Number(headers['x-ratelimit-reset'] ?? 0) * 1000 - now) + 1000;
    // Without a header GitHub asks for at least a minute.
    const secondary = error instanceof Error && /secondary rate limit|abuse detection/i.test(error.message);
    return status === 429 || secondary ? 60_000 : undefined;
}
function retryAfter(error, now) {
    const header = (0,request_error/* headersOf */.Yl)(error)['retry-after'];
    return header === undefined ? undefined : (0,retry_after/* parseRetryAfter */.m)(String(header), now);
}

;// CONCATENATED MODULE: ./packages/github/build/client/request-hook.js









const DEADLINE = 30_000;
/** https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';
/**
 * The hook throws GitHubFailure with the status; `applied: 'unknown'` means that a write may have happened although no
 * good answer came: ask before repeating it.
 */
const createRequestHook = (dependencies) => async (send, options) => {
    const call = describeCall(options);
    const { clock, signal, random, log } = dependencies;
    try {
        return await (0,retry/* retry */.L5)({
            what: call.name,
            policy: RETRY_POLICY,
            clock,
            log,
            signal,
            ...(random === undefined ? {} : { random }),
            repeat: repeatOf(call, log),
            classify: (error) => transientOf(error, clock.now()),
            fail: (end) => failureOf(end, call, dependencies),
        }, () => attempt(send, options, call, signal));
    }
    catch (error) {
        // Anything else is a mistake of ours, and must not look like one of GitHub's.
        const known = (0,request_error/* statusOf */.c2)(error) !== undefined || (0,request_error/* networkProblem */.Wo)(error) !== undefined;
        if (error instanceof failure/* Failure */.HR || !known)
            throw error;
        const applied = (0,request_error/* networkProblem */.Wo)(error)?.kind === 'headers' && !call.read ? 'unknown' : 'no';
        throw describeFailure(error, applied, call, dependencies);
    }
};
function describeCall(options) {
    const policy = (0,client_policy/* policyOf */.U)(options);
    const { method, url, owner, repo } = options;
    const { operation } = policy;
    if (operation !== undefined) {
        const read = /^\s*query\b/.test(String(options['query']));
        return { name: operation.name, repository: operation.repository, read, policy };
    }
    return {
        name: `${method} ${url}`,
        repository: typeof owner === 'string' && typeof repo === 'string' ? `${owner}/${repo}` : undefined,
        read: method === 'GET' || method === 'HEAD',
        policy,
    };
}
async function attempt(send, options, { name, policy }, cancelled) {
    const { deadline = DEADLINE, maxBytes, operation } = policy;
    // Octokit's own hooks read this object, whatever is handed to `send`. It is made for each request; what lies in it is not.
    options.headers = { ...options.headers, 'x-github-api-version': API_VERSION };
    options.request = {
        ...options.request,
        signal: (0,build_deadline/* startDeadline */.d)(deadline, cancelled).signal,
        ...(maxBytes === undefined ? {} : { parseSuccessResponseBody: false }),
    };
    const response = await send(options);
    const { data, status, headers } = response;
    if (maxBytes !== undefined)
        return { ...response, data: await (0,body/* readBody */.x)(new globalThis.Response(data), maxBytes) };
    // Octokit hands over what could not be read as JSON as text, and nothing at all when the connection broke.
    if (data === '' && status !== 204)
        throw cutOff('the answer is cut off');
    if (typeof data === 'string' && data !== '')
        throw cutOff('the answer is not JSON');
    return operation === undefined
        ? response
        : { ...response, data: { data: readGraphAnswer(data, headers, name) } };
}
const cutOff = (reason) => (0,retry/* transientError */.bx)({ reason, applied: 'unknown' });
function repeatOf({ name, read, policy }, log) {
    const { happened, operation } = policy;
    if ((policy.repeat ?? (read ? 'safe' : 'ask')) === 'safe')
        return 'safe';
    if (happened === undefined)
        return 'unless-sent';
    return {
        happened: async () => {
            log.info(`${name}: asking whether it was done.`);
            const found = await happened();
            if (found === undefined)
                return undefined;
            const data = operation === undefined ? found : { data: found };
            return { value: { status: 200, url: '', headers: {}, data } };
        },
    };
}
function failureOf(end, call, dependencies) {
    if (end.why === 'cancelled')
        return (0,failure/* remoteFailure */.vU)({
            code: 'github/cancelled',
            cause: 'The job was cancelled.',
            remedy: 'Run it again.',
            error: end.error,
        });
    return describeFailure(end.error, call.read ? 'no' : end.transient.applied, call, dependencies);
}
const describeFailure = (error, applied, { name, repository, policy }, { host, clock }) => (0,github_failure/* explain */.W)({
    error,
    route: name,
    repository,
    permission: policy.permission,
    host,
    applied,
    rateLimited: rateLimitPause(error, clock.now()) !== undefined,
    now: clock.now(),
});

;// CONCATENATED MODULE: ./packages/github/build/client/client.js
/** The one way to GitHub's REST and GraphQL APIs: octokit, with deadlines, retries and failures by our own hook. */




/** @throws Failure `configuration` when the token is empty or the address is not one of a GitHub API */
function createGitHubClient(options) {
    const { token, log, fetch } = options;
    if (token === '')
        throw (0,failure/* configurationFailure */.d_)({
            code: 'github/no-token',
            cause: 'There is no token for the GitHub API.',
            remedy: 'Give an App id with its private key, or a token.',
        });
    log.secret(token);
    const api = parseApiUrl(options.apiUrl);
    const octokitLog = createOctokitLog(log);
    const octokit = new dist_src/* Octokit */.E({
        auth: token,
        baseUrl: api.href.replace(/\/$/, ''),
        userAgent: 'sealift',
        request: { fetch, log: octokitLog },
        log: octokitLog,
    });
    octokit.hook.wrap('request', createRequestHook({ ...options, host: api.host }));
    return octokit;
}
/** One line for each attempt, with GitHub's id of the request. Failures are reported by the hook, once. */
function createOctokitLog({ debug }) {
    const line = (message) => debug(message);
    // Octokit's own debug lines hand over the whole request, its token included.
    return { debug: () => { }, info: line, warn: line, error: line };
}
function parseApiUrl(text) {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    const loopback = url?.protocol === 'http:' && (0,build_loopback/* isLoopbackHost */.c)(url.hostname);
    if (url !== undefined && (url.protocol === 'https:' || loopback))
        return url;
    throw (0,failure/* configurationFailure */.d_)({
        code: 'github/bad-address',
        cause: `"${text}" is not the address of a GitHub API.`,
        remedy: 'Use an https address such as https://api.github.com or https://HOST/api/v3.',
    });
}


/***/ }),

/***/ 9818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ explain),
/* harmony export */   i: () => (/* binding */ GitHubFailure)
/* harmony export */ });
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_text_clause__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7683);
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5329);
/* harmony import */ var _sealift_net_retry_after__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3007);
/* harmony import */ var _request_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7050);





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
    constructor(category, details, outcome) {
        super(category, details);
        this.status = outcome.status;
        this.answer = outcome.answer;
        this.applied = outcome.applied;
        this.serverTime = outcome.serverTime;
    }
}
/** The failure that an answer, or the lack of one, means to the user. */
function explain(request) {
    const { error } = request;
    const status = (0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c2)(error);
    const answer = answerOf(error);
    const headers = (0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .headersOf */ .Yl)(error);
    const date = Date.parse(String(headers['date'] ?? ''));
    const { category, ...details } = describe(request, status, answer);
    return new GitHubFailure(category, { ...details, error }, { status, answer, applied: request.applied, serverTime: Number.isNaN(date) ? undefined : date });
}
function describe(request, status, answer) {
    const { error, host, route } = request;
    const headers = (0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .headersOf */ .Yl)(error);
    const target = request.repository ?? host;
    const needed = permissionOf(headers) ?? request.permission;
    if (request.rateLimited)
        return {
            category: 'remote',
            code: 'github/rate-limited',
            cause: `GitHub limits the rate of requests of this token: "${answer}".`,
            remedy: `Run the job again ${resetTime(headers, request.now)}.`,
        };
    switch (status) {
        case undefined:
            return {
                category: 'remote',
                code: 'github/unreachable',
                cause: `${host} gave no complete answer to ${route} (${(0,_request_error_js__WEBPACK_IMPORTED_MODULE_1__/* .networkProblem */ .Wo)(error)?.code ?? answer}).`,
                remedy: 'Run the job again; if it keeps failing, check that the runner reaches this host.',
            };
        case 401:
            return {
                category: 'configuration',
                code: 'github/unauthorized',
                cause: `GitHub does not accept the token (${target}: "${answer}").`,
                remedy: "Check that the token or the App's private key is current and belongs to this GitHub server.",
            };
        case 403:
            return {
                category: 'configuration',
                code: 'github/forbidden',
                ...forbidden(answer, target, needed, route),
            };
        case 404:
            return {
                category: 'configuration',
                code: 'github/not-found',
                cause: `${target} or what was asked of it does not exist, or the token has no access to it (${route}).`,
                remedy: `Check the spelling, and that the token${needed === undefined ? '' : ` has "${needed}" and`} covers ${target}${request.repository === undefined ? '' : ' (an App must be installed on it)'}.`,
            };
        default:
            return describeOther(status, answer, target, route);
    }
}
function describeOther(status, answer, target, route) {
    if (status === 409)
        return {
            category: 'remote',
            code: 'github/conflict',
            cause: `${target} is in conflict with the request ${route}: "${answer}".`,
            remedy: 'Run the job again; an empty repository needs a first commit.',
        };
    if (status === 422)
        return {
            category: 'configuration',
            code: 'github/refused',
            cause: `GitHub refused ${route} on ${target}: "${answer}".`,
            remedy: 'Change what the message names.',
        };
    if (status >= 500 || status === 408)
        return {
            category: 'remote',
            code: 'github/server-error',
            cause: `GitHub failed with HTTP ${status} on ${route}: "${answer}".`,
            remedy: 'Run the job again; see https://www.githubstatus.com when it keeps failing.',
        };
    return {
        category: 'remote',
        code: 'github/refused',
        cause: `GitHub answered ${route} with HTTP ${status}: "${answer}".`,
        remedy: 'Check what the message names and run the job again.',
    };
}
function forbidden(answer, target, needed, route) {
    const cause = `GitHub refused ${route} on ${target}: "${answer}".`;
    if (/not permitted to create or approve pull requests/i.test(answer))
        return {
            cause,
            remedy: `Allow it under Settings → Actions → General → "Allow GitHub Actions to create and approve pull requests" of ${target}, or use a GitHub App.`,
        };
    if (/archived/i.test(answer))
        return { cause, remedy: `Unarchive ${target}, or name the repository that replaced it.` };
    if (/SAML/i.test(answer))
        return { cause, remedy: 'Authorise the token for the single sign-on of the organisation.' };
    if (needed === undefined)
        return { cause, remedy: `Give the token the permission that this request needs on ${target}.` };
    return {
        cause: `The token lacks the permission "${needed}" on ${target} (${route}: "${answer}").`,
        remedy: `Grant "${needed}": under "permissions:" of the job (and of the calling job of a reusable workflow), or in the settings of the GitHub App, whose installation must then accept it.`,
    };
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
    const plain = (0,_sealift_core_text_clause__WEBPACK_IMPORTED_MODULE_2__/* .asClause */ .e)((0,_sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_3__/* .singleLine */ .pF)(message.replace(/ - https?:\/\/\S+$/, '')).trim());
    return plain.length > 400 ? `${plain.slice(0, 399)}…` : plain;
}
/** When a limit ends, from its headers: `after 2026-…`, or `later`. */
function resetTime(headers, now) {
    const pause = (0,_sealift_net_retry_after__WEBPACK_IMPORTED_MODULE_4__/* .parseRetryAfter */ .m)(String(headers['retry-after'] ?? ''), now);
    const reset = Number(headers['x-ratelimit-reset']) * 1000;
    const time = pause === undefined ? reset : now + pause;
    // Beyond the year 275760 there are no dates.
    return time > 0 && time < 8.64e15 ? `after ${new Date(time).toISOString()}` : 'later';
}


/***/ }),

/***/ 5849:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ runOperation)
/* harmony export */ });
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4028);
/* harmony import */ var _policy_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2468);


/**
 * The `data` of an answer without errors: a part of what was asked for is never used.
 * @throws GitHubFailure with the status that the REST API has for such an error
 */
async function runOperation(client, { name, document }, { variables, repository, answer, ...options }) {
    const operation = { name, repository: `${repository.owner}/${repository.repo}` };
    const data = await client.graphql(document, {
        ...variables,
        operationName: name,
        request: (0,_policy_js__WEBPACK_IMPORTED_MODULE_1__/* .policy */ .J)({ ...options, operation }),
    });
    return (0,_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .parseAnswer */ .W)(answer, { url: name, data });
}


/***/ }),

/***/ 2468:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ policy),
/* harmony export */   U: () => (/* binding */ policyOf)
/* harmony export */ });
/** What the request hook must know about one request, beside what octokit knows of it. */
/** The `request` field of a call of octokit's, with the policy for the hook in it. */
const policy = (options) => ({ policy: options });
/** The policy of a request that octokit is about to send: whatever stands in `request` reaches the hook as it was given. */
const policyOf = ({ request }) => 'policy' in request ? request.policy : {};


/***/ }),

/***/ 7050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wo: () => (/* binding */ networkProblem),
/* harmony export */   Yl: () => (/* binding */ headersOf),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1015);
/* harmony import */ var _sealift_net_network_error__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8179);
/** What octokit's errors say: an answer with a status, or none. */


/** The status of GitHub's answer; undefined when none came, for which octokit says 500. */
const statusOf = (error) => error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .G && error.response !== undefined ? error.status : undefined;
const headersOf = (error) => error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .G ? (error.response?.headers ?? {}) : {};
/** Why no answer came; undefined when one did, or when the error has nothing to do with the network. */
function networkProblem(error) {
    if (!(error instanceof _octokit_request_error__WEBPACK_IMPORTED_MODULE_1__/* .RequestError */ .G))
        return (0,_sealift_net_network_error__WEBPACK_IMPORTED_MODULE_0__/* .networkError */ .x)(error);
    return error.response === undefined ? (0,_sealift_net_network_error__WEBPACK_IMPORTED_MODULE_0__/* .networkError */ .x)(error.cause) : undefined;
}


/***/ }),

/***/ 1564:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ ancestryOf)
/* harmony export */ });
/* unused harmony export HISTORY_OF_COMMIT */
/* harmony import */ var p_limit__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(370);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7934);
/* harmony import */ var _client_answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4028);
/* harmony import */ var _client_operation_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5849);
/* harmony import */ var _client_policy_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2468);
/** Which of two commits came first, asked from GitHub: a tag or a date proves nothing about it. */





const PERMISSION = 'contents: read';
const HISTORY = 100;
const TITLES = 50;
const PARALLEL = 4;
const HISTORY_OF_COMMIT = {
    name: 'History',
    document: `query History($owner: String!, $repo: String!, $head: GitObjectID!) {
  repository(owner: $owner, name: $repo) {
    object(oid: $head) {
      ... on Commit {
        history(first: ${HISTORY}) {
          nodes { oid messageHeadline author { name user { login } } parents(first: 1) { totalCount nodes { oid } } }
        }
      }
    }
  }
}`,
};
const Node = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    oid: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    messageHeadline: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    author: valibot__WEBPACK_IMPORTED_MODULE_2__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ name: valibot__WEBPACK_IMPORTED_MODULE_2__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()), user: valibot__WEBPACK_IMPORTED_MODULE_2__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ login: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })) })),
    parents: valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ totalCount: valibot__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(), nodes: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ oid: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() })) }),
});
const History = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    repository: valibot__WEBPACK_IMPORTED_MODULE_2__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        object: valibot__WEBPACK_IMPORTED_MODULE_2__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ history: valibot__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ nodes: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(Node) })) })),
    })),
});
/**
 * One question answers for all that are in the straight line of the newest commits; each other one takes a comparison.
 * What was asked once is not asked again.
 */
function ancestryOf(client, repository, head) {
    let line;
    const answers = new Map();
    const limit = (0,p_limit__WEBPACK_IMPORTED_MODULE_3__/* ["default"] */ .A)(PARALLEL);
    const find = async (other) => {
        line ??= readLine(client, repository, head);
        return inLine(await line, other) ?? limit(() => compare(client, repository, head, other));
    };
    return (other) => {
        const answer = answers.get(other) ?? find(other);
        answers.set(other, answer);
        return answer;
    };
}
async function readLine(client, repository, head) {
    const { repository: found } = await (0,_client_operation_js__WEBPACK_IMPORTED_MODULE_1__/* .runOperation */ .x)(client, HISTORY_OF_COMMIT, {
        repository,
        variables: { owner: repository.owner, repo: repository.repo, head },
        answer: History,
        permission: PERMISSION,
    });
    return straightLine(head, found?.object?.history?.nodes ?? []);
}
const UNKNOWN = { relation: 'unknown', ahead: 0, behind: 0, commits: [] };
/** From the head on, as long as every commit has one parent: beyond a merge, a list says nothing about what lies between. */
function straightLine(head, nodes) {
    const byId = new Map(nodes.map((node) => [node.oid, node]));
    const line = [];
    for (let node = byId.get(head); node !== undefined;) {
        line.push(node);
        const [parent] = node.parents.nodes;
        node = node.parents.totalCount === 1 && parent !== undefined ? byId.get(parent.oid) : undefined;
    }
    return line;
}
function inLine(line, other) {
    const at = line.findIndex(({ oid }) => oid === other);
    if (at === -1)
        return undefined;
    return {
        relation: at === 0 ? 'same' : 'ancestor',
        ahead: at,
        behind: 0,
        commits: line.slice(0, Math.min(at, TITLES)).map(({ oid, messageHeadline, author }) => {
            const name = author?.user?.login ?? author?.name ?? undefined;
            return { sha: oid, title: messageHeadline, ...(name === undefined ? {} : { author: name }) };
        }),
    };
}
const Comparison = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    status: valibot__WEBPACK_IMPORTED_MODULE_2__/* .picklist */ .KIO(['diverged', 'ahead', 'behind', 'identical']),
    ahead_by: valibot__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    behind_by: valibot__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
    commits: valibot__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        sha: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
        commit: valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
            message: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
            author: valibot__WEBPACK_IMPORTED_MODULE_2__/* .nullable */ .mee(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ name: valibot__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()) })),
        }),
        author: valibot__WEBPACK_IMPORTED_MODULE_2__/* .nullish */ .cl6(valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ login: valibot__WEBPACK_IMPORTED_MODULE_2__/* .optional */ .lqM(valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()) })),
    })),
});
const RELATIONS = {
    ahead: 'ancestor',
    behind: 'descendant',
    identical: 'same',
    diverged: 'diverged',
};
async function compare(client, repository, head, other) {
    const response = await (0,_client_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .orAbsent */ .R)(client.rest.repos.compareCommitsWithBasehead({
        ...repository,
        basehead: `${other}...${head}`,
        request: (0,_client_policy_js__WEBPACK_IMPORTED_MODULE_4__/* .policy */ .J)({ permission: PERMISSION }),
    }));
    if (response === undefined)
        return UNKNOWN;
    const answer = (0,_client_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .parseAnswer */ .W)(Comparison, response);
    return {
        relation: RELATIONS[answer.status],
        ahead: answer.ahead_by,
        behind: answer.behind_by,
        // The oldest comes first.
        commits: answer.commits
            .slice(-TITLES)
            .reverse()
            .map(({ sha, commit, author }) => {
            const name = author?.login ?? commit.author?.name;
            return {
                sha,
                title: commit.message.split('\n')[0] ?? '',
                ...(name === undefined ? {} : { author: name }),
            };
        }),
    };
}


/***/ }),

/***/ 8163:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   pG: () => (/* binding */ readBranch)
/* harmony export */ });
/* unused harmony exports createBranch, UPDATE_REFS, moveRef, moveBranch, explained */
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7934);
/* harmony import */ var _client_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4028);
/* harmony import */ var _client_github_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9818);
/* harmony import */ var _client_operation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5849);
/* harmony import */ var _client_policy_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2468);
/* harmony import */ var _repository_repository_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4951);
/**
 * Branches, moved by compare-and-swap: from the head that was looked at and from no other. Nothing is ever forced over
 * a commit that was not seen.
 */







const PERMISSION = 'contents: write';
const Ref = valibot__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ object: valibot__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ sha: valibot__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP() }) });
/** What git calls no commit at all. */
const NONE = '0'.repeat(40);
/** The commit that a branch points to; undefined when there is no such branch. */
async function readBranch(client, repository, branch) {
    const response = await (0,_client_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .orAbsent */ .R)(client.rest.git.getRef({
        ...repository,
        ref: `heads/${branch}`,
        request: (0,_client_policy_js__WEBPACK_IMPORTED_MODULE_6__/* .policy */ .J)({ permission: 'contents: read' }),
    }));
    return response === undefined ? undefined : (0,_client_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .parseAnswer */ .W)(Ref, response).object.sha;
}
/** `raced` when the branch exists by now and points elsewhere. */
async function createBranch(client, repository, branch, commit) {
    const there = async () => {
        const sha = await readBranch(client, repository, branch);
        return sha === commit ? { object: { sha } } : undefined;
    };
    try {
        await client.rest.git.createRef({
            ...repository,
            ref: `refs/heads/${branch}`,
            sha: commit,
            request: policy({ permission: PERMISSION, happened: there }),
        });
        return 'moved';
    }
    catch (failure) {
        if (!(failure instanceof GitHubFailure) || failure.status !== 422)
            throw failure;
        if (!/^Reference already exists/i.test(failure.answer))
            throw explained(failure, repository, branch);
        // An earlier attempt whose answer was lost may have been the one that was faster.
        return (await there()) === undefined ? 'raced' : 'moved';
    }
}
const UPDATE_REFS = {
    name: 'UpdateRefs',
    document: `mutation UpdateRefs($input: UpdateRefsInput!) { updateRefs(input: $input) { clientMutationId } }`,
};
/**
 * Moves a ref if it still is where it was seen.
 * https://docs.github.com/en/graphql/reference/mutations#updaterefs
 * @param id node id of the repository
 * @param there where it is now
 * @param explain what to throw when it does not move although it is where it was seen
 * @throws Failure `github/…` for everything but a lost comparison
 */
async function moveRef(client, repository, id, { ref, from, to, force }, there, explain = (failure) => failure) {
    try {
        await runOperation(client, UPDATE_REFS, {
            repository,
            variables: {
                input: {
                    repositoryId: id,
                    refUpdates: [{ name: ref, beforeOid: from ?? NONE, afterOid: to ?? NONE, force }],
                },
            },
            answer: v.unknown(),
            permission: PERMISSION,
            happened: async () => ((await there()) === to ? {} : undefined),
        });
        return 'moved';
    }
    catch (failure) {
        if (!(failure instanceof GitHubFailure) || ![404, 409, 422].includes(failure.status ?? 0))
            throw failure;
        // GitHub's words for a lost comparison are not documented: where the ref is now tells.
        const now = await there();
        if (now === to)
            return 'moved';
        if (now !== from)
            return 'raced';
        throw explain(failure);
    }
}
/**
 * Moves a branch if it still is where it was seen.
 * @param id node id of the repository
 * @throws Failure `configuration` when the branch is protected
 */
const moveBranch = (client, repository, id, { branch, from, to, force = false }) => moveRef(client, repository, id, { ref: `refs/heads/${branch}`, from, to, force }, () => readBranch(client, repository, branch), (failure) => explained(failure, repository, branch));
/** A branch that does not move although it is where it was seen. */
function explained(failure, repository, branch) {
    if (!/protected branch|rule violations|GH006|GH013|through a pull request|required status/i.test(failure.answer))
        return failure;
    return configurationFailure({
        code: 'github/protected-branch',
        cause: `The branch "${branch}" of ${formatRepositoryName(repository)} is protected: "${failure.answer}".`,
        remedy: 'Use "mode: pull-request", or let the GitHub App bypass the rules of this branch (its ruleset, "Bypass list").',
        error: failure,
    });
}


/***/ }),

/***/ 4951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $M: () => (/* binding */ parseRepositoryName)
/* harmony export */ });
/* unused harmony exports formatRepositoryName, readRepository, readRepositoryId */
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var valibot__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7934);
/* harmony import */ var _client_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4028);




// https://docs.github.com/en/get-started/using-github/github-glossary: letters, digits and hyphens; a name may have dots.
const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}|[A-Za-z0-9-]*_[A-Za-z0-9]+)\/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;
/** @throws Failure `configuration` when the text is not `owner/name` */
function parseRepositoryName(text) {
    const [owner, repo] = text.split('/');
    if (owner !== undefined && repo !== undefined && NAME.test(text))
        return { owner, repo };
    throw (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
        code: 'github/bad-name',
        // An address that somebody copied may carry a login.
        cause: `"${text.slice(text.lastIndexOf('@') + 1)}" is not a repository.`,
        remedy: 'Write it as owner/name, for example acme/ops.',
    });
}
const formatRepositoryName = ({ owner, repo }) => `${owner}/${repo}`;
const Answer = valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    name: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    owner: valibot__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ login: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP() }),
    default_branch: valibot__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
    archived: valibot__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
});
/**
 * The repository by its present name: a renamed one is found by its old name.
 * @throws GitHubFailure 404 when it does not exist or the token does not reach it
 */
async function readRepository(client, name) {
    const answer = parseAnswer(Answer, await client.rest.repos.get({ ...name, request: policy({ permission: 'metadata: read' }) }));
    return {
        owner: answer.owner.login,
        repo: answer.name,
        defaultBranch: answer.default_branch,
        archived: answer.archived,
    };
}
/** Its node id, by which GraphQL writes to it. @throws GitHubFailure */
async function readRepositoryId(client, name) {
    const answer = await client.rest.repos.get({ ...name, request: policy({ permission: 'metadata: read' }) });
    return parseAnswer(v.object({ node_id: v.string() }), answer).node_id;
}


/***/ })

};
