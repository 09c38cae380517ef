import { configurationFailure } from '@sealift/core/failure';
import type { DockerReference } from './reference.ts';

/** A Debian root file system with something on top, in the shape of an official image. */
export type BaseRecipe =
  | { readonly kind: 'debian'; readonly suite: DebianSuite; readonly packages: readonly string[] }
  | {
      readonly kind: 'python';
      readonly suite: DebianSuite;
      readonly packages: readonly string[];
      /** `3.13` */
      readonly python: string;
    }
  | {
      readonly kind: 'node';
      readonly suite: DebianSuite;
      readonly packages: readonly string[];
      /** Major version. */
      readonly node: string;
    }
  | ToolchainRecipe;

/** A compiler or runtime that Debian packages, where the official image has it. */
export type ToolchainRecipe = {
  readonly kind: 'toolchain';
  readonly suite: DebianSuite;
  readonly packages: readonly string[];
  /** For people, e.g. `Go 1.24`. */
  readonly toolchain: string;
  /** Folders that its packages take to be there, and a small Debian has not. */
  readonly folders: readonly string[];
  /** Where the official image has it, by where Debian does. */
  readonly links: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** Before the usual folders. */
  readonly path: readonly string[];
};

export type DebianSuite = 'bookworm' | 'trixie' | 'forky';

const DEBIAN: Readonly<Record<string, DebianSuite>> = {
  '12': 'bookworm',
  bookworm: 'bookworm',
  oldstable: 'bookworm',
  '13': 'trixie',
  trixie: 'trixie',
  stable: 'trixie',
  latest: 'trixie',
  '14': 'forky',
  forky: 'forky',
  testing: 'forky',
};

/** The Debian release that packages each Python. */
const PYTHON: Readonly<Record<string, DebianSuite>> = {
  '3.11': 'bookworm',
  '3.13': 'trixie',
  '3.14': 'forky',
};

/** The majors that the npm registry has as `node-linux-<arch>` and whose libraries fit. */
const NODE = new Set(['20', '22', '24']);

/** The Debian release that packages each Go, Rust and Java. */
const GO: Readonly<Record<string, DebianSuite>> = { '1.19': 'bookworm', '1.24': 'trixie' };
const RUST: Readonly<Record<string, DebianSuite>> = { '1.63': 'bookworm', '1.85': 'trixie' };
const JAVA: Readonly<Record<string, DebianSuite>> = { '17': 'bookworm', '21': 'trixie', '25': 'trixie' };

/** What the images without `-slim` add to those with it, as far as builds use it. */
const BUILD_TOOLS = ['build-essential', 'ca-certificates', 'curl', 'git', 'gnupg', 'wget', 'xz-utils'];
const PYTHON_PACKAGES = ['ca-certificates', 'netbase', 'tzdata'];

const DISTRIBUTIONS = 'bookworm|trixie|forky';
const PYTHON_TAG = new RegExp(`^(3\\.\\d+)(-slim)?(?:-(${DISTRIBUTIONS}))?$`);
const NODE_TAG = new RegExp(`^(\\d+)(?:-(${DISTRIBUTIONS}))?(-slim)?$`);
const DEBIAN_TAG = /^(\w+)(-slim)?$/;
const TOOLCHAIN_TAG = new RegExp(`^(\\d+\\.\\d+)(-slim)?(?:-(${DISTRIBUTIONS}))?$`);
/** Those with a distribution are of Ubuntu or Alpine. */
const JAVA_TAG = /^(\d+)-(jdk|jre)$/;

/**
 * How to make something like an official image of Docker Hub from Debian's and npm's packages.
 * @returns why not, as half a sentence, when it cannot be made
 */
export function recipeFor({ repository, tag, digest }: DockerReference): BaseRecipe | string {
  if (digest !== undefined) return 'it is pinned to a digest, which only the registry has';
  if (repository === 'library/python') return pythonRecipe(tag ?? '');
  if (repository === 'library/node') return nodeRecipe(tag ?? '');
  if (repository === 'library/debian') {
    const suite = DEBIAN[DEBIAN_TAG.exec(tag ?? '')?.[1] ?? ''];
    if (suite === undefined)
      return `only ${Object.keys(DEBIAN).join(', ')} (with or without -slim) can be made`;
    return { kind: 'debian', suite, packages: [] };
  }
  if (repository === 'library/golang') return goRecipe(tag ?? '');
  if (repository === 'library/rust') return rustRecipe(tag ?? '');
  if (repository === 'library/eclipse-temurin') return javaRecipe(tag ?? '');
  return 'only python, node, golang, rust, eclipse-temurin and debian can be made from packages';
}

function goRecipe(tag: string): BaseRecipe | string {
  const [, go = '', slim, distribution] = TOOLCHAIN_TAG.exec(tag) ?? [];
  const suite = GO[go];
  if (suite === undefined || slim !== undefined || (distribution !== undefined && distribution !== suite))
    return `only ${versions(GO, '')} can be made: Debian has no other Go`;
  return {
    ...{ kind: 'toolchain', suite, toolchain: `Go ${go}` },
    packages: [`golang-${go}-go`, 'ca-certificates', 'g++', 'gcc', 'git', 'libc6-dev', 'make', 'pkg-config'],
    folders: [],
    links: { [`/usr/lib/go-${go}`]: '/usr/local/go' },
    env: { GOPATH: '/go', GOTOOLCHAIN: 'local' },
    path: ['/go/bin', '/usr/local/go/bin'],
  };
}

function rustRecipe(tag: string): BaseRecipe | string {
  const [, rust = '', slim, distribution] = TOOLCHAIN_TAG.exec(tag) ?? [];
  const suite = RUST[rust];
  if (suite === undefined || (distribution !== undefined && distribution !== suite))
    return `only ${versions(RUST, '[-slim]')} can be made: Debian has no other Rust`;
  const packages = ['rustc', 'cargo', 'ca-certificates', 'gcc', 'libc6-dev'];
  return {
    ...{ kind: 'toolchain', suite, toolchain: `Rust ${rust}` },
    packages: slim === undefined ? [...new Set([...packages, ...BUILD_TOOLS])] : packages,
    folders: [],
    links: {},
    env: { CARGO_HOME: '/usr/local/cargo' },
    path: ['/usr/local/cargo/bin'],
  };
}

function javaRecipe(tag: string): BaseRecipe | string {
  const [, java = '', kind] = JAVA_TAG.exec(tag) ?? [];
  const suite = JAVA[java];
  if (suite === undefined)
    return `only ${Object.keys(JAVA)
      .map((version) => `${version}-jdk, ${version}-jre`)
      .join(', ')} can be made from Debian's OpenJDK`;
  return {
    ...{ kind: 'toolchain', suite, toolchain: `OpenJDK ${java} (${kind})` },
    packages: [`openjdk-${java}-${kind}-headless`, 'ca-certificates', 'tzdata'],
    // Its installation puts links to handbooks there, which need not exist.
    folders: ['/usr/share/man/man1'],
    // The folder in Debian names the architecture, which the link need not.
    links: { [`/usr/lib/jvm/java-1.${java}.0-openjdk-*`]: '/opt/java/openjdk' },
    env: { JAVA_HOME: '/opt/java/openjdk', LANG: 'C.UTF-8' },
    path: ['/opt/java/openjdk/bin'],
  };
}

const versions = (known: Readonly<Record<string, DebianSuite>>, slim: string): string =>
  Object.entries(known)
    .map(([version, suite]) => `${version}${slim}[-${suite}]`)
    .join(', ');

function pythonRecipe(tag: string): BaseRecipe | string {
  const [, python = '', slim, distribution] = PYTHON_TAG.exec(tag) ?? [];
  const suite = PYTHON[python];
  if (suite === undefined || (distribution !== undefined && distribution !== suite))
    return `only ${Object.entries(PYTHON)
      .map(([version, of]) => `${version}[-slim][-${of}]`)
      .join(', ')} can be made: Debian has no other Python`;
  const packages = [`python${python}`, `python${python}-venv`, ...PYTHON_PACKAGES];
  return {
    kind: 'python',
    suite,
    python,
    packages: slim === undefined ? [...packages, ...BUILD_TOOLS, `python${python}-dev`] : packages,
  };
}

function nodeRecipe(tag: string): BaseRecipe | string {
  // Both orders are official: 24-trixie-slim, and 24-slim without a distribution.
  const [, node = '', distribution = 'trixie', slim] = NODE_TAG.exec(tag) ?? [];
  const suite = DEBIAN[distribution];
  if (!NODE.has(node) || suite === undefined)
    return `only ${[...NODE].map((major) => `${major}[-trixie][-slim]`).join(', ')} can be made`;
  return {
    kind: 'node',
    suite,
    node,
    packages: slim === undefined ? [...BUILD_TOOLS, 'python3'] : [],
  };
}

/**
 * @throws Failure `configuration` for an image that cannot be had
 */
export function unavailable(
  reference: string,
  registry: string,
  why: string,
  place: { readonly file: string; readonly line: number },
) {
  return configurationFailure({
    code: 'base-images/unavailable',
    cause: `${place.file} needs ${reference}, but ${registry} cannot be reached, and ${why}.`,
    remedy: `Let the machine reach ${registry}, or name an image that can be made here, for example python:3.13-slim-trixie or node:24-trixie-slim.`,
    location: place,
  });
}
