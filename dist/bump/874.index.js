export const id = 874;
export const ids = [874];
export const modules = {

/***/ 46874:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createChartChecker: () => (/* binding */ createChartChecker)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./packages/core/build/text/glob.js
var glob = __webpack_require__(23252);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./packages/core/build/text/problem-words.js
var problem_words = __webpack_require__(17943);
;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/manifests.js
/**
 * The output of `helm template` as objects and their values. Only documents that differ are parsed: of a rendering of
 * 20 MB that is usually a few kilobytes.
 */


/** Objects deeper than any of Kubernetes, and more values than any of them has. */
const MAX_DEPTH = 64;
const MAX_LEAVES = 50_000;
/** Characters of one object: what the API server takes ends at 3 MB. */
const LONGEST_DOCUMENT = 4 * 1024 * 1024;
/** A line that begins with `---` ends whatever was open, also a block of text. https://yaml.org/spec/1.2.2/#914-explicit-documents */
const splitDocuments = (rendering) => rendering.split(/^---(?=\s|$)/m).filter((text) => text.replace(/^\s*#.*$/gm, '').trim() !== '');
/** The documents of `a` that are not in `b`, each as often as it is too many. */
function documentsOnlyIn(a, b) {
    const left = new Map();
    for (const text of b)
        left.set(text.trim(), (left.get(text.trim()) ?? 0) + 1);
    return a.filter((text) => {
        const count = left.get(text.trim()) ?? 0;
        if (count > 0)
            left.set(text.trim(), count - 1);
        return count === 0;
    });
}
/**
 * What Helm's and Kubernetes' readers (Go, YAML 1.1 with exceptions) make of a plain scalar: no dates, no numbers to the
 * base of 60.
 */
const LIKE_GO = (tags) => tags.filter((tag) => typeof tag === 'string' || (tag.tag !== 'tag:yaml.org,2002:timestamp' && tag.format !== 'TIME'));
/** Never throws: a document that cannot be read is described. A `List` counts as its items. */
function parseManifests(text) {
    const source = /^# Source: (.*)$/m.exec(text)?.[1]?.trim() ?? '';
    if (text.length > LONGEST_DOCUMENT)
        return [{ source, reason: `it has ${text.length} characters` }];
    try {
        const document = (0,dist.parseDocument)(text, {
            version: '1.1',
            customTags: LIKE_GO,
            uniqueKeys: false,
            logLevel: 'silent',
        });
        const [error] = document.errors;
        if (error !== undefined)
            return [{ source, reason: (0,problem_words/* yamlWords */.L6)(error) }];
        const value = document.toJS({ maxAliasCount: 100 });
        if (value === null || value === undefined)
            return [];
        if (isRecord(value) && Array.isArray(value['items']) && /List$/.test(textOf(value['kind'])))
            return value['items'].map((item) => manifestOf(item, source));
        return [manifestOf(value, source)];
    }
    catch (error) {
        if (error instanceof ReferenceError)
            return [{ source, reason: 'its aliases stand for nothing, or for too much' }];
        if (error instanceof RangeError)
            return [{ source, reason: 'it is nested too deeply' }];
        return [{ source, reason: error instanceof Error ? error.message : 'it is no YAML' }];
    }
}
function manifestOf(value, source) {
    if (!isRecord(value))
        return { source, reason: 'it is no object' };
    const metadata = isRecord(value['metadata']) ? value['metadata'] : {};
    const leaves = new Map();
    collect(value, [], leaves);
    return {
        source,
        apiVersion: textOf(value['apiVersion']),
        kind: textOf(value['kind']),
        namespace: textOf(metadata['namespace']),
        name: textOf(metadata['name']),
        leaves,
    };
}
/** @throws Error when there is too much of it */
function collect(value, path, leaves) {
    if (path.length > MAX_DEPTH)
        throw new Error(`it is nested deeper than ${MAX_DEPTH} levels`);
    if (Array.isArray(value)) {
        const names = namesOf(value);
        for (const [index, item] of value.entries())
            collect(item, [...path, names?.[index] ?? `[${index}]`], leaves);
    }
    else if (isRecord(value))
        for (const [key, item] of Object.entries(value))
            collect(item, [...path, key], leaves);
    else {
        if (leaves.size >= MAX_LEAVES)
            throw new Error(`it has more than ${MAX_LEAVES} values`);
        leaves.set(JSON.stringify(path), { path, value: leafOf(value) });
    }
}
/** Containers, ports, variables: paired by their names, so that one more of them does not shift the others. */
function namesOf(list) {
    const names = list.map((item) => (isRecord(item) ? item['name'] : undefined));
    if (!names.every((name) => typeof name === 'string') || new Set(names).size < names.length)
        return undefined;
    return names.map((name) => `[${name}]`);
}
const leafOf = (value) => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean')
        return value;
    // Beyond what Go reads as a number: it keeps the text.
    if (typeof value === 'number')
        return Number.isFinite(value) ? value : String(value);
    return value === undefined ? null : String(value);
};
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
const textOf = (value) => typeof value === 'string' ? value : value == null ? '' : String(value);

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/deployers/documents.js
/** YAML documents as plain data, with a hand for what may be missing anywhere in them. */



/** Characters of one file. */
const LONGEST = 1024 * 1024;
const MOST = 200;
const isData = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
/** What stands at a path of keys; undefined when anything on the way is no object. */
const at = (value, ...keys) => keys.reduce((inner, key) => (isData(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);
const textAt = (value, ...keys) => {
    const found = at(value, ...keys);
    return typeof found === 'string' && found !== '' ? found : undefined;
};
const listAt = (value, ...keys) => {
    const found = at(value, ...keys);
    return Array.isArray(found) ? found : [];
};
/** The objects in a file; none of what cannot be read. */
function documentsIn(text) {
    if (text.length > LONGEST)
        return [];
    try {
        const documents = (0,dist/* parseAllDocuments */.hR)(text, {
            ...{ version: '1.1', customTags: LIKE_GO, uniqueKeys: false, logLevel: 'silent' },
        });
        return [...documents].slice(0, MOST).flatMap((document) => {
            const value = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
            return isData(value) ? [value] : [];
        });
    }
    catch {
        return [];
    }
}
/** Whether a deployer may stand in a text: only those are parsed. */
const mayHoldDeployer = (text) => ['Application', 'HelmRelease', 'ConfigMap', 'configMapGenerator', 'GitRepository'].some((word) => text.includes(word));
/** A path below the root without `.` and slashes around; undefined for one that leaves it. */
function inRepository(path) {
    const plain = external_node_path_.posix.normalize(path).replace(/^\/+|\/+$/g, '');
    return plain === '..' || plain.startsWith('../') ? undefined : plain === '.' ? '' : plain;
}
/** Whether an address is that of a repository, by HTTPS or SSH, whatever the host. */
function isAddressOf(address, repository) {
    const plain = address
        .replace(/\/+$/, '')
        .replace(/\.git$/, '')
        .toLowerCase();
    return ['/', ':'].some((before) => plain.endsWith(`${before}${repository.toLowerCase()}`));
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/deployers/application-sets.js
/**
 * What an ApplicationSet makes of its template, as far as the repository says it: lists, folders and files. Generators
 * that ask a cluster or a host leave their placeholders as they are.
 * https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset/Generators/
 */



/** Of one ApplicationSet. */
const MAX_APPLICATIONS = 500;
/** `spec` and name of each Application. */
function applicationsOf(set, manifests) {
    const template = at(set, 'spec', 'template');
    return listAt(set, 'spec', 'generators')
        .flatMap((generator) => parametersOf(generator, manifests))
        .slice(0, MAX_APPLICATIONS)
        .map((parameters) => {
        const filled = fill(template, parameters);
        return { name: textAt(filled, 'metadata', 'name') ?? '', spec: at(filled, 'spec') };
    });
}
function parametersOf(generator, manifests) {
    const list = at(generator, 'list');
    if (isData(list))
        return listAt(list, 'elements').map((element) => flat(element));
    const git = at(generator, 'git');
    const values = flat({ values: at(git, 'values') });
    if (at(git, 'directories') !== undefined)
        return foldersOf(git, manifests.paths).map((folder) => ({ ...values, ...placeOf(folder) }));
    if (at(git, 'files') !== undefined)
        return matched(git, 'files', manifests.paths).map((file) => ({
            ...values,
            ...flat(documentsIn(manifests.texts.get(file) ?? '')[0]),
            ...placeOf(external_node_path_.posix.dirname(file)),
            'path.filename': external_node_path_.posix.basename(file),
        }));
    const [first, second] = listAt(generator, 'matrix', 'generators');
    if (first !== undefined && second !== undefined) {
        const others = parametersOf(second, manifests);
        return parametersOf(first, manifests).flatMap((one) => others.map((other) => ({ ...one, ...other })));
    }
    return [{}];
}
function matched(git, kind, paths) {
    const patterns = (excluded) => listAt(git, kind).flatMap((entry) => {
        const path = textAt(entry, 'path');
        return path !== undefined && (at(entry, 'exclude') === true) === excluded ? [path] : [];
    });
    const isWanted = (0,glob/* createMatcher */.P7)(patterns(false), 'full');
    const isExcluded = (0,glob/* createMatcher */.P7)(patterns(true), 'full');
    return paths.filter((path) => isWanted(path) && !isExcluded(path));
}
function foldersOf(git, paths) {
    const folders = new Set();
    for (const path of paths)
        for (let folder = external_node_path_.posix.dirname(path); folder !== '.'; folder = external_node_path_.posix.dirname(folder))
            folders.add(folder);
    return matched(git, 'directories', [...folders].toSorted());
}
/** Of both ways to write templates: `{{path.basename}}` and `{{.path.basename}}`, `{{path}}` and `{{.path.path}}`. */
const placeOf = (folder) => ({
    path: folder,
    'path.path': folder,
    'path.basename': external_node_path_.posix.basename(folder),
    'path.basenameNormalized': external_node_path_.posix
        .basename(folder)
        .replace(/[^a-z0-9.-]/gi, '-')
        .toLowerCase(),
    ...Object.fromEntries(folder.split('/').map((segment, index) => [`path[${index}]`, segment])),
});
/** Values by their names with dots between. */
function flat(value, before = '') {
    if (!isData(value))
        return {};
    return Object.fromEntries(Object.entries(value).flatMap(([key, inner]) => {
        if (isData(inner))
            return Object.entries(flat(inner, `${before}${key}.`));
        return inner === null || typeof inner === 'object' ? [] : [[`${before}${key}`, String(inner)]];
    }));
}
/** Puts in what is known; a placeholder that does more than name a value stays. */
function fill(value, parameters) {
    if (typeof value === 'string')
        return value.replace(/\{\{([^{}]{0,200})\}\}/g, (whole, expression) => {
            const name = expression.trim().replace(/^\./, '');
            return Object.hasOwn(parameters, name) ? (parameters[name] ?? whole) : whole;
        });
    if (Array.isArray(value))
        return value.map((item) => fill(item, parameters));
    if (!isData(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fill(inner, parameters)]));
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/deployers/argo-cd.js
/**
 * Applications of Argo CD. Parameters are laid over `valuesObject`, or `values` without it, and those over the values
 * files in their order: https://argo-cd.readthedocs.io/en/stable/user-guide/helm/
 */


const MAX_FILES = 50;
const MAX_PARAMETERS = 200;
/**
 * The sources of an Application that render the chart.
 * @param spec of the Application, or of what an ApplicationSet makes
 * @param chart folder below the root
 */
function applicationDeployers({ name, file, spec }, chart, { repository }) {
    const several = listAt(spec, 'sources').filter(isData);
    const single = at(spec, 'source');
    const sources = several.length > 0 ? several : isData(single) ? [single] : [];
    return sources.flatMap((source) => {
        const path = textAt(source, 'path');
        if (path === undefined || inRepository(path) !== chart || !isHere(source, repository))
            return [];
        const { layers, unread } = layersOf(source, sources, { chart, repository });
        const fileParameters = listAt(source, 'helm', 'fileParameters');
        return [
            {
                ...{ file, name: `Application ${name}`, layers, ownValues: true },
                releaseName: textAt(source, 'helm', 'releaseName') ?? name,
                namespace: textAt(spec, 'destination', 'namespace'),
                parameters: listAt(source, 'helm', 'parameters').slice(0, MAX_PARAMETERS).flatMap(parameterOf),
                unread: [...unread, ...(fileParameters.length === 0 ? [] : ['parameters from files'])],
            },
        ];
    });
}
/** What a template of an ApplicationSet does not tell may be it. */
function isHere(source, repository) {
    const address = textAt(source, 'repoURL') ?? '';
    return address.includes('{{') || isAddressOf(address, repository);
}
function layersOf(source, sources, place) {
    const optional = at(source, 'helm', 'ignoreMissingValueFiles') === true;
    const layers = [];
    const unread = [];
    for (const value of listAt(source, 'helm', 'valueFiles').slice(0, MAX_FILES)) {
        if (typeof value !== 'string')
            continue;
        const path = valuesPath(value, sources, place);
        if (path === undefined)
            unread.push(`the values file ${value}`);
        else
            layers.push({ kind: 'file', path, optional });
    }
    const object = at(source, 'helm', 'valuesObject');
    const text = textAt(source, 'helm', 'values');
    if (isData(object))
        layers.push({ kind: 'text', text: JSON.stringify(object) });
    else if (text !== undefined)
        layers.push({ kind: 'text', text });
    return { layers, unread };
}
/** Beside the chart, from the root with `/`, from another source with `$ref/`; undefined for what lies elsewhere. */
function valuesPath(value, sources, { chart, repository }) {
    if (value.includes('://') || value.includes('{{'))
        return undefined;
    if (!value.startsWith('$'))
        return inRepository(value.startsWith('/') ? value : external_node_path_.posix.join(chart, value));
    const [name = '', ...rest] = value.slice(1).split('/');
    const source = sources.find((each) => textAt(each, 'ref') === name);
    return source !== undefined && isHere(source, repository) ? inRepository(rest.join('/')) : undefined;
}
function parameterOf(value) {
    const name = textAt(value, 'name');
    const given = at(value, 'value');
    if (name === undefined || (typeof given !== 'string' && given !== undefined))
        return [];
    return [{ name, value: given ?? '', forceString: at(value, 'forceString') === true }];
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/deployers/flux.js
/**
 * HelmReleases of Flux. `values` are laid over `valuesFrom` in its order, and those over the chart's own values, which
 * `valuesFiles` replaces: https://fluxcd.io/flux/components/helm/helmreleases/
 */


const MAX_LAYERS = 50;
/**
 * The release, if it renders the chart.
 */
function helmReleaseDeployer({ file, data }, chart, { repository, documents: all }) {
    const spec = at(data, 'spec', 'chart', 'spec');
    const path = textAt(spec, 'chart');
    if (path === undefined || inRepository(path) !== chart || !flux_isHere(spec, all, repository))
        return undefined;
    const found = sourcesOf(data, all);
    const files = listAt(spec, 'valuesFiles').flatMap((value) => {
        const inside = typeof value === 'string' ? inRepository(value) : undefined;
        return inside === undefined
            ? []
            : [{ kind: 'file', path: inside, optional: at(spec, 'ignoreMissingValuesFiles') === true }];
    });
    const own = at(data, 'spec', 'values');
    const [name = '', namespace] = [textAt(data, 'metadata', 'name'), textAt(data, 'metadata', 'namespace')];
    const target = textAt(data, 'spec', 'targetNamespace');
    return {
        ...{ file, name: `HelmRelease ${name}` },
        releaseName: textAt(data, 'spec', 'releaseName') ?? (target === undefined ? name : `${target}-${name}`),
        namespace: target ?? namespace,
        layers: [
            ...files,
            ...found.layers,
            ...(isData(own) ? [{ kind: 'text', text: JSON.stringify(own) }] : []),
        ],
        parameters: found.parameters,
        ownValues: files.length === 0,
        unread: found.unread,
    };
}
/** Whether the chart is one of this repository: of the GitRepository that is named, where it can be found. */
function flux_isHere(spec, all, repository) {
    if (textAt(spec, 'sourceRef', 'kind') !== 'GitRepository')
        return false;
    const source = all.find(({ data }) => data['kind'] === 'GitRepository' &&
        textAt(data, 'metadata', 'name') === textAt(spec, 'sourceRef', 'name'));
    const address = textAt(source?.data, 'spec', 'url');
    return address === undefined || isAddressOf(address, repository);
}
function sourcesOf(release, all) {
    const layers = [];
    const parameters = [];
    const unread = [];
    for (const reference of listAt(release, 'spec', 'valuesFrom').slice(0, MAX_LAYERS)) {
        const [kind = '', name = ''] = [textAt(reference, 'kind'), textAt(reference, 'name')];
        const key = textAt(reference, 'valuesKey') ?? 'values.yaml';
        const layer = kind === 'ConfigMap' ? configMapLayer(name, key, all) : undefined;
        const target = textAt(reference, 'targetPath');
        if (layer === undefined)
            unread.push(`${key} of the ${kind} ${name}`);
        else if (target === undefined)
            layers.push(layer);
        else if (layer.kind === 'text')
            parameters.push({ name: target, value: layer.text.trim(), forceString: false });
        else
            unread.push(`${target} from the ${kind} ${name}`);
    }
    return { layers, parameters, unread };
}
/** As a manifest of the repository, or made of a file of it by kustomize. */
function configMapLayer(name, key, all) {
    for (const { file, data } of all) {
        if (data['kind'] === 'ConfigMap' && textAt(data, 'metadata', 'name') === name) {
            const text = textAt(data, 'data', key);
            if (text !== undefined)
                return { kind: 'text', text };
        }
        for (const generator of listAt(data, 'configMapGenerator')) {
            if (textAt(generator, 'name') !== name)
                continue;
            for (const entry of listAt(generator, 'files')) {
                if (typeof entry !== 'string')
                    continue;
                const [first = '', second] = entry.split('=');
                const path = inRepository(external_node_path_.posix.join(external_node_path_.posix.dirname(file), second ?? first));
                if ((second === undefined ? external_node_path_.posix.basename(first) : first) === key && path !== undefined)
                    return { kind: 'file', path, optional: false };
            }
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/deployers/find.js
/** Which deployers of the repository render a chart, and which of them is about the values that change. */




/**
 * @param repository `owner/name`
 * @param texts of its YAML files
 * @param paths of all its files
 */
const manifestsOf = (repository, texts, paths) => ({
    ...{ repository, texts, paths },
    documents: [...texts]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([file, text]) => placedIn(file, text)),
});
/** The same after an edit. */
const withTexts = (manifests, changed) => ({
    ...manifests,
    texts: new Map([...manifests.texts, ...changed]),
    documents: [
        ...manifests.documents.filter(({ file }) => !changed.has(file)),
        ...[...changed].flatMap(([file, text]) => placedIn(file, text)),
    ],
});
const placedIn = (file, text) => mayHoldDeployer(text) ? documentsIn(text).map((data) => ({ file, data })) : [];
/**
 * All that render the chart, by their files in order.
 * @param chart folder, relative to the repository's root
 */
function findDeployers(manifests, chart) {
    const folder = inRepository(chart);
    return folder === undefined
        ? []
        : manifests.documents.flatMap((placed) => deployersIn(placed, folder, manifests));
}
function deployersIn(placed, chart, manifests) {
    const { file, data } = placed;
    const { kind } = data;
    const [group] = (textAt(data, 'apiVersion') ?? '').split('/');
    if (kind === 'HelmRelease' && group === 'helm.toolkit.fluxcd.io') {
        const found = helmReleaseDeployer(placed, chart, manifests);
        return found === undefined ? [] : [found];
    }
    if (group !== 'argoproj.io')
        return [];
    const applications = kind === 'Application'
        ? [{ name: textAt(data, 'metadata', 'name') ?? '', spec: data['spec'] }]
        : kind === 'ApplicationSet'
            ? applicationsOf(data, manifests)
            : [];
    return applications.flatMap(({ name, spec }) => applicationDeployers({ name, file, spec }, chart, manifests));
}
/** Those that a change of the file is about: they read it, or stand in it. */
const deployersOf = (deployers, file) => deployers.filter((deployer) => deployer.file === file || deployer.layers.some((layer) => layer.kind === 'file' && layer.path === file));

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/values.js
/** As a deployer says it. */
function valuesOf(deployer, { texts }) {
    const { layers, parameters, ownValues, file: own } = deployer;
    const files = [];
    const unread = [...deployer.unread];
    for (const layer of layers) {
        if (layer.kind === 'text') {
            files.push({ path: own, text: layer.text });
            continue;
        }
        const text = texts.get(layer.path);
        if (text !== undefined)
            files.push({ path: layer.path, text });
        else if (!layer.optional)
            unread.push(layer.path);
    }
    return { files, parameters, ownValues, unread };
}
/**
 * As the configuration says it.
 * @param named files in their order; the edited one is the last where it is not among them
 */
function valuesNamed(named, edited, { texts }) {
    const order = named.includes(edited) ? named : [...named, edited];
    const files = order.flatMap((path) => {
        const text = texts.get(path);
        return text === undefined ? [] : [{ path, text }];
    });
    return { files, parameters: [], ownValues: true, unread: order.filter((path) => !texts.has(path)) };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./packages/core/build/failure.js
var failure = __webpack_require__(69520);
// EXTERNAL MODULE: ./packages/core/build/text/sanitize.js
var sanitize = __webpack_require__(15329);
// EXTERNAL MODULE: ./node_modules/valibot/dist/index.mjs
var valibot_dist = __webpack_require__(77934);
;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/chart-files.js
/** What Sealift reads of a chart's own files. https://helm.sh/docs/topics/charts/ */


const Dependencies = valibot_dist/* object */.Ikc({
    dependencies: valibot_dist/* optional */.lqM(valibot_dist/* nullable */.mee(valibot_dist/* array */.YOg(valibot_dist/* object */.Ikc({
        name: valibot_dist/* string */.YjP(),
        repository: valibot_dist/* optional */.lqM(valibot_dist/* nullable */.mee(valibot_dist/* string */.YjP())),
        version: valibot_dist/* optional */.lqM(valibot_dist/* nullable */.mee(valibot_dist/* string */.YjP())),
    })))),
});
/** Characters. */
const chart_files_LONGEST = 1024 * 1024;
/** Of Chart.yaml, requirements.yaml or one of their locks; none when the file cannot be read, which Helm explains better. */
function chartDependencies(text) {
    if (text.length > chart_files_LONGEST)
        return [];
    try {
        const read = valibot_dist/* parse */.qgA(Dependencies, (0,dist/* parse */.qg)(text, { maxAliasCount: 10, logLevel: 'silent' }));
        return (read.dependencies ?? []).map(({ name, repository, version }) => ({
            ...{ name, repository: repository ?? '', version: version ?? '' },
        }));
    }
    catch {
        return [];
    }
}
/** Names under which charts take a digest beside `tag`; kube-prometheus-stack has `sha`, with hex digits only. */
const DIGEST_KEYS = ['digest', 'sha'];
/**
 * The key for a digest that a chart has beside the tag, e.g. `image.digest`.
 * @param texts the chart's values.yaml and values files
 * @param tagPath of the tag, e.g. `['image', 'tag']`
 */
function findDigestKey(texts, tagPath) {
    const beside = tagPath.slice(0, -1);
    for (const text of texts) {
        if (text.length > chart_files_LONGEST)
            continue;
        const { contents } = (0,dist.parseDocument)(text, { logLevel: 'silent', uniqueKeys: false });
        if (!(0,dist/* isMap */.jh)(contents))
            continue;
        const owner = beside.length === 0 ? contents : contents.getIn(beside, true);
        const key = (0,dist/* isMap */.jh)(owner) ? DIGEST_KEYS.find((name) => owner.has(name)) : undefined;
        if (key !== undefined)
            return [...beside, key].join('.');
    }
    return undefined;
}

// EXTERNAL MODULE: ./packages/core/build/image/reference.js
var image_reference = __webpack_require__(67109);
;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/changes.js
/** Which objects and values of two renderings differ. */

function findChanges(before, after) {
    const old = splitDocuments(before);
    const now = splitDocuments(after);
    const left = documentsOnlyIn(old, now).flatMap(parseManifests).filter(isManifest);
    const right = documentsOnlyIn(now, old).flatMap(parseManifests);
    const removed = new Set(left);
    const added = new Set(right.filter(isManifest));
    const pairs = [];
    const renamed = [];
    const byName = Map.groupBy(removed, identity);
    for (const manifest of added) {
        const same = byName.get(identity(manifest))?.shift();
        if (same === undefined)
            continue;
        pairs.push([same, manifest]);
        removed.delete(same);
        added.delete(manifest);
    }
    const bySource = Map.groupBy(removed, origin);
    for (const [key, candidates] of Map.groupBy(added, origin)) {
        const [one, more] = candidates;
        const [other, others] = bySource.get(key) ?? [];
        if (one === undefined || other === undefined || more !== undefined || others !== undefined)
            continue;
        pairs.push([other, one]);
        renamed.push({ before: other, after: one });
        removed.delete(other);
        added.delete(one);
    }
    return {
        leaves: pairs.flatMap(([a, b]) => differences(a, b)),
        renamed,
        added: [...added],
        removed: [...removed],
        unreadable: right.filter((item) => !isManifest(item)),
    };
}
const isManifest = (item) => 'leaves' in item;
const identity = ({ apiVersion, kind, namespace, name }) => JSON.stringify([apiVersion, kind, namespace, name]);
const origin = ({ kind, source }) => JSON.stringify([kind, source]);
function differences(before, after) {
    const found = [];
    for (const [key, { path, value }] of after.leaves) {
        const old = before.leaves.get(key)?.value;
        if (old !== value)
            found.push({ manifest: after, path, before: old, after: value });
    }
    for (const [key, { path, value }] of before.leaves)
        if (!after.leaves.has(key))
            found.push({ manifest: after, path, before: value, after: undefined });
    return found;
}
/**
 * Without what differs between two renderings of the same values: random passwords, certificates, the time of day.
 * @param noise changes between these two
 */
function withoutNoise(changes, noise) {
    const leaves = new Set(noise.leaves.map(leafKey));
    const origins = new Set([...noise.renamed.map(({ after }) => after), ...noise.added].map(origin));
    const isQuiet = (manifest) => !origins.has(origin(manifest));
    return {
        leaves: changes.leaves.filter((change) => !leaves.has(leafKey(change))),
        renamed: changes.renamed.filter(({ after }) => isQuiet(after)),
        added: changes.added.filter(isQuiet),
        removed: changes.removed.filter(isQuiet),
        unreadable: changes.unreadable,
    };
}
const leafKey = ({ manifest, path }) => JSON.stringify([manifest.kind, manifest.source, manifest.name, path]);

// EXTERNAL MODULE: ./packages/core/build/image/digest.js
var digest = __webpack_require__(78750);
// EXTERNAL MODULE: ./packages/core/build/image/docker-hub.js
var docker_hub = __webpack_require__(20980);
;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/problem.js

const shorten = (text, length = 160) => {
    const plain = (0,sanitize/* singleLine */.pF)(text);
    return plain.length > length ? `${plain.slice(0, length)}…` : plain;
};
const objectName = ({ kind, namespace, name }) => shorten(`${kind || 'object'} ${namespace === '' ? '' : `${namespace}/`}${name || '(no name)'}`);
const pathText = (path) => shorten(path
    .map((key, index) => {
    if (key.startsWith('['))
        return key;
    if (!/^[\w-]+$/.test(key))
        return `["${key}"]`;
    return index === 0 ? key : `.${key}`;
})
    .join(''), 200);
/** A value as it may be shown: what a Secret holds is not. */
function valueText(manifest, value) {
    if (value === undefined)
        return '(nothing)';
    if (manifest.kind === 'Secret')
        return '(not shown)';
    return shorten(String(value));
}
/** What to do when the digest does not belong where it was written. */
function digestRemedy({ mode, digestKey }) {
    if (digestKey !== undefined && mode !== 'field')
        return `Use "digest-mode: field" with ${shorten(digestKey)}, which this chart has.`;
    if (mode === 'suffix')
        return 'Use "digest-mode: none", or "field" with the key under which this chart takes a digest.';
    if (mode === 'field')
        return 'Use "digest-mode: suffix" or "none", or name the key under which this chart takes a digest.';
    return 'Use "digest-mode: field" with the key under which this chart takes a digest.';
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/image-check.js
/** Whether an image reference in a rendering is the one that was meant. */




/** @param text a value that stands where an image reference belongs */
function checkImage(text, expected) {
    const { mode, tag, digest } = expected;
    const shown = shorten(text, 300);
    const error = (code, cause, remedy) => ({
        code,
        severity: 'error',
        cause: `"${shown}" ${cause}.`,
        remedy,
    });
    if (text.split('@').length > 2)
        return error('two-digests', 'has two digests: the chart adds one of its own', mode === 'field' ? 'Write the tag without a digest.' : digestRemedy(expected));
    if (/sha256:sha256:/.test(text))
        return error('image-invalid', 'is no image reference: the chart writes "sha256:" itself', 'Use "digest-mode: suffix" or "none": the key of this chart takes a digest without "sha256:".');
    const reference = parseReference(text);
    if (reference === undefined)
        return error('image-invalid', 'is no image reference', mode === 'none' ? 'Look at how the chart puts repository and tag together.' : digestRemedy(expected));
    if (!isSameImage(reference, expected.image))
        return otherImage(reference, expected, shown);
    if (reference.tag !== undefined && reference.tag !== tag)
        return error('wrong-tag', `does not have the new tag ${shorten(tag)}`, 'Look at how the chart treats the tag: it is changed on the way, or another key is read.');
    if (reference.digest !== undefined && reference.digest !== digest)
        return error('wrong-digest', 'still has another digest, which decides what is deployed', digestRemedy(expected));
    if (reference.digest === undefined && mode !== 'none')
        return error('no-digest', 'does not have the digest that was written', digestRemedy(expected));
    if (reference.digest === undefined && reference.tag === undefined)
        return error('wrong-tag', 'has neither tag nor digest', 'Look at the key that the chart reads the tag from.');
    return 'as-expected';
}
function otherImage(reference, expected, shown) {
    const remedy = `Give ${shorten((0,image_reference/* formatImageName */.eS)(reference))} a tag of its own in the values.`;
    if (reference.digest === expected.digest)
        return {
            code: 'other-image',
            severity: 'error',
            cause: `"${shown}" is another image than ${(0,image_reference/* formatImageName */.eS)(expected.image)} and gets its digest.`,
            remedy: expected.mode === 'suffix' ? `Use "digest-mode: none". ${remedy}` : remedy,
        };
    return {
        code: 'other-image',
        severity: 'warning',
        cause: `"${shown}" changes as well and is another image than ${(0,image_reference/* formatImageName */.eS)(expected.image)}.`,
        remedy: `Make sure that it was released under the same tag. ${remedy}`,
    };
}
/** Whether the text begins with the image's name. */
function mentionsImage(text, image) {
    for (const name of [(0,image_reference/* formatImageName */.eS)(image), ...((0,docker_hub/* isDockerHub */.gr)(image.registry) ? [image.repository] : [])])
        if (text.startsWith(name) && /^(?:$|[:@])/.test(text.slice(name.length)))
            return true;
    return false;
}
/** Also without a registry, which means Docker Hub. */
function parseReference(text) {
    for (const full of [text, `${docker_hub/* DOCKER_HUB */.Xb}/${text}`])
        try {
            return (0,image_reference/* parseImageReference */.o_)(full);
        }
        catch {
            // The next reading.
        }
    return undefined;
}
/** A mirror that keeps the path is the same image. */
function isSameImage(reference, image) {
    const path = (name) => (0,docker_hub/* isDockerHub */.gr)(name.registry) ? name.repository.replace(/^library\//, '') : name.repository;
    const found = path(reference);
    const wanted = path(image);
    return found === wanted || found.endsWith(`/${wanted}`);
}
/** Whether the text carries a digest, wherever it stands in it. */
const hasDigest = (text) => (text.match(/sha256:[0-9a-f]{64}/g) ?? []).some((found) => (0,digest/* isDigest */.Bc)(found));

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/metadata-check.js
/**
 * What Kubernetes takes as names, labels and annotations.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
const VALUE = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
const SUBDOMAIN = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;
/** Kinds whose names become labels or host names. */
const SHORT_NAMES = new Set(['Service', 'Job', 'CronJob', 'Namespace', 'StatefulSet']);
/** Why it is no label value, as the end of a sentence, or undefined. */
function labelValueProblem(value) {
    if (value.length > 63)
        return `has ${value.length} characters, and a label at most 63`;
    const wrong = /[^A-Za-z0-9_.-]/.exec(value)?.[0];
    if (wrong !== undefined)
        return `has a "${wrong}", which a label must not have`;
    return VALUE.test(value)
        ? undefined
        : 'begins or ends with a character that a label must not begin or end with';
}
/** Why it is no key of a label or an annotation. */
function metadataKeyProblem(key) {
    const [name = '', prefix, ...rest] = key.split('/').reverse();
    if (rest.length > 0)
        return 'has more than one "/"';
    if (prefix !== undefined && (prefix.length > 253 || !SUBDOMAIN.test(prefix)))
        return 'has no domain name before the "/"';
    if (name === '')
        return 'has no name';
    return labelValueProblem(name);
}
/** Why it is no name of an object. Roles and their bindings may have any. */
function objectNameProblem(apiVersion, kind, name) {
    if (apiVersion.startsWith('rbac.authorization.k8s.io/'))
        return undefined;
    const longest = SHORT_NAMES.has(kind) ? 63 : 253;
    if (name.length > longest)
        return `has ${name.length} characters, and a ${kind} at most ${longest}`;
    if (SUBDOMAIN.test(name))
        return undefined;
    return 'is no name: only lower-case letters, digits, "-" and "." are allowed';
}
/** @param path of a value in an object of this kind */
function fieldKind(kind, path) {
    const owner = path.at(-2);
    if (path.includes('selector') || path.includes('podSelector') || owner === 'matchLabels')
        return 'selector';
    if (owner === 'labels' || owner === 'commonLabels')
        return 'labels';
    if (owner === 'annotations')
        return 'annotations';
    if (owner === 'data' && path.length === 2 && (kind === 'ConfigMap' || kind === 'Secret'))
        return 'text';
    if (owner === 'stringData')
        return 'text';
    if (path.at(-1) === 'value' && path.at(-3) === 'env')
        return 'text';
    return owner === 'args' || owner === 'command' ? 'text' : 'other';
}
const SELECTED_FOR_EVER = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job']);
const STATEFUL_FIXED = new Set(['volumeClaimTemplates', 'serviceName', 'podManagementPolicy']);
/** Whether the API server refuses every change of it. */
function isImmutable(kind, path) {
    if (path[0] !== 'spec')
        return false;
    if (path[1] === 'selector')
        return SELECTED_FOR_EVER.has(kind);
    return kind === 'StatefulSet' && STATEFUL_FIXED.has(path[1] ?? '');
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/leaf-check.js



/** `image` when it is the reference that was meant, a note, or what is wrong. */
function judge(change, expected) {
    const { manifest, path } = change;
    const problem = problemAt(change);
    const kind = fieldKind(manifest.kind, path);
    const key = path.at(-1) ?? '';
    // See renameProblem.
    if (path.join('.') === 'metadata.name')
        return [];
    if (isImmutable(manifest.kind, path))
        return [
            ...labelProblems(change, expected),
            problem(path[1] === 'selector' ? 'selector-changed' : 'immutable-changed', 'error', `${objectName(manifest)} cannot be updated: ${pathText(path)} changes, which Kubernetes never allows`, 'Take the tag out of the labels that this field is made of, in the templates of the chart.'),
        ];
    if (kind === 'selector')
        return [
            ...labelProblems(change, expected),
            problem('selector-changed', 'warning', `${objectName(manifest)} selects by the tag: while pods are replaced it finds only some of them`, 'Take the tag out of the selector, in the templates of the chart.'),
        ];
    if (kind === 'labels') {
        const wrong = labelProblems(change, expected);
        return wrong.length > 0
            ? wrong
            : `The label ${shorten(key)} of ${objectName(manifest)} has the tag in it.`;
    }
    if (kind === 'annotations') {
        const wrong = annotationProblems(change);
        return wrong.length > 0
            ? wrong
            : `The annotation ${shorten(key)} of ${objectName(manifest)} changes as well.`;
    }
    return isImage(change, expected) ? judgeImage(change, expected) : judgeText(change, expected);
}
/** A value that is neither image nor metadata. */
function judgeText(change, expected) {
    const { manifest, path, before, after } = change;
    const problem = problemAt(change);
    const kind = fieldKind(manifest.kind, path);
    if (after !== undefined && typeof after !== 'string' && (kind === 'text' || typeof before === 'string'))
        return [
            problem('not-text', kind === 'text' ? 'error' : 'warning', `${pathText(path)} of ${objectName(manifest)} is ${typeOf(after)} and no text`, QUOTE),
        ];
    const text = String(after ?? '');
    if (manifest.kind !== 'Secret' && hasDigest(text) && text.includes(expected.digest))
        return expected.mode === 'none' || !isPlainTag(expected, text)
            ? `${pathText(path)} of ${objectName(manifest)} has the digest in it.`
            : [
                problem('digest-elsewhere', 'warning', `The digest comes into ${pathText(path)} of ${objectName(manifest)}, which is no image reference`, digestRemedy(expected)),
            ];
    if (text.includes(expected.tag))
        return `${pathText(path)} of ${objectName(manifest)} has the tag in it.`;
    return [
        problem('other-change', 'warning', `${pathText(path)} of ${objectName(manifest)} changes, which is no image reference`, 'Look at why the chart changes this with the tag.'),
    ];
}
/** Whether tag and digest stand there as they were written behind each other. */
const isPlainTag = ({ tag, digest }, text) => text.includes(`${tag}@${digest}`);
const QUOTE = 'Let the template put the tag in quotes ("| quote"), or choose tags that cannot be read as numbers.';
const typeOf = (value) => value === null ? 'null' : typeof value === 'number' ? `the number ${String(value)}` : String(value);
const problemAt = ({ manifest, path, before, after }) => (code, severity, cause, remedy) => ({
    code,
    severity,
    object: objectName(manifest),
    path: pathText(path),
    before: valueText(manifest, before),
    after: valueText(manifest, after),
    cause: /[.]$/.test(cause) ? cause : `${cause}.`,
    remedy,
});
function labelProblems(change, expected) {
    const { manifest, path, after, before } = change;
    if (after === undefined)
        return [];
    const key = path.at(-1) ?? '';
    const problem = problemAt(change);
    const about = `The label ${shorten(key)} of ${objectName(manifest)}`;
    if (typeof after !== 'string')
        return [problem('not-text', 'error', `${about} is ${typeOf(after)} and no text`, QUOTE)];
    const remedy = hasDigest(after) || after.includes('@') ? digestRemedy(expected) : TRUNCATE;
    const wrong = labelValueProblem(after);
    const wrongKey = before === undefined ? metadataKeyProblem(key) : undefined;
    return [
        ...(wrong === undefined ? [] : [problem('label-invalid', 'error', `${about} ${wrong}`, remedy)]),
        ...(wrongKey === undefined
            ? []
            : [problem('label-invalid', 'error', `${about}: its name ${wrongKey}`, remedy)]),
    ];
}
const TRUNCATE = 'Let the template shorten it ("| trunc 63 | trimSuffix"), or choose a tag that is a label.';
function annotationProblems(change) {
    const { manifest, path, before, after } = change;
    if (after === undefined)
        return [];
    const key = path.at(-1) ?? '';
    const problem = problemAt(change);
    const about = `The annotation ${shorten(key)} of ${objectName(manifest)}`;
    if (typeof after !== 'string')
        return [problem('not-text', 'error', `${about} is ${typeOf(after)} and no text`, QUOTE)];
    const wrong = before === undefined ? metadataKeyProblem(key) : undefined;
    return wrong === undefined
        ? []
        : [problem('label-invalid', 'error', `${about}: its name ${wrong}`, TRUNCATE)];
}
/** A key named `image`, or a value that begins with the image's name. */
const isImage = ({ path, before, after }, { image }) => (path.at(-1) === 'image' && after !== undefined) ||
    (typeof after === 'string' && mentionsImage(after, image)) ||
    (typeof before === 'string' && typeof after === 'string' && mentionsImage(before, image));
function judgeImage(change, expected) {
    const { manifest, path, after } = change;
    const problem = problemAt(change);
    const about = `${pathText(path)} of ${objectName(manifest)}`;
    if (typeof after !== 'string')
        return [problem('image-invalid', 'error', `${about} is ${typeOf(after)} and no image reference`, QUOTE)];
    const verdict = checkImage(after, expected);
    if (verdict === 'as-expected')
        return 'image';
    return [problem(verdict.code, verdict.severity, `${about}: ${verdict.cause}`, verdict.remedy)];
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/object-check.js




/** Objects that are made anew with each tag on purpose. */
const MADE_ANEW = new Set(['Job', 'ConfigMap', 'Secret', 'Pod']);
function renameProblem(before, after, expected, notes) {
    const invalid = objectNameProblem(after.apiVersion, after.kind, after.name);
    const shared = {
        object: objectName(after),
        path: 'metadata.name',
        before: shorten(before.name),
        after: shorten(after.name),
    };
    if (invalid !== undefined)
        return [
            {
                ...shared,
                code: 'name-invalid',
                severity: 'error',
                cause: `The name of ${objectName(after)} ${invalid}.`,
                remedy: hasDigest(after.name)
                    ? digestRemedy(expected)
                    : 'Let the template make a valid name of the tag.',
            },
        ];
    if (MADE_ANEW.has(after.kind)) {
        notes.push(`${objectName(before)} becomes ${objectName(after)}.`);
        return [];
    }
    return [
        {
            ...shared,
            code: 'object-changed-name',
            severity: 'warning',
            cause: `${objectName(before)} becomes ${objectName(after)}: the old one is deleted and a new one is made.`,
            remedy: 'Take the tag out of the name, in the templates of the chart.',
        },
    ];
}
const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'];
/** A Job's pods never change: one that stays under its name cannot be updated, unless it is deleted before. */
function jobProblems(leaves) {
    const jobs = new Map(leaves
        .filter(({ manifest, path }) => manifest.kind === 'Job' && path[0] === 'spec' && path[1] === 'template')
        .map((change) => [change.manifest, change]));
    return [...jobs].flatMap(([manifest, change]) => {
        const at = (...path) => manifest.leaves.get(JSON.stringify(path))?.value;
        const options = String(at('metadata', 'annotations', 'argocd.argoproj.io/sync-options') ?? '');
        const isRecreated = HOOKS.some((hook) => at('metadata', 'annotations', hook) !== undefined) ||
            /(?:Replace|Force)=true/.test(options) ||
            at('spec', 'ttlSecondsAfterFinished') !== undefined;
        // Under another name it is another Job.
        const isRenamed = leaves.some(({ manifest: other, path }) => other === manifest && path.join('.') === 'metadata.name');
        if (isRecreated || isRenamed)
            return [];
        return [
            problemAt(change)('immutable-changed', 'warning', `${objectName(manifest)} cannot be updated while it exists: the pods of a Job never change`, 'Make it a hook, give it "ttlSecondsAfterFinished", or put the tag into its name.'),
        ];
    });
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/compare.js
/** Compares what a chart renders before and after a bump: exactly the image should have changed. */









const MAX_PROBLEMS = 50;
const MAX_NOTES = 20;
/** Characters of one rendering. */
const compare_LONGEST = 20 * 1024 * 1024;
/**
 * @param before what `helm template` prints with the values as they are
 * @param after the same with the new tag
 * @param control a second rendering of the old values: what differs between the two is random and is left out
 * @throws Failure `configuration` when a rendering is too long
 */
function compareRenders(before, after, expected, control) {
    for (const text of [before, after, control ?? ''])
        if (text.length > compare_LONGEST)
            throw (0,failure/* configurationFailure */.d_)({
                code: 'chart-check/too-long',
                cause: `The chart renders ${text.length} characters, more than the ${compare_LONGEST} that are compared.`,
                remedy: 'Give the chart of one app, or leave out "chart".',
            });
    const all = findChanges(before, after);
    const changes = control === undefined ? all : withoutNoise(all, findChanges(before, control));
    const problems = [];
    const notes = [];
    const skipped = all.leaves.length - changes.leaves.length;
    if (skipped > 0)
        notes.push(`${skipped} ${skipped === 1 ? 'value is' : 'values are'} different at every rendering and not compared.`);
    if (isSame(changes)) {
        const verdict = notRead(after, expected);
        if (typeof verdict === 'string')
            notes.push(verdict);
        else
            problems.push(verdict);
        return { problems, notes };
    }
    let images = 0;
    problems.push(...unreadableProblems(changes));
    for (const { before: old, after: now } of changes.renamed)
        problems.push(...renameProblem(old, now, expected, notes));
    problems.push(...changes.added.map(objectProblem('object-added', 'is new')));
    problems.push(...changes.removed.map(objectProblem('object-removed', 'is gone')));
    const leaves = [
        ...changes.leaves,
        ...changes.added.flatMap((manifest) => importantLeaves(manifest, expected)),
    ];
    for (const change of leaves) {
        const judged = judge(change, expected);
        if (judged === 'image')
            images += 1;
        else if (typeof judged === 'string')
            notes.push(judged);
        else
            problems.push(...judged);
    }
    problems.push(...jobProblems(changes.leaves));
    if (images === 0 && !problems.some(({ code, severity }) => severity === 'error' && ABOUT_IMAGES.has(code)))
        problems.push(imageMissing(after, expected));
    return bounded(problems, notes);
}
const unreadableProblems = ({ unreadable }) => unreadable.map(({ source, reason }) => ({
    code: 'unreadable',
    severity: 'error',
    cause: `What ${source === '' ? 'the chart' : shorten(source)} renders cannot be read: ${shorten(reason)}.`,
    remedy: 'Look at the output of "helm template" with the new values.',
}));
const objectProblem = (code, what) => (manifest) => ({
    code,
    severity: 'warning',
    object: objectName(manifest),
    cause: `${objectName(manifest)} ${what} with the new tag.`,
    remedy: 'Look for a condition on the tag in the templates, and for names that are made from it.',
});
/** With one of these it is known why no reference is right. */
const ABOUT_IMAGES = new Set([
    'image-invalid',
    'two-digests',
    'wrong-tag',
    'wrong-digest',
    'no-digest',
    'other-image',
]);
const isSame = ({ leaves, renamed, added, removed, unreadable }) => [leaves, renamed, added, removed, unreadable].every((list) => list.length === 0);
/** Of an object that was not there before: references to the image, and what Kubernetes would refuse. */
const importantLeaves = (manifest, { image }) => [...manifest.leaves.values()]
    .filter(({ path, value }) => {
    if (typeof value === 'string' && mentionsImage(value, image))
        return true;
    if (path.at(-1) === 'image')
        return typeof value !== 'string' || parseReference(value) === undefined;
    if (fieldKind(manifest.kind, path) !== 'labels')
        return false;
    return typeof value !== 'string' || labelValueProblem(value) !== undefined;
})
    .map(({ path, value }) => ({ manifest, path, before: undefined, after: value }));
/** References to the image in a rendering, in the order in which they stand there. */
function referencesIn(rendering, expected) {
    const found = new Set();
    for (const text of splitDocuments(rendering)) {
        if (!text.includes(expected.image.repository))
            continue;
        for (const manifest of parseManifests(text)) {
            if (!('leaves' in manifest))
                continue;
            for (const { value } of manifest.leaves.values())
                if (typeof value === 'string' && mentionsImage(value, expected.image))
                    found.add(value);
        }
    }
    return [...found];
}
/** Nothing changed: a note when the image is there already, else the likeliest reason. */
function notRead(after, expected) {
    const references = referencesIn(after, expected);
    if (references.some((text) => checkImage(text, expected) === 'as-expected'))
        return 'The chart renders the same: it has the new image already.';
    const problem = { code: 'not-read', severity: 'error' };
    const listed = references
        .slice(0, 3)
        .map((text) => `"${shorten(text)}"`)
        .join(', ');
    if (references.some(hasDigest) && expected.mode === 'none')
        return {
            ...problem,
            cause: `The chart renders the same with the new tag: its digest decides (${listed}).`,
            remedy: digestRemedy(expected),
        };
    return {
        ...problem,
        cause: `The chart renders the same with the new value: it does not read the key that was changed${listed === '' ? '' : ` (it renders ${listed})`}.`,
        remedy: 'Name the key that the templates read in "path"; in a chart of charts it begins with the name of the inner chart.',
    };
}
function imageMissing(after, expected) {
    const references = referencesIn(after, expected).slice(0, 3);
    const name = (0,image_reference/* formatImageName */.eS)(expected.image);
    return {
        code: 'image-missing',
        severity: 'error',
        cause: `Nothing that changes is a reference to ${name} with the new tag${references.length === 0
            ? ''
            : ` (the chart renders ${references.map((text) => `"${shorten(text)}"`).join(', ')})`}.`,
        remedy: 'Check that "path" is the tag of this image, and that the chart takes its name from the values.',
    };
}
function bounded(problems, notes) {
    const unique = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
    const sorted = [
        ...unique.filter(({ severity }) => severity === 'error'),
        ...unique.filter(({ severity }) => severity === 'warning'),
    ];
    const said = [...new Set(notes)];
    const more = [
        ...(sorted.length > MAX_PROBLEMS
            ? [`${sorted.length - MAX_PROBLEMS} more problems are not listed.`]
            : []),
        ...(said.length > MAX_NOTES ? [`${said.length - MAX_NOTES} more notes are not listed.`] : []),
    ];
    return { problems: sorted.slice(0, MAX_PROBLEMS), notes: [...said.slice(0, MAX_NOTES), ...more] };
}

;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/render-failure.js
/** What it means when a chart renders with the old values and not with the new ones. */

/** @param reason what Helm said */
function renderProblem(reason, expected) {
    const said = shorten(reason, 800);
    const base = { code: 'render-failed', severity: 'error' };
    const isSchema = /don't meet the specifications of the schema/.test(reason);
    const quoted = reason.includes('got number') || reason.includes('got boolean') || reason.includes('got null');
    if (isSchema && !quoted)
        return {
            ...base,
            cause: `The chart's values.schema.json refuses the new values: ${said}.`,
            remedy: expected.mode === 'none'
                ? 'Change the schema, or choose a tag that it takes.'
                : digestRemedy(expected),
        };
    if (isSchema)
        return {
            ...base,
            cause: `The chart's values.schema.json refuses the new values: ${said}.`,
            remedy: 'Put the value into quotes in the values file.',
        };
    return {
        ...base,
        cause: `The chart renders with the old values and not with the new ones: ${said}.`,
        remedy: expected.mode === 'none'
            ? 'Look at how the templates use the tag.'
            : `Look at how the templates use the tag. ${digestRemedy(expected)}`,
    };
}

// EXTERNAL MODULE: ./packages/tools/build/temporary-folder.js
var temporary_folder = __webpack_require__(71150);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./packages/tools/build/archive.js
var archive = __webpack_require__(1432);
;// CONCATENATED MODULE: ./packages/tools/build/helm/chart-folder.js
/** A private copy of one chart: out of an archive of the repository, or from a folder on disk. */






/** Bytes and files of a chart; Helm itself refuses more than 100 MiB. */
const MAX_CHART_BYTES = 50 * 1024 * 1024;
const MAX_CHART_FILES = 5_000;
/** Bytes of a repository when it is unpacked: more is skipped through in minutes, or meant to do harm. */
const MAX_ARCHIVE_BYTES = 4 * 1024 ** 3;
/**
 * Copies the chart at `chart` (relative to the repository's root) to the new folder `to`. Files and folders only: Helm
 * would follow a link out of the chart.
 * @throws Failure `configuration` when there is no chart, it has links, or it is too large; `remote` for a broken archive
 */
async function takeChart(source, chart, to) {
    const segments = checkedPath(chart);
    await (0,promises_.mkdir)(to, { mode: 0o700 });
    const copy = copyInto(to, chart);
    if (source.kind === 'folder') {
        await refuseLinks(source.path, segments, chart);
        await fromFolder(external_node_path_.join(source.path, ...segments), [], copy, chart);
    }
    else
        await fromArchive(source.bytes, segments, copy, chart);
    if (copy.files.has('Chart.yaml'))
        return;
    throw (0,failure/* configurationFailure */.d_)({
        code: 'helm/no-chart',
        cause: `There is no Helm chart in "${shown(chart)}": it has no Chart.yaml.`,
        remedy: 'Set "chart" to the folder of the chart, relative to the root of the ops repository.',
    });
}
/** @throws Failure `configuration` unless it is a folder below the root; "." is the root itself */
function checkedPath(chart) {
    const segments = chart.replace(/^\.\/|\/+$/g, '').split('/');
    if (segments.length === 1 && (segments[0] === '.' || segments[0] === ''))
        return [];
    if (segments.every(isPlainName))
        return segments;
    throw (0,failure/* configurationFailure */.d_)({
        code: 'tools/bad-input',
        cause: `"${shown(chart)}" is not the path of a folder in a repository.`,
        remedy: 'Write "chart" relative to the root, for example charts/api.',
    });
}
const isPlainName = (name) => name !== '' &&
    name !== '.' &&
    name !== '..' &&
    name.length <= 255 &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it refuses.
    !/[\u0000-\u001f\u007f\\]/.test(name);
const shown = (name) => (0,sanitize/* singleLine */.pF)(name.slice(0, 200));
/** Counts what is written below `to` and keeps it there. */
function copyInto(to, chart) {
    const files = new Set();
    let bytes = 0;
    const refuse = (cause, remedy) => {
        throw (0,failure/* configurationFailure */.d_)({
            code: 'helm/not-usable',
            cause: `The chart "${shown(chart)}" ${cause}.`,
            remedy,
        });
    };
    return {
        files,
        async file(segments, size) {
            const name = segments.join('/');
            if (!segments.every(isPlainName))
                refuse(`has a file named "${shown(name)}"`, 'Rename it: "..", "\\" and control characters are refused.');
            if (files.has(name))
                refuse(`has "${shown(name)}" twice`, 'Fetch the repository again.');
            files.add(name);
            bytes += size;
            if (files.size > MAX_CHART_FILES || bytes > MAX_CHART_BYTES)
                refuse(`is larger than ${MAX_CHART_FILES} files or ${MAX_CHART_BYTES} bytes`, 'Give the folder of one chart in "chart".');
            const file = external_node_path_.join(to, ...segments);
            await (0,promises_.mkdir)(external_node_path_.dirname(file), { recursive: true, mode: 0o700 });
            return file;
        },
    };
}
const linked = (chart, name) => (0,failure/* configurationFailure */.d_)({
    code: 'helm/not-usable',
    cause: `The chart "${shown(chart)}" has a link, "${shown(name)}", which Helm would follow.`,
    remedy: 'Commit the file itself in place of the link.',
});
/** The chart's folder itself, and those above it in the repository. */
async function refuseLinks(root, segments, chart) {
    for (const [index] of segments.entries()) {
        const above = segments.slice(0, index + 1);
        const found = await (0,promises_.lstat)(external_node_path_.join(root, ...above)).catch(() => undefined);
        if (found?.isSymbolicLink())
            throw linked(chart, above.join('/'));
    }
}
async function fromFolder(root, segments, copy, chart) {
    const folder = external_node_path_.join(root, ...segments);
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
        const inside = [...segments, entry.name];
        if (entry.name === '.git' && segments.length === 0)
            continue;
        if (entry.isDirectory())
            await fromFolder(root, inside, copy, chart);
        else if (entry.isFile()) {
            const file = external_node_path_.join(folder, entry.name);
            const to = await copy.file(inside, (await (0,promises_.lstat)(file)).size);
            await (0,promises_.writeFile)(to, await (0,promises_.readFile)(file), { mode: 0o600, flag: 'wx' });
        }
        else
            throw linked(chart, inside.join('/'));
    }
}
async function fromArchive(bytes, wanted, copy, chart) {
    let total = 0;
    let current;
    const finish = async () => {
        await current?.close();
        current = undefined;
    };
    try {
        await (0,archive/* walkArchive */.w)(external_node_stream_.Readable.from(chunksOf(bytes)), async ({ name, kind, size }) => {
            await finish();
            total += size;
            if (total > MAX_ARCHIVE_BYTES)
                throw new Error(`unpacks to more than ${MAX_ARCHIVE_BYTES} bytes`);
            // The folder at the top is named after repository and commit.
            const segments = name.replace(/\/$/, '').split('/').slice(1);
            const inside = segments.slice(wanted.length);
            if (inside.length === 0 || wanted.some((part, index) => segments[index] !== part)) {
                // A link in place of the chart's folder, or of one above it.
                const isAbove = segments.length > 0 && segments.every((part, index) => wanted[index] === part);
                if (kind === 'other' && isAbove)
                    throw linked(chart, segments.join('/'));
                return undefined;
            }
            if (kind === 'folder')
                return undefined;
            if (kind === 'other')
                throw linked(chart, inside.join('/'));
            const handle = await (0,promises_.open)(await copy.file(inside, size), 'wx', 0o600);
            current = handle;
            return async (chunk) => void (await handle.writeFile(chunk));
        });
    }
    catch (error) {
        if (error instanceof failure/* Failure */.HR)
            throw error;
        throw (0,failure/* remoteFailure */.vU)({
            code: 'archive/damaged',
            cause: `The archive of the ops repository ${error instanceof Error ? error.message : String(error)}.`,
            remedy: 'Run the job again.',
            error,
        });
    }
    finally {
        await finish();
    }
}
/** Pieces, so that unpacking does not hold the whole of it in a buffer. */
function* chunksOf(bytes) {
    for (let at = 0; at < bytes.length; at += PIECE)
        yield bytes.subarray(at, at + PIECE);
}
const PIECE = 1 << 20;

;// CONCATENATED MODULE: ./packages/tools/build/helm/dependencies.js
/** Whether all charts that a chart builds on lie in its copy: Helm would not render otherwise. */





/** Charts of the first format have their dependencies in a file of their own. */
const DEPENDENCY_FILES = ['Chart.yaml', 'requirements.yaml'];
/**
 * @param folder of the chart
 * @param chart as the user named it
 * @throws Failure `configuration` when a dependency is missing; a broken Chart.yaml is left to Helm to explain
 */
async function checkDependencies(folder, chart) {
    const texts = await Promise.all(DEPENDENCY_FILES.map((name) => (0,promises_.readFile)(external_node_path_.join(folder, name), 'utf8').catch(() => '')));
    const wanted = texts.flatMap(chartDependencies);
    const present = await Promise.all(wanted.map(({ name }) => isPresent(folder, name)));
    const missing = wanted.filter((_, index) => present[index] === false);
    if (missing.length === 0)
        return;
    throw missingDependencies(chart, missing.map(({ name, repository }) => (repository === '' ? name : `${name} (${repository})`)).join(', '));
}
/** As a folder or as an archive. */
async function isPresent(folder, name) {
    const files = await (0,promises_.readdir)(external_node_path_.join(folder, 'charts')).catch(() => []);
    return files.some((file) => file === name || (file.startsWith(`${name}-`) && /^v?[0-9].*\.tgz$/.test(file.slice(name.length + 1))));
}
/** @param names what is missing, as it stands in the chart */
const missingDependencies = (chart, names) => (0,failure/* configurationFailure */.d_)({
    code: 'helm/missing-dependencies',
    cause: `The chart "${(0,sanitize/* singleLine */.pF)(chart)}" builds on charts that are not in the repository: ${(0,sanitize/* singleLine */.pF)(names).slice(0, 400)}.`,
    remedy: `Commit its Chart.lock, by which charts of HTTPS and OCI repositories are fetched without a login, or its folder "charts" ("helm dependency build ${(0,sanitize/* singleLine */.pF)(chart)}").`,
    location: { file: external_node_path_.posix.join(chart, 'Chart.yaml') },
});

;// CONCATENATED MODULE: ./packages/tools/build/helm/local-dependencies.js
/** Charts of the same repository that a chart builds on: `file://../base`. They need no network, so they are taken along. */






/** Of one chart, and of charts within charts: a library, and a library that it builds on. */
const local_dependencies_MOST = 10;
const DEEPEST = 3;
const SCHEME = 'file://';
/**
 * Does what `helm dependency build` does for the charts beside `chart` that are not in its folder `charts`. One that is
 * not there is left out: `checkDependencies` says so.
 * @param chart relative to the repository's root
 * @param folder the private copy of the chart
 * @throws Failure as {@link takeChart} does, but for a chart that is not there
 */
async function takeLocalDependencies(source, chart, folder, depth = 1) {
    if (depth > DEEPEST)
        return;
    const texts = await Promise.all(DEPENDENCY_FILES.map((name) => (0,promises_.readFile)(external_node_path_.join(folder, name), 'utf8').catch(() => '')));
    for (const { name, repository } of texts.flatMap(chartDependencies).slice(0, local_dependencies_MOST)) {
        const beside = besideOf(chart, repository);
        if (beside === undefined || !/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name))
            continue;
        if (await isPresent(folder, name))
            continue;
        const to = external_node_path_.join(folder, 'charts', name);
        await (0,promises_.mkdir)(external_node_path_.dirname(to), { recursive: true, mode: 0o700 });
        if (await wasTaken(source, beside, to))
            await takeLocalDependencies(source, beside, to, depth + 1);
    }
}
/** The folder that `file://…` names, relative to the repository's root; undefined for anything else and outside of it. */
function besideOf(chart, repository) {
    if (!repository.startsWith(SCHEME))
        return undefined;
    const relative = repository.slice(SCHEME.length);
    if (external_node_path_.posix.isAbsolute(relative))
        return undefined;
    const folder = external_node_path_.posix.join(chart, relative);
    return folder === '.' || folder === '..' || folder.startsWith('../') ? undefined : folder;
}
async function wasTaken(source, chart, to) {
    try {
        await takeChart(source, chart, to);
        return true;
    }
    catch (error) {
        if (!(error instanceof failure/* Failure */.HR) || error.code !== 'helm/no-chart')
            throw error;
        await (0,promises_.rm)(to, { recursive: true, force: true });
        return false;
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./packages/deploy/build/chart-check/chart-index.js
/** Where a chart's archive lies in an HTTP repository: https://helm.sh/docs/topics/chart_repository/#the-index-file */


const Versions = valibot_dist/* array */.YOg(valibot_dist/* object */.Ikc({
    version: valibot_dist/* string */.YjP(),
    urls: valibot_dist/* array */.YOg(valibot_dist/* string */.YjP()),
    digest: valibot_dist/* optional */.lqM(valibot_dist/* nullable */.mee(valibot_dist/* string */.YjP())),
}));
/** Characters of what is said of one chart. */
const chart_index_LONGEST = 4 * 1024 * 1024;
/**
 * An index of a large repository has tens of megabytes, of which a reader of YAML makes gigabytes: only the lines about
 * this chart are parsed.
 * @returns undefined where the version is not in it, or the index is written in another way than Helm does
 */
function addressIn(index, name, version) {
    const lines = linesOf(index, name);
    if (lines === undefined || lines.length > chart_index_LONGEST)
        return undefined;
    try {
        // All as text: there are sums that a reader of numbers would take for one.
        const versions = valibot_dist/* parse */.qgA(Versions, (0,dist/* parse */.qg)(lines, { schema: 'failsafe', maxAliasCount: 10, logLevel: 'silent' }));
        const found = versions.find((each) => each.version === version);
        const [url] = found?.urls ?? [];
        const digest = found?.digest?.replace(/^sha256:/, '');
        if (url === undefined)
            return undefined;
        return { url, sha256: digest !== undefined && /^[0-9a-f]{64}$/.test(digest) ? digest : undefined };
    }
    catch {
        return undefined;
    }
}
/** What stands below the chart's name, up to the next name. */
function linesOf(index, name) {
    const entries = /^entries:[ \t]*\r?$/m.exec(index);
    if (entries === null)
        return undefined;
    const key = `\n  ${name}:\n`;
    const plain = index.slice(entries.index).replaceAll('\r\n', '\n');
    const start = plain.indexOf(key);
    if (start === -1)
        return undefined;
    const rest = plain.slice(start + key.length);
    const end = /^(?: {2})?[^\s-]/m.exec(rest);
    return end === null ? rest : rest.slice(0, end.index);
}

;// CONCATENATED MODULE: ./packages/tools/build/helm/remote-dependencies.js
/**
 * Charts of others that a chart builds on, where nobody has committed them: as `helm dependency build` would bring them,
 * but bounded, without any login, and only by versions that are pinned.
 */









const remote_dependencies_MOST = 20;
/** Bytes. The index of the largest public repository has 20 MB. */
const MAX_INDEX = 40 * 1024 * 1024;
const MAX_CHART = 10 * 1024 * 1024;
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
/** https://semver.org; a range is none. */
const VERSION = /^v?[0-9]{1,9}\.[0-9]{1,9}\.[0-9]{1,9}(?:[-+][0-9A-Za-z.+-]{1,100})?$/;
/**
 * Puts what is missing into the folder `charts` of the private copy. What no pinned version or reachable address is known
 * of is left out: `checkDependencies` says so.
 * @param folder of the chart
 * @throws Failure `helm/dependency` when one that is pinned does not come, or is not what its index says
 */
async function fetchDependencies(folder, fetchCharts) {
    const read = (name) => (0,promises_.readFile)(external_node_path_.join(folder, name), 'utf8').catch(() => '');
    const wanted = (await Promise.all(DEPENDENCY_FILES.map(read))).flatMap(chartDependencies);
    const locked = (await Promise.all(['Chart.lock', 'requirements.lock'].map(read))).flatMap(chartDependencies);
    const indexes = new Map();
    for (const dependency of wanted.slice(0, remote_dependencies_MOST)) {
        if (!NAME.test(dependency.name) || (await isPresent(folder, dependency.name)))
            continue;
        const version = pinnedVersion(dependency, locked);
        if (version === undefined)
            continue;
        const bytes = await fetchOne({ ...dependency, version }, fetchCharts, indexes);
        if (bytes === undefined)
            continue;
        await (0,promises_.mkdir)(external_node_path_.join(folder, 'charts'), { recursive: true, mode: 0o700 });
        await (0,promises_.writeFile)(external_node_path_.join(folder, 'charts', `${dependency.name}-${version}.tgz`), bytes, { mode: 0o600 });
    }
}
/**
 * Of the lock, for the same chart of the same repository; without one what Chart.yaml itself says, if that is one version.
 * The lock's `digest` says nothing of the charts: it is one of the two lists of dependencies as Helm's own structures
 * write them in JSON, by which Helm tells a lock that is out of date. So no bytes can be compared with it.
 * https://github.com/helm/helm/blob/v3.19.0/internal/resolver/resolver.go (HashReq)
 */
function pinnedVersion({ name, repository, version }, locked) {
    const entry = locked.find((each) => each.name === name && each.repository === repository);
    const chosen = entry?.version ?? version;
    return VERSION.test(chosen) ? chosen : undefined;
}
async function fetchOne({ name, repository, version }, { http, oci }, indexes) {
    if (repository.startsWith('oci://')) {
        const image = (0,image_reference/* parseImageName */["if"])(`${repository.slice('oci://'.length).replace(/\/+$/, '')}/${name}`);
        // A tag has no "+".
        return (await oci(image, version.replaceAll('+', '_'), MAX_CHART)) ?? notThere(name, version, repository);
    }
    const base = httpsAddress(`${repository.replace(/\/+$/, '')}/`);
    if (base === undefined)
        return undefined;
    const index = indexes.get(base.href) ??
        http(new URL('index.yaml', base), MAX_INDEX).then((bytes) => Buffer.from(bytes).toString('utf8'));
    indexes.set(base.href, index);
    const found = addressIn(await index, name, version);
    const url = found === undefined ? undefined : httpsAddress(found.url, base);
    if (found === undefined || url === undefined)
        return notThere(name, version, repository);
    const bytes = await http(url, MAX_CHART);
    const sum = (0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex');
    if (found.sha256 === undefined || found.sha256 === sum)
        return bytes;
    throw (0,failure/* remoteFailure */.vU)({
        code: 'helm/dependency',
        cause: `${name} ${version} of ${(0,sanitize/* singleLine */.pF)(repository).slice(0, 200)} is not what its index says: sha256 ${sum} in place of ${found.sha256}.`,
        remedy: 'Ask who keeps that repository, or commit the folder "charts".',
    });
}
/** Without a login in it. */
function httpsAddress(text, base) {
    const url = URL.parse(text, base?.href);
    return url?.protocol === 'https:' && url.username === '' && url.password === '' ? url : undefined;
}
const notThere = (name, version, repository) => {
    throw (0,failure/* configurationFailure */.d_)({
        code: 'helm/dependency',
        cause: `${(0,sanitize/* singleLine */.pF)(repository).slice(0, 200)} has no ${name} ${version}, which the chart builds on, or not in a form that is read here.`,
        remedy: 'Run "helm dependency update" on the chart, or commit its folder "charts".',
    });
};

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./packages/tools/build/exec.js + 3 modules
var exec = __webpack_require__(794);
;// CONCATENATED MODULE: ./packages/tools/build/helm/arguments.js
/**
 * Helm's command line. https://helm.sh/docs/helm/helm_template/
 * Everything that a user or a repository says is either a file of ours with a name of ours, or checked here before it
 * becomes an argument: Helm takes a chart's name for a URL to fetch, and `--values` for a list of files and URLs.
 */


/** Folder of the chart below the working folder. With "./" in front Helm looks nowhere else for it. */
const CHART = 'chart';
/** Name of the n-th values file in the working folder: no comma, no scheme, so that it is one file. */
const valuesFile = (index) => `values-${index}.yaml`;
/** @throws Failure `configuration` when a name is none */
function templateArguments(options) {
    check('release name', options.releaseName, RELEASE_NAME, 'at most 53 lower-case letters, digits and "-"');
    check('namespace', options.namespace, NAMESPACE, 'at most 63 lower-case letters, digits and "-"');
    const { kubeVersion, apiVersions = [], parameters = [] } = options;
    if (kubeVersion !== undefined)
        check('Kubernetes version', kubeVersion, KUBE_VERSION, 'for example 1.34');
    for (const api of apiVersions)
        check('API version', api, API_VERSION, 'for example networking.k8s.io/v1');
    return [
        'template',
        `--namespace=${options.namespace}`,
        ...Array.from({ length: options.valuesFiles }, (_, index) => `--values=${valuesFile(index)}`),
        ...parameters.map(parameterArgument),
        ...(kubeVersion === undefined ? [] : [`--kube-version=${kubeVersion}`]),
        ...apiVersions.map((api) => `--api-versions=${api}`),
        '--',
        options.releaseName,
        `./${CHART}`,
    ];
}
/** Characters. The line that starts a program has a limit of its own. */
const LONGEST_PARAMETER = 8_000;
/** A comma would begin the next value, except in a list: so does Argo CD. */
function parameterArgument({ name, value, forceString }) {
    const plain = value.startsWith('{') ? value : value.replace(/(?<!\\),/g, '\\,');
    const text = `${name}=${plain}`;
    if (text.length > LONGEST_PARAMETER || text.includes('\u0000'))
        throw (0,failure/* configurationFailure */.d_)({
            code: 'tools/bad-input',
            cause: `The parameter "${(0,sanitize/* singleLine */.pF)(name.slice(0, 100))}" is longer than ${LONGEST_PARAMETER} characters, or has a null character in it.`,
            remedy: 'Put it into a values file.',
        });
    return `--set${forceString ? '-string' : ''}=${text}`;
}
// Helm's own rule, https://github.com/helm/helm/blob/v4.3.0/pkg/chart/v2/util/validate_name.go
const RELEASE_NAME = /^(?=.{1,53}$)[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
/** An RFC 1123 label. */
const NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const KUBE_VERSION = /^v?[0-9]{1,3}\.[0-9]{1,3}(?:\.[0-9]{1,3})?(?:[-+][0-9A-Za-z.+-]{1,40})?$/;
const API_VERSION = /^[a-z0-9](?:[a-z0-9.-]{0,200})(?:\/[A-Za-z0-9]{1,63}){0,2}$/;
function check(what, value, pattern, form) {
    if (pattern.test(value))
        return;
    throw (0,failure/* configurationFailure */.d_)({
        code: 'tools/bad-input',
        cause: `"${value.slice(0, 100)}" is not a ${what} that Helm takes.`,
        remedy: `Write the ${what} as ${form}.`,
    });
}
/** Nobody listens on the discard port: whatever Helm would fetch (a schema's "$ref", say) fails at once. */
const NOWHERE = 'http://127.0.0.1:9';
/**
 * Own folders for all that Helm keeps, no plugins, no cluster, no colours and no way out. Templates cannot read the
 * environment; what the user has set in HELM_* does not hold here.
 * @param folder absolute, private to this run
 */
const helmEnvironment = (folder) => ({
    HOME: folder,
    TMPDIR: folder,
    HELM_CACHE_HOME: `${folder}/cache`,
    HELM_CONFIG_HOME: `${folder}/config`,
    HELM_DATA_HOME: `${folder}/data`,
    HELM_PLUGINS: `${folder}/plugins`,
    HELM_NO_PLUGINS: '1',
    KUBECONFIG: `${folder}/kubeconfig`,
    NO_COLOR: '1',
    HTTP_PROXY: NOWHERE,
    HTTPS_PROXY: NOWHERE,
    ALL_PROXY: NOWHERE,
    NO_PROXY: '',
    http_proxy: NOWHERE,
    https_proxy: NOWHERE,
    all_proxy: NOWHERE,
    no_proxy: '',
});

;// CONCATENATED MODULE: ./packages/tools/build/helm/render.js
/** One run of `helm template`, without a cluster and without the network. */







/** Milliseconds. A large umbrella chart takes two seconds. */
const DEADLINE = 60_000;
/** Characters of one rendering. Half a thousand objects have 2 MB. */
const MAX_RENDERING = 20 * 1024 * 1024;
const LONGEST_REASON = 800;
/**
 * @throws Failure `configuration` for a name that is none and for output that is too long, `remote` on a deadline and
 * when Helm cannot be started
 */
async function renderChart(options) {
    const args = templateArguments({ ...options, valuesFiles: options.values.length });
    const folder = await (0,promises_.mkdtemp)(external_node_path_.join(options.work, 'render-'));
    try {
        const home = external_node_path_.join(folder, 'home');
        await (0,promises_.mkdir)(home);
        await (0,promises_.symlink)(options.chart, external_node_path_.join(folder, CHART), 'dir');
        for (const [index, { text }] of options.values.entries())
            await (0,promises_.writeFile)(external_node_path_.join(folder, valuesFile(index)), text, { mode: 0o600, flag: 'wx' });
        const result = await options.exec(options.helm, args, {
            cwd: folder,
            env: (0,exec/* childEnvironment */.Q)(options.env, [], helmEnvironment(home)),
            timeout: DEADLINE,
            onLine: (line, stream) => {
                // The rendering may hold secrets.
                if (stream === 'stderr')
                    options.log.debug(line);
            },
            ...(options.signal === undefined ? {} : { signal: options.signal }),
        });
        if (result.timedOut)
            throw tooSlow();
        if (result.exitCode !== 0)
            return { kind: 'failed', reason: reasonOf(result, options.values) };
        if (result.stdout.length > MAX_RENDERING)
            throw tooLong(result.stdout.length);
        return { kind: 'rendered', text: result.stdout };
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
/** Helm's last error without what it logs on the way, with the user's names of the values files. */
function reasonOf(result, values) {
    const lines = (0,external_node_util_.stripVTControlCharacters)(result.stderr).split('\n');
    const first = lines.findLastIndex((line) => line.startsWith('Error: '));
    const text = (first === -1 ? lines.slice(-8) : lines.slice(first))
        .filter((line) => !/^Use --debug flag to render out invalid YAML/.test(line))
        .join(' ')
        .replace(/^Error: /, '')
        .replace(/\bvalues-(\d+)\.yaml\b/g, (name, index) => values[Number(index)]?.path ?? name);
    const reason = (0,sanitize/* singleLine */.pF)(text).replace(/\s+/g, ' ').trim().replace(/\.+$/, '');
    if (reason === '')
        return `it ended with ${result.exitCode} and without a message`;
    return reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason;
}
const tooSlow = () => (0,failure/* remoteFailure */.vU)({
    code: 'helm/timeout',
    cause: `Helm did not render the chart within ${DEADLINE / 1_000} seconds.`,
    remedy: 'Run the job again; if it happens again, look for a template that loops, or leave out "chart".',
});
const tooLong = (length) => (0,failure/* configurationFailure */.d_)({
    code: 'helm/not-usable',
    cause: `The chart renders ${length} characters, more than the ${MAX_RENDERING} that are compared.`,
    remedy: 'Give the chart of one app, or leave out "chart".',
});

;// CONCATENATED MODULE: ./packages/tools/build/helm/chart-check.js
/** Whether a chart can be given the new tag: `helm template` with the old and the new values, compared. */













/**
 * Nothing of the repository runs but the templates, which reach neither network, cluster, environment nor files outside
 * the chart.
 * @throws Failure `configuration` when there is no such chart, it has links or missing dependencies, is too large, or
 * does not even render with the old values; `remote` for a broken archive, a deadline, or Helm that does not start
 */
async function checkChart(options) {
    const { chart, before: valuesBefore, after: valuesAfter } = options;
    return (0,temporary_folder/* withTemporaryFolder */.E)(options.env, 'chart', async (work) => {
        const folder = external_node_path_.join(work, 'chart');
        await takeChart(options.source, chart, folder);
        await takeLocalDependencies(options.source, chart, folder);
        if (options.fetchCharts !== undefined)
            await fetchDependencies(folder, options.fetchCharts);
        await checkDependencies(folder, chart);
        const own = await ownValues(folder, valuesAfter);
        const render = ({ files, parameters }) => renderChart({ ...options, chart: folder, work, values: files, parameters });
        // The old values twice: what differs then is random in every rendering.
        const [before, control, after] = await settled([
            render(valuesBefore),
            render(valuesBefore),
            render(valuesAfter),
        ]);
        if (before.kind === 'failed')
            throw doesNotRender(chart, before.reason);
        const texts = [own, ...valuesAfter.files.map(({ text }) => text)];
        const digestKey = options.tagPath && findDigestKey(texts, options.tagPath);
        const expected = { ...options.expected, ...(digestKey === undefined ? {} : { digestKey }) };
        if (after.kind === 'failed')
            return { problems: [renderProblem(after.reason, expected)], notes: [] };
        return compareRenders(before.text, after.text, expected, control.kind === 'rendered' ? control.text : undefined);
    });
}
/** The chart's own values, which are taken out of its copy where its deployer leaves them out. */
async function ownValues(folder, { ownValues: isUsed }) {
    const file = external_node_path_.join(folder, 'values.yaml');
    if (isUsed)
        return (0,promises_.readFile)(file, 'utf8').catch(() => '');
    await (0,promises_.writeFile)(file, '{}\n', { mode: 0o600 });
    return '';
}
/** All of them, or the first failure when none runs any more: then the folder can be removed. */
async function settled(runs) {
    await Promise.allSettled(runs);
    return (await Promise.all(runs));
}
const doesNotRender = (chart, reason) => {
    const missing = /missing in charts\/ directory: (.*)/.exec(reason)?.[1];
    if (missing !== undefined)
        return missingDependencies(chart, missing);
    const remote = /failing loading "https?:|HTTP request failed/.test(reason);
    return (0,failure/* configurationFailure */.d_)({
        code: 'helm/does-not-render',
        cause: `The chart "${(0,sanitize/* singleLine */.pF)(chart)}" does not render with the values as they are: ${reason}.`,
        remedy: remote
            ? 'Put the schema that values.schema.json refers to into it: Sealift renders without the network.'
            : 'Repair it first ("helm template" shows the same), name all its values files, or leave out "chart".',
        location: { file: external_node_path_.posix.join(chart, 'Chart.yaml') },
    });
};

// EXTERNAL MODULE: ./packages/net/build/body.js
var body = __webpack_require__(83216);
// EXTERNAL MODULE: ./packages/net/build/deadline.js
var build_deadline = __webpack_require__(5892);
// EXTERNAL MODULE: ./packages/net/build/network-error.js
var network_error = __webpack_require__(18179);
// EXTERNAL MODULE: ./packages/registry/build/client.js + 22 modules
var build_client = __webpack_require__(2218);
;// CONCATENATED MODULE: ./packages/tools/build/helm/fetch-charts.js
/** Charts from repositories of others. No login of this job goes to them: a chart names whom it builds on. */






/** Milliseconds of one request. */
const fetch_charts_DEADLINE = 60_000;
/** https://helm.sh/docs/topics/registries/#helm-chart-manifest */
const CHART_LAYER = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';
function createFetchCharts(options) {
    const client = (0,build_client/* createRegistryClient */.H)({ ...options, credentials: () => undefined });
    return {
        http: (url, limit) => fromHttp(url, limit, options),
        async oci(chart, tag, limit) {
            const manifest = await client.getManifest(chart, tag);
            if (manifest === undefined || manifest.json.kind !== 'manifest')
                return undefined;
            const layer = manifest.json.layers.find(({ mediaType }) => mediaType === CHART_LAYER);
            if (layer === undefined || layer.size > limit)
                return undefined;
            options.log.debug(`Chart ${(0,image_reference/* formatImageName */.eS)(chart)}:${tag} (${manifest.digest})`);
            return client.getBlob(chart, layer.digest, limit);
        },
    };
}
async function fromHttp(url, limit, { fetch, signal }) {
    const failed = (why, error) => (0,failure/* remoteFailure */.vU)({
        code: 'helm/dependency',
        cause: `${url.host}${url.pathname}, which a chart needs, could not be fetched: ${why}.`,
        remedy: 'Run the job again, or commit the folder "charts" of the chart.',
        error,
    });
    const deadline = (0,build_deadline/* startDeadline */.d)(fetch_charts_DEADLINE, signal);
    try {
        const response = await fetch(url, { signal: deadline.signal, credentials: 'omit' });
        if (!response.ok) {
            await (0,body/* discard */.v)(response);
            throw failed(`HTTP ${response.status}`);
        }
        const bytes = await (0,body/* readBody */.x)(response, limit);
        if (bytes === undefined)
            throw failed(`it has more than ${limit} bytes`);
        return bytes;
    }
    catch (error) {
        const network = (0,network_error/* networkError */.x)(error);
        if (network !== undefined)
            throw failed(network.code, error);
        if (deadline.ended() === 'deadline')
            throw failed(`no answer within ${fetch_charts_DEADLINE / 1_000} seconds`, error);
        throw error;
    }
}

;// CONCATENATED MODULE: ./packages/tools/build/helm/repository-texts.js
/** The texts of a repository that say how its charts are deployed: its YAML files, however many there are. */





/** Bytes. A values file has a few kilobytes; custom resource definitions have hundreds. */
const MAX_FILE = 256 * 1024;
const MAX_TOTAL = 64 * 1024 * 1024;
const MAX_PATHS = 200_000;
const YAML = /\.(?:ya?ml|json)$/i;
/** @throws Error with half a sentence when the archive is broken */
async function readRepositoryTexts(source) {
    const texts = new Map();
    const paths = [];
    let [total, omitted] = [0, 0];
    /** Whether the text of the file is read. */
    const isRead = (name, size) => {
        if (paths.length < MAX_PATHS)
            paths.push(name);
        if (!YAML.test(name))
            return false;
        if (size > MAX_FILE || total + size > MAX_TOTAL)
            omitted += 1;
        else {
            total += size;
            return true;
        }
        return false;
    };
    if (source.kind === 'archive')
        await repository_texts_fromArchive(source.bytes, isRead, texts);
    else
        await repository_texts_fromFolder(source.path, '', isRead, texts);
    return { texts, paths, omitted };
}
async function repository_texts_fromArchive(bytes, isRead, texts) {
    let current;
    const finish = () => {
        if (current !== undefined)
            texts.set(current.name, Buffer.concat(current.chunks).toString('utf8'));
        current = undefined;
    };
    await (0,archive/* walkArchive */.w)(external_node_stream_.Readable.from(chunksOf(bytes)), ({ name, kind, size }) => {
        finish();
        // The folder at the top is named after repository and commit.
        const inside = name.split('/').slice(1).join('/');
        if (kind !== 'file' || inside === '' || !isRead(inside, size))
            return undefined;
        const chunks = [];
        current = { name: inside, chunks };
        return (chunk) => void chunks.push(Buffer.from(chunk));
    });
    finish();
}
async function repository_texts_fromFolder(root, below, isRead, texts) {
    for (const entry of await (0,promises_.readdir)(external_node_path_.join(root, below), { withFileTypes: true })) {
        const name = external_node_path_.posix.join(below, entry.name);
        const full = external_node_path_.join(root, name);
        if (entry.isDirectory() && entry.name !== '.git')
            await repository_texts_fromFolder(root, name, isRead, texts);
        else if (entry.isFile() && isRead(name, (await (0,promises_.lstat)(full)).size))
            texts.set(name, await (0,promises_.readFile)(full, 'utf8'));
    }
}

;// CONCATENATED MODULE: ./actions/bump/build/deciding/chart-rendering.js





/** @returns what compares the chart of one target; it throws a Failure where it cannot be rendered */
async function createChartChecker(edits, { helm, bytes, repository, dependencies }) {
    const source = { kind: 'archive', bytes };
    const { texts, paths, omitted } = await readRepositoryTexts(source);
    if (omitted > 0)
        dependencies.log.info(`Chart check: ${omitted} YAML files of the ops repository are larger than what is read, or too many.`);
    // What was read for the edits is the same commit, and complete.
    const known = [...edits.head.files].map(([path, { text }]) => [path, text]);
    const before = manifestsOf(repository, new Map([...texts, ...known]), paths);
    const after = withTexts(before, new Map(edits.files.map(({ path, text }) => [path, text])));
    const fetchCharts = createFetchCharts(dependencies);
    return async (target) => {
        const { release, digestMode, chart = '' } = target;
        const { notes, ...rendering } = renderingOf(target, before, after);
        const compared = await checkChart({
            ...dependencies,
            ...{ helm, source, chart, fetchCharts },
            ...rendering,
            expected: { image: release.image, tag: release.tag, digest: release.digest, mode: digestMode },
        });
        return { ...compared, notes: [...notes, ...compared.notes] };
    };
}
/** By the configuration, or by the first deployer that the edited file is about, or with that file alone. */
function renderingOf(target, before, after) {
    const { file, chart = '', app, environment = 'default', values } = target;
    const named = { releaseName: app, namespace: environment };
    if (values !== undefined) {
        const both = { before: valuesNamed(values, file, before), after: valuesNamed(values, file, after) };
        return { ...both, ...named, notes: unreadNotes('the configuration', both.before) };
    }
    const all = findDeployers(before, chart);
    const [first, ...others] = deployersOf(all, file);
    const same = first &&
        findDeployers(after, chart).find(({ name, file: own }) => name === first.name && own === first.file);
    if (first === undefined || same === undefined) {
        const both = { before: valuesNamed([], file, before), after: valuesNamed([], file, after) };
        return { ...both, ...named, notes: strangers(all, file) };
    }
    const both = { before: valuesOf(first, before), after: valuesOf(same, after) };
    const also = others.length === 0
        ? []
        : [`${others.length} more render it with ${file}: ${first.name} is what was checked.`];
    return { ...both, ...nameOf(first, named), notes: [...unreadNotes(first.name, both.before), ...also] };
}
// What Helm takes; a template of an ApplicationSet may have left something else.
const chart_rendering_RELEASE_NAME = /^(?=.{1,53}$)[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/;
const chart_rendering_NAMESPACE = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
const nameOf = ({ releaseName, namespace = '' }, otherwise) => ({
    releaseName: chart_rendering_RELEASE_NAME.test(releaseName) ? releaseName : otherwise.releaseName,
    namespace: chart_rendering_NAMESPACE.test(namespace) ? namespace : otherwise.namespace,
});
const unreadNotes = (who, { unread }) => unread.length === 0
    ? []
    : [
        `Not all that ${who} gives it could be read: ${unread.slice(0, 5).join(', ')}${unread.length > 5 ? ` and ${unread.length - 5} more` : ''}.`,
    ];
const strangers = ([first], file) => first === undefined
    ? []
    : [`${first.name} renders it without ${file}: it was rendered with that file alone.`];


/***/ }),

/***/ 1432:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ readMember),
/* harmony export */   w: () => (/* binding */ walkArchive)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_zlib__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38522);
/* harmony import */ var _sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(69520);



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
    const bad = (why, error) => (0,_sealift_core_failure__WEBPACK_IMPORTED_MODULE_2__/* .remoteFailure */ .vU)({
        code: 'archive/damaged',
        cause: `The archive ${archive} ${why}.`,
        remedy: 'Remove it and run the job again; if it happens again, report it with the tool and its version.',
        error,
    });
    let found = 0;
    const source = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(archive);
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
async function walkArchive(source, visit, unpacked = (0,node_zlib__WEBPACK_IMPORTED_MODULE_1__.createGunzip)()) {
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


/***/ }),

/***/ 71150:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ withTemporaryFolder)
/* harmony export */ });
/* unused harmony export makeTemporaryFolder */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);



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
