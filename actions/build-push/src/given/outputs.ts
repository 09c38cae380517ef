/**
 * The input `outputs`. What pushes or loads becomes our own push and load of the layout's bytes, under the same names;
 * files and folders are buildx's to write, beside the layout.
 * https://docs.docker.com/build/exporters/
 */
import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import type { ImageName } from '@sealift/core/image/reference';
import { parseFields, parseList } from './list.ts';
import { splitPair } from './pairs.ts';
import { parseTag, parseUntagged, type TaggedImage } from './tags.ts';

/** Something that buildx writes. */
export type Export = {
  readonly fields: Readonly<Record<string, string>>;
  /** Where to. */
  readonly destination: string;
};

/** An archive for `docker load`, with the layout's bytes in it. */
export type Archive = { readonly destination: string; readonly names: readonly TaggedImage[] };

export type Outputs = {
  readonly exports: readonly Export[];
  readonly archives: readonly Archive[];
  readonly load: boolean;
  readonly push: boolean;
  /** Names that they say beside the input `tags`. */
  readonly tags: readonly TaggedImage[];
  /** Repositories that get the bytes and no tag. */
  readonly untagged: readonly ImageName[];
  readonly byDigest: boolean;
  /** How layers are packed, and annotations: attributes of the layout. */
  readonly attributes: Readonly<Record<string, string>>;
};

const NOTHING: Outputs = {
  exports: [],
  archives: [],
  load: false,
  push: false,
  tags: [],
  untagged: [],
  byDigest: false,
  attributes: {},
};

/** @throws Failure `build-push/bad-input` naming the output that cannot be honoured */
export function readOutputs(reader: InputReader): Outputs {
  const lines = parseList('outputs', reader.text('outputs'), { commas: 'kept', quotes: 'kept' });
  return lines.map(parseOutput).reduce(
    (all, each) => ({
      exports: [...all.exports, ...each.exports],
      archives: [...all.archives, ...each.archives],
      load: all.load || each.load,
      push: all.push || each.push,
      tags: [...all.tags, ...each.tags],
      untagged: [...all.untagged, ...each.untagged],
      byDigest: all.byDigest || each.byDigest,
      attributes: { ...all.attributes, ...each.attributes },
    }),
    NOTHING,
  );
}

function parseOutput(line: string): Outputs {
  const fields = parseFields('outputs', line);
  const [only, ...more] = fields;
  // A path alone is a folder, as in the command line.
  if (only !== undefined && more.length === 0 && !only.startsWith('type='))
    return written({ type: 'local', dest: only }, line);
  const options: Record<string, string> = {};
  for (const field of fields) {
    const [key, value = ''] = splitPair(field);
    options[key] = value;
  }
  switch (options['type']) {
    case 'local':
    case 'tar':
    case 'oci':
      return written(options, line);
    case 'docker':
      return options['dest'] === undefined ? loaded(options, line) : archived(options, line);
    case 'image':
    case 'registry':
      return pushed(options, line);
    case 'cacheonly':
      return NOTHING;
    default:
      throw refused(
        line,
        'it is of no type that BuildKit knows',
        'Use type=local, tar, oci, docker, image or registry',
      );
  }
}

const written = (fields: Readonly<Record<string, string>>, line: string): Outputs => ({
  ...NOTHING,
  exports: [{ fields, destination: destinationOf(fields, line) }],
});

function destinationOf({ dest }: Readonly<Record<string, string>>, line: string): string {
  if (dest !== undefined && dest !== '' && dest !== '-') return dest;
  throw refused(line, 'it has no destination', 'Add dest=… with a path; standard output cannot be used here');
}

/** BuildKit's own exporter for docker makes none of an image with attestations. */
function archived(options: Readonly<Record<string, string>>, line: string): Outputs {
  const { type: _, dest: _dest, name = '', tar = 'true', ...rest } = options;
  const destination = destinationOf(options, line);
  if (tar !== 'true')
    throw refused(line, '"tar=false" cannot be honoured', 'Use type=oci,tar=false for a folder');
  return {
    ...NOTHING,
    archives: [{ destination, names: names(name).map(parseTag) }],
    attributes: layoutAttributes(rest, line),
  };
}

function loaded(options: Readonly<Record<string, string>>, line: string): Outputs {
  const { type: _, name = '', context, ...rest } = options;
  if (context !== undefined)
    throw refused(line, 'the image is loaded in the engine of this machine', 'Leave out context=…');
  return {
    ...NOTHING,
    load: true,
    tags: names(name).map(parseTag),
    attributes: layoutAttributes(rest, line),
  };
}

function pushed(options: Readonly<Record<string, string>>, line: string): Outputs {
  const {
    type,
    name = '',
    push = String(type === 'registry'),
    'push-by-digest': byDigest = 'false',
    // A digest is all that a push by digest leaves behind.
    'name-canonical': _canonical,
    ...rest
  } = options;
  const untagged = byDigest === 'true';
  return {
    ...NOTHING,
    push: push === 'true',
    byDigest: untagged,
    tags: untagged ? [] : names(name).map(parseTag),
    untagged: untagged ? names(name).map(parseUntagged) : [],
    attributes: layoutAttributes(rest, line),
  };
}

const names = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const KEPT = new Set(['compression', 'compression-level', 'force-compression', 'rewrite-timestamp']);
/** Attributes that say what is so in any case. */
const SO_ANYWAY: ReadonlyMap<string, string> = new Map([
  ['oci-mediatypes', 'true'],
  ['oci-artifact', 'true'],
  ['store', 'true'],
  ['unpack', 'false'],
  ['registry.insecure', 'false'],
]);

function layoutAttributes(
  options: Readonly<Record<string, string>>,
  line: string,
): Readonly<Record<string, string>> {
  const kept: Record<string, string> = {};
  for (const [key, value] of Object.entries(options)) {
    if (KEPT.has(key) || key.startsWith('annotation')) kept[key] = value;
    else if (SO_ANYWAY.get(key) !== value)
      throw refused(line, `"${key}=${value}" cannot be honoured`, REMEDIES.get(key) ?? 'Leave it out');
  }
  return kept;
}

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['oci-mediatypes', 'Leave it out: a layout has OCI media types, and its bytes are what is pushed'],
  [
    'registry.insecure',
    'Leave it out, and give the registry a certificate; only loopback speaks plain HTTP here',
  ],
  ['unpack', 'Leave it out, and set "load" to have the image in the engine of this machine'],
]);

const refused = (line: string, why: string, remedy: string): Failure =>
  configurationFailure({
    code: 'build-push/bad-input',
    cause: `The output "${line.slice(0, 300)}" of the input "outputs" is refused: ${why}.`,
    remedy: `${remedy}.`,
  });
