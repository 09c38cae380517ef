/** What sign, verify and bump are given. */
import { RECORD } from '../samples.ts';

export const record = (changes: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ ...RECORD, ...changes });

export const TOKEN = 'github_pat_11ABCDEFG0123456789_abcdef';
