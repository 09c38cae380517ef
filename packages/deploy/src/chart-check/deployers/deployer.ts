/** What deploys a chart of the ops repository, and with which values: what an Application or a HelmRelease says of it. */

import type { Data } from './documents.ts';

/** Values as they are laid over each other, a later layer over the earlier ones. */
export type ValuesLayer =
  | {
      readonly kind: 'file';
      /** Below the root of the repository. */
      readonly path: string;
      /** Whether it is left out where it is not there. */
      readonly optional: boolean;
    }
  /** YAML text that stands in the deployer itself. */
  | { readonly kind: 'text'; readonly text: string };

/** One value above all layers, as `helm --set` takes it. */
export type Parameter = { readonly name: string; readonly value: string; readonly forceString: boolean };

export type Deployer = {
  /** File that it stands in. */
  readonly file: string;
  /** `Application api-prod` */
  readonly name: string;
  readonly releaseName: string;
  readonly namespace: string | undefined;
  readonly layers: readonly ValuesLayer[];
  readonly parameters: readonly Parameter[];
  /** Whether the chart's own values.yaml lies below the layers. */
  readonly ownValues: boolean;
  /** Values that it names and nobody here can read, a noun phrase each. */
  readonly unread: readonly string[];
};

/** A document and the file that it stands in. */
export type Placed = { readonly file: string; readonly data: Data };

/** The repository that deployers and charts are looked for in. */
export type Manifests = {
  /** `owner/name` of the repository itself: what deployers call by its address. */
  readonly repository: string;
  /** Texts of its YAML files, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Paths of all files. */
  readonly paths: readonly string[];
  /** What of the texts may be, or belong to, a deployer. */
  readonly documents: readonly Placed[];
};
