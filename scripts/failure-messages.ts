// What failures say, read from the sources: a page about messages that is written by hand would soon be about others.
import { stripTypeScriptTypes } from 'node:module';
import { type AnyNode, type Expression, type ObjectExpression, parse } from 'acorn';

export type FailureMessage = {
  readonly code: string;
  /** `…` stands for what is filled in. */
  readonly cause: string;
  readonly remedy: string;
};

const CODE = /^[a-z0-9-]+\/[a-z0-9-]+$/;
const GAP = '…';

/** Every failure that a TypeScript module makes with a cause and remedy that stand in it. */
export function failureMessages(source: string): readonly FailureMessage[] {
  const nodes = everyNode(
    parse(stripTypeScriptTypes(source), { ecmaVersion: 'latest', sourceType: 'module' }),
  );
  const makers = new Map(nodes.flatMap(makerOf));
  return nodes.flatMap((node) => {
    if (node.type === 'ObjectExpression') return messageOf(node);
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return [];
    const maker = makers.get(node.callee.name);
    if (maker === undefined) return [];
    const given = (index: number) => textOf(node.arguments[index] as Expression | undefined);
    const code = typeof maker.code === 'string' ? maker.code : given(maker.code);
    return said(code, given(maker.cause), given(maker.remedy));
  });
}

/** Positions of parameters, and the code if it is none of them. */
type Maker = { readonly code: string | number; readonly cause: number; readonly remedy: number };

/** A function whose parameters become cause and remedy: `(cause, remedy) => failure({ code: 'a/b', cause, remedy })`. */
function makerOf(node: AnyNode): readonly (readonly [string, Maker])[] {
  const [name, made] =
    node.type === 'FunctionDeclaration'
      ? [node.id?.name, node]
      : node.type === 'VariableDeclarator' && node.id.type === 'Identifier'
        ? [node.id.name, node.init]
        : [];
  if (name === undefined) return [];
  if (made?.type !== 'ArrowFunctionExpression' && made?.type !== 'FunctionDeclaration') return [];
  const names = made.params.map((each) => (each.type === 'Identifier' ? each.name : undefined));
  return everyNode(made.body).flatMap((inner) => {
    if (inner.type !== 'ObjectExpression') return [];
    const at = (key: string) => {
      const value = propertyOf(inner, key);
      return value?.type === 'Identifier' ? names.indexOf(value.name) : -1;
    };
    const [code, cause, remedy] = [codeOf(inner) ?? at('code'), at('cause'), at('remedy')];
    return code === -1 || cause < 0 || remedy < 0 ? [] : [[name, { code, cause, remedy }] as const];
  });
}

function messageOf(object: ObjectExpression): readonly FailureMessage[] {
  const code = codeOf(object);
  return code === undefined
    ? []
    : said(code, textOf(propertyOf(object, 'cause')), textOf(propertyOf(object, 'remedy')));
}

const said = (code: string, cause: string, remedy: string): readonly FailureMessage[] =>
  CODE.test(code) && (cause !== GAP || remedy !== GAP) ? [{ code, cause, remedy }] : [];

function codeOf(object: ObjectExpression): string | undefined {
  const value = propertyOf(object, 'code');
  return value?.type === 'Literal' && typeof value.value === 'string' && CODE.test(value.value)
    ? value.value
    : undefined;
}

function propertyOf(object: ObjectExpression, key: string): Expression | undefined {
  for (const property of object.properties)
    if (property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === key)
      return property.value as Expression;
  return undefined;
}

function textOf(expression: Expression | undefined): string {
  switch (expression?.type) {
    case 'Literal':
      return String(expression.value);
    case 'TemplateLiteral':
      return expression.quasis.map(({ value }) => value.cooked ?? '').join(GAP);
    case 'BinaryExpression':
      return `${textOf(expression.left as Expression)}${textOf(expression.right)}`;
    case 'ConditionalExpression': {
      const both = [textOf(expression.consequent), textOf(expression.alternate)];
      return both.filter((text) => text !== GAP).join(' Or: ') || GAP;
    }
    default:
      return GAP;
  }
}

function everyNode(root: AnyNode): readonly AnyNode[] {
  const found: AnyNode[] = [root];
  for (let index = 0; index < found.length; index += 1)
    for (const value of Object.values(found[index] ?? {}))
      for (const each of Array.isArray(value) ? value : [value]) if (isNode(each)) found.push(each);
  return found;
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
