import type { Digest } from '../digest.ts';
import type { ImageName } from '../image.ts';

/** `none`: tag alone. `suffix`: `tag@sha256:…` in one value. `field`: the digest has a key of its own. */
export type DigestMode = 'none' | 'suffix' | 'field';

/** How the keys are found. `auto` = explicit path when given, else by image, else by marker, in that order. */
export type Find =
  | { readonly by: 'path'; readonly path: string; readonly digestPath?: string }
  | { readonly by: 'image' }
  | { readonly by: 'marker' }
  | { readonly by: 'auto'; readonly path?: string; readonly digestPath?: string };

export type Wanted = {
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
