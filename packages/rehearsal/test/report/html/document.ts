/** The report as a browser reads it: by a parser of the HTML standard. */
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';

export type Element = Tree.Element;

/** @returns all elements, in the order of the document, and what the parser had to mend */
export function readDocument(text: string): {
  readonly elements: readonly Element[];
  readonly errors: readonly string[];
} {
  const errors: string[] = [];
  const document = parse(text, { onParseError: ({ code }) => errors.push(code) });
  return { elements: below(document), errors };
}

const below = (node: Tree.ParentNode): readonly Element[] =>
  node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...below(child)] : []));

export const attribute = ({ attrs }: Element, name: string): string | undefined =>
  attrs.find((one) => one.name === name)?.value;

/** All text of an element and of what is in it. */
export const wordsOf = (node: Tree.ParentNode): string =>
  node.childNodes
    .map((child) => ('value' in child ? child.value : 'childNodes' in child ? wordsOf(child) : ''))
    .join('');

export const within = (node: Tree.ParentNode, tagName: string): readonly Element[] =>
  below(node).filter((element) => element.tagName === tagName);
