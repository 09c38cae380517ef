import { describe, expect, it } from 'vitest';
import { formatDate } from '../../../src/release/naming/date-format.ts';

const time = Date.parse('2026-02-03T04:05:06.789Z');

describe('dates as moment writes them', () => {
  it.each([
    ['YYYYMMDD-HHmmss', '20260203-040506'],
    ['YYYY-MM-DDTHH:mm:ss.SSS[Z]', '2026-02-03T04:05:06.789Z'],
    ['dddd, MMMM Do YYYY, h:mm:ss a', 'Tuesday, February 3rd 2026, 4:05:06 am'],
    ['ddd dd d E MMM M Mo YY Q', 'Tue Tu 2 2 Feb 2 2nd 26 1'],
    ['DDDD DDD DDDo kk hh A', '034 34 34th 04 04 AM'],
    ['Z ZZ X x', '+00:00 +0000 1770091506 1770091506789'],
    ['[release] YYYY.M.D', 'release 2026.2.3'],
    ['S SS SSSS', '7 78 7890'],
  ])('%s', (format, text) => {
    expect(formatDate(time, format, 'UTC')).toBe(text);
  });

  it.each([
    ['Asia/Tokyo', '20260203-130506 +09:00'],
    ['America/New_York', '20260202-230506 -05:00'],
    ['Asia/Kolkata', '20260203-093506 +05:30'],
  ])('in %s', (zone, text) => {
    expect(formatDate(time, 'YYYYMMDD-HHmmss Z', zone)).toBe(text);
  });

  it('knows midnight, noon and the end of a year', () => {
    expect(formatDate(Date.parse('2025-12-31T00:00:00Z'), 'HH H hh h kk DDD', 'UTC')).toBe(
      '00 0 12 12 24 365',
    );
    expect(formatDate(Date.parse('2025-12-31T12:00:00Z'), 'h a', 'UTC')).toBe('12 pm');
    expect(
      [1, 2, 3, 4, 11, 12, 13, 21, 22].map((day) => formatDate(Date.UTC(2026, 0, day), 'Do', 'UTC')),
    ).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd']);
  });

  it.each(['LT', 'w', 'gggg', 'YYYYwWW', 'zz'])('refuses %s', (format) => {
    expect(() => formatDate(time, format, 'UTC')).toThrow(expect.objectContaining({ code: 'plan/bad-tags' }));
  });
});
