/** What changed for each app since the commit that it is compared with. */

import { type PipelineConfig, parsePipelineConfig } from '@sealift/core/config/pipeline';
import { Failure } from '@sealift/core/failure';
import type { Log } from '@sealift/core/log';
import type { App } from '@sealift/core/release/plan/apps';
import { type ChangedFiles, changedFiles } from '@sealift/core/release/plan/changed-files';
import { type Entry, isEntryChanged } from '@sealift/core/release/plan/entry';
import type { AppChanges, PlanFacts } from '@sealift/core/release/plan/facts';
import { discoveredApp } from '@sealift/core/release/plan/listing';
import { spellingsOf } from './config-file.ts';
import type { Git } from './git.ts';

export type ChangeFacts = Pick<PlanFacts, 'config' | 'configFile' | 'imagePrefix' | 'platforms'> & {
  /** Name of the repository. */
  readonly repositoryName: string;
};

/** What is known of one commit, found out once. */
type Base = {
  readonly files: ChangedFiles;
  /** The configuration as it was there; undefined when that cannot be known. */
  readonly config: PipelineConfig | undefined;
};

export type Comparison = {
  /** `unknown` when the commit is not in the checkout. */
  since(base: string, app: App): Promise<AppChanges>;
};

export function createComparison(facts: ChangeFacts, git: Git, log: Log): Comparison {
  const bases = new Map<string, Promise<Base | undefined>>();
  const read = async (commit: string): Promise<Base | undefined> => {
    const files = await git.changed(commit);
    if (files === undefined) return undefined;
    const changed = changedFiles(files);
    return { files: changed, config: await configAt(commit, changed) };
  };
  const configAt = async (commit: string, { all }: ChangedFiles): Promise<PipelineConfig | undefined> => {
    const spellings = spellingsOf(facts.configFile);
    if (!spellings.some((file) => all.has(file))) return facts.config;
    for (const file of spellings) {
      const text = await git.textAt(commit, file);
      if (text === 'absent') continue;
      if (text === undefined) {
        log.notice(`How ${file} was before cannot be read: every app is compared as if its entry changed.`, {
          title: 'Plan',
        });
        return undefined;
      }
      return parsed(text, file);
    }
    return {};
  };
  return {
    async since(commit, app) {
      const base = bases.get(commit) ?? read(commit);
      bases.set(commit, base);
      const known = await base;
      if (known === undefined) return 'unknown';
      return { files: known.files, entryChanged: entryChanged(app, known, facts) };
    },
  };
}

/** What was no configuration then made no image. */
function parsed(text: string, file: string): PipelineConfig | undefined {
  try {
    return parsePipelineConfig(text, file);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

function entryChanged(app: App, { config }: Base, facts: ChangeFacts): boolean {
  if (config === facts.config) return false;
  if (config === undefined) return true;
  const before = entryOf(app, config, facts);
  try {
    return isEntryChanged({ app, config: facts.config }, before, facts);
  } catch (error) {
    // A platform or an image that the old configuration had wrong.
    if (error instanceof Failure) return true;
    throw error;
  }
}

/** The app as the old configuration has it: its Dockerfile is taken to have been there, since nothing of it changed. */
function entryOf(app: App, config: PipelineConfig, facts: ChangeFacts): Entry | undefined {
  const found = discoveredApp(app, { ...facts, config });
  return found === undefined ? undefined : { app: found, config };
}
