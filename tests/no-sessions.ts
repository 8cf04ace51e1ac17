/** In place of ONNX Runtime where tests share their thread. */
throw new Error('This test opens sessions of ONNX Runtime, so it needs a thread of its own: name its folder in SESSIONS of vitest.config.mts.');
