/** What a plan is made from: files, git, the event and the clock come in as facts. */
import type { PipelineConfig } from '../../config/pipeline.ts';
import type { NamingFacts } from '../naming/facts.ts';
import type { ChangedFiles } from './changed-files.ts';

/** `publish` releases, `check` only builds and scans, `none` has nothing to do. */
export type Mode = 'publish' | 'check' | 'none';

/** What became different since the commit that an app is compared with. */
export type AppChanges =
  /** There is no such commit, or it is not in the checkout: the app is built. */
  | 'unknown'
  /** No release of it was found on this branch: it is built. */
  | 'unreleased'
  | {
      readonly files: ChangedFiles;
      /** Whether the configuration says something else of its image. */
      readonly entryChanged: boolean;
    };

/** What the content of an app is from. */
export type ContentCommit = {
  /** 40 hex digits. */
  readonly commit: string;
  /** When it was committed, milliseconds since 1970. */
  readonly date: number;
};

export type PlanFacts = Omit<NamingFacts, 'app' | 'config' | 'appConfig'> & {
  readonly config: PipelineConfig;
  /** By name. An app that is not among them has nothing to be compared with. */
  readonly changes: ReadonlyMap<string, AppChanges>;
  /** For a rebuild, by name: apps that are not among them are from the commit that is built. */
  readonly contents?: ReadonlyMap<string, ContentCommit>;
  /** Texts of Dockerfiles and ignore files that exist, by path. */
  readonly texts: ReadonlyMap<string, string>;
  /** Targets of symbolic links, by path. */
  readonly links: ReadonlyMap<string, string>;
  /** A job before the build makes files of it, out of whatever it likes: what Dockerfiles read is not all there is. */
  readonly prepared?: boolean;
  readonly mode: 'publish' | 'check';
  /** registry/owner/repository as the user wrote it; lower-cased here. */
  readonly imagePrefix: string;
  /** Platforms of apps that the config gives none. */
  readonly platforms: readonly string[];
  /** Build only these; empty means all that are affected. */
  readonly only: readonly string[];
  /** Path of the config file. */
  readonly configFile: string;
};
