export const id = 513;
export const ids = [513];
export const modules = {

/***/ 4513:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  writeSummary: () => (/* binding */ writeSummary)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/core/build/verification/identity.js
var identity = __webpack_require__(9068);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var digest = __webpack_require__(8750);
// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var reference = __webpack_require__(7109);
;// CONCATENATED MODULE: ./packages/core/build/image/oci-purl.js

/**
 * Package URL of an image. The name is the last part of the repository; where it lies is a qualifier, since purl's type
 * `oci` has no namespace.
 * https://github.com/package-url/purl-spec/blob/main/types-doc/oci-definition.md
 * @param architecture of one platform's image
 */
function ociPurl(image, digest, architecture) {
    const name = image.repository.split('/').at(-1) ?? '';
    const qualifiers = [
        ...(architecture === undefined ? [] : [['arch', architecture]]),
        ['repository_url', (0,reference/* formatImageName */.eS)(image)],
    ];
    return `pkg:oci/${encoded(name)}@${encoded(digest)}?${qualifiers
        .map(([key, value]) => `${key}=${encoded(value)}`)
        .join('&')}`;
}
/** A colon stands for itself in every part. */
const encoded = (text) => encodeURIComponent(text).replaceAll('%3A', ':');

;// CONCATENATED MODULE: ./packages/core/build/verification/vsa.js
/**
 * What a verification came to, for those who trust the verifier and do not verify again.
 * https://slsa.dev/spec/v1.1/verification_summary
 */




const VSA_TYPE = 'https://slsa.dev/verification_summary/v1';
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** Who says so: this verifier, whatever runs it. Who ran it is in the certificate of whoever signs the summary. */
const VERIFIER = 'https://sealift.dev/verify/v1';
/** A statement that nobody has signed yet. */
function makeVsa(facts) {
    const { image, verifiedAt, passed, provenance, policy, bundles } = facts;
    const content = Buffer.from(JSON.stringify(policy));
    return {
        _type: STATEMENT_TYPE,
        subject: [{ name: (0,reference/* formatImageName */.eS)(image), digest: { sha256: (0,digest/* digestHex */.sU)(image.digest) } }],
        predicateType: VSA_TYPE,
        predicate: {
            verifier: { id: VERIFIER },
            timeVerified: new Date(verifiedAt).toISOString(),
            resourceUri: ociPurl(image, image.digest),
            policy: {
                digest: { sha256: (0,external_node_crypto_.createHash)('sha256').update(content).digest('hex') },
                content: content.toString('base64'),
                mediaType: 'application/json',
            },
            inputAttestations: [...new Set(bundles)]
                .toSorted()
                .map((bundle) => ({ digest: { sha256: (0,digest/* digestHex */.sU)(bundle) } })),
            verificationResult: passed ? 'PASSED' : 'FAILED',
            verifiedLevels: [passed ? levelOf(provenance) : 'FAILED'],
            slsaVersion: '1.1',
        },
    };
}
/**
 * A provenance that verifies is signed by the platform that built (level 2). That the build was isolated from its own
 * secrets (level 3) is a property of the platform, which no signature shows.
 */
const levelOf = (provenance) => provenance ? 'SLSA_BUILD_LEVEL_2' : 'SLSA_BUILD_LEVEL_UNEVALUATED';

;// CONCATENATED MODULE: ./actions/verify/build/verification-summary.js
/** Writes the verification summary of one image. */





/**
 * Two files: the in-toto statement, and its predicate alone beside it (`vsa.json` and `vsa.predicate.json`), which is
 * what tools that sign want. About an image of which nothing is known there is nothing to say.
 * @throws Failure `verify/one-vsa` when there is not exactly one image; `verify/not-written`
 */
async function writeSummary(file, checked, asked, now) {
    const [image, ...others] = checked;
    if (image === undefined || others.length > 0)
        throw (0,failure/* configurationFailure */.d_)({
            code: 'verify/one-vsa',
            cause: `A verification summary is about one image, and ${checked.length} were verified.`,
            remedy: 'Verify each image in a step of its own, with a "vsa" of its own.',
        });
    if (image.failure !== undefined)
        return;
    const statement = makeVsa(factsOf(image, asked, now));
    const { dir, name, ext } = external_node_path_.parse(file);
    try {
        await (0,promises_.mkdir)(dir === '' ? '.' : dir, { recursive: true });
        await (0,promises_.writeFile)(file, `${JSON.stringify(statement)}\n`);
        await (0,promises_.writeFile)(external_node_path_.join(dir, `${name}.predicate${ext === '' ? '.json' : ext}`), `${JSON.stringify(statement.predicate)}\n`);
    }
    catch (error) {
        throw (0,failure/* configurationFailure */.d_)({
            code: 'verify/not-written',
            cause: `The verification summary cannot be written to ${file}.`,
            remedy: 'Give a path in the workspace as "vsa".',
            error,
        });
    }
}
function factsOf(image, { policy, demand }, now) {
    const statements = image.subjects.flatMap((subject) => subject.statements);
    const problems = [...image.problems, ...image.subjects.flatMap((subject) => subject.problems)];
    return {
        image: image.target.image,
        verifiedAt: now,
        passed: problems.length === 0,
        provenance: demand.require.includes('provenance'),
        policy: {
            identities: policy.identities.map(identity/* formatIdentity */.gZ),
            issuer: policy.issuer,
            sourceRepository: policy.sourceRepository,
            sourceRef: policy.sourceRef ?? '*',
            ...(policy.run === undefined ? {} : { run: policy.run }),
            ...demand,
        },
        bundles: statements.flatMap((statement) => (statement.verified ? (statement.bundle ?? []) : [])),
    };
}


/***/ })

};
