export const id = 568;
export const ids = [568];
export const modules = {

/***/ 5568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  loginToAws: () => (/* binding */ loginToAws)
});

// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecr/dist-cjs/index.js
var dist_cjs = __webpack_require__(8249);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-ecr-public/dist-cjs/index.js
var client_ecr_public_dist_cjs = __webpack_require__(9821);
// EXTERNAL MODULE: ./node_modules/@aws-sdk/client-sts/dist-cjs/index.js
var client_sts_dist_cjs = __webpack_require__(1695);
// EXTERNAL MODULE: ./packages/core/build/failure.js + 1 modules
var failure = __webpack_require__(8007);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(5329);
// EXTERNAL MODULE: ./packages/net/build/network-error.js
var network_error = __webpack_require__(8179);
// EXTERNAL MODULE: ./packages/registry/build/ecr-host.js
var ecr_host = __webpack_require__(2527);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(3216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var deadline = __webpack_require__(5892);
;// CONCATENATED MODULE: ./actions/login/build/aws-handler.js
/** How the AWS SDK sends requests here: by the one fetch, with the proxies and authorities of the runner. */




/** Milliseconds of one attempt. */
const DEADLINE = 30_000;
/** Bytes. */
const MAX_ANSWER = 1024 * 1024;
function fetchHandler({ fetch, signal }) {
    return {
        async handle(request) {
            const response = await fetch(addressOf(request), {
                method: request.method,
                headers: withoutHost(request.headers),
                redirect: 'error',
                signal: (0,deadline/* startDeadline */.d)(DEADLINE, signal).signal,
                ...(request.body === undefined ? {} : { body: request.body }),
            });
            const bytes = await (0,body/* readBody */.x)(response, MAX_ANSWER);
            if (bytes === undefined)
                throw (0,failure/* remoteFailure */.vU)({
                    code: 'login/unavailable',
                    cause: `${request.hostname} answered with more than ${MAX_ANSWER} bytes.`,
                    remedy: 'Check what answers for that name.',
                });
            return {
                response: {
                    statusCode: response.status,
                    reason: response.statusText,
                    headers: Object.fromEntries(response.headers),
                    body: external_node_stream_.Readable.from([Buffer.from(bytes)]),
                },
            };
        },
        updateHttpClientConfig: () => { },
        httpHandlerConfigs: () => ({}),
    };
}
function addressOf({ protocol, hostname, port, path, query = {} }) {
    const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`);
    for (const [name, values] of Object.entries(query))
        for (const value of [values ?? ''].flat())
            url.searchParams.append(name, value);
    return url;
}
/** fetch writes it itself, from the address. */
const withoutHost = (headers) => Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host'));

;// CONCATENATED MODULE: ./actions/login/build/aws.js
/**
 * ECR by the AWS SDK: a role assumed with the job's OIDC token, keys, or what the SDK finds by itself; then the registry's
 * password of twelve hours. Loaded only by jobs that log in there.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */








/** Seconds. The shortest that AWS gives: the password lives on by itself. */
const SESSION = 900;
/** @throws Failure `login/refused`, `login/unavailable`, `action/id-token-permission` */
async function loginToAws(login, dependencies) {
    const { endpoints } = dependencies;
    const config = {
        region: login.region,
        requestHandler: fetchHandler(dependencies),
        ...(endpoints.aws === undefined ? {} : { endpoint: endpoints.aws }),
    };
    const identity = await identityOf(login, config, dependencies);
    const known = { ...config, ...(identity === undefined ? {} : { credentials: identity }) };
    return login.registry === ecr_host/* ECR_PUBLIC */.xB
        ? loginToPublic(login, new client_ecr_public_dist_cjs/* ECRPUBLICClient */.Rr(known))
        : loginToPrivate(login, new dist_cjs/* ECRClient */.S70(known), dependencies);
}
/** undefined: the SDK looks for it (environment, files, container, instance). */
async function identityOf({ role, keys }, config, { env, log, oidc }) {
    if (keys !== undefined)
        return { accessKeyId: keys.id, secretAccessKey: keys.secret };
    if (role === undefined)
        return undefined;
    const token = await oidc('sts.amazonaws.com');
    const { Credentials: given } = await asked(`AWS STS, asked for the role ${role},`, "Check the role's trust policy: the provider token.actions.githubusercontent.com, the audience sts.amazonaws.com, and a subject that fits this job (repository with branch, tag or environment).", () => new client_sts_dist_cjs/* STSClient */.iM(config ?? {}).send(new client_sts_dist_cjs/* AssumeRoleWithWebIdentityCommand */.WH({
        RoleArn: role,
        // Letters that STS takes; who looks into CloudTrail finds the run.
        RoleSessionName: `sealift-${(env['GITHUB_RUN_ID'] ?? 'run').replaceAll(/[^0-9A-Za-z]/g, '').slice(0, 40)}`,
        WebIdentityToken: token,
        DurationSeconds: SESSION,
    })));
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken, } = given ?? {};
    if (!accessKeyId || !secretAccessKey || !sessionToken)
        throw unavailable('AWS STS', 'its answer is none');
    log.secret(secretAccessKey);
    log.secret(sessionToken);
    return { accessKeyId, secretAccessKey, sessionToken };
}
async function loginToPrivate({ registry, repositories }, client, { log }) {
    const account = registry === undefined ? undefined : (0,ecr_host/* parseEcrHost */.wl)(registry)?.account;
    const { authorizationData: [data] = [] } = await asked('ECR', READ, () => client.send(new dist_cjs/* GetAuthorizationTokenCommand */.Eu6({})));
    const own = data?.proxyEndpoint?.replace(/^https:\/\//, '');
    const host = registry ?? own;
    if (host === undefined || (0,ecr_host/* parseEcrHost */.wl)(host) === undefined)
        throw unavailable('ECR', 'its answer is none');
    const registryId = account === undefined ? {} : { registryId: account };
    for (const repositoryName of repositories) {
        const created = await ensureRepository(() => client.send(new dist_cjs/* DescribeRepositoriesCommand */.pE_({ repositoryNames: [repositoryName], ...registryId })), () => client.send(new dist_cjs/* CreateRepositoryCommand */.WTe({ repositoryName, ...registryId })));
        log.info(`${host}/${repositoryName} ${created ? 'was created' : 'is there'}`);
    }
    return { registry: host, credentials: decode(data?.authorizationToken), until: data?.expiresAt };
}
async function loginToPublic({ repositories }, client) {
    const { authorizationData } = await asked('ECR Public', READ_PUBLIC, () => client.send(new client_ecr_public_dist_cjs/* GetAuthorizationTokenCommand */.Eu({})));
    for (const repositoryName of repositories)
        await ensureRepository(() => client.send(new client_ecr_public_dist_cjs/* DescribeRepositoriesCommand */.pE({ repositoryNames: [repositoryName] })), () => client.send(new client_ecr_public_dist_cjs/* CreateRepositoryCommand */.WT({ repositoryName })));
    const { authorizationToken, expiresAt } = authorizationData ?? {};
    return { registry: ecr_host/* ECR_PUBLIC */.xB, credentials: decode(authorizationToken), until: expiresAt };
}
/** Looked for first: most roles may push and not create. @returns whether it was created */
async function ensureRepository(look, create) {
    return asked('ECR, asked to create a repository,', CREATE, async () => {
        const there = await look().then(() => true, (error) => {
            if (nameOf(error) === 'RepositoryNotFoundException')
                return false;
            throw error;
        });
        if (there)
            return false;
        return create().then(() => true, (error) => {
            // Another job of the same run was faster.
            if (nameOf(error) === 'RepositoryAlreadyExistsException')
                return false;
            throw error;
        });
    });
}
const READ = 'Allow the role "ecr:GetAuthorizationToken" on all resources.';
const READ_PUBLIC = 'Allow the role "ecr-public:GetAuthorizationToken" and "sts:GetServiceBearerToken" on all resources.';
const CREATE = 'Allow the role "ecr:DescribeRepositories" and "ecr:CreateRepository" on that repository.';
/** `AWS:password` in base64. */
function decode(token) {
    const text = Buffer.from(token ?? '', 'base64').toString('utf8');
    const colon = text.indexOf(':');
    const password = text.slice(colon + 1);
    if (text.slice(0, colon) === 'AWS' && /^[\x21-\x7e]+$/.test(password))
        return { username: 'AWS', password };
    throw unavailable('ECR', 'its answer is none');
}
const nameOf = (error) => (error instanceof Error ? error.name : '');
/** @throws Failure `login/refused` for what AWS says, `login/unavailable` for what it does not */
async function asked(whom, remedy, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            throw error;
        const broken = (0,network_error/* networkError */.x)(error);
        if (broken !== undefined)
            throw unavailable(whom, broken.code, error);
        const status = statusOf(error);
        if (status !== undefined && status >= 500)
            throw unavailable(whom, `it answered ${status}`, error);
        const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        throw (0,failure/* configurationFailure */.d_)({
            code: 'login/refused',
            cause: `${whom} refused this job (${(0,sanitize/* singleLine */.pF)(said).slice(0, 400)}).`,
            remedy,
            error,
        });
    }
}
function statusOf(error) {
    if (!(error instanceof Error) || !('$metadata' in error))
        return undefined;
    const { $metadata: metadata } = error;
    if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata))
        return undefined;
    return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
const unavailable = (whom, reason, error) => (0,failure/* remoteFailure */.vU)({
    code: 'login/unavailable',
    cause: `${whom} gave no token: ${reason}.`,
    remedy: 'Run the job again; behind a proxy, let it reach the endpoints of AWS in that region.',
    ...(error === undefined ? {} : { error }),
});


/***/ })

};
