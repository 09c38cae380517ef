export const id = 494;
export const ids = [494];
export const modules = {

/***/ 7494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g2: () => (/* binding */ RELEASE),
  cd: () => (/* binding */ checkImage)
});

// UNUSED EXPORTS: OLD_SIGNATURE, checkGraph

// EXTERNAL MODULE: ./packages/core/build/bounded.js
var bounded = __webpack_require__(1575);
// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var image_digest = __webpack_require__(8750);
// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var image_reference = __webpack_require__(7109);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(7934);
// EXTERNAL MODULE: ./packages/core/build/verification/identity.js
var identity = __webpack_require__(9068);
;// CONCATENATED MODULE: ./packages/core/build/release/provenance.js
/**
 * SLSA provenance v1 of a release, by the build type of GitHub's workflows: which workflow, started how, made the image
 * out of which commit and which images.
 * https://slsa.dev/spec/v1.1/provenance, https://actions.github.io/buildtypes/workflow/v1
 */



const WORKFLOW_BUILD_TYPE = 'https://actions.github.io/buildtypes/workflow/v1';
/** https://github.com/in-toto/attestation/blob/main/spec/v1/resource_descriptor.md, as far as it is read here */
const ResourceDescriptor = dist/* object */.Ikc({
    uri: dist/* optional */.lqM(dist/* string */.YjP()),
    digest: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* string */.YjP())),
    name: dist/* optional */.lqM(dist/* string */.YjP()),
    annotations: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J())),
});
/** What is judged of a provenance; more may stand in it. */
const Provenance = dist/* object */.Ikc({
    buildDefinition: dist/* object */.Ikc({
        buildType: dist/* literal */.euz(WORKFLOW_BUILD_TYPE),
        externalParameters: dist/* object */.Ikc({
            workflow: dist/* object */.Ikc({
                /** Of the caller's workflow file, e.g. refs/heads/main. */
                ref: dist/* string */.YjP(),
                /** URL of the repository. */
                repository: dist/* string */.YjP(),
                /** Of the workflow file in it. */
                path: dist/* string */.YjP(),
            }),
            /** Of the called workflow. */
            inputs: dist/* optional */.lqM(dist/* record */.g1P(dist/* string */.YjP(), dist/* unknown */.L5J())),
        }),
        internalParameters: dist/* object */.Ikc({
            github: dist/* object */.Ikc({
                event_name: dist/* string */.YjP(),
                repository_id: dist/* string */.YjP(),
                repository_owner_id: dist/* string */.YjP(),
                runner_environment: dist/* string */.YjP(),
            }),
        }),
        /** The commit first, then images. */
        resolvedDependencies: dist/* array */.YOg(ResourceDescriptor),
    }),
    runDetails: dist/* object */.Ikc({
        builder: dist/* object */.Ikc({ id: dist/* string */.YjP(), builderDependencies: dist/* optional */.lqM(dist/* array */.YOg(ResourceDescriptor)) }),
        metadata: dist/* object */.Ikc({ invocationId: dist/* string */.YjP() }),
    }),
});
function makeProvenance({ claims, server, inputs, materials }) {
    const workflow = splitRef(claims.workflow_ref);
    const builder = splitRef(claims.job_workflow_ref);
    return {
        buildDefinition: {
            buildType: WORKFLOW_BUILD_TYPE,
            externalParameters: {
                workflow: {
                    ref: workflow.ref,
                    repository: `${server}/${workflow.repository}`,
                    path: workflow.path,
                },
                inputs: { ...inputs },
            },
            internalParameters: {
                github: {
                    event_name: claims.event_name,
                    repository_id: claims.repository_id,
                    repository_owner_id: claims.repository_owner_id,
                    runner_environment: claims.runner_environment,
                },
            },
            resolvedDependencies: [
                {
                    uri: `git+${server}/${claims.repository}@${claims.ref}`,
                    digest: { gitCommit: claims.sha },
                },
                ...distinct(materials).map(({ kind, uri, digest }) => ({
                    uri,
                    digest: { sha256: digestHex(digest) },
                    annotations: { kind },
                })),
            ],
        },
        runDetails: {
            builder: {
                id: `${server}/${claims.job_workflow_ref}`,
                builderDependencies: [
                    {
                        uri: `git+${server}/${builder.repository}@${builder.ref}`,
                        digest: { gitCommit: claims.job_workflow_sha },
                    },
                ],
            },
            metadata: {
                invocationId: `${server}/${claims.repository}/actions/runs/${claims.run_id}/attempts/${claims.run_attempt}`,
            },
        },
    };
}
/** `owner/repository/.github/workflows/file.yml@refs/heads/main`; a ref may hold an `@`, the rest never does. */
function splitRef(workflowRef) {
    const at = workflowRef.indexOf('@');
    const [owner = '', name = '', ...path] = workflowRef.slice(0, at).split('/');
    return { repository: `${owner}/${name}`, path: path.join('/'), ref: workflowRef.slice(at + 1) };
}
const distinct = (materials) => [
    ...new Map(materials.map((material) => [`${material.kind} ${material.uri} ${material.digest}`, material])).values(),
];
/** The provenance among verified predicates that says what the certificate says, or why none does. */
function findProvenance(predicates, expected) {
    if (predicates.length === 0)
        return { reason: 'it has no provenance' };
    const reasons = [];
    for (const predicate of predicates) {
        const parsed = dist/* safeParse */.xLC(Provenance, predicate);
        const differences = parsed.success
            ? provenanceDifferences(parsed.output, expected)
            : [`its "${dist/* getDotPath */.BuJ(parsed.issues[0]) ?? 'document'}" is wrong`];
        if (parsed.success && differences.length === 0)
            return { provenance: parsed.output };
        reasons.push(...differences);
    }
    return { reason: `its provenance does not match: ${[...new Set(reasons)].join('; ')}` };
}
function provenanceDifferences({ buildDefinition, runDetails }, { identities, sourceRepository, sourceRef, commit }) {
    const builder = runDetails.builder.id;
    const [source] = buildDefinition.resolvedDependencies;
    const uri = source?.uri;
    const server = URL.parse(builder)?.origin ?? '';
    const repository = `git+${server}/${sourceRepository}`;
    const rows = [
        ['builder', builder, (0,identity/* matchesIdentities */.gl)(identities, builder) ? builder : (0,identity/* formatIdentities */.WU)(identities)],
        sourceRef === undefined
            ? ['source', uri?.split('@', 1)[0], repository]
            : ['source', uri, `${repository}@${sourceRef}`],
        ['commit', source?.digest?.['gitCommit'], commit],
    ];
    return rows.flatMap(([name, has, wanted]) => wanted === undefined || has === wanted ? [] : [`its ${name} is "${has ?? ''}" instead of "${wanted}"`]);
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./packages/core/build/release/record.js + 1 modules
var release_record = __webpack_require__(2177);
// EXTERNAL MODULE: ./packages/core/build/verification/signed-time.js
var signed_time = __webpack_require__(8214);
;// CONCATENATED MODULE: ./packages/core/build/verification/attested-record.js
/** Which release record of an image counts, and whether it is the one that is expected. */




/**
 * The record that counts among verified statements, or why there is none. One digest may be released from several
 * commits, each with a record of its own: the newest counts, or the newest of the commit that is expected. One that is
 * signed and cannot be read may be of any commit, so only a newer one settles it.
 */
function findRecord(statements, expected) {
    const commit = expected.same?.source.commit ?? expected.commit;
    const read = statements.map(({ signed, predicate }) => ({
        signed,
        parsed: dist/* safeParse */.xLC(release_record/* ReleaseRecord */.fQ, predicate),
    }));
    const ours = read.filter(({ parsed }) => !parsed.success || commit === undefined || parsed.output.source.commit === commit);
    // With none of the expected commit, what the newest of the others says is the better reason.
    const deciding = (0,signed_time/* newestOf */.su)(ours.some(({ parsed }) => parsed.success) ? ours : read);
    const records = [];
    for (const { parsed } of deciding) {
        if (!parsed.success)
            return {
                code: 'unreadable',
                reason: `its release record cannot be read: its "${dist/* getDotPath */.BuJ(parsed.issues[0]) ?? 'document'}" is wrong: ${parsed.issues[0].message}`,
            };
        const differences = recordDifferences(parsed.output, expected);
        if (differences.length > 0)
            return {
                code: 'record-differs',
                reason: `its release record does not match: ${differences.join('; ')}`,
            };
        records.push(parsed.output);
    }
    // Of records that nobody can put in order, always the same.
    const [record] = records.toSorted((a, b) => (a.source.commit < b.source.commit ? -1 : 1));
    return record === undefined ? { code: 'missing', reason: 'it has no release record' } : { record };
}
function recordDifferences(record, expected) {
    const rows = [
        ['app', record.app, expected.app],
        ['image', record.image, (0,release_record/* isReleasedAs */.yz)(record, expected.image) ? undefined : expected.image],
        ['digest', record.digest, expected.digest],
        ['source repository', record.source.repository, expected.policy.sourceRepository],
        ['source ref', record.source.ref, expected.policy.sourceRef],
        ['commit', record.source.commit, expected.commit],
    ];
    const differences = rows.flatMap(([name, has, wanted]) => wanted === undefined || has === wanted ? [] : [`its ${name} is "${has}" instead of "${wanted}"`]);
    const listed = record.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
    const served = expected.platforms.map(({ platform, digest }) => `${platform} ${digest}`).toSorted();
    if (listed.join() !== served.join())
        differences.push('its platforms are not those of the image');
    const unfit = record.platforms.filter(({ digest, scan, sbom }) => scan.verdict !== 'pass' || scan.subject !== digest || sbom.subject !== digest);
    if (unfit.length > 0)
        differences.push(`its evidence for ${unfit.map(({ platform }) => platform).join(', ')} is not a pass of it`);
    if (expected.same !== undefined && !(0,external_node_util_.isDeepStrictEqual)(expected.same, record))
        differences.push('it differs from the one in the evidence folder');
    return differences;
}

// EXTERNAL MODULE: ./packages/core/build/verification/requirements.js
var verification_requirements = __webpack_require__(3190);
// EXTERNAL MODULE: ./packages/core/build/scan/severity.js
var scan_severity = __webpack_require__(3455);
// EXTERNAL MODULE: ./packages/core/build/scan/blindness.js
var blindness = __webpack_require__(4354);
;// CONCATENATED MODULE: ./packages/core/build/scan/ignore/package-pattern.js
/**
 * Package URLs of ignore files, taken apart and compared as Trivy does it (github.com/package-url/packageurl-go): that
 * differs between implementations, in what is lower-cased and what is refused.
 * https://github.com/package-url/purl-spec
 */
/** UTF-16 units. */
const MAX_LENGTH = 2000;
/** Names and namespaces of these have no case. */
const LOWER_NAMESPACES = new Set([
    'alpm',
    'apk',
    'bitbucket',
    'composer',
    'deb',
    'github',
    'golang',
    'qpkg',
    'rpm',
]);
const LOWER_NAMES = new Set([
    'alpm',
    'apk',
    'bitbucket',
    'bitnami',
    'chrome-extension',
    'composer',
    'deb',
    'github',
    'golang',
]);
/** Types with rules of their own, which no image scan reports: what is meant by them is not guessed. */
const UNKNOWN_TYPES = new Set([
    'chrome-extension',
    'cpan',
    'huggingface',
    'julia',
    'mlflow',
    'otp',
    'vscode-extension',
]);
/** undefined when Trivy would refuse it, or when it is of a kind that is not known here. */
function package_pattern_parsePackagePattern(text) {
    if (text.length > MAX_LENGTH || text.slice(0, 4).toLowerCase() !== 'pkg:')
        return undefined;
    const [beforeSubpath, subpath = ''] = cutAt(text.slice(4).replace(/^\/+/, ''), '#');
    const [beforeQuery, query = ''] = cutAt(beforeSubpath, '?');
    const [rawType, rest] = cutAt(beforeQuery, '/');
    const type = rawType.toLowerCase();
    if (rest === undefined || !/^[a-z.+-][a-z0-9.+-]*$/.test(type) || UNKNOWN_TYPES.has(type))
        return undefined;
    if (subpath.split('/').some((segment, index) => index > 0 && /^\.\.?$/.test(segment)))
        return undefined;
    const qualifiers = parseQualifiers(query);
    const named = parseName(type, rest);
    if (qualifiers === undefined || named === undefined)
        return undefined;
    if (type === 'swift' && named.namespace === '')
        return undefined;
    return { type, ...named, qualifiers, subpath: trimSlashes(subpath) };
}
const cutAt = (text, mark) => {
    const index = text.indexOf(mark);
    return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)];
};
function trimSlashes(text) {
    let [from, to] = [0, text.length];
    while (text[from] === '/')
        from += 1;
    while (to > from && text[to - 1] === '/')
        to -= 1;
    return text.slice(from, to);
}
function decode(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        return undefined;
    }
}
function parseName(type, rest) {
    if (type !== 'npm' && rest.startsWith('@'))
        return undefined;
    const at = rest.lastIndexOf('@');
    const path = at > 0 ? rest.slice(0, at) : rest;
    const version = decode(at > 0 ? rest.slice(at + 1) : '');
    const slash = path.lastIndexOf('/');
    const name = decode(path.slice(slash + 1));
    const segments = path
        .slice(0, Math.max(slash, 0))
        .split('/')
        .filter((segment) => segment !== '')
        .map(decode);
    if (version === undefined || !name || segments.includes(undefined))
        return undefined;
    const namespace = segments.join('/');
    return {
        namespace: LOWER_NAMESPACES.has(type) ? namespace.toLowerCase() : namespace,
        name: type === 'pypi'
            ? name.replaceAll('_', '-').toLowerCase()
            : LOWER_NAMES.has(type)
                ? name.toLowerCase()
                : name,
        version,
    };
}
function parseQualifiers(query) {
    const qualifiers = new Map();
    for (const pair of query.split('&').filter((part) => part !== '')) {
        const [rawKey, rawValue = ''] = cutAt(pair, '=');
        const key = rawKey.toLowerCase();
        const value = decode(rawValue);
        if (pair.includes(';') || !/^[a-z._-][a-z0-9._-]*$/.test(key) || value === undefined)
            return undefined;
        // An empty value counts as none.
        if (value === '')
            continue;
        if (qualifiers.has(key))
            return undefined;
        qualifiers.set(key, value);
    }
    return qualifiers;
}
/**
 * Whether a package is one of those that are meant: type, namespace and name must agree; version, subpath and each
 * qualifier only where the meant one names them.
 */
const package_pattern_matchesPackage = (meant, actual) => meant.type === actual.type &&
    meant.namespace === actual.namespace &&
    meant.name === actual.name &&
    (meant.version === '' || meant.version === actual.version) &&
    (meant.subpath === '' || meant.subpath === actual.subpath) &&
    [...meant.qualifiers].every(([key, value]) => actual.qualifiers.get(key) === value);

;// CONCATENATED MODULE: ./packages/core/build/scan/ignore/ignore-file.js

const isExpired = ({ expiresAt }, now) => expiresAt !== undefined && expiresAt < now;
/**
 * Entries by id, so that a file with thousands of them costs each finding only those with its own.
 * @param now milliseconds since 1970
 */
function ignore_file_indexIgnoreEntries(files, now) {
    const byId = Map.groupBy(files.flatMap(({ entries }) => entries), ({ id }) => id);
    const packages = new Map();
    const packageOf = ({ purl }) => {
        if (purl === undefined)
            return undefined;
        if (!packages.has(purl))
            packages.set(purl, parsePackagePattern(purl));
        return packages.get(purl);
    };
    return (finding) => {
        const entries = [finding.id, ...finding.aliases].flatMap((id) => byId.get(id) ?? []);
        if (entries.length === 0)
            return { entry: undefined, expired: [] };
        const meant = packageOf(finding);
        const matching = pathsOf(finding).flatMap((path) => entries.filter((entry) => matchesEntry(entry, finding, path, meant)));
        const entry = matching.find((one) => !isExpired(one, now));
        return { entry, expired: entry === undefined ? [...new Set(matching)] : [] };
    };
}
/** What patterns of paths are compared with; the second is empty for packages of the distribution. */
const pathsOf = ({ kind, target, packagePath }) => kind === 'vulnerability' ? [target, packagePath ?? ''] : [target];
function matchesEntry(entry, finding, path, actual) {
    if (entry.kind !== undefined && entry.kind !== finding.kind)
        return false;
    if (entry.paths.length > 0 && !entry.paths.some((pattern) => pattern.matches(path)))
        return false;
    // To Trivy, what has no package URL is every package.
    if (entry.purls.length === 0 || finding.purl === undefined || finding.kind !== 'vulnerability')
        return true;
    return actual !== undefined && entry.purls.some((purl) => matchesPackage(purl, actual));
}

;// CONCATENATED MODULE: ./packages/core/build/scan/gate.js
/** Whether an image may be released: findings against a policy. */




/** @param now milliseconds since 1970, for entries that run out */
function judge({ findings, blindness: observed }, policy, now) {
    const ignoring = indexIgnoreEntries(policy.ignoreFiles, now);
    const blocking = [];
    const nonBlocking = [];
    const ignored = [];
    const expired = new Set();
    for (const finding of findings) {
        const { entry, expired: late } = ignoring(finding);
        if (entry !== undefined) {
            ignored.push({ finding, entry });
            continue;
        }
        for (const one of late)
            expired.add(one);
        (counts(finding, policy) ? blocking : nonBlocking).push(finding);
    }
    const blindness = judgeBlindness(observed, policy.blind);
    return {
        verdict: blocking.length > 0 || blindness.some((one) => one.blocking) ? 'fail' : 'pass',
        counts: countBySeverity(findings),
        blocking: blocking.toSorted(bySeverity),
        nonBlocking: nonBlocking.toSorted(bySeverity),
        ignored: ignored.toSorted((a, b) => bySeverity(a.finding, b.finding)),
        expired: [...expired],
        blindness,
    };
}
const counts = (finding, { threshold, fixableOnly }) => SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(threshold) &&
    (!fixableOnly || finding.kind !== 'vulnerability' || finding.fixedVersion !== undefined);
const sparedBy = ({ blocking, nonBlocking, ignored }) => ({
    accepted: countBySeverity(ignored.map(({ finding }) => finding)),
    unfixed: countBySeverity([...blocking, ...nonBlocking].filter(({ kind, fixedVersion }) => kind === 'vulnerability' && fixedVersion === undefined)),
});
/** How many findings block, from numbers alone: the same as `judge` comes to. */
const blockingCount = (counts, { accepted, unfixed }, { threshold, fixableOnly }) => scan_severity/* SEVERITIES */.oC.slice(scan_severity/* SEVERITIES */.oC.indexOf(threshold))
    .map((severity) => counts[severity] - accepted[severity] - (fixableOnly ? unfixed[severity] : 0))
    .reduce((sum, each) => sum + each, 0);
/** `HIGH and CRITICAL with a fix`: the policy in words. */
function describePolicy({ threshold, fixableOnly, }) {
    const counted = SEVERITIES.slice(SEVERITIES.indexOf(threshold)).toReversed().join(', ');
    return `${counted}${fixableOnly ? ', vulnerabilities only when a fixed version exists' : ''}`;
}

;// CONCATENATED MODULE: ./packages/core/build/scan/verdict-contradictions.js



/**
 * Where a verdict does not follow from its own numbers, as clauses; none where it does. Asked again by everybody who
 * uses one: what wrote it may have been anything.
 */
function verdictContradictions(scan) {
    const { counts, spared, blocking, ignored, policy } = scan;
    const contradictions = [];
    const expected = blockingCount(counts, spared, policy);
    if (blocking !== expected)
        contradictions.push(`its verdict names ${blocking} blocking findings, and its counts come to ${expected}`);
    if (!(0,blindness/* verdictFollows */.cn)(scan))
        contradictions.push('its verdict does not follow from what it names');
    for (const severity of scan_severity/* SEVERITIES */.oC)
        if (spared.accepted[severity] + spared.unfixed[severity] > counts[severity])
            contradictions.push(`more ${severity} findings are left out of account than were found`);
    const accepted = scan_severity/* SEVERITIES */.oC.reduce((total, severity) => total + spared.accepted[severity], 0);
    if (accepted !== ignored)
        contradictions.push(`${ignored} findings are ignored, and ${accepted} of them have a severity`);
    return contradictions;
}

;// CONCATENATED MODULE: ./packages/core/build/verification/verdict.js
/** Which scan verdict of an image counts, and whether it says enough. */





/** Milliseconds by which the clocks of machines differ: nobody is refused for less. */
const CLOCK_SKEW = 5 * 60_000;
/**
 * The passing verdict about `subject` among verified statements, or why there is none. The newest counts; where several
 * may be the newest, each of them must pass. What is signed and cannot be read counts like a fail: a newer one settles
 * it, an older one does not.
 */
function findVerdict(statements, subject, conditions = {}) {
    const verdicts = [];
    for (const statement of (0,signed_time/* newestOf */.su)(statements)) {
        const judged = judgeStatement(statement, subject, conditions);
        if ('reason' in judged)
            return judged;
        verdicts.push(judged.verdict);
    }
    const [verdict] = verdicts;
    return verdict === undefined ? { code: 'missing', reason: 'it has no scan verdict' } : { verdict };
}
function judgeStatement({ predicate, signed }, subject, conditions) {
    const parsed = dist/* safeParse */.xLC(release_record/* ScanPart */.L7, predicate);
    if (!parsed.success)
        return { code: 'unreadable', reason: 'its scan verdict cannot be read' };
    const verdict = parsed.output;
    if (verdict.subject !== subject)
        return { code: 'other-subject', reason: `its scan verdict is about ${verdict.subject}` };
    if (verdict.verdict !== 'pass')
        return {
            code: 'verdict-fail',
            reason: `its scan verdict is "fail" with ${verdict.blocking} blocking findings`,
        };
    return (contradictionOf(verdict) ??
        leniencyOf(verdict, conditions) ??
        timeProblemOf(verdict, signed.latest, conditions) ?? { verdict });
}
const rankOf = (severity) => scan_severity/* SEVERITIES */.oC.indexOf(severity);
/** Why a verdict does not follow from its own numbers and findings; undefined when it does. */
function contradictionOf(verdict) {
    const contradicts = (why) => ({
        code: 'verdict-contradicts-itself',
        reason: `its scan verdict contradicts itself: ${why}`,
    });
    const { policy, blocking, findings = [] } = verdict;
    const [why] = verdictContradictions(verdict);
    if (why !== undefined)
        return contradicts(why);
    // Each of them counts at one place at least.
    const listed = findings.filter(({ severity, fixedVersion, suppressed }) => rankOf(severity) >= rankOf(policy.threshold) && fixedVersion !== undefined && suppressed === undefined).length;
    return listed > blocking ? contradicts(`${blocking} findings block, and ${listed} are listed`) : undefined;
}
/** The most lenient first. */
const STRICTNESS = ['warn', 'auto', 'fail'];
function leniencyOf({ policy }, { minimumSeverity, countUnfixed = false, blind = 'warn' }) {
    const lenient = (how) => ({
        code: 'verdict-too-lenient',
        reason: `its scan verdict is too lenient: ${how}`,
    });
    if (minimumSeverity !== undefined && rankOf(policy.threshold) > rankOf(minimumSeverity))
        return lenient(`only ${policy.threshold} and above counted, not ${minimumSeverity}`);
    if (STRICTNESS.indexOf(policy.blind) < STRICTNESS.indexOf(blind))
        return lenient(`what the scanner could not look at counted as "${policy.blind}", not as "${blind}"`);
    return countUnfixed && policy.fixableOnly ? lenient('findings without a fix did not count') : undefined;
}
/** @param signed milliseconds since 1970, the latest that it can have been */
function timeProblemOf({ scannedAt, database }, signed, { maxScanAge, maxDatabaseAge }) {
    const scanned = Date.parse(scannedAt);
    const made = Date.parse(database.updatedAt);
    // Nobody can say that a scan is newer than what was signed about it, so an old verdict never becomes fresh.
    if (scanned > signed + CLOCK_SKEW)
        return {
            code: 'scan-in-future',
            reason: `its scan says ${scannedAt} and was signed at ${new Date(signed).toISOString()} at the latest`,
        };
    if (made > scanned + CLOCK_SKEW)
        return {
            code: 'database-in-future',
            reason: `its vulnerability database says ${database.updatedAt}, later than the scan at ${scannedAt}`,
        };
    if (maxScanAge !== undefined && maxScanAge.now - scanned > maxScanAge.age)
        return {
            code: 'scan-too-old',
            reason: `its scan of ${scannedAt} is older than ${hours(maxScanAge.age)}`,
        };
    if (maxDatabaseAge !== undefined && scanned - made > maxDatabaseAge)
        return {
            code: 'database-too-old',
            reason: `its scan of ${scannedAt} used a vulnerability database of ${database.updatedAt}, older than ${hours(maxDatabaseAge)}`,
        };
    return undefined;
}
const hours = (milliseconds) => {
    const whole = Math.round(milliseconds / 3_600_000);
    return whole === 1 ? '1 hour' : `${whole} hours`;
};
/** What meets both: each condition as the stricter of the two has it. */
function bothOf(one, other) {
    const severities = [one.minimumSeverity, other.minimumSeverity];
    const minimumSeverity = SEVERITIES.find((severity) => severities.includes(severity));
    const modes = [one.blind, other.blind];
    const blind = STRICTNESS.findLast((mode) => modes.includes(mode));
    const scan = least(one.maxScanAge?.age, other.maxScanAge?.age);
    const now = one.maxScanAge?.now ?? other.maxScanAge?.now;
    const maxDatabaseAge = least(one.maxDatabaseAge, other.maxDatabaseAge);
    return {
        ...(minimumSeverity === undefined ? {} : { minimumSeverity }),
        ...(one.countUnfixed === true || other.countUnfixed === true ? { countUnfixed: true } : {}),
        ...(blind === undefined ? {} : { blind }),
        ...(scan === undefined || now === undefined ? {} : { maxScanAge: { age: scan, now } }),
        ...(maxDatabaseAge === undefined ? {} : { maxDatabaseAge }),
    };
}
const least = (a, b) => a === undefined ? b : b === undefined ? a : Math.min(a, b);

// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(9520);
// EXTERNAL MODULE: ./packages/registry/build/image-parts.js + 2 modules
var image_parts = __webpack_require__(2063);
// EXTERNAL MODULE: ./packages/registry/build/registry-parts.js
var registry_parts = __webpack_require__(8272);
;// CONCATENATED MODULE: ./packages/tools/build/cosign/graph.js
/** What an image consists of, as its registry serves it: every byte is fetched and hashed again. */





/**
 * @returns undefined when the registry does not have the digest
 * @throws Failure `image/not-usable` for an index that holds anything but images and attestations, or lists what is not
 *   there; `image/wrong-content`; `remote`
 */
async function readGraph(client, subject) {
    const root = await fetchManifest(client, subject, subject.digest);
    if (root === undefined)
        return undefined;
    if (root.json.kind === 'index' && root.json.manifests.length === 0)
        return {
            digest: subject.digest,
            platforms: [],
            descriptors: new Map([[subject.digest, descriptorOf(root)]]),
            attestations: [],
        };
    const reader = {
        getBlob: (...request) => client.getBlob(...request),
        getManifest: (_image, digest) => fetchManifest(client, subject, digest),
    };
    const parts = await (0,registry_parts/* readRegistryParts */.W)(reader, imageOf(subject), root, (reason) => unusable(subject, reason));
    return {
        digest: subject.digest,
        platforms: (0,image_parts/* servedPlatforms */.sz)(parts),
        descriptors: new Map([descriptorOf(root), ...parts.images.map(({ descriptor }) => descriptor)].map(({ mediaType, digest, size }) => [digest, { mediaType, digest, size }])),
        attestations: parts.attestations.map(({ descriptor }) => descriptor.digest),
    };
}
const unusable = (subject, reason) => (0,failure/* configurationFailure */.d_)({
    code: 'image/not-usable',
    cause: `${(0,image_reference/* formatImageReference */.my)(subject)} cannot be used: ${reason}.`,
    remedy: 'Publish an image whose entries are the images of its platforms, all of them pushed, and their attestations.',
});
const descriptorOf = ({ mediaType, digest, bytes }) => ({
    mediaType,
    digest,
    size: bytes.length,
});
/** The client checks digests too; what is signed here is worth hashing where it is used. */
async function fetchManifest(client, subject, reference) {
    const manifest = await client.getManifest(imageOf(subject), reference);
    if (manifest === undefined || (0,image_digest/* digestOf */.ol)(manifest.bytes) === reference)
        return manifest;
    throw (0,failure/* remoteFailure */.vU)({
        code: 'image/wrong-content',
        cause: `The registry serves other bytes as ${(0,image_reference/* formatImageReference */.my)(imageOf(subject))}@${reference}: their digest is ${(0,image_digest/* digestOf */.ol)(manifest.bytes)}.`,
        remedy: 'Do not use this image: its storage was changed. Push it again from a new build.',
    });
}
const imageOf = ({ registry, repository }) => ({ registry, repository });

;// CONCATENATED MODULE: ./packages/tools/build/cosign/required-statements.js
/**
 * The root first. The manifest of a single-manifest image is root and platform in one.
 * @param onRoot what the root must carry beside what a release does
 */
function requiredStatements(image, graph, onRoot = []) {
    const platforms = graph.platforms.map(({ platform, digest }) => ({
        subject: { ...image, digest },
        label: platform,
        requirements: ['signature', 'sbom', 'verdict', 'provenance'],
    }));
    const [only] = platforms;
    if (only !== undefined && only.subject.digest === graph.digest)
        return [{ ...only, requirements: [...only.requirements, 'record', ...onRoot] }];
    // The same manifest may stand in an index twice.
    const distinct = new Map(platforms.map((required) => [required.subject.digest, required]));
    return [
        { subject: image, label: 'the index', requirements: ['signature', 'provenance', 'record', ...onRoot] },
        ...distinct.values(),
    ];
}

// EXTERNAL MODULE: ./packages/tools/build/cosign/subject-check.js
var subject_check = __webpack_require__(7077);
// EXTERNAL MODULE: ./packages/tools/build/sigstore/refusal.js
var refusal = __webpack_require__(7669);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./packages/core/build/text/canonical-json.js
/**
 * One text for each JSON value (RFC 8785), to compare documents that somebody wrote anew: members in another order,
 * other escapes, other blanks. Lone surrogates, which that standard refuses, become U+FFFD as they do in Go.
 */

/** Levels of arrays and objects. Nothing that is attested comes near; the stack ends at some thousands. */
const MAX_DEPTH = 256;
/** Characters that are hashed at once. */
const PIECE = 65_536;
/**
 * sha256 of the canonical text, which is never in memory as a whole.
 * @param value what JSON.parse gives
 * @returns undefined for a value that is nested too deeply
 */
function canonicalDigest(value) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let piece = '';
    const write = (text) => {
        piece += text;
        if (piece.length < PIECE)
            return;
        hash.update(piece);
        piece = '';
    };
    if (!writeValue(value, write, 0))
        return undefined;
    hash.update(piece);
    return `sha256:${hash.digest('hex')}`;
}
/** @returns whether the value was written to its end. Plain loops: an SBOM has a hundred thousand members. */
function writeValue(value, write, depth) {
    if (typeof value === 'string') {
        write(JSON.stringify(value.toWellFormed()));
        return true;
    }
    if (typeof value !== 'object' || value === null) {
        write(JSON.stringify(value) ?? 'null');
        return true;
    }
    if (depth === MAX_DEPTH)
        return false;
    return Array.isArray(value) ? writeArray(value, write, depth) : writeObject(value, write, depth);
}
function writeArray(items, write, depth) {
    write('[');
    let isFirst = true;
    for (const item of items) {
        if (!isFirst)
            write(',');
        isFirst = false;
        if (!writeValue(item, write, depth + 1))
            return false;
    }
    write(']');
    return true;
}
function writeObject(value, write, depth) {
    write('{');
    let isFirst = true;
    const members = value;
    // By UTF-16 code units, as the standard wants it and as strings are compared.
    for (const name of Object.keys(members).sort()) {
        write(`${isFirst ? '' : ','}${JSON.stringify(name.toWellFormed())}:`);
        isFirst = false;
        if (!writeValue(members[name], write, depth + 1))
            return false;
    }
    write('}');
    return true;
}

;// CONCATENATED MODULE: ./packages/core/build/verification/sbom.js

/**
 * Whether the SBOM that the record names for a manifest is among the verified ones, or why not. A statement proves who
 * attached a document, not that it describes this image: the record does, which the same signer made of this digest. So
 * the record decides, not the time of the SBOM.
 * @param expected `canonicalDigest` in the record
 */
function findSbom(predicates, expected) {
    if (predicates.length === 0)
        return { code: 'missing', reason: 'it has no SBOM attestation' };
    const sbom = predicates.find((predicate) => canonicalDigest(predicate) === expected);
    return sbom === undefined
        ? { code: 'sbom-differs', reason: 'its SBOM is not the one that the release record names' }
        : { sbom };
}

;// CONCATENATED MODULE: ./packages/tools/build/verification/sbom.js


/**
 * @param record the attested one; undefined when none is required: then the newest SBOM counts, and is only as good as
 *   its signature
 */
function sbomProblem(statements, subject, record) {
    if (record === undefined)
        return (0,signed_time/* newestOf */.su)(statements).every(({ predicate }) => isSpdx(predicate))
            ? undefined
            : { code: 'unreadable', reason: 'its SBOM cannot be read' };
    const platform = record.platforms.find(({ digest }) => digest === subject);
    if (platform === undefined)
        return { code: 'sbom-differs', reason: 'the release record names no SBOM of this manifest' };
    const predicates = statements.map(({ predicate }) => predicate);
    const found = findSbom(predicates, platform.sbom.canonicalDigest);
    return 'reason' in found ? found : undefined;
}
const isSpdx = (predicate) => typeof predicate === 'object' && predicate !== null && Object.hasOwn(predicate, 'spdxVersion');

;// CONCATENATED MODULE: ./packages/tools/build/verification/image-check.js
/** Verifies one image with everything that belongs to it. */













/** What a release of Sealift carries. */
const RELEASE = { require: verification_requirements/* REQUIREMENTS */.dq };
/** Subjects at once. */
const PARALLEL = 6;
/** @throws Failure `remote` or `configuration` when the image cannot be judged */
async function checkImage(checker, target, demand) {
    const graph = await readGraph(checker.client, target.image);
    const whole = (code, reason) => ({
        target,
        reference: (0,image_reference/* formatImageReference */.my)(target.image),
        graph,
        record: undefined,
        subjects: [],
        problems: [{ subject: target.image.digest, requirement: 'manifest', code, reason }],
    });
    if (graph === undefined)
        return whole('image-absent', 'it is not in the registry');
    if (graph.platforms.length === 0)
        return whole('image-empty', 'it has no platform manifest');
    return checkGraph(checker, target, graph, demand);
}
/**
 * As {@link checkImage}, of an image whose manifests are known.
 * @throws Failure `remote` or `configuration` when it cannot be judged
 */
async function checkGraph(checker, target, graph, demand) {
    const onRoot = demand.require.filter((requirement) => !verification_requirements/* REQUIREMENTS */.dq.some((known) => known === requirement));
    const required = requiredStatements(target.image, graph, onRoot);
    // Platforms wait for the record, which names their SBOMs. The root is the first, so that nothing waits in vain.
    const recorded = Promise.withResolvers();
    recorded.promise.catch(() => { });
    const subjects = await (0,bounded/* mapBounded */.y)(required, PARALLEL, async (each) => {
        const isRoot = each.subject.digest === graph.digest;
        try {
            const subject = await checkSubject(checker, target, { graph, required: each, demand }, (found) => {
                if (!isRoot)
                    return recorded.promise;
                recorded.resolve(found);
                return Promise.resolve(found);
            });
            return subject;
        }
        catch (error) {
            if (isRoot)
                recorded.reject(error);
            throw error;
        }
    });
    return {
        target,
        reference: (0,image_reference/* formatImageReference */.my)(target.image),
        graph,
        record: await recorded.promise,
        subjects,
        problems: [],
    };
}
/** @param exchange tells the record of this subject, if it has one, and gives that of the image */
async function checkSubject(checker, target, { graph, required, demand }, exchange) {
    const { subject, label } = required;
    const restsOnIndex = demand.signed === 'index' && subject.digest !== graph.digest;
    const requirements = required.requirements.filter((requirement) => demand.require.includes(requirement) && !(restsOnIndex && requirement === 'signature'));
    const state = await (0,subject_check/* inspectSubject */.Fq)(checker, subject, requirements);
    const problems = [];
    const refuse = (requirement, { code, reason }) => problems.push({ subject: subject.digest, platform: label, requirement, code, reason });
    const recordResult = requirements.includes('record')
        ? findRecord(await state.statements('record'), {
            image: (0,image_reference/* formatImageName */.eS)(target.image),
            digest: graph.digest,
            platforms: graph.platforms,
            policy: checker.policy,
            ...(demand.app === undefined ? {} : { app: demand.app }),
            ...(demand.commit === undefined ? {} : { commit: demand.commit }),
            ...(target.claimed === undefined ? {} : { same: target.claimed }),
        })
        : undefined;
    const found = recordResult !== undefined && 'record' in recordResult ? recordResult.record : undefined;
    const record = await exchange(found);
    let oldFormat = false;
    for (const requirement of requirements) {
        const statements = await state.statements(requirement);
        if (statements.length > 0) {
            const reason = image_check_judge(requirement, statements, {
                subject: subject.digest,
                policy: checker.policy,
                demand,
                record,
                recordResult,
            });
            if (reason !== undefined)
                refuse(requirement, reason);
            continue;
        }
        const missing = await (0,subject_check/* explainMissing */.Ce)(requirement, state);
        const old = requirement === 'signature' && missing.code !== 'too-much'
            ? await checkOldSignature(checker, subject)
            : undefined;
        if (old === 'verified')
            oldFormat = true;
        else
            refuse(requirement, old ?? missing);
    }
    return {
        digest: subject.digest,
        label,
        requirements,
        problems,
        statements: await describe(requirements, state, oldFormat),
    };
}
/** Of statements that hold: why what they say is not enough. */
function image_check_judge(requirement, statements, { subject, policy, demand, record, recordResult }) {
    const reasonOf = (result) => ('reason' in result ? result : undefined);
    if (requirement === 'verdict')
        return reasonOf(findVerdict(statements, subject, demand.verdict));
    if (requirement === 'record')
        return recordResult === undefined ? undefined : reasonOf(recordResult);
    if (requirement === 'sbom')
        return sbomProblem(statements, subject, record);
    if (requirement === 'provenance')
        return provenanceProblem(statements, policy);
    return undefined;
}
/** The newest counts; where several may be the newest, each of them must agree with the certificate. */
function provenanceProblem(statements, policy) {
    for (const { predicate } of (0,signed_time/* newestOf */.su)(statements)) {
        const found = findProvenance([predicate], { ...policy, commit: policy.run?.commit });
        if ('reason' in found)
            return { code: 'provenance-differs', reason: found.reason };
    }
    return undefined;
}
/**
 * A signature of cosign 1 and 2, which stands under a tag of its own. It says nothing that Sealift could compare but who
 * signed.
 * @returns undefined when there is none
 */
async function checkOldSignature({ verifier, client, policy }, subject) {
    const { registry, repository, digest } = subject;
    const tag = `sha256-${(0,image_digest/* digestHex */.sU)(digest)}.sig`;
    if ((await client.getManifest({ registry, repository }, tag)) === undefined)
        return undefined;
    if (policy.run !== undefined)
        return {
            code: 'old-format',
            reason: 'it is signed in the format of cosign 1 and 2, which does not tell what is asked of the run that signed',
        };
    const result = await verifier.verifyOldSignature(subject, policy);
    return (0,refusal/* isRefused */.H)(result)
        ? { code: 'not-valid', reason: `its signature is not valid (${result.refused})` }
        : 'verified';
}
/** What is there: verified, refused, or not looked at because nobody asked. */
async function describe(requirements, state, oldFormat) {
    const asked = await Promise.all(requirements.map(async (requirement) => {
        const { verified } = await state.examine(requirement);
        return verified.map(({ type, signed, listed }) => ({
            type,
            verified: true,
            signedAt: new Date(signed.latest).toISOString(),
            bundle: listed.blob,
        }));
    }));
    const wanted = new Set(requirements.map(verification_requirements/* predicateTypeOf */.T4));
    const others = (await state.bundles()).flatMap(({ announcedType }) => announcedType === undefined || wanted.has(announcedType)
        ? []
        : [{ type: announcedType, verified: false }]);
    return [
        ...asked.flat(),
        ...(oldFormat ? [{ type: OLD_SIGNATURE, verified: true }] : []),
        ...new Map(others.map((other) => [other.type, other])).values(),
    ];
}
/** `critical.type` of such a signature: https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md */
const OLD_SIGNATURE = 'cosign container image signature';


/***/ })

};
