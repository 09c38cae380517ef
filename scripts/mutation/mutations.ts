/** Small changes of a source, each of which turns a decision round. */
import { stripTypeScriptTypes } from 'node:module';
import { type Node, parse } from 'acorn';

export type Mutation = {
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** What is shown: `=== → !==`. */
  readonly change: string;
};

const OPPOSITES: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '==': '!=',
  '!=': '==',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '&&': '||',
  '||': '&&',
};
const METHODS: Readonly<Record<string, string>> = { some: 'every', every: 'some' };

type Tree = Node & Readonly<Record<string, unknown>>;

/** Types are blanked out, so that every offset stays what it is. */
export function mutationsOf(source: string): readonly Mutation[] {
  const code = stripTypeScriptTypes(source, { mode: 'strip' });
  const mutations: Mutation[] = [];
  visit(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Tree, (node) => {
    mutations.push(...operatorMutation(node, code), ...conditionMutation(node, code), ...valueMutation(node));
  });
  return mutations.toSorted((a, b) => a.start - b.start);
}

function operatorMutation(node: Tree, code: string): readonly Mutation[] {
  if (node.type !== 'BinaryExpression' && node.type !== 'LogicalExpression') return [];
  const [operator, left, right] = [String(node['operator']), node['left'] as Tree, node['right'] as Tree];
  const opposite = OPPOSITES[operator];
  const start = code.indexOf(operator, left.end);
  if (opposite === undefined || start < 0 || start >= right.start) return [];
  const replaced = { start, end: start + operator.length, replacement: opposite };
  return [{ ...replaced, change: `${operator} → ${opposite}` }];
}

/** A condition turned round, where turning its operator round is not the same. */
function conditionMutation(node: Tree, code: string): readonly Mutation[] {
  if (!['IfStatement', 'ConditionalExpression', 'WhileStatement'].includes(node.type)) return [];
  const test = node['test'] as Tree;
  if (test.type === 'BinaryExpression' && /^[!=]==?$/.test(String(test['operator']))) return [];
  if (test.type === 'UnaryExpression') return [];
  const text = code.slice(test.start, test.end);
  return [
    { start: test.start, end: test.end, replacement: `!(${text})`, change: 'condition → its opposite' },
  ];
}

function valueMutation(node: Tree): readonly Mutation[] {
  if (node.type === 'UnaryExpression' && node['operator'] === '!')
    return [{ start: node.start, end: node.start + 1, replacement: '', change: '! → nothing' }];
  if (node.type === 'Literal' && typeof node['value'] === 'boolean') {
    const replacement = String(!node['value']);
    return [{ start: node.start, end: node.end, replacement, change: `${node['value']} → ${replacement}` }];
  }
  if (node.type !== 'MemberExpression' || node['computed'] === true) return [];
  const property = node['property'] as Tree;
  const replacement = METHODS[String(property['name'])];
  return replacement === undefined
    ? []
    : [
        {
          start: property.start,
          end: property.end,
          replacement,
          change: `${property['name']} → ${replacement}`,
        },
      ];
}

function visit(node: Tree, see: (node: Tree) => void): void {
  see(node);
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (typeof child === 'object' && child !== null && typeof child.type === 'string')
        visit(child as Tree, see);
}
