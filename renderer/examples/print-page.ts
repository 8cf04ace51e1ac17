/** Prints a page that stands on its own, without leaving the window. */

/** Resolves when the dialog of the system is there, which closes by itself. */
export async function printPage(html: string): Promise<void> {
  const frame = document.createElement('iframe');
  frame.title = 'To print';
  // Without a size it is still laid out for paper.
  frame.style.cssText = 'position: fixed; width: 0; height: 0; border: 0; visibility: hidden';
  frame.setAttribute('aria-hidden', 'true');
  frame.srcdoc = html;
  const loaded = new Promise((done) => frame.addEventListener('load', done, { once: true }));
  document.body.append(frame);
  await loaded;
  const page = frame.contentWindow!;
  // Some browsers print after `print` has returned.
  page.addEventListener('afterprint', () => setTimeout(() => frame.remove()), { once: true });
  page.focus();
  page.print();
}
