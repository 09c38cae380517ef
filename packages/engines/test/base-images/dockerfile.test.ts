import { describe, expect, it } from 'vitest';
import { neededImages } from '../../src/base-images/dockerfile.ts';
import { parseDockerReference } from '../../src/base-images/reference.ts';

const needs = (text: string, options: { target?: string; buildArgs?: Record<string, string> } = {}) =>
  neededImages(text, { file: 'Dockerfile', buildPlatform: 'linux/amd64', ...options });
const references = (text: string, options = {}) => needs(text, options).images.map((each) => each.reference);

describe('images that a Dockerfile needs', () => {
  it.each([
    ['one FROM', 'FROM python:3.13-slim\n', ['python:3.13-slim']],
    ['lower case, tabs', '\tfrom\tnode:24 as x\n', ['node:24']],
    ['CRLF', 'FROM node:24 AS a\r\nFROM a\r\n', ['node:24']],
    ['byte order mark', '\uFEFFFROM node:24\n', ['node:24']],
    ['scratch', 'FROM scratch\nCOPY x /\n', []],
    ['a stage', 'FROM node:24 AS Deps\nFROM deps\n', ['node:24']],
    ['a stage by number', 'FROM node:24\nFROM debian:13\nCOPY --from=0 /a /b\n', ['node:24', 'debian:13']],
    ['an unused stage', 'FROM golang:1 AS tool\nFROM node:24\n', ['node:24']],
    ['the same image twice', 'FROM node:24 AS a\nFROM node:24\nCOPY --from=a / /\n', ['node:24']],
    ['a name that a later stage has', 'FROM node AS a\nFROM a AS node\nFROM node\n', ['node']],
    ['ARG with default', 'ARG V=3.13\nFROM python:${V}-slim\n', ['python:3.13-slim']],
    ['ARG in quotes', 'ARG IMAGE="python:3.13"\nFROM "$IMAGE"\n', ['python:3.13']],
    ['ARG from ARG', 'ARG A=3 B=${A}.13\nFROM python:$B\n', ['python:3.13']],
    ['default in FROM', 'ARG V\nFROM python:${V:-3.13}${V:+-x}${W-}\n', ['python:3.13']],
    [
      'ARG after FROM does not count',
      'ARG V=1\nFROM a:$V AS a\nARG V=2\nFROM b:$V\nCOPY --from=a / /\n',
      ['a:1', 'b:1'],
    ],
    [
      'COPY --from an image',
      'FROM a\nCOPY --chown=1:1 --from=ghcr.io/astral-sh/uv:1 /uv /\n',
      ['a', 'ghcr.io/astral-sh/uv:1'],
    ],
    [
      'RUN mount from',
      'FROM a\nRUN --mount=type=bind,from=b:1,target=/b --mount=type=cache,target=/c x\n',
      ['a', 'b:1'],
    ],
    ['RUN mount from a stage', 'FROM a AS s\nFROM c\nRUN --mount=from=s,target=/b x\n', ['a', 'c']],
    [
      'continuation with comments',
      'FROM \\\n# no\n\n  python:3 \\\n  AS x\nRUN a \\\n # FROM no\n && b\n',
      ['python:3'],
    ],
    ['escape directive', '# escape=`\nFROM a\nRUN x `\nFROM b\n', ['a']],
    [
      'here-document',
      'FROM a\nRUN <<EOF cat <<-"X Y"\nFROM b\nEOF\nCOPY --from=c <<A <<B /\nFROM d\nA\nFROM e\nB\n',
      ['a', 'c'],
    ],
    ['platform', 'FROM --platform=$BUILDPLATFORM a AS s\nFROM a\nCOPY --from=s / /\n', ['a', 'a']],
  ])('%s', (_, text, expected) => {
    expect(references(text)).toEqual(expected);
  });

  it('replaces variables by build arguments', () => {
    expect(references('ARG V=1\nFROM a:$V\n', { buildArgs: { V: '2' } })).toEqual(['a:2']);
  });

  it('stops at the target', () => {
    const text = 'FROM a AS one\nFROM b AS two\nFROM c\n';
    expect(references(text, { target: 'TWO' })).toEqual(['b']);
  });

  it('says where, for which platform, and which frontend', () => {
    const text = '# syntax = docker/dockerfile:1.7\n# check=skip=all\n\nFROM --platform=linux/arm64 a\n';
    expect(needs(text)).toEqual({
      images: [{ reference: 'a', line: 4, platform: 'linux/arm64' }],
      syntax: 'docker/dockerfile:1.7',
    });
  });

  it('takes a syntax line only from the top', () => {
    expect(needs('FROM a\n# syntax=docker/dockerfile:1\n').syntax).toBeUndefined();
    expect(needs('# a comment\n# syntax=docker/dockerfile:1\nFROM a\n').syntax).toBeUndefined();
  });

  it.each([
    ['no FROM', 'RUN x\n', {}, 'no FROM'],
    ['an empty variable', 'ARG V\nFROM $V\n', {}, 'names no image'],
    ['a pattern', 'ARG V=a\nFROM ${V#b}\n', {}, 'cannot be worked out'],
    ['an unknown target', 'FROM a\n', { target: 'x' }, 'no stage "x"'],
  ])('refuses %s', (_, text, options, message) => {
    expect(() => needs(text, options)).toThrow(
      expect.objectContaining({ category: 'configuration', message: expect.stringContaining(message) }),
    );
  });
});

describe('references as Docker completes them', () => {
  it.each([
    ['python', { registry: 'docker.io', repository: 'library/python', tag: 'latest' }],
    ['node:24-slim', { registry: 'docker.io', repository: 'library/node', tag: '24-slim' }],
    ['docker.io/python:3', { registry: 'docker.io', repository: 'library/python', tag: '3' }],
    ['index.docker.io/a/b', { registry: 'docker.io', repository: 'a/b', tag: 'latest' }],
    ['localhost/a', { registry: 'localhost', repository: 'a', tag: 'latest' }],
    ['127.0.0.1:5000/a:1', { registry: '127.0.0.1:5000', repository: 'a', tag: '1' }],
    ['ghcr.io/a/b@sha256:0', { registry: 'ghcr.io', repository: 'a/b', digest: 'sha256:0' }],
    ['a:1@sha256:0', { registry: 'docker.io', repository: 'library/a', tag: '1', digest: 'sha256:0' }],
  ])('%s', (text, expected) => {
    expect(parseDockerReference(text)).toEqual(expected);
  });
});
