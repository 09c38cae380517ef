/** Pages of GitHub's documentation and sources that the cases name. */
const reference = 'https://docs.github.com/en/actions/reference/workflows-and-actions';
export const syntax = `${reference}/workflow-syntax`;
export const expressionsPage = `${reference}/expressions`;
export const contextsPage = `${reference}/contexts`;
export const commandsPage = `${reference}/workflow-commands`;
export const variablesPage = `${reference}/variables`;
export const metadata = `${reference}/metadata-syntax`;
export const reuse = `${reference}/reusing-workflow-configurations`;
export const cancellation = `${reference}/workflow-cancellation`;
export const howTo = 'https://docs.github.com/en/actions/how-tos';
export const runnerSource = 'actions/runner src/Runner.Worker';
export const parserTests = 'actions/languageservices workflow-parser/testdata/reader';

export type Files = Readonly<Record<string, string>>;

/**
 * A file's text without the indentation that its lines share. Backslashes stay as they are written (scripts have many),
 * but for `\$` and a backslash before a backtick, which a template needs.
 */
export function yaml(strings: TemplateStringsArray, ...values: readonly string[]): string {
  const raw = String.raw({ raw: strings.raw.map(unescaped) }, ...values);
  const lines = raw.replace(/^\n/, '').trimEnd().split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents);
  return `${lines.map((line) => line.slice(shared)).join('\n')}\n`;
}

function unescaped(text: string): string {
  return text.replaceAll('\\${', '${').replaceAll('\\`', '`');
}

/** The workflow that runs, and other files of the repository. */
export function main(workflow: string, others: Files = {}): Files {
  return { '.github/workflows/main.yml': workflow, ...others };
}

/** A workflow of one job `t`; `body` is what stands under `runs-on`. */
export function oneJob(body: string, others: Files = {}): Files {
  const job = body.trimEnd().replace(/^(?=.)/gm, '    ');
  return main(`on: push\njobs:\n  t:\n    runs-on: ubuntu-latest\n${job}\n`, others);
}

/** A workflow of one job `t` whose outputs are these expressions. */
export function evaluated(expressions: Files): Files {
  const outputs = Object.entries(expressions).map(
    ([name, expression]) => `  ${name}: ${JSON.stringify(`\${{ ${expression} }}`)}\n`,
  );
  return oneJob(`outputs:\n${outputs.join('')}steps:\n  - run: ':'\n`);
}

/** Where a workflow that is called stands. */
export const call = '.github/workflows/call.yml';

/** A called workflow that does nothing, with `on.workflow_call` as given. */
export function called(declared: string): string {
  const indented = declared.trimEnd().replace(/^(?=.)/gm, '    ');
  return `on:\n  workflow_call:\n${indented}\njobs:\n  inner:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ':'\n`;
}

/** An action whose stages only say their name, with the parts of `runs` as given. */
export function speaking(name: string, runs: string): Readonly<Record<string, string>> {
  const say = (stage: string) => `console.log('${name} ${stage}');\n`;
  return {
    'action.yml': `name: ${name}\ndescription: ${name}\nruns: { using: node24, main: main.js, ${runs} }\n`,
    'pre.js': say('pre'),
    'main.js': say('main'),
    'post.js': say('post'),
  };
}
