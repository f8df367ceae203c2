/** Gives the person a file that was made here; it goes nowhere else. */
export function downloadText(name: string, text: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers fetch it only after this task.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
