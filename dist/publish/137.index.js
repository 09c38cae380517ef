export const id = 137;
export const ids = [137];
export const modules = {

/***/ 8137:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  copyRelease: () => (/* binding */ copyRelease)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var reference = __webpack_require__(7109);
// EXTERNAL MODULE: ./packages/core/build/image/tag.js
var tag = __webpack_require__(7568);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/bounded.js
var bounded = __webpack_require__(1575);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var digest = __webpack_require__(8750);
// EXTERNAL MODULE: ./packages/registry/build/manifest.js + 1 modules
var build_manifest = __webpack_require__(4983);
// EXTERNAL MODULE: ./packages/registry/build/push.js
var push = __webpack_require__(8888);
// EXTERNAL MODULE: ./packages/registry/build/referrers.js
var build_referrers = __webpack_require__(2590);
;// CONCATENATED MODULE: ./packages/registry/build/copy.js
/**
 * An image with everything about it, from one repository to another: the same bytes under the same digests, so that what
 * was signed there is signed here.
 */









const PARALLEL = 4;
/** Levels of indexes, and of statements about statements. */
const MAX_DEPTH = 4;
const PUSH = { access: 'push' };
/**
 * Copies an image, its parts and all statements about them. No tag: the caller moves those when this is done. Blobs are
 * mounted where both repositories are in one registry.
 * @throws Failure `registry/not-found` when the image or a part of it is not there; those of both registries
 */
async function copyImage(client, options) {
    const { from, to, digest, log } = options;
    const parts = await collect(client, options, digest);
    const blobs = new Map(parts.flatMap((part) => blobsOf(part)).map((blob) => [blob.digest, blob]));
    let bytes = 0;
    const send = async (blob) => {
        const source = lazyBlob(client, options, blob);
        try {
            const mount = from.registry === to.registry ? { mountFrom: from.repository } : {};
            const result = await client.transferBlob(to, source.blob, mount);
            if (result === 'uploaded')
                bytes += blob.size;
        }
        finally {
            await source.remove();
        }
    };
    await (0,bounded/* mapBounded */.y)([...blobs.values()], PARALLEL, send);
    let written = bytes > 0;
    for (const part of parts) {
        if ((await client.headManifest(to, part.digest, PUSH)) !== undefined)
            continue;
        await client.putManifest(to, part.digest, part);
        written = true;
    }
    await (0,push/* readBack */.e)(client, to, { digest });
    let referrers = 0;
    for (const part of parts) {
        const copied = await copyReferrers(client, options, part.digest, 1);
        referrers += copied.count;
        bytes += copied.bytes;
        written ||= copied.written;
    }
    log.info(`${written ? 'copied' : 'already there:'} ${(0,reference/* formatImageName */.eS)(to)}@${digest} with ${referrers} statements`);
    return { existing: !written, referrers, bytes };
}
/** The manifest and all below it, children before parents. */
async function collect(client, { from }, digest) {
    const found = new Map();
    const visit = async (wanted, depth) => {
        if (found.has(wanted))
            return;
        if (depth > MAX_DEPTH || found.size >= build_manifest/* MAX_CHILDREN */.tw)
            throw notCopied(from, digest, 'it has too many parts');
        const manifest = await client.getManifest(from, wanted);
        if (manifest === undefined)
            throw notCopied(from, digest, `${wanted} is not in the registry`);
        if (manifest.json.kind === 'index')
            for (const child of manifest.json.manifests)
                await visit(child.digest, depth + 1);
        found.set(wanted, manifest);
    };
    await visit(digest, 1);
    return [...found.values()];
}
const blobsOf = ({ json }) => json.kind === 'index' ? [] : [json.config, ...json.layers];
/** Fetched when the other registry really wants it. */
function lazyBlob(client, { from, folder }, blob) {
    const file = external_node_path_.join(folder, `blob-${(0,digest/* digestHex */.sU)(blob.digest)}`);
    let fetched;
    const fetch = () => {
        fetched ??= client.downloadBlob(from, blob, file);
        return fetched;
    };
    return {
        blob: { digest: blob.digest, size: blob.size, fetch },
        remove: () => (0,promises_.rm)(file, { force: true }),
    };
}
/** What is attached to a manifest, then what is attached to that. */
async function copyReferrers(client, options, subject, depth) {
    const { from, to, log } = options;
    const listed = (await (0,build_referrers/* listReferrers */.xt)(client, from, subject)).filter(({ mediaType, digest }) => {
        if ([...build_manifest/* MANIFEST_MEDIA_TYPES */.$T, ...build_manifest/* INDEX_MEDIA_TYPES */.kA].includes(mediaType))
            return true;
        log.notice(`${digest}, which is attached to ${subject}, is of the kind ${mediaType}: not copied`, {
            title: 'Copy',
        });
        return false;
    });
    if (listed.length === 0)
        return { count: 0, bytes: 0, written: false };
    if (depth > MAX_DEPTH)
        throw notCopied(from, subject, 'statements about statements do not end');
    const there = new Set((await (0,build_referrers/* listReferrers */.xt)(client, to, subject)).map(({ digest }) => digest));
    const missing = listed.filter(({ digest }) => !there.has(digest));
    const referrers = await (0,bounded/* mapBounded */.y)(missing, PARALLEL, (descriptor) => referrerOf(client, options, subject, descriptor));
    await (0,build_referrers/* attachReferrers */.oj)(client, to, subject, referrers);
    const blobs = referrers.flatMap((referrer) => referrer.blobs);
    for (const blob of blobs)
        if ('path' in blob)
            await (0,promises_.rm)(blob.path, { force: true });
    const total = {
        count: listed.length,
        bytes: blobs.reduce((sum, { size }) => sum + size, 0),
        written: missing.length > 0,
    };
    for (const { digest } of listed) {
        const below = await copyReferrers(client, options, digest, depth + 1);
        total.count += below.count;
        total.bytes += below.bytes;
        total.written ||= below.written;
    }
    return total;
}
async function referrerOf(client, options, subject, descriptor) {
    const { from, folder } = options;
    const manifest = await client.getManifest(from, descriptor.digest);
    if (manifest === undefined)
        throw notCopied(from, subject, `${descriptor.digest}, which is attached to it, is not there`);
    const blobs = [];
    // Several documents name the same empty config: each file is its own.
    for (const [index, blob] of blobsOf(manifest).entries())
        blobs.push(await client.downloadBlob(from, blob, external_node_path_.join(folder, `statement-${(0,digest/* digestHex */.sU)(descriptor.digest)}-${index}`)));
    return { descriptor, bytes: manifest.bytes, blobs };
}
const notCopied = (from, digest, reason) => (0,failure/* configurationFailure */.d_)({
    code: 'registry/not-found',
    cause: `${(0,reference/* formatImageName */.eS)(from)}@${digest} cannot be copied whole: ${reason}.`,
    remedy: 'Push or sign the image again, and let no clean-up delete what belongs to a release.',
});

// EXTERNAL MODULE: ./packages/registry/build/tags.js
var build_tags = __webpack_require__(6997);
// EXTERNAL MODULE: ./packages/tools/build/temporary-folder.js
var temporary_folder = __webpack_require__(1150);
// EXTERNAL MODULE: ./actions/publish/build/asking-cosign.js
var asking_cosign = __webpack_require__(7241);
// EXTERNAL MODULE: ./actions/publish/build/floating-tags.js + 18 modules
var floating_tags = __webpack_require__(469);
// EXTERNAL MODULE: ./actions/publish/build/summary.js
var summary = __webpack_require__(4272);
// EXTERNAL MODULE: ./actions/publish/build/tag-holder.js
var tag_holder = __webpack_require__(7775);
;// CONCATENATED MODULE: ./actions/publish/build/copy.js
/** Brings a release to other registries: the same bytes, with all that was signed and attested, and its tags last. */










/**
 * All bytes of all destinations first, then the tags: none of them names an image that another one lacks.
 * @throws Failure `publish/not-released` for an image that is no release by those who may sign it; those of the registries
 */
async function copyRelease(inputs, world) {
    const { image, digest, destinations } = inputs;
    const { client, env, log } = world;
    if (inputs.policy === undefined)
        log.notice(`${(0,reference/* formatImageReference */.my)({ ...image, digest })} is copied as it is: nobody says who must have signed it.`);
    else
        await requireRelease(inputs, inputs.policy, world);
    const copies = [];
    for (const to of destinations) {
        const result = await log.group(`Copy ${(0,reference/* formatImageReference */.my)({ ...image, digest })} to ${(0,reference/* formatImageName */.eS)(to)}`, () => (0,temporary_folder/* withTemporaryFolder */.E)(env, 'copy', (folder) => copyImage(client, { from: image, to, digest, folder, log })));
        copies.push({ to, result });
    }
    const tags = [];
    for (const to of destinations)
        for (const tag of inOrder(inputs)) {
            const name = `${(0,reference/* formatImageName */.eS)(to)}:${tag.name}`;
            const result = await (0,build_tags/* moveTag */.m)(client, to, digest, tag, async (from) => mayMove(inputs, { to, tag, from }, world));
            log.info(`${result === 'left' ? 'tag stays elsewhere' : 'tag points to it'}: ${name}`);
            tags.push({ name, result });
        }
    const existing = copies.every(({ result }) => result.existing) && tags.every(({ result }) => result !== 'moved');
    const named = tags.filter(({ result }) => result !== 'left').map(({ name }) => name);
    await world.summary((0,summary/* renderCopies */.M)(digest, copies, named));
    return {
        digest,
        image: (0,reference/* formatImageReference */.my)({ ...image, digest }),
        existing: String(existing),
        tags: named.join('\n'),
        copies: destinations.map((to) => (0,reference/* formatImageReference */.my)({ ...to, digest })).join('\n'),
    };
}
/** A tag that must not move fails the step before any other one has moved. */
const inOrder = ({ tags, releasedTag }) => tags
    .map((name) => (name === releasedTag ? (0,tag/* immutableTag */.Zc)(name) : (0,tag/* tagByForm */.wd)(name)))
    .toSorted((a, b) => Number(a.kind !== 'immutable') - Number(b.kind !== 'immutable'));
async function requireRelease({ image, digest, tools, tags }, policy, world) {
    const [tag = 'none'] = tags;
    const holder = await (0,asking_cosign/* askCosign */.f)(image, { tools, credentials: world.credentials }, world, (cosign) => (0,tag_holder/* readHolder */.F)({ cosign, client: world.client, policy }, { ...image, digest }, tag));
    if (holder !== 'unsigned')
        return;
    throw (0,failure/* policyFailure */.Tm)({
        code: 'publish/not-released',
        cause: `${(0,reference/* formatImageReference */.my)({ ...image, digest })} carries no statement, so it is no release that could be copied.`,
        remedy: 'Sign the image first, or leave "certificate-identity" out to copy whatever is given.',
    });
}
/** The order of releases is read where they were made: a copy says nothing of itself. */
async function mayMove({ image, digest, policy, tools, token }, { to, tag, from, }, world) {
    if (policy === undefined)
        return true;
    const move = { image, tag: tag.name, digest, from, policy, tools, credentials: world.credentials, token };
    return (0,floating_tags.mayMoveTag)({ ...move, at: to }, world);
}


/***/ })

};
