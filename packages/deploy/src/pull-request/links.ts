/**
 * Pages about advisories and packages. Their names come from an image or a database: an address is made only of what has
 * the form that its registry allows, and nothing else is linked.
 */
import type { Package } from '@sealift/core/comparison/facts';

type Page = readonly [form: RegExp, page: (id: string) => string];

const ADVISORIES: readonly Page[] = [
  [/^CVE-\d{4}-\d{4,12}$/, (id) => `https://nvd.nist.gov/vuln/detail/${id}`],
  [/^GHSA(?:-[23456789cfghjmpqrvwx]{4}){3}$/, (id) => `https://github.com/advisories/${id}`],
  [/^GO-\d{4}-\d{1,8}$/, (id) => `https://pkg.go.dev/vuln/${id}`],
  [/^RUSTSEC-\d{4}-\d{4,8}$/, (id) => `https://rustsec.org/advisories/${id}.html`],
  [/^(?:DSA|DLA)-\d{1,6}-\d{1,3}$/, (id) => `https://security-tracker.debian.org/tracker/${id}`],
  [/^TEMP-\d{7}-[0-9A-F]{6}$/, (id) => `https://security-tracker.debian.org/tracker/${id}`],
  [/^(?:PYSEC|OSV|MAL)-\d{4}-\d{1,8}$/, (id) => `https://osv.dev/vulnerability/${id}`],
];

/** The page of an advisory; undefined for an id that has none of the forms above. */
export const advisoryUrl = (id: string): string | undefined =>
  ADVISORIES.find(([form]) => form.test(id))?.[1](id);

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,120})';
const plain = new RegExp(`^${NAME}$`);
const scoped = new RegExp(`^(?:@${NAME}/)?${NAME}$`);
const twoParts = new RegExp(`^${NAME}/${NAME}$`);
const VERSION = /^[A-Za-z0-9][A-Za-z0-9.+_-]{0,100}$/;

type Registry = {
  readonly form: RegExp;
  readonly page: (name: string) => string;
  /** The same at a version; without it, or for an odd version, the page of the package does. */
  readonly at?: (name: string, version: string) => string;
};

/** By type of package URL. https://github.com/package-url/purl-spec/blob/main/PURL-TYPES.rst */
const REGISTRIES: ReadonlyMap<string, Registry> = new Map(
  Object.entries({
    npm: {
      form: scoped,
      page: (name) => `https://www.npmjs.com/package/${name}`,
      at: (name, version) => `https://www.npmjs.com/package/${name}/v/${version}`,
    },
    pypi: {
      form: plain,
      page: (name) => `https://pypi.org/project/${name}/`,
      at: (name, version) => `https://pypi.org/project/${name}/${version}/`,
    },
    golang: {
      form: /^(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?:\/[A-Za-z0-9._~-]{1,100}){1,8}$/,
      page: (name) => `https://pkg.go.dev/${name}`,
      at: (name, version) => `https://pkg.go.dev/${name}@${version}`,
    },
    cargo: {
      form: plain,
      page: (name) => `https://crates.io/crates/${name}`,
      at: (name, version) => `https://crates.io/crates/${name}/${version}`,
    },
    gem: {
      form: plain,
      page: (name) => `https://rubygems.org/gems/${name}`,
      at: (name, version) => `https://rubygems.org/gems/${name}/versions/${version}`,
    },
    maven: {
      form: twoParts,
      page: (name) => `https://central.sonatype.com/artifact/${name}`,
      at: (name, version) => `https://central.sonatype.com/artifact/${name}/${version}`,
    },
    nuget: {
      form: plain,
      page: (name) => `https://www.nuget.org/packages/${name}`,
      at: (name, version) => `https://www.nuget.org/packages/${name}/${version}`,
    },
    composer: { form: twoParts, page: (name) => `https://packagist.org/packages/${name}` },
    hex: { form: plain, page: (name) => `https://hex.pm/packages/${name}` },
    pub: { form: plain, page: (name) => `https://pub.dev/packages/${name}` },
    deb: {
      form: new RegExp(`^(?:debian|ubuntu)/${NAME}$`),
      page: (name) => `https://packages.${name.replace('/', '.org/').replace(/^ubuntu\.org/, 'ubuntu.com')}`,
    },
    apk: {
      form: new RegExp(`^alpine/${NAME}$`),
      page: (name) =>
        `https://pkgs.alpinelinux.org/packages?name=${encodeURIComponent(name.slice('alpine/'.length))}`,
    },
  } satisfies Record<string, Registry>),
);

/** The page of a package in the registry of its type; undefined where it has none that is known. */
export function packageUrl({ type, name, version }: Package): string | undefined {
  const registry = REGISTRIES.get(type);
  if (!registry?.form.test(name)) return undefined;
  return registry.at !== undefined && VERSION.test(version)
    ? registry.at(name, version)
    : registry.page(name);
}
