/** Entities that mail programs write; others stay as they are. */
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/**
 * Makes readable text of a description. Some calendars put HTML into it: tags are taken out, line breaks and
 * the addresses of links are kept. Text without tags stays as it is.
 */
export function plainText(text: string): string {
  const readable = /<(a|b|br|body|div|html|i|li|ol|p|span|strong|table|u|ul)\b[^>]*>/i.test(text)
    ? withoutTags(text)
    : text;
  return readable
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function withoutTags(html: string): string {
  return html
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<a\b[^>]*?href\s*=\s*["']?(https:[^"'\s>]+)[^>]*>([\s\S]*?)<\/a>/gi, (_, address, words) => {
      const said = String(words)
        .replace(/<[^>]*>/g, '')
        .trim();
      return said === '' || said === address ? ` ${address} ` : `${said} (${address})`;
    })
    .replace(/<(br|\/p|\/div|\/li|\/tr|\/h\d)\b[^>]*>/gi, '\n')
    .replace(/<li\b[^>]*>/gi, '• ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:#(\d{1,6})|(\w{2,6}));/g, (entity, code, name) =>
      code ? String.fromCodePoint(Math.min(Number(code), 0x10ffff)) : (ENTITIES[String(name)] ?? entity),
    );
}
