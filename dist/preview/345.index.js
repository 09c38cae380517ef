export const id = 345;
export const ids = [345];
export const modules = {

/***/ 345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  MAX_PREDICATE_SIZE: () => (/* binding */ MAX_PREDICATE_SIZE),
  withCosign: () => (/* binding */ withCosign)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var image_digest = __webpack_require__(8750);
// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var image_reference = __webpack_require__(7109);
// EXTERNAL MODULE: ./packages/net/build/retry.js + 1 modules
var retry = __webpack_require__(9040);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./packages/core/build/verification/identity.js
var identity = __webpack_require__(9068);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/arguments.js

const writing = ({ identityTokenFile, bundleFile, signingConfig, trustedRoot, }) => [
    `--identity-token=${identityTokenFile}`,
    `--bundle=${bundleFile}`,
    ...(signingConfig === undefined ? [] : [`--signing-config=${signingConfig}`]),
    ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
];
/**
 * cosign reads the manifest of the image, nothing else of the registry.
 * @param options.reference registry/repository@digest
 */
const signArguments = (options) => [
    'sign',
    '--yes',
    '--upload=false',
    ...writing(options),
    options.reference,
];
/**
 * A statement of our own words. `cosign attest` would write the predicate anew; the registry is not asked at all.
 * @param options.statementFile an in-toto statement, signed byte for byte
 */
const attestArguments = (options) => [
    'attest-blob',
    '--yes',
    `--statement=${options.statementFile}`,
    ...writing(options),
];
/** cosign takes one identity, or one regular expression: ours is anchored, and stands for exactly these. */
const identityArgument = (identities) => {
    const [first, ...others] = identities;
    return first.kind === 'exact' && others.length === 0
        ? `--certificate-identity=${first.identity}`
        : `--certificate-identity-regexp=${(0,identity/* identityPattern */.L2)(identities)}`;
};
const trust = (policy) => [
    identityArgument(policy.identities),
    `--certificate-oidc-issuer=${policy.issuer}`,
    `--certificate-github-workflow-repository=${policy.sourceRepository}`,
    ...(policy.sourceRef === undefined ? [] : [`--certificate-github-workflow-ref=${policy.sourceRef}`]),
];
/** Signatures of cosign 1 and 2, under the tag `sha256-….sig`. */
const verifyOldSignatureArguments = (policy, reference, trustedRoot) => [
    'verify',
    '--new-bundle-format=false',
    '--output=json',
    ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
    ...trust(policy),
    reference,
];

// EXTERNAL MODULE: ./packages/core/build/text/clause.js
var clause = __webpack_require__(7683);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(5329);
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
        category: 'configuration',
        code: 'cosign/token-refused',
        cause: (message) => `Fulcio does not accept this job's OIDC token: ${message}.`,
        remedy: 'Give the job and the job that calls it "id-token: write", and let it run where the issuer is known to this Fulcio.',
    },
    {
        pattern: /tuf refresh failed|failed to create TUF client|from TUF\b/,
        retryable: true,
        category: 'remote',
        code: 'sigstore/no-trust-root',
        cause: (message) => `The trust root of Sigstore cannot be fetched: ${message}.`,
        remedy: 'Let the runner reach tuf-repo-cdn.sigstore.dev and, for private repositories, tuf-repo.github.com; or set TUF_MIRROR and TUF_ROOT_JSON to your own.',
    },
    {
        // cosign reads the body of a 429 or 5xx after closing it, and so loses the status.
        pattern: /http: read on closed response body/,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: () => 'Fulcio or the timestamp authority answered with an error again and again.',
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /Fulcio returned (?:429|5\d\d)/,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: (message) => `Fulcio failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /Fulcio returned 4\d\d/,
        retryable: false,
        category: 'remote',
        code: 'cosign/certificate-refused',
        cause: (message) => `Fulcio refused to issue a certificate: ${message}.`,
        remedy: 'Check that this Fulcio serves the issuer of this job; its answer says why not.',
    },
    {
        pattern: /(?:unexpected response|status(?: code)?):? ?413|Request Entity Too Large|request body too large/i,
        retryable: false,
        category: 'remote',
        code: 'cosign/statement-too-large',
        cause: (message) => `The transparency log refuses a statement of this size: ${message}.`,
        remedy: SIZE_REMEDY,
    },
    {
        pattern: /rekor v2 entry: unexpected response: (?:408|429|5\d\d)|log\/entries.*(?:giving up after|status: ?5\d\d|\[5\d\d\])/s,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: (message) => `The transparency log failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /rekor v2 entry: unexpected response: 4\d\d/,
        retryable: false,
        category: 'remote',
        code: 'cosign/entry-refused',
        cause: (message) => `The transparency log refused the entry: ${message}.`,
        remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this with the debug log.',
    },
    {
        // Throttling first: some registries say it with status 403.
        pattern: /TOOMANYREQUESTS|unexpected status code (?:408|429|5\d\d)|secondary rate limit/i,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: (message) => `The registry failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /(?:failed to upload|PUT|POST|PATCH) .*(?:DENIED|UNAUTHORIZED|unexpected status code 40[13]|insufficient_scope)/s,
        retryable: false,
        category: 'configuration',
        code: 'cosign/denied',
        cause: (message) => `The registry does not let this job write: ${message}.`,
        remedy: 'Give the job and the job that calls it "packages: write", and for a package that exists already let this repository write to it in the package\'s settings.',
    },
    {
        pattern: /DENIED|UNAUTHORIZED|unexpected status code 40[13]/,
        retryable: false,
        category: 'configuration',
        code: 'cosign/denied',
        cause: (message, command) => `The registry does not let this job ${command === 'sign' || command === 'attest' ? 'in' : 'read'}: ${message}.`,
        remedy: 'Give the job "packages: read" (to sign: "packages: write"), or a "username" and "password" for this registry.',
    },
    {
        pattern: /MANIFEST_UNKNOWN|NAME_UNKNOWN|unexpected status code 404/,
        retryable: false,
        category: 'configuration',
        code: 'image/not-found',
        cause: (message) => `The image is not in the registry: ${message}.`,
        remedy: 'Publish the image before it is signed, and give the digest that was published.',
    },
    {
        pattern: NETWORK,
        retryable: true,
        category: 'remote',
        code: 'cosign/connection',
        cause: (message) => `A service could not be reached: ${message}.`,
        remedy: STATUS_REMEDY,
    },
];
/** Characters at either end of what cosign printed. Whole answers of other people's servers may stand between. */
const JUDGED = 8_192;
/** What is searched by patterns: the whole output, unless somebody made it long. */
const judged = (stderr) => stderr.length <= 2 * JUDGED ? stderr : `${stderr.slice(0, JUDGED)}\n${stderr.slice(-JUDGED)}`;
/** The first `Error:` line without cosign's repetition; at most 600 characters. */
function errorMessage(stderr) {
    const said = judged(stderr);
    const line = /^Error: (.*)$/m.exec(said)?.[1] ?? said.trim().split('\n').at(-1) ?? 'it said nothing about why';
    const text = (0,clause/* asClause */.e)((0,sanitize/* singleLine */.pF)(line.replace(/^signing \[?[^\]\s]+\]?: (?:signing digest: )?(?:signing bundle: )?/, '')).trim());
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
            failure: (0,failure/* remoteFailure */.vU)({
                code: 'cosign/timeout',
                cause: `"cosign ${command}" did not finish within ${Math.round(timeout / 1000)} seconds.`,
                remedy: STATUS_REMEDY,
            }),
        };
    const message = errorMessage(result.stderr);
    const said = judged(result.stderr);
    const row = ROWS.find(({ pattern }) => pattern.test(said));
    if (row === undefined)
        return {
            retryable: false,
            failure: (0,failure/* remoteFailure */.vU)({
                code: 'cosign/failed',
                cause: `"cosign ${command}" failed with exit code ${result.exitCode}: ${message}.`,
                remedy: 'Read the debug log of this step, which has the whole output.',
            }),
        };
    const tooLarge = predicateSize > LARGE_STATEMENT && REKOR_V1.test(said);
    const details = tooLarge
        ? {
            code: 'cosign/statement-too-large',
            cause: `The transparency log failed on a statement of ${(predicateSize / 1e6).toFixed(1)} MB, which may be more than it takes: ${message}.`,
            remedy: SIZE_REMEDY,
        }
        : { code: row.code, cause: row.cause(message, command), remedy: row.remedy };
    return {
        retryable: row.retryable,
        failure: new failure/* Failure */.HR(row.category, details),
    };
}
const REFUSALS = /no matching (?:attestations|signatures)|none of the attestations matched|no signatures found|failed to verify certificate identity|found no attestations/;
/**
 * Why cosign refuses, or undefined when its output is about a service that failed. "No signatures found" is also what
 * it says of an absent image and of a registry that fails while it reads: ask the registry before believing it.
 */
function refusalOf(stderr) {
    const said = judged(stderr);
    if (!REFUSALS.test(said))
        return undefined;
    const failed = ROWS.find(({ pattern }) => pattern.test(said));
    return failed === undefined || /failed to verify certificate identity/.test(said)
        ? errorMessage(said)
        : undefined;
}

// EXTERNAL MODULE: ./packages/tools/build/cosign/output.js + 4 modules
var output = __webpack_require__(4802);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/services.js
/** Bytes. What is larger is signed one at a time, by a log that takes hashes, and its bundle is not kept in memory. */
const LARGE = 1024 * 1024;
/**
 * The log that the public instance names by default takes whole statements, and hangs up on those of some megabytes
 * (https://github.com/sigstore/rekor/issues/2808). Its newer one takes hashes, and has a configuration of its own
 * (https://github.com/sigstore/root-signing/issues/1644). Given services are used as they are, and so are those of an
 * instance that has no such log.
 * @returns what to sign with, by the bytes of a statement
 */
function createServices({ signingConfig, trustedRoot, sigstore, trustRoots }, workspace) {
    let known;
    const choose = (roots) => sigstore === 'github' ? prepareGitHub(roots, workspace) : preparePublic(roots, workspace);
    return async (size) => {
        if (signingConfig !== undefined)
            return { signingConfig, trustedRoot };
        if (trustRoots === undefined)
            throw new Error('This cosign was made without the trust roots.');
        known ??= choose(trustRoots);
        const { usual, large } = await known;
        // A repository that names no services: cosign has some of its own.
        return (size > LARGE ? large : undefined) ?? usual ?? { signingConfig, trustedRoot };
    };
}
async function preparePublic(trustRoots, workspace) {
    const files = await trustRoots.signing();
    const trustedRoot = await workspace.secretFile('trusted-root.json', files.trustedRoot);
    const services = async (name) => {
        const text = files[name];
        return text === undefined
            ? undefined
            : { trustedRoot, signingConfig: await workspace.secretFile(`signing-config-${name}.json`, text) };
    };
    return { usual: await services('usual'), large: await services('large') };
}
async function prepareGitHub(trustRoots, workspace) {
    // Only private repositories sign with it.
    const { prepareGitHubInstance } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(97)]).then(__webpack_require__.bind(__webpack_require__, 4097));
    return { usual: await prepareGitHubInstance(await trustRoots.github(), workspace) };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./packages/core/build/image/docker-hub.js
var docker_hub = __webpack_require__(980);
// EXTERNAL MODULE: ./packages/registry/build/docker-config-file.js
var docker_config_file = __webpack_require__(4346);
// EXTERNAL MODULE: ./packages/registry/build/login.js
var build_login = __webpack_require__(2707);
// EXTERNAL MODULE: ./packages/tools/build/temporary-folder.js
var temporary_folder = __webpack_require__(1150);
;// CONCATENATED MODULE: ./packages/tools/build/docker-config.js
/**
 * Registry logins as the tools take them: in a config.json with mode 0600, never in arguments. buildx reads them from there
 * and from nowhere else, so those that a build needs are added to a private copy; the user's own file is never changed.
 */







/** Parts of the user's folder that the docker CLI and buildx look for beside config.json. */
const BESIDE = (/* unused pure expression or super */ null && (['cli-plugins', 'contexts']));
/**
 * @param logins by registry host, as in image references
 * @throws Failure `registry/bad-login` when the machine's own config.json cannot be used
 */
async function createDockerConfig(logins, env) {
    if (logins.size === 0)
        return { env: {}, close: async () => { } };
    const own = dockerFolder(env);
    const merged = mergeLogins((await readDockerConfig(env)) ?? {}, logins);
    const folder = await makeTemporaryFolder(env, 'docker');
    const close = () => rm(folder, { recursive: true, force: true });
    try {
        await writeFile(path.join(folder, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
        for (const name of BESIDE) {
            const target = path.resolve(own, name);
            if (existsSync(target))
                await symlink(target, path.join(folder, name));
        }
    }
    catch (error) {
        await close();
        throw error;
    }
    // Builders that the user made stay visible.
    const buildx = env['BUILDX_CONFIG'] || path.join(own, 'buildx');
    return { env: { DOCKER_CONFIG: folder, BUILDX_CONFIG: buildx }, close };
}
/**
 * A configuration with logins added, in the form that the docker CLI, buildx, cosign and Helm read.
 * @param logins by registry host, as in image references
 */
function mergeLogins(config, logins) {
    const auths = { ...config.auths };
    const credHelpers = { ...config.credHelpers };
    for (const [registry, login] of logins) {
        const key = (0,docker_hub/* loginKey */.H$)(registry);
        // "docker login" leaves an empty entry when a credential store holds the password.
        if (login.weak && (auths[key] !== undefined || credHelpers[key] !== undefined))
            continue;
        auths[key] = (0,build_login/* toDockerEntry */.O2)(login);
        // A helper for all registries would win over "auths"; an empty one for this registry turns it off.
        if (config.credsStore !== undefined || credHelpers[key] !== undefined)
            credHelpers[key] = '';
    }
    return { ...config, auths, ...(Object.keys(credHelpers).length === 0 ? {} : { credHelpers }) };
}
/**
 * A new folder for DOCKER_CONFIG with these logins and nothing of the machine's own: what a tool asks registries with is
 * then what Sealift asks them with.
 * @param folder must not exist
 * @param logins by registry host, as in image references
 */
async function writeLogins(folder, logins) {
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const text = JSON.stringify(mergeLogins({}, logins));
    await (0,promises_.writeFile)(external_node_path_.join(folder, 'config.json'), text, { mode: 0o600, flag: 'wx' });
}
/** One registry's login, or none. */
const loginFor = (registry, login) => new Map(login === undefined ? [] : [[registry, login]]);

// EXTERNAL MODULE: ./packages/tools/build/exec.js + 3 modules
var exec = __webpack_require__(794);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./packages/tools/build/garbage-collection.js
/**
 * Environment for a program in Go that ends after seconds. Go collects garbage whenever the heap has doubled, and such a
 * program then spends up to a quarter of its time on that; here the heap may grow to five times. Where that would be half of
 * the memory, Go collects as often as it must. Measured: Syft 18 to 30 % faster, cosign with an SBOM 18 %, Trivy not at all.
 * https://go.dev/doc/gc-guide
 */

/** @param memory bytes that this machine or container has */
const rareGarbageCollection = (memory = ownMemory()) => ({
    GOGC: '400',
    GOMEMLIMIT: String(Math.floor(memory / 2)),
});
const ownMemory = () => Math.min(external_node_os_.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

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
    return (0,temporary_folder/* withTemporaryFolder */.E)(options.env, 'cosign', async (folder) => {
        const secretFile = async (name, content) => {
            const file = external_node_path_.join(folder, name);
            await (0,promises_.writeFile)(file, content, { mode: 0o600, flag: 'wx' });
            return file;
        };
        await (0,promises_.mkdir)(external_node_path_.join(folder, 'home'));
        await writeLogins(external_node_path_.join(folder, 'docker'), options.credentials);
        return work({
            env: (0,exec/* childEnvironment */.Q)(options.env, PASSED_ON, {
                HOME: external_node_path_.join(folder, 'home'),
                TMPDIR: folder,
                DOCKER_CONFIG: external_node_path_.join(folder, 'docker'),
                ...rareGarbageCollection(),
            }),
            secretFile,
            file: (name) => external_node_path_.join(folder, name),
            discard: (file) => (0,promises_.rm)(file, { force: true }),
        });
    });
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/cosign.js
/**
 * Runs cosign: with deadlines, retries, and a fresh identity token for every attempt to write. It signs; what it signed is
 * verified in this process (../sigstore), but for signatures of its own older format.
 */












const RETRIES = {
    attempts: 4,
    firstPause: 2_000,
    maxPause: 8_000,
    maxRetryAfter: 0,
    total: 10 * 60_000,
};
/** A good signature takes a second; a log that hangs would hold cosign for thirty, whatever its --timeout. */
const WRITE_TIMEOUT = 25_000;
const READ_TIMEOUT = 30_000;
/** Processes at once that wait for the log far more than they compute. Beyond this many it begins to throttle. */
const PARALLEL_WRITES = 6;
/** Processes at once that compute: each takes 0.2 s of one core, and a runner has two to four. */
const PARALLEL_READS = 4;
/** cosign took 0.2 s of a processor for a megabyte; the machine may be a busy one. */
const TIMEOUT_PER_MEGABYTE = 2_000;
/** Bytes. Beyond it cosign needs gigabytes of memory. */
const MAX_PREDICATE_SIZE = 32 * 1024 * 1024;
/** Runs `work` with a cosign whose folder, logins and tokens are gone afterwards. */
const withCosign = (options, work) => withWorkspace(options, (workspace) => work(createCosign(options, workspace)));
function createCosign(options, workspace) {
    const limits = { write: (0,p_limit/* default */.A)(PARALLEL_WRITES), read: (0,p_limit/* default */.A)(PARALLEL_READS), large: (0,p_limit/* default */.A)(1) };
    const run = (kind, args, timeout) => limits[kind](async () => options.exec(await options.path, args, {
        env: workspace.env,
        timeout,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    }));
    const write = (command, timeout, args, predicateSize = 0) => retrying(options, `cosign ${command}`, async () => {
        // Of this attempt: an earlier one may have left something.
        const bundleFile = workspace.file(`bundle-${(0,external_node_crypto_.randomUUID)()}.json`);
        const result = await withToken(options, workspace, (identityTokenFile) => run('write', args({ identityTokenFile, bundleFile }), timeout));
        if (result.exitCode !== 0)
            throw new TroubleError(explainFailure(command, result, { timeout, predicateSize }));
        return readMade(workspace, bundleFile);
    });
    const servicesFor = createServices(options, workspace);
    const attest = async (statement) => {
        const size = statement.length;
        const services = await servicesFor(size);
        const statementFile = await workspace.secretFile(`statement-${(0,external_node_crypto_.randomUUID)()}.json`, statement);
        try {
            return await write('attest', WRITE_TIMEOUT + Math.ceil(size / 1e6) * TIMEOUT_PER_MEGABYTE, (files) => attestArguments({ ...files, ...services, statementFile }), size);
        }
        finally {
            await workspace.discard(statementFile);
        }
    };
    return {
        async sign(subject) {
            const services = await servicesFor(0);
            const reference = (0,image_reference/* formatImageReference */.my)(subject);
            return write('sign', WRITE_TIMEOUT, (files) => signArguments({ ...files, ...services, reference }));
        },
        attest: (statement) => statement.length <= LARGE ? attest(statement) : limits.large(() => attest(statement)),
        ...createReader(options, workspace, (args, timeout) => run('read', args, timeout)),
    };
}
/** Signatures of the older format. */
const createReader = (options, workspace, run) => ({
    async verifyOldSignature(subject, policy) {
        const root = await rootFor(workspace, policy, options.trustedRoot);
        return retrying(options, 'cosign verify', async () => {
            const reference = (0,image_reference/* formatImageReference */.my)(subject);
            const result = await run(verifyOldSignatureArguments(policy, reference, root), READ_TIMEOUT);
            const judged = result.timedOut ? undefined : judge(result, subject);
            if (judged !== undefined)
                return judged;
            throw new TroubleError(explainFailure('verify', result, { timeout: READ_TIMEOUT }));
        });
    },
});
/** undefined when the output is not about the signature. */
function judge({ exitCode, stdout, stderr }, { digest }) {
    if (exitCode !== 0) {
        const refused = refusalOf(stderr);
        return refused === undefined ? undefined : { refused };
    }
    return (0,output/* parseOldSignatures */.KP)(stdout, digest) > 0
        ? { verified: true }
        : { refused: 'no signature was verified' };
}
/** A file with the keys that a policy names; else the one of the options. */
const rootFor = async (workspace, { trustedRoot }, usual) => trustedRoot === undefined ? usual : workspace.secretFile(`root-${(0,external_node_crypto_.randomUUID)()}.json`, trustedRoot);
async function readMade(workspace, bundleFile) {
    const bytes = await (0,promises_.readFile)(bundleFile);
    const [digest, size] = [(0,image_digest/* digestOf */.ol)(bytes), bytes.length];
    if (size <= LARGE)
        await workspace.discard(bundleFile);
    return {
        ...(0,output/* openBundle */.hk)(bytes.toString('utf8')),
        content: size <= LARGE ? { bytes, digest, size } : { path: bundleFile, digest, size },
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
/** Each attempt stands alone: what a failed one left in a log or a registry does not disturb the next. */
const retrying = ({ clock, log, signal }, what, attempt) => (0,retry/* retry */.L5)({
    what,
    policy: RETRIES,
    clock,
    log,
    signal,
    classify: (error) => error instanceof TroubleError && error.trouble.retryable
        ? { reason: error.trouble.failure.message.replace(/\.$/, ''), applied: 'no' }
        : undefined,
    fail: (end) => end.error instanceof TroubleError ? end.error.trouble.failure : cancelled(what, end.error),
}, attempt).catch((error) => {
    throw error instanceof TroubleError ? error.trouble.failure : error;
});
/** How one attempt ended. */
class TroubleError extends Error {
    trouble;
    constructor(trouble) {
        super(trouble.failure.message);
        this.trouble = trouble;
    }
}
const cancelled = (what, error) => error instanceof failure/* Failure */.HR
    ? error
    : (0,failure/* remoteFailure */.vU)({
        code: 'process/cancelled',
        cause: `"${what}" did not come to its end because the job was cancelled.`,
        remedy: 'Run the job again.',
        error,
    });


/***/ }),

/***/ 1150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ withTemporaryFolder)
/* harmony export */ });
/* unused harmony export makeTemporaryFolder */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);



/**
 * A new folder that only this user may enter. Below RUNNER_TEMP where there is one: the runner empties that after the
 * job, even when this process was killed.
 * @param purpose part of its name
 */
const makeTemporaryFolder = (env, purpose) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)(node_path__WEBPACK_IMPORTED_MODULE_2__.join(env['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.tmpdir)(), `sealift-${purpose}-`));
/** Runs `work` with such a folder and removes it afterwards, whatever happens. */
async function withTemporaryFolder(env, purpose, work) {
    const folder = await makeTemporaryFolder(env, purpose);
    try {
        return await work(folder);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.rm)(folder, { recursive: true, force: true });
    }
}


/***/ })

};
