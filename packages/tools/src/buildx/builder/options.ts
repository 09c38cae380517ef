/** A builder that is to be made: https://docs.docker.com/build/builders/drivers/ */
import type { Log } from '@sealift/core/log';
import type { Exec } from '../../exec.ts';
import type { BuildxCommand } from '../command.ts';

export const DRIVERS = ['docker-container', 'docker', 'kubernetes', 'remote'] as const;
export type Driver = (typeof DRIVERS)[number];

/** PEM, for daemons that ask for a certificate. */
export type TlsIdentity = {
  readonly ca: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
};

/** One machine of a builder. */
export type NodeOptions = {
  readonly name: string | undefined;
  /** Where the daemon is, or docker or Kubernetes to start it in. */
  readonly endpoint: string | undefined;
  /** `key=value`, as `--driver-opt` takes them. */
  readonly driverOptions: readonly string[];
  readonly flags: string | undefined;
  /** What it builds for; empty means what it says itself. */
  readonly platforms: readonly string[];
  readonly tls: TlsIdentity | undefined;
};

export type NewBuilder = {
  readonly driver: Exclude<Driver, 'docker'>;
  /** Of BuildKit, where it is started. */
  readonly image: string;
  /** Absolute path of a `buildkitd.toml`, or its text. */
  readonly config: { readonly file: string } | { readonly text: string } | undefined;
  readonly nodes: readonly [NodeOptions, ...NodeOptions[]];
  /** Whether it stays on the machine for later jobs. */
  readonly kept: boolean;
};

export type BuilderWorld = {
  readonly buildx: BuildxCommand;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The DOCKER_CONFIG and BUILDX_CONFIG of this build, when they are not those of the machine. */
  readonly docker: Readonly<Record<string, string>>;
  readonly exec: Exec;
  readonly log: Log;
  readonly signal?: AbortSignal;
};

/** The daemon of builders that are started here, by digest: a tag could be moved. */
export const BUILDKIT_IMAGE =
  'moby/buildkit:v0.32.2@sha256:28a898719c18a33f4e8000685287fa36fd0dd9560c6440227d3a732d79bb41d8';

export const plainNode = (endpoint?: string): NodeOptions => ({
  name: undefined,
  endpoint,
  driverOptions: [],
  flags: undefined,
  platforms: [],
  tls: undefined,
});
