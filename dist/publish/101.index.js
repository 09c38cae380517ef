export const id = 101;
export const ids = [101];
export const modules = {

/***/ 7241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ askCosign)
/* harmony export */ });
/* harmony import */ var _sealift_tools_cosign_cosign__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5333);

/** Cosign for questions about one image. @throws Failure those of the tool, and of the work */
async function askCosign({ registry }, { tools, credentials }, dependencies, work) {
    const tool = await dependencies.resolveTool('cosign', { source: tools, ...dependencies });
    const logins = new Map(credentials === undefined ? [] : [[registry, credentials]]);
    return (0,_sealift_tools_cosign_cosign__WEBPACK_IMPORTED_MODULE_0__/* .withCosign */ .M_)({ ...dependencies, path: tool.path, credentials: logins }, work);
}


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
    const text = Buffer.from(bytes).toString('utf8');
    try {
        return { text, parsed: (0,_output_js__WEBPACK_IMPORTED_MODULE_1__/* .parseBundle */ .QN)(text) };
    }
    catch {
        return undefined;
    }
}
const imageOf = ({ registry, repository }) => ({ registry, repository });


/***/ }),

/***/ 5333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  H0: () => (/* binding */ isRefused),
  M_: () => (/* binding */ withCosign)
});

// UNUSED EXPORTS: MAX_PREDICATE_SIZE

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var image_digest = __webpack_require__(8750);
// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var image_reference = __webpack_require__(7109);
// EXTERNAL MODULE: ./packages/core/build/verification/conditions.js
var conditions = __webpack_require__(2624);
// EXTERNAL MODULE: ./packages/net/build/retry.js + 1 modules
var retry = __webpack_require__(9040);
// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./packages/core/build/verification/identity.js
var identity = __webpack_require__(9068);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/arguments.js
/**
 * Command lines of cosign 3. Every value stands behind `--flag=`, so that none can be read as another flag, and the
 * image reference begins with a registry host. `cosign help sign|attest|verify|verify-blob-attestation`.
 */


const writing = ({ identityTokenFile, bundleFile, signingConfig, trustedRoot, }) => [
    `--identity-token=${identityTokenFile}`,
    `--bundle=${bundleFile}`,
    ...(signingConfig === undefined ? [] : [`--signing-config=${signingConfig}`]),
    ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
];
/**
 * How an instance without logs is verified: its timestamps, which then must be there, prove that the certificate was
 * valid. With the keys of an instance that has logs these flags would mean something else.
 */
const WITHOUT_LOGS = [
    '--insecure-ignore-tlog=true',
    '--insecure-ignore-sct=true',
    '--use-signed-timestamps=true',
];
/**
 * cosign reads the manifest of the image, nothing else of the registry.
 * @param options.reference registry/repository@digest
 */
const signArguments = (options) => [
    'sign',
    '--yes',
    '--upload=false',
    ...writing(options),
    options.reference,
];
/**
 * A statement of our own words. `cosign attest` would write the predicate anew; the registry is not asked at all.
 * @param options.statementFile an in-toto statement, signed byte for byte
 */
const attestArguments = (options) => [
    'attest-blob',
    '--yes',
    `--statement=${options.statementFile}`,
    ...writing(options),
];
/** cosign takes one identity, or one regular expression: ours is anchored, and stands for exactly these. */
const identityArgument = (identities) => {
    const [first, ...others] = identities;
    return first.kind === 'exact' && others.length === 0
        ? `--certificate-identity=${first.identity}`
        : `--certificate-identity-regexp=${(0,identity/* identityPattern */.L2)(identities)}`;
};
/** The public instance's services with the log that takes hashes alone, as its trust root names them. */
const largeSigningConfigArguments = (file) => [
    'signing-config',
    'create',
    '--with-default-rekor-v2=true',
    `--out=${file}`,
];
const trust = (policy) => [
    identityArgument(policy.identities),
    `--certificate-oidc-issuer=${policy.issuer}`,
    `--certificate-github-workflow-repository=${policy.sourceRepository}`,
    ...(policy.sourceRef === undefined ? [] : [`--certificate-github-workflow-ref=${policy.sourceRef}`]),
];
/** That a certificate names exactly this signer. */
const namedBy = ({ identity, issuer, sourceRepository, sourceRef }) => Object.entries({
    'certificate-identity': identity,
    'certificate-oidc-issuer': issuer,
    'certificate-github-workflow-repository': sourceRepository,
    'certificate-github-workflow-ref': sourceRef,
}).flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag}=${value}`]));
/**
 * Verifies one bundle and nothing else: the registry is not asked, and what stands in the bundle is what was verified.
 * The predicate type is given as a URI, by its name cosign would look into the predicate as well.
 * @param signer whom the certificate must name, in full
 */
const verifyBundleArguments = (signer, { bundleFile, type, digest, trust: { trustedRoot, logs } }) => [
    'verify-blob-attestation',
    `--bundle=${bundleFile}`,
    `--type=${type}`,
    `--digest=${(0,image_digest/* digestHex */.sU)(digest)}`,
    '--digestAlg=sha256',
    ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
    ...(logs ? [] : WITHOUT_LOGS),
    ...namedBy(signer),
];
/** Signatures of cosign 1 and 2, under the tag `sha256-….sig`. */
const verifyOldSignatureArguments = (policy, reference, trustedRoot) => [
    'verify',
    '--new-bundle-format=false',
    '--output=json',
    ...(trustedRoot === undefined ? [] : [`--trusted-root=${trustedRoot}`]),
    ...trust(policy),
    reference,
];

// EXTERNAL MODULE: ./packages/tools/build/cosign/errors.js + 1 modules
var errors = __webpack_require__(3374);
// EXTERNAL MODULE: ./packages/tools/build/cosign/output.js + 4 modules
var output = __webpack_require__(4802);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/signing-config.js


/** Bytes. What is larger is signed one at a time, by a log that takes hashes, and its bundle is not kept in memory. */
const LARGE = 1024 * 1024;
/**
 * The log that the public instance names by default takes whole statements, and hangs up on those of some megabytes
 * (https://github.com/sigstore/rekor/issues/2808). Its newer one takes hashes, and is asked for in the trust root
 * (https://github.com/sigstore/root-signing/issues/1644). Given services are used as they are, and so are those of an
 * instance that has no such log.
 * @returns by the bytes of a statement: the file to sign with; undefined = what the trust root says
 */
function createSigningConfigs({ signingConfig, log }, workspace, run) {
    let large;
    const create = async () => {
        const file = workspace.file('signing-config-large.json');
        const result = await run(largeSigningConfigArguments(file));
        if (result.exitCode === 0)
            return file;
        log.debug(`There is no log for large statements: ${(0,errors/* errorMessage */.gJ)(result.stderr)}`);
        return undefined;
    };
    return async (size) => {
        if (signingConfig !== undefined || size <= LARGE)
            return signingConfig;
        large ??= create();
        return large;
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./packages/core/build/image/docker-hub.js
var docker_hub = __webpack_require__(980);
// EXTERNAL MODULE: ./packages/registry/build/docker-config-file.js
var docker_config_file = __webpack_require__(4346);
// EXTERNAL MODULE: ./packages/registry/build/login.js
var build_login = __webpack_require__(2707);
// EXTERNAL MODULE: ./packages/tools/build/temporary-folder.js
var temporary_folder = __webpack_require__(1150);
;// CONCATENATED MODULE: ./packages/tools/build/docker-config.js
/**
 * Registry logins as the tools take them: in a config.json with mode 0600, never in arguments. buildx reads them from there
 * and from nowhere else, so those that a build needs are added to a private copy; the user's own file is never changed.
 */







/** Parts of the user's folder that the docker CLI and buildx look for beside config.json. */
const BESIDE = (/* unused pure expression or super */ null && (['cli-plugins', 'contexts']));
/**
 * @param logins by registry host, as in image references
 * @throws Failure `registry/bad-login` when the machine's own config.json cannot be used
 */
async function createDockerConfig(logins, env) {
    if (logins.size === 0)
        return { env: {}, close: async () => { } };
    const own = dockerFolder(env);
    const merged = mergeLogins((await readDockerConfig(env)) ?? {}, logins);
    const folder = await makeTemporaryFolder(env, 'docker');
    const close = () => rm(folder, { recursive: true, force: true });
    try {
        await writeFile(path.join(folder, 'config.json'), JSON.stringify(merged), { mode: 0o600 });
        for (const name of BESIDE) {
            const target = path.resolve(own, name);
            if (existsSync(target))
                await symlink(target, path.join(folder, name));
        }
    }
    catch (error) {
        await close();
        throw error;
    }
    // Builders that the user made stay visible.
    const buildx = env['BUILDX_CONFIG'] || path.join(own, 'buildx');
    return { env: { DOCKER_CONFIG: folder, BUILDX_CONFIG: buildx }, close };
}
/**
 * A configuration with logins added, in the form that the docker CLI, buildx, cosign and Helm read.
 * @param logins by registry host, as in image references
 */
function mergeLogins(config, logins) {
    const auths = { ...config.auths };
    const credHelpers = { ...config.credHelpers };
    for (const [registry, login] of logins) {
        const key = (0,docker_hub/* loginKey */.H$)(registry);
        // "docker login" leaves an empty entry when a credential store holds the password.
        if (login.weak && (auths[key] !== undefined || credHelpers[key] !== undefined))
            continue;
        auths[key] = (0,build_login/* toDockerEntry */.O2)(login);
        // A helper for all registries would win over "auths"; an empty one for this registry turns it off.
        if (config.credsStore !== undefined || credHelpers[key] !== undefined)
            credHelpers[key] = '';
    }
    return { ...config, auths, ...(Object.keys(credHelpers).length === 0 ? {} : { credHelpers }) };
}
/**
 * A new folder for DOCKER_CONFIG with these logins and nothing of the machine's own: what a tool asks registries with is
 * then what Sealift asks them with.
 * @param folder must not exist
 * @param logins by registry host, as in image references
 */
async function writeLogins(folder, logins) {
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    const text = JSON.stringify(mergeLogins({}, logins));
    await (0,promises_.writeFile)(external_node_path_.join(folder, 'config.json'), text, { mode: 0o600, flag: 'wx' });
}
/** One registry's login, or none. */
const loginFor = (registry, login) => new Map(login === undefined ? [] : [[registry, login]]);

// EXTERNAL MODULE: ./packages/tools/build/exec.js + 3 modules
var exec = __webpack_require__(794);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./packages/tools/build/garbage-collection.js
/**
 * Environment for a program in Go that ends after seconds. Go collects garbage whenever the heap has doubled, and such a
 * program then spends up to a quarter of its time on that; here the heap may grow to five times. Where that would be half of
 * the memory, Go collects as often as it must. Measured: Syft 18 to 30 % faster, cosign with an SBOM 18 %, Trivy not at all.
 * https://go.dev/doc/gc-guide
 */

/** @param memory bytes that this machine or container has */
const rareGarbageCollection = (memory = ownMemory()) => ({
    GOGC: '400',
    GOMEMLIMIT: String(Math.floor(memory / 2)),
});
const ownMemory = () => Math.min(external_node_os_.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

;// CONCATENATED MODULE: ./packages/tools/build/cosign/workspace.js
/** A private folder for cosign: registry logins, tokens, its own cache. Nothing in it outlives the work. */






/**
 * What cosign may read of our environment beside the usual: where the trust root is. SIGSTORE_ID_TOKEN is not among
 * them, nor is anything with which cosign would look for an identity by itself.
 */
const PASSED_ON = [
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'TUF_ROOT',
    'TUF_MIRROR',
    'TUF_ROOT_JSON',
    'SIGSTORE_ROOT_FILE',
    'SIGSTORE_NO_CACHE',
    'SIGSTORE_CT_LOG_PUBLIC_KEY_FILE',
    'SIGSTORE_REKOR_PUBLIC_KEY',
    'SIGSTORE_TSA_CERTIFICATE_FILE',
];
/** Runs `work` with a workspace that is removed afterwards, whatever happens. */
async function withWorkspace(options, work) {
    return (0,temporary_folder/* withTemporaryFolder */.E)(options.env, 'cosign', async (folder) => {
        const secretFile = async (name, content) => {
            const file = external_node_path_.join(folder, name);
            await (0,promises_.writeFile)(file, content, { mode: 0o600, flag: 'wx' });
            return file;
        };
        await (0,promises_.mkdir)(external_node_path_.join(folder, 'home'));
        await writeLogins(external_node_path_.join(folder, 'docker'), options.credentials);
        return work({
            env: (0,exec/* childEnvironment */.Q)(options.env, PASSED_ON, {
                HOME: external_node_path_.join(folder, 'home'),
                TMPDIR: folder,
                DOCKER_CONFIG: external_node_path_.join(folder, 'docker'),
                ...rareGarbageCollection(),
            }),
            secretFile,
            file: (name) => external_node_path_.join(folder, name),
            discard: (file) => (0,promises_.rm)(file, { force: true }),
        });
    });
}

;// CONCATENATED MODULE: ./packages/tools/build/cosign/cosign.js
/** Runs cosign: with deadlines, retries, and a fresh identity token for every attempt to write. */













const isRefused = (result) => 'refused' in result;
const RETRIES = {
    attempts: 4,
    firstPause: 2_000,
    maxPause: 8_000,
    maxRetryAfter: 0,
    total: 10 * 60_000,
};
/** A good signature takes a second; a log that hangs would hold cosign for thirty, whatever its --timeout. */
const WRITE_TIMEOUT = 25_000;
const READ_TIMEOUT = 30_000;
/** Processes at once that wait for the log far more than they compute. Beyond this many it begins to throttle. */
const PARALLEL_WRITES = 6;
/** Processes at once that compute: each takes 0.2 s of one core, and a runner has two to four. */
const PARALLEL_READS = 4;
/** Of those that verify a usual SBOM, for which cosign takes a second of a core and some 200 MB. */
const PARALLEL_LARGE_READS = 2;
/** Bytes of a bundle. What is larger than this is verified alone. */
const HUGE = 8 * LARGE;
/** cosign took 0.2 s of a processor for a megabyte to write and 0.5 s to verify; the machine may be a busy one. */
const TIMEOUT_PER_MEGABYTE = 2_000;
/** Bytes. Beyond it cosign needs gigabytes of memory to write and more than a minute to verify. */
const MAX_PREDICATE_SIZE = (/* unused pure expression or super */ null && (32 * 1024 * 1024));
/** Runs `work` with a cosign whose folder, logins and tokens are gone afterwards. */
const withCosign = (options, work) => withWorkspace(options, (workspace) => work(createCosign(options, workspace)));
function createCosign(options, workspace) {
    const limits = { write: (0,p_limit/* default */.A)(PARALLEL_WRITES), read: (0,p_limit/* default */.A)(PARALLEL_READS), large: (0,p_limit/* default */.A)(1) };
    const run = (kind, args, timeout, env = {}) => limits[kind](async () => options.exec(await options.path, args, {
        env: { ...workspace.env, ...env },
        timeout,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
    }));
    const write = (command, timeout, args, predicateSize = 0) => retrying(options, `cosign ${command}`, async () => {
        // Of this attempt: an earlier one may have left something.
        const bundleFile = workspace.file(`bundle-${(0,external_node_crypto_.randomUUID)()}.json`);
        const result = await withToken(options, workspace, (identityTokenFile) => run('write', args({ identityTokenFile, bundleFile }), timeout));
        if (result.exitCode !== 0)
            throw new TroubleError((0,errors/* explainFailure */.SP)(command, result, { timeout, predicateSize }));
        return readMade(workspace, bundleFile);
    });
    const signingConfigFor = createSigningConfigs(options, workspace, (args) => run('write', args, READ_TIMEOUT));
    const github = createGitHubInstance(options, workspace, run);
    const servicesFor = async (size) => options.sigstore === 'github'
        ? github()
        : { signingConfig: await signingConfigFor(size), trustedRoot: options.trustedRoot };
    const attest = async (statement) => {
        const size = statement.length;
        const services = await servicesFor(size);
        const statementFile = await workspace.secretFile(`statement-${(0,external_node_crypto_.randomUUID)()}.json`, statement);
        try {
            return await write('attest', WRITE_TIMEOUT + Math.ceil(size / 1e6) * TIMEOUT_PER_MEGABYTE, (files) => attestArguments({ ...files, ...services, statementFile }), size);
        }
        finally {
            await workspace.discard(statementFile);
        }
    };
    return {
        async sign(subject) {
            const services = await servicesFor(0);
            const reference = (0,image_reference/* formatImageReference */.my)(subject);
            return write('sign', WRITE_TIMEOUT, (files) => signArguments({ ...files, ...services, reference }));
        },
        attest: (statement) => statement.length <= LARGE ? attest(statement) : limits.large(() => attest(statement)),
        ...createReader(options, workspace, github, (args, timeout) => run('read', args, timeout)),
    };
}
/** What GitHub's own instance is used by, got when it is first needed, once. */
function createGitHubInstance(options, workspace, run) {
    let files;
    const initialize = (args, env) => retrying(options, 'cosign initialize', async () => {
        const result = await run('read', args, READ_TIMEOUT, env);
        if (result.exitCode === 0)
            return result;
        throw new TroubleError((0,errors/* explainFailure */.SP)('initialize', result, { timeout: READ_TIMEOUT }));
    });
    const prepare = async () => {
        // Only private repositories sign with it, and its first root is long.
        const { prepareGitHubInstance } = await __webpack_require__.e(/* import() */ 674).then(__webpack_require__.bind(__webpack_require__, 3674));
        return prepareGitHubInstance(options, workspace, initialize);
    };
    return () => {
        files ??= prepare();
        return files;
    };
}
function createReader(options, workspace, github, run) {
    const rootFor = createRoots(workspace, options.trustedRoot);
    /** Their memory is many times what they read. */
    const turns = { large: (0,p_limit/* default */.A)(PARALLEL_LARGE_READS), huge: (0,p_limit/* default */.A)(1) };
    const read = (command, timeout, args, judge) => retrying(options, `cosign ${command}`, async () => {
        const result = await run(args, timeout);
        const judged = result.timedOut ? undefined : judge(result);
        if (judged !== undefined)
            return judged;
        throw new TroubleError((0,errors/* explainFailure */.SP)(command, result, { timeout }));
    });
    const verify = async (bundle, commandOf) => {
        const bundleFile = await workspace.secretFile(`verify-${(0,external_node_crypto_.randomUUID)()}.json`, (0,output/* verifiableBundle */.O6)(bundle));
        try {
            return await read('verify-blob-attestation', READ_TIMEOUT + Math.ceil(bundle.length / 1e6) * TIMEOUT_PER_MEGABYTE, commandOf(bundleFile), (result) => (result.exitCode === 0 ? { verified: true } : refused((0,errors/* bundleRefusalOf */.ks)(result))));
        }
        finally {
            await workspace.discard(bundleFile);
        }
    };
    /**
     * By bundle and command. An image is asked about more than once, under policies that trust more or less than one another,
     * and a large SBOM takes a second of a processor.
     */
    const known = new Map();
    const verifyBundle = async (bundle, about, policy) => {
        const { digest, type, instance, signer } = about;
        const differences = (0,conditions/* signerDifferences */.V)(policy, signer);
        if (differences.length > 0)
            return { refused: differences.join(' and ') };
        const trust = instance === 'github'
            ? { logs: false, trustedRoot: (await github()).trustedRoot }
            : { logs: true, trustedRoot: await rootFor(policy) };
        const commandOf = (bundleFile) => verifyBundleArguments(signer, { bundleFile, type, digest, trust });
        const key = JSON.stringify([(0,image_digest/* digestOf */.ol)(Buffer.from(bundle)), commandOf('')]);
        const answer = known.get(key);
        if (answer !== undefined)
            return answer;
        const work = () => verify(bundle, commandOf);
        const asking = bundle.length <= LARGE ? work() : turns[bundle.length <= HUGE ? 'large' : 'huge'](work);
        known.set(key, asking);
        // That it could not be known is no answer to whoever asks later.
        asking.catch(() => known.delete(key));
        return asking;
    };
    return {
        verifyBundle,
        verifyOldSignature: async (subject, policy) => read('verify', READ_TIMEOUT, verifyOldSignatureArguments(policy, (0,image_reference/* formatImageReference */.my)(subject), await rootFor(policy)), ({ exitCode, stdout, stderr }) => {
            if (exitCode !== 0)
                return refused((0,errors/* refusalOf */.Of)(stderr));
            return (0,output/* parseOldSignatures */.KP)(stdout, subject.digest) > 0
                ? { verified: true }
                : { refused: 'no signature was verified' };
        }),
    };
}
/** The file with the keys that a policy names, written once; else the one of the options. */
function createRoots(workspace, usual) {
    const files = new Map();
    return async ({ trustedRoot }) => {
        if (trustedRoot === undefined)
            return usual;
        const file = files.get(trustedRoot) ?? workspace.secretFile(`root-${(0,external_node_crypto_.randomUUID)()}.json`, trustedRoot);
        files.set(trustedRoot, file);
        return file;
    };
}
const refused = (reason) => reason === undefined ? undefined : { refused: reason };
async function readMade(workspace, bundleFile) {
    const bytes = await (0,promises_.readFile)(bundleFile);
    const [digest, size] = [(0,image_digest/* digestOf */.ol)(bytes), bytes.length];
    if (size <= LARGE)
        await workspace.discard(bundleFile);
    return {
        ...(0,output/* openBundle */.hk)(bytes.toString('utf8')),
        content: size <= LARGE ? { bytes, digest, size } : { path: bundleFile, digest, size },
    };
}
/** A token is good for minutes and Fulcio may want it used once: each attempt gets its own. */
async function withToken({ token, log }, workspace, work) {
    if (token === undefined)
        throw new Error('This cosign was made without a source of tokens.');
    const value = await token();
    log.secret(value);
    const file = await workspace.secretFile(`token-${(0,external_node_crypto_.randomUUID)()}`, value);
    try {
        return await work(file);
    }
    finally {
        await workspace.discard(file);
    }
}
/** Each attempt stands alone: what a failed one left in a log or a registry does not disturb the next. */
const retrying = ({ clock, log, signal }, what, attempt) => (0,retry/* retry */.L5)({
    what,
    policy: RETRIES,
    clock,
    log,
    signal,
    classify: (error) => error instanceof TroubleError && error.trouble.retryable
        ? { reason: error.trouble.failure.message.replace(/\.$/, ''), applied: 'no' }
        : undefined,
    fail: (end) => end.error instanceof TroubleError ? end.error.trouble.failure : cancelled(what, end.error),
}, attempt).catch((error) => {
    throw error instanceof TroubleError ? error.trouble.failure : error;
});
/** How one attempt ended. */
class TroubleError extends Error {
    trouble;
    constructor(trouble) {
        super(trouble.failure.message);
        this.trouble = trouble;
    }
}
const cancelled = (what, error) => error instanceof failure/* Failure */.HR
    ? error
    : (0,failure/* remoteFailure */.vU)({
        code: 'process/cancelled',
        cause: `"${what}" did not come to its end because the job was cancelled.`,
        remedy: 'Run the job again.',
        error,
    });


/***/ }),

/***/ 3374:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ks: () => (/* binding */ bundleRefusalOf),
  gJ: () => (/* binding */ errorMessage),
  SP: () => (/* binding */ explainFailure),
  Of: () => (/* binding */ refusalOf)
});

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
;// CONCATENATED MODULE: ./packages/core/build/text/clause.js
/**
 * What a tool said, without the full stops and blanks at its end, so that it can stand within a sentence. In linear
 * time: a pattern for it would start anew at each dot of a long row of them.
 */
function asClause(text) {
    let end = text.length;
    while (end > 0 && /[.\s]/.test(text.charAt(end - 1)))
        end -= 1;
    return text.slice(0, end);
}

// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(5329);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/errors.js
/**
 * What cosign's error output means. cosign has two exit codes and wraps other people's words, so the words decide;
 * the table was made from recorded faults of every service behind it (test/cosign/fixtures/errors.json).
 */



const STATUS_REMEDY = 'Run the job again; see https://status.sigstore.dev and the status page of the registry.';
const SIZE_REMEDY = 'Make the SBOM smaller, or give "signing-config" a file with a Rekor v2 log, which takes only hashes.';
const NETWORK = /connection reset|connection refused|broken pipe|unexpected EOF|: EOF\b|i\/o timeout|TLS handshake timeout|no such host|server misbehaving|network is unreachable|context deadline exceeded|Client\.Timeout|temporary failure in name resolution|http2: (?:client connection|server sent GOAWAY)/i;
const ROWS = [
    {
        pattern: /error processing the identity token|unable to get subject from identity token|token is expired/,
        retryable: false,
        category: 'configuration',
        code: 'cosign/token-refused',
        cause: (message) => `Fulcio does not accept this job's OIDC token: ${message}.`,
        remedy: 'Give the job and the job that calls it "id-token: write", and let it run where the issuer is known to this Fulcio.',
    },
    {
        pattern: /tuf refresh failed|failed to create TUF client|from TUF\b/,
        retryable: true,
        category: 'remote',
        code: 'cosign/no-trust-root',
        cause: (message) => `The trust root of Sigstore cannot be fetched: ${message}.`,
        remedy: 'Let the runner reach tuf-repo-cdn.sigstore.dev and, for private repositories, tuf-repo.github.com; or set TUF_MIRROR and TUF_ROOT_JSON to your own.',
    },
    {
        // cosign reads the body of a 429 or 5xx after closing it, and so loses the status.
        pattern: /http: read on closed response body/,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: () => 'Fulcio or the timestamp authority answered with an error again and again.',
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /Fulcio returned (?:429|5\d\d)/,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: (message) => `Fulcio failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /Fulcio returned 4\d\d/,
        retryable: false,
        category: 'remote',
        code: 'cosign/certificate-refused',
        cause: (message) => `Fulcio refused to issue a certificate: ${message}.`,
        remedy: 'Check that this Fulcio serves the issuer of this job; its answer says why not.',
    },
    {
        pattern: /(?:unexpected response|status(?: code)?):? ?413|Request Entity Too Large|request body too large/i,
        retryable: false,
        category: 'remote',
        code: 'cosign/statement-too-large',
        cause: (message) => `The transparency log refuses a statement of this size: ${message}.`,
        remedy: SIZE_REMEDY,
    },
    {
        pattern: /rekor v2 entry: unexpected response: (?:408|429|5\d\d)|log\/entries.*(?:giving up after|status: ?5\d\d|\[5\d\d\])/s,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: (message) => `The transparency log failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /rekor v2 entry: unexpected response: 4\d\d/,
        retryable: false,
        category: 'remote',
        code: 'cosign/entry-refused',
        cause: (message) => `The transparency log refused the entry: ${message}.`,
        remedy: 'Use the cosign version that Sealift pins ("tools: pinned"), or report this with the debug log.',
    },
    {
        // Throttling first: some registries say it with status 403.
        pattern: /TOOMANYREQUESTS|unexpected status code (?:408|429|5\d\d)|secondary rate limit/i,
        retryable: true,
        category: 'remote',
        code: 'cosign/service-failed',
        cause: (message) => `The registry failed: ${message}.`,
        remedy: STATUS_REMEDY,
    },
    {
        pattern: /(?:failed to upload|PUT|POST|PATCH) .*(?:DENIED|UNAUTHORIZED|unexpected status code 40[13]|insufficient_scope)/s,
        retryable: false,
        category: 'configuration',
        code: 'cosign/denied',
        cause: (message) => `The registry does not let this job write: ${message}.`,
        remedy: 'Give the job and the job that calls it "packages: write", and for a package that exists already let this repository write to it in the package\'s settings.',
    },
    {
        pattern: /DENIED|UNAUTHORIZED|unexpected status code 40[13]/,
        retryable: false,
        category: 'configuration',
        code: 'cosign/denied',
        cause: (message, command) => `The registry does not let this job ${command === 'sign' || command === 'attest' ? 'in' : 'read'}: ${message}.`,
        remedy: 'Give the job "packages: read" (to sign: "packages: write"), or a "username" and "password" for this registry.',
    },
    {
        pattern: /MANIFEST_UNKNOWN|NAME_UNKNOWN|unexpected status code 404/,
        retryable: false,
        category: 'configuration',
        code: 'image/not-found',
        cause: (message) => `The image is not in the registry: ${message}.`,
        remedy: 'Publish the image before it is signed, and give the digest that was published.',
    },
    {
        pattern: NETWORK,
        retryable: true,
        category: 'remote',
        code: 'cosign/connection',
        cause: (message) => `A service could not be reached: ${message}.`,
        remedy: STATUS_REMEDY,
    },
];
/** Characters at either end of what cosign printed. Whole answers of other people's servers may stand between. */
const JUDGED = 8_192;
/** What is searched by patterns: the whole output, unless somebody made it long. */
const judged = (stderr) => stderr.length <= 2 * JUDGED ? stderr : `${stderr.slice(0, JUDGED)}\n${stderr.slice(-JUDGED)}`;
/** The first `Error:` line without cosign's repetition; at most 600 characters. */
function errorMessage(stderr) {
    const said = judged(stderr);
    const line = /^Error: (.*)$/m.exec(said)?.[1] ?? said.trim().split('\n').at(-1) ?? 'it said nothing about why';
    const text = asClause((0,sanitize/* singleLine */.pF)(line.replace(/^signing \[?[^\]\s]+\]?: (?:signing digest: )?(?:signing bundle: )?/, '')).trim());
    return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
/** Bytes. The public Rekor v1 takes whole statements, has an undocumented limit, and hangs up on what is larger. */
const LARGE_STATEMENT = 1_000_000;
const REKOR_V1 = /\/api\/v1\/log\/entries/;
/**
 * @param command the subcommand, for the words of the cause
 * @param about.timeout milliseconds that the process had
 * @param about.predicateSize bytes of what was to be attested
 */
function explainFailure(command, result, { timeout, predicateSize = 0 }) {
    if (result.timedOut)
        return {
            retryable: true,
            failure: (0,failure/* remoteFailure */.vU)({
                code: 'cosign/timeout',
                cause: `"cosign ${command}" did not finish within ${Math.round(timeout / 1000)} seconds.`,
                remedy: STATUS_REMEDY,
            }),
        };
    const message = errorMessage(result.stderr);
    const said = judged(result.stderr);
    const row = ROWS.find(({ pattern }) => pattern.test(said));
    if (row === undefined)
        return {
            retryable: false,
            failure: (0,failure/* remoteFailure */.vU)({
                code: 'cosign/failed',
                cause: `"cosign ${command}" failed with exit code ${result.exitCode}: ${message}.`,
                remedy: 'Read the debug log of this step, which has the whole output.',
            }),
        };
    const tooLarge = predicateSize > LARGE_STATEMENT && REKOR_V1.test(said);
    const details = tooLarge
        ? {
            code: 'cosign/statement-too-large',
            cause: `The transparency log failed on a statement of ${(predicateSize / 1e6).toFixed(1)} MB, which may be more than it takes: ${message}.`,
            remedy: SIZE_REMEDY,
        }
        : { code: row.code, cause: row.cause(message, command), remedy: row.remedy };
    return {
        retryable: row.retryable,
        failure: new failure/* Failure */.HR(row.category, details),
    };
}
/** What only a machine or a service can be to blame for; everything else is about the bundle or the signature. */
const UNFIT = /unknown (?:flag|command|shorthand)|no such file or directory|permission denied|no space left on device|cannot allocate memory|trusted root/i;
const REFUSALS = /no matching (?:attestations|signatures)|none of the attestations matched|no signatures found|failed to verify certificate identity|found no attestations/;
/**
 * Why cosign refuses a bundle that it read from a file: no registry is asked, so that nothing but the fetching of the
 * trust root can fail. undefined when its output is about that, or about this machine.
 */
function bundleRefusalOf({ stderr, exitCode, }) {
    const said = judged(stderr);
    const refused = exitCode === 1 && /^Error: /m.test(said);
    return !refused || UNFIT.test(said) || ROWS.some(({ pattern }) => pattern.test(said))
        ? undefined
        : errorMessage(said);
}
/**
 * Why cosign refuses, or undefined when its output is about a service that failed. "No signatures found" is also what
 * it says of an absent image and of a registry that fails while it reads: ask the registry before believing it.
 */
function refusalOf(stderr) {
    const said = judged(stderr);
    if (!REFUSALS.test(said))
        return undefined;
    const failed = ROWS.find(({ pattern }) => pattern.test(said));
    return failed === undefined || /failed to verify certificate identity/.test(said)
        ? errorMessage(said)
        : undefined;
}


/***/ }),

/***/ 4802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  hk: () => (/* binding */ openBundle),
  QN: () => (/* binding */ parseBundle),
  KP: () => (/* binding */ parseOldSignatures),
  O6: () => (/* binding */ verifiableBundle)
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
/** The little of DER that certificates and timestamps need (ITU-T X.690). */
const [OCTET_STRING, OID, UTF8_STRING, SEQUENCE] = [0x04, 0x06, 0x0c, 0x30];
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
/** undefined when the bytes are not a certificate. Signatures are cosign's business. */
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

;// CONCATENATED MODULE: ./packages/tools/build/cosign/timestamp.js
/**
 * When a timestamp authority says that it saw a signature. Only read here: whether it is true is what cosign verifies.
 * RFC 3161 section 2.4.2, RFC 5652 section 5
 */

const GENERALIZED_TIME = 0x18;
const [CONTEXT_0, SIGNED_DATA, TST_INFO] = [
    0xa0,
    Buffer.from('2a864886f70d010702', 'hex'),
    Buffer.from('2a864886f70d0109100104', 'hex'),
];
/**
 * @param der a TimeStampResp, or the token in it
 * @returns milliseconds since 1970; undefined when the bytes are not a timestamp
 */
function readTimestamp(der) {
    try {
        const [outer] = der_elements(Buffer.from(der));
        const parts = der_elements(outer?.body ?? Buffer.alloc(0));
        // A response has its status first, the token second.
        const token = parts[0]?.tag === OID ? parts : der_elements(parts[1]?.body ?? Buffer.alloc(0));
        return timeOf(infoOf(token));
    }
    catch {
        return undefined;
    }
}
/** The TSTInfo of a ContentInfo of signed data. */
function infoOf([type, content]) {
    const none = Buffer.alloc(0);
    if (type?.body.equals(SIGNED_DATA) !== true || content?.tag !== CONTEXT_0)
        return none;
    const [signedData] = der_elements(content.body);
    const encapsulated = der_elements(signedData?.body ?? none).find(({ tag, body }) => tag === SEQUENCE && der_elements(body)[0]?.body.equals(TST_INFO));
    const [, wrapped] = der_elements(encapsulated?.body ?? none);
    const [octets] = der_elements(wrapped?.body ?? none);
    return octets?.tag === OCTET_STRING ? (der_elements(octets.body)[0]?.body ?? none) : none;
}
/** Of a TSTInfo: its one GeneralizedTime, in UTC, perhaps with fractions of a second. */
function timeOf(info) {
    const time = der_elements(info)
        .find(({ tag }) => tag === GENERALIZED_TIME)
        ?.body.toString('latin1');
    const [, year, month, day, hour, minute, second, fraction = ''] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.(\d{1,9}))?Z$/.exec(time ?? '') ?? [];
    if (year === undefined)
        return undefined;
    const milliseconds = `${fraction}000`.slice(0, 3);
    const parsed = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}Z`);
    return Number.isNaN(parsed) ? undefined : parsed;
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
/**
 * The bundle without anything that {@link parseBundle} does not read: what cosign is given to verify. A file may be a
 * bundle and something older in one (a member that the format does not know makes cosign read it as the latter), and
 * then what is verified would not be what is read.
 * @throws Failure `remote` when it is not a bundle
 */
function verifiableBundle(text) {
    const { mediaType, verificationMaterial, dsseEnvelope } = parse(Members, text, 'bundle');
    const { payload, payloadType, signatures } = dsseEnvelope;
    return JSON.stringify({
        mediaType,
        verificationMaterial,
        dsseEnvelope: { payload, payloadType, signatures },
    });
}
const Members = dist/* object */.Ikc({
    mediaType: dist/* string */.YjP(),
    verificationMaterial: dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J()),
    dsseEnvelope: dist/* object */.Ikc({ payload: dist/* string */.YjP(), payloadType: dist/* string */.YjP(), signatures: dist/* unknown */.L5J() }),
});
/** @throws Failure `cosign/bad-output` when the text is not a bundle around an envelope */
function openBundle(text) {
    const { verificationMaterial: material, dsseEnvelope } = parse(Bundle, text, 'bundle');
    const { tlogEntries = [], timestampVerificationData } = material;
    const [entry] = tlogEntries;
    const timestamps = timestampVerificationData?.rfc3161Timestamps ?? [];
    // sigstore-go refuses bundles with as many.
    if (tlogEntries.length > MAX_TIMES || timestamps.length > MAX_TIMES)
        throw unexpected('bundle', new Error('too many log entries or timestamps'));
    const certificate = material.certificate === undefined ? undefined : readCertificate(material.certificate.rawBytes);
    const times = [
        ...tlogEntries.flatMap(({ integratedTime }) => (integratedTime > 0 ? [integratedTime * 1000] : [])),
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
    const { payload, ...opened } = openBundle(text);
    return { ...opened, statement: readStatement(payload, 'bundle') };
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
function parse(schema, text, what) {
    let json;
    try {
        json = JSON.parse(text);
    }
    catch (error) {
        throw unexpected(what, error);
    }
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
/* harmony import */ var _sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5329);
/* harmony import */ var _sealift_core_verification_conditions__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2624);
/* harmony import */ var _sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3190);
/* harmony import */ var _sealift_core_verification_signed_time__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8214);
/* harmony import */ var _sealift_core_verification_sigstore__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(308);
/* harmony import */ var _bundles_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(153);
/* harmony import */ var _cosign_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5333);
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
    const bundles = once(() => (0,_bundles_js__WEBPACK_IMPORTED_MODULE_4__/* .readListed */ .oF)(checker.client, subject, candidates));
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
function once(work) {
    let running;
    return () => {
        running ??= work();
        return running;
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
        read += opened?.text.length ?? 0;
        if (read > MAX_READ)
            return blockedBy(`more than ${MAX_READ} bytes are attached to it as ${(0,_sealift_core_verification_requirements__WEBPACK_IMPORTED_MODULE_3__/* .nounOf */ .a2)(requirement)}`);
        if (opened?.parsed.statement.type !== type)
            continue;
        const claim = claimOf(checker.policy, subject, bundle, opened);
        if ('code' in claim) {
            refused.push(claim);
            continue;
        }
        kept += opened.text.length;
        claims.push(kept > MAX_KEPT ? { ...claim, opened: undefined } : claim);
    }
    const verified = await verifyNewest(checker, subject, requirement, claims);
    return { ...verified, refused: [...refused, ...verified.refused] };
}
/** Before cosign is asked: whether the bundle says of itself what it must. */
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
async function verifyNewest({ cosign, client, policy }, subject, requirement, claims) {
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
        const result = await cosign.verifyBundle(bundle.text, { ...about, instance, signer }, policy);
        if ((0,_cosign_js__WEBPACK_IMPORTED_MODULE_5__/* .isRefused */ .H0)(result))
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
                ? `its ${noun} is not trusted: ${why.map(_sealift_core_text_sanitize__WEBPACK_IMPORTED_MODULE_8__/* .singleLine */ .pF).join('; or ')}`
                : `its ${noun} is not valid (cosign: ${why.join('; or ')})`,
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
