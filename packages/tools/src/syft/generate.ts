/** One run of Syft over one platform's image, giving all documents at once. */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { configurationFailure, type Failure, internalFailure, remoteFailure } from '@sealift/core/failure';
import { formatPlatform } from '@sealift/core/image/platform';
import { formatImageName, formatImageReference, type ImageName } from '@sealift/core/image/reference';
import type { Log } from '@sealift/core/log';
import { singleLine } from '@sealift/core/text/sanitize';
import type { Credentials } from '@sealift/registry/login';
import * as v from 'valibot';
import { loginFor, writeLogins } from '../docker-config.ts';
import { childEnvironment, type Exec, type ExecResult } from '../exec.ts';
import { writeLayoutView } from '../layout-view.ts';
import type { Subject } from '../subjects.ts';
import { withTemporaryFolder } from '../temporary-folder.ts';
import { FORMATS, type SbomFormat, syftArguments, syftEnvironment } from './arguments.ts';
import { withRootPurl } from './root-purl.ts';

export type GenerateOptions = {
  /** Path of the syft executable. */
  readonly syft: string;
  readonly exec: Exec;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly log: Log;
  readonly signal?: AbortSignal;
  /** Names the image in the documents. */
  readonly image: ImageName;
  /** Without repetition. */
  readonly formats: readonly SbomFormat[];
  /** For an image in a registry. */
  readonly credentials?: Credentials;
};

export type Sbom = {
  /** Packages found in the image, the image itself not counted. */
  readonly packages: number;
  readonly documents: ReadonlyMap<SbomFormat, Uint8Array>;
};

const MINUTES = 15;
/** Bytes of one document. */
const MAX_DOCUMENT_SIZE = 200 * 1024 * 1024;

/**
 * @throws Failure `configuration` when the image is damaged or may not be read, `remote` on a deadline or when Syft
 * fails, `internal` when what it wrote is not the documents asked for
 */
export async function generateSbom(subject: Subject, options: GenerateOptions): Promise<Sbom> {
  return withTemporaryFolder(options.env, 'sbom', async (work) => {
    await mkdir(path.join(work, 'tmp'));
    const { source } = subject;
    const logins = path.join(work, 'logins');
    if (source.kind === 'layout')
      await writeLayoutView(source.directory, source.descriptor, path.join(work, 'image'));
    else await writeLogins(logins, loginFor(source.reference.registry, options.credentials));
    const result = await options.exec(
      options.syft,
      syftArguments({
        source:
          source.kind === 'layout' ? 'oci-dir:image' : `registry:${formatImageReference(source.reference)}`,
        name: formatImageName(options.image),
        version: subject.digest,
        formats: options.formats,
      }),
      {
        // Syft reads .syft.yaml of the folder it runs in; here there is none.
        cwd: work,
        env: childEnvironment(options.env, [], {
          TMPDIR: path.join(work, 'tmp'),
          XDG_CONFIG_HOME: path.join(work, 'tmp'),
          DOCKER_CONFIG: logins,
          ...syftEnvironment(source.kind === 'registry' ? source.reference.registry : undefined),
        }),
        timeout: MINUTES * 60_000,
        onLine: (line) => options.log.debug(line),
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      },
    );
    if (result.exitCode !== 0) throw failureOf(result, subject);
    const documents = new Map<SbomFormat, Uint8Array>();
    let packages = 0;
    for (const format of options.formats) {
      const written = await readDocument(path.join(work, FORMATS[format].file), format);
      const bytes = format === 'spdx-json' ? withRootPurl(written, options.image, subject) : written;
      packages = countPackages(format, bytes);
      documents.set(format, bytes);
    }
    return { packages, documents };
  });
}

async function readDocument(file: string, format: SbomFormat): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw notUnderstood(format, 'it is missing', error);
  });
  if (bytes.length > MAX_DOCUMENT_SIZE)
    throw configurationFailure({
      code: 'syft/document-too-large',
      cause: `The SBOM has ${bytes.length} bytes, more than the ${MAX_DOCUMENT_SIZE} that can be attested.`,
      remedy: 'Make the image smaller: remove build tools and caches from its last stage.',
    });
  return bytes;
}

const notUnderstood = (format: SbomFormat, reason: string, error?: unknown) =>
  internalFailure({
    code: 'syft/bad-document',
    cause: `Syft's ${format} document cannot be used: ${reason}.`,
    remedy: 'Use the pinned Syft ("tools: pinned"); if you do, please report this as a bug.',
    error,
  });

const Spdx = v.object({
  spdxVersion: v.literal('SPDX-2.3'),
  packages: v.optional(v.array(v.object({ SPDXID: v.string() }))),
});
const CycloneDx = v.object({
  bomFormat: v.literal('CycloneDX'),
  specVersion: v.string(),
  components: v.optional(v.array(v.object({ type: v.string() }))),
});

/** Both formats also list what is no package: the image, its distribution, and files. */
function countPackages(format: SbomFormat, bytes: Uint8Array): number {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return format === 'spdx-json'
      ? (v.parse(Spdx, json).packages ?? []).filter(({ SPDXID }) => SPDXID.startsWith('SPDXRef-Package-'))
          .length
      : (v.parse(CycloneDx, json).components ?? []).filter(
          ({ type }) => type !== 'operating-system' && type !== 'file',
        ).length;
  } catch (error) {
    throw notUnderstood(format, error instanceof Error ? error.message : 'it is not JSON', error);
  }
}

function failureOf(result: ExecResult, subject: Subject): Failure {
  const about = `${subject.digest} (${formatPlatform(subject.platform)})`;
  if (result.timedOut)
    return remoteFailure({
      code: 'syft/timeout',
      cause: `Syft did not describe ${about} within ${MINUTES} minutes.`,
      remedy: 'Use a faster runner, or make the image smaller.',
    });
  const said = stripVTControlCharacters(result.stderr).trim().split('\n').slice(-8).join(' ');
  const reason = singleLine(said.slice(-600)).trim();
  const cause = `Syft could not describe ${about}: ${reason || 'it ended without a message'}.`;
  if (/UNAUTHORIZED|DENIED|authentication required/i.test(result.stderr))
    return configurationFailure({
      code: 'syft/denied',
      cause,
      remedy: 'Give a login that may read the image in "username" and "password", or in "token" for ghcr.io.',
    });
  if (/no space left on device/i.test(result.stderr))
    return configurationFailure({
      code: 'syft/disk-full',
      cause,
      remedy: 'Free disk space on the runner: Syft unpacks layers into its temporary folder.',
    });
  return remoteFailure({
    code: 'syft/failed',
    cause,
    remedy: 'Run the job again with debug logging, which shows what Syft says.',
  });
}
