import * as core from '@actions/core';
import type { AnnotationProperties, Log } from '@sealift/core/log';
import { logText } from '@sealift/core/text/sanitize';
import { troubleshootingUrl } from './troubleshooting.ts';

const properties = ({ title, file, startLine }: AnnotationProperties = {}): core.AnnotationProperties => ({
  ...(title === undefined ? {} : { title }),
  ...(file === undefined ? {} : { file }),
  ...(startLine === undefined ? {} : { startLine }),
});

/** The one place where annotations are made, and so where each gets its link. */
const annotation = (message: string, { code }: AnnotationProperties = {}): string =>
  logText(code === undefined ? message : `${message} More: ${troubleshootingUrl(code, process.env)}`);

/** The log of a runner step. stdout is a command channel there, so every line is neutralised first. */
export const runnerLog: Log = {
  debug: (message) => core.debug(logText(message)),
  info: (message) => core.info(logText(message)),
  notice: (message, where) => core.notice(annotation(message, where), properties(where)),
  warning: (message, where) => core.warning(annotation(message, where), properties(where)),
  error: (message, where) => core.error(annotation(message, where), properties(where)),
  group: (title, work) => core.group(logText(title), work),
  openGroup(title) {
    core.startGroup(logText(title));
    return core.endGroup;
  },
  secret(value) {
    // Masking an empty or tiny value would blot out unrelated output.
    if (value.length >= 4) core.setSecret(value);
  },
};
