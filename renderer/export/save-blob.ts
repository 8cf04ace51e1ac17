/** Hands a file to the person: the browser's downloads, or Electron's dialog. */
export function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has begun by then; without this, the bytes would stay in memory for as long as the window.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
