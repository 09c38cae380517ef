export const id = 406;
export const ids = [406,328];
export const modules = {

/***/ 2406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findPinned: () => (/* binding */ findPinned)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
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
        code: 'archive/damaged',
        cause: `The archive ${archive} ${why}.`,
        remedy: 'Remove it and run the job again; if it happens again, report it with the tool and its version.',
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
 * Streams an archive, a .tar.gz unless `unpacked` says otherwise, and asks for each entry where its bytes go; undefined
 * skips them. Long names are read
 * from pax headers, as git writes them, and from GNU's.
 * @throws Error with half a sentence ("ends in …") when the archive is broken, and whatever `visit` throws
 */
async function walkArchive(source, visit, unpacked = (0,external_node_zlib_.createGunzip)()) {
    /** Bytes of the current entry that are still to come, and of the padding after it. */
    let body = 0;
    let padding = 0;
    let sink;
    let rest = new Uint8Array();
    /** The extended header for the entry that follows. */
    let extended;
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(3216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var deadline = __webpack_require__(5892);
// EXTERNAL MODULE: ./packages/net/build/network-error.js
var network_error = __webpack_require__(8179);
// EXTERNAL MODULE: ./packages/net/build/retry.js + 1 modules
var retry = __webpack_require__(9040);
// EXTERNAL MODULE: ./packages/net/build/retry-after.js
var retry_after = __webpack_require__(3007);
;// CONCATENATED MODULE: ./packages/tools/build/download.js








/** Milliseconds for one attempt, headers and body: 65 MB at 220 kB/s. */
const ATTEMPT_DEADLINE = 300_000;
const POLICY = {
    attempts: 5,
    firstPause: 1_000,
    maxPause: 20_000,
    maxRetryAfter: 15 * 60_000,
    total: 15 * 60_000,
};
const PROGRESS_EVERY = 5_000;
/** Bytes. Nothing that is pinned is larger. */
const LARGEST = 512 * 1024 * 1024;
const UNAVAILABLE = {
    code: 'download/failed',
    remedy: 'Run the job again, or prepare the tool in a folder on the runner and set SEALIFT_TOOLS to it.',
};
const CANCELLED = { code: 'download/cancelled', remedy: 'Run the job again.' };
const WRONG_BYTES = {
    code: 'download/wrong-bytes',
    remedy: 'Do not use that file: look for a replaced release, and for a proxy that changes downloads.',
};
/**
 * Downloads `url` to `file` (created with mode 0600) and compares the sha256 of its bytes. Retried: connection errors,
 * broken bodies, 408, 425, 429 and 5xx, five attempts in all, `Retry-After` honoured within 15 minutes. A wrong sha256
 * is not retried: either the release was replaced or something on the way changes it.
 * @throws Failure `remote`; the file is gone then
 */
async function download(url, sha256, file, options) {
    const failed = ({ code, remedy }, why, error) => (0,failure/* remoteFailure */.vU)({
        code,
        cause: `${options.label} could not be downloaded from ${url}: ${why}.`,
        remedy,
        error,
    });
    const unavailable = (why, error) => failed(UNAVAILABLE, why, error);
    try {
        const actual = await (0,retry/* retry */.L5)({
            what: options.label,
            policy: POLICY,
            clock: options.clock,
            log: options.log,
            signal: options.signal,
            fail: (end) => end.why === 'cancelled'
                ? failed(CANCELLED, 'the job was cancelled', end.error)
                : unavailable(`${end.transient.reason}, ${end.attempts} times in all`, end.error),
        }, () => attempt(url, file, options, unavailable));
        if (actual !== sha256)
            throw failed(WRONG_BYTES, `its sha256 is ${actual} and not the pinned ${sha256}`);
    }
    catch (error) {
        await (0,promises_.rm)(file, { force: true });
        throw error;
    }
}
/** Writes the body and returns its sha256. @throws a TransientError when another attempt may work */
async function attempt(url, file, options, refused) {
    const { clock, log, label } = options;
    const { signal } = (0,deadline/* startDeadline */.d)(ATTEMPT_DEADLINE, options.signal);
    const broken = (error) => {
        const problem = (0,network_error/* networkError */.x)(error);
        if (problem === undefined)
            throw error;
        const why = `the connection failed (${problem.code})`;
        if (problem.kind !== 'not-sent' && problem.kind !== 'unknown')
            throw refused(why, error);
        throw (0,retry/* transientError */.bx)({ reason: why, applied: 'no' }, error);
    };
    const response = await options.fetch(url, { signal, redirect: 'follow' }).catch(broken);
    if (!response.ok || response.body === null) {
        await (0,body/* discard */.v)(response);
        const why = `the server answered ${response.status}`;
        if (!(0,retry/* isTransientStatus */.Dm)(response.status))
            throw refused(why);
        const after = (0,retry_after/* parseRetryAfter */.m)(response.headers.get('retry-after'), clock.now());
        throw (0,retry/* transientError */.bx)({ reason: why, after, applied: 'no' });
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

// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
;// CONCATENATED MODULE: ./packages/tools/build/file-lock.js
/** A lock between processes, also when they run in containers or on machines that share only a folder. */




/** A holder shows that it is alive this often… */
const HEARTBEAT = 5_000;
/** …and is taken for dead after so long without, by those who cannot see its process. Milliseconds. */
const DEAD_AFTER = 30_000;
const POLL = 250;
const WALL_CLOCK = {
    now: () => Date.now(),
    sleep: async (milliseconds, signal) => {
        await (0,external_node_timers_promises_.setTimeout)(milliseconds, undefined, signal === undefined ? {} : { signal });
    },
};
/** Which process has the lock. Who is not Linux has no words for the second and third. */
const Mark = dist/* object */.Ikc({
    id: dist/* string */.YjP(),
    /** Which kernel and which list of processes `pid` belongs to. */
    processes: dist/* optional */.lqM(dist/* string */.YjP()),
    /** Process and the time when it started: numbers are used again. */
    process: dist/* optional */.lqM(dist/* string */.YjP()),
});
/**
 * Takes the lock, or answers undefined when another process (or another part of this one) has it. A holder that ended
 * without letting go is noticed at once where its process could be seen, else 30 seconds after its last heartbeat.
 * @param file made for the lock and removed with it; its folder must exist
 * @throws what the file system says, e.g. EACCES
 */
async function tryLock(file, clock = WALL_CLOCK) {
    const mark = { id: (0,external_node_crypto_.randomUUID)(), ...(await ownProcess()) };
    const text = JSON.stringify(mark);
    const beat = () => (0,promises_.utimes)(file, clock.now() / 1000, clock.now() / 1000);
    for (let attempt = 1;; attempt += 1) {
        try {
            await (0,promises_.writeFile)(file, text, { flag: 'wx', mode: 0o600 });
            await beat();
            break;
        }
        catch (error) {
            if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST'))
                throw error;
        }
        if (attempt === 2 || !(await removeDead(file, clock)))
            return undefined;
    }
    const heartbeat = setInterval(() => void beat().catch(() => { }), HEARTBEAT);
    // A lock alone keeps no process alive.
    heartbeat.unref();
    return {
        release: async () => {
            clearInterval(heartbeat);
            if ((await read(file)) === text)
                await (0,promises_.rm)(file, { force: true });
        },
    };
}
/**
 * Runs `work` while no other process does with the same file; waits for it as long as it takes. Whoever waited should
 * look first whether the work is done already.
 * @throws the signal's reason when it is aborted while waiting; see {@link tryLock}
 */
async function withFileLock(file, { clock = WALL_CLOCK, signal, onWait }, work) {
    for (let told = false;; told = true) {
        signal?.throwIfAborted();
        const lock = await tryLock(file, clock);
        if (lock !== undefined)
            try {
                return await work();
            }
            finally {
                await lock.release();
            }
        if (!told)
            onWait?.();
        await clock.sleep(POLL, signal).catch((error) => {
            signal?.throwIfAborted();
            throw error;
        });
    }
}
/**
 * Removes the lock of a dead holder; false when there is a living one. One process does this at a time: another one may
 * have judged the same, removed it and taken the lock since.
 */
async function removeDead(file, clock) {
    const state = await look(file, clock);
    if (state !== 'dead')
        return state === 'none';
    const guard = `${file}.takeover`;
    try {
        await (0,promises_.writeFile)(guard, '', { flag: 'wx', mode: 0o600 });
    }
    catch {
        const made = await (0,promises_.stat)(guard).catch(() => undefined);
        // Left by one that ended in the few milliseconds of this.
        if (made !== undefined && Date.now() - made.mtimeMs > DEAD_AFTER)
            await (0,promises_.rm)(guard, { force: true });
        return false;
    }
    try {
        if ((await look(file, clock)) === 'dead')
            await (0,promises_.rm)(file, { force: true });
        return true;
    }
    finally {
        await (0,promises_.rm)(guard, { force: true });
    }
}
async function look(file, clock) {
    const text = await read(file);
    const held = await (0,promises_.stat)(file).catch(() => undefined);
    if (text === undefined || held === undefined)
        return 'none';
    const alive = (await isAlive(text)) ?? clock.now() - held.mtimeMs <= DEAD_AFTER;
    return alive ? 'held' : 'dead';
}
const read = (file) => (0,promises_.readFile)(file, 'utf8').catch(() => undefined);
/** Undefined when its process cannot be seen from here: on another machine, in another container, not on Linux. */
async function isAlive(text) {
    const mark = parseMark(text);
    const own = await ownProcess();
    if (mark?.process === undefined || mark.processes === undefined || mark.processes !== own.processes)
        return undefined;
    return mark.process === (await processMark(mark.process.split(' ', 1)[0] ?? ''));
}
function parseMark(text) {
    try {
        return dist/* parse */.qgA(Mark, JSON.parse(text));
    }
    catch {
        return undefined;
    }
}
async function ownProcess() {
    const [boot, namespace, own] = await Promise.all([
        read('/proc/sys/kernel/random/boot_id'),
        (0,promises_.readlink)('/proc/self/ns/pid').catch(() => undefined),
        processMark(String(process.pid)),
    ]);
    if (boot === undefined || namespace === undefined || own === undefined)
        return {};
    return { processes: `${boot.trim()} ${namespace}`, process: own };
}
/** Number and start time; https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html field 22. */
async function processMark(pid) {
    if (!/^[0-9]{1,10}$/.test(pid))
        return undefined;
    const status = await read(`/proc/${pid}/stat`);
    // The second field is the program's name in brackets: it may hold spaces and brackets of its own.
    const fields = status?.slice(status.lastIndexOf(')') + 2).split(' ');
    // A zombie has ended.
    if (fields === undefined || fields[0] === 'Z')
        return undefined;
    return `${pid} ${fields[19]}`;
}

// EXTERNAL MODULE: ./packages/registry/build/file-hash.js
var file_hash = __webpack_require__(2947);
;// CONCATENATED MODULE: ./packages/tools/build/genuine.js
/** Whether files are, byte for byte, those of a pinned release. */




/** The name under which the project released it. */
const fileNameOf = (asset) => external_node_path_.posix.basename(new URL(asset.url).pathname);
/** The executable's sha256 as pinned, where it is known. */
const executableSum = (asset) => asset.member === undefined ? asset.sha256 : asset.executableSha256;
/** Whether the archive must lie beside the executable, since only its sha256 is pinned. */
const needsArchive = (asset) => executableSum(asset) === undefined;
/** Whether the executable in the folder is what the release holds. */
async function isGenuine(folder, name, asset) {
    const actual = await sha256OfFile(external_node_path_.join(folder, name));
    if (actual === undefined)
        return false;
    const pinned = executableSum(asset);
    if (pinned !== undefined)
        return actual === pinned;
    const archive = external_node_path_.join(folder, fileNameOf(asset));
    if (asset.member === undefined || (await sha256OfFile(archive)) !== asset.sha256)
        return false;
    const hash = (0,external_node_crypto_.createHash)('sha256');
    await readMember(archive, asset.member, (chunk) => void hash.update(chunk));
    return actual === hash.digest('hex');
}
/** Lower-case hex, or undefined when there is no such file. */
const sha256OfFile = (file) => (0,file_hash/* sha256OfFile */.V)(file).catch(() => undefined);

// EXTERNAL MODULE: ./packages/tools/build/system.js + 1 modules
var system = __webpack_require__(3328);
// EXTERNAL MODULE: ./node_modules/@actions/tool-cache/lib/tool-cache.js + 2 modules
var tool_cache = __webpack_require__(9805);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./packages/tools/build/tool-cache.js
/**
 * @actions/tool-cache in the form that is used here. It knows its folder from the environment of the whole process only
 * (`RUNNER_TOOL_CACHE`), which is set while it looks; what it gives back is not believed, see pinned.ts.
 */


const VARIABLE = 'RUNNER_TOOL_CACHE';
/** Storing reads the variable again at its end. */
const oneAtATime = (0,p_limit/* default */.A)(1);
/**
 * The folder of an entry, undefined when there is none. Entries without their `.complete` are half written, or were
 * left like that.
 */
function findCached({ root, tool, version }) {
    const restore = setRoot(root);
    try {
        return (0,tool_cache/* find */.I6)(tool, version) || undefined;
    }
    finally {
        restore();
    }
}
/**
 * Copies the files of a folder into the cache and marks the entry as complete at the end. One that is there is removed
 * first. None of this is atomic: whoever calls it holds a lock on the entry.
 * @returns the entry's folder
 */
const storeInCache = (folder, { root, tool, version }) => oneAtATime(async () => {
    const restore = setRoot(root);
    try {
        return await (0,tool_cache/* cacheDir */.e8)(folder, tool, version);
    }
    finally {
        restore();
    }
});
function setRoot(root) {
    const before = process.env[VARIABLE];
    process.env[VARIABLE] = root;
    return () => {
        if (before === undefined)
            delete process.env[VARIABLE];
        else
            process.env[VARIABLE] = before;
    };
}

;// CONCATENATED MODULE: ./packages/tools/build/pinned.js










/**
 * The pinned release of a tool: prepared by an administrator, from the tool cache, or downloaded into it.
 *
 * The cache is the one of GitHub's runners, `$RUNNER_TOOL_CACHE/sealift-<tool>/<version>/<arch>` with `<arch>.complete`
 * beside it. Neither the mark nor the folder is believed: the executable is hashed on every use. Entries are written in
 * place, so one job does it at a time, under a lock beside the entry, after another look; a job that runs a genuine
 * executable never has it replaced.
 * @throws Failure `tool/no-pin` for this platform, `tool/cache-unwritable`, `tool/wrong-bytes` when what was fetched is
 * not what is pinned, and what {@link download} throws
 */
async function findPinned(name, release, options) {
    (0,system/* checkVersion */.p)(name, release.version, release);
    const wanted = wantedTool(name, release, options.env);
    const { version } = release;
    const prepared = await fromPrepared(wanted, options.log);
    if (prepared !== undefined)
        return { path: prepared, version };
    const known = await fromCache(wanted);
    const file = 'file' in known ? known.file : await bring(wanted, options);
    if ('file' in known)
        options.log.info(`Using ${name} ${version} from the tool cache`);
    return { path: file, version };
}
function wantedTool(name, release, env) {
    const platform = `${process.platform}/${ARCHITECTURES[process.arch] ?? process.arch}`;
    const asset = release.assets[platform];
    if (asset === undefined)
        throw noPin(name, release, platform);
    const root = env['RUNNER_TOOL_CACHE'] ||
        external_node_path_.join(env['XDG_CACHE_HOME'] || external_node_path_.join(env['HOME'] || (0,external_node_os_.homedir)(), '.cache'), 'sealift', 'tools');
    const folder = env['SEALIFT_TOOLS'];
    const { version } = release;
    return {
        name,
        version,
        asset,
        cache: { root: external_node_path_.resolve(root), tool: `sealift-${name}`, version },
        prepared: folder ? external_node_path_.resolve(folder, `${name}-${version}`) : undefined,
    };
}
/** In the words of OCI. */
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64' };
const noPin = (name, release, platform) => (0,failure/* configurationFailure */.d_)({
    code: 'tool/no-pin',
    cause: `Sealift has no pinned ${name} for ${platform}, only for ${Object.keys(release.assets).join(', ')}.`,
    remedy: `Install ${name} ${release.minimum} or newer on the runner and set the input "tools" to "system".`,
});
async function fromPrepared({ name, version, asset, prepared }, log) {
    if (prepared === undefined)
        return undefined;
    const file = external_node_path_.join(prepared, name);
    if (await isGenuine(prepared, name, asset)) {
        log.info(`Using ${name} ${version} from SEALIFT_TOOLS`);
        return file;
    }
    if ((await (0,promises_.stat)(file).catch(() => undefined)) !== undefined)
        log.warning(`${file} is not the released ${name} ${version} (its sha256 differs) and is not used. Executables that were built in-house need the input "tools: system".`);
    return undefined;
}
/** The executable in the cache; whether there is an entry that is not the release. */
async function fromCache({ name, asset, cache, }) {
    const folder = findCached(cache);
    if (folder === undefined)
        return { changed: false };
    if (!(await isGenuine(folder, name, asset)))
        return { changed: true };
    return { file: external_node_path_.join(folder, name) };
}
/** Puts the release into the cache, unless another job did so meanwhile. */
async function bring(wanted, options) {
    const { name, version, asset, cache } = wanted;
    const entries = external_node_path_.join(cache.root, cache.tool, version);
    const unwritable = cacheUnwritable(entries);
    await (0,promises_.mkdir)(entries, { recursive: true }).catch(unwritable);
    await (0,promises_.access)(entries, promises_.constants.W_OK).catch(unwritable);
    const lock = { clock: options.clock, signal: options.signal };
    const lockFile = external_node_path_.join(entries, `${process.arch}.lock`);
    return withFileLock(lockFile, lock, async () => {
        const known = await fromCache(wanted);
        if ('file' in known)
            return known.file;
        if (known.changed)
            options.log.warning(`${name} ${version} in the tool cache does not have the pinned sha256 any more. It is replaced.`);
        await removeDrafts(entries);
        const draft = await (0,promises_.mkdtemp)(external_node_path_.join(entries, DRAFT));
        try {
            await fill(draft, wanted, options);
            const folder = await storeInCache(draft, cache);
            if (await isGenuine(folder, name, asset))
                return external_node_path_.join(folder, name);
            throw changedWhileStored(wanted);
        }
        finally {
            await (0,promises_.rm)(draft, { recursive: true, force: true });
        }
    });
}
const DRAFT = `${process.arch}.draft-`;
/** Those of jobs that were killed: whoever holds the lock is the only one with a draft. */
async function removeDrafts(folder) {
    for (const name of await (0,promises_.readdir)(folder))
        if (name.startsWith(DRAFT))
            await (0,promises_.rm)(external_node_path_.join(folder, name), { recursive: true, force: true });
}
/** Fetches the release, and takes the executable out only when the bytes of the archive are the pinned ones. */
async function fill(draft, wanted, options) {
    const { name, version, asset } = wanted;
    const fetched = external_node_path_.join(draft, fileNameOf(asset));
    if (await copyPrepared(wanted, fetched))
        options.log.info(`Taking ${name} ${version} from SEALIFT_TOOLS`);
    else
        await download(asset.url, asset.sha256, fetched, { ...options, label: `${name} ${version}` });
    const executable = external_node_path_.join(draft, name);
    if (asset.member === undefined)
        await (0,promises_.rename)(fetched, executable);
    else {
        const handle = await (0,promises_.open)(executable, 'w', 0o600);
        try {
            await readMember(fetched, asset.member, (chunk) => handle.writeFile(chunk));
        }
        finally {
            await handle.close();
        }
        // Kept only where it is what later uses are compared with.
        if (!needsArchive(asset))
            await (0,promises_.rm)(fetched);
    }
    if (!(await isGenuine(draft, name, asset)))
        throw wrongBytes(asset);
    await (0,promises_.chmod)(executable, 0o755);
}
/** The copy is what is hashed: the folder belongs to others. */
async function copyPrepared({ asset, prepared }, to) {
    if (prepared === undefined)
        return false;
    try {
        await (0,promises_.copyFile)(external_node_path_.join(prepared, fileNameOf(asset)), to);
    }
    catch {
        return false;
    }
    if ((await sha256OfFile(to)) === asset.sha256)
        return true;
    await (0,promises_.rm)(to, { force: true });
    return false;
}
const wrongBytes = (asset) => (0,failure/* configurationFailure */.d_)({
    code: 'tool/wrong-bytes',
    cause: `The executable in ${fileNameOf(asset)} does not have the pinned sha256.`,
    remedy: 'Report this: the pins of Sealift name the archive and the executable of different releases.',
});
const changedWhileStored = ({ name, version }) => (0,failure/* configurationFailure */.d_)({
    code: 'tool/wrong-bytes',
    cause: `${name} ${version} was changed while it was put into the tool cache.`,
    remedy: 'Look for a full disk, and for another program that writes to the folder of RUNNER_TOOL_CACHE.',
});
const cacheUnwritable = (folder) => (error) => {
    throw (0,failure/* configurationFailure */.d_)({
        code: 'tool/cache-unwritable',
        cause: `The tool cache folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
        remedy: 'Set RUNNER_TOOL_CACHE to a folder that the runner may write to, or prepare the tools in SEALIFT_TOOLS.',
        error,
    });
};


/***/ }),

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
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
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
