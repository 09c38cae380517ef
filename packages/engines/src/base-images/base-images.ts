import type { Clock, Log } from '@sealift/core/log';
import type { Exec } from '@sealift/tools/exec';

export type DockerfileSource = {
  /** Path, for reading and for messages. */
  readonly file: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
};

export type BaseImagesOptions = {
  readonly dockerfiles: readonly DockerfileSource[];
  /** A registry on loopback that is the mirror of docker.io, e.g. `127.0.0.1:5000`. Its storage should be kept. */
  readonly mirror: string;
  readonly cacheDir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exec: Exec;
  readonly log: Log;
  readonly clock: Clock;
  /** Path of the dockerfile-frontend engine; asked only for a `# syntax=` line without Docker Hub. */
  readonly frontend: () => Promise<string>;
  readonly progress?: (image: string, detail: string, elapsed: number) => void;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
  /** Whether a registry host can be reached; a test gives its own. */
  readonly reachable?: (registry: string) => Promise<boolean>;
};

export type ProvidedBaseImage = {
  /** Complete, e.g. `docker.io/library/python:3.13-slim`. */
  readonly image: string;
  /** `registry`: BuildKit pulls it itself. */
  readonly from: 'registry' | 'cache' | 'made';
  readonly detail: string;
};

export type BaseImages = {
  readonly images: readonly ProvidedBaseImage[];
  /** True when BuildKit must take docker.io's images from the mirror. */
  readonly mirrored: boolean;
};
