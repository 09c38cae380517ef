/** What a failure of this package means to a program. */
import type { FailureCode } from '@sealift/core/failure';

export const FAILURE_CODES = [
  /** A program is absent, not executable, not for this machine, or was given arguments that no process can have. */
  'process/not-started',
  'process/cancelled',
  /** No attempt was left, or an answer that another attempt does not change. */
  'download/failed',
  'download/cancelled',
  /** What came is not what is pinned. */
  'download/wrong-bytes',
  /** A .tar.gz that cannot be read, or does not hold what it should. */
  'archive/damaged',
  /** An input or setting whose form is wrong. */
  'tools/bad-input',
  'tool/no-pin',
  /** Pins that contradict each other, or an executable that was changed while it was stored. */
  'tool/wrong-bytes',
  'tool/cache-unwritable',
  /** With `tools: system`: not on this machine. */
  'tool/not-found',
  'tool/too-old',
  /** A release that is known to be hostile. */
  'tool/refused-version',
  /** It does not run, or prints no version. */
  'tool/no-version',
  /** The registry has no such image, or does not show it. */
  'image/not-found',
  /** Damaged, or not an image of platforms that can be worked on. */
  'image/not-usable',
  'image/no-platform',
  /** Bytes that are not what their digest says. */
  'image/wrong-content',
  'buildx/no-builder',
  /** buildx itself, not a build. */
  'buildx/failed',
  /** A command of the Dockerfile ended with an error. */
  'buildx/instruction-failed',
  'buildx/bad-dockerfile',
  'buildx/denied',
  /** A registry or another service fails, or is not reached. */
  'buildx/connection',
  /** BuildKit ended, or the way to it did. */
  'buildx/daemon-gone',
  'buildx/disk-full',
  'buildx/out-of-memory',
  /** Names are not resolved where the build runs. */
  'buildx/no-name',
  'buildx/rate-limited',
  'buildx/certificate',
  /** The builder cannot run, or the base image has no, such platform. */
  'buildx/wrong-platform',
  'buildx/not-allowed',
  /** Emulators cannot be installed here. */
  'buildx/no-qemu',
  /** A cache cannot be read or written. */
  'buildx/cache-failed',
  'buildx/bad-metadata',
  'buildx/no-record',
  /** Neither docker nor podman runs here. */
  'container-engine/none',
  'container-engine/load-failed',
  /** What the engine has after loading is not what it was given. */
  'container-engine/other-image',
  /** There is none at all, or it cannot be opened. */
  'trivy/no-database',
  'trivy/database-too-old',
  'trivy/denied',
  'trivy/disk-full',
  'trivy/timeout',
  /** It looked at another image than it was told to. */
  'trivy/wrong-image',
  /** Absent, or too large to be read. */
  'trivy/bad-report',
  'trivy/failed',
  'syft/denied',
  'syft/disk-full',
  'syft/timeout',
  'syft/document-too-large',
  'syft/bad-document',
  'syft/failed',
  /** A folder with bundles that cannot be read, or holds none. */
  'cosign/bad-bundles',
  'cosign/token-refused',
  'cosign/no-trust-root',
  'cosign/certificate-refused',
  'cosign/entry-refused',
  'cosign/statement-too-large',
  'cosign/denied',
  /** Fulcio, the log, the timestamp authority or the registry, again and again. */
  'cosign/service-failed',
  /** The network between the job and a Sigstore service or registry. */
  'cosign/connection',
  'cosign/timeout',
  /** Of a version whose output is not known. */
  'cosign/bad-output',
  'cosign/failed',
  'helm/no-chart',
  /** Links, too many or too large files, too much output. */
  'helm/not-usable',
  'helm/missing-dependencies',
  /** A chart of others that is pinned and does not come. */
  'helm/dependency',
  'helm/does-not-render',
  'helm/timeout',
  /** Documents that it cannot read or resolve. */
  'oasdiff/not-comparable',
  'oasdiff/timeout',
  'oasdiff/bad-output',
] as const satisfies readonly FailureCode[];
