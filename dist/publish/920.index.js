export const id = 920;
export const ids = [920,415];
export const modules = {

/***/ 7415:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mayCreateTag: () => (/* binding */ mayCreateTag)
});

// EXTERNAL MODULE: ./packages/action-kit/build/github-context.js
var github_context = __webpack_require__(6117);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var reference = __webpack_require__(7109);
// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./packages/core/build/image/tag.js
var image_tag = __webpack_require__(7568);
;// CONCATENATED MODULE: ./packages/core/build/release/newer-tags.js
/** Tags of a repository that may name releases newer than one's own, when a floating tag names nothing. */


/** `1`, `v1`, `1.2`: which versions it is of. Any other name may be of all. */
const PART = /^v?([0-9]+(?:\.[0-9]+)?)$/;
/**
 * Tags of higher versions that a floating tag would be of, the highest first. None when the release is no version.
 * Versions before a release (`2.0.0-rc.1`) count for their like alone: no other release waits behind them.
 * @param own the immutable tag of the release
 */
function newerVersions(own, floating, tags) {
    const version = (0,image_tag/* versionOf */.E4)(own);
    if (version === undefined)
        return [];
    const [, part] = PART.exec(floating) ?? [];
    const likes = (other) => (0,semver.prerelease)(other) === null || (0,semver.prerelease)(version) !== null;
    return tags
        .flatMap((tag) => {
        const other = (0,image_tag/* versionOf */.E4)(tag);
        return other === undefined ? [] : [{ tag, other }];
    })
        .filter(({ other }) => (0,semver.compare)(other, version) > 0 && likes(other) && (part === undefined || other.startsWith(`${part}.`)))
        .toSorted((a, b) => (0,semver.rcompare)(a.other, b.other))
        .map(({ tag }) => tag);
}
const COMMIT = /^sha-([0-9a-f]{40})(?:-r[0-9]{1,20})?$/;
/** By commit, the tags of other commits' releases. None when the release has no commit's tag. */
function otherCommits(own, tags) {
    const commit = COMMIT.exec(own)?.[1];
    const found = new Map();
    if (commit === undefined)
        return found;
    for (const tag of tags) {
        const other = COMMIT.exec(tag)?.[1];
        if (other !== undefined && other !== commit)
            found.set(other, [...(found.get(other) ?? []), tag]);
    }
    return found;
}

// EXTERNAL MODULE: ./packages/core/build/release/tag-order.js + 4 modules
var tag_order = __webpack_require__(9403);
// EXTERNAL MODULE: ./packages/github/build/client/client.js + 3 modules
var client_client = __webpack_require__(3670);
// EXTERNAL MODULE: ./packages/github/build/git/ancestry.js
var ancestry = __webpack_require__(1564);
// EXTERNAL MODULE: ./packages/github/build/git/refs.js
var refs = __webpack_require__(8163);
// EXTERNAL MODULE: ./packages/github/build/repository/repository.js
var repository_repository = __webpack_require__(4951);
// EXTERNAL MODULE: ./actions/publish/build/floating-tags.js
var floating_tags = __webpack_require__(7656);
// EXTERNAL MODULE: ./actions/publish/build/verifier.js + 1 modules
var verifier = __webpack_require__(3525);
;// CONCATENATED MODULE: ./actions/publish/build/absent-tag.js
/**
 * Whether a floating tag that names nothing may be made. It may never have existed; or somebody deleted it, or asked for
 * it only after newer releases were made: then an older release, made later or run again, must not get it.
 */











/** Releases that are looked at, the newest first: one that verifies is enough. */
const MAX_LOOKED_AT = 5;
/**
 * Only what verifies as a newer release stands in the way, so that nobody holds a tag back with a name.
 * @throws Failure those of the registry, cosign and GitHub when it cannot be known
 */
async function mayCreateTag(wanted, dependencies) {
    const { image, tag, ownTag } = wanted;
    if (ownTag === undefined)
        return true;
    const reason = await reasonAgainst({ ...wanted, ownTag }, dependencies);
    if (reason === undefined)
        return true;
    const name = `${(0,reference/* formatImageName */.eS)(wanted.at ?? image)}:${tag}`;
    dependencies.log.notice(`${name} is not made: ${reason}.`, { title: 'Tag' });
    return false;
}
async function reasonAgainst(wanted, dependencies) {
    const { ownTag, tag } = wanted;
    const tags = await listTags(wanted, dependencies);
    const commits = otherCommits(ownTag, tags);
    if (commits.size === 0)
        return firstNewer(newerVersions(ownTag, tag, tags), wanted, dependencies);
    const newer = await newerOnBranch(ownTag, wanted, dependencies);
    return newer === 'gone'
        ? `${wanted.policy.sourceRef} no longer holds the commit of ${ownTag}`
        : firstNewer(newer.flatMap((commit) => commits.get(commit) ?? []), wanted, dependencies);
}
/** Who may push may not be allowed to list, on ECR for example: no release fails for that. */
async function listTags({ image }, { client, log }) {
    try {
        return await client.listTags(image);
    }
    catch (thrown) {
        if (!(0,failure/* failedWith */.Mf)(thrown, 'registry/denied', 'registry/too-many-tags'))
            throw thrown;
        log.debug(`${(0,reference/* formatImageName */.eS)(image)}: ${thrown.message}`);
        return [];
    }
}
/** The newest commits that the branch has beyond this release; `gone` when it does not have this one any more. */
async function newerOnBranch(ownTag, { policy, token }, dependencies) {
    const [, branch] = /^refs\/heads\/(.+)$/s.exec(policy.sourceRef ?? '') ?? [];
    const [, commit] = /^sha-([0-9a-f]{40})/.exec(ownTag) ?? [];
    if (branch === undefined || commit === undefined)
        return [];
    const { apiUrl } = await (0,github_context/* readGitHubContext */.L7)(dependencies.env);
    const client = (0,client_client/* createGitHubClient */.L)({ ...dependencies, token: token ?? '', apiUrl });
    const repository = (0,repository_repository/* parseRepositoryName */.$M)(policy.sourceRepository);
    const head = await (0,refs/* readBranch */.pG)(client, repository, branch);
    // The usual case: the newest commit is released.
    if (head === undefined || head === commit)
        return [];
    const { relation, commits } = await (0,ancestry/* ancestryOf */.R)(client, repository, head)(commit);
    return relation === 'diverged' ? 'gone' : commits.map(({ sha }) => sha);
}
/** Why the first of the tags that names a newer release stands in the way; undefined when none does. */
async function firstNewer(tags, wanted, dependencies) {
    const { image, digest, policy, tag } = wanted;
    const { client } = dependencies;
    if (tags.length === 0)
        return undefined;
    const checker = { verifier: (0,verifier/* verifierFor */.E)(image, wanted, dependencies), client, policy };
    const release = await (0,floating_tags/* readRelease */.iJ)(checker, wanted);
    const history = await (0,floating_tags/* historyOf */.om)(release.record, wanted, dependencies);
    for (const other of tags.slice(0, MAX_LOOKED_AT)) {
        const found = await client.getManifest(image, other);
        if (found === undefined || found.digest === digest)
            continue;
        const holder = await (0,floating_tags/* readOther */.nB)(checker, wanted, found.digest);
        if (holder === 'unsigned')
            continue;
        const decision = await (0,tag_order/* decideTag */.B)(tag, release.record, holder.record, history);
        if (decision !== 'move')
            return `${(0,reference/* formatImageName */.eS)(image)}:${other} ${decision.leave}`;
    }
    return undefined;
}


/***/ }),

/***/ 7920:
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
var image_tag = __webpack_require__(7568);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/bounded.js
var bounded = __webpack_require__(1575);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var digest = __webpack_require__(8750);
// EXTERNAL MODULE: ./packages/registry/build/referrers.js
var build_referrers = __webpack_require__(2590);
;// CONCATENATED MODULE: ./packages/registry/build/copy-statement-tags.js
/**
 * Signatures, attestations and SBOMs as cosign attached them before there were referrers: images of their own, under tags
 * that are made of the digest. https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#storage
 */



const KINDS = ['sig', 'att', 'sbom'];
const PARALLEL = 4;
/**
 * Copies those of all subjects. Where the other place has another one under such a tag, that stays: it may hold what was
 * signed there.
 */
async function copyStatementTags(client, subjects, { from, to, log, send }) {
    const total = { count: 0, bytes: 0 };
    const copyOne = async (tag) => {
        if ((await client.headManifest(from, tag)) === undefined)
            return;
        const there = await client.headManifest(to, tag, { access: 'push' });
        const manifest = await client.getManifest(from, tag);
        if (manifest === undefined || manifest.digest === there?.digest)
            return;
        if (there !== undefined) {
            log.notice(`${(0,reference/* formatImageName */.eS)(to)}:${tag} holds other statements already: not copied`, {
                title: 'Copy',
            });
            return;
        }
        for (const blob of blobsOf(manifest))
            total.bytes += await send(blob);
        await client.putManifest(to, tag, manifest);
        total.count += 1;
    };
    const tags = subjects.flatMap((subject) => KINDS.map((kind) => `${(0,build_referrers/* referrersTag */.LN)(subject)}.${kind}`));
    await (0,bounded/* mapBounded */.y)(tags, PARALLEL, copyOne);
    return total;
}
const blobsOf = ({ json }) => json.kind === 'index' ? [] : [json.config, ...json.layers];

// EXTERNAL MODULE: ./packages/registry/build/manifest.js + 1 modules
var build_manifest = __webpack_require__(4983);
// EXTERNAL MODULE: ./packages/registry/build/push.js
var push = __webpack_require__(8888);
;// CONCATENATED MODULE: ./packages/registry/build/copy.js
/**
 * An image with everything about it, from one repository to another: the same bytes under the same digests, so that what
 * was signed there is signed here.
 */










const copy_PARALLEL = 4;
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
    const blobs = new Map(parts.flatMap((part) => copy_blobsOf(part)).map((blob) => [blob.digest, blob]));
    const send = async (blob) => {
        const source = lazyBlob(client, options, blob);
        try {
            const mount = from.registry === to.registry ? { mountFrom: from.repository } : {};
            return (await client.transferBlob(to, source.blob, mount)) === 'uploaded' ? blob.size : 0;
        }
        finally {
            await source.remove();
        }
    };
    const sent = await (0,bounded/* mapBounded */.y)([...blobs.values()], copy_PARALLEL, send);
    let bytes = sent.reduce((sum, each) => sum + each, 0);
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
    const tagged = await copyStatementTags(client, parts.map((part) => part.digest), { from, to, log, send });
    referrers += tagged.count;
    bytes += tagged.bytes;
    written ||= tagged.count > 0;
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
const copy_blobsOf = ({ json }) => json.kind === 'index' ? [] : [json.config, ...json.layers];
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
    const referrers = await (0,bounded/* mapBounded */.y)(missing, copy_PARALLEL, (descriptor) => referrerOf(client, options, subject, descriptor));
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
    for (const [index, blob] of copy_blobsOf(manifest).entries())
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
// EXTERNAL MODULE: ./actions/publish/build/absent-tag.js + 1 modules
var absent_tag = __webpack_require__(7415);
// EXTERNAL MODULE: ./actions/publish/build/floating-tags.js
var floating_tags = __webpack_require__(7656);
// EXTERNAL MODULE: ./actions/publish/build/summary.js
var summary = __webpack_require__(4272);
// EXTERNAL MODULE: ./actions/publish/build/tag-holder.js
var tag_holder = __webpack_require__(7775);
// EXTERNAL MODULE: ./actions/publish/build/verifier.js + 1 modules
var build_verifier = __webpack_require__(3525);
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
    .map((name) => (name === releasedTag ? (0,image_tag/* immutableTag */.Zc)(name) : (0,image_tag/* tagByForm */.wd)(name)))
    .toSorted((a, b) => Number(a.kind !== 'immutable') - Number(b.kind !== 'immutable'));
async function requireRelease({ image, digest, tools, tags }, policy, world) {
    const [tag = 'none'] = tags;
    const verifier = (0,build_verifier/* verifierFor */.E)(image, { tools, credentials: world.credentials }, world);
    const holder = await (0,tag_holder/* readHolder */.F)({ verifier, client: world.client, policy }, { ...image, digest }, tag);
    if (holder !== 'unsigned')
        return;
    throw (0,failure/* policyFailure */.Tm)({
        code: 'publish/not-released',
        cause: `${(0,reference/* formatImageReference */.my)({ ...image, digest })} carries no statement, so it is no release that could be copied.`,
        remedy: 'Sign the image first, or leave "certificate-identity" out to copy whatever is given.',
    });
}
/** The order of releases is read where they were made: a copy says nothing of itself. */
async function mayMove({ image, digest, policy, tools, token, releasedTag, tags }, { to, tag, from, }, world) {
    if (policy === undefined)
        return true;
    const move = { image, at: to, tag: tag.name, digest, policy, tools, credentials: world.credentials, token };
    if (from !== undefined)
        return (0,floating_tags.mayMoveTag)({ ...move, from }, world);
    const ownTag = releasedTag ?? tags.find((name) => (0,image_tag/* tagByForm */.wd)(name).kind === 'immutable');
    return (0,absent_tag.mayCreateTag)({ ...move, ownTag }, world);
}


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
