/** Control characters and directions of strangers would rearrange the terminal they are shown on. */
export function shownSafely(text: string): string {
  return text.replace(/[^\P{C}\n]+/gu, '');
}
