/**
 * Has SQLAlchemy say which line of a revision a statement comes from, in a comment behind the statement. It runs beside
 * the code that is judged, which can make it say another line: it decides where a finding is shown, never what is found.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Variable with the folders of the revisions. */
export const FOLDERS_VARIABLE = 'SEALIFT_GATE_VERSIONS';

/** Python loads it before anything else; one that was there before is loaded as well. */
const SITECUSTOMIZE = `import importlib.machinery
import importlib.util
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDERS = [os.path.realpath(each) + os.sep for each in os.environ.get("${FOLDERS_VARIABLE}", "").split(os.pathsep) if each]


def load_other():
    paths = [each for each in sys.path if os.path.abspath(each or os.curdir) != HERE]
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", paths)
    if spec is not None and spec.loader is not None:
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


def mark(conn, cursor, statement, parameters, context, executemany):
    frame = sys._getframe(1)
    while frame is not None:
        file = os.path.realpath(frame.f_code.co_filename)
        if any(file.startswith(each) for each in FOLDERS):
            name = os.path.basename(file).replace("*/", "").replace("%", "")
            statement = "%s /*sealift:%d:%s*/" % (statement, frame.f_lineno, name)
            break
        frame = frame.f_back
    return statement, parameters


def install():
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    event.listen(Engine, "before_cursor_execute", mark, retval=True)


for step in (load_other, install):
    try:
        step()
    except Exception:
        pass
`;

/** @returns the folder for PYTHONPATH */
export async function writeLineHook(temporary: string): Promise<string> {
  const folder = path.join(temporary, 'hook');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'sitecustomize.py'), SITECUSTOMIZE);
  return folder;
}

export type Marked = {
  readonly sql: string;
  readonly line: number | undefined;
  readonly file: string | undefined;
};

const COMMENT = /\s*\/\*sealift:([0-9]{1,7}):([^*]{1,255})\*\/\s*;?\s*$/;

/** Takes the mark off a statement. */
export function takeMark(sql: string): Marked {
  // Only the end is looked at: the pattern would be tried at each blank of a long text.
  const from = Math.max(0, sql.length - 400);
  const found = COMMENT.exec(sql.slice(from));
  if (found === null) return { sql, line: undefined, file: undefined };
  const [, line, file] = found;
  return { sql: sql.slice(0, from + found.index), line: Number(line), file };
}
