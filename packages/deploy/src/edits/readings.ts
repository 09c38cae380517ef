/** What readers make of the parts of an image's name. */
import { type Field, scalarOf, textOf } from './fields.ts';
import { hostOf, imageKey } from './image-text.ts';
import { isFilledIn } from './value-guards.ts';

/**
 * The names that a mapping may stand for, in comparable spelling; the first is what most readers make of it. Empty when
 * a part is a template or anything but a text.
 */
export function readingsOf(
  name: Field | undefined,
  registry: Field | undefined,
  global: Field | undefined,
): readonly string[] {
  const parts = [name, registry].map(wholeText);
  if (parts.includes(undefined)) return [];
  const [own = '', host = ''] = parts;
  const shared = wholeText(global) ?? '';
  const hosts = host === '' ? [''] : [`${host}/`];
  if (shared !== '') {
    // A name with a host is whole: charts that put the shared registry before it are the exception.
    if (host === '' && hostOf(own) !== undefined) hosts.push(`${shared}/`);
    else hosts.splice(0, host === '' ? 1 : 0, `${shared}/`);
  }
  return [...new Set(hosts.flatMap((each) => imageKey(each.replace(/\/+$/, '/') + own) ?? []))];
}

/** Empty where nothing stands; undefined where it cannot be told. */
function wholeText(field: Field | undefined): string | undefined {
  if (field === undefined) return '';
  const text = scalarOf(field) === undefined ? undefined : textOf(field);
  return text === undefined || isFilledIn(text) ? undefined : text.replace(/\/+$/, '');
}
