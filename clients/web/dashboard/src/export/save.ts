// Hands a file to the reader's browser.
export interface File {
  content: Blob;
  // "csv", "xlsx", "png".
  ending: string;
}

export function saveFile(name: string, { content, ending }: File): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = `${name}.${ending}`;
  link.click();
  // The browser reads it after the click has been worked off.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
