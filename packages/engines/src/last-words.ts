/** Why a program failed, by what it printed last; a whole clause also when it printed nothing. */
export function lastWords(output: string, lines = 1): string {
  return output.trim().split('\n').slice(-lines).join('\n').trim() || 'it said nothing';
}
