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
  'kube',
  'argocd',
  'argo-rollouts',
  'kyverno',
  'kube-router',
  'oasdiff',
  'opentofu',
  'aws-schema-provider',
  'squawk',
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

/**
 * What a deployment on loopback needs. `kube` is one program under the names etcd, kube-apiserver,
 * kube-controller-manager, kube-scheduler, kubelet, kubectl, kwok and helm; `argocd` is argocd-application-controller,
 * argocd-repo-server and argocd-git-ask-pass: link them under the name that is wanted.
 */
export const DELIVERY_ENGINES = [
  'kube',
  'argocd',
  'argo-rollouts',
  'kyverno',
] as const satisfies readonly EngineName[];

/** What enforces NetworkPolicies on a real node: its security is not kept up, so in a throw-away namespace only. */
export const NETWORK_ENGINES = ['kube-router'] as const satisfies readonly EngineName[];

/** What judges migrations and API descriptions. */
export const GATE_ENGINES = ['oasdiff', 'squawk'] as const satisfies readonly EngineName[];

/**
 * What checks Terraform files. `aws-schema-provider` is to be linked as `terraform-provider-aws` into a
 * `filesystem_mirror`; it reads the provider's schema out of the JSON file that SCHEMA_FILE names.
 */
export const INFRASTRUCTURE_ENGINES = [
  'opentofu',
  'aws-schema-provider',
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
