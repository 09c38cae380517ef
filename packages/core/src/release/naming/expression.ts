/**
 * `{{name}}` and `{{name 'argument' key='value'}}` in text: of Handlebars what docker/metadata-action documents. Its other
 * forms (blocks, triple braces, nested calls) are refused.
 */
import { configurationFailure } from '../../failure.ts';

export type Call = {
  /** Without its name. */
  readonly argument: string | undefined;
  readonly named: Readonly<Record<string, string>>;
};

/** What the names stand for. */
export type Values = Readonly<Record<string, string | ((call: Call) => string)>>;

const ARGUMENT = /\s+(?:([A-Za-z_][A-Za-z0-9_]{0,30})=)?(?:'([^']*)'|"([^"]*)")/y;
const NAME = /\s*([A-Za-z_][A-Za-z0-9_]{0,30})/y;

const refuse = (text: string, reason: string, remedy: string) =>
  configurationFailure({ code: 'plan/bad-tags', cause: `"${text}" cannot be evaluated: ${reason}.`, remedy });

/**
 * @param from what the text is from, for the message
 * @throws Failure `plan/bad-tags`
 */
export function evaluate(text: string, values: Values): string {
  let result = '';
  let rest = 0;
  for (const { start, end, inner } of expressionsIn(text)) {
    result += text.slice(rest, start) + call(text, inner, values);
    rest = end;
  }
  return result + text.slice(rest);
}

/** The names that a text uses. @throws Failure `plan/bad-tags` */
export const namesIn = (text: string): readonly string[] =>
  expressionsIn(text).map(({ inner }) => inner.trim().split(/\s/, 1)[0] ?? '');

type Expression = { readonly start: number; readonly end: number; readonly inner: string };

function expressionsIn(text: string): readonly Expression[] {
  const found: Expression[] = [];
  let at = text.indexOf('{{');
  while (at !== -1) {
    const close = text.indexOf('}}', at);
    if (close === -1 || text[at + 2] === '{')
      throw refuse(
        text,
        close === -1 ? '"{{" is not closed' : '"{{{" has no meaning here',
        'Write {{name}}.',
      );
    found.push({ start: at, end: close + 2, inner: text.slice(at + 2, close) });
    at = text.indexOf('{{', close + 2);
  }
  return found;
}

function call(text: string, inner: string, values: Values): string {
  NAME.lastIndex = 0;
  const name = NAME.exec(inner)?.[1] ?? '';
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined)
    throw refuse(
      text,
      `there is no expression "{{${inner.trim()}}}"`,
      `Use one of ${Object.keys(values)
        .map((key) => `{{${key}}}`)
        .join(', ')}.`,
    );
  const given = argumentsOf(text, inner, NAME.lastIndex);
  if (typeof value === 'function') return value(given);
  if (given.argument === undefined && Object.keys(given.named).length === 0) return value;
  throw refuse(text, `"{{${name}}}" takes no argument`, `Write {{${name}}}.`);
}

function argumentsOf(text: string, inner: string, from: number): Call {
  let argument: string | undefined;
  const named: Record<string, string> = {};
  let at = from;
  while (inner.slice(at).trim() !== '') {
    ARGUMENT.lastIndex = at;
    const [whole, key, single, double] = ARGUMENT.exec(inner) ?? [];
    const value = single ?? double;
    if (whole === undefined || value === undefined || (key === undefined && argument !== undefined))
      throw refuse(
        text,
        `"${inner.slice(at).trim()}" is no argument`,
        "Write arguments in quotes, for example {{date 'YYYYMMDD' tz='Asia/Tokyo'}}.",
      );
    if (key === undefined) argument = value;
    else named[key] = value;
    at += whole.length;
  }
  return { argument, named };
}
