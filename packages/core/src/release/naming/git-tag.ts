/** Git tags of versions: of the whole repository (`v1.2.3`), or of one app (`api-v1.2.3`, `api/v1.2.3`, `@acme/api@1.2.3`). */
import { versionOf } from '../../image/tag.ts';
import { gitTagOf } from './facts.ts';

export type AppTag = {
  readonly app: string;
  /** `v1.2.3` */
  readonly rest: string;
  /** `1.2.3` */
  readonly version: string;
};

/** `name-v1.2.3`, `name/v1.2.3`, `name@1.2.3`, and `@scope/` before it. */
function ofApp(tag: string, app: string): AppTag | undefined {
  const name = tag.startsWith('@') ? tag.slice(tag.indexOf('/') + 1) : tag;
  if (!name.startsWith(app) || !/^[-/@]$/.test(name.charAt(app.length))) return undefined;
  const rest = name.slice(app.length + 1);
  const version = versionOf(rest);
  return version === undefined ? undefined : { app, rest, version };
}

/** Which of the apps a git tag is a version of, and which one; undefined: of none alone. */
export const appTagOf = (tag: string, apps: readonly string[]): AppTag | undefined =>
  apps.flatMap((app) => ofApp(tag, app) ?? []).toSorted((a, b) => b.app.length - a.app.length)[0];

/** The version that a release of the app from this ref has; undefined where the ref is no git tag of a version. */
export function releaseVersion(ref: string, app: string): string | undefined {
  const tag = gitTagOf(ref);
  return tag === undefined ? undefined : (versionOf(tag) ?? appTagOf(tag, [app])?.version);
}
