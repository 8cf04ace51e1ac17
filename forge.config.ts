/** How LayerLoom is packaged: `npm run package` makes the application's folder, `npm run make` installers and archives of it. */
import { join } from 'node:path';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import type { ForgeConfig } from '@electron-forge/shared-types';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import type { Configuration } from 'electron-builder';
import { MakerElectronBuilder } from './electron/maker-electron-builder';
import { dropEmptyFolders, isLeftOut, keepOnePlatform, shortenManifest } from './electron/package-contents';

const APP_ID = 'org.layerloom.app';
/** A folder with Electron's own zip files, for machines without a network. */
const zips = process.env['LAYERLOOM_ELECTRON_ZIPS'];
/** Playwright needs to look inside; only for packages that tests drive. */
const forTests = process.env['LAYERLOOM_PACKAGE_FOR_TESTS'] === '1';
const icons = join(__dirname, 'assets', 'icons');

const shared: Configuration = {
  appId: APP_ID,
  productName: 'LayerLoom',
  electronVersion: '45.4.1',
  fileAssociations: [{ ext: 'loom', name: 'LayerLoom network', description: 'Neural network', mimeType: 'application/x-layerloom', role: 'Editor', icon: join(icons, 'icon') }],
};

const config: ForgeConfig = {
  ...(process.env['LAYERLOOM_PACKAGE_OUT'] && { outDir: process.env['LAYERLOOM_PACKAGE_OUT'] }),
  packagerConfig: {
    name: 'LayerLoom',
    executableName: 'layerloom',
    appBundleId: APP_ID,
    appCategoryType: 'public.app-category.developer-tools',
    icon: join(icons, 'icon'),
    // Threads, WebAssembly and native code of the engine do not start from inside an archive.
    asar: { unpackDir: '{dist/engine,node_modules}' },
    ignore: isLeftOut,
    ...(zips && { electronZipDir: zips }),
    extendInfo: { NSCameraUsageDescription: 'LayerLoom shows a network what your camera sees, and keeps pictures you take as examples. Nothing leaves this machine.' },
  },
  // The native code in it fits every version of Node and Electron.
  rebuildConfig: { onlyModules: [] },
  plugins: [
    new FusesPlugin({
      version: FuseVersion.V1,
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: forTests,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
      // Only with a signature does the system keep its key without asking the person at every start.
      [FuseV1Options.EnableCookieEncryption]: process.env['LAYERLOOM_SIGNED'] === '1',
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: process.platform !== 'linux',
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
    }),
  ],
  makers: [
    new MakerElectronBuilder({ platform: 'win32', targets: ['nsis', 'zip'], configuration: { ...shared, win: { icon: join(icons, 'icon.ico') }, nsis: { oneClick: false, perMachine: false, allowElevation: false, allowToChangeInstallationDirectory: true } } }),
    new MakerElectronBuilder({ platform: 'darwin', targets: ['dmg', 'zip'], configuration: { ...shared, mac: { icon: join(icons, 'icon.icns'), category: 'public.app-category.developer-tools' } } }),
    new MakerElectronBuilder({ platform: 'linux', targets: ['AppImage', 'tar.gz', 'deb'], configuration: { ...shared, linux: { icon: icons, category: 'Development;Science', executableName: 'layerloom', maintainer: 'LayerLoom' } } }),
  ],
  hooks: {
    packageAfterPrune: async (_, folder, __, platform, arch) => {
      await keepOnePlatform(folder, platform, arch);
      await dropEmptyFolders(folder);
      await shortenManifest(folder);
    },
  },
};

export default config;
