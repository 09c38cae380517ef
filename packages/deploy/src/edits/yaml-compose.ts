import { Composer, type Document, Parser } from 'yaml';
import { YAML_VERSIONS } from './yaml-scalar-style.ts';

/** One parse of the tokens, composed once for each of {@link YAML_VERSIONS}; undefined when it is nested too deeply. */
export function compose(text: string): readonly (readonly Document.Parsed[])[] | undefined {
  try {
    const tokens = Array.from(new Parser().parse(text));
    return YAML_VERSIONS.map((version) =>
      Array.from(
        new Composer({
          version,
          keepSourceTokens: true,
          uniqueKeys: false,
          prettyErrors: false,
          logLevel: 'silent',
        }).compose(tokens, false, text.length),
      ),
    );
  } catch (error) {
    // The composer is recursive: thousands of nested brackets end its stack.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
