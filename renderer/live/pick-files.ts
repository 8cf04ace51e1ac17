/** The browser's own dialog for files: what is chosen is read where it lies, and never sent anywhere. */

/** None where the dialog was closed. */
export function pickVideo(): Promise<readonly File[]> {
  return pick((field) => (field.accept = 'video/*'));
}

/** Everything in a folder and the folders in it. */
export function pickFolder(): Promise<readonly File[]> {
  return pick((field) => (field.webkitdirectory = true));
}

function pick(prepare: (field: HTMLInputElement) => void): Promise<readonly File[]> {
  const field = document.createElement('input');
  field.type = 'file';
  prepare(field);
  return new Promise((resolve) => {
    field.addEventListener('change', () => resolve([...(field.files ?? [])]));
    field.addEventListener('cancel', () => resolve([]));
    field.click();
  });
}
