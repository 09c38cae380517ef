/** What a plan is made from: files, git, the event and the clock come in as facts. */
import type { PipelineConfig } from '../../config/pipeline.ts';
import type { NamingFacts } from '../naming/facts.ts';

/** `publish` releases, `check` only builds and scans, `none` has nothing to do. */
export type Mode = 'publish' | 'check' | 'none';

export type PlanFacts = Omit<NamingFacts, 'app' | 'config' | 'appConfig'> & {
  readonly config: PipelineConfig;
  /** Names of the folders in `apps/` that hold a Dockerfile. */
  readonly discovered: readonly string[];
  /** Files changed since the base, or `unknown`: then every app is affected. */
  readonly changed: readonly string[] | 'unknown';
  readonly mode: 'publish' | 'check';
  /** registry/owner/repository as the user wrote it; lower-cased here. */
  readonly imagePrefix: string;
  /** Platforms of apps that the config gives none. */
  readonly platforms: readonly string[];
  /** Build only these; empty means all that are affected. */
  readonly only: readonly string[];
  /** Path of the config file: a change to it affects every app. */
  readonly configFile: string;
};
