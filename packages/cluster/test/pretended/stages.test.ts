import { describe, expect, it } from 'vitest';
import { stages } from '../../src/pretended/stages.ts';

describe('stages of pretended kubelets', () => {
  it('are of nodes once and of pods from their start to their end', () => {
    expect(stages().map(({ metadata, spec }) => `${spec.resourceRef.kind} ${metadata.name}`)).toEqual([
      'Node node-becomes-ready',
      'Pod pod-runs',
      'Pod pod-of-job-ends',
      'Pod pod-goes',
    ]);
  });

  it('tell images apart by the words that were given, written as strings', () => {
    const text = JSON.stringify(stages({ neverReady: ['-dead'], failing: ['-"locks'] }));
    expect(text).toContain(JSON.stringify('{{ if contains "-dead" .image }}').slice(1, -1));
    expect(text).toContain(JSON.stringify('{{ if contains "-\\"locks" .image }}').slice(1, -1));
    expect(JSON.stringify(stages())).not.toContain('if contains');
  });
});
