export type { Level, Project, ProjectService } from './project.ts';
export { readProject } from './read.ts';
export { type WriteOptions, writeProject } from './write.ts';
