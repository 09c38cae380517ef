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

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

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

/***/ 

/***/ 

/***/ 

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 

/***/ 

/***/ 8586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  I: () => (/* binding */ loadInputs)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image.js
var build_image = __nccwpck_require__(247);
// EXTERNAL MODULE: ./packages/core/build/verification.js + 1 modules
var verification = __nccwpck_require__(8459);
;// CONCATENATED MODULE: ./packages/runtime/build/trust-policy.js
/** The inputs that say who must have signed: the same names and rules in every action that verifies. */

/** Said outright, since it lets a release from any branch through. */
const ANY_REF = '*';
const readTrustInputs = (reader) => ({
    identity: reader.optional('certificate-identity'),
    issuer: reader.required('certificate-oidc-issuer'),
    sourceRepository: reader.required('source-repository'),
    sourceRef: reader.required('source-ref'),
});
/** @throws Failure `configuration` when one is not exact */
function parseTrustPolicy(given) {
    if (given.identity === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: 'It is not said who must have signed: "certificate-identity" is empty.',
            remedy: `Give ${EXAMPLE}.`,
        });
    return {
        identity: identity(given.identity),
        issuer: url('certificate-oidc-issuer', given.issuer),
        sourceRepository: repository(given.sourceRepository),
        sourceRef: given.sourceRef === ANY_REF ? undefined : ref(given.sourceRef),
    };
}
const EXAMPLE = 'the workflow that signed with its ref, for example https://github.com/acme/sealift/.github/workflows/build-and-push.yml@refs/tags/v1';
const wrong = (name, value, expected) => (0,failure/* configurationFailure */.d_)({ cause: `The input "${name}" is "${value}".`, remedy: `Give ${expected}.` });
function url(name, value) {
    if (URL.canParse(value) && !/[\s*]/.test(value))
        return value;
    throw wrong(name, value, 'an exact URL, without patterns');
}
function identity(value) {
    const name = 'certificate-identity';
    url(name, value);
    if (/^https:\/\/[^/]+\/[^/@]+\/[^/@]+\/[^@]+@\S+$/.test(value))
        return value;
    throw wrong(name, value, EXAMPLE);
}
function repository(value) {
    if (/^[A-Za-z0-9._-]+\/[A-Za-z0-9._-]+$/.test(value))
        return value;
    throw wrong('source-repository', value, 'owner/repository');
}
function ref(value) {
    if (/^refs\/[^\s*?[\\^~:]+$/.test(value))
        return value;
    throw wrong('source-ref', value, `a full ref such as refs/heads/main, or "${ANY_REF}" to accept every ref`);
}

// EXTERNAL MODULE: ./packages/tools/build/tool.js + 6 modules
var tool = __nccwpck_require__(7755);
;// CONCATENATED MODULE: ./actions/verify/build/inputs.js





function loadInputs(reader) {
    // Everything is read before anything is judged.
    const given = {
        images: reader.list('image'),
        evidence: reader.optional('evidence'),
        trust: readTrustInputs(reader),
        require: reader.list('require'),
        registry: reader.optional('registry')?.toLowerCase(),
    };
    const logins = {
        username: reader.optional('username'),
        password: reader.optional('password'),
        token: reader.optional('token'),
    };
    const tools = reader.choice('tools', tool/* TOOL_SOURCES */._);
    if (given.images.length === 0 && given.evidence === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: 'There is nothing to verify: neither "image" nor "evidence" is given.',
            remedy: 'Give images as registry/repository@sha256:…, or the folder with the records of a release.',
        });
    // A record comes from an artifact: it must not decide which host gets a password.
    if (given.evidence !== undefined && given.registry === undefined && logins.password !== undefined)
        throw (0,failure/* configurationFailure */.d_)({
            cause: 'A "password" is given for images that an evidence folder names, without saying for which registry.',
            remedy: 'Give its host as "registry": the password is sent nowhere else.',
        });
    return {
        images: given.images.map(subject),
        evidence: given.evidence,
        policy: parseTrustPolicy(given.trust),
        require: requirements(given.require),
        registry: given.registry,
        ...logins,
        tools,
    };
}
function subject(text) {
    const { registry, repository, tag, digest } = (0,build_image/* parseImageReference */.o_)(text);
    if (tag === undefined && digest !== undefined)
        return { registry, repository, digest };
    throw (0,failure/* configurationFailure */.d_)({
        cause: `"${text}" does not name an image by digest alone.`,
        remedy: `Write ${registry}/${repository}@sha256:…: a tag says nothing about what was verified.`,
    });
}
const inputs_wrong = (name, value, expected) => (0,failure/* configurationFailure */.d_)({ cause: `The input "${name}" is "${value}".`, remedy: `Give ${expected}.` });
function requirements(names) {
    if (names.length === 0)
        throw inputs_wrong('require', '', `at least one of ${verification/* REQUIREMENTS */.dq.join(', ')}`);
    for (const name of names)
        if (!verification/* REQUIREMENTS */.dq.some((known) => known === name))
            throw inputs_wrong('require', name, `only ${verification/* REQUIREMENTS */.dq.join(', ')}`);
    return verification/* REQUIREMENTS */.dq.filter((requirement) => names.includes(requirement));
}


/***/ }),

/***/ 9201:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _sealift_runtime_action__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1786);
/* harmony import */ var _sealift_tools_exec__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8368);
/* harmony import */ var _sealift_tools_tool__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7755);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8586);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(5751);





await (0,_sealift_runtime_action__WEBPACK_IMPORTED_MODULE_0__/* .runAction */ .C)({
    loadInputs: _inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .loadInputs */ .I,
    run: (inputs, runtime) => (0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .run */ .e)(inputs, { ...runtime, exec: (0,_sealift_tools_exec__WEBPACK_IMPORTED_MODULE_1__/* .createExec */ .k)(runtime.log), resolveTool: _sealift_tools_tool__WEBPACK_IMPORTED_MODULE_2__/* .resolveTool */ .H }),
});

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 5751:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// UNUSED EXPORTS: outputNames

;// CONCATENATED MODULE: ./packages/core/build/bounded.js
/**
 * `work` for every item, at most `limit` at a time, results in the order of the items. After the first error nothing
 * new is started, what runs is awaited, and the error is thrown: nobody writes on behind the caller's back.
 */
async function bounded_mapBounded(items, limit, work) {
    const results = new Map();
    const errors = [];
    let next = 0;
    const worker = async () => {
        while (next < items.length && errors.length === 0) {
            const index = next;
            next += 1;
            try {
                results.set(index, await work(items[index]));
            }
            catch (error) {
                errors.push(error);
            }
        }
    };
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
    if (errors.length > 0)
        throw errors[0];
    return items.map((_item, index) => results.get(index));
}

// EXTERNAL MODULE: ./packages/core/build/failure.js
var build_failure = __nccwpck_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image.js
var build_image = __nccwpck_require__(247);
// EXTERNAL MODULE: ./packages/core/build/verification.js + 1 modules
var verification = __nccwpck_require__(8459);
// EXTERNAL MODULE: ./packages/core/build/digest.js
var build_digest = __nccwpck_require__(120);
// EXTERNAL MODULE: ./packages/core/build/hostile-text.js
var hostile_text = __nccwpck_require__(7750);
;// CONCATENATED MODULE: ./packages/core/build/verification-summary.js



const HEADINGS = {
    signature: 'Signature',
    sbom: 'SBOM',
    verdict: 'Scan verdict',
    record: 'Release record',
};
/** The job summary of a verification: one row a subject, reasons below. */
function renderVerification(images, policy, require) {
    const refused = images.filter((image) => problemsOf(image).length > 0).length;
    const title = refused === 0
        ? `✅ Verified: ${images.length} ${images.length === 1 ? 'image' : 'images'}`
        : `❌ Refused: ${refused} of ${images.length} ${images.length === 1 ? 'image' : 'images'}`;
    return [
        `## ${title}`,
        '',
        `Signed by ${(0,hostile_text/* markdownCode */.D9)(policy.identity)} · issuer ${(0,hostile_text/* markdownCode */.D9)(policy.issuer)} · source ${(0,hostile_text/* markdownCode */.D9)(policy.sourceRepository)} at ${policy.sourceRef === undefined ? 'any ref' : (0,hostile_text/* markdownCode */.D9)(policy.sourceRef)}`,
        '',
        ...images.flatMap((image) => renderImage(image, require)),
    ].join('\n');
}
const problemsOf = ({ problems, subjects }) => [
    ...problems,
    ...subjects.flatMap((subject) => subject.problems),
];
function renderImage(image, require) {
    const cell = (subject, requirement) => !subject.requirements.includes(requirement)
        ? '–'
        : subject.problems.some((problem) => problem.requirement === requirement)
            ? '❌'
            : '✅';
    return [
        (0,hostile_text/* markdownCode */.D9)(image.reference),
        '',
        ...(image.subjects.length === 0
            ? []
            : [
                `| Subject | Manifest | ${require.map((requirement) => HEADINGS[requirement]).join(' | ')} |`,
                `|---|---|${require.map(() => ':-:|').join('')}`,
                ...image.subjects.map((subject) => `| ${(0,hostile_text/* markdownText */.p7)(subject.label)} | ${(0,hostile_text/* markdownCode */.D9)((0,build_digest/* digestHex */.sU)(subject.digest).slice(0, 12))} | ${require.map((requirement) => cell(subject, requirement)).join(' | ')} |`),
                '',
            ]),
        ...(0,verification/* describeProblems */.yg)(problemsOf(image)).map((problem) => `- ${(0,hostile_text/* markdownText */.p7)(problem)}`),
        '',
    ];
}

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
    const wrong = (reason) => (0,build_failure/* configurationFailure */.d_)({
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

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7934);
;// CONCATENATED MODULE: ./packages/registry/build/challenge.js
// RFC 9110 section 5.6.2: token characters.
const TOKEN = /[!#$%&'*+\-.^_`|~0-9A-Za-z]+/y;
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
        return quoted === undefined ? take(TOKEN)?.[0] : quoted.replace(/\\([\s\S])/g, '$1');
    };
    /** `name = value` from here, or nothing taken. */
    const parameter = () => {
        const start = position;
        const name = take(TOKEN)?.[0].toLowerCase();
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
        const scheme = take(TOKEN)?.[0].toLowerCase();
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
const MAX_TEXT = 300;
const shown = (text) => (0,hostile_text/* singleLine */.pF)(text).slice(0, MAX_TEXT);
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
    const configuration = (remedy) => (0,build_failure/* configurationFailure */.d_)({ cause, remedy });
    if (has('MANIFEST_INVALID') || has('MANIFEST_UNVERIFIED'))
        return configuration('The registry does not accept this image format: build it with OCI media types, or use a registry that supports OCI images and attestations.');
    if (has('SIZE_INVALID') || status === 413)
        return configuration('The registry or a proxy before it limits the size of uploads: raise that limit, or make the layer smaller.');
    if (has('DIGEST_INVALID'))
        return (0,build_failure/* remoteFailure */.vU)({
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
    return (0,build_failure/* remoteFailure */.vU)({
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
const exhausted = (operation, reason, attempts) => (0,build_failure/* remoteFailure */.vU)({
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
    throw (0,build_failure/* configurationFailure */.d_)({
        cause: `${image.registry} asks for a token from "${(0,hostile_text/* singleLine */.pF)(realm)}" before the ${what}, which is not an https address that it may name.`,
        remedy: 'Correct the token realm in the configuration of the registry.',
    });
}
async function fetchToken(options, credentials, operation, { realm, service }, scopes) {
    const { registry } = operation.image;
    if (credentials !== undefined && !mayReceiveCredential(apiRoot(registry), realm))
        throw (0,build_failure/* configurationFailure */.d_)({
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
        throw (0,build_failure/* remoteFailure */.vU)({
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
        ? (0,build_failure/* configurationFailure */.d_)({ cause, remedy: accessRemedy(operation) })
        : (0,build_failure/* remoteFailure */.vU)({ cause, remedy: 'Run the job again; if it happens again, ask the operator.' });
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
    const bytes = await readBytes(response, url, 256 * 1024, () => (0,build_failure/* remoteFailure */.vU)({
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
        return (0,build_failure/* configurationFailure */.d_)({
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
const cancelled = (operation) => (0,build_failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} was cancelled.`,
    remedy: 'Run the job again; what is uploaded already is kept and skipped.',
});
const redirectLoop = (operation) => (0,build_failure/* remoteFailure */.vU)({
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
    throw (0,build_failure/* remoteFailure */.vU)({
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


const manifest_OCI_INDEX = 'application/vnd.oci.image.index.v1+json';
const manifest_OCI_MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json';
const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';
const INDEX_MEDIA_TYPES = [manifest_OCI_INDEX, DOCKER_INDEX];
const MANIFEST_MEDIA_TYPES = [manifest_OCI_MANIFEST, DOCKER_MANIFEST];
/** For the Accept header: an unlisted type would be converted or refused by the registry. */
const ACCEPTED_MEDIA_TYPES = [manifest_OCI_INDEX, manifest_OCI_MANIFEST, DOCKER_INDEX, DOCKER_MANIFEST].join(', ');
/** Bytes. Registries must accept manifests of 4 MiB; larger ones are not portable. */
const manifest_MAX_MANIFEST_SIZE = 4 * 1024 * 1024;
/** Entries of one manifest or index that are read. */
const manifest_MAX_CHILDREN = 1000;
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
    manifests: dist/* pipe */.FsL(dist/* array */.YOg(DescriptorSchema), dist/* maxLength */.Ru6(manifest_MAX_CHILDREN)),
    subject: dist/* optional */.lqM(DescriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
const ManifestSchema = dist/* object */.Ikc({
    schemaVersion: dist/* literal */.euz(2),
    mediaType: dist/* optional */.lqM(mediaType),
    artifactType: dist/* optional */.lqM(manifest_text),
    config: DescriptorSchema,
    layers: dist/* pipe */.FsL(dist/* array */.YOg(DescriptorSchema), dist/* maxLength */.Ru6(manifest_MAX_CHILDREN)),
    subject: dist/* optional */.lqM(DescriptorSchema),
    annotations: dist/* optional */.lqM(annotations),
});
/**
 * Reads manifest bytes of an announced media type. Bytes that could be read as both kinds are refused, because
 * two tools could then see two different images under one digest (CVE-2021-41190).
 * @param problem makes the Failure to throw from a reason such as `"config" is missing`
 */
function parseManifest(bytes, announced, problem) {
    const json = parseJson(bytes, problem);
    const own = (name) => typeof json === 'object' && json !== null && Object.hasOwn(json, name);
    if (INDEX_MEDIA_TYPES.includes(announced)) {
        if (own('config') || own('layers'))
            throw problem('it is an index with the fields of a manifest');
        const index = check(IndexSchema, json, problem);
        if (index.mediaType !== undefined && index.mediaType !== announced)
            throw problem(`it says "${index.mediaType}" of itself and is announced as "${announced}"`);
        return { kind: 'index', ...index };
    }
    if (MANIFEST_MEDIA_TYPES.includes(announced)) {
        if (own('manifests'))
            throw problem('it is a manifest with the fields of an index');
        const manifest = check(ManifestSchema, json, problem);
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
const parseConfigPlatform = (bytes, problem) => check(ConfigSchema, parseJson(bytes, problem), problem);
function parseJson(bytes, problem) {
    try {
        return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch {
        throw problem('it is not JSON');
    }
}
function check(schema, value, problem) {
    const result = dist/* safeParse */.xLC(schema, value);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    throw problem(`"${dist/* getDotPath */.BuJ(issue) ?? 'the document'}" is wrong: ${issue.message}`);
}
/** BuildKit's provenance and SBOM manifests, which ride along in an index. */
const isAttestation = (descriptor) => descriptor.annotations?.['vnd.docker.reference.type'] === 'attestation-manifest' ||
    (descriptor.platform?.os === 'unknown' && descriptor.platform.architecture === 'unknown');


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
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `A manifest of the digest ${digest} cannot be pushed as ${reference}.`,
            remedy: 'Push it under its own digest.',
        });
    if (manifest.bytes.length > manifest_MAX_MANIFEST_SIZE)
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `The manifest ${digest} has ${manifest.bytes.length} bytes; registries take at most ${manifest_MAX_MANIFEST_SIZE}.`,
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
                throw (0,build_failure/* remoteFailure */.vU)({
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
        throw (0,build_failure/* remoteFailure */.vU)({
            cause: `${image.registry} stored the ${what} as ${announced}, not as ${digest}: it changed the bytes.`,
            remedy: 'Use a registry, or a setting of it, that does not convert manifests.',
        });
    });
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __nccwpck_require__(7067);
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
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
const changed = (blob, reason) => (0,build_failure/* configurationFailure */.d_)({
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
            const bytes = await readBytes(response, url, manifest_MAX_MANIFEST_SIZE, () => untrue(operation, `it is larger than ${manifest_MAX_MANIFEST_SIZE} bytes`));
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
                    headers: { accept: manifest_OCI_INDEX },
                });
                const type = response.headers.get('content-type') ?? '';
                // A registry without the API answers 404, or with something that is not an index.
                if (response.status !== 200 || !type.startsWith(manifest_OCI_INDEX)) {
                    await discard(response);
                    if (response.status === 200 || response.status === 404 || response.status === 405)
                        return undefined;
                    throw refusal(operation, response.status, []);
                }
                const bytes = await readBytes(response, url, manifest_MAX_MANIFEST_SIZE, () => untrue(operation, `it is larger than ${manifest_MAX_MANIFEST_SIZE} bytes`));
                const index = parseManifest(bytes, manifest_OCI_INDEX, (reason) => untrue(operation, reason));
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
const untrue = (operation, reason) => (0,build_failure/* remoteFailure */.vU)({
    cause: `The ${operation.what} gave something else: ${reason}.`,
    remedy: 'Do not use this image: ask the operator of the registry, and push it again from a new build.',
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
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
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `A registry ${username === undefined ? 'password' : 'user name'} is given without the ${username === undefined ? 'user name' : 'password'}.`,
            remedy: 'Give both "username" and "password", or neither.',
        });
    if (registry === 'ghcr.io' && token !== undefined)
        return { username: env['GITHUB_ACTOR'] || 'x-access-token', password: token };
    return fromDockerConfig(registry, env);
}
/** Logins by registry host, for those that have one; user name and password go to the registry `own` alone. */
async function resolveLogins(registries, own, sources) {
    const { username, password, ...others } = sources;
    const logins = new Map();
    for (const registry of new Set(registries)) {
        const credentials = await resolveCredentials({
            registry,
            ...others,
            ...(registry === own ? { username, password } : {}),
        });
        if (credentials !== undefined)
            logins.set(registry, credentials);
    }
    return logins;
}
const Entry = dist/* object */.Ikc({
    auth: dist/* optional */.lqM(dist/* string */.YjP()),
    username: dist/* optional */.lqM(dist/* string */.YjP()),
    password: dist/* optional */.lqM(dist/* string */.YjP()),
    identitytoken: dist/* optional */.lqM(dist/* string */.YjP()),
});
// https://docs.docker.com/reference/cli/docker/login/#credential-stores
const DockerConfig = dist/* object */.Ikc({
    auths: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), Entry)),
    credHelpers: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP())),
    credsStore: dist/* optional */.lqM(dist/* string */.YjP()),
});
async function fromDockerConfig(registry, env) {
    const folder = env['DOCKER_CONFIG'] || external_node_path_.join(env['HOME'] || external_node_os_.homedir(), '.docker');
    const file = external_node_path_.join(folder, 'config.json');
    const content = await (0,promises_.readFile)(file, 'utf8').catch((error) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
            return undefined;
        throw (0,build_failure/* configurationFailure */.d_)({
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
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `The login for ${registry} is kept by the credential helper "docker-credential-${store}", which Sealift does not run.`,
            remedy: `Give "username" and "password", or log in with a ${file} that has neither "credsStore" nor "credHelpers".`,
        });
    return undefined;
}
function parseDockerConfig(file, content) {
    const wrong = (reason) => (0,build_failure/* configurationFailure */.d_)({
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
        throw (0,build_failure/* configurationFailure */.d_)({
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
    throw (0,build_failure/* configurationFailure */.d_)({
        cause: `The "auth" of ${registry} in ${file} is not a base64 "user:password".`,
        remedy: 'Log in again with "docker login", or give "username" and "password".',
    });
}

// EXTERNAL MODULE: ./packages/core/build/release-record.js
var release_record = __nccwpck_require__(1177);
;// CONCATENATED MODULE: ./packages/runtime/build/evidence-folder.js
/**
 * Reads the folder in which the actions of a release leave what they found out. Earlier jobs wrote it, with tools that
 * read hostile input: only regular files with known names and bounded sizes count, whatever else lies there.
 */






/** Bytes of one part. A release record of 20 platforms has 30 KB. */
const MAX_PART_SIZE = 1024 * 1024;
/** Bytes of one SBOM document. */
const MAX_DOCUMENT_SIZE = (/* unused pure expression or super */ null && (32 * 1024 * 1024));
/** Artifact folders below the evidence folder, and one level for the actions' own order. */
const MAX_DEPTH = 3;
const MAX_FILES = 2000;
/**
 * Every part of one kind at or below `folder`, in the order of their paths.
 * @throws Failure `configuration` when the folder is missing, a part is malformed, or there are absurdly many files
 */
async function readEvidence(folder, name) {
    const files = (await listFiles(folder)).filter((file) => (0,release_record/* evidencePartOf */.Oo)(external_node_path_.basename(file)) === name);
    return Promise.all(files.map(async (file) => {
        const relative = external_node_path_.relative(folder, file).split(external_node_path_.sep).join('/');
        const bytes = await readBounded(file, relative, MAX_PART_SIZE);
        return { file, relative, part: (0,release_record/* parseEvidencePart */.C6)(name, bytes.toString('utf8'), relative) };
    }));
}

/** A file name that stays in its folder on every system. */
const isPlainName = (name) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name);
/** Regular files at or below `folder`; links, sockets and the like are passed over, as are hidden folders. */
async function listFiles(folder) {
    const found = [];
    const visit = async (directory, depth) => {
        for (const entry of (await entries(directory, depth === 0)).toSorted((a, b) => a.name < b.name ? -1 : 1)) {
            const file = external_node_path_.join(directory, entry.name);
            if (entry.isDirectory() && depth < MAX_DEPTH && !entry.name.startsWith('.'))
                await visit(file, depth + 1);
            if (entry.isFile())
                found.push(file);
            if (found.length > MAX_FILES)
                throw (0,build_failure/* configurationFailure */.d_)({
                    cause: `The evidence folder ${folder} holds more than ${MAX_FILES} files.`,
                    remedy: 'Use a folder of its own for "evidence".',
                });
        }
    };
    await visit(external_node_path_.resolve(folder), 0);
    return found;
}
async function entries(directory, top) {
    try {
        return await (0,promises_.readdir)(directory, { withFileTypes: true });
    }
    catch (error) {
        if (!top)
            return [];
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `The evidence folder ${directory} cannot be read.`,
            remedy: 'Give the folder that the earlier steps got as "evidence", or that the evidence action loaded into.',
            error,
        });
    }
}
/** @throws Failure `configuration` for a link, or more than `limit` bytes */
async function readBounded(file, relative, limit) {
    // O_NOFOLLOW: what was a file when it was listed may be a link by now.
    const handle = await (0,promises_.open)(file, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW).catch((error) => {
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `The evidence file ${relative} cannot be read.`,
            remedy: 'Let the Sealift actions write the evidence folder; links are not followed.',
            error,
        });
    });
    try {
        const stat = await handle.stat();
        if (!stat.isFile() || stat.size > limit)
            throw (0,build_failure/* configurationFailure */.d_)({
                cause: `The evidence file ${relative} is ${stat.isFile() ? `larger than ${limit} bytes` : 'not a regular file'}.`,
                remedy: 'Leave out of the SBOM what is not shipped, or find out which step wrote this file.',
            });
        return await handle.readFile();
    }
    finally {
        await handle.close();
    }
}

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}



function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/arguments.js
/**
 * Command lines of cosign 3. Every value stands behind `--flag=`, so that none can be read as another flag, and the
 * image reference begins with a registry host. `cosign help sign|attest|verify|verify-attestation`.
 */

const writing = ({ identityTokenFile, bundleFile, signingConfig, reference }) => [
    `--identity-token=${identityTokenFile}`,
    `--bundle=${bundleFile}`,
    ...(signingConfig === undefined ? [] : [`--signing-config=${signingConfig}`]),
    reference,
];
/** cosign reads the manifest of the image, nothing else of the registry. */
const signArguments = (options) => [
    'sign',
    '--yes',
    '--upload=false',
    ...writing(options),
];
/** The registry is not asked at all. */
const attestArguments = (options) => [
    'attest',
    '--yes',
    '--no-upload=true',
    `--type=${typeArgument(options.type)}`,
    `--predicate=${options.predicateFile}`,
    ...writing(options),
];
const trust = (policy) => [
    `--certificate-identity=${policy.identity}`,
    `--certificate-oidc-issuer=${policy.issuer}`,
    `--certificate-github-workflow-repository=${policy.sourceRepository}`,
    ...(policy.sourceRef === undefined ? [] : [`--certificate-github-workflow-ref=${policy.sourceRef}`]),
];
const verifyArguments = (policy, reference) => [
    'verify',
    '--output=json',
    ...trust(policy),
    reference,
];
const verifyAttestationArguments = (policy, type, reference) => [
    'verify-attestation',
    '--output=json',
    `--type=${typeArgument(type)}`,
    ...trust(policy),
    reference,
];
/** cosign checks an SPDX document only when the type is given by its short name. */
const typeArgument = (type) => (type === release_record/* SPDX_TYPE */.JZ ? 'spdxjson' : type);

;// CONCATENATED MODULE: ./packages/tools/build/cosign/errors.js
/**
 * What cosign's error output means. cosign has two exit codes and wraps other people's words, so the words decide;
 * the table was made from recorded faults of every service behind it (test/cosign/fixtures/errors.json).
 */


const STATUS_REMEDY = 'Run the job again; see https://status.sigstore.dev and the status page of the registry.';
const SIZE_REMEDY = 'Make the SBOM smaller, or give "signing-config" a file with a Rekor v2 log, which takes only hashes.';
const NETWORK = /connection reset|connection refused|broken pipe|unexpected EOF|: EOF\b|i\/o timeout|TLS handshake timeout|no such host|server misbehaving|network is unreachable|context deadline exceeded|Client\.Timeout|temporary failure in name resolution|http2: (?:client connection|server sent GOAWAY)/i;
const ROWS = [
    {
        pattern: /error processing the identity token|unable to get subject from identity token|token is expired/,
        retryable: false,
        code: 'configuration',
        cause: (message) => `Fulcio does not accept this job's OIDC token: ${message}.`,
        remedy: 'Give the job and the job that calls it "id-token: write", and let it run where the issuer is known to this Fulcio.',
    },
    {
        pattern: /tuf refresh failed|failed to create TUF client|from TUF\b/,
        retryable: true,
        code: 'remote',
        cause: (message) => `The trust root of Sigstore cannot be fetched: ${message}.`,
        remedy: 'Let the runner reach tuf-repo-cdn.sigstore.dev, or set TUF_MIRROR and TUF_ROOT_JSON to your own.',
    },
    {
        // cosign reads the body of a 429 or 5xx after closing it, and so loses the status.
        pattern: /http: read on closed response body/,
        retryable: true,
        code: 'remote',
        cause: () => 'Fulcio or the timestamp authority answered with an error again and again.',
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /Fulcio returned (?:429|5\d\d)/,
        retryable: true,
        code: 'remote',
        cause: (message) => `Fulcio failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /Fulcio returned 4\d\d/,
        retryable: false,
        code: 'remote',
        cause: (message) => `Fulcio refused to issue a certificate: ${message}.`,
        remedy: 'Check that this Fulcio serves the issuer of this job; its answer says why not.',
    },
    {
        pattern: /(?:unexpected response|status(?: code)?):? ?413|Request Entity Too Large|request body too large/i,
        retryable: false,
        code: 'remote',
        cause: (message) => `The transparency log refuses a statement of this size: ${message}.`,
        remedy: SIZE_REMEDY,
    },
    {
        pattern: /rekor v2 entry: unexpected response: (?:408|429|5\d\d)|log\/entries.*(?:giving up after|status: ?5\d\d|\[5\d\d\])/s,
        retryable: true,
        code: 'remote',
        cause: (message) => `The transparency log failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /rekor v2 entry: unexpected response: 4\d\d/,
        retryable: false,
        code: 'remote',
        cause: (message) => `The transparency log refused the entry: ${message}.`,
        remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this with the debug log.',
    },
    {
        // Throttling first: some registries say it with status 403.
        pattern: /TOOMANYREQUESTS|unexpected status code (?:408|429|5\d\d)|secondary rate limit/i,
        retryable: true,
        code: 'remote',
        cause: (message) => `The registry failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /(?:failed to upload|PUT|POST|PATCH) .*(?:DENIED|UNAUTHORIZED|unexpected status code 40[13]|insufficient_scope)/s,
        retryable: false,
        code: 'configuration',
        cause: (message) => `The registry does not let this job write: ${message}.`,
        remedy: 'Give the job and the job that calls it "packages: write", and for a package that exists already let this repository write to it in the package\'s settings.',
    },
    {
        pattern: /DENIED|UNAUTHORIZED|unexpected status code 40[13]/,
        retryable: false,
        code: 'configuration',
        cause: (message, command) => `The registry does not let this job ${command === 'sign' || command === 'attest' ? 'in' : 'read'}: ${message}.`,
        remedy: 'Give the job "packages: read" (to sign: "packages: write"), or a "username" and "password" for this registry.',
    },
    {
        pattern: /MANIFEST_UNKNOWN|NAME_UNKNOWN|unexpected status code 404/,
        retryable: false,
        code: 'configuration',
        cause: (message) => `The image is not in the registry: ${message}.`,
        remedy: 'Publish the image before it is signed, and give the digest that was published.',
    },
    {
        pattern: NETWORK,
        retryable: true,
        code: 'remote',
        cause: (message) => `A service could not be reached: ${message}.`,
        remedy: STATUS_REMEDY,
    },
];
/** The first `Error:` line without cosign's repetition; at most 600 characters. */
function errorMessage(stderr) {
    const line = /^Error: (.*)$/m.exec(stderr)?.[1] ?? stderr.trim().split('\n').at(-1) ?? 'it said nothing about why';
    const text = (0,hostile_text/* singleLine */.pF)(line.replace(/^signing \[?[^\]\s]+\]?: (?:signing digest: )?(?:signing bundle: )?/, ''))
        .trim()
        .replace(/[.\s]+$/, '');
    return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
/** Bytes. The public Rekor v1 takes whole statements, has an undocumented limit, and hangs up on what is larger. */
const LARGE_STATEMENT = 1_000_000;
const REKOR_V1 = /\/api\/v1\/log\/entries/;
/**
 * @param command the subcommand, for the words of the cause
 * @param about.timeout milliseconds that the process had
 * @param about.predicateSize bytes of what was to be attested
 */
function explainFailure(command, result, { timeout, predicateSize = 0 }) {
    if (result.timedOut)
        return {
            retryable: true,
            failure: (0,build_failure/* remoteFailure */.vU)({
                cause: `"cosign ${command}" did not finish within ${Math.round(timeout / 1000)} seconds.`,
                remedy: STATUS_REMEDY,
            }),
        };
    const message = errorMessage(result.stderr);
    const row = ROWS.find(({ pattern }) => pattern.test(result.stderr));
    if (row === undefined)
        return {
            retryable: false,
            failure: (0,build_failure/* remoteFailure */.vU)({
                cause: `"cosign ${command}" failed with exit code ${result.exitCode}: ${message}.`,
                remedy: 'Read the debug log of this step, which has the whole output.',
            }),
        };
    const tooLarge = predicateSize > LARGE_STATEMENT && REKOR_V1.test(result.stderr);
    const details = tooLarge
        ? {
            cause: `The transparency log failed on a statement of ${(predicateSize / 1e6).toFixed(1)} MB, which may be more than it takes: ${message}.`,
            remedy: SIZE_REMEDY,
        }
        : { cause: row.cause(message, command), remedy: row.remedy };
    return {
        retryable: row.retryable,
        failure: row.code === 'configuration' ? (0,build_failure/* configurationFailure */.d_)(details) : (0,build_failure/* remoteFailure */.vU)(details),
    };
}
const REFUSALS = /no matching (?:attestations|signatures)|none of the attestations matched|no signatures found|failed to verify certificate identity|found no attestations/;
/**
 * Why cosign refuses, or undefined when its output is about a service that failed. "No signatures found" is also what
 * it says of an absent image and of a registry that fails while it reads: ask the registry before believing it.
 */
function refusalOf(stderr) {
    if (!REFUSALS.test(stderr))
        return undefined;
    const failed = ROWS.find(({ pattern }) => pattern.test(stderr));
    return failed === undefined || /failed to verify certificate identity/.test(stderr)
        ? errorMessage(stderr)
        : undefined;
}

// EXTERNAL MODULE: external "node:buffer"
var external_node_buffer_ = __nccwpck_require__(4573);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/certificate.js
/**
 * What a Fulcio certificate says about who signed. Node shows the subject alternative name but no extension of
 * its own, so the few DER structures on the way to one are read here.
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md, RFC 5280 section 4.1
 */

/** Arcs below 1.3.6.1.4.1.57264.1, and the older ones whose value is bare text. */
const ISSUER = { current: 8, old: 1 };
const SOURCE_REPOSITORY = 5;
const SOURCE_REF = 6;
// 1.3.6.1.4.1.57264.1 in DER, without the last arc
const FULCIO_OID = Buffer.from('2b0601040183bf3001', 'hex');
const [OCTET_STRING, OID, UTF8_STRING, EXTENSIONS] = [0x04, 0x06, 0x0c, 0xa3];
/** undefined when the bytes are not a certificate. Signatures are cosign's business. */
function readSigner(der) {
    try {
        const certificate = new external_node_crypto_.X509Certificate(der);
        const extensions = fulcioExtensions(Buffer.from(der));
        return {
            identity: onlyUri(certificate.subjectAltName),
            issuer: certificate_text(extensions.get(ISSUER.current)) ?? extensions.get(ISSUER.old)?.toString('utf8'),
            sourceRepository: extensions.get(SOURCE_REPOSITORY)?.toString('utf8'),
            sourceRef: extensions.get(SOURCE_REF)?.toString('utf8'),
        };
    }
    catch {
        return undefined;
    }
}
/** Node writes `URI:x, DNS:y` and quotes a value that holds a comma or quote; a workflow has exactly one URI. */
function onlyUri(subjectAltName) {
    const [, kind, value] = /^([A-Za-z ]+):(.*)$/s.exec(subjectAltName ?? '') ?? [];
    if (kind !== 'URI' || value === undefined || /[",\s]/.test(value))
        return undefined;
    return value;
}
function fulcioExtensions(der) {
    const found = new Map();
    const [certificate] = certificate_elements(der);
    const [tbs] = certificate_elements(certificate?.body ?? der);
    const list = certificate_elements(tbs?.body ?? der).find(({ tag }) => tag === EXTENSIONS);
    const [sequence] = list === undefined ? [] : certificate_elements(list.body);
    for (const extension of sequence === undefined ? [] : certificate_elements(sequence.body)) {
        const parts = certificate_elements(extension.body);
        const oid = parts.find(({ tag }) => tag === OID)?.body;
        const value = parts.find(({ tag }) => tag === OCTET_STRING)?.body;
        const arc = oid?.at(-1);
        if (oid === undefined || value === undefined || arc === undefined)
            continue;
        if (oid.length === FULCIO_OID.length + 1 && oid.subarray(0, -1).equals(FULCIO_OID))
            found.set(arc, value);
    }
    return found;
}
/** The elements that stand one after another in `der`. @throws RangeError on a length beyond the end */
function certificate_elements(der) {
    const result = [];
    for (let at = 0; at < der.length;) {
        const tag = der.readUInt8(at);
        const first = der.readUInt8(at + 1);
        const lengthBytes = first & 0x80 ? first & 0x7f : 0;
        const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
        const start = at + 2 + lengthBytes;
        if (start + length > der.length)
            throw new RangeError('A DER element is longer than what holds it');
        result.push({ tag, body: der.subarray(start, start + length) });
        at = start + length;
    }
    return result;
}
/** The newer extensions hold a UTF8String. */
function certificate_text(value) {
    if (value === undefined)
        return undefined;
    const [element, ...rest] = certificate_elements(value);
    return element?.tag === UTF8_STRING && rest.length === 0 ? element.body.toString('utf8') : undefined;
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/output.js
/** What cosign 3 prints and writes, parsed. Everything in it may have been made by somebody else. */





const output_digest = dist/* custom */.IeY((value) => typeof value === 'string' && (0,build_digest/* isDigest */.Bc)(value), 'is not a digest');
const Verified = dist/* array */.YOg(dist/* object */.Ikc({
    critical: dist/* object */.Ikc({
        image: dist/* object */.Ikc({ 'docker-manifest-digest': output_digest }),
        /** Predicate type of the bundle: `cosign verify` lists attestations as if they were signatures. */
        type: dist/* string */.YjP(),
    }),
}));
const Envelope = dist/* object */.Ikc({ payload: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* base64 */.K39()), payloadType: dist/* string */.YjP() });
// https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md; v0.1 differs only in its _type
const Statement = dist/* object */.Ikc({
    _type: dist/* picklist */.KIO(['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1']),
    subject: dist/* array */.YOg(dist/* object */.Ikc({ digest: dist/* object */.Ikc({ sha256: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* regex */.yGV(/^[0-9a-f]{64}$/)) }) })),
    predicateType: dist/* string */.YjP(),
    predicate: dist/* unknown */.L5J(),
});
/** Bundle: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto, as JSON */
const Bundle = dist/* object */.Ikc({
    verificationMaterial: dist/* object */.Ikc({
        certificate: dist/* optional */.lqM(dist/* object */.Ikc({ rawBytes: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* base64 */.K39()) })),
        tlogEntries: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({
            // Protobuf's JSON leaves a zero out.
            logIndex: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]), dist/* transform */.pdi(String)), '0'),
            inclusionProof: dist/* optional */.lqM(dist/* object */.Ikc({ checkpoint: dist/* optional */.lqM(dist/* object */.Ikc({ envelope: dist/* optional */.lqM(dist/* string */.YjP()) })) })),
        }))),
    }),
    dsseEnvelope: Envelope,
});
const unexpected = (what, error) => (0,build_failure/* remoteFailure */.vU)({
    cause: `cosign's ${what} has an unexpected form.`,
    remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this.',
    error,
});
/**
 * The predicate types that `cosign verify --output=json` verified for `subject`.
 * @throws Failure `remote`
 */
function parseVerify(stdout, subject) {
    const entries = output_parse(Verified, stdout, 'verification output');
    if (entries.some(({ critical }) => critical.image['docker-manifest-digest'] !== subject))
        throw unexpected('verification output about another image');
    return entries.map(({ critical }) => critical.type);
}
/**
 * The statements about `subject` that `cosign verify-attestation` verified: one envelope a line.
 * @throws Failure `remote`
 */
function parseVerifyAttestation(stdout, subject, type) {
    return stdout
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => statementOf(output_parse(Envelope, line, 'attestation output'), 'attestation output'))
        .filter((statement) => statement.type === type && statement.subjects.includes(subject));
}
/** @throws Failure `remote` when the text is not a bundle around an in-toto statement */
function parseBundle(text) {
    const { verificationMaterial: material, dsseEnvelope } = output_parse(Bundle, text, 'bundle');
    const [entry] = material.tlogEntries ?? [];
    const checkpoint = entry?.inclusionProof?.checkpoint?.envelope;
    return {
        signer: material.certificate === undefined
            ? undefined
            : readSigner(external_node_buffer_.Buffer.from(material.certificate.rawBytes, 'base64')),
        log: checkpoint?.split('\n', 1)[0] ?? '',
        logIndex: entry?.logIndex ?? '',
        statement: statementOf(dsseEnvelope, 'bundle'),
    };
}
function statementOf(envelope, what) {
    const statement = output_parse(Statement, external_node_buffer_.Buffer.from(envelope.payload, 'base64').toString('utf8'), what);
    return {
        type: statement.predicateType,
        subjects: statement.subject.map(({ digest: { sha256 } }) => `sha256:${sha256}`),
        predicate: statement.predicate,
    };
}
function output_parse(schema, text, what) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw unexpected(what, error);
    }
    const result = dist/* safeParse */.xLC(schema, json);
    if (result.success)
        return result.output;
    throw unexpected(what, new Error(dist/* summarize */.ehc(result.issues)));
}

// EXTERNAL MODULE: ./packages/tools/build/exec.js + 1 modules
var exec = __nccwpck_require__(8368);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/workspace.js
/** A private folder for cosign: registry logins, tokens, its own cache. Nothing in it outlives the work. */




/**
 * What cosign may read of our environment beside the usual: where the trust root is. SIGSTORE_ID_TOKEN is not among
 * them, nor is anything with which cosign would look for an identity by itself.
 */
const PASSED_ON = [
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'TUF_ROOT',
    'TUF_MIRROR',
    'TUF_ROOT_JSON',
    'SIGSTORE_ROOT_FILE',
    'SIGSTORE_NO_CACHE',
    'SIGSTORE_CT_LOG_PUBLIC_KEY_FILE',
    'SIGSTORE_REKOR_PUBLIC_KEY',
    'SIGSTORE_TSA_CERTIFICATE_FILE',
];
/** Runs `work` with a workspace that is removed afterwards, whatever happens. */
async function withWorkspace(options, work) {
    // Not realpath'd on purpose: RUNNER_TEMP is emptied by the runner even when this process is killed.
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(options.env['RUNNER_TEMP'] || external_node_os_.tmpdir(), 'sealift-cosign-'));
    try {
        await (0,promises_.chmod)(folder, 0o700);
        const secretFile = async (name, content) => {
            const file = external_node_path_.join(folder, name);
            await (0,promises_.writeFile)(file, content, { mode: 0o600, flag: 'wx' });
            return file;
        };
        await (0,promises_.mkdir)(external_node_path_.join(folder, 'docker'));
        await (0,promises_.mkdir)(external_node_path_.join(folder, 'home'));
        await secretFile(external_node_path_.join('docker', 'config.json'), dockerConfig(options.credentials));
        return await work({
            env: (0,exec/* childEnvironment */.Q)(options.env, PASSED_ON, {
                HOME: external_node_path_.join(folder, 'home'),
                TMPDIR: folder,
                DOCKER_CONFIG: external_node_path_.join(folder, 'docker'),
            }),
            secretFile,
            file: (name) => external_node_path_.join(folder, name),
            discard: (file) => (0,promises_.rm)(file, { force: true }),
        });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
function dockerConfig(credentials) {
    const auths = [...credentials].map(([registry, { username, password }]) => [
        registry === 'docker.io' ? 'https://index.docker.io/v1/' : registry,
        { auth: Buffer.from(`${username}:${password}`).toString('base64') },
    ]);
    return JSON.stringify({ auths: Object.fromEntries(auths) });
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/cosign.js
/** Runs cosign: with deadlines, retries, and a fresh identity token for every attempt to write. */








const isRefused = (result) => 'refused' in result;
const ATTEMPTS = 4;
/** Milliseconds before the second attempt; doubled each time, up to half as much again at random. */
const FIRST_PAUSE = 1_000;
/** A good signature takes a second; a log that hangs would hold cosign for thirty, whatever its --timeout. */
const WRITE_TIMEOUT = 25_000;
const READ_TIMEOUT = 30_000;
/** Processes at once that wait for the log far more than they compute. Beyond this many it begins to throttle. */
const PARALLEL_WRITES = 6;
/** Processes at once that compute: each takes 0.2 s of one core, and a runner has two to four. */
const PARALLEL_READS = 4;
/** cosign took 0.3 s a megabyte to write and 0.5 s to verify on two slow cores. */
const TIMEOUT_PER_MEGABYTE = 2_000;
/** A subject may carry the largest SBOM that we attest. */
const LARGE_READ_TIMEOUT = READ_TIMEOUT + 60_000;
/** Bytes. Beyond it cosign needs gigabytes of memory to write and more than a minute to verify. */
const MAX_PREDICATE_SIZE = (/* unused pure expression or super */ null && (32 * 1024 * 1024));
/** Runs `work` with a cosign whose folder, logins and tokens are gone afterwards. */
const withCosign = (options, work) => withWorkspace(options, (workspace) => work(createCosign(options, workspace)));
function createCosign(options, workspace) {
    const limits = { write: pLimit(PARALLEL_WRITES), read: pLimit(PARALLEL_READS) };
    const run = (kind, args, timeout) => limits[kind](async () => options.exec(await options.path, args, {
        env: workspace.env,
        timeout,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    }));
    const write = (command, timeout, args, predicateSize = 0) => retrying(options, async () => {
        // Of this attempt: an earlier one may have left something.
        const bundleFile = workspace.file(`bundle-${(0,external_node_crypto_.randomUUID)()}.json`);
        try {
            const result = await withToken(options, workspace, (identityTokenFile) => run('write', args({ identityTokenFile, bundleFile }), timeout));
            if (result.exitCode !== 0)
                return explainFailure(command, result, { timeout, predicateSize });
            const bytes = await (0,promises_.readFile)(bundleFile);
            return { done: { bytes, parsed: parseBundle(bytes.toString('utf8')) } };
        }
        finally {
            await workspace.discard(bundleFile);
        }
    });
    const read = (command, timeout, args, parse) => retrying(options, async () => {
        const result = await run('read', args, timeout);
        if (result.exitCode === 0)
            return { done: parse(result.stdout) };
        const refused = result.timedOut ? undefined : refusalOf(result.stderr);
        if (refused !== undefined)
            return { done: { refused } };
        return explainFailure(command, result, { timeout });
    });
    const { signingConfig } = options;
    return {
        sign: (subject) => write('sign', WRITE_TIMEOUT, (files) => signArguments({ ...files, signingConfig, reference: (0,build_image/* formatImageReference */.my)(subject) })),
        async attest(subject, type, predicate) {
            const predicateFile = await workspace.secretFile(`predicate-${(0,external_node_crypto_.randomUUID)()}.json`, predicate);
            try {
                return await write('attest', WRITE_TIMEOUT + Math.ceil(predicate.length / 1e6) * TIMEOUT_PER_MEGABYTE, (files) => attestArguments({
                    ...files,
                    type,
                    predicateFile,
                    signingConfig,
                    reference: (0,build_image/* formatImageReference */.my)(subject),
                }), predicate.length);
            }
            finally {
                await workspace.discard(predicateFile);
            }
        },
        verify: (subject, policy) => read('verify', LARGE_READ_TIMEOUT, verifyArguments(policy, (0,build_image/* formatImageReference */.my)(subject)), (stdout) => parseVerify(stdout, subject.digest)),
        verifyAttestation: (subject, policy, type) => read('verify-attestation', LARGE_READ_TIMEOUT, verifyAttestationArguments(policy, type, (0,build_image/* formatImageReference */.my)(subject)), (stdout) => parseVerifyAttestation(stdout, subject.digest, type)),
    };
}
/** A token is good for minutes and Fulcio may want it used once: each attempt gets its own. */
async function withToken({ token, log }, workspace, work) {
    if (token === undefined)
        throw new Error('This cosign was made without a source of tokens.');
    const value = await token();
    log.secret(value);
    const file = await workspace.secretFile(`token-${(0,external_node_crypto_.randomUUID)()}`, value);
    try {
        return await work(file);
    }
    finally {
        await workspace.discard(file);
    }
}
async function retrying({ clock, log, signal }, attempt) {
    for (let number = 1;; number += 1) {
        const result = await attempt();
        if ('done' in result)
            return result.done;
        if (!result.retryable || number === ATTEMPTS || signal?.aborted)
            throw result.failure;
        const pause = FIRST_PAUSE * 2 ** (number - 1) * (1 + Math.random() / 2);
        log.info(`${result.failure.message} Attempt ${number + 1} of ${ATTEMPTS} follows.`);
        await clock.sleep(pause, signal);
    }
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/duties.js
/** The root first. The manifest of a single-manifest image is root and platform in one. */
function dutiesOf(image, graph) {
    const platforms = graph.platforms.map(({ platform, digest }) => ({
        subject: { ...image, digest },
        label: platform,
        requirements: ['signature', 'sbom', 'verdict'],
    }));
    const [only] = platforms;
    if (only !== undefined && only.subject.digest === graph.digest)
        return [{ ...only, requirements: [...only.requirements, 'record'] }];
    // The same manifest may stand in an index twice.
    const distinct = new Map(platforms.map((duty) => [duty.subject.digest, duty]));
    return [
        { subject: image, label: 'the index', requirements: ['signature', 'record'] },
        ...distinct.values(),
    ];
}

;// CONCATENATED MODULE: ./packages/core/build/platform.js

const PATTERN = /^([a-z0-9]+)\/([a-z0-9_]+)(?:\/(v[0-9]+(?:\.[0-9]+)?))?$/;
/** @throws Failure `configuration` when the text is not `os/architecture[/variant]` */
function parsePlatform(text) {
    const match = PATTERN.exec(text);
    if (!match?.[1] || !match[2])
        throw (0,build_failure/* configurationFailure */.d_)({
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

;// CONCATENATED MODULE: ./packages/tools/build/cosign/graph.js
/** What an image consists of, as its registry serves it: every byte is fetched and hashed again. */





const MAX_CONFIG_SIZE = 4 * 1024 * 1024;
/**
 * @returns undefined when the registry does not have the digest
 * @throws Failure `configuration` for an index of indexes, or one that lists what is not there; `remote`
 */
async function readGraph(client, subject) {
    const root = await fetchManifest(client, subject);
    if (root === undefined)
        return undefined;
    if (root.json.kind === 'manifest')
        return {
            digest: subject.digest,
            platforms: [await describe(client, subject, root.json, undefined)],
            descriptors: new Map([[subject.digest, descriptorOf(root)]]),
            attestations: [],
        };
    const attestations = root.json.manifests.filter(isAttestation);
    const children = root.json.manifests.filter((descriptor) => !isAttestation(descriptor));
    const descriptors = new Map([[subject.digest, descriptorOf(root)]]);
    const platforms = await Promise.all(children.map(async ({ digest, platform }) => {
        const child = { ...subject, digest };
        const manifest = await fetchManifest(client, child);
        if (manifest?.json.kind === 'manifest') {
            descriptors.set(digest, descriptorOf(manifest));
            return describe(client, child, manifest.json, platform);
        }
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `${(0,build_image/* formatImageReference */.my)(subject)} lists ${digest}, which is ${manifest === undefined ? 'not in the registry' : 'an index itself'}.`,
            remedy: 'Publish an index whose entries are the platform manifests, all of them pushed.',
        });
    }));
    return {
        digest: subject.digest,
        platforms,
        descriptors,
        attestations: attestations.map(({ digest }) => digest),
    };
}
const descriptorOf = ({ mediaType, digest, bytes }) => ({
    mediaType,
    digest,
    size: bytes.length,
});
/** The client checks digests too; what is signed here is worth hashing where it is used. */
async function fetchManifest(client, subject) {
    const manifest = await client.getManifest(imageOf(subject), subject.digest);
    if (manifest === undefined || (0,build_digest/* digestOf */.ol)(manifest.bytes) === subject.digest)
        return manifest;
    throw (0,build_failure/* remoteFailure */.vU)({
        cause: `The registry serves other bytes as ${(0,build_image/* formatImageReference */.my)(subject)}: their digest is ${(0,build_digest/* digestOf */.ol)(manifest.bytes)}.`,
        remedy: 'Do not use this image: its storage was changed. Push it again from a new build.',
    });
}
async function describe(client, subject, manifest, platform) {
    const { os, architecture, variant } = platform ?? (await configPlatform(client, subject, manifest));
    return {
        platform: formatPlatform(parsePlatform(`${os}/${architecture}${variant === undefined ? '' : `/${variant}`}`)),
        digest: subject.digest,
        size: manifest.layers.reduce((sum, { size }) => sum + size, manifest.config.size),
    };
}
const configPlatform = async (client, subject, { config }) => parseConfigPlatform(await client.getBlob(imageOf(subject), config.digest, MAX_CONFIG_SIZE), (reason) => (0,build_failure/* configurationFailure */.d_)({
    cause: `The config of ${(0,build_image/* formatImageReference */.my)(subject)} is not an image's: ${reason}.`,
    remedy: 'Give the digest of a container image.',
}));
const imageOf = ({ registry, repository }) => ({ registry, repository });

;// CONCATENATED MODULE: ./packages/registry/build/referrers.js
/**
 * Documents about a manifest (signatures, attestations, …): finding them and attaching them.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject and, for
 * registries without the referrers API (ghcr.io is one), #referrers-tag-schema
 */





/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
const referrers_EMPTY = { mediaType: 'application/vnd.oci.empty.v1+json', bytes: new TextEncoder().encode('{}') };
/** Small requests, each of which waits for the registry. */
const PARALLEL = 4;
/** Where referrers are listed in a registry without the API for it. */
const referrersTag = (subject) => `sha256-${(0,build_digest/* digestHex */.sU)(subject)}`;
/**
 * What is listed for a manifest: by the referrers API where there is one, else under the fallback tag. Not both: the
 * verifiers that this is for ask in the same way, and a statement where none of them looks must count as missing.
 * @throws Failure `remote`
 */
async function listReferrers(client, image, subject) {
    const listed = (await client.getReferrers(image, subject)) ??
        (await client.getManifest(image, referrersTag(subject)))?.json;
    return listed?.kind === 'index' ? listed.manifests : [];
}

const blobOf = (bytes) => ({ bytes, digest: digestOf(bytes), size: bytes.length });




;// CONCATENATED MODULE: ./packages/tools/build/cosign/bundles.js


const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.3)?\+json(?:;version=[0-9.]+)?$/;
const BUNDLE_V03 = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const PREDICATE_TYPE = 'dev.sigstore.bundle.predicateType';
/** Bytes. A document of the largest size that we attest, in base64 within JSON. */
const MAX_BUNDLE_SIZE = 64 * 1024 * 1024;
/** More referrers than a release has by far; whoever may write to the repository can add any number. */
const MAX_REFERRERS = 200;
/**
 * What may be a bundle among the referrers of a subject, by the list alone. None: there is nothing to verify.
 * @throws Failure `remote` when the registry fails
 */
async function listCandidates(client, subject) {
    const listed = await listReferrers(client, bundles_imageOf(subject), subject.digest);
    return listed
        .filter(({ artifactType }) => artifactType === undefined || BUNDLE_TYPE.test(artifactType))
        .slice(0, MAX_REFERRERS);
}
/**
 * The bundles among the candidates, by their manifests.
 * @throws Failure `remote` when the registry fails
 */
async function readListed(client, subject, candidates) {
    const listed = await Promise.all(candidates.map(async (descriptor) => {
        const manifest = await client.getManifest(bundles_imageOf(subject), descriptor.digest);
        if (manifest?.json.kind !== 'manifest' || manifest.json.subject?.digest !== subject.digest)
            return [];
        const [layer] = manifest.json.layers;
        if (layer === undefined || !BUNDLE_TYPE.test(manifest.json.artifactType ?? layer.mediaType))
            return [];
        return [
            {
                referrer: { descriptor, bytes: manifest.bytes, blobs: [] },
                announcedType: manifest.json.annotations?.[PREDICATE_TYPE],
                size: layer.size,
                blob: layer.digest,
            },
        ];
    }));
    return listed.flat();
}
/**
 * A bundle as cosign 3.1.2 attaches it, byte for byte but for the time.
 * @param created milliseconds
 */
const bundleReferrer = (subject, bundle, predicateType, created) => makeReferrer({
    subject,
    artifactType: BUNDLE_V03,
    content: bundle,
    annotations: {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        [PREDICATE_TYPE]: predicateType,
        'org.opencontainers.image.created': new Date(created).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
});
/**
 * Reads one bundle; undefined when it is not one.
 * @throws Failure `remote` when the registry fails
 */
async function readBundle(client, subject, listed) {
    const bytes = await client.getBlob(bundles_imageOf(subject), listed.blob, MAX_BUNDLE_SIZE);
    try {
        return parseBundle(Buffer.from(bytes).toString('utf8'));
    }
    catch {
        return undefined;
    }
}
const bundles_imageOf = ({ registry, repository }) => ({ registry, repository });

;// CONCATENATED MODULE: ./packages/tools/build/cosign/subject-check.js
/** Verifies what one subject carries and says in words what is wrong with it. */







const PREDICATE_TYPES = {
    signature: release_record/* SIGNATURE_TYPE */.uf,
    sbom: release_record/* SPDX_TYPE */.JZ,
    verdict: release_record/* VERDICT_TYPE */.R1,
    record: release_record/* RELEASE_RECORD_TYPE */.XY,
};
/** At most this many bundles are opened to explain something. */
const MAX_OPENED = 20;
/**
 * Which predicate types verify on a subject. `cosign verify` accepts an image that was only attested: the caller asks
 * for {@link SIGNATURE_TYPE} in `types`. No process is started for a subject about which nothing is listed.
 * @param expected statements that the caller is going to ask for: they are verified meanwhile
 * @throws Failure `remote` or `configuration` when it cannot be known
 */
async function inspectSubject(checker, subject, expected = []) {
    // Asked first, because cosign says "no signatures found" of a registry that fails as well.
    const candidates = await listCandidates(checker.client, subject);
    const bundles = once(() => readListed(checker.client, subject, candidates));
    const none = { types: new Set(), bundles, refused: undefined, statements: async () => [] };
    if (candidates.length === 0)
        return { ...none, listed: false };
    const verifying = checker.cosign.verify(subject, checker.policy);
    const early = new Map(expected.map((requirement) => [requirement, verifyStatements(checker, subject, requirement)]));
    // Nothing runs on behind the caller's back, whatever becomes of it.
    await Promise.allSettled([verifying, ...early.values()]);
    let result = await verifying;
    if (isRefused(result) && result.refused.includes('no signatures found')) {
        // It has found nothing where something is listed: either that cannot be read, which this throws, or could not.
        for (const bundle of (await bundles()).filter(({ size }) => size <= MAX_BUNDLE_SIZE).slice(0, MAX_OPENED))
            await readBundle(checker.client, subject, bundle);
        result = await checker.cosign.verify(subject, checker.policy);
    }
    if (isRefused(result))
        return { ...none, listed: true, refused: result.refused };
    const types = new Set(result);
    const statements = new Map(ATTESTED.map((requirement) => [
        requirement,
        once(async () => {
            if (!types.has(PREDICATE_TYPES[requirement]))
                return [];
            const found = await (early.get(requirement) ?? []);
            // Asked again when it found nothing while the other process saw some: the registry may have failed for a moment.
            return found.length > 0 ? found : verifyStatements(checker, subject, requirement);
        }),
    ]));
    return {
        types,
        listed: true,
        bundles,
        statements: (requirement) => statements.get(requirement)?.() ?? Promise.resolve([]),
        refused: undefined,
    };
}
const ATTESTED = ['sbom', 'verdict', 'record'];
function once(work) {
    let running;
    return () => {
        running ??= work();
        return running;
    };
}
async function verifyStatements({ cosign, policy }, subject, requirement) {
    const result = await cosign.verifyAttestation(subject, policy, PREDICATE_TYPES[requirement]);
    return isRefused(result) ? [] : result;
}
const NOUNS = {
    signature: 'signature',
    sbom: 'SBOM attestation',
    verdict: 'scan verdict',
    record: 'release record',
};
/**
 * Why a subject does not meet a requirement, as a clause. Looks into the bundles for it: cosign says only that none
 * matched.
 */
async function explainMissing(checker, subject, requirement, state) {
    const noun = NOUNS[requirement];
    const type = PREDICATE_TYPES[requirement];
    const listed = await state.bundles();
    if (listed.length === 0)
        return requirement === 'signature' ? 'it is not signed' : `it has no ${noun}`;
    const bundles = (await openAll(checker.client, subject, listed, type)).map(({ parsed }) => parsed);
    if (bundles.length === 0)
        return requirement === 'signature' && state.types.size > 0
            ? 'it is not signed: it carries attestations only'
            : requirement === 'signature'
                ? `it is not signed${becauseOf(state.refused)}`
                : `it has no ${noun}`;
    const reasons = bundles.map(({ signer, statement }) => {
        if (!statement.subjects.includes(subject.digest))
            return `it is about ${statement.subjects.join(', ') || 'nothing'}`;
        const differences = signer === undefined ? [] : (0,verification/* signerDifferences */.Vu)(checker.policy, signer);
        return differences.length > 0 ? differences.join(' and ') : undefined;
    });
    const known = [...new Set(reasons.filter((reason) => reason !== undefined))];
    return known.length > 0
        ? `its ${noun} is not trusted: ${known.map(hostile_text/* singleLine */.pF).join('; or ')}`
        : `its ${noun} is not valid${becauseOf(state.refused)}`;
}
const becauseOf = (refused) => (refused === undefined ? '' : ` (cosign: ${refused})`);

async function openAll(client, subject, listed, type) {
    const candidates = listed
        .filter(({ announcedType, size }) => size <= MAX_BUNDLE_SIZE && (announcedType ?? type) === type)
        .slice(0, MAX_OPENED);
    const bundles = [];
    for (const candidate of candidates) {
        const parsed = await readBundle(client, subject, candidate);
        if (parsed?.statement.type === type)
            bundles.push({ parsed, listed: candidate });
    }
    return bundles;
}
/** For a caller that needs the image there. */
const absentImage = (subject) => configurationFailure({
    cause: `${formatImageReference(subject)} is not in the registry.`,
    remedy: 'Check the digest, and that this job may read the package.',
});

;// CONCATENATED MODULE: ./packages/tools/build/verification/image-check.js
/** Verifies one image with everything that belongs to it. */






/** Subjects at once; how many processes of cosign that may start is cosign's own bound, over all images. */
const image_check_PARALLEL = 6;
/** @throws Failure `remote` or `configuration` when the image cannot be judged */
async function checkImage(checker, target, require) {
    const reference = (0,build_image/* formatImageReference */.my)(target.image);
    const graph = await readGraph(checker.client, target.image);
    const whole = (reason) => ({
        target,
        reference,
        graph,
        record: undefined,
        subjects: [],
        problems: [{ subject: target.image.digest, requirement: 'manifest', reason }],
    });
    if (graph === undefined)
        return whole('it is not in the registry');
    if (graph.platforms.length === 0)
        return whole('it has no platform manifest');
    let record;
    const subjects = await bounded_mapBounded(dutiesOf(target.image, graph), image_check_PARALLEL, async (duty) => {
        const requirements = duty.requirements.filter((requirement) => require.includes(requirement));
        const state = await inspectSubject(checker, duty.subject, requirements.filter((requirement) => requirement === 'verdict' || requirement === 'record'));
        const problems = [];
        for (const requirement of requirements) {
            const result = await checkRequirement(checker, target, graph, duty, requirement, state);
            if ('reason' in result)
                problems.push({
                    subject: duty.subject.digest,
                    platform: duty.label,
                    requirement,
                    reason: result.reason,
                });
            record = ('record' in result ? result.record : undefined) ?? record;
        }
        return { digest: duty.subject.digest, label: duty.label, requirements, problems };
    });
    return { target, reference, graph, record, subjects, problems: [] };
}
async function checkRequirement(checker, { image, claimed }, graph, { subject }, requirement, state) {
    // `cosign verify` alone would pass on an image that was only attested: each type must be among the verified ones.
    if (!state.types.has(PREDICATE_TYPES[requirement]))
        return { reason: await explainMissing(checker, subject, requirement, state) };
    if (requirement === 'signature' || requirement === 'sbom')
        return { met: true };
    const predicates = (await state.statements(requirement)).map(({ predicate }) => predicate);
    if (requirement === 'verdict') {
        const found = (0,verification/* findVerdict */.v2)(predicates, subject.digest);
        return 'verdict' in found ? { met: true } : found;
    }
    return (0,verification/* findRecord */.Tq)(predicates, {
        image: (0,build_image/* formatImageName */.eS)(image),
        digest: graph.digest,
        platforms: graph.platforms,
        policy: checker.policy,
        ...(claimed === undefined ? {} : { same: claimed }),
    });
}

;// CONCATENATED MODULE: ./actions/verify/build/run.js










const outputNames = (/* unused pure expression or super */ null && (['verified']));
/** Images at once; how many processes they start together is cosign's own bound. */
const PARALLEL_IMAGES = 4;
async function run(inputs, seams) {
    const { log } = seams;
    for (const secret of [inputs.password, inputs.token])
        if (secret !== undefined)
            log.secret(secret);
    if (inputs.policy.sourceRef === undefined)
        log.warning('Signatures from every ref of the source repository are accepted: "source-ref" is "*".', {
            title: 'Verification without a ref',
        });
    const targets = await findTargets(inputs);
    const credentials = await loginsFor(targets, inputs, seams);
    const client = seams.registry ??
        createRegistryClient({ ...seams, credentials: (registry) => credentials.get(registry) });
    // The registry is asked while the executable is being hashed, which takes about as long.
    const tool = seams.resolveTool('cosign', { source: inputs.tools, ...seams }).then((found) => found.path);
    tool.catch(() => { });
    const checked = await withCosign({ ...seams, path: tool, credentials }, (cosign) => bounded_mapBounded(targets, PARALLEL_IMAGES, (target) => judge({ cosign, client, policy: inputs.policy }, target, inputs.require)));
    // Without it nothing was judged, which is not about any image.
    await tool;
    await seams.summary(renderVerification(checked, inputs.policy, inputs.require));
    report(checked, seams);
    return {
        verified: JSON.stringify(checked.map(({ target, graph, record }) => ({
            image: (0,build_image/* formatImageName */.eS)(target.image),
            digest: target.image.digest,
            platforms: (graph?.platforms ?? []).map(({ platform, digest }) => ({ platform, digest })),
            ...(record === undefined
                ? {}
                : {
                    app: record.app,
                    tags: record.tags,
                    deployTag: record.deployTag,
                    commit: record.source.commit,
                }),
        }))),
    };
}
/** A failure about one image does not hide what is wrong with the others. */
async function judge(checker, target, require) {
    try {
        return await checkImage(checker, target, require);
    }
    catch (thrown) {
        const failure = (0,build_failure/* asFailure */.h_)(thrown);
        return {
            target,
            reference: (0,build_image/* formatImageReference */.my)(target.image),
            graph: undefined,
            record: undefined,
            subjects: [],
            problems: [
                {
                    subject: target.image.digest,
                    requirement: 'manifest',
                    reason: `it could not be judged: ${failure.message.replace(/\.$/, '')}`,
                },
            ],
            failure,
        };
    }
}
/** @throws Failure `policy` for a refused image; else the first failure that kept one from being judged */
function report(checked, { log }) {
    const refused = [];
    for (const image of checked) {
        const problems = [...image.problems, ...image.subjects.flatMap((subject) => subject.problems)];
        log.info(`${problems.length === 0 ? '✓' : '✗'} ${image.reference}`);
        const clauses = (0,verification/* describeProblems */.yg)(problems);
        for (const clause of clauses)
            log.info(`    ${clause}`);
        if (problems.length > 0 && image.failure === undefined)
            refused.push(`${image.reference}: ${clauses.join('; ')}`);
    }
    if (refused.length > 0)
        throw (0,build_failure/* policyFailure */.Tm)({
            cause: `Verification refuses ${refused.join(' | ')}.`,
            remedy: 'Do not deploy it: release it again through the workflow that signs, or correct the identity and source that are expected.',
        });
    const failed = checked.find(({ failure }) => failure !== undefined);
    if (failed?.failure !== undefined)
        throw failed.failure;
}
/** @throws Failure `configuration` when there is nothing to verify: nothing verified is not a success */
async function findTargets({ images, evidence }) {
    const records = evidence === undefined ? [] : await readEvidence(evidence, 'record');
    if (evidence !== undefined && records.length === 0)
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `The evidence folder ${evidence} holds no release record.`,
            remedy: 'Load the evidence of the sign job into it first.',
        });
    const targets = new Map();
    for (const image of images)
        targets.set((0,build_image/* formatImageReference */.my)(image), { image });
    for (const { part } of records) {
        const image = { ...(0,build_image/* parseImageName */["if"])(part.image), digest: part.digest };
        targets.set((0,build_image/* formatImageReference */.my)(image), { image, claimed: part });
    }
    return [...targets.values()];
}
async function loginsFor(targets, inputs, { env, log }) {
    const registries = [...new Set(targets.map(({ image }) => image.registry))];
    const { registry: own = registries[0], username, password, token } = inputs;
    if (registries.length > 1 && inputs.registry === undefined && password !== undefined)
        throw (0,build_failure/* configurationFailure */.d_)({
            cause: `The images are in ${registries.join(' and ')}, and "username" and "password" are of one registry.`,
            remedy: 'Say of which with "registry".',
        });
    const logins = await resolveLogins(registries, own, { env, token, username, password });
    for (const { password: secret } of logins.values())
        log.secret(secret);
    return logins;
}


/***/ }),

/***/ 7934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   BpQ: () => (/* binding */ minLength),
/* harmony export */   BuJ: () => (/* binding */ getDotPath),
/* harmony export */   FsL: () => (/* binding */ pipe),
/* harmony export */   IeY: () => (/* binding */ custom),
/* harmony export */   Ikc: () => (/* binding */ object),
/* harmony export */   K39: () => (/* binding */ base64),
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
/* harmony export */   ehc: () => (/* binding */ summarize),
/* harmony export */   euz: () => (/* binding */ literal),
/* harmony export */   g1P: () => (/* binding */ record),
/* harmony export */   lqM: () => (/* binding */ optional),
/* harmony export */   ndf: () => (/* binding */ integer),
/* harmony export */   pdi: () => (/* binding */ transform),
/* harmony export */   rej: () => (/* binding */ strictObject),
/* harmony export */   xLC: () => (/* binding */ safeParse),
/* harmony export */   yGV: () => (/* binding */ regex),
/* harmony export */   yhX: () => (/* binding */ isoTimestamp),
/* harmony export */   zMY: () => (/* binding */ boolean)
/* harmony export */ });
/* unused harmony exports BASE64_REGEX, BIC_REGEX, CUID2_REGEX, DECIMAL_REGEX, DIGITS_REGEX, DOMAIN_REGEX, EMAIL_REGEX, EMOJI_REGEX, HEXADECIMAL_REGEX, HEX_COLOR_REGEX, IMEI_REGEX, IPV4_REGEX, IPV6_REGEX, IP_REGEX, ISO_DATE_REGEX, ISO_DATE_TIME_REGEX, ISO_DATE_TIME_SECOND_REGEX, ISO_TIMESTAMP_REGEX, ISO_TIME_REGEX, ISO_TIME_SECOND_REGEX, ISO_WEEK_REGEX, ISRC_REGEX, JWS_COMPACT_REGEX, KSUID_REGEX, MAC48_REGEX, MAC64_REGEX, MAC_REGEX, NANO_ID_REGEX, OCTAL_REGEX, RFC_EMAIL_REGEX, SLUG_REGEX, ULID_REGEX, UUID_REGEX, ValiError, _addIssue, _cloneDataset, _formatCase, _getByteCount, _getCodePointCount, _getGraphemeCount, _getLastMetadata, _getWordCount, _isLuhnAlgo, _isSameValueZero, _isValidObjectKey, _isValueMatch, _joinExpects, _standardSchema, _stringify, any, args, argsAsync, arrayAsync, assert, awaitAsync, bic, bigint, blob, brand, bytes, cache, cacheAsync, check, checkAsync, checkItems, checkItemsAsync, codePoints, config, creditCard, cuid2, customAsync, date, decimal, deleteGlobalConfig, deleteGlobalMessage, deleteSchemaMessage, deleteSpecificMessage, description, digits, domain, email, emoji, empty, endsWith, entries, entriesFromList, entriesFromObjects, enum, enum_, everyItem, exactOptional, exactOptionalAsync, examples, excludes, fallback, fallbackAsync, file, filterItems, findItem, finite, flatten, flavor, forward, forwardAsync, function, function_, getDefault, getDefaults, getDefaultsAsync, getDescription, getExamples, getFallback, getFallbacks, getFallbacksAsync, getGlobalConfig, getGlobalMessage, getMetadata, getSchemaMessage, getSpecificMessage, getTitle, graphemes, gtValue, guard, hash, hexColor, hexadecimal, imei, includes, instance, intersect, intersectAsync, ip, ipv4, ipv6, is, isOfKind, isOfType, isValiError, isbn, isoDate, isoDateTime, isoDateTimeSecond, isoTime, isoTimeSecond, isoWeek, isrc, jwsCompact, keyof, ksuid, lazy, lazyAsync, length, looseObject, looseObjectAsync, looseTuple, looseTupleAsync, ltValue, mac, mac48, mac64, map, mapAsync, mapItems, maxBytes, maxCodePoints, maxEntries, maxGraphemes, maxSize, maxValue, maxWords, message, metadata, mimeType, minBytes, minCodePoints, minEntries, minGraphemes, minSize, minWords, multipleOf, nan, nanoid, never, nonEmpty, nonNullable, nonNullableAsync, nonNullish, nonNullishAsync, nonOptional, nonOptionalAsync, normalize, notBytes, notCodePoints, notEntries, notGraphemes, notLength, notSize, notValue, notValues, notWords, null, null_, nullable, nullableAsync, nullish, nullishAsync, objectAsync, objectWithRest, objectWithRestAsync, octal, omit, optionalAsync, parse, parseAsync, parseBoolean, parseJson, parser, parserAsync, partial, partialAsync, partialCheck, partialCheckAsync, pick, pipeAsync, promise, rawCheck, rawCheckAsync, rawTransform, rawTransformAsync, readonly, recordAsync, reduceItems, required, requiredAsync, returns, returnsAsync, rfcEmail, safeParseAsync, safeParser, safeParserAsync, set, setAsync, setGlobalConfig, setGlobalMessage, setSchemaMessage, setSpecificMessage, size, slug, someItem, sortItems, startsWith, strictObjectAsync, strictTuple, strictTupleAsync, stringifyJson, symbol, title, toBigint, toBoolean, toCamelCase, toDate, toKebabCase, toLowerCase, toMaxValue, toMinValue, toNumber, toPascalCase, toSnakeCase, toString, toUpperCase, transformAsync, trim, trimEnd, trimStart, tuple, tupleAsync, tupleWithRest, tupleWithRestAsync, ulid, undefined, undefined_, undefinedable, undefinedableAsync, unionAsync, unwrap, uuid, value, values, variant, variantAsync, void, void_, words */
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
//#region src/actions/base64/base64.ts
/* @__NO_SIDE_EFFECTS__ */
function base64(message$1) {
	return {
		kind: "validation",
		type: "base64",
		reference: base64,
		async: false,
		expects: null,
		requirement: BASE64_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Base64", dataset, config$1);
			return dataset;
		}
	};
}

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
//#region src/methods/summarize/summarize.ts
/**
* Summarize the error messages of issues in a pretty-printable multi-line string.
*
* @param issues The list of issues.
*
* @returns A summary of the issues.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function summarize(issues) {
	let summary = "";
	for (const issue of issues) {
		if (summary) summary += "\n";
		summary += `× ${issue.message}`;
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) summary += `\n  → at ${dotPath}`;
	}
	return summary;
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
/* harmony export */   Tm: () => (/* binding */ policyFailure),
/* harmony export */   d_: () => (/* binding */ configurationFailure),
/* harmony export */   h_: () => (/* binding */ asFailure),
/* harmony export */   vU: () => (/* binding */ remoteFailure)
/* harmony export */ });
/* unused harmony exports Failure, internalFailure */
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
/* harmony export */   D9: () => (/* binding */ markdownCode),
/* harmony export */   p7: () => (/* binding */ markdownText),
/* harmony export */   pF: () => (/* binding */ singleLine)
/* harmony export */ });
/* unused harmony exports htmlText, markdownUrl */
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

/***/ 1177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   C6: () => (/* binding */ parseEvidencePart),
/* harmony export */   JZ: () => (/* binding */ SPDX_TYPE),
/* harmony export */   L7: () => (/* binding */ ScanPart),
/* harmony export */   Oo: () => (/* binding */ evidencePartOf),
/* harmony export */   R1: () => (/* binding */ VERDICT_TYPE),
/* harmony export */   XY: () => (/* binding */ RELEASE_RECORD_TYPE),
/* harmony export */   fQ: () => (/* binding */ ReleaseRecord),
/* harmony export */   uf: () => (/* binding */ SIGNATURE_TYPE)
/* harmony export */ });
/* unused harmony exports SEVERITIES, BuildPart, ScanResult, MAX_FINDINGS, VerdictFinding, SbomPart, PublishPart, Signer, SignPart, Source, PlatformRecord, EVIDENCE_PARTS */
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
/** Which part a file holds: `scan.json` and `scan.linux-amd64.json` hold a scan; `sbom.spdx.json` holds none. */
function evidencePartOf(fileName) {
    const name = PART_FILE.exec(fileName)?.[1];
    return name !== undefined && Object.hasOwn(EVIDENCE_PARTS, name) ? name : undefined;
}
/**
 * Reads the text of an evidence part.
 * @param file for the message
 * @throws Failure `configuration` naming the field that is wrong
 */
function parseEvidencePart(name, text, file) {
    const wrong = (reason, error) => (0,_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .configurationFailure */ .d_)({
        cause: `The evidence in ${file} cannot be used: ${reason}.`,
        remedy: 'Let the Sealift actions write the evidence folder, all of them in the same version.',
        ...(error === undefined ? {} : { error }),
    });
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw wrong('it is not JSON', error);
    }
    const result = valibot__WEBPACK_IMPORTED_MODULE_2__/* .safeParse */ .xLC(EVIDENCE_PARTS[name], json);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    throw wrong(`"${valibot__WEBPACK_IMPORTED_MODULE_2__/* .getDotPath */ .BuJ(issue) ?? 'the document'}" is wrong: ${issue.message}`);
}


/***/ }),

/***/ 8459:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  dq: () => (/* binding */ REQUIREMENTS),
  yg: () => (/* binding */ describeProblems),
  Tq: () => (/* binding */ findRecord),
  v2: () => (/* binding */ findVerdict),
  Vu: () => (/* binding */ signerDifferences)
});

// UNUSED EXPORTS: policyOf

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __nccwpck_require__(7934);
;// CONCATENATED MODULE: ./packages/core/build/json-equality.js
/**
 * JSON with the members of every object in order, so that two documents that say the same compare equal: cosign
 * writes a predicate anew, with its own order and spacing.
 */
function canonicalJson(value) {
    return JSON.stringify(value, (_key, member) => typeof member === 'object' && member !== null && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
        : member);
}

// EXTERNAL MODULE: ./packages/core/build/release-record.js
var release_record = __nccwpck_require__(1177);
;// CONCATENATED MODULE: ./packages/core/build/verification.js
/**
 * What it takes for an image to count as released: which identity signed, from which source, with which statements
 * about it. Pure decisions; the cryptography is cosign's.
 */



const REQUIREMENTS = ['signature', 'sbom', 'verdict', 'record'];
/** One clause a reason, with everything that it holds for: `the index, linux/amd64: it is not signed`. */
function describeProblems(problems) {
    const byReason = Map.groupBy(problems, ({ reason }) => reason);
    return [...byReason].map(([reason, alike]) => {
        const labels = [...new Set(alike.flatMap(({ platform }) => platform ?? []))];
        return labels.length === 0 ? reason : `${labels.join(', ')}: ${reason}`;
    });
}
/** What differs between the policy and a certificate, in words; empty when nothing does. */
function signerDifferences(policy, found) {
    const rows = [
        ['identity', policy.identity, found.identity],
        ['issuer', policy.issuer, found.issuer],
        ['source repository', policy.sourceRepository, found.sourceRepository],
        ['source ref', policy.sourceRef, found.sourceRef],
    ];
    return rows.flatMap(([name, wanted, has]) => wanted === undefined || wanted === has
        ? []
        : [`the ${name} is ${has === undefined ? 'missing' : `"${has}"`} instead of "${wanted}"`]);
}
/** The policy that a signer must meet to count as the very same one. */
const policyOf = (signer) => ({
    identity: signer.identity,
    issuer: signer.issuer,
    sourceRepository: signer.sourceRepository,
    sourceRef: signer.sourceRef,
});
/** The passing verdict about `subject` among verified predicates, or why there is none. */
function findVerdict(predicates, subject) {
    const readable = predicates.flatMap((predicate) => {
        const result = dist/* safeParse */.xLC(release_record/* ScanPart */.L7, predicate);
        return result.success ? [result.output] : [];
    });
    if (readable.length === 0)
        return { reason: predicates.length === 0 ? 'it has no scan verdict' : 'its scan verdict cannot be read' };
    const own = readable.filter((verdict) => verdict.subject === subject);
    if (own.length === 0)
        return { reason: `its scan verdict is about ${readable[0]?.subject}` };
    // A later scan with a newer database supersedes an earlier one: it may find what the first could not know.
    const newest = own.toSorted((a, b) => Date.parse(b.scannedAt) - Date.parse(a.scannedAt))[0];
    if (newest?.verdict !== 'pass')
        return { reason: `its scan verdict is "fail" with ${newest?.blocking ?? 0} blocking findings` };
    return { verdict: newest };
}
/** The record among verified predicates that meets the expectation, or why none does. */
function findRecord(predicates, expected) {
    if (predicates.length === 0)
        return { reason: 'it has no release record' };
    const reasons = [];
    for (const predicate of predicates) {
        const parsed = dist/* safeParse */.xLC(release_record/* ReleaseRecord */.fQ, predicate);
        const differences = parsed.success
            ? recordDifferences(parsed.output, expected)
            : [`its "${dist/* getDotPath */.BuJ(parsed.issues[0]) ?? 'document'}" is wrong: ${parsed.issues[0].message}`];
        if (parsed.success && differences.length === 0)
            return { record: parsed.output };
        reasons.push(...differences);
    }
    return { reason: `its release record does not match: ${[...new Set(reasons)].join('; ')}` };
}
function recordDifferences(record, expected) {
    const rows = [
        ['image', record.image, expected.image],
        ['digest', record.digest, expected.digest],
        ['source repository', record.source.repository, expected.policy.sourceRepository],
        ['source ref', record.source.ref, expected.policy.sourceRef],
        ['commit', record.source.commit, expected.commit],
    ];
    const differences = rows.flatMap(([name, has, wanted]) => wanted === undefined || has === wanted ? [] : [`its ${name} is "${has}" instead of "${wanted}"`]);
    const listed = record.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
    const served = expected.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
    if (listed.join() !== served.join())
        differences.push('its platforms are not those of the image');
    const unfit = record.platforms.filter(({ digest, scan, sbom }) => scan.verdict !== 'pass' || scan.subject !== digest || sbom.subject !== digest);
    if (unfit.length > 0)
        differences.push(`its evidence for ${unfit.map(({ platform }) => platform).join(', ')} is not a pass of it`);
    if (expected.same !== undefined && canonicalJson(expected.same) !== canonicalJson(record))
        differences.push('it differs from the one in the evidence folder');
    return differences;
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
/******/ var __webpack_exports__ = __nccwpck_require__(9201);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
