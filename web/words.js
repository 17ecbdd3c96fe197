// The sentences of the board in both languages; {names} are filled in.

const VIETNAMESE = {
  call: "MỜI CÔNG DÂN CÓ SỐ",
  callAgain: "MỜI CÔNG DÂN CÓ SỐ",
  calling: "ĐANG MỜI CÔNG DÂN CÓ SỐ",
  calledAt: "SỐ GỌI LÚC {time}",
  to: "ĐẾN {place}",
  repeatedFirst: "Nhắc lại lần 1",
  repeated: "Nhắc lại lần {n}",
  called: "SỐ ĐÃ GỌI",
  nobodyCalled: "Chưa có số nào",
  missed: "Đã gọi, chưa đến",
  missedAsk: "Xin báo bàn hướng dẫn",
  next: "Tiếp theo",
  "place-counter": "Quầy",
  "place-window": "Cửa",
  "place-table": "Bàn",
  "place-room": "Phòng",
  numbered: "{place} số",
  columnNumber: "SỐ",
  columnField: "LĨNH VỰC",
  columnPlace: "NƠI TIẾP",
  calledNow: "Đang mời",
  serving: "ĐANG PHỤC VỤ",
  waits: "chờ",
  minutes: "{n} phút",
  soon: "dưới 1 phút",
  reached: "tới {number}",
  full: "Hết số hôm nay",
  opensAt: "mở lúc {time}",
  closedField: "ngoài giờ",
  noPlace: "chưa có {place}",
  paused: "tạm dừng",
  closed: "đang đóng",
  free: "Xin chờ gọi số",
  leader: "Lãnh đạo trực hôm nay: {name}",
  phone: "ĐT {phone}",
  empty: "Chưa có số nào được gọi. Xin mời lấy\u00a0số và ngồi\u00a0chờ.",
  emptyClosed: "Chưa có số nào được gọi.",
  atRest: "Số được gọi hiện to trên màn hình này.",
  noMoreNumbers: "Đã hết số. Số đã lấy vẫn được gọi.",
  pastHours: "Đã ngừng cấp số. Số đã lấy vẫn được gọi.",
  connecting: "Đang kết nối với máy chủ…",
  lost: "Mất kết nối từ {time}. Số trên màn hình có thể đã cũ. Xin hỏi bàn hướng dẫn.",
  sound: "Bật âm thanh",
  noSound: "Không, màn hình này im lặng",
  noWebsocket: "Máy chủ trung gian chưa chuyển tiếp WebSocket: bảng hỏi lại 3 giây một lần, không tiếng.",
  unknownCounter: "Cơ quan không có quầy số {n}.",
  noCounter: "Xin ghi số quầy vào địa chỉ của màn hình này: ?counter=3",
  weekdays: "Chủ Nhật,Thứ Hai,Thứ Ba,Thứ Tư,Thứ Năm,Thứ Sáu,Thứ Bảy",
  "hall-lunch": "Đang nghỉ trưa",
  "hall-break": "Đang nghỉ giữa giờ",
  "hall-closed": "Hết giờ làm việc",
  "hall-early": "Chưa đến giờ làm việc",
  "hall-holiday": "Nghỉ lễ",
  "hall-full": "Đã hết số hôm nay",
  opensAgain: "Tiếp nhận trở lại lúc",
  opensUnknown: "Xin hỏi bàn hướng dẫn giờ tiếp nhận.",
  morning: "sáng",
  afternoon: "chiều",
  "day-0": "{part} nay, {date}",
  "day-1": "{part} mai, {date}",
  "day-2": "{part} {date}",
  dayAndMonth: "{weekday} {day}/{month}",
  hours: "Giờ tiếp nhận",
  dayOff: "Nghỉ",
  stillWaiting: "Phiếu chưa được gọi: xin báo bàn hướng dẫn khi mở cửa lại.",
  stillAhead: "Số đã lấy hôm nay vẫn được gọi.",
};

/** @type {Record<keyof typeof VIETNAMESE, string>} */
const ENGLISH = {
  call: "NUMBER CALLED",
  callAgain: "NUMBER",
  calling: "NOW CALLING NUMBER",
  calledAt: "CALLED AT {time}",
  to: "TO {place}",
  repeatedFirst: "Called again",
  repeated: "Called again, {which} time",
  called: "CALLED",
  nobodyCalled: "No number yet",
  missed: "Called, not here yet",
  missedAsk: "Please ask at the guidance desk",
  next: "Next",
  "place-counter": "Counter",
  "place-window": "Window",
  "place-table": "Table",
  "place-room": "Room",
  numbered: "{place}",
  columnNumber: "NUMBER",
  columnField: "FIELD",
  columnPlace: "PLACE",
  calledNow: "Now calling",
  serving: "NOW SERVING",
  waits: "ahead",
  minutes: "{n} min",
  soon: "under 1 min",
  reached: "at {number}",
  full: "No more today",
  opensAt: "opens at {time}",
  closedField: "closed now",
  noPlace: "no {place} yet",
  paused: "paused",
  closed: "closed",
  free: "Please wait for your number",
  leader: "Leader on duty today: {name}",
  phone: "Tel. {phone}",
  empty: "No number has been called yet. Please take a number and wait.",
  emptyClosed: "No number has been called yet.",
  atRest: "The number that is called stands large on this screen.",
  noMoreNumbers: "No more numbers. Those already taken are still called.",
  pastHours: "No numbers are given now. Those already taken are still called.",
  connecting: "Connecting to the server…",
  lost: "Connection lost at {time}. The numbers may be old. Please ask at the guidance desk.",
  sound: "Turn on the sound",
  noSound: "No, this screen is silent",
  noWebsocket: "The proxy passes no WebSocket on: the board asks every 3 seconds, without sound.",
  unknownCounter: "The office has no counter {n}.",
  noCounter: "Please put the counter into this screen's address: ?counter=3",
  weekdays: "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",
  "hall-lunch": "Lunch break",
  "hall-break": "Break",
  "hall-closed": "Closed",
  "hall-early": "Not open yet",
  "hall-holiday": "Closed for a holiday",
  "hall-full": "No more numbers today",
  opensAgain: "We open again at",
  opensUnknown: "Please ask the guidance desk when we open.",
  morning: "morning",
  afternoon: "afternoon",
  "day-0": "this {part}, {date}",
  "day-1": "tomorrow {part}, {date}",
  "day-2": "{date}",
  dayAndMonth: "{weekday} {day}/{month}",
  hours: "Opening hours",
  dayOff: "Closed",
  stillWaiting: "Not called yet? Please ask at the guidance desk when we open again.",
  stillAhead: "Numbers taken today are still called.",
};

const WHICH = [
  "",
  "first",
  "second",
  "third",
  "fourth",
  "fifth",
  "sixth",
  "seventh",
  "eighth",
  "ninth",
  "tenth",
];

/** @type {Record<string, Record<string, string>>} */
export const WORDS = { vi: VIETNAMESE, en: ENGLISH };

/**
 * The sentence of this name in a language, with its {values}.
 * @param {string} language
 * @param {string} name
 * @param {Record<string, unknown>} [values]
 */
export function say(language, name, values) {
  const given = values || {};
  return WORDS[language][name].replace(/\{(\w+)\}/g, (_, key) => String(given[key]));
}

/**
 * That a call is repeated, and for which time.
 * @param {string} language
 * @param {number} recall
 */
export function sayRepeated(language, recall) {
  const name = recall === 1 ? "repeatedFirst" : "repeated";
  return say(language, name, { n: recall, which: WHICH[recall] || recall + "th" });
}
