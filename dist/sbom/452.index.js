export const id = 452;
export const ids = [452];
export const modules = {

/***/ 2527:
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


/***/ }),

/***/ 3452:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseRegistryAuths: () => (/* binding */ parseRegistryAuths)
});

// EXTERNAL MODULE: ./packages/core/build/text/problem-words.js
var problem_words = __webpack_require__(7943);
;// CONCATENATED MODULE: ./packages/core/build/config/quiet-yaml.js

/**
 * What a YAML (or JSON) text says, with every scalar as the text that it is: `0123`, `true` and `1e3` are passwords too.
 * The parser is loaded when it is first needed.
 * @param problem makes the failure from a clause that repeats nothing of the text
 */
async function quietYaml(text, problem) {
    const excess = (0,problem_words/* excessOf */.FR)(text);
    if (excess !== undefined)
        throw problem(excess);
    const { parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true });
    const [error] = document.errors;
    if (error)
        throw problem((0,problem_words/* yamlWords */.L6)(error));
    const { yamlValue } = await __webpack_require__.e(/* import() */ 934).then(__webpack_require__.bind(__webpack_require__, 5553));
    return yamlValue(document, problem);
}

// EXTERNAL MODULE: ./packages/core/build/failure.js + 1 modules
var failure = __webpack_require__(8007);
// EXTERNAL MODULE: ./packages/core/build/image/docker-hub.js
var docker_hub = __webpack_require__(980);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./packages/registry/build/docker-config-file.js
var docker_config_file = __webpack_require__(4346);
// EXTERNAL MODULE: ./packages/registry/build/docker-entry.js
var docker_entry = __webpack_require__(4409);
// EXTERNAL MODULE: ./packages/registry/build/ecr-host.js
var ecr_host = __webpack_require__(2527);
;// CONCATENATED MODULE: ./packages/registry/build/registry-auths.js
/**
 * Logins to several registries in one input, in one of the two forms that people have at hand: the list of
 * docker/login-action's `registry-auth`, or the `auths` of Docker's config.json. Each goes to its own registry alone.
 */







/** Characters. */
const MAX_LENGTH = 256 * 1024;
const PLACE = '"registry-auths"';
const Entry = dist/* strictObject */.rej({
    registry: dist/* optional */.lqM(dist/* string */.YjP(), docker_hub/* DOCKER_HUB */.Xb),
    username: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq()),
    password: dist/* pipe */.FsL(dist/* string */.YjP(), dist/* nonEmpty */.hq()),
});
const AuthsSchema = dist/* strictObject */.rej({ auths: dist/* record */.g1P(dist/* string */.YjP(), docker_config_file/* DockerLoginSchema */.lo) });
/**
 * Logins by registry. What is wrong is said without a word of the text: it is all secrets.
 * @throws Failure `registry/bad-login`
 */
async function parseRegistryAuths(text) {
    if (text.length > MAX_LENGTH)
        throw malformed(`has more than ${MAX_LENGTH} characters`);
    const value = await quietYaml(text, (reason) => malformed(`cannot be read: ${reason}`));
    const found = Array.isArray(value) ? fromList(value) : fromAuths(value);
    const logins = new Map();
    for (const [registry, login] of found) {
        if (logins.has(registry))
            throw malformed(`names the registry ${registry} twice`);
        if ((0,ecr_host/* isEcr */.Ht)(registry) && 'username' in login && login.username !== 'AWS')
            throw malformed(`has a login for ${registry} with another user than "AWS"`, 'That registry takes no access keys: let the action "login" make a login with them, or with the role "aws-role".');
        logins.set(registry, login);
    }
    return logins;
}
const fromList = (list) => list.map((item, index) => {
    const result = dist/* safeParse */.xLC(Entry, item);
    if (!result.success)
        throw malformed(`has no "registry", "username" and "password" in entry ${index + 1}`);
    const { registry, username, password } = result.output;
    return [requireHost(registry), { username, password }];
});
function fromAuths(value) {
    const result = dist/* safeParse */.xLC(AuthsSchema, value);
    if (!result.success)
        throw malformed('is neither a list of logins nor an object with "auths" and nothing else');
    return Object.entries(result.output.auths).map(([key, entry]) => {
        const registry = requireHost(key);
        const login = (0,docker_entry/* fromDockerEntry */.Lc)(entry, { registry, place: PLACE });
        if (login !== undefined)
            return [registry, login];
        throw malformed(`has no login for ${registry}, only an empty entry`);
    });
}
/** It stands in messages: a password in its place must not. */
function requireHost(key) {
    const registry = (0,docker_entry/* registryOfKey */.Yq)(key);
    if (/^[a-z0-9.-]+(?::[0-9]{1,5})?$/.test(registry) || /^\[[0-9a-f:]+\](?::[0-9]{1,5})?$/.test(registry))
        return registry;
    throw malformed('names a registry that is not a host');
}
const FORMS = 'Give a list of "registry", "username" and "password", as for docker/login-action, or the "auths" of a Docker config.json; other keys are not read.';
const malformed = (what, remedy = FORMS) => (0,failure/* configurationFailure */.d_)({ code: 'registry/bad-login', cause: `The input ${PLACE} ${what}.`, remedy });


/***/ })

};
