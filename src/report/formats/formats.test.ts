import { describe, expect, it } from 'vitest';
import { richReport } from '../report.fixture.ts';
import { formats } from './registry.generated.ts';

describe.each(Object.entries(formats))('%s', (name, load) => {
  it('renders everything that can happen', async () => {
    const { format } = await load();
    expect(format.name).toBe(name);
    expect(format.render(richReport)).toMatchSnapshot();
  });

  it('renders a report without checks', async () => {
    const { format } = await load();
    expect(format.render({ ...richReport, checks: [], phases: [], notes: [] })).toBeTruthy();
  });
});

it('json gives the report back as it was', async () => {
  const { format } = await formats.json();
  expect(JSON.parse(format.render(richReport))).toEqual(richReport);
});

it('junit is one document, whatever a service answers', async () => {
  const { format } = await formats.junit();
  const [check] = richReport.checks.filter(({ status }) => status === 'failed');
  const forged = ']]></failure></testcase><testcase name="forged"/>';
  const text = format.render({
    ...richReport,
    checks: check ? [{ ...check, message: forged + forged, why: forged }] : [],
  });
  expect(text.split(/<!\[CDATA\[[\s\S]*?\]\]>/).join('')).not.toContain('forged"/>');
});
