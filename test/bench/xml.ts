/**
 * XML as a tree: strict enough that a document which is not well-formed is not read.
 *
 * No declarations, comments or processing instructions: our own documents have none.
 */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
const PIECE = /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/y;

/** @throws {Error} where the document is not well-formed */
export function parseXml(document: string): XmlElement {
  const outside: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [outside];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < document.length) {
    const at = PIECE.lastIndex;
    const piece = PIECE.exec(document);
    const inside = open.at(-1);
    if (piece === null || inside === undefined) {
      throw new Error(`not well-formed at ${at}: ${document.slice(at, at + 40)}`);
    }
    const [, closing, name = '', attributes = '', empty, text] = piece;
    if (text !== undefined) inside.text += unescaped(text);
    else if (closing === '/') {
      if (inside.name !== name) throw new Error(`<${inside.name}> ends as </${name}>`);
      open.pop();
    } else {
      const element = { name, attributes: attributesIn(attributes), children: [], text: '' };
      inside.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  const [root, ...others] = outside.children;
  if (root === undefined || others.length > 0 || open.length !== 1 || outside.text.trim() !== '') {
    throw new Error('a document is one element, and closed');
  }
  return root;
}

/** The element and all within it that pass. */
export function elementsIn(
  root: XmlElement,
  passes: (element: XmlElement) => boolean,
): readonly XmlElement[] {
  const within = root.children.flatMap((child) => elementsIn(child, passes));
  return passes(root) ? [root, ...within] : within;
}

function attributesIn(text: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name in found) throw new Error(`two attributes "${name}"`);
    found[name] = unescaped(value);
  }
  return found;
}

function unescaped(text: string): string {
  if (/&(?!(?:amp|lt|gt|quot);)/.test(text)) throw new Error(`a bare & in "${text}"`);
  return text.replace(/&(\w+);/g, (_, name: string) => ENTITIES[name] ?? '');
}
