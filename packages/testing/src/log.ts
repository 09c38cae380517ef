import type { AnnotationProperties, Log } from '@sealift/core/log';

export type MemoryLog = Log & {
  /** What was logged, as `level text`; an annotation's place behind it. */
  readonly lines: string[];
  /** What was masked, in order. */
  readonly secrets: string[];
};

const placeOf = (place: AnnotationProperties | undefined): string =>
  place?.file === undefined ? '' : ` (${place.file}:${place.startLine})`;

export function memoryLog(): MemoryLog {
  const lines: string[] = [];
  const secrets: string[] = [];
  const at = (level: string) => (message: string, place?: AnnotationProperties) =>
    void lines.push(`${level} ${message}${placeOf(place)}`);
  return {
    lines,
    secrets,
    debug: at('debug'),
    info: at('info'),
    notice: at('notice'),
    warning: at('warning'),
    error: at('error'),
    group: (title, work) => {
      lines.push(`group ${title}`);
      return work();
    },
    openGroup: (title) => {
      lines.push(`group ${title}`);
      return () => void lines.push('endgroup');
    },
    secret: (value) => void secrets.push(value),
  };
}
