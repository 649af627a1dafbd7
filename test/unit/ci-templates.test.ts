import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

// What keeps the seed and the key out of the learners' reach. That the templates are well formed is said by `npm run lint:ci`.

interface Step {
  uses?: string;
  run?: string;
  env?: Record<string, string>;
  with?: Record<string, unknown>;
}
interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, { steps?: Step[]; permissions?: unknown; uses?: string }>;
}

const read = (name: string) => readFileSync(`docs/ci/${name}`, 'utf8');
const workflow = (name: string) => parse(read(name)) as Workflow;

describe('GitHub', () => {
  const reusable = workflow('github-grade.yml');
  const jobs = Object.entries(reusable.jobs).map(([name, { steps = [] }]) => ({ name, steps }));

  test('only the teacher starts it, and it may only read', () => {
    expect(Object.keys(reusable.on)).toEqual(['workflow_call']);
    const caller = workflow('github-caller.yml');
    expect(Object.keys(caller.on).sort()).toEqual(['schedule', 'workflow_dispatch']);
    for (const { permissions, jobs } of [reusable, caller]) {
      expect(permissions).toEqual({ contents: 'read' });
      expect(Object.values(jobs).filter(job => job.permissions)).toEqual([]);
    }
  });

  test('the job that runs submissions has the seed and no token; the others have no seed', () => {
    const secrets = (steps: Step[]) => JSON.stringify(steps).match(/secrets\.[\w-]+/g) ?? [];
    expect(Object.fromEntries(jobs.map(({ name, steps }) => [name, secrets(steps)]))).toEqual({
      collect: ['secrets.read-token'],
      grade: ['secrets.seed'],
      publish: ['secrets.publish-token'],
    });
  });

  test('no checkout keeps its token, and no script has an expression put into it', () => {
    const steps = jobs.flatMap(job => job.steps);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout'));
    expect(checkouts.map(one => one.with)).toEqual(checkouts.map(() => ({ 'persist-credentials': false })));
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('learners get the reports for learners alone', () => {
    const publish = JSON.stringify(reusable.jobs.publish);
    expect(publish).toContain('"name":"for-learners"');
    expect(publish).not.toContain('for-the-teacher');
    const uploads = reusable.jobs.grade?.steps?.filter(({ uses }) => uses?.includes('upload-artifact'));
    expect(uploads?.map(one => [one.with?.name, one.with?.path])).toEqual([
      ['for-the-teacher', 'reports'],
      ['for-learners', 'reports/learner'],
    ]);
  });
});

describe('GitLab', () => {
  type Job = { script?: string[]; rules?: { if: string }[]; environment?: { name: string } };
  const template = parse(read('gitlab-grade.yml')) as Record<string, Job>;
  const of = (name: string) => template[name] ?? {};

  test('only the teacher starts it', () => {
    const rules = Object.values(template).flatMap(job => job.rules ?? []);
    expect(rules).not.toEqual([]);
    for (const rule of rules) {
      expect(rule.if).toContain('$CI_COMMIT_REF_PROTECTED == "true"');
      expect(rule.if).toMatch(/\$CI_PIPELINE_SOURCE == "(web|schedule)"$/);
    }
  });

  test('each job has an environment of its own, by which its one secret is handed out', () => {
    for (const name of ['collect', 'grade', 'publish']) expect(of(name).environment?.name).toBe(name);
    expect(of('collect').script?.join('\n')).not.toMatch(/SEED|PUBLISH_TOKEN/);
    expect(of('grade').script?.join('\n')).not.toMatch(/TOKEN/);
    expect(of('publish').script?.join('\n')).not.toMatch(/SEED|READ_TOKEN|reports\/teacher/);
  });
});
