/** Inputs that say where BuildKit runs: the names of docker/setup-buildx-action. */
import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { formatPlatform, parsePlatform } from '@sealift/core/image/platform';
import { type ImageReference, parseImageReference } from '@sealift/core/image/reference';
import {
  BUILDKIT_IMAGE,
  DRIVERS,
  type Driver,
  type NodeOptions,
  type TlsIdentity,
} from '@sealift/tools/buildx/builder/options';
import { checkEndpoint } from '@sealift/tools/buildx/command';
import * as v from 'valibot';
import { parse } from 'yaml';
import { parseList } from './list.ts';
import { matching } from './options.ts';

export type BuilderInputs = {
  /** An existing one. */
  readonly name: string | undefined;
  /** Undefined: whichever there is. */
  readonly driver: Driver | undefined;
  readonly node: NodeOptions;
  readonly append: readonly NodeOptions[];
  /** As it was written; the file is a path in the repository. */
  readonly config: { readonly file: string } | { readonly text: string } | undefined;
  /** Of BuildKit, where it is started. */
  readonly image: string;
  /** Whether what is started is removed when the job ends. */
  readonly cleanup: boolean;
  readonly qemu: boolean;
  readonly qemuImage: string;
};

const BUILDER = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const OPTION = /^[a-z][A-Za-z0-9_.-]*=/;

/** @throws Failure `build-push/bad-input`, `action/input`, `tools/bad-input` */
export function readBuilder(reader: InputReader): BuilderInputs {
  const driver = reader.optional('driver') === undefined ? undefined : reader.choice('driver', DRIVERS);
  const inputs: BuilderInputs = {
    name: matching(reader, 'builder', BUILDER, 'the name of a builder'),
    driver,
    node: {
      name: undefined,
      endpoint: reader.optional('endpoint'),
      driverOptions: readDriverOptions('driver-opts', reader.text('driver-opts')),
      flags: reader.optional('buildkitd-flags'),
      platforms: platforms(reader.list('node-platforms')),
      tls: readTls(reader),
    },
    append: readAppended(reader.text('append')),
    ...readDaemon(reader),
    cleanup: reader.boolean('cleanup'),
    qemu: reader.boolean('qemu'),
    qemuImage: readImage(reader, 'qemu-image'),
  };
  checkBuilder(inputs);
  return inputs;
}

const platforms = (given: readonly string[]): readonly string[] =>
  given.map((text) => formatPlatform(parsePlatform(text)));

function readDriverOptions(name: string, text: string): readonly string[] {
  const options = parseList(name, text, { commas: 'kept', quotes: 'kept' });
  if (options.every((option) => OPTION.test(option))) return options;
  throw bad(`"${name}" has a line that is no option of a driver.`, 'Write one key=value per line.');
}

function readTls(reader: InputReader): TlsIdentity | undefined {
  const tls = {
    ca: reader.optional('endpoint-ca'),
    certificate: reader.optional('endpoint-cert'),
    key: reader.optional('endpoint-key'),
  };
  if ((tls.certificate === undefined) !== (tls.key === undefined))
    throw bad(
      `"${tls.key === undefined ? 'endpoint-cert' : 'endpoint-key'}" is given alone.`,
      'Give the certificate and its key, or neither.',
    );
  return Object.values(tls).every((part) => part === undefined) ? undefined : tls;
}

const Lines = v.union([v.string(), v.array(v.string())]);
const Appended = v.array(
  v.strictObject({
    name: v.optional(v.pipe(v.string(), v.regex(BUILDER))),
    endpoint: v.optional(v.string()),
    'driver-opts': v.optional(Lines, []),
    'buildkitd-flags': v.optional(v.string()),
    platforms: v.optional(Lines, []),
  }),
);

/** A list of nodes in YAML: https://docs.docker.com/build/ci/github-actions/configure-builder/#append-additional-nodes-to-the-builder */
function readAppended(text: string): readonly NodeOptions[] {
  if (text.trim() === '') return [];
  const parsed = v.safeParse(Appended, parseYaml(text));
  if (!parsed.success)
    throw bad(
      '"append" is no list of nodes.',
      'Write a list in YAML, each with endpoint, and if need be name, platforms, driver-opts or buildkitd-flags.',
    );
  return parsed.output.map((node, index) => ({
    name: node.name,
    endpoint: node.endpoint,
    driverOptions: readDriverOptions(
      `driver-opts of node ${index + 1} of append`,
      lines(node['driver-opts']),
    ),
    flags: node['buildkitd-flags'],
    platforms: platforms(
      lines(node.platforms)
        .split(/[\n,]+/)
        .map((item) => item.trim())
        .filter(Boolean),
    ),
    tls: undefined,
  }));
}

const lines = (value: v.InferOutput<typeof Lines>): string =>
  typeof value === 'string' ? value : value.join('\n');

function parseYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 0 });
  } catch {
    // What the parser says repeats the text.
    return undefined;
  }
}

/** Host, or host with the path below which it has Docker Hub. */
const MIRROR =
  /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*){0,8}$/;

/** A mirror is where base images come from, and BuildKit itself. */
function readDaemon(reader: InputReader): Pick<BuilderInputs, 'config' | 'image'> {
  const config = readConfig(reader);
  const image = readImage(reader, 'buildkit-image');
  const mirror = matching(reader, 'registry-mirror', MIRROR, 'a host such as mirror.gcr.io, or host/path');
  if (mirror === undefined) return { config, image };
  if (config !== undefined)
    throw bad(
      'Both "registry-mirror" and a configuration of BuildKit are given.',
      'Name the mirror in that configuration: [registry."docker.io"] mirrors.',
    );
  return {
    config: { text: `[registry."docker.io"]\n  mirrors = [${JSON.stringify(mirror)}]\n` },
    // By its digest it is the same image there.
    image: image === BUILDKIT_IMAGE ? `${mirror}/${BUILDKIT_IMAGE}` : image,
  };
}

function readConfig(reader: InputReader): BuilderInputs['config'] {
  const file = reader.optional('buildkitd-config');
  const text = reader.optional('buildkitd-config-inline');
  if (file !== undefined && text !== undefined)
    throw bad(
      'Both "buildkitd-config" and "buildkitd-config-inline" are given.',
      'Give the path of the file or its text, not both.',
    );
  if (file !== undefined) return { file };
  return text === undefined ? undefined : { text };
}

/** @returns as it was written: docker knows short names */
function readImage(reader: InputReader, name: string): string {
  const text = reader.required(name);
  const reference = referenceOf(text.includes('/') && /^[^/]*[.:]/.test(text) ? text : `docker.io/${text}`);
  if (reference !== undefined) return text;
  throw bad(`"${name}" is "${text}", which is no image.`, 'Write registry/repository:tag@sha256:….');
}

function referenceOf(text: string): ImageReference | undefined {
  try {
    return parseImageReference(text);
  } catch {
    return undefined;
  }
}

/** Whether anything says how a builder is to be made. */
export const asksForNew = ({ driver, node, append, config, image }: BuilderInputs): boolean =>
  driver !== undefined ||
  image !== BUILDKIT_IMAGE ||
  node.endpoint !== undefined ||
  node.driverOptions.length > 0 ||
  node.flags !== undefined ||
  node.platforms.length > 0 ||
  append.length > 0 ||
  config !== undefined;

function checkBuilder(inputs: BuilderInputs): void {
  const { name, driver, node, append, config, image } = inputs;
  for (const { endpoint } of [node, ...append])
    if (isRemote(inputs) && endpoint !== undefined) checkEndpoint(endpoint);
  if (name !== undefined && node.endpoint !== undefined)
    throw bad(
      'Both "builder" and "endpoint" are given.',
      'Give the name of an existing builder or the address of a daemon, not both.',
    );
  if (name !== undefined && asksForNew(inputs))
    throw bad(
      `"builder" names an existing builder, and other inputs describe a new one.`,
      'Leave "builder" empty, or leave out "driver", "driver-opts", "buildkit-image", "buildkitd-flags", "buildkitd-config", "registry-mirror", "node-platforms" and "append".',
    );
  if (node.endpoint !== undefined && driver !== undefined && driver !== 'remote')
    throw bad(
      `"endpoint" is the address of a BuildKit daemon, and "driver" is ${driver}.`,
      'Leave "driver" empty or set it to remote.',
    );
  if (driver === 'remote' && node.endpoint === undefined)
    throw bad('"driver" is remote, and no daemon is named.', 'Give its address as "endpoint".');
  if (node.tls !== undefined && node.endpoint === undefined)
    throw bad('Certificates of an endpoint are given, and no endpoint.', 'Give its address as "endpoint".');
  if (driver === 'docker' && asksForNew({ ...inputs, driver: undefined }))
    throw bad(
      "docker's own builder takes no options.",
      'Leave them out, or set "driver" to docker-container.',
    );
  if (isRemote(inputs) && (config !== undefined || node.flags !== undefined || image !== BUILDKIT_IMAGE))
    throw bad(
      'A daemon at an endpoint has its own image, flags and configuration.',
      'Set them where it is started, and leave out "buildkit-image", "buildkitd-flags", "buildkitd-config" and "registry-mirror".',
    );
  if (inputs.qemu && (isRemote(inputs) || driver === 'kubernetes' || name !== undefined))
    throw bad(
      '"qemu" installs emulators on this machine, and the builder runs elsewhere or was made before.',
      'Install them where BuildKit runs, or add a node for the platform by "append".',
    );
}

export const isRemote = ({ driver, node }: Pick<BuilderInputs, 'driver' | 'node'>): boolean =>
  driver === 'remote' || node.endpoint !== undefined;

const bad = (cause: string, remedy: string) =>
  configurationFailure({ code: 'build-push/bad-input', cause, remedy });
