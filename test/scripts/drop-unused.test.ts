import { describe, expect, it } from 'vitest';
import { dropUnusedFunctions } from '../../scripts/drop-unused.ts';

const wrapped = (body: string) =>
  `var __webpack_modules__ = ({ 1: ((module, exports) => {\n${body}\n}) });\n__webpack_modules__[1]();\n`;

describe('dropUnusedFunctions', () => {
  it.each([
    ['one that nothing names', 'function gone() {}', false],
    ['one that only itself names', 'function gone() { gone(); }', false],
    ['one that only a dropped one names', 'function other() { gone(); }\nfunction gone() {}', false],
    ['one whose name is only a property', 'function gone() {}\nexports.gone = { gone: 1 }.gone;', false],
    ['one that is called', 'function gone() {}\ngone();', true],
    ['one that is called by one that is called', 'function gone() {}\nfunction a() { gone(); }\na();', true],
    ['one behind a computed property', 'function gone() {}\nexports[gone] = 1;', true],
    ['one in a shorthand', 'function gone() {}\nexports.all = { gone };', true],
    ['one whose name means something else there', 'function gone() {}\nexports.f = (gone) => gone;', true],
    ['one that eval could name', "function gone() {}\neval('gone()');", true],
    ['one inside a function', 'exports.f = () => { function gone() {} };', true],
  ])('%s', (_, body, kept) => {
    for (const code of [`const exports = {};\n${body}`, wrapped(body)])
      expect(dropUnusedFunctions(code).includes('function gone(')).toBe(kept);
  });

  it('keeps what is exported', () => {
    const code = 'function a() {}\nexport function b() {}\nfunction c() {}\nexport { c };\n';
    expect(dropUnusedFunctions(code)).toBe('\nexport function b() {}\nfunction c() {}\nexport { c };\n');
  });

  it('takes the comment of a function with it, but no licence and nothing of webpack', () => {
    const code = (comment: string) => `const x = 1;\n${comment}\nfunction gone() {}\nx;\n`;
    expect(dropUnusedFunctions(code('/** Does this. */'))).toBe('const x = 1;\n\nx;\n');
    for (const comment of ['/*! Licence */', '/** @license MIT */', '/* harmony export */'])
      expect(dropUnusedFunctions(code(comment))).toBe(`const x = 1;\n${comment}\n\nx;\n`);
  });
});
