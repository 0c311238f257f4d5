/** Undoes format=flowed (RFC 3676): a line that ends in a blank goes on in the next one of the same quote depth. */
export function joinFlowedLines(text: string, deleteSpace: boolean): string {
  const result: string[] = [];
  let paragraph: string[] = [];
  let depth = 0;
  const flush = () => {
    if (paragraph.length > 0) result.push(`${'>'.repeat(depth)}${depth > 0 ? ' ' : ''}${paragraph.join('')}`);
    paragraph = [];
  };
  for (const line of text.split('\n')) {
    let quotes = 0;
    while (line[quotes] === '>') quotes += 1;
    const stuffed = line[quotes] === ' ' ? quotes + 1 : quotes;
    const content = line.slice(stuffed);
    if (quotes !== depth) flush();
    depth = quotes;
    // The signature separator is a line of its own, though it ends in a blank (4.3).
    const flows = content.endsWith(' ') && content !== '-- ';
    if (content === '-- ') flush();
    paragraph.push(flows && deleteSpace ? content.slice(0, -1) : content);
    if (!flows) flush();
  }
  flush();
  return result.join('\n');
}
