import type { Document } from 'yaml';
import type { Failure } from '../failure.ts';

/**
 * What a YAML document says. Only here are its aliases followed: those that name nothing, and those that multiply
 * until the memory is full, come to light now.
 * @param problem makes the failure from a clause without a full stop
 */
export function yamlValue(document: Document.Parsed, problem: (reason: string) => Failure): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    // The message names the alias, which is text of the file.
    throw problem(
      /^Excessive/.test(error.message) ? 'its aliases stand for too much' : 'an alias stands for nothing',
    );
  }
}
