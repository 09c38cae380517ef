export const id = 353;
export const ids = [353];
export const modules = {

/***/ 89353:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reportDrift: () => (/* binding */ reportDrift)
});

// EXTERNAL MODULE: ./packages/core/build/bounded.js
var bounded = __webpack_require__(21575);
// EXTERNAL MODULE: ./packages/core/build/config/trust.js
var trust = __webpack_require__(55575);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var build_failure = __webpack_require__(69520);
// EXTERNAL MODULE: ./actions/bump/build/deciding/trusted-release.js + 1 modules
var trusted_release = __webpack_require__(14910);
// EXTERNAL MODULE: ./actions/bump/build/planning/permit.js
var permit = __webpack_require__(4262);
// EXTERNAL MODULE: ./actions/bump/build/planning/targets.js
var targets = __webpack_require__(53443);
// EXTERNAL MODULE: ./actions/bump/build/reading/connection.js
var reading_connection = __webpack_require__(97706);
// EXTERNAL MODULE: ./actions/bump/build/reading/images.js + 30 modules
var reading_images = __webpack_require__(28128);
// EXTERNAL MODULE: ./actions/bump/build/reading/ops-base.js
var ops_base = __webpack_require__(58724);
// EXTERNAL MODULE: ./actions/bump/build/reading/releases.js + 8 modules
var reading_releases = __webpack_require__(54571);
// EXTERNAL MODULE: ./actions/bump/build/reporting/outputs.js + 1 modules
var outputs = __webpack_require__(89735);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./actions/bump/build/drift/finding.js
/** What is deployed and should not be, or not under that name. */

const isDrift = ({ kind }) => kind !== 'unknown';
/** The same for the same findings, in whatever order and words. */
function digestOfFindings(findings) {
    const lines = findings.map(({ kind, app, environment, file, deployed: { tag, digest } }) => JSON.stringify([kind, app, environment ?? '', file, tag ?? '', digest ?? '']));
    return (0,external_node_crypto_.createHash)('sha256').update(lines.toSorted().join('\n')).digest('hex').slice(0, 16);
}

// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var dist = __webpack_require__(77934);
// EXTERNAL MODULE: ./packages/github/build/client/answer.js
var answer = __webpack_require__(94028);
// EXTERNAL MODULE: ./packages/github/build/client/operation.js
var operation = __webpack_require__(75849);
// EXTERNAL MODULE: ./packages/github/build/client/policy.js
var policy = __webpack_require__(42468);
;// CONCATENATED MODULE: ./packages/github/build/issues/own-issue.js
/** One issue that is kept up to date, told by a hidden marker and by who wrote it. */




const PERMISSION = 'issues: write';
/** A hundred issues each; the newest come first. */
const MAX_PAGES = 20;
const ISSUES = {
    name: 'Issues',
    document: `query Issues($owner: String!, $repo: String!, $after: String) {
  repository(owner: $owner, name: $repo) {
    issues(first: 100, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
      nodes { number url title body state viewerDidAuthor }
      pageInfo { hasNextPage endCursor }
    }
  }
}`,
};
const Page = dist/* object */.Ikc({
    repository: dist/* nullable */.mee(dist/* object */.Ikc({
        issues: dist/* object */.Ikc({
            nodes: dist/* array */.YOg(dist/* object */.Ikc({
                ...{ number: dist/* number */.aig(), url: dist/* string */.YjP(), title: dist/* string */.YjP(), body: dist/* string */.YjP() },
                ...{ state: dist/* string */.YjP(), viewerDidAuthor: dist/* boolean */.zMY() },
            })),
            pageInfo: dist/* object */.Ikc({ hasNextPage: dist/* boolean */.zMY(), endCursor: dist/* nullable */.mee(dist/* string */.YjP()) }),
        }),
    })),
});
/**
 * The newest issue that begins with the marker and was written by the owner of the token, open or closed: what somebody
 * else wrote, marker or not, is never changed. Of the newest 2,000.
 * @throws Failure `github/…`
 */
async function readOwnIssue(client, repository, marker) {
    let after = null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await (0,operation/* runOperation */.x)(client, ISSUES, {
            repository,
            variables: { owner: repository.owner, repo: repository.repo, after },
            answer: Page,
            // Whoever reads it is about to write it.
            permission: PERMISSION,
        });
        const issues = answer.repository?.issues;
        const found = issues?.nodes.find(({ body, viewerDidAuthor }) => viewerDidAuthor && body.startsWith(marker));
        if (found !== undefined) {
            const { number, url, title, body, state } = found;
            return { number, url, title, body, open: state === 'OPEN' };
        }
        if (issues?.pageInfo.hasNextPage !== true)
            return undefined;
        after = issues.pageInfo.endCursor;
    }
    return undefined;
}
const RestIssue = dist/* object */.Ikc({
    ...{ number: dist/* number */.aig(), html_url: dist/* string */.YjP(), title: dist/* string */.YjP(), state: dist/* string */.YjP() },
    body: dist/* nullish */.cl6(dist/* string */.YjP()),
});
const fromRest = ({ number, html_url, title, body, state }) => ({
    ...{ number, url: html_url, title, body: body ?? '', open: state === 'open' },
});
/** @param text its body begins with `marker` */
async function openIssue(client, repository, marker, text) {
    const response = await client.rest.issues.create({
        ...repository,
        ...text,
        request: (0,policy/* policy */.J)({
            permission: PERMISSION,
            happened: async () => {
                const found = await readOwnIssue(client, repository, marker);
                return found?.open === true && found.body === text.body
                    ? { ...found, html_url: found.url, state: 'open' }
                    : undefined;
            },
        }),
    });
    return fromRest((0,answer/* parseAnswer */.W)(RestIssue, response));
}
/** The same replacement twice is one replacement. */
async function updateIssue(client, repository, number, text) {
    const response = await client.rest.issues.update({
        ...repository,
        issue_number: number,
        ...text,
        request: (0,policy/* policy */.J)({ permission: PERMISSION, repeat: 'safe' }),
    });
    return fromRest((0,answer/* parseAnswer */.W)(RestIssue, response));
}

// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(15329);
;// CONCATENATED MODULE: ./actions/bump/build/drift/text.js
/** What a report of drift says, as Markdown for the job summary and for the issue. */

const WORDS = {
    'digest-differs': 'digest differs from its tag',
    'tag-moved': 'tag moved',
    'tag-gone': 'tag is gone',
    unverified: 'no release verifies',
    'not-allowed': 'not allowed by `trust:`',
    unreadable: 'cannot be told',
    unknown: 'not looked up',
};
/** Rows, and characters of a cell: an issue takes 65,536. */
const MAX_ROWS = 100;
const MAX_CELL = 300;
const titleOf = (drift) => drift === 1
    ? 'Drift: 1 deployment is not what was released'
    : `Drift: ${drift} deployments are not what was released`;
function renderDrift({ findings, places, runUrl }) {
    const url = runUrl === undefined ? undefined : (0,sanitize/* markdownUrl */.$x)(runUrl);
    const by = `${places} ${places === 1 ? 'place was' : 'places were'} looked at${url === undefined ? '' : ` by [this run](${url})`}.`;
    if (findings.length === 0)
        return `Everything that is deployed is a release that verifies. ${by}`;
    const rows = findings.slice(0, MAX_ROWS).map(rowOf);
    const more = findings.length - rows.length;
    return [
        by,
        '',
        '| App | Environment | File | Deployed | What is wrong |',
        '| --- | --- | --- | --- | --- |',
        ...rows,
        ...(more > 0 ? ['', `And ${more} more: see the output \`drift\` of the run.`] : []),
    ].join('\n');
}
const shortened = (text) => (text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}…` : text);
function rowOf({ kind, app, environment = '', file, deployed: { tag, digest }, detail }) {
    const label = [tag, digest?.slice(0, 19)].filter((each) => each !== undefined).join('@');
    const cells = [
        `**${(0,sanitize/* markdownText */.p7)(app)}**`,
        (0,sanitize/* markdownText */.p7)(environment),
        (0,sanitize/* markdownCode */.D9)(shortened(file)),
        label === '' ? '' : (0,sanitize/* markdownCode */.D9)(shortened(label)),
        `${WORDS[kind]}: ${(0,sanitize/* markdownText */.p7)(shortened(detail))}`,
    ];
    return `| ${cells.join(' | ')} |`;
}

;// CONCATENATED MODULE: ./actions/bump/build/drift/issue.js
/** The one issue of the ops repository that says what drifts: opened, updated in place, and closed when nothing does. */




/** Apart for each selection, so that a job for each environment has an issue for each. */
const markerOf = (selection) => `<!-- sealift:drift:${(0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(selection)).digest('hex').slice(0, 8)} `;
/**
 * @param marker how the body begins
 * @returns the issue that says it; undefined where none is needed, or a person has closed the one that says just this
 * @throws Failure `github/…`
 */
async function keepDriftIssue({ client, repository, log, }, marker, report) {
    const drift = report.findings.filter(isDrift);
    const head = `${marker}${drift.length === 0 ? 'none' : digestOfFindings(drift)} -->`;
    const body = `${head}\n${renderDrift(report)}\n`;
    const present = await readOwnIssue(client, repository, marker);
    if (drift.length === 0) {
        // Of what could not be looked up nobody knows that it is mended.
        if (present?.open !== true || report.findings.length > 0)
            return undefined;
        await updateIssue(client, repository, present.number, { title: present.title, body, state: 'closed' });
        log.notice(`Nothing drifts any more: ${present.url} is closed.`, { title: 'Drift' });
        return undefined;
    }
    const text = { title: titleOf(drift.length), body };
    if (present?.open === true) {
        const isSame = present.title === text.title && withoutRun(present.body) === withoutRun(body);
        return isSame ? present : updateIssue(client, repository, present.number, { ...text, state: 'open' });
    }
    if (present?.body.startsWith(head) === true) {
        log.notice(`${present.url} for just this was closed by hand, and is not opened again.`, {
            title: 'Drift',
        });
        return undefined;
    }
    return openIssue(client, repository, marker, text);
}
/** Which run looked is no news. GitHub's web form saves line breaks as CRLF. */
const withoutRun = (body) => body
    .replaceAll('\r\n', '\n')
    .replace(/ by \[this run\]\([^)\n]*\)/, '')
    .trim();

// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var reference = __webpack_require__(67109);
;// CONCATENATED MODULE: ./actions/bump/build/drift/judge.js


/** An image that does not do what is demanded of it. */
const REFUSED = ['bump/unverified', 'trust/other-source', 'trust/unverified'];
/**
 * How old scans and databases may be was decided when it was deployed: a deployment does not become drift by standing
 * still.
 */
const withoutAges = (rule) => ({
    ...rule,
    maxScanAge: undefined,
    maxDatabaseAge: undefined,
});
async function judgePlace({ target, deployed }, images, verify) {
    const { app, environment, file } = target;
    const { image } = target.release;
    const finding = (kind, detail) => ({
        ...{ kind, app, environment, file, deployed, detail },
    });
    const { tag, digest } = deployed;
    try {
        const named = tag === undefined ? undefined : await images.digestOf(image, tag);
        const apart = tag === undefined ? [] : tagFindings({ tag, named, digest, name: (0,reference/* formatImageName */.eS)(image), finding });
        const subject = digest ?? named;
        if (subject === undefined)
            return apart;
        const { record } = await verify(target, { app, image, tag: undefined, digest: subject });
        const isOwn = tag === undefined || record === undefined || tag === record.deployTag || record.tags.includes(tag);
        if (isOwn || apart.length > 0)
            return apart;
        return [
            ...apart,
            finding('tag-moved', `What is deployed as ${tag} was released as ${record.deployTag}.`),
        ];
    }
    catch (failure) {
        if ((0,build_failure/* failedWith */.Mf)(failure, 'bump/tag-moved'))
            return [finding('tag-moved', failure.message)];
        if ((0,build_failure/* failedWith */.Mf)(failure, ...REFUSED))
            return [finding('unverified', failure.message)];
        // What cannot be looked up says nothing of what is deployed, and keeps nobody from looking at the rest.
        if (!(failure instanceof build_failure/* Failure */.HR) || (0,build_failure/* failedWith */.Mf)(failure, 'sealift/bug'))
            throw failure;
        return [finding('unknown', failure.message)];
    }
}
function tagFindings({ tag, named, digest, name, finding }) {
    if (named === undefined)
        return [finding('tag-gone', `The registry has no ${name}:${tag}.`)];
    if (digest === undefined || named === digest)
        return [];
    return [finding('digest-differs', `${name}:${tag} names ${named}, and the file deploys ${digest}.`)];
}

// EXTERNAL MODULE: ./packages/deploy/build/failure-codes.js
var failure_codes = __webpack_require__(36967);
// EXTERNAL MODULE: ./packages/deploy/build/targets/patterns.js
var patterns = __webpack_require__(48292);
// EXTERNAL MODULE: ./packages/github/build/git/files.js
var files = __webpack_require__(96754);
// EXTERNAL MODULE: ./packages/github/build/repository/ops-repository.js + 1 modules
var ops_repository = __webpack_require__(22134);
// EXTERNAL MODULE: ./actions/bump/build/reading/base-head.js
var base_head = __webpack_require__(93038);
// EXTERNAL MODULE: ./actions/bump/build/reading/deployed.js
var reading_deployed = __webpack_require__(58428);
;// CONCATENATED MODULE: ./actions/bump/build/drift/places.js
/** Every place of the apps in the ops repository, each read at the base of its environment. */








/** @throws Failure `targets/…`, `config/…`, `github/…` */
async function readPlaces(client, inputs, { view: { repository }, base, deploy }, releases) {
    const named = (0,targets/* planTargets */.iS)(inputs, releases, deploy);
    const found = [];
    for (const [branch, members] of Map.groupBy(named, (target) => target.base ?? base.branch)) {
        const head = branch === base.branch
            ? base
            : (0,base_head/* baseHead */._)(await (0,ops_repository/* readOps */.b4)(client, repository, { base: branch, branches: [], files: [], pulls: false }), branch);
        const hasPatterns = members.some(({ pattern }) => pattern !== undefined);
        const paths = hasPatterns ? await (0,files/* listFiles */.CS)(client, repository, head.tree) : [];
        const targets = (0,patterns/* expandPatterns */.q)(members, paths);
        const read = await (0,ops_repository/* readFilesAt */.nl)(client, repository, head.commit, [
            ...new Set(targets.map(({ file }) => file)),
        ]);
        for (const target of targets)
            found.push(...(await placeIn(target, read?.files.get(target.file)?.text)));
    }
    return {
        places: found.flatMap((each) => ('kind' in each ? [] : [each])),
        findings: found.flatMap((each) => ('kind' in each ? [each] : [])),
    };
}
async function placeIn(target, text) {
    const { app, environment, file, pattern } = target;
    const unreadable = (detail) => [
        { kind: 'unreadable', deployed: {}, ...{ app, environment, file, detail } },
    ];
    if (text === undefined)
        return unreadable('The file is not there.');
    try {
        const deployed = await (0,reading_deployed/* deployedIn */.G)(text, target, []);
        if (deployed?.tag === undefined && deployed?.digest === undefined)
            return pattern === undefined ? unreadable('It names neither tag nor digest.') : [];
        return [{ target, deployed }];
    }
    catch (failure) {
        if (!(failure instanceof build_failure/* Failure */.HR) || !(0,build_failure/* failedWith */.Mf)(failure, ...failure_codes/* EDIT_REFUSALS */.r))
            throw failure;
        // Of the files that a pattern matches, those without the image are none of the app's.
        const isOther = pattern !== undefined &&
            (0,build_failure/* failedWith */.Mf)(failure, 'edits/not-found', 'edits/other-image', 'edits/unknown-format');
        return isOther ? [] : unreadable(failure.message);
    }
}

;// CONCATENATED MODULE: ./actions/bump/build/drift/run.js
















/** Findings in the output; outputs of a job have a megabyte. */
const MAX_OUTPUT = 500;
/** @throws Failure */
async function reportDrift(world, source) {
    const { inputs, dependencies, github } = world;
    const { log } = dependencies;
    const connection = await (0,reading_connection/* connect */.N)(inputs, { ...dependencies, apiUrl: github.apiUrl });
    try {
        const { client } = connection;
        const files = [...new Set([trust/* TRUST_FILE */.Ib, inputs.opsConfig])];
        const ops = await (0,ops_base/* readOpsBase */._)(client, inputs, { base: inputs.base, branches: [], files, pulls: false }, log);
        const releases = (0,reading_releases/* completed */.so)(inputs, source.expected, (0,targets/* configuredApps */.jj)(inputs, ops));
        const { places, findings: unread } = await readPlaces(client, inputs, ops, releases);
        const judged = await judgeAll(world, ops, places);
        const findings = [...unread, ...judged].toSorted(byPlace);
        const report = { findings, places: places.length + unread.length, runUrl: source.origin.runUrl };
        for (const { app, file, detail } of findings)
            log.warning(`${app} in ${file}: ${detail}`, { title: 'Drift' });
        await dependencies.summary(`### Drift\n\n${renderDrift(report)}\n`);
        const marker = markerOf([
            inputs.base ?? '',
            ...inputs.environments.toSorted(),
            '',
            ...inputs.apps.toSorted(),
        ]);
        const issue = inputs.issue && !inputs.dryRun
            ? await keepDriftIssue({ client, repository: ops.view.repository, log }, marker, report)
            : undefined;
        return {
            ...(0,outputs/* outputsOf */.Yz)([], { images: '[]', notReleased: [], unchanged: [] }),
            'drift-count': String(findings.filter(isDrift).length),
            drift: JSON.stringify(findings.slice(0, MAX_OUTPUT).map(outputOf)),
            'issue-url': issue?.url ?? '',
        };
    }
    finally {
        await connection.close();
    }
}
async function judgeAll({ inputs, dependencies, images }, ops, places) {
    const rules = new Map();
    const findings = [];
    for (const { target, deployed } of places)
        try {
            rules.set(target, (0,permit/* permit */.e)(inputs, ops, target).map(withoutAges));
        }
        catch (failure) {
            if (!(0,build_failure/* failedWith */.Mf)(failure, 'trust/not-allowed', 'trust/unknown-app'))
                throw failure;
            const { app, environment, file } = target;
            findings.push({
                kind: 'not-allowed',
                ...{ app, environment, file, deployed, detail: failure.message },
            });
        }
    const verify = (0,trusted_release/* createVerifyTarget */.ZQ)(images, (target) => rules.get(target) ?? [], dependencies.clock.now(), trusted_release/* ofEarlier */.GM);
    const judged = await (0,bounded/* mapBounded */.y)(places.filter(({ target }) => rules.has(target)), reading_images/* PARALLEL */.CF, (place) => judgePlace(place, images, verify));
    return [...findings, ...judged.flat()];
}
const byPlace = (a, b) => [a.app, a.environment ?? '', a.file, a.kind].join('\n') <
    [b.app, b.environment ?? '', b.file, b.kind].join('\n')
    ? -1
    : 1;
const outputOf = ({ deployed: { tag, digest }, environment, ...finding }) => ({
    ...finding,
    ...{ environment: environment ?? '', tag: tag ?? '', digest: digest ?? '' },
});


/***/ })

};
