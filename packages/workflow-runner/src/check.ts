/** Problems that GitHub's own grammar finds in a file, for a linter. Pure: nothing is read or run. */
import { type Problem, parseActionText, parseWorkflowText } from './parse/grammar.ts';

export type { Problem } from './parse/grammar.ts';

/** @param path of the file in the repository, `.github/workflows/ci.yml` */
export const checkWorkflowFile = async (path: string, text: string): Promise<readonly Problem[]> =>
  (await parseWorkflowText(path, text)).problems;

/** @param path of the file in the repository, `actions/plan/action.yml` */
export const checkActionFile = (path: string, text: string): readonly Problem[] =>
  parseActionText(path, text).problems;
