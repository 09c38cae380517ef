import { internalFailure } from '@sealift/core/failure';
import { type Digest, isDigest } from '@sealift/core/image/digest';
import * as v from 'valibot';

// https://docs.docker.com/reference/cli/docker/buildx/build/#metadata-file
const Metadata = v.looseObject({
  'containerimage.digest': v.custom<Digest>((value) => typeof value === 'string' && isDigest(value)),
  'containerimage.config.digest': v.optional(v.string()),
  'buildx.build.ref': v.optional(v.string()),
});

export type BuildMetadata = {
  /** What the layout's index.json points to. */
  readonly digest: Digest;
  /** `builder/node/id`: names the build in `buildx history`. */
  readonly ref: string | undefined;
  /** The whole document on one line, for the output. */
  readonly json: string;
};

/** @throws Failure `internal` when buildx wrote something else than it documents */
export function parseMetadata(text: string): BuildMetadata {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw unreadable(error);
  }
  const parsed = v.safeParse(Metadata, json);
  if (!parsed.success) throw unreadable(parsed.issues);
  return {
    digest: parsed.output['containerimage.digest'],
    ref: parsed.output['buildx.build.ref'],
    json: JSON.stringify(parsed.output),
  };
}

const unreadable = (error: unknown) =>
  internalFailure({
    code: 'buildx/bad-metadata',
    cause: 'buildx finished, but its metadata file names no image digest.',
    remedy: 'Update buildx; if that does not help, report it with the debug log of this step.',
    error,
  });
