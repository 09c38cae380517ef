export const id = 328;
export const ids = [328];
export const modules = {

/***/ 3328:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ checkVersion),
  findOnMachine: () => (/* binding */ findOnMachine)
});

// UNUSED EXPORTS: versionOf

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/failure.js + 1 modules
var failure = __webpack_require__(8007);
// EXTERNAL MODULE: ./packages/tools/build/exec.js + 3 modules
var exec = __webpack_require__(794);
// EXTERNAL MODULE: ./packages/tools/build/process/find-program.js
var find_program = __webpack_require__(7776);
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
    const file = (await inFolder(name, options.env['SEALIFT_TOOLS'])) ?? (await (0,find_program/* findProgram */.K)(name, options.env['PATH']));
    if (file === undefined)
        throw (0,failure/* configurationFailure */.d_)({
            code: 'tool/not-found',
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
            code: 'tool/refused-version',
            cause: `${name} ${version} must not be used: ${reason}.`,
            remedy: `Remove it from this machine, treat what the machine had access to as known to others, and install ${name} ${release.version}.`,
        });
    if (compareVersions(version, release.minimum) < 0)
        throw (0,failure/* configurationFailure */.d_)({
            code: 'tool/too-old',
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
        if (await (0,find_program/* isExecutable */.T)(file))
            return external_node_path_.resolve(file);
    return undefined;
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
        code: 'tool/no-version',
        cause: `"${file} ${args.join(' ')}" ${result.exitCode === 0 ? 'printed no version' : `ended with exit code ${result.exitCode}`}.`,
        remedy: `Install a release of ${name}, or set the input "tools" to "pinned".`,
        error: new Error(`${result.stdout}${result.stderr}`.slice(0, 4_096)),
    });
}


/***/ })

};
