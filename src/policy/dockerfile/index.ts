export { checkDockerfile } from './check.ts';
export { prepareBuilds } from './prepare.ts';
