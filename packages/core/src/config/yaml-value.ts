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
    throw problem(error.message.split('\n')[0] ?? 'its aliases cannot be followed');
  }
}
