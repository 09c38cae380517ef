export const id = 415;
export const ids = [415];
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


/***/ })

};
