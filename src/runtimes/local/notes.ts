import type { Project } from '../../policy/compose/index.ts';
import type { Job } from '../runtime.ts';
import type { Blueprint } from './blueprint.ts';

/** What the learner should know about what runs otherwise here than in a container. */
export function differences({ name, python, wantedPython, stage }: Blueprint): string[] {
  const notes: string[] = [];
  if (wantedPython !== undefined && !python.version.startsWith(`${wantedPython}.`)) {
    notes.push(`${name}: its image has Python ${wantedPython}; here runs ${python.version}.`);
  }
  if (stage.leftOut.length > 0)
    notes.push(`${name}: the local runtime leaves out ${stage.leftOut.join('; ')}.`);
  return notes;
}

/** Services of the compose file that do not run here, and why. */
export function notStarted(project: Project, { services, kafka }: Pick<Job, 'services' | 'kafka'>): string[] {
  const others = Object.keys(project.services).filter(name => !(name in services));
  return others.map(name =>
    kafka && name === 'kafka'
      ? 'Your service kafka is not started: the local runtime has a small broker of its own. Docker verifies yours.'
      : `The service ${name} is not started: the local runtime starts those of the exercise’s contract alone.`,
  );
}
