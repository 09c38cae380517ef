export const id = 874;
export const ids = [874];
export const modules = {

/***/ 46874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  pushImages: () => (/* binding */ pushImages)
});

// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var image_reference = __webpack_require__(67109);
;// CONCATENATED MODULE: ./packages/core/build/image/tag.js
/** Which tags mean one image forever, which move, and which names a branch must not take. */

const immutableTag = (name) => ({ kind: 'immutable', name });
const floatingTag = (name) => ({ kind: 'floating', name });
/** A commit, or a rebuild of a commit by a run. */
const COMMIT = /^sha-[0-9a-f]{40}(?:-r[0-9]{1,20})?$/;
const commitTag = (commit) => `sha-${commit}`;
/** Of a run that builds the commit again, for newer base images. */
const rebuildTag = (commit, runId) => `sha-${commit}-r${runId}`;
// https://semver.org/#is-there-a-suggested-regular-expression-regex-to-check-a-semver-string, without build metadata:
// "+" cannot stand in a tag.
/** For other engines too, not anchored. */
const VERSION_PATTERN = '(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)(?:-[0-9A-Za-z.-]+)?';
const VERSION = new RegExp(`^v?(${VERSION_PATTERN})$`);
/** `1.2.3` of `v1.2.3`; undefined for what is no version. */
const versionOf = (name) => VERSION.exec(name)?.[1];
/** The kind that a tag has by its form, where nothing else says it. */
const tagByForm = (name) => COMMIT.test(name) || versionOf(name) !== undefined ? immutableTag(name) : floatingTag(name);
/** `sha-1234567…`, `sha256-…`: commits, and where registries and cosign list what belongs to an image. */
const HASH = /^sha[0-9]*-[0-9a-f]{7}/i;
/** Newest preview of a pull request. */
const PULL_REQUEST = /^pr-[1-9][0-9]{0,9}$/i;
const pullRequestTag = (number) => `pr-${number}`;
/** `1.2.3…`, and numbers alone. Not `123-fix-login`, which is how GitHub names the branch of an issue. */
const NUMBERS = /^v?[0-9]+(?:\.[0-9]+(?:\.[0-9]+|$)|$)/i;
/** Where registries and cosign list statements about an image: never an image's own tag. */
const isStatementTag = (name) => /^sha[0-9]+-[0-9a-f]{32}/i.test(name);
/** Whether a ref of this kind must not give its name to an image as it is. */
function isReserved(kind, name) {
    const rest = name.startsWith(`${kind}-`) ? name.slice(kind.length + 1) : undefined;
    return (HASH.test(name) ||
        // Who names no tag gets this one.
        name.toLowerCase() === 'latest' ||
        PULL_REQUEST.test(name) ||
        // A git tag is a version when it looks like one.
        (kind === 'branch' && NUMBERS.test(name)) ||
        // What the prefix below would make of another ref.
        (rest !== undefined && isReserved(kind, rest)));
}
/**
 * Whether a tag that a configuration names outright may not be one: it is a commit's or a digest's, a version that no git
 * tag stands behind, a preview's, or what a ref with such a name gets instead. `latest`, `1` and `1.2` are its to give.
 */
const isReservedForConfiguration = (name) => tagByForm(name).kind === 'immutable' ||
    ((isReserved('branch', name) || isReserved('tag', name)) && !FLOATING.test(name));
const FLOATING = /^(?:latest|v?[0-9]+(?:\.[0-9]+)?)$/i;
/** The image tag of a branch or git tag; undefined when no character of its name can stand in one. */
function tagOfRef(kind, refName) {
    const name = tagFromRef(refName);
    if (!isTag(name))
        return undefined;
    if (!isReserved(kind, name))
        return { name, prefixed: false };
    return { name: tagFromRef(`${kind}-${name}`), prefixed: true };
}

// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var image_digest = __webpack_require__(78750);
// EXTERNAL MODULE: ./packages/core/build/image/docker-hub.js
var docker_hub = __webpack_require__(20980);
// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(83216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var build_deadline = __webpack_require__(5892);
// EXTERNAL MODULE: ./packages/net/build/retry.js
var retry = __webpack_require__(85784);
// EXTERNAL MODULE: ./packages/net/build/retry-after.js
var retry_after = __webpack_require__(43007);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(69520);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(15329);
// EXTERNAL MODULE: ./packages/net/build/limits.js
var limits = __webpack_require__(2700);
// EXTERNAL MODULE: ./packages/net/build/network-error.js
var network_error = __webpack_require__(18179);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./packages/registry/build/known-refusals.js
const denied = (remedy) => () => ({ code: 'registry/denied', remedy });
/** No quantifier of these stands beside another that takes the same characters. */
const KNOWN = [
    [
        // ECR, Artifact Registry and Harbor.
        /immutab(?:le|ility)/i,
        (name) => ({
            code: 'registry/immutable-tag',
            remedy: `Give this release a new tag, or let the repository's settings leave out the tags that move: the registry keeps the tags of ${name} as they are.`,
        }),
    ],
    [
        // ghcr.io, also to a token with "packages: write".
        /installation not allowed to create/i,
        (name) => ({
            code: 'registry/denied',
            remedy: `Give the job "packages: write" under "permissions:", and the calling job too when this is a reusable workflow. Where it has that, the organization lets no workflow create packages: allow it under the organization's settings, "Packages", or push ${name} once by hand and give this repository the role Write under the package's settings, "Manage Actions access".`,
        }),
    ],
    [
        // ghcr.io.
        /token provided does not match expected scopes/i,
        denied('Give the personal access token the scope "write:packages" (and "read:packages"): fine-grained tokens are not taken. In a workflow, the job\'s own token with "packages: write" does.'),
    ],
    [
        // ECR: twelve hours after the login; a build may have waited that long for its runner.
        /authorization token has expired/i,
        denied('Log in to the registry again in this job, after the steps that take long: its logins last twelve hours.'),
    ],
    [
        // ECR.
        /repository with name '[^']{1,256}' does not exist/i,
        (name) => ({
            code: 'registry/not-found',
            remedy: `Create the repository of ${name} first, by your infrastructure code or by "create-repository" of the action "login" (of the workflow: "create-repositories"): this registry makes none on the first push, unless a repository creation template says so.`,
        }),
    ],
    [
        // Artifact Registry; it does not say whether the repository or the right is missing.
        /permission "artifactregistry\.[a-z.]{1,80}" denied/i,
        denied('Give the service account the role "Artifact Registry Writer" (or "Reader", to read) on that repository, and check project, location and repository in the name: what does not exist is answered in the same way.'),
    ],
    [
        // Artifact Registry; a login for another host, such as gcr.io, is none.
        /unauthenticated requests do not have permission/i,
        denied('Log in to this very host in this job: by "gcp-workload-identity-provider" of the action "login" (of the workflow, too), or as the user "oauth2accesstoken" with an access token.'),
    ],
    [
        // Azure's registry.
        /client with IP .{1,80} is not allowed access/i,
        denied("Allow the address of this runner in the registry's network rules, or run the job on a runner in a network that they allow: the registry's firewall does not let this runner in."),
    ],
    [
        // Azure's registry, for whom has too few rights as well as for nobody.
        /authentication required, visit https:\/\/aka\.ms\/acr\/authorization/i,
        denied('Log in to it in this job, and give the identity that logs in the role "AcrPush" ("AcrPull", to read) on that registry, or "Container Registry Repository Writer" ("Reader") where it has permissions by repository.'),
    ],
    [
        // Azure's registry: locks are set on tags, images and repositories.
        /operation is disallowed on this registry, repository or image/i,
        (name) => ({
            code: 'registry/immutable-tag',
            remedy: `Something of ${name} is locked: give this release a new tag, or unlock what has to move ("az acr repository update --write-enabled true").`,
        }),
    ],
    [
        // Harbor.
        /project [^ ]{1,256} not found/i,
        (name) => ({
            code: 'registry/not-found',
            remedy: `Create the project of ${name} first: Harbor makes repositories on the first push, and no projects.`,
        }),
    ],
    [
        // Harbor, Quay, GitLab, Artifactory.
        /exceeds? the configured upper limit|quota (?:has been )?exceeded|exceeded (?:the )?(?:storage )?quota/i,
        (name) => ({
            code: 'registry/not-accepted',
            remedy: `Delete what is not needed, or raise the quota: the storage that ${name} may use is full.`,
        }),
    ],
    [
        // Docker Hub: it counts by hours, so that waiting for the next attempt is no use.
        /reached your (?:unauthenticated |authenticated )?pull rate limit/i,
        () => ({
            code: 'registry/unavailable',
            remedy: 'Log in to Docker Hub, whose limit for callers without login is shared by all who use the same address, or read through a mirror.',
        }),
    ],
    [
        // ECR, when an index comes before what it lists; its replicas may take a moment.
        /images with digests .{1,4000} do not exist/is,
        () => ({
            code: 'registry/unavailable',
            passing: true,
            remedy: 'Run the job again, which uploads what is missing; let no lifecycle rule delete untagged images while images are pushed.',
        }),
    ],
];
/** Undefined for a message that says nothing of its own. */
function knownRefusal(message, name) {
    return KNOWN.find(([pattern]) => pattern.test(message))?.[1](name);
}

;// CONCATENATED MODULE: ./packages/registry/build/failures.js
/** What a registry's refusal means to the person who reads the log. */









const ErrorBody = dist/* object */.Ikc({
    errors: dist/* array */.YOg(dist/* object */.Ikc({ code: dist/* optional */.lqM(dist/* string */.YjP(), ''), message: dist/* optional */.lqM(dist/* string */.YjP(), '') })),
});
const MAX_TEXT = 300;
const shown = (text) => (0,sanitize/* singleLine */.pF)(text).slice(0, MAX_TEXT);
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
    const name = (0,image_reference/* formatImageName */.eS)(image);
    const said = describeAnswer(status, errors);
    const cause = `The registry ${image.registry} refused the ${what} (${said}).`;
    const has = (code) => errors.some((error) => error.code === code);
    const configuration = (code, remedy) => (0,failure/* configurationFailure */.d_)({ code, cause, remedy });
    const [known] = errors.flatMap(({ message }) => knownRefusal(message, name) ?? []);
    if (known?.code === 'registry/unavailable')
        return (0,failure/* remoteFailure */.vU)({ ...known, cause });
    if (known !== undefined)
        return (0,failure/* configurationFailure */.d_)({ ...known, cause });
    if (errors.some(isMissingBlob))
        return (0,failure/* remoteFailure */.vU)({
            code: 'registry/unavailable',
            cause,
            remedy: 'Run the job again, which uploads what is missing; let no clean-up delete untagged content while images are pushed.',
        });
    if (has('MANIFEST_INVALID') || has('MANIFEST_UNVERIFIED'))
        return configuration('registry/not-accepted', 'Build the image with OCI media types, or use a registry that supports OCI images and attestations: this one does not accept this image format.');
    if (has('SIZE_INVALID') || status === 413)
        return configuration('registry/not-accepted', 'Raise the limit on the size of uploads in the registry or in the proxy in front of it, or make the layer smaller.');
    if (has('DIGEST_INVALID'))
        return (0,failure/* remoteFailure */.vU)({
            code: 'registry/wrong-content',
            cause: `${cause.slice(0, -1)}: the bytes that arrived have another digest.`,
            remedy: 'Run the job again, without the proxy between it and the registry if there is one: something on the way changes bytes.',
        });
    if (status === 401 || status === 403 || has('DENIED') || has('UNAUTHORIZED'))
        return configuration('registry/denied', accessRemedy(operation));
    if (has('NAME_UNKNOWN') || status === 404)
        return configuration('registry/not-found', `Check the name ${name}, and create the repository first where the registry does not make one on the first push.`);
    if (has('NAME_INVALID'))
        return configuration('registry/bad-name', `Choose another repository name than ${image.repository}.`);
    if (operation.access === 'delete' && (has('UNSUPPORTED') || status === 405))
        return configuration('registry/not-deletable', 'Enable deletion in the registry (distribution: "storage.delete.enabled"), or use its own retention rules.');
    if (has('UNSUPPORTED') || status === 405)
        return configuration('registry/not-accepted', 'Use a registry that implements pushing by the OCI distribution specification.');
    return (0,failure/* remoteFailure */.vU)({
        code: 'registry/unavailable',
        cause,
        remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
    });
}
const MISSING = /\b(?:unknown|missing|not found|not exist|does not exist)\b/i;
const BLOB = /\b(?:blob|layer|config)s?\b/i;
/** Whether a manifest was refused because something that it names is not there (yet). */
const isMissingBlob = ({ code, message }) => code === 'MANIFEST_BLOB_UNKNOWN' ||
    code === 'BLOB_UNKNOWN' ||
    knownRefusal(message, '')?.passing === true ||
    ((code === 'MANIFEST_INVALID' || code === 'MANIFEST_UNKNOWN') &&
        MISSING.test(message) &&
        BLOB.test(message));
/** The Failure for a login that the registry itself does not take. */
const refusedLogin = (operation, user, errors) => (0,failure/* configurationFailure */.d_)({
    code: 'registry/denied',
    cause: `${operation.image.registry} refused the login of "${(0,sanitize/* singleLine */.pF)(user)}" for the ${operation.what} (${describeAnswer(401, errors)}).`,
    remedy: loginRemedy(operation, user),
});
/** How long the logins last that clouds give, by the user's name that all of them share. */
const LIFETIMES = new Map([
    [
        'oauth2accesstoken',
        'a token of Google lasts an hour, and only five minutes where the job logs in without "gcp-service-account"',
    ],
    ['00000000-0000-0000-0000-000000000000', "a login to a registry of Azure's lasts three hours"],
    ['AWS', 'a login to ECR lasts twelve hours'],
]);
/** What to do when a login was given and is not taken: it is there, so that "give one" would mislead. */
function loginRemedy(operation, user) {
    const { image, access } = operation;
    const name = (0,image_reference/* formatImageName */.eS)(image);
    const lifetime = LIFETIMES.get(user);
    if (lifetime !== undefined)
        return `Log in again after the steps that take long: ${lifetime}. Otherwise check that the identity has the right to ${access} ${name}.`;
    const renew = `Check the password or access token of "${(0,sanitize/* singleLine */.pF)(user)}": it is wrong, has expired, or lacks the right to ${access} ${name}.`;
    return image.registry === 'ghcr.io'
        ? `${renew} Where it is the job's own token: ${accessRemedy(operation)}`
        : renew;
}
/** What to do when the registry knows the caller too little. */
function accessRemedy({ image, access }) {
    const name = (0,image_reference/* formatImageName */.eS)(image);
    if (image.registry !== 'ghcr.io')
        return `Give "username" and "password" (or a docker login) with the right to ${access} ${name}.`;
    const permission = access === 'pull' ? 'packages: read' : 'packages: write';
    const role = { pull: 'Read', push: 'Write', delete: 'Admin' }[access];
    return `Give the job "${permission}" under "permissions:", and the calling job too when this is a reusable workflow; if the package ${name} exists already, give this repository the role ${role} under the package's settings, "Manage Actions access".`;
}
/** What a failed fetch or socket means: passing trouble, or something that will not become good by itself. */
function brokenConnection(url, error) {
    if (error instanceof failure/* Failure */.HR || (0,retry/* transientOf */.SE)(error) !== undefined)
        return error;
    const broken = (0,network_error/* networkError */.x)(error);
    if (broken === undefined)
        return error;
    switch (broken.kind) {
        case 'tls':
            return (0,failure/* configurationFailure */.d_)({
                code: 'registry/connection',
                cause: `No protected connection to ${url.host}: ${broken.code}.`,
                remedy: 'Check the host name; behind a private certificate authority, set NODE_EXTRA_CA_CERTS to its certificate file.',
                error,
            });
        case 'proxy':
            return (0,failure/* configurationFailure */.d_)({
                code: 'registry/connection',
                cause: `No connection to ${url.host}: ${broken.code}.`,
                remedy: 'Correct HTTPS_PROXY and the login in it, let the proxy allow this host, or name the host in NO_PROXY.',
                error,
            });
        case 'headers':
            return (0,failure/* remoteFailure */.vU)({
                code: 'registry/bad-answer',
                cause: `${url.host} answered with more than ${limits/* MAX_HEADER_SIZE */.r} bytes of headers.`,
                remedy: 'Check that the address is that of a registry.',
                error,
            });
        case 'not-sent':
        case 'unknown': {
            const reason = `${url.host} could not be reached or ended the connection (${broken.code})`;
            return (0,retry/* transientError */.bx)({ reason, applied: broken.kind === 'unknown' ? 'unknown' : 'no' }, error);
        }
    }
}
/** The Failure when all attempts failed. */
const exhausted = (operation, reason, attempts, error) => (0,failure/* remoteFailure */.vU)({
    code: 'registry/unavailable',
    cause: `The ${operation.what} failed ${attempts === 1 ? 'at the first attempt' : `after ${attempts} attempts`}: ${shown(reason)}.`,
    remedy: `Run the job again when ${operation.image.registry} answers normally; what is uploaded already is kept and skipped.`,
    error,
});
const cancelled = (operation, error) => (0,failure/* remoteFailure */.vU)({
    code: 'registry/cancelled',
    cause: `The ${operation.what} was cancelled.`,
    remedy: 'Run the job again; what is uploaded already is kept and skipped.',
    error,
});
const redirectLoop = (operation, redirects) => (0,failure/* remoteFailure */.vU)({
    code: 'registry/bad-answer',
    cause: `${operation.image.registry} redirected the ${operation.what} more than ${redirects} times.`,
    remedy: 'Ask the operator of the registry.',
});
/** The registry gave something else than what was asked for. */
const wrongContent = (operation, reason) => (0,failure/* remoteFailure */.vU)({
    code: 'registry/wrong-content',
    cause: `The ${operation.what} gave something else: ${reason}.`,
    remedy: 'Do not use this image: ask the operator of the registry, and push it again from a new build.',
});
/** @param reason a clause about their list */
const tooManyReferrers = ({ what }, reason) => (0,failure/* remoteFailure */.vU)({
    code: 'registry/too-many-referrers',
    cause: `The ${what} is too long to be read whole, and an entry that is not read could be a refusal: ${reason}.`,
    remedy: 'Find out who may write packages here and attaches so many documents, and delete those that no release made; until then give verify the statements as files (its input "bundles").',
});
const tooMuchText = (url) => (0,failure/* remoteFailure */.vU)({
    code: 'registry/bad-answer',
    cause: `${url.host} answered with far more text than expected.`,
    remedy: 'Check that the address is that of a registry.',
});
/** `ghcr.io/acme/shop:1.0`, `ghcr.io/acme/shop@sha256:…` */
const formatTarget = (image, reference) => `${(0,image_reference/* formatImageName */.eS)(image)}${(0,image_digest/* isDigest */.Bc)(reference) ? '@' : ':'}${reference}`;
/** `403 DENIED: permission denied` */
const describeAnswer = (status, errors) => [
    String(status),
    ...errors.map(({ code, message }) => (message === '' ? code : `${code}: ${message}`)),
].join(' ');

;// CONCATENATED MODULE: ./packages/registry/build/answer.js





/** Bytes of an answer that is small JSON. */
const answer_MAX_TEXT = 256 * 1024;
/** @throws a TransientError for a status that may pass; Failure `registry/unavailable` for a limit that will not */
async function throwTransient(response, url, operation, clock) {
    if (!(0,retry/* isTransientStatus */.Dm)(response.status))
        return;
    const errors = response.status === 429 ? parseErrors(await readText(response, url)) : [];
    if (errors.some(isLasting))
        throw refusal(operation, response.status, errors);
    await (0,body/* discard */.v)(response);
    throw (0,retry/* transientError */.bx)({
        reason: `${url.host} answered ${describeAnswer(response.status, errors)}`,
        after: (0,retry_after/* parseRetryAfter */.m)(response.headers.get('retry-after'), clock.now()),
        applied: response.status >= 500 ? 'unknown' : 'no',
    });
}
const isLasting = ({ message }) => {
    const known = knownRefusal(message, '');
    return known !== undefined && known.passing !== true;
};
/** Bytes of an answer, no more than `limit`. @throws a TransientError when the connection ends early */
async function readBytes(response, url, limit, tooLarge) {
    const bytes = await (0,body/* readBody */.x)(response, limit).catch((error) => {
        throw brokenConnection(url, error);
    });
    if (bytes === undefined)
        throw tooLarge();
    return bytes;
}
/** Text of an answer, for JSON that is small. */
const readText = async (response, url) => Buffer.from(await readBytes(response, url, answer_MAX_TEXT, () => tooMuchText(url))).toString('utf8');
/** The Failure for an answer that repeating does not change. */
const readRefusal = async (operation, url, response) => refusal(operation, response.status, parseErrors(await readText(response, url)));

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

// EXTERNAL MODULE: ./packages/net/build/loopback.js
var loopback = __webpack_require__(97681);
;// CONCATENATED MODULE: ./packages/registry/build/endpoint.js



/** Where the registry's API answers, e.g. `https://ghcr.io/v2/`. */
function apiRoot(registry) {
    const host = (0,docker_hub/* isDockerHub */.gr)(registry) ? docker_hub/* DOCKER_HUB_API */.sg : registry;
    const url = new URL(`https://${host}/v2/`);
    return (0,loopback/* isLoopbackHost */.c)(url.hostname) ? new URL(`http://${host}/v2/`) : url;
}
const apiUrl = (image, path) => new URL(`${(0,docker_hub/* fullRepository */.gp)(image)}/${path}`, apiRoot(image.registry));
/**
 * The URL that a Location header means, relative to the request that it answers. Its query is kept byte for byte:
 * registries sign it.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 * @throws Failure `configuration` when it leads out of TLS, to a non-HTTP scheme or carries a user name
 */
function resolveLocation(base, location) {
    const wrong = (reason) => (0,failure/* configurationFailure */.d_)({
        code: 'registry/bad-answer',
        cause: `The registry ${base.host} answered with the address "${location}", ${reason}.`,
        remedy: 'Correct the external address (scheme, host, X-Forwarded-Proto) in the configuration of the registry or of the proxy in front of it.',
    });
    if (!URL.canParse(location, base.href))
        throw wrong('which is not a URL');
    const url = new URL(location, base);
    if (url.protocol !== 'https:' && url.protocol !== 'http:')
        throw wrong('which is not an HTTP address');
    if (url.username !== '' || url.password !== '')
        throw wrong('which carries a user name');
    if (url.protocol === 'http:' && !((0,loopback/* isLoopbackHost */.c)(base.hostname) && (0,loopback/* isLoopbackHost */.c)(url.hostname)))
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

// EXTERNAL MODULE: ./packages/registry/build/login.js
var build_login = __webpack_require__(2707);
;// CONCATENATED MODULE: ./packages/registry/build/realm.js
/**
 * Which token service a registry may send a credential to. The address of the service (`realm`) is text in a
 * response, so a credential follows it only where the registry's own operator answers:
 *
 * 1. over https; over http only from a loopback registry to a loopback realm, and
 * 2. on the registry's host, on a parent of it (registry.gitlab.com → gitlab.com), on a sibling below the same
 *    registrable domain (registry-1.docker.io → auth.docker.io), or where a known registry keeps its token service.
 *
 * Registrable domains are those of the public suffix list, with its private part: names below github.io belong to
 * strangers. The rule may refuse a rare honest registry; it does not send a credential to a stranger.
 */

/** Suffix of the registry's host → host of its token service, where the two have no domain in common. */
const realm_KNOWN = new Map([['.scw.cloud', 'api.scaleway.com']]);
/** Registries of many customers, each on a name of its own below one domain, which the list does not say of them. */
const RENTED = [
    'amazonaws.com',
    'azure.com',
    'azurecontainerapps.io',
    'azurecr.io',
    'azurewebsites.net',
    'cloudapp.net',
    'jfrog.io',
    'pkg.dev',
    'scw.cloud',
    'windows.net',
];
/** True when a credential of the registry may be sent to the realm. Hosts as in URLs, without port. */
async function mayReceiveCredential(registry, realm) {
    const own = registry.hostname;
    const other = realm.hostname;
    if (realm.username !== '' || realm.password !== '')
        return false;
    if (realm.protocol !== 'https:')
        return isLoopbackHttp(registry, realm);
    if (own === other || areLoopback(registry, realm))
        return true;
    for (const [suffix, host] of realm_KNOWN)
        if (own.endsWith(suffix) && other === host)
            return true;
    const domain = await registrableDomain(own);
    return domain !== undefined && domain === (await registrableDomain(other));
}
/** True when the realm may be asked at all, even without a credential. */
const mayBeAsked = (registry, realm) => realm.protocol === 'https:'
    ? !(0,loopback/* isLoopbackHost */.c)(realm.hostname) || (0,loopback/* isLoopbackHost */.c)(registry.hostname)
    : realm.username === '' && realm.password === '' && isLoopbackHttp(registry, realm);
const areLoopback = (registry, realm) => (0,loopback/* isLoopbackHost */.c)(registry.hostname) && (0,loopback/* isLoopbackHost */.c)(realm.hostname);
const isLoopbackHttp = (registry, realm) => realm.protocol === 'http:' && areLoopback(registry, realm);
/** `docker.io` of `auth.docker.io`; undefined for an address, a public suffix, and names that are rented out. */
async function registrableDomain(host) {
    // Most registries answer for their own tokens; the others wait for 0.2 MB of names to be read.
    const { getDomain } = await __webpack_require__.e(/* import() */ 935).then(__webpack_require__.t.bind(__webpack_require__, 20935, 19));
    const domain = getDomain(host, { allowPrivateDomains: true });
    return domain === null || RENTED.some((rented) => `.${domain}`.endsWith(`.${rented}`)) ? undefined : domain;
}

;// CONCATENATED MODULE: ./packages/registry/build/scope.js
/**
 * Token scopes: `repository:acme/shop/api:pull,push`.
 * https://distribution.github.io/distribution/spec/auth/scope/
 */
const ACTIONS = {
    pull: ['pull'],
    push: ['pull', 'push'],
    delete: ['pull', 'delete'],
};
/** Who pushes or deletes also reads (HEAD first, read-back), so both include pull. */
const repositoryScope = (repository, access) => new Map([[`repository:${repository}`, new Set(ACTIONS[access])]]);
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
    // Some services send members that they have no value for as null, or empty.
    token: dist/* nullish */.cl6(dist/* string */.YjP()),
    access_token: dist/* nullish */.cl6(dist/* string */.YjP()),
    expires_in: dist/* nullish */.cl6(dist/* number */.aig()),
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
        let looking;
        const credentials = () => {
            looking ??= lookUp(options, registry);
            return looking;
        };
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
        const started = fetchToken(options, await state.credentials(), operation, service, merged).finally(() => state.pending.delete(name));
        state.pending.set(name, started);
        const fresh = await started;
        state.tokens.set(key, fresh);
        return fresh;
    };
    return {
        async header(operation, scopes) {
            const state = stateOf(operation.image.registry);
            // Before the first request: a login that cannot be used is not left out in silence.
            const credentials = await state.credentials();
            if (credentials !== undefined && 'registryToken' in credentials)
                return `Bearer ${credentials.registryToken}`;
            if (state.mode === 'unknown')
                return undefined;
            if (state.mode !== 'basic')
                return (await token(state, operation, scopes, state.mode)).header;
            return basic(credentials);
        },
        async challenged(operation, scopes, response, sent) {
            const state = stateOf(operation.image.registry);
            const credentials = await state.credentials();
            // There is nothing else that could be sent.
            if (credentials !== undefined && 'registryToken' in credentials)
                return false;
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
            const header = basic(credentials);
            return header !== undefined && sent !== header;
        },
        async refusedUser(operation, sent) {
            const credentials = await stateOf(operation.image.registry).credentials();
            if (credentials === undefined || sent === undefined)
                return undefined;
            if ('registryToken' in credentials)
                return 'the registry token';
            return sent === basic(credentials) ? (0,build_login/* userOf */.Z5)(credentials) : undefined;
        },
    };
}
async function lookUp({ credentials, log }, registry) {
    const found = await credentials(registry);
    if (found !== undefined)
        for (const secret of (0,build_login/* secretsOf */.Fj)(found))
            log.secret(secret);
    return found;
}
/** Undefined where there is nothing to send: an identity token is for token services alone. */
function basic(login) {
    const text = login === undefined ? undefined : (0,build_login/* basicLogin */.YY)(login);
    return text === undefined ? undefined : `Basic ${text}`;
}
function serviceOf({ image, what }, challenge) {
    const realm = challenge.parameters.get('realm') ?? '';
    const root = apiRoot(image.registry);
    if (URL.canParse(realm) && mayBeAsked(root, new URL(realm)))
        return { realm: new URL(realm), service: challenge.parameters.get('service') };
    throw (0,failure/* configurationFailure */.d_)({
        code: 'registry/foreign-realm',
        cause: `${image.registry} asks for a token from "${(0,sanitize/* singleLine */.pF)(realm)}" before the ${what}, which is not an https address that it may name.`,
        remedy: 'Correct the token realm in the configuration of the registry.',
    });
}
async function fetchToken(options, credentials, operation, { realm, service }, scopes) {
    const { registry } = operation.image;
    if (credentials !== undefined && !(await mayReceiveCredential(apiRoot(registry), realm)))
        throw (0,failure/* configurationFailure */.d_)({
            code: 'registry/foreign-realm',
            cause: `${registry} asks for its login to be sent to ${realm.host}, which does not belong to it.`,
            remedy: `If ${realm.host} really is the token service of ${registry}, configure the registry to name one on its own domain; the login was not sent.`,
        });
    options.log.debug(`token from ${realm.origin} for ${formatScopes(scopes).join(' ')}`);
    const { status, text } = credentials !== undefined && 'identityToken' in credentials
        ? await options.request(operation, realm, exchange(credentials, service, scopes))
        : await options.request(operation, withScopes(realm, service, scopes, credentials), {
            headers: headersOf(basic(credentials)),
        });
    if (status !== 200)
        throw tokenRefusal(operation, realm, status, text, credentials);
    const answer = dist/* safeParse */.xLC(TokenAnswer, parse(text));
    const value = answer.success ? answer.output.token || answer.output.access_token || undefined : undefined;
    // A line break in it would end up in a header.
    if (!answer.success || value === undefined || !/^[\x21-\x7e]+$/.test(value))
        throw (0,failure/* remoteFailure */.vU)({
            code: 'registry/bad-answer',
            cause: `The token service ${realm.host} of ${registry} answered without a token.`,
            remedy: 'Run the job again; if it happens again, ask the operator of the registry.',
        });
    options.log.secret(value);
    const announced = answer.output.expires_in ?? 0;
    const lifetime = (announced > 0 ? announced : DEFAULT_LIFETIME) * 1000;
    return { header: `Bearer ${value}`, scopes, expires: options.clock.now() + lifetime * USABLE_SHARE };
}
const headersOf = (authorization) => authorization === undefined ? {} : { authorization };
function withScopes(realm, service, scopes, credentials) {
    const url = new URL(realm);
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const scope of formatScopes(scopes))
        url.searchParams.append('scope', scope);
    const user = credentials === undefined ? undefined : (0,build_login/* userOf */.Z5)(credentials);
    if (user !== undefined)
        url.searchParams.set('account', user);
    return url;
}
/** https://distribution.github.io/distribution/spec/auth/oauth/ */
const exchange = ({ identityToken }, service, scopes) => ({
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    form: new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: identityToken,
        client_id: 'sealift',
        ...(service === undefined ? {} : { service }),
        scope: formatScopes(scopes).join(' '),
    }),
});
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function tokenRefusal(operation, realm, status, text, credentials) {
    const errors = parseErrors(text);
    // It says itself what is missing, in the words of the registry.
    if (status !== 401 && errors.some(({ message }) => knownRefusal(message, '') !== undefined))
        return refusal(operation, status, errors);
    const said = describeAnswer(status, errors);
    const user = credentials === undefined ? undefined : ((0,build_login/* userOf */.Z5)(credentials) ?? 'of the identity token');
    const who = user === undefined ? 'an anonymous caller' : `the user ${user}`;
    const cause = `The token service ${realm.host} of ${operation.image.registry} refused ${who} for the ${operation.what} (${said}).`;
    const remedy = status === 401 && user !== undefined ? loginRemedy(operation, user) : accessRemedy(operation);
    return status === 400 || status === 401 || status === 403 || status === 404
        ? (0,failure/* configurationFailure */.d_)({ code: 'registry/denied', cause, remedy })
        : (0,failure/* remoteFailure */.vU)({
            code: 'registry/unavailable',
            cause,
            remedy: 'Run the job again; if it happens again, ask the operator.',
        });
}

;// CONCATENATED MODULE: ./packages/registry/build/connection.js
/**
 * HTTP requests to registries: login, redirects, time limits, retries. What is asked for, and what an answer means,
 * stands in requests/.
 */









const RETRY_POLICY = {
    attempts: 6,
    firstPause: 500,
    maxPause: 20_000,
    maxRetryAfter: 15 * 60_000,
    total: 15 * 60_000,
};
/** Milliseconds for a request without a file, with its answer. */
const REQUEST_TIMEOUT = 60_000;
/** Milliseconds for the transfer of one file; one that does not move at all is ended much earlier. */
const TRANSFER_TIMEOUT = 60 * 60_000;
const MAX_REDIRECTS = 5;
function createConnection({ credentials, sendBlob, ...transport }) {
    const authorizer = createAuthorizer({
        credentials,
        clock: transport.clock,
        log: transport.log,
        request: (...request) => requestToken(transport, ...request),
    });
    return { ...transport, authorizer, sendBlob };
}
/**
 * Repeats `attempt` while it throws what {@link transientError} makes, as {@link send} does.
 * @param repeat whether an attempt that may have succeeded can be followed by another
 * @throws Failure `remote` when no attempt is left or the job is cancelled
 */
const retrying = ({ policy, clock, log, random, signal }, operation, attempt, repeat = 'safe') => (0,retry/* retry */.L5)({
    what: operation.what,
    policy,
    clock,
    log,
    random,
    signal,
    repeat,
    fail: (end) => end.why === 'cancelled'
        ? cancelled(operation, end.error)
        : exhausted(operation, end.transient.reason, end.attempts, end.error),
}, attempt);
/** {@link follow}, for a request whose answer names no place. */
const send = async (connection, operation, request) => (await follow(connection, operation, request)).response;
/**
 * Sends a request, with a fresh token after a 401, and goes where it is sent on to. The login goes to the registry's own
 * host alone.
 * @returns the answer, and the address that gave it: what it names is relative to that
 * @throws a TransientError on a network error or a status that may pass; Failure `configuration` on a connection that
 *   will not become good, or a login that is refused
 */
async function follow(connection, operation, request) {
    const scopes = new Map([
        ...repositoryScope((0,docker_hub/* fullRepository */.gp)(operation.image), operation.access),
        ...(request.scopes ?? []),
    ]);
    const { origin } = apiRoot(operation.image.registry);
    let url = request.url;
    for (let redirects = 0;; redirects += 1) {
        // What another host answers with, it gets no login for: the address itself is the permission there.
        const response = url.origin === origin
            ? await sendWithLogin(connection, operation, scopes, request, url)
            : await transmit(connection, request, url, {});
        const next = redirection(request, response, url);
        if (next === undefined) {
            await throwTransient(response, url, operation, connection.clock);
            return { response, url };
        }
        await (0,body/* discard */.v)(response);
        if (redirects === MAX_REDIRECTS)
            throw redirectLoop(operation, MAX_REDIRECTS);
        url = next;
    }
}
/** Twice at most: a token may be missing first and refused then. */
const MAX_LOGINS = 2;
async function sendWithLogin(connection, operation, scopes, request, url) {
    const { authorizer } = connection;
    for (let logins = 0;; logins += 1) {
        const authorization = await authorizer.header(operation, scopes);
        const headers = authorization === undefined ? {} : { authorization };
        const response = await transmit(connection, request, url, headers);
        if (response.status !== 401 || logins === MAX_LOGINS)
            return response;
        if (!(await authorizer.challenged(operation, scopes, response, authorization))) {
            const user = await authorizer.refusedUser(operation, authorization);
            if (user === undefined)
                return response;
            throw refusedLogin(operation, user, parseErrors(await readText(response, url)));
        }
        await (0,body/* discard */.v)(response);
    }
}
/** RFC 9110 section 15.4: only these two keep the method and the body of a write. */
const KEEPING = [307, 308];
const READS = ['GET', 'HEAD'];
function redirection({ method }, response, url) {
    const location = response.headers.get('location');
    const followed = READS.includes(method) ? [301, 302, 303, ...KEEPING] : KEEPING;
    if (location === null || !followed.includes(response.status))
        return undefined;
    return resolveLocation(url, location);
}
/** Without login and redirects. */
async function transmit({ fetch, log, signal }, request, url, login) {
    const isLarge = request.send !== undefined || request.large === true;
    const deadline = (0,build_deadline/* startDeadline */.d)(isLarge ? TRANSFER_TIMEOUT : REQUEST_TIMEOUT, signal);
    const headers = { ...request.headers, ...login };
    const answer = request.send?.(url, headers, deadline.signal) ??
        fetch(url.href, {
            method: request.method,
            headers,
            redirect: 'manual',
            signal: deadline.signal,
            // A copy, for the type: fetch wants bytes that are not shared between threads.
            ...(request.body === undefined ? {} : { body: new Uint8Array(request.body) }),
        });
    const response = await answer.catch((error) => {
        throw brokenConnection(url, error);
    });
    log.debug(`${request.method} ${url.origin}${url.pathname} → ${response.status}`);
    return response;
}
const requestToken = (transport, ...[operation, url, { headers, form }]) => retrying(transport, operation, async () => {
    const request = {
        method: form === undefined ? 'GET' : 'POST',
        url,
        headers: { accept: 'application/json', ...headers },
        ...(form === undefined ? {} : { body: new TextEncoder().encode(form.toString()) }),
    };
    const response = await transmit(transport, request, url, {});
    await throwTransient(response, url, operation, transport.clock);
    return { status: response.status, text: await readText(response, url) };
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./packages/registry/build/requests/blob-download.js
/** A blob into a file, for what is too large for memory. */






/**
 * GET of a blob. Its bytes are hashed while they are written.
 * @param file is made or overwritten, for this user alone
 * @throws Failure `registry/wrong-content` when it has another size or digest; `registry/not-found`; `remote`
 */
async function downloadBlob(connection, image, { digest, size }, file) {
    const what = `download of the blob ${formatTarget(image, digest)}`;
    const operation = { image, access: 'pull', what };
    const url = apiUrl(image, `blobs/${digest}`);
    return retrying(connection, operation, async () => {
        const response = await send(connection, operation, { method: 'GET', url, large: true });
        if (response.status !== 200)
            throw await readRefusal(operation, url, response);
        const found = await write(response, file, size).catch((error) => {
            throw brokenConnection(url, error);
        });
        if (found === undefined)
            throw wrongContent(operation, `it is larger than ${size} bytes`);
        if (found !== digest)
            throw wrongContent(operation, `its digest is ${found}`);
        return { path: file, digest, size };
    });
}
/** The digest of what was written; undefined when there is more than was announced. */
async function write(response, file, size) {
    const handle = await (0,promises_.open)(file, 'w', 0o600);
    try {
        const hash = (0,external_node_crypto_.createHash)('sha256');
        let length = 0;
        // Leaving the loop cancels the stream.
        for await (const chunk of response.body ?? []) {
            length += chunk.length;
            if (length > size)
                return undefined;
            hash.update(chunk);
            await handle.writeFile(chunk);
        }
        return `sha256:${hash.digest('hex')}`;
    }
    finally {
        await handle.close();
    }
}

// EXTERNAL MODULE: ./packages/registry/build/ecr-host.js
var ecr_host = __webpack_require__(52527);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: ./packages/net/build/proxy.js
var proxy = __webpack_require__(54302);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(46752);
;// CONCATENATED MODULE: ./packages/net/build/response.js
/**
 * An answer that did not come by fetch, of the same class as those that do: the first use of Node's own `Response` loads
 * a second undici, of three megabytes and more.
 */

/** https://fetch.spec.whatwg.org/#null-body-status; of those, what a server can send. */
const WITHOUT_BODY = [204, 205, 304];
/** @param headers by name, in the order of their values */
function makeResponse(status, headers, body) {
    const given = new undici.Headers();
    for (const [name, values = []] of Object.entries(headers))
        for (const value of values)
            given.append(name, value);
    const answer = new undici.Response(WITHOUT_BODY.includes(status) ? null : body, { status, headers: given });
    // The two sets of types describe the same standard and differ in the names of private members only.
    return answer;
}

// EXTERNAL MODULE: ./packages/registry/build/layout-files.js
var layout_files = __webpack_require__(21988);
;// CONCATENATED MODULE: ./packages/registry/build/sender.js
/**
 * Sends a file as one request body with a Content-Length. Not by fetch, which has neither a limit for idle time nor,
 * by its standard, a length for a stream: see docs/decisions/blob-uploads.md.
 */








/** Bytes that a socket is given at once. */
const CHUNK_SIZE = 512 * 1024;
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
        const { handle, size } = await (0,layout_files/* openRegular */.lf)(blob.path, (reason) => changed(blob, reason));
        try {
            if (size !== blob.size)
                throw changed(blob, `it has ${size} bytes instead of ${blob.size}`);
            return await put(url, headers, blob, { signal, agent: agents(url), idleTimeout }, (request) => writeFile(request, blob, handle));
        }
        finally {
            await handle.close();
        }
    };
}
/** One agent for each way: its connections are kept for the next layer. */
function createAgents(env) {
    const proxyOf = (0,proxy/* readProxies */.r)(env);
    const agents = new Map();
    return (url) => {
        const proxy = proxyOf(url)?.href;
        const { Agent } = url.protocol === 'https:' ? external_node_https_ : external_node_http_;
        const way = `${url.protocol} ${proxy}`;
        // Node takes a proxy in the form of an environment; which hosts go through it is decided already.
        const proxyEnv = proxy === undefined ? {} : { HTTP_PROXY: proxy, HTTPS_PROXY: proxy };
        const agent = agents.get(way) ?? new Agent({ keepAlive: true, proxyEnv });
        agents.set(way, agent);
        return agent;
    };
}
/**
 * Compares a file with its digest: for an upload that the registry did not confirm.
 * @throws Failure `registry/layout-changed`
 */
async function requireUnchanged(blob) {
    const digest = await (0,layout_files/* hashFile */.DC)(blob.path, (reason) => changed(blob, reason));
    if (digest !== blob.digest)
        throw changed(blob, 'its bytes have another digest');
}
/**
 * Writes the file into the request. Its digest is left to the registry, which has to compute it. It is read in this
 * thread: what was built a moment ago lies in memory, and to hand a read over to another thread and back costs more
 * than to copy it, most where others wait for the processor too.
 */
async function writeFile(request, blob, { fd }) {
    const buffer = Buffer.allocUnsafeSlow(Math.max(1, Math.min(CHUNK_SIZE, blob.size)));
    for (let position = 0; position < blob.size;) {
        const wanted = Math.min(buffer.length, blob.size - position);
        const bytesRead = (0,external_node_fs_.readSync)(fd, buffer, 0, wanted, position);
        if (bytesRead === 0)
            throw changed(blob, 'it became shorter');
        position += bytesRead;
        await sender_write(request, buffer.subarray(0, bytesRead));
    }
    request.end();
}
/** Resolves when the socket has taken the bytes, after which the buffer may be used again. */
const sender_write = (request, chunk) => new Promise((resolve, reject) => {
    request.write(chunk, (error) => (error ? reject(error) : resolve()));
});
const changed = (blob, reason) => (0,failure/* configurationFailure */.d_)({
    code: 'registry/layout-changed',
    cause: `The layer or config ${blob.digest} changed after it was read: ${reason}.`,
    remedy: 'Let nothing write into the image layout between build and publish, and run the job again.',
});
function put(url, headers, blob, options, writeBody) {
    return new Promise((resolve, reject) => {
        const request = (url.protocol === 'https:' ? external_node_https_ : external_node_http_).request(url, {
            method: 'PUT',
            agent: options.agent,
            signal: options.signal,
            maxHeaderSize: limits/* MAX_HEADER_SIZE */.r,
            headers: { ...headers, 'content-length': blob.size },
        });
        request.setTimeout(options.idleTimeout, () => request.destroy(Object.assign(new Error('nothing moved for too long'), { code: 'ETIMEDOUT' })));
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
    return makeResponse(response.statusCode ?? 0, response.headersDistinct, Buffer.concat(chunks));
}

;// CONCATENATED MODULE: ./packages/registry/build/requests/blob-upload.js
/**
 * Blobs into a repository: HEAD, then POST for a session and one PUT with everything.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 */












/**
 * Sends one blob unless it is there.
 * @param options.mountFrom a repository of the same registry that may hold it
 * @throws Failure `configuration` when the file is not what its digest says; `remote`
 */
async function uploadBlob(connection, image, blob, { mountFrom } = {}) {
    const operation = {
        image,
        access: 'push',
        what: `upload of ${blob.digest} to ${(0,image_reference/* formatImageName */.eS)(image)}`,
    };
    // Looking first also answers, on a repetition, whether the attempt before succeeded after all.
    return retrying(connection, operation, async () => {
        if (await exists(connection, operation, blob.digest))
            return 'existing';
        const mounted = mountFrom === undefined ? undefined : await mount(connection, operation, blob.digest, mountFrom);
        if (mounted === 'mounted')
            return 'mounted';
        const start = mounted ?? (await startUpload(connection, operation));
        await finishUpload(connection, operation, withQuery(start, 'digest', blob.digest), blob);
        return 'uploaded';
    });
}
async function exists(connection, operation, digest) {
    const response = await send(connection, operation, {
        method: 'HEAD',
        url: apiUrl(operation.image, `blobs/${digest}`),
    });
    await (0,body/* discard */.v)(response);
    if (response.status === 200)
        return true;
    // A repository that nothing was pushed to yet is unknown, or not to be looked at: the POST tells.
    if (response.status === 404 || response.status === 401 || response.status === 403)
        return false;
    throw refusal(operation, response.status, []);
}
/**
 * Asks for a blob of another repository. Undefined when the registry refuses: a mount only saves work, and who may not
 * read there, or whose registry knows no mounts, uploads.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#mounting-a-blob-from-another-repository
 * @returns where to send the bytes when the registry does not have them there
 */
async function mount(connection, operation, digest, from) {
    const uploads = apiUrl(operation.image, 'blobs/uploads/');
    try {
        const { response, url } = await follow(connection, operation, {
            method: 'POST',
            url: withQuery(withQuery(uploads, 'mount', digest), 'from', from),
            scopes: repositoryScope(from, 'pull'),
        });
        await (0,body/* discard */.v)(response);
        if (response.status === 201)
            return 'mounted';
        return response.status === 202 ? uploadLocation(operation, response, url) : undefined;
    }
    catch (error) {
        // A token service may refuse the whole request for the sake of the other repository.
        if (error instanceof failure/* Failure */.HR && error.code === 'registry/denied')
            return undefined;
        throw error;
    }
}
async function startUpload(connection, operation) {
    const uploads = apiUrl(operation.image, 'blobs/uploads/');
    const { response, url } = await follow(connection, operation, { method: 'POST', url: uploads }).catch(async (error) => {
        if (!(error instanceof failure/* Failure */.HR))
            await requireRepository(connection, operation);
        throw error;
    });
    if (response.status !== 202)
        throw await readRefusal(operation, url, response);
    await (0,body/* discard */.v)(response);
    return uploadLocation(operation, response, url);
}
/**
 * ECR cuts off an upload to a repository that it does not have, as if it were out of order; who reads is told.
 * https://github.com/aws/containers-roadmap/issues/1970
 * @throws Failure `registry/no-repository` and its like
 */
async function requireRepository(connection, operation) {
    if (!(0,ecr_host/* isEcr */.Ht)(operation.image.registry))
        return;
    const url = apiUrl(operation.image, 'tags/list');
    const response = await send(connection, operation, { method: 'GET', url });
    if (response.status === 404)
        throw await readRefusal(operation, url, response);
    await (0,body/* discard */.v)(response);
}
function uploadLocation(operation, response, url) {
    const location = response.headers.get('location');
    if (location !== null)
        return resolveLocation(url, location);
    throw (0,failure/* remoteFailure */.vU)({
        code: 'registry/bad-answer',
        cause: `${operation.image.registry} accepted the ${operation.what} without saying where to (no Location header).`,
        remedy: 'Check that the proxy in front of the registry passes the Location header on.',
    });
}
async function finishUpload(connection, operation, url, source) {
    const blob = 'fetch' in source ? await source.fetch() : source;
    const response = await send(connection, operation, {
        method: 'PUT',
        url,
        headers: { 'content-type': 'application/octet-stream' },
        ...('bytes' in blob
            ? { body: blob.bytes }
            : { send: (to, headers, signal) => connection.sendBlob(to, headers, blob, signal) }),
    });
    // 201 by the specification; some registries answer 204 to an upload that they had already.
    if (response.status === 201 || response.status === 204) {
        await (0,body/* discard */.v)(response);
        return requireStored(operation, blob, response.headers.get('docker-content-digest'));
    }
    const errors = parseErrors(await readText(response, url));
    // The bytes did not please: were they changed here?
    if ('path' in blob && errors.some(({ code }) => BAD_BYTES.test(code)))
        await requireUnchanged(blob);
    // The session of the upload is gone (a restart, another replica): a new one has to be asked for.
    if (response.status === 404 || errors.some(({ code }) => code.startsWith('BLOB_UPLOAD_')))
        throw (0,retry/* transientError */.bx)({ reason: `${url.host} lost the upload (${response.status})`, applied: 'no' });
    throw refusal(operation, response.status, errors);
}
/** Quay calls another digest an invalid upload. */
const BAD_BYTES = /^(?:DIGEST_INVALID|BLOB_UPLOAD_)/;
/**
 * A registry that names the digest of what it has stored has verified the bytes. What another one got is hashed here,
 * so that no manifest is put on a layer that nobody has verified. See docs/decisions/blob-uploads.md.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#post-then-put
 */
async function requireStored(operation, blob, stored) {
    if (stored === blob.digest)
        return;
    if ('path' in blob)
        await requireUnchanged(blob);
    // A digest of another algorithm may be the registry's own way to name the same bytes.
    if (stored !== null && (0,image_digest/* isDigest */.Bc)(stored))
        throw wrongContent(operation, `it was stored as ${stored}`);
}

;// CONCATENATED MODULE: ./packages/registry/build/requests/blobs.js
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-blobs */






/** HEAD of a blob. */
async function hasBlob(connection, image, digest, { access = 'pull' } = {}) {
    const operation = { image, access, what: `look-up of the blob ${formatTarget(image, digest)}` };
    return retrying(connection, operation, async () => {
        const response = await send(connection, operation, {
            method: 'HEAD',
            url: apiUrl(image, `blobs/${digest}`),
        });
        await (0,body/* discard */.v)(response);
        if (response.status === 200)
            return true;
        if (response.status === 404)
            return false;
        throw refusal(operation, response.status, []);
    });
}
/** GET of a blob. @param limit bytes. @throws Failure `remote` when absent, larger or of another digest */
async function getBlob(connection, image, digest, limit) {
    const what = `download of the blob ${formatTarget(image, digest)}`;
    const operation = { image, access: 'pull', what };
    const url = apiUrl(image, `blobs/${digest}`);
    return retrying(connection, operation, async () => {
        const response = await send(connection, operation, { method: 'GET', url });
        if (response.status !== 200)
            throw await readRefusal(operation, url, response);
        const bytes = await readBytes(response, url, limit, () => wrongContent(operation, `it is larger than ${limit} bytes`));
        if ((0,image_digest/* digestOf */.ol)(bytes) !== digest)
            throw wrongContent(operation, `its digest is ${(0,image_digest/* digestOf */.ol)(bytes)}`);
        return bytes;
    });
}

;// CONCATENATED MODULE: ./packages/registry/build/requests/manifest-delete.js





/**
 * DELETE of a manifest by its digest, and with it of every tag that names it. Its parts and its blobs stay: they go by
 * themselves, or when the registry collects what nothing names.
 * @throws Failure `registry/not-deletable` where the registry deletes nothing
 */
async function deleteManifest(connection, image, digest) {
    const operation = {
        image,
        access: 'delete',
        what: `deletion of ${formatTarget(image, digest)}`,
    };
    const url = apiUrl(image, `manifests/${digest}`);
    // Twice is like once: what is gone stays gone.
    return retrying(connection, operation, async () => {
        const response = await send(connection, operation, { method: 'DELETE', url });
        if (response.status !== 404 && !response.ok)
            throw await readRefusal(operation, url, response);
        await (0,body/* discard */.v)(response);
        return response.status === 404 ? 'absent' : 'deleted';
    });
}

// EXTERNAL MODULE: ./packages/registry/build/manifest.js + 1 modules
var build_manifest = __webpack_require__(44983);
;// CONCATENATED MODULE: ./packages/registry/build/requests/manifests.js
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pulling-manifests */








/** HEAD of a manifest. Undefined when absent. @param reference tag or digest */
async function headManifest(connection, image, reference, options = {}) {
    const { access = 'pull', expect } = options;
    const operation = { image, access, what: `look-up of ${formatTarget(image, reference)}` };
    const url = apiUrl(image, `manifests/${reference}`);
    const found = await retrying(connection, operation, async () => {
        const response = await send(connection, operation, {
            method: 'HEAD',
            url,
            headers: { accept: build_manifest/* ACCEPTED_MEDIA_TYPES */.FG },
        });
        await (0,body/* discard */.v)(response);
        if (response.status === 404)
            return checkExpected(image, expect, undefined) ?? 'absent';
        // Logins were tried.
        if (response.status === 401)
            throw refusal(operation, 401, []);
        // Artifactory answers 403 for what is absent, a proxy may let no HEAD through, and none of them can say why: GET tells.
        if (response.status !== 200)
            return 'incomplete';
        const digest = response.headers.get('docker-content-digest') ?? reference;
        const mediaType = mediaTypeOf(response);
        const size = Number(response.headers.get('content-length') ?? Number.NaN);
        if (!(0,image_digest/* isDigest */.Bc)(digest) || mediaType === '' || !Number.isSafeInteger(size))
            return 'incomplete';
        checkExpected(image, expect, digest);
        return { digest, mediaType, size };
    });
    if (found === 'absent')
        return undefined;
    if (found !== 'incomplete')
        return found;
    // Registries may leave the digest out of the answer to HEAD; then it is computed.
    const manifest = await getManifest(connection, image, reference, options);
    return manifest && { digest: manifest.digest, mediaType: manifest.mediaType, size: manifest.bytes.length };
}
/**
 * GET of a manifest. Undefined when absent.
 * @throws Failure `remote` when the bytes do not have the digest asked for or announced
 */
const getManifest = (connection, image, reference, options = {}) => download(connection, image, reference, options, build_manifest/* ACCEPTED_MEDIA_TYPES */.FG, (manifest, operation) => ({
    ...manifest,
    json: (0,build_manifest/* parseManifest */.Ng)(manifest.bytes, manifest.mediaType, (reason) => wrongContent(operation, reason)),
}));
/** As {@link getManifest}, of any kind and without reading it: for who needs to know that it is there, and what it names. */
const getDocument = (connection, image, reference) => download(connection, image, reference, {}, `${build_manifest/* ACCEPTED_MEDIA_TYPES */.FG}, */*`, (manifest) => manifest);
async function download(connection, image, reference, { access = 'pull', expect }, accept, read) {
    const operation = { image, access, what: `download of ${formatTarget(image, reference)}` };
    const url = apiUrl(image, `manifests/${reference}`);
    return retrying(connection, operation, async () => {
        const response = await send(connection, operation, { method: 'GET', url, headers: { accept } });
        if (response.status === 404) {
            await (0,body/* discard */.v)(response);
            return checkExpected(image, expect, undefined);
        }
        // Looking before a push only saves work: what is there already, the push under its digest tells. A tag is another
        // matter, since it may hold what must not be overwritten.
        if (response.status === 403 && access === 'push' && (0,image_digest/* isDigest */.Bc)(reference) && expect === undefined) {
            await (0,body/* discard */.v)(response);
            return undefined;
        }
        if (response.status !== 200)
            throw await readRefusal(operation, url, response);
        const bytes = await readBytes(response, url, build_manifest/* MAX_MANIFEST_SIZE */.L7, () => wrongContent(operation, `it is larger than ${build_manifest/* MAX_MANIFEST_SIZE */.L7} bytes`));
        const digest = (0,image_digest/* digestOf */.ol)(bytes);
        const announced = (0,image_digest/* isDigest */.Bc)(reference) ? reference : response.headers.get('docker-content-digest');
        if (announced !== null && announced !== digest)
            throw wrongContent(operation, `its digest is ${digest}, not ${announced}`);
        checkExpected(image, expect, digest);
        return read({ digest, mediaType: mediaTypeOf(response), bytes }, operation);
    });
}
/** Without parameters such as a charset. */
const mediaTypeOf = (response) => (response.headers.get('content-type') ?? '').replace(/;.*$/, '').trim();
/** @throws a TransientError while something else is shown than what is expected */
function checkExpected(image, expect, shown) {
    if (expect === undefined || expect === shown)
        return undefined;
    const reason = `${image.registry} shows ${shown ?? 'nothing'} and not ${expect}`;
    throw (0,retry/* transientError */.bx)({ reason, applied: 'no' });
}

;// CONCATENATED MODULE: ./packages/registry/build/requests/manifest-put.js
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests */











/**
 * PUT of a manifest whose blobs and children are there, under its digest or a tag. Writing by digest may be repeated at
 * will. A tag is looked at before each repetition: the first attempt may have succeeded, and what somebody else put
 * there meanwhile is not overwritten.
 * @throws Failure `configuration` for a digest that is not its own, or too many bytes; `remote` when a tag is moved by
 *   somebody else meanwhile
 */
async function putManifest(connection, image, reference, manifest) {
    const digest = (0,image_digest/* digestOf */.ol)(manifest.bytes);
    checkPut(reference, digest, manifest);
    const what = (0,image_digest/* isDigest */.Bc)(reference) ? `manifest ${reference}` : `tag "${reference}"`;
    const name = (0,image_reference/* formatImageName */.eS)(image);
    const operation = { image, access: 'push', what: `push of the ${what} to ${name}` };
    const repeat = (0,image_digest/* isDigest */.Bc)(reference)
        ? 'safe'
        : { happened: await tagQuestion(connection, image, reference, digest) };
    const url = apiUrl(image, `manifests/${reference}`);
    const attempt = async () => {
        const response = await send(connection, operation, {
            method: 'PUT',
            url,
            headers: { 'content-type': manifest.mediaType },
            body: manifest.bytes,
        });
        if (response.status !== 201 && response.status !== 200 && response.status !== 202) {
            const errors = parseErrors(await readText(response, url));
            // Registries of several replicas may take a moment to see a blob that they have just accepted.
            if (errors.some(isMissingBlob))
                throw (0,retry/* transientError */.bx)({ reason: `${url.host} does not see a blob of it yet`, applied: 'no' });
            throw refusal(operation, response.status, errors);
        }
        await (0,body/* discard */.v)(response);
        const announced = response.headers.get('docker-content-digest');
        if (announced === null || announced === digest)
            return { digest, listedFor: response.headers.get('oci-subject') ?? undefined };
        throw (0,failure/* remoteFailure */.vU)({
            code: 'registry/wrong-content',
            cause: `${image.registry} stored the ${what} as ${announced}, not as ${digest}: it changed the bytes.`,
            remedy: 'Use a registry, or a setting of it, that does not convert manifests.',
        });
    };
    return retrying(connection, operation, attempt, repeat);
}
function checkPut(reference, digest, { bytes }) {
    if ((0,image_digest/* isDigest */.Bc)(reference) && reference !== digest)
        throw (0,failure/* configurationFailure */.d_)({
            code: 'registry/bad-name',
            cause: `A manifest of the digest ${digest} cannot be pushed as ${reference}.`,
            remedy: 'Push it under its own digest.',
        });
    if (bytes.length > build_manifest/* MAX_MANIFEST_SIZE */.L7)
        throw (0,failure/* configurationFailure */.d_)({
            code: 'registry/not-accepted',
            cause: `The manifest ${digest} has ${bytes.length} bytes; registries take at most ${build_manifest/* MAX_MANIFEST_SIZE */.L7}.`,
            remedy: 'Build the image with fewer layers, platforms or annotations.',
        });
}
/** Whether the tag was written. @throws Failure `remote` when somebody else moved it since this was called */
async function tagQuestion(connection, image, tag, digest) {
    const look = () => headManifest(connection, image, tag, { access: 'push' });
    const before = await look();
    return async () => {
        const now = await look();
        if (now?.digest === digest)
            return { value: { digest, listedFor: undefined } };
        if (now?.digest === before?.digest)
            return undefined;
        throw (0,failure/* remoteFailure */.vU)({
            code: 'registry/tag-moved',
            cause: `The tag ${(0,image_reference/* formatImageName */.eS)(image)}:${tag} was ${now === undefined ? 'deleted' : `moved to ${now.digest}`} by somebody else meanwhile.`,
            remedy: 'Let one job at a time move this tag, and run the job again.',
        });
    };
}

;// CONCATENATED MODULE: ./packages/registry/build/next-link.js
/** The Link header that leads to the next page of a list. */
/** Characters of a header. */
const MAX_LINK = 8192;
/** `<address>; rel="next"`, among others. RFC 8288 section 3; no address of a registry holds a comma before `>`. */
function nextLink(header) {
    for (const part of header.slice(0, MAX_LINK).split(/,\s*(?=<)/)) {
        const end = part.indexOf('>');
        const parameters = part.slice(end + 1).split(';');
        if (part.trimStart().startsWith('<') &&
            end > 0 &&
            parameters.some((each) => /^\s*rel\s*=\s*"?next"?\s*$/i.test(each)))
            return part.slice(part.indexOf('<') + 1, end);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/registry/build/requests/referrers.js







/** Pages of one list. What refers to an image grows by a few with each release of the same bytes. */
const MAX_PAGES = 20;
/**
 * GET of what refers to a digest, page by page; undefined where the registry has no such API.
 * @throws Failure `registry/too-many-referrers` when the list is longer than anybody can read; `registry/wrong-content`
 * when it is no list
 */
async function getReferrers(connection, image, digest, { artifactType } = {}) {
    const what = `list of referrers of ${formatTarget(image, digest)}`;
    const operation = { image, access: 'pull', what };
    const read = (url) => retrying(connection, operation, () => readPage(connection, operation, url));
    const first = await read(apiUrl(image, `referrers/${digest}${filterOf(artifactType)}`));
    if (first === undefined)
        return undefined;
    const manifests = [...first.index.manifests];
    let { next } = first;
    for (let pages = 1; next !== undefined; pages += 1) {
        if (pages === MAX_PAGES)
            throw tooManyReferrers(operation, `it has more than ${MAX_PAGES} pages`);
        const page = await read(next);
        // Half a list may lack the newest statement, or one that says no.
        if (page === undefined)
            throw wrongContent(operation, 'one of its pages is missing');
        manifests.push(...page.index.manifests);
        if (manifests.length > build_manifest/* MAX_CHILDREN */.tw)
            throw tooManyReferrers(operation, overLimit(manifests.length));
        ({ next } = page);
    }
    return { ...first.index, manifests };
}
const filterOf = (artifactType) => artifactType === undefined ? '' : `?artifactType=${encodeURIComponent(artifactType)}`;
const overLimit = (count) => `it has at least ${count} entries, and ${build_manifest/* MAX_CHILDREN */.tw} are read`;
async function readPage(connection, operation, asked) {
    const { response, url } = await follow(connection, operation, {
        method: 'GET',
        url: asked,
        headers: { accept: build_manifest/* OCI_INDEX */.$p },
    });
    const type = response.headers.get('content-type') ?? '';
    // A registry without the API answers 404, or with something that is not an index.
    if (response.status !== 200 || !type.startsWith(build_manifest/* OCI_INDEX */.$p)) {
        await (0,body/* discard */.v)(response);
        // Quay answers 400 for a subject that is not there.
        if ([200, 400, 404, 405].includes(response.status))
            return undefined;
        throw refusal(operation, response.status, []);
    }
    const bytes = await readBytes(response, url, build_manifest/* MAX_MANIFEST_SIZE */.L7, () => tooManyReferrers(operation, `it is larger than ${build_manifest/* MAX_MANIFEST_SIZE */.L7} bytes`));
    const count = (0,build_manifest/* countChildren */.VF)(bytes);
    if (count > build_manifest/* MAX_CHILDREN */.tw)
        throw tooManyReferrers(operation, overLimit(count));
    const index = (0,build_manifest/* parseManifest */.Ng)(bytes, build_manifest/* OCI_INDEX */.$p, (reason) => wrongContent(operation, reason));
    if (index.kind !== 'index')
        return undefined;
    const link = nextLink(response.headers.get('link') ?? '');
    return { index, next: link === undefined ? undefined : resolveLocation(url, link) };
}

;// CONCATENATED MODULE: ./packages/registry/build/requests/tags-list.js
/** https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#listing-tags */









/** As many as distribution gives at most. */
const PAGE = 1000;
/** Far more than a repository has that somebody looks after. */
const MAX_TAGS = 50_000;
/** Bytes: a tag has at most 128 characters. */
const MAX_PAGE_SIZE = 4 * 1024 * 1024;
// Registries write null for none.
const Page = dist/* object */.Ikc({ tags: dist/* nullish */.cl6(dist/* array */.YOg(dist/* pipe */.FsL(dist/* string */.YjP(), dist/* maxLength */.Ru6(200)))) });
/**
 * All tags of a repository, page by page; none for a repository that is not there.
 * @throws Failure `registry/too-many-tags` when there are more than {@link MAX_TAGS}; `registry/wrong-content`
 */
async function listTags(connection, image) {
    const operation = { image, access: 'pull', what: `list of tags of ${(0,image_reference/* formatImageName */.eS)(image)}` };
    const tags = new Set();
    let next = new URL(`?n=${PAGE}`, apiUrl(image, 'tags/list'));
    for (let pages = 0; next !== undefined; pages += 1) {
        const asked = next;
        const before = tags.size;
        const page = await retrying(connection, operation, () => tags_list_readPage(connection, operation, asked));
        // A list that loses its second half would make tags look gone.
        if (page === undefined && pages > 0)
            throw wrongContent(operation, 'one of its pages is missing');
        for (const tag of page?.tags ?? [])
            tags.add(tag);
        next = page?.next;
        // A page without anything new that leads to another one leads in a circle.
        if (tags.size > MAX_TAGS || (next !== undefined && tags.size === before))
            throw tooMany(image);
    }
    return [...tags];
}
async function tags_list_readPage(connection, operation, asked) {
    const { response, url } = await follow(connection, operation, {
        method: 'GET',
        url: asked,
        headers: { accept: 'application/json' },
    });
    if (response.status === 404) {
        await (0,body/* discard */.v)(response);
        return undefined;
    }
    if (response.status !== 200)
        throw await readRefusal(operation, url, response);
    const bytes = await readBytes(response, url, MAX_PAGE_SIZE, () => tooMany(operation.image));
    const page = dist/* safeParse */.xLC(Page, jsonOf(bytes));
    if (!page.success)
        throw wrongContent(operation, 'it is no list of tags');
    const link = nextLink(response.headers.get('link') ?? '');
    return { tags: page.output.tags ?? [], next: link === undefined ? undefined : resolveLocation(url, link) };
}
function jsonOf(bytes) {
    try {
        return JSON.parse(Buffer.from(bytes).toString('utf8'));
    }
    catch {
        return undefined;
    }
}
const tooMany = (image) => (0,failure/* remoteFailure */.vU)({
    code: 'registry/too-many-tags',
    cause: `${(0,image_reference/* formatImageName */.eS)(image)} has more than ${MAX_TAGS} tags, or a list that does not end.`,
    remedy: 'Delete tags by hand until there are fewer.',
});

;// CONCATENATED MODULE: ./packages/registry/build/client.js
/**
 * A client of the OCI distribution API: what is read is verified, what is written is read back, and a request is
 * repeated only where repeating is harmless. The requests themselves are in requests/.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md
 */











function createRegistryClient(options) {
    const connection = createConnection({
        credentials: options.credentials,
        fetch: options.fetch,
        clock: options.clock,
        log: options.log,
        signal: options.signal,
        policy: options.policy ?? RETRY_POLICY,
        random: options.random ?? Math.random,
        sendBlob: options.sendBlob ?? createBlobSender(process.env),
    });
    return {
        headManifest: (...request) => headManifest(connection, ...request),
        getManifest: (...request) => getManifest(connection, ...request),
        putManifest: async (...request) => (await putManifest(connection, ...request)).digest,
        async putReferrer(image, subject, manifest) {
            const { listedFor } = await putManifest(connection, image, (0,image_digest/* digestOf */.ol)(manifest.bytes), manifest);
            return { listed: listedFor === subject };
        },
        getBlob: (...request) => getBlob(connection, ...request),
        downloadBlob: (...request) => downloadBlob(connection, ...request),
        hasBlob: (...request) => hasBlob(connection, ...request),
        uploadBlob: (...request) => uploadBlob(connection, ...request),
        transferBlob: (...request) => uploadBlob(connection, ...request),
        getReferrers: (...request) => getReferrers(connection, ...request),
        getDocument: (...request) => getDocument(connection, ...request),
        listTags: (...request) => listTags(connection, ...request),
        deleteManifest: (...request) => deleteManifest(connection, ...request),
    };
}

// EXTERNAL MODULE: ./packages/core/build/text/bytes.js
var bytes = __webpack_require__(48407);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(70370);
;// CONCATENATED MODULE: ./packages/registry/build/push.js




/**
 * As many large blobs at once as docker (crane takes 4, skopeo 6): an upload that begins while a registry syncs another
 * one to its disk may have to wait, one that is on its way goes on. More makes registries answer 429.
 */
const PARALLEL = 5;
/** Small blobs beside them: they cost round trips, not bandwidth. */
const PARALLEL_SMALL = 3;
/** Bytes. */
const SMALL = 2_000_000;
const PUSH = { access: 'push' };
/**
 * Pushes a layout's very bytes under their digests, without a tag: blobs, then manifests, children before indexes;
 * each manifest is read back and compared.
 * @throws Failure `configuration` when a file changed since the layout was read, or on missing rights;
 *   `remote` when the registry fails or holds something else afterwards
 */
async function pushLayout(client, layout, image, options) {
    // One request alone first: its 401 starts the login that all others use.
    const rootExists = (await client.headManifest(image, layout.root.digest, PUSH)) !== undefined;
    const blobs = await pushBlobs(client, layout, image, options);
    const manifestsWritten = await pushManifests(client, layout, image, rootExists);
    const written = blobs.written || manifestsWritten;
    options.log.info(`${written ? 'pushed' : 'already there:'} ${(0,image_reference/* formatImageName */.eS)(image)}@${layout.root.digest}`);
    const { bytesPushed, bytesSkipped } = blobs;
    return { digest: layout.root.digest, existing: !written, bytesPushed, bytesSkipped };
}
async function pushBlobs(client, layout, image, { log, mountFrom }) {
    let bytesPushed = 0;
    let bytesSkipped = 0;
    let written = false;
    const send = async (blob) => {
        const result = await client.uploadBlob(image, blob, mountFrom === undefined ? {} : { mountFrom });
        if (result === 'uploaded')
            bytesPushed += blob.size;
        else
            bytesSkipped += blob.size;
        written ||= result !== 'existing';
        log.info(`${RESULT[result]} ${push_short(blob.digest)} ${(0,bytes/* formatBytes */.z)(blob.size)}`);
    };
    const stop = { failed: false };
    // The largest first, so that the last one to finish is not a large one that began late.
    const { large = [], small = [] } = Object.groupBy(layout.blobs.toSorted((a, b) => b.size - a.size), (blob) => (isLarge(blob) ? 'large' : 'small'));
    await push_all([...limited(large, PARALLEL, stop, send), ...limited(small, PARALLEL_SMALL, stop, send)]);
    return { bytesPushed, bytesSkipped, written };
}
/** @returns whether there was anything to write */
async function pushManifests(client, layout, image, rootExists) {
    let written = false;
    const exists = async (digest) => (await client.headManifest(image, digest, PUSH)) !== undefined;
    const put = async (manifest) => {
        // Below an index that is there, a clean-up may have deleted; below a new one, looking first saves nothing.
        const there = manifest === layout.root ? rootExists : rootExists && (await exists(manifest.digest));
        if (there)
            return;
        await client.putManifest(image, manifest.digest, manifest);
        written = true;
    };
    const { leaves = [], indexes = [] } = Object.groupBy(layout.manifests, ({ json }) => json.kind === 'index' ? 'indexes' : 'leaves');
    const atOnce = (manifests, work) => push_all(limited(manifests, PARALLEL + PARALLEL_SMALL, { failed: false }, work));
    await atOnce(leaves, put);
    // The layout lists children before parents.
    for (const index of indexes)
        await put(index);
    await atOnce(layout.manifests, (manifest) => readBack(client, image, manifest));
    return written;
}
const isLarge = ({ size }) => size > SMALL;
/** Starts no more work after a failure. */
function limited(items, parallel, stop, work) {
    const limit = (0,p_limit/* default */.A)(parallel);
    return items.map((item) => limit(async () => {
        if (stop.failed)
            return;
        try {
            await work(item);
        }
        catch (error) {
            stop.failed = true;
            throw error;
        }
    }));
}
/** Waits for all even when one fails, so that nothing writes after the report. */
async function push_all(running) {
    for (const result of await Promise.allSettled(running))
        if (result.status === 'rejected')
            throw result.reason;
}
const RESULT = { uploaded: 'uploaded', mounted: 'mounted ', existing: 'skipped ' };
/** @throws Failure `remote` when the registry does not give the manifest back under its digest */
async function readBack(client, image, { digest }) {
    // getManifest compares the digest of the bytes.
    await client.getManifest(image, digest, { access: 'push', expect: digest });
}
const push_short = (digest) => (0,image_digest/* digestHex */.sU)(digest).slice(0, 12);

;// CONCATENATED MODULE: ./packages/registry/build/tags.js



/**
 * Points a tag to a digest that is in the repository, and reads it back. An immutable tag is never taken from another
 * digest. Registries have no compare-and-swap: let one job at a time move the tags of an image.
 * @param mayMove asked before a floating tag is taken from another digest, or made where there is none
 * @throws Failure `registry/bad-name`, `registry/not-found`; `registry/tag-taken` when an immutable tag names another
 *   image; `remote` when the tag points elsewhere afterwards
 */
async function moveTag(client, image, digest, tag, mayMove = async () => true) {
    const { name } = tag;
    checkName(name);
    const push = { access: 'push' };
    const current = (await client.headManifest(image, name, push))?.digest;
    if (current === digest)
        return 'existing';
    if (current !== undefined && tag.kind === 'immutable')
        throw taken(image, name, current, digest);
    const manifest = await client.getManifest(image, digest, push);
    if (manifest === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            code: 'registry/not-found',
            cause: `${(0,image_reference/* formatImageName */.eS)(image)}@${digest} is not in the registry, so "${name}" cannot point to it.`,
            remedy: 'Push the image by digest first.',
        });
    if (tag.kind === 'floating' && !(await mayMove(current)))
        return 'left';
    await client.putManifest(image, name, manifest);
    await client.headManifest(image, name, { ...push, expect: digest });
    return 'moved';
}
function checkName(name) {
    if (!(0,image_reference/* isTag */.dz)(name))
        throw (0,failure/* configurationFailure */.d_)({
            code: 'registry/bad-name',
            cause: `"${name}" is not a tag.`,
            remedy: 'Use at most 128 letters, digits, "_", "." and "-", not beginning with "." or "-".',
        });
    if (isStatementTag(name))
        throw (0,failure/* configurationFailure */.d_)({
            code: 'registry/bad-name',
            cause: `"${name}" cannot be the tag of an image: registries list there what is attached to a digest.`,
            remedy: 'Choose a tag that does not look like a digest.',
        });
}
const taken = (image, name, current, digest) => (0,failure/* policyFailure */.Tm)({
    code: 'registry/tag-taken',
    cause: `The tag ${(0,image_reference/* formatImageName */.eS)(image)}:${name} names ${current}, and a tag of a release never moves: ${digest} cannot have it.`,
    remedy: 'Release a new version or commit. If what carries the tag is no release of yours, find out who put it there, delete the tag in the registry, and run the job again.',
});

;// CONCATENATED MODULE: ./actions/build-push/build/push.js





/**
 * All bytes of every repository first, then the tags: no tag ever points to something incomplete.
 * @param credentials by registry
 * @throws Failure `registry/…`
 */
async function pushImages(inputs, layout, credentials, dependencies) {
    const client = createRegistryClient({
        ...dependencies,
        credentials: (registry) => credentials.get(registry),
    });
    const images = new Map([...inputs.tags, ...inputs.untagged].map((image) => [(0,image_reference/* formatImageName */.eS)(image), image]));
    // What one repository of a registry got, the next one there mounts.
    const first = new Map();
    for (const image of images.values()) {
        const mountFrom = first.get(image.registry);
        await pushLayout(client, layout, image, {
            log: dependencies.log,
            ...(mountFrom === undefined ? {} : { mountFrom }),
        });
        if (mountFrom === undefined)
            first.set(image.registry, image.repository);
    }
    for (const image of inputs.tags) {
        const result = await moveTag(client, image, layout.root.digest, tagByForm(image.tag));
        dependencies.log.info(`${(0,image_reference/* formatImageReference */.my)(image)} ${result === 'existing' ? 'already points' : 'points'} to ${layout.root.digest}`);
    }
}


/***/ }),

/***/ 70370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

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

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ }),

/***/ 83216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ discard),
/* harmony export */   x: () => (/* binding */ readBody)
/* harmony export */ });
/** Reading answers whose size somebody else decides. */
/** Frees the connection of an answer that nobody reads. */
const discard = async (response) => {
    await response.body?.cancel().catch(() => { });
};
/**
 * All bytes of an answer, or undefined when there are more than `limit`; the rest is not received then.
 * @param limit bytes, after decompression
 * @throws what fetch throws when the connection ends early; see network-error.ts
 */
async function readBody(response, limit) {
    const chunks = [];
    let length = 0;
    // Leaving the loop cancels the stream.
    for await (const chunk of response.body ?? []) {
        length += chunk.length;
        if (length > limit)
            return undefined;
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}


/***/ }),

/***/ 5892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ startDeadline)
/* harmony export */ });
/**
 * @param milliseconds from now, by the clock on the wall
 * @param parent what cancels the work from outside
 */
function startDeadline(milliseconds, parent) {
    const limit = AbortSignal.timeout(milliseconds);
    if (parent === undefined)
        return { signal: limit, ended: () => (limit.aborted ? 'deadline' : undefined) };
    const signal = AbortSignal.any([parent, limit]);
    return {
        signal,
        ended() {
            if (!signal.aborted)
                return undefined;
            return signal.reason === parent.reason ? 'cancelled' : 'deadline';
        },
    };
}


/***/ }),

/***/ 18179:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ networkError)
/* harmony export */ });
/** What the failure of a connection means for the request that was on it. */
const NOT_SENT = new Set([
    'EAI_AGAIN',
    'EADDRNOTAVAIL',
    'ECONNREFUSED',
    'EHOSTDOWN',
    'EHOSTUNREACH',
    'ENETDOWN',
    'ENETUNREACH',
    'ENOTFOUND',
    'UND_ERR_CONNECT_TIMEOUT',
]);
const UNKNOWN = new Set([
    'ECONNABORTED',
    'ECONNRESET',
    'EPIPE',
    'ERR_STREAM_PREMATURE_CLOSE',
    'ETIMEDOUT',
    'UND_ERR_BODY_TIMEOUT',
    'UND_ERR_CLOSED',
    'UND_ERR_DESTROYED',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
    'UND_ERR_SOCKET',
]);
/** https://nodejs.org/api/tls.html#x509-certificate-error-codes, and what Node and OpenSSL say of a handshake. */
const TLS = /^(?:CERT_|CRL_|DEPTH_ZERO_|ERROR_IN_CERT_|ERR_OSSL_|ERR_SSL_|ERR_TLS_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|SELF_SIGNED_|UNABLE_TO_|EPROTO$|UND_ERR_PRX_TLS$)/;
const HEADERS = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW']);
/** The answer of a proxy stands in the message only: undici's for CONNECT and for absolute addresses, and Node's. */
const PROXY_STATUS = /^Proxy response \((\d{3})\) !== 200|^Proxy Authentication Required \((407)\)|^Failed to establish tunnel to .* HTTP\/1\.[01] (\d{3})/;
/** Deeper than anybody nests; an error may be its own cause. */
const MAX_DEPTH = 10;
/**
 * What went wrong on the network, through all causes of an error; undefined for one that has nothing to do with it: a
 * mistake in a program, or the cancellation of a job.
 */
function networkError(error) {
    const found = [...causes(error, 0)].map(classify).filter((each) => each !== undefined);
    // Several addresses of one host were tried. The one that may have got the request decides.
    const decided = found.find(({ kind }) => kind === 'unknown' || kind === 'headers') ?? found[0];
    return decided ?? (isFetchFailure(error) ? { kind: 'unknown', code: 'the connection failed' } : undefined);
}
function* causes(error, depth) {
    if (!(error instanceof Error) || depth > MAX_DEPTH)
        return;
    yield error;
    if (error instanceof AggregateError)
        for (const each of error.errors.slice(0, MAX_DEPTH))
            yield* causes(each, depth + 1);
    yield* causes(error.cause, depth + 1);
}
function classify(error) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
    const status = Number(PROXY_STATUS.exec(error.message.slice(0, 1000))?.slice(1).find(Boolean) ?? 0);
    if (status > 0) {
        const passing = status === 408 || status === 429 || status >= 500;
        return { kind: passing ? 'not-sent' : 'proxy', code: `the proxy answered ${status}` };
    }
    if (error.name === 'TimeoutError')
        return { kind: 'unknown', code: 'no answer in time' };
    if (NOT_SENT.has(code))
        return { kind: 'not-sent', code };
    if (code === 'ETIMEDOUT' && 'syscall' in error && error.syscall === 'connect')
        return { kind: 'not-sent', code };
    if (UNKNOWN.has(code))
        return { kind: 'unknown', code };
    if (TLS.test(code))
        return { kind: 'tls', code };
    if (HEADERS.has(code))
        return { kind: 'headers', code };
    // What llhttp cannot read: the answer of something that speaks no HTTP.
    return code.startsWith('HPE_') ? { kind: 'unknown', code } : undefined;
}
/** The standard's words when it does not say more. */
const isFetchFailure = (error) => error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated');


/***/ }),

/***/ 43007:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ parseRetryAfter)
/* harmony export */ });
/** Longer than any limit that a service announces: what is beyond is an error of the header. */
const LONGEST = 24 * 60 * 60_000;
/**
 * Milliseconds to wait, from a `Retry-After` of seconds or of a date; undefined without one that can be read.
 * At most a day; 0 for a date that has passed. How long a caller is ready to wait is its own to say.
 * RFC 9110 section 10.2.3
 * @param now milliseconds since 1970
 */
function parseRetryAfter(header, now) {
    const text = header?.trim() ?? '';
    if (/^[0-9]{1,9}$/.test(text))
        return Math.min(Number(text) * 1000, LONGEST);
    // A date has a weekday or month name; Date.parse alone would read "-5" as a year.
    const date = text.length < 64 && /[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
    return Number.isNaN(date) ? undefined : Math.min(Math.max(0, date - now), LONGEST);
}


/***/ }),

/***/ 85784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dm: () => (/* binding */ isTransientStatus),
/* harmony export */   L5: () => (/* binding */ retry),
/* harmony export */   SE: () => (/* binding */ transientOf),
/* harmony export */   bx: () => (/* binding */ transientError)
/* harmony export */ });
/* unused harmony export pauseAfter */
/* harmony import */ var _sealift_core_text_duration__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(94522);
/** The one loop that does things again. What may be repeated, and what a failure means, each boundary says itself. */

/** An error for {@link retry} to take as a reason for another attempt. */
const transientError = (transient, cause) => Object.assign(new Error(transient.reason, { cause }), { name: 'TransientError', transient });
/** The reason inside an error of {@link transientError}; undefined for any other. */
const transientOf = (error) => error instanceof Error && error.name === 'TransientError' && 'transient' in error
    ? error.transient
    : undefined;
/**
 * Repeats `attempt` while its errors are transient, with growing pauses of which half is left to chance, or as long as
 * `Retry-After` says.
 * @throws what `attempt` throws when that is not transient; what `fail` makes of the end
 */
async function retry(options, attempt) {
    const { policy, clock, signal, repeat = 'safe', random = Math.random, classify = transientOf } = options;
    const end = clock.now() + policy.total;
    const cancelled = (error) => options.fail({ why: 'cancelled', error });
    for (let attempts = 1;; attempts += 1) {
        if (signal?.aborted)
            throw cancelled(signal.reason);
        const outcome = await attempt().then((value) => ({ value }), (error) => ({ error }));
        if ('value' in outcome)
            return outcome.value;
        const { error } = outcome;
        if (signal?.aborted)
            throw cancelled(error);
        const transient = classify(error);
        if (transient === undefined)
            throw error;
        const pause = pauseAfter(transient, attempts, policy, random);
        const ask = transient.applied === 'unknown' && typeof repeat === 'object' ? repeat.happened : undefined;
        const last = attempts >= policy.attempts ||
            clock.now() + pause >= end ||
            (transient.after ?? 0) > policy.maxRetryAfter ||
            (transient.applied === 'unknown' && repeat === 'unless-sent');
        if (!last) {
            options.log.info(`${options.what}: ${transient.reason}; attempt ${attempts + 1} of ${policy.attempts} follows in ${(0,_sealift_core_text_duration__WEBPACK_IMPORTED_MODULE_0__/* .formatDuration */ .a)(pause)}`);
            await clock.sleep(pause, signal).catch((woken) => {
                throw signal?.aborted ? cancelled(woken) : woken;
            });
        }
        const found = await ask?.();
        if (found !== undefined)
            return found.value;
        if (last)
            throw options.fail({ why: 'exhausted', transient, attempts, error });
    }
}
/**
 * Milliseconds before the next attempt. Half of it is left to chance: what failed together must not come back together.
 * @param attempts those made so far
 */
function pauseAfter({ after }, attempts, { firstPause, maxPause }, random) {
    if (after !== undefined)
        return after + random() * firstPause;
    return Math.min(maxPause, firstPause * 2 ** (attempts - 1)) * (0.5 + random() / 2);
}
/** Timeouts, rate limits and errors of a server; 425 is "too early", 501 does not pass. */
const isTransientStatus = (status) => status === 408 || status === 425 || status === 429 || (status >= 500 && status !== 501 && status <= 599);


/***/ }),

/***/ 52527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ht: () => (/* binding */ isEcr)
/* harmony export */ });
/* unused harmony exports parseEcrHost, ECR_PUBLIC */
/** Amazon's registries by their names. https://docs.aws.amazon.com/general/latest/gr/ecr.html */
const PRIVATE = /^(?<account>[0-9]{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]{1,40})\.(?:amazonaws\.(?:com|com\.cn|eu)|on\.(?:aws|amazonwebservices\.com\.cn))$/;
/** Undefined for any other registry. @param host as image references write it */
function parseEcrHost(host) {
    const { account, region } = PRIVATE.exec(host)?.groups ?? {};
    return account === undefined || region === undefined ? undefined : { account, region };
}
const ECR_PUBLIC = 'public.ecr.aws';
const isEcr = (host) => host === ECR_PUBLIC || parseEcrHost(host) !== undefined;


/***/ })

};
