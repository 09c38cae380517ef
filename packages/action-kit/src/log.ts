import * as core from '@actions/core';
import type { AnnotationProperties, Log } from '@sealift/core/log';
import { neutraliseCommands } from '@sealift/core/text/sanitize';

const plain = (message: string) => message.split('\n').map(neutraliseCommands).join('\n');

const properties = ({ title, file, startLine }: AnnotationProperties = {}): core.AnnotationProperties => ({
  ...(title === undefined ? {} : { title }),
  ...(file === undefined ? {} : { file }),
  ...(startLine === undefined ? {} : { startLine }),
});

/** The log of a runner step. stdout is a command channel there, so every line is neutralised first. */
export const runnerLog: Log = {
  debug: (message) => core.debug(plain(message)),
  info: (message) => core.info(plain(message)),
  notice: (message, where) => core.notice(plain(message), properties(where)),
  warning: (message, where) => core.warning(plain(message), properties(where)),
  error: (message, where) => core.error(plain(message), properties(where)),
  group: (title, work) => core.group(plain(title), work),
  secret(value) {
    // Masking an empty or tiny value would blot out unrelated output.
    if (value.length >= 4) core.setSecret(value);
  },
};
