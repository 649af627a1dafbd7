// Written by `npm run registries` from the files of this folder. Not edited by hand.
export const formats = {
  gradescope: () => import('./gradescope.ts'),
  html: () => import('./html.ts'),
  json: () => import('./json.ts'),
  junit: () => import('./junit.ts'),
  markdown: () => import('./markdown.ts'),
  text: () => import('./text.ts'),
} as const;
