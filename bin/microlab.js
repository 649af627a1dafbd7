#!/usr/bin/env node
import { existsSync } from 'node:fs';
import * as module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
const main = new URL('../dist/main.js', import.meta.url);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `microlab needs Node 20.19 or newer, and this is Node ${process.versions.node}. Get it from nodejs.org.`,
  );
  process.exitCode = 3;
} else if (!existsSync(main)) {
  console.error('microlab is not built yet. Run: npm run build');
  process.exitCode = 3;
} else {
  module.enableCompileCache?.();
  await import(main.href);
}
