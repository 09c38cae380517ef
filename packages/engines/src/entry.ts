import type { ToolAsset } from '@sealift/tools/pinned-releases';
import type { HostPlatform } from './engine.ts';

export type Sums = Readonly<Partial<Record<HostPlatform, string>>>;

export type EngineWheel = {
  /** Of the wheel. */
  readonly sha256: string;
  /** Path of the executable inside. */
  readonly member: string;
};

export type GoModule =
  | 'suite'
  | 'actionlint'
  | 'helm'
  | 'syft'
  | 'kubernetes'
  | 'argo-rollouts'
  | 'kyverno'
  | 'kube-router'
  | 'oasdiff'
  | 'opentofu'
  | 'aws-schema-provider';

/** Modules that compile with one version of Go only: Go fetches it, checked, when the machine has another. */
export const GO_TOOLCHAINS: Readonly<Partial<Record<GoModule, string>>> = {
  kubernetes: 'go1.27.3',
  'argo-rollouts': 'go1.27.3',
  kyverno: 'go1.27.3',
  'kube-router': 'go1.27.3',
  // Its gRPC does not compile with Go 1.27.
  opentofu: 'go1.26.8',
};

export type GoBuild = {
  /** Folder below `packages/engines/go`. One module holds what shares dependencies, so that those compile once. */
  readonly module: GoModule;
  readonly package: string;
  /** The module whose version this is, for a program of ours that is made of others: its package lies below `go/`. */
  readonly versionOf?: string;
  /** `-X` settings: what it shall answer when asked for its version. */
  readonly stamp?: string | readonly string[];
  /** Its stamp is a variable that other programs of the module have too: it is linked by a call of its own. */
  readonly alone?: true;
};

export type EngineEntry = {
  readonly mirror?: { readonly version: string; readonly sha256: Sums };
  readonly release?: {
    readonly version: string;
    readonly assets: Readonly<Partial<Record<HostPlatform, ToolAsset>>>;
  };
  readonly wheel?: {
    readonly distribution: string;
    /** Of the distribution on PyPI. */
    readonly version: string;
    /** Of the engine inside. */
    readonly engineVersion: string;
    readonly wheels: Readonly<Partial<Record<HostPlatform, EngineWheel>>>;
  };
  readonly go?: GoBuild & { readonly version: string };
};

export const GITHUB = 'https://github.com';

export const archive = (url: string, sha256: string, member: string): ToolAsset => ({ url, sha256, member });

export const amd64 = (sha256: string): Sums => ({ 'linux/amd64': sha256 });
