// Where the server is: beside this page, whatever stands before it in the address, as behind a reverse proxy.

/**
 * The address of a path of the server, such as "/api/v1/board".
 * @param {string} path
 * @param {string} [base] where the page is
 */
export function atServer(path, base) {
  return new URL(path.replace(/^\/+/, ""), base || document.baseURI).href;
}

/**
 * The address of the server's websocket, secure where the page is.
 * @param {string} [base] where the page is
 */
export function socketAddress(base) {
  return atServer("/ws", base).replace(/^http/, "ws");
}
