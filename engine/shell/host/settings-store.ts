/** What a person has chosen for the application as a whole. */
import { join } from 'node:path';
import { z } from 'zod';
import type { Settings } from '../protocol/application';
import type { JsonObject } from '../../document/model';
import { StoredValue } from './stored-value';

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

export const settingsShape = {
  theme: z.enum(['system', 'light', 'dark']),
  motion: z.enum(['system', 'reduced']),
  lastDocuments: z.array(z.string()).max(100),
  shortcuts: z.record(z.string(), z.string()),
  window: jsonObject,
};

const INITIAL: Settings = { theme: 'system', motion: 'system', lastDocuments: [], shortcuts: {}, window: {} };

/** A field that another version wrote in its own way falls back alone; the others stay. */
const tolerant: z.ZodType<Settings> = z.object({
  theme: settingsShape.theme.catch(INITIAL.theme),
  motion: settingsShape.motion.catch(INITIAL.motion),
  lastDocuments: settingsShape.lastDocuments.catch([]),
  shortcuts: settingsShape.shortcuts.catch({}),
  window: settingsShape.window.catch({}),
});

export class SettingsStore {
  private readonly stored: StoredValue<Settings>;

  constructor(folder: string, private readonly onChange: (settings: Settings) => void) {
    this.stored = new StoredValue(join(folder, 'settings.json'), tolerant, INITIAL);
  }

  get(): Promise<Settings> {
    return this.stored.get();
  }

  async set(changes: Partial<Settings>): Promise<Settings> {
    const settings = await this.stored.change((old) => ({ ...old, ...changes }));
    this.onChange(settings);
    return settings;
  }
}
