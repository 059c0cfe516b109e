/**
 * SVG markup: elements as text, with numbers and characters that are the same everywhere.
 *
 *     svgElement('line', { x1: 3, class: 'grid' })   <line x1="3" class="grid"/>
 */

/** Attributes in the order given; numbers are written with at most two decimals. */
export type SvgAttributes = Readonly<Record<string, string | number>>;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** An element; its content is markup already. */
export function svgElement(name: string, attributes: SvgAttributes, content = ''): string {
  const written = Object.entries(attributes)
    .map(
      ([key, value]) =>
        ` ${key}="${typeof value === 'number' ? svgNumber(value) : escaped(value)}"`,
    )
    .join('');
  return content === '' ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** An element with text in it. */
export function svgText(name: string, attributes: SvgAttributes, text: string): string {
  return svgElement(name, attributes, escaped(text));
}

/** A coordinate: `12`, `12.5`, `12.25`. */
export function svgNumber(value: number): string {
  const text = value.toFixed(2).replace(/\.?0+$/, '');
  return text === '-0' ? '0' : text;
}

/** Text that markup does not take for markup; what XML has no character for is left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}
