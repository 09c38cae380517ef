// How much an expression can say, without following it: what says nothing is not worth asking for.
import type { AnyNode, Identifier } from 'acorn';
import { childrenOf, type FunctionNode, isFunction, type Modules } from './modules.ts';

/** The number of words of the text; `…` and numbers are none, and a path is one. */
export const wordsOf = (text: string): number =>
  text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;

/** The most words that one text can have that comes of an expression. */
export type CountWords = (node: AnyNode | null | undefined) => number;

export function countWords(modules: Modules): CountWords {
  const known = new Map<string | undefined, Map<AnyNode, number>>();
  /** @param key of the property that is asked for, if any */
  const count = (node: AnyNode | null | undefined, key?: string): number => {
    if (node == null) return 0;
    const numbers = known.get(key) ?? new Map<AnyNode, number>();
    const before = numbers.get(node);
    if (before !== undefined) return before;
    // Of what leads to itself.
    known.set(key, numbers.set(node, 0));
    const words = counted(node, key);
    numbers.set(node, words);
    return words;
  };
  const most = (nodes: readonly (AnyNode | null | undefined)[], key?: string) =>
    Math.max(0, ...nodes.map((node) => count(node, key)));
  const counted = (node: AnyNode, key: string | undefined): number => {
    if (node.type === 'Identifier') return ofName(node, key);
    if (node.type === 'MemberExpression')
      return node.computed || node.property.type !== 'Identifier' || key !== undefined
        ? count(node.object)
        : count(node.object, node.property.name);
    if (node.type === 'ObjectExpression')
      return Math.max(
        0,
        ...node.properties.map((each) => {
          if (each.type === 'SpreadElement') return count(each, key);
          const named = each.key.type === 'Identifier' ? each.key.name : undefined;
          return key === undefined || named === key ? count(each.value) : 0;
        }),
      );
    return key === undefined ? ownWords(node) + most(stepsOf(node)) : most(stepsOf(node), key);
  };
  const ofName = (name: Identifier, key: string | undefined): number => {
    const declared = modules.declarationOf(name);
    if (declared === undefined) return 0;
    const keys = 'keys' in declared ? declared.keys : [];
    const [first] = keys;
    const of =
      declared.is === 'parameter'
        ? modules.callsOf(declared.of).map((call) => call.arguments[declared.position])
        : [declared.of];
    if (first === undefined) return most(of, key);
    return keys.length === 1 && typeof first === 'string' && key === undefined ? most(of, first) : most(of);
  };
  return count;
}

function ownWords(node: AnyNode): number {
  if (node.type === 'Literal') return typeof node.value === 'string' ? wordsOf(node.value) : 0;
  return node.type === 'TemplateLiteral'
    ? wordsOf(node.quasis.map(({ value }) => value.cooked ?? '').join(' '))
    : 0;
}

/** What an expression may come to next. */
function stepsOf(node: AnyNode): readonly (AnyNode | null)[] {
  if (isFunction(node)) return returnedBy(node);
  switch (node.type) {
    case 'ConditionalExpression':
      return [node.consequent, node.alternate];
    case 'CallExpression':
      return [
        node.callee.type === 'MemberExpression' ? node.callee.object : node.callee,
        ...node.arguments.filter(isFunction),
      ];
    case 'NewExpression':
      return node.arguments;
    case 'TemplateLiteral':
    case 'ArrayExpression':
    case 'SpreadElement':
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AwaitExpression':
    case 'ChainExpression':
      return childrenOf(node);
    default:
      return [];
  }
}

const returned = new WeakMap<FunctionNode, readonly AnyNode[]>();

/** What a function gives back, in the order of its text. */
export function returnedBy(called: FunctionNode): readonly AnyNode[] {
  const found = returned.get(called) ?? searchReturned(called);
  returned.set(called, found);
  return found;
}

function searchReturned(called: FunctionNode): readonly AnyNode[] {
  if (called.body.type !== 'BlockStatement') return [called.body];
  const found: AnyNode[] = [];
  const search = (node: AnyNode): void => {
    if (isFunction(node)) return;
    if (node.type === 'ReturnStatement') {
      if (node.argument != null) found.push(node.argument);
    } else for (const each of childrenOf(node)) search(each);
  };
  search(called.body);
  return found;
}
