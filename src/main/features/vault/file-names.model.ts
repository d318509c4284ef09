/** Longer names are cut: some systems take no more than 255 bytes with folder marks and endings. */
const LONGEST = 120;

/** An ending as programs go by it; the `.0` of `Privat 2.0` is none. */
const ENDING = /\.[a-z][a-z0-9]{0,9}$/i;

/** Names that Windows keeps for devices, with any ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * What is left of a proposed name when only what every system takes as one file's name is kept: never a path.
 * @returns empty when nothing is left
 */
export function safeFileName(proposed: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Windows refuses them in names.
  const plain = proposed.replace(/[<>:"/\\|?*\u0000-\u001f\u007f]+/g, ' ').replace(/^[.\s]+/, '');
  const { stem, ending } = partsOf(plain);
  const cut = [...stem].slice(0, LONGEST).join('') + ending;
  const name = cut.replace(/[.\s]+$/, '');
  return DEVICES.test(name) ? `_${name}` : name;
}

/**
 * The name with an ending if it has none yet.
 * @param ending with its dot; empty for none
 */
export function withEnding(name: string, ending: string): string {
  return ENDING.test(name) ? name : name + ending;
}

/** Stem and ending of a name; together they are the name. */
export function partsOf(name: string): { readonly stem: string; readonly ending: string } {
  const [ending = ''] = ENDING.exec(name) ?? [];
  return { stem: name.slice(0, name.length - ending.length), ending };
}
