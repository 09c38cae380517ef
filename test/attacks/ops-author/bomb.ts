/** YAML that is small, and large when it is read. */

export const bomb = (levels: number) =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? 'a0: &a0 [x,x,x,x,x,x,x,x,x,x]'
      : `a${at}: &a${at} [${Array(10)
          .fill(`*a${at - 1}`)
          .join(',')}]`,
  ).join('\n');
