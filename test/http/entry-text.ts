/** A request for an entry as it is sent. `more`: header lines, each with its end. */
export const entryText = (token: string, more = '', body = '{}'): string =>
  `POST /v1/activities/1/entries HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer ${token}\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`
