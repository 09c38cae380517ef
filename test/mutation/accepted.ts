/** Changes that no test can see because nothing changes with them, or nothing that anybody could meet. */
export type AcceptedMutation = {
  readonly file: string;
  /** The line of the source, without the blanks around it. */
  readonly line: string;
  /** As the run prints it: `=== → !==`. */
  readonly change: string;
  readonly reason: string;
};

export const ACCEPTED: readonly AcceptedMutation[] = [
  {
    file: 'packages/core/src/comparison/spdx.ts',
    line: 'const result = v.safeParse(Document, spdx, { abortEarly: true });',
    change: 'true → false',
    reason: 'whether there is an issue is all that is asked; the first one only ends the work sooner',
  },
  {
    file: 'packages/core/src/comparison/spdx.ts',
    line: 'packages: [...distinct].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry),',
    change: '> → >=',
    reason: 'a map has no two entries of one key',
  },
  {
    file: 'packages/core/src/comparison/versions.ts',
    line: 'for (let at = 0; at < 3; at += 1) {',
    change: '< → <=',
    reason: 'a version has three parts; what is compared behind them is empty on both sides',
  },
  {
    file: 'packages/core/src/comparison/versions.ts',
    line: 'for (let at = 0; at < Math.max(x.length, y.length); at += 1) {',
    change: '< → <=',
    reason: 'behind the end both sides have the same, which is equal',
  },
  {
    file: 'packages/core/src/image/runtime-selection.ts',
    line: 'if (!a.fits || !b.fits) return 0;',
    change: '|| → &&',
    reason: 'of two entries with the same rank both fit or neither does',
  },
  {
    file: 'packages/core/src/text/glob.ts',
    line: 'const least = Math.min(...reachable) + (index > 0 && index === parts.length - 1 ? leastAtEnd : 0);',
    change: '> → >=',
    reason: 'every path has a name, so that a lone "**" is about it whether it needs one or none',
  },
  {
    file: 'packages/deploy/src/edits/find-marker.ts',
    line: 'if (long.some(({ start, end }) => start <= offset && offset < end)) continue;',
    change: '< → <=',
    reason:
      'a "#" right behind a value lacks the blank that begins a comment, or begins a line, where it marks no value either',
  },
  {
    file: 'packages/deploy/src/edits/json-source.ts',
    line: 'root = parseTree(body, errors, { disallowComments: true, allowTrailingComma: false });',
    change: 'false → true',
    reason: 'JSON.parse reads the same text right after it and refuses the comma',
  },
  {
    file: 'packages/deploy/src/edits/yaml-source.ts',
    line: '}).compose(tokens, false, text.length),',
    change: 'false → true',
    reason: 'the document that is then made of an empty file has no contents and is passed over',
  },
  {
    file: 'packages/evidence/src/assemble.ts',
    line: 'if (missing.length > 0 || scan === undefined || sbom === undefined)',
    change: '|| → &&',
    reason: 'a missing scan or SBOM is in the list already; they are named for the compiler',
  },
  {
    file: 'packages/evidence/src/files.ts',
    line: 'while (length < limit) {',
    change: '< → <=',
    reason: 'a read of no bytes gives none, and ends the loop as well',
  },
  {
    file: 'packages/evidence/src/read.ts',
    line: 'a.name < b.name ? -1 : 1,',
    change: '< → <=',
    reason: 'a folder has no two entries of one name',
  },
  {
    file: 'packages/registry/src/push.ts',
    line: 'const isLarge = ({ size }: LayoutBlob): boolean => size > SMALL;',
    change: '> → >=',
    reason: 'in which of two queues a blob of exactly that size waits changes nothing that is sent',
  },
  {
    file: 'packages/registry/src/merge-index.ts',
    line: 'const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);',
    change: '> → >=',
    reason: 'what is sorted with it are keys of a map or an object, of which no two are equal',
  },
  {
    file: 'packages/tools/src/cosign/certificate.ts',
    line: 'if (oid === undefined || value === undefined || arc === undefined) continue;',
    change: '|| → &&',
    reason: 'Node refuses a certificate with such an extension before it is read here',
  },
  {
    file: 'packages/tools/src/verification/image-check.ts',
    line: "return 'verdict' in found ? { met: true } : found;",
    change: 'true → false',
    reason: 'the types allow only true, and nobody reads it: a result without a reason is met',
  },
  {
    file: 'packages/core/src/scan/ignore/parse-ignore-yaml.ts',
    line: 'for (let length = path.length; length > 0; length--) {',
    change: '> → >=',
    reason: 'the first key of a path always stands in the document, so the loop ends before',
  },
  {
    file: 'packages/tools/src/process/child.ts',
    line: "signal?.addEventListener('abort', end, { once: true });",
    change: 'true → false',
    reason: 'a signal aborts once',
  },
];
