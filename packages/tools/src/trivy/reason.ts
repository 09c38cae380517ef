import { stripVTControlCharacters } from 'node:util';
import { asClause } from '@sealift/core/text/clause';
import { singleLine } from '@sealift/core/text/sanitize';

/** Characters. What a registry answers stands in it, and is searched by patterns. */
const MAX_SAID = 16_384;

/** What Trivy's log says went wrong, on one line and without the chain of packages that passed it on. */
export function trivyReason(stderr: string): string {
  const lines = stripVTControlCharacters(stderr).split('\n');
  const fatal = lines.findLastIndex((line) => /\tFATAL\t/.test(line));
  const last = fatal === -1 ? lines.slice(-5) : lines.slice(fatal);
  // With --debug each layer has a line, "  - scan error:", with the place in Trivy's sources below.
  const layers = last.filter((line) => line.startsWith('  - ')).map((line) => line.slice('  - '.length));
  const said = (layers.length > 0 ? [last[0], ...layers] : last).join(' ').slice(0, MAX_SAID);
  const text = said.replace(/\s+/g, ' ').trim();
  const message = text
    .replace(/^\S+ FATAL (?:Fatal error )?/, '')
    .replace(
      /^(?:run error|init error|DB error|image scan error|scan error|scan failed|failed analysis): /g,
      '',
    )
    .replace(
      /^(?:(?:init error|DB error|scan error|scan failed|failed analysis|analyze error|pipeline error): )+/,
      '',
    )
    // Each layer repeats what it was doing; the registry's answer is at the end.
    .replace(/^.*OCI (?:repository|artifact) error: /, '')
    .replace(/\d{1,9} errors? occurred: \* /, '');
  const plain = asClause(singleLine(message.replace(/:$/, '')));
  return plain === '' ? 'it ended without a message' : plain.length > 600 ? `${plain.slice(0, 600)}…` : plain;
}
