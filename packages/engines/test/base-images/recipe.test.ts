import { describe, expect, it } from 'vitest';
import { recipeFor } from '../../src/base-images/recipe.ts';
import { parseDockerReference } from '../../src/base-images/reference.ts';

const recipe = (image: string) => recipeFor(parseDockerReference(image));

describe('how an official image is made', () => {
  it.each([
    ['python:3.13-slim', { kind: 'python', suite: 'trixie', python: '3.13' }],
    ['python:3.13-slim-trixie', { kind: 'python', suite: 'trixie', python: '3.13' }],
    ['python:3.11-slim-bookworm', { kind: 'python', suite: 'bookworm', python: '3.11' }],
    ['python:3.14-slim', { kind: 'python', suite: 'forky', python: '3.14' }],
    ['node:24-slim', { kind: 'node', suite: 'trixie', node: '24', packages: [] }],
    ['node:24-trixie-slim', { kind: 'node', suite: 'trixie', node: '24', packages: [] }],
    ['node:22-bookworm-slim', { kind: 'node', suite: 'bookworm', node: '22' }],
    ['golang:1.24', { kind: 'toolchain', suite: 'trixie', path: ['/go/bin', '/usr/local/go/bin'] }],
    ['golang:1.24-trixie', { packages: expect.arrayContaining(['golang-1.24-go', 'gcc', 'git']) }],
    ['golang:1.19-bookworm', { suite: 'bookworm', links: { '/usr/lib/go-1.19': '/usr/local/go' } }],
    ['rust:1.85-slim-trixie', { suite: 'trixie', packages: expect.not.arrayContaining(['build-essential']) }],
    ['rust:1.85', { packages: expect.arrayContaining(['rustc', 'cargo', 'build-essential']) }],
    ['eclipse-temurin:21-jre', { suite: 'trixie', env: { JAVA_HOME: '/opt/java/openjdk' } }],
    ['eclipse-temurin:17-jdk', { packages: expect.arrayContaining(['openjdk-17-jdk-headless']) }],
    ['debian:stable-slim', { kind: 'debian', suite: 'trixie', packages: [] }],
    ['debian', { kind: 'debian', suite: 'trixie' }],
    ['debian:bookworm', { kind: 'debian', suite: 'bookworm' }],
  ])('%s', (image, expected) => {
    expect(recipe(image)).toMatchObject(expected);
  });

  it('adds compilers to the images without -slim', () => {
    expect(recipe('python:3.13')).toMatchObject({ packages: expect.arrayContaining(['build-essential']) });
    expect(recipe('node:24')).toMatchObject({ packages: expect.arrayContaining(['build-essential']) });
  });

  it.each([
    ['python:3.12-slim', 'no other Python'],
    ['python:3.13.5-slim', 'no other Python'],
    ['python:3.13-alpine', 'no other Python'],
    ['python:3.13-slim-bookworm', 'no other Python'],
    ['node:18-slim', 'can be made'],
    ['node:24-alpine', 'can be made'],
    ['debian:10', 'can be made'],
    ['golang:1.25', 'only 1.19[-bookworm], 1.24[-trixie] can be made'],
    ['golang:1.24-alpine', 'no other Go'],
    ['golang:1.24-bookworm', 'no other Go'],
    ['rust:1', 'no other Rust'],
    ['rust:1.85-alpine', 'no other Rust'],
    ['eclipse-temurin:21-jre-alpine', 'only 17-jdk, 17-jre, 21-jdk'],
    ['eclipse-temurin:8-jre', 'can be made'],
    ['alpine:3', 'only python, node, golang, rust, eclipse-temurin and debian'],
    ['acme/python:3.13', 'only python, node, golang, rust, eclipse-temurin and debian'],
    [`python:3.13@sha256:${'0'.repeat(64)}`, 'pinned to a digest'],
  ])('says why not: %s', (image, why) => {
    expect(recipe(image)).toEqual(expect.stringContaining(why));
  });
});
