export const id = 497;
export const ids = [497];
export const modules = {

/***/ 3525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ verifierFor)
});

// EXTERNAL MODULE: ./packages/core/build/once.js
var once = __webpack_require__(4825);
// EXTERNAL MODULE: ./packages/core/build/verification/conditions.js
var conditions = __webpack_require__(2624);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./packages/tools/build/sigstore/trust-roots.js
var trust_roots = __webpack_require__(5627);
;// CONCATENATED MODULE: ./packages/tools/build/sigstore/verifier.js




/** As many as one cosign lets read at once; each image opens one of its own. */
const PARALLEL_PROCESSES = 4;
function createVerifier({ tools, credentials, trustedRoot }, dependencies) {
    const roots = dependencies.trustRoots ?? (0,trust_roots/* createTrustRoots */.SZ)(dependencies);
    const materials = createMaterials(roots, trustedRoot);
    // Hashing it takes longer than a verification.
    const tool = (0,once/* once */.O)(() => dependencies.resolveTool('cosign', { source: tools, ...dependencies }));
    const turns = (0,p_limit/* default */.A)(PARALLEL_PROCESSES);
    return {
        async verifyBundle(bundle, claim, policy) {
            const differences = bundle.signer === undefined ? ['it has no certificate'] : (0,conditions/* signerDifferences */.V)(policy, bundle.signer);
            if (differences.length > 0)
                return { refused: differences.join(' and ') };
            const material = await materials(claim, policy);
            const { judgeBundle } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(75)]).then(__webpack_require__.bind(__webpack_require__, 4075));
            return judgeBundle(bundle, claim, material);
        },
        async verifyOldSignature(subject, policy) {
            const [{ withCosign }, { path }] = await Promise.all([__webpack_require__.e(/* import() */ 345).then(__webpack_require__.bind(__webpack_require__, 345)), tool()]);
            return turns(() => withCosign({ ...dependencies, path, credentials, trustedRoot }, (cosign) => cosign.verifyOldSignature(subject, policy)));
        },
    };
}
/** The keys for each kind of question, read once. */
function createMaterials(roots, file) {
    const known = new Map();
    const sourceOf = (instance, given) => {
        if (instance === 'public' && given !== undefined)
            return { from: 'the ops repository', text: async () => given };
        if (file !== undefined)
            return { from: file, text: async () => (await (0,trust_roots/* readTrust */.bn)(file)).toString('utf8') };
        return { from: instance === 'github' ? trust_roots/* GITHUB_TUF */.YO : 'TUF', text: roots[instance] };
    };
    const load = async (instance, { from, text }) => {
        const { assertGitHubRoot, trustMaterialOf } = await Promise.all(/* import() */[__webpack_require__.e(187), __webpack_require__.e(965)]).then(__webpack_require__.bind(__webpack_require__, 5965));
        const root = await text();
        if (instance === 'github')
            assertGitHubRoot(root, from);
        return trustMaterialOf(root, from);
    };
    return ({ instance }, { trustedRoot }) => {
        const key = `${instance} ${trustedRoot ?? ''}`;
        const material = known.get(key) ?? load(instance, sourceOf(instance, trustedRoot));
        known.set(key, material);
        return material;
    };
}

;// CONCATENATED MODULE: ./actions/publish/build/verifier.js

/** For questions about one image. */
const verifierFor = ({ registry }, { tools, credentials }, dependencies) => createVerifier({ tools, credentials: new Map(credentials === undefined ? [] : [[registry, credentials]]) }, dependencies);


/***/ }),

/***/ 2624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ signerDifferences)
/* harmony export */ });
/* unused harmony export policyOf */
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9068);

/** What differs between the policy and a certificate, in words; empty when nothing does. */
function signerDifferences(policy, found) {
    const rows = [
        ['identity', wantedIdentity(policy, found.identity), found.identity],
        ['issuer', policy.issuer, found.issuer],
        ['source repository', policy.sourceRepository, found.sourceRepository],
        ['source ref', policy.sourceRef, found.sourceRef],
        ...runRows(policy.run ?? {}, found),
    ];
    return rows.flatMap(([name, wanted, has]) => wanted === undefined || wanted === has
        ? []
        : [`the ${name} is ${has === undefined ? 'missing' : `"${has}"`} instead of "${wanted}"`]);
}
/** The one that was found, if it is trusted. */
const wantedIdentity = ({ identities }, found) => found !== undefined && (0,_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesIdentities */ .gl)(identities, found) ? found : (0,_identity_js__WEBPACK_IMPORTED_MODULE_0__/* .formatIdentities */ .WU)(identities);
function runRows({ callerWorkflow, triggers, runnerEnvironment, commit }, found) {
    const has = found.trigger;
    const wanted = has !== undefined && triggers?.includes(has) === true ? has : triggers?.join(' or ');
    return [
        ['caller workflow', wantedCaller(callerWorkflow, found.callerWorkflow), found.callerWorkflow],
        ['trigger', wanted, has],
        ['runner environment', runnerEnvironment, found.runnerEnvironment],
        ['commit', commit, found.commit],
    ];
}
/** Without a ref, any ref of that workflow is meant: the one that was found. */
function wantedCaller(wanted, found) {
    if (wanted === undefined || wanted.includes('@') || found === undefined)
        return wanted;
    return found.startsWith(`${wanted}@`) ? found : wanted;
}
/** The policy that a signer must meet to count as the very same one. */
const policyOf = (signer) => ({
    identities: exactly(signer.identity),
    issuer: signer.issuer,
    sourceRepository: signer.sourceRepository,
    sourceRef: signer.sourceRef,
});


/***/ }),

/***/ 3190:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T4: () => (/* binding */ predicateTypeOf),
/* harmony export */   a2: () => (/* binding */ nounOf),
/* harmony export */   dq: () => (/* binding */ REQUIREMENTS),
/* harmony export */   yg: () => (/* binding */ describeProblems)
/* harmony export */ });
/* unused harmony exports PREDICATE_TYPES, parseRequirement, REASON_CODES */
/* harmony import */ var _release_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2177);

/** What every release carries, in the order in which it is shown. */
const REQUIREMENTS = ['signature', 'sbom', 'verdict', 'provenance', 'record'];
const PREDICATE_TYPES = {
    signature: _release_record_js__WEBPACK_IMPORTED_MODULE_0__/* .SIGNATURE_TYPE */ .uf,
    sbom: _release_record_js__WEBPACK_IMPORTED_MODULE_0__/* .SPDX_TYPE */ .JZ,
    verdict: _release_record_js__WEBPACK_IMPORTED_MODULE_0__/* .VERDICT_TYPE */ .R1,
    provenance: _release_record_js__WEBPACK_IMPORTED_MODULE_0__/* .PROVENANCE_TYPE */ .Ti,
    record: _release_record_js__WEBPACK_IMPORTED_MODULE_0__/* .RELEASE_RECORD_TYPE */ .XY,
};
const isKind = (requirement) => REQUIREMENTS.some((kind) => kind === requirement);
/** The predicate type that a statement must have to meet it. */
const predicateTypeOf = (requirement) => isKind(requirement) ? PREDICATE_TYPES[requirement] : requirement;
const NOUNS = {
    signature: 'signature',
    sbom: 'SBOM attestation',
    verdict: 'scan verdict',
    record: 'release record',
    provenance: 'provenance',
};
/** For a sentence: `its scan verdict is …`. */
const nounOf = (requirement) => isKind(requirement) ? NOUNS[requirement] : `statement of type ${requirement}`;
/** Characters of a predicate type. */
const MAX_URI = 500;
/**
 * A name of a kind, or the URI of a predicate type; undefined when it is neither. The URI of a kind is that kind, so
 * that nobody asks for it without what belongs to it.
 */
function parseRequirement(text) {
    const kind = REQUIREMENTS.find((known) => known === text || PREDICATE_TYPES[known] === text);
    if (kind !== undefined)
        return kind;
    // RFC 3986: nothing that could end a cell of a table or a code span.
    const uri = text.length <= MAX_URI &&
        /^[a-z][a-z0-9+.-]*:[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$/.test(text) &&
        URL.canParse(text);
    return uri ? text : undefined;
}
/** Why something is refused. */
const REASON_CODES = (/* unused pure expression or super */ null && ([
    /** The registry does not have the image. */
    'image-absent',
    /** The image has no platform manifest. */
    'image-empty',
    /** The image is for other platforms than those that were planned. */
    'other-platforms',
    /** A service failed: nothing is known about the image. */
    'not-judged',
    /** No statement of this kind, or no signature. */
    'missing',
    /** Attestations are there, and no signature. */
    'attested-only',
    /** Who or what signed is not trusted. */
    'signer-not-trusted',
    /** Signature, log entry, certificate or timestamp do not verify. */
    'not-valid',
    /** The statement, or what it says, is about something else. */
    'other-subject',
    /** Signed, and not to be understood. */
    'unreadable',
    /** More than anybody looks through, or larger than anybody reads. */
    'too-much',
    /** Only the format of cosign 1 and 2 is there, which does not tell what is asked. */
    'old-format',
    'verdict-fail',
    /** A pass that does not follow from its own counts. */
    'verdict-contradicts-itself',
    /** A pass under rules that are less strict than those that are asked for. */
    'verdict-too-lenient',
    'scan-too-old',
    /** Later than its own signature. */
    'scan-in-future',
    'database-too-old',
    /** Later than the scan. */
    'database-in-future',
    /** It is not said which database it was. */
    'database-unknown',
    /** The release record says something else than is expected. */
    'record-differs',
    /** The SBOM is not the one that the release record names. */
    'sbom-differs',
    /** The provenance says something else than the certificate. */
    'provenance-differs',
]));
/** One clause a reason, with everything that it holds for: `the index, linux/amd64: it is not signed`. */
function describeProblems(problems) {
    const byReason = Map.groupBy(problems, ({ reason }) => reason);
    return [...byReason].map(([reason, alike]) => {
        const labels = [...new Set(alike.flatMap(({ platform }) => platform ?? []))];
        return labels.length === 0 ? reason : `${labels.join(', ')}: ${reason}`;
    });
}


/***/ }),

/***/ 8214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ signedTimeOf),
/* harmony export */   ll: () => (/* binding */ newestFirst),
/* harmony export */   su: () => (/* binding */ newestOf)
/* harmony export */ });
/**
 * When a statement was signed, as others than the signer vouch for it, and which of several is the newest. See
 * docs/decisions/newest-statement.md.
 */
/**
 * @param times what the log and the timestamp authorities of one bundle say, verified or not
 * @param validity of the certificate, which is verified: no true time lies outside, so a false one moves a statement by
 *   minutes at most
 */
function signedTimeOf(times, validity) {
    const possible = times.filter((time) => time >= validity.earliest && time <= validity.latest);
    return possible.length === 0
        ? validity
        : { earliest: Math.min(...possible), latest: Math.max(...possible) };
}
/** The latest first. Never undecided: equal times stay in the order in which they came. */
const newestFirst = (statements) => statements.toSorted((a, b) => b.signed.latest - a.signed.latest || b.signed.earliest - a.signed.earliest);
/**
 * Every statement that may be the newest one: usually one, several when their times overlap. What is required of the
 * newest is required of each of them, since a fail must not be outvoted by a pass of which nobody knows that it is
 * newer.
 */
function newestOf(statements) {
    const known = Math.max(...statements.map(({ signed }) => signed.earliest));
    return newestFirst(statements).filter(({ signed }) => signed.latest >= known);
}


/***/ }),

/***/ 2590:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LN: () => (/* binding */ referrersTag),
/* harmony export */   oj: () => (/* binding */ attachReferrers),
/* harmony export */   xt: () => (/* binding */ listReferrers)
/* harmony export */ });
/* unused harmony exports makeReferrer, blobOf */
/* harmony import */ var _sealift_core_bounded__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1575);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_image_digest__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8750);
/* harmony import */ var _sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7109);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4983);
/**
 * Documents about a manifest (signatures, attestations, …): finding them and attaching them.
 * https://github.com/opencontainers/distribution-spec/blob/v1.1.1/spec.md#pushing-manifests-with-subject and, for
 * registries without the referrers API (ghcr.io is one), #referrers-tag-schema
 */





/** https://github.com/opencontainers/image-spec/blob/v1.1.1/manifest.md#guidance-for-an-empty-descriptor */
const EMPTY = { mediaType: 'application/vnd.oci.empty.v1+json', bytes: new TextEncoder().encode('{}') };
/** Small requests, each of which waits for the registry. */
const PARALLEL = 4;
/** Where referrers are listed in a registry without the API for it. */
const referrersTag = (subject) => `sha256-${(0,_sealift_core_image_digest__WEBPACK_IMPORTED_MODULE_1__/* .digestHex */ .sU)(subject)}`;
/**
 * What is listed for a manifest: by the referrers API where there is one, else under the fallback tag. Not both: the
 * verifiers that this is for ask in the same way, and a statement where none of them looks must count as missing.
 *
 * Whoever may write packages may attach any number of documents. When the list is too long, the registry is asked for
 * those of the types that are wanted, each by itself: what is of another type cannot hide them then, where the registry
 * filters. A list that is too long for all that is refused: what is not read may be what says no.
 * @param types media types of the documents that are wanted; none asks for everything or fails
 * @throws Failure `registry/too-many-referrers`, `remote`
 */
async function listReferrers(client, image, subject, types = []) {
    try {
        const listed = (await client.getReferrers(image, subject)) ??
            (await client.getManifest(image, referrersTag(subject)))?.json;
        return listed?.kind === 'index' ? listed.manifests : [];
    }
    catch (thrown) {
        if (!(0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .failedWith */ .Mf)(thrown, 'registry/too-many-referrers') || types.length === 0)
            throw thrown;
        const lists = [];
        for (const artifactType of types)
            lists.push((await client.getReferrers(image, subject, { artifactType }))?.manifests ?? []);
        // A registry that does not know of the filter gives everything each time.
        return [...new Map(lists.flat().map((descriptor) => [descriptor.digest, descriptor])).values()];
    }
}
/** A document of one layer. Members stand in the order in which cosign writes them. */
function makeReferrer(options) {
    const { subject, artifactType, content, annotations } = options;
    const empty = blobOf(EMPTY.bytes);
    const manifest = {
        schemaVersion: 2,
        mediaType: OCI_MANIFEST,
        config: { mediaType: EMPTY.mediaType, size: empty.size, digest: empty.digest, artifactType },
        layers: [{ mediaType: artifactType, size: content.size, digest: content.digest }],
        annotations,
        subject: { mediaType: subject.mediaType, size: subject.size, digest: subject.digest },
        artifactType,
    };
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    return {
        // The specification wants type and annotations of the manifest repeated where it is listed.
        descriptor: {
            mediaType: OCI_MANIFEST,
            size: bytes.length,
            digest: digestOf(bytes),
            artifactType,
            annotations,
        },
        bytes,
        blobs: [empty, content],
    };
}
const blobOf = (bytes) => ({
    bytes,
    digest: digestOf(bytes),
    size: bytes.length,
});
/**
 * Pushes documents about `subject`. A registry with the referrers API lists each by itself, and the last one is pushed
 * when the others are there; for any other registry, the fallback tag is written once, with all of them and with every
 * entry that it had. Pushing again what is there changes nothing.
 *
 * Two writers of one fallback tag can still undo each other, since registries have no compare-and-swap: look with
 * {@link listReferrers} afterwards.
 * @throws Failure `configuration` when the tag is something else than a list, or the list is full; `remote`
 */
async function attachReferrers(client, image, subject, referrers) {
    const blobs = new Map(referrers.flatMap((referrer) => referrer.blobs.map((blob) => [blob.digest, blob])));
    await (0,_sealift_core_bounded__WEBPACK_IMPORTED_MODULE_4__/* .mapBounded */ .y)([...blobs.values()], PARALLEL, (blob) => client.uploadBlob(image, blob));
    const put = async (referrer) => {
        const { mediaType } = referrer.descriptor;
        const { listed } = await client.putReferrer(image, subject, { bytes: referrer.bytes, mediaType });
        return { referrer, listed };
    };
    const results = [
        ...(await (0,_sealift_core_bounded__WEBPACK_IMPORTED_MODULE_4__/* .mapBounded */ .y)(referrers.slice(0, -1), PARALLEL, put)),
        ...(await (0,_sealift_core_bounded__WEBPACK_IMPORTED_MODULE_4__/* .mapBounded */ .y)(referrers.slice(-1), PARALLEL, put)),
    ];
    const unlisted = results.filter(({ listed }) => !listed).map(({ referrer }) => referrer.descriptor);
    if (unlisted.length > 0)
        await addToTag(client, image, subject, unlisted);
}
async function addToTag(client, image, subject, descriptors) {
    const tag = referrersTag(subject);
    const found = await client.getManifest(image, tag, { access: 'push' });
    const problem = (reason, remedy) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__/* .configurationFailure */ .d_)({
        code: 'registry/not-accepted',
        cause: `Nothing can be attached to ${(0,_sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_2__/* .formatImageName */ .eS)(image)}@${subject}: the tag "${tag}" ${reason}.`,
        remedy,
    });
    if (found !== undefined && found.json.kind !== 'index')
        throw problem('is an image', 'Delete that tag: registries keep the list of statements about an image there.');
    const listed = new Set(found?.json.kind === 'index' ? found.json.manifests.map(({ digest }) => digest) : []);
    const added = descriptors.filter(({ digest }) => !listed.has(digest));
    if (added.length === 0)
        return;
    const bytes = indexWith(found, added);
    if (listed.size + added.length > _manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_CHILDREN */ .tw || bytes.length > _manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_MANIFEST_SIZE */ .L7)
        throw problem(`lists ${listed.size} documents already, and there is no room for ${added.length} more`, 'Find out who attaches so many, and delete what is not needed.');
    await client.putManifest(image, tag, { bytes, mediaType: found?.mediaType ?? _manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_INDEX */ .$p });
}
/** With what stood there byte for byte the same in meaning: entries and members that we do not know are kept too. */
function indexWith(found, added) {
    const index = found === undefined
        ? { schemaVersion: 2, mediaType: _manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .OCI_INDEX */ .$p, manifests: [] }
        : JSON.parse(Buffer.from(found.bytes).toString('utf8'));
    return new TextEncoder().encode(JSON.stringify({ ...index, manifests: [...index.manifests, ...added] }));
}


/***/ }),

/***/ 153:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bo: () => (/* binding */ readBundle),
/* harmony export */   OB: () => (/* binding */ MAX_REFERRERS),
/* harmony export */   _1: () => (/* binding */ MAX_BUNDLE_SIZE),
/* harmony export */   jU: () => (/* binding */ listCandidates),
/* harmony export */   oF: () => (/* binding */ readListed)
/* harmony export */ });
/* unused harmony exports BUNDLE_TYPES, bundleReferrer */
/* harmony import */ var _sealift_core_bounded__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1575);
/* harmony import */ var _sealift_registry_referrers__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2590);
/* harmony import */ var _output_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4802);
/**
 * The Sigstore bundles that a registry lists for a subject, read without judging them: to learn whether there is
 * anything to verify, whom a refused signature names, and where in the log an accepted one stands. And new ones, as
 * they are attached.
 * https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md
 */



const BUNDLE_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(?:\.v0\.3)?\+json(?:;version=[0-9.]+)?$/;
/** Every type that bundles were given, from the first format on. */
const BUNDLE_TYPES = [
    'application/vnd.dev.sigstore.bundle.v0.3+json',
    ...['0.3', '0.2', '0.1'].map((version) => `application/vnd.dev.sigstore.bundle+json;version=${version}`),
];
const BUNDLE_V03 = 'application/vnd.dev.sigstore.bundle.v0.3+json';
const PREDICATE_TYPE = 'dev.sigstore.bundle.predicateType';
/** Bytes. A document of the largest size that we attest, in base64 within JSON. */
const MAX_BUNDLE_SIZE = 64 * 1024 * 1024;
/** More referrers than a release has by far; whoever may write to the repository can add any number. */
const MAX_REFERRERS = 500;
/**
 * What a list says of a bundle that cosign before 3.1.3 attached where there is no referrers API: the media type of
 * its config (https://github.com/sigstore/cosign/issues/4641). What it is, its manifest says.
 */
const EMPTY_CONFIG = 'application/vnd.oci.empty.v1+json';
/** Small requests, each of which waits for the registry. */
const PARALLEL = 6;
/**
 * What may be a bundle among the referrers of a subject, by the list alone. None: there is nothing to verify.
 * @throws Failure `remote` when the registry fails
 */
async function listCandidates(client, subject) {
    const candidates = (await (0,_sealift_registry_referrers__WEBPACK_IMPORTED_MODULE_0__/* .listReferrers */ .xt)(client, imageOf(subject), subject.digest, BUNDLE_TYPES)).filter(({ artifactType }) => artifactType === undefined || artifactType === EMPTY_CONFIG || BUNDLE_TYPE.test(artifactType));
    return {
        candidates: candidates.slice(0, MAX_REFERRERS),
        complete: candidates.length <= MAX_REFERRERS,
    };
}
/**
 * The bundles among the candidates, by their manifests.
 * @throws Failure `remote` when the registry fails
 */
async function readListed(client, subject, candidates) {
    const listed = await (0,_sealift_core_bounded__WEBPACK_IMPORTED_MODULE_2__/* .mapBounded */ .y)(candidates, PARALLEL, async (descriptor) => {
        const manifest = await client.getManifest(imageOf(subject), descriptor.digest);
        if (manifest?.json.kind !== 'manifest' || manifest.json.subject?.digest !== subject.digest)
            return [];
        const [layer] = manifest.json.layers;
        if (layer === undefined || !BUNDLE_TYPE.test(layer.mediaType))
            return [];
        return [
            {
                referrer: { descriptor, bytes: manifest.bytes, blobs: [] },
                announcedType: manifest.json.annotations?.[PREDICATE_TYPE],
                size: layer.size,
                blob: layer.digest,
            },
        ];
    });
    return listed.flat();
}
/**
 * A bundle as cosign 3.1.2 attaches it, byte for byte but for the time.
 * @param created milliseconds
 */
const bundleReferrer = (subject, bundle, predicateType, created) => makeReferrer({
    subject,
    artifactType: BUNDLE_V03,
    content: bundle,
    annotations: {
        'dev.sigstore.bundle.content': 'dsse-envelope',
        [PREDICATE_TYPE]: predicateType,
        'org.opencontainers.image.created': new Date(created).toISOString().replace(/\.\d+Z$/, 'Z'),
    },
});
/**
 * Reads one bundle; undefined when it is not one.
 * @throws Failure `remote` when the registry fails
 */
async function readBundle(client, subject, listed) {
    const bytes = await client.getBlob(imageOf(subject), listed.blob, MAX_BUNDLE_SIZE);
    try {
        return { size: bytes.length, parsed: (0,_output_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBundle */ .QN)(Buffer.from(bytes).toString('utf8')) };
    }
    catch {
        return undefined;
    }
}
const imageOf = ({ registry, repository }) => ({ registry, repository });


/***/ }),

/***/ 4802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hk: () => (/* binding */ openBundle),
  QN: () => (/* binding */ parseBundle),
  KP: () => (/* binding */ parseOldSignatures)
});

// UNUSED EXPORTS: readStatement

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var digest = __webpack_require__(8750);
;// CONCATENATED MODULE: ./packages/core/build/text/base64.js
/**
 * Base64 of any size in linear time. Not by a regular expression: a repeated group is matched by recursion, and its
 * stack ends after some millions of characters.
 */
/**
 * The bytes of canonical base64 (RFC 4648 section 4, with padding, without line breaks); undefined when the text is
 * anything else, however little. Buffer alone passes over what it does not know.
 */
function decodeBase64(text) {
    if (text.length % 4 !== 0)
        return undefined;
    const bytes = Buffer.from(text, 'base64');
    return bytes.toString('base64') === text ? bytes : undefined;
}

// EXTERNAL MODULE: ./packages/core/build/verification/signed-time.js
var signed_time = __webpack_require__(8214);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/der.js
/** The little of DER that certificates need (ITU-T X.690). */
const [OCTET_STRING, OID, UTF8_STRING] = [0x04, 0x06, 0x0c];
/** The elements that stand one after another in `der`. @throws RangeError on a length beyond the end */
function der_elements(der) {
    const result = [];
    for (let at = 0; at < der.length;) {
        const tag = der.readUInt8(at);
        const first = der.readUInt8(at + 1);
        const lengthBytes = first & 0x80 ? first & 0x7f : 0;
        const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
        const start = at + 2 + lengthBytes;
        if (start + length > der.length)
            throw new RangeError('A DER element is longer than what holds it');
        result.push({ tag, body: der.subarray(start, start + length) });
        at = start + length;
    }
    return result;
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/certificate.js
/**
 * What a Fulcio certificate says about who signed. Node shows the subject alternative name but no extension of
 * its own, so the few DER structures on the way to one are read here.
 * https://github.com/sigstore/fulcio/blob/main/docs/oid-info.md, RFC 5280 section 4.1
 */


/** Arcs below 1.3.6.1.4.1.57264.1, and the older ones whose value is bare text. */
const ISSUER = { current: 8, old: 1 };
const SOURCE_REPOSITORY = 5;
const SOURCE_REF = 6;
const RUNNER_ENVIRONMENT = 11;
const SOURCE_REPOSITORY_DIGEST = 13;
const BUILD_CONFIG_URI = 18;
const BUILD_TRIGGER = 20;
const VISIBILITY = 22;
// 1.3.6.1.4.1.57264.1 in DER, without the last arc
const FULCIO_OID = Buffer.from('2b0601040183bf3001', 'hex');
const EXTENSIONS = 0xa3;
/** undefined when the bytes are not a certificate. Signatures are not looked at. */
function readCertificate(der) {
    try {
        const certificate = new external_node_crypto_.X509Certificate(der);
        const extensions = fulcioExtensions(Buffer.from(der));
        const validity = {
            earliest: Date.parse(certificate.validFrom),
            latest: Date.parse(certificate.validTo),
        };
        if (!Number.isFinite(validity.earliest) || !Number.isFinite(validity.latest))
            return undefined;
        return {
            signer: {
                identity: onlyUri(certificate.subjectAltName),
                issuer: certificate_text(extensions.get(ISSUER.current)) ?? extensions.get(ISSUER.old)?.toString('utf8'),
                sourceRepository: extensions.get(SOURCE_REPOSITORY)?.toString('utf8'),
                sourceRef: extensions.get(SOURCE_REF)?.toString('utf8'),
                callerWorkflow: certificate_text(extensions.get(BUILD_CONFIG_URI)),
                trigger: certificate_text(extensions.get(BUILD_TRIGGER)),
                runnerEnvironment: certificate_text(extensions.get(RUNNER_ENVIRONMENT)),
                commit: certificate_text(extensions.get(SOURCE_REPOSITORY_DIGEST)),
                visibility: certificate_text(extensions.get(VISIBILITY)),
            },
            validity,
        };
    }
    catch {
        return undefined;
    }
}
/** Node writes `URI:x, DNS:y` and quotes a value that holds a comma or quote; a workflow has exactly one URI. */
function onlyUri(subjectAltName) {
    const [, kind, value] = /^([A-Za-z ]+):(.*)$/s.exec(subjectAltName ?? '') ?? [];
    if (kind !== 'URI' || value === undefined || /[",\s]/.test(value))
        return undefined;
    return value;
}
function fulcioExtensions(der) {
    const found = new Map();
    const [certificate] = der_elements(der);
    const [tbs] = der_elements(certificate?.body ?? der);
    const list = der_elements(tbs?.body ?? der).find(({ tag }) => tag === EXTENSIONS);
    const [sequence] = list === undefined ? [] : der_elements(list.body);
    for (const extension of sequence === undefined ? [] : der_elements(sequence.body)) {
        const parts = der_elements(extension.body);
        const oid = parts.find(({ tag }) => tag === OID)?.body;
        const value = parts.find(({ tag }) => tag === OCTET_STRING)?.body;
        const arc = oid?.at(-1);
        if (oid === undefined || value === undefined || arc === undefined)
            continue;
        if (oid.subarray(0, -1).equals(FULCIO_OID))
            found.set(arc, value);
    }
    return found;
}
/** The newer extensions hold a UTF8String. */
function certificate_text(value) {
    if (value === undefined)
        return undefined;
    const [element, ...rest] = der_elements(value);
    return element?.tag === UTF8_STRING && rest.length === 0 ? element.body.toString('utf8') : undefined;
}

// EXTERNAL MODULE: ./node_modules/@sigstore/core/dist/index.js
var core_dist = __webpack_require__(3917);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/timestamp.js
/**
 * When a timestamp authority says that it saw a signature. Only read here, by the very reader that verifies it later: a
 * token has parts that nobody signed, in which another reader might find another time.
 */

/**
 * @param der a TimeStampResp (RFC 3161 section 2.4.2)
 * @returns milliseconds since 1970; undefined when the bytes are not a timestamp
 */
function readTimestamp(der) {
    try {
        const time = core_dist.RFC3161Timestamp.parse(Buffer.from(der)).signingTime.getTime();
        return Number.isNaN(time) ? undefined : time;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/output.js
/** What cosign 3 prints and writes, parsed. Everything in it may have been made by somebody else. */







const output_digest = dist/* custom */.IeY((value) => typeof value === 'string' && (0,digest/* isDigest */.Bc)(value), 'is not a digest');
/** https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
const OldSignatures = dist/* array */.YOg(dist/* object */.Ikc({
    critical: dist/* object */.Ikc({
        image: dist/* object */.Ikc({ 'docker-manifest-digest': output_digest }),
        type: dist/* literal */.euz('cosign container image signature'),
    }),
}));
/** Bytes in base64, of any size: not by valibot's own, which is a regular expression. */
const bytes = dist/* pipe */.FsL(dist/* string */.YjP(), dist/* rawTransform */.NTK(({ dataset, addIssue, NEVER }) => {
    const decoded = decodeBase64(dataset.value);
    if (decoded !== undefined)
        return decoded;
    addIssue({ message: 'is not base64' });
    return NEVER;
}));
const Envelope = dist/* object */.Ikc({ payload: bytes, payloadType: dist/* string */.YjP() });
/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md; v0.1 differs only in its _type. */
const STATEMENT_TYPES = ['https://in-toto.io/Statement/v1', 'https://in-toto.io/Statement/v0.1'];
/** No stricter than cosign: what is signed and not understood must not look like nothing. */
const Statement = dist/* object */.Ikc({
    _type: dist/* string */.YjP(),
    subject: dist/* array */.YOg(dist/* object */.Ikc({ digest: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J()), {}) })),
    predicateType: dist/* string */.YjP(),
    predicate: dist/* unknown */.L5J(),
});
/** Bundle: https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto, as JSON */
const Bundle = dist/* object */.Ikc({
    verificationMaterial: dist/* object */.Ikc({
        certificate: dist/* optional */.lqM(dist/* object */.Ikc({ rawBytes: bytes })),
        tlogEntries: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({
            // Protobuf's JSON leaves a zero out.
            logIndex: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]), dist/* transform */.pdi(String)), '0'),
            /** Without it nobody has signed the time. Null is none, as for who verifies it. */
            inclusionPromise: dist/* nullish */.cl6(dist/* unknown */.L5J(), null),
            /** Seconds; 0 or absent where the log gives no time (Rekor v2). */
            integratedTime: dist/* optional */.lqM(dist/* pipe */.FsL(dist/* union */.KCZ([dist/* string */.YjP(), dist/* number */.aig()]), dist/* transform */.pdi(Number)), 0),
            inclusionProof: dist/* optional */.lqM(dist/* object */.Ikc({ checkpoint: dist/* optional */.lqM(dist/* object */.Ikc({ envelope: dist/* optional */.lqM(dist/* string */.YjP()) })) })),
        }))),
        timestampVerificationData: dist/* optional */.lqM(dist/* object */.Ikc({ rfc3161Timestamps: dist/* optional */.lqM(dist/* array */.YOg(dist/* object */.Ikc({ signedTimestamp: bytes }))) })),
    }),
    dsseEnvelope: Envelope,
});
/** Of one kind in one bundle. */
const MAX_TIMES = 32;
const unexpected = (what, error) => (0,failure/* remoteFailure */.vU)({
    code: 'cosign/bad-output',
    cause: `cosign's ${what} has an unexpected form.`,
    remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this.',
    error,
});
/**
 * How many signatures of the format of cosign 1 and 2 `cosign verify --output=json` verified for `subject`.
 * @throws Failure `remote`
 */
function parseOldSignatures(stdout, subject) {
    const entries = parse(OldSignatures, stdout, 'verification output');
    if (entries.some(({ critical }) => critical.image['docker-manifest-digest'] !== subject))
        throw unexpected('verification output about another image');
    return entries.length;
}
// What valibot's object does not name it leaves out.
const Members = dist/* object */.Ikc({
    mediaType: dist/* string */.YjP(),
    verificationMaterial: dist/* object */.Ikc({
        certificate: dist/* unknown */.L5J(),
        tlogEntries: dist/* optional */.lqM(dist/* unknown */.L5J()),
        timestampVerificationData: dist/* optional */.lqM(dist/* unknown */.L5J()),
    }),
    dsseEnvelope: dist/* object */.Ikc({
        payload: dist/* string */.YjP(),
        payloadType: dist/* string */.YjP(),
        // Of several, verifiers look at one.
        signatures: dist/* pipe */.FsL(dist/* array */.YOg(dist/* unknown */.L5J()), dist/* length */.Bw9(1)),
    }),
});
/** @throws Failure `cosign/bad-output` when the text is not a bundle around an envelope */
const openBundle = (text) => output_open(readJson(text, 'bundle'));
function output_open(json) {
    const { verificationMaterial: material, dsseEnvelope } = check(Bundle, json, 'bundle');
    const { tlogEntries = [], timestampVerificationData } = material;
    const [entry] = tlogEntries;
    const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
    // sigstore-go refuses bundles with as many.
    if (tlogEntries.length > MAX_TIMES || timestamps.length > MAX_TIMES)
        throw unexpected('bundle', new Error('too many log entries or timestamps'));
    const certificate = material.certificate === undefined ? undefined : readCertificate(material.certificate.rawBytes);
    const times = [
        ...tlogEntries.flatMap(({ integratedTime, inclusionPromise }) => integratedTime > 0 && inclusionPromise !== null ? [integratedTime * 1000] : []),
        ...timestamps.flatMap(({ signedTimestamp }) => readTimestamp(signedTimestamp) ?? []),
    ];
    return {
        signer: certificate?.signer,
        signed: certificate === undefined ? undefined : (0,signed_time/* signedTimeOf */.$h)(times, certificate.validity),
        log: entry?.inclusionProof?.checkpoint?.envelope?.split('\n', 1)[0] ?? '',
        logIndex: entry?.logIndex ?? '',
        payload: dsseEnvelope.payload,
    };
}
/** @throws Failure `remote` when the text is not a bundle around an in-toto statement */
function parseBundle(text) {
    const json = readJson(text, 'bundle');
    const { payload, ...opened } = output_open(json);
    const members = dist/* safeParse */.xLC(Members, json);
    return {
        ...opened,
        statement: readStatement(payload, 'bundle'),
        verifiable: members.success ? members.output : undefined,
    };
}
/**
 * @param what it came from, for the message
 * @throws Failure `cosign/bad-output` when the bytes are no in-toto statement
 */
function readStatement(payload, what) {
    const statement = parse(Statement, Buffer.from(payload).toString('utf8'), what);
    return {
        type: statement.predicateType,
        subjects: statement.subject.flatMap(({ digest: { sha256 } }) => {
            const subject = `sha256:${String(sha256)}`;
            return (0,digest/* isDigest */.Bc)(subject) ? [subject] : [];
        }),
        predicate: STATEMENT_TYPES.includes(statement._type) ? statement.predicate : undefined,
    };
}
function readJson(text, what) {
    try {
        return JSON.parse(text);
    }
    catch (error) {
        throw unexpected(what, error);
    }
}
const parse = (schema, text, what) => check(schema, readJson(text, what), what);
function check(schema, json, what) {
    const result = dist/* safeParse */.xLC(schema, json);
    if (result.success)
        return result.output;
    const [issue] = result.issues;
    // The message repeats what it found, which may be the whole text.
    throw unexpected(what, new Error(`${dist/* getDotPath */.BuJ(issue) ?? 'it'}: ${issue.message.slice(0, 200)}`));
}


/***/ }),

/***/ 7077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ce: () => (/* binding */ explainMissing),
/* harmony export */   Fq: () => (/* binding */ inspectSubject)
/* harmony export */ });
/* unused harmony exports MAX_VERIFIED, absentImage */
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9520);
/* harmony import */ var _sealift_core_image_reference__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7109);
/* harmony import */ var _sealift_core_once__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4825);
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(5329);
/* harmony import */ var _sealift_core_verification_conditions__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2624);
/* harmony import */ var _sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3190);
/* harmony import */ var _sealift_core_verification_signed_time__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8214);
/* harmony import */ var _sealift_core_verification_sigstore__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(308);
/* harmony import */ var _sigstore_refusal_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(7669);
/* harmony import */ var _bundles_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(153);
/** Verifies what one subject carries and says in words what is wrong with it. */










/** Bytes of bundles of one type that are read to know which is the newest. */
const MAX_READ = 2 * _bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_BUNDLE_SIZE */ ._1;
/** Bytes of bundles that stay in memory between reading and verifying; the others are fetched again. */
const MAX_KEPT = _bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_BUNDLE_SIZE */ ._1;
/** Statements of one type that are verified, the newest first: older ones decide nothing. */
const MAX_VERIFIED = 10;
/**
 * Which statements on a subject hold. Each bundle is fetched once and verified by itself, so that certificate and time
 * of a statement are known to be its own. Nothing is verified of what nobody wants.
 * @param wanted kinds that the caller is going to ask for: they are verified at once
 * @throws Failure `remote` or `configuration` when it cannot be known
 */
async function inspectSubject(checker, subject, wanted) {
    const { candidates, complete } = await (0,_bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .listCandidates */ .jU)(checker.client, subject);
    const bundles = (0,_sealift_core_once__WEBPACK_IMPORTED_MODULE_5__/* .once */ .O)(() => (0,_bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .readListed */ .oF)(checker.client, subject, candidates));
    const types = new Set();
    const known = new Map();
    const examine = (requirement) => {
        const type = (0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .predicateTypeOf */ .T4)(requirement);
        const examined = known.get(type) ?? start(requirement, type);
        known.set(type, examined);
        return examined;
    };
    const start = async (requirement, type) => {
        if (!complete)
            return blockedBy(`more than ${_bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_REFERRERS */ .OB} documents are attached to it`);
        const examined = await examineType(checker, subject, await bundles(), requirement);
        if (examined.verified.length > 0)
            types.add(type);
        return examined;
    };
    // Nothing runs on behind the caller's back, whatever becomes of it.
    const results = await Promise.allSettled(wanted.map(examine));
    for (const result of results)
        if (result.status === 'rejected')
            throw result.reason;
    return {
        types,
        listed: candidates.length > 0,
        bundles,
        examine,
        statements: async (requirement) => (await examine(requirement)).verified,
    };
}
const blockedBy = (reason) => ({
    verified: [],
    refused: [],
    blocked: { code: 'too-much', reason },
});
async function examineType(checker, subject, bundles, requirement) {
    const type = (0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .predicateTypeOf */ .T4)(requirement);
    // Without an announcement it may be of any type.
    const listed = bundles.filter(({ announcedType }) => (announcedType ?? type) === type);
    const size = listed.reduce((sum, bundle) => sum + bundle.size, 0);
    if (size > MAX_READ || listed.some((bundle) => bundle.size > _bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .MAX_BUNDLE_SIZE */ ._1))
        return blockedBy(`what is attached to it as ${(0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .nounOf */ .a2)(requirement)} has ${size} bytes`);
    const refused = [];
    const claims = [];
    let [read, kept] = [0, 0];
    for (const bundle of listed) {
        const opened = await (0,_bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .readBundle */ .Bo)(checker.client, subject, bundle);
        // What a manifest says of sizes is only what somebody wrote.
        read += opened?.size ?? 0;
        if (read > MAX_READ)
            return blockedBy(`more than ${MAX_READ} bytes are attached to it as ${(0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .nounOf */ .a2)(requirement)}`);
        if (opened?.parsed.statement.type !== type)
            continue;
        const claim = claimOf(checker.policy, subject, bundle, opened);
        if ('code' in claim) {
            refused.push(claim);
            continue;
        }
        kept += opened.size;
        claims.push(kept > MAX_KEPT ? { ...claim, opened: undefined } : claim);
    }
    const verified = await verifyNewest(checker, subject, requirement, claims);
    return { ...verified, refused: [...refused, ...verified.refused] };
}
/** Before it is verified: whether the bundle says of itself what it must. */
function claimOf(policy, { digest }, listed, opened) {
    const { signer, signed, statement } = opened.parsed;
    if (!statement.subjects.includes(digest))
        return { code: 'other-subject', why: `it is about ${statement.subjects.join(', ') || 'nothing'}` };
    if (signer === undefined || signed === undefined)
        return { code: 'not-valid', why: 'it has no certificate' };
    const differences = (0,_sealift_core_verification_conditions__WEBPACK_IMPORTED_MODULE_2__/* .signerDifferences */ .V)(policy, signer);
    if (differences.length > 0)
        return { code: 'signer-not-trusted', why: differences.join(' and ') };
    const at = { logged: opened.parsed.logIndex !== '', visibility: signer.visibility };
    const found = (0,_sealift_core_verification_sigstore__WEBPACK_IMPORTED_MODULE_6__/* .instanceOfStatement */ .aS)(at, policy.sigstore, policy.byVisibility);
    return 'instance' in found
        ? { listed, signed, signer, opened, instance: found.instance }
        : { code: 'signer-not-trusted', why: found.refused };
}
/**
 * Verifies from the newest on. One signature is enough, and of verdicts one that is newer than all that are left: those
 * cannot outvote it. Of the others an older one may be the one that is meant. A false time cannot hide a true
 * statement: what claims to be newer and does not verify does not count.
 */
async function verifyNewest({ verifier, client, policy }, subject, requirement, claims) {
    const about = { digest: subject.digest, type: (0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .predicateTypeOf */ .T4)(requirement) };
    const verified = [];
    const refused = [];
    const ordered = (0,_sealift_core_verification_signed_time__WEBPACK_IMPORTED_MODULE_7__/* .newestFirst */ .ll)(claims);
    for (const [at, { listed, signer, signed, opened, instance }] of ordered.entries()) {
        const newest = verified[0];
        const settled = newest !== undefined && signed.latest < newest.signed.earliest;
        if (requirement === 'signature' ? newest !== undefined : requirement === 'verdict' && settled)
            break;
        if (at === MAX_VERIFIED) {
            if (settled)
                break;
            return blockedBy(`of ${ordered.length} statements of one kind it cannot be told which is the newest`);
        }
        const bundle = opened ?? (await (0,_bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .readBundle */ .Bo)(client, subject, listed));
        if (bundle === undefined)
            continue;
        const result = await verifier.verifyBundle(bundle.parsed, { ...about, instance }, policy);
        if ((0,_sigstore_refusal_js__WEBPACK_IMPORTED_MODULE_8__/* .isRefused */ .H)(result))
            refused.push({ code: 'not-valid', why: result.refused });
        else
            verified.push({ ...bundle.parsed.statement, signed, signer, parsed: bundle.parsed, listed });
    }
    return { verified, refused };
}
/** Why a subject does not meet a requirement, as a clause. */
async function explainMissing(requirement, state) {
    const noun = (0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .nounOf */ .a2)(requirement);
    const { refused, blocked } = await state.examine(requirement);
    if (blocked !== undefined)
        return blocked;
    if (refused.length > 0) {
        const untrusted = refused.filter(({ code }) => code !== 'not-valid');
        const [first = refused[0]] = untrusted;
        const why = [...new Set((untrusted.length > 0 ? untrusted : refused).map((each) => each.why))];
        return {
            code: first?.code ?? 'not-valid',
            reason: untrusted.length > 0
                ? `its ${noun} is not trusted: ${why.map(_sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_9__/* .singleLine */ .pF).join('; or ')}`
                : `its ${noun} is not valid (${why.join('; or ')})`,
        };
    }
    if (requirement !== 'signature')
        return { code: 'missing', reason: `it has no ${noun}` };
    const attested = (await state.bundles()).some(({ announcedType }) => announcedType !== undefined && announcedType !== (0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .predicateTypeOf */ .T4)(requirement));
    return attested
        ? { code: 'attested-only', reason: 'it is not signed: it carries attestations only' }
        : { code: 'missing', reason: 'it is not signed' };
}
/** For a caller that needs the image there. */
const absentImage = (subject) => configurationFailure({
    code: 'image/not-found',
    cause: `${formatImageReference(subject)} is not in the registry.`,
    remedy: 'Check the digest, and that this job may read the package.',
});


/***/ }),

/***/ 7669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ isRefused)
/* harmony export */ });
/** How the verification of one signature ends, when it could be judged at all. */
const isRefused = (result) => 'refused' in result;


/***/ })

};
