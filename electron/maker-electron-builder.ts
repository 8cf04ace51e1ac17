/** Installers by electron-builder from the directory that Forge has packaged: its own makers know only Forge's first versions. */
import { join } from 'node:path';
import { MakerBase, type MakerOptions } from '@electron-forge/maker-base';
import type { ForgePlatform } from '@electron-forge/shared-types';
import { Arch, build, type Configuration } from 'electron-builder';

export interface BuilderTarget {
  readonly platform: ForgePlatform;
  /** As electron-builder calls them: `nsis`, `AppImage`, `dmg`. */
  readonly targets: readonly string[];
  readonly configuration: Configuration;
}

const PLATFORM_KEYS = { win32: 'win', darwin: 'mac', linux: 'linux' } as const;

function isKnown(platform: string): platform is keyof typeof PLATFORM_KEYS {
  return platform in PLATFORM_KEYS;
}

export class MakerElectronBuilder extends MakerBase<BuilderTarget> {
  name = 'electron-builder';
  defaultPlatforms: ForgePlatform[] = [];

  constructor(target: BuilderTarget) {
    super(target, [target.platform]);
  }

  /** electron-builder fetches what it needs for other systems, or says what is missing. */
  override isSupportedOnCurrentPlatform(): boolean {
    return true;
  }

  override make({ dir, makeDir, targetArch, targetPlatform }: MakerOptions): Promise<string[]> {
    if (!isKnown(targetPlatform)) throw new Error(`there are no packages for ${targetPlatform}`);
    const { targets, configuration } = this.config;
    const arch = Arch[targetArch as keyof typeof Arch];
    if (arch === undefined) throw new Error(`electron-builder has no packages for processors of the kind ${targetArch}`);
    return build({
      prepackaged: dir,
      [PLATFORM_KEYS[targetPlatform]]: targets.map((target) => `${target}:${targetArch}`),
      publish: 'never',
      config: { ...configuration, directories: { output: join(makeDir, 'electron-builder', targetArch) } },
    });
  }
}
