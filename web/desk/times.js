// Stretches of time and days as a desk shows them; moments are milliseconds since 1970, null where none is
// known.

/** @param {number} number */
const two = (number) => (number < 10 ? "0" : "") + number;

/**
 * @param {number | null} since
 * @param {number} now
 */
export function minutesBetween(since, now) {
  return since === null ? 0 : Math.max(0, Math.floor((now - since) / 60000));
}

/**
 * What somebody has waited, in the seconds that the office counts: those of its stretches, or all of
 * them where it is open at any hour.
 * @param {{ waitSeconds: number, waitingSince: number | null }} ticket
 * @param {{ opensAt: number, closesAt: number, lateUntil: number }[] | null} stretches
 * @param {number} now
 */
export function waitedSeconds(ticket, stretches, now) {
  const since = ticket.waitingSince;
  if (since === null) {
    return ticket.waitSeconds;
  }
  const counted =
    stretches === null
      ? Math.max(0, now - since)
      : stretches.reduce((sum, one) => {
          const closes = now <= one.lateUntil ? now : one.closesAt;
          return sum + Math.max(0, Math.min(now, closes) - Math.max(since, one.opensAt));
        }, 0);
  return ticket.waitSeconds + Math.floor(counted / 1000);
}

/**
 * The time since then as minutes and seconds: 7:05.
 * @param {number | null} since
 * @param {number} now
 */
export function stopwatch(since, now) {
  const seconds = since === null ? 0 : Math.max(0, Math.floor((now - since) / 1000));
  return Math.floor(seconds / 60) + ":" + two(seconds % 60);
}

/**
 * A mean of seconds as minutes and seconds: 7:05; a dash where it is not known.
 * @param {number | null} seconds
 */
export function span(seconds) {
  return seconds === null ? "–" : stopwatch(0, Math.round(seconds) * 1000);
}

/**
 * A day of the calendar, from 2026-11-23 to 23/11/2026.
 * @param {string} iso
 */
export function dayOf(iso) {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso);
  return found ? found[3] + "/" + found[2] + "/" + found[1] : iso;
}

/**
 * A day as somebody writes it, 5/12/2026, 5.12.2026 or 2026-12-05, as 2026-12-05; null for what is no day.
 * @param {string} written
 */
export function readDay(written) {
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(written);
  const parts = local
    ? [local[3], local[2], local[1]]
    : (/^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written) || []).slice(1);
  if (parts.length !== 3) {
    return null;
  }
  const iso = parts[0] + "-" + two(Number(parts[1])) + "-" + two(Number(parts[2]));
  const day = new Date(iso + "T00:00:00Z");
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== iso ? null : iso;
}
