import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: { alias: { "@contract": folder("./generated/sheaf/v1"), "@": folder("./src") } },
  esbuild: { jsx: "automatic", jsxImportSource: "preact" },
  build: {
    outDir: process.env.SHEAF_WEB_DIR ?? folder("../../../build/release/web"),
    emptyOutDir: true,
    target: "es2022",
    // A chunk that is put into the page as data: would need a weaker content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
  server: { proxy: { "/sheaf.v1.": process.env.SHEAF_GATEWAY ?? "http://127.0.0.1:7480" } },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
