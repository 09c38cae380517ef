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
    file: 'packages/evidence/src/read.ts',
    line: 'a.name < b.name ? -1 : 1,',
    change: '< → <=',
    reason: 'a folder has no two entries of one name',
  },
];
