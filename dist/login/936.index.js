export const id = 936;
export const ids = [936];
export const modules = {

/***/ 6936:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseRegistryAuths: () => (/* binding */ parseRegistryAuths)
});

;// CONCATENATED MODULE: ./packages/core/build/text/problem-words.js
const YAML = {
    ALIAS_PROPS: 'an alias has an anchor or a tag',
    BAD_ALIAS: 'an anchor or alias has a bad name, or the alias stands for nothing',
    BAD_COLLECTION_TYPE: 'a tag does not fit what it stands before',
    BAD_DIRECTIVE: 'a directive is malformed',
    BAD_DQ_ESCAPE: 'a quoted text has an escape that YAML does not know',
    BAD_INDENT: 'the indentation is wrong',
    BAD_PROP_ORDER: 'an anchor or tag stands in the wrong place',
    BAD_SCALAR_START: 'a text begins with a character that must be quoted',
    BLOCK_AS_IMPLICIT_KEY: 'a value begins on the line of another one',
    BLOCK_IN_FLOW: 'a block stands between brackets',
    DUPLICATE_KEY: 'a key is given twice',
    IMPOSSIBLE: 'it cannot be read',
    KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
    MISSING_CHAR: 'a quote, bracket, colon or space is missing',
    MULTILINE_IMPLICIT_KEY: 'a key has more than one line',
    MULTIPLE_ANCHORS: 'a value has two anchors',
    MULTIPLE_DOCS: 'it holds more than one document',
    MULTIPLE_TAGS: 'a value has two tags',
    NON_STRING_KEY: 'a key is no text',
    RESOURCE_EXHAUSTION: 'it is nested too deeply',
    TAB_AS_INDENT: 'a tab is used for indentation',
    TAG_RESOLVE_FAILED: 'a tag is not known, or its value does not fit',
    UNEXPECTED_TOKEN: 'something stands where it does not belong',
};
/** A clause for an error of the YAML parser. */
const yamlWords = (error) => typeof error.code === 'string' && Object.hasOwn(YAML, error.code)
    ? YAML[error.code]
    : 'it cannot be read';
/** Open brackets. Configuration has a dozen; the parser takes the longer for each, the more there are. */
const MAX_DEPTH = 500;
/** Line ends and commas. Each key is compared with all others of its mapping. */
const MAX_ENTRIES = 20_000;
/**
 * Why a text is more than the YAML parser should be asked to read, as a clause; undefined when it is not. What stands
 * within quotes counts too.
 */
function excessOf(text) {
    let depth = 0;
    let entries = 0;
    for (const character of text) {
        if (character === '[' || character === '{')
            depth += 1;
        else if (character === ']' || character === '}')
            depth = Math.max(0, depth - 1);
        else if (character === '\n' || character === ',')
            entries += 1;
        if (depth > MAX_DEPTH)
            return 'it is nested too deeply';
        if (entries > MAX_ENTRIES)
            return `it has more than ${MAX_ENTRIES} lines and entries`;
    }
    return undefined;
}
/** valibot's own words, whose second half is the value. */
const WITH_VALUE = /^Invalid [a-z_ ]{1,40}: (?:Expected |Received )/i;
/**
 * A clause for what a schema says of a value. Messages that the schema gives itself stay as they are: they must not
 * repeat the value.
 */
function schemaWords(issue) {
    if (!WITH_VALUE.test(issue.message))
        return issue.message;
    if (issue.expected === 'never')
        return 'there is no such key';
    if (issue.expected === null || issue.expected.startsWith('/'))
        return 'it has another form';
    return `must be ${issue.expected}`;
}
/** Keys of files are text of files too: enough of them to find the place. */
const MAX_KEYS = 12;
const MAX_KEY = 64;
/** `apps.api.platforms`: where something stands in a document; undefined for the document itself. */
function placeWords(path) {
    const keys = path.slice(0, MAX_KEYS).map((key) => {
        const text = String(key);
        return text.length > MAX_KEY ? `${text.slice(0, MAX_KEY)}…` : text;
    });
    return keys.length === 0 ? undefined : keys.join('.') + (path.length > MAX_KEYS ? '…' : '');
}

;// CONCATENATED MODULE: ./packages/core/build/config/quiet-yaml.js

/**
 * What a YAML (or JSON) text says, with every scalar as the text that it is: `0123`, `true` and `1e3` are passwords too.
 * The parser is loaded when it is first needed.
 * @param problem makes the failure from a clause that repeats nothing of the text
 */
async function quietYaml(text, problem) {
    const excess = excessOf(text);
    if (excess !== undefined)
        throw problem(excess);
    const { parseDocument } = await __webpack_require__.e(/* import() */ 815).then(__webpack_require__.t.bind(__webpack_require__, 8815, 19));
    const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true });
    const [error] = document.errors;
    if (error)
        throw problem(yamlWords(error));
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
