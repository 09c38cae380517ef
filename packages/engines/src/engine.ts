/** The programs that a rehearsal, the benchmarks and CI drive. */
export const ENGINE_NAMES = [
  'buildkitd',
  'buildx',
  'registry',
  'fulcio',
  'rekor-server',
  'timestamp-server',
  'cosign',
  'trivy',
  'syft',
  'crane',
  'actionlint',
  'zizmor',
  'dockerfile-frontend',
  'helm',
] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** What every rehearsal needs. The others are asked for where they are used: benchmarks, CI, `# syntax=` lines, chart checks. */
export const REHEARSAL_ENGINES = [
  'buildkitd',
  'buildx',
  'registry',
  'fulcio',
  'rekor-server',
  'timestamp-server',
  'cosign',
  'trivy',
  'syft',
] as const satisfies readonly EngineName[];

/** Engines run on Linux: BuildKit's worker needs its kernel. In the words of OCI. */
export type HostPlatform = 'linux/amd64' | 'linux/arm64';

/** In the order in which they are asked. */
export type ProviderName = 'cache' | 'mirror' | 'release' | 'wheel' | 'go';

export type EngineProgress = {
  readonly engine: EngineName;
  readonly provider: ProviderName;
  /** `skipped`: this provider has not got it, `detail` says why, the next one is asked. */
  readonly state: 'working' | 'done' | 'skipped';
  readonly detail: string;
  /** Milliseconds since engines were asked for. */
  readonly elapsed: number;
};

export type ProvidedEngine = {
  /** Absolute path of the executable. */
  readonly path: string;
  readonly version: string;
  /** Who gave it now: `cache` when it was there already. */
  readonly provider: ProviderName;
  /** Who gave it when it came into the cache. */
  readonly origin: Exclude<ProviderName, 'cache'>;
};

/** One way to get an engine that is a matter of seconds; compiling is not among them. */
export type EngineSource = {
  readonly provider: 'mirror' | 'release' | 'wheel';
  readonly version: string;
  /** Names the exact bytes: a cached executable of another identity is not used. */
  readonly identity: string;
  /**
   * Writes the verified executable to `file`, a new path.
   * @returns half a sentence why this provider has not got it, or undefined when the file is there
   * @throws Failure when it has something else than what is pinned
   */
  fetch(file: string, tell: (detail: string) => void): Promise<string | undefined>;
};
