// The sentences of the board in both languages; {names} are filled in.

const VIETNAMESE = {
  call: "MỜI CÔNG DÂN CÓ SỐ",
  toCounterNumber: "ĐẾN QUẦY SỐ",
  toCounter: "ĐẾN QUẦY",
  repeated: "NHẮC LẠI LẦN {n}",
  called: "SỐ ĐÃ GỌI",
  counter: "Quầy",
  counterNumber: "QUẦY SỐ",
  counterSign: "QUẦY",
  serving: "ĐANG PHỤC VỤ",
  waiting: "Đang chờ",
  people: "{n} người",
  about: "khoảng {n} phút",
  soon: "dưới 1 phút",
  nobody: "không có người chờ",
  paused: "Quầy tạm dừng",
  closed: "Quầy đang đóng",
  next: "Xin chờ gọi số",
  leader: "Lãnh đạo trực hôm nay: {name}",
  phone: "ĐT {phone}",
  empty: "Chưa có số nào được gọi. Xin mời lấy số và ngồi chờ.",
  connecting: "Đang kết nối với máy chủ…",
  reconnecting: "Màn hình đang kết nối lại, xin theo dõi loa.",
  old: "Dữ liệu cũ, lúc {time}.",
  sound: "Bật âm thanh",
  unknownCounter: "Cơ quan không có quầy số {n}.",
  weekdays: "Chủ nhật,Thứ hai,Thứ ba,Thứ tư,Thứ năm,Thứ sáu,Thứ bảy",
};

const ENGLISH = {
  call: "NOW CALLING NUMBER",
  toCounterNumber: "TO COUNTER",
  toCounter: "TO COUNTER",
  repeated: "REPEATED, TIME {n}",
  called: "CALLED",
  counter: "Counter",
  counterNumber: "COUNTER",
  counterSign: "COUNTER",
  serving: "NOW SERVING",
  waiting: "Waiting",
  people: "{n} waiting",
  about: "about {n} min",
  soon: "under 1 min",
  nobody: "nobody waiting",
  paused: "Counter paused",
  closed: "Counter closed",
  next: "Please wait for your number",
  leader: "Leader on duty today: {name}",
  phone: "Tel. {phone}",
  empty: "No number has been called yet. Please take a number and wait.",
  connecting: "Connecting to the server…",
  reconnecting: "This screen is reconnecting, please listen to the loudspeaker.",
  old: "Old data, of {time}.",
  sound: "Turn on the sound",
  unknownCounter: "The office has no counter {n}.",
  weekdays: "Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",
};

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
