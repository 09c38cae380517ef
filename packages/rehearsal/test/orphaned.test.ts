import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { whenOrphaned } from '../src/orphaned.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells once that the parent is gone, and not before', () => {
  let parent = 77;
  const tell = vi.fn();
  whenOrphaned(tell, () => parent, 100);
  vi.advanceTimersByTime(1_000);
  expect(tell).not.toHaveBeenCalled();
  parent = 1;
  vi.advanceTimersByTime(1_000);
  expect(tell).toHaveBeenCalledTimes(1);
});
