import { describe, expect, it } from 'vitest';
import { isMalformed, namesOf, parseExposition, typeOf } from './exposition.ts';

/** The example of the documentation's page, shortened. */
const PAGE = `# HELP http_requests_total The total number of HTTP requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400"}    3 1395066363000

# Escaping in label values:
msdos_file_access_time_seconds{path="C:\\\\DIR\\\\FILE.TXT",error="Cannot find file:\\n\\"FILE.TXT\\""} 1.458255915e9
metric_without_timestamp_and_labels 12.47
something_weird{problem="division by zero"} +Inf -3982045
# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="0.05"} 24054
http_request_duration_seconds_bucket{le="+Inf"} 144320
http_request_duration_seconds_sum 53423
http_request_duration_seconds_count 144320
`;

const parsed = (text: string, open = false) => {
  const page = parseExposition(text, open);
  if (isMalformed(page)) throw new Error(`${page.line}: ${page.reason}`);
  return page;
};

describe('a page of metrics', () => {
  it('is read as the documentation shows it: labels, escapes, times, infinity', () => {
    const { samples } = parsed(PAGE);
    expect(samples).toHaveLength(9);
    expect(samples[0]).toEqual({
      name: 'http_requests_total',
      labels: { method: 'post', code: '200' },
      value: 1027,
    });
    expect(samples[2]?.labels).toEqual({
      path: 'C:\\DIR\\FILE.TXT',
      error: 'Cannot find file:\n"FILE.TXT"',
    });
    expect(samples[4]?.value).toBe(Number.POSITIVE_INFINITY);
  });

  it('knows the type of a metric by the name of any of its samples', () => {
    const page = parsed(PAGE);
    expect(typeOf(page, 'http_requests_total')).toBe('counter');
    expect(typeOf(page, 'http_request_duration_seconds')).toBe('histogram');
    expect(typeOf(page, 'http_request_duration_seconds_bucket')).toBe('histogram');
    expect(typeOf(page, 'something_weird')).toBeNull();
    expect(namesOf(page)).toContain('something_weird');
  });

  it('may be OpenMetrics: the type has the name without _total, and an example may follow', () => {
    const page = parsed('# TYPE calls counter\ncalls_total{a="}"} 3.0 # {trace_id="x"} 1.0\n# EOF\n', true);
    expect(page.samples).toEqual([{ name: 'calls_total', labels: { a: '}' }, value: 3 }]);
    expect(typeOf(page, 'calls_total')).toBe('counter');
  });

  it('may have CRLF line ends, no blank before the number, and a comma at the end of its labels', () => {
    expect(parsed('a{b="c",}1\r\nd 2\r\n').samples.map(({ value }) => value)).toEqual([1, 2]);
  });

  it.each([
    ['{"users": 3}', 1, 'expected a name, labels'],
    ['<html>\n</html>', 1, 'expected a name, labels'],
    ['a 1\nb two\n', 2, '"two" is no number'],
    ['a{b=c} 1', 1, 'expected a name, labels'],
    ['a{b="c" d="e"} 1', 1, 'expected a name, labels'],
    ['# TYPE a count\na 1', 1, '"count" is no type'],
    ['a{b="c",d="e"} 1\na{d="e",b="c"} 2', 2, 'line 1 has the same name and labels'],
  ])('is refused with its line: %s', (text, line, reason) => {
    expect(parseExposition(text)).toMatchObject({ line, reason: expect.stringContaining(reason) });
  });

  it('is refused as OpenMetrics where it has no end', () => {
    expect(parseExposition('a 1\n', true)).toMatchObject({ reason: expect.stringContaining('# EOF') });
  });
});
