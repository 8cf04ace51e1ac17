/** Bundles the window. scripts/build-renderer.mjs runs it and says where to; `npx vite renderer` serves it while working on it. */
import react from '@vitejs/plugin-react';
import { typeScale } from './design/type-scale';

export default {
  base: './',
  plugins: [react(), typeScale()],
  // ONNX Runtime's threads start from its own files, which stand beside the bundle: bundled, they would start the live worker again.
  resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  build: {
    outDir: '../dist/renderer',
    target: 'chrome120',
    // Everything is a file of its own, so that a strict content security policy holds without data: or inline scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
};
