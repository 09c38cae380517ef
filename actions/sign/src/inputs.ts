import type { InputReader } from '@sealift/action-kit/inputs';
import { configurationFailure } from '@sealift/core/failure';
import { parseDigest } from '@sealift/core/image/digest';
import { isTag, parseImageReference } from '@sealift/core/image/reference';
import type { Subject } from '@sealift/tools/cosign/cosign';
import { TOOL_SOURCES, type ToolSource } from '@sealift/tools/tool';

export type Inputs = {
  readonly image: Subject;
  readonly evidence: string;
  readonly app: string;
  readonly tags: readonly string[];
  readonly deployTag: string;
  readonly signingConfig: string | undefined;
  readonly tools: ToolSource;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly token: string | undefined;
};

/** @throws Failure `sign/bad-input`, `action/input`, `image/bad-reference` */
export function loadInputs(reader: InputReader): Inputs {
  // Everything is read before anything is judged.
  const given = {
    image: reader.required('image'),
    evidence: reader.required('evidence'),
    app: reader.required('app'),
    tags: reader.list('tags'),
    deployTag: reader.required('deploy-tag'),
    signingConfig: reader.optional('signing-config'),
    username: reader.optional('username'),
    password: reader.optional('password'),
    token: reader.optional('token'),
    tools: reader.choice('tools', TOOL_SOURCES),
  };
  return {
    ...given,
    image: subject(given.image),
    tags: given.tags.map((tag) => tagName('tags', tag)),
    deployTag: tagName('deploy-tag', given.deployTag),
  };
}

function subject(text: string): Subject {
  const { registry, repository, tag, digest } = parseImageReference(text);
  if (tag !== undefined || digest === undefined)
    throw configurationFailure({
      code: 'sign/bad-input',
      cause: `"${text}" does not name an image by digest alone.`,
      remedy: `Write ${registry}/${repository}@sha256:…: a tag may mean another image by the time it is signed.`,
    });
  return { registry, repository, digest: parseDigest(digest) };
}

function tagName(input: string, text: string): string {
  if (isTag(text)) return text;
  throw configurationFailure({
    code: 'sign/bad-input',
    cause: `"${text}" in the input "${input}" is not a tag.`,
    remedy: 'Give tags alone, without the image name: at most 128 letters, digits, "_", "." and "-".',
  });
}
