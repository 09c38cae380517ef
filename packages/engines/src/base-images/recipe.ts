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

/** What the images without `-slim` add to those with it, as far as builds use it. */
const BUILD_TOOLS = ['build-essential', 'ca-certificates', 'curl', 'git', 'gnupg', 'wget', 'xz-utils'];
const PYTHON_PACKAGES = ['ca-certificates', 'netbase', 'tzdata'];

const DISTRIBUTIONS = 'bookworm|trixie|forky';
const PYTHON_TAG = new RegExp(`^(3\\.\\d+)(-slim)?(?:-(${DISTRIBUTIONS}))?$`);
const NODE_TAG = new RegExp(`^(\\d+)(?:-(${DISTRIBUTIONS}))?(-slim)?$`);
const DEBIAN_TAG = /^(\w+)(-slim)?$/;

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
  return 'only python, node and debian can be made from packages';
}

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
