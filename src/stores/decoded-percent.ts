/** Text with its percent-encoding undone; as it is where that can't be. */
export function decodedPercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
