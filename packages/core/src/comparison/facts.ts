/**
 * What is known of an image from its verified attestations, and what differs between two images. Every text in it
 * (package names, versions, advisories) comes from the image or a database: it is escaped where it is shown.
 */
import type { Digest } from '../image/digest.ts';
import type { ReleaseRecord, VerdictFinding } from '../release/record.ts';

export type Package = {
  /** Type of the package URL: `deb`, `npm`, `golang` … */
  readonly type: string;
  /** Namespace and name, decoded: `@babel/core`, `debian/libssl3`. */
  readonly name: string;
  /** Empty when unknown. */
  readonly version: string;
};

export type PlatformFacts = {
  /** os/architecture[/variant] */
  readonly platform: string;
  readonly digest: Digest;
  /** Bytes of the compressed layers and the config. */
  readonly size: number;
  /** undefined when the verdict has counts only (it is older) or could not hold all of them. */
  readonly findings: readonly VerdictFinding[] | undefined;
  /** ISO 8601: when the vulnerability database was made that the findings come from. */
  readonly databaseUpdatedAt: string;
  readonly packages: readonly Package[];
};

export type ImageFacts = { readonly record: ReleaseRecord; readonly platforms: readonly PlatformFacts[] };

export type ChangedPackage = {
  readonly type: string;
  readonly name: string;
  /** One version, or several joined by `, `. */
  readonly from: string;
  readonly to: string;
  /** `change` where the versions cannot be ordered. */
  readonly direction: 'upgrade' | 'downgrade' | 'change';
};

export type SizeChange = {
  readonly platform: string;
  /** Bytes. */
  readonly before: number;
  readonly after: number;
};

export type Comparison = {
  /** Absent when the findings of one of the images are not known. */
  readonly vulnerabilities?: {
    readonly fixed: readonly VerdictFinding[];
    /** Without those that an ignore file took out. */
    readonly introduced: readonly VerdictFinding[];
    /** New as well, and taken out by an ignore file: somebody accepted the risk. */
    readonly accepted: readonly VerdictFinding[];
    /** False: a finding may be new only because a newer database knows it. */
    readonly sameDatabase: boolean;
  };
  readonly packages: {
    readonly added: readonly Package[];
    readonly removed: readonly Package[];
    readonly changed: readonly ChangedPackage[];
  };
  /** Platforms that both images have. */
  readonly sizes: readonly SizeChange[];
};
