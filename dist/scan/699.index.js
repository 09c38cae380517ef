export const id = 699;
export const ids = [699];
export const modules = {

/***/ 63699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findPackageTraces: () => (/* binding */ findPackageTraces)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(38522);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(69520);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var image_digest = __webpack_require__(78750);
;// CONCATENATED MODULE: ./packages/core/build/scan/package-traces.js
/** Files by which an image shows that a package manager was at work in it, whether or not its database is still there. */
const RELEASE = /^(?:etc|usr\/lib)\/(?:os-release|[\w-]+-release|debian_version)$/;
const DATABASE = /^(?:var\/lib\/(?:dpkg|rpm|pacman|xbps|opkg|portage)|(?:usr\/)?lib\/(?:apk\/db|opkg|sysimage\/rpm|rpm)|usr\/share\/rpm|var\/db\/(?:pkg|xbps)|nix\/(?:store|var\/nix)|gnu\/store|etc\/(?:apt|apk|yum\.repos\.d|zypp|pacman\.d))\/./;
const PROGRAM = /^(?:usr\/(?:local\/)?)?s?bin\/(?:dpkg|apt|apt-get|apk|rpm|dnf5?|microdnf|tdnf|yum|zypper|pacman|emerge|xbps-install|opkg|nix-env|guix|swupd)$/;
/** @param path in a layer, without a leading slash; what a layer deletes is a trace as well */
function traceOf(path) {
    const plain = path.replace(/^\/+/, '').replace(/(^|\/)\.wh\.(?!\.wh\.)/, '$1');
    if (RELEASE.test(plain))
        return 'release';
    return DATABASE.test(plain) || PROGRAM.test(plain) ? 'packages' : undefined;
}
/** Distributions that name themselves and install no packages. */
const WITHOUT_PACKAGES = new Set(['buildroot', 'busybox', 'cos', 'flatcar', 'talos']);
/**
 * Whether a distribution has a package manager, as far as its name tells: unknown ones have.
 * @param osRelease content of etc/os-release. https://www.freedesktop.org/software/systemd/man/latest/os-release.html
 */
function hasPackageManager(osRelease) {
    const id = osRelease
        .split('\n')
        .find((line) => line.startsWith('ID='))
        ?.slice('ID='.length)
        .replace(/["'\r]/g, '')
        .trim()
        .toLowerCase();
    return !WITHOUT_PACKAGES.has(id ?? '');
}

// EXTERNAL MODULE: ./packages/tools/build/archive.js
var archive = __webpack_require__(1432);
;// CONCATENATED MODULE: ./packages/tools/build/trivy/package-traces.js
/**
 * Whether an image shows signs of a package manager: looked for when Trivy read none of its packages, since Trivy says
 * nothing about a distribution whose package database or release file is gone.
 */









/** Files that are named. */
const MAX_TRACES = 10;
/** Bytes of a layer that is fetched from a registry into memory. */
const MAX_LAYER = 256 * 1024 * 1024;
const MAX_RELEASE = 64 * 1024;
/**
 * Paths of files that a package manager left, over all layers, whether or not a later one deletes them; or a clause
 * why nobody could look.
 */
async function findPackageTraces(subject, reader) {
    try {
        const found = { packages: new Set(), releases: new Set() };
        for (const layer of await layersOf(subject, reader))
            await walkLayer(layer, found);
        return [...found.packages, ...found.releases].slice(0, MAX_TRACES);
    }
    catch (error) {
        return { unread: (0,failure/* asFailure */.h_)(error).message.replace(/\.$/, '') };
    }
}
async function layersOf({ digest, source }, { client }) {
    if (source.kind === 'registry') {
        const registry = await client();
        const manifest = await registry.getManifest(source.reference, digest);
        if (manifest?.json.kind !== 'manifest')
            throw new Error('its manifest is gone');
        return manifest.json.layers.map(({ digest: blob, mediaType }) => ({
            mediaType,
            open: async () => external_node_stream_.Readable.from([await registry.getBlob(source.reference, asDigest(blob), MAX_LAYER)], {
                objectMode: false,
            }),
        }));
    }
    const blob = (of) => external_node_path_.join(source.directory, 'blobs', 'sha256', (0,image_digest/* digestHex */.sU)(asDigest(of)));
    // Read and compared with its digest before: see `layoutSubjects`.
    const { layers } = JSON.parse(await (0,promises_.readFile)(blob(digest), 'utf8'));
    return layers.map((layer) => ({
        mediaType: layer.mediaType,
        open: async () => (0,external_node_fs_.createReadStream)(blob(layer.digest), { highWaterMark: 1 << 20 }),
    }));
}
function asDigest(text) {
    if ((0,image_digest/* isDigest */.Bc)(text))
        return text;
    throw new Error('a layer has no sha256 digest');
}
async function walkLayer({ mediaType, open }, found) {
    await (0,archive/* walkArchive */.w)(await open(), ({ name, kind, size }) => {
        const trace = kind === 'folder' ? undefined : traceOf(name);
        if (trace === 'packages')
            found.packages.add(name);
        if (trace !== 'release')
            return undefined;
        found.releases.add(name);
        if (kind !== 'file' || !name.endsWith('os-release') || size > MAX_RELEASE)
            return undefined;
        const chunks = [];
        let left = size;
        return (chunk) => {
            chunks.push(Uint8Array.from(chunk));
            left -= chunk.length;
            if (left === 0 && !hasPackageManager(Buffer.concat(chunks).toString('utf8')))
                found.releases.delete(name);
        };
    }, unpackerOf(mediaType));
}
function unpackerOf(mediaType) {
    if (mediaType.endsWith('gzip'))
        return (0,external_node_zlib_.createGunzip)();
    if (mediaType.endsWith('zstd'))
        return (0,external_node_zlib_.createZstdDecompress)();
    return new external_node_stream_.PassThrough();
}


/***/ })

};
