export type { Project, ProjectService } from './project.ts';
export { hasComposeFile, readProject } from './read.ts';
export { writeProject } from './write.ts';
