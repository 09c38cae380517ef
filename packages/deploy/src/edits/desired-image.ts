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
  /** For a path only: the whole value, with `{tag}` and `{digest}`. */
  readonly value?: string;
};

export type Role = 'tag' | 'digest' | 'reference' | 'name';
