/** What git prints of a change, as files and lines. */

export type PatchLine = {
  readonly kind: 'context' | 'added' | 'removed';
  readonly text: string;
  /** 1-based, in the file before and after. */
  readonly before: number | undefined;
  readonly after: number | undefined;
};

export type PatchFile = {
  readonly path: string;
  readonly hunks: readonly { readonly heading: string; readonly lines: readonly PatchLine[] }[];
};

type OpenFile = { path: string; hunks: { heading: string; lines: PatchLine[] }[] };

const HUNK = /^@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@/;

/** Lines that are no patch are passed over. A hunk ends with the number of lines that it announces. */
export function parsePatch(text: string): readonly PatchFile[] {
  const files: OpenFile[] = [];
  let left = { before: 0, after: 0 };
  let at = { before: 0, after: 0 };
  for (const line of text.split('\n')) {
    const hunk = files.at(-1)?.hunks.at(-1);
    if (hunk !== undefined && (left.before > 0 || left.after > 0)) {
      const kind = KINDS[line.charAt(0)];
      if (kind === undefined) continue;
      const [before, after] = [kind !== 'added', kind !== 'removed'];
      hunk.lines.push({
        kind,
        text: line.slice(1),
        before: before ? at.before : undefined,
        after: after ? at.after : undefined,
      });
      at = { before: at.before + Number(before), after: at.after + Number(after) };
      left = { before: left.before - Number(before), after: left.after - Number(after) };
      continue;
    }
    const start = HUNK.exec(line);
    if (line.startsWith('diff --git ')) files.push({ path: nameIn(line), hunks: [] });
    else if (line.startsWith('+++ b/')) Object.assign(files.at(-1) ?? {}, { path: line.slice(6) });
    else if (start !== null) {
      const [, before = '', lines = '1', after = '', more = '1'] = start;
      at = { before: Number(before), after: Number(after) };
      left = { before: Number(lines), after: Number(more) };
      files.at(-1)?.hunks.push({ heading: line, lines: [] });
    }
  }
  return files;
}

const KINDS: Readonly<Record<string, PatchLine['kind'] | undefined>> = {
  ' ': 'context',
  '+': 'added',
  '-': 'removed',
};

/** `diff --git a/x b/x`: for files without hunks, which name themselves in no other line. */
const nameIn = (line: string): string => line.slice(line.lastIndexOf(' b/') + 3);
