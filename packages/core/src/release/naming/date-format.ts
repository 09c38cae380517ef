/**
 * Dates as https://momentjs.com/docs/#/displaying/format/ writes them: of its tokens those that stand in tags and
 * labels. Those of a locale and of weeks are refused, so that no text is taken for a date.
 */
import { configurationFailure } from '../../failure.ts';

type Parts = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes that the zone is ahead of UTC. */
  readonly offset: number;
};

/** `[text]` is literal; then tokens, the longest first; then what is none. */
const TOKEN =
  /\[([^\]]*)\]|Mo|Do|DDDo|do|Qo|Y{1,6}|M{1,4}|D{1,4}|d{1,4}|H{1,2}|h{1,2}|k{1,2}|m{1,2}|s{1,2}|S{1,9}|Z{1,2}|[a-zA-Z]|[^a-zA-Z[]+|\[/g;

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);
const DAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

function ordinal(value: number): string {
  const tens = value % 100;
  const suffix = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${suffix}`;
}

const midnight = ({ year, month, day }: Parts): number => Date.UTC(year, month - 1, day);
const weekday = (parts: Parts): number => new Date(midnight(parts)).getUTCDay();
const dayOfYear = (parts: Parts): number => (midnight(parts) - Date.UTC(parts.year, 0, 1)) / 86_400_000 + 1;
const twelve = (hour: number): number => hour % 12 || 12;

function zone({ offset }: Parts, separator: string): string {
  const minutes = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60), 2)}${separator}${pad(minutes % 60, 2)}`;
}

const TOKENS: Readonly<Record<string, (parts: Parts, time: number) => string>> = {
  YYYY: ({ year }) => pad(year, 4),
  YY: ({ year }) => pad(year % 100, 2),
  Y: ({ year }) => String(year),
  Q: ({ month }) => String(Math.ceil(month / 3)),
  Qo: ({ month }) => ordinal(Math.ceil(month / 3)),
  MMMM: ({ month }) => MONTHS[month - 1] ?? '',
  MMM: ({ month }) => (MONTHS[month - 1] ?? '').slice(0, 3),
  MM: ({ month }) => pad(month, 2),
  Mo: ({ month }) => ordinal(month),
  M: ({ month }) => String(month),
  DDDD: (parts) => pad(dayOfYear(parts), 3),
  DDDo: (parts) => ordinal(dayOfYear(parts)),
  DDD: (parts) => String(dayOfYear(parts)),
  DD: ({ day }) => pad(day, 2),
  Do: ({ day }) => ordinal(day),
  D: ({ day }) => String(day),
  dddd: (parts) => DAYS[weekday(parts)] ?? '',
  ddd: (parts) => (DAYS[weekday(parts)] ?? '').slice(0, 3),
  dd: (parts) => (DAYS[weekday(parts)] ?? '').slice(0, 2),
  do: (parts) => ordinal(weekday(parts)),
  d: (parts) => String(weekday(parts)),
  E: (parts) => String(weekday(parts) || 7),
  HH: ({ hour }) => pad(hour, 2),
  H: ({ hour }) => String(hour),
  hh: ({ hour }) => pad(twelve(hour), 2),
  h: ({ hour }) => String(twelve(hour)),
  kk: ({ hour }) => pad(hour || 24, 2),
  k: ({ hour }) => String(hour || 24),
  mm: ({ minute }) => pad(minute, 2),
  m: ({ minute }) => String(minute),
  ss: ({ second }) => pad(second, 2),
  s: ({ second }) => String(second),
  A: ({ hour }) => (hour < 12 ? 'AM' : 'PM'),
  a: ({ hour }) => (hour < 12 ? 'am' : 'pm'),
  Z: (parts) => zone(parts, ':'),
  ZZ: (parts) => zone(parts, ''),
  X: (_parts, time) => String(Math.floor(time / 1000)),
  x: (_parts, time) => String(time),
};

const refuse = (cause: string, remedy: string) =>
  configurationFailure({ code: 'plan/bad-tags', cause, remedy });

/**
 * @param time milliseconds since 1970
 * @param timeZone of the IANA database
 * @throws Failure `plan/bad-tags` for a token or a zone that does not exist
 */
export function formatDate(time: number, format: string, timeZone: string): string {
  const parts = partsOf(time, timeZone);
  return format.replace(TOKEN, (token, literal: string | undefined) => {
    if (literal !== undefined) return literal;
    if (/^S+$/.test(token)) return pad(parts.millisecond, 3).padEnd(9, '0').slice(0, token.length);
    if (Object.hasOwn(TOKENS, token)) return TOKENS[token]?.(parts, time) ?? '';
    // As between date and time of ISO 8601.
    if (!/[a-zA-Z]/.test(token) || token === 'T') return token;
    throw refuse(
      `"${token}" in the date format "${format}" means nothing here.`,
      'Use tokens of moment such as YYYY, MM, DD, HH, mm and ss, and put letters that stand for themselves into [ ].',
    );
  });
}

function partsOf(time: number, timeZone: string): Parts {
  const found: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(time)) found[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = found;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const millisecond = ((time % 1000) + 1000) % 1000;
  const offset = Math.round((local - (time - millisecond)) / 60_000);
  return { year, month, day, hour, minute, second, millisecond, offset };
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const number = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: number,
      month: number,
      day: number,
      hour: number,
      minute: number,
      second: number,
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw refuse(
      `There is no time zone "${timeZone}".`,
      'Use a name of the IANA database, for example Europe/Berlin.',
    );
  }
}
