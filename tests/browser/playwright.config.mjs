// The page in a real browser: playwright test --config tests/browser/playwright.config.mjs
//
// The browser is the system's own Chromium (script/setup test installs it); Playwright's is never
// downloaded. CHROMIUM names another binary, DIST another folder than dist/.

import { fileURLToPath } from "node:url";
import { defineConfig, devices } from "@playwright/test";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  testDir: here("."),
  testMatch: "*.spec.mjs",
  outputDir: here("../../target/browser"),
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  timeout: 30_000,
  reporter: [["list"]],
  use: {
    baseURL: process.env.PAGE_ORIGIN,
    permissions: ["clipboard-read", "clipboard-write"],
    trace: "off",
    // What the worker fetches comes when it likes; offline.spec.mjs allows it.
    serviceWorkers: "block",
  },
  projects: [
    {
      name: "chromium",
      use: {
        ...devices["Desktop Chrome"],
        headless: true,
        launchOptions: {
          executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
          args: [
            // Chromium refuses to run as root, as in a container, with its sandbox on.
            "--no-sandbox",
            "--disable-gpu",
            // What the browser would fetch for itself is noise in a test of one page.
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
          ],
        },
      },
    },
  ],
  webServer: {
    command: "node serve.mjs",
    cwd: here("."),
    // Any free port, told by what the server prints: two runs at a time do not meet.
    wait: { stdout: /at (?<page_origin>http:\/\/127\.0\.0\.1:\d+)\// },
    stdout: "ignore",
    stderr: "pipe",
  },
});
