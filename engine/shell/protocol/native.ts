/** What only a shell with windows of its own offers: dialogs of the system, a menu bar, documents that the system opens with us. */

/** A path that a person chose is granted from then on; null where they chose none. */
interface Chosen {
  readonly path: string | null;
}

/** A command of the window as an item of the menu bar. */
export interface MenuCommand {
  readonly id: string;
  readonly title: string;
  /** The menu it stands in. */
  readonly group: string;
  /** As tinykeys writes them: `$mod+Shift+s`. */
  readonly keys?: string;
}

export interface NativeOperations {
  /** `endings` as `.loom`; none for files of any kind. */
  'dialog.open': { input: { readonly title: string; readonly endings: readonly string[] }; result: Chosen };
  'dialog.save': { input: { readonly title: string; readonly name: string; readonly endings: readonly string[] }; result: Chosen };
  'dialog.folder': { input: { readonly title: string }; result: Chosen };
  /** The window is ready to carry these out. */
  'menu.offer': { input: { readonly commands: readonly MenuCommand[] }; result: null };
}

export interface NativeEvents {
  'menu.chosen': { readonly command: string };
  /** The system asks for a document: opened in its file manager, or chosen among the recent ones. */
  'document.wanted': { readonly path: string };
}
