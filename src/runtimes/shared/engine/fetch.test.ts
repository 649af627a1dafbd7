import { describe, expect, it } from 'vitest';
import { baseOf, basesOf } from './fetch.ts';

const STAGES = 'FROM golang:1.26 AS build\nFROM build AS tested\nFROM scratch\nCOPY --from=tested /a /a\n';

describe('the images of a Dockerfile', () => {
  it('are those of its FROMs that are no stage above', () => {
    expect(basesOf(STAGES)).toEqual(['golang:1.26']);
    expect(basesOf('FROM node AS node\nFROM node\n')).toEqual(['node']);
    expect(basesOf('FROM later\nFROM python AS later\n')).toEqual(['later', 'python']);
  });

  it('have one that the last stage adds to', () => {
    expect(baseOf('FROM python:3.13-slim\n')).toBe('python:3.13-slim');
    expect(baseOf('FROM golang AS build\nFROM build AS tested\nFROM tested\n')).toBe('golang');
    expect(baseOf('RUN true\n')).toBeNull();
  });

  it('also where a stage is called like its image', () => {
    expect(baseOf('FROM node AS node\n')).toBe('node');
    expect(baseOf('FROM python AS node\nFROM node AS node\nFROM node\n')).toBe('python');
  });
});
