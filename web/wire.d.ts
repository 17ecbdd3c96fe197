// The wire's messages, made from ticketing/wire by `python -m tools.wire_types`; a test compares them.
// A `?` stands where the reader has a default. Values come from another program: readers check them.

export interface Answered {
  type: "answered";
  id: string;
  kind: "call" | "done" | "lease" | "ticket";
  answer: unknown;
}

export interface BoardView {
  day: string;
  calls: Call[];
  waiting: Record<string, number>;
  counters: CounterRow[];
  expected_minutes?: Record<string, number | null>;
  leader?: Leader | null;
  captions?: Record<string, Name>;
}

export interface Call {
  call: number;
  number: string;
  field: string;
  counter: number;
  called_at: string;
  recall?: number;
}

export interface CallAnswer {
  number: string;
  field: string;
  counter: number;
  state: TicketState;
  call?: number | null;
  recall?: number;
  why?: Reason | null;
}

export interface CommandFrame {
  type: "command";
  id: string;
  command: Record<string, unknown>;
}

export interface CounterPlan {
  number: number;
  label: Name;
  operated_by: string;
  fields: string[];
}

export interface CounterRow {
  number: number;
  state: string;
  fields: string[];
  ticket?: string | null;
  ticket_state?: string | null;
}

export interface CounterView {
  day: string;
  counter: number;
  is_open: boolean;
  clerk: string;
  is_paused: boolean;
  pause_reason: string;
  fields: string[];
  ticket: TicketRow | null;
  why: Reason | null;
  undo_until: string | null;
  waiting: TicketRow[];
  waiting_count: number;
  parked: TicketRow[];
  missed: TicketRow[];
  unprinted: TicketRow[];
  served_count: number;
  counters: CounterRow[];
  paper_low?: string[];
  taken_from?: string;
  figures?: OwnFigures;
  notices?: Notice[];
  dossiers?: DossierLists;
  screens?: ScreenProblem[];
}

export interface DoneAnswer {
  number?: string | null;
  due?: string | null;
}

export interface Dossier {
  code: string;
  procedure: string;
  field: string;
  number: string;
  counter: number;
  accepted_at: string;
  due: string | null;
  first_due?: string | null;
  apology?: string;
  ready_at?: string | null;
  returned_at?: string | null;
}

export interface DossierLists {
  due_today?: Dossier[];
  late?: Dossier[];
  ready?: Dossier[];
  apology_due?: Dossier[];
  open_count?: number;
  due_today_count?: number;
  late_count?: number;
}

export interface Fault {
  type: "fault";
  error: string;
  message: Sentence;
  closing?: boolean;
}

export interface FieldCard {
  code: string;
  name: Name;
  prefix: string;
}

export interface FieldRow {
  code: string;
  waiting: number;
  left: number | null;
  counters_open: number;
  expected_minutes?: number | null;
}

export interface Heartbeat {
  type: "heartbeat";
  version: number;
  now: string;
}

export interface Hello {
  type: "hello";
  protocol: number;
  role: "counter" | "display" | "guidance" | "kiosk" | "manager";
  token?: string;
  counter?: number | null;
  name?: string;
  zone?: string;
  can_speak?: boolean;
  page?: string | null;
}

export interface KioskView {
  day: string;
  is_open: boolean;
  holiday: Name | null;
  opens_at: string | null;
  is_morning: boolean;
  fields: FieldRow[];
  reprints?: ReprintRow[];
}

export interface Leader {
  name: string;
  phone?: string;
  weekday?: number | null;
  day?: string | null;
}

export interface LeaseAnswer {
  field: string;
  day: string;
  numbers: string[];
  hours: Session[];
}

export interface Name {
  vi: string;
  en?: string;
}

export interface Notice {
  notice: number;
  kind: "help" | "leader" | "message";
  counter: number | null;
  text: string;
  to_counter: number | null;
  posted_at: string;
}

export interface OfficeCard {
  code: string;
  names: Name[];
  address: string;
  time_zone: string;
  language: string;
  fields: FieldCard[];
  counters: CounterPlan[];
  priority_classes: PriorityClass[];
  recalls_max: number;
  slip?: SlipPlan;
  same_day_until?: string | null;
  wait_target_minutes?: number;
  start_after_seconds?: number | null;
}

export interface OwnFigures {
  served?: number;
  missed?: number;
  mean_wait_seconds?: number | null;
  mean_service_seconds?: number | null;
}

export interface PaintedReport {
  type: "proof";
  version: number;
  sound?: "live" | "none" | "refused";
  trouble?: string;
}

export type PrintState = "failed" | "issued" | "printed" | "sent";

export interface PriorityClass {
  code: string;
  name: Name;
  rank?: number;
  at_kiosk?: boolean;
  age_min?: number | null;
}

export interface Procedure {
  code: string;
  field: string;
  name: string;
  time_limit?: string;
  fee?: string;
  mechanism?: "interlinked" | "one-door";
  papers?: string[];
}

export interface Reason {
  rule: Rule;
  is_priority: boolean;
  waited_seconds: number;
  priority_called_since?: number;
  ordinary_called_before?: number;
}

export interface Refused {
  type: "refused";
  id: string;
  error: string;
  message: Sentence;
}

export interface ReprintRow {
  ask: number;
  kiosk: string;
  ticket: TicketAnswer;
}

export type Rule = "first-come" | "head-start" | "no-head-start" | "only-priority" | "picked" | "ratio-ordinary" | "ratio-priority" | "strict" | "waited-long";

export interface ScreenProblem {
  role: string;
  counter: number | null;
  name: string;
  trouble: string;
}

export interface Sentence {
  vi: string;
  en: string;
}

export interface Session {
  opens: string;
  closes: string;
}

export interface SlipPlan {
  logo?: string;
  lines?: Name[];
  people_ahead?: boolean;
  expected_wait?: boolean;
  session?: boolean;
  code?: boolean;
  missed_call?: boolean;
  copies?: number;
  public_address?: string;
}

export interface Speak {
  type: "speak";
  announcement: string;
  zone: string;
  speaks: boolean;
  sound: string;
  seconds: number;
  volume: number;
  caption: Sentence;
}

export interface Spoken {
  type: "spoken";
  id: string;
  is_said?: boolean;
}

export interface StaffCounter {
  number: number;
  state: string;
  clerk: string;
  pause_reason: string;
  fields: string[];
  ticket: string | null;
  ticket_state: string | null;
}

export interface StaffView {
  day: string;
  counters: StaffCounter[];
  waiting: TicketRow[];
  waiting_by_field: Record<string, number>;
  parked: TicketRow[];
  missed: TicketRow[];
  unprinted: TicketRow[];
  notices: Notice[];
  paper_low: string[];
  dossiers: DossierLists;
  screens?: ScreenProblem[];
}

export interface TicketAnswer {
  number: string;
  field: string;
  priority: string | null;
  ahead: number | null;
  issued_at: string;
  day: string;
  track: string;
  expected_minutes?: number | null;
}

export interface TicketRow {
  number: string;
  field: string;
  priority: string | null;
  state: TicketState;
  issued_at: string;
  called_at: string | null;
  started_at: string | null;
  recalls: number;
  counter: number | null;
  reserved_for: number | null;
  note: string;
  print_state: PrintState;
  print_reason: string;
  copies?: number;
  parked_at?: string | null;
  priority_confirmed?: boolean;
  outcome?: string;
  started_by_rule?: boolean;
}

export type TicketState = "called" | "cancelled" | "lapsed" | "no-show" | "parked" | "served" | "serving" | "waiting";

export interface ViewFrame {
  type: "view";
  version: number;
  now: string;
  view: unknown;
}

export interface Welcome {
  type: "welcome";
  protocol: number;
  now: string;
  heartbeat_seconds: number;
  office: OfficeCard;
  procedures?: Procedure[];
  procedures_note?: Name;
  page?: string;
}

export type FromScreen = Hello | CommandFrame | PaintedReport | Spoken;

export type FromServer = Welcome | ViewFrame | Answered | Refused | Fault | Heartbeat | Speak;

export type Command =
  | { name: "answer-notice"; notice: number; counter?: number | null; }
  | { name: "ask-reprint"; counter: number; at_desk?: string | null; number: string; }
  | { name: "assign-fields"; counter: number; at_desk?: string | null; fields: string[]; }
  | { name: "bring-back"; number: string; counter?: number | null; }
  | { name: "call-help"; counter: number; at_desk?: string | null; }
  | { name: "call-leader"; counter: number; at_desk?: string | null; reason?: string; }
  | { name: "call-next"; counter: number; at_desk?: string | null; }
  | { name: "call-ticket"; counter: number; at_desk?: string | null; number: string; }
  | { name: "cancel-ticket"; number: string; reason?: string; }
  | { name: "close-counter"; counter: number; at_desk?: string | null; }
  | { name: "confirm-priority"; number: string; priority: string | null; counter?: number | null; }
  | { name: "finish-service"; counter: number; at_desk?: string | null; outcome?: string; dossier?: string; procedure?: string; due?: string | null; }
  | { name: "issue-ticket"; field: string; priority?: string | null; track?: string; }
  | { name: "lease-numbers"; field: string; kiosk: string; }
  | { name: "mark-no-show"; counter: number; at_desk?: string | null; }
  | { name: "mark-ready"; dossier: string; }
  | { name: "next-matter"; counter: number; at_desk?: string | null; field: string; outcome?: string; dossier?: string; procedure?: string; due?: string | null; note?: string; }
  | { name: "open-counter"; counter: number; at_desk?: string | null; clerk: string; take_over?: boolean; }
  | { name: "park"; counter: number; at_desk?: string | null; reason?: string; }
  | { name: "pause-counter"; counter: number; at_desk?: string | null; reason?: string; }
  | { name: "post-message"; text: string; to_counter?: number | null; }
  | { name: "reappoint"; dossier: string; due: string; reason?: string; }
  | { name: "recall"; counter: number; at_desk?: string | null; }
  | { name: "reconcile-ticket"; number: string; field: string; priority: string | null; track: string; issued_at: string; kiosk: string; }
  | { name: "report-print"; number: string; outcome: "failed" | "printed" | "sent"; reason?: string; copy?: boolean; paper_low?: boolean; kiosk?: string; }
  | { name: "resume"; counter: number; at_desk?: string | null; number: string; }
  | { name: "resume-counter"; counter: number; at_desk?: string | null; }
  | { name: "return-dossier"; dossier: string; }
  | { name: "start-by-rule"; counter: number; at_desk?: string | null; }
  | { name: "start-service"; counter: number; at_desk?: string | null; }
  | { name: "transfer"; counter: number; at_desk?: string | null; field?: string | null; to_counter?: number | null; number?: string | null; note?: string; }
  | { name: "undo"; counter: number; at_desk?: string | null; };
