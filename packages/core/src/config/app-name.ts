/** Names of apps: they stand in image names, file names and branch names. */
import * as v from 'valibot';

export const appName = v.pipe(
  v.string(),
  v.regex(
    /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    'must be lower-case letters and digits with ".", "_" or "-" between',
  ),
  v.maxLength(63),
);

export const isAppName = (text: string): boolean => v.is(appName, text);
