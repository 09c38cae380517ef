/**
 * The parser imports its schemas without the import attribute that Node asks for since version 22. Imported before the
 * parser, this adds it, for the parser's own files only.
 */
import { registerHooks } from 'node:module';

registerHooks({
  load: (url, context, nextLoad) =>
    url.includes('/@actions/workflow-parser/') && url.endsWith('.json')
      ? nextLoad(url, { ...context, importAttributes: { ...context.importAttributes, type: 'json' } })
      : nextLoad(url, context),
});
