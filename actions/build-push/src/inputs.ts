import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure, type Failure } from '@sealift/core/failure';
import { formatPlatform, parsePlatform } from '@sealift/core/image/platform';
import {
  formatImageReference,
  type ImageName,
  type ImageReference,
  parseImageName,
  parseImageReference,
} from '@sealift/core/image/reference';
import { PINNING, parseFrontends, type SourcePolicy } from '@sealift/core/release/source-policy';
import { checkEndpoint } from '@sealift/tools/buildx/command';
import { type Prefetchable, parsePrefetchable } from '@sealift/tools/prefetch';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import { parseSecrets, type SecretFile, type SecretValue } from './secrets.ts';

export type TaggedImage = ImageReference & { readonly tag: string };

export type Inputs = {
  readonly context: string;
  readonly file: string | undefined;
  readonly target: string | undefined;
  readonly platforms: readonly string[];
  readonly buildArgs: readonly string[];
  readonly buildContexts: readonly string[];
  readonly labels: readonly string[];
  readonly annotations: readonly string[];
  readonly tags: readonly TaggedImage[];
  readonly push: boolean;
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly secrets: readonly SecretValue[];
  readonly secretFiles: readonly SecretFile[];
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly provenance: string;
  /** registry/repository that the image goes to, for the subject of BuildKit's provenance. */
  readonly image: ImageName | undefined;
  readonly sources: SourcePolicy;
  readonly builder: string | undefined;
  readonly endpoint: string | undefined;
  readonly layout: string;
  readonly evidence: string | undefined;
  readonly prefetch: readonly Prefetchable[];
  readonly tools: ToolSource;
  readonly registry: string | undefined;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly registryAuths?: string | undefined;
  readonly token: string | undefined;
};

const ARGUMENT_NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const CONTEXT_NAME = /^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/;
const LABEL_KEY = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;
/** https://docs.docker.com/build/metadata/annotations/#specify-annotation-level */
const ANNOTATION_KEY =
  /^(?:(?:index|manifest|index-descriptor|manifest-descriptor)(?:\[[^\]]+\])?(?:,(?:index|manifest|index-descriptor|manifest-descriptor)(?:\[[^\]]+\])?)*:)?[A-Za-z0-9][A-Za-z0-9._/-]*$/;
const STAGE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const BUILDER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const PROVENANCE = /^(?:true|false|[a-z-]+=[^\s,"]+(?:,[a-z-]+=[^\s,"]+)*)$/;

/** @throws Failure `build-push/bad-input`, `build-push/bad-secret`, `action/input`, naming the input and what it should be */
export function loadInputs(reader: InputReader): Inputs {
  const inputs: Inputs = {
    context: reader.required('context'),
    file: reader.optional('file'),
    target: matching(reader, 'target', STAGE, 'the name of a stage of the Dockerfile'),
    platforms: [...new Set(reader.list('platforms').map((text) => formatPlatform(parsePlatform(text))))],
    buildArgs: pairs(reader, 'build-args', ARGUMENT_NAME, 'KEY=VALUE'),
    buildContexts: pairs(reader, 'build-contexts', CONTEXT_NAME, 'name=path'),
    labels: pairs(reader, 'labels', LABEL_KEY, 'key=value'),
    annotations: pairs(reader, 'annotations', ANNOTATION_KEY, '[type:]key=value'),
    tags: reader.list('tags').map(parseTag),
    push: reader.boolean('push'),
    cacheFrom: reader.lines('cache-from'),
    cacheTo: reader.lines('cache-to'),
    secrets: parseSecrets(reader.optional('secrets') ?? ''),
    secretFiles: pairs(reader, 'secret-files', ARGUMENT_NAME, 'id=path').map((line) => {
      const [id, file] = split(line);
      return { id, file };
    }),
    noCache: reader.boolean('no-cache'),
    pull: reader.boolean('pull'),
    provenance: reader.required('provenance'),
    image: optionalImage(reader.optional('image')),
    sources: {
      frontends: parseFrontends(reader.list('frontends')),
      pinnedBases: reader.choice('require-pinned-bases', PINNING),
    },
    builder: matching(reader, 'builder', BUILDER, 'the name of a builder'),
    endpoint: reader.optional('endpoint'),
    layout: reader.required('layout'),
    evidence: reader.optional('evidence'),
    prefetch: reader.list('prefetch').map(parsePrefetchable),
    tools: reader.choice('tools', TOOL_SOURCES),
    registry: reader.optional('registry'),
    username: reader.optional('username'),
    password: reader.optional('password'),
    registryAuths: reader.optional('registry-auths'),
    token: reader.optional('token'),
  };
  checkTogether(inputs);
  return inputs;
}

function checkTogether(inputs: Inputs): void {
  const { context, provenance, endpoint } = inputs;
  if (context.startsWith('-'))
    throw wrong('context', context, 'a folder or a URL; a context from standard input cannot be given here');
  if (!PROVENANCE.test(provenance))
    throw wrong(
      'provenance',
      provenance,
      'mode=max, mode=min, false, or key=value pairs separated by commas',
    );
  if (endpoint !== undefined) checkEndpoint(endpoint);
  if (endpoint !== undefined && inputs.builder !== undefined)
    throw configurationFailure({
      code: 'build-push/bad-input',
      cause: 'Both "builder" and "endpoint" are given.',
      remedy: 'Give the name of an existing builder or the address of a daemon, not both.',
    });
  if (inputs.push && inputs.tags.length === 0)
    throw configurationFailure({
      code: 'build-push/bad-input',
      cause: '"push" is true, but "tags" names no image.',
      remedy: 'Give at least one registry/repository:tag, or leave pushing to the action "publish".',
    });
  if (!inputs.push && inputs.tags.length > 0)
    throw configurationFailure({
      code: 'build-push/bad-input',
      cause: '"tags" are given, but "push" is false: a layout has no tags.',
      remedy: 'Set "push" to true, or give the tags to the action "publish".',
    });
  if ((inputs.username === undefined) !== (inputs.password === undefined))
    throw configurationFailure({
      code: 'build-push/bad-input',
      cause: `"${inputs.username === undefined ? 'password' : 'username'}" is given alone.`,
      remedy: 'Give both "username" and "password", or neither.',
    });
  const ids = [...inputs.secrets, ...inputs.secretFiles].map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw configurationFailure({
      code: 'build-push/bad-input',
      cause: `The build secret "${twice}" is given twice.`,
      remedy: 'Give each id once, in "secrets" or in "secret-files".',
    });
}

const wrong = (name: string, value: string, expected: string): Failure =>
  configurationFailure({
    code: 'build-push/bad-input',
    cause: `The input "${name}" is "${value}".`,
    remedy: `Use ${expected}.`,
  });

function matching(reader: InputReader, name: string, pattern: RegExp, expected: string): string | undefined {
  const value = reader.optional(name);
  if (value === undefined || pattern.test(value)) return value;
  throw wrong(name, value, expected);
}

/** Lines of `key=value`. The value is not repeated in the message: it may be what should have been a secret. */
function pairs(reader: InputReader, name: string, key: RegExp, form: string): readonly string[] {
  return reader.lines(name).map((line, index) => {
    if (line.includes('=') && key.test(split(line)[0])) return line;
    throw configurationFailure({
      code: 'build-push/bad-input',
      cause: `Line ${index + 1} of the input "${name}" is not of the form ${form}.`,
      remedy: `Write one ${form} per line${name === 'build-args' ? '; a value has no line breaks' : ''}.`,
    });
  });
}

function split(line: string): [key: string, value: string] {
  const equals = line.indexOf('=');
  return [line.slice(0, equals), line.slice(equals + 1)];
}

const optionalImage = (text: string | undefined): ImageName | undefined =>
  text === undefined ? undefined : parseImageName(text);

function parseTag(text: string): TaggedImage {
  const reference = parseImageReference(text);
  const { tag, digest } = reference;
  if (tag !== undefined && digest === undefined) return { ...reference, tag };
  throw configurationFailure({
    code: 'build-push/bad-input',
    cause: `"${formatImageReference(reference)}" in "tags" ${tag === undefined ? 'has no tag' : 'has a digest'}.`,
    remedy: 'Write registry/repository:tag.',
  });
}
