import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { format } from '../../src/report/grades/formats/html.ts';
import { learnerResult, richClass, richResult } from '../../src/report/grades/grades.fixture.ts';
import { launch } from './chromium.ts';

// The pages of results as somebody opens them: a file in a real browser, on a telephone and on a desk, light and dark.

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Where to leave pictures for people to look at. */
const PICTURES = process.env.PICTURES;
const folder = mkdtempSync(join(tmpdir(), 'microlab-pages-'));
let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const pages = {
  result: format.one(richResult),
  learner: format.one(learnerResult),
  class: format.all(richClass),
  'untrusted class': format.all({ ...richClass, canary: { verdict: 'failed', text: 'No engine.' } }),
};
const WIDTHS = [360, 1280];
const SCHEMES = ['light', 'dark'] as const;

interface Seen {
  page: Page;
  /** What the browser complained of, and each address that it asked for beside the page itself. */
  complaints: string[];
  requests: string[];
}

/** Opens a page, and closes it after it was looked at. */
async function opened(
  name: keyof typeof pages,
  options: { width: number; colorScheme: (typeof SCHEMES)[number] },
  look: (seen: Seen) => Promise<void>,
) {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, pages[name]);
  const context = await browser.newContext({
    viewport: { width: options.width, height: 800 },
    colorScheme: options.colorScheme,
  });
  const page = await context.newPage();
  const seen: Seen = { page, complaints: [], requests: [] };
  page.on('console', message => seen.complaints.push(message.text()));
  page.on('pageerror', error => seen.complaints.push(error.message));
  page.on('dialog', dialog => {
    seen.complaints.push(`a dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  const address = pathToFileURL(file).href;
  page.on('request', request => {
    if (request.url() !== address) seen.requests.push(request.url());
  });
  try {
    await page.goto(address);
    await look(seen);
  } finally {
    await context.close();
  }
}

const openAll = (page: Page) =>
  page.evaluate(() => {
    document.querySelectorAll('details').forEach(one => {
      one.open = true;
    });
  });

const overflow = (page: Page) =>
  page.evaluate(() => ({
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    inside: Array.from(document.querySelectorAll('body *'))
      .filter(
        one => one.scrollWidth > one.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(one).overflowX),
      )
      .map(one => one.outerHTML.slice(0, 80)),
  }));

describe.each(Object.keys(pages) as (keyof typeof pages)[])('the page of a %s', name => {
  test.each(WIDTHS)('needs no horizontal scrolling at %i pixels, all opened', async width => {
    await opened(name, { width, colorScheme: 'light' }, async ({ page }) => {
      expect(await overflow(page)).toEqual({ page: 0, inside: [] });
      await openAll(page);
      expect(await overflow(page)).toEqual({ page: 0, inside: [] });
    });
  });

  test('asks for nothing, runs nothing, and the browser has nothing to complain of', async () => {
    await opened(name, { width: 1280, colorScheme: 'light' }, async ({ page, complaints, requests }) => {
      await openAll(page);
      expect(await page.title()).toContain('Microservices, basic');
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
    });
  });

  test('lets nothing run or load that got into it by mistake', async () => {
    await opened(name, { width: 1280, colorScheme: 'light' }, async ({ page, complaints }) => {
      const failures: (string | undefined)[] = [];
      page.on('requestfailed', request => failures.push(request.failure()?.errorText));
      await page.evaluate(() => {
        const image = document.createElement('img');
        image.setAttribute('onerror', 'document.title = "owned"');
        image.src = 'https://example.org/x.png';
        document.body.append(image);
      });
      // Stopped by the page's own policy, before anything is sent.
      await expect.poll(() => failures).toEqual(['csp']);
      expect(complaints.join('\n')).toMatch(/Content Security Policy/);
      expect(await page.title()).not.toBe('owned');
    });
  });

  test.each(SCHEMES)('axe finds nothing in the %s scheme, all opened', async colorScheme => {
    for (const width of WIDTHS) {
      await opened(name, { width, colorScheme }, async ({ page }) => {
        await openAll(page);
        await page.evaluate(AXE);
        const { violations, passes } = await page.evaluate(() =>
          (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
        );
        expect(passes.length).toBeGreaterThan(10);
        expect(
          violations.map(
            ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`,
          ),
        ).toEqual([]);
      });
    }
  });

  test('every part opens by keyboard alone, in the order of the page', async () => {
    await opened(name, { width: 1280, colorScheme: 'light' }, async ({ page }) => {
      const closed = () => page.evaluate(() => document.querySelectorAll('details:not([open])').length);
      const count = await page.locator('details').count();
      expect(count).toBeGreaterThan(0);
      // Links and parts: more stops than that means that the focus went round.
      const stops = (await page.locator('a, summary').count()) + 2;
      for (let stop = 0; stop < stops && (await closed()) > 0; stop++) {
        await page.keyboard.press('Tab');
        const part = await page.evaluate(() => document.activeElement?.tagName === 'SUMMARY');
        if (part) await page.keyboard.press('Enter');
      }
      expect(await closed()).toBe(0);
    });
  });
});

test('a link to a submission opens it', async () => {
  await opened('class', { width: 1280, colorScheme: 'light' }, async ({ page }) => {
    await page.getByRole('link', { name: 'grace-hopper' }).first().click();
    await expect.poll(() => page.locator('#submission-3').isVisible()).toBe(true);
  });
});

test.runIf(PICTURES)('pictures for people to look at', async () => {
  for (const name of Object.keys(pages) as (keyof typeof pages)[]) {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        await opened(name, { width, colorScheme }, async ({ page }) => {
          const path = (state: string) =>
            join(PICTURES ?? '', `${name}-${width}-${colorScheme}-${state}.png`);
          await page.screenshot({ path: path('closed'), fullPage: true });
          await openAll(page);
          await page.screenshot({ path: path('opened'), fullPage: true });
        });
      }
    }
  }
  expect(PICTURES).toBeTruthy();
});
