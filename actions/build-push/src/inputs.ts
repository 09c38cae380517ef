import type { InputReader } from '@sealift/action-kit/inputs';
import { formatPlatform, parsePlatform } from '@sealift/core/image/platform';
import { type ImageName, parseImageName } from '@sealift/core/image/reference';
import { PINNING, parseFrontends, type SourcePolicy } from '@sealift/core/release/source-policy';
import { hostPlatform } from '@sealift/tools/container-engine/platform';
import { type Prefetchable, parsePrefetchable } from '@sealift/tools/prefetch';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';
import { readAttestations } from './given/attestations.ts';
import { type BuilderInputs, readBuilder } from './given/builder.ts';
import { type Caching, readCaching } from './given/caching.ts';
import { parseList } from './given/list.ts';
import { matching, type RunOptions, readCall, readRunOptions } from './given/options.ts';
import { type Archive, type Export, readOutputs } from './given/outputs.ts';
import {
  readAnnotations,
  readBuildArgs,
  readBuildContexts,
  readLabels,
  readSecretFiles,
  readSecretVariables,
} from './given/pairs.ts';
import { parseTag, parseUntagged, type TaggedImage } from './given/tags.ts';
import { readTimes, type Times } from './given/times.ts';
import { checkTogether } from './given/together.ts';
import { keysOf, parseSecrets, type SecretFile, type SecretValue, type SecretVariable } from './secrets.ts';

export type Inputs = RunOptions &
  Caching &
  Times & {
    /** Undefined: the checkout, or without one the commit. */
    readonly context: string | undefined;
    readonly file: string | undefined;
    readonly target: string | undefined;
    readonly platforms: readonly string[];
    /** `KEY=VALUE`, or `KEY` for the variable of that name. */
    readonly buildArgs: readonly string[];
    readonly buildContexts: readonly string[];
    readonly labels: readonly string[];
    readonly annotations: readonly string[];
    /** Names of the image, where it is pushed, loaded or only written. */
    readonly tags: readonly TaggedImage[];
    /** Repositories that are pushed to without a tag. */
    readonly untagged: readonly ImageName[];
    readonly push: boolean;
    /** Into the engine of this machine. */
    readonly load: boolean;
    /** A shell script that tries the image before it is pushed. */
    readonly test: string | undefined;
    /** What else buildx writes. */
    readonly exports: readonly Export[];
    /** For `docker load`. */
    readonly archives: readonly Archive[];
    /** Of the layout: how its layers are packed, and the like. */
    readonly layoutAttributes: Readonly<Record<string, string>>;
    /** A question to the Dockerfile instead of a build. */
    readonly call: string | undefined;
    readonly secrets: readonly SecretValue[];
    /** Private keys of SSH by the id that instructions mount. */
    readonly sshKeys: readonly SecretValue[];
    readonly secretVariables: readonly SecretVariable[];
    readonly secretFiles: readonly SecretFile[];
    readonly noCache: boolean;
    readonly pull: boolean;
    readonly provenance: string;
    /** Nobody asked for provenance or spoke against it. */
    readonly byDefault: boolean;
    readonly sbom: string;
    /** Attestations of other types. */
    readonly attests: readonly string[];
    /** registry/repository that the image goes to, for the subject of BuildKit's provenance. */
    readonly image: ImageName | undefined;
    readonly sources: SourcePolicy;
    readonly builder: BuilderInputs;
    /** Whether BuildKit's record of the build is kept. */
    readonly record: boolean;
    /** Undefined: a name of what is built. */
    readonly recordName: string | undefined;
    /** Undefined: a folder of its own. */
    readonly layout: string | undefined;
    readonly evidence: string | undefined;
    readonly prefetch: readonly Prefetchable[];
    readonly tools: ToolSource;
    readonly registry: string | undefined;
    readonly username: string | undefined;
    readonly password: string | undefined;
    readonly registryAuths?: string | undefined;
    readonly token: string | undefined;
    /** For a Git context of this server. */
    readonly gitToken: string | undefined;
  };

/** Names of artifacts; see {@link isArtifactName}. */
const ARTIFACT = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;
const STAGE = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
/** docker/build-push-action's for public repositories. */
const PROVENANCE = 'mode=max';

/** @throws Failure `build-push/bad-input`, `build-push/bad-secret`, `action/input`, naming the input and what it should be */
export function loadInputs(reader: InputReader): Inputs {
  const inputs: Inputs = {
    ...readRunOptions(reader),
    ...readWhat(reader),
    ...readMade(reader),
    call: readCall(reader),
    ...readCaching(reader),
    secrets: parseSecrets('secrets', reader.text('secrets')),
    sshKeys: keysOf(parseSecrets('ssh-keys', reader.text('ssh-keys'))),
    secretVariables: readSecretVariables(reader),
    secretFiles: readSecretFiles(reader),
    noCache: reader.boolean('no-cache'),
    pull: reader.boolean('pull'),
    sources: {
      frontends: parseFrontends(reader.list('frontends')),
      pinnedBases: reader.choice('require-pinned-bases', PINNING),
    },
    builder: readBuilder(reader),
    ...readTimes(reader),
    record: reader.boolean('record'),
    recordName: matching(reader, 'record-name', ARTIFACT, 'letters, digits, ".", "_" and "-"'),
    layout: reader.optional('layout'),
    evidence: reader.optional('evidence'),
    prefetch: reader.list('prefetch').map(parsePrefetchable),
    tools: reader.choice('tools', TOOL_SOURCES),
    registry: reader.optional('registry'),
    username: reader.optional('username'),
    password: reader.optional('password'),
    registryAuths: reader.optional('registry-auths'),
    token: reader.optional('token'),
    gitToken: reader.optional('github-token') ?? reader.optional('token'),
  };
  checkTogether(inputs);
  return inputs;
}

/** What is built. */
const readWhat = (reader: InputReader) => ({
  context: reader.optional('context'),
  file: reader.optional('file'),
  target: matching(reader, 'target', STAGE, 'the name of a stage of the Dockerfile'),
  platforms: [
    ...new Set(
      parseList('platforms', reader.text('platforms'), { commas: 'separate' }).map((text) =>
        text === 'local' ? hostPlatform() : formatPlatform(parsePlatform(text)),
      ),
    ),
  ],
  buildArgs: readBuildArgs(reader),
  buildContexts: readBuildContexts(reader),
  labels: readLabels(reader),
  annotations: readAnnotations(reader),
});

/** What is made of it. */
function readMade(reader: InputReader) {
  const outputs = readOutputs(reader);
  const { provenance: given, sbom, others } = readAttestations(reader);
  const provenance = given ?? PROVENANCE;
  const named = parseList('tags', reader.text('tags'), { commas: 'separate' });
  const image = reader.optional('image');
  return {
    tags: unique([...(outputs.byDigest ? [] : named.map(parseTag)), ...outputs.tags]),
    untagged: unique([...(outputs.byDigest ? named.map(parseUntagged) : []), ...outputs.untagged]),
    push: reader.boolean('push') || outputs.push,
    load: reader.boolean('load') || outputs.load,
    test: reader.optional('test'),
    exports: outputs.exports,
    archives: outputs.archives,
    layoutAttributes: outputs.attributes,
    provenance,
    byDefault: given === undefined,
    sbom,
    attests: others,
    image: image === undefined ? undefined : parseImageName(image),
  };
}

const unique = <T extends object>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];
