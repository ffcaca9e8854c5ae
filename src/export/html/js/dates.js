// Dates as the graph writes them in (a day, a month, a year, an interval); days since 1970 out, and back.
"use strict";

const DAY = 86400000;

/** First and last day of a date; null where it is none. */
function daysOf(date) {
  if (!date) return null;
  const [first, last = first] = date.split("/");
  const from = firstDay(first), to = firstDay(last);
  return from === null || to === null ? null : [from, lastDay(last, to)];
}

function parts(text) {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
  return found && found.slice(1).map(part => part === undefined ? null : Number(part));
}

function firstDay(text) {
  const found = parts(text);
  return found && utc(found[0], (found[1] ?? 1) - 1, found[2] ?? 1);
}

function lastDay(text, first) {
  const [year, month, day] = parts(text);
  if (day !== null) return first;
  return month === null ? utc(year + 1, 0, 1) - 1 : utc(year, month, 1) - 1;
}

function utc(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return Math.round(date.getTime() / DAY);
}

/** A day as 2023-03-21. */
function dayText(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Year, month from 0, and day of the month. */
function ymd(day) {
  const date = new Date(day * DAY);
  return [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
}
