/** Which apps a change affects. */
import { posix } from 'node:path';
import { createMatcher } from '../../text/glob.ts';
import { type App, contextOf, fileOf } from './apps.ts';
import type { PlanFacts } from './facts.ts';

/** What never changes an image unless an app's `paths` say so. */
const DOCUMENTS = ['**/*.md', '*.md', 'docs/**', 'LICENSE', '.github/**'];
const isDocument = createMatcher(DOCUMENTS, 'full');

export function isAffected(app: App, all: readonly App[], { changed, configFile }: PlanFacts): boolean {
  if (changed === 'unknown') return true;
  const { paths } = app.config;
  const isNamed = paths === undefined ? undefined : createMatcher(paths, 'full');
  return changed.some((file) => {
    if (file === configFile || file === fileOf(app)) return true;
    if (isNamed !== undefined) return isNamed(file);
    const home = posix.dirname(fileOf(app));
    if (file.startsWith(`${home}/`)) return true;
    // The context may hold files that several apps copy: what belongs to no app may belong to this one.
    const context = contextOf(app);
    const inContext = context === '.' || file.startsWith(`${context}/`);
    const ofAnother = all.some(
      (other) => other !== app && file.startsWith(`${posix.dirname(fileOf(other))}/`),
    );
    return inContext && !ofAnother && !isDocument(file);
  });
}
