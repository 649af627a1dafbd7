export { foreignImages } from './images.ts';
export { prepared } from './prepare.ts';
export { readManifests } from './read.ts';
