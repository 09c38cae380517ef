import { type Literal, readPythonModule } from './python-literals.ts';
import type { Revision, Unreadable } from './revision.ts';

/** What Alembic takes as an id: anything but what its own syntax uses. */
const ID = /^[A-Za-z0-9_][A-Za-z0-9_.]{0,127}$/;

/**
 * Reads a revision file without running it.
 * @param file from the top of the repository
 * @returns `undefined` for a Python file that is no revision
 */
export function readAlembicRevision(source: string, file: string): Revision | Unreadable | undefined {
  const module = readPythonModule(source);
  const last = (name: string) => module.assignments.findLast((each) => each.name === name);
  const revision = last('revision');
  const upgrade = module.definitions.findLast(({ name }) => name === 'upgrade');
  if (revision === undefined) {
    // Without both it is a module that revisions share.
    if (upgrade === undefined) return undefined;
    return {
      file,
      line: upgrade.line,
      reason: 'it has an upgrade and no "revision" that is written as a literal',
    };
  }
  const unreadable = (line: number, reason: string): Unreadable => ({ file, line, reason });
  if (typeof revision.value !== 'string' || !ID.test(revision.value))
    return unreadable(revision.line, '"revision" is no plain string');
  const lists: Record<string, readonly string[]> = {};
  for (const name of ['down_revision', 'depends_on', 'branch_labels'] as const) {
    const assignment = last(name);
    if (module.assignments.filter((each) => each.name === name).length > 1)
      return unreadable(assignment?.line ?? 1, `"${name}" is given more than once`);
    const items = assignment === undefined ? [] : listOf(assignment.value);
    if (items === undefined)
      return unreadable(assignment?.line ?? 1, `"${name}" is no plain string, tuple, list or None`);
    lists[name] = items;
  }
  return {
    id: revision.value,
    file,
    line: revision.line,
    down: lists['down_revision'] ?? [],
    dependsOn: lists['depends_on'] ?? [],
    labels: lists['branch_labels'] ?? [],
    upgradeLine: upgrade?.line ?? 1,
    downgradeLine: module.definitions.findLast(({ name }) => name === 'downgrade')?.line,
    lines: module.lines,
    comments: module.comments,
    source,
  };
}

const listOf = (value: Literal | undefined): readonly string[] | undefined =>
  value === null ? [] : typeof value === 'string' ? [value] : value;
