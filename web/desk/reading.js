// Reads what the server sends to a desk; what is broken or not known yet is left out, and the rest stays.

import { isObject, list, readMoment, readName, text } from "../view.js";

/** @typedef {NonNullable<ReturnType<typeof readTicket>>} Ticket */
/** @typedef {NonNullable<ReturnType<typeof readWhy>>} Why */
/** @typedef {NonNullable<ReturnType<typeof readDossier>>} DossierRow */
/** @typedef {NonNullable<ReturnType<typeof readNotice>>} NoticeRow */
/** @typedef {NonNullable<ReturnType<typeof readNoticeAnswer>>} AnswerRow */
/** @typedef {NonNullable<ReturnType<typeof readCounterView>>} DeskView */
/** @typedef {NonNullable<ReturnType<typeof readStaffView>>} Overview */
/** @typedef {NonNullable<ReturnType<typeof readCard>>} Card */
/** @typedef {NonNullable<ReturnType<typeof readCounterState>>} CounterState */
/** @typedef {ReturnType<typeof readProcedures>[number]} ProcedureRow */
/** @typedef {{ number: string, minutes: number }} Longest who has waited longest, and for how long */

/** @param {number | null | undefined} value */
const number = (value) => (typeof value === "number" && Number.isInteger(value) ? value : null);
/** @param {number | null | undefined} value */
const count = (value) => (typeof value === "number" && value > 0 ? value : 0);
/** @param {string[] | undefined} value */
const codes = (value) => list(value).filter((code) => typeof code === "string");

/** @param {unknown} value */
function moment(value) {
  const read = readMoment(value);
  return read === null ? null : read.epoch;
}

/**
 * @template T, R
 * @param {T[] | undefined} value
 * @param {(one: T) => R | null} read
 * @returns {R[]}
 */
function each(value, read) {
  return list(value)
    .filter(isObject)
    .map(read)
    .filter((one) => one !== null);
}

/** @param {import("../wire").TicketRow | null} value */
export function readTicket(value) {
  if (!isObject(value) || !text(value.number)) {
    return null;
  }
  return {
    number: value.number,
    field: text(value.field),
    priority: text(value.priority) || null,
    isConfirmed: value.priority_confirmed === true,
    state: text(value.state),
    issuedAt: moment(value.issued_at),
    waitSeconds: count(value.wait_seconds),
    waitingSince: moment(value.waiting_since),
    calledAt: moment(value.called_at),
    startedAt: moment(value.started_at),
    isStartedByRule: value.started_by_rule === true,
    parkedAt: moment(value.parked_at),
    recalls: count(value.recalls),
    counter: number(value.counter),
    reservedFor: number(value.reserved_for),
    note: text(value.note),
    printState: text(value.print_state),
    printReason: text(value.print_reason),
    copies: count(value.copies),
    procedure: text(value.procedure),
  };
}

/** @param {import("../wire").Reason | null | undefined} value */
export function readWhy(value) {
  if (!isObject(value) || !text(value.rule)) {
    return null;
  }
  return {
    rule: value.rule,
    isPriority: value.is_priority === true,
    waitedSeconds: count(value.waited_seconds),
    priorityCalledSince: count(value.priority_called_since),
    ordinaryCalledBefore: count(value.ordinary_called_before),
    ordinaryPerPriority: count(value.ordinary_per_priority),
    policyMinutes: count(value.policy_minutes),
  };
}

/** @param {import("../wire").Notice} value */
function readNotice(value) {
  return number(value.notice) === null
    ? null
    : {
        notice: value.notice,
        kind: text(value.kind),
        counter: number(value.counter),
        text: text(value.text),
        toCounter: number(value.to_counter),
        postedAt: moment(value.posted_at),
        sentTo: list(value.sent_to).filter((counter) => number(counter) !== null),
      };
}

/** @param {import("../wire").NoticeAnswer} value */
function readNoticeAnswer(value) {
  return number(value.notice) === null
    ? null
    : {
        notice: value.notice,
        kind: text(value.kind),
        answeredAt: moment(value.answered_at),
        byCounter: number(value.by_counter),
        person: text(value.person),
        role: text(value.role),
      };
}

/** @param {import("../wire").Dossier & { is_late?: boolean }} value */
export function readDossier(value) {
  const code = isObject(value) ? text(value.code) : "";
  return !code
    ? null
    : {
        code: code,
        procedure: text(value.procedure),
        field: text(value.field),
        number: text(value.number),
        due: text(value.due),
        isReady: Boolean(value.ready_at),
        isReturned: Boolean(value.returned_at),
        isReappointed: Boolean(value.first_due),
        isLate: value.is_late === true,
      };
}

/** @param {import("../wire").DossierLists | undefined} value */
function readDossiers(value) {
  const lists = isObject(value) ? value : {};
  return {
    dueToday: each(lists.due_today, readDossier),
    late: each(lists.late, readDossier),
    ready: each(lists.ready, readDossier),
    apologyDue: each(lists.apology_due, readDossier),
    openCount: count(lists.open_count),
    lateCount: Math.max(count(lists.late_count), list(lists.late).length),
    dueTodayCount: Math.max(count(lists.due_today_count), list(lists.due_today).length),
  };
}

/**
 * @param {import("../wire").OwnFigures | undefined} value
 * @param {number} served
 */
function readFigures(value, served) {
  const figures = isObject(value) ? value : {};
  /** @param {number | null | undefined} each */
  const seconds = (each) => (typeof each === "number" && each >= 0 ? each : null);
  const ownServed = number(figures.served);
  return {
    served: ownServed === null ? served : ownServed,
    unstarted: count(figures.unstarted),
    missed: count(figures.missed),
    meanWaitSeconds: seconds(figures.mean_wait_seconds),
    meanServiceSeconds: seconds(figures.mean_service_seconds),
  };
}

/** @param {import("../wire").ScreenProblem} value */
const readTrouble = (value) =>
  text(value.trouble)
    ? {
        role: text(value.role),
        counter: number(value.counter),
        name: text(value.name),
        trouble: value.trouble,
      }
    : null;

/** @param {import("../wire").PrinterRow} value */
const readPrinter = (value) =>
  isObject(value)
    ? {
        kiosk: text(value.kiosk),
        reason: text(value.reason),
        failed: count(value.failed),
        since: text(value.since).slice(11, 16), // the office's own hours and minutes
        numbers: codes(value.numbers),
      }
    : null;

/** @param {import("../wire").Name} value */
const readWarning = (value) => (text(value.vi) ? { vi: value.vi, en: text(value.en) || value.vi } : null);

/**
 * A counter as the others see it; the staff's view says more of it.
 * @param {Partial<import("../wire").StaffCounter & import("../wire").DeskCounter>} value
 */
function readCounterState(value) {
  return number(value.number) === null
    ? null
    : {
        number: value.number,
        state: text(value.state) || "closed",
        fields: codes(value.fields),
        ticket: text(value.ticket),
        ticketState: text(value.ticket_state),
        since: moment(value.since),
        clerk: text(value.clerk),
        waiting: count(value.waiting),
        pauseReason: text(value.pause_reason),
      };
}

/**
 * @param {import("../wire").TicketRow[]} value
 * @param {number} counted
 */
function readWaiting(value, counted) {
  const waiting = each(value, readTicket);
  return { waiting: waiting, waitingCount: Math.max(count(counted), waiting.length) };
}

/** @param {import("../wire").OpenStretch} value */
function readStretch(value) {
  const opens = isObject(value) ? moment(value.opens_at) : null;
  const closes = isObject(value) ? moment(value.closes_at) : null;
  const late = isObject(value) ? moment(value.late_until) : null;
  return opens === null || closes === null || late === null
    ? null
    : { opensAt: opens, closesAt: closes, lateUntil: late };
}

/** @param {import("../wire").CounterView | import("../wire").StaffView} value */
function readShared(value) {
  return {
    openStretches: value.open_stretches === null ? null : each(value.open_stretches, readStretch),
    day: text(value.day),
    parked: each(value.parked, readTicket),
    missed: each(value.missed, readTicket),
    unprinted: each(value.unprinted, readTicket),
    counters: each(value.counters, readCounterState),
    paperLow: codes(value.paper_low),
    printers: each(value.printers, readPrinter),
    notices: each(value.notices, readNotice),
    dossiers: readDossiers(value.dossiers),
    screens: each(value.screens, readTrouble),
    warnings: each(value.warnings, readWarning),
    serverWarnings: each(value.server_warnings, readWarning),
  };
}

/**
 * A counter's view; null for what is none.
 * @param {import("../wire").CounterView} value
 */
export function readCounterView(value) {
  if (!isObject(value) || number(value.counter) === null) {
    return null;
  }
  const own = {
    counter: value.counter,
    isOpen: value.is_open === true,
    clerk: text(value.clerk),
    takenFrom: text(value.taken_from),
    isPaused: value.is_paused === true,
    isLastRecall: value.is_last_recall === true,
    undoAct: text(value.undo_act),
    undoNumber: text(value.undo_number),
    answers: each(value.answers, readNoticeAnswer),
    pauseReason: text(value.pause_reason),
    fields: codes(value.fields),
    ticket: readTicket(value.ticket),
    why: readWhy(value.why),
    undoUntil: moment(value.undo_until),
    nextNumber: text(value.next_number),
    figures: readFigures(value.figures, count(value.served_count)),
    byField: readByField(value.waiting_by_field, {}),
    outcomeNeeded: value.outcome_needed === true,
  };
  return Object.assign(readShared(value), readWaiting(value.waiting, value.waiting_count), own);
}

/**
 * @param {import("../wire").LongestWait | undefined} value
 * @returns {Longest | null}
 */
function readLongest(value) {
  return isObject(value) && text(value.number)
    ? { number: value.number, minutes: count(value.minutes) }
    : null;
}

/**
 * @param {Record<string, number> | undefined} value
 * @param {Record<string, import("../wire").LongestWait | undefined>} longest
 */
function readByField(value, longest) {
  const waiting = isObject(value) ? value : {};
  return Object.keys(waiting).map((code) => ({
    field: code,
    count: count(waiting[code]),
    longest: readLongest(longest[code]),
  }));
}

/** @param {import("../wire").DayCounts | undefined} value */
function readToday(value) {
  const counts = isObject(value) ? value : {};
  const mean = number(counts.mean_wait_seconds);
  return {
    given: count(counts.given),
    served: count(counts.served),
    unstarted: count(counts.unstarted),
    missed: count(counts.missed),
    meanWaitSeconds: mean,
  };
}

/**
 * The view of the guidance desk and the manager; null for what is none.
 * @param {import("../wire").StaffView} value
 */
export function readStaffView(value) {
  if (!isObject(value) || !Array.isArray(value.counters)) {
    return null;
  }
  const today = isObject(value.today) ? value.today : {};
  const longest = isObject(today.longest) ? today.longest : {};
  const sums = readByField(value.waiting_by_field, longest);
  const all = sums.reduce((sum, one) => sum + one.count, 0);
  return Object.assign(readShared(value), readWaiting(value.waiting, all), {
    byField: sums,
    today: readToday(today.counts),
  });
}

/**
 * The office's card with what a desk needs of it; null for what is none at all.
 * @param {import("../wire").OfficeCard} value
 */
export function readCard(value) {
  if (!isObject(value)) {
    return null;
  }
  /** @param {{ code: string, name: import("../wire").Name, prefix?: string }} one */
  const named = (one) =>
    text(one.code) ? { code: one.code, name: readName(one.name), prefix: text(one.prefix) } : null;
  return {
    names: list(value.names)
      .map(readName)
      .filter((name) => name.vi),
    language: value.language === "en" ? "en" : "vi",
    fields: each(value.fields, named),
    priorities: each(value.priority_classes, named),
    counters: each(value.counters, (one) =>
      number(one.number) === null
        ? null
        : {
            number: one.number,
            label: readName(one.label),
            fields: codes(one.fields),
            place: { kind: text(one.place) || "counter", sign: text(one.sign) || String(one.number) },
          },
    ),
    recallsMax: count(value.recalls_max),
    startAfterSeconds: number(value.start_after_seconds),
    waitTargetMinutes: count(value.wait_target_minutes) || Infinity,
  };
}

/** @param {import("../wire").Procedure[] | undefined} value */
export function readProcedures(value) {
  return each(value, (one) =>
    text(one.code)
      ? { code: one.code, field: text(one.field), name: text(one.name), timeLimit: text(one.time_limit) }
      : null,
  );
}
