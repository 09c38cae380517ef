/**
 * The two instances of Sigstore that GitHub's jobs sign with: the public one, and GitHub's own for private repositories,
 * which has no logs and a timestamp authority instead. Their keys are made once per process.
 */
import { createAuthority } from './certificates.ts';
import { createCtLog } from './ct-log.ts';
import { createLog } from './log.ts';
import { createTimestampAuthority } from './timestamps.ts';

export const PUBLIC = {
  authority: createAuthority('fake fulcio'),
  ctLog: createCtLog(),
  log: createLog(),
};

export const GITHUB = {
  authority: createAuthority('fake fulcio of github'),
  ctLog: undefined,
  timestamps: createTimestampAuthority('fake timestamp authority of github'),
};
