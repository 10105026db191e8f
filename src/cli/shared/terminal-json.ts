/** JSON on one line that a terminal may show: the control characters that `JSON.stringify` leaves are escaped too. */
export function terminalJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f]/g,
    (control) => `\\u00${control.charCodeAt(0).toString(16)}`,
  )
}
