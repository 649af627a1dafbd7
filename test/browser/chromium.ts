import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** A browser of this machine; none is downloaded. CHROMIUM names another one. */
export function launch(): Promise<Browser> {
  const executablePath = [process.env.CHROMIUM ?? '', ...PLACES].find(path => existsSync(path));
  if (executablePath === undefined) {
    throw new Error('No Chromium here: `apt-get install chromium`, or name one in CHROMIUM.');
  }
  // The sandbox of Chromium does not work for root, as which CI runs; the page is our own.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
}
