/** The command line of one build. https://docs.docker.com/reference/cli/docker/buildx/build/ */

export type BuildSpec = {
  readonly builder: string;
  /** Folder, URL or git reference. */
  readonly context: string;
  /** Path of the Dockerfile; undefined means `Dockerfile` in the context. */
  readonly file: string | undefined;
  readonly target: string | undefined;
  /** os/architecture[/variant]; empty means the builder's own. */
  readonly platforms: readonly string[];
  /** KEY=VALUE, or KEY for the variable of that name in buildx's environment. */
  readonly buildArgs: readonly string[];
  /** name=path */
  readonly buildContexts: readonly string[];
  /** key=value */
  readonly labels: readonly string[];
  /** [type:]key=value */
  readonly annotations: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly secrets: readonly { readonly id: string; readonly file: string }[];
  readonly noCache: boolean;
  readonly pull: boolean;
  readonly addHosts: readonly string[];
  readonly allow: readonly string[];
  readonly cgroupParent: string | undefined;
  readonly network: string | undefined;
  readonly noCacheFilters: readonly string[];
  readonly shmSize: string | undefined;
  readonly ssh: readonly string[];
  readonly ulimits: readonly string[];
  /** What is made; or a question to the Dockerfile, whose answer stands on stdout; or nothing but what caches get. */
  readonly result: BuildResult | { readonly call: string } | 'caches';
};

export type BuildResult = {
  /** What `--provenance` takes. */
  readonly provenance: string;
  /** What `--sbom` takes. */
  readonly sbom: string;
  /** What `--attest` takes. */
  readonly attests: readonly string[];
  /** Folder for the image layout. */
  readonly layout: string;
  /** Attributes of BuildKit's exporter of layouts. */
  readonly layoutAttributes: Readonly<Record<string, string>>;
  /**
   * registry/repository[:tag], by which the layout's index and BuildKit's provenance call the image. Nothing is pushed
   * there.
   */
  readonly names: readonly string[];
  /** What else is written, a set of attributes each. */
  readonly exports: readonly Readonly<Record<string, string>>[];
  readonly metadataFile: string;
};

/** Arguments of `buildx` for a build into an image layout, with progress as JSON on stderr. */
export function buildArguments(spec: BuildSpec): readonly string[] {
  const many = (flag: string, values: readonly string[]) => values.flatMap((value) => [flag, value]);
  const one = (flag: string, value: string | undefined) => (value === undefined ? [] : [flag, value]);
  return [
    'build',
    ...one('--builder', spec.builder),
    ...one('--progress', 'rawjson'),
    ...one('--file', spec.file),
    ...one('--target', spec.target),
    ...(spec.platforms.length === 0 ? [] : ['--platform', spec.platforms.join(',')]),
    ...many('--build-arg', spec.buildArgs),
    ...many('--build-context', spec.buildContexts),
    ...many('--label', spec.labels),
    ...many('--annotation', spec.annotations),
    ...many('--cache-from', spec.cacheFrom),
    ...many('--cache-to', spec.cacheTo),
    ...many(
      '--secret',
      spec.secrets.map(({ id, file }) => csv({ id, src: file })),
    ),
    ...(spec.noCache ? ['--no-cache'] : []),
    ...(spec.pull ? ['--pull'] : []),
    ...many('--add-host', spec.addHosts),
    ...many('--allow', spec.allow),
    ...one('--cgroup-parent', spec.cgroupParent),
    ...one('--network', spec.network),
    ...many('--no-cache-filter', spec.noCacheFilters),
    ...one('--shm-size', spec.shmSize),
    ...many('--ssh', spec.ssh),
    ...many('--ulimit', spec.ulimits),
    ...resultArguments(spec.result),
    '--',
    spec.context,
  ];
}

function resultArguments(result: BuildSpec['result']): readonly string[] {
  if (result === 'caches') return ['--provenance', 'false', '--sbom', 'false', '--output', 'type=cacheonly'];
  if ('call' in result) return ['--call', result.call];
  const names = result.names.length === 0 ? {} : { name: result.names.join(',') };
  const layout = { type: 'oci', tar: 'false', dest: result.layout, ...result.layoutAttributes, ...names };
  return [
    '--provenance',
    result.provenance,
    '--sbom',
    result.sbom,
    ...result.attests.flatMap((attest) => ['--attest', attest]),
    '--metadata-file',
    result.metadataFile,
    ...[layout, ...result.exports].flatMap((fields) => ['--output', csv(fields)]),
  ];
}

/** buildx reads such values as one line of CSV (RFC 4180). */
const csv = (fields: Readonly<Record<string, string>>): string =>
  Object.entries(fields)
    .map(([key, value]) => `${key}=${value}`)
    .map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
    .join(',');

/**
 * Credentials that a cache or the builder itself reads from the environment: handed on only to builds that name it.
 * https://docs.docker.com/build/cache/backends/
 */
export function cacheVariables(cache: readonly string[]): readonly string[] {
  const uses = (type: string) =>
    cache.some((option) => new RegExp(`(?:^|,)\\s*type=${type}\\b`).test(option));
  return [
    ...(uses('gha')
      ? ['ACTIONS_CACHE_URL', 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN', 'ACTIONS_CACHE_SERVICE_V2']
      : []),
    ...(uses('s3')
      ? [
          'AWS_ACCESS_KEY_ID',
          'AWS_SECRET_ACCESS_KEY',
          'AWS_SESSION_TOKEN',
          'AWS_REGION',
          'AWS_PROFILE',
          'AWS_ROLE_ARN',
          'AWS_WEB_IDENTITY_TOKEN_FILE',
        ]
      : []),
    ...(uses('azblob')
      ? [
          'BUILDKIT_AZURE_STORAGE_ACCOUNT_URL',
          'BUILDKIT_AZURE_STORAGE_CONTAINER',
          'BUILDKIT_AZURE_STORAGE_SECRET_ACCESS_KEY',
          'AZURE_TENANT_ID',
          'AZURE_CLIENT_ID',
          'AZURE_CLIENT_SECRET',
        ]
      : []),
  ];
}
