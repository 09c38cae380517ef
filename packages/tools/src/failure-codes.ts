/** What a failure of this package means to a program. */
import type { FailureCode } from '@sealift/core/failure';

export const FAILURE_CODES = [
  /** A program is missing, cannot be executed, or is not for this machine. */
  'process/not-started',
  /** The job was cancelled while a program ran. */
  'process/cancelled',
  /** A download failed for good. */
  'download/failed',
  /** The job was cancelled during a download. */
  'download/cancelled',
  /** The download does not have the pinned sha256. */
  'download/wrong-bytes',
  /** A .tar.gz file cannot be read, or lacks what it should contain. */
  'archive/damaged',
  /** An input or setting is malformed. */
  'tools/bad-input',
  /** There is no pinned release of the tool for this machine. */
  'tool/no-pin',
  /** The tool does not have the pinned sha256. */
  'tool/wrong-bytes',
  /** The tool cache cannot be written. */
  'tool/cache-unwritable',
  /** With `tools: system`: the tool is not on this machine. */
  'tool/not-found',
  /** With `tools: system`: the tool is too old. */
  'tool/too-old',
  /** This release of the tool is known to be malicious. */
  'tool/refused-version',
  /** The tool does not run, or does not print its version. */
  'tool/no-version',
  /** The registry has no such image, or does not show it. */
  'image/not-found',
  /** The image is damaged or has no usable platform. */
  'image/not-usable',
  /** The image lacks the requested platform. */
  'image/no-platform',
  /** The bytes do not match their digest. */
  'image/wrong-content',
  /** The builder does not exist or does not start. */
  'buildx/no-builder',
  /** buildx itself failed, not the build. */
  'buildx/failed',
  /** A command of the Dockerfile failed. */
  'buildx/instruction-failed',
  /** The Dockerfile has an error. */
  'buildx/bad-dockerfile',
  /** A registry denied access. */
  'buildx/denied',
  /** A registry or another service fails or cannot be reached. */
  'buildx/connection',
  /** BuildKit ended, or the connection to it broke. */
  'buildx/daemon-gone',
  /** The disk of the builder is full. */
  'buildx/disk-full',
  /** The build ran out of memory. */
  'buildx/out-of-memory',
  /** A host name could not be resolved during the build. */
  'buildx/no-name',
  /** A registry limits the number of requests. */
  'buildx/rate-limited',
  /** A registry's certificate is not trusted. */
  'buildx/certificate',
  /** The builder or the base image does not support the platform. */
  'buildx/wrong-platform',
  /** The build asks for an entitlement that was not granted. */
  'buildx/not-allowed',
  /** Emulators cannot be installed on this machine. */
  'buildx/no-qemu',
  /** A cache cannot be read or written. */
  'buildx/cache-failed',
  /** buildx wrote metadata that cannot be read. */
  'buildx/bad-metadata',
  /** BuildKit has no record of the build. */
  'buildx/no-record',
  /** Neither docker nor podman runs on this machine. */
  'container-engine/none',
  /** The image could not be loaded. */
  'container-engine/load-failed',
  /** The engine holds another image than the one that was loaded. */
  'container-engine/other-image',
  /** The vulnerability database is missing or cannot be opened. */
  'trivy/no-database',
  /** The vulnerability database is too old. */
  'trivy/database-too-old',
  /** The registry denied access. */
  'trivy/denied',
  /** The disk is full. */
  'trivy/disk-full',
  /** Trivy took too long. */
  'trivy/timeout',
  /** Trivy scanned another image than it was given. */
  'trivy/wrong-image',
  /** Trivy's report is missing or too large. */
  'trivy/bad-report',
  /** Trivy failed for another reason. */
  'trivy/failed',
  /** The registry denied access. */
  'syft/denied',
  /** The disk is full. */
  'syft/disk-full',
  /** Syft took too long. */
  'syft/timeout',
  /** The SBOM is too large. */
  'syft/document-too-large',
  /** The SBOM cannot be read. */
  'syft/bad-document',
  /** Syft failed for another reason. */
  'syft/failed',
  /** A folder of bundles is empty or cannot be read. */
  'cosign/bad-bundles',
  /** Sigstore refused the job's OIDC token. */
  'cosign/token-refused',
  /** Sigstore's keys could not be loaded. */
  'sigstore/no-trust-root',
  /** Fulcio issued no certificate. */
  'cosign/certificate-refused',
  /** The transparency log refused the entry. */
  'cosign/entry-refused',
  /** A statement is too large for the transparency log. */
  'cosign/statement-too-large',
  /** The registry denied access. */
  'cosign/denied',
  /** Fulcio, the log, the timestamp authority or the registry kept failing. */
  'cosign/service-failed',
  /** A Sigstore service or registry could not be reached. */
  'cosign/connection',
  /** cosign took too long. */
  'cosign/timeout',
  /** The output of this version of cosign is not understood. */
  'cosign/bad-output',
  /** cosign failed for another reason. */
  'cosign/failed',
  /** There is no chart in the folder. */
  'helm/no-chart',
  /** The chart has links, too many or too large files, or too much output. */
  'helm/not-usable',
  /** The chart's dependencies are missing. */
  'helm/missing-dependencies',
  /** A pinned dependency could not be downloaded. */
  'helm/dependency',
  /** The chart cannot be rendered. */
  'helm/does-not-render',
  /** Helm took too long. */
  'helm/timeout',
  /** oasdiff cannot read or resolve the documents. */
  'oasdiff/not-comparable',
  /** oasdiff took too long. */
  'oasdiff/timeout',
  /** The output of oasdiff is not understood. */
  'oasdiff/bad-output',
] as const satisfies readonly FailureCode[];
