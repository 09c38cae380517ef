import { describe, expect, it } from 'vitest';
import { dropUnused } from '../../scripts/drop-unused.ts';

const wrapped = (body: string) =>
  `var __webpack_modules__ = ({ 1: ((module, exports) => {\n${body}\n}) });\n__webpack_modules__[1]();\n`;

describe('dropUnused', () => {
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
      expect(dropUnused(code).includes('function gone(')).toBe(kept);
  });

  it('keeps what is exported', () => {
    const code = 'function a() {}\nexport function b() {}\nfunction c() {}\nexport { c };\n';
    expect(dropUnused(code)).toBe('\nexport function b() {}\nfunction c() {}\nexport { c };\n');
  });

  it('takes the comment of a function with it, but no licence and nothing of webpack', () => {
    const code = (comment: string) => `const x = 1;\n${comment}\nfunction gone() {}\nx;\n`;
    expect(dropUnused(code('/** Does this. */'))).toBe('const x = 1;\n\nx;\n');
    for (const comment of ['/*! Licence */', '/** @license MIT */', '/* harmony export */'])
      expect(dropUnused(code(comment))).toBe(`const x = 1;\n${comment}\n\nx;\n`);
  });

  it.each([
    ['a class that nothing names', 'class gone { a() { return gone; } }', false],
    ['a class below another', 'class a {}\nclass gone extends a {}', false],
    ['a class that is made', 'class gone {}\nnew gone();', true],
    ['a class that runs code', 'class gone { static { gone.x = 1; } }', true],
    ['a class with a static field', 'class gone { static x = f(); }', true],
    ['a class below a call', 'class gone extends mixin() {}', true],
    ['a class with a computed name', 'class gone { [f()]() {} }', true],
  ])('%s', (_, body, kept) => {
    for (const code of [`const exports = {};\n${body}`, wrapped(body)])
      expect(dropUnused(code).includes('class gone')).toBe(kept);
  });

  describe('modules', () => {
    const bundle = (main: string) =>
      [
        'var __webpack_modules__ = ({',
        '/***/ 1: ((module, exports, load) => { const two = load(2); }),',
        '/***/ 2: ((module, exports, load) => { exports.two = 2; }),',
        '/***/ 3: ((module, exports, load) => { exports.three = 3; })',
        '});',
        main,
        '',
      ].join('\n');
    const idle = '// EXTERNAL MODULE: ./node_modules/idle/index.js\nvar idle = load(1);';
    const numbers = (code: string) =>
      [...code.matchAll(/^\/\*\*\*\/ (\d): /gm)].map(([, number]) => number).join('');

    it('goes when only an import loads it that nothing uses, with what only it loads', () => {
      const code = dropUnused(bundle(`load(3);\n${idle}`), ['idle']);
      expect(numbers(code.replaceAll('\n/***/  ', '\n'))).toBe('3');
      expect(code).not.toContain('var idle');
    });
    it('stays when a module of another form loads it', () => {
      const code = bundle('load(3);').replace(
        '/***/ 3: ((module, exports, load) => { exports.three = 3; })',
        '/***/ 3: (function(module, exports, load) { load(2); })',
      );
      expect(numbers(dropUnused(code).replaceAll('\n/***/  ', '\n'))).toBe('23');
    });
    it.each([
      ['an import that is used', `load(3);\n${idle}\nidle.start();`, ['idle'], '123'],
      ['an import of a package that may do something', `load(3);\n${idle}`, ['other'], '123'],
      ['an import of a package with a longer name', `load(3);\n${idle}`, ['id'], '123'],
      ['what is loaded by a text', "load('2');", ['idle'], '2'],
    ])('%s stays', (_, main, packages, kept) => {
      expect(numbers(dropUnused(bundle(main), packages))).toBe(kept);
    });
  });
});
