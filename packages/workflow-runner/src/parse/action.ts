/** An action.yml as written. */
import { type Problem, parseActionText } from './grammar.ts';
import { readSteps, type Step } from './step.ts';
import { literalText, pairsOf, propertiesOf, type Token } from './tokens.ts';

export type ActionInput = {
  readonly name: string;
  readonly default: Token | undefined;
  readonly deprecation: string | undefined;
};

/** Conditions are expressions without `${{ }}`, taken as they are: no status function is added to them. */
export type JavaScriptAction = {
  readonly kind: 'javascript';
  readonly main: string;
  readonly pre: string | undefined;
  readonly preIf: string;
  readonly post: string | undefined;
  readonly postIf: string;
};

export type CompositeAction = {
  readonly kind: 'composite';
  readonly steps: readonly Step[];
  readonly outputs: readonly { readonly name: string; readonly value: Token | undefined }[];
};

export type DockerAction = { readonly kind: 'docker' };

export type ActionFile = {
  readonly name: string;
  readonly inputs: readonly ActionInput[];
  readonly runs: JavaScriptAction | CompositeAction | DockerAction;
};

/** @param path shown in problems */
export function readAction(
  path: string,
  content: string,
): { readonly action: ActionFile } | { readonly problems: readonly Problem[] } {
  const { root, problems } = parseActionText(path, content);
  // GitHub's runner takes an action without a description; only its grammar for editors does not.
  const grave = problems.filter(({ message }) => message !== 'Required property is missing: description');
  if (grave.length > 0) return { problems: grave };
  const properties = propertiesOf(root);
  return {
    action: {
      name: literalText(properties.get('name')) ?? '',
      inputs: pairsOf(properties.get('inputs')).map(({ key, value }) => ({
        name: key,
        default: propertiesOf(value).get('default'),
        deprecation: literalText(propertiesOf(value).get('deprecationMessage')),
      })),
      runs: readRuns(path, properties),
    },
  };
}

function readRuns(path: string, properties: ReadonlyMap<string, Token>): ActionFile['runs'] {
  const runs = propertiesOf(properties.get('runs'));
  const using = literalText(runs.get('using'));
  if (using === 'docker') return { kind: 'docker' };
  if (using === 'composite')
    return {
      kind: 'composite',
      steps: readSteps(runs.get('steps'), path),
      outputs: pairsOf(properties.get('outputs')).map(({ key, value }) => ({
        name: key,
        value: propertiesOf(value).get('value'),
      })),
    };
  return {
    kind: 'javascript',
    main: literalText(runs.get('main')) ?? '',
    pre: literalText(runs.get('pre')),
    preIf: conditionText(runs.get('pre-if')),
    post: literalText(runs.get('post')),
    postIf: conditionText(runs.get('post-if')),
  };
}

function conditionText(token: Token | undefined): string {
  if (token === undefined) return 'always()';
  return 'expression' in token && typeof token.expression === 'string' ? token.expression : token.toString();
}
