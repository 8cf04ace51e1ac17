/** The menu bar, drawn from the commands of the window: the same titles, groups and keys, chosen ones included. */
import type { MenuItemConstructorOptions } from 'electron';
import type { RecentDocument } from '../engine/shell/protocol/documents';
import type { MenuCommand } from '../engine/shell/protocol/native';
import { acceleratorFor } from './accelerator';

export interface MenuParts {
  readonly commands: readonly MenuCommand[];
  readonly recents: readonly RecentDocument[];
  readonly platform: NodeJS.Platform;
  readonly isPackaged: boolean;
  choose(command: string): void;
  open(path: string): void;
}

type Items = MenuItemConstructorOptions[];

/** In a field they act on its text, which only the system can do. */
const ROLES: Readonly<Record<string, MenuItemConstructorOptions['role']>> = { cut: 'cut', copy: 'copy', paste: 'paste' };
/** Commands whose ids begin alike stand in a menu of their own. */
const SUBMENUS: Readonly<Record<string, string>> = { template: 'New from a template', 'add-layer': 'Add a layer' };
/** Ctrl 1 to 9. */
const NUMBERED = 9;

export function menuTemplate(parts: MenuParts): Items {
  const isMac = parts.platform === 'darwin';
  const groups = [...new Set(parts.commands.map(({ group }) => group))];
  const menus = groups.map((group): MenuItemConstructorOptions => ({ label: isMac ? group : `&${group}`, submenu: groupItems(group, parts) }));
  return [...(isMac ? [{ role: 'appMenu' as const }] : []), ...menus, ...(isMac ? [{ role: 'windowMenu' as const }] : [])];
}

function groupItems(group: string, parts: MenuParts): Items {
  const items: Items = [];
  const submenus = new Map<string, Items>();
  for (const command of parts.commands.filter((one) => one.group === group)) {
    const [prefix = ''] = command.id.split(':');
    const title = command.id.includes(':') ? SUBMENUS[prefix] : undefined;
    if (title === undefined) {
      items.push(commandItem(command, parts));
      if (command.id === 'open') items.push(recentItem(parts));
      continue;
    }
    const submenu = submenus.get(title) ?? [];
    if (submenu.length === 0) items.push({ label: title, submenu });
    submenus.set(title, submenu);
    submenu.push(commandItem(command, parts));
  }
  return [...items, ...ownItems(group, parts)];
}

function commandItem({ id, title, keys }: MenuCommand, { platform, choose }: MenuParts): MenuItemConstructorOptions {
  const accelerator = keys === undefined ? undefined : acceleratorFor(keys);
  const role = ROLES[id];
  return {
    id,
    label: title,
    ...(role && platform === 'darwin' ? { role } : { click: () => choose(id) }),
    // The page hears its keys itself, as it does in a browser; only macOS sends them to the menu first.
    ...(accelerator !== undefined && { accelerator, registerAccelerator: platform === 'darwin' }),
  };
}

function recentItem({ recents, open }: MenuParts): MenuItemConstructorOptions {
  const there = recents.filter(({ exists }) => exists);
  const items = there.map(({ path, name }, index): MenuItemConstructorOptions => ({
    label: name,
    toolTip: path,
    click: () => open(path),
    ...(index < NUMBERED && { accelerator: `CmdOrCtrl+${index + 1}` }),
  }));
  return { label: 'Open recent', submenu: items.length > 0 ? items : [{ label: 'No recent networks', enabled: false }] };
}

function ownItems(group: string, { platform, isPackaged }: MenuParts): Items {
  if (group === 'File' && platform !== 'darwin') return [{ type: 'separator' }, { role: 'quit' }];
  if (group !== 'View') return [];
  const tools: Items = isPackaged ? [] : [{ role: 'reload' }, { role: 'toggleDevTools' }];
  return [{ type: 'separator' }, { role: 'togglefullscreen' }, ...tools];
}
