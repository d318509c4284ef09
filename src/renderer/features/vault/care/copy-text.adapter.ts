/**
 * Puts text on the clipboard in answer to a press. By the document's own copying: `navigator.clipboard` would need a
 * permission, and the page has none.
 * @returns whether the clipboard took it
 */
export function copyText(text: string): boolean {
  let isTaken = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    isTaken = true;
  };
  document.addEventListener('copy', fill, { once: true });
  const isDone = document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return isDone && isTaken;
}
