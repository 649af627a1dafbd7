import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { item, one } from '../../quiz/items.fixture.ts';
import { loadCatalog } from '../index.ts';
import { figuresOf } from './figures.ts';
import { type Exam, examFiles, loadExams, readExams } from './index.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'microlab-exams-'));
  mkdirSync(join(root, 'exams'));
});
afterEach(() => rmSync(root, { recursive: true }));

const RUNTIMES: Record<string, ('docker' | 'local' | 'kubernetes')[]> = {
  first: ['docker', 'local'],
  saga: ['docker', 'kubernetes'],
  pods: ['kubernetes'],
};
const parts = {
  items: [item('a'), item('b'), item('c', { topic: 'cave', level: 'advanced' }), one.card],
  exercises: Object.keys(RUNTIMES),
  runtimesOf: (id: string) => RUNTIMES[id] ?? [],
};
const theory = { id: 'theory', title: 'Theory', weight: 1, questions: [{ count: 1 }] };
const small = {
  id: 'small',
  title: 'Small',
  summary: 'A few.',
  level: 'basic',
  minutes: 10,
  pass: 50,
  sections: [theory],
};

function read(exam: object, name = 'small') {
  writeFileSync(join(root, 'exams', `${name}.yaml`), stringify({ ...small, ...exam }));
  return readExams(examFiles([root]), parts);
}
const problems = (exam: object) =>
  read(exam).problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
const section = (more: object) => ({ sections: [{ ...theory, ...more }] });

describe('an exam', () => {
  it('is read with what may be left out of its file', () => {
    const { exams, problems } = read({
      sections: [theory, { id: 'practice', title: 'P', weight: 2.5, exercises: [{ exercise: 'first' }] }],
    });
    expect(problems).toEqual([]);
    expect(exams).toMatchObject([
      {
        id: 'small',
        images: [],
        digest: expect.stringMatching(/^[0-9a-f]{64}$/),
        sections: [
          { id: 'theory', optional: false, questions: [{ count: 1 }], exercises: [] },
          { weight: 2.5, questions: [], exercises: [{ exercise: 'first', weight: 1, stretch: 20 }] },
        ],
      },
    ]);
  });

  it('has another digest where its text is another', () => {
    const digest = (exam: object) => read(exam).exams[0]?.digest;
    expect(digest({})).toBe(digest({}));
    expect(digest({ pass: 51 })).not.toBe(digest({}));
  });

  it('is counted', () => {
    const { exams } = read({
      sections: [
        { ...theory, questions: [{ ids: ['a'] }, { topics: ['cave'], count: 1 }] },
        {
          id: 'k',
          title: 'K',
          weight: 1,
          needs: 'cluster',
          optional: true,
          exercises: [{ exercise: 'pods' }],
        },
      ],
    });
    const minutes = [{ id: 'pods', minutes: 60 }];
    expect(exams.map(exam => figuresOf(exam, parts.items, minutes))).toMatchObject([
      {
        id: 'small',
        exerciseMinutes: { always: 0, optional: 60 },
        sections: [
          { id: 'theory', questions: 2, of: 2 },
          { optional: true, questions: 0, exercises: ['pods'] },
        ],
      },
    ]);
  });

  it('says all that is wrong, each with its place', () => {
    const wrong = {
      sections: [
        { ...theory, questions: [{ ids: ['a', 'aa', 'a', 'a-card'] }, { topics: ['cav'], count: 1 }] },
        { ...theory, questions: [], exercises: [{ exercise: 'firts' }, { exercise: 'pods' }] },
      ],
    };
    expect(problems(wrong)).toEqual([
      '20:5: two sections are called "theory"',
      '14:13: there is no question "aa". Did you mean "a"?',
      '15:13: "a" is in this exam twice',
      expect.stringMatching(/^16:13: "a-card" is a card/),
      '18:13: there is no topic "cav". Did you mean "cave"?',
      expect.stringMatching(/^19:9: 0 questions match; 1 are to be drawn/),
      expect.stringMatching(/there is no exercise "firts"\. Did you mean "first"\?$/),
      expect.stringMatching(/"pods" runs on Kubernetes alone: its section has to say `needs: cluster`$/),
    ]);
  });

  it.each([
    [{ questions: [{ ids: ['a'], count: 1 }] }, 'expected either `ids`'],
    [{ questions: [{ topics: ['cave'] }] }, 'expected either `ids`'],
    [{ questions: [{ ids: ['a'], levels: ['basic'] }] }, '`ids` names its questions'],
    [{ questions: [{ kinds: ['card'], count: 1 }] }, '"card" is not known here'],
    [{ questions: [] }, 'expected `questions`, `exercises` or both'],
    [{ optional: true }, 'expected `needs: cluster` too'],
    [{ needs: 'cluster' }, 'put the questions into a section of their own'],
    [{ weight: 0 }, 'expected a number above 0'],
    [{ wieght: 1 }, 'unknown key "wieght". Did you mean "weight"?'],
    [
      { questions: [], needs: 'cluster', exercises: [{ exercise: 'first' }] },
      '"first" does not run on Kubernetes',
    ],
    [
      { questions: [], needs: 'cluster', optional: true, exercises: [{ exercise: 'pods' }] },
      'expected a section that is not optional',
    ],
  ])('cannot have a section like %j', (more, message) => {
    expect(problems(section(more)).join('\n')).toContain(message);
  });

  it('may run an exercise on the cluster that would run without one too', () => {
    const practice = { id: 'p', title: 'P', weight: 1, needs: 'cluster', exercises: [{ exercise: 'saga' }] };
    expect(problems({ sections: [theory, practice] })).toEqual([]);
  });
});

describe('what is drawn', () => {
  const draws = (...questions: object[]) => problems(section({ questions }));

  it('must be there, whatever was drawn before', () => {
    expect(draws({ topics: ['cave'], count: 1 }, { topics: ['echo'], count: 2 })).toEqual([]);
    expect(draws({ count: 1 }, { topics: ['echo'], count: 1 }, { topics: ['cave'], count: 1 })).toEqual([
      '18:9: 1 question matches, of which the draws before this one may take 1; 1 are to be drawn',
    ]);
  });

  it('never is a question that the exam names, wherever it stands', () => {
    expect(draws({ count: 2 }, { ids: ['a'] })).toEqual([]);
    expect(draws({ count: 3 }, { ids: ['a'] })).toEqual(['12:9: 2 questions match; 3 are to be drawn']);
  });
});

describe('the exams of all content folders', () => {
  const write = (folder: string, id: string, more: object = {}) => {
    mkdirSync(join(root, folder, 'exams'), { recursive: true });
    writeFileSync(join(root, folder, 'exams', `${id}.yaml`), stringify({ ...small, id, ...more }));
  };
  const load = () => loadExams({ root: join(root, 'built-in'), extra: [join(root, 'own')] });
  beforeEach(() => {
    mkdirSync(join(root, 'built-in/questions'), { recursive: true });
    const { topic, ...question } = one.choice;
    const questions = [{ ...question, exercise: undefined }];
    writeFileSync(
      join(root, 'built-in/questions/echo.yaml'),
      stringify({ topic, title: 'Echo', about: 'Echoes.', questions }),
    );
    write('built-in', 'first');
  });

  it('are the built-in ones and an author’s own', async () => {
    write('own', 'second');
    const { exams, find } = await load();
    expect(exams.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(find('second').file).toBe(join(root, 'own/exams/second.yaml'));
    expect(() => find('secod')).toThrow('There is no exam "secod". Did you mean "second"?');
  });

  it('are told of problems only where they are asked for', async () => {
    write('own', 'second', { id: 'other' });
    const exams = await load();
    expect(exams.find('first').title).toBe('Small');
    expect(() => exams.find('second')).toThrow('The content has a problem.');
    expect(() => exams.exams).toThrow('The content has a problem.');
  });

  it('have each a name of its own', async () => {
    write('own', 'first');
    const exams = await load();
    expect(() => exams.find('first')).toThrow(
      expect.objectContaining({ details: [expect.stringContaining('another exam is called "first" too')] }),
    );
  });
});

describe('the exams that come with the product', () => {
  let exams: readonly Exam[];
  beforeAll(async () => {
    ({ exams } = await loadExams());
  }, 30_000);

  it('have the size that they promise', () => {
    const asked = exams.map(({ id, minutes, sections }) => {
      const picks = sections.flatMap(({ questions }) => questions);
      return `${id} ${minutes} ${picks.reduce((sum, pick) => sum + (pick.ids?.length ?? pick.count ?? 0), 0)}`;
    });
    expect(asked).toEqual(['advanced 420 16', 'basic 90 14', 'intermediate 240 16', 'mixed-theory 60 40']);
  });

  it('have all exercises of their level, those that need a cluster apart', async () => {
    const { exercises } = await loadCatalog();
    for (const { level, sections } of exams.filter(exam => exam.level !== 'mixed')) {
      const asked = (optional: boolean) =>
        sections.flatMap(one =>
          one.optional === optional ? one.exercises.map(({ exercise }) => exercise) : [],
        );
      const own = (cluster: boolean) =>
        exercises
          .filter(one => one.level === level && one.runtimes.includes('docker') !== cluster)
          .map(({ id }) => id);
      expect(asked(false).sort()).toEqual(own(false).sort());
      expect(asked(true).sort()).toEqual(own(true).sort());
    }
  });
});
