export type { Project, ProjectService } from './project.ts';
export { readProject } from './read.ts';
export { writeProject } from './write.ts';
