import type { DigestMode, Find } from '@sealift/core/config/deploy';
import type { Digest } from '@sealift/core/image/digest';
import type { ImageName } from '@sealift/core/image/reference';

export type DesiredImage = {
  readonly app: string;
  readonly image: ImageName;
  readonly tag: string;
  readonly digest: Digest;
  readonly find: Find;
  readonly digestMode: DigestMode;
  /** Also write the image's name: kustomize's newName, `repository` (and `registry`) of values. */
  readonly writeName?: boolean;
  /** Where the image is also found: hosts, or names with `{registry}`, `{repository}`, `{name}` and `{app}`. */
  readonly mirrors?: readonly string[];
  /** Patterns of the tags that are exchanged, with `!` before one for those that are not; all without. */
  readonly only?: readonly string[];
  /** Also add a tag, a digest or an entry that is missing in a mapping that is there. */
  readonly create?: boolean;
  /** For a path only: the whole value, with `{tag}` and `{digest}`. */
  readonly value?: string;
};

export type Role = 'tag' | 'digest' | 'reference' | 'name';
