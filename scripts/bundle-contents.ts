/** What a bundle is made of, by what the bundler read: packages with version, licence and hash. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export type Package = {
  readonly name: string;
  readonly version: string;
  /** SPDX expression, as its package.json says. */
  readonly license: string;
  /** As in the lock file: `sha512-…`. */
  readonly integrity: string | undefined;
  /** Where it lies, from the top of the repository. */
  readonly folder: string;
};

/** Licences of what may be in a bundle: those that ask for no more than their own text, which lies beside it. */
export const ALLOWED_LICENSES: readonly string[] = [
  ...['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT', 'MPL-2.0'],
];

/** What stands in a bundle although its package.json names none of these, each with the reason. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  'chainsaw@0.1.0': '"MIT/X11" is what SPDX calls MIT',
  'buffers@0.1.1':
    'states no licence; the author\'s package "binary", which is MIT, is made of it. GitHub\'s @actions/artifact brings it, as in its own actions',
};

type Lock = {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly integrity?: string }>>;
};
type Manifest = { readonly name?: string; readonly version?: string; readonly license?: string };

/**
 * Packages from the registry that these modules belong to, by name and version.
 * @param modules absolute paths
 */
export function packagesOf(root: string, modules: readonly string[]): readonly Package[] {
  const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')) as Lock;
  const places = new Set(modules.flatMap((file) => placeOf(path.relative(root, file)) ?? []));
  const found = [...places].map((place): Package => {
    const manifest = JSON.parse(readFileSync(path.join(root, place, 'package.json'), 'utf8')) as Manifest;
    const name = place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return {
      name: manifest.name ?? name,
      version: manifest.version ?? lock.packages[place]?.version ?? '',
      license: manifest.license ?? 'NOASSERTION',
      integrity: lock.packages[place]?.integrity,
      folder: place,
    };
  });
  return found.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** `node_modules/a/node_modules/@b/c/dist/x.js` → `node_modules/a/node_modules/@b/c`; undefined for our own files. */
function placeOf(file: string): string | undefined {
  const at = file.lastIndexOf('node_modules/');
  if (at < 0 || file.startsWith('..')) return undefined;
  const [first = '', second = ''] = file.slice(at + 'node_modules/'.length).split('/');
  return file.slice(0, at) + ['node_modules', first, ...(first.startsWith('@') ? [second] : [])].join('/');
}

export const keyOf = ({ name, version }: Pick<Package, 'name' | 'version'>): string => `${name}@${version}`;
const idOf = (one: Package): string => `SPDXRef-npm-${keyOf(one).replace(/[^A-Za-z0-9.-]/g, '-')}`;
const bundleId = (action: string): string => `SPDXRef-bundle-${action}`;
const purlOf = ({ name, version }: Package): string => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * One SPDX 2.3 document for all bundles (https://spdx.github.io/spdx-spec/v2.3/). The same bundles give the same bytes.
 * @param bundles packages by action
 * @param created ISO time: that of the commit
 */
export function renderSbom(bundles: ReadonlyMap<string, readonly Package[]>, created: string): string {
  const packages = new Map([...bundles.values()].flat().map((one) => [keyOf(one), one]));
  const contents = {
    packages: [
      ...[...bundles.keys()].map((action) => ({
        SPDXID: bundleId(action),
        name: `sealift/${action}`,
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: false,
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: 'Apache-2.0',
        copyrightText: 'NOASSERTION',
        primaryPackagePurpose: 'APPLICATION',
      })),
      ...[...packages.values()].map((one) => ({
        SPDXID: idOf(one),
        name: one.name,
        versionInfo: one.version,
        downloadLocation: 'NOASSERTION',
        filesAnalyzed: false,
        licenseConcluded: 'NOASSERTION',
        licenseDeclared: one.license,
        copyrightText: 'NOASSERTION',
        ...(one.integrity === undefined ? {} : { checksums: [checksumOf(one.integrity)] }),
        externalRefs: [
          { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purlOf(one) },
        ],
      })),
    ],
    relationships: [...bundles].flatMap(([action, inside]) => [
      {
        spdxElementId: 'SPDXRef-DOCUMENT',
        relationshipType: 'DESCRIBES',
        relatedSpdxElement: bundleId(action),
      },
      ...inside.map((one) => ({
        spdxElementId: bundleId(action),
        relationshipType: 'CONTAINS',
        relatedSpdxElement: idOf(one),
      })),
    ]),
  };
  const digest = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
  const document = {
    spdxVersion: 'SPDX-2.3',
    dataLicense: 'CC0-1.0',
    SPDXID: 'SPDXRef-DOCUMENT',
    name: 'sealift-bundles',
    documentNamespace: `https://github.com/sealift/sealift/sbom/${digest}`,
    creationInfo: { created, creators: ['Tool: sealift-build'] },
    ...contents,
  };
  return `${JSON.stringify(document, undefined, 1)}\n`;
}

/** `sha512-<base64>` → SPDX's form. */
function checksumOf(integrity: string): { readonly algorithm: string; readonly checksumValue: string } {
  const [algorithm = '', base64 = ''] = integrity.split('-', 2);
  return {
    algorithm: algorithm.toUpperCase(),
    checksumValue: Buffer.from(base64, 'base64').toString('hex'),
  };
}

const HEAD = '=== ';

/**
 * What the licences ask for: each package with its own text. (The bundler's plugin leaves out what it has joined to one
 * module.)
 */
export const renderNotices = (root: string, packages: readonly Package[]): string =>
  packages
    .map((one) => `${HEAD}${keyOf(one)} (${one.license})\n\n${textsOf(path.join(root, one.folder))}`)
    .join('\n');

function textsOf(folder: string): string {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(?:licen[cs]e|copying|notice)/i.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const texts = names.map((name) => readFileSync(path.join(folder, name), 'utf8').replaceAll('\r\n', '\n'));
  return texts.length === 0
    ? 'Its package holds no text of a licence.\n'
    : `${texts.map((text) => text.trim()).join('\n\n')}\n`;
}

export type Notice = { readonly package: string; readonly license: string };

/** The packages that notices name. */
export const readNotices = (text: string): readonly Notice[] =>
  text.split('\n').flatMap((line) => {
    const [, name, license] = /^=== (\S+) \((.*)\)$/.exec(line) ?? [];
    return name === undefined || license === undefined ? [] : [{ package: name, license }];
  });

/** @param key `name@version` */
export const mayBeBundled = (key: string, license: string): boolean =>
  key in EXCEPTIONS || isAllowed(license);

/** `(MIT OR CC0-1.0)` is allowed when one of them is; with AND, when all are. */
export function isAllowed(license: string): boolean {
  const bare = license.replace(/^\(|\)$/g, '');
  if (bare.includes('(')) return false;
  if (bare.includes(' AND ')) return bare.split(' AND ').every((one) => ALLOWED_LICENSES.includes(one));
  return bare.split(' OR ').some((one) => ALLOWED_LICENSES.includes(one));
}
