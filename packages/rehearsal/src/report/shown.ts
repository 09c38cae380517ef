/** What a reader is shown in place of names that exist only inside a rehearsal. */

/** A folder of the rehearsal, and what the reader knows it as. */
export type Copy = { readonly folder: string; readonly as: string };

export type Shown = (text: string) => string;

/** A job's workspace below a run's folder, and a run's copy of the app repository. */
const WORKSPACE = /^\/runs\/run-[^/\s]+\/(?:repository|jobs\/[^/\s]+\/work\/[^/\s]+\/[^/\s:'"]+)/;
const PULL_REQUEST = /https:\/\/github\.com\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)/g;

/**
 * @param dir of the rehearsal
 * @param app what the reader knows the app repository as: workspaces of jobs are checkouts of it
 * @param repositories that exist in the stand-in only, as owner/name: links to their pull requests lead nowhere
 */
export function showAs(
  dir: string,
  app: string,
  copies: readonly Copy[],
  repositories: () => readonly string[],
): Shown {
  const longest = [...copies].sort((left, right) => right.folder.length - left.folder.length);
  return (text) => {
    let shown = text;
    for (const { folder, as } of longest) shown = shown.replaceAll(folder, as);
    const parts = shown.split(`${dir}/sandbox`);
    shown = parts
      .map((part, index) => (index === 0 ? part : showWorkspace(part, app, `${dir}/sandbox`)))
      .join('');
    const known = repositories().map((name) => name.toLowerCase());
    return shown.replace(PULL_REQUEST, (link, name: string, number: string) =>
      known.includes(name.toLowerCase()) ? `${name}#${number} (in the stand-in)` : link,
    );
  };
}

function showWorkspace(rest: string, app: string, prefix: string): string {
  const match = WORKSPACE.exec(rest);
  return match === null ? `${prefix}${rest}` : `${app}${rest.slice(match[0].length)}`;
}
